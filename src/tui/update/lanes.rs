//! Pinned actors, each with a strip of its own.

use crate::actor::ActorId;
use crate::query::{Filter, Mode};
use crate::store::Selection;
use crate::tui::facets::{self, FacetRow};
use crate::tui::layout::Pane;
use crate::tui::message::Command;
use crate::tui::model::Model;

/// Lanes at most.
pub const MOST: usize = 6;

/// Pins an actor, or takes it off: the one under the cursor of the filter
/// pane, else the actors of the filter, else who the selected event is about.
pub fn pin(model: &mut Model, commands: &mut Vec<Command>) {
    let row = facets::rows(model).get(model.facet).copied();
    let wanted: Vec<ActorId> = match row {
        Some(FacetRow::Actor(id, _)) if model.focus() == Pane::Filters => vec![id],
        _ => {
            let filter = &model.filter;
            let chosen = filter.actors.iter().chain(&filter.speakers);
            let chosen: Vec<ActorId> = chosen.copied().collect();
            match model.event() {
                _ if !chosen.is_empty() => chosen,
                Some(event) => {
                    let first = event.speaker().or(event.actors().first().copied());
                    first.into_iter().collect()
                }
                None => Vec::new(),
            }
        }
    };
    toggle(model, &wanted, commands);
}

/// Pins those that are not, or takes all of them off.
pub fn toggle(model: &mut Model, wanted: &[ActorId], commands: &mut Vec<Command>) {
    if wanted.is_empty() {
        model.say("nobody to pin: the event names no actor");
        return;
    }
    let mut lanes = model.lanes.actors.clone();
    let names: Vec<String> = wanted
        .iter()
        .filter_map(|id| model.snapshot.actor(*id))
        .map(|actor| actor.name.clone())
        .collect();
    let names = names.join(", ");
    if wanted.iter().all(|id| lanes.contains(id)) {
        lanes.retain(|id| !wanted.contains(id));
        model.say(format!("{names}: lane taken off"));
    } else {
        for id in wanted {
            if !lanes.contains(id) {
                lanes.push(*id);
            }
        }
        if lanes.len() > MOST {
            model.complain(format!("there is room for {MOST} lanes"));
            return;
        }
        model.say(format!(
            "{names} {} a lane now",
            if names.contains(", ") { "have" } else { "has" }
        ));
    }
    set(model, lanes, commands);
}

/// These actors have lanes.
pub fn set(model: &mut Model, actors: Vec<ActorId>, commands: &mut Vec<Command>) {
    model.lanes.actors = actors;
    model.lanes.actors.truncate(MOST);
    model.panes.lanes = model.lanes.actors.len() as u16;
    ask(model, commands);
}

/// Asks for the events of the pinned actors, whatever the filter shows.
pub fn ask(model: &mut Model, commands: &mut Vec<Command>) {
    let snapshot = model.asked.as_ref().unwrap_or(&model.snapshot).clone();
    if model.lanes.actors.is_empty() {
        model.lanes.selections.clear();
        return;
    }
    let filters = model.lanes.actors.iter().map(|id| Filter {
        actors: vec![*id],
        mode: Mode::All,
        ..Filter::default()
    });
    commands.push(Command::Lanes(snapshot, filters.collect()));
}

/// The events of the lanes came.
pub fn came(model: &mut Model, selections: Vec<Selection>) {
    if selections.len() == model.lanes.actors.len() {
        model.lanes.selections = selections;
    }
}
