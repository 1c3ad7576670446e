//! The list of actors while a thread looks for them.

use crate::actor::ActorId;
use crate::query::fuzzy::Picker;
use crate::tui::fixture;
use crate::tui::keymap::Key;
use crate::tui::layers::{Layer, Question, Row};
use crate::tui::message::{Command, Message};
use crate::tui::model::Model;
use crate::tui::still::on_the_spot;
use crate::tui::terminal::Input;
use crate::tui::update::update;

/// The interface with a thread that answers when it is told to.
struct Slow {
    model: Model,
    asked: Vec<Question>,
}

impl Slow {
    fn new() -> Self {
        Self {
            model: fixture::driver(120, 40).model,
            asked: Vec::new(),
        }
    }

    fn message(&mut self, message: Message) {
        let mut answers = Vec::new();
        for command in update(&mut self.model, message) {
            match command {
                Command::Pick(question) => self.asked.extend(question.map(|question| *question)),
                other => answers.extend(on_the_spot(&self.model, other).ok().flatten()),
            }
        }
        for answer in answers {
            self.message(answer);
        }
    }

    fn keys(&mut self, script: &str) {
        for key in script.split_whitespace().filter_map(Key::read) {
            self.message(Message::Input(Input::Key(key.event())));
        }
    }

    /// Answers the question of a number, from 0.
    fn answer(&mut self, at: usize) {
        let question = &self.asked[at];
        let mut picker = Picker::new(question.index.clone());
        let rows = question.rows(&mut picker, &|| false).expect("not stopped");
        self.message(Message::Picked(question.number, rows));
    }

    fn rows(&self) -> Option<Vec<&str>> {
        match self.model.layers.last() {
            Some(Layer::Finder(finder)) => {
                Some(finder.rows.iter().map(|row: &Row| &*row.label).collect())
            }
            _ => None,
        }
    }

    /// The names of the actors filtered by.
    fn filtered(&self) -> Vec<&str> {
        let ids = self.model.filter.actors.iter();
        let actors = ids.filter_map(|id| self.model.snapshot.actor(*id));
        actors.map(|actor| &*actor.name).collect()
    }
}

#[test]
fn former_rows_stay_until_the_new_ones_come() {
    let mut slow = Slow::new();
    slow.keys("a");
    slow.answer(0);
    let all = slow.rows().map(|rows| rows.len());
    assert_eq!(all, Some(6));
    slow.keys("k e");
    assert_eq!(slow.rows().map(|rows| rows.len()), all);
    assert!(slow.filtered().is_empty());
    // The answer to the first letter comes too late to be shown.
    slow.answer(1);
    assert_eq!(slow.rows().map(|rows| rows.len()), all);
    slow.answer(2);
    let first = slow.rows().map(|rows| rows[0]);
    assert_eq!(first, Some("John Kerry (Kerry)"));
    assert_eq!(slow.filtered(), ["John Kerry"]);
}

#[test]
fn keys_wait_for_the_rows_that_they_are_meant_for() {
    let mut slow = Slow::new();
    slow.keys("a");
    slow.answer(0);
    slow.keys("o b a enter a");
    assert_eq!(slow.rows().map(|rows| rows.len()), Some(6));
    assert!(slow.filtered().is_empty());
    slow.answer(3);
    // Chosen, and the list is open again.
    assert_eq!(slow.filtered(), ["Barack Obama"]);
    assert_eq!(slow.rows(), Some(Vec::new()));
    assert!(slow.model.ahead.is_empty());
}

#[test]
fn what_is_typed_ahead_keeps_its_order() {
    let mut slow = Slow::new();
    slow.keys("a p u t tab l a v");
    assert_eq!(slow.model.ahead.len(), 4);
    for at in 0..4 {
        slow.answer(at);
    }
    // The first of these is taken, and what comes after it is typed anew.
    assert_eq!(slow.model.ahead.len(), 0);
    assert_eq!(slow.asked.len(), 5);
    slow.answer(4);
    assert_eq!(slow.filtered(), ["Vladimir Putin", "Sergey Lavrov"]);
}

#[test]
fn leaving_needs_no_rows() {
    let mut slow = Slow::new();
    slow.keys("a p u esc");
    assert_eq!(slow.rows(), None);
    for at in 0..slow.asked.len() {
        slow.answer(at);
    }
    assert_eq!(slow.rows(), None);
    assert!(slow.filtered().is_empty());
    assert!(!slow.model.picking);
}

#[test]
fn keys_wait_for_names_that_are_still_to_come() {
    let mut slow = Slow::new();
    let names = std::mem::take(&mut slow.model.index);
    slow.keys("a p u t enter");
    for at in 0..slow.asked.len() {
        slow.answer(at);
    }
    // Nothing could fit.
    assert_eq!(slow.rows(), Some(Vec::new()));
    assert_eq!(slow.model.ahead.len(), 1);
    slow.message(Message::Index(names));
    slow.answer(slow.asked.len() - 1);
    assert_eq!(slow.rows(), None);
    assert_eq!(slow.filtered(), ["Vladimir Putin"]);
}

#[test]
fn where_nobody_looks_for_rows_no_key_waits() {
    let mut slow = Slow::new();
    slow.keys("a");
    slow.answer(0);
    slow.keys("p u enter j");
    assert_eq!(slow.model.ahead.len(), 2);
    slow.message(Message::RowsEnded);
    assert!(slow.model.ahead.is_empty());
    slow.keys("a p u enter");
    assert_eq!(slow.rows(), None);
    assert!(slow.model.ahead.is_empty());
}

#[test]
fn who_is_not_to_speak_is_taken_off_by_the_same_key() {
    let mut slow = Slow::new();
    slow.model.filter.not_speakers.push(ActorId(2));
    slow.keys("a l a v");
    slow.answer(slow.asked.len() - 1);
    slow.keys("backtab");
    slow.answer(slow.asked.len() - 1);
    slow.keys("enter");
    assert!(slow.model.filter.is_empty(), "{:?}", slow.model.filter);
}
