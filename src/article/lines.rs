//! Paragraphs and lines of plain text.

use crate::Span;

/// Lines longer than this are no soft wraps.
const LONGEST_WRAP: usize = 120;
/// A paragraph whose longest line is shorter than this is not wrapped.
const SHORTEST_WRAP: usize = 45;

/// Paragraphs of a text, white space around them left out: parted by blank
/// lines, by indented first lines, and by line breaks that are no soft wraps.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    for line in lines(text) {
        if line.of(text).trim().is_empty() {
            close(text, &mut block, &mut out);
        } else {
            block.push(line);
        }
    }
    close(text, &mut block, &mut out);
    out
}

/// Lines without their breaks (`\n`, `\r\n`, `\r`).
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        let line = Span::new(at, end);
        at = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            _ => end + 1,
        };
        Some(line)
    })
}

/// Cuts a run of lines without blank ones into paragraphs.
fn close(text: &str, block: &mut Vec<Span>, out: &mut Vec<Span>) {
    let lines = std::mem::take(block);
    let Some(first) = lines.first() else {
        return;
    };
    let longest = lines.iter().map(|l| l.len()).max().unwrap_or(0);
    let wrapped = lines.len() > 1 && (SHORTEST_WRAP..=LONGEST_WRAP).contains(&longest);
    let mut start = *first;
    for pair in lines.windows(2) {
        let (line, next) = (pair[0], pair[1]);
        let wraps = wrapped && is_wrap(line.of(text), next.of(text), longest);
        let goes_on = wraps || continues(line.of(text), next.of(text));
        if !goes_on {
            trimmed(text, start.start, line.end, out);
            start = next;
        }
    }
    let end = lines.last().map_or(first.end, |l| l.end);
    trimmed(text, start.start, end, out);
}

/// Whether the break between two lines is one that a wrapping program made:
/// the next word would not have fitted.
fn is_wrap(line: &str, next: &str, longest: usize) -> bool {
    let indented = next.starts_with([' ', '\t']) && !line.starts_with([' ', '\t']);
    let deeper = next.len() - next.trim_start().len() >= 2 + line.len() - line.trim_start().len();
    if indented && deeper || opens_item(next) {
        return false;
    }
    let word = next.trim_start().split(' ').next().unwrap_or_default();
    line.trim_end().len() + 1 + word.len() + 2 > longest.min(LONGEST_WRAP)
}

/// Whether a line goes on in the next though it was not filled: the next one
/// starts in lower case.
fn continues(line: &str, next: &str) -> bool {
    let open = line
        .trim_end()
        .ends_with(|c: char| c.is_alphanumeric() || c == ',');
    open && next.trim_start().starts_with(char::is_lowercase)
}

/// "- item", "* item", "• item".
fn opens_item(line: &str) -> bool {
    let line = line.trim_start();
    ["- ", "* ", "\u{2022}", "\u{25aa}", "\u{25cf}"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

fn trimmed(text: &str, start: u32, end: u32, out: &mut Vec<Span>) {
    let span = Span { start, end };
    let piece = span.of(text);
    let words = piece.trim();
    if !words.is_empty() {
        let from = start as usize + piece.len() - piece.trim_start().len();
        out.push(Span::new(from, from + words.len()));
    }
}

/// One kind of line break, and soft wraps undone: every break inside a
/// paragraph becomes a space.
pub(super) fn normalise(text: String) -> String {
    let text = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    let mut bytes: Vec<u8> = Vec::new();
    for paragraph in paragraphs(&text) {
        let range = paragraph.range();
        if memchr::memchr(b'\n', &text.as_bytes()[range.clone()]).is_none() {
            continue;
        }
        if bytes.is_empty() {
            bytes = text.clone().into_bytes();
        }
        for byte in &mut bytes[range] {
            if *byte == b'\n' {
                *byte = b' ';
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(unwrapped) if !unwrapped.is_empty() => unwrapped,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|p| p.of(text)).collect()
    }

    #[test]
    fn wire_style_indents_part_paragraphs() {
        let text = "TITLE IN CAPITALS\n    LONDON, April 2 - The bank said it had given the money\nmarket a further sum of assistance in the afternoon session of\nthe day.\n    This takes the total help to a sum.\n";
        assert_eq!(parts(text).len(), 3);
        assert_eq!(parts(text)[0], "TITLE IN CAPITALS");
    }

    #[test]
    fn wraps_are_undone_in_place() {
        let text = "The council is meeting in West Berlin, where it meets once in\na year, and that is all there is to say about the meeting there.\n";
        let normal = normalise(text.to_owned());
        assert_eq!(normal.len(), text.len());
        assert_eq!(normal.matches('\n').count(), 1);
        assert_eq!(normalise("a\r\nb\rc".to_owned()), "a b c");
    }
}
