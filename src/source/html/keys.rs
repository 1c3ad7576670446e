//! The places where pages state dates, from `assets/dates/page.toml`.

use std::sync::OnceLock;

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
    script: aho_corasick::AhoCorasick,
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

impl Said {
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

impl Keys {
    /// The built-in table.
    pub fn get() -> &'static Self {
        static KEYS: OnceLock<Keys> = OnceLock::new();
        KEYS.get_or_init(|| {
            let source = include_str!("../../../assets/dates/page.toml");
            let file: File =
                toml::from_str(source).expect("the built-in places are read by the tests");
            let script = aho_corasick::AhoCorasick::builder()
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .build(&file.script.published)
                .expect("a few short words");
            let finder = |words: &[String]| {
                aho_corasick::AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .build(words)
                    .expect("a few short words")
            };
            Keys {
                script,
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

    /// The publication keys of a script with their values, in order:
    /// `"datePublished":"2015-10-14"`, `pubDate = '...'`.
    pub fn script_values<'s>(&self, script: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let bytes = script.as_bytes();
        let part = |at: usize| {
            bytes
                .get(at)
                .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
        };
        self.script.find_iter(script).filter_map(move |hit| {
            let whole = (hit.start() == 0 || !part(hit.start() - 1)) && !part(hit.end());
            let value = whole.then(|| script_value(&script[hit.end()..]))??;
            Some((&script[hit.range()], value))
        })
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

/// The value behind a key: a string, quoted or not, escaped or not.
fn script_value(rest: &str) -> Option<&str> {
    const LONGEST: usize = 48;
    let rest = rest.trim_start_matches(['\\', '"', '\'']).trim_start();
    let rest = rest
        .strip_prefix([':', '='])
        .or_else(|| rest.strip_prefix("=>"))?;
    let rest = rest.trim_start().trim_start_matches(['\\', '"', '\'']);
    let end = rest
        .find(['"', '\'', '\\', ';', '<', '>', '{', '}', '\n'])
        .unwrap_or(rest.len());
    let value = rest[..end].trim();
    ((6..=LONGEST).contains(&value.len()) && value.as_bytes()[0].is_ascii_alphanumeric())
        .then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_scripts() {
        let script = r#"{"datePublished":"2015-10-14",\"pubDate\":\"2015-10-15\"}; publishDate = '2015-10-16'; xpubDate: 2015-10-17"#;
        let found: Vec<_> = Keys::get().script_values(script).map(|(_, v)| v).collect();
        assert_eq!(found, ["2015-10-14", "2015-10-15", "2015-10-16"]);
    }
}
