//! The one clean text of an article: title, dateline, sentences, furniture.

mod dateline;
mod furniture;
mod head;
mod lines;
mod sentences;
mod split;
mod words;

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

use crate::Span;
use crate::source::{Format, FoundDate, RawArticle};

pub use sentences::sentences;
pub use split::split;

/// The place-and-date line that opens wire copy: `ASTANA, October 4. /TASS/`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
/// refers to [`Article::text`]. The default is an empty one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// See [`RawArticle::id`].
    pub id: String,
    /// The file.
    #[serde(with = "crate::source::path")]
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
    /// BCP 47 language when stated.
    pub language: Option<String>,
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
    let text = lines::normalise(raw.text);
    let (paragraphs, marks) = marked(&text);
    let dateline = find_dateline(&text, &paragraphs, &marks);
    let given = raw.title.as_deref().filter(|t| !t.trim().is_empty());
    let at = dateline.as_ref().map(|(at, _)| *at);
    let head = head::find(&text, &paragraphs, &marks, at, given);
    let mut parts = Parts::default();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if marks[index] {
            parts.furniture.push(*paragraph);
        } else if head.parts.iter().any(|(at, _)| *at == index) {
            parts.head.push(*paragraph);
        } else {
            let opener = dateline.as_ref().filter(|(at, _)| *at == index);
            parts.body(&text, *paragraph, opener.map(|(_, found)| found.line.span));
        }
    }
    let titled = head.title().map(|at| paragraphs[at].of(&text).to_owned());
    let title = raw.title.filter(|t| !t.trim().is_empty()).or(titled);
    let line = dateline.map(|(_, found)| found.line);
    Article {
        title: title.unwrap_or_else(|| first_words(&text, &parts.sentences)),
        id: raw.id,
        path: raw.path,
        line: raw.line,
        format: raw.format,
        source: raw
            .source
            .or_else(|| line.as_ref().and_then(|l| l.source.clone())),
        place: line.as_ref().and_then(|l| l.place.clone()).or(raw.place),
        author: raw.author,
        url: raw.url,
        language: raw.language,
        head: parts.head,
        furniture: parts.furniture,
        sentences: parts.sentences,
        paragraphs: parts.paragraphs,
        dateline: line,
        dates: raw.dates,
        text,
    }
}

/// Paragraphs, and which of them are furniture; none where all would be.
fn marked(text: &str) -> (Vec<Span>, Vec<bool>) {
    let paragraphs = lines::paragraphs(text);
    let mut marks = furniture::marks(text, &paragraphs);
    if marks.iter().all(|m| *m) {
        marks.fill(false);
    }
    (paragraphs, marks)
}

/// The paragraphs of any text that are furniture, in order: what
/// [`Article::furniture`] is to an article.
pub fn furniture(text: &str) -> Vec<Span> {
    let (paragraphs, marks) = marked(text);
    let marked = paragraphs.into_iter().zip(marks).filter(|(_, mark)| *mark);
    marked.map(|(paragraph, _)| paragraph).collect()
}

/// The paragraphs of any text, headings and furniture included.
pub(crate) fn text_lines(text: &str) -> Vec<Span> {
    lines::paragraphs(text)
}

/// A dateline is looked for in so many paragraphs from the top.
const DATELINE_DEPTH: usize = 12;

fn find_dateline(
    text: &str,
    paragraphs: &[Span],
    furniture: &[bool],
) -> Option<(usize, dateline::Found)> {
    let top = || paragraphs.iter().enumerate().take(DATELINE_DEPTH);
    let open = top().filter(|(at, _)| !furniture[*at]);
    let found: Vec<_> = open
        .filter_map(|(at, p)| dateline::find(text, *p).map(|found| (at, found)))
        .collect();
    let dated = found.iter().position(|(_, found)| found.date.is_some());
    found.into_iter().nth(dated.unwrap_or(0))
}

/// The spans of an article's parts.
#[derive(Default)]
struct Parts {
    head: Vec<Span>,
    furniture: Vec<Span>,
    paragraphs: Vec<Span>,
    sentences: Vec<Span>,
}

impl Parts {
    /// The sentences begin behind a dateline that opens the paragraph.
    fn body(&mut self, text: &str, paragraph: Span, dateline: Option<Span>) {
        let slug = furniture::glued_slug(paragraph.of(text));
        let start = paragraph.start as usize;
        if slug > 0 {
            self.furniture.push(Span::new(start, start + slug));
        }
        let rest = Span::new(start + slug, paragraph.end as usize);
        self.paragraphs.push(rest);
        let mut prose = rest;
        if let Some(line) = dateline
            && line.end < rest.end
        {
            if line.start > rest.start {
                let before = Span {
                    end: line.start,
                    ..rest
                };
                sentences::split(text, before, &mut self.sentences);
            }
            prose.start = line.end;
        }
        sentences::split(text, prose, &mut self.sentences);
    }
}

/// The first words of a text that has no title.
fn first_words(text: &str, sentences: &[Span]) -> String {
    const LENGTH: usize = 90;
    let Some(first) = sentences.first().map(|s| s.of(text)) else {
        return String::new();
    };
    let mut out = String::new();
    for word in first.split_whitespace() {
        if out.chars().count() + word.chars().count() > LENGTH && !out.is_empty() {
            out.push('\u{2026}');
            return out;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Article {
        article(RawArticle::plain("x", text))
    }

    fn of<'t>(article: &'t Article, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|s| s.of(&article.text)).collect()
    }

    #[test]
    fn wire_copy() {
        let a = plain(
            "All news\r\n\r\nContacts to continue \u{2014} ministry\r\n\r\nAccording to the spokesman, the work goes on\r\n\r\nASTANA, October 4./TASS/. Contacts will continue. He said so.\r\n\r\nMore was not said.",
        );
        assert_eq!(a.title, "Contacts to continue \u{2014} ministry");
        assert_eq!(a.place.as_deref(), Some("Astana"));
        assert_eq!(a.source.as_deref(), Some("TASS"));
        assert_eq!(a.head.len(), 3);
        assert_eq!(
            of(&a, &a.sentences),
            [
                "Contacts will continue.",
                "He said so.",
                "More was not said."
            ]
        );
        assert!(a.body().starts_with("ASTANA"));
    }

    #[test]
    fn a_blog_post() {
        let a = plain(
            "Thursday, July 14, 2016\n\nMinister ready for efforts\n\npicture-of-a-ministerThe minister said on Thursday that he was ready.\n\nNo comments :\n\nPost a Comment\n\nFeatured Post",
        );
        assert_eq!(a.title, "Minister ready for efforts");
        assert_eq!(
            of(&a, &a.head),
            ["Thursday, July 14, 2016", "Minister ready for efforts"]
        );
        assert_eq!(of(&a, &a.furniture)[0], "picture-of-a-minister");
        assert_eq!(a.furniture.len(), 4);
        assert_eq!(a.body(), "The minister said on Thursday that he was ready.");
    }

    #[test]
    fn a_lone_line_is_the_body() {
        let a = plain("Just one line without anything else");
        assert_eq!(a.body(), "Just one line without anything else");
        assert_eq!(a.title, "Just one line without anything else");
        assert_eq!(plain("").title, "");
    }

    proptest::proptest! {
        #[test]
        fn parts_are_disjoint_and_fit(text in "(MOSCOW, Oct 14|[A-Z][a-z]{1,7}|by |\\. |\n\n|\n|share|\u{e9}|[0-9]| |-){0,60}") {
            let a = plain(&text);
            let mut spans: Vec<Span> = a.head.iter().chain(&a.furniture).chain(&a.paragraphs).copied().collect();
            spans.sort();
            for pair in spans.windows(2) {
                proptest::prop_assert!(pair[0].end <= pair[1].start);
            }
            for span in spans.iter().chain(&a.sentences) {
                proptest::prop_assert!(a.text.get(span.range()).is_some());
            }
        }
    }
}
