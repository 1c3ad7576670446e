//! From what was typed to ranked actors.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::distance::distance;
use super::fold::fold_with_origin;
use super::index::{ActorIndex, Key, Word};
use super::query::{Query, is_subsequence};
use super::score::{Scorer, slipped};
use crate::actor::ActorId;

/// Names that are scored at most for one keystroke; more when more are
/// wanted.
const CAP: usize = 600;

/// Names looked at between two looks at whether to stop.
const BETWEEN_STOPS: usize = 16_384;

/// Results in which the words stand whole, above which no slip is assumed.
const ENOUGH: usize = 3;

/// Letters a word needs to be taken for mistyped, and to be so twice.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 8;

/// An actor that fits what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The actor.
    pub actor: ActorId,
    /// Which of its names fitted: `None` the canonical one, else the index of
    /// the alias.
    pub alias: Option<u32>,
    /// The higher the better; only for comparing picks of one search.
    pub score: i64,
}

impl ActorIndex {
    /// The best `limit` actors for a query, best first; the most frequent
    /// ones when it is blank.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Pick> {
        let query = Query::new(query);
        if query.is_blank() {
            return self.most_frequent(limit);
        }
        let go_on = &|| false;
        let survivors = self.survivors(&query, None, go_on).unwrap_or_default();
        let ranked = self.rank(&Scorer::default(), &query, &survivors, limit, go_on);
        ranked.unwrap_or_default()
    }

    /// The name of a pick that fitted.
    pub fn name(&self, pick: &Pick) -> &str {
        self.named(pick.actor, pick.alias)
    }

    /// Which characters of a text (a pick's name, say) a query fits, as
    /// character numbers, ascending; empty when it fits by a slip only. For
    /// the rows on the screen.
    pub fn matched(&self, query: &str, name: &str) -> Vec<usize> {
        let folded = fold_with_origin(name);
        let found = Scorer::default().characters(&folded.text, &Query::new(query));
        let mut origins: Vec<usize> = found
            .into_iter()
            .filter_map(|at| folded.origin.get(at).map(|&origin| origin as usize))
            .collect();
        origins.dedup();
        origins
    }

    fn most_frequent(&self, limit: usize) -> Vec<Pick> {
        let most = self.frequent.iter().take(limit);
        most.map(|&actor| Pick {
            actor,
            alias: None,
            score: i64::from(self.actors[actor.0 as usize].mentions),
        })
        .collect()
    }

    /// The keys that hold the letters of every word in order, out of `among`;
    /// `None` when `stop` said so.
    fn survivors(
        &self,
        query: &Query,
        among: Option<&[u32]>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let fits = |key: u32| {
            let at = key as usize;
            self.masks[at] & query.mask == query.mask && {
                let name = self.folded(&self.keys[at]);
                query.words.iter().all(|word| is_subsequence(word, name))
            }
        };
        let mut found = Vec::new();
        match among {
            Some(among) => {
                for some in among.chunks(BETWEEN_STOPS) {
                    found.extend(some.iter().copied().filter(|&key| fits(key)));
                    if stop() {
                        return None;
                    }
                }
            }
            None => {
                let all = self.keys.len() as u32;
                for from in (0..all).step_by(BETWEEN_STOPS) {
                    let to = all.min(from + BETWEEN_STOPS as u32);
                    found.extend((from..to).filter(|&key| fits(key)));
                    if stop() {
                        return None;
                    }
                }
            }
        }
        Some(found)
    }

    fn rank(
        &self,
        scorer: &Scorer,
        query: &Query,
        survivors: &[u32],
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Pick>> {
        let mut best: FxHashMap<u32, Pick> = FxHashMap::default();
        let mut whole = 0;
        for &key in &*self.likeliest(query, survivors, limit) {
            let key = &self.keys[key as usize];
            if let Some(fit) = scorer.fit(self, key, query) {
                whole += usize::from(fit.whole);
                keep(&mut best, key, fit.score);
            }
        }
        if stop() {
            return None;
        }
        if whole < ENOUGH {
            for (key, slips) in self.mistyped(query) {
                let key = &self.keys[key as usize];
                keep(&mut best, key, slipped(self, key, query, slips));
            }
        }
        let mut picks: Vec<Pick> = best.into_values().collect();
        let mentions = |pick: &Pick| self.actors[pick.actor.0 as usize].mentions;
        let order = |pick: &Pick| (Reverse((pick.score, mentions(pick))), pick.actor);
        if picks.len() > limit {
            picks.select_nth_unstable_by_key(limit, order);
            picks.truncate(limit);
        }
        picks.sort_unstable_by_key(order);
        Some(picks)
    }

    /// At most [`CAP`] of the survivors: those whose words begin as the query
    /// does, then the most frequent.
    fn likeliest<'a>(&self, query: &Query, survivors: &'a [u32], limit: usize) -> Cow<'a, [u32]> {
        let cap = CAP.max(limit);
        if survivors.len() <= cap {
            return Cow::Borrowed(survivors);
        }
        let first = &query.words[0];
        let begins = |key: &Key| {
            key.initials & query.first != 0 && {
                let mut words = self.folded(key).split(' ');
                first.len() == 1 || words.any(|word| word.starts_with(first.as_str()))
            }
        };
        // One number to compare: begins, then mentions, then the earlier key.
        let worth = |&number: &u32| {
            let key = &self.keys[number as usize];
            let begins = u128::from(begins(key)) << 64;
            (
                begins | u128::from(key.mentions) << 32 | u128::from(!number),
                number,
            )
        };
        let mut worths: Vec<(u128, u32)> = survivors.iter().map(worth).collect();
        worths.select_nth_unstable_by_key(cap, |(worth, _)| Reverse(*worth));
        worths.truncate(cap);
        worths.into_iter().map(|(_, key)| key).collect()
    }

    /// Keys in which every word of the query stands, or a word a slip or two
    /// away, with the number of slips.
    fn mistyped(&self, query: &Query) -> Vec<(u32, usize)> {
        let mut found: Option<FxHashMap<u32, usize>> = None;
        for typed in &query.words {
            let near = self.near(typed);
            let next: FxHashMap<u32, usize> = match found {
                None => near,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(key, slips)| Some((key, slips + near.get(&key)?)))
                    .collect(),
            };
            found = Some(next);
        }
        let mut found: Vec<(u32, usize)> = found.into_iter().flatten().collect();
        let mentions = |key: u32| self.keys[key as usize].mentions;
        found.sort_unstable_by_key(|&(key, slips)| (slips, Reverse(mentions(key)), key));
        found.truncate(CAP);
        found
    }

    /// The keys that have a word within the slips that `typed` is long enough
    /// for, or a word that begins with it.
    fn near(&self, typed: &str) -> FxHashMap<u32, usize> {
        let letters = typed.chars().count();
        let most = match letters {
            ..ONE_SLIP => 0,
            ONE_SLIP..TWO_SLIPS => 1,
            _ => 2,
        };
        let mask = super::index::mask(typed);
        let slips = |word: &Word| -> Option<usize> {
            // A slip adds at most one letter to either side.
            let (extra, missing) = (word.mask & !mask, mask & !word.mask);
            let text = self.word(word);
            if missing == 0 && text.starts_with(typed) {
                return Some(0);
            }
            let far = extra.count_ones().max(missing.count_ones()) as usize > most;
            if far || word.len as usize + most < letters {
                return None;
            }
            distance(typed, text, most)
        };
        let mut near: FxHashMap<u32, usize> = FxHashMap::default();
        for word in &self.words {
            let Some(slips) = slips(word) else { continue };
            for &key in self.keys_of(word) {
                let least = near.entry(key).or_insert(slips);
                *least = slips.min(*least);
            }
        }
        near
    }
}

fn keep(best: &mut FxHashMap<u32, Pick>, key: &Key, score: i64) {
    let pick = Pick {
        actor: ActorId(key.actor),
        alias: key.alias(),
        score,
    };
    let best = best.entry(key.actor).or_insert(pick);
    if score > best.score {
        *best = pick;
    }
}

/// One search box: remembers what survived each letter.
pub struct Picker {
    index: Arc<ActorIndex>,
    scorer: Scorer,
    /// The queries on the way to the current one, each with its survivors.
    stack: Vec<(Query, Vec<u32>)>,
}

impl Picker {
    /// A search box over some actors.
    pub fn new(index: Arc<ActorIndex>) -> Self {
        Self {
            index,
            scorer: Scorer::default(),
            stack: Vec::new(),
        }
    }

    /// The names it searches.
    pub fn index(&self) -> &Arc<ActorIndex> {
        &self.index
    }

    /// As [`ActorIndex::search`], with the same result, faster when the query
    /// grew or shrank by a letter since the last call.
    pub fn search(&mut self, query: &str, limit: usize) -> Vec<Pick> {
        self.search_unless(query, limit, &|| false)
            .unwrap_or_default()
    }

    /// As [`Picker::search`]; `None` when `stop` said so, which is asked every
    /// fraction of a millisecond.
    pub fn search_unless(
        &mut self,
        query: &str,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Pick>> {
        let query = Query::new(query);
        if query.is_blank() {
            self.stack.clear();
            return Some(self.index.most_frequent(limit));
        }
        while let Some((last, _)) = self.stack.last()
            && !query.narrows(last)
        {
            self.stack.pop();
        }
        let last = self.stack.last();
        if last.is_none_or(|(last, _)| last.folded != query.folded) {
            let among = last.map(|(_, survivors)| &survivors[..]);
            let survivors = self.index.survivors(&query, among, stop)?;
            self.stack.push((query.clone(), survivors));
        }
        let survivors = self
            .stack
            .last()
            .map_or(&[][..], |(_, survivors)| survivors);
        self.index
            .rank(&self.scorer, &query, survivors, limit, stop)
    }
}
