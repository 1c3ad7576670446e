//! Values told in plain English.

use super::parts::{Base, Direction, Modifier, Op, Parts};
use super::value::Unit;
use super::{Anchor, Day, Granularity, Interval, Mention, Resolution, Role, Tense};

/// One sentence on why `words` mean what they mean.
pub(super) fn explain(text: &str, mention: &Mention, resolution: &Resolution) -> String {
    let words = mention
        .span
        .of(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let value = &resolution.value;
    let mut sentence = format!("\u{201C}{words}\u{201D} ");
    sentence += &match mention.parts.op {
        Op::Past => "points to the past without saying when".to_owned(),
        Op::Present => "means the time of writing without naming a day".to_owned(),
        Op::Future => "points to the future without saying when".to_owned(),
        Op::Duration => format!("is a length of time ({value}), not a date"),
        Op::Set => format!("is a time that comes again and again ({value}), not one date"),
        Op::Calendar | Op::Shift => placed(mention, resolution),
    };
    if resolution.role == Role::Reference {
        sentence += "; it belongs to a name, so it does not date what the sentence tells";
    }
    if let Some(day) = resolution.interval.map(|i| i.first)
        && is_misnamed(&mention.parts, resolution.interval)
    {
        sentence += &format!("; but that day was a {}", weekday(day));
    }
    if let Some(other) = resolution.basis.alternative {
        sentence += &format!("; the other reading is {}", days(other));
    }
    sentence.push('.');
    sentence
}

/// The last country left its old calendar, whose weekdays were others, in the
/// year before.
const ONE_CALENDAR: i32 = 1924;

/// Whether the weekday that stands beside a day is another one's.
pub(super) fn is_misnamed(parts: &Parts, days: Option<Interval>) -> bool {
    let whole = parts.op == Op::Calendar && parts.day.is_some() && parts.month.is_some();
    let (Some(weekday), Some(days)) = (parts.weekday.filter(|_| whole), days) else {
        return false;
    };
    days.first == days.last
        && days.first.year() >= ONE_CALENDAR
        && days.first.weekday().number_from_monday() != u32::from(weekday)
}

/// What "early", "late" and "about" make of the value after them.
fn part(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::None => "",
        Modifier::Start => "the earlier part of ",
        Modifier::Mid => "the middle of ",
        Modifier::End => "the later part of ",
        Modifier::Approximate | Modifier::Less | Modifier::More => "about ",
    }
}

fn placed(mention: &Mention, resolution: &Resolution) -> String {
    let value = &resolution.value;
    let Some(interval) = resolution.interval else {
        return match mention.parts.op {
            Op::Shift => format!("counts from a day that is not known ({value})"),
            _ => {
                format!("leaves part of its date open, and nothing near it fills the gap ({value})")
            }
        };
    };
    let part = Some(mention.parts.modifier).filter(|_| interval.approximate);
    let shown = part.map_or("", self::part).to_owned() + &shown(value, interval);
    match resolution.basis.anchor {
        Anchor::None => format!("names {} in full: {shown}", named(interval.granularity)),
        Anchor::Published(day) => {
            let published = "the day of publication";
            match side(interval, day) {
                Side::Same => format!("is {shown}, {published}, a {}", weekday(day)),
                side => {
                    let (how, why) = from_published(mention, resolution, side);
                    format!("is {shown}, {how} {published}, {} {day}{why}", weekday(day))
                }
            }
        }
        Anchor::Mention { at, day } => {
            let told = if at < mention.span.start {
                "told before it"
            } else {
                "told after it"
            };
            // Only its first day is known of what was told.
            let told = match day.ymd() {
                (.., 1) => format!("the time {told}, which begins on {day}"),
                _ => format!("the date {told}, {day}"),
            };
            match from_told(mention, side(interval, day)) {
                Some(how) => format!("is {shown}, {how} {told}"),
                None => format!("is {shown}, {told}"),
            }
        }
    }
}

/// What stands in the words when they need no other date.
fn named(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Week | Granularity::Weekend => "its week and year",
        Granularity::Month => "its month and year",
        Granularity::Quarter => "its quarter and year",
        Granularity::Season => "its season and year",
        Granularity::Half => "its half and year",
        Granularity::Year => "its year",
        Granularity::Decade => "its decade",
        Granularity::Century => "its century",
        _ => "its date",
    }
}

/// A value for readers who don't know TIMEX3: what is no day, month or year
/// is told by its first and last day.
fn shown(value: &str, interval: Interval) -> String {
    let plain = match interval.granularity {
        Granularity::Month | Granularity::Year => true,
        granularity => granularity <= Granularity::Day,
    };
    let Some((date, time)) = value.split_once('T').filter(|_| plain) else {
        return if plain || value.starts_with("BC") {
            value.to_owned()
        } else {
            format!("{value} ({})", days(interval))
        };
    };
    match time {
        "MO" => format!("the morning of {date}"),
        "MI" => format!("the middle of the day on {date}"),
        "AF" => format!("the afternoon of {date}"),
        "EV" => format!("the evening of {date}"),
        "NI" => format!("the night of {date}"),
        "DT" => format!("the daytime of {date}"),
        "24:00" => format!("midnight at the end of {date}"),
        clock => format!("{clock} on {date}"),
    }
}

/// Where a value lies, seen from its anchor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Same,
    Around,
    After,
}

fn side(interval: Interval, day: Day) -> Side {
    if interval.last < day {
        Side::Before
    } else if interval.first > day {
        Side::After
    } else if interval.first == interval.last {
        Side::Same
    } else {
        Side::Around
    }
}

/// How a value stands to the day of publication, and why.
fn from_published(
    mention: &Mention,
    resolution: &Resolution,
    side: Side,
) -> (&'static str, &'static str) {
    let parts = &mention.parts;
    let shifted = parts.year_shift.or(parts.month_shift).or(parts.week_shift);
    if is_reported(mention) {
        return ("the reporting period as seen from", "");
    }
    if parts.op == Op::Shift || shifted.is_some() {
        return ("counted from", "");
    }
    let nearest = "the one nearest to";
    match (side, parts.direction, resolution.tense) {
        (Side::Before, Direction::Past, _) => ("the last one before", ""),
        (Side::After, Direction::Future, _) => ("the next one after", ""),
        (Side::Around, ..) => ("the one that takes in", ""),
        (_, Direction::This, _) => ("of the same week, month or year as", ""),
        (Side::Before, ..) if mention.context.since || mention.context.label => {
            ("the last one before", "")
        }
        (Side::Before, _, Tense::Past) => ("the last one before", ", as its clause tells the past"),
        (Side::After, _, Tense::Future) => ("the next one after", ", as its clause looks ahead"),
        _ => (nearest, ""),
    }
}

/// "The latest quarter", "the year-earlier period", but not "a year ago".
fn is_reported(mention: &Mention) -> bool {
    let parts = &mention.parts;
    parts.base == Base::Report && parts.unit != Some(Unit::Year)
}

/// How a value stands to a date told in the text; nothing when both are one
/// day.
fn from_told(mention: &Mention, side: Side) -> Option<&'static str> {
    let parts = &mention.parts;
    Some(match side {
        Side::Same => return None,
        _ if is_reported(mention) => "the reporting period as seen from",
        Side::Around => "the one that takes in",
        _ if parts.op == Op::Shift => "counted from",
        Side::Before => "going back from",
        Side::After => "going on from",
    })
}

fn weekday(day: Day) -> String {
    day.date().format("%A").to_string()
}

fn days(interval: Interval) -> String {
    let (first, last) = (interval.first, interval.last);
    if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    }
}
