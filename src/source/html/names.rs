//! What class names, ids and the like say of an element.

use rustc_hash::FxHashMap;

use super::dom::{Dom, NodeId};
use super::keys::{Keys, Said};

/// Attributes that name an element.
const NAMES: [&str; 6] = ["class", "id", "itemprop", "property", "name", "data-testid"];

/// What the names of a page's elements say, each name looked up once.
pub(crate) struct Names<'a> {
    known: FxHashMap<&'a str, Said>,
}

impl<'a> Names<'a> {
    /// Nothing looked up yet.
    pub fn new() -> Self {
        Self {
            known: FxHashMap::default(),
        }
    }

    /// What one name says.
    fn of(&mut self, name: &'a str) -> Said {
        if name.is_empty() {
            return Said::default();
        }
        *self
            .known
            .entry(name)
            .or_insert_with(|| Keys::get().class(name))
    }

    /// What all names of an element say.
    pub fn said(&mut self, dom: &Dom<'a>, id: NodeId) -> Said {
        let mut said = Said::default();
        for (key, value) in dom.attrs(id) {
            if NAMES.iter().any(|name| key.eq_ignore_ascii_case(name)) {
                said = said.or(self.of(value));
            }
        }
        said
    }

    /// What class and id of an element say.
    pub fn class(&mut self, dom: &Dom<'a>, id: NodeId) -> Said {
        let mut said = Said::default();
        for (key, value) in dom.attrs(id) {
            if NAMES[..2].iter().any(|name| key.eq_ignore_ascii_case(name)) {
                said = said.or(self.of(value));
            }
        }
        said
    }
}
