//! Where a name begins and ends: what the model cuts off or leaves on.

mod end;
mod start;
mod stray;

use super::nobody::{is_citizen, is_field, is_only_a_word, is_quality};
use super::things::Things;
use super::{Doc, Mask, Name, free_to};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

use end::{
    abbreviated, continued, districted, initialled, junior, of_field, place_of_body,
    place_of_office, unbroken,
};
use start::{glued, new_place, ordered, within_office};

pub(super) use end::numbered;
pub(super) use start::{GIVEN, front, opening, opening_role};
pub(super) use stray::off;

/// Puts the bounds of all names right; those after a name that grows give way.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    part_acronyms(doc, names);
    part_states(doc, names);
    for name in names.iter_mut() {
        stray::represented(doc, name);
    }
    join_juniors(doc, names);
    let things = Things::of(doc, names);
    names.retain_mut(|name| {
        opening(doc, name);
        unbroken(doc, name);
        let nobody = things.has(doc, name)
            || is_quality(doc, name)
            || is_citizen(doc, name)
            || is_field(doc, name)
            || is_only_a_word(doc, name);
        !(nobody || within_office(doc, name))
    });
    for at in 0..names.len() {
        let free = free_to(doc, names, at);
        let name = &mut names[at];
        front(doc, name);
        off(doc, name);
        new_place(doc, name);
        glued(doc, name);
        place_of_office(doc, name);
        place_of_body(doc, name);
        match name.kind {
            Kind::Person => {
                continued(doc, name, free);
                initialled(doc, name);
                numbered(doc, name);
                junior(doc, name);
            }
            Kind::Organisation => {
                abbreviated(doc, name);
                ordered(doc, name);
                of_field(doc, name, free);
            }
            Kind::Place => {
                abbreviated(doc, name);
                districted(doc, name);
            }
        }
    }
    names.dedup_by(|next, name| {
        next.from = next.from.max(name.to);
        next.from >= next.to
    });
}

/// "[Scott C.] [Dayton]", found apart: one name.
pub(super) fn join_initials(doc: &Doc, names: &mut Vec<Name>) {
    names.dedup_by(|next, name| {
        if name.kind == Kind::Person && next.from == name.to {
            initialled(doc, name);
        }
        next.from = next.from.max(name.to);
        next.from >= next.to
    });
}

/// "President of the [USA Barak Obama]": two names.
fn part_acronyms(doc: &Doc, names: &mut Vec<Name>) {
    let mut parts = Vec::new();
    for name in names.iter_mut() {
        let at = name.from as usize;
        let words = &doc.words[at..name.to as usize];
        let person = words.len() <= 3
            && words.last().is_some_and(|last| last.is(WordClass::KNOWN))
            && !words.iter().any(|word| word.is(WordClass::ORG));
        if name.kind != Kind::Person && !person {
            continue;
        }
        let gaz = doc.names[at];
        let state = gaz.mask & Mask::STATE != 0 && gaz.at == 0 && gaz.len == 1;
        let short = matches!(doc.tokens[at].shape, Shape::Upper | Shape::Dotted);
        let follows = doc
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.shape == Shape::Title);
        if state && short && follows && name.to - name.from > 1 {
            parts.push(Name {
                to: name.from + 1,
                kind: Kind::Place,
                ..*name
            });
            name.from += 1;
            name.kind = Kind::Person;
        }
    }
    if !parts.is_empty() {
        names.extend(parts);
        names.sort_by_key(|n| n.from);
    }
}

/// "[Anna Quillby United States] 47.6": somebody and a state, side by side in a
/// list.
fn part_states(doc: &Doc, names: &mut Vec<Name>) {
    let mut states = Vec::new();
    for name in names.iter_mut().filter(|n| n.kind != Kind::Place) {
        let last = name.to as usize - 1;
        let gaz = doc.names[last];
        let only = gaz.mask & Mask::STATE != 0 && gaz.mask & Mask::NAMES & !Mask::PLACES == 0;
        let whole = gaz.at + 1 == gaz.len;
        let head = (name.to - name.from).saturating_sub(u32::from(gaz.len));
        let at = name.from as usize;
        let person = doc.words[at].is(GIVEN) && doc.names[at].mask & Mask::ORGANISATIONS == 0;
        if only && whole && (2..=3).contains(&head) && person {
            name.to = name.from + head;
            name.kind = Kind::Person;
            states.push(Name::told(name.to as usize, last + 1, Kind::Place));
        }
    }
    if !states.is_empty() {
        names.extend(states);
        names.sort_by_key(|n| n.from);
    }
}

/// "[Martin Luther] King [Jr]": one name over a word between.
fn join_juniors(doc: &Doc, names: &mut Vec<Name>) {
    names.dedup_by(|next, name| {
        let gap = name.to as usize..next.from as usize;
        let junior = next.to - next.from == 1
            && matches!(doc.word(next.from as usize), "Jr" | "Jr." | "Sr" | "Sr.");
        let joined = junior
            && name.kind == Kind::Person
            && gap.len() <= 1
            && doc.tokens[gap.start..=gap.end]
                .iter()
                .all(|t| !t.breaks && t.shape.capital());
        if joined {
            name.to = next.to;
        }
        joined
    });
}
