//! The chronological event store: columns, segments, bit sets, selections.
//!
//! A row number is a chronological rank, so time and filter become the same
//! integer line: a date is a row, a filter a bit set over rows, the events of
//! a span of days a difference of two ranks. A [`Segment`] holds the events
//! of some articles in sorted columns and never changes. A [`Snapshot`] is a
//! few segments read as one chronology; loading makes a new snapshot from the
//! one before, re-dating an article buries its rows and adds a segment. A
//! [`Selection`] is a set of rows of one snapshot.

mod articles;
mod bits;
mod catalogue;
mod columns;
pub mod dump;
mod flags;
mod grow;
mod map;
mod merge;
mod order;
pub mod pack;
mod postings;
pub mod record;
mod segment;
mod selection;
mod shelved;
mod snapshot;
mod sources;
mod spill;
mod view;

pub use articles::{Articles, Body, Texts};
pub use bits::{Bits, RowSet};
pub use catalogue::{Catalogue, Entry as CatalogueEntry};
pub use flags::Flags;
pub use map::{Column, Map};
pub use segment::{Entry, Segment};
pub use selection::{Selection, Unit};
pub use snapshot::{Incoming, Snapshot, Tables};
pub use sources::{SourceId, Sources};
pub use spill::LARGE;
pub use view::EventRef;

/// An article of a snapshot: dense, in order of arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);
