//! Teams in reports of matches: "England beat Panama", "Leicestershire 296".
//! A country, county or town that plays there is a body, not a place.

use rustc_hash::FxHashSet;

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Distinct words of matches in a report of one, at least.
const DISTINCT: usize = 5;
/// How many of the words of such a report at least are of matches: one in so
/// many.
const ONE_IN: usize = 60;
/// Letters of a year, which is no score.
const YEAR: usize = 4;

/// Makes teams of the places that play in a report of matches, wherever they
/// do not stand as places do.
pub(super) fn settle(doc: &Doc, names: &mut [Name]) {
    if !is_report(doc) {
        return;
    }
    let places = names.iter().filter(|n| n.kind == Kind::Place);
    let teams = places.filter(|n| plays(doc, n) && !is_placed(doc, n));
    let teams: FxHashSet<u64> = teams.map(|n| key(doc, n)).collect();
    for name in names.iter_mut().filter(|n| n.kind == Kind::Place) {
        if teams.contains(&key(doc, name)) && !is_placed(doc, name) {
            name.kind = Kind::Organisation;
        }
    }
}

/// Whether a text tells of matches.
fn is_report(doc: &Doc) -> bool {
    let mut distinct = FxHashSet::default();
    let mut count = 0;
    for at in (0..doc.tokens.len()).filter(|&at| doc.is(at, Class::SPORTING)) {
        distinct.insert(doc.lower[at]);
        count += 1;
    }
    distinct.len() >= DISTINCT && count * ONE_IN >= doc.tokens.len()
}

fn key(doc: &Doc, name: &Name) -> u64 {
    name.range()
        .fold(7, |key: u64, at| key.rotate_left(11) ^ doc.lower[at])
}

/// "[England] beat", "against [England]", "[England] 2", "[England] captain".
fn plays(doc: &Doc, name: &Name) -> bool {
    let (at, end) = (name.from as usize, name.to as usize);
    let inside = doc.tokens.get(end).is_some_and(|t| !t.breaks);
    let scores = |i: usize| doc.tokens[i].shape == Shape::Number && doc.word(i).len() < YEAR;
    let after = inside && (doc.is(end, Class::PLAYS) || scores(end));
    let before = at > 0 && !doc.tokens[at].breaks && doc.is(at - 1, Class::OPPOSES);
    after || before
}

/// "in [England]", "([England])", "Leeds, [England]"
fn is_placed(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let article = usize::from(at > 0 && matches!(doc.word(at - 1), "the" | "The"));
    let Some(before) = at
        .checked_sub(1 + article)
        .filter(|_| !doc.tokens[at].breaks)
    else {
        return super::cues::dateline(doc, at).is_some();
    };
    let end = name.to as usize;
    matches!(
        doc.word(before),
        "in" | "In" | "at" | "At" | "from" | "From" | "near" | "outside" | "across" | "through"
    ) || doc.word(before) == "(" && doc.word_at(end) == ")"
        || doc.word(before) == ","
            && before > 0
            && doc.tokens[before - 1].shape.capital()
            && !matches!(doc.word_at(end), "and" | ",")
            && !doc.is(end, Class::PLAYS)
}
