//! The one gate between untrusted text and a terminal.
//!
//! Controls and invisible characters are shown as marks, never obeyed, never
//! dropped. The stored original stays as it was.

use std::borrow::Cow;

/// A run of text that is fit for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it stands.
    Plain(&'a str),
    /// One character that may not be shown as it is.
    Marked(char),
}

/// Whether a character must not reach the terminal as it is: C0, DEL, C1,
/// line and paragraph separators, bidi controls, zero-width and invisible
/// characters, tags, noncharacters. ZWJ and ZWNJ pass (scripts need them);
/// newline does not.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The visible mark of an unsafe character: `␛` for controls with a picture,
/// `<U+202E>` for the rest, a space for tab and line breaks.
pub fn mark(c: char) -> Cow<'static, str> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Cow::Borrowed(" "),
        '\u{0}'..='\u{1f}' => {
            char::from_u32(0x2400 + c as u32).map_or(Cow::Borrowed("?"), |c| c.to_string().into())
        }
        '\u{7f}' => Cow::Borrowed("\u{2421}"),
        _ => format!("<U+{:04X}>", c as u32).into(),
    }
}

/// Splits text into what may be shown as it is and what needs a mark.
pub fn safe_pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if is_unsafe(first) {
            rest = &rest[first.len_utf8()..];
            return Some(Piece::Marked(first));
        }
        let end = rest.find(is_unsafe).unwrap_or(rest.len());
        let (plain, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Plain(plain))
    })
}

/// Text made safe for one line of a terminal.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for piece in safe_pieces(text) {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Marked(c) => out.push_str(&mark(c)),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_marks() {
        assert_eq!(safe("a\u{1b}]52;c;x\u{7}b"), "a\u{241b}]52;c;x\u{2407}b");
        assert_eq!(safe("\u{9d}0;t\u{202e}"), "<U+009D>0;t<U+202E>");
        assert_eq!(safe("two\nlines\tand tab"), "two lines and tab");
        assert!(matches!(safe("plain Ж 漢"), Cow::Borrowed(_)));
    }
}
