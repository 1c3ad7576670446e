//! What the screen asks in lists and lines, asked and answered in lines.

use std::io::{self, BufRead};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Plain, is_command, tell};
use crate::tui::layers::{Finder, Kind, Layer, Prompt, Purpose, Row, What};
use crate::tui::message::Message;
use crate::tui::terminal::Input;

/// Rows of a list told at once.
const ROWS: usize = 20;

/// What one can do at a list.
const CHOOSE: &str = "A number chooses, words narrow the list, an empty line leaves all as it is.";

/// The rows that can be chosen, with their places.
fn choosable(finder: &Finder) -> impl Iterator<Item = (usize, &Row)> {
    let rows = finder.rows.iter().enumerate();
    rows.filter(|(_, row)| row.what != What::Heading)
}

/// A list in lines, and what to do at it.
fn told(finder: &Finder) -> String {
    let mut told = format!("{}:\n", finder.kind.title());
    let all = choosable(finder).count();
    for (number, (_, row)) in (1..=ROWS).zip(choosable(finder)) {
        let line = format!("{number} {} {}", row.label, row.detail);
        told.push_str(&format!("{}\n", line.trim_end()));
    }
    if all > ROWS {
        told.push_str(&format!("and {} more.\n", all - ROWS));
    }
    told.push_str(CHOOSE);
    told
}

/// What a line of the screen asks, in sentences: what was wrong with the last
/// answer, what is wanted, what it is now.
fn question(prompt: &Prompt) -> String {
    let mut question = String::new();
    if let Some(error) = &prompt.error {
        question.push_str(&sentence(error));
        question.push(' ');
    }
    let example = match prompt.purpose {
        // Here no key asked.
        Purpose::ToLetter => "its letter",
        purpose => purpose.example(),
    };
    let asked = format!("{}? For example: {example}", prompt.purpose.label());
    question.push_str(&sentence(&asked));
    let now = prompt.input.value().trim();
    if !now.is_empty() && prompt.error.is_none() {
        question.push_str(&format!(" It is now: {now}."));
    }
    question.push_str(" An empty line leaves it, a dash clears it.");
    question
}

/// With a capital at its beginning and a stop at its end.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    let mut told: String = first.into_iter().flatten().chain(chars).collect();
    if !told.ends_with(['.', '?', '!']) {
        told.push('.');
    }
    told
}

/// What stands in quotes, when only they keep it from being a command.
fn unquoted(typed: &str) -> &str {
    let inner = typed
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let word = |text: &str| text.split(' ').next().is_some_and(is_command);
    inner.filter(|inner| word(inner)).unwrap_or(typed)
}

impl Plain<'_> {
    /// Answers the layers that are open, with what stood in the line first.
    pub(super) fn answer(&mut self, rest: &str, input: &mut dyn BufRead) -> io::Result<()> {
        let mut given = (!rest.is_empty()).then(|| rest.to_owned());
        while !self.ended {
            match self.model.layers.last() {
                None => return Ok(()),
                Some(Layer::Pager(pager)) => {
                    let page = pager.page.clone();
                    let told = tell::page(&self.model, &page);
                    self.tell(&told)?;
                    self.press(KeyCode::Esc)?;
                }
                Some(Layer::Compare(_)) if given.take().as_deref() == Some("whole") => {
                    self.press(KeyCode::Tab)?;
                }
                Some(Layer::Compare(compare)) => {
                    let told = tell::compare(compare);
                    self.tell(&told)?;
                    self.press(KeyCode::Esc)?;
                }
                Some(Layer::Prompt(_)) => self.prompt(given.take(), input)?,
                Some(Layer::Finder(_)) => self.finder(given.take(), input)?,
                Some(Layer::Editor(_)) => self.editor(given.take(), input)?,
            }
        }
        Ok(())
    }

    fn press(&mut self, code: KeyCode) -> io::Result<()> {
        let event = KeyEvent::new(code, KeyModifiers::NONE);
        self.message(Message::Input(Input::Key(event)))
    }

    fn clear(&mut self) -> io::Result<()> {
        for key in ['e', 'u'] {
            let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL);
            self.message(Message::Input(Input::Key(event)))?;
        }
        Ok(())
    }

    fn paste(&mut self, text: &str) -> io::Result<()> {
        self.message(Message::Input(Input::Paste(text.to_owned())))
    }

    /// A line of input; `None` at its end, which also closes what is open.
    fn ask(&mut self, question: &str, input: &mut dyn BufRead) -> io::Result<Option<String>> {
        self.tell(question)?;
        self.out.write_all(b"? ")?;
        self.out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            self.ended = true;
            return Ok(None);
        }
        Ok(Some(line.trim().to_owned()))
    }

    /// Closes what asks and keeps the command for after it; whether the line
    /// is one: its first word, or in a free line all of it.
    fn left(&mut self, typed: &str, free: bool) -> io::Result<bool> {
        let (word, rest) = typed.split_once(' ').unwrap_or((typed, ""));
        if !is_command(word) || (free && !rest.is_empty()) {
            return Ok(false);
        }
        self.next = Some(typed.to_owned());
        // A list closes to what lay below it.
        for _ in 0..self.model.layers.len() {
            self.press(KeyCode::Esc)?;
        }
        Ok(true)
    }

    /// One line to type; an empty one leaves all as it is, a dash is nothing.
    fn prompt(&mut self, given: Option<String>, input: &mut dyn BufRead) -> io::Result<()> {
        let Some(Layer::Prompt(prompt)) = self.model.layers.last() else {
            return Ok(());
        };
        let failed = prompt.error.is_some();
        let question = question(prompt);
        let typed = match given {
            Some(given) => given,
            None => {
                let typed = self.ask(&question, input)?.unwrap_or_default();
                if self.left(&typed, !failed)? {
                    return Ok(());
                }
                unquoted(&typed).to_owned()
            }
        };
        match typed.as_str() {
            "" => self.press(KeyCode::Esc),
            "-" => {
                self.clear()?;
                self.press(KeyCode::Enter)
            }
            typed => {
                self.clear()?;
                self.paste(typed)?;
                self.press(KeyCode::Enter)
            }
        }
    }

    /// A list: a number chooses, "not" and a number excludes, words narrow
    /// it, a command or an empty line closes it. Words in the first line
    /// choose at once.
    fn finder(&mut self, given: Option<String>, input: &mut dyn BufRead) -> io::Result<()> {
        if let Some(words) = given {
            self.clear()?;
            self.paste(&words)?;
            return self.press(KeyCode::Enter);
        }
        let Some(Layer::Finder(finder)) = self.model.layers.last() else {
            return Ok(());
        };
        let kind = finder.kind;
        let mut question = told(finder);
        loop {
            let typed = self.ask(&question, input)?.unwrap_or_default();
            if typed.is_empty() {
                return self.press(KeyCode::Esc);
            }
            if self.left(&typed, false)? {
                return Ok(());
            }
            let (not, number) = match typed.strip_prefix("not ") {
                Some(number) => (true, number),
                None => (false, typed.as_str()),
            };
            if let Some(number) = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1))
                && self.point_at(number)
            {
                if not {
                    self.press(KeyCode::BackTab)?;
                }
                return self.press(KeyCode::Enter);
            }
            if kind == Kind::Help {
                return self.press(KeyCode::Esc);
            }
            let words = unquoted(&typed);
            self.clear()?;
            self.paste(words)?;
            if self.rows() > 0 {
                return Ok(());
            }
            // The list is known; it is not told again.
            self.clear()?;
            question = format!("Nothing fits {words}. {CHOOSE}");
        }
    }

    /// Rows of the list that can be chosen.
    fn rows(&self) -> usize {
        match self.model.layers.last() {
            Some(Layer::Finder(finder)) => choosable(finder).count(),
            _ => 0,
        }
    }

    /// Puts the cursor of the list on its n-th row that can be chosen;
    /// whether there is one.
    fn point_at(&mut self, number: usize) -> bool {
        let Some(Layer::Finder(finder)) = self.model.layers.last_mut() else {
            return false;
        };
        let Some((at, _)) = choosable(finder).nth(number) else {
            return false;
        };
        finder.cursor = at;
        finder.moved = true;
        true
    }

    /// A note: the rest of the line is added to it, or lines up to a single
    /// dot.
    fn editor(&mut self, given: Option<String>, input: &mut dyn BufRead) -> io::Result<()> {
        let now = match self.model.layers.last() {
            Some(Layer::Editor(editor)) => editor.text(),
            _ => return Ok(()),
        };
        let add = |text: &str, started: bool| match started {
            true => format!("\n{text}"),
            false => text.to_owned(),
        };
        if let Some(given) = given {
            let text = add(&given, !now.is_empty());
            self.paste(&text)?;
            return self.press(KeyCode::Esc);
        }
        if !now.is_empty() {
            self.tell(&format!("The note so far:\n{now}"))?;
        }
        let mut started = !now.is_empty();
        let mut question = "Write; a line with a single dot ends the note.";
        while let Some(line) = self.ask(question, input)? {
            question = "";
            if line == "." {
                break;
            }
            let text = add(&line, started);
            self.paste(&text)?;
            started = true;
        }
        self.press(KeyCode::Esc)
    }
}
