//! What class names and ids say of an element, from `assets/page/classes.toml`.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

/// The groups of words, in the order of their bits.
pub(super) const GROUPS: [&str; 20] = [
    "body",
    "content",
    "lead",
    "comment",
    "related",
    "share",
    "navigation",
    "foot",
    "side",
    "advert",
    "appeal",
    "meta",
    "caption",
    "media",
    "bio",
    "hidden",
    "quote",
    "contents",
    "box",
    "event",
];

/// The compiled table.
struct Table {
    words: AhoCorasick,
    /// Bit of the group, and whether the word must stand apart.
    of: Vec<(u32, bool)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let source = include_str!("../../../../assets/page/classes.toml");
        let groups: FxHashMap<String, Vec<String>> =
            toml::from_str(source).expect("the built-in classes are read by the tests");
        let (mut words, mut of) = (Vec::new(), Vec::new());
        for (bit, group) in GROUPS.iter().enumerate() {
            for word in groups.get(*group).into_iter().flatten() {
                let bare = word.trim_start_matches('=');
                of.push((1 << bit, bare.len() < word.len()));
                words.push(bare.to_owned());
            }
        }
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&words)
            .expect("a few hundred short words");
        Table { words, of }
    })
}

/// The groups that a name belongs to, as bits.
fn groups(name: &str) -> u32 {
    let table = table();
    let bytes = name.as_bytes();
    let apart = |start: usize, end: usize| {
        let part = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        // Humps part words: "topAd".
        let hump =
            start > 0 && bytes[start].is_ascii_uppercase() && bytes[start - 1].is_ascii_lowercase();
        let next =
            part(end) && !(bytes[end].is_ascii_uppercase() && bytes[end - 1].is_ascii_lowercase());
        (start == 0 || !part(start - 1) || hump) && !next
    };
    let mut bits = 0;
    for hit in table.words.find_overlapping_iter(name) {
        let (bit, alone) = table.of[hit.pattern().as_usize()];
        if bits & bit == 0 && (!alone || apart(hit.start(), hit.end())) {
            bits |= bit;
        }
    }
    bits
}

/// Groups of names, each looked up once.
#[derive(Default)]
pub(super) struct Classes<'a>(FxHashMap<&'a str, u32>);

impl<'a> Classes<'a> {
    /// The groups of a name, as bits of [`GROUPS`].
    pub fn of(&mut self, name: &'a str) -> u32 {
        if name.is_empty() || name.len() > 600 {
            return 0;
        }
        *self.0.entry(name).or_insert_with(|| groups(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(name: &str, group: &str) -> bool {
        let bit = GROUPS.iter().position(|g| *g == group).expect("a group");
        groups(name) & (1 << bit) != 0
    }

    #[test]
    fn words_in_names() {
        assert!(says("c-article__body", "body"));
        assert!(says("topAd", "advert") && says("ad_slot", "advert"));
        assert!(!says("heading", "advert") && !says("adventure", "advert"));
        assert!(says("Related-Posts", "related"));
    }

    #[test]
    fn every_group_has_words() {
        let of = &table().of;
        for (bit, group) in GROUPS.iter().enumerate() {
            assert!(of.iter().any(|(b, _)| *b == 1 << bit), "{group}");
        }
    }
}
