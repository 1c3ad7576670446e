//! Organisations and places: acronyms, shorter names, a word more.

use super::{Party, Resolver};
use crate::actor::Kind;
use crate::actor::alias::people::is_acronym;
use crate::actor::alias::spelling::fold;
use crate::actor::gazetteer::WordClass;
use crate::actor::names::{Mask, Name};
use crate::actor::speech::Class;
use crate::actor::token::{Shape, lower_hash, word_hash};

/// Words that alone mean a chamber of a parliament, not the White House.
const CHAMBERS: &[&str] = &["house"];

impl Resolver<'_, '_> {
    /// Initials of a body of the text, whoever else goes by them: "FSA" is the
    /// Financial Services Authority where that is named.
    pub(super) fn initials(&mut self, name: &Name, text: &str) -> Option<u32> {
        let at = name.from as usize;
        let upper = self.doc.tokens[at].shape;
        let short =
            self.is_short(name) && matches!(upper, Shape::Upper | Shape::Dotted | Shape::Mixed);
        // "S.C." is South Carolina, whatever the Supreme Court is called.
        let state = self.doc.words[at].is(WordClass::US_STATE)
            || self.doc.names[at].mask & Mask::PLACES != 0;
        if !short || state || name.kind == Kind::Person {
            return None;
        }
        let fits = |p: &Party| p.kind == Kind::Organisation && is_acronym(text, &p.name);
        let party = self.parties[..self.compared()].iter().position(fits)? as u32;
        if let Some(entry) = self.known(name, text) {
            let known = fold(self.g.entry(entry).name);
            let own = &self.parties[party as usize].folded;
            let shared = known
                .split(' ')
                .any(|w| w.len() > 3 && own.split(' ').any(|o| o == w));
            let other = known.contains(' ') && !shared && text.chars().count() > 2;
            if !other || self.by_entry.contains_key(&entry) {
                return None;
            }
        }
        self.also(party, text);
        Some(party)
    }

    /// An organisation or place the gazetteer does not know.
    pub(super) fn body(&mut self, name: &Name, text: &str) -> u32 {
        if name.kind == Kind::Organisation {
            let folded = fold(text);
            let longer: Vec<usize> = (0..self.compared())
                .filter(|&i| {
                    let party = &self.parties[i];
                    party.kind == Kind::Organisation && shortens_body(&folded, &party.folded)
                })
                .collect();
            if let [one] = longer[..]
                && (name.to - name.from > 1 || self.is_rest(name, &folded, one))
            {
                self.also(one as u32, text);
                return one as u32;
            }
            if let Some(party) = self.with_a_word_more(text) {
                return party;
            }
        }
        self.new_party(text, name.kind, None)
    }

    /// "Quillby", "Phoenix": a lone word that one company's full name in the
    /// text begins with, when the tables know nobody of that name, or but a
    /// town.
    pub(super) fn company(&mut self, name: &Name, text: &str) -> Option<u32> {
        let at = name.from as usize;
        let known = self.doc.names[at].mask & Mask::NAMES & !Mask::CITY;
        let other = WordClass::ORG | WordClass::COMMON;
        if name.kind != Kind::Organisation
            || !self.is_short(name)
            || known != 0
            || self.doc.words[at].is(other)
        {
            return None;
        }
        let folded = fold(text);
        let begins = |party: &Party| {
            let rest = party.folded.strip_prefix(folded.as_str());
            party.kind == Kind::Organisation
                && rest.is_some_and(|rest| rest.starts_with(' '))
                && self.is_company(&party.name)
        };
        let mut full = (0..self.compared()).filter(|&i| begins(&self.parties[i]));
        let party = full.next().filter(|_| full.next().is_none())? as u32;
        self.also(party, text);
        Some(party)
    }

    /// "Quillby Freight Corp.", "Freedom Magazine"
    pub(super) fn is_company(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let hash = lower_hash(last.trim_end_matches('.'));
        let word = self.g.word(word_hash(last));
        self.doc.clause.info(hash).is(Class::LEGAL)
            || word.is(WordClass::ORG) && word.is(WordClass::CLOSES)
    }

    /// Whether a lone word, "Court", is the rest of a longer name. What such
    /// a name begins with is another's ("House" of "House Committee").
    fn is_rest(&self, name: &Name, folded: &str, longer: usize) -> bool {
        self.doc.words[name.from as usize].is(WordClass::ORG)
            && self.parties[longer].folded.ends_with(folded)
            && !CHAMBERS.contains(&folded)
    }

    /// "Islamic State group" is Islamic State: a known organisation's name and
    /// one word that only says what it is.
    fn with_a_word_more(&mut self, text: &str) -> Option<u32> {
        let (name, word) = text.rsplit_once(' ')?;
        if !matches!(
            word.to_lowercase().as_str(),
            "group" | "organisation" | "organization" | "movement"
        ) {
            return None;
        }
        let entry = self
            .g
            .phrases
            .senses_of(name)
            .map(|s| s.entry)
            .find(|&e| self.g.entry(e).sort.kind() == Kind::Organisation)?;
        Some(self.party_of_entry(entry, text))
    }
}

/// Whether `short` is `long` without words at one end ("Defence Ministry" of
/// "Russian Defence Ministry").
fn shortens_body(short: &str, long: &str) -> bool {
    let ends = |cut: Option<&str>, edge: fn(&str) -> bool| cut.is_some_and(edge);
    ends(long.strip_suffix(short), |rest| rest.ends_with(' '))
        || ends(long.strip_prefix(short), |rest| rest.starts_with(' '))
}
