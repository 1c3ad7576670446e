//! From tables to the compiled gazetteer.

use std::collections::HashMap;
use std::path::Path;

use super::lexicon::{Phrases, Role};
use super::offices::{Offices, Tenure, day};
use super::table::{Table, values};
use super::word::{Sex, WordClass, level};
use super::{Entry, Gazetteer, GazetteerError, Sort};
use crate::actor::token::{word_hash, words};
use crate::timex::Day;

/// A table's reader.
type Reader = fn(&mut Builder, &Table) -> Result<(), GazetteerError>;

/// File name, columns it must have, reader; in the order they are read, so
/// that later tables can name entries of earlier ones.
const TABLES: &[(&str, &[&str], Reader)] = &[
    ("states.tsv", &["name", "code", "kind"], Builder::states),
    ("us-states.tsv", &["code", "name"], Builder::us_states),
    ("cities.tsv", &["name"], Builder::cities),
    (
        "organisations.tsv",
        &["name", "kind"],
        Builder::organisations,
    ),
    ("us-officials.tsv", &["name"], Builder::officials),
    ("people.tsv", &["name"], Builder::people),
    ("offices.tsv", &["id", "titles"], Builder::offices),
    (
        "tenures.tsv",
        &["person", "office", "from"],
        Builder::tenures,
    ),
    ("given-names.tsv", &["name", "sex"], Builder::given_names),
    ("surnames.tsv", &["name"], Builder::surnames),
    ("titles.tsv", &["title", "kind"], Builder::titles),
    ("roles.tsv", &["noun"], Builder::roles),
    ("org-words.tsv", &["word", "position"], Builder::org_words),
    (
        "place-words.tsv",
        &["word", "position"],
        Builder::place_words,
    ),
    ("cue-words.tsv", &["class", "words"], Builder::cue_words),
];

/// The tables that ship with the program.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "states.tsv",
        include_str!("../../../assets/gazetteer/states.tsv"),
    ),
    (
        "us-states.tsv",
        include_str!("../../../assets/gazetteer/us-states.tsv"),
    ),
    (
        "cities.tsv",
        include_str!("../../../assets/gazetteer/cities.tsv"),
    ),
    (
        "organisations.tsv",
        include_str!("../../../assets/gazetteer/organisations.tsv"),
    ),
    (
        "us-officials.tsv",
        include_str!("../../../assets/gazetteer/us-officials.tsv"),
    ),
    (
        "people.tsv",
        include_str!("../../../assets/gazetteer/people.tsv"),
    ),
    (
        "offices.tsv",
        include_str!("../../../assets/gazetteer/offices.tsv"),
    ),
    (
        "tenures.tsv",
        include_str!("../../../assets/gazetteer/tenures.tsv"),
    ),
    (
        "given-names.tsv",
        include_str!("../../../assets/gazetteer/given-names.tsv"),
    ),
    (
        "surnames.tsv",
        include_str!("../../../assets/gazetteer/surnames.tsv"),
    ),
    (
        "titles.tsv",
        include_str!("../../../assets/gazetteer/titles.tsv"),
    ),
    (
        "roles.tsv",
        include_str!("../../../assets/gazetteer/roles.tsv"),
    ),
    (
        "org-words.tsv",
        include_str!("../../../assets/gazetteer/org-words.tsv"),
    ),
    (
        "place-words.tsv",
        include_str!("../../../assets/gazetteer/place-words.tsv"),
    ),
    (
        "cue-words.tsv",
        include_str!("../../../assets/gazetteer/cue-words.tsv"),
    ),
];

impl Gazetteer {
    /// The built-in tables alone.
    ///
    /// # Errors
    /// When a shipped table is malformed; a test holds that none is.
    pub(crate) fn built_in() -> Result<Self, GazetteerError> {
        let mut builder = Builder::new();
        for (file, required, read) in TABLES {
            for (_, text) in BUILT_IN.iter().filter(|(name, _)| name == file) {
                read(&mut builder, &Table::new(file, text, required)?)?;
            }
        }
        Ok(builder.finish())
    }

    /// The built-in tables and after each the one of the same name in
    /// `folder`, which has the same columns and adds to it.
    ///
    /// # Errors
    /// When the folder or a file in it can't be read, or a line of it is
    /// malformed: the error names file and line.
    pub(crate) fn with_folder(folder: &Path) -> Result<Self, GazetteerError> {
        let mut builder = Builder::new();
        let io = |path: &Path| {
            let path = path.to_owned();
            |source| GazetteerError::Io { path, source }
        };
        std::fs::read_dir(folder).map_err(io(folder))?;
        for (file, required, read) in TABLES {
            for (_, text) in BUILT_IN.iter().filter(|(name, _)| name == file) {
                read(&mut builder, &Table::new(file, text, required)?)?;
            }
            let path = folder.join(file);
            if path.exists() {
                let text = std::fs::read_to_string(&path).map_err(io(&path))?;
                // Read once a process, used to its end.
                let text: &'static str = Box::leak(text.into_boxed_str());
                let name = path.display().to_string();
                read(&mut builder, &Table::new(&name, text, required)?)?;
            }
        }
        Ok(builder.finish())
    }
}

struct Builder {
    g: Gazetteer,
    people: HashMap<&'static str, u32, rustc_hash::FxBuildHasher>,
    office_ids: HashMap<&'static str, u32, rustc_hash::FxBuildHasher>,
}

impl Builder {
    fn new() -> Self {
        let mut g = Gazetteer {
            phrases: Phrases::with_capacity(24_000),
            offices: Offices {
                titles: Phrases::with_capacity(6_000),
                ..Offices::default()
            },
            ..Gazetteer::default()
        };
        g.entries.reserve(10_000);
        g.words.reserve(20_000);
        Self {
            g,
            people: HashMap::default(),
            office_ids: HashMap::default(),
        }
    }

    fn finish(mut self) -> Gazetteer {
        self.g
            .offices
            .tenures
            .sort_by_key(|t| (t.office, t.from, t.person));
        self.g
    }

    fn entry(&mut self, name: &'static str, sort: Sort, state: &'static str, weight: u32) -> u32 {
        self.g.entries.push(Entry {
            name,
            sort,
            state,
            weight,
        });
        let index = self.g.entries.len() as u32 - 1;
        self.g.phrases.add(name, index, Role::Name);
        index
    }

    fn names(&mut self, entry: u32, role: Role, cell: &'static str) {
        for name in values(cell) {
            self.g.phrases.add(name, entry, role);
        }
    }

    fn states(&mut self, table: &Table) -> Result<(), GazetteerError> {
        let columns = [
            "name",
            "code",
            "kind",
            "aliases",
            "official",
            "adjective",
            "demonyms",
            "capital",
            "capital_aliases",
            "government",
        ];
        table.rows(columns, |row| {
            let [
                name,
                code,
                kind,
                aliases,
                official,
                adjective,
                demonyms,
                capital,
                seats,
                houses,
            ] = row.cells;
            let sort = if kind == "state" {
                Sort::State
            } else {
                Sort::Territory
            };
            let state = self.entry(name, sort, code, 1);
            self.g.states.insert(word_hash(code), state);
            self.names(state, Role::Name, aliases);
            self.names(state, Role::Name, official);
            self.names(state, Role::Demonym, demonyms);
            self.names(state, Role::Adjective, adjective);
            if !capital.is_empty() {
                let seat = self.entry(capital, Sort::Capital, code, 10_000_000);
                self.names(seat, Role::Name, seats);
                self.g.phrases.add(capital, state, Role::Capital);
            }
            for house in values(houses) {
                self.entry(house, Sort::Government, code, 1);
            }
            Ok(())
        })
    }

    fn us_states(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name"], |row| {
            self.entry(row.cells[0], Sort::UsState, "US", 1);
            Ok(())
        })
    }

    fn cities(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "aliases", "country", "population"], |row| {
            let [name, aliases, country, population] = row.cells;
            let people = match population {
                "" => 1,
                text => text
                    .parse()
                    .map_err(|_| format!("\"{text}\" is not a number of people"))?,
            };
            let known = self.g.phrases.senses_of(name).any(|s| {
                let entry = &self.g.entries[s.entry as usize];
                entry.sort == Sort::Capital && entry.state == country
            });
            if !known {
                // Of two spellings the one that news use: without diacritics.
                let plain = values(aliases).next().filter(|a| a.is_ascii());
                let shown = plain.filter(|_| !name.is_ascii()).unwrap_or(name);
                let city = self.entry(shown, Sort::City, country, people);
                self.g.phrases.add(name, city, Role::Name);
                self.names(city, Role::Name, aliases);
                for name in std::iter::once(name).chain(values(aliases)) {
                    for other in other_spellings(name) {
                        self.g.phrases.add(&other, city, Role::Name);
                    }
                }
            }
            Ok(())
        })
    }

    fn organisations(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "kind", "aliases", "state"], |row| {
            let [name, kind, aliases, state] = row.cells;
            let index = self.entry(name, organisation_sort(kind), state, 1);
            self.names(index, Role::Name, aliases);
            Ok(())
        })
    }

    fn officials(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "short_names"], |row| {
            let [name, short] = row.cells;
            let shown = values(short).next().unwrap_or(name);
            if self.people.contains_key(shown) {
                return Ok(());
            }
            let index = self.entry(shown, Sort::Official, "US", 1);
            self.people.insert(shown, index);
            self.g.phrases.add(name, index, Role::Name);
            self.names(index, Role::Name, short);
            Ok(())
        })
    }

    fn people(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "aliases", "state", "sex"], |row| {
            let [name, aliases, state, sex] = row.cells;
            let index = match self.people.get(name) {
                Some(&index) => {
                    self.g.entries[index as usize].sort = Sort::Person;
                    index
                }
                None => self.entry(name, Sort::Person, state, 1),
            };
            self.people.insert(name, index);
            let sex = match sex {
                "m" => Sex::Male,
                "f" => Sex::Female,
                "" => Sex::Unknown,
                _ => return Err(format!("\"{sex}\" is not m or f")),
            };
            if sex != Sex::Unknown {
                self.g.sexes.insert(index, sex);
            }
            self.names(index, Role::Name, aliases);
            for name in std::iter::once(name).chain(values(aliases)) {
                for surname in surnames(name, state) {
                    let hash = word_hash(surname);
                    let bearers = self.g.surnames.entry(hash).or_default();
                    if !bearers.contains(&index) {
                        bearers.push(index);
                    }
                    self.g.words.entry(hash).or_default().class |= WordClass::KNOWN;
                }
            }
            Ok(())
        })
    }

    fn offices(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["id", "titles", "generic"], |row| {
            let [id, titles, generic] = row.cells;
            let next = self.office_ids.len() as u32;
            let index = *self.office_ids.entry(id).or_insert(next);
            for title in values(titles) {
                self.g.offices.titles.add(title, index, Role::Name);
            }
            for title in values(generic) {
                self.g.offices.generic.add(title, index, Role::Name);
            }
            Ok(())
        })
    }

    fn tenures(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["person", "office", "from", "to"], |row| {
            let [person, office, from, to] = row.cells;
            let person = self.people.get(person).copied();
            let person = person.ok_or("the person is in no table of people")?;
            let office = self.office_ids.get(office).copied();
            let office = office.ok_or("the office is not in offices.tsv")?;
            let from = day(from, false).ok_or_else(|| format!("\"{from}\" is not a date"))?;
            let to = match to {
                "" => Day(i32::MAX / 2),
                to => day(to, true).ok_or_else(|| format!("\"{to}\" is not a date"))?,
            };
            self.g.offices.tenures.push(Tenure {
                person,
                office,
                from,
                to,
            });
            Ok(())
        })
    }

    fn given_names(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "sex", "weight"], |row| {
            let [name, sex, weight] = row.cells;
            let bit = match sex {
                "m" => WordClass::MALE,
                "f" => WordClass::FEMALE,
                "" | "mf" => WordClass::MALE | WordClass::FEMALE,
                _ => return Err(format!("\"{sex}\" is not m or f")),
            };
            let word = self.g.words.entry(word_hash(name)).or_default();
            word.class |= bit;
            let level = level(percent(weight)?);
            word.given = word.given.max(level);
            let sexes = [WordClass::MALE, WordClass::FEMALE];
            for (slot, _) in word
                .sexes
                .iter_mut()
                .zip(sexes)
                .filter(|(_, s)| bit & s != 0)
            {
                *slot = level.max(*slot);
            }
            Ok(())
        })
    }

    fn surnames(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "weight"], |row| {
            let [name, weight] = row.cells;
            let word = self.g.words.entry(word_hash(name)).or_default();
            word.class |= WordClass::SURNAME;
            word.surname = word.surname.max(level(percent(weight)?));
            Ok(())
        })
    }
}

impl Builder {
    fn class(&mut self, word: &str, bits: u16) {
        // "Gov." is two tokens, the word and its full stop.
        let bare = word.strip_suffix('.').filter(|w| !w.contains('.'));
        let word = self
            .g
            .words
            .entry(word_hash(bare.unwrap_or(word)))
            .or_default();
        word.class |= bits;
        word.stopped |= bare.is_some();
    }

    fn titles(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["title", "kind"], |row| {
            let [title, kind] = row.cells;
            if title.contains([' ', '-']) {
                self.g.titles.add(title, 0, Role::Name);
            } else if kind == "role" {
                self.class(title, WordClass::ROLE);
            } else {
                self.class(title, WordClass::TITLE);
            }
            Ok(())
        })
    }

    fn roles(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["noun"], |row| {
            self.class(row.cells[0], WordClass::ROLE);
            Ok(())
        })
    }

    fn org_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["word", "position"], |row| {
            let [word, position] = row.cells;
            self.placed(word, position, WordClass::ORG)
        })
    }

    fn place_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["word", "position"], |row| {
            let [word, position] = row.cells;
            self.placed(word, position, WordClass::PLACE)
        })
    }

    fn placed(&mut self, word: &str, position: &str, class: u16) -> Result<(), String> {
        let (at, first) = match position {
            "head" | "suffix" => (WordClass::CLOSES, None),
            "prefix" => (WordClass::OPENS, word.split(' ').next()),
            _ => return Err(format!("\"{position}\" is not head, prefix or suffix")),
        };
        // Of a phrase that closes a name the last word says enough.
        let word = first.or(word.split(' ').next_back()).unwrap_or(word);
        self.class(word, class | at);
        Ok(())
    }

    fn cue_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["class", "words"], |row| {
            let [class, words] = row.cells;
            let bits = match class {
                "say" => WordClass::SAYS,
                "place" => WordClass::BEFORE_PLACE,
                "join" => WordClass::JOINS,
                "common" => WordClass::COMMON,
                "hyphen" => WordClass::AFTER_HYPHEN,
                "us-state" => WordClass::US_STATE,
                _ => return Err(format!("\"{class}\" is no class of words")),
            };
            for word in values(words) {
                self.class(word, bits);
            }
            Ok(())
        })
    }
}

fn percent(cell: &str) -> Result<f32, String> {
    match cell {
        "" => Ok(0.01),
        text => text
            .parse()
            .map_err(|_| format!("\"{text}\" is not a share in per cent")),
    }
}

fn organisation_sort(kind: &str) -> Sort {
    match kind {
        "government" | "ministry" | "agency" | "seat" | "parliament" | "military" | "court" => {
            Sort::Government
        }
        "armed" => Sort::Armed,
        "media" => Sort::Media,
        _ => Sort::Organisation,
    }
}

/// Arabic articles as they stand before names of towns.
const ARTICLES: &[&str] = &["Al", "Ar", "As", "Ash", "Ad", "Az", "An", "At"];

/// "Raqqah" and "Raqqa" of "Ar Raqqah", "Hamah" of "Hama": what news leave off.
fn other_spellings(name: &str) -> Vec<String> {
    let bare = name
        .split_once([' ', '-'])
        .filter(|(article, rest)| ARTICLES.contains(article) && !rest.contains(' '))
        .map(|(_, rest)| rest);
    let mut out: Vec<String> = bare.map(str::to_owned).into_iter().collect();
    if let Some(bare) = bare
        && let Some(short) = bare.strip_suffix("ah").filter(|s| s.len() > 3)
    {
        out.push(format!("{short}a"));
    }
    out.retain(|spelling| spelling.is_ascii() && spelling.len() > 4);
    out
}

/// States whose people are called family name first.
const FAMILY_FIRST: &[&str] = &["CN", "TW", "HK", "KP", "KR", "VN", "KH"];

/// What of a full name stands alone in the news: the last word, and with its
/// particles ("al-Assad", "de Mistura"); the first one where family names
/// come first.
pub(crate) fn surnames<'n>(name: &'n str, state: &str) -> Vec<&'n str> {
    let mut tokens = words(name);
    if tokens.len() < 2 {
        return vec![name];
    }
    if FAMILY_FIRST.contains(&state) {
        return vec![tokens[0].text(name)];
    }
    let spaced: Vec<usize> = (0..tokens.len()).filter(|&i| tokens[i].spaced).collect();
    let last = *spaced.last().unwrap_or(&0);
    let mut found = vec![&name[tokens[last].start as usize..]];
    // "al-Assad" goes by "Assad" as well.
    let prefix = tokens[last].text(name);
    if tokens.len() > last + 2
        && matches!(prefix.to_lowercase().as_str(), "al" | "el" | "as" | "ash")
    {
        found.push(&name[tokens[last + 2].start as usize..]);
    }
    tokens.truncate(last);
    let particles = tokens
        .iter()
        .rev()
        .take_while(|t| t.text(name).starts_with(char::is_lowercase))
        .last();
    if let Some(particle) = particles {
        found.push(&name[particle.start as usize..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_well_formed() {
        let g = Gazetteer::built_in().unwrap_or_else(|e| panic!("{e}"));
        assert!(g.entries.len() > 5_000 && g.words.len() > 10_000);
        let name = |p: &str| g.phrases.senses_of(p).map(|s| g.entry(s.entry).name).next();
        assert_eq!(name("USA"), Some("United States"));
        assert_eq!(name("Dmitri Medvedev"), Some("Dmitry Medvedev"));
    }

    #[test]
    fn arabic_articles_may_be_left_off() {
        assert_eq!(other_spellings("Ar Raqqah"), ["Raqqah", "Raqqa"]);
        assert!(other_spellings("Los Angeles").is_empty());
    }

    #[test]
    fn surnames_of_full_names() {
        assert_eq!(surnames("Bashar al-Assad", "SY"), ["al-Assad", "Assad"]);
        assert_eq!(
            surnames("Staffan de Mistura", ""),
            ["Mistura", "de Mistura"]
        );
        assert_eq!(surnames("Xi Jinping", "CN"), ["Xi"]);
        assert_eq!(surnames("Vladimir Putin", "RU"), ["Putin"]);
        assert_eq!(surnames("Laurent Kouassi-Fabius", ""), ["Kouassi-Fabius"]);
    }

    #[test]
    fn a_folder_adds_to_the_tables_and_errors_name_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let people = folder.path().join("people.tsv");
        std::fs::write(&people, "name\taliases\nIda Quill\tI. Quill\n").unwrap();
        let g = Gazetteer::with_folder(folder.path()).unwrap();
        assert_eq!(g.phrases.senses_of("I. Quill").count(), 1);
        std::fs::write(
            folder.path().join("tenures.tsv"),
            "person\toffice\tfrom\n\nNobody\tx\t2015\n",
        )
        .unwrap();
        let error = Gazetteer::with_folder(folder.path())
            .unwrap_err()
            .to_string();
        assert!(error.contains("tenures.tsv:3: the person"), "{error}");
        assert!(Gazetteer::with_folder(&folder.path().join("none")).is_err());
    }
}
