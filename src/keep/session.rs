//! Where one was.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Key, text};
use crate::config::FileError;
use crate::file::whole_with_folder;

/// How the screen was left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Session {
    /// The filter in the query language.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// Per cent of the width for the timeline.
    pub timeline_width: u16,
    /// Whether the filter pane was shown; nothing: as the width allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<bool>,
    /// Beside each event: `actors`, `source` or `nothing`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// Names of the actors with a lane of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<String>,
    /// First and last day of the strip when it was zoomed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<(String, String)>,
    /// The selected event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Key>,
}

impl Session {
    /// Reads a file; `None` when there is none.
    ///
    /// # Errors
    /// When it can't be read or has a fault.
    pub fn read(path: &Path) -> Result<Option<Self>, FileError> {
        let Some(text) = text(path)? else {
            return Ok(None);
        };
        let read = toml::from_str(&text).map(Some);
        read.map_err(|error| FileError::toml(path, &text, &error))
    }

    /// Writes the file whole or not at all, in place of whatever is there: it
    /// is the program's own.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self, path: &Path) -> Result<(), FileError> {
        // Strings, numbers and flags can always be written as TOML.
        let print = toml::to_string_pretty(self).unwrap_or_default();
        whole_with_folder(path, |out| out.write_all(print.as_bytes()))
            .map_err(|error| FileError::new(path, 0, error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.toml");
        assert_eq!(Session::read(&path).unwrap(), None);
        let session = Session {
            query: "actor:putin".to_owned(),
            timeline_width: 60,
            zoom: Some(("2015-01-01".to_owned(), "2015-12-31".to_owned())),
            event: Some(Key {
                article: "a".to_owned(),
                sentence: "He came.".to_owned(),
                words: String::new(),
            }),
            ..Session::default()
        };
        session.write(&path).unwrap();
        assert_eq!(Session::read(&path).unwrap(), Some(session));
        std::fs::write(&path, "query = 3").unwrap();
        assert!(Session::read(&path).is_err());
    }
}
