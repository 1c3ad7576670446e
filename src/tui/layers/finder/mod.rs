//! A list that typing narrows: actors, outlets, granularities, actions.

mod asked;

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use self::asked::RowsOf;
use super::edit::{Edit, edit, paste};
use super::kind::Kind;
use super::rows::{actions, granularities, narrowed, sources};
use super::{Layer, Outcome};
use crate::actor::ActorId;
use crate::query::Filter;
use crate::query::fuzzy::ActorIndex;
use crate::store::SourceId;
use crate::timex::Granularity;
use crate::tui::action::Action;
use crate::tui::message::Command;
use crate::tui::model::Model;
use crate::tui::update::choices::Choice;
use crate::tui::update::{self, filters};

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum What {
    Actor(ActorId),
    Source(SourceId),
    Granularity(Granularity),
    Action(Action),
    /// One of the things that can be done here.
    Choice(Choice),
    /// A heading, not to be chosen.
    Heading,
}

/// Whether a row is part of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Chosen {
    No,
    Yes,
    Not,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub what: What,
    /// Its name.
    pub label: String,
    /// Bytes of the label that typing is compared with.
    pub fits: std::ops::Range<usize>,
    /// Count, keys, or kind, at the right.
    pub detail: String,
}

/// The list, what is typed, the place in it.
pub struct Finder {
    /// What is listed.
    pub kind: Kind,
    /// What is typed.
    pub input: Input,
    /// What fits that, best first.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub cursor: usize,
    /// Whether the cursor was moved on purpose.
    pub moved: bool,
    /// The filter without what is only being looked at.
    base: Filter,
    /// The filter when the list was opened.
    before: Filter,
    /// The names.
    index: Arc<ActorIndex>,
    /// What was typed for the rows shown.
    fitted: String,
    rows_of: RowsOf,
}

impl Finder {
    /// Opens a list.
    pub fn open(model: &mut Model, kind: Kind) {
        let mut finder = Self {
            kind,
            input: Input::default(),
            rows: Vec::new(),
            cursor: 0,
            moved: false,
            base: model.filter.clone(),
            before: model.filter.clone(),
            index: model.index.clone(),
            fitted: String::new(),
            rows_of: RowsOf {
                changed: kind.names(),
                ..RowsOf::default()
            },
        };
        finder.find(model);
        model.layers.push(Layer::Finder(Box::new(finder)));
    }

    /// Whether a row is part of the filter.
    pub fn chosen(&self, what: What) -> Chosen {
        let filter = &self.base;
        let (yes, not) = match what {
            What::Actor(id) => (
                filter.actors.contains(&id) || filter.speakers.contains(&id),
                filter.none.contains(&id) || filter.not_speakers.contains(&id),
            ),
            What::Source(id) => (
                filter.sources.contains(&id),
                filter.not_sources.contains(&id),
            ),
            What::Granularity(g) => (filter.granularities.contains(&g), false),
            What::Action(_) | What::Choice(_) | What::Heading => (false, false),
        };
        match (yes, not) {
            (true, _) => Chosen::Yes,
            (_, true) => Chosen::Not,
            _ => Chosen::No,
        }
    }

    /// Which characters of a row's label were typed: asked for the rows on
    /// the screen only.
    pub fn matched(&self, row: &Row) -> Vec<usize> {
        let typed = match self.kind.names() {
            true => &self.fitted,
            false => self.input.value(),
        };
        let Some(fitted) = row.label.get(row.fits.clone()) else {
            return Vec::new();
        };
        if fitted.is_empty() || typed.trim().is_empty() {
            return Vec::new();
        }
        let before = row.label[..row.fits.start].chars().count();
        let found = self.index.matched(typed, fitted);
        found.into_iter().map(|at| before + at).collect()
    }

    fn stay_on(&mut self, what: Option<What>) {
        if self.moved
            && let Some(at) = self.rows.iter().position(|row| Some(row.what) == what)
        {
            self.cursor = at;
        }
    }

    /// Takes a key.
    pub fn key(
        mut self,
        model: &mut Model,
        event: KeyEvent,
        commands: &mut Vec<Command>,
    ) -> Outcome {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let page = usize::from(model.size.1 / 2).max(1);
        match event.code {
            KeyCode::Esc => {
                filters::preview(model, self.before, commands);
                return Outcome::Consumed;
            }
            KeyCode::Backspace if self.input.value().is_empty() => {
                filters::preview(model, self.before, commands);
                return Outcome::Consumed;
            }
            KeyCode::Enter => {
                self.enter(model, commands);
                return Outcome::Consumed;
            }
            KeyCode::Char('c' | 'z' | 'l') if control => {
                model.layers.push(Layer::Finder(Box::new(self)));
                return Outcome::Ignored;
            }
            KeyCode::Down => self.step(1),
            KeyCode::Up => self.step(-1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown => self.step(page as isize),
            KeyCode::PageUp => self.step(-(page as isize)),
            KeyCode::Tab if !self.kind.filters() => self.step(1),
            KeyCode::BackTab if !self.kind.filters() => self.step(-1),
            KeyCode::Tab => self.toggle(model, Chosen::Yes),
            KeyCode::BackTab => self.toggle(model, Chosen::Not),
            KeyCode::Char(' ') if self.kind.filters() && self.input.value().is_empty() => {
                self.toggle(model, Chosen::Yes)
            }
            KeyCode::Char('x') if control && self.kind.filters() => self.toggle(model, Chosen::Not),
            KeyCode::Char('x') if control => {
                update::choices::removed(model, self.under_cursor(), commands);
                self.find(model);
            }
            KeyCode::Char('t') if control => self.pin(model, commands),
            KeyCode::Char('o') if control => self.other_mode(model),
            _ => {
                if edit(&mut self.input, event) != Edit::Changed {
                    model.layers.push(Layer::Finder(Box::new(self)));
                    return Outcome::Consumed;
                }
                self.typed(model);
            }
        }
        self.look(model, commands);
        model.layers.push(Layer::Finder(Box::new(self)));
        Outcome::Consumed
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &mut Model, text: &str, commands: &mut Vec<Command>) {
        paste(&mut self.input, text);
        self.typed(model);
        self.look(model, commands);
        model.layers.push(Layer::Finder(Box::new(self)));
    }

    /// What is typed has changed.
    fn typed(&mut self, model: &Model) {
        if self.kind.names() {
            self.rows_of.changed = true;
        } else {
            self.moved = false;
            self.cursor = 0;
        }
        self.find(model);
    }

    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let heading =
            |rows: &[Row], at: usize| rows.get(at).is_some_and(|r| r.what == What::Heading);
        let mut to = self.cursor.saturating_add_signed(by).min(last);
        let onward = if by < 0 { -1 } else { 1 };
        while heading(&self.rows, to) && to.saturating_add_signed(onward) <= last && to > 0 {
            to = to.saturating_add_signed(onward);
        }
        if !heading(&self.rows, to) {
            self.cursor = to;
        }
        self.moved = true;
    }

    fn under_cursor(&self) -> Option<What> {
        self.rows
            .get(self.cursor)
            .map(|row| row.what)
            .filter(|what| *what != What::Heading)
    }

    /// Chooses the row and closes; an action is done.
    fn enter(mut self, model: &mut Model, commands: &mut Vec<Command>) {
        let typed = !self.input.value().trim().is_empty();
        let what = self.under_cursor();
        if let Some(What::Action(action)) = what {
            update::act(model, action, commands);
            return;
        }
        if !self.kind.filters() {
            let typed = self.input.value().trim().to_owned();
            update::choices::chosen(model, self.kind, what, &typed, commands);
            return;
        }
        if let Some(what) = what
            && (typed || self.moved)
            && self.chosen(what) != Chosen::Yes
        {
            choose(&mut self.base, what, Chosen::Yes);
        } else if typed && what.is_none() {
            model.complain("nothing fits what was typed");
        }
        filters::commit(model, self.before, self.base, commands);
    }

    /// Takes the row into the filter or out of it and stays open.
    fn toggle(&mut self, model: &mut Model, as_what: Chosen) {
        let Some(what) = self.under_cursor() else {
            return;
        };
        let now = self.chosen(what);
        let next = if now == as_what { Chosen::No } else { as_what };
        choose(&mut self.base, what, next);
        if !self.input.value().is_empty() {
            self.input.reset();
            self.typed(model);
        }
    }

    /// Gives the actor under the cursor a lane.
    fn pin(&mut self, model: &mut Model, commands: &mut Vec<Command>) {
        if let Some(What::Actor(id)) = self.under_cursor() {
            update::lanes::toggle(model, &[id], commands);
        }
    }

    fn other_mode(&mut self, model: &mut Model) {
        if self.kind == Kind::Actors {
            filters::other_mode(&mut self.base);
            model.say(filters::mode_told(&self.base));
        }
    }

    /// Narrows the timeline to what the cursor is on, while one types.
    fn look(&self, model: &mut Model, commands: &mut Vec<Command>) {
        if self.waits(model) {
            return;
        }
        let typed = !self.input.value().trim().is_empty();
        let mut filter = self.base.clone();
        match self.under_cursor() {
            _ if !self.kind.filters() => return,
            Some(what) if (typed || self.moved) && self.chosen(what) == Chosen::No => {
                choose(&mut filter, what, Chosen::Yes);
            }
            _ => {}
        }
        filters::preview(model, filter, commands);
    }

    fn find(&mut self, model: &Model) {
        self.rows = match self.kind {
            Kind::Actors | Kind::SameAs(_) => {
                self.rows_of.due = true;
                return;
            }
            Kind::Sources => sources(model, self.input.value()),
            Kind::Granularities => granularities(model, self.input.value()),
            Kind::Actions => actions(model, self.input.value(), false),
            Kind::Help => actions(model, self.input.value(), true),
            kind => {
                let typed = self.input.value();
                narrowed(update::choices::rows(model, kind, typed), typed)
            }
        };
        self.stay_inside();
    }

    /// Keeps the cursor on a row that can be chosen.
    fn stay_inside(&mut self) {
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        if self.under_cursor().is_none() && self.rows.len() > self.cursor + 1 {
            self.cursor += 1;
        }
    }
}

fn choose(filter: &mut Filter, what: What, how: Chosen) {
    match what {
        What::Actor(id) => {
            filters::choose(&mut filter.actors, &mut filter.none, id, how);
            filter.speakers.retain(|speaker| *speaker != id);
            filter.not_speakers.retain(|speaker| *speaker != id);
        }
        What::Source(id) => filters::choose(&mut filter.sources, &mut filter.not_sources, id, how),
        What::Granularity(g) => {
            filters::choose(&mut filter.granularities, &mut Vec::new(), g, how);
        }
        What::Action(_) | What::Choice(_) | What::Heading => {}
    }
}
