//! The command line: one file per subcommand.

mod actors;
mod annotate;
mod args;
mod articles;
mod cache;
mod check;
mod correct;
mod events;
mod export;
mod filter;
mod load;
mod manual;
mod output;
mod screen;

pub use args::{Args, Command, Format};
pub use output::{Exit, Out, complain};

use std::path::PathBuf;

use clap::Parser;

use crate::actor::{GazetteerError, Recogniser};
use crate::config::{Settings, UserFiles};
use crate::dating::knowledge;
use crate::timex::Tagger;
use crate::tui;

/// Parses the process's arguments, runs what they ask for and gives the exit
/// code. Messages have been printed when it returns.
pub fn main() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not errors; clap knows which
            // stream each belongs to. A closed pipe is nobody's fault.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
        }
    };
    let own = ["lang/en", "gazetteer"].map(|name| UserFiles::find().subfolder(name));
    let own: Vec<PathBuf> = own.into_iter().flatten().collect();
    crate::load::cache::also_by(&own);
    // A fault in the user's words is told, and the built-in ones serve.
    if let Some(folder) = UserFiles::find().subfolder("lang/en")
        && let Err(error) = Tagger::install(&folder)
    {
        complain(&error.to_string());
    }
    own_gazetteer();
    match run(args) {
        Ok(exit) => exit,
        Err(error) if output::is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            complain(&format!("{error:#}"));
            Exit::Usage
        }
    }
}

/// Takes the user's own names and dated knowledge along, from `gazetteer` in the configuration
/// folder. What is wrong in it is told, and the program goes on without.
fn own_gazetteer() {
    let Some(folder) = UserFiles::find().subfolder("gazetteer") else {
        return;
    };
    let read = || {
        let dating = knowledge::Own::read(&folder)?;
        Recogniser::use_folder(&folder)?;
        dating.serve();
        Ok::<(), GazetteerError>(())
    };
    if let Err(error) = read() {
        complain(&error.to_string());
    }
}

/// Tells what is wrong with the user's settings where no screen does: they
/// rule over the cache.
fn own_settings() {
    for error in Settings::load(&UserFiles::find()).1 {
        complain(&error.to_string());
    }
}

fn run(args: Args) -> anyhow::Result<Exit> {
    let on_screen = args.command.is_none() && (args.plain || tui::usable_terminal());
    let uses_cache = !matches!(
        args.command,
        Some(
            Command::Annotate(_)
                | Command::Check(_)
                | Command::Correct(_)
                | Command::Completions { .. }
                | Command::Man
        )
    );
    if uses_cache && !on_screen {
        own_settings();
    }
    match args.command {
        Some(Command::Events(options)) => events::run(&options),
        Some(Command::Articles(options)) => articles::run(&options),
        Some(Command::Actors(options)) => actors::run(&options),
        Some(Command::Annotate(options)) => annotate::run(&options),
        Some(Command::Export(options)) => export::run(&options),
        Some(Command::Check(options)) => check::run(&options),
        Some(Command::Cache(options)) => cache::run(&options),
        Some(Command::Correct(options)) => correct::run(&options),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Man) => manual::page(),
        None if args.plain => screen::plain(&args.paths, args.cache.options()),
        None if tui::usable_terminal() => {
            let options = screen::watching(!args.no_watch, args.cache.options());
            screen::run(&args.paths, args.theme, options)
        }
        None => events::chronology(&args.paths, args.cache.options()),
    }
}
