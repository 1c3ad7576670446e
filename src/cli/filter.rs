//! The filter options that listings share.

use super::args::FilterArgs;
use super::load::Loaded;
use crate::query::fuzzy::ActorIndex;
use crate::query::language::{Context, parse};
use crate::store::Selection;

/// The events the options ask for: the options are words of the query
/// language of the screen, and so are `more` fields with their values.
///
/// # Errors
/// Names the option that cannot be read.
pub fn select(
    loaded: &Loaded,
    args: &FilterArgs,
    more: &[(&str, &Option<String>)],
) -> anyhow::Result<Selection> {
    let snapshot = &*loaded.snapshot;
    let index = ActorIndex::new(snapshot.actors.clone());
    let today = chrono::Local::now().date_naive().into();
    let context = Context {
        snapshot,
        index: &index,
        current: today,
    };
    let mut words: Vec<String> = args.query.clone().into_iter().collect();
    words.extend(
        args.actor
            .iter()
            .map(|name| format!("actor:{}", quoted(name))),
    );
    let fields = [
        ("speaker", &args.speaker),
        ("source", &args.source),
        ("granularity", &args.granularity),
    ];
    for (field, value) in fields.iter().chain(more) {
        words.extend(
            value
                .iter()
                .map(|value| format!("{field}:{}", quoted(value))),
        );
    }
    words.extend(args.search.iter().map(|text| quoted(text)));
    let line = words.join(" ");
    match parse(&line, &context) {
        Ok(filter) => Ok(filter.select(snapshot)),
        Err(error) => anyhow::bail!("{error} (in {})", error.span.of(&line)),
    }
}

/// A value of the query language; it has no way to write a quotation mark, so
/// that one becomes a blank.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', " "))
}
