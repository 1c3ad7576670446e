//! Organisations and places: acronyms, shorter names, a word more.

use super::Resolver;
use crate::actor::Kind;
use crate::actor::alias::people::is_acronym;
use crate::actor::alias::spelling::fold;
use crate::actor::gazetteer::WordClass;
use crate::actor::names::Name;
use crate::actor::token::Shape;

/// Words that alone mean a chamber of a parliament, not the White House.
const CHAMBERS: &[&str] = &["house"];

impl Resolver<'_, '_> {
    /// An organisation or place the gazetteer does not know.
    pub(super) fn body(&mut self, name: &Name, text: &str) -> u32 {
        let upper = self.doc.tokens[name.from as usize].shape;
        let short =
            self.is_short(name) && matches!(upper, Shape::Upper | Shape::Dotted | Shape::Mixed);
        // "S.C." is South Carolina, whatever the Supreme Court is called.
        let short = short && !self.doc.words[name.from as usize].is(WordClass::US_STATE);
        if short
            && let Some(party) = self
                .parties
                .iter()
                .position(|p| p.kind == Kind::Organisation && is_acronym(text, &p.name))
        {
            self.also(party as u32, text);
            return party as u32;
        }
        if name.kind == Kind::Organisation {
            let folded = fold(text);
            let longer: Vec<usize> = (0..self.parties.len())
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
