//! Which names are one actor, inside one article.

mod people;
mod resolve;
pub(crate) mod spelling;

pub(crate) use resolve::resolve;
