//! Which year, month or week a partial date means.

use super::super::calendar;
use super::super::lang::Holidays;
use super::super::parts::{Direction, Parts};
use super::super::value::{Point, TimeOfDay, Year};
use super::super::{Day, Interval};
use super::point::part_of_year;

/// What a partial date is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub day: Day,
    /// The days of the mention it comes from; the day itself for publication.
    pub around: Interval,
    /// It comes from the text: a story goes on from there.
    pub story: bool,
    /// What the story tells of can't lie after this day, that of writing.
    pub limit: Option<Day>,
    /// The year of the heading that it stands under.
    pub frame: Option<i32>,
    /// It is told in the pluperfect, looking back from the story.
    pub back: bool,
    /// What the paragraph has just looked back to; it may go on from there.
    pub aside: Option<Interval>,
    /// The next day that the text names with its year.
    pub next: Option<Day>,
    /// The time of day that the story has come to.
    pub time: TimeOfDay,
    /// The first day of a story that stands at a bare year of another
    /// paragraph: what it is about.
    pub opening: Option<Day>,
    /// It ends a range that begins at the base.
    pub ends_range: bool,
    /// It is mostly over, whatever the tense: something is named after it
    /// ("the 30 November strikes"), or a chronology tells it.
    pub over: bool,
    /// Something has been so since then: it can't lie ahead.
    pub since: bool,
}

impl Base {
    /// A base that no story is told from.
    pub(super) fn fixed(around: Interval) -> Self {
        Self {
            day: around.first,
            around,
            story: false,
            limit: None,
            frame: None,
            back: false,
            aside: None,
            next: None,
            time: TimeOfDay::None,
            opening: None,
            ends_range: false,
            over: false,
            since: false,
        }
    }
}

/// The days that the yearless parts cover in a year.
fn in_year(parts: &Parts, holidays: &Holidays, year: i32) -> Option<(Day, Day)> {
    if let Some(day) = nth_weekday(parts, year) {
        return Some((day, day));
    }
    let part = match (part_of_year(parts), parts.holiday) {
        (Some(part), _) => part,
        (None, Some(h)) => return holidays.in_year(h, year).map(|d| (d, d)),
        (None, None) => return None,
    };
    let point = Point {
        year: Year::Of(year),
        part,
        time: TimeOfDay::None,
    };
    point.interval().map(|i| (i.first, i.last))
}

/// "The first Sunday in April" of a year, the last one without a number.
pub(super) fn nth_weekday(parts: &Parts, year: i32) -> Option<Day> {
    let (month, weekday) = (parts.month?, parts.weekday?);
    if parts.day.is_some() {
        return None;
    }
    let nth = parts.nth.map_or(-1, i32::from);
    calendar::nth_weekday(year, month.into(), weekday.into(), nth)
}

/// The year of a partial date; `lean` is the direction of its clause.
pub(super) fn year(parts: &Parts, holidays: &Holidays, base: &Base, lean: Direction) -> i32 {
    let now = calendar::written_year(base.day);
    if let Some(year) = parts.year {
        return if parts.short_year {
            full_year(year, now)
        } else {
            year
        };
    }
    if let Some(shift) = parts.year_shift {
        return now.saturating_add(shift);
    }
    let days = |year: i32| in_year(parts, holidays, year);
    match parts.direction {
        Direction::This => match (lean, days(now)) {
            (Direction::Past, Some(span)) if span.0 > base.around.last => {
                let season = parts.season.is_some();
                now - i32::from(is_lately(base, days(now - 1), season))
            }
            (Direction::Future, Some(span)) if span.1 < base.day => now + 1,
            _ => now,
        },
        // "last October" said in October is the one a year ago.
        Direction::Past => (0..=8)
            .map(|back| now - back)
            .find(|&y| days(y).is_some_and(|i| i.1 < base.day))
            .unwrap_or(now),
        Direction::Future => (0..=8)
            .map(|on| now + on)
            .find(|&y| days(y).is_some_and(|i| i.0 > base.around.last))
            .unwrap_or(now),
        Direction::Open if base.story => {
            let year = story_year(days, base);
            let written = base.limit.map_or(year, calendar::written_year);
            [year, written, year + 1, year - 1]
                .into_iter()
                .filter(|&y| y == year || !over(base, days(y)))
                .find(|&y| agrees(parts, days(y)))
                .unwrap_or(year)
        }
        Direction::Open => {
            // A quarter is the one nearest to its news, whatever the tense.
            let lean = match lean {
                Direction::Future if parts.quarter.is_some() => Direction::Open,
                lean => lean,
            };
            let past = past_weight(parts, base);
            let near = |test: &dyn Fn((Day, Day)) -> bool| {
                [now, now - 1, now + 1]
                    .into_iter()
                    .filter_map(|y| Some((days(y)?, y)))
                    .filter(|&(span, _)| test(span))
                    .min_by_key(|&(span, y)| (cost(base, span, lean, past), y))
            };
            let Some((span, best)) = near(&|_| true) else {
                return now;
            };
            let soon = fits(base, span, lean) && distance(base, span) <= WEEKS;
            if soon || agrees(parts, Some(span)) {
                return best;
            }
            near(&|span| fits(base, span, lean) && agrees(parts, Some(span)))
                .map_or(best, |(_, y)| y)
        }
    }
}

/// A day so near to that of writing is meant whatever weekday stands beside it.
const WEEKS: i64 = 42;

/// Whether days lie on the side of the day of writing that the clause tells of.
fn fits(base: &Base, (first, last): (Day, Day), lean: Direction) -> bool {
    match lean {
        Direction::Past => first <= base.day,
        Direction::Future => last >= base.day,
        _ => true,
    }
}

/// How many days lie between these and the day of writing.
fn distance(base: &Base, (first, last): (Day, Day)) -> i64 {
    let ahead = i64::from(first.0) - i64::from(base.day.0);
    let back = i64::from(base.day.0) - i64::from(last.0);
    ahead.max(back).max(0)
}

/// Whether days lie after what the story can tell of.
fn over(base: &Base, days: Option<(Day, Day)>) -> bool {
    let first = days.map(|days| days.0);
    base.limit
        .is_some_and(|limit| base.day <= limit && first.is_some_and(|first| first > limit))
}

/// Whether "this summer", told in the past before it came, is the one of the
/// year before: early in a year, and not long after it.
fn is_lately(base: &Base, days: Option<(Day, Day)>, season: bool) -> bool {
    let early = base.day.ymd().1 <= 3;
    let lately = if season { 210 } else { 60 };
    early && days.is_some_and(|(_, last)| (0..=lately).contains(&(base.day.0 - last.0)))
}

/// Whether the days that a date covers in a year hold the weekday that it
/// names: "Friday 20 August" was not in 2009. A date that names none agrees
/// with every year.
fn agrees(parts: &Parts, days: Option<(Day, Day)>) -> bool {
    match (parts.weekday, parts.day, days) {
        (Some(weekday), Some(_), Some((day, _))) => calendar::weekday_of(day) == i32::from(weekday),
        _ => true,
    }
}

/// How far a candidate lies from the day of writing. The side that the
/// clause's tense speaks of counts as many times nearer: "will open in
/// December", said in March, looks ahead, but "was extended to 20 November",
/// said on the 2nd, does too.
fn cost(base: &Base, (first, last): (Day, Day), lean: Direction, past: i64) -> i64 {
    let ahead = i64::from(first.0) - i64::from(base.day.0);
    let back = i64::from(base.day.0) - i64::from(last.0);
    match lean {
        _ if ahead <= 0 && back <= 0 => 0,
        Direction::Past if ahead > 0 => ahead * past,
        Direction::Future if back > 0 => back * FUTURE,
        _ => ahead.max(back),
    }
}

/// How much a past clause weighs against nearness.
fn past_weight(parts: &Parts, base: &Base) -> i64 {
    match parts.day {
        _ if base.since => NEVER,
        _ if base.over => OVER,
        Some(_) => PAST_DAY,
        None => PAST,
    }
}

/// Weight of a past clause against nearness.
const PAST: i64 = 30;

/// The same for a single day: what is told of one within weeks is news of it.
const PAST_DAY: i64 = 16;

/// The same for what is named after its day: most of it is over.
const OVER: i64 = 4;

/// What has been so since a day lies behind it.
const NEVER: i64 = 1000;

/// Weight of a clause that looks ahead against nearness.
const FUTURE: i64 = 11;

/// A story may step back in its year by so many days; more is the next year.
const STEP_BACK: i32 = 150;

/// What a story looks back to, but would lie so many days ahead of it in the
/// same year, was the year before.
const LOOK_BACK: i32 = 45;

/// A story may step back in its month by so many days; more is the next month.
const MONTH_BACK: u32 = 15;

/// A story goes on: a month far before the last date is next year's, one far
/// behind it is last year's.
fn story_year(days: impl Fn(i32) -> Option<(Day, Day)>, base: &Base) -> i32 {
    let now = calendar::written_year(base.around.first);
    if let Some(year) = base.frame {
        return year;
    }
    let Some((first, last)) = days(now) else {
        return now;
    };
    if let Some(year) = passage_year(&days, base) {
        return year;
    }
    let back = base.around.first.0 - last.0;
    let ahead = first.0 - base.around.last.0;
    let over = |year: i32| over(base, days(year));
    // "In May Italy had joined. In October …" goes on from that May.
    let goes_on = base.aside.and_then(|aside| {
        let year = calendar::written_year(aside.first);
        let (first, last) = days(year)?;
        (aside.first <= first && last <= base.around.first).then_some(year)
    });
    if let Some(year) = goes_on {
        return year;
    }
    // "From August to May"
    if base.ends_range && last < base.around.first && !over(now + 1) {
        return now + 1;
    }
    if base.back {
        return if ahead > LOOK_BACK { now - 1 } else { now };
    }
    // A text that will come to January 1969 does not run ahead of it.
    let beyond = |year: i32| {
        let first = days(year).map(|d| d.0);
        base.next
            .is_some_and(|next| base.day <= next && first.is_some_and(|first| first > next))
    };
    if back > STEP_BACK && !over(now + 1) && !beyond(now + 1) {
        now + 1
    } else if ahead > 320 {
        now - 1
    } else {
        now
    }
}

/// A day or month of a passage that names no year but stands after bare years
/// of another paragraph: it lies shortly before the next day that is named
/// with its year, else in the year that the text opens with.
fn passage_year(days: &impl Fn(i32) -> Option<(Day, Day)>, base: &Base) -> Option<i32> {
    let opening = base.opening?;
    let near = base.next.and_then(|next| {
        let year = calendar::written_year(next);
        let (first, _) = days(year)?;
        (0..PASSAGE).contains(&(next.0 - first.0)).then_some(year)
    });
    near.or(Some(calendar::written_year(opening)))
}

/// The dates of a passage lie within so many days.
const PASSAGE: i32 = 60;

/// Two digits to the century that puts them nearest, at most 20 years ahead.
fn full_year(short: i32, now: i32) -> i32 {
    let century = now - now.rem_euclid(100);
    [century - 100, century, century + 100]
        .into_iter()
        .map(|c| c + short)
        .filter(|y| *y <= now + 20)
        .min_by_key(|y| (y - now).abs())
        .unwrap_or(century + short)
}

/// Year and month of a bare day of the month: of the nearest month on the way
/// that has so many days.
pub(super) fn month_of(
    base: &Base,
    day: u8,
    shift: Option<i32>,
    direction: Direction,
) -> (i32, u32) {
    let (year, month, today) = base.day.ymd();
    let day = u32::from(day);
    let on = base.story && !base.back || !base.story && direction == Direction::Future;
    let (year, month) = match (shift, direction) {
        (Some(shift), _) => calendar::add_months(year, month, shift),
        // "On 28 July … on the 3rd": the story has gone on.
        _ if base.story && !base.back && today > day + MONTH_BACK => {
            calendar::add_months(year, month, 1)
        }
        _ if base.story => (year, month),
        (None, Direction::Future) if day < today => calendar::add_months(year, month, 1),
        (None, Direction::Past | Direction::Open) if day > today => {
            calendar::add_months(year, month, -1)
        }
        _ => (year, month),
    };
    if shift.is_some() {
        return (year, month);
    }
    let step = if on { 1 } else { -1 };
    // One of two months that follow each other has 31 days.
    (0..=1)
        .map(|n| calendar::add_months(year, month, n * step))
        .find(|&(year, month)| Day::from_ymd(year, month, day).is_some())
        .unwrap_or((year, month))
}

/// The day that a weekday names. `said` tells that the direction stands in
/// the words ("last Friday") and not only in the tense of the clause.
pub(super) fn weekday(base: &Base, weekday: u8, direction: Direction, said: bool) -> Day {
    let today = calendar::weekday_of(base.day);
    let back = (today - i32::from(weekday)).rem_euclid(7);
    let day = base.day;
    match direction {
        // A story goes on, whatever its tense.
        _ if base.story && !said => day.plus((7 - back) % 7),
        Direction::Future if back == 0 && !said => day,
        Direction::Future => day.plus(7 - back),
        Direction::Past if back == 0 && said => day.plus(-7),
        // The week that holds the anchor.
        Direction::This => day.plus(i32::from(weekday) - today),
        _ => day.plus(-back),
    }
}
