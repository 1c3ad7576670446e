//! The corpus-wide solution: every undated article's days are weighed by what
//! it says and by where its neighbours stand; those are weighed in turn, a
//! few rounds long.

use rustc_hash::FxHashMap;

use super::ages::{Age, Births, ages};
use super::candidates::{ENOUGH, Range, candidates};
use super::clues::{Clue, clues};
use super::drift::Drift;
use super::explain::{self, Reader};
use super::features::{COPY, Evidence, Near, STEPS, cited};
use super::habits::{Habit, Habits};
use super::links::{Links, Neighbour};
use super::mass::Mass;
use super::weights::Weights;
use super::words::{Words, words};
use super::world;
use crate::article::Article;
use crate::dating::knowledge::{Knowledge, Known};
use crate::dating::{Dating, Ground, PartialDate};
use crate::timex::{Day, Mention};

/// Days kept of an article's posterior.
const KEPT: usize = 12;
/// Rounds of weighing.
const ROUNDS: usize = 2;
/// The same where few are undated and speak without echo.
const ROUNDS_OF_FEW: usize = 4;
/// The same where there is next to nothing else to go by: what one article
/// knows must reach all.
const ROUNDS_OF_A_HANDFUL: usize = 10;
/// So many undated articles are a handful.
const HANDFUL: usize = 12;
/// Up to so many undated articles speak without echo.
const FEW: usize = 80;
/// Neighbours that do so.
const CLOSEST: usize = 4;

/// One article as the solver keeps it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id, for explanations.
    pub id: String,
    /// Its outlet.
    pub source: Option<String>,
    /// What it says of days.
    pub clues: Vec<Clue>,
    /// Month and day of its dateline.
    pub stated: Option<PartialDate>,
    /// Ages told in it.
    pub ages: Vec<Age>,
    /// What it takes for granted.
    pub known: Vec<Known>,
    /// The day it is known to be of, with the chance that it is right.
    pub fixed: Option<(Day, f32)>,
    /// The day that its text gave, when that may be another date's.
    pub soft: Option<(Day, f32)>,
    /// Days with their shares, best first.
    pub days: Vec<(Day, f32)>,
    /// The user's word.
    corrected: Option<Day>,
    /// What it was when it came.
    alone: Dating,
    /// What was told of it last.
    told: Option<Dating>,
}

/// Articles are added as they are read; solving dates what could not be dated
/// alone from all the others. Articles and corrections may come later:
/// solving again tells what changed.
#[derive(Debug, Default)]
pub struct Solver {
    words: Vec<Words>,
    kept: Vec<Kept>,
    near: Vec<Vec<Neighbour>>,
}

/// What all articles are weighed against in one round.
struct Corpus {
    range: Range,
    habits: Habits,
    births: Births,
    dated: Mass,
    drifts: [Drift; 2],
}

/// Sees the days of one article with their features.
type Watch<'a> = dyn FnMut(&[Day], &[Vec<f32>]) + 'a;

/// What one article says to another: from, to.
type Messages = FxHashMap<(u32, u32), Vec<(Day, f32)>>;

/// Days weighed for one article, with their features: for fitting weights.
pub type Watcher<'a> = dyn FnMut(usize, usize, &[Day], &[Vec<f32>]) + 'a;

impl Solver {
    /// A solver that knows the built-in offices and happenings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next article (ids are dense, in order of calls) with what
    /// [`crate::dating::date_alone`] found.
    pub fn add(&mut self, article: &Article, mentions: &[Mention], alone: &Dating) {
        self.words.push(words(&article.text));
        let clues = clues(article, mentions);
        self.kept.push(Kept {
            id: article.id.clone(),
            source: article.source.clone(),
            stated: alone.partial,
            clues,
            ages: ages(&article.text),
            known: Knowledge::built_in().read(&article.text),
            fixed: firm(alone),
            soft: soft(alone),
            days: Vec::new(),
            corrected: None,
            alone: alone.clone(),
            told: None,
        });
    }

    /// The user's word on the date of article `number`; `None` takes it back.
    pub fn correct(&mut self, number: usize, day: Option<Day>) {
        if let Some(kept) = self.kept.get_mut(number) {
            kept.corrected = day;
            kept.fixed = day.map(|day| (day, 1.0)).or(firm(&kept.alone));
        }
    }

    /// Solves, and returns the articles whose dating changed with their new
    /// dating, by the number in which they were added.
    pub fn solve(&mut self) -> Vec<(usize, Dating)> {
        let undated = self.kept.iter().filter(|k| k.fixed.is_none()).count();
        let rounds = match undated {
            0..=HANDFUL => ROUNDS_OF_A_HANDFUL,
            _ if undated <= FEW => ROUNDS_OF_FEW,
            _ => ROUNDS,
        };
        self.weigh(Weights::built_in(), rounds, &mut |_, _, _, _| {});
        let mut changed = Vec::new();
        for number in 0..self.kept.len() {
            let Some(dating) = self.dating(number) else {
                continue;
            };
            let kept = &mut self.kept[number];
            if kept.told.as_ref().unwrap_or(&kept.alone) != &dating {
                kept.told = Some(dating.clone());
                changed.push((number, dating));
            }
        }
        changed
    }

    /// Finds every undated article's days; `watcher` sees each weighing.
    pub fn weigh(&mut self, weights: &[Weights; 2], rounds: usize, watcher: &mut Watcher) {
        if self.near.len() != self.kept.len() {
            let links = Links::new(&self.words);
            self.near = (0..self.kept.len())
                .map(|n| links.near(n, &self.words))
                .collect();
        }
        for kept in &mut self.kept {
            kept.days = kept.fixed.or(kept.soft).into_iter().collect();
        }
        if self.kept.iter().all(|k| k.fixed.is_some()) {
            return;
        }
        for round in 0..rounds {
            let corpus = self.corpus();
            let weights = &weights[round.min(1)];
            let messages = self.messages(round, &corpus, weights);
            let mut next = Vec::with_capacity(self.kept.len());
            for n in 0..self.kept.len() {
                let near = self.neighbourhood(n, None, &messages);
                let mut see = |days: &[Day], vectors: &[Vec<f32>]| watcher(n, round, days, vectors);
                next.push(self.posterior(n, near, &corpus, weights, &mut see));
            }
            for (kept, days) in self.kept.iter_mut().zip(next) {
                kept.days = days;
            }
        }
    }

    /// What close neighbours would say to one another if the other were not
    /// there: without it two near doubles confirm each other's first guess
    /// (the cavity of belief propagation). Only where few are undated; among
    /// many the echo is faint.
    fn messages(&self, round: usize, corpus: &Corpus, weights: &Weights) -> Messages {
        let mut messages = Messages::default();
        let undated = |n: &usize| self.kept[*n].fixed.is_none();
        if round == 0 || (0..self.kept.len()).filter(undated).count() > FEW {
            return messages;
        }
        for to in (0..self.kept.len()).filter(undated) {
            let closest = self.near[to].iter().map(|n| n.article as usize);
            for from in closest.filter(undated).take(CLOSEST) {
                let near = self.neighbourhood(from, Some(to), &Messages::default());
                let days = self.posterior(from, near, corpus, weights, &mut |_, _| {});
                messages.insert((from as u32, to as u32), days);
            }
        }
        messages
    }

    fn corpus(&self) -> Corpus {
        let (mut habits, mut births) = (Habits::default(), Births::default());
        let mut points = Vec::new();
        for kept in &self.kept {
            if let Some((day, share)) = kept.fixed.or(kept.soft) {
                points.push((day, share));
                births.learn(&kept.ages, day);
                let lag = kept
                    .stated
                    .map(|s| super::habits::day_lag(day, s.month, s.day));
                habits.learn(kept.source.as_deref(), &kept.clues, lag, day);
            }
        }
        let today = Day::from(chrono::Local::now().date_naive());
        let firm: Vec<Day> = self.kept.iter().filter_map(|k| Some(k.fixed?.0)).collect();
        let range = match firm.len() {
            ENOUGH.. => Range::of(firm, today),
            _ => Range::of(points.iter().map(|p| p.0).collect(), today),
        };
        let drift = |width| {
            let all = self.kept.iter().zip(&self.words);
            let all =
                all.flat_map(|(k, w)| k.days.iter().map(move |&(day, share)| (w, day, share)));
            Drift::new(all, (range.low, range.high), width)
        };
        let fine = ((range.high.0 - range.low.0) / 100).clamp(1, 20);
        let drifts = [drift(182), drift(fine)];
        Corpus {
            range,
            habits,
            births,
            dated: Mass::new(points),
            drifts,
        }
    }

    fn posterior(
        &self,
        n: usize,
        near: Near,
        corpus: &Corpus,
        weights: &Weights,
        watcher: &mut Watch,
    ) -> Vec<(Day, f32)> {
        let kept = &self.kept[n];
        if kept.fixed.is_some() {
            return kept.days.clone();
        }
        let evidence = self.evidence(n, near, corpus);
        let days = candidates(&evidence, corpus.range, weights);
        let vectors: Vec<Vec<f32>> = days
            .iter()
            .map(|&day| {
                let mut vector = Vec::with_capacity(weights.0.len());
                evidence.features(day, &mut vector);
                vector
            })
            .collect();
        watcher(&days, &vectors);
        let scores: Vec<f32> = days
            .iter()
            .zip(&vectors)
            .map(|(&day, vector)| {
                weights.score(vector)
                    + said(
                        kept,
                        day,
                        corpus.range.days(),
                        corpus.habits.of(kept.source.as_deref()),
                    )
                    + world::recent(&kept.known, &kept.clues, day, Knowledge::built_in())
            })
            .collect();
        let best = scores.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = scores.iter().map(|s| (s - best).exp()).sum();
        let mut posterior: Vec<(Day, f32)> = days
            .into_iter()
            .zip(scores)
            .map(|(day, s)| (day, (s - best).exp() / sum))
            .collect();
        posterior.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        posterior.truncate(KEPT);
        posterior
    }

    fn evidence<'a>(&'a self, n: usize, near: Near, corpus: &'a Corpus) -> Evidence<'a> {
        let kept = &self.kept[n];
        let (years, dates) = cited(&kept.clues);
        Evidence {
            clues: &kept.clues,
            stated: kept.stated,
            guesses: &kept.alone.alternatives,
            soft: kept.soft.map(|s| s.0),
            habit: corpus.habits.of(kept.source.as_deref()),
            near,
            corpus: &corpus.dated,
            drift: [0, 1].map(|scale| corpus.drifts[scale].read(&self.words[n])),
            known: &kept.known,
            ages: &kept.ages,
            births: &corpus.births,
            years,
            dates,
        }
    }

    /// Where the neighbours of an article stand, one of them left out.
    fn neighbourhood(&self, n: usize, without: Option<usize>, messages: &Messages) -> Near {
        let mut close = Vec::new();
        let mut like = Vec::new();
        let mut runs = Vec::new();
        let mut copies = Vec::new();
        let mut steps: [Vec<(Day, f32)>; 4] = Default::default();
        for neighbour in &self.near[n] {
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

    /// The dating of an article after weighing; `None` when it was dated
    /// alone.
    fn dating(&self, n: usize) -> Option<Dating> {
        let kept = &self.kept[n];
        if let Some((day, _)) = kept.fixed {
            let mut dating = match kept.corrected {
                Some(day) => explain::corrected(day, &kept.alone),
                None => kept.alone.clone(),
            };
            for conflict in explain::conflicts(&kept.clues, day) {
                if !dating.conflicts.contains(&conflict) {
                    dating.conflicts.push(conflict);
                }
            }
            return Some(dating);
        }
        let &(day, confidence) = kept.days.first()?;
        let reader = Reader {
            number: n,
            kept: &self.kept,
            near: &self.near[n],
        };
        let published = (confidence >= 0.5).then_some(day);
        let (basis, evidence) = reader.tell(day, published.is_some());
        if published.is_some() && kept.soft.is_some_and(|s| s.0 == day) {
            return Some(Dating {
                confidence,
                ..kept.alone.clone()
            });
        }
        Some(Dating {
            published,
            confidence,
            ground: if published.is_some() {
                Ground::Inference
            } else {
                Ground::Nothing
            },
            basis,
            evidence,
            alternatives: reader.alternatives(published.is_some()),
            conflicts: explain::conflicts(&kept.clues, day),
            ..kept.alone.clone()
        })
    }

    /// An article's days with their shares, best first.
    pub fn days(&self, n: usize) -> &[(Day, f32)] {
        &self.kept[n].days
    }
}

/// A day that is given outside the text.
fn firm(alone: &Dating) -> Option<(Day, f32)> {
    let sure = alone.ground <= Ground::Name;
    alone
        .published
        .filter(|_| sure)
        .map(|day| (day, alone.confidence))
}

/// A day from its text that the corpus may overrule.
fn soft(alone: &Dating) -> Option<(Day, f32)> {
    let day = alone.published.filter(|_| firm(alone).is_none())?;
    Some((day, alone.confidence))
}

/// What the article's own statement of month and day, or its own guesses, say
/// of a day: log-odds.
fn said(kept: &Kept, day: Day, days: f32, habit: &Habit) -> f32 {
    let Some(stated) = kept.stated else {
        // Were nothing else known, the day of the text would have just its
        // own chance against all other days together; a mere guess has not
        // earned that.
        let odds = |chance: f32| chance / (1.0 - chance.min(0.99));
        if let Some((_, chance)) = kept.soft.filter(|s| s.0 == day) {
            return (1.0 + odds(chance) * days).ln();
        }
        let guess = kept.alone.alternatives.iter().find(|c| c.day == day);
        return guess.map_or(0.0, |c| (1.0 + odds(c.confidence)).ln());
    };
    let lag = super::habits::day_lag(day, stated.month, stated.day);
    let weekday = stated
        .weekday
        .is_some_and(|w| w != day.plus(-lag).weekday());
    habit.filed_after(lag) - if weekday { 4.0 } else { 0.0 }
}
