//! What a load knows of its files for the next time: which were read before,
//! and where the records of the others come to lie.

use std::sync::Arc;

use super::Options;
use super::analyse::Record;
use super::cache::{Cache, Kept, Source, Stamp, Stored};
use super::read::Job;
use crate::source::{Notice, path};
use crate::store::pack::Pack;
use crate::store::record::Packed;

/// The files of a load and their records.
#[derive(Debug, Default)]
pub struct Ledger {
    cache: Option<Cache>,
    stamps: Vec<Option<Stamp>>,
    /// What was stored of each file before.
    pub stored: Vec<Option<Stored>>,
    lines: Vec<Line>,
    line: Line,
}

/// One file as it goes by.
#[derive(Debug, Default)]
struct Line {
    count: u32,
    notices: Vec<(u32, Notice)>,
    fresh: Option<(u64, u64)>,
    stored: bool,
    /// Something of it can't be stored.
    broken: bool,
}

impl Ledger {
    /// Opens the cache when the corpus is worth it; what is wrong with it.
    pub fn open(
        options: &Options,
        paths: &[std::path::PathBuf],
        jobs: &[Job],
    ) -> (Self, Vec<Notice>) {
        let size: u64 = jobs.iter().map(Job::bytes).sum();
        let Some(choice) = options.cache.as_ref().filter(|choice| size >= choice.least) else {
            return Default::default();
        };
        let (cache, notices) = Cache::open(choice, paths);
        let stamp = |job: &Job| match job {
            Job::File(input) => Stamp::of(&input.path),
            Job::Bundled(..) | Job::Stdin => None,
        };
        let stamps: Vec<Option<Stamp>> = jobs.iter().map(stamp).collect();
        let stored = jobs
            .iter()
            .zip(&stamps)
            .map(|(job, stamp)| match (job, stamp) {
                (Job::File(input), Some(stamp)) => cache.stored(input, stamp),
                _ => None,
            });
        let stored = stored.collect();
        let ledger = Self {
            stored,
            stamps,
            cache: Some(cache),
            ..Self::default()
        };
        (ledger, notices)
    }

    /// The packs of what was read before.
    pub fn packs(&self) -> Vec<Arc<Pack>> {
        let cache = self.cache.as_ref();
        cache.map_or_else(Vec::new, |cache| cache.packs().to_vec())
    }

    /// A pack for what is read now.
    pub fn fresh(&mut self) -> Pack {
        let cache = self.cache.as_mut();
        cache.map_or_else(Pack::temporary, Cache::fresh)
    }

    /// Whether what is stored is to be written anew.
    pub fn gather(&self) -> bool {
        self.cache.as_ref().is_some_and(|cache| cache.gather)
    }

    /// An article of the file that goes by.
    pub fn article(&mut self, was: Was, kept: Option<Packed>) {
        self.line.count += 1;
        match (was, kept) {
            (Was::Stored, _) => self.line.stored = true,
            (Was::Fresh, Some(packed)) => {
                let record = packed.record;
                let end = record.at + u64::from(record.len);
                let from = self.line.fresh.map_or(record.at, |(from, _)| from);
                self.line.fresh = Some((from, end));
            }
            (Was::Fresh, None) => self.line.broken = true,
        }
    }

    /// A notice of the file that goes by.
    pub fn notice(&mut self, notice: &Notice) {
        if self.cache.is_some() {
            self.line.notices.push((self.line.count, notice.clone()));
        }
        self.line.count += 1;
    }

    /// The file has gone by.
    pub fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.cache.is_some() {
            self.lines.push(line);
        }
    }

    /// Keeps everything for the next time; what went wrong.
    pub fn commit(&mut self, jobs: &[Job], fresh: &Pack) -> Option<Notice> {
        let cache = self.cache.as_mut()?;
        let mut sources = Vec::new();
        let lines = std::mem::take(&mut self.lines);
        for (number, line) in lines.into_iter().enumerate() {
            let (Some(Job::File(input)), Some(&Some(stamp))) =
                (jobs.get(number), self.stamps.get(number))
            else {
                continue;
            };
            let stored = self.stored[number].take();
            // Partly damaged, or changed while it was read: next time.
            let mixed = line.stored && line.fresh.is_some();
            if line.broken || mixed {
                continue;
            }
            let only_notices = line.fresh.is_none() && !line.stored;
            let (kept, stored) = match stored {
                Some(stored) if line.stored || only_notices && stored.len == 0 => {
                    (Kept::Stored, stored)
                }
                _ => {
                    if Stamp::of(&input.path) != Some(stamp) {
                        continue;
                    }
                    let (from, to) = line.fresh.unwrap_or_default();
                    let fresh = Stored {
                        pack: 0,
                        at: from,
                        len: to - from,
                        count: line.count,
                        notices: line.notices,
                    };
                    (Kept::Fresh, fresh)
                }
            };
            let source = Source {
                path: path::bytes(&input.path),
                id: input.id.clone(),
                stamp,
                stored,
            };
            sources.push((kept, source));
        }
        cache.commit(sources, fresh)
    }
}

/// Where an article came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// Its source.
    Fresh,
    /// The cache.
    Stored,
}

impl Was {
    /// Where the record came from.
    pub fn of(record: &Record) -> Self {
        match record {
            Record::Fresh(_) => Self::Fresh,
            Record::Stored(_) => Self::Stored,
        }
    }
}
