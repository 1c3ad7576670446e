//! The corpus-wide solution: every undated article's days are weighed by what
//! it says and by where its neighbours stand; those are weighed in turn, a
//! few rounds long.

mod belief;
mod neighbours;
mod telling;

use rustc_hash::FxHashMap;

use super::ages::Births;
use super::candidates::{ENOUGH, Range, candidates};
use super::changes::Changes;
use super::choice::choice;
use super::cores::on_all;
use super::drift::Drift;
use super::features::{Evidence, Near, cited};
use super::habits::Habits;
use super::happenings::Shared;
use super::house_style::HouseStyles;
use super::kept::Kept;
use super::links::Neighbour;
use super::mass::Mass;
use super::votes::Votes;
use super::weights::{Stages, Weights};
use super::words::{Words, words};
use super::world;
use crate::article::Article;
use crate::dating::Dating;
use crate::dating::knowledge::Knowledge;
use crate::timex::{Day, Mention};

/// Days kept of an article's posterior.
const KEPT: usize = 12;
/// In the end scores are believed so far: what speaks for a day is not as
/// independent as adding it up has it.
const BELIEF: f32 = 0.9;
/// The same where few are undated and few dated: the same neighbours say all
/// of it. Few among many dated ones speak without echo and are believed.
const BELIEF_OF_FEW: f32 = 0.8;
/// Rounds of weighing.
const ROUNDS: usize = 2;
/// The same where few are undated and speak without echo.
const ROUNDS_OF_FEW: usize = 4;
/// The same where there is next to nothing else to go by: what one article
/// knows must reach all.
const ROUNDS_OF_A_HANDFUL: usize = 10;
/// So many undated articles are a handful.
const HANDFUL: usize = 12;
/// One in so many days stands for a year: no multiple of a week.
const SAMPLED: usize = 13;
/// Years of less chance are not told.
const UNLIKELY: f32 = 0.001;
/// Up to so many undated articles speak without echo.
const FEW: usize = 80;

/// Articles are added as they are read; solving dates what could not be dated
/// alone from all the others. Articles and corrections may come later:
/// solving again tells what changed.
#[derive(Debug, Default)]
pub struct Solver {
    words: Vec<Words>,
    kept: Vec<Kept>,
    /// Of the undated, as far as they were asked for.
    near: Vec<Option<Vec<Neighbour>>>,
    /// What others say of the times that they tell of.
    shared: Vec<Shared>,
    /// So many articles are dated that they tell what days the corpus spans.
    spanned: bool,
}

/// One article as the solver reads it; made on any thread.
#[derive(Debug)]
pub struct Read {
    words: Words,
    kept: Kept,
}

impl Read {
    /// Reads an article with what [`crate::dating::date_alone`] found.
    pub fn new(article: &Article, mentions: &[Mention], alone: &Dating) -> Self {
        Self {
            words: words(&article.text),
            kept: Kept::new(article, mentions, alone),
        }
    }
}

/// What all articles are weighed against in one round.
struct Corpus {
    range: Range,
    habits: Habits,
    births: Births,
    dated: Mass,
    drifts: [Drift; 2],
    changes: Changes,
    styles: HouseStyles,
    /// How far scores are believed.
    belief: f32,
    /// It is the first round, in which no undated article speaks.
    opening: bool,
    /// Days are to be named now.
    naming: bool,
    /// There are enough dated articles to tell by them how far days are to be
    /// believed.
    dated_enough: bool,
}

/// What an article's own words say of the days asked for so far: their part
/// of the score, the same in all rounds with the same weights.
type Own = FxHashMap<Day, f32>;

/// The days of one article as they are weighed, for fitting the weights.
#[derive(Debug)]
pub struct Weighing<'a> {
    /// The article's number.
    pub article: usize,
    /// The round, from 0.
    pub round: usize,
    /// Its candidate days.
    pub days: &'a [Day],
    /// Their features.
    pub features: &'a [Vec<f32>],
    /// What is added to each day's score besides weighed features: log-odds.
    pub given: &'a [f32],
}

/// What is found of an article's days.
struct Found {
    /// With their chances, best first; where they are to be named, the one
    /// that stands for all before the others.
    days: Vec<(Day, f32)>,
    /// The chance of each year that is likely at all, by the article's own
    /// evidence and that of dated ones.
    years: Vec<(i32, f32)>,
}

/// Sees each weighing.
pub type Watcher<'a> = dyn FnMut(&Weighing) + 'a;

impl Solver {
    /// A solver that knows the built-in offices and happenings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next article (ids are dense, in order of calls) with what
    /// [`crate::dating::date_alone`] found.
    pub fn add(&mut self, article: &Article, mentions: &[Mention], alone: &Dating) {
        self.take(Read::new(article, mentions, alone));
    }

    /// Adds the next article, already read.
    pub fn take(&mut self, read: Read) {
        self.words.push(read.words);
        self.kept.push(read.kept);
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The user's word on the date of article `number`; `None` takes it back.
    pub fn correct(&mut self, number: usize, day: Option<Day>) {
        if let Some(kept) = self.kept.get_mut(number) {
            kept.correct(day);
        }
    }

    /// Solves, and returns the articles whose dating changed with their new
    /// dating, by the number in which they were added.
    pub fn solve(&mut self) -> Vec<(usize, Dating)> {
        self.weigh(Stages::built_in(), None);
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

    fn undated(&self) -> usize {
        self.numbers_undated().count()
    }

    /// How many rounds [`Solver::weigh`] takes for what is undated now.
    pub fn rounds(&self) -> usize {
        match self.undated() {
            0..=HANDFUL => ROUNDS_OF_A_HANDFUL,
            undated if undated <= FEW => ROUNDS_OF_FEW,
            _ => ROUNDS,
        }
    }

    /// Whether so few are undated that they are weighed without echo.
    pub fn is_few(&self) -> bool {
        self.undated() <= FEW
    }

    /// Finds every undated article's days; `watcher` sees each weighing.
    pub fn weigh(&mut self, stages: &Stages, mut watcher: Option<&mut Watcher>) {
        for kept in &mut self.kept {
            kept.days = kept.fixed.or(kept.soft).into_iter().collect();
        }
        if self.undated() == 0 {
            return;
        }
        self.link();
        let firm = self.kept.iter().filter(|kept| kept.fixed.is_some());
        self.spanned = firm.count() >= ENOUGH;
        let mut corpus = self.corpus();
        let mut owns = Vec::new();
        for round in 0..self.rounds() {
            let weights = match round {
                0 => &stages.first,
                _ if self.is_few() => &stages.few,
                _ => &stages.later,
            };
            if round < 2 {
                owns = vec![Own::default(); self.kept.len()];
            }
            corpus.drifts = self.drifts(corpus.range);
            corpus.styles = self.styles(corpus.range);
            let messages = self.messages(round, &corpus, weights, &mut owns);
            corpus.opening = round == 0;
            corpus.naming = round + 1 == self.rounds();
            // A handful speaks to one another without echo, and its rounds
            // carry one article's evidence to all: nothing is added up twice.
            if corpus.naming && self.rounds() < ROUNDS_OF_A_HANDFUL {
                corpus.belief = match (self.is_few(), self.spanned) {
                    (true, true) => 1.0,
                    (true, false) => BELIEF_OF_FEW,
                    (false, _) => BELIEF,
                };
            }
            if let Some(watcher) = &mut watcher {
                for n in self.numbers_undated() {
                    let near = self.neighbourhood(n, None, &messages);
                    self.show((n, round), near, &corpus, weights, *watcher);
                }
            }
            let undated = owns.iter_mut().enumerate();
            let undated = undated.filter(|(n, _)| self.kept[*n].fixed.is_none());
            let next = on_all(
                undated.collect(),
                || (),
                |(), (n, own)| {
                    let near = self.neighbourhood(n, None, &messages);
                    (n, self.posterior(n, near, &corpus, weights, own))
                },
            );
            for (n, found) in next {
                let kept = &mut self.kept[n];
                kept.days = found.days;
                if round == 0 {
                    kept.years_alone = found.years;
                }
            }
        }
        self.settle(&corpus);
    }

    fn numbers_undated(&self) -> impl Iterator<Item = usize> {
        let undated = |n: &usize| self.kept[*n].fixed.is_none();
        (0..self.kept.len()).filter(undated)
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
                habits.learn(kept.source.as_deref(), &kept.said_of_days(), lag, day);
            } else if let Some(source) = &kept.source {
                habits.meet(source);
            }
        }
        let today = Day::from(chrono::Local::now().date_naive());
        let firm: Vec<Day> = self.kept.iter().filter_map(|k| Some(k.fixed?.0)).collect();
        let range = match self.spanned {
            true => Range::of(firm, today),
            false => Range::of(points.iter().map(|p| p.0).collect(), today),
        };
        Corpus {
            range,
            habits,
            births,
            dated: Mass::new(points),
            drifts: self.drifts(range),
            changes: self.changes(),
            styles: self.styles(range),
            belief: 1.0,
            opening: true,
            naming: false,
            dated_enough: self.spanned && self.undated() > HANDFUL,
        }
    }

    /// Which words come up and go, as those that are surely dated have it.
    fn changes(&self) -> Changes {
        let all = self.kept.iter().zip(&self.words);
        Changes::new(all.filter_map(|(kept, words)| Some((words, kept.fixed?.0))))
    }

    /// How the sources write in each period, as articles have it on the days
    /// that they are now taken to be of.
    fn styles(&self, range: Range) -> HouseStyles {
        let placed = self.kept.iter().flat_map(|kept| {
            let of = move |&(day, share): &(Day, f32)| (kept.house(), &kept.marks, day, share);
            kept.days.iter().map(of)
        });
        HouseStyles::new(placed, (range.low, range.high))
    }

    /// How the vocabulary changes over the days that articles are now taken
    /// to be of, coarse and fine.
    fn drifts(&self, range: Range) -> [Drift; 2] {
        let drift = |width| {
            let all = self.kept.iter().zip(&self.words);
            let all =
                all.flat_map(|(k, w)| k.days.iter().map(move |&(day, share)| (w, day, share)));
            Drift::new(all, (range.low, range.high), width)
        };
        let fine = ((range.high.0 - range.low.0) / 100).clamp(1, 20);
        [drift(182), drift(fine)]
    }

    /// An undated article's days.
    fn posterior(
        &self,
        n: usize,
        near: Near,
        corpus: &Corpus,
        weights: &Weights,
        own: &mut Own,
    ) -> Found {
        let kept = &self.kept[n];
        let evidence = self.evidence(n, near, corpus);
        let votes = self.votes(n);
        let mut scratch = Vec::with_capacity(weights.0.len());
        let mut score = |day: Day| {
            let said = *own.entry(day).or_insert_with(|| {
                scratch.clear();
                evidence.own_features(day, &mut scratch);
                weights.score_own(&scratch) + given(kept, corpus, day)
            });
            scratch.clear();
            evidence.moving_features(day, &mut scratch);
            weights.score_moving(&scratch) + said + voted(&votes, day)
        };
        let days = candidates(&evidence, corpus.range, &mut score);
        let scores: Vec<f32> = days.iter().map(|&day| score(day)).collect();
        let best = scores.iter().copied().fold(f32::MIN, f32::max);
        let share = |score: f32| ((score - best) * corpus.belief).exp();
        let sum: f32 = scores.iter().map(|s| share(*s)).sum();
        let years = match corpus.opening && self.is_capped() {
            true => {
                let (strange, mut features) = (!self.has_alike(n), Vec::new());
                years_of(&days, corpus.range, |day| {
                    features.clear();
                    evidence.own_features(day, &mut features);
                    let own = weights.score_own(&features) + given(kept, corpus, day);
                    features.clear();
                    if !strange {
                        evidence.moving_features(day, &mut features);
                    }
                    let moving = weights.score_moving(&features);
                    own + moving + voted(&votes, day) - weights.score_spread(&evidence.spread(day))
                })
            }
            false => Vec::new(),
        };
        let mut posterior: Vec<(Day, f32)> = days
            .into_iter()
            .zip(scores)
            .map(|(day, score)| (day, share(score) / sum))
            .collect();
        let named = posterior.get(choice(&posterior)).copied();
        posterior.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if let Some(named) = named.filter(|_| corpus.naming) {
            posterior.retain(|p| p.0 != named.0);
            posterior.insert(0, named);
        }
        posterior.truncate(KEPT);
        Found {
            days: posterior,
            years,
        }
    }

    /// Whether articles are no surer of their year together than one of them
    /// is alone: where few are undated, or so few dated that they do not tell
    /// which years come into question.
    fn is_capped(&self) -> bool {
        self.is_few() || !self.spanned
    }

    /// Shows a watcher what [`Solver::posterior`] weighs.
    fn show(
        &self,
        (article, round): (usize, usize),
        near: Near,
        corpus: &Corpus,
        weights: &Weights,
        watcher: &mut Watcher,
    ) {
        let kept = &self.kept[article];
        let evidence = self.evidence(article, near, corpus);
        let vector = |day| {
            let mut vector = Vec::with_capacity(weights.0.len());
            evidence.features(day, &mut vector);
            vector
        };
        let votes = self.votes(article);
        let given = |day| given(kept, corpus, day) + voted(&votes, day);
        let mut score = |day| weights.score(&vector(day)) + given(day);
        let days = candidates(&evidence, corpus.range, &mut score);
        let features: Vec<Vec<f32>> = days.iter().map(|&day| vector(day)).collect();
        let given: Vec<f32> = days.iter().map(|&day| given(day)).collect();
        watcher(&Weighing {
            article,
            round,
            days: &days,
            features: &features,
            given: &given,
        });
    }

    fn evidence<'a>(&'a self, n: usize, near: Near, corpus: &'a Corpus) -> Evidence<'a> {
        let kept = &self.kept[n];
        let (years, dates) = cited(&kept.clues);
        Evidence {
            said: kept.said_of_days(),
            stated: kept.stated,
            guesses: &kept.alone.alternatives,
            soft: kept.soft.map(|s| s.0),
            habit: corpus.habits.of(kept.source.as_deref()),
            near,
            corpus: &corpus.dated,
            drift: [0, 1].map(|scale| corpus.drifts[scale].read(&self.words[n])),
            against: corpus.changes.read(&self.words[n]),
            style: corpus.styles.read(kept.house(), &kept.marks),
            known: &kept.known,
            occasions: &kept.occasions,
            ages: &kept.ages,
            counted: &kept.counted,
            births: &corpus.births,
            years,
            dates,
        }
    }

    /// An article's days with their shares, best first.
    pub fn days(&self, n: usize) -> &[(Day, f32)] {
        &self.kept[n].days
    }
}

/// The chance of each likely year of an article that is not told where in the
/// corpus's range the dated ones lie: `score` leaves that out. Besides the days
/// weighed, days of all of the range are sampled, which stand for those
/// between them; near a weighed day there is nothing to stand for.
fn years_of(weighed: &[Day], range: Range, mut score: impl FnMut(Day) -> f32) -> Vec<(i32, f32)> {
    let step = SAMPLED as i32;
    let is_known = |day: i32| {
        let next = weighed.partition_point(|w| w.0 < day - step / 2);
        weighed.get(next).is_some_and(|w| w.0 <= day + step / 2)
    };
    let between = (range.low.0..=range.high.0).step_by(SAMPLED);
    let mut scored: Vec<(i32, f32, f32)> = Vec::new();
    for day in between.filter(|day| !is_known(*day)).map(Day) {
        scored.push((day.year(), score(day), SAMPLED as f32));
    }
    for day in weighed {
        scored.push((day.year(), score(*day), 1.0));
    }
    let best = scored.iter().map(|s| s.1).fold(f32::MIN, f32::max);
    let mut years: FxHashMap<i32, f32> = FxHashMap::default();
    for (year, score, stands_for) in scored {
        *years.entry(year).or_default() += (score - best).exp() * stands_for;
    }
    let all: f32 = years.values().sum();
    let mut years: Vec<(i32, f32)> = years.into_iter().map(|y| (y.0, y.1 / all)).collect();
    years.retain(|y| y.1 >= UNLIKELY);
    years.sort_unstable_by_key(|y| y.0);
    years
}

/// What others say of the weekdays told, as if the article were of `day`.
fn voted(votes: &[Votes], day: Day) -> f32 {
    votes.iter().map(|votes| votes.score(day)).sum()
}

/// What is added to a day's score besides weighed features: log-odds.
fn given(kept: &Kept, corpus: &Corpus, day: Day) -> f32 {
    let habit = corpus.habits.of(kept.source.as_deref());
    kept.said(day, corpus.range.days(), habit)
        + world::recent(&kept.known, &kept.clues, day, Knowledge::built_in())
}
