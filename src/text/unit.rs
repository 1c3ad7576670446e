//! What a terminal draws: graphemes with their width in columns, and marks in
//! place of what must not be drawn.
//!
//! Every width in the program comes from here, so that layout, wrapping and
//! drawing never disagree.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::safe::{is_unsafe, mark};

/// Combining characters drawn on one base; more can crash or smear a terminal.
const MAX_COMBINING: usize = 4;

/// The smallest thing that is drawn or left out as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// First byte of the original text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What to draw.
    pub shown: Cow<'a, str>,
    /// Columns it takes, at least 1 (a line break counts as the space it is
    /// shown as).
    pub width: usize,
    /// Whether it stands for something that may not be drawn as it is.
    pub marked: bool,
}

/// The units of a text, in order; together they cover it without gaps.
pub fn units(text: &str) -> Units<'_> {
    Units {
        text,
        at: 0,
        plain_to: 0,
    }
}

/// See [`units`].
#[derive(Clone, Debug)]
pub struct Units<'a> {
    text: &'a str,
    at: usize,
    /// Up to here nothing needs a mark.
    plain_to: usize,
}

/// Columns a text takes on one line.
pub fn width(text: &str) -> usize {
    if is_plain_ascii(text) {
        return text.len();
    }
    units(text).map(|unit| unit.width).sum()
}

/// Whether each byte is one printable column.
pub(super) fn is_plain_ascii(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// The text cut to `columns`, with `…` at the end when something is missing;
/// safe to draw.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if is_plain_ascii(text) && text.len() <= columns {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    // Where to cut if the rest does not fit and a `…` has to.
    let mut cut = 0;
    for unit in units(text) {
        if used + unit.width > columns {
            out.truncate(cut);
            if columns > 0 {
                out.push('…');
            }
            return Cow::Owned(out);
        }
        used += unit.width;
        out.push_str(&unit.shown);
        if used < columns {
            cut = out.len();
        }
    }
    Cow::Owned(out)
}

impl<'a> Iterator for Units<'a> {
    type Item = Unit<'a>;

    fn next(&mut self) -> Option<Unit<'a>> {
        let start = self.at;
        let rest = self.text.get(start..)?;
        // Most text: a letter that nothing can be combined with.
        if let [0x20..0x7f, after @ ..] = rest.as_bytes()
            && after.first().is_none_or(|next| *next < 0x80)
        {
            self.at += 1;
            return Some(Unit {
                start,
                end: start + 1,
                shown: Cow::Borrowed(&rest[..1]),
                width: 1,
                marked: false,
            });
        }
        let first = rest.chars().next()?;
        let unit = if is_unsafe(first) {
            marked_unit(start, first)
        } else {
            if self.plain_to <= start {
                self.plain_to = start + rest.find(is_unsafe).unwrap_or(rest.len());
            }
            let plain = &self.text[start..self.plain_to];
            grapheme_unit(start, plain.graphemes(true).next()?)
        };
        self.at = unit.end;
        Some(unit)
    }
}

fn marked_unit<'a>(start: usize, c: char) -> Unit<'a> {
    let shown = mark(c);
    Unit {
        start,
        end: start + c.len_utf8(),
        width: shown.width().max(1),
        marked: shown != " ",
        shown,
    }
}

fn grapheme_unit(start: usize, grapheme: &str) -> Unit<'_> {
    let end = start + grapheme.len();
    let (shown, marked) = if grapheme.len() < 4 && !grapheme.contains(JOINERS) {
        (Cow::Borrowed(grapheme), false)
    } else {
        tame(grapheme)
    };
    let columns = shown.width();
    let stray = |c: char| c.width() == Some(0);
    if columns == 0 || shown.starts_with(stray) {
        // A combining mark without a base: give it one to stand on.
        return Unit {
            start,
            end,
            shown: format!("\u{25cc}{shown}").into(),
            width: 1 + columns,
            marked: true,
        };
    }
    Unit {
        start,
        end,
        shown,
        width: columns,
        marked,
    }
}

const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// A joiner is invisible; it has work to do only in scripts whose letters
/// join, and between emoji.
fn joins(base: char) -> bool {
    matches!(base,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{1f000}'..='\u{1faff}')
}

/// Shows useless joiners, and caps the characters on one base.
fn tame(grapheme: &str) -> (Cow<'_, str>, bool) {
    let mut out = String::with_capacity(grapheme.len());
    let mut before = None;
    let mut combining = 0;
    let mut left_out = 0;
    let mut marked = false;
    for c in grapheme.chars() {
        if JOINERS.contains(&c) {
            if before.is_some_and(joins) {
                out.push(c);
            } else {
                out.push_str(&format!("<U+{:04X}>", c as u32));
                marked = true;
            }
        } else if unicode_normalization::char::is_combining_mark(c) {
            combining += 1;
            if combining <= MAX_COMBINING {
                out.push(c);
            } else {
                left_out += 1;
            }
        } else {
            out.push(c);
            combining = 0;
        }
        before = Some(c);
    }
    if left_out > 0 {
        out.push_str(&format!("<+{left_out}>"));
        marked = true;
    }
    if out == grapheme {
        (Cow::Borrowed(grapheme), false)
    } else {
        (Cow::Owned(out), marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        units(text).map(|unit| unit.shown.into_owned()).collect()
    }

    #[test]
    fn marks_take_the_place_of_what_is_not_drawn() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a\u{241b}[2Jb");
        assert_eq!(shown("a\u{200d}b"), "a<U+200D>b");
        assert_eq!(shown("\u{301}x"), "\u{25cc}\u{301}x");
        assert_eq!(shown("a\nb"), "a b");
    }

    #[test]
    fn joiners_stay_where_they_work() {
        assert_eq!(shown("👩\u{200d}🚀"), "👩\u{200d}🚀");
        assert_eq!(shown("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn stacked_marks_are_capped_and_counted() {
        let zalgo = format!("e{}", "\u{301}".repeat(20));
        let shown = shown(&zalgo);
        assert_eq!(shown, format!("e{}<+16>", "\u{301}".repeat(4)));
    }

    #[test]
    fn widths() {
        assert_eq!(width("plain"), 5);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("\u{202e}"), 8);
    }

    #[test]
    fn cut_text_says_so_and_never_splits_a_wide_character() {
        assert_eq!(fit("Moscow", 6), "Moscow");
        assert_eq!(fit("Moscow", 5), "Mosc…");
        assert_eq!(fit("漢字漢字", 5), "漢字…");
        assert_eq!(fit("漢字漢字", 4), "漢…");
        assert_eq!(fit("漢", 1), "…");
        assert_eq!(fit("x", 0), "");
    }

    proptest! {
        #[test]
        fn units_cover_the_text_and_are_safe(text in "\\PC*|[\\x00-\\x7f\u{80}-\u{9f}\u{300}\u{200b}-\u{202e}漢🏳👩]*") {
            let mut at = 0;
            for unit in units(&text) {
                prop_assert_eq!(unit.start, at);
                prop_assert!(unit.end > unit.start);
                prop_assert!(text.is_char_boundary(unit.end));
                prop_assert!(unit.width >= 1);
                prop_assert!(!unit.shown.chars().any(super::super::safe::is_unsafe));
                at = unit.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn fitting_fits(text in "[a-z漢\u{301}\u{1b} ]*", columns in 0usize..20) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
        }
    }
}
