//! What a sentence without a date of its own may carry on from.

use rustc_hash::FxHashMap;

use super::Event;
use crate::Span;
use crate::actor::ActorId;
use crate::timex::{Basis, Day, Interval, Tense};

/// Days before publication within which a speaker's dated remark is the
/// occasion of all that the article lets them say.
const OCCASION: i32 = 3;

/// A date that a later sentence may carry on from.
#[derive(Clone)]
pub(super) struct Carry {
    pub(super) interval: Interval,
    pub(super) value: String,
    pub(super) expression: Span,
    pub(super) basis: Basis,
    pub(super) tense: Tense,
    pub(super) paragraph: usize,
}

/// What a sentence may carry on from.
pub(super) struct Known<'a> {
    pub(super) sayings: &'a FxHashMap<ActorId, Carry>,
    pub(super) happening: Option<&'a Carry>,
    pub(super) paragraph: usize,
}

impl<'a> Known<'a> {
    /// The occasion on which a speaker says what the article lets them say: a
    /// fresh remark for the whole of it, an older one for its paragraph.
    pub(super) fn saying(&self, speaker: ActorId, published: Option<Day>) -> Option<&'a Carry> {
        let saying = self.sayings.get(&speaker)?;
        let fresh = published.is_some_and(|day| {
            let age = i64::from(day.0) - i64::from(saying.interval.first.0);
            (0..=i64::from(OCCASION)).contains(&age)
        });
        (fresh || saying.paragraph == self.paragraph).then_some(saying)
    }
}

/// What a later sentence may carry on from an event.
pub(super) fn carry(event: &Event, paragraph: usize) -> Carry {
    Carry {
        interval: event.interval,
        value: event.value.clone(),
        expression: event.expression,
        basis: event.basis,
        tense: event.tense,
        paragraph,
    }
}
