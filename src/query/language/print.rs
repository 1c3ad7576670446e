//! From a filter back to a line of words.

use super::Context;
use super::words::quoted;
use crate::actor::ActorId;
use crate::query::{Filter, Mode, TextFilter};
use crate::store::{Flags, SourceId};

/// A query that reads back as this filter.
pub fn print(filter: &Filter, context: &Context<'_>) -> String {
    chips(filter, context).join(" ")
}

/// The words of [`print()`], each a filter of its own: what the interface shows
/// as chips.
pub fn chips(filter: &Filter, context: &Context<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let names = |ids: &[ActorId]| list(ids.iter().map(|&id| actor(id, context)));
    let each = |words: &mut Vec<String>, field: &str, ids: &[ActorId]| {
        words.extend(
            ids.iter()
                .map(|&id| format!("{field}:{}", actor(id, context))),
        );
    };
    match filter.mode {
        Mode::Any if filter.actors.len() > 1 => {
            words.push(format!("actor:{}", names(&filter.actors)));
        }
        _ => each(&mut words, "actor", &filter.actors),
    }
    each(&mut words, "-actor", &filter.none);
    if !filter.speakers.is_empty() {
        words.push(format!("speaker:{}", names(&filter.speakers)));
    }
    each(&mut words, "-speaker", &filter.not_speakers);
    match (filter.from, filter.to) {
        (Some(from), Some(to)) if from == to => words.push(format!("on:{from}")),
        (from, to) => {
            words.extend(from.map(|day| format!("from:{day}")));
            words.extend(to.map(|day| format!("to:{day}")));
        }
    }
    let outlets = |ids: &[SourceId]| {
        list(
            ids.iter()
                .map(|&id| quoted(context.snapshot.sources.name(id))),
        )
    };
    if !filter.sources.is_empty() {
        words.push(format!("source:{}", outlets(&filter.sources)));
    }
    if !filter.not_sources.is_empty() {
        words.push(format!("-source:{}", outlets(&filter.not_sources)));
    }
    words.extend(filter.texts.iter().map(text));
    if !filter.granularities.is_empty() {
        let names = filter.granularities.iter();
        let names = list(names.map(|g| g.name().replace(' ', "-")));
        words.push(format!("granularity:{names}"));
    }
    words.extend(filter.min_confidence.map(|c| format!("confidence:>{c}")));
    words.extend(filter.max_confidence.map(|c| format!("confidence:<{c}")));
    traits(&mut words, "is", filter.is);
    traits(&mut words, "-is", filter.is_not);
    let article = filter.article.and_then(|id| context.snapshot.analysis(id));
    words.extend(article.map(|analysis| format!("article:{}", quoted(&analysis.article.id))));
    words
}

fn list(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(",")
}

/// The actor's name, or its number when another would be found by the name.
fn actor(id: ActorId, context: &Context<'_>) -> String {
    match context.snapshot.actor(id) {
        Some(actor) if context.index.resolve(&actor.name) == Some(id) => quoted(&actor.name),
        _ => format!("#{}", id.0),
    }
}

fn traits(words: &mut Vec<String>, field: &str, flags: Flags) {
    let named = Flags::NAMES.iter().filter(|(_, flag)| flags.has(*flag));
    words.extend(named.map(|(name, _)| format!("{field}:{name}")));
}

fn text(text: &TextFilter) -> String {
    let minus = if text.negated { "-" } else { "" };
    let field = if text.in_article { "body:" } else { "" };
    let words = text.pattern.text();
    match text.pattern.is_regex() {
        true => format!("{minus}{field}/{}/", words.replace('/', "\\/")),
        false => format!(
            "{minus}{field}\"{}\"",
            words.replace('\\', "\\\\").replace('"', "\\\"")
        ),
    }
}
