//! Who speaks in a text: a party in its own cause, or someone who reports.

use super::names::{Doc, Mask};
use super::speech::{Class, quoted};

/// Whether a text is a statement of one of its parties, as governments and
/// agencies put them out: it says "we" outside quotation marks, gives words
/// after a verb and a colon as if they were its own, or speaks of "today"
/// where a reporter names the day of the week.
pub(super) fn is_statement(doc: &Doc) -> bool {
    let marks = Class::OURS | Class::TODAY;
    let telling = |at: usize| doc.is(at, marks) || hands_over(doc, at);
    if !(0..doc.tokens.len()).any(telling) {
        return false;
    }
    let quoted = quoted(doc);
    let own = |class: u32| (0..doc.tokens.len()).any(|at| !quoted[at] && doc.is(at, class));
    let hands = || (0..doc.tokens.len()).any(|at| !quoted[at] && hands_over(doc, at));
    own(Class::OURS) || hands() || own(Class::TODAY) && !own(Class::WEEKDAY) && is_official(doc)
}

/// "The minister said:" and then no quotation mark.
fn hands_over(doc: &Doc, at: usize) -> bool {
    doc.infos[at].verb != 0
        && doc.word_at(at + 1) == ":"
        && !doc.tokens[at].breaks
        && doc.tokens[at].shape == super::token::Shape::Lower
        && doc.word_at(at + 2).starts_with(char::is_alphabetic)
}

/// Whether a text names an office or a part of a government.
fn is_official(doc: &Doc) -> bool {
    let office = doc.offices.iter().any(|gaz| gaz.len > 0);
    office || doc.names.iter().any(|gaz| gaz.mask & Mask::GOVERNMENT != 0)
}
