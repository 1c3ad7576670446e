//! Words as the name recogniser sees them.
//!
//! A word keeps inner apostrophes ("O'Brien") and the full stops of dotted
//! abbreviations ("U.S.", "J."); a possessive ending is a token of its own;
//! hyphens and all other signs stand alone.

use crate::Span;

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// A sign, or anything that is not a word.
    #[default]
    Punct,
    /// `house`
    Lower,
    /// `House`
    Title,
    /// `NATO`, `US`
    Upper,
    /// `McCain`, `iPhone`, `al-` never: a capital elsewhere too
    Mixed,
    /// `A`
    Single,
    /// `U.S.`, `J.`
    Dotted,
    /// `42`, `3rd`
    Number,
    /// `'s` or a bare `'` after a plural
    Possessive,
}

impl Shape {
    /// Whether a name may begin with it.
    pub(crate) fn capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Upper | Self::Mixed | Self::Single | Self::Dotted
        )
    }
}

/// One word or sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// [`word_hash`] of the token as written.
    pub hash: u64,
    /// How it is written.
    pub shape: Shape,
    /// White space (or the start of a sentence) before it.
    pub spaced: bool,
    /// First token of a sentence, line or quotation, or after a colon: its
    /// capital says nothing.
    pub opens: bool,
    /// First token of a sentence span: names never reach over it.
    pub breaks: bool,
}

impl Token {
    /// Its words.
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

const SEED: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0100_0000_01B3;

fn finish(h: u64) -> u64 {
    let h = (h ^ (h >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h ^ (h >> 32)
}

/// FNV-1a (Fowler, Noll, Vo) over the bytes, with a final mix so that low and
/// high bits are both good; the word clusters file is keyed by it.
pub(crate) fn word_hash(word: &str) -> u64 {
    finish(
        word.bytes()
            .fold(SEED, |h, b| (h ^ u64::from(b)).wrapping_mul(PRIME)),
    )
}

/// [`word_hash`] of the lower-case form.
pub(crate) fn lower_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return finish(word.bytes().fold(SEED, |h, b| {
            (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(PRIME)
        }));
    }
    word_hash(&word.to_lowercase())
}

/// The tokens of `text` inside `sentences`, in order.
pub(crate) fn tokens(text: &str, sentences: &[Span]) -> Vec<Token> {
    let bytes: usize = sentences.iter().map(|s| s.len()).sum();
    let mut out = Vec::with_capacity(bytes / 5 + 8);
    read(text, sentences, &mut out);
    out
}

/// The tokens of a whole string into `out`, which is emptied first.
pub(crate) fn words_into(text: &str, out: &mut Vec<Token>) {
    out.clear();
    read(text, &[Span::new(0, text.len())], out);
}

fn read(text: &str, sentences: &[Span], out: &mut Vec<Token>) {
    let mut from = 0;
    for sentence in sentences {
        // Sentences come in order; one that does not is read from where the
        // last one ended, so that tokens never run backwards.
        let range = sentence.range();
        let range = range.start.max(from)..range.end;
        if range.start >= range.end || text.get(range.clone()).is_none() {
            continue;
        }
        from = range.end;
        Scanner {
            text: &text[..range.end],
            at: range.start,
            spaced: true,
            opens: true,
            breaks: true,
            line_start: text[..range.start].rfind('\n').map_or(0, |at| at + 1),
        }
        .run(out);
    }
}

/// The tokens of a whole string, as one sentence.
pub(crate) fn words(text: &str) -> Vec<Token> {
    tokens(text, &[Span::new(0, text.len())])
}

/// Bytes of a line that text wrapped by hand may have.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=100;

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    spaced: bool,
    opens: bool,
    breaks: bool,
    line_start: usize,
}

impl Scanner<'_> {
    fn run(&mut self, out: &mut Vec<Token>) {
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
            let shape = if c.is_alphanumeric() {
                self.word()
            } else {
                self.sign(c, out)
            };
            let word = &self.text[start..self.at];
            out.push(Token {
                start: start as u32,
                end: self.at as u32,
                hash: word_hash(word),
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
    /// its own follows; most are.
    fn plain(&mut self) -> Option<Shape> {
        let bytes = &self.text.as_bytes()[self.at..];
        let inside = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
        let len = bytes.iter().take_while(inside).count();
        let next = bytes.get(len).copied().unwrap_or(b' ');
        if len == 0 || !next.is_ascii() || next == b'\'' || next == b'.' && len == 1 {
            return None;
        }
        self.at += len;
        let (first, rest) = bytes[..len].split_first()?;
        let upper = rest.iter().filter(|b| b.is_ascii_uppercase()).count();
        let lower = rest.iter().filter(|b| b.is_ascii_lowercase()).count();
        Some(match first {
            b'0'..=b'9' => Shape::Number,
            first => counted(first.is_ascii_uppercase(), upper, lower),
        })
    }

    /// Reads a word and says how it is written.
    fn word(&mut self) -> Shape {
        if let Some(shape) = self.plain() {
            return shape;
        }
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

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '_')
}

/// Length of a leading "U.S.", "D.C", "J." (a letter or two and full stops).
fn dotted(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if !c.is_alphabetic() {
            break;
        }
        match chars.peek() {
            Some(&(at, '.')) => {
                // "e.g." is dotted too, but a lower-case letter ending a
                // sentence ("plan b.") is no initial.
                if letters == 0 && c.is_lowercase() {
                    return None;
                }
                letters += 1;
                end = at + 1;
                chars.next();
            }
            // "D.C" without its last full stop.
            next if letters > 0 && !next.is_some_and(|(_, n)| n.is_alphanumeric()) => {
                end += c.len_utf8();
                letters += 1;
                break;
            }
            _ => break,
        }
    }
    let follows_word = rest[end..].starts_with(char::is_alphanumeric);
    // "U.S.A" is read above; "J.Smith" is an initial and a name.
    (letters >= 1 && !(follows_word && letters > 1)).then_some(end)
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return Shape::Punct;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in chars {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    counted(first.is_uppercase(), upper, lower)
}

/// The shape of a word by its first letter and the others.
fn counted(capital: bool, upper: usize, lower: usize) -> Shape {
    if !capital {
        return if upper > 0 {
            Shape::Mixed
        } else {
            Shape::Lower
        };
    }
    match (upper, lower) {
        (0, 0) => Shape::Single,
        (0, _) => Shape::Title,
        // "NATOs", "MPs"
        (_, 0 | 1) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn words_and_signs() {
        assert_eq!(
            split("Mr. Putin's U.S.-led talks"),
            ["Mr", ".", "Putin", "'s", "U.S.", "-", "led", "talks"]
        );
        assert_eq!(
            split("J. O\u{2019}Brien didn't; rebels' aim"),
            [
                "J.",
                "O\u{2019}Brien",
                "didn",
                "'",
                "t",
                ";",
                "rebels",
                "'",
                "aim"
            ]
        );
        assert_eq!(split("Washington D.C. is"), ["Washington", "D.C.", "is"]);
        assert_eq!(split("plan b. Next"), ["plan", "b", ".", "Next"]);
    }

    #[test]
    fn shapes_tell_how_a_word_is_written() {
        let shapes: Vec<Shape> = words("McCain of NATO met MPs on 3rd at J. P's a")
            .iter()
            .map(|t| t.shape)
            .collect();
        use Shape::*;
        assert_eq!(
            shapes,
            [
                Mixed, Lower, Upper, Lower, Upper, Lower, Number, Lower, Dotted, Single,
                Possessive, Lower
            ]
        );
    }

    #[test]
    fn a_capital_after_a_full_stop_says_nothing() {
        let text = "It rained. Then \"Russia\" came";
        let opens: Vec<&str> = words(text)
            .iter()
            .filter(|t| t.opens)
            .map(|t| t.text(text))
            .collect();
        assert_eq!(opens, ["It", "Then", "Russia"]);
    }

    #[test]
    fn names_end_with_a_short_line_and_go_on_in_wrapped_text() {
        let breaks = |text: &str| {
            let tokens = words(text);
            tokens.iter().filter(|t| t.breaks).count()
        };
        assert_eq!(breaks("Ann Lee\nPARIS, Monday"), 2);
        let wrapped = "It was said on the day before in the capital that Vladimir\nPutin came";
        assert_eq!(breaks(wrapped), 1);
    }

    #[test]
    fn the_short_way_reads_as_the_long_one() {
        let long = |word: &str| dotted(word).map_or_else(|| shape(word), |_| Shape::Dotted);
        for word in [
            "house", "House", "NATO", "MPs", "McCain", "iPhone", "A", "a", "42", "3rd", "x_y",
        ] {
            let mut scanner = Scanner {
                text: word,
                at: 0,
                spaced: true,
                opens: true,
                breaks: true,
                line_start: 0,
            };
            assert_eq!(scanner.plain(), Some(long(word)), "{word}");
            assert_eq!(scanner.at, word.len());
        }
        for word in ["J.", "O'Brien", "caf\u{e9}", "Putin\u{2019}s"] {
            assert_eq!(words(word)[0].shape, words(&format!("{word} "))[0].shape);
        }
    }

    #[test]
    fn hashes_fold_case_only_when_asked() {
        assert_ne!(word_hash("US"), word_hash("us"));
        assert_eq!(lower_hash("ÉTÉ"), word_hash("été"));
        assert_eq!(word_hash("kremlin"), lower_hash("Kremlin"));
    }
}
