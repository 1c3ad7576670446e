//! What was understood of a corpus, kept for the next time.
//!
//! A corpus's folder holds a manifest and packs of records, two records an
//! article: what it says, and its names, which come later. Packs only grow,
//! and only in the load that made them, under another name until a manifest
//! tells how far they are whole; the manifest is replaced at once. So a
//! program that is killed leaves at most bytes that nobody names, and the
//! next one sweeps them up or passes over them. Each record has a checksum; what fails it is read from its
//! source again. One program at a time writes (a lock that goes with its
//! process); others read what is there. Nothing is lost when the folder is
//! deleted.

mod commit;
mod folder;
mod manifest;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::FxHashMap;

pub use folder::{Listed, delete, list, of as folder_of, usual};
pub use manifest::{Names, Source, Stored, View, also_by};

use super::shelf::{AMENDED, NAMES, READ, STORED};
use crate::source::{Input, Notice, Severity, Stamp, path};
use crate::store::pack::Pack;
use manifest::{Manifest, PACK_MAGIC, PackInfo};

/// More packs than this are written into one.
const PACKS: usize = 12;

/// Where what is understood is kept for the next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The folder of all caches.
    pub root: PathBuf,
    /// A corpus of fewer bytes is read anew each time.
    pub least: u64,
    /// What all caches together may take, in bytes.
    pub most: u64,
}

/// The cache of one corpus while it is loaded.
#[derive(Debug)]
pub struct Cache {
    root: PathBuf,
    folder: PathBuf,
    most: u64,
    /// Held while this load may write.
    lock: Option<File>,
    known: Manifest,
    /// The packs there were when it was opened.
    stored: Vec<PackInfo>,
    /// The numbers on the shelf of the packs of the manifest.
    numbers: Vec<u32>,
    packs: Vec<Arc<Pack>>,
    /// Number of the packs of this load.
    number: u64,
    by_path: FxHashMap<(Vec<u8>, String), usize>,
    opened: SystemTime,
    /// The records that are used are written into a new pack.
    pub gather: bool,
    /// The packs of this load, as far as they are files of the folder.
    writing: [Option<Writing>; STORED as usize],
}

/// A pack of this load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    /// Nobody names it yet.
    Part,
    /// It has its own name.
    Named,
}

/// What the packs of a load are called, by their numbers on the shelf.
const CALLED: [&str; STORED as usize] = {
    let mut called = [""; STORED as usize];
    called[READ as usize] = "pack";
    called[AMENDED as usize] = "amended";
    called[NAMES as usize] = "names";
    called
};

impl Cache {
    /// Opens the cache of a corpus, and tells what is wrong with it.
    /// `opened` is before its files were found.
    pub fn open(choice: &Choice, paths: &[PathBuf], opened: SystemTime) -> (Self, Vec<Notice>) {
        let folder = folder::of(&choice.root, paths);
        let mut notices = Vec::new();
        let lock = folder::lock(&folder).unwrap_or_else(|error| {
            let message = format!("no cache can be kept here: {error}");
            notices.push(remark(&folder, message));
            None
        });
        let named = paths.iter().map(|path| path.display().to_string());
        let mut cache = Self {
            root: choice.root.clone(),
            most: choice.most,
            lock,
            known: Manifest::new(named.collect()),
            stored: Vec::new(),
            numbers: Vec::new(),
            packs: Vec::new(),
            number: 0,
            by_path: FxHashMap::default(),
            opened,
            gather: false,
            writing: [None; STORED as usize],
            folder,
        };
        if let Some(what) = cache.read() {
            notices.push(remark(&cache.folder, what));
        }
        (cache, notices)
    }

    /// Reads manifest and packs; what is wrong with them.
    fn read(&mut self) -> Option<String> {
        let bytes = match std::fs::read(self.folder.join(folder::MANIFEST)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => return Some(format!("the cache can't be read: {error}")),
        };
        let known = match Manifest::decode(&bytes) {
            Ok(known) => known,
            Err(why) => return Some(format!("the cache is made anew: {why}")),
        };
        let mut trouble = None;
        for info in &known.packs {
            let pack = open_pack(&self.folder.join(&info.name), info.len);
            if pack.is_none() {
                trouble = Some("part of the cache is damaged; it is made anew".to_owned());
            }
            self.packs.push(Arc::new(pack.unwrap_or_default()));
        }
        for (at, source) in known.sources.iter().enumerate() {
            let stored = &source.stored;
            let names = stored.names.iter();
            let mut stretches = names
                .map(|names| (names.pack, names.at, names.len))
                .chain([(stored.pack, stored.at, stored.len)]);
            let whole = stretches.all(|(pack, at, len)| {
                let pack = self.packs.get(pack as usize);
                let end = at.checked_add(len);
                end.zip(pack).is_some_and(|(end, pack)| end <= pack.len())
            });
            if whole {
                let key = (source.path.clone(), source.id.clone());
                self.by_path.insert(key, at);
            }
        }
        let total: u64 = known.packs.iter().map(|pack| pack.len).sum();
        let used: u64 = known
            .sources
            .iter()
            .map(|source| source.stored.bytes())
            .sum();
        self.gather = known.packs.len() > PACKS || used < total / 2;
        self.known.packs = known.packs;
        self.numbers = (STORED..).take(self.known.packs.len()).collect();
        self.known.sources = known.sources;
        self.known.view = known.view;
        self.number = known.next;
        self.stored = self.known.packs.clone();
        trouble
    }

    /// The folder of this corpus.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The packs of the manifest, by number.
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// The records of a source that has not changed since they were made.
    pub fn stored(&self, input: &Input, stamp: &Stamp) -> Option<Stored> {
        let key = (path::bytes(&input.path), input.id.clone());
        let source = &self.known.sources[*self.by_path.get(&key)?];
        (source.stamp == *stamp).then(|| source.stored.clone())
    }

    /// What all sources came to, when exactly so many are all there is and
    /// nothing else is different.
    pub fn view(&self, sources: usize, mark: u64) -> Option<(File, &View)> {
        let view = self.known.view.as_ref().filter(|view| view.mark == mark)?;
        let same = !self.gather && sources == self.known.sources.len();
        let file = File::open(self.folder.join(&view.name))
            .ok()
            .filter(|_| same)?;
        Some((file, view))
    }

    /// What all sources came to is damaged and kept anew.
    pub fn forget_view(&mut self) {
        self.known.view = None;
    }

    /// The packs for what is understood in this load, by their numbers on the
    /// shelf: files of the folder, or such as go with the program.
    pub fn fresh(&mut self) -> [Pack; STORED as usize] {
        let new = |called: &str| {
            self.lock.as_ref()?;
            let path = self.folder.join(self.part(called));
            // What a killed program left under this name; the lock is ours.
            let _ = std::fs::remove_file(&path);
            let mut how = File::options();
            how.create_new(true).read(true).write(true);
            let pack = Pack::over(how.open(path).ok()?, 0);
            pack.append(PACK_MAGIC.to_vec()).ok()?;
            Some(pack)
        };
        let packs = CALLED.map(new);
        self.writing = packs
            .each_ref()
            .map(|pack| pack.as_ref().map(|_| Writing::Part));
        packs.map(|pack| pack.unwrap_or_else(Pack::temporary))
    }

    fn name(&self, called: &str) -> String {
        format!("{called}-{}", self.number)
    }

    fn part(&self, called: &str) -> String {
        format!("{}.part", self.name(called))
    }
}

fn open_pack(path: &Path, len: u64) -> Option<Pack> {
    let file = File::open(path).ok()?;
    let there = file.metadata().ok()?.len();
    if there < len {
        return None;
    }
    let pack = Pack::over(file, len);
    let mut magic = [0; PACK_MAGIC.len()];
    pack.read(0, &mut magic).ok()?;
    (magic == *PACK_MAGIC).then_some(pack)
}

/// A notice about the cache: nothing is wrong with the corpus.
fn remark(folder: &Path, message: String) -> Notice {
    Notice {
        path: folder.to_owned(),
        line: 0,
        severity: Severity::Info,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_full_leaves_what_was_there() {
        let root = tempfile::tempdir().expect("a folder");
        let choice = Choice {
            root: root.path().to_owned(),
            least: 0,
            most: u64::MAX,
        };
        let article = root.path().join("a.txt");
        std::fs::write(&article, "x").expect("written");
        let (mut cache, notices) =
            Cache::open(&choice, std::slice::from_ref(&article), SystemTime::now());
        assert!(notices.is_empty());
        cache.fresh();
        cache.opened += std::time::Duration::from_secs(60);
        // A file that takes nothing.
        let full = Pack::over(File::open(&article).expect("it is there"), 0);
        assert!(full.append(b"record".to_vec()).is_err());
        let source = Source {
            path: path::bytes(&article),
            id: "a".to_owned(),
            stamp: Stamp::of(&article).expect("it is there"),
            stored: Stored::default(),
        };
        let folder = cache.folder.clone();
        let fresh = [full, Pack::in_memory(), Pack::in_memory()].map(Arc::new);
        let told = cache.commit(vec![source], &fresh);
        cache.close();
        let told = told.expect("it can't be written").message;
        assert!(told.contains("could not be written"), "{told}");
        let left: Vec<_> = std::fs::read_dir(folder).expect("it is there").collect();
        assert_eq!(left.len(), 1, "the lock alone");
    }
}
