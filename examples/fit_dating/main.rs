//! Fits the weights by which undated articles are dated from their corpus, or
//! measures them.
//!
//! ```text
//! cargo run --release --example fit_dating -- WEIGHTS.tsv PASSES [--new] [--hold-out] [--trust TRUST.tsv] CORPUS.jsonl ...
//! ```
//!
//! A CORPUS holds dated articles, one JSON object a line with `id`, `text`,
//! `published` and perhaps `source`. Dates are taken from half, nine tenths
//! and all of its articles, and from small piles of them; each pass weighs
//! the days of those articles with the weights of WEIGHTS.tsv, fits new ones
//! and writes them there. No passes: the weights are measured as they are.
//! With `--new` only weights that are 0 in all columns are fitted: those of features that
//! were added. With `--hold-out` every third corpus is measured and not fitted on. With
//! `--trust` it is fitted in the end how far the days so found are believed,
//! and written to TRUST.tsv.

mod corpora;
mod logit;
mod trust;

use std::path::PathBuf;

use anyhow::Context;
use dateline::dating::corpus::Weighing;
use dateline::dating::corpus::weights::{Stages, Weights, read};
use dateline::timex::Day;

use corpora::{Kind, Pile};
use logit::{Group, Ridge, fit};
use trust::Named;

/// Best days kept of one article, and others drawn by chance.
const BEST: usize = 60;
const DRAWN: usize = 80;
/// Ridge of the first two columns.
const RIDGE: f32 = 3e-4;
/// Ridge where only new features are fitted: they stand beside others that
/// know a part of the same.
const NEW_RIDGE: f32 = 1e-3;
/// Ridge of the column for few undated, towards the column before it: less
/// is known of them.
const FEW_RIDGE: f32 = 2e-3;

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let hold_out = arguments.iter().any(|a| a == "--hold-out");
    let new = arguments.iter().any(|a| a == "--new");
    arguments.retain(|a| a != "--hold-out" && a != "--new");
    let trust = arguments.iter().position(|a| a == "--trust");
    let trust = trust.map(|at| arguments.drain(at..(at + 2).min(arguments.len())).nth(1));
    let [table, passes, files @ ..] = arguments.as_slice() else {
        anyhow::bail!(
            "usage: fit_dating WEIGHTS.tsv PASSES [--new] [--hold-out] [--trust TRUST.tsv] CORPUS.jsonl ..."
        );
    };
    let passes: usize = passes.parse().context("PASSES is a number")?;
    let mut stages = read(&std::fs::read_to_string(table)?).map_err(anyhow::Error::msg)?;
    let mut piles = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let held = hold_out && number % 3 == 0;
        piles.extend(corpora::piles(&PathBuf::from(file), held)?);
    }
    if passes == 0 && trust.is_some() {
        // Nothing else is wanted of the others.
        piles.retain(Named::wants);
    }
    let free = free(&stages, new);
    for pass in 0..=passes {
        let mut columns: [Vec<Group>; 3] = Default::default();
        let mut scores = Scores::default();
        let mut named = Named::default();
        for pile in &piles {
            let columns = (pass < passes).then_some(&mut columns);
            weigh(pile, &stages, columns, &mut scores, &mut named);
        }
        println!("after {pass} passes");
        scores.print(hold_out);
        if pass == passes {
            if let Some(table) = &trust {
                let table = table.as_ref().context("--trust wants a table")?;
                println!("belief fitted on {} days", named.len());
                std::fs::write(table, named.table())?;
            }
            break;
        }
        let nothing = Weights(vec![0.0; free.len()]);
        let towards = |old: &Weights, ridge| Ridge {
            towards: old.0.clone(),
            ridge,
            free: free.clone(),
        };
        let start = |old: &Weights| match new {
            true => towards(old, NEW_RIDGE),
            false => towards(&nothing, RIDGE),
        };
        stages.first = Weights(fit(&columns[0], &start(&stages.first)));
        stages.later = Weights(fit(&columns[1], &start(&stages.later)));
        let few = with(&stages.few, &stages.later, &free);
        stages.few = Weights(fit(&columns[2], &towards(&few, FEW_RIDGE)));
        std::fs::write(table, stages.table())?;
    }
    Ok(())
}

/// Which weights are fitted: all, or those of new features.
fn free(stages: &Stages, new: bool) -> Vec<bool> {
    let columns = [&stages.first, &stages.later, &stages.few];
    let is_new = |n| columns.iter().all(|column| column.0[n] == 0.0);
    (0..stages.first.0.len())
        .map(|n| !new || is_new(n))
        .collect()
}

/// Weights with those that are fitted from others.
fn with(weights: &Weights, others: &Weights, fitted: &[bool]) -> Weights {
    let each = weights.0.iter().zip(&others.0).zip(fitted);
    Weights(
        each.map(|((own, other), fitted)| if *fitted { *other } else { *own })
            .collect(),
    )
}

/// Solves one pile, keeps the weighings of its undated articles and counts
/// how right the outcome is.
fn weigh(
    pile: &Pile,
    stages: &Stages,
    columns: Option<&mut [Vec<Group>; 3]>,
    scores: &mut Scores,
    named: &mut Named,
) {
    let mut solver = pile.solver();
    let (last, few) = (solver.rounds() - 1, solver.is_few());
    let mut chance = Chance(0x5EED);
    match columns {
        Some(columns) => {
            let mut watcher = |weighing: &Weighing| {
                let Some(truth) = pile.hidden(weighing.article) else {
                    return;
                };
                let column = match weighing.round {
                    0 => 0,
                    round if round != last => return,
                    _ if few => 2,
                    _ => 1,
                };
                let weights = [&stages.first, &stages.later, &stages.few][column];
                if !pile.held {
                    let group = group(weighing, truth, weights, pile.weight(), &mut chance);
                    columns[column].push(group);
                }
            };
            solver.weigh(stages, Some(&mut watcher));
        }
        None => solver.weigh(stages, None),
    }
    named.add(pile, &solver);
    for article in 0..pile.len() {
        if let (Some(truth), Some(&(day, share))) =
            (pile.hidden(article), solver.days(article).first())
        {
            scores.count(pile, day, share, truth);
        }
    }
}

/// The days of one weighing that are worth fitting on: the best, and some of
/// the rest, which stand for all of them.
fn group(
    weighing: &Weighing,
    truth: Day,
    weights: &Weights,
    weight: f32,
    chance: &mut Chance,
) -> Group {
    let mut order: Vec<(f32, usize)> = weighing
        .features
        .iter()
        .zip(weighing.given)
        .map(|(features, given)| weights.score(features) + given)
        .enumerate()
        .map(|(n, score)| (score, n))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut rest: Vec<usize> = order
        .split_off(order.len().min(BEST))
        .iter()
        .map(|o| o.1)
        .collect();
    let mut group = Group::new(truth, weight);
    let mut add = |n: usize, stands_for: f32| {
        let given = weighing.given[n] + stands_for.ln();
        group.add(weighing.days[n], &weighing.features[n], given);
    };
    order.iter().for_each(|&(_, n)| add(n, 1.0));
    if let Some(at) = rest.iter().position(|&n| weighing.days[n] == truth) {
        add(rest.swap_remove(at), 1.0);
    }
    let all = rest.len();
    for n in (1..all).rev() {
        rest.swap(n, chance.below(n + 1));
    }
    rest.truncate(DRAWN);
    let stands_for = all as f32 / rest.len().max(1) as f32;
    rest.iter().for_each(|&n| add(n, stands_for));
    group
}

/// A linear congruential generator: the same draws on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// How right the first day is, by kind of pile, fitted on and held out.
#[derive(Default)]
struct Scores([[Score; Kind::ALL.len()]; 2]);

#[derive(Clone, Copy, Default)]
struct Score {
    articles: f32,
    exact: f32,
    one: f32,
    seven: f32,
    year: f32,
    confidence: f32,
}

impl Scores {
    fn count(&mut self, pile: &Pile, day: Day, share: f32, truth: Day) {
        let score = &mut self.0[usize::from(pile.held)][pile.kind as usize];
        let off = (day.0 - truth.0).abs();
        let one = |yes: bool| f32::from(u8::from(yes));
        score.articles += 1.0;
        score.exact += one(off == 0);
        score.one += one(off <= 1);
        score.seven += one(off <= 7);
        score.year += one(day.year() == truth.year());
        score.confidence += share;
    }

    fn print(&self, hold_out: bool) {
        for (held, list) in self.0.iter().enumerate().take(1 + usize::from(hold_out)) {
            for (kind, s) in Kind::ALL.iter().zip(list) {
                let n = s.articles.max(1.0);
                println!(
                    "{} {kind:?}: {} articles, exact {:.3}, ±1 {:.3}, ±7 {:.3}, year {:.3}, mean confidence {:.3}",
                    ["fitted", "held out"][held],
                    s.articles,
                    s.exact / n,
                    s.one / n,
                    s.seven / n,
                    s.year / n,
                    s.confidence / n
                );
            }
        }
    }
}
