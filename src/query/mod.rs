//! The filter (actors, words, dates, sources, …) and its fuzzy matching.
//!
//! A [`Filter`] gives a [`Selection`] of a snapshot; [`language`] reads one
//! from a line of words and prints it back; [`fuzzy`] finds actors by what a
//! person types; [`search`] goes through the texts; [`worker`] runs it all off
//! the interface thread.

mod facets;
mod filter;
pub mod fuzzy;
pub mod language;
pub mod search;
mod text;
pub mod worker;

pub use facets::Facets;
pub use filter::{Filter, Mode, TextFilter};
pub use text::Pattern;

pub use crate::store::Selection;
