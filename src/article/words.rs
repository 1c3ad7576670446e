//! The words that tell the parts of an article apart, from
//! `assets/article/words.toml`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agencies: FxHashMap<String, String>,
    places: Places,
    navigation: Lines,
    byline: Starts,
    heading: Heading,
    furniture: Furniture,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    not: FxHashSet<String>,
    not_first: FxHashSet<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    lines: FxHashSet<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Starts {
    starts: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    stamp: FxHashSet<String>,
    update: FxHashSet<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Furniture {
    cut: FxHashSet<String>,
    whole: FxHashSet<String>,
    start: Vec<String>,
    end: Vec<String>,
}

/// The compiled tables.
pub(super) struct Words(File);

impl Words {
    /// The built-in words.
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let source = include_str!("../../assets/article/words.toml");
            Words(toml::from_str(source).expect("the built-in words are read by the tests"))
        })
    }

    /// The name to show for an agency as a dateline writes it.
    pub fn agency(&self, written: &str) -> Option<&str> {
        let name = written.trim();
        let lower = || {
            let name = name.to_lowercase();
            let found = self
                .0
                .agencies
                .iter()
                .find(|(k, _)| k.to_lowercase() == name);
            found.map(|(_, v)| v)
        };
        self.0
            .agencies
            .get(name)
            .or_else(|| (name.len() > 3).then(lower)?)
            .map(String::as_str)
    }

    /// Whether words that look like a dateline's place are none.
    pub fn is_no_place(&self, words: &str) -> bool {
        let lower = |words: &str| words.to_lowercase();
        let first = words.split(' ').next().unwrap_or_default();
        let places = &self.0.places;
        places.not_first.contains(&lower(first)) || places.not.contains(&lower(words))
    }

    /// Whether a whole line is navigation.
    pub fn is_navigation(&self, line: &str) -> bool {
        line.len() < 60 && self.0.navigation.lines.contains(&folded(line))
    }

    /// Whether a line is a byline: one of the beginnings and a few names.
    pub fn is_byline(&self, line: &str) -> bool {
        line.len() < 120 && !line.ends_with(['.', '?', '!']) && {
            let line = folded(line);
            self.0
                .byline
                .starts
                .iter()
                .any(|s| line.starts_with(s.as_str()))
        }
    }

    /// Whether words beside a date say when a text came out.
    pub fn is_stamp(&self, words: &str) -> bool {
        self.0.heading.stamp.contains(&label(words))
    }

    /// Whether words beside a date say when a text was changed.
    pub fn is_update(&self, words: &str) -> bool {
        self.0.heading.update.contains(&label(words))
    }

    /// Whether a line opens the trailing furniture.
    pub fn is_cut(&self, line: &str) -> bool {
        line.len() < 80 && self.0.furniture.cut.contains(&folded(line))
    }

    /// Whether a line is furniture wherever it stands.
    pub fn is_furniture(&self, line: &str) -> bool {
        if line.len() > 240 {
            return false;
        }
        let line = folded(line);
        let f = &self.0.furniture;
        f.whole.contains(&line)
            || f.start.iter().any(|s| line.starts_with(s.as_str()))
            || f.end.iter().any(|e| line.ends_with(e.as_str()))
    }
}

/// Lower case, white space made single.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        if word.is_ascii() {
            out.push_str(word);
            out[start..].make_ascii_lowercase();
        } else {
            out.push_str(&word.to_lowercase().replace('\u{2019}', "'"));
        }
    }
    out
}

fn label(words: &str) -> String {
    folded(words.trim_matches(|c: char| !c.is_alphanumeric()))
}
