//! What was understood of a corpus, kept for the next time.
//!
//! A corpus's folder holds a manifest and packs of records, one record an
//! article. Packs are written once, under another name until they are whole;
//! the manifest that names them is replaced at once. So a program that is
//! killed leaves at most files that nobody names, and the next one sweeps
//! them up. Each record has a checksum; what fails it is read from its
//! source again. One program at a time writes (a lock that goes with its
//! process); others read what is there. Nothing is lost when the folder is
//! deleted.

mod folder;
mod manifest;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::FxHashMap;

pub use folder::{Listed, delete, list, of as folder_of, usual};
pub use manifest::{Source, Stamp, Stored, also_by};

use crate::source::{Input, Notice, Severity, path};
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
    packs: Vec<Arc<Pack>>,
    by_path: FxHashMap<(Vec<u8>, String), usize>,
    opened: SystemTime,
    /// The records that are used are written into a new pack.
    pub gather: bool,
    /// A pack of this load is being written.
    writing: bool,
}

impl Cache {
    /// Opens the cache of a corpus, and tells what is wrong with it.
    pub fn open(choice: &Choice, paths: &[PathBuf]) -> (Self, Vec<Notice>) {
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
            packs: Vec::new(),
            by_path: FxHashMap::default(),
            opened: SystemTime::now(),
            gather: false,
            writing: false,
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
            let end = source.stored.at.checked_add(source.stored.len);
            let pack = self.packs.get(source.stored.pack as usize);
            if end.zip(pack).is_some_and(|(end, pack)| end <= pack.len()) {
                let key = (source.path.clone(), source.id.clone());
                self.by_path.insert(key, at);
            }
        }
        let total: u64 = known.packs.iter().map(|pack| pack.len).sum();
        let used: u64 = known.sources.iter().map(|source| source.stored.len).sum();
        self.gather = known.packs.len() > PACKS || used < total / 2;
        self.known.packs = known.packs;
        self.known.sources = known.sources;
        self.known.next = known.next;
        trouble
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

    /// A pack for what is understood in this load: a file of the folder, or
    /// one that goes with the program.
    pub fn fresh(&mut self) -> Pack {
        let new = || {
            self.lock.as_ref()?;
            let path = self.folder.join(self.part());
            // What a killed program left under this name; the lock is ours.
            let _ = std::fs::remove_file(&path);
            let mut how = File::options();
            how.create_new(true).read(true).write(true);
            let pack = Pack::over(how.open(path).ok()?, 0);
            pack.append(PACK_MAGIC.to_vec()).ok()?;
            Some(pack)
        };
        let pack = new();
        self.writing = pack.is_some();
        pack.unwrap_or_else(Pack::temporary)
    }

    fn name(&self) -> String {
        format!("pack-{}", self.known.next)
    }

    fn part(&self) -> String {
        format!("{}.part", self.name())
    }

    /// Keeps what a load has understood: the sources in their order, those
    /// that were read with their place in `fresh`, the others as they were
    /// stored. Whatever goes wrong, what was there before stays usable.
    pub fn commit(&mut self, sources: Vec<(Kept, Source)>, fresh: &Pack) -> Option<Notice> {
        self.lock.as_ref()?;
        let outcome = self.try_commit(sources, fresh);
        let told = outcome.err().map(|error| {
            let message = format!("the cache could not be written: {error}");
            remark(&self.folder, message)
        });
        folder::sweep(&self.folder, &self.known.packs);
        folder::trim(&self.root, &self.folder, self.most);
        // Others may write from now on.
        self.lock = None;
        told
    }

    fn try_commit(&mut self, sources: Vec<(Kept, Source)>, fresh: &Pack) -> std::io::Result<()> {
        let settled = |(kept, source): &(Kept, Source)| {
            *kept == Kept::Stored || source.stamp.is_settled(self.opened)
        };
        let sources: Vec<(Kept, Source)> = sources.into_iter().filter(settled).collect();
        let any_fresh = sources.iter().any(|(kept, _)| *kept == Kept::Fresh);
        if let Some(lock) = &self.lock {
            // Tells when it was used last; the order of clearing depends on it.
            let _ = lock.set_modified(SystemTime::now());
        }
        if !any_fresh && sources.len() == self.known.sources.len() {
            return Ok(());
        }
        let mut next = Manifest::new(self.known.paths.clone());
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        if any_fresh {
            let whole = self.writing && fresh.is_whole();
            let file = fresh.file().filter(|_| whole);
            let file = file.ok_or_else(|| std::io::Error::other("the disk took not all of it"))?;
            if fresh.len() > self.most {
                return Err(std::io::Error::other(
                    "the corpus is larger than caches may be",
                ));
            }
            file.sync_all()?;
            std::fs::rename(self.folder.join(self.part()), self.folder.join(self.name()))?;
            next.packs.push(PackInfo {
                name: self.name(),
                len: fresh.len(),
            });
        }
        next.next = self.known.next + 1;
        for (kept, mut source) in sources {
            source.stored.pack = match kept {
                Kept::Fresh => 0,
                Kept::Stored => *numbers.entry(source.stored.pack).or_insert_with(|| {
                    let info = self.known.packs[source.stored.pack as usize].clone();
                    next.packs.push(info);
                    next.packs.len() as u32 - 1
                }),
            };
            next.sources.push(source);
        }
        folder::write_whole(&self.folder.join(folder::MANIFEST), &next.encode())?;
        self.known = next;
        Ok(())
    }
}

/// Where the records of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the pack of this load.
    Fresh,
    /// In a pack of the manifest.
    Stored,
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
        let (mut cache, notices) = Cache::open(&choice, std::slice::from_ref(&article));
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
        let told = cache.commit(vec![(Kept::Fresh, source)], &full);
        let told = told.expect("it can't be written").message;
        assert!(told.contains("could not be written"), "{told}");
        let left: Vec<_> = std::fs::read_dir(folder).expect("it is there").collect();
        assert_eq!(left.len(), 1, "the lock alone");
    }
}
