//! The names and aliases of all actors, prepared for searching.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::fold;
use crate::actor::{Actor, ActorId};
use crate::store::Catalogue;

/// Stands for "the canonical name" where an alias number is kept.
const NAME: u32 = u32::MAX;

/// How many mentions under an alias one under a name of one's own outweighs.
const OWN: u64 = 4;

/// One name of one actor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) actor: u32,
    alias: u32,
    start: u32,
    end: u32,
    /// Letters that begin a word.
    pub(super) initials: u64,
    /// Of its actor.
    pub(super) mentions: u32,
}

impl Key {
    pub(super) fn alias(&self) -> Option<u32> {
        (self.alias != NAME).then_some(self.alias)
    }
}

/// The names and aliases of all actors, prepared for searching. Building it
/// takes time proportional to the names: not on the interface thread.
#[derive(Debug, Default)]
pub struct ActorIndex {
    pub(super) actors: Arc<Catalogue<Actor>>,
    pub(super) keys: Vec<Key>,
    /// Letters that occur in each key.
    pub(super) masks: Vec<u64>,
    /// All folded keys, end to end.
    text: String,
    /// Distinct words of the keys, in order of first occurrence.
    pub(super) words: Vec<Word>,
    word_text: String,
    word_keys: Vec<u32>,
    /// Actors by mentions, most first.
    pub(super) frequent: Vec<ActorId>,
}

/// A distinct word and the keys it occurs in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    start: u32,
    pub(super) len: u32,
    pub(super) mask: u64,
    keys: (u32, u32),
}

/// The bit of a letter; letters beyond ASCII share the bits that are left.
pub(super) fn letter(c: char) -> u64 {
    let bit = match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + (c as u32 - '0' as u32),
        _ => 36 + c as u32 % 28,
    };
    1 << bit
}

/// The letters of a text, blanks left out.
pub(super) fn mask(text: &str) -> u64 {
    let letters = text.chars().filter(|&c| c != ' ');
    letters.fold(0, |mask, c| mask | letter(c))
}

impl ActorIndex {
    /// Prepares the names of all actors.
    pub fn new(actors: Arc<Catalogue<Actor>>) -> Self {
        let mut index = Self::default();
        let mut words: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        // Whom the user made one with another is mentioned no more.
        let named = |(_, actor): &(usize, &Actor)| actor.mentions > 0;
        for (at, actor) in actors.iter().enumerate().filter(named) {
            let mut add =
                |alias, name| index.add(at as u32, alias, name, actor.mentions, &mut words);
            add(NAME, &actor.name);
            for (alias, name) in actor.aliases.iter().enumerate() {
                add(alias as u32, name);
            }
        }
        let mut words: Vec<(String, Vec<u32>)> = words.into_iter().collect();
        words.sort_unstable();
        for (word, keys) in words {
            let (start, first) = (index.word_text.len(), index.word_keys.len());
            index.word_text.push_str(&word);
            index.word_keys.extend(keys);
            index.words.push(Word {
                start: start as u32,
                len: word.len() as u32,
                mask: mask(&word),
                keys: (first as u32, index.word_keys.len() as u32),
            });
        }
        index.frequent = (0..actors.len() as u32).map(ActorId).collect();
        let mentions = |id: &ActorId| actors[id.0 as usize].mentions;
        index
            .frequent
            .sort_by_key(|id| std::cmp::Reverse(mentions(id)));
        index.actors = actors;
        index
    }

    fn add(
        &mut self,
        actor: u32,
        alias: u32,
        name: &str,
        mentions: u32,
        words: &mut FxHashMap<String, Vec<u32>>,
    ) {
        let folded = fold(name);
        let number = self.keys.len() as u32;
        let mut initials = 0;
        for word in folded.split_whitespace() {
            initials |= word.chars().next().map_or(0, letter);
            match words.get_mut(word) {
                Some(keys) if keys.last() == Some(&number) => {}
                Some(keys) => keys.push(number),
                None => {
                    words.insert(word.to_owned(), vec![number]);
                }
            }
        }
        let start = self.text.len() as u32;
        self.text.push_str(&folded);
        self.keys.push(Key {
            actor,
            alias,
            start,
            end: self.text.len() as u32,
            initials,
            mentions,
        });
        self.masks.push(mask(&folded));
    }

    /// The actors it was made of.
    pub fn actors(&self) -> &Arc<Catalogue<Actor>> {
        &self.actors
    }

    /// A key's folded name.
    pub(super) fn folded(&self, key: &Key) -> &str {
        &self.text[key.start as usize..key.end as usize]
    }

    /// A key's name as it stands.
    pub(super) fn original(&self, key: &Key) -> &str {
        self.named(ActorId(key.actor), key.alias())
    }

    /// An actor's canonical name, or one of its aliases.
    pub(super) fn named(&self, actor: ActorId, alias: Option<u32>) -> &str {
        let Some(actor) = self.actors.get(actor.0 as usize) else {
            return "";
        };
        let alias = alias.and_then(|alias| actor.aliases.get(alias as usize));
        alias.unwrap_or(&actor.name)
    }

    pub(super) fn word(&self, word: &Word) -> &str {
        &self.word_text[word.start as usize..(word.start + word.len) as usize]
    }

    pub(super) fn keys_of(&self, word: &Word) -> &[u32] {
        &self.word_keys[word.keys.0 as usize..word.keys.1 as usize]
    }

    /// The one actor meant by a name typed in full or loosely: the first of
    /// its bearers, else the best fit.
    pub fn resolve(&self, name: &str) -> Option<ActorId> {
        if name.trim().is_empty() {
            return None;
        }
        let bearer = self.bearers(name).into_iter().next();
        bearer.or_else(|| self.search(name, 1).first().map(|pick| pick.actor))
    }

    /// Those with exactly this name or alias, whoever is most likely meant
    /// first. Who acts comes before what is only a place: "Moscow" is Russia
    /// where nothing but a town is called so. A name of one's own comes before
    /// an alias, unless the other is named far more often: "Pistorius" is
    /// Oscar Pistorius though a few articles do not say which one they mean.
    pub fn bearers(&self, name: &str) -> Vec<ActorId> {
        let wanted = fold(name);
        let first = wanted.split_whitespace().next().unwrap_or_default();
        let at = self
            .words
            .binary_search_by(|word| self.word(word).cmp(first));
        let keys = at.map_or(&[][..], |at| self.keys_of(&self.words[at]));
        let mut bearers: Vec<((bool, u64), ActorId)> = keys
            .iter()
            .map(|&key| &self.keys[key as usize])
            .filter(|key| self.folded(key) == wanted)
            .filter_map(|key| {
                let actor = self.actors.get(key.actor as usize)?;
                let own = if key.alias().is_none() { OWN } else { 1 };
                let weight = u64::from(actor.mentions) * own;
                Some(((actor.acts, weight), ActorId(key.actor)))
            })
            .collect();
        bearers.sort_by_key(|(rank, id)| (Reverse(*rank), *id));
        let mut known = FxHashSet::default();
        bearers.retain(|(_, id)| known.insert(*id));
        bearers.into_iter().map(|(_, id)| id).collect()
    }
}
