//! Words as the name recogniser sees them.
//!
//! A word keeps inner apostrophes ("O'Brien") and the full stops of dotted
//! abbreviations ("U.S.", "J."); a possessive ending is a token of its own;
//! hyphens and all other signs stand alone.

mod hash;
mod scan;
mod shape;

use crate::Span;

pub(crate) use hash::{lower_hash, word_hash};
pub(crate) use shape::Shape;

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
        scan::Scanner::new(&text[..range.end], range.start).run(out);
    }
}

/// The tokens of a whole string, as one sentence.
pub(crate) fn words(text: &str) -> Vec<Token> {
    tokens(text, &[Span::new(0, text.len())])
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
        assert_eq!(split("Quillbyâ€™s"), ["Quillby", "â", "€", "™", "s"]);
        assert_eq!(split("plan b. Next"), ["plan", "b", ".", "Next"]);
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
}
