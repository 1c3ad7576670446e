//! Display width, wrapping, and making untrusted text safe.

pub mod json;
mod safe;
mod unit;
mod wrap;

pub use safe::{Piece, is_unsafe, mark, safe, safe_pieces};
pub use unit::{Unit, fit, units, width};
pub use wrap::{Line, wrap};
