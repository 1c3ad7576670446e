//! Where the articles of a snapshot lie.

use std::io::{self, Write};

use super::{Opened, Sections, damaged};
use crate::store::shelved::{Shelved, places};
use crate::store::{Articles, Body};

impl Articles {
    /// Writes the places of all articles.
    ///
    /// # Errors
    /// When that fails, or when some article is not in a pack.
    pub(super) fn dump<W: Write>(&self, to: &mut Sections<W>) -> io::Result<()> {
        let (mut rows, mut sources, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
        for kept in self.all() {
            let Body::Packed(packed) = &kept.body else {
                return Err(io::Error::other("an article is in memory alone"));
            };
            rows.push(places(packed));
            sources.push(kept.source);
            hashes.push(kept.hash);
        }
        to.numbers(&rows)?;
        to.numbers(&sources)?;
        to.numbers(&hashes)
    }
}

impl Shelved {
    /// Finds them again; `packs` tells the packs' numbers then and now.
    pub(super) fn restored(from: &mut Opened, packs: Vec<(u32, u32)>) -> io::Result<Self> {
        let shelved = Self {
            places: from.column()?,
            sources: from.column()?,
            hashes: from.column()?,
            packs,
        };
        let count = shelved.places.len();
        let fits = u32::try_from(count).is_ok()
            && [shelved.sources.len(), shelved.hashes.len()] == [count; 2];
        fits.then_some(shelved).ok_or_else(damaged)
    }
}
