//! Text to tokens: words, numbers, punctuation.

use super::vocab::{NO_WORD, Vocab, WordId};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// Any other single character.
    Mark,
}

/// A piece of text. Offsets are bytes of the text that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    /// The value of a number (saturating), the character of a mark.
    pub value: u32,
    /// The word, when the tables know it.
    pub word: WordId,
    pub kind: Kind,
    /// No white space stands before it.
    pub glued: bool,
    /// A word that starts with a capital.
    pub capital: bool,
    /// A blank line stands before it.
    pub paragraph: bool,
}

impl Token {
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark && self.value == mark as u32
    }

    pub(crate) fn is_figure(&self, figure: u32) -> bool {
        self.kind == Kind::Number && self.value == figure
    }

    /// A hyphen or a dash, whatever its typography.
    pub(crate) fn is_dash(&self) -> bool {
        self.kind == Kind::Mark && matches!(self.value, 0x2D | 0x2010..=0x2015 | 0x2212)
    }

    pub(crate) fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// Multiplier of the rolling word hash (FNV-1a, 32 bits).
const HASH_PRIME: u32 = 0x0100_0193;
/// Start of the rolling word hash.
pub(super) const HASH_START: u32 = 0x811C_9DC5;

pub(super) fn hash_step(hash: u32, lower: u8) -> u32 {
    (hash ^ u32::from(lower)).wrapping_mul(HASH_PRIME)
}

/// Splits `text[start..end]` into tokens, appended to `tokens`.
pub(crate) fn lex(vocab: &Vocab, text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..end.min(text.len())];
    let mut at = start;
    let mut glued = true;
    let mut breaks = 0u8;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte <= b' ' {
            glued = false;
            breaks += u8::from(byte == b'\n' && breaks < 2);
            at += 1;
            continue;
        }
        let begin = at;
        let (kind, value, word) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                let (to, word) = ascii_word(vocab, bytes, at);
                if to < bytes.len() && bytes[to] >= 0x80 && is_letter(text, to) {
                    at = word_end(text, to, bytes.len());
                    (Kind::Word, 0, vocab.find(text.get(begin..at).unwrap_or("")))
                } else {
                    at = to;
                    (Kind::Word, 0, word)
                }
            }
            b'0'..=b'9' => {
                let mut value = 0u32;
                while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
                    value = value
                        .saturating_mul(10)
                        .saturating_add(u32::from(digit - b'0'));
                    at += 1;
                }
                (Kind::Number, value, NO_WORD)
            }
            0x80.. => {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                    at += 1;
                    continue;
                };
                if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}') {
                    glued &= !c.is_whitespace();
                    at += c.len_utf8();
                    continue;
                }
                at += c.len_utf8();
                if c.is_alphabetic() {
                    at = word_end(text, at, bytes.len());
                    (Kind::Word, 0, vocab.find(text.get(begin..at).unwrap_or("")))
                } else {
                    apostrophe_s(vocab, bytes, c, &mut at, tokens, begin, glued)
                }
            }
            mark => {
                at += 1;
                apostrophe_s(vocab, bytes, mark as char, &mut at, tokens, begin, glued)
            }
        };
        at = at.min(bytes.len());
        tokens.push(Token {
            start: begin as u32,
            end: at as u32,
            value,
            word,
            kind,
            glued,
            capital: byte.is_ascii_uppercase(),
            paragraph: breaks >= 2,
        });
        glued = true;
        breaks = 0;
    }
}

/// The end of a run of ASCII letters and the word it makes. One apostrophe
/// is part of a word ("o'clock"), but not the genitive's.
fn ascii_word(vocab: &Vocab, bytes: &[u8], start: usize) -> (usize, WordId) {
    let mut hash = HASH_START;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        let lower = byte | 0x20;
        if !lower.is_ascii_lowercase() || !byte.is_ascii_alphabetic() {
            break;
        }
        if byte.is_ascii_uppercase() && is_pasted_date(vocab, bytes, start, at) {
            break;
        }
        hash = hash_step(hash, lower);
        at += 1;
    }
    (at, vocab.find_hashed(hash, &bytes[start..at]))
}

/// "By a staff reporterFebruary 7, 2011": whether a capital behind three or
/// more small letters begins a known word that a number follows. Pasted pages
/// lose the space between a byline and its stamp; "McMarch 3" and "iPhoneMay 5"
/// are no stamps.
fn is_pasted_date(vocab: &Vocab, bytes: &[u8], start: usize, at: usize) -> bool {
    // No name of a month or weekday is longer.
    let word = &bytes[at..bytes.len().min(at + 12)];
    let letters = word.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let numbered = matches!(word[letters..], [b' ', b'0'..=b'9', ..]);
    numbered
        && letters > 2
        && at >= start + 3
        && bytes[start + 1..at].iter().all(u8::is_ascii_lowercase)
        && std::str::from_utf8(&word[..letters]).is_ok_and(|w| vocab.find(w) != NO_WORD)
}

fn is_letter(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(char::is_alphabetic)
}

fn word_end(text: &str, at: usize, limit: usize) -> usize {
    let Some(rest) = text.get(at..limit) else {
        return at;
    };
    rest.char_indices()
        .find(|(_, c)| !c.is_alphabetic())
        .map_or(limit, |(i, _)| at + i)
}

/// A mark; an apostrophe takes a following `s`, `t`, `ll`, `d`, `re`, `ve`,
/// `clock` as one word with it, so that tables can name them.
fn apostrophe_s(
    vocab: &Vocab,
    bytes: &[u8],
    mark: char,
    at: &mut usize,
    tokens: &[Token],
    begin: usize,
    glued: bool,
) -> (Kind, u32, WordId) {
    let after_word = glued
        && tokens
            .last()
            .is_some_and(|t| t.end as usize == begin && t.kind != Kind::Mark);
    if matches!(mark, '\'' | '\u{2019}' | '\u{02BC}') && after_word {
        let tail = &bytes[*at..];
        let end = tail
            .iter()
            .position(|b| !b.is_ascii_alphabetic())
            .unwrap_or(tail.len());
        if end > 0 && end <= 5 {
            let mut hash = hash_step(HASH_START, b'\'');
            for byte in &tail[..end] {
                hash = hash_step(hash, byte | 0x20);
            }
            let word = vocab.find_suffix(hash, &tail[..end]);
            if word != NO_WORD {
                *at += end;
                return (Kind::Word, 0, word);
            }
        }
    }
    (Kind::Mark, mark as u32, NO_WORD)
}
