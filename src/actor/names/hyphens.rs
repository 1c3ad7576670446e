//! Names beside a hyphen: the Arabic article belongs to them, and "-based"
//! makes of a place what only describes somebody else.

use super::{Doc, Name, free_to};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Puts such names right, or takes them away.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    names.retain(|name| !describes(doc, name));
    for at in 0..names.len() {
        let free = free_to(doc, names, at);
        let name = &mut names[at];
        article(doc, name);
        half(doc, name, free);
        after_dateline(doc, name);
        before_thing(doc, name);
    }
    names.dedup_by(|next, name| {
        next.from = next.from.max(name.to);
        next.from >= next.to
    });
}

/// Whether a hyphen at `at` has no space on either side.
fn hyphen(doc: &Doc, at: usize) -> bool {
    let tight = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.breaks);
    doc.word_at(at) == "-" && tight(at) && tight(at + 1)
}

/// "the Boston-based firm", "a Cairo-bound plane"
pub(super) fn describes(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    let stop = usize::from(doc.word_at(end) == "." && hyphen(doc, end + 1));
    let adjective = matches!(
        doc.word_at(end + stop + 1),
        "based" | "bound" | "born" | "registered" | "listed" | "headquartered"
    );
    name.kind == Kind::Place && hyphen(doc, end + stop) && adjective
}

/// "al-[Hilla]": the article is the name's own.
fn article(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    let Some(at) = from.checked_sub(2).filter(|_| hyphen(doc, from - 1)) else {
        return;
    };
    let article = matches!(
        doc.word(at).to_ascii_lowercase().as_str(),
        "al" | "el" | "ul" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "es"
    );
    let short = doc.tokens[at].end - doc.tokens[at].start <= 3;
    if short && article {
        name.from = at as u32;
    }
}

/// "GENEVA-[Joint Task Force]": the place of a dateline.
fn after_dateline(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    if from + 2 < name.to as usize
        && hyphen(doc, from + 1)
        && super::cues::dateline(doc, from) == Some(from + 1)
    {
        name.from += 2;
    }
}

/// "Joint Task Force-[Operation Inherent Resolve]": what the operation is
/// called is not the force's name.
fn before_thing(doc: &Doc, name: &mut Name) {
    let things = |&at: &usize| hyphen(doc, at) && doc.is(at + 1, Class::THING);
    if let Some(at) = name.range().skip(1).find(things)
        && at + 1 < name.to as usize
    {
        name.to = at as u32;
    }
}

/// "[Urus]-Martan": a capital that nobody knows goes on with the name.
fn half(doc: &Doc, name: &mut Name, free: usize) {
    let end = name.to as usize;
    let next = end + 1;
    let unknown = name.kind != Kind::Organisation
        && next < free
        && hyphen(doc, end)
        && doc.tokens[next].shape == Shape::Title
        && doc.tokens[end - 1].shape == Shape::Title
        && doc.names[next].mask == 0
        && doc.names[end - 1].mask == 0
        && !doc.words[next].is(WordClass::AFTER_HYPHEN | WordClass::COMMON);
    if unknown && !hyphen(doc, next + 1) {
        name.to = next as u32 + 1;
    }
}
