//! Which days are weighed at all.

use super::features::Evidence;
use super::mass::Mass;
use crate::timex::Day;

/// Days of neighbours looked into, the heaviest.
const HEAVIEST: usize = 12;
/// Months looked into day by day.
const MONTHS: usize = 40;
/// A span of up to this many days is looked into whole.
const WHOLE: i32 = 450;
/// The first day when nothing is dated.
const EARLIEST: Day = Day(5479);
/// The first day of all where few are dated: 1 January 1800. One misread date
/// must not make days of all ages come into question.
const FIRST: Day = Day(-62_091);
/// One in so many dated articles may be far from all others, and one in any
/// case; so many days from them is not far.
const STRAY: usize = 50;
const NEAR: i32 = 400;
/// So many dated articles tell what the corpus spans.
pub const ENOUGH: usize = 10;

/// First and last day that an article of the corpus may be of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// First.
    pub low: Day,
    /// Last.
    pub high: Day,
}

impl Range {
    /// From the dated articles, when there are enough; the news of our time
    /// otherwise. Nothing is of the future.
    pub fn of(mut dated: Vec<Day>, today: Day) -> Self {
        dated.sort_unstable();
        let (low, high) = match (dated.first(), dated.last()) {
            (Some(_), Some(_)) if dated.len() >= ENOUGH => {
                let (low, high) = span(&dated);
                let slack = ((high.0 - low.0) / 8).clamp(10, 800);
                (low.plus(-slack), high.plus(slack).min(today.max(high)))
            }
            (Some(&low), Some(&high)) => (low.clamp(FIRST, EARLIEST), high.max(today)),
            _ => (EARLIEST, today),
        };
        Self {
            low,
            high: high.max(low),
        }
    }

    /// How many days.
    pub fn days(self) -> f32 {
        (self.high.0 - self.low.0 + 1) as f32
    }

    fn holds(self, day: Day) -> bool {
        self.low <= day && day <= self.high
    }
}

/// First and last day of what nearly all of many days lie in: a date that was
/// misread, or never set, must not make a corpus of one spring one of
/// centuries.
fn span(dated: &[Day]) -> (Day, Day) {
    let few = (dated.len() / STRAY).max(1);
    let (low, high) = (dated[few], dated[dated.len() - 1 - few]);
    let far = ((high.0 - low.0) * 2).max(NEAR);
    let (first, last) = (dated[0], dated[dated.len() - 1]);
    (first.max(low.plus(-far)), last.min(high.plus(far)))
}

/// The days to weigh for one article, ascending; `score` tells the log-odds
/// of a day.
pub fn candidates(
    evidence: &Evidence,
    range: Range,
    score: &mut dyn FnMut(Day) -> f32,
) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let heaviest = |mass: &Mass| mass.heaviest().into_iter().take(HEAVIEST).map(|m| m.0);
    // What tells the same story is of the same time, whatever the others are.
    let linked: Vec<Day> = heaviest(&evidence.near.runs).collect();
    if let Some(stated) = evidence.stated {
        let years = range.low.year()..=range.high.year();
        let linked = linked.iter().map(|day| day.year());
        for day in years
            .chain(linked.clone())
            .filter_map(|year| stated.on(year))
        {
            // A year is in question or not, and with it all its days.
            if range.holds(day) || linked.clone().any(|year| year == day.year()) {
                days.extend((day.0 - 1..=day.0 + 3).map(Day));
            }
        }
        days.retain(|day| *day <= range.high);
    } else {
        if range.high.0 - range.low.0 <= WHOLE {
            days.extend((range.low.0..=range.high.0).map(Day));
        } else {
            likely_months(range, score, &mut days);
            for mass in [&evidence.near.close, &evidence.near.like] {
                days.extend(heaviest(mass).flat_map(around));
            }
            days.extend(evidence.soft);
            days.extend(evidence.guesses.iter().map(|c| c.day));
            for date in &evidence.dates {
                days.extend((date.0 - 1..=date.0 + 3).map(Day));
            }
            days.retain(|day| range.holds(*day));
        }
        days.extend(linked.into_iter().flat_map(around));
        days.retain(|day| *day <= range.high);
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The days beside one on which a neighbour lies.
fn around(day: Day) -> impl Iterator<Item = Day> {
    (day.0 - 3..=day.0 + 3).map(Day)
}

fn likely_months(range: Range, score: &mut dyn FnMut(Day) -> f32, days: &mut Vec<Day>) {
    let mut months: Vec<(f32, i32)> = Vec::new();
    let mut start = range.low.0;
    while start <= range.high.0 {
        let mut best = f32::MIN;
        for offset in [4, 14, 24] {
            best = best.max(score(Day(start + offset)));
        }
        months.push((best, start));
        start += 30;
    }
    months.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for &(_, month) in months.iter().take(MONTHS) {
        days.extend((month..month + 30).map(Day));
    }
}
