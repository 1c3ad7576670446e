//! Capitals inside sentences that nothing explains but a name: "says Pall.",
//! "Leeson, the actor who", "the militant group Ansar".

use rustc_hash::FxHashSet;

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Words after ", the" in which somebody's role is looked for.
const REACH: usize = 6;
/// Words of a body's name after what it is, at most.
const LONGEST: usize = 4;

/// Words that the text writes small, by hash.
pub(super) fn small_words(doc: &Doc) -> FxHashSet<u64> {
    let small = (0..doc.tokens.len()).filter(|&at| doc.tokens[at].shape == Shape::Lower);
    small.map(|at| doc.lower[at]).collect()
}

/// The names told so where nothing was found.
pub(super) fn names(doc: &Doc, small: &FxHashSet<u64>, taken: &mut [bool]) -> Vec<Name> {
    let mut out = Vec::new();
    for at in 0..doc.tokens.len() {
        let Some(end) = run(doc, small, at, taken) else {
            continue;
        };
        let kind = if is_body(doc, at) {
            Kind::Organisation
        } else if end == at + 1 && is_speaker(doc, at)
            || is_holder(doc, at, end)
            || is_introduced(doc, at, end)
            || is_reporter(doc, at, end)
        {
            Kind::Person
        } else if is_placed(doc, at, end) {
            Kind::Place
        } else if is_full_name(doc, at, end) {
            Kind::Person
        } else {
            continue;
        };
        taken[at..end].fill(true);
        out.push(Name::told(at, end, kind));
    }
    out
}

/// One past the unknown capitals that begin at `at` and stand alone.
fn run(doc: &Doc, small: &FxHashSet<u64>, at: usize, taken: &[bool]) -> Option<usize> {
    let capital = |i: usize| {
        doc.tokens
            .get(i)
            .is_some_and(|t| t.shape.capital() && !t.breaks)
    };
    let other = W::COMMON | W::ROLE | W::TITLE | W::ORG | W::PLACE;
    let unknown = |i: usize| {
        matches!(doc.tokens[i].shape, Shape::Title | Shape::Mixed)
            && !taken[i]
            && doc.names[i].mask & !Mask::PERSON == 0
            && doc.offices[i].len == 0
            && !doc.words[i].is(other)
            && doc.infos[i].class == 0
            && !small.contains(&doc.lower[i])
    };
    let glued = !doc.tokens[at].spaced && !doc.tokens[at].breaks && doc.word(at - 1) == "-";
    let before = at > 0 && !doc.tokens[at].breaks && capital(at - 1);
    if !unknown(at) || before || glued {
        return None;
    }
    let high = doc.tokens.len().min(at + LONGEST);
    let end = (at + 1..high).find(|&i| doc.tokens[i].breaks || !unknown(i));
    let end = end.unwrap_or(high);
    let hyphen = doc
        .tokens
        .get(end)
        .is_some_and(|t| !t.spaced && matches!(doc.word(end), "-" | "\u{2013}"));
    (!capital(end) && !hyphen).then_some(end)
}

/// "the militant group [Ansar]": what a body is called stands before it.
pub(super) fn is_body(doc: &Doc, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| !doc.tokens[at].breaks) else {
        return false;
    };
    doc.tokens[at].spaced
        && doc.tokens[before].shape == Shape::Lower
        && doc.is(before, Class::COLLECTIVE)
}

/// "says [Pall].", "[Wintour] herself"
fn is_speaker(doc: &Doc, at: usize) -> bool {
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let said = |i: usize| matches!(doc.word(i), "said" | "says" | "added");
    let ends = !inside(at + 1) || matches!(doc.word(at + 1), "." | ",");
    let after = inside(at + 1) && matches!(doc.word(at + 1), "himself" | "herself");
    let before = at > 0 && !doc.tokens[at].breaks && said(at - 1);
    after || before && ends
}

/// "by rebels in [Marea] shows": a place, unless it sounds like a language, a
/// creed or somebody.
fn is_placed(doc: &Doc, at: usize, end: usize) -> bool {
    let other = ["ish", "ian", "ean", "ese", "ic", "ern", "ism", "logy"];
    let inside = at > 0 && !doc.tokens[at].breaks && doc.word(at - 1) == "in" && end == at + 1;
    inside
        && !doc.words[at].is(W::MALE | W::FEMALE)
        && !other.iter().any(|ending| doc.word(at).ends_with(ending))
        && !matches!(doc.word_at(end), "/" | "\"" | "\u{201d}")
}

/// "the regime of [Desi Bouterse] in the": two capitals among small letters,
/// where no thing stands without its article.
fn is_full_name(doc: &Doc, at: usize, end: usize) -> bool {
    let small = |i: usize| doc.tokens.get(i).is_some_and(|t| t.shape == Shape::Lower);
    let after = |i: usize| matches!(doc.word(i), "of" | "by" | "with" | "from" | "to");
    at > 0 && !doc.tokens[at].breaks && end == at + 2 && after(at - 1) && small(end)
}

/// "[Leeson], the Northern Ireland-born actor who"
fn is_holder(doc: &Doc, at: usize, end: usize) -> bool {
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let opens = doc.word_at(end) == ","
        && inside(end)
        && matches!(doc.word_at(end + 1), "the" | "a" | "an");
    let placed =
        at > 0 && !doc.tokens[at].breaks && doc.is(at - 1, Class::PREPOSITION | Class::DETERMINER);
    let high = doc.tokens.len().min(end + 2 + REACH);
    opens
        && !placed
        && (end + 2..high)
            .take_while(|&i| inside(i) && !doc.is(i, Class::PREPOSITION | Class::STOP))
            .any(|i| doc.words[i].is(W::ROLE) && doc.tokens[i].shape == Shape::Lower)
}

/// "the lead prosecutor in the case, [Gerrie Nel],": between commas, after
/// what somebody is.
fn is_introduced(doc: &Doc, at: usize, end: usize) -> bool {
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let between = at > 1
        && !doc.tokens[at].breaks
        && doc.word(at - 1) == ","
        && inside(end)
        && doc.word(end) == ",";
    if !between || end > at + 3 {
        return false;
    }
    let low = (at - 1).saturating_sub(REACH + 2);
    let phrase = (low..at - 1).rev().take_while(|&i| {
        !doc.tokens[i + 1].breaks
            && doc.tokens[i].shape != Shape::Punct
            && (doc.infos[i].verb == 0 || doc.words[i].is(W::ROLE))
    });
    let mut role = false;
    for i in phrase {
        role |= doc.words[i].is(W::ROLE) && doc.tokens[i].shape == Shape::Lower;
        if role && matches!(doc.word(i), "the" | "The" | "his" | "her" | "their" | "its") {
            return true;
        }
    }
    false
}

/// "CNN's [Wolf Quillby] that": two words after a medium's name, before small
/// ones.
fn is_reporter(doc: &Doc, at: usize, end: usize) -> bool {
    let owner = at > 1
        && !doc.tokens[at].breaks
        && doc.tokens[at - 1].shape == Shape::Possessive
        && doc.names[at - 2].mask & Mask::MEDIA != 0;
    let small = doc
        .tokens
        .get(end)
        .is_some_and(|t| t.shape == Shape::Lower && !t.breaks);
    owner && end == at + 2 && small
}
