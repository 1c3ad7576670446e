//! Months, days, seasons and quarters that a text tells in the past or looks
//! ahead to: of one told in the past the next one lies far ahead, of one to
//! come the last one far behind.

use super::clues::{Clue, What};
use super::habits::month_number;
use crate::timex::{Day, Tagger};

/// Lengths of the blocks of [`names`].
const MONTHS_PAST: usize = 7;
const MONTHS_FUTURE: usize = 6;
const DAYS_PAST: usize = 10;
const DAYS_FUTURE: usize = 7;
const DATES: usize = 3;
const YEARS: usize = 7;
const QUARTERS: usize = 4;
const HOLIDAYS: usize = 7;

/// A reader of one block after the other.
struct Slots<'a>(&'a mut [f32]);

impl<'a> Slots<'a> {
    fn block(&mut self, length: usize) -> &'a mut [f32] {
        let (block, rest) = std::mem::take(&mut self.0).split_at_mut(length);
        self.0 = rest;
        block
    }
}

/// How many features there are.
fn length() -> usize {
    MONTHS_PAST
        + MONTHS_FUTURE
        + DAYS_PAST
        + DAYS_FUTURE
        + 2 * DATES
        + YEARS
        + HOLIDAYS
        + 2 * 3 * QUARTERS
}

/// Which way a clause looks.
fn way(clue: &Clue) -> usize {
    match (clue.past, clue.future) {
        (true, false) => 0,
        (false, true) => 1,
        _ => 2,
    }
}

/// Adds how many of the clues lie how far from `day`: logs of counts, as
/// [`names`] tells them.
pub fn read(clues: &[Clue], day: Day, out: &mut Vec<f32>) {
    let start = out.len();
    out.resize(start + length(), 0.0);
    let mut slots = Slots(&mut out[start..]);
    let months = [slots.block(MONTHS_PAST), slots.block(MONTHS_FUTURE)];
    let days = [slots.block(DAYS_PAST), slots.block(DAYS_FUTURE)];
    let dates = [slots.block(DATES), slots.block(DATES)];
    let years = slots.block(YEARS);
    let holidays = slots.block(HOLIDAYS);
    let seasons = slots.block(3 * QUARTERS);
    let quarters = slots.block(3 * QUARTERS);
    let mut last_year: Option<i32> = None;
    for clue in clues {
        let way = way(clue);
        match clue.what {
            What::Month(month) if way < 2 => months[way][month_slot(day, month, way)] += 1.0,
            What::MonthDay(month, of) if way < 2 => {
                days[way][day_slot(day, month, of, way)] += 1.0;
            }
            What::Date(_) | What::YearMonth(..) | What::Year(_) => {
                let Some((first, last)) = span(clue.what) else {
                    continue;
                };
                let wrong = match way {
                    0 => first.0 - day.0,
                    1 => day.0 - last.0,
                    _ => 0,
                };
                if wrong > 0 {
                    dates[way][slot(wrong, &[32, 366])] += 1.0;
                }
                if way == 0 {
                    last_year = last_year.max(Some(first.year()));
                }
            }
            What::Season(n) => {
                // Winter goes on over new year.
                let now = month_number(day) - 2;
                seasons[way * QUARTERS + quarter_slot(now, n)] += 1.0;
            }
            What::Quarter(n) => {
                quarters[way * QUARTERS + quarter_slot(month_number(day), n)] += 1.0;
            }
            What::Holiday(id) => holidays[holiday_slot(day, id)] += 1.0,
            What::Month(_) | What::MonthDay(..) | What::Weekday(_) => {}
        }
    }
    if let Some(year) = last_year {
        years[slot(day.year() - year + 1, &[1, 2, 3, 4, 6, 10])] = 1.0;
    }
    for value in &mut out[start..] {
        *value = (1.0 + *value).ln();
    }
}

/// How many of the ascending `steps` a number has reached.
fn slot(number: i32, steps: &[i32]) -> usize {
    steps.iter().filter(|step| **step <= number).count()
}

fn month_slot(day: Day, month: u8, way: usize) -> usize {
    let ago = (month_number(day) - (i32::from(month) - 1)).rem_euclid(12);
    match way {
        0 => slot(ago, &[1, 2, 3, 4, 6, 9]),
        _ => slot((12 - ago) % 12, &[1, 2, 3, 6, 9]),
    }
}

fn day_slot(day: Day, month: u8, of: u8, way: usize) -> usize {
    let years = day.year() - 1..=day.year() + 1;
    let days = years.filter_map(|y| Day::from_ymd(y, month.into(), of.into()));
    // A leap day may be years off.
    let off =
        |days: &mut dyn Iterator<Item = i32>| days.filter(|off| *off >= 0).min().unwrap_or(366);
    match way {
        0 => slot(
            off(&mut days.map(|d| day.0 - d.0)),
            &[1, 2, 4, 8, 15, 31, 61, 121, 241],
        ),
        _ => slot(off(&mut days.map(|d| d.0 - day.0)), &[1, 3, 8, 15, 31, 91]),
    }
}

/// First and last day of a date, month or year.
fn span(what: What) -> Option<(Day, Day)> {
    match what {
        What::Date(day) => Some((day, day)),
        What::YearMonth(year, month) => {
            let first = Day::from_ymd(year.into(), month.into(), 1)?;
            let (after, next) = (i32::from(year) + i32::from(month == 12), month % 12 + 1);
            Some((first, Day::from_ymd(after, next.into(), 1)?.plus(-1)))
        }
        What::Year(year) => {
            Day::from_ymd(year.into(), 1, 1).zip(Day::from_ymd(year.into(), 12, 31))
        }
        _ => None,
    }
}

/// Quarters of a year from the one told to that of a month, 0 to 3.
fn quarter_slot(month: i32, told: u8) -> usize {
    (month.rem_euclid(12) / 3 - i32::from(told)).rem_euclid(4) as usize
}

fn holiday_slot(day: Day, id: u16) -> usize {
    let years = day.year() - 1..=day.year() + 1;
    let days = years.filter_map(|year| Tagger::english().holiday(id, year));
    let off = days.map(|on| day.0 - on.0).min_by_key(|off| off.abs());
    match off.unwrap_or(i32::MAX) {
        -30..=-8 => 0,
        -7..=-1 => 1,
        0 => 2,
        1..=3 => 3,
        4..=10 => 4,
        11..=30 => 5,
        _ => 6,
    }
}

/// The names of what [`read`] tells.
pub fn names() -> Vec<String> {
    let blocks: [(&str, &[&str]); 7] = [
        ("month-past", &["0", "1", "2", "3", "4", "6", "9"]),
        ("month-future", &["0", "1", "2", "3", "6", "9"]),
        (
            "day-past",
            &["0", "1", "2", "4", "8", "15", "31", "61", "121", "241"],
        ),
        ("day-future", &["0", "1", "3", "8", "15", "31", "91"]),
        ("past-still-ahead", &["1", "32", "366"]),
        ("future-long-behind", &["1", "32", "366"]),
        ("last-past-year", &["-1", "0", "1", "2", "3", "5", "9"]),
    ];
    let mut names: Vec<String> = Vec::new();
    for (block, steps) in blocks {
        names.extend(steps.iter().map(|step| format!("{block}-{step}")));
    }
    names.extend(["-30", "-7", "0", "1", "4", "11", "far"].map(|s| format!("holiday-{s}")));
    for what in ["season", "quarter"] {
        for way in ["past", "future", "open"] {
            names.extend((0..QUARTERS).map(|n| format!("{what}-{way}-{n}")));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::article;
    use crate::dating::corpus::clues::clues;
    use crate::source::RawArticle;

    /// The names of what is not 0 of a text on a day.
    fn slots(text: &str, day: &str) -> Vec<String> {
        let article = article(RawArticle::plain("a", text));
        let mentions = Tagger::english().tag(&article.text, &article.sentences);
        let mut out = Vec::new();
        read(&clues(&article, &mentions), day.parse().unwrap(), &mut out);
        let names = names();
        assert_eq!(names.len(), out.len());
        let said = names.into_iter().zip(out).filter(|slot| slot.1 > 0.0);
        said.map(|slot| slot.0).collect()
    }

    #[test]
    fn tense_tells_on_which_side_a_day_lies() {
        let past = "The bridge fell in March.";
        assert_eq!(slots(past, "2012-05-10"), ["month-past-2"]);
        assert_eq!(slots(past, "2012-02-10"), ["month-past-9"]);
        let ahead = "The court will decide on 13 March.";
        assert_eq!(slots(ahead, "2012-03-10"), ["day-future-3"]);
        assert_eq!(slots(ahead, "2012-03-14"), ["day-future-91"]);
    }

    #[test]
    fn what_is_told_in_the_past_does_not_lie_ahead() {
        let told = "The ministry closed the mine in July 2015.";
        assert!(slots(told, "2014-12-23").contains(&"past-still-ahead-32".to_owned()));
        assert_eq!(slots(told, "2016-02-12"), ["last-past-year-1"]);
    }

    #[test]
    fn seasons_quarters_and_holidays_lie_in_the_year() {
        assert_eq!(
            slots("It rained last summer.", "2012-10-01"),
            ["season-past-1"]
        );
        let quarter = slots("Sales fell in the third quarter.", "2012-11-01");
        assert!(
            quarter
                .iter()
                .any(|name| name.starts_with("quarter-") && name.ends_with("-1"))
        );
        let holiday = slots("They met on Halloween.", "2012-11-02");
        assert_eq!(holiday, ["holiday-1"]);
    }
}
