//! `dateline [PATH…]` on a terminal: the screen.

use std::path::{Path, PathBuf};

use super::output::{Exit, complain};
use crate::load::{Corpus, Options, start};
use crate::tui;

/// Opens the screen on the named paths (the bundled corpus when none).
///
/// # Errors
/// When the terminal can't be taken over.
pub fn run(paths: &[PathBuf], theme: Option<String>) -> anyhow::Result<Exit> {
    let missing = |path: &&PathBuf| path.as_path() != Path::new("-") && !path.exists();
    let gone: Vec<&PathBuf> = paths.iter().filter(missing).collect();
    for path in &gone {
        complain(&format!("{}: no such file or folder", path.display()));
    }
    if !paths.is_empty() && gone.len() == paths.len() {
        return Ok(Exit::Usage);
    }
    let corpus = Corpus::named(paths);
    let load = start(corpus.clone(), Options::default());
    let ended = tui::run(tui::Options {
        corpus,
        load,
        theme,
    })?;
    Ok(match ended {
        tui::Ended::Quit => Exit::Done,
        tui::Ended::Signal(number) => Exit::Signal(number),
    })
}
