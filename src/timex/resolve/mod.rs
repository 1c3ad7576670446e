//! Second pass: from what the words say to a place in the calendar.

mod anchor;
mod point;
mod report;
mod shift;
mod told;
mod year;

use super::calendar;
use super::lang::Language;
use super::parts::{Base, Direction, Modifier, Op};
use super::value::{Part, TimeOfDay, Unit, Value};
use super::{
    Anchor, Basis, Context, Interval, Mention, Reference, Resolution, Role, Tense, TimexType,
};
use shift::{duration, set, shifted, time_of, unanchored};
use told::{Said, Told, historic_paragraphs, is_history};

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
