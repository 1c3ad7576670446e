//! What a load knows of its files for the next time: which were read before,
//! and where the records of the others come to lie.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::Options;
use super::cache::{Cache, Source, Stored, View};
use super::memory::{Memory, Remembered};
use super::read::Job;
use super::shelf::{self, READ, STORED};
use super::watch::Dirty;
use crate::source::{Notice, Stamp, path};
use crate::store::pack::{self as store, Pack};
use crate::store::record::Packed;

/// The files of a load and their records.
#[derive(Debug, Default)]
pub struct Ledger {
    cache: Option<Cache>,
    /// Files are remembered as they were read, with or without a cache.
    remembers: bool,
    /// What is known without a cache.
    memory: Memory,
    /// Before the files were found.
    opened: Option<SystemTime>,
    stamps: Vec<Option<Stamp>>,
    /// What was stored of each file before.
    pub stored: Vec<Option<Stored>>,
    lines: Vec<Line>,
    line: Line,
    /// Articles so far.
    articles: u32,
}

/// One file as it goes by.
#[derive(Debug, Default)]
struct Line {
    /// The number of its first article, and how many it has.
    first: u32,
    articles: u32,
    /// Its records, their packs numbered as on the shelf.
    stored: Stored,
    /// They can't be told in this way: not all of them are stored, or not in
    /// one piece.
    broken: bool,
    /// Whether the file was the same after it was read; asked once.
    same: Option<bool>,
}

impl Line {
    fn article(&mut self, kept: Option<Packed>) {
        let number = self.articles;
        self.articles += 1;
        self.stored.count += 1;
        let Some(Packed { record, names, .. }) = kept else {
            self.broken = true;
            return;
        };
        let stored = &mut self.stored;
        if number == 0 {
            (stored.pack, stored.at) = (record.pack, record.at);
        }
        self.broken |= stored.pack != record.pack || stored.at + stored.len != record.at;
        stored.len += u64::from(record.len);
        if let Some(names) = names {
            self.named(number, names);
        }
    }

    /// The names of its article of this number; they are of use as long as
    /// those of the articles before it are known.
    fn named(&mut self, number: u32, place: store::Place) {
        let names = self.stored.names.iter();
        if names.map(|names| names.articles).sum::<u32>() == number {
            self.stored.name(place);
        }
    }
}

/// What the files were like when they were found.
pub fn stamps(jobs: &[Job]) -> Vec<Option<Stamp>> {
    let stamp = |job: &Job| match job {
        Job::File(input) => input.stamp,
        Job::Bundled(..) | Job::Stdin => None,
    };
    jobs.iter().map(stamp).collect()
}

impl Ledger {
    /// Opens the cache when the corpus is worth it; what is wrong with it.
    /// `opened` is before the files were found.
    pub fn open(
        options: &Options,
        paths: &[std::path::PathBuf],
        jobs: &[Job],
        opened: SystemTime,
    ) -> (Self, Vec<Notice>) {
        let size: u64 = jobs.iter().map(Job::bytes).sum();
        let remembers = options.watch;
        let Some(choice) = options.cache.as_ref().filter(|choice| size >= choice.least) else {
            let plain = Self {
                remembers,
                opened: Some(opened),
                stamps: if remembers { stamps(jobs) } else { Vec::new() },
                ..Self::default()
            };
            return (plain, Vec::new());
        };
        let (cache, notices) = Cache::open(choice, paths, opened);
        let stamps = stamps(jobs);
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
            remembers,
            opened: Some(opened),
            cache: Some(cache),
            ..Self::default()
        };
        (ledger, notices)
    }

    /// For a load after another one: what that one remembers of the files
    /// that are as they were. `opened` is before the stamps were taken.
    pub fn anew(
        memory: Memory,
        jobs: &[Job],
        stamps: Vec<Option<Stamp>>,
        dirty: &Dirty,
        opened: SystemTime,
    ) -> Self {
        Self {
            remembers: true,
            stored: memory.stored(jobs, &stamps, dirty),
            memory,
            stamps,
            opened: Some(opened),
            ..Self::default()
        }
    }

    /// The packs of what was read before.
    pub fn packs(&self) -> Vec<Arc<Pack>> {
        match &self.cache {
            Some(cache) => cache.packs().to_vec(),
            None => self.memory.packs().to_vec(),
        }
    }

    /// What is to be remembered of the files while the program runs; `packs`
    /// are those of the shelf.
    pub fn remembered(&self, jobs: &[Job], packs: &[Arc<Pack>]) -> Memory {
        let Some(opened) = self.opened.filter(|_| self.remembers) else {
            return Memory::default();
        };
        let files = jobs.iter().zip(&self.lines).enumerate();
        let files = files.map(|(number, (job, line))| {
            let stamp = self.stamps.get(number).copied().flatten();
            let stored = (!line.broken).then(|| line.stored.clone());
            Remembered::new(job, stamp, line.articles, stored)
        });
        Memory::new(files.collect(), packs, opened)
    }

    /// Whether anybody asks for the files later.
    fn keeps(&self) -> bool {
        self.cache.is_some() || self.remembers
    }

    /// The packs for what is read now, by their numbers on the shelf.
    pub fn fresh(&mut self) -> [Pack; STORED as usize] {
        let cache = self.cache.as_mut();
        cache.map_or_else(shelf::temporary, Cache::fresh)
    }

    /// Whether what is stored is to be written anew.
    pub fn gather(&self) -> bool {
        let cache = self.cache.as_ref();
        cache.map_or(self.memory.gather(), |cache| cache.gather)
    }

    /// An article of the file that goes by.
    pub fn article(&mut self, kept: Option<Packed>) {
        self.line.article(kept);
        self.articles += 1;
    }

    /// The names of an article whose file has gone by.
    pub fn named(&mut self, number: u32, place: store::Place) {
        let after = self.lines.partition_point(|line| line.first <= number);
        if let Some(line) = after.checked_sub(1).and_then(|at| self.lines.get_mut(at)) {
            line.named(number - line.first, place);
        }
    }

    /// A notice of the file that goes by.
    pub fn notice(&mut self, notice: &Notice) {
        let keeps = self.keeps();
        let stored = &mut self.line.stored;
        if keeps {
            stored.notices.push((stored.count, notice.clone()));
        }
        stored.count += 1;
    }

    /// The file has gone by.
    pub fn end(&mut self) {
        let next = Line {
            first: self.articles,
            ..Line::default()
        };
        let mut line = std::mem::replace(&mut self.line, next);
        if !self.keeps() {
            return;
        }
        let before = self.stored.get(self.lines.len()).and_then(Option::as_ref);
        line.stored.pack = match before {
            _ if line.articles > 0 => line.stored.pack,
            // Nothing but notices, as before.
            Some(before) if before.len == 0 => before.pack + STORED,
            _ => READ,
        };
        self.lines.push(line);
    }

    /// Keeps what is known so far for the next time; what went wrong.
    pub fn commit(&mut self, jobs: &[Job], fresh: &[Arc<Pack>]) -> Option<Notice> {
        let cache = self.cache.as_mut()?;
        let mut sources = Vec::new();
        let lines = self.lines.iter_mut().zip(jobs).zip(&self.stamps);
        for ((line, job), stamp) in lines {
            let (Job::File(input), Some(stamp)) = (job, stamp) else {
                continue;
            };
            let read = line.stored.pack == READ;
            let same = || !read || Stamp::of(&input.path) == Some(*stamp);
            if line.broken || !*line.same.get_or_insert_with(same) {
                continue;
            }
            sources.push(Source {
                path: path::bytes(&input.path),
                id: input.id.clone(),
                stamp: *stamp,
                stored: line.stored.clone(),
            });
        }
        cache.commit(sources, fresh)
    }

    /// What all files came to the last time, when none of them has changed.
    pub fn view(&self, mark: u64) -> Option<(File, &View)> {
        let all = !self.stored.is_empty() && self.stored.iter().all(Option::is_some);
        let cache = self.cache.as_ref().filter(|_| all)?;
        cache.view(self.stored.len(), mark)
    }

    /// Takes every file as it was the last time; what was remarked on them.
    pub fn take_all(&mut self) -> Vec<Notice> {
        let mut notices = Vec::new();
        for stored in self.stored.iter().flatten() {
            let articles = stored.count - stored.notices.len() as u32;
            notices.extend(stored.notices.iter().map(|(_, notice)| notice.clone()));
            self.lines.push(Line {
                first: self.articles,
                articles,
                stored: stored.clone().renumbered(|pack| STORED + pack),
                ..Line::default()
            });
            self.articles += articles;
        }
        notices
    }

    /// The records of the files that went by, each with the number of its
    /// articles.
    pub fn stretches(&self) -> Vec<(Stored, u32)> {
        let lines = self.lines.iter();
        lines
            .map(|line| (line.stored.clone(), line.articles))
            .collect()
    }

    /// Where everything is kept.
    pub fn folder(&self) -> Option<PathBuf> {
        self.cache.as_ref().map(|cache| cache.folder().to_owned())
    }

    /// A file that goes with the program, for what would take much memory.
    ///
    /// # Errors
    /// When none can be made.
    pub fn scratch(&self) -> std::io::Result<File> {
        let folder = self.folder();
        let beside = folder.and_then(|folder| tempfile::tempfile_in(folder).ok());
        beside.map_or_else(tempfile::tempfile, Ok)
    }

    /// Forgets the files that went by, and what all of them came to.
    pub fn forget(&mut self) {
        if let Some(cache) = &mut self.cache {
            cache.forget_view();
        }
        self.lines.clear();
        self.line = Line::default();
        self.articles = 0;
    }

    /// Keeps what all files came to for the next time; what went wrong.
    pub fn keep_view(
        &mut self,
        mark: u64,
        fresh: &[Arc<Pack>],
        write: impl FnOnce(File) -> std::io::Result<u64>,
    ) -> Option<Notice> {
        let all = self.stored.len();
        let cache = self.cache.as_mut()?;
        cache.keep_view((all, mark), fresh, write)
    }

    /// Nothing more comes for the next time.
    pub fn close(&mut self) {
        if let Some(cache) = &mut self.cache {
            cache.close();
        }
    }
}
