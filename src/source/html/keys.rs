//! The places where pages state dates, from `assets/dates/page.toml`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    meta: Meta,
    script: Script,
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
struct Label {
    published: Vec<String>,
    modified: Vec<String>,
}

/// The words beside a date, those of publication first.
struct Labels {
    find: aho_corasick::AhoCorasick,
    /// The first word of a change.
    modified: usize,
}

impl Labels {
    fn new(label: &Label) -> Self {
        let words = label.published.iter().chain(&label.modified);
        Self {
            find: aho_corasick::AhoCorasick::new(words).expect("a few short words"),
            modified: label.published.len(),
        }
    }
}

/// The compiled table.
pub(crate) struct Keys {
    meta: Meta,
    label: Labels,
    script: aho_corasick::AhoCorasick,
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
            Keys {
                script,
                meta: file.meta,
                label: Labels::new(&file.label),
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

    /// Whether words right before a date say it was published, or changed: the
    /// last of them counts.
    pub fn label(&self, before: &str) -> Option<bool> {
        let lower = before.to_lowercase();
        let words = &self.label;
        let mut last: Option<(usize, bool)> = None;
        for hit in words.find.find_overlapping_iter(&lower) {
            let found = (hit.start(), hit.pattern().as_usize() >= words.modified);
            // Of two that begin together the word of publication counts.
            if last
                .is_none_or(|(start, of_change)| found.0 > start || (found.0 == start && of_change))
            {
                last = Some(found);
            }
        }
        last.map(|(_, modified)| modified)
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
