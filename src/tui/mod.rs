//! The terminal interface: model, message, update, view.

pub mod action;
pub mod keymap;
pub mod terminal;
pub mod theme;
