//! What can be typed: one definition for parsing, help, completions and the
//! manual page.

mod correct;

pub use correct::{CorrectArgs, CorrectCommand, Given};

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::{Settings, UserFiles};
use crate::load::{Options, cache};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = "Browse the chronology in a pile of news articles: who said or did what, when, and according to whom",
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Args {
    /// Files and folders of articles; `-` reads standard input. With none,
    /// the bundled sample corpus.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub cache: CacheArgs,

    /// Show the files as they were when they were read; without this, what
    /// is added, changed or removed while the screen is open appears in it
    #[arg(long)]
    pub no_watch: bool,

    /// Colours of the screen: auto, dark, light, high-contrast, sixteen, none,
    /// or a theme of your own
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,

    /// Lines instead of a screen: for screen readers, scripts and slow
    /// terminals; commands are typed, `help` lists them
    #[arg(long)]
    pub plain: bool,

    /// What to do instead of opening the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands: every view, headless.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the chronology: every dated event
    Events(EventsArgs),
    /// Print each article with its publication date and how that is known
    Articles(ArticlesArgs),
    /// Print the actors with counts, first and last day, other names
    Actors(ActorsArgs),
    /// Read JSON Lines of documents, write JSON Lines of annotations
    Annotate(AnnotateArgs),
    /// Write the chronology as csv, jsonl, markdown, ics, timelinejs or html
    Export(ExportArgs),
    /// Print what could not be read, dated or resolved; exit 1 if anything
    Check(CheckArgs),
    /// Print what is kept of large piles for the next time, or clear it
    Cache(CacheCommand),
    /// Give your own word on dates, events and names; every later run follows it
    Correct(CorrectArgs),
    /// Print completions for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page (troff)
    Man,
}

/// The corpus a command reads.
#[derive(Debug, clap::Args)]
pub struct CorpusArgs {
    /// Files and folders of articles; `-` reads standard input. With none,
    /// the bundled sample corpus
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub cache: CacheArgs,
}

impl CorpusArgs {
    /// How to load it.
    pub fn options(&self) -> Options {
        self.cache.options()
    }
}

/// Whether and where what is understood of large piles is kept.
#[derive(Debug, clap::Args)]
pub struct CacheArgs {
    /// Keep nothing for the next time, and use nothing that was kept
    #[arg(long)]
    pub no_cache: bool,

    /// Keep what is understood of large piles in this folder instead of your
    /// cache folder
    #[arg(long, value_name = "FOLDER")]
    pub cache_dir: Option<PathBuf>,
}

/// Piles of fewer bytes are read anew each time: that takes no longer.
const LEAST: u64 = 1 << 20;

impl CacheArgs {
    /// How to load a corpus.
    pub fn options(&self) -> Options {
        Options {
            cache: self.choice(),
            ..Options::default()
        }
    }

    /// The folder of all caches; `None` without one.
    pub fn root(&self) -> Option<PathBuf> {
        self.cache_dir.clone().or_else(cache::usual)
    }

    /// Where the cache is; `None` for none.
    pub fn choice(&self) -> Option<cache::Choice> {
        let root = self.root().filter(|_| !self.no_cache)?;
        // What is wrong with the settings is told before.
        let (settings, _) = Settings::load(&UserFiles::find());
        let most = u64::from(settings.cache_limit) << 20;
        (most > 0).then_some(cache::Choice {
            root,
            least: LEAST,
            most,
        })
    }
}

/// Options of `cache`.
#[derive(Debug, clap::Args)]
pub struct CacheCommand {
    /// Delete instead of listing
    #[arg(long)]
    pub clear: bool,

    /// Only what is kept of these files and folders, as they were given
    /// together
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The folder of all caches, when it is not your cache folder
    #[arg(long, value_name = "FOLDER")]
    pub cache_dir: Option<PathBuf>,
}

/// Options of `events`.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub corpus: CorpusArgs,

    /// Only events on or after this date ("2015-09", "30 Sept 2015")
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// Only events on or before this date (to the end of the month or year
    /// when only that is given)
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub filter: FilterArgs,

    /// At most so many events
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Say for each event why it has its date
    #[arg(long)]
    pub why: bool,

    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Which events.
#[derive(Debug, Default, clap::Args)]
pub struct FilterArgs {
    /// Only events with this actor; matched as the picker matches ("ptn" is
    /// Vladimir Putin). Several: all of them
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,

    /// Only statements of this speaker
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Only events of outlets whose name contains this
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,

    /// Only events whose sentence contains these words; without capitals,
    /// case does not matter
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,

    /// Only dates written this finely: minute, hour, part-of-day, day,
    /// weekend, week, month, quarter, season, half, year, decade, century
    #[arg(long, value_name = "GRANULARITY")]
    pub granularity: Option<String>,

    /// A filter in the query language of the screen
    /// (`actor:putin -actor:assad from:2015-09 "safe zones"`)
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
}

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub corpus: CorpusArgs,

    /// csv, jsonl, markdown, ics, timelinejs or html; by default what the
    /// name of the output file says
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<String>,

    /// Write to this file; standard output when not given
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,

    /// Heading of the export
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub filter: FilterArgs,
}

/// Options of `articles`.
#[derive(Debug, clap::Args)]
pub struct ArticlesArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub corpus: CorpusArgs,

    /// Print the clean body of each article
    #[arg(long)]
    pub body: bool,

    /// Say for each article all evidence for its date, and the alternatives
    #[arg(long)]
    pub why: bool,

    /// Date each article from itself alone, not from its neighbours
    #[arg(long)]
    pub alone: bool,

    /// Leave out names and events: faster. With --alone and without --body
    /// also the dates that texts name, and the text of a page whose fields
    /// leave no doubt
    #[arg(long)]
    pub dates_only: bool,

    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `actors`.
#[derive(Debug, clap::Args)]
pub struct ActorsArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub corpus: CorpusArgs,

    /// At most so many actors
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Files and folders of articles, always read anew; `-` reads standard
    /// input. With none, the bundled sample corpus
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {
    /// JSON Lines, one {"id", "text", "title"?, "published"?, "url"?} a line;
    /// standard input when not given
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Date undated documents from the whole input, not each alone; holds
    /// all documents in memory
    #[arg(long)]
    pub corpus: bool,

    /// Leave out actors and attributions; dates only
    #[arg(long)]
    pub dates_only: bool,

    /// Worker threads; by default one per core
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// How a listing is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: aligned, coloured on a terminal
    #[default]
    Text,
    /// For programs: one JSON object a line
    Jsonl,
}
