//! One chronology over several segments.
//!
//! Each segment is sorted; what lies where in their union is found by
//! counting, never by building a merged list, so a new segment costs nothing.

use std::sync::Arc;

use super::columns::Key;
use super::{RowSet, Segment};
use crate::timex::Day;

/// A segment of a snapshot with the rows of it that count; those of articles
/// that were replaced since do not.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) segment: Arc<Segment>,
    pub(crate) live: Arc<RowSet>,
}

/// Where a row lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) part: usize,
    pub(crate) row: u32,
}

/// One set of rows a part, seen as one chronological list.
#[derive(Clone, Copy)]
pub(crate) struct Union<'a> {
    pub(crate) parts: &'a [Part],
    pub(crate) sets: &'a [Arc<RowSet>],
}

impl<'a> Union<'a> {
    fn each(self) -> impl Iterator<Item = (&'a Segment, &'a RowSet)> {
        self.parts
            .iter()
            .zip(self.sets)
            .map(|(part, set)| (&*part.segment, &**set))
    }

    /// The key of a row.
    pub(crate) fn key(self, place: Place) -> Key {
        self.parts[place.part]
            .segment
            .columns
            .key(place.row as usize)
    }

    /// Members before `key`.
    pub(crate) fn rank(self, key: &Key) -> usize {
        self.each()
            .map(|(segment, set)| set.rank(segment.lower_bound(key)) as usize)
            .sum()
    }

    /// Members that begin before `day`.
    pub(crate) fn before(self, day: Day) -> usize {
        self.each()
            .map(|(segment, set)| set.rank(segment.row_on_or_after(day)) as usize)
            .sum()
    }

    /// The `k`-th member.
    pub(crate) fn select(self, k: usize) -> Option<Place> {
        if let [set] = self.sets {
            let row = set.select(u32::try_from(k).ok()?)?;
            return Some(Place { part: 0, row });
        }
        let day = self.day_of(k)?;
        let left = k - self.before(day);
        self.select_in_day(day, left)
    }

    /// The first day of the `k`-th member, by bisection of the calendar.
    fn day_of(self, k: usize) -> Option<Day> {
        let spans = || self.parts.iter().filter_map(|part| part.segment.span());
        let mut low = spans().map(|(first, _)| first).min()?;
        let mut high = spans().map(|(_, last)| last).max()?;
        if self.before(Day(high).plus(1)) <= k {
            return None;
        }
        while low < high {
            let middle = low + (i64::from(high) - i64::from(low)) as i32 / 2;
            if self.before(Day(middle).plus(1)) > k {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(Day(low))
    }

    /// The `k`-th member among those of one day: each part's members are a
    /// window of ranks, and the median of the widest window halves it.
    fn select_in_day(self, day: Day, mut k: usize) -> Option<Place> {
        let edge = |day: Day| -> Vec<u32> {
            self.each()
                .map(|(segment, set)| set.rank(segment.row_on_or_after(day)))
                .collect()
        };
        let (mut low, mut high) = (edge(day), edge(day.plus(1)));
        loop {
            let part = (0..low.len()).max_by_key(|&part| high[part] - low[part])?;
            if low[part] >= high[part] {
                return None;
            }
            let middle = low[part] + (high[part] - low[part]) / 2;
            let row = self.sets[part].select(middle)?;
            let pivot = self.parts[part].segment.columns.key(row as usize);
            let cut: Vec<u32> = self
                .each()
                .enumerate()
                .map(|(at, (segment, set))| {
                    set.rank(segment.lower_bound(&pivot))
                        .clamp(low[at], high[at])
                })
                .collect();
            let below: usize = cut.iter().zip(&low).map(|(c, l)| (c - l) as usize).sum();
            match k.cmp(&below) {
                std::cmp::Ordering::Equal => return Some(Place { part, row }),
                std::cmp::Ordering::Less => high = cut,
                std::cmp::Ordering::Greater => {
                    k -= below + 1;
                    low = cut;
                    low[part] += 1;
                }
            }
        }
    }
}
