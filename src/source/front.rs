//! Front matter: the block of named fields above a Markdown text.

use serde_json::{Map, Value};

/// A text with its front matter taken off.
#[derive(Debug, Default)]
pub(super) struct Front<'a> {
    /// The fields, empty when there are none.
    pub fields: Map<String, Value>,
    /// What could not be read of them: line of the file from 1, and why.
    pub errors: Vec<(u32, String)>,
    /// The text below.
    pub body: &'a str,
}

/// Takes the front matter off: `---` around YAML-like fields, `+++` around
/// TOML. Where the closing fence is missing, fields up to the first empty line
/// count, with a fault; without such everything is text.
pub(super) fn split(text: &str) -> Front<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = text.trim_start();
    let lead = u32::try_from(text[..text.len() - trimmed.len()].matches('\n').count()).unwrap_or(0);
    let fence = trimmed.lines().next().unwrap_or_default().trim_end();
    if fence != "---" && fence != "+++" {
        return whole(text);
    }
    let start = trimmed.find('\n').map_or(trimmed.len(), |at| at + 1);
    let mut at = start;
    for line in trimmed[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let block = &trimmed[start..at];
            let (fields, errors) = if fence == "---" {
                yaml(block, lead + 1)
            } else {
                toml_block(block, lead + 1)
            };
            return Front {
                fields,
                errors,
                body: &trimmed[at + line.len()..],
            };
        }
        at += line.len();
    }
    unclosed(trimmed, fence, start, lead + 1).unwrap_or_else(|| whole(text))
}

/// Fields that nothing closes but an empty line; `None` when what follows the
/// fence is no block of fields.
fn unclosed<'a>(text: &'a str, fence: &str, start: usize, line: u32) -> Option<Front<'a>> {
    if fence != "---" {
        return None;
    }
    let below = &text[start..];
    let end = below.lines().position(|l| l.trim().is_empty())?;
    let len = below.split_inclusive('\n').take(end).map(str::len).sum();
    let (block, body) = below.split_at(len);
    let (fields, mut errors) = yaml(block, line);
    let named = fields.contains_key("title") || fields.contains_key("date");
    if !named || !errors.is_empty() {
        return None;
    }
    errors.push((line, "front matter without an end: a line `---`".to_owned()));
    Some(Front {
        fields,
        errors,
        body,
    })
}

fn whole(text: &str) -> Front<'_> {
    Front {
        body: text,
        ..Front::default()
    }
}

fn toml_block(block: &str, line: u32) -> (Map<String, Value>, Vec<(u32, String)>) {
    match toml::from_str::<toml::Table>(block) {
        Ok(table) => {
            let fields = table.into_iter().map(|(k, v)| (k, from_toml(v))).collect();
            (fields, Vec::new())
        }
        Err(error) => {
            let offset = error.span().map_or(0, |span| {
                block
                    .get(..span.start)
                    .map_or(0, |b| b.matches('\n').count())
            });
            let line = line + 1 + u32::try_from(offset).unwrap_or(0);
            (
                Map::new(),
                vec![(
                    line,
                    format!("front matter is not TOML: {}", error.message()),
                )],
            )
        }
    }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(when) => Value::String(when.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, from_toml(v))).collect(),
    }
}

/// The part of YAML that front matter uses: `key: value`, quoted values,
/// `[a, b]`, lists of `- item`, `|` and `>` blocks, comments. One level of
/// nesting is read as an object; what is deeper is passed over.
fn yaml(block: &str, before: u32) -> (Map<String, Value>, Vec<(u32, String)>) {
    let mut fields = Map::new();
    let mut errors = Vec::new();
    let lines: Vec<&str> = block.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let number = before + 1 + u32::try_from(at).unwrap_or(0);
        at += 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some((key, value)) = key_value(line).filter(|_| !line.starts_with([' ', '\t'])) else {
            errors.push((number, "front matter line without `key: value`".to_owned()));
            continue;
        };
        let below = lines[at..]
            .iter()
            .take_while(|l| {
                l.starts_with([' ', '\t']) || l.trim().is_empty() || l.starts_with("- ")
            })
            .count();
        let indented = &lines[at..at + below];
        at += below;
        let value = match value {
            "|" | "|-" | "|+" => Value::String(joined(indented, "\n")),
            ">" | ">-" | ">+" => Value::String(joined(indented, " ")),
            "" => nested(indented),
            scalar if closed(scalar) => parse_scalar(scalar),
            _ => {
                errors.push((
                    number,
                    format!("front matter value of `{key}` is not closed"),
                ));
                continue;
            }
        };
        fields.insert(key.to_owned(), value);
    }
    (fields, errors)
}

fn key_value(line: &str) -> Option<(&str, &str)> {
    let at = line.find(": ").or_else(|| {
        line.trim_end()
            .ends_with(':')
            .then(|| line.trim_end().len() - 1)
    })?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let valid = !key.is_empty() && key.len() <= 60 && !key.starts_with(['-', '[', '{']);
    valid.then(|| (key, without_comment(line[at + 1..].trim())))
}

fn without_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" #").map_or(value, |at| value[..at].trim_end())
}

fn closed(scalar: &str) -> bool {
    let ends = |open: char, close: char| {
        !scalar.starts_with(open) || (scalar.len() > 1 && scalar.ends_with(close))
    };
    ends('"', '"') && ends('\'', '\'') && ends('[', ']') && ends('{', '}')
}

fn parse_scalar(text: &str) -> Value {
    if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        return inner
            .split(',')
            .map(|item| Value::String(unquote(item.trim())))
            .filter(|item| item.as_str() != Some(""))
            .collect();
    }
    Value::String(unquote(text))
}

fn unquote(text: &str) -> String {
    let double = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    if let Some(inner) = double {
        return serde_json::from_str(&format!("\"{inner}\"")).unwrap_or_else(|_| inner.to_owned());
    }
    match text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None if matches!(text, "null" | "~") => String::new(),
        None => text.to_owned(),
    }
}

fn joined(lines: &[&str], with: &str) -> String {
    let words: Vec<&str> = lines.iter().map(|l| l.trim()).collect();
    words.join(with).trim().to_owned()
}

fn nested(lines: &[&str]) -> Value {
    let mut items = Vec::new();
    let mut object = Map::new();
    for line in lines {
        let line = line.trim();
        if let Some(item) = line.strip_prefix("- ") {
            let item = item.trim();
            match key_value(item) {
                Some((_, value)) if !item.starts_with(['"', '\'']) => {
                    items.push(Value::String(unquote(value)));
                }
                _ => items.push(Value::String(unquote(item))),
            }
        } else if let Some((key, value)) = key_value(line) {
            object.insert(key.to_owned(), parse_scalar(value));
        }
    }
    if items.is_empty() {
        Value::Object(object)
    } else {
        Value::Array(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_fields() {
        let front = split(
            "---\ntitle: \"A: b\" \ndate: 2015-10-14 # local\ntags: [x, 'y']\nauthors:\n  - Ann\n  - Bo\nsource:\n  name: Wire\nnote: >\n  one\n  two\n---\nBody\n",
        );
        assert!(front.errors.is_empty(), "{:?}", front.errors);
        assert_eq!(front.fields["title"], "A: b");
        assert_eq!(front.fields["date"], "2015-10-14");
        assert_eq!(front.fields["authors"][1], "Bo");
        assert_eq!(front.fields["source"]["name"], "Wire");
        assert_eq!(front.fields["note"], "one two");
        assert_eq!(front.body, "Body\n");
    }

    #[test]
    fn toml_fields_and_errors() {
        let front = split("+++\ntitle = \"T\"\ndate = 2015-10-14\n+++\nBody");
        assert_eq!(front.fields["date"], "2015-10-14");
        let front = split("+++\ntitle = \"T\"\ndate = = 3\n+++\nBody");
        assert_eq!(front.errors[0].0, 3);
        assert_eq!(front.body, "Body");
        let front = split("---\ntitle: x\nnot a field\n---\nBody");
        assert_eq!(front.errors[0].0, 3);
        assert_eq!(front.fields["title"], "x");
        assert_eq!(split("---\nno end").body, "---\nno end");
        let prose = "---\nHe said: no end.\n\nText";
        assert_eq!(split(prose).body, prose);
        let front = split("---\ntitle: T\ndate: 2015-10-14\n\nBody");
        assert_eq!(front.fields["date"], "2015-10-14");
        assert_eq!((front.errors[0].0, front.body.trim()), (1, "Body"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(---|\\+\\+\\+)\n([a-z:\\- \"'\\[|>]{0,12}\n){0,6}(---|\\+\\+\\+)?\n?.{0,10}") {
            let front = split(&text);
            proptest::prop_assert!(text.ends_with(front.body));
        }
    }
}
