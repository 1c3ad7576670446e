//! `config.toml` and where the user's files are.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;

use super::{FileError, line_of};

/// The settings shipped with the program, also the documented example.
pub const DEFAULT: &str = include_str!("../../assets/config.toml");

/// What `config.toml` sets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Theme by name; `auto` asks the terminal.
    pub theme: String,
    /// Whether mouse reports are asked for.
    pub mouse: bool,
    /// Beside each event: `actors`, `source` or `nothing`.
    pub column: String,
    /// Per cent of the width for the timeline beside the article, 20 to 80.
    pub timeline_width: u16,
    /// Where corrections are kept: `beside` the articles, or in the user's
    /// `data` folder.
    pub corrections: String,
    /// ASCII only for borders, bars and marks.
    pub ascii: bool,
    /// What may be kept of large piles for the next time, in MiB; 0 for
    /// nothing.
    pub cache_limit: u32,
    /// Whether files that change while the screen is open are read again.
    pub watch: bool,
}

impl Default for Settings {
    fn default() -> Self {
        toml::from_str(DEFAULT).expect("the shipped settings are held by a test")
    }
}

impl Settings {
    /// The shipped settings with the user's laid over them, key by key.
    pub fn load(files: &UserFiles) -> (Self, Vec<FileError>) {
        let mut settings = Self::default();
        let mut errors = Vec::new();
        if let Some((path, text)) = files.read("config.toml", &mut errors) {
            settings.overlay(&path, &text, &mut errors);
            errors.sort();
        }
        (settings, errors)
    }

    fn overlay(&mut self, path: &Path, text: &str, errors: &mut Vec<FileError>) {
        let user = match text.parse::<toml::Table>() {
            Ok(user) => user,
            Err(error) => {
                errors.push(FileError::toml(path, text, &error));
                return;
            }
        };
        for (key, value) in user {
            if let Err(expected) = self.set(&key, &value) {
                let what = format!("{key} = {value}: {expected}");
                errors.push(FileError::new(path, line_of(text, &key), what));
            }
        }
    }

    fn set(&mut self, key: &str, value: &toml::Value) -> Result<(), &'static str> {
        let flag = || value.as_bool().ok_or("expected true or false");
        let word = || value.as_str().ok_or("expected a word in quotes");
        match key {
            "theme" => self.theme = word()?.to_owned(),
            "mouse" => self.mouse = flag()?,
            "ascii" => self.ascii = flag()?,
            "watch" => self.watch = flag()?,
            "column" => match word()? {
                word @ ("actors" | "source" | "nothing") => self.column = word.to_owned(),
                _ => return Err("expected actors, source or nothing"),
            },
            "corrections" => match word()? {
                word @ ("beside" | "data") => self.corrections = word.to_owned(),
                _ => return Err("expected beside or data"),
            },
            "timeline-width" => {
                let percent = value.as_integer().filter(|n| (20..=80).contains(n));
                self.timeline_width = percent.ok_or("expected a number from 20 to 80")? as u16;
            }
            "cache-limit" => {
                let size = value.as_integer().and_then(|n| u32::try_from(n).ok());
                self.cache_limit = size.ok_or("expected a number of MiB, 0 for no cache")?;
            }
            _ => return Err("there is no such setting"),
        }
        Ok(())
    }
}

/// The folder of the user's files.
#[derive(Clone, Debug, Default)]
pub struct UserFiles {
    folder: Option<PathBuf>,
}

impl UserFiles {
    /// Under the XDG configuration folder, if there is a home at all.
    pub fn find() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        Self {
            folder: base.map(|base| base.config_dir().join("dateline")),
        }
    }

    /// A given folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
        }
    }

    /// A folder in the folder, when it is there.
    pub fn subfolder(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(name);
        path.is_dir().then_some(path)
    }

    /// A file of the folder with its text; `None` when there is none. One
    /// that is there but can't be read is an error.
    pub fn read(&self, name: &str, errors: &mut Vec<FileError>) -> Option<(PathBuf, String)> {
        let path = self.folder.as_ref()?.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Some((path, text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                errors.push(FileError::new(&path, 0, error.to_string()));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> (Settings, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("config.toml"), text).expect("written");
        let (settings, errors) = Settings::load(&UserFiles::in_folder(folder.path().into()));
        let shown = errors.iter().map(|error| {
            let text = error.to_string();
            text[text.find("config.toml").unwrap_or(0)..].to_owned()
        });
        (settings, shown.collect())
    }

    #[test]
    fn the_shipped_file_is_the_default() {
        let (settings, errors) = Settings::load(&UserFiles::default());
        assert_eq!(settings, Settings::default());
        assert!(errors.is_empty());
    }

    #[test]
    fn a_users_file_changes_what_it_names() {
        let (settings, errors) = with("mouse = false\ntheme = \"light\"\n");
        assert!(errors.is_empty(), "{errors:?}");
        assert!(!settings.mouse);
        assert_eq!(settings.theme, "light");
        assert_eq!(settings.timeline_width, Settings::default().timeline_width);
    }

    #[test]
    fn an_error_names_line_key_and_what_was_expected() {
        let (settings, errors) = with("mouse = 3\ncolour = 1\ntimeline-width = 99\nascii = true\n");
        assert_eq!(
            errors,
            [
                "config.toml:1: mouse = 3: expected true or false",
                "config.toml:2: colour = 1: there is no such setting",
                "config.toml:3: timeline-width = 99: expected a number from 20 to 80"
            ]
        );
        assert!(settings.ascii);
    }
}
