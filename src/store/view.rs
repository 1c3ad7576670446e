//! One event of a snapshot, read from its columns.

use std::sync::Arc;

use super::{ArticleId, Flags, Segment, Snapshot, SourceId};
use crate::Span;
use crate::actor::ActorId;
use crate::event::{Analysis, Event};
use crate::timex::Interval;

/// A look at one event; costs nothing to make.
#[derive(Clone, Copy, Debug)]
pub struct EventRef<'a> {
    snapshot: &'a Snapshot,
    segment: &'a Segment,
    row: usize,
}

impl<'a> EventRef<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, segment: &'a Segment, row: usize) -> Option<Self> {
        (row < segment.columns.len()).then_some(Self {
            snapshot,
            segment,
            row,
        })
    }

    /// When it happened.
    pub fn interval(&self) -> Interval {
        self.segment.columns.interval(self.row)
    }

    /// TIMEX3 value of what dated it.
    pub fn value(&self) -> &'a str {
        self.segment.columns.value(self.row)
    }

    /// How sure the date is, 0 to 1.
    pub fn confidence(&self) -> f32 {
        self.segment.columns.confidence[self.row]
    }

    /// Its traits.
    pub fn flags(&self) -> Flags {
        self.segment.columns.flags[self.row]
    }

    /// Who acts or is named in it.
    pub fn actors(&self) -> &'a [ActorId] {
        self.segment.columns.actors(self.row)
    }

    /// To whom it is attributed.
    pub fn speaker(&self) -> Option<ActorId> {
        self.segment.columns.speaker(self.row)
    }

    /// Its sentence in the article's text.
    pub fn sentence(&self) -> Span {
        self.segment.columns.sentence[self.row]
    }

    /// The words of its sentence.
    pub fn text(&self) -> String {
        let articles = &self.snapshot.articles;
        articles.words(self.article_id(), self.sentence())
    }

    /// The words that dated it; empty when none did.
    pub fn expression(&self) -> Span {
        self.segment.columns.expression(self.row)
    }

    /// Its article's number.
    pub fn article_id(&self) -> ArticleId {
        ArticleId(self.segment.columns.article[self.row])
    }

    /// Its number among the events of its article. With
    /// [`EventRef::article_id`] it names the event in every snapshot in which
    /// the article was not replaced.
    pub fn index(&self) -> u32 {
        self.segment.columns.index[self.row]
    }

    /// Its article with everything found in it; read from the disk when it
    /// was not looked at lately.
    pub fn analysis(&self) -> Arc<Analysis> {
        let found = self.snapshot.analysis(self.article_id());
        found.expect("a row's article is in the snapshot: rows and articles come together")
    }

    /// Its outlet.
    pub fn source_id(&self) -> SourceId {
        self.segment.columns.source[self.row]
    }

    /// Its outlet's name; empty when not said.
    pub fn source(&self) -> &'a str {
        self.snapshot.sources.name(self.source_id())
    }

    /// The whole event, basis included.
    pub fn event(&self) -> Event {
        self.segment.columns.event(self.row)
    }
}
