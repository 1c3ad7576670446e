//! What brackets and quotation marks tell: initials behind an organisation,
//! a nickname inside a person's name.

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

/// Letters of initials in brackets.
const INITIALS: std::ops::RangeInclusive<u32> = 3..=8;
/// Tokens of a nickname at most.
const NICKNAME: usize = 2;

/// Words that initials in brackets may stand for, small ones among them.
const REACH: usize = 16;

/// Puts names beside brackets right.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    nicknames(doc, names);
    let mut found = Vec::new();
    for open in 1..doc.tokens.len() {
        let number = doc
            .tokens
            .get(open + 3)
            .is_some_and(|t| t.shape == Shape::Number);
        let short = doc.word(open) == "("
            && is_initials(doc, open + 1)
            && doc.word_at(open + 2) == ")"
            && !number;
        if short {
            initials(doc, open, names, &mut found);
        }
    }
    names.retain(|n| n.from < n.to);
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|n| n.from);
    }
}

fn is_initials(doc: &Doc, at: usize) -> bool {
    let upper = |t: &crate::actor::token::Token| {
        t.shape == Shape::Upper && INITIALS.contains(&(t.end - t.start))
    };
    doc.tokens.get(at).is_some_and(upper)
}

/// "Harbour and Trade Administration (HTA)": one name, which begins where its
/// initials say, and its short name.
fn initials(doc: &Doc, open: usize, names: &mut [Name], found: &mut Vec<Name>) {
    let organised = |&from: &usize| {
        (from..open).any(|at| doc.words[at].is(WordClass::ORG) && doc.tokens[at].shape.capital())
    };
    let mut kind = None;
    if let Some(from) = begins(doc, open).filter(organised) {
        if !super::swallow(names, from, open) {
            return;
        }
        found.push(Name::told(from, open, Kind::Organisation));
        kind = Some(Kind::Organisation);
    }
    let before = names.partition_point(|n| n.to <= open as u32 + 1);
    let ends = before.checked_sub(1).map(|i| names[i]);
    let body = |n: &Name| n.to as usize == open && n.from < n.to && n.kind == Kind::Organisation;
    let kind = kind.or_else(|| ends.filter(body).map(|n| n.kind));
    let taken = names
        .get(before)
        .is_some_and(|n| n.range().contains(&(open + 1)));
    if let Some(kind) = kind.filter(|_| !taken) {
        found.push(Name::told(open + 1, open + 2, kind));
    }
}

/// Where the words before `open` begin of which the word after it holds the
/// initials: all capitals, small words left out.
fn begins(doc: &Doc, open: usize) -> Option<usize> {
    let mut letters = doc.word(open + 1).chars().rev().peekable();
    let mut at = open;
    while letters.peek().is_some() {
        let broken = doc.tokens[at].breaks || open - at >= REACH;
        at = at.checked_sub(1).filter(|_| !broken)?;
        let word = doc.word(at);
        if doc.tokens[at].shape.capital() {
            letters.next_if(|&c| word.starts_with(c))?;
        } else if !matches!(
            word,
            "of" | "and" | "the" | "for" | "in" | "on" | "to" | "&" | "-"
        ) {
            return None;
        }
    }
    Some(at)
}

/// "Richard 'Tex' Coe", "James (Leo) Nichols": one person.
fn nicknames(doc: &Doc, names: &mut Vec<Name>) {
    for at in 0..names.len() {
        let name = names[at];
        if name.kind != Kind::Person || name.to == name.from {
            continue;
        }
        let Some(after) = past_nickname(doc, name.to as usize) else {
            continue;
        };
        let next = names[at + 1..]
            .iter()
            .find(|n| n.from as usize >= after && n.to > n.from)
            .filter(|n| n.from as usize == after && n.kind == Kind::Person);
        let to = next.map_or(after as u32 + 1, |n| n.to);
        let word = doc.words[after];
        let surname = word.is(WordClass::SURNAME | WordClass::KNOWN) || doc.names[after].mask == 0;
        if next.is_none() && (!surname || word.is(WordClass::COMMON | WordClass::ORG)) {
            continue;
        }
        names[at].to = to;
        // What lay inside is part of it now.
        for other in names[at + 1..].iter_mut().take_while(|n| n.from < to) {
            other.to = other.from;
        }
    }
    names.retain(|n| n.from < n.to);
}

/// The capital after a nickname between marks at `open`.
fn past_nickname(doc: &Doc, open: usize) -> Option<usize> {
    let closing = match doc.word_at(open) {
        "'" => "'",
        "\"" => "\"",
        "\u{2018}" => "\u{2019}",
        "\u{201c}" => "\u{201d}",
        "(" => ")",
        _ => return None,
    };
    let close =
        (open + 2..doc.tokens.len().min(open + 2 + NICKNAME)).find(|&i| doc.word(i) == closing)?;
    let capitals = (open + 1..close).all(|i| {
        let given = doc.words[i].is(WordClass::MALE | WordClass::FEMALE);
        match doc.tokens[i].shape {
            Shape::Dotted => true,
            Shape::Title => closing != ")" || given,
            _ => false,
        }
    });
    let after = doc.tokens.get(close + 1)?;
    let inside = !doc.tokens[open..=close].iter().any(|t| t.breaks);
    let follows = after.shape == Shape::Title && after.spaced && !after.breaks;
    (capitals && inside && follows).then_some(close + 1)
}
