//! What is shown: the filter, its chips, its pane, and the selections that
//! come back for it.

use std::sync::Arc;

use super::moving;
use crate::actor::ActorId;
use crate::query::language::print;
use crate::query::{Filter, Mode, Selection};
use crate::store::{Flags, Snapshot};
use crate::tui::action::Action;
use crate::tui::chips::{chips, remove};
use crate::tui::facets::{self, FacetRow};
use crate::tui::layers::{Chosen, context};
use crate::tui::message::Command;
use crate::tui::model::{EventId, Model};

/// Filters kept for undoing.
const UNDOS: usize = 100;
/// "Sure" is at least this sure.
const SURE: f32 = 0.8;

/// Actions on the filter; false when the action is none.
pub fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) -> bool {
    let before = model.filter.clone();
    let mut filter = before.clone();
    match action {
        Action::ActorMode => {
            other_mode(&mut filter);
            model.say(mode_told(&filter));
        }
        Action::SpeakersOnly => speakers_only(model, &mut filter),
        Action::PlannedOnly => {
            filter.is = match filter.is.has(Flags::PLANNED) {
                true => filter.is.without(Flags::PLANNED),
                false => filter.is.with(Flags::PLANNED),
            };
        }
        Action::SureOnly => {
            filter.min_confidence = match filter.min_confidence {
                Some(_) => None,
                None => Some(SURE),
            };
        }
        Action::RemoveFilter => match chips(model, &filter).pop() {
            Some(chip) => remove(&mut filter, chip.part),
            None => model.say("no filter to take off"),
        },
        Action::ClearFilters => filter = Filter::default(),
        Action::UndoFilter => match model.undo.pop() {
            Some(last) => {
                preview(model, last, commands);
                return true;
            }
            None => model.say("nothing to undo"),
        },
        _ => return super::opens(model, action),
    }
    commit(model, before, filter, commands);
    true
}

fn speakers_only(model: &mut Model, filter: &mut Filter) {
    if filter.speakers.is_empty() && filter.actors.is_empty() {
        let key = model.keymap.hint(Action::PickActor);
        model.say(format!("choose an actor first ({key})"));
    } else if filter.speakers.is_empty() {
        filter.speakers = std::mem::take(&mut filter.actors);
    } else {
        filter.actors = std::mem::take(&mut filter.speakers);
    }
}

/// Any of the actors, or all of them.
pub fn other_mode(filter: &mut Filter) {
    filter.mode = match filter.mode {
        Mode::All => Mode::Any,
        Mode::Any => Mode::All,
    };
}

/// The mode in words.
pub fn mode_told(filter: &Filter) -> &'static str {
    match filter.mode {
        Mode::All => "events with all of the chosen actors",
        Mode::Any => "events with any of the chosen actors",
    }
}

/// Takes something in, out, or asks for events without it.
pub fn choose<T: PartialEq>(yes: &mut Vec<T>, not: &mut Vec<T>, what: T, how: Chosen) {
    yes.retain(|one| *one != what);
    not.retain(|one| *one != what);
    match how {
        Chosen::Yes => yes.push(what),
        Chosen::Not => not.push(what),
        Chosen::No => {}
    }
}

/// The filter in force as one line of the query language.
pub fn line(model: &Model) -> String {
    print(&model.filter, &context(model))
}

/// Shows a filter for the moment.
pub fn preview(model: &mut Model, filter: Filter, commands: &mut Vec<Command>) {
    if filter == model.filter {
        return;
    }
    model.filter = filter;
    ask(model, commands);
}

/// Shows a filter for good; `before` is what undoing returns to.
pub fn commit(model: &mut Model, before: Filter, filter: Filter, commands: &mut Vec<Command>) {
    if before != filter {
        model.undo.push(before);
        if model.undo.len() > UNDOS {
            model.undo.remove(0);
        }
    }
    preview(model, filter, commands);
}

fn ask(model: &mut Model, commands: &mut Vec<Command>) {
    super::reloaded::give_up(model);
    let snapshot = model
        .asked
        .get_or_insert_with(|| model.snapshot.clone())
        .clone();
    commands.push(Command::Ask(Box::new(model.filter.clone())));
    // Everything is at hand without asking; the counts come later.
    if model.filter.is_empty() {
        model.shown_filter = Filter::default();
        let everything = snapshot.everything().clone();
        follow(model, snapshot);
        show(model, everything);
    }
}

/// Takes the load's next snapshot: at once without a filter, else with the
/// selection that comes back for it.
pub fn snapshot_came(model: &mut Model, snapshot: Arc<Snapshot>, commands: &mut Vec<Command>) {
    let names_changed = !Arc::ptr_eq(&snapshot.actors, &model.snapshot.actors);
    if names_changed {
        commands.push(Command::Index(snapshot.actors.clone()));
    }
    model.asked = Some(snapshot.clone());
    follow_names(model, &snapshot);
    ask(model, commands);
    super::lanes::ask(model, commands);
}

/// Puts the load's next snapshot in the place of the one shown: an event may
/// have another number in it, for names bring new events between the others.
pub fn follow(model: &mut Model, next: Arc<Snapshot>) {
    let before = std::mem::replace(&mut model.snapshot, next);
    let now = |(article, index): EventId| {
        let index = model.snapshot.follow(&before, article, index)?;
        Some((article, index))
    };
    model.list.anchor = model.list.anchor.and_then(now);
    model.compare = model.compare.and_then(now);
    if let Some(shown) = &mut model.reading.shown
        && let Some((index, _)) = &mut shown.event
        && let Some((_, new)) = now((shown.id, *index))
    {
        *index = new;
    }
    for id in model
        .history
        .back
        .iter_mut()
        .chain(&mut model.history.forward)
    {
        *id = now(*id).unwrap_or(*id);
    }
    model.notebook.locate(&model.snapshot);
}

/// An actor that was made one with another leads on to that one, in filters
/// and lanes.
fn follow_names(model: &mut Model, snapshot: &Snapshot) {
    let gone = |id: &ActorId| snapshot.actor(*id).is_some_and(|actor| actor.mentions == 0);
    let next = |id: ActorId| {
        let name = &snapshot.actor(id)?.name;
        let mut actors = snapshot.actors.iter();
        let at = actors.position(|other| other.mentions > 0 && other.aliases.contains(name))?;
        Some(ActorId(at as u32))
    };
    let filter = &mut model.filter;
    let lists = [
        &mut filter.actors,
        &mut filter.none,
        &mut filter.speakers,
        &mut filter.not_speakers,
        &mut model.lanes.actors,
    ];
    for id in lists.into_iter().flatten().filter(|id| gone(id)) {
        *id = next(*id).unwrap_or(*id);
    }
}

/// Shows a selection of the model's snapshot, the cursor where it was.
pub fn show(model: &mut Model, selection: Selection) {
    // Where the event is gone, what stands at its day.
    let cursor = Some(model.list.cursor).filter(|&cursor| cursor > 0);
    let day = cursor.and_then(|cursor| model.selection.day(cursor));
    model.selection = selection;
    let anchor = model.list.anchor;
    let near = anchor.and_then(|id| moving::position_near(model, id));
    let lost = near.is_none();
    let near = near.or_else(|| Some(model.selection.position_on_or_after(day?)));
    let last = model.selection.count().saturating_sub(1);
    let cursor = near.unwrap_or(0).min(last);
    if cursor != model.list.cursor {
        model.reading.date = None;
    }
    // The screen keeps its place around the cursor.
    let above = model.list.cursor.saturating_sub(model.list.top);
    model.list.top = cursor.saturating_sub(above);
    model.list.cursor = cursor;
    if lost && cursor > 0 {
        model.list.anchor = model.event_id();
    }
}

/// Moves in the filter pane.
pub fn step(model: &mut Model, by: isize) {
    let rows = facets::rows(model);
    let last = rows.len().saturating_sub(1);
    let mut to = match by {
        isize::MIN => 0,
        isize::MAX => last,
        by => model.facet.saturating_add_signed(by).min(last),
    };
    let onward: isize = if by < 0 { -1 } else { 1 };
    while matches!(rows.get(to), Some(FacetRow::Heading(_))) {
        let next = to.saturating_add_signed(onward);
        if next == to || next > last {
            return;
        }
        to = next;
    }
    model.facet = to;
}

/// Takes the row of the filter pane in or out.
pub fn toggle(model: &mut Model, commands: &mut Vec<Command>) {
    let rows = facets::rows(model);
    let Some(row) = rows.get(model.facet) else {
        return;
    };
    let before = model.filter.clone();
    let mut filter = before.clone();
    facets::toggle(&mut filter, row);
    commit(model, before, filter, commands);
}
