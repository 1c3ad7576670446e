//! What is kept of the corpus, and where in the snapshot it is.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::model::EventId;
use crate::dating::corrections::quoted;
use crate::event::Analysis;
use crate::keep::{Item, Kept, Key};
use crate::store::{ArticleId, Snapshot};

/// What is kept, with its places.
#[derive(Default)]
pub struct Notebook {
    /// What is kept.
    kept: Arc<Kept>,
    /// Why nothing can be kept: the file has a fault.
    pub fault: Option<String>,
    /// Their articles, and their numbers by name.
    wanted: FxHashSet<String>,
    numbers: FxHashMap<Key, usize>,
    /// Where the kept events are.
    places: FxHashMap<EventId, usize>,
    /// The same, by number of the item.
    found: Vec<Option<EventId>>,
    /// Articles of the snapshot looked through.
    seen: usize,
    /// Articles with kept events, as they were when looked through.
    articles: FxHashMap<ArticleId, Arc<Analysis>>,
}

/// The name of an event of an article.
pub fn key(analysis: &Analysis, index: u32) -> Option<Key> {
    let event = analysis.events.get(index as usize)?;
    let text = &analysis.article.text;
    Some(Key {
        article: analysis.article.id.clone(),
        sentence: quoted(event.sentence.of(text)),
        words: quoted(event.expression.of(text)),
    })
}

/// The number of the event of that name in its article.
pub fn find(analysis: &Analysis, wanted: &Key) -> Option<u32> {
    if analysis.article.id != wanted.article {
        return None;
    }
    let numbers = 0..analysis.events.len() as u32;
    let mut same = numbers.filter(|index| key(analysis, *index).as_ref() == Some(wanted));
    same.next()
}

impl Notebook {
    /// With what the file holds.
    pub fn new(kept: Kept) -> Self {
        let mut notebook = Self {
            kept: Arc::new(kept),
            ..Self::default()
        };
        notebook.number();
        notebook
    }

    fn number(&mut self) {
        let items = || self.kept.items.iter().map(|item| &item.event);
        self.wanted = items().map(|key| key.article.clone()).collect();
        self.numbers = items().cloned().zip(0..).collect();
    }

    /// What is kept.
    pub fn kept(&self) -> &Arc<Kept> {
        &self.kept
    }

    /// What is kept of an event.
    pub fn of(&self, event: EventId) -> Option<&Item> {
        self.kept.items.get(*self.places.get(&event)?)
    }

    /// Where a kept event is.
    pub fn place(&self, item: usize) -> Option<EventId> {
        self.found.get(item).copied().flatten()
    }

    /// The events with a bookmark.
    pub fn bookmarks(&self) -> impl Iterator<Item = EventId> {
        let marked = |(_, item): &(&EventId, &usize)| {
            let item = self.kept.items.get(**item);
            item.is_some_and(|item| item.bookmark)
        };
        self.places.iter().filter(marked).map(|(event, _)| *event)
    }

    /// The letters that lead somewhere.
    pub fn letters(&self) -> impl Iterator<Item = char> {
        self.kept.items.iter().filter_map(|item| item.letter)
    }

    /// The number of the item that a letter leads to.
    pub fn lettered(&self, letter: char) -> Option<usize> {
        let mut items = self.kept.items.iter();
        items.position(|item| item.letter == Some(letter))
    }

    /// Lets a letter lead nowhere.
    pub fn release(&mut self, letter: char) {
        let Some(at) = self.lettered(letter) else {
            return;
        };
        let event = self.kept.items[at].event.clone();
        Arc::make_mut(&mut self.kept).change(&event, |item| item.letter = None);
        self.number();
        self.place_all();
    }

    /// Articles have other numbers from now on.
    pub fn forget_places(&mut self) {
        self.seen = 0;
        self.articles.clear();
        self.place_all();
    }

    /// Finds the kept events again in a snapshot: looks through the articles
    /// that are new or were read anew, and at their names only where nothing
    /// is kept of them.
    pub fn locate(&mut self, snapshot: &Snapshot) {
        let all = snapshot.articles.len();
        if self.kept.items.is_empty() {
            self.seen = 0;
            return;
        }
        if self.seen > all {
            self.seen = 0;
        }
        let mut changed = self.found.len() != self.kept.items.len();
        for (id, _) in snapshot.articles.find_all(self.wanted.iter(), self.seen) {
            if let Some(analysis) = snapshot.analysis(id) {
                self.articles.insert(id, analysis);
                changed = true;
            }
        }
        self.seen = all;
        for (id, old) in &mut self.articles {
            if let Some(new) = snapshot.analysis(*id)
                && !Arc::ptr_eq(old, &new)
            {
                *old = new;
                changed = true;
            }
        }
        if changed {
            self.place_all();
        }
    }

    fn place_all(&mut self) {
        self.places.clear();
        self.found = vec![None; self.kept.items.len()];
        for (id, analysis) in &self.articles {
            for index in 0..analysis.events.len() as u32 {
                let item = key(analysis, index).and_then(|key| self.numbers.get(&key));
                if let Some(&at) = item
                    && self.found[at].is_none()
                {
                    self.places.insert((*id, index), at);
                    self.found[at] = Some((*id, index));
                }
            }
        }
    }

    /// Changes what is kept of an event.
    pub fn change(
        &mut self,
        snapshot: &Snapshot,
        event: EventId,
        change: impl FnOnce(&mut Item),
    ) -> bool {
        let Some(analysis) = snapshot.analysis(event.0) else {
            return false;
        };
        let Some(key) = key(&analysis, event.1) else {
            return false;
        };
        Arc::make_mut(&mut self.kept).change(&key, change);
        self.number();
        self.articles.insert(event.0, analysis);
        self.place_all();
        true
    }

    /// Changes the rest.
    pub fn kept_mut(&mut self) -> &mut Kept {
        Arc::make_mut(&mut self.kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    #[test]
    fn kept_events_are_found_in_any_snapshot() {
        let snapshot = fixture::snapshot();
        let event = snapshot.event(3).expect("an event");
        let id = (event.article_id(), event.index());
        let mut notebook = Notebook::default();
        assert!(notebook.change(&snapshot, id, |item| item.bookmark = true));
        assert!(notebook.of(id).is_some_and(|item| item.bookmark));
        let mut again = Notebook::new((**notebook.kept()).clone());
        again.locate(&snapshot);
        assert_eq!(again.bookmarks().collect::<Vec<_>>(), [id]);
        assert_eq!(again.place(0), Some(id));
        again.change(&snapshot, id, |item| item.bookmark = false);
        assert_eq!(again.of(id), None);
    }
}
