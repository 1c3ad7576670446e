//! Words to look for in a sentence.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::fuzzy::fold;
use crate::Span;

/// A compiled pattern. Case-smart: without a capital letter in it, case does
/// not matter.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: bool,
    matcher: Matcher,
}

#[derive(Clone, Debug)]
enum Matcher {
    /// Bytes as they are.
    Exact(Box<Finder<'static>>),
    /// Anything that needs folding or was asked for as one.
    Regex(Regex),
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.regex == other.regex
    }
}

/// Largest compiled regular expression, in bytes: a pattern typed by a person
/// is far smaller, a hostile one is refused.
const SIZE_LIMIT: usize = 1 << 20;

impl Pattern {
    /// Plain words, taken literally.
    pub fn words(text: &str) -> Self {
        if text.chars().any(char::is_uppercase) || !text.chars().any(char::is_alphabetic) {
            return Self {
                text: text.to_owned(),
                regex: false,
                matcher: Matcher::Exact(Box::new(Finder::new(text).into_owned())),
            };
        }
        let matcher = match compile(&regex::escape(text), true) {
            Ok(regex) => Matcher::Regex(regex),
            // Too long to compile: fall back to its very letters.
            Err(_) => Matcher::Exact(Box::new(Finder::new(text).into_owned())),
        };
        Self {
            text: text.to_owned(),
            regex: false,
            matcher,
        }
    }

    /// Plain words without regard to accents: "erdogan" is in "Erdoğan",
    /// however that is composed. A letter typed with its accent wants it.
    pub fn folded(text: &str) -> Self {
        let plain = |c: char| c.is_ascii_lowercase();
        if !text.chars().any(plain) || has_capital(text) {
            return Self::words(text);
        }
        let mut pattern = String::new();
        for c in text.chars() {
            match plain(c) {
                true => pattern.push_str(&accented()[usize::from(c as u8 - b'a')]),
                false => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        match compile(&pattern, true) {
            Ok(regex) => Self {
                text: text.to_owned(),
                regex: false,
                matcher: Matcher::Regex(regex),
            },
            Err(_) => Self::words(text),
        }
    }

    /// A regular expression. An escaped slash is kept as a slash, so that
    /// patterns have one spelling.
    ///
    /// # Errors
    /// When it is none, or compiles to more than 1 MiB.
    pub fn regex(text: &str) -> Result<Self, regex::Error> {
        let text = plain_slashes(text);
        let insensitive = !has_capital(&text);
        Ok(Self {
            regex: true,
            matcher: Matcher::Regex(compile(&text, insensitive)?),
            text,
        })
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a regular expression.
    pub fn is_regex(&self) -> bool {
        self.regex
    }

    /// Whether it occurs in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Exact(finder) => finder.find(text.as_bytes()).is_some(),
            Matcher::Regex(regex) => regex.is_match(text),
        }
    }

    /// Its occurrences in `text`, none overlapping, empty ones left out.
    pub fn hits<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = Span> + 'a> {
        match &self.matcher {
            Matcher::Exact(finder) if finder.needle().is_empty() => Box::new(std::iter::empty()),
            Matcher::Exact(finder) => {
                let length = finder.needle().len();
                let starts = finder.find_iter(text.as_bytes());
                Box::new(starts.map(move |start| Span::new(start, start + length)))
            }
            Matcher::Regex(regex) => Box::new(
                regex
                    .find_iter(text)
                    .filter(|hit| !hit.is_empty())
                    .map(|hit| Span::new(hit.start(), hit.end())),
            ),
        }
    }
}

/// For each letter from a to z: itself and the Latin letters that fold to it,
/// accents of their own after it.
fn accented() -> &'static [String; 26] {
    static CLASSES: LazyLock<[String; 26]> = LazyLock::new(|| {
        let mut classes: [String; 26] =
            std::array::from_fn(|at| format!("[{}", char::from(b'a' + at as u8)));
        for c in ('\u{e0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            if let [letter @ b'a'..=b'z'] = fold(c.encode_utf8(&mut [0; 4])).as_bytes() {
                classes[usize::from(letter - b'a')].push(c);
            }
        }
        classes.map(|class| class + r"]\p{M}*")
    });
    &CLASSES
}

fn plain_slashes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        let escaped = if c == '\\' { letters.next() } else { None };
        if escaped != Some('/') {
            out.push(c);
        }
        out.extend(escaped);
    }
    out
}

/// A capital that is not part of an escape such as `\W`.
fn has_capital(pattern: &str) -> bool {
    let mut escaped = false;
    pattern.chars().any(|c| {
        let capital = !escaped && c.is_uppercase();
        escaped = c == '\\' && !escaped;
        capital
    })
}

fn compile(pattern: &str, insensitive: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(insensitive)
        .size_limit(SIZE_LIMIT)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_smart() {
        assert!(Pattern::words("safe zones").is_in("the Safe Zones plan"));
        assert!(!Pattern::words("Safe zones").is_in("the safe zones plan"));
        assert!(Pattern::words("путин").is_in("сказал Путин"));
        assert!(Pattern::words("a.c").is_in("A.C.") && !Pattern::words("a.c").is_in("abc"));
    }

    #[test]
    fn accents_do_not_matter_unless_they_are_typed() {
        let pattern = Pattern::folded("erdogan");
        for name in ["Erdoğan", "Erdog\u{306}an", "ERDOGAN"] {
            assert!(pattern.is_in(name), "{name}");
        }
        assert!(!Pattern::folded("erdoğan").is_in("Erdogan"));
        assert!(
            !Pattern::folded("Erdogan").is_in("Erdoğan"),
            "as it is typed"
        );
        assert_eq!(pattern, Pattern::folded("erdogan"));
    }

    #[test]
    fn regular_expressions_on_request() {
        let pattern = Pattern::regex(r"safe\W+zones?").expect("a pattern");
        assert!(pattern.is_in("Safe zone"));
        assert_eq!(pattern.hits("a safe zone, SAFE zones").count(), 2);
        assert!(Pattern::regex("(").is_err());
        assert_eq!(
            Pattern::regex("x*").expect("a pattern").hits("abc").count(),
            0
        );
    }
}
