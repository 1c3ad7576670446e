//! The chronological event store: columns, segments, bit sets, selections.

use std::sync::Arc;

use crate::actor::Actor;
use crate::event::{Analysis, Event};
use crate::source::Notice;

/// An article of a snapshot: dense, in order of arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// Everything loaded so far, immutable. The interface holds exactly one.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Grows with each snapshot of a load.
    pub generation: u64,
    /// All articles.
    pub articles: Vec<Arc<Analysis>>,
    /// All actors, by id.
    pub actors: Arc<Vec<Actor>>,
    /// All notices.
    pub notices: Vec<Notice>,
    /// Chronological: (article, index into its events).
    pub order: Vec<(ArticleId, u32)>,
}

impl Snapshot {
    /// The event of a row (row number = chronological rank).
    pub fn event(&self, row: usize) -> Option<(&Analysis, &Event)> {
        let (article, index) = *self.order.get(row)?;
        let analysis = self.articles.get(article.0 as usize)?;
        Some((analysis, analysis.events.get(index as usize)?))
    }
}
