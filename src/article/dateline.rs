//! The place-and-date line that opens wire copy.

use super::Dateline;
use super::words::Words;
use crate::Span;
use crate::timex::written::{self, Order, Written};

/// A dateline is looked for this far into a paragraph.
const REACH: usize = 700;
/// Places have at most this many words.
const MAX_PLACE_WORDS: usize = 7;

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
    let mut parse = Parse {
        text: head,
        at: 0,
        date: None,
        source: None,
        known: false,
    };
    let place = parse.place();
    if place.is_none() && !head.starts_with('(') && (inside || written_at(head).is_none()) {
        return None;
    }
    let capitals = place.is_some_and(is_capitals);
    let end = parse.rest(place.is_some(), capitals, inside)?;
    let date = parse.date;
    let shown = place.map(shown);
    let line = Dateline {
        span: Span::new(base, base + end),
        place: shown.filter(|p| !p.is_empty()),
        date: date.map(|d| Span::new(base + d.span.start as usize, base + d.span.end as usize)),
        source: parse.source,
    };
    Some(Found { line, date })
}

struct Parse<'t> {
    text: &'t str,
    at: usize,
    date: Option<Written>,
    source: Option<String>,
    known: bool,
}

impl<'t> Parse<'t> {
    fn left(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, marks: &[char]) -> bool {
        let left = self.left();
        let rest = left.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
        let moved = left[..left.len() - rest.len()].contains(marks);
        self.at += left.len() - rest.len();
        moved
    }

    /// `ASTANA`, `NEW YORK`, `BENGHAZI, Libya`, `WASHINGTON/MOSCOW`,
    /// `Moscow`: words with capitals, up to what cannot be a place.
    fn place(&mut self) -> Option<&'t str> {
        let mut end = 0;
        let mut words = 0;
        let mut rest = self.text;
        loop {
            let word = rest
                .split(|c: char| {
                    c.is_whitespace()
                        || matches!(
                            c,
                            ',' | '/' | '|' | '(' | ':' | ';' | '\u{2014}' | '\u{2013}'
                        )
                })
                .next()
                .unwrap_or_default();
            let bare = word.trim_end_matches('.');
            let fits = !bare.is_empty()
                && bare.chars().next().is_some_and(char::is_uppercase)
                && bare
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '\u{2019}'))
                && !bare.ends_with('-');
            let small = matches!(
                word,
                "de" | "la" | "el" | "of" | "the" | "al" | "upon" | "am" | "and" | "del" | "do"
            ) && words > 0;
            if !(fits || small) || words == MAX_PLACE_WORDS || opens_date(words, rest) {
                break;
            }
            words += 1;
            let from = self.text.len() - rest.len();
            end = from
                + if bare.len() < word.len() && !is_abbreviated(word) {
                    bare.len()
                } else {
                    word.len()
                };
            rest = &self.text[end..];
            if end < from + word.len() {
                break;
            }
            let gap = rest.len() - rest.trim_start_matches([' ', ',', '/', '\u{a0}']).len();
            let joint = &rest[..gap];
            if gap == 0 || joint.matches(',').count() > 1 {
                break;
            }
            // A comma before a date or an agency ends the place.
            let after = &rest[gap..];
            if written_at(after).is_some() || after.starts_with(['(', '|']) {
                break;
            }
            rest = after;
        }
        let place = self.text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if place.chars().count() < 3 || is_small(place) {
            return None;
        }
        self.at = place.len();
        Some(place)
    }

    /// What follows the place; one past the dateline.
    fn rest(&mut self, placed: bool, capitals: bool, inside: bool) -> Option<usize> {
        let mut bar = false;
        let mut end = self.at;
        for _ in 0..4 {
            let before = self.at;
            bar |= self.skip(&[',', '.', '|', ':']) && self.text[before..self.at].contains('|');
            if let Some(source) = self.agency() {
                self.source = Some(source);
            } else if self.date.is_none() && self.take_date(bar) {
            } else {
                self.at = before;
                break;
            }
            end = self.at;
        }
        self.at = end;
        let dotted = self.left().trim_start().starts_with(['.', '/']);
        let before = self.at;
        self.skip(&['.', ',', '/']);
        let dash = self.dash();
        if !dash {
            self.at = before + self.left_dot(before);
        }
        let dated = self.date.is_some();
        let strong = (dated && (dash || dotted || bar || self.source.is_some()))
            || (self.source.is_some() && self.known && (dash || dotted || !placed));
        let accepted = match (placed, capitals, inside) {
            (false, ..) => self.known && dash,
            (true, true, true) => {
                (dated && (dash || bar || self.source.is_some())) || (self.known && dash)
            }
            (true, true, false) => strong || (dash && self.at > 0 && self.long_rest()),
            (true, false, _) => {
                (dated && dash && !inside)
                    || (self.known && (dash || dotted) && !inside)
                    || (bar && dated)
            }
        };
        accepted.then_some(self.at)
    }

    fn left_dot(&self, before: usize) -> usize {
        let left = &self.text[before..];
        left.len() - left.trim_start_matches(['.', ',', '/']).len()
    }

    fn long_rest(&self) -> bool {
        self.text.len() - self.at > 60
    }

    /// `-`, `--`, `–`, `—` with the space around it.
    fn dash(&mut self) -> bool {
        let left = self.left();
        let trimmed = left.trim_start();
        let rest = trimmed.trim_start_matches(['-', '\u{2013}', '\u{2014}', '\u{2015}']);
        let dashes = trimmed.len() - rest.len();
        let spaced = left.len() > trimmed.len()
            || rest.starts_with(char::is_whitespace)
            || trimmed.starts_with('\u{2014}');
        if dashes == 0 || !spaced {
            return false;
        }
        self.at += left.len() - rest.trim_start().len();
        true
    }

    /// `(Reuters)`, `/TASS/`, `(Xinhua)`, `(AP)`; also bare behind a comma.
    fn agency(&mut self) -> Option<String> {
        let left = self.left();
        let (open, close) = match left.chars().next()? {
            '(' => ('(', ')'),
            '/' => ('/', '/'),
            '[' => ('[', ']'),
            _ => return self.bare_agency(),
        };
        let inner = &left[open.len_utf8()..];
        let length = inner.find(close).filter(|n| (2..=40).contains(n))?;
        let name = inner[..length].trim();
        let known = Words::get().agency(name);
        let plausible = name.chars().next().is_some_and(char::is_uppercase)
            && name
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '!' | '/' | '&'));
        if known.is_none() && !plausible {
            return None;
        }
        self.known |= known.is_some() || open == '/';
        self.at += open.len_utf8() + length + close.len_utf8();
        Some(known.unwrap_or(name).to_owned())
    }

    fn bare_agency(&mut self) -> Option<String> {
        let left = self.left();
        let word = left
            .split(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '\u{2014}' | '\u{2013}' | '.' | ',' | ':')
            })
            .next()?;
        let known = Words::get().agency(word).filter(|_| word.len() > 1)?;
        self.known = true;
        self.at += word.len();
        Some(known.to_owned())
    }

    /// A date here, with its weekday and, behind a bar, its time of day.
    fn take_date(&mut self, bar: bool) -> bool {
        let Some(date) = written_at(self.left()) else {
            return false;
        };
        let offset = self.at as u32;
        self.at += date.span.end as usize;
        self.date = Some(Written {
            span: Span {
                start: date.span.start + offset,
                end: date.span.end + offset,
            },
            ..date
        });
        if bar {
            self.take_time();
        }
        true
    }

    /// `4:54 am EDT`, `7:30 pm BST`.
    fn take_time(&mut self) {
        let left = self.left();
        let mut length = 0;
        for word in left.split_inclusive(' ').take(5) {
            let bare = word.trim();
            let timely = bare.is_empty()
                || bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains(':')
                || matches!(
                    bare.to_ascii_lowercase().as_str(),
                    "am" | "pm" | "a.m." | "p.m." | "at"
                )
                || ((2..=4).contains(&bare.len())
                    && bare.ends_with('T')
                    && bare.bytes().all(|b| b.is_ascii_uppercase()));
            if !timely {
                break;
            }
            length += word.len();
        }
        self.at += left[..length].trim_end().len();
    }
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

/// Whether the first word is a month's name with its day.
fn opens_date(words: usize, rest: &str) -> bool {
    words == 0 && written_at(rest).is_some()
}

/// `U.N.`, `St.`, `D.C.`: a stop that belongs to the word.
fn is_abbreviated(word: &str) -> bool {
    word.len() <= 3 || word[..word.len() - 1].contains('.')
}

fn is_capitals(place: &str) -> bool {
    let first = place.split([' ', ',', '/']).next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !first.chars().any(char::is_lowercase)
}

/// Words that open sentences, not places.
fn is_small(place: &str) -> bool {
    let first = place.split(' ').next().unwrap_or_default();
    matches!(
        first,
        "By" | "BY" | "From" | "Posted" | "Published" | "Updated" | "Written"
    ) || matches!(
        place,
        "The"
            | "THE"
            | "But"
            | "And"
            | "This"
            | "NEW"
            | "UPDATE"
            | "BREAKING"
            | "EXCLUSIVE"
            | "NOTE"
            | "PHOTO"
    )
}

/// A place as one wants to read it: `NEW YORK` is New York.
fn shown(place: &str) -> String {
    let mut out = String::with_capacity(place.len());
    for (index, word) in place.split_inclusive([' ', '/', '-']).enumerate() {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let small = matches!(
            word.trim(),
            "DE" | "LA" | "EL" | "OF" | "THE" | "AL" | "UPON" | "AM" | "AND" | "DEL" | "DO"
        );
        if !capitals || word.contains('.') {
            out.push_str(word);
        } else if small && index > 0 {
            out.push_str(&word.to_lowercase());
        } else {
            let mut chars = word.chars();
            out.extend(chars.next());
            out.push_str(&chars.as_str().to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/article/datelines.tsv`: text, place, date words, source; a line
    /// with one column has no dateline.
    #[test]
    fn examples() {
        for (number, line) in include_str!("../../tests/article/datelines.tsv")
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
