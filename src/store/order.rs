//! One chronology over several segments.
//!
//! Each segment is sorted; what lies where in their union is found by
//! counting, never by building a merged list of rows, so a new segment costs
//! little. What is kept is a count a *day*: how many members begin before it.

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

/// The parts of a snapshot and every day on which one of their rows begins.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) list: Vec<Part>,
    /// Ascending.
    days: Vec<i32>,
}

impl Parts {
    pub(crate) fn new(list: Vec<Part>) -> Self {
        let mut days: Vec<i32> = Vec::new();
        for part in &list {
            days.extend(part.segment.days());
        }
        days.sort_unstable();
        days.dedup();
        Self { list, days }
    }

    fn key(&self, place: Place) -> Key {
        self.list[place.part]
            .segment
            .columns
            .key(place.row as usize)
    }
}

/// One set of rows a part, seen as one chronological list.
#[derive(Debug, Default)]
pub(crate) struct Union {
    sets: Vec<Arc<RowSet>>,
    /// Members that begin before each of the days; then all of them.
    before: Vec<u32>,
}

impl Union {
    pub(crate) fn new(parts: &Parts, sets: Vec<Arc<RowSet>>) -> Self {
        let mut before = vec![0; parts.days.len() + 1];
        for (part, set) in parts.list.iter().zip(&sets) {
            let mut starts = part.segment.day_starts().peekable();
            for (count, day) in before.iter_mut().zip(&parts.days) {
                while starts.next_if(|(first, _)| first < day).is_some() {}
                // The row at which the day begins, or would.
                let row = starts.peek().map(|(_, start)| *start);
                *count += set.rank(row.unwrap_or(part.segment.len()));
            }
            if let Some(all) = before.last_mut() {
                *all += set.count();
            }
        }
        Self { sets, before }
    }

    pub(crate) fn sets(&self) -> &[Arc<RowSet>] {
        &self.sets
    }

    /// Number of members.
    pub(crate) fn count(&self) -> usize {
        self.before.last().map_or(0, |&all| all as usize)
    }

    /// Members that begin before `day`.
    pub(crate) fn before(&self, parts: &Parts, day: Day) -> usize {
        let at = parts.days.partition_point(|&first| first < day.0);
        self.before.get(at).map_or(0, |&count| count as usize)
    }

    /// Members before a row of the same parts.
    pub(crate) fn rank(&self, parts: &Parts, place: Place) -> usize {
        let own = self.sets[place.part].rank(place.row) as usize;
        if self.sets.len() == 1 {
            return own;
        }
        let key = parts.key(place);
        let others = parts.list.iter().zip(&self.sets).enumerate();
        let others = others.filter(|(at, _)| *at != place.part);
        others.fold(own, |sum, (_, (part, set))| {
            sum + set.rank(part.segment.lower_bound(&key)) as usize
        })
    }

    /// The `k`-th member.
    pub(crate) fn select(&self, parts: &Parts, k: usize) -> Option<Place> {
        let k = u32::try_from(k).ok()?;
        if let [set] = &self.sets[..] {
            let row = set.select(k)?;
            return Some(Place { part: 0, row });
        }
        if k as usize >= self.count() {
            return None;
        }
        let day = self.before.partition_point(|&before| before <= k);
        let day = day.checked_sub(1)?;
        self.select_in_day(parts, Day(*parts.days.get(day)?), k - self.before[day])
    }

    /// The `k`-th member among those of one day: each part's members are a
    /// window of ranks, and the median of the widest window halves it. Ends
    /// also where rows of a damaged file are in disorder.
    fn select_in_day(&self, parts: &Parts, day: Day, mut k: u32) -> Option<Place> {
        let each = || parts.list.iter().zip(&self.sets);
        let edge = |day: Day| -> Vec<u32> {
            each()
                .map(|(part, set)| set.rank(part.segment.row_on_or_after(day)))
                .collect()
        };
        let (mut low, mut high) = (edge(day), edge(day.plus(1)));
        if k == 0 {
            // A jump to a day: the first of the first of each part.
            let heads = (0..low.len()).filter(|&part| low[part] < high[part]);
            let heads = heads.filter_map(|part| self.head(parts, part, low[part]));
            return heads
                .min_by_key(|(key, _, _)| *key)
                .map(|(_, _, place)| place);
        }
        loop {
            let part = (0..low.len()).max_by_key(|&part| high[part].saturating_sub(low[part]))?;
            if low[part] >= high[part] {
                return None;
            }
            let middle = low[part] + (high[part] - low[part]) / 2;
            let row = self.sets[part].select(middle)?;
            let pivot = parts.key(Place { part, row });
            let mut cut: Vec<u32> = each()
                .enumerate()
                .map(|(at, (part, set))| {
                    let before = set.rank(part.segment.lower_bound(&pivot));
                    before.min(high[at]).max(low[at])
                })
                .collect();
            cut[part] = middle;
            let below: u32 = cut.iter().zip(&low).map(|(cut, low)| cut - low).sum();
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

    /// Up to `count` members from the `k`-th on: found once, then the parts
    /// are merged.
    pub(crate) fn window(&self, parts: &Parts, k: usize, count: usize) -> Vec<Place> {
        let Some(first) = self.select(parts, k) else {
            return Vec::new();
        };
        let key = parts.key(first);
        let each = parts.list.iter().zip(&self.sets).enumerate();
        let mut heads: Vec<Option<(Key, u32, Place)>> = each
            .map(|(part, (holder, set))| {
                let rank = set.rank(holder.segment.lower_bound(&key));
                self.head(parts, part, rank)
            })
            .collect();
        let mut window = Vec::with_capacity(count.min(self.count() - k));
        while window.len() < count {
            let least = heads.iter().flatten().min_by_key(|(key, _, _)| *key);
            let Some(&(_, rank, place)) = least else {
                break;
            };
            window.push(place);
            heads[place.part] = self.head(parts, place.part, rank + 1);
        }
        window
    }

    /// The nearest member after (or before) a row among some rows of each
    /// part, which ascend.
    pub(crate) fn nearest(
        &self,
        parts: &Parts,
        here: Place,
        forward: bool,
        rows: impl Fn(&Segment) -> &[u32],
    ) -> Option<Place> {
        let key = parts.key(here);
        let each = parts.list.iter().zip(&self.sets).enumerate();
        let found = each.filter_map(|(part, (holder, set))| {
            let rows = rows(&holder.segment);
            let border = match part == here.part {
                true => here.row,
                false => holder.segment.lower_bound(&key),
            };
            let after = rows.partition_point(|&row| row < border);
            let (before, after) = rows.split_at(after);
            let member = |row: &&u32| set.contains(**row) && (part, **row) != (here.part, here.row);
            let row = match forward {
                true => after.iter().find(member),
                false => before.iter().rev().find(member),
            };
            Some(Place { part, row: *row? })
        });
        match forward {
            true => found.min_by_key(|place| parts.key(*place)),
            false => found.max_by_key(|place| parts.key(*place)),
        }
    }

    /// The member of some rank in its part.
    fn head(&self, parts: &Parts, part: usize, rank: u32) -> Option<(Key, u32, Place)> {
        let row = self.sets[part].select(rank)?;
        let place = Place { part, row };
        Some((parts.key(place), rank, place))
    }
}
