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

/// The same, ready for use.
struct Words {
    longest: usize,
    pointer: Starts,
    call: Starts,
    label: Starts,
    cut: Starts,
    credit: aho_corasick::AhoCorasick,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../../assets/page/furniture.toml"))
            .expect("the built-in words are read by the tests");
        Words {
            longest: file.longest,
            pointer: Starts::new(file.pointer),
            call: Starts::new(file.call),
            label: Starts::new(file.label),
            cut: Starts::new(file.cut),
            credit: aho_corasick::AhoCorasick::new(&file.credit).expect("a few short words"),
        }
    })
}

/// Beginnings of paragraphs by their first letter.
struct Starts(FxHashMap<char, Vec<String>>);

impl Starts {
    fn new(words: Vec<String>) -> Self {
        let mut starts: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for word in words {
            if let Some(first) = word.chars().next() {
                starts.entry(first).or_default().push(word);
            }
        }
        Self(starts)
    }

    /// Whether a lower-case paragraph begins with one of the words.
    fn begin(&self, lower: &str) -> bool {
        let first = lower.chars().next();
        let words = first.and_then(|c| self.0.get(&c)).into_iter().flatten();
        words.into_iter().any(|word| {
            lower.strip_prefix(word.as_str()).is_some_and(|rest| {
                !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
            })
        })
    }
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
        let text = letters(&block.text);
        let repeats_title = index < 3 && !title.is_empty() && text == title;
        let said = kept.last().is_some_and(|last| last.text == block.text);
        if repeats_title || said || text.is_empty() {
            continue;
        }
        let lower = block.text.to_lowercase();
        if size * 2 > total && lower.len() < 80 && words().cut.begin(&lower) {
            break;
        }
        let after_prose = kept
            .last()
            .is_some_and(|last| last.text.len() > 120 && is_sentence(&last.text));
        let pointer = after_prose && is_link(&block);
        if !pointer && !is_furniture(&lower) {
            size += block.text.len();
            kept.push(block);
        }
    }
    trim_tail(&mut kept);
    kept
}

/// Whether a lower-case paragraph begins as a pointer, a call, a label, a cut.
pub(crate) fn furniture(lower: &str) -> [bool; 4] {
    let words = words();
    [&words.pointer, &words.call, &words.label, &words.cut].map(|list| list.begin(lower))
}

/// Whether a short lower-case paragraph names a picture's source.
pub(crate) fn is_credit(lower: &str) -> bool {
    lower.len() < 320 && words().credit.is_match(lower)
}

/// Whether a paragraph is a heading below which only other stories stand.
pub(crate) fn is_cut(text: &str) -> bool {
    text.len() < 80 && words().cut.begin(&text.to_lowercase())
}

fn is_furniture(lower: &str) -> bool {
    let words = words();
    if lower.chars().count() > words.longest {
        return false;
    }
    // Labels are short, or end where the credit ends.
    let label = lower.len() < 90 && words.label.begin(lower);
    label || words.pointer.begin(lower) || words.call.begin(lower)
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
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
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
