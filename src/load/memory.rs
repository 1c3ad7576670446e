//! The files of a corpus as they were read, kept while the program runs: what
//! is loaded anew takes from here what did not change.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cache::Stored;
use super::read::Job;
use super::watch::Dirty;
use crate::source::Stamp;
use crate::store::pack::Pack;

/// More packs than this are written into one at the next load.
const PACKS: usize = 12;

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Remembered {
    path: PathBuf,
    id: String,
    stamp: Option<Stamp>,
    /// The numbers of its articles.
    first: Range<u32>,
    /// Those of articles that were shown later, after all others.
    more: Vec<Range<u32>>,
    /// It is no more, and its articles are shown without events.
    gone: bool,
    /// Its records; `None` when it must be read again.
    stored: Option<Stored>,
}

impl Remembered {
    /// The file of a job, with what was found in it.
    pub fn new(job: &Job, stamp: Option<Stamp>, articles: u32, stored: Option<Stored>) -> Self {
        let (path, id) = name(job);
        Self {
            path: path.to_owned(),
            id: id.to_owned(),
            stamp,
            first: 0..articles,
            more: Vec::new(),
            gone: false,
            stored,
        }
    }

    /// The numbers of its articles, in its own order.
    pub fn articles(&self) -> impl Iterator<Item = u32> {
        let more = self.more.iter().cloned();
        std::iter::once(self.first.clone()).chain(more).flatten()
    }

    /// Its size in bytes, where that is known.
    pub fn size(&self) -> Option<u64> {
        self.stamp.map(|stamp| stamp.size())
    }
}

/// What a job is found by.
fn name(job: &Job) -> (&Path, &str) {
    match job {
        Job::File(input) => (&input.path, &input.id),
        Job::Bundled(name, _) => (Path::new(""), name),
        Job::Stdin => (Path::new("-"), "-"),
    }
}

/// In what files differ from those that were read.
#[derive(Debug)]
pub struct Differences {
    /// Numbers of the jobs whose files are new or others, these with their
    /// numbers among the files that were read.
    pub other: Vec<(usize, Option<usize>)>,
    /// The numbers of the files that are gone.
    pub gone: Vec<usize>,
}

/// All files of a corpus as they were read.
#[derive(Clone, Debug)]
pub struct Memory {
    files: Vec<Remembered>,
    /// The packs that the records lie in; none is without any.
    packs: Vec<Arc<Pack>>,
    /// When the stamps were taken.
    taken: SystemTime,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new(Vec::new(), &[], SystemTime::UNIX_EPOCH)
    }
}

impl Memory {
    /// Files in order; their records are numbered among `packs`.
    pub fn new(mut files: Vec<Remembered>, packs: &[Arc<Pack>], taken: SystemTime) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut used = Vec::new();
        let mut next = 0;
        for file in &mut files {
            let first = next;
            next += file.first.end - file.first.start;
            file.first = first..next;
            let known = file.stored.take();
            file.stored = known.map(|stored| {
                stored.renumbered(|pack| {
                    *numbers.entry(pack).or_insert_with(|| {
                        // A number that the shelf does not know is nobody's.
                        used.push(packs.get(pack as usize).cloned().unwrap_or_default());
                        used.len() as u32 - 1
                    })
                })
            });
        }
        Self {
            files,
            packs: used,
            taken,
        }
    }

    /// The packs of all records.
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// Whether the records are better written anew: they lie in many packs or
    /// among much that nobody needs.
    pub fn gather(&self) -> bool {
        let total: u64 = self.packs.iter().map(|pack| pack.len()).sum();
        let stored = self.files.iter().filter_map(|file| file.stored.as_ref());
        let used: u64 = stored.map(Stored::bytes).sum();
        self.packs.len() > PACKS || used < total / 2
    }

    /// The records of those jobs whose files are as they were.
    pub fn stored(
        &self,
        jobs: &[Job],
        stamps: &[Option<Stamp>],
        dirty: &Dirty,
    ) -> Vec<Option<Stored>> {
        let known: FxHashMap<(&Path, &str), &Remembered> = self.by_name().collect();
        let each = jobs.iter().zip(stamps).map(|(job, stamp)| {
            let file = known.get(&name(job))?;
            let same = self.is_same(file, *stamp, dirty);
            file.stored.clone().filter(|_| same)
        });
        each.collect()
    }

    /// Whether these are the files that were read, all as they were.
    pub fn holds(&self, jobs: &[Job], stamps: &[Option<Stamp>], dirty: &Dirty) -> bool {
        let same = |(file, (job, stamp)): (&Remembered, (&Job, &Option<Stamp>))| {
            (file.path.as_path(), file.id.as_str()) == name(job)
                && self.is_same(file, *stamp, dirty)
        };
        self.files.len() == jobs.len() && self.files.iter().zip(jobs.iter().zip(stamps)).all(same)
    }

    /// In what the files differ from those that were read.
    pub fn differences(
        &self,
        jobs: &[Job],
        stamps: &[Option<Stamp>],
        dirty: &Dirty,
    ) -> Differences {
        let known = self.by_name().enumerate();
        let mut known: FxHashMap<_, _> = known.map(|(at, (key, _))| (key, at)).collect();
        let mut other = Vec::new();
        for (number, (job, stamp)) in jobs.iter().zip(stamps).enumerate() {
            match known.remove(&name(job)) {
                Some(at) if self.is_same(&self.files[at], *stamp, dirty) => {}
                before => other.push((number, before)),
            }
        }
        let mut gone: Vec<_> = known.into_values().collect();
        gone.retain(|&at| !self.files[at].gone);
        gone.sort_unstable();
        Differences { other, gone }
    }

    /// The file of a number.
    pub fn file(&self, at: usize) -> &Remembered {
        &self.files[at]
    }

    /// The articles of a file (its number, unless it is new) are shown as they
    /// are now, some new ones after all others. Its records are nowhere: who
    /// loads anew reads it.
    pub fn show(
        &mut self,
        (job, at): (&Job, Option<usize>),
        stamp: Option<Stamp>,
        new: Range<u32>,
    ) {
        let Some(file) = at.and_then(|at| self.files.get_mut(at)) else {
            let file = Remembered::new(job, stamp, 0, None);
            self.files.push(Remembered { first: new, ..file });
            return;
        };
        (file.stamp, file.stored, file.gone) = (stamp, None, false);
        match file.more.last_mut() {
            Some(last) if last.end == new.start => last.end = new.end,
            _ if new.is_empty() => {}
            _ => file.more.push(new),
        }
    }

    /// The articles of a file that is gone are shown without events.
    pub fn take_away(&mut self, at: usize) {
        self.files[at].gone = true;
    }

    /// A change within what the file system's clock can tell apart leaves the
    /// stamp as it is: then the word that there was one decides.
    fn is_same(&self, file: &Remembered, stamp: Option<Stamp>, dirty: &Dirty) -> bool {
        !file.gone
            && file.stamp == stamp
            && stamp.is_none_or(|stamp| stamp.is_settled(self.taken) || !dirty.names(&file.path))
    }

    fn by_name(&self) -> impl Iterator<Item = ((&Path, &str), &Remembered)> {
        let files = self.files.iter();
        files.map(|file| ((file.path.as_path(), file.id.as_str()), file))
    }

    /// Each file that is in both, as it is in the one and in the other.
    pub fn shared<'a>(&'a self, later: &'a Self) -> Vec<[&'a Remembered; 2]> {
        let known: FxHashMap<(&Path, &str), &Remembered> = self.by_name().collect();
        let mut taken = FxHashSet::default();
        let shared = later.by_name().filter_map(|(key, file)| {
            let before = *known.get(&key)?;
            taken.insert(key).then_some([before, file])
        });
        shared.collect()
    }
}
