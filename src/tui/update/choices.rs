//! What lists and lines that are no filters lead to.

use super::correct;
use crate::actor::ActorId;
use crate::tui::chores::Done;
use crate::tui::layers::{Kind, Purpose, Row, What};
use crate::tui::message::Command;
use crate::tui::model::Model;

/// One of the things that a list offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Give the article's date.
    ArticleDate,
    /// Give the event's date.
    EventDate,
    /// Say that the sentence tells of no event.
    NoEvent,
    /// Give the actor another name.
    Rename(ActorId),
    /// Make the actor one with another.
    Merge(ActorId),
    /// Take names away from the actor.
    Divide(ActorId),
    /// This one of the actor's names.
    Alias(u16),
    /// This one of the corrections.
    Correction(u16),
}

/// The rows of a list.
pub fn rows(model: &Model, kind: Kind) -> Vec<Row> {
    match kind {
        Kind::Correct => correct::offers(model),
        Kind::Corrections => correct::given(model),
        Kind::Apart(id) => correct::aliases(model, id),
        _ => Vec::new(),
    }
}

/// A row that can be chosen.
pub fn row(choice: Choice, label: impl Into<String>, detail: impl Into<String>) -> Row {
    Row {
        what: What::Choice(choice),
        label: label.into(),
        fits: 0..0,
        detail: detail.into(),
    }
}

/// A row was chosen, or what was typed fits none.
pub fn chosen(
    model: &mut Model,
    kind: Kind,
    what: Option<What>,
    _typed: &str,
    commands: &mut Vec<Command>,
) {
    match (kind, what) {
        (Kind::SameAs(id), Some(What::Actor(other))) => {
            correct::merge(model, id, other, commands);
        }
        (Kind::Apart(id), Some(What::Choice(Choice::Alias(alias)))) => {
            correct::ask_whose(model, id, alias);
        }
        (Kind::Corrections, Some(What::Choice(Choice::Correction(at)))) => {
            correct::take_back_one(model, usize::from(at), commands);
        }
        (Kind::Correct, Some(What::Choice(choice))) => correct::begin(model, choice, commands),
        _ => model.complain("nothing fits what was typed"),
    }
}

/// A line was typed to its end.
///
/// # Errors
/// Why it can't be used; the line stays to be mended.
pub fn typed(
    model: &mut Model,
    purpose: Purpose,
    typed: &str,
    commands: &mut Vec<Command>,
) -> Result<(), String> {
    match purpose {
        Purpose::ArticleDate | Purpose::EventDate => correct::date(model, purpose, typed, commands),
        Purpose::Name(id) => correct::rename(model, id, typed, commands),
        Purpose::ApartName(id, alias) => correct::divide(model, id, alias, typed, commands),
        _ => Ok(()),
    }
}

/// A chore is done.
pub fn done(model: &mut Model, done: Done) {
    match done {
        Done::Corrected(Ok(_)) => {}
        Done::Corrected(Err(why)) => correct::not_kept(model, &why),
    }
}
