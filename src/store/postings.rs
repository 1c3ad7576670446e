//! Rows by something they have in common: actor, speaker, source.

/// For each of some ids, its rows: strictly increasing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    /// The ids that have rows, ascending.
    pub(super) ids: Vec<u32>,
    /// End of each id's rows in `rows`.
    pub(super) ends: Vec<u32>,
    pub(super) rows: Vec<u32>,
}

impl Postings {
    /// From (id, row) pairs in ascending row order, none twice.
    pub(crate) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        let most = pairs.iter().map(|(id, _)| *id).max().unwrap_or(0) as usize;
        if most < pairs.len() {
            return Self::counted(&pairs, most + 1);
        }
        pairs.sort_unstable();
        let mut postings = Self {
            rows: Vec::with_capacity(pairs.len()),
            ..Self::default()
        };
        for (id, row) in pairs {
            if postings.ids.last() != Some(&id) {
                postings.ids.push(id);
                postings.ends.push(0);
            }
            postings.rows.push(row);
            if let Some(end) = postings.ends.last_mut() {
                *end = postings.rows.len() as u32;
            }
        }
        postings
    }

    /// The same by counting, when ids are few beside the pairs.
    fn counted(pairs: &[(u32, u32)], ids: usize) -> Self {
        let mut next = vec![0; ids];
        for (id, _) in pairs {
            next[*id as usize] += 1;
        }
        let mut postings = Self {
            rows: vec![0; pairs.len()],
            ..Self::default()
        };
        let mut end = 0;
        for (id, next) in next.iter_mut().enumerate() {
            let count = std::mem::replace(next, end);
            if count > 0 {
                end += count;
                postings.ids.push(id as u32);
                postings.ends.push(end);
            }
        }
        for &(id, row) in pairs {
            let at = &mut next[id as usize];
            postings.rows[*at as usize] = row;
            *at += 1;
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

    /// Every id that has rows with their number, ascending by id.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut start = 0;
        self.ids.iter().zip(&self.ends).map(move |(&id, &end)| {
            let count = end - start;
            start = end;
            (id, count)
        })
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        (self.ids.len() + self.ends.len() + self.rows.len()) * 4
    }
}
