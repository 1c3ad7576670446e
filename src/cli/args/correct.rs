//! The arguments of `correct`.

use std::path::PathBuf;

use clap::Subcommand;

/// Options of `correct`.
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CorrectCommand,
}

/// What `correct` does.
#[derive(Debug, Subcommand)]
pub enum CorrectCommand {
    /// Say when an article was published; it then helps to date the others
    Set {
        #[command(flatten)]
        #[allow(missing_docs)]
        given: Given,
        /// The article's id, as `dateline articles` prints it
        #[arg(value_name = "ARTICLE")]
        article: String,
        /// The day ("2015-10-14", "14 October 2015")
        #[arg(value_name = "DATE")]
        date: String,
    },
    /// Say when an event happened
    Event {
        #[command(flatten)]
        #[allow(missing_docs)]
        given: Given,
        /// The article's id
        #[arg(value_name = "ARTICLE")]
        article: String,
        /// When: a day, a month, a year, or two days with / between
        #[arg(value_name = "DATE")]
        date: String,
        /// Words that only its sentence has
        #[arg(long, value_name = "WORDS")]
        sentence: String,
    },
    /// Say that a sentence tells of no event
    NoEvent {
        #[command(flatten)]
        #[allow(missing_docs)]
        given: Given,
        /// The article's id
        #[arg(value_name = "ARTICLE")]
        article: String,
        /// Words that only this sentence has
        #[arg(long, value_name = "WORDS")]
        sentence: String,
    },
    /// Give an actor another name, or make it one with the actor of that name
    Actor {
        #[command(flatten)]
        #[allow(missing_docs)]
        given: Given,
        /// The name as `dateline actors` prints it
        #[arg(value_name = "NAME")]
        name: String,
        /// The name that counts
        #[arg(value_name = "NAME")]
        is: String,
    },
    /// Say that some of an actor's names are somebody else's
    Apart {
        #[command(flatten)]
        #[allow(missing_docs)]
        given: Given,
        /// The actor's name as `dateline actors` prints it
        #[arg(value_name = "NAME")]
        actor: String,
        /// The words in the texts that mean somebody else
        #[arg(value_name = "WORDS")]
        words: String,
        /// Who that is
        #[arg(value_name = "NAME")]
        is: String,
    },
    /// Take a correction back
    Remove {
        /// The corpus
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// The number that `list` prints, or the id of an article whose date
        /// was given
        #[arg(value_name = "WHICH")]
        which: String,
        /// From the file in your data folder
        #[arg(long)]
        user: bool,
    },
    /// Print the corrections of a corpus; of the bundled one without a path
    List {
        /// The corpus
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
    },
}

/// What every correction says: of which corpus, why, and where to keep it.
#[derive(Debug, clap::Args)]
pub struct Given {
    /// The corpus: a folder or file of articles
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Why, for yourself
    #[arg(long, value_name = "TEXT")]
    pub remark: Option<String>,
    /// Keep it in your data folder, not beside the articles
    #[arg(long)]
    pub user: bool,
}
