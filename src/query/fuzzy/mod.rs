//! Actors found by what a person types: letters left out, words in any
//! order, initials, accents or Cyrillic, slips of the finger.

mod fold;

pub use fold::{Folded, fold, fold_with_origin};

use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::actor::{Actor, ActorId};

/// An actor that fits what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The actor.
    pub actor: ActorId,
    /// Which of its names fitted: `None` the canonical one, else the index of
    /// the alias.
    pub alias: Option<u32>,
    /// The higher the better; only for comparing picks of one search.
    pub score: i64,
}

/// The names and aliases of all actors, prepared for searching.
#[derive(Default)]
pub struct ActorIndex {
    actors: Arc<Vec<Actor>>,
    keys: Vec<(ActorId, Option<u32>, String)>,
}

impl ActorIndex {
    /// Prepares the names of all actors.
    pub fn new(actors: Arc<Vec<Actor>>) -> Self {
        let mut keys = Vec::new();
        for (at, actor) in actors.iter().enumerate() {
            let id = ActorId(at as u32);
            keys.push((id, None, fold(&actor.name)));
            for (alias, name) in actor.aliases.iter().enumerate() {
                keys.push((id, Some(alias as u32), fold(name)));
            }
        }
        Self { actors, keys }
    }

    /// The best `limit` actors for a query, best first; all by frequency when
    /// the query is blank.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Pick> {
        let matcher = SkimMatcherV2::default().ignore_case();
        let query = fold(query);
        let mut best: Vec<Pick> = Vec::new();
        for (actor, alias, key) in &self.keys {
            let Some(score) = matcher.fuzzy_match(key, query.trim()) else {
                continue;
            };
            match best.last_mut() {
                Some(pick) if pick.actor == *actor && pick.score >= score => {}
                Some(pick) if pick.actor == *actor => {
                    pick.alias = *alias;
                    pick.score = score;
                }
                _ => best.push(Pick {
                    actor: *actor,
                    alias: *alias,
                    score,
                }),
            }
        }
        best.sort_by_key(|pick| {
            let mentions = self.actors[pick.actor.0 as usize].mentions;
            std::cmp::Reverse((pick.score, mentions))
        });
        best.truncate(limit);
        best
    }

    /// The one actor meant by a name typed in full or loosely: of those with
    /// exactly this name or alias the most frequent, else the best fit.
    pub fn resolve(&self, name: &str) -> Option<ActorId> {
        let wanted = fold(name);
        let exact = self.keys.iter().filter(|(_, _, key)| *key == wanted);
        let best = exact.max_by_key(|(id, alias, _)| {
            let mentions = self.actors[id.0 as usize].mentions;
            (alias.is_none(), mentions, std::cmp::Reverse(*id))
        });
        match best {
            Some((id, _, _)) => Some(*id),
            None => self.search(name, 1).first().map(|pick| pick.actor),
        }
    }

    /// The name of a pick that fitted.
    pub fn name(&self, pick: &Pick) -> &str {
        let Some(actor) = self.actors.get(pick.actor.0 as usize) else {
            return "";
        };
        match pick.alias {
            None => &actor.name,
            Some(alias) => actor.aliases.get(alias as usize).unwrap_or(&actor.name),
        }
    }

    /// Which characters of [`ActorIndex::name`] were typed, as character
    /// numbers: asked for the rows on the screen only.
    pub fn matched(&self, query: &str, pick: &Pick) -> Vec<usize> {
        let folded = fold_with_origin(self.name(pick));
        let matcher = SkimMatcherV2::default().ignore_case();
        let found = matcher.fuzzy_indices(&folded.text, fold(query).trim());
        let (_, indices) = found.unwrap_or_default();
        indices
            .into_iter()
            .map(|at| folded.origin[at] as usize)
            .collect()
    }
}

/// One search box: remembers what survived the last keystroke.
pub struct Picker {
    index: Arc<ActorIndex>,
}

impl Picker {
    /// A search box over some actors.
    pub fn new(index: Arc<ActorIndex>) -> Self {
        Self { index }
    }

    /// The names it searches.
    pub fn index(&self) -> &Arc<ActorIndex> {
        &self.index
    }

    /// As [`ActorIndex::search`], faster when the query grew or shrank by a
    /// letter since the last call.
    pub fn search(&mut self, query: &str, limit: usize) -> Vec<Pick> {
        self.index.search(query, limit)
    }
}
