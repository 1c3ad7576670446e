//! From names to actors: the gazetteer first, then the article itself.

mod body;
mod brackets;
mod collective;
mod person;

use rustc_hash::FxHashMap;

use super::people::PersonName;
use super::spelling::fold;
use crate::actor::gazetteer::{Gazetteer, Role, Sort};
use crate::actor::names::{Doc, Name};
use crate::actor::{ActorMention, Kind, LocalActor, Who};
use crate::timex::Day;

/// A tenure counts this many days past its end: the news go on naming the
/// office for a while.
pub(in crate::actor::alias) const GRACE: i32 = 60;

/// A text that names more actors is a register: their names are compared with
/// those of no others any more, or each would cost as much as all before it.
const REGISTER: usize = 1_500;

/// An odd number that spreads bits.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The actors that `names` stand for, with the descriptions by office that
/// stand for one of them. In a `statement` a people is a party.
pub(crate) fn resolve(
    doc: &Doc,
    names: &[Name],
    g: &Gazetteer,
    published: Option<Day>,
    statement: bool,
) -> Who {
    let mut resolver = Resolver {
        doc,
        g,
        published,
        parties: Vec::new(),
        by_entry: FxHashMap::default(),
        by_text: FxHashMap::default(),
        by_words: FxHashMap::default(),
    };
    // Full names first: a surname may stand before its full name (a headline).
    let mut of = vec![u32::MAX; names.len()];
    for short in [false, true] {
        for (i, name) in names.iter().enumerate() {
            if resolver.is_short(name) == short {
                of[i] = resolver.actor(name);
            }
        }
    }
    resolver.bracketed(names, &mut of);
    resolver.respelt(names, &mut of);
    resolver.finish(names, &of, statement)
}

/// An actor being put together.
pub(in crate::actor::alias) struct Party {
    name: String,
    pub(in crate::actor::alias) kind: Kind,
    pub(in crate::actor::alias) entry: Option<u32>,
    person: PersonName,
    folded: String,
    aliases: Vec<String>,
}

pub(in crate::actor::alias) struct Resolver<'d, 't> {
    pub(in crate::actor::alias) doc: &'d Doc<'t>,
    pub(in crate::actor::alias) g: &'d Gazetteer,
    pub(in crate::actor::alias) published: Option<Day>,
    pub(in crate::actor::alias) parties: Vec<Party>,
    pub(in crate::actor::alias) by_entry: FxHashMap<u32, u32>,
    by_text: FxHashMap<(Kind, String), u32>,
    /// By kind and the words as they stand.
    by_words: FxHashMap<(Kind, u64), u32>,
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

    fn actor(&mut self, name: &Name) -> u32 {
        let words = self.doc.tokens[name.range()].iter();
        let words = words.fold(0, |all: u64, t| {
            (all ^ t.hash).wrapping_mul(MIX).rotate_left(23)
        });
        // What was meant once is meant again: most names of a text are
        // repetitions.
        if let Some(&party) = self.by_words.get(&(name.kind, words)) {
            return party;
        }
        let party = self.first_time(name);
        self.by_words.insert((name.kind, words), party);
        party
    }

    /// How many actors a new name is compared with.
    fn compared(&self) -> usize {
        match self.parties.len() {
            many if many > REGISTER => 0,
            few => few,
        }
    }

    /// The actor of a name that was not met before.
    fn first_time(&mut self, name: &Name) -> u32 {
        let text = clean(self.text(name));
        if let Some(party) = self.company(name, &text) {
            return party;
        }
        if let Some(party) = self.initials(name, &text) {
            return party;
        }
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

    pub(in crate::actor::alias) fn party_of_entry(&mut self, entry: u32, text: &str) -> u32 {
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

    fn finish(mut self, names: &[Name], of: &[u32], statement: bool) -> Who {
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
        self.collectives(names, of, &mut mentions);
        if statement {
            self.peoples(&mut mentions);
        }
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
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.strip_prefix("new ") {
        Some(rest) => format!("New {rest}"),
        None => words,
    }
}
