//! What the world knows of its dates: who held which office when, when what
//! happened, what was not known before. Tables in `assets/gazetteer/` (format: the README.md there).

pub mod lives;
pub mod occasions;
mod phrases;
mod tables;

use std::hash::Hasher;
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use self::lives::Lives;
use self::occasions::Occasions;
use self::phrases::Phrases;
use crate::actor::gazetteer::{GazetteerError, Shipped};
use crate::timex::Day;

/// Bytes before a name in which its title may stand, and after.
const BEFORE: usize = 70;
const AFTER: usize = 60;

/// Most things taken for granted that are kept of one text.
const MOST: usize = 300;

/// Longer words that tell nothing.
const SMALL: [&str; 8] = ["the", "and", "with", "from", "his", "was", "were", "that"];

/// Words that make a title a deputy's.
const DEPUTIES: [&str; 3] = ["vice", "deputy", "assistant"];

/// How a holder of an office is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// By the office: "Secretary of State John Kerry".
    Titled,
    /// As one who held it: "former president".
    Former,
    /// By name alone.
    Named,
}

/// What a text takes for granted about the world's time.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Byte where it stands.
    pub at: u32,
    /// What.
    pub fact: Fact,
}

/// One such thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A holder of an office.
    Holder {
        /// Who.
        person: u32,
        /// How.
        manner: Manner,
        /// First and last days in the office(s) meant.
        terms: Vec<(Day, Day)>,
    },
    /// A happening known to the tables.
    Anchor(u32),
    /// Something that nobody spoke of before a day.
    First(u32),
}

#[derive(Clone, Debug)]
struct Person {
    name: String,
    /// Office, first day, last day.
    tenures: Vec<(u32, Day, Day)>,
}

#[derive(Clone, Debug)]
struct Office {
    name: String,
    titles: Vec<String>,
    /// Names of the house it belongs to.
    houses: Vec<String>,
}

/// A dated happening.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// What people call it.
    pub name: String,
    /// Its name and its patterns.
    pub words: Vec<&'static str>,
    /// The day from which news may speak of it: before the first day where such things are
    /// planned.
    pub known: Day,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// Something that nobody spoke of before a day.
#[derive(Clone, Debug)]
pub struct First {
    /// What it is.
    pub name: String,
    /// The day.
    pub from: Day,
}

#[derive(Clone, Debug)]
enum Target {
    Person(u32),
    /// A title and surname, and whoever that can be.
    Titled(Vec<(u32, Day, Day)>),
    Anchor(u32),
    First(u32),
}

/// An anchor with the telling words of one of its patterns.
type Happened = (u32, Vec<u64>);

/// The tables, compiled.
#[derive(Debug)]
pub struct Knowledge {
    people: Vec<Person>,
    offices: Vec<Office>,
    anchors: Vec<Anchor>,
    firsts: Vec<First>,
    /// By month and day: what happened then, each with the words of its patterns.
    calendar: FxHashMap<(u32, u32), Vec<Happened>>,
    targets: Vec<Target>,
    phrases: Phrases,
}

static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();

/// The tables with the user's: their rows add to those that ship or stand in
/// their place.
#[derive(Debug, Default)]
pub struct Own {
    knowledge: Option<Knowledge>,
    lives: Option<Lives>,
    occasions: Option<Occasions>,
}

impl Own {
    /// Reads the user's tables in `folder`. What of the shipped tables it adds
    /// nothing to is left for when it is needed.
    ///
    /// # Errors
    /// When a table can't be read or a line is malformed: the error names file
    /// and line.
    pub fn read(folder: &Path) -> Result<Self, GazetteerError> {
        let has = |tables: &[Shipped]| tables.iter().any(|table| table.stands_in(folder));
        let mut own = Self::default();
        if has(&tables::ALL) {
            own.knowledge = Some(tables::read(Some(folder))?);
        }
        if has(&lives::ALL) {
            own.lives = Some(Lives::read(Some(folder))?);
        }
        if has(&occasions::ALL) {
            own.occasions = Some(Occasions::read(Some(folder))?);
        }
        Ok(own)
    }

    /// Has these serve from now on; what has been read before stays as it is.
    pub fn serve(self) {
        if let Some(knowledge) = self.knowledge {
            let _ = KNOWLEDGE.set(knowledge);
        }
        self.lives.into_iter().for_each(Lives::serve);
        self.occasions.into_iter().for_each(Occasions::serve);
    }
}

impl Knowledge {
    /// The tables, compiled once per process: those that ship, and the user's
    /// where [`Own`] has read them.
    pub fn built_in() -> &'static Knowledge {
        KNOWLEDGE.get_or_init(|| tables::read(None).expect("a test holds the tables to form"))
    }

    /// What a text takes for granted, in text order, each thing once.
    pub fn read(&self, text: &str) -> Vec<Known> {
        let mut known: Vec<Known> = Vec::new();
        let lower = lowered(text);
        for (start, end, number) in self.phrases.find(&lower) {
            let fact = match &self.targets[number as usize] {
                Target::Anchor(id) => Fact::Anchor(*id),
                Target::First(id) => Fact::First(*id),
                Target::Person(id) => self.holder(*id, text, start, end),
                Target::Titled(_) if is_deputy(&text[..start]) => continue,
                Target::Titled(list) => {
                    let before = window(text, start, start, BEFORE, 0);
                    Fact::Holder {
                        person: list[0].0,
                        manner: if is_former(before) {
                            Manner::Former
                        } else {
                            Manner::Titled
                        },
                        terms: list.iter().map(|t| (t.1, t.2)).collect(),
                    }
                }
            };
            if known.len() < MOST && !known.iter().any(|k| k.fact == fact) {
                known.push(Known {
                    at: start as u32,
                    fact,
                });
            }
        }
        known
    }

    /// "His meeting of 28 September in New York with Obama": what happened on
    /// a month and day that a sentence names without a year, when all words of
    /// one of its patterns stand in that sentence, in whatever order.
    pub fn happened(&self, sentence: &str, month: u8, day: u8) -> Option<Fact> {
        let then = self.calendar.get(&(month.into(), day.into()))?;
        let words = telling(sentence);
        then.iter()
            .find(|(_, told)| told.iter().all(|word| words.contains(word)))
            .map(|(id, _)| Fact::Anchor(*id))
    }

    fn holder(&self, id: u32, text: &str, start: usize, end: usize) -> Fact {
        let person = &self.people[id as usize];
        let before = window(text, start, start, BEFORE, 0).to_lowercase();
        let after = window(text, end, end, 0, AFTER).to_lowercase();
        let before = before.rsplit(['.', ';']).next().unwrap_or_default();
        let after = after
            .strip_prefix(',')
            .map_or("", |a| a.split(['.', ';']).next().unwrap_or_default());
        let mut terms: Vec<(Day, Day)> = Vec::new();
        for &(office, from, to) in &person.tenures {
            let office = &self.offices[office as usize];
            let title = before.trim_end_matches([',', ' ']);
            if office
                .titles
                .iter()
                .any(|t| ends_with_title(title, t) || has_title(after, t))
                || office
                    .houses
                    .iter()
                    .any(|h| before.contains(h.as_str()) || after.contains(h.as_str()))
            {
                terms.push((from, to));
            }
        }
        let manner = match terms.is_empty() {
            true => Manner::Named,
            false if is_former(before) || is_former(after) => Manner::Former,
            false => Manner::Titled,
        };
        if terms.is_empty() {
            terms = person.tenures.iter().map(|t| (t.1, t.2)).collect();
        }
        Fact::Holder {
            person: id,
            manner,
            terms,
        }
    }

    /// A person's name.
    pub fn person(&self, id: u32) -> &str {
        &self.people[id as usize].name
    }

    /// An office of a person held in a term, by its usual title.
    pub fn office(&self, id: u32, from: Day) -> Option<&str> {
        let tenure = self.people[id as usize]
            .tenures
            .iter()
            .find(|t| t.1 == from)?;
        Some(&self.offices[tenure.0 as usize].name)
    }

    /// A dated happening.
    pub fn anchor(&self, id: u32) -> &Anchor {
        &self.anchors[id as usize]
    }

    /// All dated happenings.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Something that nobody spoke of before a day.
    pub fn first(&self, id: u32) -> &First {
        &self.firsts[id as usize]
    }
}

/// A text in lower case, byte for byte as long: a letter whose lower case
/// takes more or fewer bytes stays.
fn lowered(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    text.chars().map(lower).collect()
}

/// The words that carry the meaning of a phrase, hashed in lower case, without
/// possessives, numbers and the shortest.
fn telling(phrase: &str) -> Vec<u64> {
    let hash = |word: &str| {
        let mut hasher = FxHasher::default();
        let lower = word.chars().flat_map(char::to_lowercase);
        lower.for_each(|c| hasher.write_u32(c.into()));
        hasher.finish()
    };
    phrase
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !SMALL.contains(word) && !word.contains(char::is_numeric))
        .map(hash)
        .collect()
}

/// Whether a title that comes next is only a deputy's: "vice-president".
fn is_deputy(before: &str) -> bool {
    let before = before.trim_end_matches(['-', ' ']);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    let word = word.unwrap_or_default();
    DEPUTIES.iter().any(|d| word.eq_ignore_ascii_case(d))
}

/// Whether words in lower case end with a title of their own.
fn ends_with_title(words: &str, title: &str) -> bool {
    words
        .strip_suffix(title)
        .is_some_and(|before| !before.ends_with(char::is_alphanumeric) && !is_deputy(before))
}

/// Whether words in lower case have a title of their own.
fn has_title(words: &str, title: &str) -> bool {
    words.match_indices(title).any(|(at, _)| {
        let after = &words[at + title.len()..];
        !after.starts_with(char::is_alphanumeric)
            && ends_with_title(&words[..at + title.len()], title)
    })
}

fn is_former(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
        "former ", "ex-", "then ", "late ", "then-", "ousted", "deposed", "onetime",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

/// Up to `before` bytes before `start` and `after` bytes after `end`, on char
/// boundaries.
fn window(text: &str, start: usize, end: usize, before: usize, after: usize) -> &str {
    let mut from = start.saturating_sub(before);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (end + after).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[from..to.max(from)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deputy_does_not_hold_the_office() {
        let knowledge = Knowledge::built_in();
        let since = |text: &str| {
            let known = knowledge.read(text);
            known.iter().find_map(|k| match &k.fact {
                Fact::Holder {
                    manner: Manner::Titled,
                    terms,
                    ..
                } => Some(terms[0].0.to_string()),
                _ => None,
            })
        };
        let year = |text: &str| since(text).map(|day| day[..4].to_owned());
        assert_eq!(
            year("It was Hu Jintao, China's vice-president.").as_deref(),
            Some("1998")
        );
        assert_eq!(
            year("It was vice-president Hu Jintao.").as_deref(),
            Some("1998")
        );
        assert_eq!(year("It was President Hu Jintao.").as_deref(), Some("2003"));
        assert_eq!(year("It was deputy prime minister Wen Jiabao."), None);
    }

    #[test]
    fn names_with_any_capitals_are_known() {
        for name in ["ÖCALAN", "Ban Ki-moon", "İstanbul", "Đukanović"] {
            assert_eq!(lowered(name).len(), name.len());
        }
        assert_eq!(lowered("ÖCALAN"), "öcalan");
    }

    #[test]
    fn a_day_and_the_words_of_a_happening_name_it() {
        let knowledge = Knowledge::built_in();
        let year = |sentence: &str, month, day| {
            let fact = knowledge.happened(sentence, month, day)?;
            match fact {
                Fact::Anchor(id) => Some(knowledge.anchor(id).from.year()),
                Fact::Holder { .. } | Fact::First(_) => None,
            }
        };
        let told = "The president recalled meeting Barack Obama, whom Putin met in New York on 28 September.";
        assert_eq!(year(told, 9, 28), Some(2015));
        assert_eq!(year(told, 9, 27), None, "another day");
        let other = "The president recalled meeting Angela Merkel in New York on 28 September.";
        assert_eq!(year(other, 9, 28), None, "other people");
        assert_eq!(
            year(
                "It fell on July 14 in Vienna, the nuclear deal with Iran was reached.",
                7,
                14
            ),
            Some(2015)
        );
    }
}
