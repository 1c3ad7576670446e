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
    /// Articles in it.
    articles: u32,
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
            articles,
            stored,
        }
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
    /// Numbers of the jobs whose files are new or others, these with the
    /// numbers of the articles that they had.
    pub other: Vec<(usize, Option<Range<u32>>)>,
    /// The articles of each file that is gone.
    pub gone: Vec<Range<u32>>,
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
        for file in &mut files {
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
        let numbers = ranges(&self.files);
        let known = self.by_name().zip(self.files.iter().zip(numbers));
        let mut known: FxHashMap<_, _> = known.map(|((key, _), of)| (key, of)).collect();
        let mut other = Vec::new();
        for (at, (job, stamp)) in jobs.iter().zip(stamps).enumerate() {
            match known.remove(&name(job)) {
                Some((file, _)) if self.is_same(file, *stamp, dirty) => {}
                before => other.push((at, before.map(|(_, range)| range))),
            }
        }
        let mut gone: Vec<_> = known.into_values().map(|(_, range)| range).collect();
        gone.sort_by_key(|range| range.start);
        Differences { other, gone }
    }

    /// The articles of a file are shown as they are now, those of a new file
    /// after all others. Its records are nowhere: who loads anew reads it.
    pub fn show(&mut self, job: &Job, stamp: Option<Stamp>, articles: u32) {
        let same = |file: &&mut Remembered| (file.path.as_path(), file.id.as_str()) == name(job);
        match self.files.iter_mut().find(same) {
            Some(file) => (file.stamp, file.stored) = (stamp, None),
            None => self.files.push(Remembered::new(job, stamp, articles, None)),
        }
    }

    /// A change within what the file system's clock can tell apart leaves the
    /// stamp as it is: then the word that there was one decides.
    fn is_same(&self, file: &Remembered, stamp: Option<Stamp>, dirty: &Dirty) -> bool {
        file.stamp == stamp
            && stamp.is_none_or(|stamp| stamp.is_settled(self.taken) || !dirty.names(&file.path))
    }

    fn by_name(&self) -> impl Iterator<Item = ((&Path, &str), &Remembered)> {
        let files = self.files.iter();
        files.map(|file| ((file.path.as_path(), file.id.as_str()), file))
    }

    /// The articles of each file that is in both, in the numbers of the one
    /// and of the other: first number and count.
    pub fn shared(&self, later: &Self) -> Vec<[(u32, u32); 2]> {
        let range = |range: Range<u32>| (range.start, range.end - range.start);
        let known: FxHashMap<(&Path, &str), (u32, u32)> = self
            .by_name()
            .zip(ranges(&self.files))
            .map(|((key, _), of)| (key, range(of)))
            .collect();
        let mut taken = FxHashSet::default();
        let each = later.by_name().zip(ranges(&later.files));
        let shared = each.filter_map(|((key, _), of)| {
            let before = *known.get(&key)?;
            taken.insert(key).then_some([before, range(of)])
        });
        shared.collect()
    }
}

/// The numbers of the articles of each file.
fn ranges(files: &[Remembered]) -> Vec<Range<u32>> {
    let mut next = 0;
    let each = files.iter().map(|file| {
        let first = next;
        next += file.articles;
        first..next
    });
    each.collect()
}
