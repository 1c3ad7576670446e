//! Large segments of a load go to files and are read where they lie there, so
//! that what a load takes in memory does not grow with the corpus.

use std::fs::File;
use std::io::{self, BufWriter};
use std::sync::Arc;

use super::dump::{Opened, Sections};
use super::map::Map;
use super::merge::Merge;
use super::order::Part;
use super::{RowSet, Segment, Selection, Snapshot, grow};

/// Segments of so many rows are not merged any more: they can go to files.
pub const LARGE: u32 = grow::LARGEST;

/// Bytes written at once.
const BLOCK: usize = 1 << 18;

impl Snapshot {
    /// The same snapshot, its segments of so many rows or more in files; `file`
    /// makes one that goes with the program. A segment whose file can't be
    /// written stays in memory.
    pub fn spilled(mut self, least: u32, file: &dyn Fn() -> io::Result<File>) -> Self {
        let large = |part: &Part| part.segment.len() >= least && part.segment.is_in_memory();
        if !self.parts().iter().any(large) {
            return self;
        }
        let put_away = |part: &Part| {
            let moved = large(part).then(|| file().and_then(|file| moved(&part.segment, &file)));
            let segment = match moved {
                Some(Ok(segment)) => Arc::new(segment),
                _ => part.segment.clone(),
            };
            Part {
                segment,
                live: part.live.clone(),
            }
        };
        let parts = self.parts().iter().map(put_away).collect();
        self.everything = Selection::everything(self.generation, parts);
        self
    }
}

impl Snapshot {
    /// The same events in one segment, which is fastest to read: for a load
    /// that is complete. Where several segments are of so many rows or more it
    /// goes to a file; the segments stay as they are when that can't be
    /// written, and beside one that is large the others may. A new generation.
    pub fn united(&self, least: u32, file: &dyn Fn() -> io::Result<File>) -> Self {
        let large = |part: &&Part| part.segment.len() >= least;
        if self.parts().iter().filter(large).count() < 2 {
            return self.compacted();
        }
        let mut next = self.clone();
        next.generation += 1;
        let parts = match file().and_then(|file| merged(self.parts(), &file)) {
            Ok(segment) => vec![Part {
                live: Arc::new(RowSet::All(segment.len())),
                segment: Arc::new(segment),
            }],
            Err(_) => self.parts().to_vec(),
        };
        next.everything = Selection::everything(next.generation, parts);
        next
    }
}

/// All live rows of some parts in one segment in a file.
fn merged(parts: &[Part], file: &File) -> io::Result<Segment> {
    let pairs: Vec<_> = parts
        .iter()
        .map(|part| (&*part.segment, &*part.live))
        .collect();
    let mut to = Sections::begin(BufWriter::with_capacity(BLOCK, file))?;
    Merge::of(&pairs).segment(&mut to)?;
    drop(to.end()?);
    opened(file)
}

/// The segment as it is in a file. What was written just now is not verified.
fn moved(segment: &Segment, file: &File) -> io::Result<Segment> {
    let mut to = Sections::begin(BufWriter::with_capacity(BLOCK, file))?;
    segment.dump(&mut to)?;
    drop(to.end()?);
    opened(file)
}

fn opened(file: &File) -> io::Result<Segment> {
    let len = file.metadata()?.len();
    Segment::restored(&mut Opened::open(Map::of(file)?, len)?)
}
