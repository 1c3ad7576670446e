//! The filter options that listings share.

use super::args::FilterArgs;
use super::load::Loaded;
use super::output::complain;
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
    for name in args.actor.iter().chain(&args.speaker) {
        if let Some(told) = namesakes(name, &index) {
            complain(&told);
        }
    }
    let line = words.join(" ");
    match parse(&line, &context) {
        Ok(filter) => Ok(filter.select(snapshot)),
        Err(error) => anyhow::bail!("{error} (in {})", error.span.of(&line)),
    }
}

/// Who else is called as somebody was typed.
fn namesakes(typed: &str, index: &ActorIndex) -> Option<String> {
    let bearers = index.bearers(typed);
    let (meant, others) = bearers.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let actors = index.actors();
    let others: Vec<String> = others
        .iter()
        .filter_map(|id| {
            let other = actors.get(id.0 as usize)?;
            Some(format!("{} (#{}, {})", other.name, id.0, other.mentions))
        })
        .collect();
    let meant = actors.get(meant.0 as usize)?;
    Some(format!(
        "\u{2018}{typed}\u{2019} is read as {} ({}); so called are also {}",
        meant.name,
        meant.mentions,
        others.join(", ")
    ))
}

/// A value of the query language; it has no way to write a quotation mark, so
/// that one becomes a blank.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', " "))
}
