//! What class names, ids and the like say of an element, from
//! `assets/page/classes.toml`.

use std::cell::RefCell;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

use super::attr::Key;
use super::dom::{Dom, NodeId};

/// The groups of words that tell the parts of a page apart, in the order of
/// their bits.
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

/// The groups of words for dates, in bits behind those of [`GROUPS`].
const DATED: [&str; 4] = ["published", "date", "modified", "elsewhere"];

/// The bit of a group for dates.
const fn bit(at: usize) -> u32 {
    1 << (GROUPS.len() + at)
}

/// Longer names are data.
const LONGEST: usize = 600;

/// Attributes that name an element, where dates are looked for.
const NAMING: [Key; 6] = [
    Key::Class,
    Key::Id,
    Key::Itemprop,
    Key::Property,
    Key::Name,
    Key::DataTestid,
];

/// What a name says for dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Words of a date of publication.
    pub published: bool,
    /// Words of any date.
    pub date: bool,
    /// Words of a change.
    pub modified: bool,
    /// Words of a place that is not the article's own head.
    pub elsewhere: bool,
}

impl Said {
    fn new(bits: u32) -> Self {
        Self {
            published: bits & bit(0) != 0,
            date: bits & bit(1) != 0,
            modified: bits & bit(2) != 0,
            elsewhere: bits & bit(3) != 0,
        }
    }

    /// What either says.
    pub fn or(self, other: Self) -> Self {
        Self {
            published: self.published | other.published,
            date: self.date | other.date,
            modified: self.modified | other.modified,
            elsewhere: self.elsewhere | other.elsewhere,
        }
    }
}

/// The compiled table.
struct Table {
    words: AhoCorasick,
    /// Bit of the group, and whether the word must stand apart.
    of: Vec<(u32, bool)>,
}

fn read() -> FxHashMap<String, Vec<String>> {
    let source = include_str!("../../../assets/page/classes.toml");
    toml::from_str(source).expect("the built-in classes are read by the tests")
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let groups = read();
        let (mut words, mut of) = (Vec::new(), Vec::new());
        for (bit, group) in GROUPS.iter().chain(&DATED).enumerate() {
            for word in groups.get(*group).into_iter().flatten() {
                let bare = word.trim_start_matches('=');
                of.push((1 << bit, bare.len() < word.len()));
                words.push(bare.to_owned());
            }
        }
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
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

/// Words of names kept from page to page.
const KEPT: usize = 1 << 15;

thread_local! {
    /// What single words of names say: the pages of a site, and those of many
    /// sites, share most of them.
    static WORDS: RefCell<FxHashMap<Box<str>, u32>> = RefCell::default();
}

/// The groups of all words of a name, as bits.
fn groups_of_words(name: &str) -> u32 {
    WORDS.with_borrow_mut(|known| {
        name.split_ascii_whitespace().fold(0, |bits, word| {
            let found = known.get(word).copied().unwrap_or_else(|| {
                let found = groups(word);
                if known.len() < KEPT {
                    known.insert(word.into(), found);
                }
                found
            });
            bits | found
        })
    })
}

/// What the names of a page's elements say, each name looked up once.
#[derive(Default)]
pub(crate) struct Names<'a>(FxHashMap<&'a str, u32>);

impl<'a> Names<'a> {
    /// The groups of a name, as bits.
    fn of(&mut self, name: &'a str) -> u32 {
        if name.is_empty() || name.len() > LONGEST {
            return 0;
        }
        *self.0.entry(name).or_insert_with(|| groups_of_words(name))
    }

    /// The groups of a name that tell the parts of a page apart, as bits of
    /// [`GROUPS`].
    pub fn parts(&mut self, name: &'a str) -> u32 {
        self.of(name) & (bit(0) - 1)
    }

    /// What all names of an element say.
    pub fn said(&mut self, dom: &Dom<'a>, id: NodeId) -> Said {
        self.said_by(dom, id, &NAMING)
    }

    /// What class and id of an element say.
    pub fn class(&mut self, dom: &Dom<'a>, id: NodeId) -> Said {
        self.said_by(dom, id, &NAMING[..2])
    }

    fn said_by(&mut self, dom: &Dom<'a>, id: NodeId, keys: &[Key]) -> Said {
        let named = dom.attrs(id).iter().filter(|(key, _)| keys.contains(key));
        Said::new(named.fold(0, |bits, (_, name)| bits | self.of(name)))
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
        let said = Said::new(groups("entry-date Updated"));
        assert!(said.published && said.modified && !said.elsewhere);
    }

    #[test]
    fn every_group_has_words() {
        let of = &table().of;
        for (bit, group) in GROUPS.iter().chain(&DATED).enumerate() {
            assert!(of.iter().any(|(b, _)| *b == 1 << bit), "{group}");
        }
        // Names are looked up word by word.
        let words = read().into_values().flatten();
        assert!(
            words
                .into_iter()
                .all(|word| !word.contains(char::is_whitespace))
        );
    }
}
