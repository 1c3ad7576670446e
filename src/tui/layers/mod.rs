//! What lies above the panes: prompts, lists to choose from, pages to read.
//!
//! The top layer sees a key first and says whether it took it; what it leaves
//! goes on to the panes.

mod compare;
mod edit;
mod editor;
mod finder;
mod kind;
mod pager;
mod prompt;
mod rows;

pub use compare::{Compare, Side, same_day};
pub use editor::Editor;
pub use finder::{Chosen, Finder, Row, What};
pub use kind::Kind;
pub use pager::{Page, Pager};
pub use prompt::{Prompt, Purpose, context};
pub use rows::Question;

use crossterm::event::KeyEvent;

use super::message::Command;
use super::model::Model;
use super::terminal::Input;

/// A layer.
pub enum Layer {
    /// One line to type on.
    Prompt(Box<Prompt>),
    /// A list that typing narrows.
    Finder(Box<Finder>),
    /// Something to read.
    Pager(Pager),
    /// Lines to write.
    Editor(Box<Editor>),
    /// Two accounts side by side.
    Compare(Box<Compare>),
}

/// Whether a layer took a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody else gets it.
    Consumed,
    /// The next one may have it.
    Ignored,
}

/// Offers a key to the top layer.
pub fn key(model: &mut Model, event: KeyEvent, commands: &mut Vec<Command>) -> Outcome {
    let Some(layer) = model.layers.pop() else {
        return Outcome::Ignored;
    };
    // The layer is taken off while it works on the model; it puts itself back
    // unless it is done.
    match layer {
        Layer::Prompt(prompt) => prompt.key(model, event, commands),
        Layer::Finder(finder) => finder.key(model, event, commands),
        Layer::Pager(pager) => pager.key(model, event),
        Layer::Editor(editor) => editor.key(model, event, commands),
        Layer::Compare(compare) => compare.key(model, event),
    }
}

/// Offers pasted text to the top layer.
pub fn paste(model: &mut Model, text: &str, commands: &mut Vec<Command>) -> Outcome {
    match model.layers.pop() {
        Some(Layer::Prompt(prompt)) => prompt.paste(model, text, commands),
        Some(Layer::Finder(finder)) => finder.paste(model, text, commands),
        Some(Layer::Editor(editor)) => editor.paste(model, text),
        Some(layer) => {
            model.layers.push(layer);
            return Outcome::Ignored;
        }
        None => return Outcome::Ignored,
    }
    Outcome::Consumed
}

/// Whether something typed is meant for rows that are still being looked for.
pub fn waits_for_rows(model: &Model, input: &Input) -> bool {
    match (model.layers.last(), input) {
        (Some(Layer::Finder(finder)), Input::Key(event)) => {
            finder.waits(model) && finder.needs_rows(*event)
        }
        (Some(Layer::Finder(finder)), Input::Mouse(_)) => finder.waits(model),
        _ => false,
    }
}

/// Asks for the rows of a list of actors.
pub fn ask(model: &mut Model, commands: &mut Vec<Command>) {
    let mut number = model.question;
    let mut picking = false;
    let mut layers = std::mem::take(&mut model.layers);
    for layer in &mut layers {
        if let Layer::Finder(finder) = layer {
            picking |= finder.kind.names();
            if let Some(question) = finder.question(model, number + 1) {
                number += 1;
                commands.push(Command::Pick(Some(Box::new(question))));
            }
        }
    }
    model.layers = layers;
    model.question = number;
    if model.picking && !picking {
        commands.push(Command::Pick(None));
    }
    model.picking = picking;
}

/// Gives a list of actors the rows that it asked for.
pub fn picked(model: &mut Model, number: u64, rows: Vec<Row>, commands: &mut Vec<Command>) {
    let mut layers = std::mem::take(&mut model.layers);
    let asked = layers.iter_mut().find_map(|layer| match layer {
        Layer::Finder(finder) if finder.asked() == Some(number) => Some(finder),
        _ => None,
    });
    if let Some(finder) = asked {
        finder.answered(model, rows, commands);
    }
    layers.append(&mut model.layers);
    model.layers = layers;
}

/// Makes lists anew after what they are made from has changed.
pub fn refresh(model: &mut Model) {
    let mut layers = std::mem::take(&mut model.layers);
    for layer in &mut layers {
        if let Layer::Finder(finder) = layer {
            finder.refresh(model);
        }
    }
    layers.append(&mut model.layers);
    model.layers = layers;
}
