//! The outlets of a corpus.

use rustc_hash::FxHashMap;

/// An outlet of a snapshot: dense, never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct SourceId(pub u32);

/// Outlets by id. Articles without one belong to the outlet with the empty
/// name.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    names: Vec<String>,
    ids: FxHashMap<String, SourceId>,
}

impl Sources {
    /// Number of outlets.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// An outlet's name; empty for "not said".
    pub fn name(&self, id: SourceId) -> &str {
        self.names.get(id.0 as usize).map_or("", String::as_str)
    }

    /// The outlet of exactly this name.
    pub fn find(&self, name: &str) -> Option<SourceId> {
        self.ids.get(name).copied()
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &str)> {
        let names = self.names.iter().enumerate();
        names.map(|(at, name)| (SourceId(at as u32), name.as_str()))
    }

    pub(crate) fn intern(&mut self, name: &str) -> SourceId {
        if let Some(id) = self.find(name) {
            return id;
        }
        let id = SourceId(self.names.len() as u32);
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }
}
