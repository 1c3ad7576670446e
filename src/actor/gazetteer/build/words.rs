//! Readers of the tables of single words.

use super::super::entry::Role;
use super::super::table::{GazetteerError, Table, values};
use super::super::word::{WordClass, level, nickname_key};
use super::Draft;
use crate::actor::alias::spelling::key;
use crate::actor::token::word_hash;

impl Draft {
    pub(super) fn given_names(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "sex", "weight"], |row| {
            let [name, sex, weight] = row.cells;
            let bit = match sex {
                "m" => WordClass::MALE,
                "f" => WordClass::FEMALE,
                "" | "mf" => WordClass::MALE | WordClass::FEMALE,
                _ => return Err(format!("\"{sex}\" is not m or f")),
            };
            let word = self.words.entry(word_hash(name)).or_default();
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

    pub(super) fn surnames(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "weight"], |row| {
            let [name, weight] = row.cells;
            let word = self.words.entry(word_hash(name)).or_default();
            word.class |= WordClass::SURNAME;
            word.surname = word.surname.max(level(percent(weight)?));
            Ok(())
        })
    }

    pub(super) fn nicknames(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "nicknames"], |row| {
            let [name, nicknames] = row.cells;
            for nickname in values(nicknames) {
                self.nicknames
                    .insert(nickname_key(&key(name), &key(nickname)));
            }
            Ok(())
        })
    }

    fn class(&mut self, word: &str, bits: u16) {
        // "Gov." is two tokens, the word and its full stop.
        let bare = word.strip_suffix('.').filter(|w| !w.contains('.'));
        let word = self
            .words
            .entry(word_hash(bare.unwrap_or(word)))
            .or_default();
        word.class |= bits;
        word.stopped |= bare.is_some();
    }

    pub(super) fn titles(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["title", "kind"], |row| {
            let [title, kind] = row.cells;
            if title.contains([' ', '-']) {
                self.titles.add(title, 0, Role::Name);
            } else if kind == "role" {
                self.class(title, WordClass::ROLE);
            } else {
                self.class(title, WordClass::TITLE);
            }
            Ok(())
        })
    }

    pub(super) fn roles(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["noun"], |row| {
            self.class(row.cells[0], WordClass::ROLE);
            Ok(())
        })
    }

    pub(super) fn org_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["word", "position"], |row| {
            let [word, position] = row.cells;
            self.placed(word, position, WordClass::ORG)
        })
    }

    pub(super) fn place_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
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

    pub(super) fn cue_words(&mut self, table: &Table) -> Result<(), GazetteerError> {
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
