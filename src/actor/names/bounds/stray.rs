//! Words that only stand beside a person's name: furniture, the next
//! sentence's first word, a title misspelt.

use super::super::{Doc, Mask, Name};
use super::start::GIVEN;
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::{Shape, lower_hash};

/// Letters of a title that is known again with one slip in it, at least.
const LONG: usize = 7;
/// Letters of the longest title looked for so.
const LONGEST: usize = 14;

/// "[Wire Staff Obama]", "[Updated Putin]", "[Presiden Obama]", "[Obama
/// What]": takes such words off both ends.
pub(in crate::actor::names) fn off(doc: &Doc, name: &mut Name) {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    let opens = at < last && doc.is(at, Class::BYLINE) && !doc.words[at].is(WordClass::ORG);
    if name.kind == Kind::Organisation && opens && doc.words[last].is(WordClass::KNOWN) {
        name.kind = Kind::Person;
    }
    if name.kind != Kind::Person {
        return;
    }
    while name.to - name.from > 1 {
        let (at, last) = (name.from as usize, name.to as usize - 1);
        let known = doc.words[last].is(WordClass::KNOWN);
        let byline = doc.is(at, Class::BYLINE) && !doc.words[at].is(GIVEN);
        let closes = doc.is(last, Class::BYLINE) && !is_own(doc, last)
            || doc.tokens[last].hash == doc.tokens[last - 1].hash
            || is_stray(doc, last) && doc.tokens[last].shape == Shape::Title;
        if closes {
            name.to -= 1;
        } else if is_stray(doc, at)
            || byline && (known || !is_own(doc, at))
            || known && (is_slip(doc, at) || is_rank(doc, at))
            || is_manner(doc, at) && is_own(doc, at + 1)
        {
            name.from += 1;
        } else {
            return;
        }
    }
}

/// "Lawyers for Dr [Quillby]": they are no body, he is somebody.
pub(super) fn represented(doc: &Doc, name: &mut Name) {
    let titled =
        |&at: &usize| matches!(doc.word(at - 1), "for" | "of") && doc.is(at, Class::HONORIFIC);
    let title = name.range().skip(1).find(titled);
    if let Some(title) = title.filter(|_| name.kind == Kind::Organisation) {
        let stop = usize::from(doc.word_at(title + 1) == ".");
        let from = (title + 1 + stop) as u32;
        if from < name.to && doc.words[name.from as usize].is(WordClass::ORG | WordClass::ROLE) {
            name.from = from;
            name.kind = Kind::Person;
        }
    }
}

/// A word that may be somebody's.
fn is_own(doc: &Doc, at: usize) -> bool {
    let own = GIVEN | WordClass::SURNAME | WordClass::KNOWN | WordClass::JOINS;
    doc.words[at].is(own) || doc.names[at].mask & Mask::NAMES != 0
}

/// "Adm Allen": a title and nothing else.
fn is_rank(doc: &Doc, at: usize) -> bool {
    let name = GIVEN | WordClass::SURNAME | WordClass::JOINS;
    doc.words[at].is(WordClass::TITLE) && !doc.words[at].is(name)
}

/// "Amazingly Anna": how, at the start of a sentence.
fn is_manner(doc: &Doc, at: usize) -> bool {
    doc.tokens[at].opens && doc.word(at).ends_with("ly") && !is_own(doc, at)
}

/// A common word that is nobody's name.
fn is_stray(doc: &Doc, at: usize) -> bool {
    doc.words[at].is(WordClass::COMMON) && !is_own(doc, at)
}

/// "Presiden": a word of which nothing is known, one slip away from a title.
fn is_slip(doc: &Doc, at: usize) -> bool {
    let word = doc.word(at);
    let unknown = doc.words[at].class == 0
        && doc.names[at].mask == 0
        && doc.offices[at].len == 0
        && doc.infos[at].class == 0;
    unknown
        && doc.tokens[at].shape == Shape::Title
        && (LONG..=LONGEST).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && slips(&word.to_ascii_lowercase())
            .any(|title| doc.clause.info(lower_hash(&title)).is(Class::RANK))
}

/// All words that a slip makes this one of: a letter put in, left out,
/// changed or swapped with its neighbour.
fn slips(word: &str) -> impl Iterator<Item = String> {
    let n = word.len();
    let without = move |at: usize| format!("{}{}", &word[..at], &word[at + 1..]);
    let with = move |at: usize, rest: usize| {
        (b'a'..=b'z').map(move |c| format!("{}{}{}", &word[..at], char::from(c), &word[rest..]))
    };
    let swapped = move |at: usize| {
        let (a, b) = (&word[at..at + 1], &word[at + 1..at + 2]);
        format!("{}{b}{a}{}", &word[..at], &word[at + 2..])
    };
    let put_in = (0..n).map(without);
    let left_out = (0..=n).flat_map(move |at| with(at, at));
    let changed = (0..n).flat_map(move |at| with(at, at + 1));
    put_in
        .chain(left_out)
        .chain(changed)
        .chain((0..n - 1).map(swapped))
}
