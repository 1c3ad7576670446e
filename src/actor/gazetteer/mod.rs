//! What the program knows about the world's names: tables in
//! `assets/gazetteer/` (format: the README.md there), compiled by the build
//! script and used as they lie.

mod build;
mod entry;
mod frozen;
mod hashed;
mod lexicon;
mod offices;
mod table;
mod word;

pub(crate) use entry::{Entry, Role, Sort};
pub(crate) use hashed::HashedMap;
pub(crate) use lexicon::{Phrases, shouted};
pub(crate) use offices::Offices;
pub use table::GazetteerError;
pub(crate) use table::{Form, Shipped, Table, day, values};
pub(crate) use word::{Sex, Word, WordClass};

use std::path::Path;

use super::Kind;
use super::speech::ClauseWords;
use super::token::{Shape, Token, word_hash, words};
use frozen::{Filter, Records, Slots};
use word::nickname_key;

/// The shipped tables, as the build script compiled them.
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

impl Sort {
    /// What it is when nothing in the text says otherwise.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Person | Self::Official => Kind::Person,
            Self::Government | Self::Organisation | Self::Company | Self::Armed | Self::Media => {
                Kind::Organisation
            }
            _ => Kind::Place,
        }
    }
}

/// All tables, compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gazetteer {
    /// What each phrase can mean.
    pub phrases: Phrases,
    /// Titles of more than one word ("Vice President").
    pub titles: Phrases,
    /// Who held what.
    pub offices: Offices,
    /// The words of statements and clauses.
    pub clause: &'static ClauseWords,
    /// Names of entries, one after the other.
    heap: &'static str,
    /// Name and state in the heap, their lengths, weight, sort and sex.
    entries: Records<5>,
    words: Slots,
    known: Filter,
    /// By surname: first and number in `bearers`.
    surnames: Slots,
    bearers: Records<1>,
    /// People by spelling key of their names.
    keys: Slots,
    nicknames: Slots,
    #[cfg(test)]
    bytes: &'static [u8],
}

impl Gazetteer {
    /// The built-in tables alone.
    pub(crate) fn built_in() -> Self {
        Self::from_bytes(BUILT_IN, ClauseWords::built_in())
            .expect("the build script writes what is read here")
    }

    /// The built-in tables with the user's: their rows add to those or stand
    /// in their place.
    ///
    /// # Errors
    /// When the folder or a file in it can't be read, or a line of it is
    /// malformed: the error names file and line.
    pub(crate) fn with_folder(folder: &Path) -> Result<Self, GazetteerError> {
        // Read once a process, used to its end.
        let bytes = Box::leak(build::compile(Some(folder))?.into_boxed_slice());
        let clause = Box::leak(Box::new(ClauseWords::with_folder(folder)?));
        Ok(Self::from_bytes(bytes, clause).expect("written just above"))
    }

    fn from_bytes(bytes: &'static [u8], clause: &'static ClauseWords) -> Option<Self> {
        let [
            heap,
            entries,
            words,
            known,
            surnames,
            bearers,
            keys,
            nicknames,
            tenures,
            phrases @ ..,
        ] = frozen::sections::<21>(bytes)?;
        let set = |at: usize| Phrases::new([phrases[at], phrases[at + 1], phrases[at + 2]]);
        Some(Self {
            phrases: set(0),
            titles: set(3),
            offices: Offices {
                titles: set(6),
                generic: set(9),
                tenures: Records::new(tenures),
            },
            clause,
            heap: std::str::from_utf8(heap).ok()?,
            entries: Records::new(entries),
            words: Slots::new(words),
            known: Filter::new(known),
            surnames: Slots::new(surnames),
            bearers: Records::new(bearers),
            keys: Slots::new(keys),
            nicknames: Slots::new(nicknames),
            #[cfg(test)]
            bytes,
        })
    }

    /// The entry with this index.
    pub(crate) fn entry(&self, index: u32) -> Entry {
        let [name, state, lengths, weight, sort] = self.entries.get(index as usize);
        let text = |from: u32, len: u32| {
            let from = from as usize;
            self.heap.get(from..from + len as usize).unwrap_or("")
        };
        Entry {
            name: text(name, lengths >> 8),
            sort: Sort::from_number(sort & 255),
            state: text(state, lengths & 255),
            weight,
        }
    }

    /// The sort of the entry with this index.
    pub(crate) fn sort(&self, index: u32) -> Sort {
        let [.., sort] = self.entries.get(index as usize);
        Sort::from_number(sort & 255)
    }

    /// The sex of the person with this name: as the table of people says, else
    /// by the given name.
    pub(crate) fn sex(&self, name: &str, known: bool) -> Sex {
        let of_entry = |index: u32| {
            let [.., sort] = self.entries.get(index as usize);
            Sex::from_number(sort >> 8)
        };
        let told = || {
            let mut sexes = self.phrases.senses_of(name).map(|s| of_entry(s.entry));
            sexes.find(|sex| *sex != Sex::Unknown)
        };
        let by_name = || {
            let words = words(name);
            let first = words.first().filter(|t| t.shape != Shape::Dotted);
            first.map_or(Sex::Unknown, |t| self.word(t.hash).sex())
        };
        known.then(told).flatten().unwrap_or_else(by_name)
    }

    /// What a single word is, by its hash as written.
    pub(crate) fn word(&self, hash: u64) -> Word {
        self.find(hash).unwrap_or_default()
    }

    /// What a word of a text is; one in capitals ("LONDON") counts as if
    /// written normally.
    pub(crate) fn word_of(&self, text: &str, token: &Token) -> Word {
        match self.find(token.hash) {
            Some(word) => word,
            None if shouted(token) => self.word(lexicon::title_hash(token.text(text))),
            None => Word::default(),
        }
    }

    fn find(&self, hash: u64) -> Option<Word> {
        if !self.known.may_have(hash) {
            return None;
        }
        self.words.get(hash).map(Word::unpacked)
    }

    /// The person whose name has this spelling key, if there is just one.
    pub(crate) fn by_key(&self, key: &str) -> Option<u32> {
        self.keys.get(word_hash(key)).map(|entry| entry as u32)
    }

    /// Known people with this surname.
    pub(crate) fn bearers(&self, surname_hash: u64) -> Vec<u32> {
        let place = self.surnames.get(surname_hash).unwrap_or_default();
        let from = place as u32 as usize;
        let people = (from..from + (place >> 32) as usize).map(|at| self.bearers.get(at));
        people.map(|[person]| person).collect()
    }

    /// Whether one of two given names, in their spelling keys, is a nickname
    /// of the other ("bill" and "william").
    pub(crate) fn nicknames(&self, a: &str, b: &str) -> bool {
        self.nicknames.get(nickname_key(a, b)).is_some()
    }
}
