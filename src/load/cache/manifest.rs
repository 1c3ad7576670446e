//! The table of contents of a corpus's cache.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::source::{Notice, Stamp};
use crate::store::pack::Place;

/// Opens every manifest; the number is the version of the form of all files.
const MAGIC: &[u8; 8] = b"dtlnman\x02";
/// Opens every pack.
pub const PACK_MAGIC: &[u8; 16] = b"dateline pack\n\x00\x01";

/// What articles were understood by: a hash of the program's own sources and
/// of everything in `assets/`.
const RULES: &str = env!("DATELINE_RULES");

/// The same of the user's own words and names.
static OWN: OnceLock<u32> = OnceLock::new();

/// Tells, once and before anything is loaded, which folders of the user's own
/// words and names the articles are understood by besides the built-in ones.
pub fn also_by(folders: &[PathBuf]) {
    let mut hasher = crc32fast::Hasher::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            hasher.update(file.to_string_lossy().as_bytes());
            hasher.update(&fs::read(file).unwrap_or_default());
        }
    }
    // A second call changes nothing: what is loaded was understood by the first.
    let _ = OWN.set(hasher.finalize());
}

fn rules() -> String {
    format!("{RULES}{:08x}", OWN.get().copied().unwrap_or_default())
}

/// What is in a corpus's cache.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// What the articles were understood by.
    rules: String,
    /// The paths of the corpus, for people.
    pub paths: Vec<String>,
    /// Number of the next pack.
    pub next: u64,
    /// The packs.
    pub packs: Vec<PackInfo>,
    /// The sources.
    pub sources: Vec<Source>,
    /// What all of them came to, when that is kept.
    pub view: Option<View>,
}

/// What a corpus came to: a snapshot in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its file's name.
    pub name: String,
    /// The file's length in bytes.
    pub len: u64,
    /// What else it depends on: the user's word, and how the corpus was read.
    pub mark: u64,
    /// The packs that it refers to by their numbers on the shelf, by number
    /// in the manifest.
    pub packs: Vec<u32>,
}

/// One pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackInfo {
    /// Its file's name.
    pub name: String,
    /// Its length in bytes.
    pub len: u64,
}

/// One file of the corpus as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file's path as bytes.
    pub path: Vec<u8>,
    /// The id of its article, or the beginning of the ids of its articles.
    pub id: String,
    /// What the file was like.
    pub stamp: Stamp,
    /// Where the records of its articles lie.
    pub stored: Stored,
}

/// The records of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Number of the pack among those of the manifest.
    pub pack: u32,
    /// Offset of the first record.
    pub at: u64,
    /// Bytes of all of them.
    pub len: u64,
    /// Number of articles and notices.
    pub count: u32,
    /// The notices and their places among the articles.
    pub notices: Vec<(u32, Notice)>,
    /// Where the names of its first articles lie; those of the others were
    /// not looked for yet.
    pub names: Vec<Names>,
}

/// Records of names that lie one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Number of the pack.
    pub pack: u32,
    /// Offset of the first.
    pub at: u64,
    /// Bytes of all of them.
    pub len: u64,
    /// Number of articles.
    pub articles: u32,
}

impl Stored {
    /// The same with other numbers for its packs.
    pub fn renumbered(mut self, mut number: impl FnMut(u32) -> u32) -> Self {
        self.pack = number(self.pack);
        for names in &mut self.names {
            names.pack = number(names.pack);
        }
        self
    }

    /// Bytes of everything that is stored.
    pub fn bytes(&self) -> u64 {
        self.len + self.names.iter().map(|names| names.len).sum::<u64>()
    }

    /// Notes where the names of the next article lie.
    pub fn name(&mut self, place: Place) {
        let len = u64::from(place.len);
        match self.names.last_mut() {
            Some(last) if last.pack == place.pack && last.at + last.len == place.at => {
                last.len += len;
                last.articles += 1;
            }
            _ => self.names.push(Names {
                pack: place.pack,
                at: place.at,
                len,
                articles: 1,
            }),
        }
    }
}

impl Manifest {
    /// An empty one under the rules of this program.
    pub fn new(paths: Vec<String>) -> Self {
        Self {
            rules: rules(),
            paths,
            ..Self::default()
        }
    }

    /// The names of the files that it refers to.
    pub fn files(&self) -> Vec<&str> {
        let packs = self.packs.iter().map(|pack| pack.name.as_str());
        packs
            .chain(self.view.iter().map(|view| view.name.as_str()))
            .collect()
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        // Every field has a form; only writing to a file could fail, and an
        // empty file is a damaged one.
        let payload = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((payload.len() as u64).to_le_bytes());
        bytes.extend(crc32fast::hash(&payload).to_le_bytes());
        bytes.extend(payload);
        bytes
    }

    /// Reads one.
    ///
    /// # Errors
    /// Why it can't be used, for people.
    pub fn decode(bytes: &[u8]) -> Result<Self, &'static str> {
        const DAMAGED: &str = "it is damaged";
        let (magic, rest) = bytes.split_at_checked(8).ok_or(DAMAGED)?;
        if magic[..7] != MAGIC[..7] {
            return Err(DAMAGED);
        }
        if magic != MAGIC {
            return Err("another version of the program wrote it");
        }
        let (len, rest) = rest.split_at_checked(8).ok_or(DAMAGED)?;
        let (sum, payload) = rest.split_at_checked(4).ok_or(DAMAGED)?;
        if len != (payload.len() as u64).to_le_bytes()
            || sum != crc32fast::hash(payload).to_le_bytes()
        {
            return Err(DAMAGED);
        }
        let manifest: Self = postcard::from_bytes(payload).map_err(|_| DAMAGED)?;
        if manifest.rules != rules() {
            return Err("the rules by which articles are understood are others now");
        }
        Ok(manifest)
    }
}

/// The paths of a corpus that a manifest names, whatever its version, for
/// people; empty when it can't be read.
pub fn paths(bytes: &[u8]) -> Vec<String> {
    let payload = bytes.get(20..).unwrap_or_default();
    let known: Result<(String, Vec<String>), _> = postcard::from_bytes(payload);
    known.map(|(_, paths)| paths).unwrap_or_default()
}
