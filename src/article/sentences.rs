//! Where sentences end.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines;
use crate::Span;

/// What a full stop after a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Stands before a name.
    Title,
    /// Stands before a number.
    Number,
    /// A month or weekday.
    Calendar,
    /// May end a sentence.
    Other,
}

struct Words {
    stops: FxHashMap<String, Vec<Stop>>,
    starters: FxHashSet<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    titles: Vec<String>,
    numbers: Vec<String>,
    calendar: Vec<String>,
    others: Vec<String>,
    starters: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let source = include_str!("../../assets/lang/en/abbreviations.toml");
        let table: Table =
            toml::from_str(source).expect("the built-in abbreviations are read by the tests");
        let mut stops: FxHashMap<String, Vec<Stop>> = FxHashMap::default();
        for (list, stop) in [
            (&table.titles, Stop::Title),
            (&table.numbers, Stop::Number),
            (&table.calendar, Stop::Calendar),
            (&table.others, Stop::Other),
        ] {
            for word in list {
                stops.entry(word.clone()).or_default().push(stop);
                // "c. 1900", but "Henry C. Smith".
                if word.len() > 1 {
                    stops.entry(capitalised(word)).or_default().push(stop);
                }
                // "ST. LOUIS", "MR. SMITH"
                if matches!(stop, Stop::Title) {
                    stops.entry(word.to_uppercase()).or_default().push(stop);
                }
            }
        }
        Words {
            stops,
            starters: table.starters.into_iter().collect(),
        }
    })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Splits any text into sentences, in text order, white space between them
/// left out. A blank line always ends a sentence; a single line break does
/// when it is not the soft wrap of a paragraph.
///
/// Linear in the text. A quotation that closes behind the stop belongs to
/// the sentence before it; abbreviations, initials, decimals and ordinals
/// don't end one (see `assets/lang/en/abbreviations.toml`).
pub fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in lines::paragraphs(text) {
        split(text, block, &mut spans);
    }
    spans
}

/// The sentences of one paragraph.
pub(super) fn split(text: &str, paragraph: Span, spans: &mut Vec<Span>) {
    let piece = paragraph.of(text);
    let base = paragraph.start as usize;
    let bytes = piece.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let Some(after) = terminator(piece, at) else {
            at += 1;
            continue;
        };
        let end = closers(piece, after);
        if end < bytes.len() && ends_here(piece, start, at, after, end) {
            push(piece, base, start, end, spans);
            start = end;
        }
        at = end;
    }
    push(piece, base, start, bytes.len(), spans);
}

fn push(piece: &str, base: usize, start: usize, end: usize, spans: &mut Vec<Span>) {
    let part = &piece[start..end];
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let lead = part.len() - part.trim_start().len();
        let from = base + start + lead;
        spans.push(Span::new(from, from + trimmed.len()));
    }
}

/// One past a run of `.`, `!`, `?`, `…` that starts at `at`.
fn terminator(piece: &str, at: usize) -> Option<usize> {
    let bytes = piece.as_bytes();
    let mut end = at;
    loop {
        match bytes.get(end) {
            Some(b'.' | b'!' | b'?') => end += 1,
            Some(0xe2) if piece[end..].starts_with('\u{2026}') => end += 3,
            Some(0xe3) if piece[end..].starts_with('\u{3002}') => end += 3,
            _ => break,
        }
    }
    (end > at).then_some(end)
}

const CLOSERS: [char; 9] = [
    '"', '\'', ')', ']', '\u{201d}', '\u{2019}', '\u{bb}', '}', '*',
];
const OPENERS: [char; 11] = [
    '"', '\'', '(', '[', '\u{201c}', '\u{2018}', '\u{ab}', '\u{201e}', '\u{2014}', '-', '*',
];

/// One past the quotes and brackets that close behind a stop.
fn closers(piece: &str, after: usize) -> usize {
    let rest = &piece[after..];
    let closed = rest.trim_start_matches(CLOSERS);
    after + rest.len() - closed.len()
}

/// Whether the stop at `at..after`, closers to `end`, ends a sentence that
/// began at `start`.
fn ends_here(piece: &str, start: usize, at: usize, after: usize, end: usize) -> bool {
    let rest = &piece[end..];
    let Some(next) = rest.chars().next() else {
        return true;
    };
    if piece[at..].starts_with('\u{3002}') {
        return true;
    }
    if !next.is_whitespace() {
        return false;
    }
    let follows = rest.trim_start();
    let opened = follows.trim_start_matches(OPENERS);
    let Some(first) = opened.chars().next() else {
        return true;
    };
    if first.is_lowercase() {
        return false;
    }
    let single = &piece[at..after] == ".";
    if !single {
        // "What?!" ends; an ellipsis before a capital does as well.
        return true;
    }
    let before = &piece[start..at];
    if end > after {
        // A closed quotation or bracket: the stop is the sentence's own.
        return !matches!(stop_of(before), Some(stops) if stops.contains(&Stop::Title));
    }
    after_word(before, follows, opened)
}

/// Decides by the word before a lone full stop and the one behind it.
fn after_word(before: &str, follows: &str, opened: &str) -> bool {
    let word = last_word(before);
    if word.is_empty() {
        return !before.trim().is_empty();
    }
    let digit_next = opened.starts_with(|c: char| c.is_ascii_digit());
    let next: &str = opened
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let starter = words().starters.contains(next) || follows.len() > opened.len();
    if let Some(stops) = stop_of(before) {
        return !stops.iter().any(|stop| match stop {
            Stop::Title => true,
            Stop::Number => digit_next,
            Stop::Calendar => digit_next || !starter,
            Stop::Other => digit_next || !starter,
        });
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initial = letters == 1
        && word.chars().all(|c| c.is_alphabetic())
        && word.chars().all(char::is_uppercase);
    if initial || is_dotted(word) {
        return starter && next != "A" && next != "I" && word != "I";
    }
    // "1. First item": a number that opens the paragraph.
    let lone = before.trim() == word;
    !(lone && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
}

fn stop_of(before: &str) -> Option<&'static Vec<Stop>> {
    let word = last_word(before);
    let known = words();
    known.stops.get(word).or_else(|| {
        // "(Gen", "al-Lt": the part behind the last mark.
        let tail = word
            .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
            .next()?;
        (tail.len() < word.len()).then(|| known.stops.get(tail))?
    })
}

fn last_word(before: &str) -> &str {
    let start = before
        .rfind(|c: char| {
            c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\u{201c}' | '\u{2018}' | '/')
        })
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    &before[start..]
}

/// `U.S`, `a.m`, `J.R.R`: single letters with stops between.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_all(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn examples() {
        let file = include_str!("../../tests/article/sentences.txt");
        for case in file.split("\n\n").filter(|c| !c.trim().is_empty()) {
            let lines: Vec<&str> = case.lines().filter(|l| !l.starts_with('#')).collect();
            let expected: Vec<String> = lines.iter().map(|l| l.replace("\\n", "\n")).collect();
            let text = expected.join(" ");
            assert_eq!(split_all(&text), expected, "in {text:?}");
        }
    }

    #[test]
    fn lines_and_wraps() {
        assert_eq!(
            split_all("A heading\n\nThe text. More."),
            ["A heading", "The text.", "More."]
        );
        let wrapped = "The council is meeting in West Berlin, where it meets once in\na year. It also meets once a year in another city of the country,\nas everybody knows. Fine.";
        assert_eq!(split_all(wrapped).len(), 3);
        assert_eq!(
            split_all("First line\nSecond line\nThird"),
            ["First line", "Second line", "Third"]
        );
        assert_eq!(split_all("ends here.\r\n\r\nNext"), ["ends here.", "Next"]);
    }

    proptest::proptest! {
        #[test]
        fn spans_are_sane(text in "([A-Z]?[a-z]{1,8}|[.!?…\"”’)( \n\r]|\\. |U\\.S\\.|Oct\\.|[0-9é]){0,60}") {
            let mut last = 0;
            let mut kept = 0;
            for span in sentences(&text) {
                proptest::prop_assert!(span.start >= last && !span.is_empty());
                let words = span.of(&text);
                proptest::prop_assert_eq!(words.trim(), words);
                proptest::prop_assert!(!words.is_empty());
                last = span.end;
                kept += words.chars().filter(|c| !c.is_whitespace()).count();
            }
            let all = text.chars().filter(|c| !c.is_whitespace()).count();
            proptest::prop_assert_eq!(kept, all);
        }
    }
}
