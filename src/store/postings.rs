//! Rows by something they have in common: actor, speaker, source.

/// For each of some ids, its rows: strictly increasing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    /// The ids that have rows, ascending.
    ids: Vec<u32>,
    /// End of each id's rows in `rows`.
    ends: Vec<u32>,
    rows: Vec<u32>,
}

impl Postings {
    /// From (id, row) pairs in ascending row order; a pair that repeats
    /// counts once.
    pub(crate) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut postings = Self {
            rows: Vec::with_capacity(pairs.len()),
            ..Self::default()
        };
        for (id, row) in pairs {
            if postings.ids.last() != Some(&id) {
                postings.ids.push(id);
                postings.ends.push(postings.rows.len() as u32);
            }
            postings.rows.push(row);
            if let Some(end) = postings.ends.last_mut() {
                *end = postings.rows.len() as u32;
            }
        }
        postings
    }

    /// The rows of `id`, strictly increasing; empty when it has none.
    pub(crate) fn of(&self, id: u32) -> &[u32] {
        match self.ids.binary_search(&id) {
            Ok(at) => self.slice(at),
            Err(_) => &[],
        }
    }

    fn slice(&self, at: usize) -> &[u32] {
        let start = match at {
            0 => 0,
            _ => self.ends[at - 1] as usize,
        };
        &self.rows[start..self.ends[at] as usize]
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        (self.ids.len() + self.ends.len() + self.rows.len()) * 4
    }
}
