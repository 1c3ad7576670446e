//! The interface in lines: for screen readers, scripts, and terminals that
//! show no screen.
//!
//! The same model and the same actions; a line names an action (its beginning
//! will do) and gives what the screen would ask for. Everything that the
//! screen shows is told in sentences, once, in the order in which it matters.

mod ask;
mod tell;

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::time::Duration;

use super::Options;
use super::action::Action;
use super::chores::{Chore, Done, Places, do_it};
use super::message::{Command, Message};
use super::model::{EventId, Model};
use super::still::on_the_spot;
use super::{keeper, programs, setup, update};
use crate::load::{Handle, Stage, Update};
use crate::source::Severity;
use crate::text::units;

/// Faults told at the start.
const FAULTS: usize = 5;

/// Words that are no actions of the screen.
const WORDS: [(&str, &str); 4] = [
    ("list", "tell the next ten events, or as many as you say"),
    ("read", "read the article of the event"),
    ("here", "tell the event again, and the filters"),
    ("quit", "end"),
];

/// Actions that only a screen has.
const OF_THE_SCREEN: [Action; 21] = [
    Action::PageDown,
    Action::PageUp,
    Action::HalfDown,
    Action::HalfUp,
    Action::FocusNext,
    Action::FocusPrev,
    Action::ToggleFilters,
    Action::Zen,
    Action::WiderList,
    Action::NarrowerList,
    Action::Column,
    Action::ZoomIn,
    Action::ZoomOut,
    Action::ZoomReset,
    Action::PanLeft,
    Action::PanRight,
    Action::NextTheme,
    Action::ToggleMouse,
    Action::Redraw,
    Action::Suspend,
    Action::ShowEvent,
];

/// Tells the corpus and does what is typed until the input ends.
///
/// # Errors
/// When nothing can be written, or the input can't be read.
pub fn run(options: Options, input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<()> {
    let (mut model, places) = setup::model(&options);
    model.keymap = Arc::new((*model.keymap).clone().with_names());
    let mut plain = Plain {
        model,
        places,
        load: options.load,
        out,
        ended: false,
        copied: None,
        next: None,
    };
    plain.begin()?;
    let mut line = String::new();
    while !plain.ended {
        plain.out.write_all(b"> ")?;
        plain.out.flush()?;
        line.clear();
        if input.read_line(&mut line)? == 0 {
            break;
        }
        plain.line(line.trim(), input)?;
    }
    keeper::leave(&plain.model, plain.places.session.as_deref());
    plain.out.flush()
}

struct Plain<'a> {
    model: Model,
    places: Places,
    load: Handle,
    out: &'a mut dyn Write,
    ended: bool,
    /// What was copied, to be told.
    copied: Option<String>,
    /// The command that left a list or a question, to be done.
    next: Option<String>,
}

impl Plain<'_> {
    /// Waits for the corpus and tells what there is.
    fn begin(&mut self) -> io::Result<()> {
        // The keys of the screen are no help here; faults of files are.
        let faulty = self.model.said.take().is_some_and(|said| said.bad);
        self.settle()?;
        if faulty {
            self.tell_faults()?;
        }
        let corpus = tell::corpus(&self.model);
        self.tell(&corpus)?;
        if let Some(said) = self.model.said.take() {
            self.tell(&said.text)?;
        }
        self.tell("Type help for the commands; an empty line goes to the next event.")?;
        self.tell_event()
    }

    /// What is wrong with the user's own files, and how to hear the rest.
    fn tell_faults(&mut self) -> io::Result<()> {
        let errors = self.model.notices();
        let errors = errors.filter(|notice| notice.severity == Severity::Error);
        let told: Vec<String> = errors.take(FAULTS + 1).map(tell::notice).collect();
        for told in told.iter().take(FAULTS) {
            self.tell(told)?;
        }
        if told.len() > FAULTS {
            self.tell("And more: notices tells them.")?;
        }
        Ok(())
    }

    /// Takes what the load sends until it is at rest.
    fn settle(&mut self) -> io::Result<()> {
        let mut told = std::time::Instant::now();
        loop {
            let update = self.load.updates.recv();
            let Ok(update) = update else {
                self.message(Message::LoadEnded)?;
                return Ok(());
            };
            let done = matches!(&update, Update::Progress(p) if p.stage == Stage::Done);
            self.message(Message::Load(update))?;
            if done {
                return Ok(());
            }
            if told.elapsed() > Duration::from_secs(5) {
                told = std::time::Instant::now();
                let articles = self.model.progress.articles;
                self.tell(&format!("Reading: {articles} articles so far."))?;
            }
        }
    }

    /// Applies a message and does what follows from it.
    fn message(&mut self, message: Message) -> io::Result<()> {
        // As slowly as a person types: no key is taken for a held one.
        self.model.now += Duration::from_secs(1);
        let commands = update::update(&mut self.model, message);
        self.commands(commands)
    }

    fn commands(&mut self, commands: Vec<Command>) -> io::Result<()> {
        for command in commands {
            match on_the_spot(&self.model, command) {
                Ok(Some(message)) => self.message(message)?,
                Ok(None) => {}
                Err(other) => self.command(other)?,
            }
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> io::Result<()> {
        match command {
            Command::Chore(chore) => return self.chore(*chore),
            Command::Copy(text) => self.copied = Some(text),
            Command::Edit { path, line, words } => {
                self.out.flush()?;
                if let Err(why) = programs::edit(&path, line as usize, &words) {
                    self.model.complain(why);
                }
            }
            Command::Browse(url) => {
                if let Err(why) = programs::browse(&url) {
                    self.model.complain(why);
                }
            }
            Command::Quit => self.ended = true,
            _ => {}
        }
        Ok(())
    }

    fn chore(&mut self, chore: Chore) -> io::Result<()> {
        let done = do_it(chore, &mut self.places);
        if let Done::Corrected(Ok(known)) = &done {
            self.load.correct(known.clone());
            // What it says is told when everything has followed.
            let said = self.model.said.take();
            self.settle()?;
            self.model.said = said;
        }
        self.message(Message::Done(Box::new(done)))
    }

    /// Does a line that was typed, and the command that its questions were
    /// left with.
    fn line(&mut self, line: &str, input: &mut dyn BufRead) -> io::Result<()> {
        self.one_line(line, input)?;
        while let Some(next) = self.next.take().filter(|_| !self.ended) {
            self.one_line(&next, input)?;
        }
        Ok(())
    }

    fn one_line(&mut self, line: &str, input: &mut dyn BufRead) -> io::Result<()> {
        let before = self.model.event_id();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "list" | "ls" => return self.list(rest),
            "read" => return self.read(),
            "here" => {
                let filters = tell::filters(&self.model);
                self.tell(&filters)?;
                return self.tell_event();
            }
            "help" => return self.help(rest),
            "quit" | "exit" | "q" => {
                self.ended = true;
                return Ok(());
            }
            _ => {}
        }
        match action(word) {
            Ok(action) => self.act(action, rest, input)?,
            Err(told) => return self.tell(&told),
        }
        self.after(before)
    }

    /// Does an action, and answers what it asks with the rest of the line or
    /// with more lines.
    fn act(&mut self, action: Action, rest: &str, input: &mut dyn BufRead) -> io::Result<()> {
        let mut commands = Vec::new();
        self.model.said = None;
        update::act(&mut self.model, action, &mut commands);
        self.commands(commands)?;
        self.message(Message::Rested)?;
        // What is wrong is told before the question that follows.
        if !self.model.layers.is_empty()
            && let Some(said) = self.model.said.take_if(|said| said.bad)
        {
            self.tell(&said.text)?;
        }
        self.answer(rest, input)
    }

    /// What was said, and the event when it is another.
    fn after(&mut self, before: Option<EventId>) -> io::Result<()> {
        if let Some(said) = self.model.said.take() {
            self.tell(&said.text)?;
        }
        if let Some(copied) = self.copied.take() {
            self.tell(&copied)?;
        }
        if self.model.event_id() != before {
            self.tell_event()?;
        }
        Ok(())
    }

    fn tell_event(&mut self) -> io::Result<()> {
        let told = tell::event(&self.model, self.model.list.cursor);
        self.tell(&told)
    }

    fn list(&mut self, rest: &str) -> io::Result<()> {
        let many = rest.parse::<usize>().unwrap_or(10).clamp(1, 500);
        let from = self.model.list.cursor;
        let to = (from + many).min(self.model.selection.count());
        for position in from..to {
            let told = tell::short(&self.model, position);
            self.tell(&told)?;
        }
        Ok(())
    }

    fn read(&mut self) -> io::Result<()> {
        for paragraph in tell::article(&self.model) {
            self.tell(&paragraph)?;
        }
        Ok(())
    }

    fn help(&mut self, rest: &str) -> io::Result<()> {
        let wanted = rest.to_lowercase();
        let fits = |name: &str, what: &str| {
            wanted.is_empty() || name.contains(&wanted) || what.to_lowercase().contains(&wanted)
        };
        for (name, what) in WORDS {
            if fits(name, what) {
                self.tell(&format!("{name}: {what}"))?;
            }
        }
        for action in actions() {
            if fits(action.name(), action.description()) {
                self.tell(&format!("{}: {}", action.name(), action.description()))?;
            }
        }
        Ok(())
    }

    /// One paragraph on a line of its own, safe to print.
    fn tell(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            // The gate of the screen, which also shows idle joiners.
            for unit in units(line) {
                self.out.write_all(unit.shown.as_bytes())?;
            }
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// The actions that make sense in lines.
fn actions() -> impl Iterator<Item = Action> {
    let all = Action::ALL.iter().copied();
    all.filter(|action| !OF_THE_SCREEN.contains(action))
}

/// Whether a word is a command by its whole name.
fn is_command(word: &str) -> bool {
    let more = ["ls", "exit", "q", "help", "next", "previous", "prev"];
    WORDS.iter().any(|(name, _)| *name == word)
        || more.contains(&word)
        || actions().any(|action| action.name() == word)
}

/// The action of that name, or the only one that begins so; nothing typed is
/// the next event.
fn action(word: &str) -> Result<Action, String> {
    match word {
        "" => return Ok(Action::Down),
        "next" => return Ok(Action::Down),
        "previous" | "prev" => return Ok(Action::Up),
        _ => {}
    }
    if let Some(action) = Action::from_name(word) {
        return Ok(action);
    }
    let found: Vec<Action> = actions()
        .filter(|action| action.name().starts_with(word))
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("there is no command {word}; help lists them")),
        several => {
            let names: Vec<&str> = several.iter().map(|action| action.name()).collect();
            Err(format!("{word} could be {}", names.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests;
