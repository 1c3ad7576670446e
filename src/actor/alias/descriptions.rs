//! Offices without a name beside them: "the Russian leader", "the Kremlin
//! spokesman".

use super::resolve::{GRACE, Resolver};
use crate::actor::names::{Mask, Name};
use crate::actor::speech::Class;
use crate::actor::{ActorMention, Kind};
use crate::timex::Day;

/// Times in office of someone named with that office, one of which the
/// article was written in.
type Stints = Vec<(Day, Day)>;

impl Resolver<'_, '_> {
    /// Adds mentions of those whose offices stand for them: their holder on
    /// the day of the article, or, where that is not known, the one holder
    /// named in it who fits the offices that others are named with.
    pub(super) fn descriptions(
        &mut self,
        names: &[Name],
        of: &[u32],
        mentions: &mut Vec<ActorMention>,
    ) {
        let doc = self.doc;
        let mut taken = vec![u32::MAX; doc.tokens.len()];
        for (name, &actor) in names.iter().zip(of) {
            taken[name.range()].fill(actor);
        }
        let stints = match self.published {
            Some(_) => Vec::new(),
            None => self.introductions(names, of),
        };
        let mut at = 0;
        while at < doc.tokens.len() {
            let office = doc.offices[at];
            let len = usize::from(office.len);
            if len == 0 || office.at > 0 || office.mask & Mask::TITLE == 0 {
                at += 1;
                continue;
            }
            let end = at + len;
            let person = |&a: &u32| self.parties.get(a as usize).map(|p| p.kind);
            let free = taken[at..end]
                .iter()
                .all(|a| person(a) != Some(Kind::Person));
            if free
                && !self.person_beside(&taken, at, end)
                && !self.was(at, end)
                && !self.is_any(at)
                && let Some(entry) = self.holder(at..end, &stints)
            {
                // "U.S. President": the name in the office keeps its words.
                let inside = (at..end).rev().find(|&i| taken[i] != u32::MAX);
                let from = inside.map_or(at, |i| i + 1);
                let actor = match self.by_entry.get(&entry) {
                    Some(&actor) => actor,
                    None => self.party_of_entry(entry, self.g.entry(entry).name),
                };
                if from < end {
                    mentions.push(ActorMention {
                        span: doc.span(from, end),
                        actor,
                        kind: Kind::Person,
                        acting: true,
                        named: false,
                    });
                }
            }
            at = end;
        }
    }

    /// Whether a person's name follows directly, or after a comma.
    fn person_beside(&self, taken: &[u32], at: usize, end: usize) -> bool {
        let person = |i: usize| {
            taken
                .get(i)
                .is_some_and(|&a| a != u32::MAX && self.parties[a as usize].kind == Kind::Person)
        };
        let comma = |i: usize| i < taken.len() && self.doc.word(i) == ",";
        person(end) || comma(end) && person(end + 1) || at >= 2 && comma(at - 1) && person(at - 2)
    }

    /// "a Kremlin spokesman": one of several.
    fn is_any(&self, at: usize) -> bool {
        let article = at.checked_sub(1).map_or("", |i| self.doc.word(i));
        matches!(article, "a" | "an" | "A" | "An" | "another" | "Another")
    }

    /// "former Russian president", "ex-Kremlin chief", "the president-elect".
    fn was(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let glued = |i: usize| i < doc.tokens.len() && doc.word(i) == "-" && !doc.tokens[i].spaced;
        let before = at.checked_sub(if at > 0 && glued(at - 1) { 2 } else { 1 });
        let former = before.is_some_and(|i| doc.is(i, Class::FORMER));
        former || glued(end)
    }

    /// The times in office of those who are named with their offices.
    fn introductions(&self, names: &[Name], of: &[u32]) -> Vec<Stints> {
        let offices = &self.g.offices;
        let mut all = Vec::new();
        for (name, &actor) in names.iter().zip(of) {
            let party = &self.parties[actor as usize];
            let (Some(person), Some(last)) = (party.entry, name.from.checked_sub(1)) else {
                continue;
            };
            let office = self.doc.offices[last as usize];
            if party.kind != Kind::Person || office.len == 0 || office.at + 1 != office.len {
                continue;
            }
            let from = name.from as usize - usize::from(office.len);
            let phrase = self.doc.span(from, name.from as usize).of(self.doc.text);
            let titles = match office.mask & Mask::TITLE {
                0 => &offices.generic,
                _ => &offices.titles,
            };
            let stints: Stints = titles
                .senses_of(phrase)
                .flat_map(|sense| offices.of(sense.entry))
                .filter(|tenure| tenure.person == person)
                .map(|tenure| (tenure.from, tenure.to))
                .collect();
            if !stints.is_empty() && !all.contains(&stints) {
                all.push(stints);
            }
        }
        all
    }

    /// The entry of who is meant by the office phrase over these tokens.
    fn holder(&self, tokens: std::ops::Range<usize>, stints: &[Stints]) -> Option<u32> {
        let doc = self.doc;
        let phrase = doc.span(tokens.start, tokens.end).of(doc.text);
        let offices: Vec<u32> = self
            .g
            .offices
            .titles
            .senses_of(phrase)
            .map(|s| s.entry)
            .collect();
        let named = |person: &u32| self.by_entry.contains_key(person);
        if let Some(day) = self.published {
            let on_day = |&o: &u32| self.g.offices.holder(o, day, GRACE);
            if let Some(person) = offices.iter().filter_map(on_day).find(named) {
                return Some(person);
            }
            // Nobody names them: the phrase must say whose office it is
            // ("Foreign Secretary" does not).
            let owned = doc.names[tokens].iter().any(|gaz| gaz.mask != 0);
            let mut holders = offices.iter().filter_map(on_day);
            let first = holders.next().filter(|_| owned)?;
            return holders.all(|h| h == first).then_some(first);
        }
        let fits = |from: Day, to: Day| {
            let meets = |&(f, t): &(Day, Day)| f < to && from < t;
            stints.iter().all(|all| all.iter().any(meets))
        };
        let mut holders = offices
            .iter()
            .flat_map(|&o| self.g.offices.of(o))
            .filter(|t| named(&t.person) && fits(t.from, t.to))
            .map(|t| t.person);
        let first = holders.next()?;
        holders.all(|h| h == first).then_some(first)
    }
}
