//! The places where pages state dates, from `assets/dates/page.toml`.

use std::sync::OnceLock;

use regex::Regex;
use rustc_hash::FxHashMap;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    meta: Meta,
    script: Script,
    class: Class,
    label: Label,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    published: FxHashMap<String, f32>,
    modified: FxHashMap<String, f32>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    published: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    published: Vec<String>,
    date: Vec<String>,
    modified: Vec<String>,
    elsewhere: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    published: Vec<String>,
    modified: Vec<String>,
}

/// The compiled table.
pub(crate) struct Keys {
    meta: Meta,
    label: Label,
    /// A date key in a script and its value.
    pub script: Regex,
    published: aho_corasick::AhoCorasick,
    date: aho_corasick::AhoCorasick,
    modified: aho_corasick::AhoCorasick,
    elsewhere: aho_corasick::AhoCorasick,
}

/// What a class name or id says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub published: bool,
    pub date: bool,
    pub modified: bool,
    pub elsewhere: bool,
}

impl Keys {
    /// The built-in table.
    pub fn get() -> &'static Self {
        static KEYS: OnceLock<Keys> = OnceLock::new();
        KEYS.get_or_init(|| {
            let source = include_str!("../../../assets/dates/page.toml");
            let file: File = toml::from_str(source).expect("the built-in places are read by the tests");
            let keys = file.script.published.join("|");
            let script = format!(r#"["'\\]?\b({keys})\\?["']?\s*[:=]\s*\\?["']?([0-9A-Za-z][^"'\\;<>{{}}\n]{{5,40}})"#);
            let finder = |words: &[String]| {
                aho_corasick::AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .build(words)
                    .expect("a few short words")
            };
            Keys {
                script: Regex::new(&script).expect("the built-in keys are plain words"),
                published: finder(&file.class.published),
                date: finder(&file.class.date),
                modified: finder(&file.class.modified),
                elsewhere: finder(&file.class.elsewhere),
                meta: file.meta,
                label: file.label,
            }
        })
    }

    /// Belief in a `<meta>` name, and whether it is of a change.
    pub fn meta(&self, name: &str) -> Option<(f32, bool)> {
        let published = self.meta.published.get(name).map(|w| (*w, false));
        published.or_else(|| self.meta.modified.get(name).map(|w| (*w, true)))
    }

    /// What a class name, id or itemprop says.
    pub fn class(&self, name: &str) -> Said {
        Said {
            published: self.published.is_match(name),
            date: self.date.is_match(name),
            modified: self.modified.is_match(name),
            elsewhere: self.elsewhere.is_match(name),
        }
    }

    /// Whether words right before a date say it was published, or changed.
    pub fn label(&self, before: &str) -> Option<bool> {
        let before = before.to_lowercase();
        let last = |words: &[String]| words.iter().filter_map(|w| before.rfind(w.as_str())).max();
        let (published, modified) = (last(&self.label.published), last(&self.label.modified));
        match (published, modified) {
            (None, None) => None,
            (p, m) => Some(m > p),
        }
    }
}
