//! The terminal as a thing to take over, draw on, and give back.

mod encode;
mod input;
mod sequence;
mod session;
mod signals;

pub use encode::Encoder;
pub use input::{Input, Mouse, MouseKind, Parser};
pub use session::{Keyboard, Session, is_usable, read_keys};
pub use signals::{Signal, hold_signals, watch_signals};
