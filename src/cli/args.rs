//! What can be typed: one definition for parsing, help, completions and the
//! manual page.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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

    /// What to do instead of opening the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands: every view, headless.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read JSON Lines of documents, write JSON Lines of annotations
    Annotate(AnnotateArgs),
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
