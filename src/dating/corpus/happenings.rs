//! Happenings that two articles tell of: where one says "on Tuesday" and the
//! other "on 20 October", or where both name a weekday and the day of one is
//! known, the weekday of the other is that day.

use chrono::Weekday;
use rustc_hash::FxHashMap;

use super::clues::{Clue, What};
use super::habits::weekday_lag;
use super::words;
use crate::article::Article;
use crate::timex::{Day, Mention};

/// Sentences kept of one article.
const SENTENCES: usize = 24;
/// Words kept of one sentence.
const WORDS: usize = 40;
/// A word in more articles than this says little of one happening.
const ARTICLES: usize = 40;
/// The corpus is read as if so many articles stood beside it, of which this
/// share have the word.
const BACKGROUND: f32 = 40.0;
const RARE: f32 = 0.02;
/// Two sentences tell of one happening from this weight of shared words on,
/// when they share at least so many.
const ENOUGH: f32 = 10.0;
const LEAST: usize = 3;
/// Until so many sure sentences are found nothing is believed.
const DOUBT: f32 = 0.7;
/// How much likelier a day is that fits.
const WORTH: f32 = 30.0;
/// The same where the next such weekday fits: what is to come is told less
/// often, and not always told as such.
const AHEAD: f32 = 3.0;
/// The neighbours' days say a part of the same.
const PART: f32 = 0.6;

/// A sentence that says when something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When.
    when: When,
    /// Hashes of its words that are not common, ascending.
    words: Vec<u32>,
}

/// When a sentence says that it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    Weekday(Weekday),
    MonthDay(u8, u8),
    Date(Day),
}

/// The sentences of an article that say when something happened, and say it
/// once.
pub fn told(article: &Article, mentions: &[Mention], clues: &[Clue]) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    // "Wednesday of last week" is no bare weekday.
    let weeks = mentions.iter().filter(|m| m.parts().week_shift.is_some());
    let weeks: Vec<u32> = weeks.map(|m| m.span.start).collect();
    let mut clues = clues.iter().peekable();
    for sentence in &article.sentences {
        if out.len() == SENTENCES {
            break;
        }
        while clues.next_if(|c| c.at < sentence.start).is_some() {}
        let (mut when, mut count) = (None, 0);
        while let Some(clue) = clues.next_if(|c| c.at < sentence.end) {
            let said = match clue.what {
                What::Weekday(weekday) => When::Weekday(weekday),
                What::MonthDay(month, day) => When::MonthDay(month, day),
                What::Date(day) => When::Date(day),
                _ => continue,
            };
            if when != Some(said) {
                count += 1 + usize::from(clue.future);
                when = Some(said);
            }
        }
        let week = weeks
            .iter()
            .any(|at| (sentence.start..sentence.end).contains(at));
        let Some(when) = when.filter(|_| count == 1 && !week) else {
            continue;
        };
        let mut words = words::telling(sentence.of(&article.text));
        words.truncate(WORDS);
        if words.len() >= LEAST {
            out.push(Told { when, words });
        }
    }
    out
}

/// A sentence of another article about the same happening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Same {
    /// The article.
    article: u32,
    /// When it says that it was.
    when: When,
    /// How sure it is that both tell of the same, 0 to 1.
    weight: f32,
}

/// For each weekday that an article tells something of, what others say of
/// it.
pub type Shared = Vec<(Weekday, Vec<Same>)>;

/// The sentences of all articles by their words.
pub struct Happenings<'a> {
    told: Vec<&'a [Told]>,
    index: FxHashMap<u32, Vec<(u32, u32)>>,
}

impl<'a> Happenings<'a> {
    /// Indexes the sentences of all articles, in order.
    pub fn new(told: impl Iterator<Item = &'a [Told]>) -> Self {
        let told: Vec<&[Told]> = told.collect();
        let mut index: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
        for (article, sentences) in told.iter().enumerate() {
            for (at, sentence) in sentences.iter().enumerate() {
                for word in &sentence.words {
                    let list = index.entry(*word).or_default();
                    if list.len() <= ARTICLES {
                        list.push((article as u32, at as u32));
                    }
                }
            }
        }
        index.retain(|_, list| (2..=ARTICLES).contains(&list.len()));
        Self { told, index }
    }

    /// What other articles say of the weekdays of article `n`.
    pub fn of(&self, n: usize) -> Shared {
        let weekdays = self.told[n].iter().filter_map(|told| match told.when {
            When::Weekday(weekday) => Some((weekday, self.same(n, told))),
            _ => None,
        });
        weekdays.filter(|(_, same)| !same.is_empty()).collect()
    }

    fn same(&self, n: usize, told: &Told) -> Vec<Same> {
        let mut shared: FxHashMap<(u32, u32), (f32, usize)> = FxHashMap::default();
        for word in &told.words {
            let Some(list) = self.index.get(word) else {
                continue;
            };
            let articles = self.told.len() as f32 + 1.0 + BACKGROUND;
            let weight = -((list.len() as f32 + BACKGROUND * RARE) / articles).ln();
            for place in list.iter().filter(|(article, _)| *article != n as u32) {
                let found = shared.entry(*place).or_default();
                found.0 += weight;
                found.1 += 1;
            }
        }
        // Of each article the sentence that is most like it.
        let mut best: FxHashMap<u32, Same> = FxHashMap::default();
        for ((article, at), (sum, count)) in shared {
            let other = &self.told[article as usize][at as usize];
            let most = told.words.len().min(other.words.len()) as f32;
            if count < LEAST || sum < ENOUGH {
                continue;
            }
            let weight = (sum / (2.0 * ENOUGH)).min(1.0) * (count as f32 / most).sqrt();
            let same = Same {
                article,
                when: other.when,
                weight,
            };
            let kept = best.entry(article).or_insert(same);
            if kept.weight < weight {
                *kept = same;
            }
        }
        let mut all: Vec<Same> = best.into_values().collect();
        all.sort_by_key(|same| same.article);
        all
    }
}

/// What is said of one weekday once the days of the others are taken to be
/// known.
pub struct Votes {
    weekday: Weekday,
    /// Days that it may have been, with how sure that is.
    days: Vec<(Day, f32)>,
    /// Months and days that it may have been.
    dates: Vec<((u8, u8), f32)>,
    total: f32,
}

impl Votes {
    /// Asks the others; `days` tells on which days an article may be of.
    pub fn new<'d>(
        (weekday, same): &(Weekday, Vec<Same>),
        days: impl Fn(usize) -> &'d [(Day, f32)],
    ) -> Self {
        let mut votes = Self {
            weekday: *weekday,
            days: Vec::new(),
            dates: Vec::new(),
            total: 0.0,
        };
        for same in same {
            match same.when {
                When::Weekday(other) if other == *weekday => {
                    for (day, share) in days(same.article as usize) {
                        let meant = day.plus(-(weekday_lag(*day, other) as i32));
                        votes.add(meant, share * same.weight);
                    }
                }
                When::Weekday(_) => {}
                When::MonthDay(month, day) => {
                    votes.dates.push(((month, day), same.weight));
                    votes.total += same.weight;
                }
                When::Date(day) if day.weekday() == *weekday => votes.add(day, same.weight),
                When::Date(_) => {}
            }
        }
        votes
    }

    fn add(&mut self, day: Day, weight: f32) {
        self.days.push((day, weight));
        self.total += weight;
    }

    /// What all say of a day of publication: log-odds, 0 where nobody says
    /// anything.
    pub fn score(&self, day: Day) -> f32 {
        let last = day.plus(-(weekday_lag(day, self.weekday) as i32));
        let fits = WORTH * self.sum(last) + AHEAD * self.sum(last.plus(7));
        PART * ((DOUBT + fits) / (DOUBT + self.total)).ln()
    }

    /// How sure it is that the weekday was this day.
    fn sum(&self, meant: Day) -> f32 {
        let (_, month, number) = meant.ymd();
        let date = (month as u8, number as u8);
        let days = self.days.iter().filter(|(d, _)| *d == meant);
        let dates = self.dates.iter().filter(|(d, _)| *d == date);
        days.map(|(_, w)| w).sum::<f32>() + dates.map(|(_, w)| w).sum::<f32>()
    }
}
