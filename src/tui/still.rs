//! The interface without a terminal: for tests and pictures. Questions are
//! answered on the spot.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::keymap::{Key, Keymap};
use super::message::{Command, Message};
use super::model::{Column, Look, Model};
use super::terminal::Input;
use super::theme::{BUILT_IN, Theme};
use super::{update, view};
use crate::load::{Progress, Stage, Update};
use crate::query::Facets;
use crate::query::fuzzy::{ActorIndex, Picker};
use crate::query::search::Search;
use crate::query::worker::Answer;
use crate::store::Snapshot;

/// Answers a question at once, as threads do for the screen; what is no
/// question comes back.
pub(super) fn on_the_spot(model: &Model, command: Command) -> Result<Option<Message>, Command> {
    Ok(match command {
        Command::Ask(filter) => model.asked.as_ref().map(|snapshot| {
            let selection = filter.select(snapshot);
            let facets = Facets::of(&selection, &|| false).map(Arc::new);
            Message::Answer(Box::new(Answer {
                ticket: 0,
                filter: *filter,
                selection,
                facets,
            }))
        }),
        Command::Lanes(snapshot, filters) => {
            let selections = filters.iter().map(|filter| filter.select(&snapshot));
            Some(Message::Lanes(selections.collect()))
        }
        Command::Hunt(snapshot, pattern, first) => {
            let mut search = Search::new(&snapshot, &pattern, first);
            let mut all = search.advance(&|| false);
            while !all.done {
                let more = search.advance(&|| false);
                all.hits.extend(more.hits);
                (all.articles, all.bytes, all.done) = (more.articles, more.bytes, more.done);
            }
            Some(Message::Found(all))
        }
        Command::EndHunt | Command::Pick(None) => None,
        Command::Pick(Some(question)) => {
            let mut picker = Picker::new(question.index.clone());
            let rows = question.rows(&mut picker, &|| false);
            rows.map(|rows| Message::Picked(question.number, rows))
        }
        Command::Index(actors) => Some(Message::Index(Arc::new(ActorIndex::new(actors)))),
        other => return Err(other),
    })
}

/// The interface, driven by names of keys.
pub struct Still {
    /// Its state.
    pub(super) model: Model,
    /// What it asked to be done, apart from questions.
    pub(super) commands: Vec<Command>,
}

impl Still {
    /// A loaded corpus at a size of columns and rows, in a built-in theme,
    /// with the built-in keys.
    pub fn new(snapshot: Snapshot, title: &str, size: (u16, u16), theme: &str) -> Self {
        let themes: Vec<Theme> = BUILT_IN
            .iter()
            .map(|(name, _)| Theme::built_in(name))
            .collect();
        let look = Look {
            theme: themes.iter().position(|one| one.name == theme).unwrap_or(0),
            themes,
            follow_background: false,
            background_known: false,
            mouse: true,
            column: Column::Actors,
            ascii: false,
        };
        let mut still = Self {
            model: Model::new(title.to_owned(), false, look, Keymap::built_in(), 50),
            commands: Vec::new(),
        };
        still.message(Message::Resize(size.0, size.1));
        still.message(Message::Load(Update::Snapshot(Arc::new(snapshot))));
        still.message(Message::Load(Update::Progress(Progress {
            stage: Stage::Done,
            ..Progress::default()
        })));
        still.message(Message::LoadEnded);
        still
    }

    /// Applies a message and does what it asks for.
    pub(super) fn message(&mut self, message: Message) {
        // As a person types: no key is taken for a held one.
        self.model.now += Duration::from_millis(500);
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            for command in update::update(&mut self.model, message) {
                match on_the_spot(&self.model, command) {
                    Ok(messages) => waiting.extend(messages),
                    Err(other) => self.commands.push(other),
                }
            }
        }
    }

    /// Presses keys: words between blanks, each a key as keymap files write
    /// it; others are passed over.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in script.split_whitespace().filter_map(Key::read) {
            self.message(Message::Input(Input::Key(key.event())));
        }
        self
    }

    /// Types text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let event = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            self.message(Message::Input(Input::Key(event)));
        }
        self
    }

    /// The screen.
    pub fn buffer(&self) -> Buffer {
        let (columns, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view::draw(&self.model, &mut buffer);
        buffer
    }

    /// The screen as text, blanks at the ends of lines left out.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut covered = 0;
            let mut line = String::new();
            for x in 0..buffer.area.width {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                covered = crate::text::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The first day of the selected event; `None` when none is.
    pub fn day(&self) -> Option<crate::timex::Day> {
        self.model.event().map(|event| event.interval().first)
    }
}
