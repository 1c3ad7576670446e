//! From tables to the bytes of the compiled gazetteer; run by the build script
//! for the tables that ship, and by the program where the user has more.

mod names;
mod phrases;
mod words;

use std::collections::HashMap;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use phrases::DraftPhrases;

use super::entry::Entry;
use super::frozen::{Filter, Records, Slots, file};
use super::table::{Form, GazetteerError, Table};
use super::word::{Sex, Word};
use crate::actor::alias::spelling::key;
use crate::actor::token::word_hash;
use crate::timex::Day;

/// A table's reader.
type Reader = fn(&mut Draft, &Table) -> Result<(), GazetteerError>;

/// A kind of table and its reader.
struct Kind {
    form: Form,
    read: Reader,
}

const fn kind(
    file: &'static str,
    required: &'static [&'static str],
    key: &'static [&'static str],
    read: Reader,
) -> Kind {
    let form = Form::new(file, required, key);
    Kind { form, read }
}

/// In the order they are read, so that later tables can name entries of
/// earlier ones.
#[rustfmt::skip]
const TABLES: &[Kind] = &[
    kind("states.tsv", &["name", "code", "kind"], &["name"], Draft::states),
    kind("us-states.tsv", &["code", "name"], &["code"], Draft::us_states),
    kind("cities.tsv", &["name"], &["name", "country"], Draft::cities),
    kind("organisations.tsv", &["name", "kind"], &["name"], Draft::organisations),
    kind("us-officials.tsv", &["name"], &["name"], Draft::officials),
    kind("people.tsv", &["name"], &["name"], Draft::people),
    kind("offices.tsv", &["id", "titles"], &["id"], Draft::offices),
    kind("tenures.tsv", &["person", "office", "from"], &["person", "office", "from"], Draft::tenures),
    kind("given-names.tsv", &["name", "sex"], &["name", "sex"], Draft::given_names),
    kind("surnames.tsv", &["name"], &["name"], Draft::surnames),
    kind("nicknames.tsv", &["name", "nicknames"], &["name"], Draft::nicknames),
    kind("titles.tsv", &["title", "kind"], &["title"], Draft::titles),
    kind("roles.tsv", &["noun"], &["noun"], Draft::roles),
    kind("org-words.tsv", &["word", "position"], &["word"], Draft::org_words),
    kind("place-words.tsv", &["word", "position"], &["word"], Draft::place_words),
    kind("cue-words.tsv", &["class", "words"], &[], Draft::cue_words),
];

/// The tables that ship with the program.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "states.tsv",
        include_str!("../../../../assets/gazetteer/states.tsv"),
    ),
    (
        "us-states.tsv",
        include_str!("../../../../assets/gazetteer/us-states.tsv"),
    ),
    (
        "cities.tsv",
        include_str!("../../../../assets/gazetteer/cities.tsv"),
    ),
    (
        "organisations.tsv",
        include_str!("../../../../assets/gazetteer/organisations.tsv"),
    ),
    (
        "us-officials.tsv",
        include_str!("../../../../assets/gazetteer/us-officials.tsv"),
    ),
    (
        "people.tsv",
        include_str!("../../../../assets/gazetteer/people.tsv"),
    ),
    (
        "offices.tsv",
        include_str!("../../../../assets/gazetteer/offices.tsv"),
    ),
    (
        "tenures.tsv",
        include_str!("../../../../assets/gazetteer/tenures.tsv"),
    ),
    (
        "given-names.tsv",
        include_str!("../../../../assets/gazetteer/given-names.tsv"),
    ),
    (
        "surnames.tsv",
        include_str!("../../../../assets/gazetteer/surnames.tsv"),
    ),
    (
        "titles.tsv",
        include_str!("../../../../assets/gazetteer/titles.tsv"),
    ),
    (
        "roles.tsv",
        include_str!("../../../../assets/gazetteer/roles.tsv"),
    ),
    (
        "org-words.tsv",
        include_str!("../../../../assets/gazetteer/org-words.tsv"),
    ),
    (
        "place-words.tsv",
        include_str!("../../../../assets/gazetteer/place-words.tsv"),
    ),
    (
        "nicknames.tsv",
        include_str!("../../../../assets/gazetteer/nicknames.tsv"),
    ),
    (
        "cue-words.tsv",
        include_str!("../../../../assets/gazetteer/cue-words.tsv"),
    ),
];

/// The bytes of the tables that ship, and with a folder of the user's, of
/// those in it of the same names, which have the same columns: their rows add
/// to the shipped ones or stand in their place.
///
/// # Errors
/// When the folder or a table can't be read, or a line is malformed: the error
/// names file and line.
pub(crate) fn compile(folder: Option<&Path>) -> Result<Vec<u8>, GazetteerError> {
    if let Some(folder) = folder {
        std::fs::read_dir(folder).map_err(|source| GazetteerError::unread(folder, source))?;
    }
    let mut draft = Draft::default();
    for kind in TABLES {
        for (_, shipped) in BUILT_IN.iter().filter(|(name, _)| *name == kind.form.file) {
            for table in kind.form.tables(shipped, folder)? {
                (kind.read)(&mut draft, &table)?;
            }
        }
    }
    Ok(draft.write())
}

/// Someone's time in an office.
#[derive(Clone, Copy, Debug)]
struct Tenure {
    person: u32,
    office: u32,
    from: Day,
    to: Day,
}

/// The gazetteer while it is read.
#[derive(Default)]
struct Draft {
    entries: Vec<Entry>,
    phrases: DraftPhrases,
    words: FxHashMap<u64, Word>,
    /// Titles of more than one word.
    titles: DraftPhrases,
    surnames: FxHashMap<u64, Vec<u32>>,
    sexes: FxHashMap<u32, Sex>,
    /// Pairs of given names of one person, see [`nickname_key`].
    ///
    /// [`nickname_key`]: super::nickname_key
    nicknames: FxHashSet<u64>,
    office_titles: DraftPhrases,
    office_names: DraftPhrases,
    tenures: Vec<Tenure>,
    people: HashMap<&'static str, u32, rustc_hash::FxBuildHasher>,
    office_ids: HashMap<&'static str, u32, rustc_hash::FxBuildHasher>,
}

impl Draft {
    /// The sections that [`Gazetteer::from_bytes`] reads.
    ///
    /// [`Gazetteer::from_bytes`]: super::Gazetteer::from_bytes
    fn write(mut self) -> Vec<u8> {
        self.tenures.sort_by_key(|t| (t.office, t.from, t.person));
        let mut heap = String::new();
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut put = |text: &'static str| {
            *places.entry(text).or_insert_with(|| {
                heap.push_str(text);
                (heap.len() - text.len()) as u32
            })
        };
        let mut entries = Vec::with_capacity(self.entries.len());
        for (at, entry) in self.entries.iter().enumerate() {
            let sex = self.sexes.get(&(at as u32)).copied().unwrap_or_default();
            let lengths = (entry.name.len() as u32) << 8 | entry.state.len() as u32 & 255;
            entries.push([
                put(entry.name),
                put(entry.state),
                lengths,
                entry.weight,
                entry.sort as u32 | (sex as u32) << 8,
            ]);
        }
        let (surnames, bearers) = self.bearers();
        let tenures = self.tenures.iter();
        let tenures = tenures.map(|t| [t.person, t.office, t.from.0 as u32, t.to.0 as u32]);
        let tenures = Records::bytes(tenures);
        let words = sorted(self.words.iter().map(|(&key, word)| (key, word.packed())));
        let known: Vec<u64> = self.words.keys().copied().collect();
        let nicknames = sorted(self.nicknames.iter().map(|&key| (key, 1)));
        let keys = self.keys();
        let mut sections = vec![
            heap.into_bytes(),
            Records::bytes(entries),
            Slots::bytes(&words),
            Filter::bytes(&known),
            surnames,
            bearers,
            Slots::bytes(&keys),
            Slots::bytes(&nicknames),
            tenures,
        ];
        for phrases in [
            self.phrases,
            self.titles,
            self.office_titles,
            self.office_names,
        ] {
            sections.extend(phrases.sections());
        }
        file(&sections)
    }

    /// People by surname: first and number of their entries in a list.
    fn bearers(&self) -> (Vec<u8>, Vec<u8>) {
        let mut list = Vec::new();
        let mut rows: Vec<(u64, &Vec<u32>)> = self.surnames.iter().map(|(&k, v)| (k, v)).collect();
        rows.sort_unstable();
        let place = |(key, people): (u64, &Vec<u32>)| {
            let from = list.len() as u64;
            list.extend(people.iter().map(|&p| [p]));
            (key, from | (people.len() as u64) << 32)
        };
        let slots: Vec<(u64, u64)> = rows.into_iter().map(place).collect();
        (Slots::bytes(&slots), Records::bytes(list))
    }

    /// People by the spelling key of their name, those who share none.
    fn keys(&self) -> Vec<(u64, u64)> {
        let mut keys: FxHashMap<u64, Option<u64>> = FxHashMap::default();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.sort == super::entry::Sort::Person {
                keys.entry(word_hash(&key(entry.name)))
                    .and_modify(|other| *other = None)
                    .or_insert(Some(at as u64));
            }
        }
        sorted(keys.into_iter().filter_map(|(key, at)| Some((key, at?))))
    }
}

/// By key: the same tables give the same bytes.
fn sorted(rows: impl Iterator<Item = (u64, u64)>) -> Vec<(u64, u64)> {
    let mut rows: Vec<(u64, u64)> = rows.collect();
    rows.sort_unstable();
    rows
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    fn with(files: &[(&str, &str)]) -> Result<Gazetteer, String> {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        let told = |error: GazetteerError| {
            let told = error.to_string();
            told[told.find(files[0].0).unwrap_or(0)..].to_owned()
        };
        Gazetteer::with_folder(folder.path()).map_err(told)
    }

    #[test]
    fn the_shipped_tables_are_well_formed() {
        let bytes = compile(None).unwrap_or_else(|e| panic!("{e}"));
        let g = Gazetteer::built_in();
        assert!(g.bytes == bytes, "the build script wrote other bytes");
        let name = |p: &str| g.phrases.senses_of(p).map(|s| g.entry(s.entry).name).next();
        assert_eq!(name("USA"), Some("United States"));
        assert_eq!(name("Dmitri Medvedev"), Some("Dmitry Medvedev"));
    }

    #[test]
    fn every_shipped_table_is_read() {
        for (file, _) in BUILT_IN {
            assert!(TABLES.iter().any(|kind| kind.form.file == *file), "{file}");
        }
        assert_eq!(TABLES.len(), BUILT_IN.len());
    }

    #[test]
    fn a_folder_adds_to_the_tables() {
        let g = with(&[("people.tsv", "name\taliases\nIda Quill\tI. Quill\n")]).unwrap();
        assert_eq!(g.phrases.senses_of("I. Quill").count(), 1);
        assert_eq!(g.phrases.senses_of("Vladimir Putin").count(), 1);
        assert!(Gazetteer::with_folder(Path::new("/no/such/folder")).is_err());
    }

    #[test]
    fn a_users_row_stands_in_the_place_of_the_shipped_one() {
        let own = "name\tcode\tkind\taliases\nTurkey\tTR\tstate\tTurkiye\n";
        let g = with(&[("states.tsv", own)]).unwrap();
        let names = |p: &str| g.phrases.senses_of(p).count();
        assert_eq!((names("Turkiye"), names("Republic of Turkey")), (1, 0));
        assert_eq!(names("Turkey"), 1);
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let error = |file: &str, text: &str| with(&[(file, text)]).unwrap_err();
        let nobody = error("tenures.tsv", "person\toffice\tfrom\n\nNobody\tx\t2015\n");
        assert_eq!(nobody, "tenures.tsv:3: the person is in no table of people");
        let sex = error("people.tsv", "name\tsex\nIda Quill\tx\n");
        assert_eq!(sex, "people.tsv:2: \"x\" is not m or f");
        let column = error("roles.tsv", "word\nking\n");
        assert_eq!(column, "roles.tsv:1: the header has no column \"noun\"");
    }
}
