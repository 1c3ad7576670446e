//! A few lines of text to write: the note on an event.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Layer, Outcome};
use crate::tui::message::Command;
use crate::tui::model::{EventId, Model};
use crate::tui::update::keeping;

/// Longest note, in characters.
const LONGEST: usize = 20_000;

/// The text and the place in it.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The event it is about.
    event: EventId,
    /// Its lines.
    pub lines: Vec<String>,
    /// The line of the cursor.
    pub row: usize,
    /// The character of the line before which the cursor stands.
    pub column: usize,
    before: String,
}

impl Editor {
    /// On an event, with the note it has.
    pub fn new(event: EventId, text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let row = lines.len() - 1;
        let column = lines[row].chars().count();
        Self {
            event,
            lines,
            row,
            column,
            before: text.to_owned(),
        }
    }

    /// The text as it stands, blank lines at the end left out.
    pub fn text(&self) -> String {
        self.lines.join("\n").trim_end().to_owned()
    }

    /// Takes a key. Esc keeps the text: what was written is not lost.
    pub fn key(
        mut self,
        model: &mut Model,
        event: KeyEvent,
        commands: &mut Vec<Command>,
    ) -> Outcome {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        match event.code {
            KeyCode::Esc => {
                keeping::noted(model, self.event, &self.text(), commands);
                return Outcome::Consumed;
            }
            KeyCode::Char('s' | 'd') if control => {
                keeping::noted(model, self.event, &self.text(), commands);
                return Outcome::Consumed;
            }
            KeyCode::Char('g') if control => {
                if self.text() != self.before {
                    model.say("the note is as it was");
                }
                return Outcome::Consumed;
            }
            KeyCode::Char('c' | 'z' | 'l') if control => {
                model.layers.push(Layer::Editor(Box::new(self)));
                return Outcome::Ignored;
            }
            KeyCode::Char('a') if control => self.column = 0,
            KeyCode::Char('e') if control => self.column = self.length(),
            KeyCode::Char('u') if control => {
                let at = self.byte();
                self.lines[self.row].replace_range(..at, "");
                self.column = 0;
            }
            KeyCode::Char('k') if control => {
                let at = self.byte();
                self.lines[self.row].truncate(at);
            }
            KeyCode::Char('w') if control => self.rub_word(),
            KeyCode::Char(c) if !control => self.put(c),
            KeyCode::Enter => self.put('\n'),
            KeyCode::Tab => self.put(' '),
            KeyCode::Backspace => self.rub(),
            KeyCode::Delete if self.step(true) => self.rub(),
            KeyCode::Left => {
                self.step(false);
            }
            KeyCode::Right => {
                self.step(true);
            }
            KeyCode::Up => self.move_to(self.row.saturating_sub(1)),
            KeyCode::Down => self.move_to(self.row + 1),
            KeyCode::Home => self.column = 0,
            KeyCode::End => self.column = self.length(),
            _ => {}
        }
        model.layers.push(Layer::Editor(Box::new(self)));
        Outcome::Consumed
    }

    /// Takes pasted text, line ends and all.
    pub fn paste(mut self, model: &mut Model, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for c in text.chars() {
            match c {
                '\n' => self.put('\n'),
                c if c.is_control() => self.put(' '),
                c => self.put(c),
            }
        }
        model.layers.push(Layer::Editor(Box::new(self)));
    }

    fn length(&self) -> usize {
        self.lines[self.row].chars().count()
    }

    /// The byte of the cursor in its line.
    fn byte(&self) -> usize {
        let line = &self.lines[self.row];
        let found = line.char_indices().nth(self.column);
        found.map_or(line.len(), |(at, _)| at)
    }

    fn put(&mut self, c: char) {
        let written: usize = self.lines.iter().map(|line| line.len() + 1).sum();
        if written >= LONGEST {
            return;
        }
        let at = self.byte();
        if c == '\n' {
            let rest = self.lines[self.row].split_off(at);
            self.row += 1;
            self.lines.insert(self.row, rest);
            self.column = 0;
        } else {
            self.lines[self.row].insert(at, c);
            self.column += 1;
        }
    }

    /// Takes the character before the cursor away.
    fn rub(&mut self) {
        if self.column > 0 {
            self.column -= 1;
            let at = self.byte();
            self.lines[self.row].remove(at);
        } else if self.row > 0 {
            let rest = self.lines.remove(self.row);
            self.row -= 1;
            self.column = self.length();
            self.lines[self.row].push_str(&rest);
        }
    }

    fn rub_word(&mut self) {
        let before = |editor: &Self| {
            let at = editor.column.checked_sub(1)?;
            editor.lines[editor.row].chars().nth(at)
        };
        while before(self).is_some_and(char::is_whitespace) {
            self.rub();
        }
        while before(self).is_some_and(|c| !c.is_whitespace()) {
            self.rub();
        }
    }

    /// One character on or back; false at the ends.
    fn step(&mut self, forward: bool) -> bool {
        match forward {
            true if self.column < self.length() => self.column += 1,
            true if self.row + 1 < self.lines.len() => {
                self.row += 1;
                self.column = 0;
            }
            false if self.column > 0 => self.column -= 1,
            false if self.row > 0 => {
                self.row -= 1;
                self.column = self.length();
            }
            _ => return false,
        }
        true
    }

    fn move_to(&mut self, row: usize) {
        self.row = row.min(self.lines.len() - 1);
        self.column = self.column.min(self.length());
    }
}
