//! Rows that a thread looks for: when they are asked for, and what becomes of
//! the answer.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Finder, Row};
use crate::tui::layers::rows::Question;
use crate::tui::message::Command;
use crate::tui::model::Model;

/// How far the rows of actors are, which a thread looks for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowsOf {
    /// They are to be asked for.
    pub(super) due: bool,
    /// The question they are asked by, until its answer comes.
    pub(super) asked: Option<u64>,
    /// What is typed has changed since the rows shown were asked for.
    pub(super) changed: bool,
    /// The generation that was asked last, and whether those beside stand
    /// first.
    pub(super) of: Option<(u64, bool)>,
}

impl Finder {
    /// Makes the rows anew from the model as it now is.
    pub fn refresh(&mut self, model: &Model) {
        if self.kind.names() {
            let of = (model.snapshot.generation, self.lists_beside());
            let same = Arc::ptr_eq(&self.index, &model.index) && self.rows_of.of == Some(of);
            self.index = model.index.clone();
            // What is counted in the events shown changes with them.
            self.rows_of.due |= !same || of.1;
            return;
        }
        let current = self.rows.get(self.cursor).map(|row| row.what);
        self.find(model);
        self.stay_on(current);
    }

    /// Whether the rows shown are not yet those of what is typed.
    pub fn waits(&self, model: &Model) -> bool {
        let under_way = self.rows_of.due || self.rows_of.asked.is_some() || self.is_early(model);
        self.rows_of.changed && !model.rows_ended && under_way
    }

    /// Whether the names are still to come, so that nothing could fit.
    fn is_early(&self, model: &Model) -> bool {
        let snapshot = &model.snapshot;
        let to_come = !snapshot.actors.is_empty() || model.loading && snapshot.articles.is_empty();
        self.kind.names() && self.index.actors().is_empty() && to_come
    }

    /// The number of the question that is not answered yet.
    pub(in crate::tui::layers) fn asked(&self) -> Option<u64> {
        self.rows_of.asked
    }

    /// Whether a key does something with a row.
    pub(in crate::tui::layers) fn needs_rows(&self, event: KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        match event.code {
            KeyCode::Char(c) if control => matches!(c, 'n' | 'p' | 'x' | 't' | 'o'),
            KeyCode::Char(' ') => self.input.value().is_empty(),
            KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab => true,
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => true,
            _ => false,
        }
    }

    /// Whether those who appear in what is shown stand first.
    fn lists_beside(&self) -> bool {
        self.input.value().trim().is_empty() && !self.base.is_empty()
    }

    /// The question for the rows, when they are to be asked for.
    pub(in crate::tui::layers) fn question(
        &mut self,
        model: &Model,
        number: u64,
    ) -> Option<Question> {
        if !std::mem::take(&mut self.rows_of.due) {
            return None;
        }
        self.rows_of.asked = Some(number);
        let typed = self.input.value().to_owned();
        let beside = self.lists_beside();
        self.rows_of.of = Some((model.snapshot.generation, beside));
        Some(Question {
            number,
            typed,
            index: self.index.clone(),
            snapshot: model.snapshot.clone(),
            beside: beside.then(|| model.facets.clone()),
        })
    }

    /// Takes the rows that were asked for.
    pub(in crate::tui::layers) fn answered(
        &mut self,
        model: &mut Model,
        rows: Vec<Row>,
        commands: &mut Vec<Command>,
    ) {
        let current = self.rows.get(self.cursor).map(|row| row.what);
        self.rows = rows;
        self.rows_of.asked = None;
        self.fitted = self.input.value().to_owned();
        let early = self.is_early(model);
        let changed = self.rows_of.changed && !early;
        self.rows_of.changed &= early;
        if changed {
            self.moved = false;
            self.cursor = 0;
        }
        self.stay_on(current);
        self.stay_inside();
        if changed {
            self.look(model, commands);
        }
    }
}
