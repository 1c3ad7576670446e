//! Words for a time that the text has told or tells beside them.

use super::super::parts::{Base, Direction};
use super::super::value::{Part, Point, TimeOfDay, Unit, Value};
use super::super::{Anchor, Granularity};
use super::shift::{shifted, time_of, unanchored};
use super::told::Said;
use super::{Found, Resolver};

impl Resolver<'_> {
    /// "On 5 May, two days later, he left": another word for the date that
    /// stands beside it.
    pub(super) fn same_again(&self, unit: Unit) -> Option<Found> {
        let parts = &self.mention.parts;
        let here = &self.mention.context;
        let moves = parts.base == Base::Text && parts.count != Some(0) && parts.nth.is_none();
        let beside = |said: &Said| {
            said.sentence == here.sentence
                && (said.interval.granularity <= Granularity::Month
                    || said.interval.granularity == Granularity::Year && unit >= Unit::Year)
                && said.own
        };
        let before = self.told.last.filter(beside).filter(|_| here.apposed);
        let said = self.told.beside.or(before)?;
        if !moves || unit < Unit::Day {
            return None;
        }
        let footing = self.footing(said);
        let value = shifted(said.interval.first, 0, unit.min(Unit::Year), time_of(parts));
        Some(Found {
            own: footing.own,
            ..Found::new(value, footing.anchor, 0.9)
        })
    }

    /// "On 1 March 1881, a Sunday, …": the day that was named just before.
    pub(super) fn same_weekday(&self) -> Option<Found> {
        let parts = &self.mention.parts;
        let here = &self.mention.context;
        let bare = parts.weekday.is_some()
            && parts.day.is_none()
            && parts.month.is_none()
            && parts.week_shift.is_none()
            && parts.direction == Direction::Open
            && time_of(parts) == TimeOfDay::None;
        let beside = |said: &Said| said.sentence == here.sentence && said.is_day() && !said.weekday;
        let said = self.told.last.filter(beside)?;
        if !bare || !here.apposed {
            return None;
        }
        let footing = self.footing(said);
        Some(Found {
            own: footing.own,
            ..Found::new(Value::day(said.interval.first), footing.anchor, 0.9)
        })
    }

    /// "At 4 in the morning (4 a.m. EDT Thursday)": the day that is named in
    /// brackets.
    pub(super) fn same_hour(&self) -> Option<Found> {
        let said = self.told.beside.filter(Said::is_day)?;
        let time = time_of(&self.mention.parts);
        if time == TimeOfDay::None || self.is_dated() {
            return None;
        }
        let footing = self.footing(said);
        Some(Found {
            own: footing.own,
            ..Found::new(
                shifted(said.interval.first, 0, Unit::Day, time),
                footing.anchor,
                0.9,
            )
        })
    }

    /// "The third day", counted from the first day that the paragraph tells
    /// of.
    pub(super) fn nth_day(&self) -> Option<Found> {
        let parts = &self.mention.parts;
        let nth = i32::from(parts.nth?);
        let here = &self.mention.context;
        let last = self.told.last.filter(|_| self.history);
        let near = |first: &Said| {
            let after = last.map(|last| last.interval.first.0 - first.interval.first.0);
            first.own
                && first.paragraph == here.paragraph
                && after.is_some_and(|days| (0..=31).contains(&days))
        };
        let Some(said) = self.told.first.filter(near) else {
            return Some(self.nameless(time_of(parts)));
        };
        let footing = self.footing(said);
        let day = said.interval.first.plus(nth - 1);
        Some(Found {
            own: footing.own,
            ..Found::new(Value::day(day), footing.anchor, 0.7)
        })
    }

    /// A shift without a base. "That day" of a month spoken of is a day of it.
    pub(super) fn nameless(&self, time: TimeOfDay) -> Found {
        let parts = &self.mention.parts;
        let same =
            parts.base == Base::Text && parts.count == Some(0) && parts.unit == Some(Unit::Day);
        let here = &self.mention.context;
        let near =
            |said: &Said| said.paragraph == here.paragraph && said.sentence + 1 >= here.sentence;
        let Some(said) = self.told.last.filter(near).filter(|_| same) else {
            return Found::new(unanchored(parts, time), Anchor::None, 0.5);
        };
        let Part::Month(month) = said.point.part else {
            return Found::new(unanchored(parts, time), Anchor::None, 0.5);
        };
        let point = Point {
            part: Part::Day(month, 0),
            time,
            ..said.point
        };
        let footing = self.footing(said);
        Found {
            own: footing.own,
            ..Found::new(Value::Point(point), footing.anchor, 0.7)
        }
    }
}
