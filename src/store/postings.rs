//! Rows by something they have in common: actor, speaker, source.

use super::columns::stretch;
use super::map::Column;

/// For each of some ids, its rows: strictly increasing, or in an order of
/// their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    /// The ids that have rows, ascending.
    pub(super) ids: Column<u32>,
    /// End of each id's rows in `rows`.
    pub(super) ends: Column<u32>,
    pub(super) rows: Column<u32>,
}

impl Postings {
    /// From (id, row) pairs in ascending row order, none twice.
    pub(crate) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        let most = pairs.iter().map(|(id, _)| *id).max().unwrap_or(0) as usize;
        if most < pairs.len() {
            return Self::counted(&pairs, most + 1);
        }
        pairs.sort_unstable();
        Self::grouped(pairs.into_iter())
    }

    /// The same by counting, when ids are few beside the pairs.
    fn counted(pairs: &[(u32, u32)], ids: usize) -> Self {
        let mut next = vec![0; ids];
        for (id, _) in pairs {
            next[*id as usize] += 1;
        }
        let (mut known, mut ends) = (Vec::new(), Vec::new());
        let mut end = 0;
        for (id, next) in next.iter_mut().enumerate() {
            let count = std::mem::replace(next, end);
            if count > 0 {
                end += count;
                known.push(id as u32);
                ends.push(end);
            }
        }
        let mut rows = vec![0; pairs.len()];
        for &(id, row) in pairs {
            let at = &mut next[id as usize];
            rows[*at as usize] = row;
            *at += 1;
        }
        Self::of_lists(known, ends, rows)
    }

    /// From rows that stand in their order and the ids of the lists that they
    /// make, ascending.
    pub(crate) fn grouped(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let (mut ids, mut ends, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (id, row)) in (1u32..).zip(pairs) {
            if ids.last() != Some(&id) {
                ids.push(id);
                ends.push(at);
            }
            if let Some(end) = ends.last_mut() {
                *end = at;
            }
            rows.push(row);
        }
        Self::of_lists(ids, ends, rows)
    }

    fn of_lists(ids: Vec<u32>, ends: Vec<u32>, rows: Vec<u32>) -> Self {
        Self {
            ids: ids.into(),
            ends: ends.into(),
            rows: rows.into(),
        }
    }

    /// The rows of `id`; empty when it has none.
    pub(crate) fn of(&self, id: u32) -> &[u32] {
        self.find(id).unwrap_or_default()
    }

    /// The rows of `id`, when it has any.
    pub(crate) fn find(&self, id: u32) -> Option<&[u32]> {
        let at = self.ids.binary_search(&id).ok()?;
        Some(stretch(&self.rows, &self.ends, at))
    }

    /// One more than the greatest id that has rows.
    pub(crate) fn end(&self) -> u32 {
        self.ids.last().map_or(0, |last| last.saturating_add(1))
    }

    /// Every id that has rows with their number, ascending by id.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut start = 0;
        self.ids
            .iter()
            .zip(self.ends.iter())
            .map(move |(&id, &end)| {
                let count = end.saturating_sub(start);
                start = end;
                (id, count)
            })
    }

    /// Every id that has rows with them, ascending by id.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let each = self.ids.iter().enumerate();
        each.map(|(at, &id)| (id, stretch(&self.rows, &self.ends, at)))
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        (self.ids.len() + self.ends.len() + self.rows.len()) * 4
    }
}
