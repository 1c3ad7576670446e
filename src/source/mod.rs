//! Which files there are, what each one is (by content before extension),
//! and bytes to text: everything up to the [`RawArticle`].

mod decode;
mod feed;
mod front;
mod html;
mod json;
mod markdown;
mod mojibake;
mod numbers;
pub mod path;
mod plain;
mod read;
mod record;
mod setting;
mod sniff;
mod stamp;
mod stream;
mod walk;

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

pub use json::unplaced;
pub use read::{read_added, read_bytes, read_file, read_file_where};

/// Which blocks of a page are the article's: what the fitting of the weights
/// needs.
pub mod page {
    pub use super::html::{BlockWeights, Features, PageBlocks, chance, names};
}

pub use setting::{Form, Place, Setting};
pub use stamp::Stamp;
pub use walk::walk;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text, usually one article a file.
    #[default]
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// One JSON document: an article, an array of them, or an object around one.
    Json,
    /// JSON Lines, one article a line.
    JsonLines,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
}

impl Format {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Feed => "feed",
        }
    }
}

/// Where a stated date was found; best evidence of publication first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// The caller says so (`annotate`'s `published`).
    Given,
    /// A field of a JSON record.
    JsonField,
    /// A feed's entry.
    Feed,
    /// Markdown front matter.
    FrontMatter,
    /// JSON-LD in a page.
    JsonLd,
    /// `<meta>` of a page.
    Meta,
    /// A script's publish-date key in a page.
    Script,
    /// `<time>` in a page.
    Time,
    /// The address of the page.
    Url,
    /// Marked-up text of a page whose class or id names a date.
    Markup,
    /// The file's name.
    FileName,
    /// Other text of the page.
    VisibleText,
}

/// A stated date as found, not yet understood or weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundDate {
    /// The words or the machine form, untouched.
    pub text: String,
    /// Where it stood.
    pub origin: Origin,
    /// The exact place, for the explanation: `article:published_time`,
    /// `datePublished`, `pubDate`, `time.entry-date` …
    pub key: String,
    /// Whether it is said to be a modification, not the publication.
    pub modified: bool,
    /// Its form and its place on a page.
    pub setting: Setting,
}

/// One article as a reader found it: strings, nothing understood yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawArticle {
    /// Path relative to the given PATH, `#n` for the n-th of a multi-article
    /// file, or the JSON record's own id.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Line of the record in its file, from 1; 0 when it is the whole file.
    pub line: u32,
    /// What the file is.
    pub format: Format,
    /// Headline when the format gives one.
    pub title: Option<String>,
    /// Outlet when the format gives one.
    pub source: Option<String>,
    /// Place when the format gives one.
    pub place: Option<String>,
    /// Author when the format gives one.
    pub author: Option<String>,
    /// Address when the format gives one.
    pub url: Option<String>,
    /// BCP 47 language when stated.
    pub language: Option<String>,
    /// The text, paragraphs separated by a blank line.
    pub text: String,
    /// Dates found outside the text.
    pub dates: Vec<FoundDate>,
}

impl RawArticle {
    /// A plain text of which nothing else is known.
    pub fn plain(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            path: PathBuf::from(&id),
            id,
            line: 0,
            format: Format::Text,
            title: None,
            source: None,
            place: None,
            author: None,
            url: None,
            language: None,
            text: text.into(),
            dates: Vec::new(),
        }
    }
}

/// Something that could not be done, kept beside the results so that nothing
/// is dropped in silence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The file (or article id).
    #[serde(with = "path")]
    pub path: PathBuf,
    /// Line from 1, 0 when it is the whole file.
    pub line: u32,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, one line, and what to do when something can be done.
    pub message: String,
}

/// How bad a [`Notice`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing: a charset was guessed, a date did not resolve.
    Info,
    /// An article lost something: undated, truncated, contradictory.
    Warning,
    /// A file or record could not be read at all.
    Error,
}

/// What one file gives.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its articles, in file order.
    pub articles: Vec<RawArticle>,
    /// What went wrong.
    pub notices: Vec<Notice>,
    /// Bytes read from disk, for the progress bar.
    pub bytes: u64,
}

/// One thing a reader hands over.
#[derive(Clone, Debug)]
pub enum Found {
    /// An article.
    Article(Box<RawArticle>),
    /// A notice.
    Notice(Notice),
    /// So many more bytes of the file are done.
    Bytes(u64),
}

/// How much of a page was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What it says of itself: its head, first headings and JSON-LD.
    Head,
    /// All dates that it states, but not its text.
    Dates,
}

/// A file to read, and the id its article gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// Relative to the given PATH, with `/` between folders.
    pub id: String,
    /// Size in bytes, for the progress bar.
    pub bytes: u64,
    /// What the file was like when it was found; `None` when that can't be
    /// told.
    pub stamp: Option<Stamp>,
}
