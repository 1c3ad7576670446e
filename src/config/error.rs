//! Errors in the user's files.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::safe;

/// Something wrong in a file of the user's: one line with file, line, and
/// what was expected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileError {
    path: PathBuf,
    line: usize,
    what: String,
}

impl FileError {
    /// An error at a line (from 1; 0 when it concerns the whole file).
    pub fn new(path: &Path, line: usize, what: String) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what,
        }
    }

    /// The file and line, short enough for a status line.
    pub fn place(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        let name = safe(&name.to_string_lossy()).into_owned();
        match self.line {
            0 => name,
            line => format!("{name}:{line}"),
        }
    }

    /// What is wrong, without where.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Whether it concerns a line, not the whole file.
    pub fn is_in_a_line(&self) -> bool {
        self.line > 0
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The line, from 1; 0 when it concerns the whole file.
    pub fn line(&self) -> usize {
        self.line
    }

    /// From what the TOML parser says.
    pub fn toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..at]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        let what = error.message().lines().collect::<Vec<_>>().join(" ");
        Self::new(path, line, what)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        match self.line {
            0 => write!(f, "{}: {}", safe(&path), safe(&self.what)),
            line => write!(f, "{}:{line}: {}", safe(&path), safe(&self.what)),
        }
    }
}

impl std::error::Error for FileError {}

/// The line (from 1) on which a key or table of that name stands; 0 when it
/// can't be found.
pub fn line_of(text: &str, key: &str) -> usize {
    let stands = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        let after = line.strip_prefix(key);
        after.is_some_and(|rest| rest.starts_with(['=', ' ', '\t', ']', '"', '\'', '.']))
    };
    let found = text.lines().position(stands);
    found.map_or(0, |index| index + 1)
}
