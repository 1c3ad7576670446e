//! The sample corpus inside the program.

/// File names (relative to `corpus/`) and contents, sorted by name.
pub const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
