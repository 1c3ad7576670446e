//! Wrapping by display width, with the byte ranges of the original kept so
//! that highlights survive.

use super::unit::units;

/// One screen line: bytes `start..end` of the text, trailing blanks left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte shown.
    pub end: usize,
}

/// Wraps `text[from..to]` to lines of at most `columns` columns, breaking at
/// blanks where possible and after a hyphen or dash, else between graphemes.
/// A line feed ends a line. `columns` of 0 counts as 1. A grapheme wider than
/// the line stands alone on its own line.
///
/// # Panics
/// When the range is not on character boundaries.
pub fn wrap(text: &str, from: usize, to: usize, columns: usize) -> Vec<Line> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut start = from;
    for piece in text[from..to].split_inclusive('\n') {
        let end = start + piece.trim_end_matches(['\n', '\r']).len();
        wrap_line(text, start, end, columns, &mut lines);
        start += piece.len();
    }
    lines
}

fn wrap_line(text: &str, from: usize, to: usize, columns: usize, lines: &mut Vec<Line>) {
    let mut start = from;
    let mut used = 0;
    // The best place to break so far: where the line ends, where the next
    // begins, and the columns up to there.
    let mut chance: Option<(usize, usize, usize)> = None;
    for unit in units(&text[from..to]) {
        let (unit_start, unit_end) = (from + unit.start, from + unit.end);
        let blank = unit.shown == " ";
        if blank && used + unit.width > columns && unit_start > start {
            // The blank itself may hang over; the break is right here.
            lines.push(line(text, start, unit_start));
            start = unit_end;
            used = 0;
            chance = None;
            continue;
        }
        while used + unit.width > columns && unit_start > start {
            let (end, next, taken) = chance.take().unwrap_or((unit_start, unit_start, used));
            lines.push(line(text, start, end));
            start = next;
            used -= taken;
        }
        if blank && unit_start == start && !lines.is_empty() && start > from {
            // Blanks at a break are swallowed.
            start = unit_end;
            continue;
        }
        used += unit.width;
        if blank {
            chance = Some((unit_start, unit_end, used));
        } else if matches!(unit.shown.as_ref(), "-" | "–" | "—" | "/") {
            chance = Some((unit_end, unit_end, used));
        }
    }
    if start < to || from == to {
        lines.push(line(text, start, to));
    }
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let kept = text[start..end].trim_end_matches(' ').len();
    Line {
        start,
        end: start + kept,
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit::width;
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, 0, text.len(), columns)
            .into_iter()
            .map(|line| &text[line.start..line.end])
            .collect()
    }

    #[test]
    fn breaks_at_blanks() {
        assert_eq!(
            wrapped("the quick brown fox", 9),
            ["the quick", "brown fox"]
        );
        assert_eq!(
            wrapped("the quick brown fox", 10),
            ["the quick", "brown fox"]
        );
        assert_eq!(wrapped("  indented", 20), ["  indented"]);
        assert_eq!(wrapped("a  b", 2), ["a", "b"]);
    }

    #[test]
    fn breaks_long_words_and_after_hyphens() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("twenty-five days", 10), ["twenty-", "five days"]);
        assert_eq!(wrapped("see abcdefgh", 5), ["see", "abcde", "fgh"]);
    }

    #[test]
    fn wide_characters_never_overhang() {
        assert_eq!(wrapped("漢字漢字漢", 5), ["漢字", "漢字", "漢"]);
        assert_eq!(wrapped("漢字", 1), ["漢", "字"]);
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(
            wrapped("one\n\ntwo\r\nthree", 20),
            ["one", "", "two", "three"]
        );
        assert_eq!(wrapped("", 5), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-e漢\u{301}\u{7}\n -]{0,60}", columns in 1usize..12) {
            let lines = wrap(&text, 0, text.len(), columns);
            let mut at = 0;
            for line in &lines {
                prop_assert!(line.start >= at && line.end >= line.start);
                prop_assert!(text[at..line.start].chars().all(|c| c == ' ' || c == '\n'));
                let one_unit = units(&text[line.start..line.end]).count() <= 1;
                prop_assert!(one_unit || width(&text[line.start..line.end]) <= columns);
                at = line.end;
            }
            prop_assert!(text[at..].chars().all(|c| c == ' ' || c == '\n'));
        }
    }
}
