//! Character references of HTML.

use std::borrow::Cow;

/// Decodes `&amp;`, `&#8217;`, `&#x2019;` and the named references; what is
/// not one stays as written.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = reference(rest, &mut out);
        if used == 0 {
            out.push('&');
            rest = &rest[1..];
        } else {
            rest = &rest[used..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes the reference at the start of `text` into `out`; how many bytes it
/// has, 0 when it is none.
fn reference(text: &str, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(text, out);
    }
    let name = bytes[1..]
        .iter()
        .take(32)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let closed = bytes.get(1 + name) == Some(&b';');
    let written = &text[1..1 + name];
    if let Some((_, c)) = OPEN.iter().find(|(open, _)| *open == written) {
        out.push(*c);
        return 1 + name + usize::from(closed);
    }
    if closed {
        let written = &text[..name + 2];
        let decoded = html_escape::decode_html_entities(written);
        if decoded == written {
            return 0;
        }
        out.push_str(&decoded);
        return name + 2;
    }
    0
}

/// The commonest, which may stand without the semicolon, and often do.
const OPEN: [(&str, char); 9] = [
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("quot", '"'),
    ("lt", '<'),
    ("gt", '>'),
    ("copy", '\u{a9}'),
    ("reg", '\u{ae}'),
    ("laquo", '\u{ab}'),
    ("raquo", '\u{bb}'),
];

fn numeric(text: &str, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let start = if hex { 3 } else { 2 };
    let digits = bytes[start..]
        .iter()
        .take(8)
        .take_while(|b| {
            if hex {
                b.is_ascii_hexdigit()
            } else {
                b.is_ascii_digit()
            }
        })
        .count();
    let radix = if hex { 16 } else { 10 };
    let Ok(code) = u32::from_str_radix(&text[start..start + digits], radix) else {
        return 0;
    };
    out.push(character(code));
    start + digits + usize::from(bytes.get(start + digits) == Some(&b';'))
}

/// The character of a code; 128 to 159 mean Windows-1252, as browsers read
/// them.
fn character(code: u32) -> char {
    if let (0x80..=0x9f, Ok(byte)) = (code, u8::try_from(code)) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next().unwrap_or('\u{fffd}');
    }
    match char::from_u32(code) {
        Some('\0') | None => '\u{fffd}',
        Some(c) => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (text, expected) in [
            ("a &amp; b", "a & b"),
            ("&lsquo;x&rsquo;", "\u{2018}x\u{2019}"),
            ("&#8217;&#x2019;&#146;", "\u{2019}\u{2019}\u{2019}"),
            ("AT&T &unknown; &", "AT&T &unknown; &"),
            ("a&nbsp b&copy", "a\u{a0} b\u{a9}"),
            ("&#0;&#99999999;", "\u{fffd}\u{fffd}"),
            ("&é", "&é"),
        ] {
            assert_eq!(decode(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[&#x;a-z0-9é]{0,30}") {
            decode(&text);
        }
    }
}
