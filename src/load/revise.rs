//! The user's word changes while everything is loaded: what depends on it is
//! worked out again, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Builder;
use super::remarks::add_conflicts;
use super::{Known, Stage};
use crate::actor::{Naming, Recogniser};
use crate::dating::{self, corrected, is_firm};
use crate::event::Analysis;
use crate::store::{ArticleId, Incoming};
use crate::timex::Day;

/// Articles worked out anew, by number.
pub(super) type Changes = BTreeMap<u32, Analysis>;

impl Builder {
    /// Takes the user's word as it now is, whole, and sends the snapshot that
    /// follows from it.
    pub(super) fn revise(&mut self, known: Known) {
        self.enter(Stage::Dating);
        self.follow(known);
        self.conclude();
        self.enter(Stage::Done);
    }

    /// Takes the user's word as it now is and works out what follows from it.
    pub(super) fn follow(&mut self, known: Known) {
        let old = std::mem::replace(&mut self.known, known);
        let mut changes = Changes::new();
        self.names(&old.naming, &mut changes);
        self.dates(&old, &mut changes);
        self.rulings_changed(&old, &mut changes);
        self.replace(changes);
    }

    /// Works out the events of changed articles and puts them in the place of
    /// what was there.
    pub(super) fn replace(&mut self, changes: Changes) {
        let mut replaced = Vec::with_capacity(changes.len());
        for (number, mut analysis) in changes {
            let id = ArticleId(number);
            self.tell_anew(number, &mut analysis);
            let Some(before) = self.snapshot.articles.body(id) else {
                continue;
            };
            let incoming = Incoming {
                id: analysis.article.id.clone(),
                source: analysis.article.source.clone().unwrap_or_default(),
                events: std::mem::take(&mut analysis.events),
                body: self.shelf.amend(analysis, &before),
            };
            replaced.push((id, incoming));
        }
        let tables = self.tables();
        self.snapshot = self.snapshot.changed(replaced, tables);
    }

    /// Actors under other words on names: who was or is taken apart is read
    /// again, then everyone is counted anew.
    fn names(&mut self, old: &Naming, changes: &mut Changes) {
        let new = self.known.naming.clone();
        if *old == new {
            return;
        }
        let divides = |name: &str| old.divides(name) || new.divides(name);
        let nobody = old.divides_nobody() && new.divides_nobody();
        let before = self.directory.clone();
        self.directory.restart(new.clone());
        for id in self.snapshot.articles.ids() {
            let Some(analysis) = self.snapshot.articles.peek(id) else {
                continue;
            };
            let known = before.lookup(&analysis.who);
            let concerned = !nobody && analysis.who.actors.iter().any(|actor| divides(&actor.name));
            let fresh = concerned.then(|| divided(&analysis, &new));
            let who = fresh.as_ref().map_or(&analysis.who, |fresh| &fresh.who);
            let ids = self.directory.intern(who);
            if let Some(fresh) = fresh {
                changes.insert(id.0, fresh);
            } else if ids != known {
                changes.insert(id.0, (*analysis).clone());
            }
        }
    }

    /// Days of articles, and through the solver the days of their neighbours.
    fn dates(&mut self, old: &Known, changes: &mut Changes) {
        let keys = old.dates.keys().chain(self.known.dates.keys());
        let moved: BTreeSet<&String> = keys
            .filter(|&key| old.dates.get(key) != self.known.dates.get(key))
            .collect();
        let moved = self.snapshot.articles.find_all(moved.into_iter(), 0);
        if moved.is_empty() {
            return;
        }
        for (id, key) in moved {
            let day = self.known.dates.get(&key).copied();
            if let Ok(at) = self.members.binary_search(&id.0) {
                self.solver.correct(at, day);
            }
            let alone = self.options.alone;
            if let Some(analysis) = self.changed(id, changes) {
                date_directly(analysis, day, alone);
            }
        }
        if self.needs_corpus() {
            for (id, dating) in self.solved_again() {
                if let Some(analysis) = self.changed(id, changes) {
                    analysis.dating = dating;
                }
            }
        }
    }

    /// Articles on whose events there is another word than before.
    fn rulings_changed(&self, old: &Known, changes: &mut Changes) {
        let keys = old.rulings.keys().chain(self.known.rulings.keys());
        let differ: BTreeSet<&String> = keys
            .filter(|&key| old.rulings.get(key) != self.known.rulings.get(key))
            .collect();
        for (id, _) in self.snapshot.articles.find_all(differ.into_iter(), 0) {
            self.changed(id, changes);
        }
    }

    /// The article among those worked out anew.
    fn changed<'a>(&self, id: ArticleId, changes: &'a mut Changes) -> Option<&'a mut Analysis> {
        use std::collections::btree_map::Entry;
        Some(match changes.entry(id.0) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(free) => free.insert((*self.snapshot.articles.peek(id)?).clone()),
        })
    }
}

/// The date of an article from itself and the user's word.
fn date_directly(analysis: &mut Analysis, day: Option<Day>, alone: bool) {
    let own = dating::date_alone(&analysis.article);
    let firm = is_firm(&own);
    analysis.dating = match day {
        Some(day) => corrected(day, &own),
        None => own,
    };
    if !alone && (firm || day.is_some()) {
        add_conflicts(analysis);
    }
}

/// The article with its actors read again under other words on names.
fn divided(analysis: &Analysis, naming: &Naming) -> Analysis {
    let article = &analysis.article;
    // As at the first reading: under the article's own date.
    let alone = dating::date_alone(article);
    let who = Recogniser::built_in().read(&article.text, &article.sentences, alone.published);
    Analysis {
        who: naming.apart(&article.text, who),
        ..analysis.clone()
    }
}
