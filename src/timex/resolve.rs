//! Second pass: from what the words say to a place in the calendar.

use super::calendar;
use super::lang::Language;
use super::parts::{Base, Direction, Modifier, Op, Parts};
use super::value::{Part, Period, Point, TimeOfDay, Unit, Value, Year};
use super::{Anchor, Basis, Day, Mention, Reference, Resolution, Role, Tense, TimexType};

/// What has been said of time so far in the text.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// The last place in the calendar, with the byte where it stands.
    last: Option<(u32, Point, Day)>,
}

/// Resolves all mentions of a text.
pub(super) fn resolve(
    language: &Language,
    mentions: &[Mention],
    reference: &Reference,
) -> Vec<Resolution> {
    let mut told = Told::default();
    mentions
        .iter()
        .map(|mention| {
            let resolver = Resolver {
                language,
                reference,
                told: &told,
                mention,
            };
            let resolution = resolver.resolve();
            if let Value::Point(point) = resolution.0
                && let Some(interval) = resolution.1.interval
                && resolution.1.kind != TimexType::Set
            {
                told.last = Some((mention.span.start, point, interval.first));
            }
            resolution.1
        })
        .collect()
}

struct Resolver<'a> {
    language: &'a Language,
    reference: &'a Reference,
    told: &'a Told,
    mention: &'a Mention,
}

impl Resolver<'_> {
    fn resolve(&self) -> (Value, Resolution) {
        let parts = &self.mention.parts;
        let (value, anchor, confidence) = match parts.op {
            Op::Past => (Value::Past, Anchor::None, 1.0),
            Op::Present => (Value::Present, Anchor::None, 1.0),
            Op::Future => (Value::Future, Anchor::None, 1.0),
            Op::Duration => (duration(parts), Anchor::None, 1.0),
            Op::Set => (set(parts), Anchor::None, 1.0),
            Op::Shift => self.shift(),
            Op::Calendar => self.calendar(),
        };
        let mut interval = value.interval();
        if let Some(interval) = &mut interval {
            interval.approximate = parts.modifier != Modifier::None;
        }
        let kind = if self.mention.kind == TimexType::Time
            && matches!(value, Value::Point(p) if p.time == TimeOfDay::None)
        {
            TimexType::Date
        } else {
            self.mention.kind
        };
        let resolution = Resolution {
            kind,
            value: value.to_string(),
            interval,
            basis: Basis {
                rule: self.mention.rule,
                anchor,
                confidence,
                alternative: None,
            },
            role: if self.mention.context.name {
                Role::Reference
            } else {
                Role::Happening
            },
            tense: self.mention.context.tense,
        };
        (value, resolution)
    }

    fn anchor(&self) -> Option<(Day, Anchor)> {
        let published = self
            .reference
            .published
            .map(|day| (day, Anchor::Published(day)));
        let told = self
            .told
            .last
            .map(|(at, _, day)| (day, Anchor::Mention { at, day }));
        match self.mention.parts.base {
            Base::Text => told.or(published),
            _ => published,
        }
    }

    fn time(&self) -> TimeOfDay {
        time_of(&self.mention.parts)
    }

    fn shift(&self) -> (Value, Anchor, f32) {
        let parts = &self.mention.parts;
        let (base, anchor) = if parts.base == Base::Own {
            match self.calendar() {
                (Value::Point(point), anchor, _) => match point.interval() {
                    Some(interval) => (interval.first, anchor),
                    None => return (Value::Nothing, anchor, 0.0),
                },
                other => return other,
            }
        } else {
            match self.anchor() {
                Some(found) => found,
                None => return (unanchored(parts, self.time()), Anchor::None, 0.5),
            }
        };
        let unit = parts.unit.unwrap_or(Unit::Day);
        let Some(count) = parts.count else {
            let value = match parts.direction {
                Direction::Future => Value::Future,
                _ => Value::Past,
            };
            return (value, anchor, 0.8);
        };
        (shifted(base, count, unit, self.time()), anchor, 0.9)
    }

    fn calendar(&self) -> (Value, Anchor, f32) {
        let parts = &self.mention.parts;
        let time = self.time();
        let anchored = self.anchor();
        let (mut point, needs_anchor) = (
            Point {
                time,
                ..Point::default()
            },
            !parts.is_absolute(),
        );
        let Some((base, anchor)) = anchored.or((!needs_anchor).then_some((Day(0), Anchor::None)))
        else {
            return (self.floating(), Anchor::None, 0.4);
        };
        let anchor = if needs_anchor { anchor } else { Anchor::None };
        let direction = self.direction();
        let year = self.year(base, direction);
        point.year = Year::Of(year);
        if let Some(month) = parts.month.filter(|_| parts.day.is_none()) {
            point.part = Part::Month(month);
        } else if let (Some(month), Some(day)) = (parts.month, parts.day) {
            point.part = Part::Day(month, day);
        } else if let Some(day) = parts.day {
            let (y, m) = day_of_month(base, day, parts.month_shift, direction);
            point.year = Year::Of(y);
            point.part = Part::Day(m as u8, day);
        } else if let Some(quarter) = parts.quarter {
            point.part = Part::Quarter(quarter);
        } else if let Some(half) = parts.half {
            point.part = Part::Half(half);
        } else if let Some(season) = parts.season {
            point.part = Part::Season(season);
        } else if let Some(holiday) = parts.holiday {
            let Some(day) = self.language.holidays.in_year(holiday, year) else {
                return (Value::Nothing, anchor, 0.0);
            };
            let (_, m, d) = day.ymd();
            point.part = Part::Day(m as u8, d as u8);
        } else if let Some(weekday) = parts.weekday {
            let day = match parts.week_shift {
                Some(weeks) => base.plus(
                    7 * weeks - base.weekday().number_from_monday() as i32 + i32::from(weekday),
                ),
                None => self.weekday(base, weekday, direction),
            };
            if let Value::Point(found) = Value::day(day) {
                point = Point { time, ..found };
            }
        } else if let Some(decade) = parts.decade {
            let decade = if decade >= 100 { decade } else { 1900 + decade };
            point.year = Year::Decade(decade / 10);
        } else if let Some(century) = parts.century {
            point.year = Year::Century(century - 1);
        } else if parts.year.is_none() && parts.year_shift.is_none() && time != TimeOfDay::None {
            if let Value::Point(found) = Value::day(base) {
                point = Point { time, ..found };
            }
        }
        if let Some(unit) = parts.whole
            && let Some(interval) = point.interval()
        {
            return (
                shifted(interval.first, 0, unit, TimeOfDay::None),
                anchor,
                0.9,
            );
        }
        (
            Value::Point(point),
            anchor,
            if needs_anchor { 0.85 } else { 1.0 },
        )
    }

    /// Parts without an anchor: `XXXX-10-14`.
    fn floating(&self) -> Value {
        let parts = &self.mention.parts;
        let time = self.time();
        let part = match *parts {
            Parts {
                month: Some(m),
                day,
                ..
            } => day.map_or(Part::Month(m), |d| Part::Day(m, d)),
            Parts { day: Some(d), .. } => Part::Day(0, d),
            Parts {
                weekday: Some(w), ..
            } => Part::WeekDay(0, w),
            Parts {
                quarter: Some(q), ..
            } => Part::Quarter(q),
            Parts { half: Some(h), .. } => Part::Half(h),
            Parts {
                season: Some(s), ..
            } => Part::Season(s),
            Parts {
                holiday: Some(h), ..
            } => match self.language.holidays.in_year(h, 2000) {
                Some(day) => Part::Day(day.ymd().1 as u8, day.ymd().2 as u8),
                None => Part::Whole,
            },
            _ if time != TimeOfDay::None => Part::Day(0, 0),
            _ => Part::Whole,
        };
        Value::Point(Point {
            year: Year::Unknown,
            part,
            time,
        })
    }

    fn direction(&self) -> Direction {
        let context = &self.mention.context;
        match self.mention.parts.direction {
            Direction::Open if context.until || context.planned => Direction::Future,
            Direction::Open if context.since => Direction::Past,
            Direction::Open => match context.tense {
                Tense::Past => Direction::Past,
                Tense::Future => Direction::Future,
                _ => Direction::Open,
            },
            said => said,
        }
    }

    fn year(&self, base: Day, direction: Direction) -> i32 {
        let parts = &self.mention.parts;
        let now = base.year();
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
        let first = |year: i32| -> Option<(Day, Day)> {
            let point = |part| {
                Point {
                    year: Year::Of(year),
                    part,
                    time: TimeOfDay::None,
                }
                .interval()
            };
            let interval = match *parts {
                Parts {
                    month: Some(m),
                    day: Some(d),
                    ..
                } => point(Part::Day(m, d)),
                Parts { month: Some(m), .. } => point(Part::Month(m)),
                Parts {
                    quarter: Some(q), ..
                } => point(Part::Quarter(q)),
                Parts { half: Some(h), .. } => point(Part::Half(h)),
                Parts {
                    season: Some(s), ..
                } => point(Part::Season(s)),
                Parts {
                    holiday: Some(h), ..
                } => {
                    return self.language.holidays.in_year(h, year).map(|d| (d, d));
                }
                _ => None,
            }?;
            Some((interval.first, interval.last))
        };
        match direction {
            Direction::This => now,
            Direction::Past => {
                // "last October" said in October is the one a year ago.
                let whole = parts.direction == Direction::Past;
                let over = |i: (Day, Day)| if whole { i.1 < base } else { i.0 <= base };
                (0..=8)
                    .map(|back| now - back)
                    .find(|&y| first(y).is_some_and(over))
                    .unwrap_or(now)
            }
            Direction::Future => (0..=8)
                .map(|on| now + on)
                .find(|&y| first(y).is_some_and(|i| i.1 >= base))
                .unwrap_or(now),
            // Without a word for it, the nearest; of a past within the last
            // months and a future, news tell the past.
            Direction::Open => [now, now - 1, now + 1]
                .into_iter()
                .filter_map(|y| first(y).map(|i| (distance(base, i), y)))
                .min()
                .map_or(now, |(_, y)| y),
        }
    }

    fn weekday(&self, base: Day, weekday: u8, direction: Direction) -> Day {
        let today = base.weekday().number_from_monday() as i32;
        let back = (today - i32::from(weekday)).rem_euclid(7);
        match direction {
            Direction::Future if back == 0 && self.mention.parts.direction == Direction::Open => {
                base
            }
            Direction::Future => base.plus(7 - back),
            Direction::Past if back == 0 && self.mention.parts.direction == Direction::Past => {
                base.plus(-7)
            }
            _ => base.plus(-back),
        }
    }
}

fn distance(base: Day, (first, last): (Day, Day)) -> i64 {
    if first > base {
        i64::from(first.0) - i64::from(base.0)
    } else {
        (i64::from(base.0) - i64::from(last.0)).max(0)
    }
}

fn full_year(short: i32, now: i32) -> i32 {
    let century = now - now.rem_euclid(100);
    [century - 100, century, century + 100]
        .into_iter()
        .map(|c| c + short)
        .filter(|y| *y <= now + 20)
        .min_by_key(|y| (y - now).abs())
        .unwrap_or(century + short)
}

fn day_of_month(base: Day, day: u8, shift: Option<i32>, direction: Direction) -> (i32, u32) {
    let (year, month, today) = base.ymd();
    match (shift, direction) {
        (Some(shift), _) => calendar::add_months(year, month, shift),
        (None, Direction::Future) if u32::from(day) < today => calendar::add_months(year, month, 1),
        (None, Direction::Past | Direction::Open) if u32::from(day) > today => {
            calendar::add_months(year, month, -1)
        }
        _ => (year, month),
    }
}

fn time_of(parts: &Parts) -> TimeOfDay {
    match (parts.clock, parts.part_of_day) {
        (Some(clock), part) => {
            use super::value::PartOfDay as P;
            let late = matches!(part, Some(P::Afternoon | P::Evening))
                || (part == Some(P::Night) && clock.hour >= 6);
            let hour = if late && clock.hour < 12 {
                clock.hour + 12
            } else {
                clock.hour
            };
            TimeOfDay::Clock(hour, Some(clock.minute.unwrap_or(0)), clock.second)
        }
        (None, Some(part)) => TimeOfDay::Part(part),
        (None, None) => TimeOfDay::None,
    }
}

fn duration(parts: &Parts) -> Value {
    Value::Period(Period {
        thousandths: parts.count.and_then(|n| u32::try_from(n).ok()),
        unit: parts.unit.unwrap_or(Unit::Any),
        rest: parts.rest,
    })
    .normal()
}

fn set(parts: &Parts) -> Value {
    if let Some(weekday) = parts.weekday {
        return Value::Point(Point {
            year: Year::Unknown,
            part: Part::WeekDay(0, weekday),
            time: time_of(parts),
        });
    }
    let part = match *parts {
        Parts {
            month: Some(m),
            day: Some(d),
            ..
        } => Part::Day(m, d),
        Parts { month: Some(m), .. } => Part::Month(m),
        Parts {
            season: Some(s), ..
        } => Part::Season(s),
        Parts {
            quarter: Some(q), ..
        } => Part::Quarter(q),
        _ if parts.unit.is_none() => Part::Day(0, 0),
        _ => return duration(parts),
    };
    Value::Point(Point {
        year: Year::Unknown,
        part,
        time: time_of(parts),
    })
}

/// A shift whose base is not known.
fn unanchored(parts: &Parts, time: TimeOfDay) -> Value {
    let unit = parts.unit.unwrap_or(Unit::Day);
    let part = match unit {
        Unit::Week => Part::Week(0),
        Unit::Weekend => Part::Weekend(0),
        Unit::Month => Part::Month(0),
        Unit::Quarter => Part::Quarter(0),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => Part::Whole,
        _ => Part::Day(0, 0),
    };
    Value::Point(Point {
        year: Year::Unknown,
        part,
        time,
    })
}

/// `count` thousandths of `unit` from `base`, as finely as the unit says.
fn shifted(base: Day, count: i64, unit: Unit, time: TimeOfDay) -> Value {
    let to = calendar::shift_units(base, count, unit);
    let year = |year: Year| {
        Value::Point(Point {
            year,
            ..Point::default()
        })
    };
    let of = |part: Part| {
        Value::Point(Point {
            year: Year::Of(to.year()),
            part,
            time: TimeOfDay::None,
        })
    };
    let week = |part: fn(u8) -> Part| {
        let (year, week) = calendar::week_of(to);
        Value::Point(Point {
            year: Year::Of(year),
            part: part(week as u8),
            time: TimeOfDay::None,
        })
    };
    let month = to.ymd().1 as u8;
    match unit {
        Unit::Week => week(Part::Week),
        Unit::Weekend => week(Part::Weekend),
        Unit::Month => of(Part::Month(month)),
        Unit::Quarter => of(Part::Quarter((month - 1) / 3 + 1)),
        Unit::Year => of(Part::Whole),
        Unit::Decade => year(Year::Decade(to.year().div_euclid(10))),
        Unit::Century | Unit::Millennium => year(Year::Century(to.year().div_euclid(100))),
        _ => match Value::day(to) {
            Value::Point(point) => Value::Point(Point { time, ..point }),
            other => other,
        },
    }
}

impl Value {
    /// Decades and the like as years, as TIMEX3 writes known counts.
    fn normal(self) -> Self {
        match self {
            Self::Period(Period {
                thousandths: Some(n),
                unit: Unit::Decade,
                rest,
            }) => Self::Period(Period {
                thousandths: Some(n.saturating_mul(10)),
                unit: Unit::Year,
                rest,
            }),
            Self::Period(Period {
                thousandths: Some(n),
                unit: Unit::Century,
                rest,
            }) => Self::Period(Period {
                thousandths: Some(n.saturating_mul(100)),
                unit: Unit::Year,
                rest,
            }),
            other => other,
        }
    }
}
