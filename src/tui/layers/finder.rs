//! A list that typing narrows: actors, outlets, granularities, actions.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use tui_input::Input;

use super::edit::{Edit, edit, paste};
use super::{Layer, Outcome};
use crate::actor::ActorId;
use crate::query::Filter;
use crate::query::fuzzy::{Picker, fold};
use crate::store::SourceId;
use crate::timex::Granularity;
use crate::tui::action::Action;
use crate::tui::message::Command;
use crate::tui::model::Model;
use crate::tui::update::{self, filters};

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The corpus's actors.
    Actors,
    /// Its outlets.
    Sources,
    /// Granularities.
    Granularities,
    /// Every action with its keys.
    Actions,
    /// The same under headings.
    Help,
}

impl Kind {
    /// The title of the list.
    pub fn title(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Sources => "Sources",
            Self::Granularities => "Granularity",
            Self::Actions => "Actions",
            Self::Help => "Help",
        }
    }
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum What {
    Actor(ActorId),
    Source(SourceId),
    Granularity(Granularity),
    Action(Action),
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
    picker: Picker,
}

/// Rows made at most; typing finds the rest.
const MOST: usize = 500;

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
            picker: Picker::new(model.index.clone()),
        };
        finder.find(model);
        model.layers.push(Layer::Finder(finder));
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
            What::Action(_) | What::Heading => (false, false),
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
        let typed = self.input.value();
        let Some(fitted) = row.label.get(row.fits.clone()) else {
            return Vec::new();
        };
        if fitted.is_empty() || typed.trim().is_empty() {
            return Vec::new();
        }
        let before = row.label[..row.fits.start].chars().count();
        let found = self.picker.index().matched(typed, fitted);
        found.into_iter().map(|at| before + at).collect()
    }

    /// Makes the rows anew from the model as it now is.
    pub fn refresh(&mut self, model: &Model) {
        if self.kind == Kind::Actors && !std::sync::Arc::ptr_eq(self.picker.index(), &model.index) {
            self.picker = Picker::new(model.index.clone());
        }
        let current = self.rows.get(self.cursor).map(|row| row.what);
        self.find(model);
        if self.moved
            && let Some(at) = self.rows.iter().position(|row| Some(row.what) == current)
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
                model.layers.push(Layer::Finder(self));
                return Outcome::Ignored;
            }
            KeyCode::Down => self.step(1),
            KeyCode::Up => self.step(-1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown => self.step(page as isize),
            KeyCode::PageUp => self.step(-(page as isize)),
            KeyCode::Tab => self.toggle(model, Chosen::Yes),
            KeyCode::BackTab => self.toggle(model, Chosen::Not),
            KeyCode::Char(' ') if self.input.value().is_empty() => self.toggle(model, Chosen::Yes),
            KeyCode::Char('x') if control => self.toggle(model, Chosen::Not),
            KeyCode::Char('o') if control => self.other_mode(model),
            _ => {
                if edit(&mut self.input, event) != Edit::Changed {
                    model.layers.push(Layer::Finder(self));
                    return Outcome::Consumed;
                }
                self.moved = false;
                self.cursor = 0;
                self.find(model);
            }
        }
        self.look(model, commands);
        model.layers.push(Layer::Finder(self));
        Outcome::Consumed
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &mut Model, text: &str, commands: &mut Vec<Command>) {
        paste(&mut self.input, text);
        self.cursor = 0;
        self.find(model);
        self.look(model, commands);
        model.layers.push(Layer::Finder(self));
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
            self.cursor = 0;
            self.moved = false;
            self.find(model);
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
        let typed = !self.input.value().trim().is_empty();
        let mut filter = self.base.clone();
        match self.under_cursor() {
            Some(What::Action(_)) => return,
            Some(what) if (typed || self.moved) && self.chosen(what) == Chosen::No => {
                choose(&mut filter, what, Chosen::Yes);
            }
            _ => {}
        }
        filters::preview(model, filter, commands);
    }

    fn find(&mut self, model: &Model) {
        self.rows = match self.kind {
            Kind::Actors => self.actors(model),
            Kind::Sources => sources(model, self.input.value()),
            Kind::Granularities => granularities(model, self.input.value()),
            Kind::Actions => actions(model, self.input.value(), false),
            Kind::Help => actions(model, self.input.value(), true),
        };
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        if self.under_cursor().is_none() && self.rows.len() > self.cursor + 1 {
            self.cursor += 1;
        }
    }

    fn actors(&mut self, model: &Model) -> Vec<Row> {
        let typed = self.input.value();
        let picks = self.picker.search(typed, MOST);
        let index = self.picker.index();
        let rows = picks.iter().filter_map(|pick| {
            let actor = model.snapshot.actor(pick.actor)?;
            let fitted = index.name(pick);
            let label = match pick.alias {
                None => actor.name.clone(),
                // The letters typed are those of the alias.
                Some(_) => format!("{} ({fitted})", actor.name),
            };
            let fits = match pick.alias {
                None => 0..label.len(),
                Some(_) => actor.name.len() + 2..label.len() - 1,
            };
            Some(Row {
                what: What::Actor(pick.actor),
                label,
                fits,
                detail: actor.mentions.to_string(),
            })
        });
        let rows: Vec<Row> = rows.collect();
        if !typed.trim().is_empty() || self.base.is_empty() {
            return rows;
        }
        // Who else appears in what is shown stands first.
        beside(model, rows)
    }
}

/// Orders actors by how often they appear in the events shown.
fn beside(model: &Model, rows: Vec<Row>) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for (id, count) in model.facets.actors.iter().take(MOST) {
        let name = model.snapshot.actor(*id).map(|actor| actor.name.clone());
        found.extend(name.map(|label| Row {
            what: What::Actor(*id),
            label,
            fits: 0..0,
            detail: count.to_string(),
        }));
    }
    let seen: std::collections::HashSet<u32> =
        model.facets.actors.iter().map(|(id, _)| id.0).collect();
    let rest = rows.into_iter().filter(|row| match row.what {
        What::Actor(id) => !seen.contains(&id.0),
        _ => true,
    });
    found.extend(rest.map(|row| Row {
        detail: "0".to_owned(),
        ..row
    }));
    found
}

fn choose(filter: &mut Filter, what: What, how: Chosen) {
    match what {
        What::Actor(id) => {
            filters::choose(&mut filter.actors, &mut filter.none, id, how);
            filter.speakers.retain(|speaker| *speaker != id);
        }
        What::Source(id) => filters::choose(&mut filter.sources, &mut filter.not_sources, id, how),
        What::Granularity(g) => {
            filters::choose(&mut filter.granularities, &mut Vec::new(), g, how);
        }
        What::Action(_) | What::Heading => {}
    }
}

fn sources(model: &Model, typed: &str) -> Vec<Row> {
    let counts: rustc_hash::FxHashMap<SourceId, u32> =
        model.facets.sources.iter().copied().collect();
    let rows = model.snapshot.sources.iter().map(|(id, name)| {
        let label = if name.is_empty() { "not said" } else { name };
        Row {
            what: What::Source(id),
            label: label.to_owned(),
            fits: 0..0,
            detail: counts.get(&id).copied().unwrap_or(0).to_string(),
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.detail.parse::<u32>().unwrap_or(0)));
    narrowed(rows, typed)
}

fn granularities(model: &Model, typed: &str) -> Vec<Row> {
    let count = |g: Granularity| {
        let found = model.facets.granularities.iter().find(|(of, _)| *of == g);
        found.map_or(0, |(_, count)| *count)
    };
    let rows = Granularity::ALL.into_iter().map(|g| Row {
        what: What::Granularity(g),
        label: g.name().to_owned(),
        fits: 0..0,
        detail: count(g).to_string(),
    });
    narrowed(rows.collect(), typed)
}

/// Every action; those whose key, name or description has each word typed,
/// else those whose name has its letters.
fn actions(model: &Model, typed: &str, headings: bool) -> Vec<Row> {
    let row = |action: Action| Row {
        what: What::Action(action),
        label: match headings {
            true => action.description().to_owned(),
            false => format!("{}: {}", action.name(), action.description()),
        },
        fits: 0..0,
        detail: model.keymap.shown(action),
    };
    let typed = typed.trim();
    let by_key: Vec<Row> = Action::ALL
        .iter()
        .filter(|action| {
            let keys = model.keymap.shown(**action);
            !typed.is_empty() && keys.split(' ').any(|key| key == typed)
        })
        .map(|action| row(*action))
        .collect();
    if typed.is_empty() && headings {
        let mut rows = Vec::new();
        let mut group = None;
        for action in Action::ALL {
            if group != Some(action.group()) {
                group = Some(action.group());
                rows.push(Row {
                    what: What::Heading,
                    label: action.group().title().to_owned(),
                    fits: 0..0,
                    detail: String::new(),
                });
            }
            rows.push(row(*action));
        }
        return rows;
    }
    let rest = Action::ALL.iter().map(|action| row(*action));
    let known: Vec<What> = by_key.iter().map(|row| row.what).collect();
    let rest = rest.filter(|row| !known.contains(&row.what)).collect();
    let mut rows = by_key;
    rows.extend(narrowed(rest, typed));
    rows
}

/// The rows that have every word typed, in their order; when there are none,
/// those that have its letters, best first.
fn narrowed(rows: Vec<Row>, typed: &str) -> Vec<Row> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name = |row: &Row| match row.what {
        What::Action(action) => format!("{} {}", action.name(), action.description()),
        _ => row.label.clone(),
    };
    let has_words = |row: &Row| {
        let name = fold(&name(row));
        words.iter().all(|word| name.contains(word))
    };
    if rows.iter().any(has_words) {
        return rows.into_iter().filter(has_words).collect();
    }
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut found: Vec<(i64, Row)> = rows
        .into_iter()
        .filter_map(|row| Some((matcher.fuzzy_match(&fold(&name(&row)), &typed)?, row)))
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, row)| row).collect()
}
