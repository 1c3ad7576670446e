//! Files changed and the corpus was loaded anew: everything the screen knows
//! by number gets its new number, all at once, so that nobody loses the
//! place.

use std::sync::Arc;

use crate::actor::ActorId;
use crate::load::Moved;
use crate::query::fuzzy::ActorIndex;
use crate::query::{Facets, Filter};
use crate::store::{Selection, Snapshot, SourceId};
use crate::tui::message::Command;
use crate::tui::model::{EventId, Model};

use super::{hunting, lanes, moving};

/// A corpus that waits to take the place of the one shown.
#[derive(Clone)]
pub struct Next {
    snapshot: Arc<Snapshot>,
    moved: Box<Moved>,
    /// Its names; the others than those of `snapshot` until they are ready.
    index: Arc<ActorIndex>,
    /// Its events under the filter are asked for.
    asked: bool,
}

/// The corpus was loaded anew.
pub fn came(
    model: &mut Model,
    snapshot: Arc<Snapshot>,
    moved: Box<Moved>,
    commands: &mut Vec<Command>,
) {
    give_up(model);
    commands.push(Command::Index(snapshot.actors.clone()));
    let moved = match model.next.take() {
        // The one before was never shown.
        Some(next) => Box::new(next.moved.then(*moved)),
        None => moved,
    };
    model.next = Some(Next {
        snapshot,
        moved,
        index: Arc::default(),
        asked: false,
    });
}

/// Takes a snapshot that follows on the one that waits; false when none does.
pub fn grew(model: &mut Model, snapshot: &Arc<Snapshot>, commands: &mut Vec<Command>) -> bool {
    if model.next.is_none() {
        return false;
    }
    give_up(model);
    if let Some(next) = &mut model.next {
        if !Arc::ptr_eq(&next.snapshot.actors, &snapshot.actors) {
            commands.push(Command::Index(snapshot.actors.clone()));
        }
        next.snapshot = snapshot.clone();
    }
    true
}

/// Takes names made searchable, when they are of the corpus that waits.
pub fn indexed(model: &mut Model, index: &Arc<ActorIndex>) -> bool {
    match &mut model.next {
        Some(next) if Arc::ptr_eq(index.actors(), &next.snapshot.actors) => {
            next.index = index.clone();
            true
        }
        _ => false,
    }
}

/// What was asked of the waiting corpus is asked no more: the filter is
/// another one now.
pub fn give_up(model: &mut Model) {
    if let Some(next) = &mut model.next
        && next.asked
    {
        next.asked = false;
        model.asked = Some(model.snapshot.clone());
    }
}

/// Shows the corpus that waits as soon as nothing is under way that knows the
/// numbers of the one shown.
pub fn go_on(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(next) = &mut model.next else {
        return;
    };
    let asked = model.asked.as_ref();
    let busy = !model.layers.is_empty()
        || next.asked
        || model.shown_filter != model.filter
        || asked.is_some_and(|asked| !Arc::ptr_eq(asked, &model.snapshot))
        || !Arc::ptr_eq(next.index.actors(), &next.snapshot.actors);
    if busy {
        return;
    }
    let filter = filter_now(&next.moved, &model.filter);
    if filter.is_empty() {
        let everything = next.snapshot.everything().clone();
        take_over(model, everything, commands);
    } else {
        next.asked = true;
        model.asked = Some(next.snapshot.clone());
        commands.push(Command::Ask(Box::new(filter)));
    }
}

/// An answer to what was asked of the waiting corpus; false when it is none.
pub fn answered(model: &mut Model, selection: &Selection, commands: &mut Vec<Command>) -> bool {
    let fits = |next: &Next| next.asked && next.snapshot.generation == selection.generation();
    if !model.next.as_ref().is_some_and(fits) {
        return false;
    }
    take_over(model, selection.clone(), commands);
    true
}

fn take_over(model: &mut Model, selection: Selection, commands: &mut Vec<Command>) {
    let Some(next) = model.next.take() else {
        return;
    };
    let moved = &next.moved;
    let day = model.day();
    // Whoever is at the top sees what comes before.
    let above = match model.list.top {
        0 => usize::MAX,
        top => model.list.cursor.saturating_sub(top),
    };
    let gone = actors_of(&model.filter).any(|id| moved.actor(id).is_none());
    model.filter = filter_now(moved, &model.filter);
    model.shown_filter = model.filter.clone();
    for filter in &mut model.undo {
        *filter = filter_now(moved, filter);
    }
    model.facets = Arc::new(facets_now(moved, &model.facets));
    let events = |ids: &mut Vec<EventId>| {
        *ids = ids.iter().filter_map(|id| moved.event(*id)).collect();
    };
    events(&mut model.history.back);
    events(&mut model.history.forward);
    model.compare = model.compare.and_then(|id| moved.event(id));
    let anchor = model.list.anchor.or_else(|| model.event_id());
    let anchored = anchor.and_then(|id| moved.event_near(id));
    let actors = model.lanes.actors.iter();
    let pinned: Vec<ActorId> = actors.filter_map(|id| moved.actor(*id)).collect();
    keep_reading(model, &next);
    model.snapshot = next.snapshot.clone();
    model.asked = Some(next.snapshot.clone());
    model.index = next.index;
    model.notebook.forget_places();
    model.notebook.locate(&model.snapshot);
    model.selection = selection;
    // Where the event is gone, what stands at its day.
    let near = anchored.and_then(|id| moving::position_near(model, id));
    let near = near.unwrap_or_else(|| model.selection.position_on_or_after(day));
    let cursor = near.min(model.selection.count().saturating_sub(1));
    model.list.cursor = cursor;
    model.list.anchor = anchored.or_else(|| model.event_id());
    model.list.top = cursor.saturating_sub(above);
    if gone {
        model.say("who was asked for is in no article any more: taken off the filter");
    }
    lanes::set(model, pinned, commands);
    hunting::again(model, commands);
    if !model.filter.is_empty() {
        return;
    }
    // The counts come later.
    commands.push(Command::Ask(Box::new(model.filter.clone())));
}

/// An open article stays as it is on the screen while its text is the same.
fn keep_reading(model: &mut Model, next: &Next) {
    let Some(shown) = &mut model.reading.shown else {
        return;
    };
    let now = next.moved.article(shown.id);
    let found = now.and_then(|id| Some((id, next.snapshot.analysis(id)?)));
    if let Some((id, analysis)) = found
        && analysis.article.text == shown.analysis.article.text
        && analysis.article.title == shown.analysis.article.title
    {
        let event = shown.event.map(|(index, _)| (shown.id, index));
        let event = event.and_then(|event| next.moved.event(event));
        let sentence = event.and_then(|(_, index)| {
            let event = analysis.events.get(index as usize)?;
            Some((index, event.sentence))
        });
        shown.event = sentence.or(shown.event);
        shown.id = id;
        shown.remark(analysis);
    }
}

fn actors_of(filter: &Filter) -> impl Iterator<Item = ActorId> {
    let lists = [
        &filter.actors,
        &filter.none,
        &filter.speakers,
        &filter.not_speakers,
    ];
    lists.into_iter().flatten().copied()
}

/// The filter in new numbers, without what is gone.
fn filter_now(moved: &Moved, filter: &Filter) -> Filter {
    let actors = |ids: &[ActorId]| ids.iter().filter_map(|id| moved.actor(*id)).collect();
    let sources = |ids: &[SourceId]| ids.iter().filter_map(|id| moved.source(*id)).collect();
    Filter {
        actors: actors(&filter.actors),
        none: actors(&filter.none),
        speakers: actors(&filter.speakers),
        not_speakers: actors(&filter.not_speakers),
        sources: sources(&filter.sources),
        not_sources: sources(&filter.not_sources),
        article: filter.article.and_then(|id| moved.article(id)),
        ..filter.clone()
    }
}

/// The counts in new numbers, until the new counts come.
fn facets_now(moved: &Moved, facets: &Facets) -> Facets {
    let actors = |counts: &[(ActorId, u32)]| {
        let each = counts.iter();
        each.filter_map(|&(id, count)| Some((moved.actor(id)?, count)))
            .collect()
    };
    let sources = facets.sources.iter();
    Facets {
        actors: actors(&facets.actors),
        speakers: actors(&facets.speakers),
        sources: sources
            .filter_map(|&(id, count)| Some((moved.source(id)?, count)))
            .collect(),
        granularities: facets.granularities.clone(),
    }
}
