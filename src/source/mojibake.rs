//! UTF-8 that somebody read as windows-1252 and saved again: "â€™" for "’",
//! "Ã©" for "é". Pipelines that cut words from signs leave "â€ ™" and "Ã ©",
//! and the one byte that windows-1252 does not have is lost: "â€" is "”".

use encoding_rs::WINDOWS_1252;

/// Fewer places in a text than this may be chance.
pub(super) const FEWEST: usize = 2;

/// What an apostrophe may be followed by in a word ("it's", "we'll").
const CLITICS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

/// The text with its letters as they were written; `None` when there are
/// fewer places than so many.
pub(super) fn mended(text: &str, fewest: usize) -> Option<String> {
    let mut out = String::new();
    let (mut places, mut kept, mut at) = (0, 0, 0);
    while let Some(found) = lead(&text[at..]) {
        at += found;
        match letter(&text[at..]) {
            Some((c, len, parted)) => {
                out.push_str(&text[kept..at]);
                out.push(c);
                at += len;
                if parted && c == '’' && clitic(&text[at..]) {
                    at += 1;
                }
                kept = at;
                places += 1;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push_str(&text[kept..]);
    (places >= fewest).then_some(out)
}

/// Where a letter stands that may be the first byte of another.
fn lead(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xc3, bytes).find(|&at| {
        // Â Ã Ä Å, Ð Ñ, â
        matches!(bytes.get(at + 1), Some(0x82..=0x85 | 0x90 | 0x91 | 0xa2))
    })
}

/// The letter that begins here, its bytes in the text, and whether blanks
/// stand between them.
fn letter(text: &str) -> Option<(char, usize, bool)> {
    let mut chars = text.chars();
    let mut bytes = vec![byte(chars.next()?)?];
    let more = if bytes[0] == 0xe2 { 2 } else { 1 };
    let mut parted = false;
    while bytes.len() <= more {
        let before = chars.clone();
        let next = match chars.next() {
            Some(' ') => {
                parted = true;
                chars.next()
            }
            next => next,
        };
        match next.and_then(byte).filter(|b| (0x80..0xc0).contains(b)) {
            Some(byte) => bytes.push(byte),
            None if bytes == [0xe2, 0x80] => {
                let lost = matches!(next, Some('\u{fffd}'));
                let rest = if lost { chars } else { before };
                return Some(('”', text.len() - rest.as_str().len(), false));
            }
            None => return None,
        }
    }
    let read = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let plausible = matches!(read,
        '\u{a0}'..='\u{17f}' | '\u{400}'..='\u{45f}' | '\u{2010}'..='\u{26ff}');
    plausible.then(|| (read, text.len() - chars.as_str().len(), parted))
}

/// A letter as the byte that windows-1252 has for it.
fn byte(c: char) -> Option<u8> {
    let mut letter = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
    bytes.first().copied().filter(|_| !lost)
}

/// Whether a blank and the rest of a word follow.
fn clitic(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else {
        return false;
    };
    let end = rest.find(|c: char| !c.is_alphabetic());
    CLITICS.contains(&&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_they_were_written() {
        for (text, meant) in [
            ("Itâ€™s â€œfineâ€\u{9d}, he said.", "It’s “fine”, he said."),
            ("BeyoncÃ© and SÃ£o Paulo", "Beyoncé and São Paulo"),
            (
                "Pistoriusâ€ ™ lawyer. Itâ€ ™ s his",
                "Pistorius’ lawyer. It’s his",
            ),
            ("â€œNo,â€ he said", "“No,” he said"),
            ("â€œfineâ€ �, â€œgoodâ€�", "“fine”, “good”"),
            ("2010â€ “ 2012, Â£5m", "2010– 2012, £5m"),
            ("ÐŸÑƒÑ‚Ð¸Ð½", "Путин"),
        ] {
            assert_eq!(mended(text, 1).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "Le château, les pâtes et l’âge. Être là à Noël.",
            "É »voilà« Ä° Ñandú Ðað",
            "one â€™ alone",
            "“Quoted” — text…",
            "",
        ] {
            assert_eq!(mended(text, FEWEST), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_read_wrongly_comes_back(words in "[a-z]{1,5}( [a-zéüçñ’“—]{2,6}){3,9}") {
            let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(words.as_bytes());
            if words.chars().filter(|c| !c.is_ascii()).count() >= FEWEST {
                proptest::prop_assert_eq!(mended(&wrong, FEWEST), Some(words));
            }
        }

        #[test]
        fn never_panics(text in "[ÃÂâ€™ œa-z©Ä]{0,20}") {
            let _ = mended(&text, FEWEST);
        }
    }
}
