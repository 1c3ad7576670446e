//! Habits of a source, learned from its dated articles: how long ago the
//! weekdays are that it names, how far the dateline is from the filing day.

use chrono::{Datelike, Weekday};
use rustc_hash::FxHashMap;

use super::clues::{Clue, What};
use super::weekdays::{MORNING, NEWS, PRIOR, Place, WIRE, Weekdays, YESTERDAY, is_morning_paper};
use crate::timex::Day;

/// A weekday of a clause that looks ahead; 6 is tomorrow.
const AHEAD: [f32; 7] = [0.10, 0.07, 0.11, 0.13, 0.16, 0.20, 0.23];
/// Month and day in the head of a text: 0 to 7 days before publication,
/// then 1 to 7 after, then anything else.
const HEAD: [f32; 16] = [
    0.25, 0.15, 0.05, 0.03, 0.02, 0.02, 0.015, 0.015, 0.03, 0.02, 0.015, 0.01, 0.01, 0.01, 0.01,
    0.345,
];
/// An article with a dateline is filed so many days after its day: -1 to 3,
/// then anything else.
const AFTER: [f32; 6] = [0.002, 0.93, 0.05, 0.008, 0.004, 0.006];

/// What an article says of days, as habits go by it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Its clues.
    pub clues: &'a [Clue],
    /// It states its day without a year.
    pub wire: bool,
    /// It says "yesterday".
    pub yesterday: bool,
}

/// What one source does, or all of them.
#[derive(Clone, Debug)]
pub struct Habit {
    weekdays: Weekdays,
    /// Those of its articles that say "yesterday".
    yesterday: Weekdays,
    ahead: [f32; 7],
    head_day: [f32; 16],
    filed: [f32; 7],
    after: [f32; 6],
}

impl Default for Habit {
    fn default() -> Self {
        Self {
            weekdays: NEWS.expected(),
            yesterday: YESTERDAY.expected(),
            ahead: AHEAD.map(|p| p * PRIOR),
            head_day: HEAD.map(|p| p * PRIOR),
            filed: [PRIOR / 7.0; 7],
            after: AFTER.map(|p| p * PRIOR / 12.0),
        }
    }
}

/// Bytes of a text that hold its title and its lead.
const LEAD_BYTES: u32 = 240;
/// Bytes of a text that are its head.
pub const HEAD_BYTES: u32 = 600;

/// Days from `day`'s last `weekday` to `day`, 0 to 6.
pub fn weekday_lag(day: Day, weekday: Weekday) -> usize {
    (day.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) as usize % 7
}

/// The day of that month and number nearest to `day`.
pub fn day_in_year_around(day: Day, month: u8, of_month: u8) -> Option<Day> {
    let year = day.year();
    (year - 1..=year + 1)
        .filter_map(|y| Day::from_ymd(y, month.into(), of_month.into()))
        .min_by_key(|d| (day.0 - d.0).abs())
}

/// Days from the nearest such month and day to `day`, positive when it lies
/// in the past.
pub fn day_lag(day: Day, month: u8, of_month: u8) -> i32 {
    day_in_year_around(day, month, of_month).map_or(366, |d| day.0 - d.0)
}

/// Where a lead names the day of its news, when it first tells of the day
/// before: "met on Tuesday, the ministry announced on Wednesday".
fn news_day(clues: &[Clue]) -> Option<u32> {
    let lead = clues.iter().filter(|c| c.at < LEAD_BYTES && !c.future);
    let mut days = lead.filter_map(|clue| match clue.what {
        What::Weekday(weekday) => Some((clue.at, weekday)),
        _ => None,
    });
    let (_, first) = days.next()?;
    days.find(|day| day.1 == first.succ()).map(|day| day.0)
}

fn bin(lag: i32) -> usize {
    match lag {
        0..=7 => lag as usize,
        -7..=-1 => 7 + (-lag) as usize,
        _ => 15,
    }
}

fn after(lag: i32) -> usize {
    match lag {
        -1..=3 => (lag + 1) as usize,
        _ => AFTER.len() - 1,
    }
}

/// Where a weekday stands that is the first or not.
fn place(first: bool, at: u32) -> Place {
    match first {
        true if at < LEAD_BYTES => Place::Lead,
        true if at < HEAD_BYTES => Place::Head,
        _ => Place::Rest,
    }
}

impl Habit {
    /// What is expected of a source before any of its articles is known.
    fn expected(source: &str) -> Self {
        let mut habit = Self::default();
        if is_morning_paper(source) {
            habit.weekdays = MORNING.expected();
        }
        habit
    }

    fn learn(&mut self, said: &Said, lag: Option<i32>, day: Day) {
        if let Some(lag) = lag {
            self.after[after(lag)] += 1.0;
        }
        self.filed[day.weekday().num_days_from_monday() as usize] += 1.0;
        let weekdays = match said.yesterday {
            true => &mut self.yesterday,
            false => &mut self.weekdays,
        };
        let news = news_day(said.clues);
        let mut first = true;
        for clue in said.clues {
            match clue.what {
                What::Weekday(weekday) => {
                    let lag = weekday_lag(day, weekday);
                    if clue.future {
                        self.ahead[lag] += 1.0;
                        continue;
                    }
                    let background = news.is_some_and(|at| clue.at < at);
                    // Leads with a dateline tell of their own day anywhere.
                    if !(said.wire && first) {
                        weekdays.learn(place(first && !background, clue.at), lag);
                    }
                    first &= background;
                }
                What::MonthDay(month, of) if clue.at < HEAD_BYTES => {
                    self.head_day[bin(day_lag(day, month, of))] += 1.0;
                }
                _ => {}
            }
        }
    }

    /// Log-likelihood of filing so many days after the dateline's day.
    pub fn filed_after(&self, lag: i32) -> f32 {
        let all: f32 = self.after.iter().sum();
        let far = if after(lag) == AFTER.len() - 1 {
            7.0
        } else {
            0.0
        };
        (self.after[after(lag)] / all).ln() - far
    }

    /// Log-likelihoods of the weekday named first in the head, of the others
    /// on average, of the head's days, of the weekday of filing.
    pub fn read(&self, said: &Said, day: Day) -> [f32; 4] {
        let share = |counts: &[f32], at: usize| {
            (counts[at] / counts.iter().sum::<f32>()).ln() + (counts.len() as f32).ln()
        };
        let mut out = [0.0; 4];
        let (mut first, mut others, mut days) = (true, 0, 0);
        let (mut led, mut again) = (None, 0);
        let news = news_day(said.clues);
        let weekdays = match said.yesterday {
            true => &self.yesterday,
            false => &self.weekdays,
        };
        for clue in said.clues {
            match clue.what {
                What::Weekday(weekday) => {
                    let lag = weekday_lag(day, weekday);
                    if clue.future {
                        out[1] += share(&self.ahead, lag);
                        others += 1;
                        continue;
                    }
                    let background = news.is_some_and(|at| clue.at < at);
                    let place = place(first && !background, clue.at);
                    if place == Place::Rest {
                        out[1] += share(weekdays.of(place), lag);
                        others += 1;
                        // A day that the lead names and the story comes back
                        // to is the day of the news.
                        if led == Some(weekday) && again < 2 {
                            again += 1;
                            out[0] += share(weekdays.of(Place::Lead), lag) * 1.1;
                        }
                    } else if said.wire {
                        out[0] += share(&WIRE, lag) * 1.4;
                    } else {
                        let lead = place == Place::Lead;
                        out[0] += share(weekdays.of(place), lag) * if lead { 2.0 } else { 1.0 };
                        led = lead.then_some(weekday);
                    }
                    first &= background;
                }
                What::MonthDay(month, of) if clue.at < HEAD_BYTES => {
                    out[2] += share(&self.head_day, bin(day_lag(day, month, of)));
                    days += 1;
                }
                _ => {}
            }
        }
        out[1] /= (others.max(1) as f32).sqrt();
        out[2] /= (days.max(1) as f32).sqrt();
        out[3] = share(&self.filed, day.weekday().num_days_from_monday() as usize);
        out
    }
}

/// The habits of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    sources: FxHashMap<String, Habit>,
    any: Habit,
}

impl Habits {
    /// Learns from one dated article.
    pub fn learn(&mut self, source: Option<&str>, said: &Said, lag: Option<i32>, day: Day) {
        self.any.learn(said, lag, day);
        if let Some(source) = source {
            let habit = self.sources.entry(source.to_owned());
            let habit = habit.or_insert_with(|| Habit::expected(source));
            habit.learn(said, lag, day);
        }
    }

    /// Makes a source known none of whose articles may be dated: of a morning
    /// paper something is expected all the same.
    pub fn meet(&mut self, source: &str) {
        if is_morning_paper(source) && !self.sources.contains_key(source) {
            let habit = Habit::expected(source);
            self.sources.insert(source.to_owned(), habit);
        }
    }

    /// The habit of a source; of all of them when it is unknown.
    pub fn of(&self, source: Option<&str>) -> &Habit {
        let known = source.and_then(|s| self.sources.get(s));
        known.unwrap_or(&self.any)
    }
}

/// The month as a number that counts on over the years.
pub fn month_number(day: Day) -> i32 {
    let date = day.date();
    date.year() * 12 + date.month0() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(days: &[Weekday]) -> Vec<Clue> {
        let clue = |(n, day): (usize, &Weekday)| Clue {
            at: 20 * n as u32,
            what: What::Weekday(*day),
            weekday: None,
            future: false,
            past: true,
        };
        days.iter().enumerate().map(clue).collect()
    }

    #[test]
    fn a_lead_is_of_the_day_on_which_its_news_was_told() {
        let habit = Habit::default();
        let likelier = |days: &[Weekday], one: &str, other: &str| {
            let score = |day: &str| {
                let read = {
                    let clues = told(days);
                    let said = Said {
                        clues: &clues,
                        wire: false,
                        yesterday: false,
                    };
                    habit.read(&said, day.parse().unwrap())
                };
                read.iter().sum::<f32>()
            };
            score(one) > score(other)
        };
        // 20 October 2015 was a Tuesday.
        let (day, next) = ("2015-10-20", "2015-10-21");
        assert!(likelier(&[Weekday::Tue], day, next));
        assert!(likelier(&[Weekday::Tue, Weekday::Wed], next, day));
        assert!(likelier(&[Weekday::Tue, Weekday::Fri], day, next));
    }
}
