//! The corpus-wide solution.

use super::ages::{Age, Births, ages};
use super::drift::Drift;
use super::clues::{Clue, What, clues};
use super::features::{Evidence, STEPS, names};
use super::habits::Habits;
use super::links::{Links, Neighbour};
use super::mass::Mass;
use super::words::{Words, words};
use crate::article::Article;
use crate::dating::Dating;
use crate::dating::knowledge::{Knowledge, Known};
use crate::timex::{Day, Mention};

/// Days kept of an article's posterior.
const KEPT: usize = 12;
/// Months looked into day by day.
const MONTHS: usize = 40;

/// Weights of the features.
#[derive(Clone, Debug)]
pub struct Weights(pub Vec<f32>);

/// One article as the solver keeps it.
#[derive(Clone, Debug)]
struct Kept {
    source: Option<String>,
    clues: Vec<Clue>,
    ages: Vec<Age>,
    known: Vec<Known>,
    /// The day it is known to be of, with the chance that it is right.
    fixed: Option<(Day, f32)>,
    /// The posterior found so far.
    days: Vec<(Day, f32)>,
}

/// Articles are added as they are read; solving dates what could not be dated alone.
#[derive(Debug, Default)]
pub struct Solver {
    words: Vec<Words>,
    kept: Vec<Kept>,
    /// Feature vectors are given to it.
    pub ids: Vec<String>,
}

/// Sink for features: article, round, days, features of each day.
pub type Sink<'a> = dyn FnMut(usize, usize, &[Day], &[Vec<f32>]) + 'a;

impl Solver {
    /// An empty solver.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next article.
    pub fn add(&mut self, article: &Article, mentions: &[Mention], alone: &Dating) {
        self.ids.push(article.id.clone());
        self.words.push(words(&article.text));
        self.kept.push(Kept {
            source: article.source.clone(),
            clues: clues(article, mentions),
            known: Knowledge::built_in().read(&article.text),
            ages: ages(&article.text),
            fixed: alone.published.map(|d| (d, alone.confidence)),
            days: Vec::new(),
        });
    }

    /// Solves.
    pub fn run(&mut self, weights: &[Weights], sink: &mut Sink) -> Vec<Vec<(Day, f32)>> {
        let mut habits = Habits::default();
        let mut points = Vec::new();
        let mut births = Births::default();
        for kept in &self.kept {
            if let Some((day, confidence)) = kept.fixed {
                births.learn(&kept.ages, day);
                points.push((day, confidence));
                habits.learn(kept.source.as_deref(), &kept.clues, day);
            }
        }
        let range = self.range(&points);
        let corpus = Mass::new(points);
        let links = Links::new(&self.words);
        let near: Vec<Vec<Neighbour>> = (0..self.kept.len()).map(|n| links.near(n, &self.words)).collect();
        for round in 0..weights.len() {
            let weights = &weights[round];
            let known = |s: &Self, width: i32| {
                let all = s.kept.iter().zip(&s.words).flat_map(|(k, w)| {
                    let days: Vec<(Day, f32)> = match k.fixed { Some(f) => vec![f], None => k.days.clone() };
                    days.into_iter().map(move |(d, p)| (w, d, p)).collect::<Vec<_>>()
                });
                Drift::new(all, range, width)
            };
            let drifts = [known(self, 182), known(self, ((range.1.0 - range.0.0) / 100).clamp(1, 20))];
            let mut next = Vec::new();
            for n in 0..self.kept.len() {
                if self.kept[n].fixed.is_some() {
                    next.push(Vec::new());
                    continue;
                }
                let evidence = self.evidence(n, &near[n], &habits, &corpus, &drifts, &births);
                let days = candidates(&evidence, range, &weights.0);
                let mut vectors = Vec::with_capacity(days.len());
                let mut scores = Vec::with_capacity(days.len());
                for &day in &days {
                    let mut f = Vec::with_capacity(weights.0.len());
                    evidence.features(day, &mut f);
                    scores.push(dot(&f, &weights.0));
                    vectors.push(f);
                }
                sink(n, round, &days, &vectors);
                let max = scores.iter().copied().fold(f32::MIN, f32::max);
                let sum: f32 = scores.iter().map(|s| (s - max).exp()).sum();
                let mut posterior: Vec<(Day, f32)> =
                    days.iter().zip(&scores).map(|(&d, s)| (d, (s - max).exp() / sum)).collect();
                posterior.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                posterior.truncate(KEPT);
                next.push(posterior);
            }
            for (kept, days) in self.kept.iter_mut().zip(next) {
                kept.days = days;
            }
        }
        self.kept.iter().map(|k| k.days.clone()).collect()
    }

    fn range(&self, points: &[(Day, f32)]) -> (Day, Day) {
        let mut days: Vec<Day> = points.iter().map(|p| p.0).collect();
        if days.is_empty() {
            for kept in &self.kept {
                for clue in &kept.clues {
                    match clue.what {
                        What::Date(day) => days.push(day),
                        What::Year(y) | What::YearMonth(y, _) => {
                            days.extend(Day::from_ymd(y.into(), 7, 1));
                        }
                        _ => {}
                    }
                }
            }
            days.sort_unstable();
            let cut = days.len() / 20;
            days = days[cut..days.len() - cut].to_vec();
        }
        let low = days.iter().min().map_or(Day(10957), |d| *d);
        let high = days.iter().max().map_or(Day(17000), |d| *d);
        let slack = ((high.0 - low.0) / 8).clamp(5, 800);
        (low.plus(-slack), high.plus(slack))
    }

    fn evidence<'a>(&'a self, n: usize, near: &[Neighbour], habits: &'a Habits, corpus: &'a Mass, drifts: &[Drift; 2], births: &'a Births) -> Evidence<'a> {
        let mut masses: [Vec<(Day, f32)>; 7] = Default::default();
        for neighbour in near {
            let other = &self.kept[neighbour.article as usize];
            let add = |masses: &mut [Vec<(Day, f32)>; 7], day, share: f32| {
                let likeness = neighbour.likeness;
                masses[0].push((day, share * likeness.powi(6) * 100.0));
                masses[1].push((day, share * likeness.powi(3)));
                for (n, step) in STEPS.iter().enumerate() {
                    if likeness >= *step {
                        masses[3 + n].push((day, share));
                    }
                }
                if neighbour.runs > 0 {
                    masses[2].push((day, share * f32::from(neighbour.runs).powf(1.5) * 0.01));
                }
            };
            match other.fixed {
                Some((day, share)) => add(&mut masses, day, share),
                None => {
                    for &(day, share) in &other.days {
                        add(&mut masses, day, share);
                    }
                }
            }
        }
        let [close, like, runs, a, b, c, d] = masses.map(Mass::new);
        Evidence::new(&self.kept[n].clues, habits.of(self.kept[n].source.as_deref()), close, like, runs, [a, b, c, d], corpus, [drifts[0].read(&self.words[n]), drifts[1].read(&self.words[n])], &self.kept[n].ages, births, &self.kept[n].known)
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn candidates(evidence: &Evidence, (low, high): (Day, Day), weights: &[f32]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    if high.0 - low.0 <= 450 {
        days.extend((low.0..=high.0).map(Day));
        return days;
    }
    let mut scratch = Vec::new();
    let mut months: Vec<(f32, Day)> = Vec::new();
    let mut start = low.0;
    while start <= high.0 {
        let mut best = f32::MIN;
        for offset in [4, 14, 24] {
            evidence.features(Day(start + offset), &mut scratch);
            best = best.max(dot(&scratch, weights));
        }
        months.push((best, Day(start)));
        start += 30;
    }
    months.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for &(_, month) in months.iter().take(MONTHS) {
        days.extend((month.0..month.0 + 30).map(Day));
    }
    for mass in [&evidence.close, &evidence.like, &evidence.runs] {
        for (day, _) in mass.heaviest().into_iter().take(12) {
            days.extend((day.0 - 3..=day.0 + 3).map(Day));
        }
    }
    for date in &evidence.dates {
        days.extend((date.0 - 1..=date.0 + 3).map(Day));
    }
    days.retain(|d| *d >= low && *d <= high);
    days.sort_unstable();
    days.dedup();
    days
}

/// Weights of a first guess.
pub fn first_guess() -> Weights {
    let names = names();
    Weights(names.iter().map(|n| {
        if n.starts_with("like") || n.starts_with("close") { 0.3 }
        else if n.starts_with("runs") { 0.2 }
        else if n.starts_with("corpus") { 0.15 }
        else if n == "first-weekday" || n == "head-day" || n == "filed" { 0.8 }
        else if n.starts_with("drift") { 0.7 } else if n == "age" || n == "year-old" { 0.5 } else if n == "weekdays" { 0.5 }
        else if n == "last-year-0" { 1.5 } else if n == "last-year-1" { 0.7 } else if n == "last-year--1" { -0.3 } else if n == "last-year--2" { -1.5 }
        else if n == "same-year" { 0.5 }
        else if n == "years-after" { -0.5 }
        else if n.starts_with("last-date-far") { -2.0 }
        else { 0.0 }
    }).collect())
}
