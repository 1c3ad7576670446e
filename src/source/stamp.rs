//! By what one sees that a file has not changed.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// Times that a file system may round to.
const ROUNDING: Duration = Duration::from_secs(2);

/// By what a file is known to be unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u64,
    /// Change of the file's own record and its number, where there are such.
    changed: (i64, i64, u64),
}

impl Stamp {
    /// The stamp of a file as it is now; `None` when it can't be told.
    pub fn of(path: &Path) -> Option<Self> {
        Self::told(&std::fs::metadata(path).ok()?)
    }

    /// The same from what the system told of the file.
    pub(super) fn told(meta: &Metadata) -> Option<Self> {
        if !meta.is_file() {
            return None;
        }
        let since = meta.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH);
        Some(Self {
            size: meta.len(),
            modified: since.ok()?.as_nanos() as u64,
            changed: changed(meta),
        })
    }

    /// The file's size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether the file was left alone for so long before `then` that another
    /// change at the same time can't have gone unnoticed.
    pub fn is_settled(&self, then: SystemTime) -> bool {
        let then = then
            .checked_sub(ROUNDING)
            .and_then(|then| then.duration_since(SystemTime::UNIX_EPOCH).ok());
        then.is_some_and(|then| u128::from(self.modified) < then.as_nanos())
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ctime(), meta.ctime_nsec(), meta.ino())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64, u64) {
    (0, 0, 0)
}
