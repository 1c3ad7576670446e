//! The place-and-date line that opens wire copy.

mod parse;
mod place;

use super::Dateline;
use crate::Span;
use crate::timex::written::{self, Order, Written};

use parse::Parse;
use place::{is_capitals, shown, without_credit};

/// A dateline is looked for this far into a paragraph.
const REACH: usize = 700;

/// A dateline with the date read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub line: Dateline,
    /// The date as written.
    pub date: Option<Written>,
}

/// The dateline that opens `paragraph`, or that stands inside its first
/// words behind a summary (`* Order for vaccine LONDON, June 1 (Reuters) -`).
pub(super) fn find(text: &str, paragraph: Span) -> Option<Found> {
    let piece = paragraph.of(text);
    if let Some(found) = at(text, paragraph, 0, false) {
        return Some(found);
    }
    // Of a run of words in capitals only the first can open the place; but a
    // headline in capitals may stand before it, so every eighth is tried.
    let mut run = 0;
    let head = clip(piece, REACH);
    let mut index = 0;
    for word in head.split_inclusive(char::is_whitespace) {
        let bare = word
            .split([' ', ',', '/', '.', '\n'])
            .next()
            .unwrap_or_default();
        let opens = bare.chars().count() >= 3 && bare.chars().all(|c| c.is_uppercase() || c == '-');
        if opens
            && index > 0
            && run % 8 == 0
            && let Some(found) = at(text, paragraph, index, true)
        {
            return Some(found);
        }
        run = if opens { run + 1 } else { 0 };
        index += word.len();
    }
    None
}

/// A dateline that starts at `offset` of the paragraph. Inside a paragraph it
/// needs a date or a known agency in brackets.
fn at(text: &str, paragraph: Span, offset: usize, inside: bool) -> Option<Found> {
    let base = paragraph.start as usize + offset;
    let piece = &paragraph.of(text)[offset..];
    let head = clip(piece, 160);
    let mut parse = Parse::new(head);
    let place = parse.place();
    if place.is_none() && !head.starts_with('(') && (inside || written_at(head).is_none()) {
        return None;
    }
    let capitals = place.is_some_and(is_capitals);
    let end = parse.rest(place.is_some(), capitals, inside)?;
    let date = parse.date;
    let shown = place.map(|place| shown(without_credit(place)));
    let line = Dateline {
        span: Span::new(base, base + end),
        place: shown.filter(|p| !p.is_empty()),
        date: date.map(|d| Span::new(base + d.span.start as usize, base + d.span.end as usize)),
        source: parse.source,
    };
    Some(Found { line, date })
}

/// The date that starts at the beginning of `text`, a weekday before it left
/// out.
fn written_at(text: &str) -> Option<Written> {
    let head = clip(text, 48);
    let found = written::find(head, Order::DayFirst);
    let date = found.first()?;
    let before = head[..date.span.start as usize].trim_matches([' ', ',', '.']);
    (before.is_empty() || date.weekday.is_some() && !before.contains(' ')).then_some(*date)
}

fn clip(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/article/datelines.tsv`: text, place, date words, source; a line
    /// with one column has no dateline.
    #[test]
    fn examples() {
        for (number, line) in include_str!("../../../tests/article/datelines.tsv")
            .lines()
            .enumerate()
        {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let text = columns[0];
            let found = find(text, Span::new(0, text.len()));
            let got = found.map(|f| {
                [
                    f.line.place.unwrap_or_default(),
                    f.line
                        .date
                        .map(|d| d.of(text).to_owned())
                        .unwrap_or_default(),
                    f.line.source.unwrap_or_default(),
                ]
            });
            let expected = (columns.len() > 1)
                .then(|| [1, 2, 3].map(|n| columns.get(n).copied().unwrap_or_default().to_owned()));
            assert_eq!(got, expected, "line {}: {text}", number + 1);
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_fit(text in "([A-Z]{2,9}|[A-Z][a-z]{1,6}|, |/|\\(AP\\)|Oct\\. 14|/TASS/|[|.—é -]){0,14}") {
            if let Some(found) = find(&text, Span::new(0, text.len())) {
                proptest::prop_assert!(text.get(found.line.span.range()).is_some());
                if let Some(date) = found.line.date {
                    proptest::prop_assert!(text.get(date.range()).is_some());
                }
            }
        }
    }
}
