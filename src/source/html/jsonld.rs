//! JSON-LD: what a page says of itself to machines.

use serde_json::{Map, Value};

use super::attr::Key;
use super::dom::Dom;
use super::tag::Tag;

/// One typed object of the page's JSON-LD.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// Its types, lower case.
    pub types: Vec<String>,
    /// `headline` or `name`.
    pub headline: Option<String>,
    /// `datePublished`, `dateCreated`, `uploadDate`: key and value.
    pub dates: Vec<(String, String)>,
    /// `author` names.
    pub author: Option<String>,
    /// `publisher` name.
    pub publisher: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `dateline` or `contentLocation`.
    pub place: Option<String>,
    /// Stands inside another typed object's list or property.
    pub nested: bool,
}

impl Item {
    /// Whether it describes an article (schema.org's `Article` and below).
    pub fn is_article(&self) -> bool {
        self.types.iter().any(|t| {
            t.ends_with("article")
                || t.ends_with("posting")
                || matches!(t.as_str(), "report" | "reportage" | "opinion" | "recipe")
        })
    }

    /// Whether it describes the page.
    pub fn is_page(&self) -> bool {
        self.types
            .iter()
            .any(|t| t.ends_with("page") || t == "creativework")
    }
}

/// How deep objects may nest before they are left alone.
const MAX_NESTING: usize = 12;

/// Every typed object of the page, in document order.
pub(crate) fn read(dom: &Dom<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for id in dom.all(Tag::Script) {
        if dom
            .raw_attr(id, Key::Type)
            .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
            && let Some(value) = parse(dom.script(id))
        {
            collect(&value, &mut items);
        }
    }
    items
}

/// Parses, mending what pages get wrong most: comments around, raw line
/// breaks inside strings, a closing semicolon, escaped quotes.
fn parse(script: &str) -> Option<Value> {
    let text = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim_end_matches("-->")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let mended: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let mut stream = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
        stream.next()?.ok()
    })
}

fn collect(root: &Value, items: &mut Vec<Item>) {
    let mut todo = vec![(root, 0usize, false)];
    while let Some((value, depth, nested)) = todo.pop() {
        if depth > MAX_NESTING {
            continue;
        }
        match value {
            Value::Array(list) => {
                todo.extend(list.iter().rev().map(|v| (v, depth + 1, nested)));
            }
            Value::Object(object) => {
                let typed = object.contains_key("@type");
                if typed {
                    items.push(item(object, nested));
                }
                for (key, inner) in object.iter().rev() {
                    if inner.is_object() || inner.is_array() {
                        // "@graph" and "mainEntity" hold the page itself.
                        let own =
                            matches!(key.as_str(), "@graph" | "mainEntity" | "mainEntityOfPage");
                        todo.push((inner, depth + 1, nested || (typed && !own)));
                    }
                }
            }
            _ => {}
        }
    }
}

fn item(object: &Map<String, Value>, nested: bool) -> Item {
    let types = match object.get("@type") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(short).collect(),
        Some(Value::String(one)) => vec![short(one)],
        _ => Vec::new(),
    };
    let dates = ["datePublished", "dateCreated", "uploadDate", "dateModified"]
        .iter()
        .filter_map(|key| {
            let value = match object.get(*key)? {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Object(inner) => inner.get("@value")?.as_str()?.to_owned(),
                _ => return None,
            };
            (!value.trim().is_empty()).then(|| ((*key).to_owned(), value))
        })
        .collect();
    let get = |keys: &[&str]| keys.iter().find_map(|key| name(object.get(*key)?, 0));
    Item {
        types,
        headline: get(&["headline", "name"]),
        dates,
        author: get(&["author", "creator"]),
        publisher: get(&["publisher", "sourceOrganization"]),
        url: get(&["url", "mainEntityOfPage", "@id"]).filter(|u| u.starts_with("http")),
        language: get(&["inLanguage"]),
        place: get(&["dateline", "contentLocation", "locationCreated"]),
        nested,
    }
}

fn short(kind: &str) -> String {
    kind.rsplit(['/', ':', '#'])
        .next()
        .unwrap_or(kind)
        .to_ascii_lowercase()
}

fn name(value: &Value, depth: usize) -> Option<String> {
    let text = match value {
        Value::String(text) => super::one_line(text),
        Value::Object(object) if depth < 4 => ["name", "@value", "@id", "alternateName"]
            .iter()
            .find_map(|key| name(object.get(*key)?, depth + 1))?,
        Value::Array(list) if depth < 4 => {
            let names: Vec<String> = list
                .iter()
                .take(8)
                .filter_map(|v| name(v, depth + 1))
                .collect();
            names.join(", ")
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphs_and_broken_json() {
        let page = "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2015-10-14\"},
            {\"@type\":[\"NewsArticle\"],\"headline\":\"A\nB\",\"author\":[{\"name\":\"Ann\"},{\"name\":\"Bo\"}],
            \"comment\":{\"@type\":\"Comment\",\"dateCreated\":\"2016-01-01\"}}]};</script>";
        let items = read(&Dom::parse(page));
        assert_eq!(items.len(), 3);
        assert!(items[0].is_page() && !items[0].nested);
        assert!(items[1].is_article());
        assert_eq!(items[1].author.as_deref(), Some("Ann, Bo"));
        assert!(items[2].nested);
    }
}
