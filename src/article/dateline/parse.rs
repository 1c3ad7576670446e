//! What follows the place: date, time of day, agency, dash.

use super::place::weekday;
use super::written_at;
use crate::Span;
use crate::article::words::Words;
use crate::timex::written::Written;

/// A dateline as far as it is read.
pub(super) struct Parse<'t> {
    pub text: &'t str,
    /// The byte that was read up to.
    pub at: usize,
    pub date: Option<Written>,
    pub source: Option<String>,
    /// Whether the source is an agency that the tables know.
    known: bool,
}

impl<'t> Parse<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            date: None,
            source: None,
            known: false,
        }
    }

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

    /// What follows the place; one past the dateline.
    pub fn rest(&mut self, placed: bool, capitals: bool, inside: bool) -> Option<usize> {
        let mut bar = false;
        let mut end = self.at;
        for _ in 0..4 {
            let before = self.at;
            bar |= self.skip(&[',', '.', '|', ':']) && self.text[before..self.at].contains('|');
            if let Some(source) = self.agency() {
                self.source = Some(source);
            } else if self.date.is_none() && self.take_date(bar) {
            } else if placed && let Some(length) = weekday(self.left()) {
                // It dates the article by its mention in the text.
                self.at += length;
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
