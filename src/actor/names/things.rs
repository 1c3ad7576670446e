//! Names that are no actor's: operations, ships, prizes, gauges of the stock
//! exchange, resolutions of a body.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::alias::is_acronym;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Words of a ship's name at most.
const SHIP: usize = 4;

/// Things of a text whose short names are looked for: more would make each
/// name cost as much as the text is long.
const MOST: usize = 500;

/// The names of the things of a text.
pub(super) struct Things<'t> {
    words: Vec<&'t str>,
}

impl<'t> Things<'t> {
    /// Those among `names`, and ships anywhere.
    pub(super) fn of(doc: &Doc<'t>, names: &[Name]) -> Self {
        Self {
            words: things(doc, names),
        }
    }

    /// Whether a name is one of theirs; what is left of a body that a thing is
    /// named for stays.
    pub(super) fn has(&self, doc: &Doc, name: &mut Name) -> bool {
        let named_for = |name: &mut Name| is_thing(doc, name) && !of_body(doc, name);
        is_part(doc, name) || named_for(name) || stands_for(doc, name, &self.words)
    }
}

/// Whether what stands beside a name makes it part of a thing's.
pub(super) fn is_part(doc: &Doc, name: &Name) -> bool {
    is_ship(doc, name)
        || is_gauge(doc, name)
        || is_resolution(doc, name)
        || is_sum(doc, name)
        || is_ware(doc, name)
        || is_storm(doc, name)
}

/// "[Molotov] cocktails"
fn is_ware(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    doc.is(end, Class::WARE) && !doc.tokens[end].breaks
}

/// "Hurricane [Larkspur]", "[Hurricane Larkspur]"
fn is_storm(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let storm = |i: usize| doc.is(i, Class::STORM) && doc.tokens[i].shape.capital();
    let before = at > 0 && !doc.tokens[at].breaks && storm(at - 1);
    name.kind == Kind::Person && (before || storm(at) && name.to - name.from > 1)
}

/// "[US]$ 20,000"
fn is_sum(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    doc.word_at(end) == "$" && !doc.tokens[end].spaced
}

/// "the aircraft carrier [Carl Vinson]"
fn is_ship(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let vessel = |i: usize| doc.is(i, Class::VESSEL) && doc.tokens[i].shape == Shape::Lower;
    at > 0 && !doc.tokens[at].breaks && doc.tokens[at].spaced && vessel(at - 1)
}

/// "the [Quillby Jones] industrial average": what is measured under a name.
fn is_gauge(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    let small = |i: usize| {
        doc.tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Lower && !t.breaks)
    };
    let gauge = |i: usize| small(i) && doc.is(i, Class::GAUGE);
    let described = small(end) && doc.infos[end].class == 0 && doc.infos[end].verb == 0;
    name.kind == Kind::Organisation && (gauge(end) || described && gauge(end + 1))
}

/// "[Security Council] Resolution 2328": a paper, not the body.
fn is_resolution(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    let inside = doc.tokens.get(end).is_some_and(|t| !t.breaks);
    name.kind == Kind::Organisation
        && inside
        && matches!(
            doc.word(end),
            "Resolution" | "Resolutions" | "resolution" | "resolutions"
        )
        && doc
            .tokens
            .get(end + 1)
            .is_some_and(|t| t.shape == Shape::Number && !t.breaks)
}

/// "Operation Inherent Resolve", "HMS Ocean", "Nobel Peace Prize": nobody.
fn is_thing(doc: &Doc, name: &Name) -> bool {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    let known = doc.names[last].mask & Mask::NAMES != 0;
    let place = u32::from(doc.names[at].len) + 1 == name.to - name.from
        && doc.names[at].mask & Mask::PLACES != 0;
    let met = place && doc.word(last) == "Conference";
    name.to - name.from > 1
        && (doc.is(at, Class::THING) || (doc.is(last, Class::WORK) || met) && !known)
}

/// "[G7] Quillby Summit", "[Brussels] Conference": the body, or the place
/// before one word, that the thing is named for is left; whether there is one.
fn of_body(doc: &Doc, name: &mut Name) -> bool {
    let gaz = doc.names[name.from as usize];
    let end = name.from + u32::from(gaz.len);
    let body = gaz.at == 0 && gaz.mask & Mask::ORGANISATIONS != 0 && end < name.to;
    if body {
        name.to = end;
        name.kind = Kind::Organisation;
    }
    let place = gaz.at == 0
        && gaz.mask & Mask::NAMES != 0
        && gaz.mask & Mask::NAMES & !Mask::PLACES == 0
        && end + 1 == name.to;
    if place {
        name.to = end;
        name.kind = Kind::Place;
    }
    body || place
}

/// The words of the names of such things, and of ships anywhere.
fn things<'t>(doc: &Doc<'t>, names: &[Name]) -> Vec<&'t str> {
    let things = names.iter().filter(|name| is_thing(doc, name));
    let things = things.map(|name| (name.from as usize, name.to as usize));
    let ships = (0..doc.tokens.len())
        .filter(|&at| doc.tokens[at].shape == Shape::Upper && doc.is(at, Class::THING));
    let ships = ships.filter_map(|at| {
        let high = doc.tokens.len().min(at + 1 + SHIP);
        let own = (at + 1..high).take_while(|&i| {
            let token = doc.tokens[i];
            token.shape.capital() && token.spaced && !token.breaks
        });
        Some((at, own.last()? + 1))
    });
    let span = |(from, to)| doc.span(from, to).of(doc.text);
    let named = names.iter().filter(|name| is_ship(doc, name));
    let named = named.flat_map(|name| {
        let to = name.to as usize;
        [(name.from as usize, to), (to - 1, to)]
    });
    let storms = (1..doc.tokens.len()).filter(|&at| {
        let token = doc.tokens[at];
        let storm = doc.is(at - 1, Class::STORM) && doc.tokens[at - 1].shape.capital();
        storm && token.shape == Shape::Title && token.spaced && !token.breaks
    });
    let storms = storms.map(|at| (at, at + 1));
    let all = things.chain(ships).chain(named).chain(storms);
    let mut words: Vec<&str> = all.map(span).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// "OIR" of "Operation Inherent Resolve", "Ocean" of "HMS Ocean", "Vinson" of
/// the carrier Carl Vinson.
fn stands_for(doc: &Doc, name: &Name, things: &[&str]) -> bool {
    let at = name.from as usize;
    let ship = |thing: &str| {
        let (prefix, own) = thing.split_once(' ').unwrap_or((thing, ""));
        prefix.chars().all(char::is_uppercase) && own == doc.word(at)
    };
    let short =
        |thing: &str| doc.tokens[at].shape == Shape::Upper && is_acronym(doc.word(at), thing);
    let words = doc.span(at, name.to as usize).of(doc.text);
    let same = things.binary_search(&words).is_ok();
    let lone = name.to - name.from == 1;
    same || lone
        && things
            .iter()
            .take(MOST)
            .any(|thing| ship(thing) || short(thing))
}
