//! What the model asks for, done: the only place from which the interface
//! touches the world.

use std::io;
use std::path::Path;

use super::{Change, Ended, Running};
use crate::tui::message::{Command, Message};
use crate::tui::programs;
use crate::tui::terminal::{Session, hold_signals};

impl Running {
    pub(super) fn command(&mut self, command: Command) {
        match command {
            Command::Ask(filter) => {
                if let Some(snapshot) = &self.model.asked {
                    self.soon.events = self.change == Change::Asked && filter.is_quick();
                    self.ticket = self.worker.ask((**snapshot).clone(), *filter);
                }
            }
            Command::Lanes(snapshot, filters) => {
                let _ = self.lanes.send((snapshot, filters));
            }
            Command::Pick(question) => {
                self.soon.rows = question.is_some() && self.change == Change::Asked;
                self.picker.ask(question.map(|question| *question));
            }
            Command::Hunt(snapshot, pattern, first) => {
                self.search = self.searcher.ask((*snapshot).clone(), *pattern, first);
            }
            Command::EndHunt => self.searcher.stop(),
            Command::Index(actors) => {
                // The thread ends with the program only.
                let _ = self.names.send(actors);
            }
            Command::Chore(chore) => {
                // The thread ends with the program only.
                let _ = self.chores.send(*chore);
            }
            Command::Edit { path, line, words } => self.edit(&path, line as usize, &words),
            Command::Browse(url) => {
                if let Err(why) = programs::browse(&url) {
                    self.model.complain(why);
                }
            }
            Command::Mouse(on) => self.check(|session| session.set_mouse(on)),
            Command::Copy(text) => self.check(|session| session.copy(&text)),
            Command::Redraw => self.encoder.invalidate(),
            Command::Suspend => self.suspend(),
            Command::Quit => self.ended = Some(Ended::Quit),
        }
    }

    /// A terminal that can't be written to is gone.
    pub(super) fn check(&mut self, act: impl FnOnce(&mut Session) -> io::Result<()>) {
        if act(&mut self.session).is_err() {
            self.ended = Some(Ended::Signal(signal_hook::consts::SIGHUP));
        }
    }

    pub(super) fn suspend(&mut self) {
        self.session.leave();
        // Returns when continued; where stopping is impossible, at once.
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
        self.resume();
    }

    /// The editor gets the terminal until it is closed.
    pub(super) fn edit(&mut self, path: &Path, line: usize, words: &str) {
        self.keyboard.pause();
        self.session.leave();
        let held = hold_signals();
        let edited = programs::edit(path, line, words);
        drop(held);
        self.resume();
        self.keyboard.resume();
        match edited {
            Ok(()) if self.load.watches => self.model.say("what you saved appears here"),
            Ok(()) => self.model.say("the corpus stays as it was read"),
            Err(why) => self.model.complain(why),
        }
    }

    /// After a stop: whoever had the terminal may have changed everything.
    pub(super) fn resume(&mut self) {
        self.check(Session::enter);
        self.encoder.invalidate();
        self.resize();
    }

    pub(super) fn resize(&mut self) {
        let (columns, rows) = self.session.size();
        self.apply(Message::Resize(columns, rows), Change::Asked);
    }
}
