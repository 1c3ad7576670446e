//! What happens to the interface, and what it asks to be done.

use std::sync::Arc;

use super::chores::{Chore, Done};
use super::terminal::Input;
use crate::actor::Actor;
use crate::load::Update;
use crate::query::Filter;
use crate::query::fuzzy::ActorIndex;
use crate::query::worker::Answer;

/// Something that happened.
#[derive(Clone)]
pub enum Message {
    /// From the terminal.
    Input(Input),
    /// The window has so many columns and rows.
    Resize(u16, u16),
    /// From the load.
    Load(Update),
    /// The load is over.
    LoadEnded,
    /// From the query worker, to the last [`Command::Ask`].
    Answer(Box<Answer>),
    /// The names are ready for searching.
    Index(Arc<ActorIndex>),
    /// A chore is done.
    Done(Box<Done>),
    /// Keys have rested: what was put off can be drawn.
    Rested,
}

/// Something to be done outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Select the events of [`super::model::Model::asked`] that pass.
    Ask(Box<Filter>),
    /// Prepare the names for searching.
    Index(Arc<Vec<Actor>>),
    /// Do something with files, off the interface thread.
    Chore(Box<Chore>),
    /// Turn mouse reports on or off.
    Mouse(bool),
    /// Put text on the clipboard.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Stop until continued.
    Suspend,
    /// End.
    Quit,
}
