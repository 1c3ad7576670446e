//! Several articles in one plain text.

use super::{dateline, head};
use crate::Span;
use crate::source::{Format, RawArticle};

/// The articles of a plain text, numbered from 1 when there are several;
/// anything else as it is.
pub fn split(raw: RawArticle) -> Vec<RawArticle> {
    if raw.format != Format::Text {
        return vec![raw];
    }
    let parts = split_articles(&raw.text);
    if parts.len() < 2 {
        return vec![raw];
    }
    let part = |(number, span): (usize, &Span)| {
        let before = raw.text.get(..span.start as usize).unwrap_or_default();
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        RawArticle {
            id: format!("{}#{}", raw.id, number + 1),
            line: u32::try_from(lines + 1).unwrap_or(0),
            text: span.of(&raw.text).to_owned(),
            ..raw.clone()
        }
    };
    parts.iter().enumerate().map(part).collect()
}

/// Where the articles of a plain text stand: one span, or several when they
/// plainly begin anew, that is, when separator lines part the text and every
/// part opens with a dateline or a date heading of its own.
fn split_articles(text: &str) -> Vec<Span> {
    let whole = vec![Span::new(0, text.len())];
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_separator(line) {
            parts.push(Span::new(start, at));
            start = at + line.len();
        }
        at += line.len();
    }
    if parts.is_empty() {
        return whole;
    }
    parts.push(Span::new(start, text.len()));
    parts.retain(|part| !part.of(text).trim().is_empty());
    if parts.len() < 2 || !parts.iter().all(|part| opens_article(part.of(text))) {
        return whole;
    }
    parts
}

/// A line of dashes, equals signs, stars, hashes or a form feed.
fn is_separator(line: &str) -> bool {
    let line = line
        .trim_end_matches(['\n', '\r', ' '])
        .trim_start_matches(' ');
    let mark = line.chars().next();
    let marks = matches!(
        mark,
        Some('-' | '=' | '*' | '#' | '_' | '~' | '\u{c}' | '\u{2014}')
    );
    let enough = line.chars().filter(|c| Some(*c) == mark).count() >= 3 || mark == Some('\u{c}');
    marks && enough && line.chars().all(|c| Some(c) == mark || c == ' ')
}

/// Whether a part begins as articles do: a date heading, a stamp or a
/// dateline in its first paragraphs, and prose below.
fn opens_article(part: &str) -> bool {
    let head_text = &part[..part.floor_char_boundary(1500)];
    let paragraphs = super::lines::paragraphs(head_text);
    let dated = paragraphs.iter().take(5).any(|p| {
        head::is_date_line(p.of(head_text))
            || dateline::find(head_text, *p).is_some_and(|d| d.date.is_some())
    });
    dated && part.split_whitespace().count() >= 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_with_datelines_part() {
        let one = "Talks fail\n\nMOSCOW, October 13. /TASS/. The talks between the two sides have failed, the ministry said on Tuesday.\n";
        let two = "Talks resume\n\nThursday, July 14, 2016\n\nThe talks between the two sides will go on, the ministry said, as was expected.\n";
        let text = format!("{one}\n-----\n\n{two}");
        let parts = split_articles(&text);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].of(&text).trim(), one.trim());
        let prose = format!(
            "{one}\n* * *\n\nA second part of the same article, which has no date of its own but many words to say.\n"
        );
        assert_eq!(split_articles(&prose).len(), 1);
        assert_eq!(split_articles(one).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn parts_fit(text in "(---\n|\u{c}|é|Oct 14, 2015|[a-z ]{0,9}|\n){0,30}") {
            for part in split_articles(&text) {
                proptest::prop_assert!(text.get(part.range()).is_some());
            }
        }
    }
}
