//! Bytes to text: byte order mark, declared charset, valid UTF-8, guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text with what had to be done to get it.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text; what could not be decoded is U+FFFD.
    pub text: Cow<'a, str>,
    /// What a reader of the text should know, one line each.
    pub notes: Vec<String>,
}

/// Decodes a whole document. `declared` is a charset label found in it.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    let mut notes = Vec::new();
    let text = match marked(bytes) {
        Some((encoding, skip)) => with(encoding, &bytes[skip..], &mut notes),
        None => unmarked(bytes, declared, &mut notes),
    };
    let text = without_nuls(text, &mut notes);
    Decoded { text, notes }
}

/// The text as far as it takes to tell a format: ASCII and UTF-8 right, the
/// letters of older charsets not.
pub(super) fn glimpse(bytes: &[u8]) -> Cow<'_, str> {
    match marked(bytes) {
        Some((encoding, skip)) => encoding.decode_without_bom_handling(&bytes[skip..]).0,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
    }
}

/// The encoding of a byte order mark, or of UTF-16 that lacks one, and how
/// many bytes the mark has.
pub(super) fn marked(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        return Some((encoding, len));
    }
    // Latin-script UTF-16 has a NUL in every second byte, plain text has none.
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 8 {
        return None;
    }
    let nuls = |offset: usize| {
        head.iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    if odd * 10 > half * 6 && even * 10 < half {
        Some((UTF_16LE, 0))
    } else if even * 10 > half * 6 && odd * 10 < half {
        Some((UTF_16BE, 0))
    } else {
        None
    }
}

fn unmarked<'a>(bytes: &'a [u8], declared: Option<&str>, notes: &mut Vec<String>) -> Cow<'a, str> {
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Text that happens to be valid UTF-8 with multi-byte letters is
        // UTF-8, whatever its label says.
        if let Some(other) = declared.filter(|e| *e != UTF_8 && !text.is_ascii())
            && other != UTF_16LE
            && other != UTF_16BE
        {
            notes.push(format!("labelled {} but is UTF-8", other.name()));
        }
        return Cow::Borrowed(text);
    }
    if let Some(encoding) = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) {
        return with(encoding, bytes, notes);
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes, notes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&telling(bytes), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    notes.push(format!("charset guessed: {}", guess.name()));
    with(guess, bytes, notes)
}

/// The words that tell a charset: those that are not ASCII. Of markup that is
/// little, and guessing takes a thousand times longer than reading.
fn telling(bytes: &[u8]) -> Vec<u8> {
    const ENOUGH: usize = 1 << 16;
    let mut words = Vec::new();
    for word in bytes.split(u8::is_ascii_whitespace) {
        if words.len() > ENOUGH {
            break;
        }
        if !word.is_ascii() {
            words.extend_from_slice(&word[..word.len().min(ENOUGH)]);
            words.push(b' ');
        }
    }
    words
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8], notes: &mut Vec<String>) -> Cow<'a, str> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        notes.push(format!(
            "some bytes are not valid {}; shown as U+FFFD",
            encoding.name()
        ));
    }
    text
}

fn without_nuls<'a>(text: Cow<'a, str>, notes: &mut Vec<String>) -> Cow<'a, str> {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        return text;
    }
    notes.push("NUL characters; shown as U+FFFD".to_owned());
    Cow::Owned(text.replace('\0', "\u{fffd}"))
}

/// Whether broken UTF-8 is still UTF-8: more whole multi-byte letters than
/// places that do not decode, as in a file cut or damaged here and there.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(1 << 20)].utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 2 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], declared: Option<&str>) -> (String, Vec<String>) {
        let decoded = decode(bytes, declared);
        (decoded.text.into_owned(), decoded.notes)
    }

    #[test]
    fn marks_labels_and_guesses() {
        assert_eq!(text(b"\xef\xbb\xbfhi", None), ("hi".into(), vec![]));
        assert_eq!(text(b"\xff\xfeh\0i\0", None).0, "hi");
        assert_eq!(text(b"h\0e\0l\0l\0o\0 \0w\0", None).0, "hello w");
        assert_eq!(text(b"\0h\0e\0l\0l\0o\0 \0w", None).0, "hello w");
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251
            .encode("Москва выразила сожаление по поводу отказа Вашингтона от диалога по Сирии");
        let (got, notes) = text(&cyrillic, None);
        assert!(got.starts_with("Москва выразила"), "{got}");
        assert!(notes[0].contains("windows-1251"), "{notes:?}");
        assert_eq!(text(b"caf\xe9", Some("iso-8859-1")).0, "café");
        let (got, notes) = text("café".as_bytes(), Some("latin1"));
        assert_eq!(got, "café");
        assert!(notes[0].contains("but is UTF-8"));
    }

    #[test]
    fn damage_is_marked() {
        let mut bytes = "Überall größere Störungen, hört man".as_bytes().to_vec();
        bytes.insert(10, 0xff);
        let (got, notes) = text(&bytes, None);
        assert!(got.contains('\u{fffd}') && got.contains("Störungen"));
        assert_eq!(notes.len(), 1);
        let (got, notes) = text(b"a\0b", None);
        assert_eq!(got, "a\u{fffd}b");
        assert_eq!(notes.len(), 1);
    }
}
