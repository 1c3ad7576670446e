//! All actors of a corpus, each under one name.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::alias::spelling::fold;
use super::{Kind, LocalActor, Naming, Who};

/// An actor of the whole corpus: index into [`Directory::actors`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[repr(transparent)]
pub struct ActorId(pub u32);

/// One actor of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Other names seen.
    pub aliases: Vec<String>,
    /// Mentions over the corpus.
    pub mentions: u32,
    /// Whether it acts or speaks anywhere; false for what is only a place.
    pub acts: bool,
}

/// All actors of a corpus under one name each; ids are dense and never change.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The actors, by id.
    pub actors: Vec<Actor>,
    by_name: FxHashMap<(bool, String), ActorId>,
    naming: Naming,
}

impl Directory {
    /// A directory that follows the user's word on names.
    pub fn under(naming: Naming) -> Self {
        Self {
            naming,
            ..Self::default()
        }
    }

    /// The directory that gave these actors, from the first on and under the
    /// same word on names.
    pub fn of(actors: Vec<Actor>, naming: Naming) -> Self {
        let key = |actor: &Actor| {
            let given = naming.is_target(&actor.name);
            (actor.kind == Kind::Person && !given, fold(&actor.name))
        };
        let ids = (0..).map(ActorId);
        let by_name = actors.iter().map(key).zip(ids).collect();
        Self {
            actors,
            by_name,
            naming,
        }
    }

    /// Counts from nothing under other words on names. Ids stay with their
    /// names; an actor whose name nobody bears any more keeps its id and has
    /// no mentions.
    pub fn restart(&mut self, naming: Naming) {
        self.naming = naming;
        for actor in &mut self.actors {
            actor.mentions = 0;
            actor.aliases.clear();
            actor.acts = false;
        }
        // A name given by the user is one actor of whatever kind.
        let by_name = std::mem::take(&mut self.by_name);
        let mut entries: Vec<_> = by_name.into_iter().collect();
        entries.sort_by_key(|(_, id)| *id);
        for ((person, name), id) in entries {
            let person = person && !self.naming.is_target(&name);
            self.by_name.entry((person, name)).or_insert(id);
        }
    }

    /// The corpus-wide ids of an article's actors, in the order of
    /// [`Who::actors`]; new ones are added, aliases and counts kept.
    ///
    /// Actors are one when their canonical names are, whatever the case and
    /// the marks; a person is never a place or an organisation. A lone
    /// surname stays apart from every full name: two people may bear it.
    pub fn intern(&mut self, who: &Who) -> Vec<ActorId> {
        let ids: Vec<ActorId> = who.actors.iter().map(|actor| self.one(actor)).collect();
        for mention in &who.mentions {
            let id = ids.get(mention.actor as usize);
            if let Some(actor) = id.and_then(|id| self.actors.get_mut(id.0 as usize)) {
                actor.mentions = actor.mentions.saturating_add(1);
            }
        }
        ids
    }

    /// The ids that [`Directory::intern`] gave; nothing is added.
    pub fn lookup(&self, who: &Who) -> Vec<ActorId> {
        let one = |actor: &LocalActor| {
            let (key, _, _) = self.key(actor);
            self.by_name.get(&key).copied().unwrap_or_default()
        };
        who.actors.iter().map(one).collect()
    }

    /// What an actor is found by, its name, and whether the user gave it.
    fn key<'a>(&'a self, local: &'a LocalActor) -> ((bool, String), &'a str, bool) {
        let name = self.naming.name(&local.name);
        let given = self.naming.is_target(name);
        let key = (local.kind == Kind::Person && !given, fold(name));
        (key, name, given)
    }

    fn one(&mut self, local: &LocalActor) -> ActorId {
        let (key, name, given) = self.key(local);
        let name = name.to_owned();
        let next = ActorId(self.actors.len() as u32);
        let id = *self.by_name.entry(key).or_insert(next);
        if id == next {
            self.actors.push(Actor {
                name,
                kind: local.kind,
                ..Actor::default()
            });
        }
        let actor = &mut self.actors[id.0 as usize];
        actor.acts |= local.acts;
        if given && fold(&local.name) == fold(&actor.name) {
            // Its own kind, not that of a name merged into it.
            actor.kind = local.kind;
        }
        let renamed = Some(&local.name).filter(|own| fold(own) != fold(&actor.name));
        for alias in renamed.into_iter().chain(&local.aliases) {
            if *alias != actor.name && !actor.aliases.contains(alias) {
                actor.aliases.push(alias.clone());
            }
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::actor::ActorMention;

    fn who(names: &[(&str, Kind, &[&str])]) -> Who {
        Who {
            actors: names
                .iter()
                .map(|(name, kind, aliases)| LocalActor {
                    name: (*name).to_owned(),
                    kind: *kind,
                    aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
                    ..LocalActor::default()
                })
                .collect(),
            mentions: (0..names.len() as u32)
                .map(|actor| ActorMention {
                    span: Span::new(actor as usize, actor as usize + 1),
                    actor,
                    ..ActorMention::default()
                })
                .collect(),
            ..Who::default()
        }
    }

    #[test]
    fn the_same_name_is_the_same_actor() {
        let mut directory = Directory::default();
        let first = directory.intern(&who(&[
            ("Ahmet Davutoğlu", Kind::Person, &["Davutoğlu"]),
            ("Jordan", Kind::Place, &[]),
        ]));
        let second = directory.intern(&who(&[
            ("Jordan", Kind::Person, &[]),
            ("Ahmet Davutoglu", Kind::Person, &["Davutoglu"]),
            ("Jordan", Kind::Organisation, &[]),
        ]));
        assert_eq!(first, [ActorId(0), ActorId(1)]);
        assert_eq!(second, [ActorId(2), ActorId(0), ActorId(1)]);
        assert_eq!(directory.actors[0].mentions, 2);
        assert_eq!(directory.actors[0].aliases, ["Davutoğlu", "Davutoglu"]);
    }

    #[test]
    fn the_users_word_merges_and_ids_stay() {
        let first = who(&[("Kremlin", Kind::Organisation, &[])]);
        let second = who(&[("Russia", Kind::Place, &["Moscow"])]);
        let mut directory = Directory::default();
        assert_eq!(directory.intern(&first), [ActorId(0)]);
        assert_eq!(directory.intern(&second), [ActorId(1)]);
        directory.restart(Naming::new([("Kremlin", "Russia")], []));
        assert_eq!(directory.intern(&first), [ActorId(1)]);
        assert_eq!(directory.intern(&second), [ActorId(1)]);
        assert_eq!(directory.actors[0].mentions, 0);
        assert_eq!(directory.actors[1].aliases, ["Kremlin", "Moscow"]);
        directory.restart(Naming::default());
        assert_eq!(directory.intern(&first), [ActorId(0)]);
        let mut loaded = Directory::under(Naming::new([("Kremlin", "Russia")], []));
        assert_eq!(loaded.intern(&first), loaded.intern(&second));
        assert_eq!(loaded.actors.len(), 1);
        assert_eq!(loaded.actors[0].kind, Kind::Place);
    }

    #[test]
    fn a_surname_alone_joins_nobody() {
        let mut directory = Directory::default();
        let ids = directory.intern(&who(&[
            ("Bill Clinton", Kind::Person, &["Clinton"]),
            ("Hillary Clinton", Kind::Person, &["Clinton"]),
        ]));
        assert_ne!(ids[0], ids[1]);
        let third = directory.intern(&who(&[("Clinton", Kind::Person, &[])]));
        assert_eq!(third, [ActorId(2)]);
    }
}
