//! A few files that change in a large corpus are shown at once, each read by
//! itself: new articles after all others, changed ones in their places, the
//! events of removed ones gone. What they mean to their neighbours, and theirs
//! to them, comes with the load anew that follows behind it (`reload`), which
//! is in proportion to the corpus.

use std::sync::Arc;

use super::analyse::parse;
use super::build::Builder;
use super::read::Job;
use super::watch::Dirty;
use crate::article::split;
use crate::dating::is_firm;
use crate::event::Analysis;
use crate::source::{self, Found, Stamp};
use crate::store::{ArticleId, Incoming, Tables};

/// A corpus of fewer articles is loaded anew as fast as that.
const MANY: usize = 200;
/// Articles that are read before they are shown: a tenth of a second.
const ARTICLES: usize = 200;
/// Bytes of the files that are read.
const BYTES: u64 = 1 << 20;

impl Builder {
    /// Shows what became of a few files; whether the corpus is so large that
    /// this was worth it.
    pub(super) fn show_at_once(
        &mut self,
        jobs: &[Job],
        stamps: &[Option<Stamp>],
        dirty: &Dirty,
    ) -> bool {
        if self.snapshot.articles.len() < MANY {
            return false;
        }
        let differences = self.memory.differences(jobs, stamps, dirty);
        let (mut changed, mut new) = (Vec::new(), Vec::new());
        for articles in differences.gone {
            changed.extend(articles.filter_map(|number| self.without_events(number)));
        }
        let (mut bytes, mut count) = (0, 0);
        for (at, before) in differences.other {
            let job = &jobs[at];
            bytes += job.bytes();
            if bytes > BYTES {
                break;
            }
            let Some(articles) = read_now(job, ARTICLES - count) else {
                continue;
            };
            let found = articles.len();
            count += found;
            let understood = articles.into_iter();
            match before {
                None => {
                    let first = self.snapshot.articles.len() + new.len();
                    let numbers = first as u32..;
                    let understood = numbers.zip(understood);
                    new.extend(understood.map(|(number, found)| self.understood(number, found)));
                }
                // Where there are more or fewer than before others would have
                // to move.
                Some(range) if range.len() == found => {
                    let understood = range.zip(understood);
                    changed.extend(understood.map(|(number, found)| {
                        (ArticleId(number), self.understood(number, found))
                    }));
                }
                Some(_) => continue,
            }
            self.memory.show(job, stamps[at], found as u32);
        }
        self.show(changed, new);
        true
    }

    fn show(&mut self, changed: Vec<(ArticleId, Incoming)>, new: Vec<Incoming>) {
        if changed.is_empty() && new.is_empty() {
            return;
        }
        let tables = Tables {
            notices: self.snapshot.notices.clone(),
            ..self.tables()
        };
        self.snapshot = self.snapshot.changed(changed, tables.clone());
        self.snapshot = self.snapshot.grown(new, tables);
        self.progress.articles = self.snapshot.articles.len();
        self.send();
        self.tell();
    }

    /// An article by itself, under the user's word.
    fn understood(&mut self, number: u32, mut analysis: Analysis) -> Incoming {
        let firm = is_firm(&analysis.dating);
        self.apply_dates(&mut analysis, firm);
        self.divide(&mut analysis);
        let ids = self.directory.intern(&analysis.who);
        self.tell_events(number, &mut analysis, &ids);
        Incoming::live(Arc::new(analysis))
    }

    /// An article that is there as before, without its events.
    fn without_events(&self, number: u32) -> Option<(ArticleId, Incoming)> {
        let id = ArticleId(number);
        let source = self.snapshot.articles.source(id)?;
        let incoming = Incoming {
            body: self.snapshot.articles.body(id)?,
            id: String::new(),
            source: self.snapshot.sources.name(source).to_owned(),
            events: Vec::new(),
        };
        Some((id, incoming))
    }
}

/// Everything in a file, when it is no more than so many articles.
fn read_now(job: &Job, most: usize) -> Option<Vec<Analysis>> {
    let Job::File(input) = job else { return None };
    let mut raws = Vec::new();
    source::read_file(&input.path, &input.id, &mut |found| {
        if let Found::Article(raw) = found {
            raws.extend(split(*raw));
        }
        raws.len() <= most
    });
    (raws.len() <= most).then(|| raws.into_iter().map(parse).collect())
}
