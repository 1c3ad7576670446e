//! Persons: which of those named before, or known, a name means.

use super::{GRACE, Resolver};
use crate::actor::Kind;
use crate::actor::alias::people::PersonName;
use crate::actor::alias::spelling::key;
use crate::actor::gazetteer::WordClass;
use crate::actor::names::{Mask, Name};
use crate::actor::token::{Shape, word_hash};

/// A given name as common as "George".
const COMMON_GIVEN: u8 = 4;

impl Resolver<'_, '_> {
    /// A person the gazetteer does not know by these very words.
    pub(super) fn person(&mut self, name: &Name, text: &str) -> u32 {
        let person = PersonName::new(text);
        let full = person.is_full();
        let candidates: Vec<u32> = (0..self.compared() as u32)
            .filter(|&i| {
                let party = &self.parties[i as usize];
                party.kind == Kind::Person
                    && (person.shortens(&party.person)
                        || full && party.person.is_full() && self.agree(&person, &party.person))
            })
            .collect();
        if let Some(&party) = self.pick(&candidates, &person)
            && !(self.doubtful(party) && self.known_person(text, &person).is_some())
        {
            self.also(party, text);
            let old = &self.parties[party as usize];
            let better = match text.len() > old.name.len() {
                true => self.fuller(text, &old.name),
                false => full && !self.fuller(&old.name, text),
            };
            if old.entry.is_none() && better {
                self.rename(party, text, person);
            }
            return party;
        }
        // A surname that several in the text bear is nobody's else.
        let shared = !full && candidates.len() > 1;
        let known = self
            .known_person(text, &person)
            .filter(|_| !shared)
            .or_else(|| self.misspelt_holder(name, &person));
        if let Some(entry) = known {
            return self.party_of_entry(entry, text);
        }
        self.new_party(&quiet(text), Kind::Person, None)
    }

    /// "Derelict Obama" of a headline: a full name that begins with no given
    /// name, of somebody nobody knows. A surname alone is rather that of
    /// someone known.
    fn doubtful(&self, party: u32) -> bool {
        let party = &self.parties[party as usize];
        let words = crate::actor::token::words(&party.name);
        let given = WordClass::MALE | WordClass::FEMALE | WordClass::SURNAME | WordClass::JOINS;
        party.entry.is_none()
            && party.person.is_full()
            && words.first().is_some_and(|first| {
                first.shape == Shape::Title
                    && self.g.word(first.hash).class & given == 0
                    && self.g.word(first.hash).is(WordClass::COMMON)
            })
    }

    /// Whether the longer of two names has no more than the shorter has: what
    /// stands before a given name is none of it ("Universe Alicia Machado").
    fn fuller(&self, long: &str, short: &str) -> bool {
        let given = |name: &str| {
            let words = crate::actor::token::words(name);
            words.first().is_some_and(|first| {
                let initial = first.shape == Shape::Dotted;
                initial
                    || self
                        .g
                        .word(first.hash)
                        .is(WordClass::MALE | WordClass::FEMALE)
            })
        };
        !short.contains(' ') || given(long) || !given(short)
    }

    /// Whether two full names can be one person's: "Bill" is "William".
    fn agree(&self, a: &PersonName, b: &PersonName) -> bool {
        a.agrees(b) || a.last() == b.last() && self.g.nicknames(&a.words[0], &b.words[0])
    }

    fn rename(&mut self, party: u32, text: &str, person: PersonName) {
        let party = &mut self.parties[party as usize];
        let old = std::mem::replace(&mut party.name, text.to_owned());
        party.aliases.retain(|a| a != text);
        if !party.aliases.contains(&old) {
            party.aliases.push(old);
        }
        party.person = person;
    }

    /// Of several bearers the one last named before; none when two share the
    /// surname and it alone is given.
    fn pick<'c>(&self, candidates: &'c [u32], person: &PersonName) -> Option<&'c u32> {
        let by_surname: Vec<&u32> = candidates
            .iter()
            .filter(|&&i| self.parties[i as usize].person.last() == person.last())
            .collect();
        match (by_surname.len(), candidates.len()) {
            (1, _) => Some(by_surname[0]),
            (0, 1) => candidates.first(),
            _ => None,
        }
    }

    /// Someone known from the news by another spelling, or by surname alone
    /// when only one such person fits the day.
    fn known_person(&self, text: &str, person: &PersonName) -> Option<u32> {
        let words = crate::actor::token::words(text);
        let last = words.last()?;
        let bearers = self.g.bearers(last.hash);
        if person.is_full() {
            let same = |e: &&u32| {
                let known = PersonName::new(self.g.entry(**e).name);
                known.is_full()
                    && known.last() == person.last()
                    && (person.shortens(&known)
                        || known.shortens(person)
                        || self.agree(person, &known))
            };
            let mut fitting = bearers.iter().filter(same);
            let first = fitting.next().copied();
            return first
                .filter(|_| fitting.next().is_none())
                .or_else(|| self.g.by_key(&key(text)));
        }
        // "George": a given name far more often than this surname.
        if self.g.word(last.hash).given >= COMMON_GIVEN {
            return None;
        }
        let whole = self.g.bearers(word_hash(text));
        let bearers = if whole.is_empty() { bearers } else { whole };
        match (&bearers[..], self.published) {
            ([one], _) => Some(*one),
            ([], _) => None,
            (many, Some(day)) => {
                let mut active = many
                    .iter()
                    .filter(|&&p| self.g.offices.active(p, day, GRACE));
                let first = active.next().copied();
                first.filter(|_| active.next().is_none())
            }
            _ => None,
        }
    }

    /// "Russian Foreign Minister Sergey Larvov": a name one slip away from
    /// that of a holder of the office before it. The office is the second
    /// witness without which no slip is forgiven.
    fn misspelt_holder(&self, name: &Name, person: &PersonName) -> Option<u32> {
        let end = name.from as usize;
        let office = self.doc.offices[end.checked_sub(1)?];
        if office.mask & Mask::TITLE == 0 || office.at + 1 != office.len {
            return None;
        }
        let phrase = self.doc.span(end - usize::from(office.len), end);
        let titles = &self.g.offices.titles;
        titles
            .senses_of(phrase.of(self.doc.text))
            .flat_map(|s| self.g.offices.of(s.entry))
            .map(|t| t.person)
            .find(|&p| person.nearly(&PersonName::new(self.g.entry(p).name)))
    }
}

/// "NICK QUILLBY" of a transcript or a heading goes by "Nick Quillby"; one
/// word in capitals, and initials, stay as they are.
fn quiet(name: &str) -> String {
    let loud = |word: &str| !word.chars().any(char::is_lowercase);
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 2 || !words.iter().all(|word| loud(word)) {
        return name.to_owned();
    }
    let quieten = |word: &&str| -> String {
        if word.contains('.') || word.chars().count() <= 2 {
            return (*word).to_owned();
        }
        let mut before = None;
        word.chars()
            .flat_map(|c| {
                let starts = before.is_none_or(|b: char| !b.is_alphabetic());
                before = Some(c);
                let small = (!starts).then(|| c.to_lowercase());
                small.into_iter().flatten().chain(starts.then_some(c))
            })
            .collect()
    };
    words.iter().map(quieten).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::quiet;

    #[test]
    fn names_in_capitals_are_written_as_names() {
        assert_eq!(quiet("NICK O'QUILLBY-HALL"), "Nick O'Quillby-Hall");
        assert_eq!(quiet("P.J. QUILLBY"), "P.J. Quillby");
        assert_eq!(quiet("QUILLBY"), "QUILLBY");
        assert_eq!(quiet("AJ Quillby"), "AJ Quillby");
    }
}
