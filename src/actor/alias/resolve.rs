//! From names to actors: the gazetteer first, then the article itself.

use rustc_hash::FxHashMap;

use super::people::{PersonName, is_acronym};
use super::spelling::{fold, key};
use crate::actor::gazetteer::{Gazetteer, Role, Sort, WordClass};
use crate::actor::names::{Doc, Mask, Name};
use crate::actor::token::{Shape, word_hash};
use crate::actor::{ActorMention, Kind, LocalActor, Who};
use crate::timex::Day;

/// A tenure counts this many days past its end: the news go on naming the
/// office for a while.
pub(super) const GRACE: i32 = 60;

/// A given name as common as "George".
const COMMON_GIVEN: u8 = 4;

/// The actors that `names` stand for, with the descriptions by office that
/// stand for one of them.
pub(crate) fn resolve(doc: &Doc, names: &[Name], g: &Gazetteer, published: Option<Day>) -> Who {
    let mut resolver = Resolver {
        doc,
        g,
        published,
        parties: Vec::new(),
        by_entry: FxHashMap::default(),
        by_text: FxHashMap::default(),
    };
    // Full names first: a surname may stand before its full name (a headline).
    let mut of = vec![u32::MAX; names.len()];
    for short in [false, true] {
        for (i, name) in names.iter().enumerate() {
            if resolver.is_short(name) == short {
                of[i] = resolver.actor(name, i);
            }
        }
    }
    resolver.bracketed(names, &mut of);
    resolver.respelt(names, &mut of);
    resolver.finish(names, &of)
}

/// An actor being put together.
pub(super) struct Party {
    name: String,
    pub(super) kind: Kind,
    pub(super) entry: Option<u32>,
    person: PersonName,
    folded: String,
    aliases: Vec<String>,
}

pub(super) struct Resolver<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) g: &'d Gazetteer,
    pub(super) published: Option<Day>,
    pub(super) parties: Vec<Party>,
    pub(super) by_entry: FxHashMap<u32, u32>,
    by_text: FxHashMap<(Kind, String), u32>,
}

impl Resolver<'_, '_> {
    fn text(&self, name: &Name) -> &str {
        self.doc
            .span(name.from as usize, name.to as usize)
            .of(self.doc.text)
    }

    /// A name that needs another to be understood: one word, or an acronym.
    fn is_short(&self, name: &Name) -> bool {
        name.to - name.from == 1
    }

    fn actor(&mut self, name: &Name, _: usize) -> u32 {
        let text = clean(self.text(name));
        if let Some(entry) = self.known(name, &text) {
            return self.party_of_entry(entry, &text);
        }
        let id = (merge_kind(name.kind), fold(&text));
        if let Some(&party) = self.by_text.get(&id) {
            self.also(party, &text);
            return party;
        }
        let party = match name.kind {
            Kind::Person => self.person(name, &text),
            _ => self.body(name, &text),
        };
        self.by_text.insert(id, party);
        party
    }

    /// The gazetteer's entry for a name, when its kind fits and one is best.
    fn known(&self, name: &Name, text: &str) -> Option<u32> {
        let senses = self.g.phrases.senses_of(text);
        let fits = |sort: Sort| match name.kind {
            Kind::Person => sort.kind() == Kind::Person,
            _ => sort.kind() != Kind::Person,
        };
        let wants = |sort: Sort| u32::from(sort.kind() == name.kind);
        senses
            .filter(|s| matches!(s.role, Role::Name | Role::Demonym))
            .filter(|s| fits(self.g.entry(s.entry).sort))
            .max_by_key(|s| {
                let entry = self.g.entry(s.entry);
                let state = u32::from(entry.sort == Sort::State);
                let seen = u32::from(self.by_entry.contains_key(&s.entry));
                (
                    seen,
                    wants(entry.sort),
                    state,
                    entry.weight,
                    u32::MAX - s.entry,
                )
            })
            .map(|s| s.entry)
    }

    pub(super) fn party_of_entry(&mut self, entry: u32, text: &str) -> u32 {
        if let Some(&party) = self.by_entry.get(&entry) {
            self.also(party, text);
            return party;
        }
        let known = self.g.entry(entry);
        let party = self.new_party(known.name, known.sort.kind(), Some(entry));
        self.also(party, text);
        party
    }

    fn new_party(&mut self, name: &str, kind: Kind, entry: Option<u32>) -> u32 {
        let index = self.parties.len() as u32;
        if let Some(entry) = entry {
            self.by_entry.insert(entry, index);
        }
        self.by_text.insert((merge_kind(kind), fold(name)), index);
        self.parties.push(Party {
            name: name.to_owned(),
            kind,
            entry,
            person: match kind {
                Kind::Person => PersonName::new(name),
                _ => PersonName::default(),
            },
            folded: fold(name),
            aliases: Vec::new(),
        });
        index
    }

    fn also(&mut self, party: u32, text: &str) {
        let party = &mut self.parties[party as usize];
        if party.name != text && !party.aliases.iter().any(|a| a == text) {
            party.aliases.push(text.to_owned());
        }
    }

    /// A person the gazetteer does not know by these very words.
    fn person(&mut self, name: &Name, text: &str) -> u32 {
        let person = PersonName::new(text);
        let full = person.is_full();
        let candidates: Vec<u32> = (0..self.parties.len() as u32)
            .filter(|&i| {
                let party = &self.parties[i as usize];
                party.kind == Kind::Person
                    && (person.shortens(&party.person)
                        || full && party.person.is_full() && self.agree(&person, &party.person))
            })
            .collect();
        if let Some(&party) = self.pick(&candidates, name, &person) {
            self.also(party, text);
            if self.parties[party as usize].entry.is_none()
                && text.len() > self.parties[party as usize].name.len()
            {
                self.rename(party, text, person);
            }
            return party;
        }
        let known = self
            .known_person(text, &person)
            .or_else(|| self.misspelt_holder(name, &person));
        if let Some(entry) = known {
            return self.party_of_entry(entry, text);
        }
        self.new_party(text, Kind::Person, None)
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
    fn pick<'c>(&self, candidates: &'c [u32], _: &Name, person: &PersonName) -> Option<&'c u32> {
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

    /// An organisation or place the gazetteer does not know.
    fn body(&mut self, name: &Name, text: &str) -> u32 {
        let upper = self.doc.tokens[name.from as usize].shape;
        let short =
            self.is_short(name) && matches!(upper, Shape::Upper | Shape::Dotted | Shape::Mixed);
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
                && (name.to - name.from > 1
                    || self.doc.words[name.from as usize].is(WordClass::ORG))
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

    /// "[Vladimir] Putin", "(Sergey) Lavrov": a given name in brackets before
    /// the surname is no name by itself.
    fn bracketed(&self, names: &[Name], of: &mut [u32]) {
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
    fn respelt(&mut self, names: &[Name], of: &mut [u32]) {
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

    fn finish(mut self, names: &[Name], of: &[u32]) -> Who {
        let mut mentions: Vec<ActorMention> = names
            .iter()
            .zip(of)
            .map(|(name, &actor)| ActorMention {
                span: self.doc.span(name.from as usize, name.to as usize),
                actor,
                kind: match self.parties[actor as usize].kind {
                    // A person stays one, whatever a town of that name says.
                    Kind::Person => Kind::Person,
                    _ => name.kind,
                },
                acting: name.kind != Kind::Place,
                named: true,
            })
            .collect();
        let mut who = Who::default();
        self.descriptions(names, of, &mut mentions);
        self.bodies(&mut mentions);
        // Actors in order of first mention.
        let mut order: Vec<u32> = vec![u32::MAX; self.parties.len()];
        mentions.sort_by_key(|m| m.span.start);
        let mut parties: Vec<Option<Party>> = self.parties.into_iter().map(Some).collect();
        for mention in &mut mentions {
            let at = mention.actor as usize;
            if let Some(party) = parties[at].take() {
                order[at] = who.actors.len() as u32;
                who.actors.push(LocalActor {
                    acts: party.kind != Kind::Place,
                    name: party.name,
                    kind: party.kind,
                    known: party.entry.is_some(),
                    aliases: party.aliases,
                });
            }
            mention.actor = order[at];
            who.actors[mention.actor as usize].acts |= mention.acting;
        }
        who.mentions = mentions;
        who
    }
}

/// Places and organisations of one name are one actor: an acting country.
fn merge_kind(kind: Kind) -> Kind {
    match kind {
        Kind::Person => Kind::Person,
        _ => Kind::Organisation,
    }
}

/// A name without the article and the possessive ending around it, its white
/// space made plain.
fn clean(text: &str) -> String {
    let text = text
        .strip_suffix("'s")
        .or_else(|| text.strip_suffix("\u{2019}s"))
        .unwrap_or(text);
    let text = text.strip_prefix("the ").unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `short` is `long` without words at one end ("Defence Ministry" of
/// "Russian Defence Ministry").
fn shortens_body(short: &str, long: &str) -> bool {
    let ends = |cut: Option<&str>, edge: fn(&str) -> bool| cut.is_some_and(edge);
    ends(long.strip_suffix(short), |rest| rest.ends_with(' '))
        || ends(long.strip_prefix(short), |rest| rest.starts_with(' '))
}
