//! What can be said of an event in one bit.

use crate::event::{DatedBy, Event};
use crate::timex::{Anchor, Tense};

/// A set of traits of an event; a filter asks for some and against others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Flags(pub u16);

impl Flags {
    /// Told of the future: planned.
    pub const PLANNED: Self = Self(1);
    /// Told of the past.
    pub const PAST: Self = Self(1 << 1);
    /// Told of the present.
    pub const PRESENT: Self = Self(1 << 2);
    /// A denial, refusal or "declined to comment".
    pub const DENIED: Self = Self(1 << 3);
    /// A statement: somebody is given as its speaker.
    pub const SAID: Self = Self(1 << 4);
    /// "about", "late": borders not sharp.
    pub const APPROXIMATE: Self = Self(1 << 5);
    /// Dated by words of its own sentence.
    pub const DATED: Self = Self(1 << 6);
    /// Dated by the sentence before it.
    pub const CONTEXT: Self = Self(1 << 7);
    /// Dated by the publication day.
    pub const PUBLISHED: Self = Self(1 << 8);
    /// Counted from the publication day ("on Tuesday"), or that day itself.
    pub const RELATIVE: Self = Self(1 << 9);
    /// Counted from another date of its text ("two days later").
    pub const CHAINED: Self = Self(1 << 10);
    /// A second reading is kept.
    pub const AMBIGUOUS: Self = Self(1 << 11);

    /// Dated by the user's own word.
    pub const CORRECTED: Self = Self(1 << 12);

    /// Every trait with the word for it in a query (`is:planned`).
    pub const NAMES: [(&'static str, Self); 13] = [
        ("planned", Self::PLANNED),
        ("past", Self::PAST),
        ("present", Self::PRESENT),
        ("denied", Self::DENIED),
        ("said", Self::SAID),
        ("approximate", Self::APPROXIMATE),
        ("dated", Self::DATED),
        ("context", Self::CONTEXT),
        ("published", Self::PUBLISHED),
        ("relative", Self::RELATIVE),
        ("chained", Self::CHAINED),
        ("ambiguous", Self::AMBIGUOUS),
        ("corrected", Self::CORRECTED),
    ];

    /// The traits of an event.
    pub fn of(event: &Event) -> Self {
        let tense = match event.tense {
            Tense::Future => Self::PLANNED,
            Tense::Past => Self::PAST,
            Tense::Present => Self::PRESENT,
            Tense::Unknown => Self::default(),
        };
        let dated = match event.dated_by {
            DatedBy::Expression => Self::DATED,
            DatedBy::Context => Self::CONTEXT,
            DatedBy::Publication => Self::PUBLISHED,
            DatedBy::Correction => Self::CORRECTED,
        };
        let anchor = match event.basis.anchor {
            Anchor::None => Self::default(),
            Anchor::Published(_) => Self::RELATIVE,
            Anchor::Mention { .. } => Self::CHAINED,
        };
        tense
            .with(dated)
            .with(anchor)
            .when(Self::DENIED, event.denial)
            .when(Self::SAID, event.speaker.is_some())
            .when(Self::APPROXIMATE, event.interval.approximate)
            .when(Self::AMBIGUOUS, event.basis.alternative.is_some())
    }

    /// Both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the other's traits.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn when(self, flag: Self, yes: bool) -> Self {
        if yes { self.with(flag) } else { self }
    }

    /// Whether all of `other` are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of `other` is in it.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// No trait at all.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn tense(self) -> Tense {
        if self.has(Self::PLANNED) {
            Tense::Future
        } else if self.has(Self::PAST) {
            Tense::Past
        } else if self.has(Self::PRESENT) {
            Tense::Present
        } else {
            Tense::Unknown
        }
    }

    pub(super) fn dated_by(self) -> DatedBy {
        if self.has(Self::CONTEXT) {
            DatedBy::Context
        } else if self.has(Self::PUBLISHED) {
            DatedBy::Publication
        } else if self.has(Self::CORRECTED) {
            DatedBy::Correction
        } else {
            DatedBy::Expression
        }
    }
}
