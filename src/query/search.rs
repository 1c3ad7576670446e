//! Search through the texts of all articles.
//!
//! Streams: no index is kept, texts are looked through at memory speed, and
//! hits are handed over as they come.

use super::Pattern;
use crate::Span;
use crate::store::{ArticleId, Snapshot, Texts};

/// Bytes that one thread looks through between two batches: a few
/// milliseconds.
const STRETCH: usize = 4 << 20;

/// More threads than this wait for memory.
const THREADS: usize = 4;

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
    /// Articles looked through since the search began, and those before it.
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
    threads: usize,
    next: u32,
    bytes: u64,
}

impl<'a> Search<'a> {
    /// Begins at an article of a snapshot.
    pub fn new(snapshot: &'a Snapshot, pattern: &'a Pattern, first: ArticleId) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            snapshot,
            pattern,
            threads: cores.min(THREADS),
            next: first.0,
            bytes: 0,
        }
    }

    /// Looks through the next few megabytes on each core; once `stop` says so
    /// no further than the article or hit it is at, for a pattern may take
    /// long.
    pub fn advance(&mut self, stop: &(dyn Fn() -> bool + Sync)) -> Batch {
        let mut stretches = Vec::with_capacity(self.threads);
        for _ in 0..self.threads {
            let (to, bytes) = self.stretch();
            stretches.push(self.next..to);
            self.next = to;
            self.bytes += bytes;
        }
        let (first, rest) = stretches
            .split_first()
            .map_or((0..0, &[][..]), |(f, r)| (f.clone(), r));
        let (snapshot, pattern) = (self.snapshot, self.pattern);
        let mut hits = Vec::new();
        std::thread::scope(|scope| {
            let rest = rest.iter().filter(|stretch| !stretch.is_empty()).cloned();
            let others =
                rest.map(|stretch| scope.spawn(move || found(snapshot, pattern, stretch, stop)));
            let others: Vec<_> = others.collect();
            hits = found(snapshot, pattern, first, stop);
            for other in others {
                // A panic in it was reported where it happened.
                hits.extend(other.join().unwrap_or_default());
            }
        });
        Batch {
            hits,
            articles: self.next as usize,
            bytes: self.bytes,
            done: self.next as usize >= self.snapshot.articles.len(),
        }
    }

    /// The end of the next stretch, and its bytes.
    fn stretch(&self) -> (u32, u64) {
        let (mut to, mut bytes) = (self.next, 0);
        while bytes < STRETCH as u64
            && let Some(len) = self.snapshot.articles.text_len(ArticleId(to))
        {
            bytes += len as u64;
            to += 1;
        }
        (to, bytes)
    }
}

/// The hits in some articles, up to the stop.
fn found(
    snapshot: &Snapshot,
    pattern: &Pattern,
    articles: std::ops::Range<u32>,
    stop: &dyn Fn() -> bool,
) -> Vec<Hit> {
    let mut texts = Texts::new(&snapshot.articles);
    let mut hits = Vec::new();
    for article in articles.map(ArticleId).take_while(|_| !stop()) {
        let text = texts.of(article).unwrap_or_default();
        let spans = pattern.hits(text).take_while(|_| !stop());
        hits.extend(spans.map(|span| Hit {
            article,
            span,
            event: snapshot.event_with(article, span),
        }));
    }
    hits
}
