//! Dating from the corpus: what single articles cannot tell, all of them
//! together often can.
//!
//! ```text
//! article -> words, clues, ages, occasions, happenings, facts taken for granted
//! words   -> neighbours (links), drift of the vocabulary
//! happenings -> votes of those who tell of the same on a known day
//! dated articles -> habits of the sources, births, density of the corpus
//! all of it -> features of each candidate day -> weights -> posterior
//! posterior of the neighbours -> the next round
//! likeliest day, dated neighbours -> trust -> the chance told
//! ```

mod ages;
mod candidates;
mod changes;
mod choice;
mod clues;
mod cores;
mod counted;
mod counting;
mod drift;
mod elapsed;
mod explain;
pub mod features;
mod habits;
mod happenings;
mod house_style;
mod kept;
mod links;
mod mass;
mod occasions;
mod solver;
mod told;
pub mod trust;
mod votes;
pub mod weekdays;
pub mod weights;
mod when;
mod words;
mod world;

pub use explain::corrected;
pub use kept::{conflicts, is_firm};
pub use solver::{Read, Solver, Watcher, Weighing};

#[cfg(test)]
mod tests;
