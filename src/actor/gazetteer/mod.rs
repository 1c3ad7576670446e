//! What the program knows about the world's names: tables in
//! `assets/gazetteer/` (format: the README.md there), compiled once.

mod lexicon;
mod load;
mod offices;
mod table;
mod word;

pub(crate) use lexicon::{HashedMap, Phrases, Role, shouted};
pub(crate) use offices::Offices;
pub use table::GazetteerError;
pub(crate) use table::{Table, values};
pub(crate) use word::{Sex, Word, WordClass};

use rustc_hash::FxHashMap;

use super::Kind;
use super::token::{Shape, words};

/// What sort of thing an entry is; [`Kind`] follows from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sort {
    /// A state, now or once.
    State,
    /// A territory, region or people's land that is no state.
    Territory,
    /// A state of the United States.
    UsState,
    /// The capital of a state.
    Capital,
    /// Another city.
    City,
    /// A government, ministry, agency, or the house it is called by.
    Government,
    /// Any other organisation.
    #[default]
    Organisation,
    /// An armed group.
    Armed,
    /// A newspaper, agency or broadcaster.
    Media,
    /// A person known from the news.
    Person,
    /// A member of the US Congress.
    Official,
}

impl Sort {
    /// What it is when nothing in the text says otherwise.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Person | Self::Official => Kind::Person,
            Self::Government | Self::Organisation | Self::Armed | Self::Media => Kind::Organisation,
            _ => Kind::Place,
        }
    }
}

/// A thing with a name of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    /// Canonical name.
    pub name: &'static str,
    /// What sort of thing.
    pub sort: Sort,
    /// Code of the state it belongs to, or is; may be empty.
    pub state: &'static str,
    /// How well known, for ties: population of a city, 1 for the rest.
    pub weight: u32,
}

/// All tables, compiled.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    /// Everything with a name.
    pub entries: Vec<Entry>,
    /// What each phrase can mean.
    pub phrases: Phrases,
    /// What single words are.
    pub words: HashedMap<Word>,
    /// Titles of more than one word ("Vice President").
    pub titles: Phrases,
    /// People by surname.
    pub surnames: HashedMap<Vec<u32>>,
    /// Entry of a state by its code.
    pub states: HashedMap<u32>,
    /// People by [`super::alias::spelling::key`] of their name, made when
    /// first asked for.
    keys: std::sync::OnceLock<FxHashMap<String, u32>>,
    /// Who held what.
    pub offices: Offices,
    /// The sex of people by entry, where the table tells.
    sexes: FxHashMap<u32, Sex>,
}

impl Gazetteer {
    /// The entry with this index.
    pub(crate) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The sex of the person with this name: as the table of people says, else
    /// by the given name.
    pub(crate) fn sex(&self, name: &str, known: bool) -> Sex {
        let mut entries = self.phrases.senses_of(name).map(|s| s.entry);
        let told = || entries.find_map(|e| self.sexes.get(&e).copied());
        let by_name = || {
            let words = words(name);
            let first = words.first().filter(|t| t.shape != Shape::Dotted);
            first.map_or(Sex::Unknown, |t| self.word(t.hash).sex())
        };
        known.then(told).flatten().unwrap_or_else(by_name)
    }

    /// What a single word is, by its hash as written.
    pub(crate) fn word(&self, hash: u64) -> Word {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// The person whose name has this spelling key, if there is just one.
    pub(crate) fn by_key(&self, key: &str) -> Option<u32> {
        let keys = self.keys.get_or_init(|| {
            let mut keys: FxHashMap<String, u32> = FxHashMap::default();
            for (i, entry) in self.entries.iter().enumerate() {
                if entry.sort == Sort::Person {
                    let clash = keys.insert(super::alias::spelling::key(entry.name), i as u32);
                    if clash.is_some() {
                        keys.insert(super::alias::spelling::key(entry.name), u32::MAX);
                    }
                }
            }
            keys
        });
        keys.get(key).copied().filter(|&i| i != u32::MAX)
    }

    /// Known people with this surname.
    pub(crate) fn bearers(&self, surname_hash: u64) -> &[u32] {
        self.surnames.get(&surname_hash).map_or(&[], Vec::as_slice)
    }
}

impl Gazetteer {
    /// What a word of a text is; one in capitals ("LONDON") counts as if
    /// written normally.
    pub(crate) fn word_of(&self, text: &str, token: &super::token::Token) -> Word {
        match self.words.get(&token.hash) {
            Some(&word) => word,
            None if shouted(token) => self.word(lexicon::title_hash(token.text(text))),
            None => Word::default(),
        }
    }
}
