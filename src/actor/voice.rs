//! Who speaks in a text: a party in its own cause, or someone who reports.

use super::names::{Doc, Mask};
use super::speech::{Class, quoted};
use super::token::Shape;

/// Whether a text is a statement of one of its parties, as governments and
/// agencies put them out: most of it is one quotation of an office, it says "we" outside quotation marks, gives words
/// after a verb and a colon as if they were its own, or speaks of offices with
/// "today" where a reporter names the day of the week, or without anybody
/// having said anything.
pub(super) fn is_statement(doc: &Doc) -> bool {
    let official = is_official(doc);
    let marks = Class::OURS | Class::TODAY;
    let telling = |at: usize| doc.is(at, marks) || hands_over(doc, at);
    if !official && !(0..doc.tokens.len()).any(telling) {
        return false;
    }
    let quoted = quoted(doc);
    // "The minister said:" and then nothing but his words.
    let inside = quoted.iter().filter(|&&q| q).count();
    if official && 3 * inside > 2 * quoted.len() {
        return true;
    }
    let own =
        |fits: &dyn Fn(usize) -> bool| (0..doc.tokens.len()).any(|at| !quoted[at] && fits(at));
    if own(&|at| doc.is(at, Class::OURS) || hands_over(doc, at)) {
        return true;
    }
    let dated = |at: usize| doc.is(at, Class::WEEKDAY) && !is_full_date(doc, at);
    let said = |at: usize| matches!(doc.word(at), "said" | "told" | "added");
    official
        && !own(&dated)
        && (own(&|at| doc.is(at, Class::TODAY))
            || !(0..doc.tokens.len()).any(said) && own(&|at| commits(doc, at)))
}

/// A word by which those who write bind or praise themselves, written small;
/// no chronicle and no quotation of prices has them.
fn commits(doc: &Doc, at: usize) -> bool {
    doc.tokens[at].shape == Shape::Lower && doc.is(at, Class::COMMITS)
}

/// "Monday 19 December": the day of the week is not how the day is told.
fn is_full_date(doc: &Doc, at: usize) -> bool {
    let comma = usize::from(doc.word_at(at + 1) == ",");
    let number = doc
        .tokens
        .get(at + 1 + comma)
        .is_some_and(|t| t.shape == Shape::Number);
    number || doc.is(at + 1 + comma, Class::MONTH)
}

/// "The minister said:" and then no quotation mark.
fn hands_over(doc: &Doc, at: usize) -> bool {
    doc.infos[at].verb != 0
        && doc.word_at(at + 1) == ":"
        && !doc.tokens[at].breaks
        && doc.tokens[at].shape == Shape::Lower
        && doc.word_at(at + 2).starts_with(char::is_alphabetic)
}

/// Whether a text names an office or a part of a government.
fn is_official(doc: &Doc) -> bool {
    let office = doc.offices.iter().any(|gaz| gaz.len > 0);
    office || doc.names.iter().any(|gaz| gaz.mask & Mask::GOVERNMENT != 0)
}
