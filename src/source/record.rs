//! A record of named fields, as an article: JSON objects and front matter.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::html;
use super::{FoundDate, Origin, RawArticle, Setting};

/// Field names by meaning, from `assets/source/fields.toml`.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    id: Vec<String>,
    title: Vec<String>,
    text: Vec<String>,
    source: Vec<String>,
    url: Vec<String>,
    author: Vec<String>,
    place: Vec<String>,
    language: Vec<String>,
    published: Vec<String>,
    modified: Vec<String>,
}

fn fields() -> &'static Fields {
    static FIELDS: OnceLock<Fields> = OnceLock::new();
    FIELDS.get_or_init(|| {
        toml::from_str(include_str!("../../assets/source/fields.toml"))
            .expect("the built-in field names are read by the test below")
    })
}

/// How often a record's fields may hold records before they are left alone.
const MAX_NESTING: usize = 8;

/// Fills what `record` says into `article`; its text only when it has one.
pub(super) fn fill(article: &mut RawArticle, record: &Map<String, Value>, origin: Origin) {
    let names = fields();
    article.title = one_line(first(record, &names.title));
    article.source = one_line(first(record, &names.source));
    article.url = one_line(first(record, &names.url));
    article.author = one_line(first(record, &names.author));
    article.place = one_line(first(record, &names.place)).filter(|p| !has_digit(p));
    article.language = one_line(first(record, &names.language));
    if let Some(text) = first(record, &names.text) {
        article.text = plain(text);
    }
    for (keys, modified) in [(&names.published, false), (&names.modified, true)] {
        for key in keys {
            let Some(text) = lookup(record, key).and_then(date_text) else {
                continue;
            };
            article.dates.push(FoundDate {
                text,
                origin,
                key: key.clone(),
                modified,
                setting: Setting::default(),
            });
        }
    }
}

/// The record's own id.
pub(super) fn own_id(record: &Map<String, Value>) -> Option<String> {
    one_line(first(record, &fields().id))
}

/// Whether an object looks like an article: it has a text, or a title and a
/// date or an address.
pub(super) fn is_article(record: &Map<String, Value>) -> bool {
    let names = fields();
    let has = |keys: &[String]| {
        keys.iter()
            .any(|k| lookup(record, k).is_some_and(is_filled))
    };
    let text = names
        .text
        .iter()
        .any(|k| lookup(record, k).is_some_and(|v| v.is_string() || is_paragraphs(v)));
    let title = names
        .title
        .iter()
        .any(|k| lookup(record, k).is_some_and(Value::is_string));
    text || (title && (has(&names.published) || has(&names.url)))
}

fn is_filled(value: &Value) -> bool {
    !matches!(value, Value::Null) && value.as_str() != Some("")
}

fn is_paragraphs(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string))
}

fn lookup<'v>(record: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let Some((outer, inner)) = path.split_once('.') else {
        return get(record, path);
    };
    lookup(get(record, outer)?.as_object()?, inner)
}

fn get<'v>(record: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    record.get(name).or_else(|| {
        record
            .iter()
            .find(|(key, _)| same_name(key, name))
            .map(|(_, value)| value)
    })
}

fn same_name(a: &str, b: &str) -> bool {
    let norm = |s: &'_ str| {
        s.bytes()
            .filter(|c| !matches!(c, b'_' | b'-' | b' '))
            .map(|c| c.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    a.len().abs_diff(b.len()) <= 4 && norm(a) == norm(b)
}

fn first<'v>(record: &'v Map<String, Value>, names: &[String]) -> Option<&'v Value> {
    names
        .iter()
        .filter_map(|name| lookup(record, name))
        .find(|value| words(value, 0).is_some_and(|w| !w.trim().is_empty()))
}

/// The words of a value: a string, a number, the name in an object, a list.
fn words(value: &Value, depth: usize) -> Option<String> {
    if depth > MAX_NESTING {
        return None;
    }
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(|v| words(v, depth + 1)).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Object(object) => [
            "name", "title", "text", "value", "original", "$oid", "#text",
        ]
        .iter()
        .find_map(|key| words(object.get(*key)?, depth + 1)),
        _ => None,
    }
}

fn one_line(value: Option<&Value>) -> Option<String> {
    let text = words(value?, 0)?;
    let text = if text.contains('&') || text.contains('<') {
        html::fragment_text(&text)
    } else {
        text
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

fn plain(value: &Value) -> String {
    let text = match value {
        Value::Array(items) => items
            .iter()
            .filter_map(|v| words(v, 0))
            .collect::<Vec<_>>()
            .join("\n\n"),
        other => words(other, 0).unwrap_or_default(),
    };
    if html::looks_like_markup(&text) {
        html::fragment_text(&text)
    } else {
        text
    }
}

fn date_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(date_text),
        Value::Object(object) => ["$date", "iso", "value", "$numberLong", "date"]
            .iter()
            .find_map(|key| date_text(object.get(*key)?)),
        _ => None,
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn filled(json: &str) -> RawArticle {
        let Ok(Value::Object(record)) = serde_json::from_str(json) else {
            panic!("not an object: {json}");
        };
        let mut article = RawArticle {
            format: Format::Json,
            ..RawArticle::plain(own_id(&record).unwrap_or_default(), "")
        };
        fill(&mut article, &record, Origin::JsonField);
        article
    }

    #[test]
    fn usual_names() {
        let a = filled(
            r#"{"id": 7, "headline": {"main": "A &amp; B"}, "articleBody": "<p>One.</p><p>Two.</p>",
            "Pub_Date": "2015-10-14T23:30:00-05:00", "source": {"id": null, "name": "The Wire"},
            "authors": ["Ann Ash", {"name": "Bo Birch"}], "dateline": "MOSCOW"}"#,
        );
        assert_eq!(a.id, "7");
        assert_eq!(a.title.as_deref(), Some("A & B"));
        assert_eq!(a.text, "One.\n\nTwo.");
        assert_eq!(a.source.as_deref(), Some("The Wire"));
        assert_eq!(a.author.as_deref(), Some("Ann Ash, Bo Birch"));
        assert_eq!(a.place.as_deref(), Some("MOSCOW"));
        assert_eq!(a.dates[0].text, "2015-10-14T23:30:00-05:00");
    }

    #[test]
    fn numbers_and_wrapped_dates() {
        let a = filled(
            r#"{"text": ["p1", "p2"], "timestamp": 1444780800, "updated": {"$date": "2016-01-01"}}"#,
        );
        assert_eq!(a.text, "p1\n\np2");
        assert_eq!(a.dates[0].text, "1444780800");
        assert!(a.dates[1].modified);
        let listed = filled(r#"{"text": "x", "published": [["2015-10-14"], "2015-10-15"]}"#);
        assert_eq!(listed.dates[0].text, "2015-10-14");
    }
}
