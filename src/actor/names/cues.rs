//! Names that the words beside them tell: "the town of X", "X province",
//! "King X", the place of a dateline.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Words of such a name at most.
const LONGEST: usize = 3;

/// The names told so where nothing was found.
pub(super) fn names(doc: &Doc, taken: &mut [bool]) -> Vec<Name> {
    let mut out = Vec::new();
    for at in 0..doc.tokens.len() {
        let found = place_after(doc, at, taken)
            .or_else(|| place_before(doc, at, taken))
            .or_else(|| medium(doc, at, taken))
            .or_else(|| person(doc, at, taken))
            .or_else(|| holder(doc, at, taken))
            .or_else(|| halved(doc, at))
            .or_else(|| coalition(doc, at))
            .or_else(|| sole(doc, at))
            .or_else(|| body_of_office(doc, at));
        if let Some(name) = found {
            put(name, taken, &mut out);
        }
    }
    for name in out.iter_mut().filter(|n| n.kind == Kind::Person) {
        super::bounds::numbered(doc, name);
        taken[name.range()].fill(true);
    }
    out
}

/// Puts the places of datelines in the place of what was found of them.
pub(super) fn datelines(doc: &Doc, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for at in 0..doc.tokens.len() {
        let Some(to) = dateline(doc, at) else {
            continue;
        };
        if super::swallow(names, at, to) {
            found.push(Name::told(at, to, Kind::Place));
        }
    }
    if !found.is_empty() {
        names.retain(|n| n.from < n.to);
        names.extend(found);
        names.sort_by_key(|n| n.from);
    }
}

fn put((from, to, kind): (usize, usize, Kind), taken: &mut [bool], out: &mut Vec<Name>) {
    if taken[from..to].contains(&true) {
        return;
    }
    taken[from..to].fill(true);
    out.push(Name::told(from, to, kind));
}

/// Where the place ends with which a line of wire copy opens: "GENEVA, Sept
/// 14", "ST. LOUIS 1996-08-30", "GENEVA (Reuters) -", "GENEVA -".
pub(super) fn dateline(doc: &Doc, at: usize) -> Option<usize> {
    if !doc.tokens[at].breaks || doc.tokens[at].shape != Shape::Upper {
        return None;
    }
    let mut end = at + 1;
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    while end - at < LONGEST + 1 && inside(end) {
        let tight = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.breaks);
        let stop = doc.word(end) == "." && tight(end) && doc.word(end - 1).len() == 2;
        let half = doc.word(end) == "-" && tight(end) && tight(end + 1);
        let upper = |i: usize| doc.tokens[i].shape == Shape::Upper;
        if !(stop || upper(end) || half && upper(end + 1) && doc.names[end + 1].mask == 0) {
            break;
        }
        end += 1;
    }
    // "1996-08-30", "Sept 14", "14 September"
    let date = |i: usize| {
        inside(i) && {
            let number = doc.tokens[i].shape == Shape::Number;
            let signed = matches!(doc.word_at(i + 1), "-" | "/") && !doc.tokens[i + 1].spaced;
            doc.is(i, Class::MONTH) || number && (signed || doc.is(i + 1, Class::MONTH))
        }
    };
    // "STIRLING, Scotland 1996-08-30"
    let region = || {
        let gaz = doc.names.get(end + 1).copied().unwrap_or_default();
        let past = end + 1 + usize::from(gaz.len);
        gaz.at == 0 && gaz.mask & Mask::PLACES != 0 && (end + 1..past).all(inside) && date(past)
    };
    let comma = doc.word_at(end) == "," && inside(end);
    let dated = date(end) || comma && (date(end + 1) || region());
    let known = doc.names[at].mask & Mask::PLACES != 0;
    let dash = |i: usize| matches!(doc.word_at(i), "-" | "\u{2013}" | "\u{2014}");
    let sent = known && inside(end) && {
        let high = doc.tokens.len().min(end + 5);
        let close = (end + 2..high).find(|&i| doc.word(i) == ")");
        dash(end) || doc.word(end) == "(" && close.is_some_and(|i| dash(i + 1))
    };
    let word = doc.tokens[at].end - doc.tokens[at].start > 2 || end > at + 1;
    let body = doc.names[at].mask & Mask::ORGANISATIONS != 0 && !known;
    (word && !body && (dated || sent)).then_some(end)
}

/// "Kurdish", "Arctic": what a place is like, by its ending.
fn is_adjective(word: &str) -> bool {
    ["ish", "ian", "ese", "ic", "ern"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// A word of one of these classes, written small.
fn is_small(doc: &Doc, at: usize, class: u64) -> bool {
    doc.tokens[at].shape == Shape::Lower && doc.is(at, class)
}

/// A capital that may be part of a name nobody knows.
fn fits(doc: &Doc, at: usize, taken: &[bool]) -> bool {
    let token = doc.tokens[at];
    let other = W::COMMON | W::ROLE | W::TITLE | W::ORG;
    matches!(token.shape, Shape::Title | Shape::Mixed)
        && !taken[at]
        && !doc.words[at].is(other)
        && doc.names[at].mask & !Mask::PLACES == 0
        && doc.offices[at].len == 0
        && !doc.is(
            at,
            Class::TIME | Class::MONTH | Class::QUALITY | Class::THING,
        )
}

/// One past the capitals from `at` on; a hyphen joins.
fn run(doc: &Doc, at: usize, taken: &[bool]) -> usize {
    let mut end = at;
    while end < doc.tokens.len() && end - at < LONGEST {
        let token = doc.tokens[end];
        if end > at && (token.breaks || !token.spaced) || !fits(doc, end, taken) {
            break;
        }
        end += 1;
        let tight = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.breaks);
        if doc.word_at(end) == "-" && tight(end) && tight(end + 1) && fits(doc, end + 1, taken) {
            end += 2;
        }
    }
    end
}

/// "the town of [Moengo]"
fn place_after(doc: &Doc, at: usize, taken: &[bool]) -> Option<(usize, usize, Kind)> {
    let seat = Class::PART | Class::TOWN;
    let stated = at > 0 && !doc.tokens[at].breaks && is_small(doc, at - 1, seat);
    if doc.word(at) != "of" || !stated {
        return None;
    }
    let start = at + 1;
    if doc.tokens.get(start).is_none_or(|t| t.breaks) {
        return None;
    }
    // "the village of al-Daih"
    let own = start
        + 2 * usize::from(
            doc.tokens[start].shape == Shape::Lower
                && doc.word_at(start + 1) == "-"
                && doc.words[start].is(W::JOINS),
        );
    let end = (own < doc.tokens.len()).then(|| run(doc, own, taken))?;
    (end > own).then_some((start, end, Kind::Place))
}

/// "[Huize] county", "[al-Daih] village"
fn place_before(doc: &Doc, at: usize, taken: &[bool]) -> Option<(usize, usize, Kind)> {
    if !fits(doc, at, taken) || doc.tokens[at].opens {
        return None;
    }
    let end = run(doc, at, taken);
    let next = doc.tokens.get(end).filter(|t| !t.breaks && t.spaced)?;
    let camp = doc.word(end) == "refugee" && doc.word_at(end + 1) == "camp";
    let glued = !doc.tokens[at].spaced;
    // Before "town" there is often a word for its people.
    let town = if glued { Class::TOWN } else { 0 };
    let site = doc.is(end, Class::PART | Class::SPOT | town);
    if next.shape != Shape::Lower || !(camp || site) || is_adjective(doc.word(end - 1)) {
        return None;
    }
    Some((begins(doc, at, taken)?, end, Kind::Place))
}

/// Where a name begins of which the capital is at `at`: at the article that a
/// hyphen joins to it; `None` when it is but half of a word.
fn begins(doc: &Doc, at: usize, taken: &[bool]) -> Option<usize> {
    if doc.tokens[at].spaced {
        return Some(at);
    }
    let article = at.checked_sub(2)?;
    let joined = doc.word(at - 1) == "-" && doc.words[article].is(W::JOINS) && !taken[article];
    joined.then_some(article)
}

/// "Mr [Ellwood]", "King [Baudouin I]"
fn person(doc: &Doc, at: usize, taken: &[bool]) -> Option<(usize, usize, Kind)> {
    if doc.tokens[at].breaks || doc.names[at].mask & Mask::PLACES != 0 {
        return None;
    }
    let stop = at >= 2 && doc.word(at - 1) == "." && !doc.tokens[at - 1].spaced;
    let title = at.checked_sub(1 + usize::from(stop))?;
    if !doc.is(title, Class::HONORIFIC) || !doc.tokens[title].shape.capital() {
        return None;
    }
    // "MR KIRBY:" stands in capitals throughout.
    let loud = doc.tokens[at].shape == Shape::Upper && doc.tokens[title].shape == Shape::Upper;
    let mut end = if loud && !taken[at] {
        at + 1
    } else {
        run(doc, at, taken)
    };
    let roman = |i: usize| {
        let word = doc.word_at(i);
        !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    };
    if end > at && roman(end) && !taken[end] && !doc.tokens[end].breaks {
        end += 1;
    }
    (end > at).then_some((at, end, Kind::Person))
}

/// "Britain's [Sun] newspaper"
fn medium(doc: &Doc, at: usize, taken: &[bool]) -> Option<(usize, usize, Kind)> {
    // "the Sun" is no day before "newspaper".
    let day = !taken[at] && doc.is(at, Class::TIME) && doc.tokens[at].shape == Shape::Title;
    let from = begins(doc, at, taken).filter(|_| day || fits(doc, at, taken))?;
    let end = run(doc, at, taken).max(at + usize::from(day));
    let next = doc.tokens.get(end).filter(|t| !t.breaks && t.spaced)?;
    let medium = doc.is(end, Class::MEDIUM);
    let glued = doc
        .tokens
        .get(end + 1)
        .is_some_and(|t| t.shape.capital() && !t.breaks);
    (next.shape == Shape::Lower && medium && !glued && !is_adjective(doc.word(end - 1)))
        .then_some((from, end, Kind::Organisation))
}

/// "Council President [Tono Quillby]", "city mayor [Hau Lung-bin]": two words
/// that no table knows after what somebody is.
fn holder(doc: &Doc, at: usize, taken: &[bool]) -> Option<(usize, usize, Kind)> {
    let title = at
        .checked_sub(1)
        .filter(|_| !doc.tokens[at].breaks && doc.tokens[at].spaced)?;
    let office = doc.words[title].is(W::TITLE | W::ROLE) || doc.offices[title].len > 0;
    let end = run(doc, at, taken);
    let unknown = |i: usize| doc.names[i].mask & Mask::NAMES == 0 && !doc.words[i].is(W::PLACE);
    let next = doc.tokens.get(end).filter(|t| !t.breaks);
    let more = next.is_some_and(|t| t.shape.capital() || !t.spaced && t.shape != Shape::Punct);
    // "Minister Quillby said": one word is enough of somebody who speaks.
    let says = end == at + 1 && doc.tokens[title].shape == Shape::Title && {
        next.is_some() && doc.infos[end].verb != 0 && doc.names[at].mask == 0
    };
    (office && (end == at + 2 || says) && (at..end).all(unknown) && !more).then_some((
        at,
        end,
        Kind::Person,
    ))
}

/// "[Kim In-so]": a surname, and a given name in two parts.
fn halved(doc: &Doc, at: usize) -> Option<(usize, usize, Kind)> {
    let end = at + 4;
    let tokens = doc.tokens.get(at..end)?;
    let spaced = [true, false, false];
    let short = tokens[3].end - tokens[3].start <= 5 && !doc.words[at + 3].is(W::AFTER_HYPHEN);
    let written = tokens[0].shape == Shape::Title
        && tokens[1].shape == Shape::Title
        && doc.word(at + 2) == "-"
        && tokens[3].shape == Shape::Lower
        && tokens[1..]
            .iter()
            .zip(spaced)
            .all(|(t, s)| t.spaced == s && !t.breaks);
    let surname =
        doc.words[at].is(W::SURNAME | W::KNOWN) && !doc.words[at].is(W::COMMON | W::TITLE);
    (written && short && surname && doc.names[at + 1].mask == 0).then_some((at, end, Kind::Person))
}

/// "the 30-year [Treasury]": a body called by one word.
fn sole(doc: &Doc, at: usize) -> Option<(usize, usize, Kind)> {
    let capital = |i: usize| doc.tokens.get(i).is_some_and(|t| t.shape.capital());
    let before = at > 0
        && !doc.tokens[at].breaks
        && capital(at - 1)
        && !doc.tokens[at - 1].opens
        && !doc.is(at - 1, Class::TIME | Class::MONTH);
    let after = capital(at + 1) && !doc.tokens[at + 1].breaks;
    (doc.tokens[at].shape == Shape::Title && doc.is(at, Class::SOLE) && !before && !after)
        .then_some((at, at + 1, Kind::Organisation))
}

/// "the [Coalition]": a capital inside a sentence tells one that is known.
fn coalition(doc: &Doc, at: usize) -> Option<(usize, usize, Kind)> {
    let article = at > 0 && matches!(doc.word(at - 1), "the" | "The") && !doc.tokens[at].breaks;
    let next = doc.tokens.get(at + 1).filter(|t| !t.breaks);
    let more = next.is_some_and(|t| {
        t.shape.capital() || !t.spaced && t.shape == Shape::Punct && doc.word(at + 1) == "-"
    });
    (article && doc.word(at) == "Coalition" && !more).then_some((at, at + 1, Kind::Organisation))
}

/// "[Kremlin] spokesman", "[State Department] spokesman": the body whose
/// office the tables know.
fn body_of_office(doc: &Doc, at: usize) -> Option<(usize, usize, Kind)> {
    let (gaz, office) = (doc.names[at], doc.offices[at]);
    let body = gaz.at == 0
        && gaz.mask & Mask::ORGANISATIONS != 0
        && gaz.mask & Mask::NAMES & !Mask::ORGANISATIONS == 0
        && doc.tokens[at].shape.capital();
    (body && office.at == 0 && office.len > gaz.len).then_some((
        at,
        at + usize::from(gaz.len),
        Kind::Organisation,
    ))
}
