//! Where the builder puts articles away: packs on disk, so that memory holds
//! events and names, not texts.

use std::sync::Arc;

use crate::event::Analysis;
use crate::source::{Notice, Severity};
use crate::store::Body;
use crate::store::pack::{Pack, Place};
use crate::store::record::{self, Packed};

/// Bytes gathered before they are written.
const GATHER: usize = 1 << 20;

/// The pack of articles as they were read.
pub const READ: u32 = 0;
/// The pack of articles that were understood otherwise since.
pub const AMENDED: u32 = 1;
/// The pack of the names found in them.
pub const NAMES: u32 = 2;
/// The first of the packs that were there before.
pub const STORED: u32 = 3;

/// The packs of a load, and what waits to be written to them.
#[derive(Debug)]
pub struct Shelf {
    packs: Arc<Vec<Arc<Pack>>>,
    waiting: [Vec<u8>; STORED as usize],
    /// What went wrong in writing.
    trouble: Option<String>,
}

/// Packs that go with the program.
pub fn temporary() -> [Pack; STORED as usize] {
    std::array::from_fn(|_| Pack::temporary())
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new(temporary(), &[])
    }
}

impl Shelf {
    /// A shelf that writes into `fresh` (by number) and knows the articles in
    /// some other packs.
    pub fn new(fresh: [Pack; STORED as usize], stored: &[Arc<Pack>]) -> Self {
        let own = fresh.map(Arc::new);
        Self {
            packs: Arc::new(own.into_iter().chain(stored.iter().cloned()).collect()),
            waiting: Default::default(),
            trouble: None,
        }
    }

    /// The packs, by number.
    pub fn packs(&self) -> &Arc<Vec<Arc<Pack>>> {
        &self.packs
    }

    /// Puts an article's record away, and that of its names when they were
    /// looked for; readable after [`Shelf::flush`].
    pub fn add(&mut self, record: Vec<u8>, names: Option<Vec<u8>>) -> Option<Packed> {
        let (text, _, _) = record::head(&record)?;
        let packed = Packed::whole(self.write(READ, record), text);
        let names = names.map(|names| self.add_names(names));
        Some(Packed { names, ..packed })
    }

    /// Puts the names of an article away; readable after [`Shelf::flush`].
    pub fn add_names(&mut self, names: Vec<u8>) -> Place {
        self.write(NAMES, names)
    }

    /// Puts an article away that is understood otherwise than before.
    pub fn amend(&mut self, mut analysis: Analysis, before: &Body) -> Body {
        analysis.events = Vec::new();
        let Body::Packed(packed) = before else {
            return Body::Live(Arc::new(analysis));
        };
        let record = record::encode(&mut analysis, false);
        if record.is_empty() {
            return Body::Live(Arc::new(analysis));
        }
        let names = packed.names.map(|_| record::encode_names(&analysis.who));
        Body::Packed(Packed {
            record: self.write(AMENDED, record),
            names: names.map(|names| self.write(AMENDED, names)),
            ..*packed
        })
    }

    fn write(&mut self, pack: u32, record: Vec<u8>) -> Place {
        let waiting = &mut self.waiting[pack as usize];
        let place = Place {
            pack,
            len: record.len() as u32,
            at: self.packs[pack as usize].len() + waiting.len() as u64,
        };
        waiting.extend(record);
        if waiting.len() >= GATHER {
            self.flush();
        }
        place
    }

    /// Makes everything put away readable.
    pub fn flush(&mut self) {
        for (pack, waiting) in self.packs.iter().zip(&mut self.waiting) {
            if waiting.is_empty() {
                continue;
            }
            if let Err(error) = pack.append(std::mem::take(waiting)) {
                self.trouble = Some(error.to_string());
            }
        }
    }

    /// What went wrong since this was last asked.
    pub fn trouble(&mut self) -> Option<Notice> {
        let error = self.trouble.take()?;
        Some(Notice {
            path: std::env::temp_dir(),
            line: 0,
            severity: Severity::Warning,
            message: format!("can't write here ({error}); articles are kept in memory instead"),
        })
    }
}
