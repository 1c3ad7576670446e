//! The verbs of statement and the small words of clauses: `statements.tsv`
//! and `clause-words.tsv` in `assets/lang/en/` (format: the README.md there).

use std::path::Path;
use std::sync::OnceLock;

use super::classes::CLASSES;
use super::forms::inflect;
use crate::actor::gazetteer::{GazetteerError, HashedMap, Table, values};
use crate::actor::token::word_hash;

pub(crate) use super::classes::Class;
pub(crate) use super::forms::Form;

const VERBS: &str = include_str!("../../../assets/lang/en/statements.tsv");
const WORDS: &str = include_str!("../../../assets/lang/en/clause-words.tsv");

/// What sort of statement a verb makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Says that it is so.
    #[default]
    Say,
    /// Says so with an interest in it.
    Claim,
    /// Says that it is not so, or does not want.
    Deny,
    /// Asks whether it is so.
    Ask,
    /// Holds it in mind.
    Think,
    /// Brings it to light, of studies and polls.
    Show,
    /// Will do it.
    Promise,
    /// Wants others to do it.
    Order,
    /// Finds it good or bad, or names it.
    Judge,
}

const SORTS: [(&str, Sort); 9] = [
    ("say", Sort::Say),
    ("claim", Sort::Claim),
    ("deny", Sort::Deny),
    ("ask", Sort::Ask),
    ("think", Sort::Think),
    ("show", Sort::Show),
    ("promise", Sort::Promise),
    ("order", Sort::Order),
    ("judge", Sort::Judge),
];

/// Bits of [`Verb::takes`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Takes;

impl Takes {
    /// A quotation.
    pub(crate) const QUOTE: u8 = 1;
    /// A clause, with "that" or bare.
    pub(crate) const CLAUSE: u8 = 2;
    /// A clause with "that", "whether", "how" only.
    pub(crate) const THAT: u8 = 4;
    /// An infinitive of its own: "vowed to fight".
    pub(crate) const TO: u8 = 8;
    /// Someone and an infinitive: "urged them to stop".
    pub(crate) const OBJECT_TO: u8 = 16;
    /// A thing: "criticised the plan".
    pub(crate) const OBJECT: u8 = 32;
    /// A hearer before the clause: "told reporters that".
    pub(crate) const HEARER: u8 = 64;
    /// A thing that was said or agreed: "recalled the agreement", but not
    /// "recalled the ambassador".
    pub(crate) const MATTER: u8 = 128;
}

const TAKES: [(&str, u8); 8] = [
    ("quote", Takes::QUOTE),
    ("clause", Takes::CLAUSE),
    ("that", Takes::THAT),
    ("to", Takes::TO),
    ("object-to", Takes::OBJECT_TO),
    ("object", Takes::OBJECT),
    ("hearer", Takes::HEARER),
    ("matter", Takes::MATTER),
];

/// A verb of statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verb {
    /// What sort.
    pub sort: Sort,
    /// What may follow, see [`Takes`].
    pub takes: u8,
    /// Hashes of the particles that may stand between it and a thing.
    pub particles: Vec<u64>,
}

/// What a word can be in a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    /// See [`Class`].
    pub class: u64,
    /// Index of its verb plus one; 0 when it is no form of one.
    pub verb: u16,
    /// See [`Form`].
    pub form: u8,
}

impl Info {
    /// Whether any of the bits of [`Class`] is set.
    pub(crate) fn is(self, bits: u64) -> bool {
        self.class & bits != 0
    }
}

/// All of them, by [`word_hash`] of the lower-case word.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClauseWords {
    verbs: Vec<Verb>,
    infos: HashedMap<Info>,
}

impl ClauseWords {
    /// Those of the program, read once.
    pub(crate) fn built_in() -> &'static Self {
        static WORDS_READ: OnceLock<ClauseWords> = OnceLock::new();
        WORDS_READ.get_or_init(|| {
            Self::read(("statements.tsv", VERBS), ("clause-words.tsv", WORDS))
                .expect("a test holds the tables to form")
        })
    }

    /// Those of the program with the files of the same names in `folder`:
    /// words add to their class, a verb stands in the place of the shipped
    /// one.
    ///
    /// # Errors
    /// When a file can't be read or a line of it is malformed: the error names
    /// file and line.
    pub(crate) fn with_folder(folder: &Path) -> Result<Self, GazetteerError> {
        let mut out = Self::built_in().clone();
        let own = |file: &str| -> Result<Option<(String, &'static str)>, GazetteerError> {
            let path = folder.join(file);
            if !path.exists() {
                return Ok(None);
            }
            let io = |source| GazetteerError::Io {
                path: path.clone(),
                source,
            };
            let text = std::fs::read_to_string(&path).map_err(io)?;
            // Read once a process, used to its end.
            Ok(Some((
                path.display().to_string(),
                Box::leak(text.into_boxed_str()),
            )))
        };
        if let Some((name, text)) = own("clause-words.tsv")? {
            out.add_words(&name, text)?;
        }
        if let Some((name, text)) = own("statements.tsv")? {
            out.add_verbs(&name, text)?;
        }
        Ok(out)
    }

    fn read(
        verbs: (&str, &'static str),
        words: (&str, &'static str),
    ) -> Result<Self, GazetteerError> {
        let mut out = Self::default();
        out.add_words(words.0, words.1)?;
        out.add_verbs(verbs.0, verbs.1)?;
        Ok(out)
    }

    fn add_words(&mut self, name: &str, text: &'static str) -> Result<(), GazetteerError> {
        Table::new(name, text, &["class", "words"])?.rows(["class", "words"], |row| {
            let [class, list] = row.cells;
            let bit = pick(&CLASSES, class, "class")?;
            for word in values(list) {
                self.infos.entry(word_hash(word)).or_default().class |= bit;
            }
            Ok(())
        })
    }

    /// A verb that is there already, by its base form, gives way.
    fn add_verbs(&mut self, name: &str, text: &'static str) -> Result<(), GazetteerError> {
        let shipped = self.verbs.len();
        let columns = ["verb", "forms", "kind", "takes", "particles"];
        Table::new(name, text, &columns[..4])?.rows(columns, |row| {
            let [verb, forms, kind, takes, particles] = row.cells;
            let bits: Result<Vec<u8>, String> = values(takes)
                .map(|t| pick(&TAKES, t, "construction"))
                .collect();
            if shipped > 0 {
                self.drop_verb(verb, shipped);
            }
            self.verbs.push(Verb {
                sort: pick(&SORTS, kind, "kind")?,
                takes: bits?.into_iter().fold(0, |all, bit| all | bit),
                particles: values(particles).map(word_hash).collect(),
            });
            let index = u16::try_from(self.verbs.len()).map_err(|_| "too many verbs")?;
            for (form, word) in inflect(verb, values(forms).collect()) {
                let info = self.infos.entry(word_hash(&word)).or_default();
                if info.verb == 0 || info.verb == index {
                    info.verb = index;
                    info.form |= form;
                }
            }
            Ok(())
        })
    }

    /// Takes the forms of one of the first `shipped` verbs from it.
    fn drop_verb(&mut self, base: &str, shipped: usize) {
        let Some(info) = self.infos.get(&word_hash(base)).copied() else {
            return;
        };
        if info.form & Form::BASE == 0 || usize::from(info.verb) > shipped {
            return;
        }
        for other in self.infos.values_mut().filter(|o| o.verb == info.verb) {
            (other.verb, other.form) = (0, 0);
        }
    }

    /// What the word with this hash can be.
    pub(crate) fn info(&self, hash: u64) -> Info {
        self.infos.get(&hash).copied().unwrap_or_default()
    }

    /// The verb a word is a form of.
    pub(crate) fn verb(&self, info: Info) -> Option<&Verb> {
        self.verbs.get(usize::from(info.verb.checked_sub(1)?))
    }
}

fn pick<T: Copy>(names: &[(&str, T)], name: &str, what: &str) -> Result<T, String> {
    names
        .iter()
        .find(|(n, _)| *n == name)
        .map(|&(_, t)| t)
        .ok_or_else(|| format!("no {what} \"{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let words = ClauseWords::read(("statements.tsv", VERBS), ("clause-words.tsv", WORDS));
        let words = words.expect("the tables of the program");
        let said = words.info(word_hash("said"));
        assert_eq!(said.form, Form::PAST | Form::PARTICIPLE);
        let verb = words.verb(said).expect("a verb");
        assert_eq!(verb.sort, Sort::Say);
        assert!(verb.takes & Takes::CLAUSE != 0);
        assert!(words.info(word_hash("would")).is(Class::AUX));
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let words = ("w", "class\twords\naux\twill\n");
        let error = |text| {
            let error = ClauseWords::read(("v", text), words).expect_err("a mistake");
            error.to_string()
        };
        let head = "verb\tforms\tkind\ttakes\tparticles\n";
        let bad_kind: &'static str = Box::leak(format!("{head}say\t\tutter\tquote\t\n").into());
        assert_eq!(error(bad_kind), "v:2: no kind \"utter\"");
        let bad_takes: &'static str = Box::leak(format!("{head}say\t\tsay\tverse\t\n").into());
        assert_eq!(error(bad_takes), "v:2: no construction \"verse\"");
    }
}
