//! What is sound in a file with faults, and where these are.

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::{Item, Kept, View};
use crate::config::FileError;

/// What stands under a key.
struct Field {
    key: &'static str,
    wanted: bool,
    fits: fn(&DeValue<'_>) -> bool,
    expected: &'static str,
}

const fn text(key: &'static str, wanted: bool) -> Field {
    Field {
        key,
        wanted,
        fits: |value| value.is_str(),
        expected: "text in quotes",
    }
}

const EVENT: [Field; 7] = [
    text("article", true),
    text("sentence", true),
    text("words", false),
    Field {
        key: "bookmark",
        wanted: false,
        fits: |value| value.is_bool(),
        expected: "true or false",
    },
    Field {
        key: "tags",
        wanted: false,
        fits: |value| {
            let list = value.as_array();
            list.is_some_and(|list| list.iter().all(|tag| tag.get_ref().is_str()))
        },
        expected: "a list of words in quotes",
    },
    text("note", false),
    Field {
        key: "letter",
        wanted: false,
        fits: |value| value.as_str().is_some_and(|text| text.chars().count() == 1),
        expected: "one letter in quotes",
    },
];

const VIEW: [Field; 2] = [text("name", true), text("query", true)];

/// The sound entries of a file, and its faults in their order.
pub(super) fn read(path: &Path, text: &str) -> (Kept, Vec<FileError>) {
    let error = match toml::from_str(text) {
        Ok(kept) => return (kept, Vec::new()),
        Err(error) => FileError::toml(path, text, &error),
    };
    let (Ok(spans), Ok(values)) = (DeTable::parse(text), text.parse::<Table>()) else {
        // Not TOML: what follows the fault can't be told apart.
        return (Kept::default(), vec![error]);
    };
    let mut faults = Faults {
        path,
        text,
        found: Vec::new(),
    };
    let spans = spans.get_ref();
    let items: Vec<Item> = faults.entries("event", &EVENT, spans, &values);
    let views: Vec<View> = faults.entries("view", &VIEW, spans, &values);
    let mut found = faults.found;
    found.sort();
    if found.is_empty() {
        found.push(error);
    }
    let kept = Kept {
        items,
        views,
        ..Kept::default()
    };
    (kept, found)
}

struct Faults<'a> {
    path: &'a Path,
    text: &'a str,
    found: Vec<FileError>,
}

impl Faults<'_> {
    fn tell(&mut self, at: usize, what: String) {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        self.found.push(FileError::new(self.path, line, what));
    }

    /// The sound entries of one kind.
    fn entries<T: DeserializeOwned>(
        &mut self,
        kind: &str,
        fields: &[Field],
        spans: &DeTable<'_>,
        values: &Table,
    ) -> Vec<T> {
        let Some((key, list)) = spans.iter().find(|(key, _)| key.get_ref() == kind) else {
            return Vec::new();
        };
        let (Some(list), Some(Value::Array(values))) =
            (list.get_ref().as_array(), values.get(kind))
        else {
            self.tell(
                key.span().start,
                format!("{kind}: expected [[{kind}]] entries"),
            );
            return Vec::new();
        };
        let entries = list.iter().zip(values);
        let sound = entries.filter(|(spans, _)| self.is_sound(kind, fields, spans));
        // An entry whose fields fit is one.
        let values: Vec<Value> = sound.map(|(_, value)| value.clone()).collect();
        values
            .into_iter()
            .filter_map(|value| value.try_into().ok())
            .collect()
    }

    fn is_sound(&mut self, kind: &str, fields: &[Field], entry: &Spanned<DeValue<'_>>) -> bool {
        let before = self.found.len();
        let at = entry.span().start;
        let Some(table) = entry.get_ref().as_table() else {
            self.tell(at, format!("{kind}: expected [[{kind}]] entries"));
            return false;
        };
        for Field {
            key,
            wanted,
            fits,
            expected,
        } in fields
        {
            let found = table.iter().find(|(name, _)| name.get_ref() == key);
            match found {
                Some((_, value)) if !fits(value.get_ref()) => {
                    let span = value.span();
                    let given = self.text.get(span.clone()).unwrap_or_default();
                    let given: String = given.chars().take(40).collect();
                    self.tell(span.start, format!("{key} = {given}: expected {expected}"));
                }
                None if *wanted => {
                    self.tell(at, format!("[[{kind}]] without {key}: expected {expected}"));
                }
                _ => {}
            }
        }
        self.found.len() == before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[[event]]\narticle = \"a\"\nsentence = \"He came.\"\nbookmark = true\n\n\
        [[event]]\narticle = \"b\"\nsentence = 5\ntags = [\"x\", 1]\n\n\
        [[event]]\nsentence = \"He left.\"\n\n\
        [[view]]\nname = \"october\"\nquery = \"from:2015-10\"\n";

    #[test]
    fn sound_entries_apply_and_every_fault_names_line_and_key() {
        let (kept, faults) = read(Path::new("k.toml"), FILE);
        assert_eq!((kept.items.len(), kept.views.len()), (1, 1));
        assert_eq!(kept.items[0].event.article, "a");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "k.toml:8: sentence = 5: expected text in quotes",
                "k.toml:9: tags = [\"x\", 1]: expected a list of words in quotes",
                "k.toml:11: [[event]] without article: expected text in quotes",
            ]
        );
    }

    #[test]
    fn what_is_no_list_or_no_toml_is_told() {
        let (_, faults) = read(Path::new("k.toml"), "future = 1\nevent = 3\n");
        let told = faults[0].to_string();
        assert_eq!(told, "k.toml:2: event: expected [[event]] entries");
        let (kept, faults) = read(Path::new("k.toml"), "[[event]]\narticle = \n");
        assert!(kept.items.is_empty());
        assert!(
            faults[0].to_string().starts_with("k.toml:2: "),
            "{faults:?}"
        );
    }
}
