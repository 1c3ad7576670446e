//! The user's own settings: built-in file → user file → environment → flags.
//!
//! Files live under `$XDG_CONFIG_HOME/dateline`; none is needed, none is ever
//! written. What is wrong in one is told in a line and the rest applies.

mod error;
mod settings;

pub use error::{FileError, line_of};
pub use settings::{DEFAULT, Settings, UserFiles};
