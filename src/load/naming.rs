//! The second stage: who is named and who speaks, article by article, behind
//! the dates that are on the timeline already. No source is read again:
//! articles come from their records.

use std::time::{Duration, Instant};

use super::analyse::who;
use super::build::Builder;
use super::read::Job;
use super::{Stage, cores, in_order};
use crate::dating;
use crate::event::Analysis;
use crate::store::record;
use crate::store::{ArticleId, Body, Incoming};

/// What was found is made to last this often at most: what a program that is
/// killed loses.
const SECURED: Duration = Duration::from_secs(10);

/// An article with its names, and their record when it is new.
struct Found {
    number: u32,
    analysis: Analysis,
    names: Option<Vec<u8>>,
}

impl Builder {
    /// Finds the names of the articles that were read without.
    pub(super) fn name_all(&mut self, jobs: &[Job]) {
        let Some(first) = self.unnamed.take() else {
            return;
        };
        let all = self.snapshot.articles.len() as u32;
        self.progress.named = first as usize;
        self.enter(Stage::Naming);
        let articles = self.snapshot.articles.clone();
        let (dates, loose) = (self.known.dates.clone(), self.loose.clone());
        let read = |number: u32| {
            let id = ArticleId(number);
            let mut analysis = (*articles.peek(id)?).clone();
            let known = articles
                .packed(id)
                .is_some_and(|packed| packed.names.is_some());
            let names = (!known).then(|| {
                // Names are read under the article's own date, whatever the
                // user or the corpus say of it.
                let told = loose.binary_search(&number).is_ok()
                    || dates.contains_key(&analysis.article.id);
                let published = match told {
                    true => dating::date_alone(&analysis.article).published,
                    false => analysis.dating.published,
                };
                analysis.who = who(&analysis, published);
                record::encode_names(&analysis.who)
            });
            Some(Found {
                number,
                analysis,
                names,
            })
        };
        let mut secured = Instant::now();
        let outcome = in_order(cores(), first..all, read, |found| {
            if let Some(found) = found {
                self.name(found);
            }
            self.progress.named += 1;
            self.keep_in_touch();
            if secured.elapsed() >= SECURED.max(self.stage_elapsed() / 8) {
                self.secure(jobs);
                secured = Instant::now();
            }
            match self.cancel.is_cancelled() {
                true => Err(()),
                false => Ok(()),
            }
        });
        // Only a load that is given up stops early.
        outcome.unwrap_or_default();
        self.publish();
        self.secure(jobs);
    }

    /// Takes an article with its names in the place of the one without.
    fn name(&mut self, found: Found) {
        let Found {
            number,
            mut analysis,
            names,
        } = found;
        let id = ArticleId(number);
        let Some(before) = self.snapshot.articles.body(id) else {
            return;
        };
        let fresh = names.map(|names| self.shelf.add_names(names));
        let before = match before {
            Body::Packed(packed) => {
                let names = fresh.or(packed.names);
                if let Some(names) = names {
                    self.ledger.named(number, names);
                }
                Body::Packed(record::Packed { names, ..packed })
            }
            live => live,
        };
        let divided = self.divide(&mut analysis);
        let ids = self.directory.intern(&analysis.who);
        self.tell_events(number, &mut analysis, &ids);
        let incoming = Incoming {
            id: analysis.article.id.clone(),
            source: analysis.article.source.clone().unwrap_or_default(),
            events: std::mem::take(&mut analysis.events),
            body: match before {
                Body::Packed(_) if !divided => before,
                _ => self.shelf.amend(analysis, &before),
            },
        };
        self.pending.change(id, incoming);
    }
}
