//! What happens to the interface, and what it asks to be done.

use std::path::PathBuf;
use std::sync::Arc;

use super::chores::{Chore, Done};
use super::layers::{Question, Row};
use super::terminal::Input;
use crate::actor::Actor;
use crate::load::Update;
use crate::query::fuzzy::ActorIndex;
use crate::query::search::Batch;
use crate::query::worker::Answer;
use crate::query::{Filter, Pattern};
use crate::store::{ArticleId, Catalogue, Selection, Snapshot};

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
    /// The events of the lanes.
    Lanes(Vec<Selection>),
    /// From the search of bodies.
    Found(Batch),
    /// The names are ready for searching.
    Index(Arc<ActorIndex>),
    /// The actors that fit what was typed: to the question of this number.
    Picked(u64, Vec<Row>),
    /// No actors are found any more: a thread that does so has ended.
    RowsEnded,
    /// A chore is done.
    Done(Box<Done>),
    /// Keys have rested: what was put off can be drawn.
    Rested,
}

/// Something to be done outside the model.
#[derive(Clone, Debug)]
pub enum Command {
    /// Select the events of [`super::model::Model::asked`] that pass.
    Ask(Box<Filter>),
    /// Select the events of each filter: the lanes.
    Lanes(Arc<Snapshot>, Vec<Filter>),
    /// Search the articles of a snapshot from one of them on.
    Hunt(Arc<Snapshot>, Box<Pattern>, ArticleId),
    /// Search no more.
    EndHunt,
    /// Find the actors that fit what was typed; with `None` no more questions
    /// come for now.
    Pick(Option<Box<Question>>),
    /// Prepare the names for searching.
    Index(Arc<Catalogue<Actor>>),
    /// Do something with files, off the interface thread.
    Chore(Box<Chore>),
    /// Turn mouse reports on or off.
    Mouse(bool),
    /// Open a file in the user's editor: at a line (from 1; 0: unknown), or
    /// better where these words begin.
    Edit {
        /// The file.
        path: PathBuf,
        /// The line of the article.
        line: u32,
        /// The sentence.
        words: String,
    },
    /// Open a web address in the user's browser.
    Browse(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Stop until continued.
    Suspend,
    /// End.
    Quit,
}
