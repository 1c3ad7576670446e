//! `dateline [PATH…]` on a terminal: the screen.

use std::path::{Path, PathBuf};

use super::output::{Exit, complain};
use crate::config::{Settings, UserFiles};
use crate::load::{Corpus, Options, start};
use crate::tui;

/// Corpora of so many bytes show their dates before names are looked for: the
/// names of a smaller one are there within a second.
const DATES_FIRST: u64 = 1 << 20;

/// Opens the screen on the named paths (the bundled corpus when none).
///
/// # Errors
/// When the terminal can't be taken over.
pub fn run(paths: &[PathBuf], theme: Option<String>, how: Options) -> anyhow::Result<Exit> {
    let Some(options) = options(paths, theme, how) else {
        return Ok(Exit::Usage);
    };
    Ok(match tui::run(options)? {
        tui::Ended::Quit => Exit::Done,
        tui::Ended::Signal(number) => Exit::Signal(number),
    })
}

/// Watches the files of the screen, when that is wanted here and in the
/// settings.
pub fn watching(wanted: bool, how: Options) -> Options {
    // What is wrong with the settings is told by the screen.
    let (settings, _) = Settings::load(&UserFiles::find());
    Options {
        watch: wanted && settings.watch,
        ..how
    }
}

/// The same in lines: what is typed on standard input, what there is to tell
/// on standard output.
///
/// # Errors
/// When the output fails.
pub fn plain(paths: &[PathBuf], how: Options) -> anyhow::Result<Exit> {
    let Some(options) = options(paths, None, how) else {
        return Ok(Exit::Usage);
    };
    let mut out = super::output::Out::new();
    tui::run_plain(options, &mut std::io::stdin().lock(), &mut out)?;
    Ok(Exit::Done)
}

/// The corpus, its load running; nothing when none of it is there.
fn options(paths: &[PathBuf], theme: Option<String>, how: Options) -> Option<tui::Options> {
    let missing = |path: &&PathBuf| path.as_path() != Path::new("-") && !path.exists();
    let gone: Vec<&PathBuf> = paths.iter().filter(missing).collect();
    for path in &gone {
        complain(&format!("{}: no such file or folder", path.display()));
    }
    if !paths.is_empty() && gone.len() == paths.len() {
        return None;
    }
    let corpus = Corpus::named(paths);
    let how = Options {
        dates_first: Some(DATES_FIRST),
        behind: true,
        ..how
    };
    let load = start(corpus.clone(), how);
    Some(tui::Options {
        corpus,
        load,
        theme,
    })
}
