//! What each channel brings, made a message of the model.

use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::never;

use super::{Change, ESCAPE, Ended, Running};
use crate::load::Update;
use crate::query::fuzzy::ActorIndex;
use crate::query::worker::{Answer, Found};
use crate::tui::chores::Done;
use crate::tui::layers::Row;
use crate::tui::message::Message;
use crate::tui::terminal::Signal;
use crate::tui::threads::LanesAnswer;

/// Each takes `None` when its channel has closed.
impl Running {
    pub(super) fn signal(&mut self, signal: Option<Signal>) {
        match signal {
            Some(Signal::End(number)) => self.ended = Some(Ended::Signal(number)),
            Some(Signal::Stop) => self.suspend(),
            Some(Signal::Continue) => self.resume(),
            Some(Signal::Resize) => self.resize(),
            None => self.signals = never(),
        }
    }

    pub(super) fn keys(&mut self, bytes: Option<Vec<u8>>) {
        let Some(bytes) = bytes else {
            // The terminal is gone.
            self.ended = Some(Ended::Signal(signal_hook::consts::SIGHUP));
            return;
        };
        let mut inputs = Vec::new();
        self.parser.feed(&bytes, &mut inputs);
        let waiting = self.parser.is_waiting();
        self.escape_at = waiting.then(|| Instant::now() + ESCAPE);
        for input in inputs {
            if self.ended.is_none() {
                self.apply(Message::Input(input), Change::Asked);
            }
        }
    }

    pub(super) fn loaded(&mut self, update: Option<Update>) {
        match update {
            Some(update) => self.apply(Message::Load(update), Change::Background),
            None => {
                self.updates = never();
                self.apply(Message::LoadEnded, Change::Background);
            }
        }
    }

    pub(super) fn answered(&mut self, answer: Option<Answer>) {
        match answer {
            Some(answer) if answer.ticket == self.ticket => {
                self.soon.events &= answer.facets.is_none();
                self.apply(Message::Answer(Box::new(answer)), Change::Asked);
            }
            Some(_) => {}
            None => self.answers = never(),
        }
    }

    pub(super) fn rows_came(&mut self, rows: Option<(u64, Vec<Row>)>) {
        match rows {
            Some((number, rows)) => {
                self.soon.rows &= number != self.model.question;
                self.apply(Message::Picked(number, rows), Change::Asked);
            }
            None => {
                self.picked = never();
                self.apply(Message::RowsEnded, Change::Background);
            }
        }
    }

    pub(super) fn indexed(&mut self, index: Option<Arc<ActorIndex>>) {
        match index {
            Some(index) => self.apply(Message::Index(index), Change::Asked),
            None => {
                self.indexes = never();
                self.apply(Message::RowsEnded, Change::Background);
            }
        }
    }

    pub(super) fn laned(&mut self, lanes: Option<LanesAnswer>) {
        match lanes {
            Some(selections) => self.apply(Message::Lanes(selections), Change::Asked),
            None => self.lane_answers = never(),
        }
    }

    pub(super) fn hunted(&mut self, found: Option<Found>) {
        match found {
            Some(found) if found.ticket == self.search => {
                self.apply(Message::Found(found.batch), Change::Background);
            }
            Some(_) => {}
            None => self.found = never(),
        }
    }

    pub(super) fn chore_done(&mut self, done: Option<Done>) {
        let Some(done) = done else {
            self.done = never();
            return;
        };
        if let Done::Corrected(Ok(known)) = &done {
            self.load.correct(known.clone());
        }
        self.apply(Message::Done(Box::new(done)), Change::Asked);
    }
}
