//! Display width, wrapping, and making untrusted text safe.

mod count;
pub mod json;
mod safe;
mod unit;
mod wrap;

pub use count::{counted, number};
pub use safe::{Piece, is_unsafe, mark, safe, safe_pieces};
pub use unit::{Unit, fit, units, width};
pub use wrap::{Line, wrap};
