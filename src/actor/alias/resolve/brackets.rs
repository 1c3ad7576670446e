//! Names beside brackets: given names put in by editors, other alphabets.

use rustc_hash::FxHashMap;

use super::{Resolver, clean};
use crate::actor::Kind;
use crate::actor::alias::spelling::key;
use crate::actor::names::Name;

impl Resolver<'_, '_> {
    /// "[Vladimir] Putin", "(Sergey) Lavrov": a given name in brackets before
    /// the surname is no name by itself.
    pub(super) fn bracketed(&self, names: &[Name], of: &mut [u32]) {
        for i in 1..names.len() {
            let (given, after) = (names[i - 1], names[i]);
            let gap = given.to as usize..after.from as usize;
            let closes = gap.len() == 1 && matches!(self.doc.word(gap.start), "]" | ")");
            let party = &self.parties[of[i] as usize];
            let first = party.person.words.first();
            if closes
                && given.to - given.from == 1
                && after.kind == Kind::Person
                && first.is_some_and(|w| *w == key(self.text(&given)))
            {
                of[i - 1] = of[i];
            }
        }
    }

    /// "Federal Security Service (ФСБ)": the same name in the letters of
    /// another language, in brackets, there and wherever it stands.
    pub(super) fn respelt(&mut self, names: &[Name], of: &mut [u32]) {
        let mut same: FxHashMap<u32, u32> = FxHashMap::default();
        for i in 1..names.len() {
            let (before, name) = (names[i - 1], names[i]);
            let gap = before.to as usize..name.from as usize;
            let bracketed = gap.len() == 1
                && self.doc.word(gap.start) == "("
                && self.doc.word_at(name.to as usize) == ")";
            let foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
            let letters = self.text(&name).chars().filter(|c| !c.is_whitespace());
            let known = self.parties[of[i] as usize].entry.is_some();
            if bracketed && !known && before.kind == name.kind && letters.clone().all(foreign) {
                same.insert(of[i], of[i - 1]);
            }
        }
        for (name, of) in names.iter().zip(of) {
            if let Some(&party) = same.get(of) {
                *of = party;
                let text = clean(self.text(name));
                self.also(party, &text);
            }
        }
    }
}
