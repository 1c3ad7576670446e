//! Comparing two events.

use crate::tui::action::Action;
use crate::tui::layers::{Compare, Layer, same_day as others};
use crate::tui::model::{EventId, Model};

/// The first time on one event, the second on another.
pub fn mark(model: &mut Model) {
    let Some(here) = model.event_id() else {
        model.say("no event to compare");
        return;
    };
    match model.compare.take() {
        Some(there) if there != here => open(model, there, here, vec![here]),
        Some(_) => model.say("nothing is to be compared any more"),
        None => {
            model.compare = Some(here);
            let key = model.keymap.hint(Action::Compare);
            model.say(format!("now {key} on another event compares the two"));
        }
    }
}

/// With what other sources tell of the same day.
pub fn same_day(model: &mut Model) {
    let Some(here) = model.event_id() else {
        model.say("no event to compare");
        return;
    };
    let (others, same) = others(model);
    match others.first() {
        Some(&first) => {
            if !same {
                model.say("no other source tells of that day; these are of the days around it");
            }
            open(model, here, first, others);
        }
        None => model.say("no other source tells of those days"),
    }
}

fn open(model: &mut Model, left: EventId, right: EventId, others: Vec<EventId>) {
    match Compare::new(model, left, right, others) {
        Some(compare) => model.layers.push(Layer::Compare(Box::new(compare))),
        None => model.complain("one of the two is gone"),
    }
}
