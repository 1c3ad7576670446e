//! What could stand at the cursor.

use super::parse::FIELDS;
use super::words::quoted;
use super::{Completion, Context};
use crate::Span;
use crate::query::fuzzy::fold;
use crate::store::Flags;
use crate::timex::Granularity;

pub(super) fn complete(
    line: &str,
    cursor: usize,
    context: &Context<'_>,
    limit: usize,
) -> Vec<Completion> {
    let Some(before) = line.get(..cursor) else {
        return Vec::new();
    };
    let start = word_start(before);
    let word = &before[start..];
    let body = start + word.len() - word.trim_start_matches('-').len();
    let Some((field, value)) = before[body..].split_once(':') else {
        return fields(&before[body..], Span::new(body, cursor), limit);
    };
    let value_start = cursor - value.len() + last_value(value);
    let typed = before[value_start..].trim_start_matches('"');
    let replace = Span::new(value_start, cursor);
    let named = |text: String, detail: String| Completion {
        replace,
        text,
        detail,
    };
    match field {
        "actor" | "speaker" | "by" => {
            let picks = context.index.search(typed, limit);
            let known = picks.iter().filter_map(|pick| {
                let actor = context.snapshot.actor(pick.actor)?;
                Some(named(
                    quoted(&actor.name),
                    format!("{} mentions", actor.mentions),
                ))
            });
            known.collect()
        }
        "source" => {
            let wanted = fold(typed);
            let sources = context.snapshot.sources.iter();
            let fitting = sources.filter(|(_, name)| fold(name).contains(&wanted));
            let named = fitting.map(|(_, name)| named(quoted(name), "outlet".to_owned()));
            named.take(limit).collect()
        }
        "is" => {
            let traits = Flags::NAMES.iter().map(|(name, _)| *name);
            let fitting = traits.filter(|name| name.starts_with(typed));
            let named = fitting.map(|name| named(name.to_owned(), "trait".to_owned()));
            named.take(limit).collect()
        }
        "granularity" | "grain" => {
            let names = Granularity::ALL.iter().map(|g| g.name().replace(' ', "-"));
            let fitting = names.filter(|name| name.starts_with(typed));
            let named = fitting.map(|name| named(name, "granularity".to_owned()));
            named.take(limit).collect()
        }
        "from" | "to" | "on" => {
            let Some((first, last)) = context.snapshot.span() else {
                return Vec::new();
            };
            let years = (first.year()..=last.year()).map(|year| format!("{year:04}"));
            let fitting = years.filter(|year| year.starts_with(typed));
            let named = fitting.map(|year| named(year, "year".to_owned()));
            named.take(limit).collect()
        }
        _ => Vec::new(),
    }
}

fn fields(typed: &str, replace: Span, limit: usize) -> Vec<Completion> {
    let fitting = FIELDS.iter().filter(|(name, _)| name.starts_with(typed));
    let fields = fitting.map(|(name, detail)| Completion {
        replace,
        text: format!("{name}:"),
        detail: (*detail).to_owned(),
    });
    fields.take(limit).collect()
}

/// Start of the last word: after the last blank outside quotation marks.
fn word_start(before: &str) -> usize {
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in before.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    start
}

/// Start of the last of the values, after the last comma outside quotation
/// marks.
fn last_value(value: &str) -> usize {
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in value.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => start = at + 1,
            _ => {}
        }
    }
    start
}
