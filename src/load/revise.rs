//! The user's word changes while everything is loaded: what depends on it is
//! worked out again, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::build::Builder;
use super::{Known, Options, Stage};
use crate::actor::{Naming, Recogniser};
use crate::dating::{self, corrected};
use crate::event::Analysis;
use crate::store::ArticleId;
use crate::timex::Tagger;

/// Articles worked out anew, by number.
type Changes = BTreeMap<u32, Analysis>;

impl Builder {
    /// Takes the user's word as it now is, whole, and sends the snapshot that
    /// follows from it.
    pub(super) fn revise(&mut self, known: Known, options: Options) {
        self.progress.stage = Stage::Dating;
        self.tell();
        let old = std::mem::replace(&mut self.known, known);
        let mut changes = Changes::new();
        self.names(&old.naming, &mut changes);
        self.dates(&old, options, &mut changes);
        self.rulings_changed(&old, &mut changes);
        for analysis in changes.values_mut() {
            self.tell_anew(analysis);
        }
        let changes = changes
            .into_iter()
            .map(|(id, analysis)| (ArticleId(id), Arc::new(analysis)));
        let (actors, notices) = self.tables();
        self.snapshot = self.snapshot.replaced(changes.collect(), actors, notices);
        self.conclude();
    }

    /// Actors under other words on names: who was or is taken apart is read
    /// again, then everyone is counted anew.
    fn names(&mut self, old: &Naming, changes: &mut Changes) {
        let new = self.known.naming.clone();
        if *old == new {
            return;
        }
        if !(old.divides_nobody() && new.divides_nobody()) {
            for (id, analysis) in self.snapshot.articles.iter() {
                let concerned = analysis
                    .who
                    .actors
                    .iter()
                    .any(|actor| [old, &new].iter().any(|naming| naming.divides(&actor.name)));
                if concerned {
                    let fresh = divided(analysis, &new);
                    changes.insert(id.0, fresh);
                }
            }
        }
        self.directory.restart(new);
        for (id, analysis) in self.snapshot.articles.iter() {
            let who = changes.get(&id.0).map_or(&analysis.who, |fresh| &fresh.who);
            let ids = self.directory.intern(who);
            if let Some(fresh) = changes.get_mut(&id.0) {
                fresh.ids = ids;
            } else if ids != analysis.ids {
                let fresh = Analysis {
                    ids,
                    ..(**analysis).clone()
                };
                changes.insert(id.0, fresh);
            }
        }
    }

    /// Days of articles, and through the solver the days of their neighbours.
    fn dates(&mut self, old: &Known, options: Options, changes: &mut Changes) {
        let mut moved = Vec::new();
        for (id, analysis) in self.snapshot.articles.iter() {
            let key = &analysis.article.id;
            let day = self.known.dates.get(key).copied();
            if old.dates.get(key).copied() != day {
                moved.push((id, day));
            }
        }
        for &(id, day) in &moved {
            self.solver.correct(id.0 as usize, day);
            if options.alone
                && let Some(analysis) = self.changed(id, changes)
            {
                let tagger = Tagger::english();
                let alone = dating::date_alone(&analysis.article, &analysis.mentions, tagger);
                analysis.dating = day.map_or(alone.clone(), |day| corrected(day, &alone));
            }
        }
        if moved.is_empty() || options.alone {
            return;
        }
        for (index, dating) in self.solver.solve() {
            if let Some(analysis) = self.changed(ArticleId(index as u32), changes) {
                analysis.dating = dating;
            }
        }
    }

    /// Articles on whose events there is another word than before.
    fn rulings_changed(&self, old: &Known, changes: &mut Changes) {
        let articles: BTreeSet<&String> = old
            .rulings
            .keys()
            .chain(self.known.rulings.keys())
            .collect();
        let differ = |article: &String| {
            articles.contains(article)
                && old.rulings.get(article) != self.known.rulings.get(article)
        };
        for (id, analysis) in self.snapshot.articles.iter() {
            if differ(&analysis.article.id) {
                self.changed(id, changes);
            }
        }
    }

    /// The article among those worked out anew.
    fn changed<'a>(&self, id: ArticleId, changes: &'a mut Changes) -> Option<&'a mut Analysis> {
        let old = self.snapshot.articles.get(id)?;
        Some(changes.entry(id.0).or_insert_with(|| (**old).clone()))
    }
}

/// The article with its actors read again under other words on names.
fn divided(analysis: &Analysis, naming: &Naming) -> Analysis {
    let article = &analysis.article;
    let tagger = Tagger::english();
    // As at the first reading: under the article's own date.
    let alone = dating::date_alone(article, &analysis.mentions, tagger);
    let who = Recogniser::built_in().read(&article.text, &article.sentences, alone.published);
    Analysis {
        who: naming.apart(&article.text, who),
        ..analysis.clone()
    }
}
