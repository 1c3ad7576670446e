//! What extractors leave in a body that is none of the article.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::blocks::Block;

/// Words of furniture as `assets/page/furniture.toml` has them.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    longest: usize,
    pointer: Vec<String>,
    call: Vec<String>,
    label: Vec<String>,
    cut: Vec<String>,
    credit: Vec<String>,
}

/// What a paragraph begins as: a pointer, a call, a label, a cut.
pub(crate) type Begins = [bool; 4];
const POINTER: usize = 0;
const CALL: usize = 1;
const LABEL: usize = 2;
const CUT: usize = 3;

/// The same, ready for use.
struct Words {
    longest: usize,
    starts: Starts,
    credit: aho_corasick::AhoCorasick,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../../assets/page/furniture.toml"))
            .expect("the built-in words are read by the tests");
        Words {
            longest: file.longest,
            starts: Starts::new([file.pointer, file.call, file.label, file.cut]),
            credit: anywhere(file.credit),
        }
    })
}

/// Lower-case words that may stand anywhere, in any case.
fn anywhere(mut words: Vec<String>) -> aho_corasick::AhoCorasick {
    // Only ASCII is folded by the automaton.
    let others = words.iter().filter(|w| !w.is_ascii());
    let upper: Vec<String> = others.map(|w| w.to_uppercase()).collect();
    words.extend(upper);
    aho_corasick::AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(aho_corasick::AhoCorasickKind::DFA))
        .build(&words)
        .expect("a few short words")
}

/// The first two letters of a paragraph, or of a word its only one.
type Opening = (char, Option<char>);

/// Beginnings of paragraphs by their first letters.
struct Starts(FxHashMap<Opening, Vec<(String, usize)>>);

impl Starts {
    fn new(lists: [Vec<String>; 4]) -> Self {
        let mut starts: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (list, words) in lists.into_iter().enumerate() {
            for word in words {
                if let Some(key) = opening(&word) {
                    starts.entry(key).or_default().push((word, list));
                }
            }
        }
        Self(starts)
    }

    /// Which words a paragraph begins with, in any case.
    fn begin(&self, text: &str) -> Begins {
        let mut found = Begins::default();
        let Some((first, second)) = opening(text) else {
            return found;
        };
        let lists = [(first, second), (first, None)].map(|key| self.0.get(&key));
        for (word, list) in lists.into_iter().flatten().flatten() {
            found[*list] |= behind(text, word).is_some_and(|rest| {
                !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
            });
        }
        found
    }
}

/// The first letters in lower case.
fn opening(text: &str) -> Option<Opening> {
    let mut chars = text.chars().map(lower);
    Some((chars.next()?, chars.next()))
}

/// What stands behind lower-case words that a text begins with in any case.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut chars = text.chars();
    let all = words.chars().all(|c| chars.next().map(lower) == Some(c));
    all.then_some(chars.as_str())
}

/// The lower case of a character where that is one character.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    c.to_lowercase().next().unwrap_or(c)
}

/// Takes out the title where it is repeated above the body, pointers to other
/// stories, calls, credits, what is said twice, and what trails behind the
/// last sentence.
pub(crate) fn clean(found: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let title = title.map(letters).unwrap_or_default();
    let total: usize = found.iter().map(|b| b.text.len()).sum();
    let mut kept: Vec<Block> = Vec::with_capacity(found.len());
    let mut size = 0;
    for (index, block) in found.into_iter().enumerate() {
        let repeats_title = index < 3 && says(&block.text, &title);
        let said = kept.last().is_some_and(|last| last.text == block.text);
        if repeats_title || said || !block.text.contains(char::is_alphanumeric) {
            continue;
        }
        if size * 2 > total && is_cut(&block.text) {
            break;
        }
        let after_prose = kept
            .last()
            .is_some_and(|last| last.text.len() > 120 && is_sentence(&last.text));
        let pointer = after_prose && is_link(&block);
        if !pointer && !is_furniture(&block.text) {
            size += block.text.len();
            kept.push(block);
        }
    }
    trim_tail(&mut kept);
    kept
}

/// What a paragraph begins as.
pub(crate) fn begins(text: &str) -> Begins {
    words().starts.begin(text)
}

/// Whether a short paragraph names a picture's source.
pub(crate) fn is_credit(text: &str) -> bool {
    text.len() < 320 && words().credit.is_match(text)
}

/// Whether a paragraph is a heading below which only other stories stand.
pub(crate) fn is_cut(text: &str) -> bool {
    text.len() < 80 && begins(text)[CUT]
}

fn is_furniture(text: &str) -> bool {
    let words = words();
    if text.chars().count() > words.longest {
        return false;
    }
    let begins = words.starts.begin(text);
    // Labels are short, or end where the credit ends.
    begins[POINTER] || begins[CALL] || (text.len() < 90 && begins[LABEL])
}

/// A paragraph that is nothing but a link leads elsewhere.
fn is_link(block: &Block) -> bool {
    let solid: usize = block.text.split_whitespace().map(str::len).sum();
    block.linked * 10 >= solid * 9 && solid >= 12 && !block.text.ends_with(['.', ':'])
}

/// Short lines behind the last sentence are names of other stories, authors,
/// tags. A text of short lines only is left alone.
fn trim_tail(kept: &mut Vec<Block>) {
    let Some(last) = kept.iter().rposition(|b| is_sentence(&b.text)) else {
        return;
    };
    // A longer run of short lines is a list of the article's own.
    const MOST: usize = 5;
    let behind: usize = kept[last + 1..].iter().map(|b| b.text.len()).sum();
    let before: usize = kept[..=last].iter().map(|b| b.text.len()).sum();
    if behind * 4 < before && kept.len() - last - 1 <= MOST {
        kept.truncate(last + 1);
    }
}

/// Whether a paragraph reads like a sentence.
pub(crate) fn is_sentence(text: &str) -> bool {
    let long = text.chars().count() >= 90;
    let ends = text.ends_with([
        '.', '!', '?', '"', '\u{201d}', '\u{bb}', '\u{2026}', ')', '\u{3002}', '\u{201c}', ':', '*',
    ]);
    long || (ends && text.chars().count() >= 20)
}

/// Letters and digits in lower case.
pub(crate) fn letters(text: &str) -> String {
    lower_letters(text).collect()
}

/// Whether the letters of a text are these, and there are any.
pub(crate) fn says(text: &str, letters: &str) -> bool {
    !letters.is_empty() && lower_letters(text).eq(letters.chars())
}

fn lower_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(texts: &[&str]) -> Vec<String> {
        let found = texts
            .iter()
            .map(|t| Block {
                text: (*t).to_owned(),
                ..Block::default()
            })
            .collect();
        clean(found, Some("The title"))
            .into_iter()
            .map(|b| b.text)
            .collect()
    }

    #[test]
    fn furniture_goes_and_prose_stays() {
        let first = "The minister said on Thursday that talks would go on for as long as needed.";
        let more = "More than two hundred people came to the square, the police said on Friday.";
        assert_eq!(
            cleaned(&[
                "The title",
                first,
                "Lesen Sie auch: Eine andere Geschichte",
                "Foto: dpa",
                more,
                more,
                "Related posts",
                "Another story",
                "Jane Doe"
            ]),
            [first, more]
        );
        assert_eq!(cleaned(&["A short line", "Another one"]).len(), 2);
        assert_eq!(
            cleaned(&["Subscribers of the paper were told of the change on Monday."]).len(),
            1
        );
    }
}
