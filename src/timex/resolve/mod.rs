//! Second pass: from what the words say to a place in the calendar.

mod shift;
mod told;
mod year;

use super::calendar;
use super::lang::Language;
use super::parts::{Base, Direction, Modifier, Op, Parts};
use super::value::{Part, Point, TimeOfDay, Unit, Value, Year};
use super::{Anchor, Basis, Context, Interval, Mention, Reference, Resolution, Role, Tense, TimexType};
use shift::{duration, set, shifted, time_of, unanchored};
use told::{Said, Told, historic_paragraphs, is_history, year_of};

/// Resolves all mentions of a text.
pub(super) fn resolve(
    language: &Language,
    mentions: &[Mention],
    reference: &Reference,
) -> Vec<Resolution> {
    let history = is_history(mentions, reference.published);
    let historic = historic_paragraphs(mentions, reference.published);
    let mut told = Told::default();
    mentions
        .iter()
        .map(|mention| {
            let found = Resolver {
                language,
                reference,
                told: &told,
                mention,
                historic: &historic,
                history,
            }
            .resolve();
            let found = Found {
                value: found.value.in_four_digits(),
                ..found
            };
            let resolution = found.resolution(mention);
            if let Value::Period(length) = &found.value {
                told.tell_length(length);
            }
            if let (Value::Point(point), Some(interval)) = (found.value, resolution.interval)
                && resolution.kind != TimexType::Set
            {
                let said = Said {
                    at: mention.span.start,
                    point,
                    interval,
                    sentence: mention.context.sentence,
                    paragraph: mention.context.paragraph,
                    weekday: mention.parts.weekday.is_some() && mention.parts.day.is_none(),
                    own: match found.anchor {
                        Anchor::None => true,
                        Anchor::Published(_) => false,
                        Anchor::Mention { .. } => found.own,
                    },
                };
                let context = &mention.context;
                let aside = context.background
                    && !context.until
                    && said.point.part == Part::Whole
                    && told.story.is_some_and(|story| story.own);
                let passing = history && matches!(found.anchor, Anchor::Published(_));
                if !passing && !context.name && !context.stamp && !told.spans(&said, mention) {
                    told.tell(said, mention.parts.base != Base::Report, aside);
                }
            }
            resolution
        })
        .collect()
}

/// A value with how it was found.
#[derive(Clone, Copy, Debug)]
struct Found {
    value: Value,
    anchor: Anchor,
    confidence: f32,
    alternative: Option<Interval>,
    /// The anchor goes back to a year written in the text.
    own: bool,
}

impl Found {
    fn new(value: Value, anchor: Anchor, confidence: f32) -> Self {
        Self {
            value,
            anchor,
            confidence,
            alternative: None,
            own: false,
        }
    }

    fn resolution(&self, mention: &Mention) -> Resolution {
        let mut interval = self.value.interval();
        if let Some(interval) = &mut interval {
            interval.approximate = mention.parts.modifier != Modifier::None;
        }
        let timeless = matches!(self.value, Value::Point(p) if p.time == TimeOfDay::None);
        Resolution {
            kind: match mention.kind {
                TimexType::Time if timeless => TimexType::Date,
                kind => kind,
            },
            value: self.value.to_string(),
            interval,
            basis: Basis {
                rule: mention.rule,
                anchor: self.anchor,
                confidence: self.confidence,
                alternative: self.alternative.filter(|a| Some(*a) != interval),
            },
            role: match mention.context {
                Context { stamp: true, .. } => Role::Publication,
                Context { name: true, .. } => Role::Reference,
                _ => Role::Happening,
            },
            tense: mention.context.tense,
        }
    }
}

/// What a value is counted from.
#[derive(Clone, Copy, Debug)]
struct Footing {
    base: year::Base,
    anchor: Anchor,
    own: bool,
}

/// 1 January 2010: two-digit years without any anchor are read around it.
const PIVOT: super::Day = super::Day(14_610);

struct Resolver<'a> {
    language: &'a Language,
    reference: &'a Reference,
    told: &'a Told,
    mention: &'a Mention,
    historic: &'a [u32],
    history: bool,
}

impl Resolver<'_> {
    fn resolve(&self) -> Found {
        let parts = &self.mention.parts;
        let plain = |value| Found::new(value, Anchor::None, 1.0);
        match parts.op {
            Op::Past => plain(Value::Past),
            Op::Present => plain(Value::Present),
            Op::Future => plain(Value::Future),
            Op::Duration => plain(duration(parts)),
            Op::Set => plain(set(parts, &self.language.holidays)),
            // A history's "today" is no day of its story.
            Op::Shift if self.history && self.is_today() => {
                Found::new(Value::Present, Anchor::None, 0.8)
            }
            Op::Shift if parts.base == Base::Report => self.report(),
            Op::Shift => self.shift(),
            Op::Calendar => self.calendar(),
        }
    }

    fn is_today(&self) -> bool {
        let parts = &self.mention.parts;
        parts.base == Base::Published
            && parts.count == Some(0)
            && parts.unit == Some(Unit::Day)
            && time_of(parts) == TimeOfDay::None
            && self.reference.published.is_some()
    }

    fn published(&self) -> Option<Footing> {
        let day = self.reference.published?;
        Some(Footing {
            base: year::Base {
                day,
                around: Interval::day(day),
                story: false,
                limit: None,
            },
            anchor: Anchor::Published(day),
            own: false,
        })
    }

    fn footing(&self, said: Said) -> Footing {
        let ahead = self.mention.context.tense == Tense::Future;
        Footing {
            base: year::Base {
                day: said.interval.first,
                around: said.interval,
                story: true,
                limit: self.reference.published.filter(|_| !ahead),
            },
            anchor: Anchor::Mention {
                at: said.at,
                day: said.interval.first,
            },
            own: said.own,
        }
    }

    /// What the text spoke of last, as finely as `unit` needs it.
    fn spoken(&self, unit: Unit) -> Option<Footing> {
        let said = if unit <= Unit::Day {
            self.told.current_day().or(self
                .told
                .day
                .filter(|d| d.paragraph == self.mention.context.paragraph))
        } else {
            self.told.last
        };
        said.map(|said| self.footing(said))
    }

    /// The anchor of this mention.
    fn anchor(&self) -> Option<Footing> {
        let parts = &self.mention.parts;
        let unit = parts.unit.unwrap_or(match parts {
            Parts { clock: Some(_), .. }
            | Parts {
                part_of_day: Some(_),
                ..
            } => Unit::Day,
            Parts {
                day: Some(_),
                month: None,
                ..
            } => Unit::Month,
            _ => Unit::Year,
        });
        match parts.base {
            Base::Text => self.spoken(unit).or_else(|| self.published()),
            Base::Open if parts.op == Op::Calendar && self.is_dated() => {
                if self.leans_on_text() {
                    self.told
                        .story
                        .map(|said| self.footing(said))
                        .or_else(|| self.published())
                } else {
                    self.published()
                }
            }
            Base::Open => {
                let near = |said: &Said| {
                    let here = &self.mention.context;
                    self.history
                        || (said.paragraph == here.paragraph
                            && self.historic.contains(&here.paragraph))
                        || (unit == Unit::Day && said.sentence == here.sentence)
                };
                let said = if unit == Unit::Day {
                    self.told.current_day()
                } else {
                    self.told.last
                };
                said.filter(near)
                    .map(|said| self.footing(said))
                    .or_else(|| self.published())
            }
            _ => self.published(),
        }
    }

    /// It names a month, weekday or other part of the year itself.
    fn is_dated(&self) -> bool {
        let parts = &self.mention.parts;
        parts.month.is_some()
            || parts.weekday.is_some()
            || parts.season.is_some()
            || parts.holiday.is_some()
            || parts.quarter.is_some()
            || parts.half.is_some()
            || parts.day.is_some()
            || parts.decade.is_some()
    }

    /// Whether a date without its year goes with the text's own dates.
    fn leans_on_text(&self) -> bool {
        let Some(last) = self.told.story else {
            return false;
        };
        let parts = &self.mention.parts;
        if parts.weekday.is_some() && parts.day.is_none() && !last.is_day() {
            return false;
        }
        // A range goes on from its beginning.
        if self.mention.context.range_end && last.begins(parts) {
            return true;
        }
        if self.history {
            let ahead = self.mention.context.ahead && self.reference.published.is_some();
            return !ahead && (last.own || self.reference.published.is_none());
        }
        // In news, only a paragraph of nothing but history goes by itself.
        let paragraph = self.mention.context.paragraph;
        let bare =
            self.mention.parts.direction == Direction::Open && self.mention.parts.weekday.is_none();
        bare && last.own
            && last.paragraph == paragraph
            && self.historic.contains(&paragraph)
            && self.mention.context.tense != Tense::Future
    }

    fn shift(&self) -> Found {
        let parts = &self.mention.parts;
        let time = time_of(parts);
        let footing = if parts.base == Base::Own {
            let own = self.calendar();
            match own.value.interval() {
                Some(interval) => Footing {
                    base: year::Base {
                        day: interval.first,
                        around: interval,
                        story: false,
                        limit: None,
                    },
                    anchor: own.anchor,
                    own: own.own,
                },
                None => return own,
            }
        } else {
            match self.anchor() {
                Some(found) => found,
                None => return Found::new(unanchored(parts, time), Anchor::None, 0.5),
            }
        };
        let Some(count) = parts.count else {
            let value = match parts.direction {
                Direction::Future => Value::Future,
                _ => Value::Past,
            };
            return Found::new(value, footing.anchor, 0.8);
        };
        // "since then"
        if parts.unit == Some(Unit::Any) && parts.base == Base::Text {
            let said = self.told.last.filter(|_| footing.base.story);
            let value = said.map_or(Value::Past, |said| Value::Point(said.point));
            return Found {
                own: footing.own,
                ..Found::new(value, footing.anchor, 0.7)
            };
        }
        let unit = parts.unit.unwrap_or(Unit::Day);
        // "over the weekend", told in the past before Saturday, is the last.
        let early = footing.base.day.weekday().number_from_monday() < 6;
        let count = match (unit, parts.base, self.direction()) {
            (Unit::Weekend, Base::Open, Direction::Past) if early && count == 0 => -1000,
            _ => count,
        };
        let value = match parts.whole {
            // "a decade ago" is a year.
            Some(whole) => {
                let day = calendar::shift_units(footing.base.day, count, unit);
                shifted(day, 0, whole.min(unit), time)
            }
            None => shifted(footing.base.day, count, unit, time),
        };
        Found {
            own: footing.own,
            ..Found::new(value, footing.anchor, 0.9)
        }
    }

    /// The period that earnings are reported for, or a year before it.
    fn report(&self) -> Found {
        let parts = &self.mention.parts;
        let years = parts.count.unwrap_or(0) / 1000;
        let over = |said: &Said| {
            self.reference
                .published
                .is_none_or(|day| said.interval.last <= day)
        };
        let told = self.told.quarter.filter(over);
        let told = told.filter(|_| parts.unit != Some(Unit::Year) || !self.told.longer);
        let quarter = told.map(|said| (self.footing(said), said.point));
        let found = quarter.or_else(|| {
            let footing = self.published()?;
            let before = calendar::shift_months(footing.base.day, -3);
            match shifted(before, 0, Unit::Quarter, TimeOfDay::None) {
                Value::Point(point) if parts.unit != Some(Unit::Year) => Some((footing, point)),
                _ => None,
            }
        });
        let back = match parts.unit {
            Some(Unit::Year) => years as i32,
            Some(Unit::Quarter) => years as i32 / 4,
            _ => 0,
        };
        match found {
            Some((footing, point)) => {
                let year = year_of(&point).map_or(Year::Unknown, |y| Year::Of(y + back));
                Found {
                    own: footing.own,
                    ..Found::new(Value::Point(Point { year, ..point }), footing.anchor, 0.8)
                }
            }
            None => match self.published() {
                Some(footing) => Found::new(
                    shifted(footing.base.day, years * 1000, Unit::Year, TimeOfDay::None),
                    footing.anchor,
                    0.8,
                ),
                None => Found::new(unanchored(parts, TimeOfDay::None), Anchor::None, 0.5),
            },
        }
    }

    fn calendar(&self) -> Found {
        let parts = &self.mention.parts;
        let absolute = parts.is_absolute();
        let Some(footing) = self.anchor().or_else(|| absolute.then(Self::nowhere)) else {
            return Found::new(self.floating(), Anchor::None, 0.4);
        };
        let direction = self.direction();
        let Some(point) = self.point(&footing.base, direction) else {
            return Found::new(Value::Nothing, Anchor::None, 0.0);
        };
        let mut value = Value::Point(point);
        if let (Some(unit), Some(interval)) = (parts.whole, point.interval()) {
            value = shifted(interval.first, 0, unit, TimeOfDay::None);
        }
        if absolute {
            return Found::new(value, Anchor::None, 1.0);
        }
        let sure = parts.direction != Direction::Open || parts.year_shift.is_some();
        let alternative = match direction {
            _ if sure => None,
            Direction::Future => self.point(&footing.base, Direction::Past),
            _ => self.point(&footing.base, Direction::Future),
        };
        Found {
            alternative: alternative.and_then(|p| p.interval()),
            own: footing.own,
            ..Found::new(value, footing.anchor, if sure { 0.95 } else { 0.85 })
        }
    }

    /// A base for dates that need none.
    fn nowhere() -> Footing {
        Footing {
            base: year::Base {
                day: PIVOT,
                around: Interval::day(PIVOT),
                story: false,
                limit: None,
            },
            anchor: Anchor::None,
            own: true,
        }
    }

    /// The place in the calendar that the parts name, held against a base.
    fn point(&self, base: &year::Base, direction: Direction) -> Option<Point> {
        let parts = &self.mention.parts;
        let time = time_of(parts);
        let holidays = &self.language.holidays;
        let year = year::year(parts, holidays, base, direction);
        let of = |part| Point {
            year: Year::Of(year),
            part,
            time,
        };
        let on = |day| match Value::day(day) {
            Value::Point(point) => Point { time, ..point },
            _ => Point::default(),
        };
        Some(match *parts {
            Parts {
                month: Some(m),
                day: Some(d),
                ..
            } => of(Part::Day(m, d)),
            Parts { month: Some(m), .. } => of(Part::Month(m)),
            Parts {
                day: Some(d),
                month_shift,
                ..
            } => {
                let (year, month) = year::month_of(base, d, month_shift, direction);
                Point {
                    year: Year::Of(year),
                    part: Part::Day(month as u8, d),
                    time,
                }
            }
            Parts {
                quarter: Some(q), ..
            } => of(Part::Quarter(q)),
            Parts { half: Some(h), .. } => of(Part::Half(h)),
            Parts {
                season: Some(s), ..
            } => of(Part::Season(s)),
            Parts {
                holiday: Some(h), ..
            } => on(holidays.in_year(h, year)?),
            Parts {
                weekday: Some(w),
                week_shift: Some(weeks),
                ..
            } => {
                let today = base.day.weekday().number_from_monday() as i32;
                on(base.day.plus(7 * weeks - today + i32::from(w)))
            }
            Parts {
                weekday: Some(w), ..
            } => {
                let said = parts.direction != Direction::Open;
                on(year::weekday(base, w, direction, said))
            }
            Parts {
                decade: Some(decade),
                ..
            } => {
                let decade = if decade >= 100 { decade } else { 1900 + decade };
                Point {
                    year: Year::Decade(decade / 10),
                    ..of(Part::Whole)
                }
            }
            Parts {
                century: Some(century),
                ..
            } => Point {
                year: Year::Century(century - 1),
                ..of(Part::Whole)
            },
            Parts {
                year: Some(_),
                base: Base::Report,
                ..
            } => of(self
                .told
                .quarter
                .map_or(Part::Whole, |said| said.point.part)),
            Parts {
                year: None,
                year_shift: None,
                ..
            } if time != TimeOfDay::None => on(base.day),
            _ => of(Part::Whole),
        })
    }

    /// Parts without an anchor: `XXXX-10-14`.
    fn floating(&self) -> Value {
        let parts = &self.mention.parts;
        let time = time_of(parts);
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

    /// The direction that the words or, without them, the clause gives.
    fn direction(&self) -> Direction {
        let context = &self.mention.context;
        match (self.mention.parts.direction, context.tense) {
            // "was extended to 20 November"
            (Direction::Open, Tense::Past)
                if (context.bound || context.occasion) && self.mention.parts.weekday.is_none() =>
            {
                Direction::Open
            }
            (Direction::Open, Tense::Past) => Direction::Past,
            // What is named after its date has mostly happened.
            (Direction::Open, Tense::Present | Tense::Unknown)
                if context.name && !context.occasion =>
            {
                Direction::Past
            }
            (Direction::Open, Tense::Future) => Direction::Future,
            (Direction::Open, _) if context.until => Direction::Future,
            (Direction::Open, _) if context.since => Direction::Past,
            (said, _) => said,
        }
    }
}
