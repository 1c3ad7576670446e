//! The terminal interface: model, message, update, view.
//!
//! [`run`] owns the terminal and the threads. Everything else is pure: a
//! message and the model make the next model and a list of commands
//! (`update`), the model makes a screen (`view`). Popups are layers that take
//! a key or leave it.

mod action;
mod chips;
mod chores;
mod facets;
#[cfg(test)]
mod fixture;
mod hunt;
mod keeper;
mod keymap;
mod layers;
mod layout;
mod list;
mod message;
mod model;
mod notebook;
mod plain;
mod programs;
mod reading;
mod run;
mod setup;
mod still;
mod strip;
mod terminal;
mod theme;
mod threads;
mod update;
mod view;

pub use action::{Action, Group};
pub use keymap::{DEFAULT as DEFAULT_KEYMAP, Keymap};
pub use plain::run as run_plain;
pub use run::{Ended, run};
pub use still::Still;
pub use terminal::is_usable as usable_terminal;
pub use theme::{Meaning, Theme};

use crate::load::{Corpus, Handle};

/// What to show, and how.
#[derive(Debug)]
pub struct Options {
    /// The corpus, for its name.
    pub corpus: Corpus,
    /// Its load, running.
    pub load: Handle,
    /// Theme by name, over the settings.
    pub theme: Option<String>,
}
