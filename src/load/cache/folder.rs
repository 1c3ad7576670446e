//! The folder of all caches: one folder a corpus in it.

use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use etcetera::BaseStrategy;
use rustc_hash::FxHasher;

use super::manifest;

/// The table of contents of a corpus's folder.
pub const MANIFEST: &str = "manifest";
/// Held by whoever may write into a corpus's folder.
const LOCK: &str = "lock";

/// The user's own cache folder; `None` when there is no home.
pub fn usual() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.cache_dir().join("dateline"))
}

/// The folder of a corpus: by its paths and by the way they are written, for
/// what is kept tells of files in that way.
pub fn of(root: &Path, paths: &[PathBuf]) -> PathBuf {
    let full = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let full: Vec<PathBuf> = paths.iter().map(full).collect();
    // A slash at the end changes nothing.
    let written = paths.iter().map(|path| path.components().collect());
    let written: Vec<PathBuf> = written.collect();
    let mut hasher = FxHasher::default();
    (&full, written).hash(&mut hasher);
    let name = full.first().and_then(|path| path.file_name());
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name: String = name
        .map(|name| {
            name.to_string_lossy()
                .chars()
                .filter(plain)
                .take(40)
                .collect()
        })
        .unwrap_or_default();
    root.join(format!("{name}-{:016x}", hasher.finish()))
}

/// Makes a corpus's folder and takes its lock; `None` when another program
/// has it.
///
/// # Errors
/// When the folder can't be written to.
pub fn lock(folder: &Path) -> io::Result<Option<File>> {
    fs::create_dir_all(folder)?;
    let path = folder.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Writes a file so that it is there whole or as it was.
///
/// # Errors
/// When it can't be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut file = File::create(&part)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    sync_folder(path);
    Ok(())
}

/// Makes a renaming last; where folders can't be synced the system does so
/// in its own time.
pub fn sync_folder(file: &Path) {
    if let Some(folder) = file.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

/// Deletes what a manifest does not name: what a killed program left, and
/// packs that nothing refers to any more.
pub fn sweep(folder: &Path, files: &[&str]) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let known = files.iter().any(|file| name.to_str() == Some(file));
        if !known && name != MANIFEST && name != LOCK {
            // What can't be deleted now is tried again next time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The cache of one corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its folder.
    pub folder: PathBuf,
    /// The paths of the corpus; empty when they can't be told.
    pub paths: Vec<String>,
    /// Bytes of its files.
    pub bytes: u64,
    /// When it was used last.
    pub used: Option<SystemTime>,
}

/// All caches, the one used last first.
pub fn list(root: &Path) -> Vec<Listed> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut all: Vec<Listed> = entries.filter_map(|entry| listed(entry.path())).collect();
    all.sort_by(|a, b| (b.used, &a.folder).cmp(&(a.used, &b.folder)));
    all
}

/// A folder in which nothing but caches' files lie.
fn listed(folder: PathBuf) -> Option<Listed> {
    if !folder.join(LOCK).is_file() {
        return None;
    }
    let files = fs::read_dir(&folder).ok()?.flatten();
    let bytes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
    let bytes = bytes.sum();
    let lock = fs::metadata(folder.join(LOCK)).ok()?;
    let contents = fs::read(folder.join(MANIFEST)).unwrap_or_default();
    Some(Listed {
        paths: manifest::paths(&contents),
        bytes,
        used: lock.modified().ok(),
        folder,
    })
}

/// Deletes a cache unless a program is writing it; whether it is gone.
pub fn delete(folder: &Path) -> bool {
    let Ok(Some(held)) = lock(folder) else {
        return false;
    };
    sweep(folder, &[]);
    let _ = fs::remove_file(folder.join(MANIFEST));
    let _ = fs::remove_file(folder.join(LOCK));
    drop(held);
    fs::remove_dir(folder).is_ok()
}

/// Deletes the caches that were not used for longest until all take no more
/// than `most` bytes; `own` stays.
pub fn trim(root: &Path, own: &Path, most: u64) {
    let mut all = list(root);
    let mut total: u64 = all.iter().map(|listed| listed.bytes).sum();
    while total > most
        && let Some(last) = all.pop()
    {
        if last.folder != own && delete(&last.folder) {
            total -= last.bytes;
        }
    }
}
