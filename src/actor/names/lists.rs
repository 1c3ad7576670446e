//! Lists: "Breen, Staunton, Irwin and O'Neill" are of one kind.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Items of a list from which those that were not found are added too.
const LONG: usize = 5;
/// Items of a list at least.
const SHORT: usize = 3;

/// One item: the name there, or a lone capital that is none yet.
struct Item {
    at: usize,
    end: usize,
    name: Option<usize>,
}

/// Gives the lone words of a list that no table knows the kind of most of its
/// items, and takes such words up that were missed in a long one.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    let mut added = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let list = list_from(doc, names, at);
        at = list.last().map_or(at + 1, |item| item.end);
        if list.len() < SHORT {
            continue;
        }
        let Some((kind, count)) = majority(names, &list) else {
            continue;
        };
        for item in list.iter().filter(|item| is_open(doc, item, kind)) {
            match item.name {
                Some(i) => names[i].kind = kind,
                None if list.len() >= LONG && 2 * count > list.len() => {
                    added.push(Name::told(item.at, item.end, kind));
                }
                None => {}
            }
        }
    }
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|n| n.from);
    }
}

/// The items of the list that begins at `at`, none when there is no item.
fn list_from(doc: &Doc, names: &[Name], at: usize) -> Vec<Item> {
    let mut out = Vec::new();
    let mut next = item(doc, names, at);
    while let Some(item_here) = next {
        let mut gap = item_here.end;
        out.push(item_here);
        let comma = doc.word_at(gap) == ",";
        gap += usize::from(comma);
        let and = matches!(doc.word_at(gap), "and" | "&" | "or");
        gap += usize::from(and);
        let broken = |i: usize| doc.tokens.get(i).is_none_or(|t| t.breaks);
        let from = out.last().map_or(gap, |last| last.end);
        if !(comma || and) || (from..=gap).any(broken) {
            break;
        }
        next = item(doc, names, gap);
        if and {
            out.extend(next.take());
        }
    }
    out
}

/// The item at `at`: a name, or one capital.
fn item(doc: &Doc, names: &[Name], at: usize) -> Option<Item> {
    let over = names.partition_point(|n| n.to as usize <= at);
    let name = names.get(over).filter(|n| n.range().contains(&at));
    if let Some(name) = name {
        let own = name.from as usize == at;
        return own.then_some(Item {
            at,
            end: name.to as usize,
            name: Some(over),
        });
    }
    let token = doc.tokens.get(at)?;
    matches!(token.shape, Shape::Title | Shape::Mixed).then_some(Item {
        at,
        end: at + 1,
        name: None,
    })
}

/// The kind of most of the items that have one, and how many these are.
fn majority(names: &[Name], list: &[Item]) -> Option<(Kind, usize)> {
    let kinds = [Kind::Person, Kind::Organisation, Kind::Place];
    let count = |kind: Kind| {
        let named = list.iter().filter_map(|item| item.name);
        named.filter(|&i| names[i].kind == kind).count()
    };
    let best = kinds.into_iter().max_by_key(|&kind| count(kind))?;
    let found = count(best);
    let others = list.iter().filter(|item| item.name.is_some()).count() - found;
    (found > 1 && found > 2 * others - others.min(1)).then_some((best, found))
}

/// Whether an item may be anything: a lone word of which the tables know
/// nothing that speaks against `kind`.
fn is_open(doc: &Doc, item: &Item, kind: Kind) -> bool {
    let at = item.at;
    let against = match kind {
        Kind::Person => !(Mask::PERSON | Mask::CITY),
        Kind::Organisation => !Mask::ORGANISATIONS,
        Kind::Place => !Mask::PLACES,
    };
    let classes = match kind {
        Kind::Person => W::ROLE | W::TITLE | W::ORG | W::COMMON,
        _ => W::ROLE | W::TITLE | W::COMMON | W::KNOWN,
    };
    let shape = matches!(doc.tokens[at].shape, Shape::Title | Shape::Mixed);
    // "in Munich, John Kerry and": no item at all.
    let placed = at > 0
        && !doc.tokens[at].breaks
        && matches!(
            doc.word(at - 1),
            "in" | "In" | "at" | "At" | "near" | "Near" | "from" | "From" | "to"
        );
    item.end - at == 1
        && shape
        && !(placed && kind == Kind::Person)
        && doc.names[at].mask & against == 0
        && !doc.words[at].is(classes)
        && !doc.is(at, Class::TIME | Class::MONTH | Class::QUALITY)
        && !(doc.tokens[at].opens && item.name.is_none() && doc.infos[at].class != 0)
}
