//! What the neighbours of an article say.

use rustc_hash::FxHashMap;

use super::{Corpus, Own, Solver};
use crate::dating::corpus::cores::on_all;
use crate::dating::corpus::features::{COPY, Near, STEPS};
use crate::dating::corpus::happenings::{Happenings, Shared};
use crate::dating::corpus::links::{Links, Neighbour, Room};
use crate::dating::corpus::mass::Mass;
use crate::dating::corpus::votes::Votes;
use crate::dating::corpus::weights::Weights;
use crate::timex::Day;

/// Neighbours that speak without echo where few are undated.
const CLOSEST: usize = 4;

/// What one article says to another: from, to.
pub(super) type Messages = FxHashMap<(u32, u32), Vec<(Day, f32)>>;

impl Solver {
    /// Finds the neighbours of the undated.
    pub(super) fn link(&mut self) {
        if self.near.len() != self.kept.len() {
            self.near = vec![None; self.kept.len()];
        }
        let missing = |n: &usize| self.kept[*n].fixed.is_none() && self.near[*n].is_none();
        let missing: Vec<usize> = (0..self.kept.len()).filter(missing).collect();
        if missing.is_empty() {
            return;
        }
        let links = Links::new(&self.words);
        let happenings = Happenings::new(self.kept.iter().map(|k| k.happenings.as_slice()));
        let found = on_all(missing, Room::default, |room, n| {
            (n, links.near(n, &self.words, room), happenings.of(n))
        });
        self.shared.resize(self.kept.len(), Shared::new());
        for (n, near, shared) in found {
            self.near[n] = Some(near);
            self.shared[n] = shared;
        }
    }

    pub(super) fn near(&self, n: usize) -> &[Neighbour] {
        self.near[n].as_deref().unwrap_or_default()
    }

    /// What close neighbours would say to one another if the other were not
    /// there: without it two near doubles confirm each other's first guess
    /// (the cavity of belief propagation). Only where few are undated; among
    /// many the echo is faint.
    pub(super) fn messages(
        &self,
        round: usize,
        corpus: &Corpus,
        weights: &Weights,
        owns: &mut [Own],
    ) -> Messages {
        let mut messages = Messages::default();
        let undated = |n: &usize| self.kept[*n].fixed.is_none();
        if round == 0 || !self.is_few() {
            return messages;
        }
        for to in self.numbers_undated() {
            let closest = self.near(to).iter().map(|n| n.article as usize);
            for from in closest.filter(undated).take(CLOSEST) {
                let near = self.neighbourhood(from, Some(to), &Messages::default());
                let found = self.posterior(from, near, corpus, weights, &mut owns[from]);
                messages.insert((from as u32, to as u32), found.days);
            }
        }
        messages
    }

    /// What other articles, and the tables, now say of the times that an
    /// article tells of.
    pub(super) fn votes(&self, n: usize) -> Vec<Votes> {
        let copies = self.near(n).iter().filter(|near| near.runs >= COPY);
        let copies: Vec<u32> = copies.map(|near| near.article).collect();
        let shared = self.shared.get(n).into_iter().flatten();
        let votes = shared.map(|told| {
            Votes::new(told, self.spanned, |other, when| {
                // Two undated copies that both say "today" only repeat that
                // they are copies.
                let echo = when == told.0
                    && self.kept[other].fixed.is_none()
                    && copies.contains(&(other as u32));
                match echo {
                    true => &[],
                    false => self.kept[other].days.as_slice(),
                }
            })
        });
        votes.collect()
    }

    /// Where the neighbours of an article stand, one of them left out.
    pub(super) fn neighbourhood(
        &self,
        n: usize,
        without: Option<usize>,
        messages: &Messages,
    ) -> Near {
        let mut close = Vec::new();
        let mut like = Vec::new();
        let mut runs = Vec::new();
        let mut copies = Vec::new();
        let mut steps: [Vec<(Day, f32)>; 4] = Default::default();
        for neighbour in self.near(n) {
            let likeness = neighbour.likeness;
            let other = neighbour.article as usize;
            if Some(other) == without {
                continue;
            }
            let said = messages.get(&(neighbour.article, n as u32));
            for &(day, share) in said.unwrap_or(&self.kept[other].days) {
                close.push((day, share * likeness.powi(6) * 100.0));
                like.push((day, share * likeness.powi(3)));
                if neighbour.runs >= COPY {
                    copies.push((day, share));
                }
                if neighbour.runs > 0 {
                    runs.push((day, share * f32::from(neighbour.runs).powf(1.5) * 0.01));
                }
                for (list, step) in steps.iter_mut().zip(STEPS) {
                    if likeness >= step {
                        list.push((day, share));
                    }
                }
            }
        }
        Near {
            close: Mass::new(close),
            like: Mass::new(like),
            runs: Mass::new(runs),
            steps: steps.map(Mass::new),
            copies: Mass::new(copies),
        }
    }
}
