//! What lists and lines that are no filters lead to.

use super::{correct, exporting, hunting, keeping};
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
    /// This one of the kept events.
    Kept(u16),
    /// This one of the saved views.
    View(u16),
    /// Save the filter in force under the name typed.
    SaveView,
    /// Leave the file as it is.
    Leave,
    /// Replace the file.
    Replace,
}

/// The rows of a list.
pub fn rows(model: &Model, kind: Kind, typed: &str) -> Vec<Row> {
    match kind {
        Kind::Kept => keeping::kept(model),
        Kind::Views => keeping::views(model, typed),
        Kind::Replace => vec![
            row(Choice::Leave, "leave the file as it is", ""),
            row(Choice::Replace, "replace it", ""),
        ],
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
    typed: &str,
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
        (Kind::Kept, Some(What::Choice(Choice::Kept(at)))) => {
            keeping::go(model, usize::from(at));
        }
        (Kind::Views, Some(What::Choice(Choice::View(at)))) => {
            keeping::show(model, usize::from(at), commands);
        }
        (Kind::Views, Some(What::Choice(Choice::SaveView))) => {
            keeping::save(model, typed, commands);
        }
        (Kind::Replace, Some(What::Choice(Choice::Replace))) => {
            exporting::replace(model, commands);
        }
        (Kind::Replace, _) => {
            model.pending = None;
            model.say("nothing was exported");
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
        Purpose::Tags => keeping::tagged(model, typed, commands),
        Purpose::Letter => keeping::lettered(model, typed, commands),
        Purpose::ToLetter => keeping::to_letter(model, typed),
        Purpose::Export(kept) => exporting::typed(model, kept, typed, commands),
        Purpose::Bodies => hunting::begin(model, typed, commands),
        Purpose::Cite => exporting::cite(model, typed, commands),
        Purpose::GoTo | Purpose::Search | Purpose::Query | Purpose::Dates => Ok(()),
    }
}

/// A row is to be taken out of the list.
pub fn removed(model: &mut Model, what: Option<What>, commands: &mut Vec<Command>) {
    match what {
        Some(What::Choice(Choice::View(at))) => {
            keeping::forget(model, usize::from(at), commands);
        }
        Some(What::Choice(Choice::Correction(at))) => {
            correct::take_back_one(model, usize::from(at), commands);
        }
        _ => {}
    }
}

/// A chore is done.
pub fn done(model: &mut Model, done: Done) {
    match done {
        Done::Corrected(Ok(_)) => {}
        Done::Corrected(Err(why)) => correct::not_kept(model, &why),
        Done::Kept(Ok(())) => {}
        Done::Kept(Err(why)) => model.complain(format!("not kept: {why}")),
        Done::Exported(exported) => exporting::done(model, exported),
        Done::Cited(Ok(path)) => model.say(format!("added to {}", path.display())),
        Done::Cited(Err(why)) => model.complain(format!("not written: {why}")),
    }
}
