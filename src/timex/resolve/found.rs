//! What the resolver comes to, and what it makes of it.

use super::super::parts::{Base, Modifier};
use super::super::value::{TimeOfDay, Value};
use super::super::{Anchor, Basis, Context, Interval, Mention, Resolution, Role, TimexType};
use super::told::Said;

/// A value with how it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub value: Value,
    pub anchor: Anchor,
    pub confidence: f32,
    pub alternative: Option<Interval>,
    /// The anchor goes back to a year written in the text.
    pub own: bool,
}

impl Found {
    pub(super) fn new(value: Value, anchor: Anchor, confidence: f32) -> Self {
        Self {
            value,
            anchor,
            confidence,
            alternative: None,
            own: false,
        }
    }

    /// The place that the text has now come to, when it is one.
    pub(super) fn said(&self, mention: &Mention) -> Option<Said> {
        let Value::Point(point) = self.value else {
            return None;
        };
        Some(Said {
            at: mention.span.start,
            point,
            interval: self.value.interval()?,
            sentence: mention.context.sentence,
            paragraph: mention.context.paragraph,
            weekday: mention.parts.weekday.is_some() && mention.parts.day.is_none(),
            own: match self.anchor {
                Anchor::None => true,
                Anchor::Published(_) => false,
                Anchor::Mention { .. } => self.own,
            },
        })
    }

    pub(super) fn resolution(&self, mention: &Mention) -> Resolution {
        let mut interval = self.value.interval();
        if let Some(interval) = &mut interval {
            let parts = &mention.parts;
            interval.approximate = parts.modifier != Modifier::None && parts.base != Base::Own;
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
                alternative: self
                    .alternative
                    .filter(|other| interval.is_none_or(|one| !one.same_days(*other))),
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
