//! Value templates: from captures to the parts of a mention.

use super::super::parts::{Base, Clock, Direction, Modifier, Op, Parts};
use super::super::value::{PartOfDay, Season, Unit};
use super::pattern::{Slot, Slots};

/// A captured value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Capture {
    pub slot: Slot,
    pub value: i64,
}

/// Where a key takes its value from.
#[derive(Clone, Copy, Debug)]
enum Source {
    Constant(i64),
    Slot(Slot),
    Negated(Slot),
}

/// The keys of a template and what they fill.
const KEYS: [&str; 37] = [
    "y", "yy", "yr", "m", "mr", "d", "w", "wr", "whole", "q", "h", "s", "hol", "dec", "cent",
    "fiscal", "part", "clock", "n", "one", "u", "n2", "u2", "base", "dir", "mod", "iso", "hour",
    "minute", "minutes", "to", "mil", "bc", "yend", "nth", "ancient", "bare",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(usize);

/// One expression's template.
#[derive(Clone, Debug, Default)]
pub(crate) struct Template {
    /// `None`: the words look like an expression and are none.
    op: Option<Op>,
    fields: Vec<(Key, Source)>,
}

/// The value of a name that tables and templates may use for a number.
pub(crate) fn constant(name: &str) -> Option<i32> {
    let named: &[(&str, i32)] = &[
        ("past", Direction::Past as i32),
        ("this", Direction::This as i32),
        ("future", Direction::Future as i32),
        ("open", 0),
        ("published", Base::Published as i32),
        ("text", Base::Text as i32),
        ("own", Base::Own as i32),
        ("report", Base::Report as i32),
        ("start", Modifier::Start as i32),
        ("mid", Modifier::Mid as i32),
        ("end", Modifier::End as i32),
        ("approx", Modifier::Approximate as i32),
        ("less", Modifier::Less as i32),
        ("more", Modifier::More as i32),
        ("morning", PartOfDay::Morning as i32),
        ("midday", PartOfDay::Midday as i32),
        ("afternoon", PartOfDay::Afternoon as i32),
        ("evening", PartOfDay::Evening as i32),
        ("night", PartOfDay::Night as i32),
        ("daytime", PartOfDay::Daytime as i32),
        ("spring", Season::Spring as i32),
        ("summer", Season::Summer as i32),
        ("fall", Season::Fall as i32),
        ("winter", Season::Winter as i32),
        ("half", 500),
        ("quarter-of", 250),
        ("three-quarters", 750),
    ];
    named
        .iter()
        .find(|n| n.0 == name)
        .map(|n| n.1)
        .or_else(|| Unit::from_name(name).map(|u| u as i32))
}

const UNITS: [Unit; 13] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Weekend,
    Unit::Week,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
    Unit::Millennium,
    Unit::Any,
];

fn unit(value: i64) -> Option<Unit> {
    UNITS.get(usize::try_from(value).ok()?).copied()
}

impl Template {
    /// Reads `op key=value …`.
    pub(crate) fn parse(text: &str, slots: &Slots) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let op = match words.next() {
            Some("date") => Op::Calendar,
            Some("shift") => Op::Shift,
            Some("dur") => Op::Duration,
            Some("set") => Op::Set,
            Some("none") => return Ok(Self::default()),
            Some("past") => Op::Past,
            Some("present") => Op::Present,
            Some("future") => Op::Future,
            other => return Err(format!("unknown value kind {:?}", other.unwrap_or(""))),
        };
        let mut fields = Vec::new();
        for word in words {
            let Some((key, value)) = word.split_once('=') else {
                return Err(format!("{word:?} is not of the form key=value"));
            };
            let Some(key) = KEYS.iter().position(|k| *k == key) else {
                return Err(format!("unknown key {key:?}"));
            };
            let slot = |name: &str| {
                slots
                    .find(name)
                    .ok_or_else(|| format!("the pattern captures nothing called {name:?}"))
            };
            let source = if let Some(name) = value.strip_prefix("-$") {
                Source::Negated(slot(name)?)
            } else if let Some(name) = value.strip_prefix('$') {
                Source::Slot(slot(name)?)
            } else {
                let number = value
                    .parse()
                    .ok()
                    .or_else(|| constant(value).map(i64::from));
                Source::Constant(number.ok_or_else(|| format!("unknown value {value:?}"))?)
            };
            fields.push((Key(key), source));
        }
        Ok(Self {
            op: Some(op),
            fields,
        })
    }

    /// Whether matches are to be passed over in silence.
    pub(crate) fn is_none(&self) -> bool {
        self.op.is_none()
    }

    /// Whether what it could not be filled with is a day that no calendar has
    /// (30 February, 2015-13-45): then none of it is a date.
    pub(crate) fn is_impossible(&self, captures: &[Capture]) -> bool {
        let read = |name: &str| {
            self.fields.iter().find_map(|(key, source)| match source {
                Source::Slot(slot) if KEYS[key.0] == name => {
                    captures.iter().find(|c| c.slot == *slot).map(|c| c.value)
                }
                _ => None,
            })
        };
        let (month, day) = (read("m"), read("d"));
        // "In March 45 people died" is no such day.
        let ends_a_month = day.is_some_and(|day| (29..=31).contains(&day));
        read("iso").is_some()
            || month.is_some() && (read("y").is_some() && day.is_some() || ends_a_month)
    }

    /// Fills the parts from captures; `None` when they make no sense
    /// together (30 February, hour 25).
    pub(crate) fn fill(&self, captures: &[Capture]) -> Option<Parts> {
        let mut parts = Parts {
            op: self.op?,
            ..Parts::default()
        };
        for &(key, source) in &self.fields {
            let find = |slot: Slot| captures.iter().find(|c| c.slot == slot).map(|c| c.value);
            let value = match source {
                Source::Constant(value) => value,
                Source::Slot(slot) => match find(slot) {
                    Some(value) => value,
                    None => continue,
                },
                Source::Negated(slot) => match find(slot) {
                    Some(value) => -value,
                    None => continue,
                },
            };
            set(&mut parts, KEYS[key.0], value)?;
        }
        possible(&parts).then_some(parts)
    }
}

fn small(value: i64, last: u8) -> Option<u8> {
    u8::try_from(value).ok().filter(|n| (1..=last).contains(n))
}

fn set(parts: &mut Parts, key: &str, value: i64) -> Option<()> {
    let number = i32::try_from(value).ok()?;
    match key {
        "y" => parts.year = Some(number),
        "ancient" => {
            parts.year = Some(number).filter(|y| (10..1000).contains(y));
            parts.year?;
            parts.ancient = true;
        }
        "bc" => parts.year = Some(-number),
        "yy" => {
            parts.year = Some(number);
            parts.short_year = true;
        }
        // The end of "1914-16", in the century of its beginning or the next.
        "yend" => {
            let first = parts.year?;
            let end = first - first.rem_euclid(100) + number;
            parts.year = Some(if end < first { end + 100 } else { end });
        }
        "yr" => parts.year_shift = Some(number),
        "m" => parts.month = Some(small(value, 12)?),
        "nth" => parts.nth = Some(small(value, 31)?),
        "mr" => parts.month_shift = Some(number),
        "d" => parts.day = Some(small(value, 31)?),
        "w" => parts.weekday = Some(small(value, 7)?),
        "wr" => parts.week_shift = Some(number),
        "whole" => parts.whole = Some(unit(value)?),
        "q" => parts.quarter = Some(small(value, 4)?),
        "h" => parts.half = Some(small(value, 2)?),
        "s" => parts.season = Some(*Season::ALL.get(usize::try_from(value).ok()?)?),
        "hol" => parts.holiday = Some(u16::try_from(value).ok()?),
        "dec" => parts.decade = Some(number),
        "cent" => parts.century = Some(number),
        "fiscal" => parts.fiscal = value != 0,
        "part" => parts.part_of_day = Some(*PartOfDay::ALL.get(usize::try_from(value).ok()?)?),
        "clock" => parts.clock = Some(clock(value)),
        "n" => parts.count = Some(value),
        "one" => parts.count = Some(value * 1000),
        "u" => parts.unit = Some(unit(value)?),
        "n2" => parts.rest = Some((u32::try_from(value / 1000).ok()?, Unit::Any)),
        "u2" => parts.rest = Some((parts.rest?.0, unit(value)?)),
        "base" => {
            parts.base = [
                Base::Open,
                Base::Published,
                Base::Text,
                Base::Own,
                Base::Report,
            ][usize::try_from(value).ok()?.min(4)];
        }
        "dir" => {
            parts.direction = [
                Direction::Open,
                Direction::Past,
                Direction::This,
                Direction::Future,
            ][usize::try_from(value).ok()?.min(3)];
        }
        "mod" => {
            parts.modifier = *[
                Modifier::None,
                Modifier::Start,
                Modifier::Mid,
                Modifier::End,
                Modifier::Approximate,
                Modifier::Less,
                Modifier::More,
            ]
            .get(usize::try_from(value).ok()?)?;
        }
        "hour" => {
            let hour = u8::try_from(value / 1000)
                .ok()
                .filter(|h| (1..=24).contains(h) && value % 1000 == 0)?;
            parts.clock = Some(Clock {
                hour,
                spoken: true,
                ..Clock::default()
            });
        }
        "bare" => parts.clock.as_mut()?.bare = value != 0,
        "minute" => {
            parts.clock.as_mut()?.minute = Some(u8::try_from(value).ok().filter(|m| *m < 60)?)
        }
        "minutes" => parts.clock.as_mut()?.minute = Some(small(value / 1000, 59)?),
        // "a quarter to eight"
        "to" => {
            let clock = parts.clock.as_mut()?;
            clock.minute = Some(60 - clock.minute.filter(|m| *m > 0)?);
            clock.hour = clock.hour.checked_sub(1)?;
        }
        "mil" => {
            let minute = u8::try_from(value % 100).ok().filter(|m| *m < 60)?;
            let hour = u8::try_from(value / 100).ok().filter(|h| *h <= 24)?;
            parts.clock = Some(Clock {
                hour,
                minute: Some(minute),
                ..Clock::default()
            });
        }
        "iso" => {
            parts.year = Some(number / 10_000);
            parts.month = Some(small(i64::from(number / 100 % 100), 12)?);
            parts.day = Some(small(i64::from(number % 100), 31)?);
        }
        _ => return None,
    }
    Some(())
}

fn clock(packed: i64) -> Clock {
    let (precision, seconds) = (packed >> 20, packed & 0xF_FFFF);
    Clock {
        hour: (seconds / 3600) as u8,
        minute: (precision > 0).then_some((seconds / 60 % 60) as u8),
        second: (precision > 1).then_some((seconds % 60) as u8),
        spoken: false,
        bare: false,
    }
}

/// Whether a month has such a day at all.
fn possible(parts: &Parts) -> bool {
    match (parts.month, parts.day) {
        (Some(month), Some(day)) => {
            let year = match parts.year {
                Some(year) if !parts.short_year && year > 0 => year,
                _ => 2000,
            };
            super::super::Day::from_ymd(year, month.into(), day.into()).is_some()
        }
        _ => true,
    }
}
