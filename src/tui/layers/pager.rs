//! Something to read above the panes.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Layer, Outcome};
use crate::tui::action::Action;
use crate::tui::model::Model;

/// What is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// Labelled paragraphs: why this date.
    Why(Vec<(&'static str, String)>),
    /// The corpus's notices.
    Notices,
}

/// A page and the place on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pager {
    /// What is read.
    pub page: Page,
    /// First line, or notice, on the screen.
    pub top: usize,
}

impl Pager {
    /// At its beginning.
    pub fn new(page: Page) -> Self {
        Self { page, top: 0 }
    }

    /// Scrolls, or closes.
    pub fn key(mut self, model: &mut Model, event: KeyEvent) -> Outcome {
        let page = usize::from(model.size.1 / 2).max(1);
        let last = match &self.page {
            Page::Why(paragraphs) => paragraphs.len() * 4,
            Page::Notices => model.notice_count().saturating_sub(1),
        };
        self.top = match model.keymap.action(event, false) {
            Some(Action::Down) => self.top + 1,
            Some(Action::Up) => self.top.saturating_sub(1),
            Some(Action::PageDown | Action::HalfDown) => self.top + page,
            Some(Action::PageUp | Action::HalfUp) => self.top.saturating_sub(page),
            Some(Action::First) => 0,
            Some(Action::Last) => last,
            Some(Action::Cancel | Action::Open | Action::Why | Action::Notices) => {
                return Outcome::Consumed;
            }
            // q closes what is open before it ends the program.
            Some(Action::Quit) if event.code == KeyCode::Char('q') => {
                return Outcome::Consumed;
            }
            _ => return Outcome::Ignored,
        }
        .min(last);
        model.layers.push(Layer::Pager(self));
        Outcome::Consumed
    }
}
