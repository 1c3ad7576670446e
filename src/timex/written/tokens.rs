//! Words, numbers and marks; the names of months and weekdays.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    Number(u32),
    Month(u8),
    Weekday(u8),
    Joiner,
    Word,
    Mark(char),
    Space,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub class: Class,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub(super) fn digits(&self) -> usize {
        match self.class {
            Class::Number(_) => self.end - self.start,
            _ => 0,
        }
    }
}

/// Bytes of a name at most.
const LONGEST: usize = 24;

struct Names(FxHashMap<Vec<u8>, Class>);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[serde(rename = "order")]
    _order: String,
    joiners: Vec<String>,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let source = include_str!("../../../assets/dates/languages.toml");
        let languages: std::collections::BTreeMap<String, Language> =
            toml::from_str(source).expect("the built-in month names are read by the tests");
        let mut names = FxHashMap::default();
        // English last: where a short form differs, English wins.
        let (english, others): (Vec<_>, Vec<_>) =
            languages.iter().partition(|(code, _)| *code == "en");
        for (_, language) in others.into_iter().chain(english) {
            for joiner in &language.joiners {
                names.insert(joiner.clone().into_bytes(), Class::Joiner);
            }
            for (list, make) in [
                (&language.weekdays, Class::Weekday as fn(u8) -> Class),
                (&language.months, Class::Month),
            ] {
                for (at, forms) in list.iter().enumerate() {
                    for form in forms {
                        names.insert(form.clone().into_bytes(), make(at as u8));
                    }
                }
            }
        }
        Names(names)
    })
}

impl Names {
    /// The class of a word in any case.
    fn class(&self, word: &str) -> Class {
        if word.len() > LONGEST {
            return Class::Word;
        }
        let found = if word.is_ascii() {
            let mut lower = [0; LONGEST];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            self.0.get(&*lower)
        } else {
            self.0.get(word.to_lowercase().as_bytes())
        };
        found.copied().unwrap_or(Class::Word)
    }
}

/// Whether a lower-case word names a day of the week in any language.
pub fn is_weekday(word: &str) -> bool {
    matches!(names().0.get(word.as_bytes()), Some(Class::Weekday(_)))
}

/// The tokens of a part of a text, which no word crosses.
pub(super) fn tokens(text: &str, from: usize, to: usize) -> Vec<Token> {
    let names = names();
    let mut out = Vec::with_capacity((to - from) / 4);
    let chars = text[from..to].char_indices();
    let mut chars = chars.map(|(at, c)| (from + at, c)).peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut run = |same: fn(char) -> bool| {
            while let Some(&(at, next)) = chars.peek() {
                if !same(next) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        };
        let class = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit());
            let digits = &text[start..end];
            Class::Number(if digits.len() > 9 {
                u32::MAX
            } else {
                digits.parse().unwrap_or(u32::MAX)
            })
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            Class::Mark(c)
        } else if c.is_alphabetic() {
            // A virama joins Devanagari letters to one word.
            run(|c| {
                (c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '년' | '월' | '일'))
                    || c == '\u{94d}'
            });
            names.class(&text[start..end])
        } else if c.is_whitespace() {
            run(char::is_whitespace);
            Class::Space
        } else {
            Class::Mark(c)
        };
        out.push(Token { class, start, end });
    }
    out
}
