//! Search through the texts of all articles.
//!
//! Streams: no index is kept, texts are looked through at memory speed, and
//! hits are handed over as they come.

use super::Pattern;
use crate::Span;
use crate::store::{ArticleId, Snapshot, Texts};

/// Bytes looked through between two batches: a few milliseconds.
const BATCH: usize = 4 << 20;

/// One occurrence of the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// Where in its text.
    pub span: Span,
    /// The first of its events whose sentence holds the hit.
    pub event: Option<u32>,
}

/// What a stretch of the search gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Its hits, by article and place.
    pub hits: Vec<Hit>,
    /// Articles looked through since the search began.
    pub articles: usize,
    /// Bytes looked through since the search began.
    pub bytes: u64,
    /// Nothing is left.
    pub done: bool,
}

/// A search on its way.
#[derive(Debug)]
pub struct Search<'a> {
    snapshot: &'a Snapshot,
    pattern: &'a Pattern,
    texts: Texts<'a>,
    next: u32,
    bytes: u64,
}

impl<'a> Search<'a> {
    /// Begins at the first article of a snapshot.
    pub fn new(snapshot: &'a Snapshot, pattern: &'a Pattern) -> Self {
        Self {
            snapshot,
            pattern,
            texts: Texts::new(&snapshot.articles),
            next: 0,
            bytes: 0,
        }
    }

    /// Looks through the next few megabytes, or to the end of the article
    /// with the first hit when `eager`.
    pub fn advance(&mut self, eager: bool) -> Batch {
        let mut hits = Vec::new();
        let limit = self.bytes + BATCH as u64;
        while let Some(text) = self.texts.of(ArticleId(self.next)) {
            let article = ArticleId(self.next);
            hits.extend(self.pattern.hits(text).map(|span| Hit {
                article,
                span,
                event: self.snapshot.event_with(article, span),
            }));
            self.next += 1;
            self.bytes += text.len() as u64;
            if self.bytes >= limit || (eager && !hits.is_empty()) {
                break;
            }
        }
        Batch {
            hits,
            articles: self.next as usize,
            bytes: self.bytes,
            done: self.next as usize >= self.snapshot.articles.len(),
        }
    }
}
