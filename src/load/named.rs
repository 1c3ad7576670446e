//! The names of articles as they were stored.

use std::sync::Arc;

use super::cache::Names;
use super::shelf::STORED;
use crate::actor::Who;
use crate::store::pack::{Pack, Place};
use crate::store::record::{self, Records};

/// The names of one article.
pub struct Named {
    /// The names.
    pub who: Who,
    /// Where their record lies, the pack numbered as on the shelf.
    pub place: Place,
    /// The record.
    pub record: Vec<u8>,
}

/// The names of the first articles of a source, one article after the other.
pub struct StoredNames<'a> {
    packs: &'a [Arc<Pack>],
    stretches: std::slice::Iter<'a, Names>,
    records: Option<Records<'a>>,
    pack: u32,
    /// Articles left in the stretch.
    left: u32,
    /// Whether some were not as they were written; none come after them.
    pub damaged: bool,
}

impl<'a> StoredNames<'a> {
    /// Those in some stretches of packs.
    pub fn new(packs: &'a [Arc<Pack>], stretches: &'a [Names]) -> Self {
        Self {
            packs,
            stretches: stretches.iter(),
            records: None,
            pack: 0,
            left: 0,
            damaged: false,
        }
    }

    /// The names of the next article; `None` where they were not looked for
    /// yet or are damaged.
    pub fn advance(&mut self) -> Option<Named> {
        while self.left == 0 {
            let stretch = self.stretches.next().filter(|_| !self.damaged)?;
            let pack = self.packs.get(stretch.pack as usize);
            self.records = pack.map(|pack| Records::new(pack, stretch.at, stretch.len));
            (self.pack, self.left) = (stretch.pack, stretch.articles);
        }
        self.left -= 1;
        let named = self.read();
        if named.is_none() {
            self.damaged = true;
            self.left = 0;
        }
        named
    }

    fn read(&mut self) -> Option<Named> {
        let (place, record) = self.records.as_mut()?.advance_names()?;
        Some(Named {
            who: record::decode_names(record)?,
            place: Place {
                pack: STORED + self.pack,
                ..place
            },
            record: record.to_vec(),
        })
    }
}
