//! Display width, wrapping, folding, and making untrusted text safe.

mod safe;

pub use safe::{Piece, safe, safe_pieces};
