//! What the screen asks in lists and lines, asked and answered in lines.

use std::io::{self, BufRead};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Plain, tell};
use crate::tui::layers::{Kind, Layer, What};
use crate::tui::message::Message;
use crate::tui::terminal::Input;

/// Rows of a list told at once.
const ROWS: usize = 20;

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

    /// One line to type; an empty one leaves all as it is, a dash is nothing.
    fn prompt(&mut self, given: Option<String>, input: &mut dyn BufRead) -> io::Result<()> {
        let Some(Layer::Prompt(prompt)) = self.model.layers.last() else {
            return Ok(());
        };
        let error = prompt.error.clone();
        let now = prompt.input.value().trim().to_owned();
        let mut question = match error {
            Some(error) => format!("{error}."),
            None => String::new(),
        };
        question.push_str(&format!(
            "{}? For example: {}.",
            prompt.purpose.label(),
            prompt.purpose.example()
        ));
        if !now.is_empty() {
            question.push_str(&format!(" It is now: {now}."));
        }
        question.push_str(" An empty line leaves it, a dash clears it.");
        let typed = match given {
            Some(given) => Some(given),
            None => self.ask(&question, input)?,
        };
        match typed.as_deref() {
            None | Some("") => self.press(KeyCode::Esc),
            Some("-") => {
                self.clear()?;
                self.press(KeyCode::Enter)
            }
            Some(typed) => {
                self.clear()?;
                self.paste(typed)?;
                self.press(KeyCode::Enter)
            }
        }
    }

    /// A list: a number chooses, "not" and a number excludes, words narrow
    /// it, an empty line closes it. Words in the first line choose at once.
    fn finder(&mut self, given: Option<String>, input: &mut dyn BufRead) -> io::Result<()> {
        if let Some(words) = given {
            self.clear()?;
            self.paste(&words)?;
            return self.press(KeyCode::Enter);
        }
        let (question, help) = match self.model.layers.last() {
            Some(Layer::Finder(finder)) => {
                let rows = finder.rows.iter().filter(|row| row.what != What::Heading);
                let all = finder.rows.len();
                let mut told = format!("{}:\n", finder.kind.title());
                for (at, row) in rows.take(ROWS).enumerate() {
                    told.push_str(&format!("{} {} {}\n", at + 1, row.label, row.detail));
                }
                if all > ROWS {
                    told.push_str(&format!(
                        "and {} more; words narrow the list.\n",
                        all - ROWS
                    ));
                }
                told.push_str("A number chooses, an empty line leaves all as it is.");
                (told, finder.kind == Kind::Help)
            }
            _ => return Ok(()),
        };
        let Some(typed) = self
            .ask(&question, input)?
            .filter(|typed| !typed.is_empty())
        else {
            return self.press(KeyCode::Esc);
        };
        let (not, number) = match typed.strip_prefix("not ") {
            Some(number) => (true, number),
            None => (false, typed.as_str()),
        };
        match number.parse::<usize>() {
            Ok(number) if number > 0 => {
                self.point_at(number - 1);
                if not {
                    self.press(KeyCode::BackTab)?;
                }
                self.press(KeyCode::Enter)
            }
            _ if help => self.press(KeyCode::Esc),
            _ => {
                self.clear()?;
                self.paste(&typed)
            }
        }
    }

    /// Puts the cursor of the list on its n-th row that can be chosen.
    fn point_at(&mut self, number: usize) {
        if let Some(Layer::Finder(finder)) = self.model.layers.last_mut() {
            let rows = finder.rows.iter().enumerate();
            let mut rows = rows.filter(|(_, row)| row.what != What::Heading);
            if let Some((at, _)) = rows.nth(number) {
                finder.cursor = at;
                finder.moved = true;
            }
        }
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
