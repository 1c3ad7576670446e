//! The one clean text of an article: title, dateline, sentences, furniture.

use std::path::PathBuf;

use crate::Span;
use crate::source::{Format, FoundDate, RawArticle};

/// The place-and-date line that opens wire copy: `ASTANA, October 4. /TASS/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dateline {
    /// The whole of it in the text.
    pub span: Span,
    /// The place(s), as one wants to read them ("Astana").
    pub place: Option<String>,
    /// Its date words, when there are any.
    pub date: Option<Span>,
    /// The agency or paper named in it.
    pub source: Option<String>,
}

/// An article, its text normalised once (line ends, Unicode NFC left as is,
/// no controls dropped) and never changed after: every offset of the program
/// refers to [`Article::text`].
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// See [`RawArticle::id`].
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Line of the record in its file, from 1; 0 when it is the whole file.
    pub line: u32,
    /// What the file is.
    pub format: Format,
    /// Headline; the first words when there is none.
    pub title: String,
    /// Outlet.
    pub source: Option<String>,
    /// Place, from the dateline or metadata.
    pub place: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The whole text. In plain text the title stands in it as well.
    pub text: String,
    /// Lines above the body that are not prose: title, date heading,
    /// navigation, byline (plain text); in text order.
    pub head: Vec<Span>,
    /// Furniture found in or after the body: comments, share bars, related
    /// posts, widgets, copyright; in text order. Never deleted from `text`.
    pub furniture: Vec<Span>,
    /// Sentences of the body (neither head nor furniture), in text order.
    pub sentences: Vec<Span>,
    /// Start of each paragraph of the body.
    pub paragraphs: Vec<Span>,
    /// The dateline, when there is one.
    pub dateline: Option<Dateline>,
    /// Dates found outside the text.
    pub dates: Vec<FoundDate>,
}

impl Article {
    /// The clean text: what is neither head nor furniture, paragraphs
    /// separated by a blank line.
    pub fn body(&self) -> String {
        let texts: Vec<&str> = self.paragraphs.iter().map(|p| p.of(&self.text)).collect();
        texts.join("\n\n")
    }
}

/// Makes the article of a raw one.
pub fn article(raw: RawArticle) -> Article {
    let sentences = sentences(&raw.text);
    Article {
        title: raw.title.unwrap_or_default(),
        id: raw.id,
        path: raw.path,
        line: raw.line,
        format: raw.format,
        source: raw.source,
        place: raw.place,
        author: raw.author,
        url: raw.url,
        paragraphs: Vec::new(),
        sentences,
        text: raw.text,
        head: Vec::new(),
        furniture: Vec::new(),
        dateline: None,
        dates: raw.dates,
    }
}

/// Splits any text into sentences, in text order, white space between them
/// left out. A blank line always ends a sentence.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let next_is_space = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        let ends = match bytes[at] {
            b'.' | b'!' | b'?' => next_is_space,
            b'\n' => bytes.get(at + 1) == Some(&b'\n'),
            _ => false,
        };
        if ends || at + 1 == bytes.len() {
            let piece = &text[start..=at];
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                let lead = piece.len() - piece.trim_start().len();
                spans.push(Span::new(start + lead, start + lead + trimmed.len()));
            }
            start = at + 1;
        }
    }
    spans
}

/// Where the articles of a plain text stand: one span, or several when they
/// plainly begin anew.
pub fn split_articles(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}
