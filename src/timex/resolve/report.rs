//! The periods of earnings news.

use super::super::calendar;
use super::super::value::{Point, TimeOfDay, Unit, Value, Year};
use super::super::{Anchor, Granularity};
use super::shift::{shifted, unanchored};
use super::told::{Said, year_of};
use super::{Found, Resolver};

impl Resolver<'_> {
    /// The period that earnings are reported for, or a year before it.
    pub(super) fn report(&self) -> Found {
        let parts = &self.mention.parts;
        let years = parts.count.unwrap_or(0) / 1000;
        let over = |said: &Said| {
            self.reference
                .published
                .is_none_or(|day| said.interval.last <= day)
        };
        let told = self.told.quarter.filter(over);
        let told = told.filter(|_| parts.unit != Some(Unit::Year) || !self.told.longer);
        // "In January sales rose from a year earlier": that January's.
        let month = self.told.last.filter(|said| {
            said.sentence == self.mention.context.sentence
                && said.interval.granularity == Granularity::Month
                && parts.unit == Some(Unit::Year)
        });
        let quarter = month.or(told);
        let quarter = quarter.map(|said| (self.footing(said), said.point));
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
}
