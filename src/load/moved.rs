//! What became of articles, actors and outlets when a corpus was loaded anew.

use rustc_hash::FxHashMap;

use super::memory::Memory;
use crate::actor::{Actor, ActorId, Kind};
use crate::store::{ArticleId, Catalogue, Snapshot, SourceId};

/// Stands for what is gone.
const GONE: u32 = u32::MAX;

/// Ids of one load in the ids of the next.
#[derive(Clone, Debug)]
pub struct Moved {
    articles: Vec<u32>,
    actors: Vec<u32>,
    sources: Vec<u32>,
    before: Snapshot,
    after: Snapshot,
}

impl Moved {
    /// From one snapshot, and the files it was made of, to another.
    pub(super) fn new(before: (&Memory, &Snapshot), after: (&Memory, &Snapshot)) -> Self {
        let (files, before) = before;
        let (later, after) = after;
        Self {
            articles: articles(files, before, later, after),
            actors: actors(&before.actors, &after.actors),
            sources: sources(before, after),
            before: before.clone(),
            after: after.clone(),
        }
    }

    /// The article's id now; `None` when it is gone.
    pub fn article(&self, id: ArticleId) -> Option<ArticleId> {
        there(&self.articles, id.0).map(ArticleId)
    }

    /// The actor's id now; `None` when nobody of that name is left.
    pub fn actor(&self, id: ActorId) -> Option<ActorId> {
        there(&self.actors, id.0).map(ActorId)
    }

    /// The outlet's id now; `None` when nothing of it is left.
    pub fn source(&self, id: SourceId) -> Option<SourceId> {
        there(&self.sources, id.0).map(SourceId)
    }

    /// An event's article and number now: the one with the same sentence,
    /// else what stands in its place in the article. `None` when the article
    /// is gone or has no event left.
    pub fn event(&self, (article, index): (ArticleId, u32)) -> Option<(ArticleId, u32)> {
        let now = self.article(article)?;
        let old = self.before.events_of(article);
        let new = self.after.events_of(now);
        let last = new.len().checked_sub(1)?;
        let Some(event) = old.get(index as usize) else {
            return Some((now, index.min(last as u32)));
        };
        let words = self.before.articles.words(article, event.sentence);
        // The same sentence may give several events: the one that is as far
        // among them.
        let same_before = |at: usize| old[at].sentence == event.sentence;
        let nth = (0..index as usize).filter(|&at| same_before(at)).count();
        let same = |at: &usize| self.after.articles.words(now, new[*at].sentence) == words;
        let alike: Vec<usize> = (0..=last).filter(same).collect();
        let found = alike.get(nth).or(alike.last());
        let found = found.copied().unwrap_or((index as usize).min(last));
        Some((now, found as u32))
    }

    /// The same where that is the same sentence or on the same day; `None`
    /// where what stands in its place is far away.
    pub fn event_near(&self, id: (ArticleId, u32)) -> Option<(ArticleId, u32)> {
        let (now, found) = self.event(id)?;
        let old = self.before.events_of(id.0);
        let new = self.after.events_of(now);
        let (old, new) = (old.get(id.1 as usize)?, new.get(found as usize)?);
        let words = self.before.articles.words(id.0, old.sentence);
        let near = old.interval.first == new.interval.first
            || words == self.after.articles.words(now, new.sentence);
        near.then_some((now, found))
    }

    /// This, and what became of it later.
    pub fn then(self, later: Self) -> Self {
        let through = |first: Vec<u32>, second: &[u32]| {
            let each = first.into_iter();
            each.map(|at| there(second, at).unwrap_or(GONE)).collect()
        };
        Self {
            articles: through(self.articles, &later.articles),
            actors: through(self.actors, &later.actors),
            sources: through(self.sources, &later.sources),
            before: self.before,
            after: later.after,
        }
    }
}

fn there(numbers: &[u32], at: u32) -> Option<u32> {
    numbers.get(at as usize).copied().filter(|&now| now != GONE)
}

/// Articles by file and, within it, by id: of several with one id the first
/// is the first.
fn articles(files: &Memory, before: &Snapshot, later: &Memory, after: &Snapshot) -> Vec<u32> {
    let mut moved = vec![GONE; before.articles.len()];
    for [was, is] in files.shared(later) {
        let mut known: FxHashMap<(u64, u32), u32> = FxHashMap::default();
        let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
        for at in is.articles() {
            let Some(mark) = after.articles.mark(ArticleId(at)) else {
                break;
            };
            let nth = seen.entry(mark).or_default();
            known.insert((mark, *nth), at);
            *nth += 1;
        }
        seen.clear();
        for at in was.articles() {
            let Some(mark) = before.articles.mark(ArticleId(at)) else {
                break;
            };
            let nth = seen.entry(mark).or_default();
            if let Some(&now) = known.get(&(mark, *nth)) {
                moved[at as usize] = now;
            }
            *nth += 1;
        }
    }
    moved
}

fn actors(before: &Catalogue<Actor>, after: &Catalogue<Actor>) -> Vec<u32> {
    let key = |actor: &Actor| (actor.kind == Kind::Person, actor.name.clone());
    let known = after.iter().enumerate();
    let known: FxHashMap<_, _> = known.map(|(at, actor)| (key(actor), at as u32)).collect();
    let now = |actor| known.get(&key(actor)).copied().unwrap_or(GONE);
    before.iter().map(now).collect()
}

fn sources(before: &Snapshot, after: &Snapshot) -> Vec<u32> {
    let names = before.sources.iter();
    let now = names.map(|(_, name)| after.sources.find(name).map_or(GONE, |id| id.0));
    now.collect()
}
