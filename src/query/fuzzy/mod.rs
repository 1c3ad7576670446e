//! Actors found by what a person types: letters left out, words in any
//! order, initials, accents or Cyrillic, slips of the finger.
//!
//! Layers, cheapest first, so that a keystroke over 100,000 names takes about
//! a millisecond: a mask of letters rejects most names, a subsequence test
//! more; what survived the last keystroke is all that the next one looks at;
//! of too many survivors only the likeliest are scored; and slips are looked
//! for among distinct words, only when little was found. Matching stands
//! behind [`ActorIndex::search`] and [`Picker::search`], so that another
//! matcher could take fuzzy-matcher's place.

mod distance;
mod fold;
mod index;
mod query;
mod score;
mod search;

pub use fold::{Folded, fold, fold_with_origin};
pub use index::ActorIndex;
pub use search::{Pick, Picker};
