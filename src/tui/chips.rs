//! The parts of a filter as one sees them, each removable.

use super::model::Model;
use crate::actor::ActorId;
use crate::query::{Filter, Mode};
use crate::store::{Flags, SourceId};
use crate::timex::Granularity;

/// A part of a filter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Part {
    Actor(ActorId),
    NotActor(ActorId),
    Speaker(ActorId),
    NotSpeaker(ActorId),
    From,
    To,
    Range,
    Source(SourceId),
    NotSource(SourceId),
    Text(usize),
    Granularity(Granularity),
    AtLeast,
    AtMost,
    Is(Flags),
    IsNot(Flags),
    Article,
}

/// A part with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What it says, short.
    pub label: String,
    /// What it stands for.
    pub part: Part,
}

/// The parts of a filter, in the order in which they read best.
pub fn chips(model: &Model, filter: &Filter) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |label: String, part| chips.push(Chip { label, part });
    let actor = |id: ActorId| match model.snapshot.actor(id) {
        Some(actor) => actor.name.clone(),
        None => "?".to_owned(),
    };
    let source = |id: SourceId| match model.snapshot.sources.name(id) {
        "" => "no source".to_owned(),
        name => name.to_owned(),
    };
    for (at, id) in filter.actors.iter().enumerate() {
        let joined = match (at, filter.mode) {
            (0, _) => "",
            (_, Mode::All) => "and ",
            (_, Mode::Any) => "or ",
        };
        add(format!("{joined}{}", actor(*id)), Part::Actor(*id));
    }
    for id in &filter.none {
        add(format!("not {}", actor(*id)), Part::NotActor(*id));
    }
    for id in &filter.speakers {
        add(format!("{} says", actor(*id)), Part::Speaker(*id));
    }
    for id in &filter.not_speakers {
        add(format!("not said by {}", actor(*id)), Part::NotSpeaker(*id));
    }
    match (filter.from, filter.to) {
        (Some(from), Some(to)) if from == to => add(from.to_string(), Part::Range),
        (Some(from), Some(to)) => add(format!("{from}…{to}"), Part::Range),
        (Some(from), None) => add(format!("from {from}"), Part::From),
        (None, Some(to)) => add(format!("to {to}"), Part::To),
        (None, None) => {}
    }
    for id in &filter.sources {
        add(source(*id), Part::Source(*id));
    }
    for id in &filter.not_sources {
        add(format!("not {}", source(*id)), Part::NotSource(*id));
    }
    for (at, text) in filter.texts.iter().enumerate() {
        let not = if text.negated { "not " } else { "" };
        add(format!("{not}“{}”", text.pattern.text()), Part::Text(at));
    }
    for granularity in &filter.granularities {
        add(
            granularity.name().to_owned(),
            Part::Granularity(*granularity),
        );
    }
    if let Some(least) = filter.min_confidence {
        add(format!("≥{:.0}% sure", least * 100.0), Part::AtLeast);
    }
    if let Some(most) = filter.max_confidence {
        add(format!("≤{:.0}% sure", most * 100.0), Part::AtMost);
    }
    for (name, flag) in Flags::NAMES {
        if filter.is.has(flag) {
            add(name.to_owned(), Part::Is(flag));
        }
        if filter.is_not.has(flag) {
            add(format!("not {name}"), Part::IsNot(flag));
        }
    }
    if filter.article.is_some() {
        add("one article".to_owned(), Part::Article);
    }
    chips
}

/// The filter without a part.
pub fn remove(filter: &mut Filter, part: Part) {
    match part {
        Part::Actor(id) => filter.actors.retain(|one| *one != id),
        Part::NotActor(id) => filter.none.retain(|one| *one != id),
        Part::Speaker(id) => filter.speakers.retain(|one| *one != id),
        Part::NotSpeaker(id) => filter.not_speakers.retain(|one| *one != id),
        Part::From => filter.from = None,
        Part::To => filter.to = None,
        Part::Range => (filter.from, filter.to) = (None, None),
        Part::Source(id) => filter.sources.retain(|one| *one != id),
        Part::NotSource(id) => filter.not_sources.retain(|one| *one != id),
        Part::Text(at) => {
            if at < filter.texts.len() {
                filter.texts.remove(at);
            }
        }
        Part::Granularity(g) => filter.granularities.retain(|one| *one != g),
        Part::AtLeast => filter.min_confidence = None,
        Part::AtMost => filter.max_confidence = None,
        Part::Is(flag) => filter.is = filter.is.without(flag),
        Part::IsNot(flag) => filter.is_not = filter.is_not.without(flag),
        Part::Article => filter.article = None,
    }
}
