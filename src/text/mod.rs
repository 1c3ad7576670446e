//! Display width, wrapping, folding, and making untrusted text safe.

mod safe;

pub use safe::{Piece, is_unsafe, mark, safe, safe_pieces};
