//! Cuts a sentence into words and signs.

use super::hash::Running;
use super::shape::{counted, dotted, is_mark, shape};
use super::{Shape, Token, word_hash};

/// Bytes of a line that text wrapped by hand may have.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=100;

/// Reads the words of one sentence.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    spaced: bool,
    opens: bool,
    breaks: bool,
    line_start: usize,
}

impl<'t> Scanner<'t> {
    /// A reader of `text` from `at`, where a sentence begins.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            spaced: true,
            opens: true,
            breaks: true,
            line_start: text[..at].rfind('\n').map_or(0, |line| line + 1),
        }
    }

    /// Reads to the end of the text.
    pub(super) fn run(mut self, out: &mut Vec<Token>) {
        while let Some(c) = self.text[self.at..].chars().next() {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                self.spaced = true;
                if c == '\n' {
                    self.line(self.at - c.len_utf8());
                }
                continue;
            }
            let start = self.at;
            let (shape, hash) = self.plain().unwrap_or_else(|| {
                let shape = match c.is_alphanumeric() {
                    true => self.word(),
                    false => self.sign(c, out),
                };
                (shape, word_hash(&self.text[start..self.at]))
            });
            out.push(Token {
                start: start as u32,
                end: self.at as u32,
                hash,
                shape,
                spaced: self.spaced,
                opens: self.opens,
                breaks: self.breaks,
            });
            let spaced = std::mem::take(&mut self.spaced);
            self.breaks = false;
            self.opens = match c {
                '.' | '?' | '!' | ':' | '\u{2026}' => true,
                // Quotation marks and brackets leave the state as it was,
                // and an opening mark begins something anew.
                '"' if !spaced => self.opens,
                '"' | '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{2018}' | '(' | '[' | '\u{2022}' => {
                    true
                }
                '\u{201d}' | '\u{2019}' | '\'' | ')' | ']' => self.opens,
                '-' | '\u{2013}' | '\u{2014}' | '*' => self.opens,
                _ => false,
            };
        }
    }

    /// The line that ends at `end` parts names even inside a sentence, unless
    /// it looks like one of wrapped text.
    fn line(&mut self, end: usize) {
        let length = end.saturating_sub(self.line_start);
        self.breaks |= !WRAPPED.contains(&length);
        self.line_start = end + 1;
        self.opens = true;
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn sign(&mut self, c: char, out: &[Token]) -> Shape {
        self.at += c.len_utf8();
        if !matches!(c, '\'' | '\u{2019}' | '\u{2bc}') || self.spaced {
            return Shape::Punct;
        }
        let after_word = out
            .last()
            .is_some_and(|t| t.end as usize == self.at - c.len_utf8() && t.shape != Shape::Punct);
        let rest = &self.text[self.at..];
        let ends = |n: usize| {
            rest.get(n..)
                .is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric()))
        };
        if after_word && (rest.starts_with('s') || rest.starts_with('S')) && ends(1) {
            self.at += 1;
            return Shape::Possessive;
        }
        // "the rebels' town", "Beqaa's": only after a plural's s.
        let plural = after_word && self.text[..self.at - c.len_utf8()].ends_with(['s', 'x', 'z']);
        if plural && ends(0) {
            return Shape::Possessive;
        }
        Shape::Punct
    }

    /// A word of plain letters and digits that no apostrophe or full stop of
    /// its own follows, as most are: its shape and hash, in one pass.
    fn plain(&mut self) -> Option<(Shape, u64)> {
        let bytes = &self.text.as_bytes()[self.at..];
        let first = *bytes.first().filter(|b| b.is_ascii_alphanumeric())?;
        let (mut len, mut upper, mut lower) = (0, 0, 0);
        let mut hash = Running::new();
        for &byte in bytes {
            if !(byte.is_ascii_alphanumeric() || byte == b'_') {
                break;
            }
            hash.add(byte);
            upper += usize::from(byte.is_ascii_uppercase());
            lower += usize::from(byte.is_ascii_lowercase());
            len += 1;
        }
        let next = bytes.get(len).copied().unwrap_or(b' ');
        if len == 0 || !next.is_ascii() || next == b'\'' || next == b'.' && len == 1 {
            return None;
        }
        self.at += len;
        let capital = first.is_ascii_uppercase();
        let shape = match first {
            b'0'..=b'9' => Shape::Number,
            _ => counted(
                capital,
                upper - usize::from(capital),
                lower - usize::from(first.is_ascii_lowercase()),
            ),
        };
        Some((shape, hash.get()))
    }

    /// Reads a word and says how it is written.
    fn word(&mut self) -> Shape {
        if let Some(end) = dotted(&self.text[self.at..]) {
            self.at += end;
            return Shape::Dotted;
        }
        let start = self.at;
        loop {
            let rest = &self.text[self.at..];
            let run = rest
                .find(|c: char| !(c.is_alphanumeric() || is_mark(c)))
                .unwrap_or(rest.len());
            self.at += run;
            if !self.inner_apostrophe(start) {
                break;
            }
            self.at += self.peek(self.at).map_or(0, char::len_utf8);
        }
        // "Quillbyâ€™s": an apostrophe read in the wrong charset.
        let word = &self.text[start..self.at];
        if self.peek(self.at) == Some('€') && word.ends_with('â') && word != "â" {
            self.at -= 'â'.len_utf8();
        }
        shape(&self.text[start..self.at])
    }

    /// "O'Brien", "Qur'an" go on after the apostrophe; "Putin's", "don't",
    /// "they've" do not.
    fn inner_apostrophe(&self, start: usize) -> bool {
        let Some(c @ ('\'' | '\u{2019}' | '\u{2bc}')) = self.peek(self.at) else {
            return false;
        };
        let rest = &self.text[self.at + c.len_utf8()..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let tail = &rest[..end];
        if tail.is_empty() || !tail.starts_with(char::is_alphabetic) {
            return false;
        }
        if matches!(
            tail.to_ascii_lowercase().as_str(),
            "s" | "t" | "d" | "m" | "ll" | "re" | "ve"
        ) {
            return false;
        }
        self.text[start..self.at].chars().count() <= 3 || tail.starts_with(char::is_lowercase)
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn the_short_way_reads_as_the_long_one() {
        let long = |word: &str| dotted(word).map_or_else(|| shape(word), |_| Shape::Dotted);
        for word in [
            "house", "House", "NATO", "MPs", "McCain", "iPhone", "A", "a", "42", "3rd", "x_y",
        ] {
            let mut scanner = Scanner::new(word, 0);
            assert_eq!(
                scanner.plain(),
                Some((long(word), word_hash(word))),
                "{word}"
            );
            assert_eq!(scanner.at, word.len());
        }
        for word in ["J.", "O'Brien", "caf\u{e9}", "Putin\u{2019}s"] {
            assert_eq!(words(word)[0].shape, words(&format!("{word} "))[0].shape);
        }
    }
}
