//! Dating from the corpus.

pub mod ages;
pub mod drift;
pub mod clues;
pub mod features;
pub mod habits;
pub mod links;
pub mod mass;
pub mod solver;
pub mod words;
pub mod world;
