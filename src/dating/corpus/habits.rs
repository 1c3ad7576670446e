//! Habits of a source, learned from its dated articles: which weekday's name
//! stands in its first words, how far the dateline is from the filing day.

use chrono::{Datelike, Weekday};
use rustc_hash::FxHashMap;

use super::clues::{Clue, What};
use crate::timex::Day;

/// Weekday named first: how many days before publication (0 to 6), as news
/// in general has it.
const WEEKDAY: [f32; 7] = [0.49, 0.25, 0.08, 0.05, 0.05, 0.04, 0.04];
/// The same for copy with a dateline or stamp, and for a weekday in the very lead:
/// both tell of their own day.
const WIRE: [f32; 7] = [0.72, 0.13, 0.04, 0.03, 0.02, 0.02, 0.04];
/// Any other weekday.
const OTHER: [f32; 7] = [0.36, 0.28, 0.13, 0.08, 0.06, 0.05, 0.04];
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
/// How many dated articles it takes to believe a source rather than news in
/// general.
const PRIOR: f32 = 12.0;

/// What one source does, or all of them.
#[derive(Clone, Debug)]
pub struct Habit {
    first_weekday: [f32; 7],
    weekday: [f32; 7],
    ahead: [f32; 7],
    head_day: [f32; 16],
    filed: [f32; 7],
    after: [f32; 6],
}

impl Default for Habit {
    fn default() -> Self {
        Self {
            first_weekday: WEEKDAY.map(|p| p * PRIOR),
            weekday: OTHER.map(|p| p * PRIOR * 2.0),
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

impl Habit {
    fn learn(&mut self, clues: &[Clue], lag: Option<i32>, day: Day) {
        if let Some(lag) = lag {
            self.after[after(lag)] += 1.0;
        }
        self.filed[day.weekday().num_days_from_monday() as usize] += 1.0;
        let mut first = true;
        for clue in clues {
            match clue.what {
                What::Weekday(weekday) => {
                    let lag = weekday_lag(day, weekday);
                    if clue.future {
                        self.ahead[lag] += 1.0;
                    } else if first && clue.at < HEAD_BYTES {
                        self.first_weekday[lag] += 1.0;
                    } else {
                        self.weekday[lag] += 1.0;
                    }
                    first &= clue.future;
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
    pub fn read(&self, clues: &[Clue], wire: bool, day: Day) -> [f32; 4] {
        let share = |counts: &[f32], at: usize| {
            (counts[at] / counts.iter().sum::<f32>()).ln() + (counts.len() as f32).ln()
        };
        let mut out = [0.0; 4];
        let (mut first, mut others, mut days) = (true, 0, 0);
        let (mut led, mut again) = (None, 0);
        let news = news_day(clues);
        for clue in clues {
            match clue.what {
                What::Weekday(weekday) => {
                    let lag = weekday_lag(day, weekday);
                    if clue.future {
                        out[1] += share(&self.ahead, lag);
                        others += 1;
                        continue;
                    }
                    let background = news.is_some_and(|at| clue.at < at);
                    if first && clue.at < HEAD_BYTES && !background {
                        out[0] += match (wire, clue.at < LEAD_BYTES) {
                            (true, _) => share(&WIRE, lag) * 1.4,
                            (false, true) => share(&WIRE, lag) * 2.0,
                            (false, false) => share(&self.first_weekday, lag),
                        };
                        led = (clue.at < LEAD_BYTES && !wire).then_some(weekday);
                    } else {
                        out[1] += share(&self.weekday, lag);
                        others += 1;
                        // A day that the lead names and the story comes back
                        // to is the day of the news.
                        if led == Some(weekday) && again < 2 {
                            again += 1;
                            out[0] += share(&WIRE, lag) * 1.1;
                        }
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
    sources: FxHashMap<Option<String>, Habit>,
    any: Habit,
}

impl Habits {
    /// Learns from one dated article.
    pub fn learn(&mut self, source: Option<&str>, clues: &[Clue], lag: Option<i32>, day: Day) {
        self.any.learn(clues, lag, day);
        if source.is_some() {
            self.sources
                .entry(source.map(str::to_owned))
                .or_default()
                .learn(clues, lag, day);
        }
    }

    /// The habit of a source; of all of them when it is unknown.
    pub fn of(&self, source: Option<&str>) -> &Habit {
        source
            .and_then(|s| self.sources.get(&Some(s.to_owned())))
            .unwrap_or(&self.any)
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
                let read = habit.read(&told(days), false, day.parse().unwrap());
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
