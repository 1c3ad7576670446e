//! Which names are one actor, inside one article.

mod bodies;
mod descriptions;
mod people;
mod resolve;
pub(crate) mod spelling;

pub(crate) use people::is_acronym;
pub(crate) use resolve::resolve;
