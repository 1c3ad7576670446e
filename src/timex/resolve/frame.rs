//! Headings that name a year: what follows them belongs to it.

use super::super::Mention;
use super::super::parts::Op;
use crate::Span;

/// A heading is no longer than this many bytes.
const LONGEST: usize = 60;

/// The years that the headings of a text set for what follows, in order: a
/// sentence, and the year from there on.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<(u32, Option<i32>)>);

impl Frames {
    /// Reads the headings. A text without a year in a heading costs a look at
    /// its bare years.
    pub(super) fn read(text: &str, sentences: &[Span], mentions: &[Mention]) -> Self {
        let heads = |number: u32| {
            let span = sentences.get(number as usize);
            span.is_some_and(|span| is_heading(text, *span))
        };
        let years: Vec<(u32, i32)> = mentions
            .iter()
            .filter_map(|m| Some((m.context.sentence, bare_year(m)?)))
            .filter(|&(sentence, _)| heads(sentence))
            .collect();
        if years.is_empty() {
            return Self::default();
        }
        let headings = (0..sentences.len() as u32).filter(|&number| heads(number));
        let mut rest = years.as_slice();
        Self(
            headings
                .map(|number| {
                    let here = rest.iter().take_while(|y| y.0 == number).count();
                    let (own, after) = rest.split_at(here);
                    rest = after;
                    // "1914–1915" holds more than one year.
                    let year = match own {
                        [(_, year)] => Some(*year),
                        _ => None,
                    };
                    (number, year)
                })
                .collect(),
        )
    }

    /// Whether a heading names a year.
    pub(super) fn any(&self) -> bool {
        self.0.iter().any(|frame| frame.1.is_some())
    }

    /// The year that the heading over a sentence names.
    pub(super) fn year(&self, sentence: u32) -> Option<i32> {
        let after = self.0.partition_point(|frame| frame.0 <= sentence);
        let (number, year) = *self.0.get(after.checked_sub(1)?)?;
        year.filter(|_| number < sentence)
    }
}

/// The year of a mention that names nothing else.
fn bare_year(mention: &Mention) -> Option<i32> {
    let parts = &mention.parts;
    let more = parts.month.is_some()
        || parts.season.is_some()
        || parts.quarter.is_some()
        || parts.half.is_some()
        || parts.holiday.is_some();
    parts
        .year
        .filter(|_| parts.op == Op::Calendar && !parts.short_year && !more)
}

/// A short line of its own that ends like no sentence.
fn is_heading(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (span.start as usize, span.end as usize);
    let Some(words) = bytes.get(start..end.min(start + LONGEST + 1)) else {
        return false;
    };
    let outside = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'\r');
    let before = bytes[..start].iter().rev().find(outside);
    let after = bytes[end.min(bytes.len())..].iter().find(outside);
    words.len() <= LONGEST
        && !words.contains(&b'\n')
        && !matches!(words.last(), Some(b'.' | b'!' | b'?' | b';' | b','))
        && before.is_none_or(|b| *b == b'\n')
        && after.is_some_and(|b| *b == b'\n')
}
