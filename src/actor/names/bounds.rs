//! Where a name begins and ends: what the model cuts off or leaves on.

use rustc_hash::FxHashSet;

use super::nobody::{is_citizen, is_field, is_only_a_word, is_quality};
use super::things::Things;
use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Letters of the second half of a given name in two parts: "Kim Jong-un".
const SYLLABLE: usize = 5;

/// Puts the bounds of all names right; those after a name that grows give way.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    part_acronyms(doc, names);
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
        let free = names
            .get(at + 1)
            .map_or(doc.tokens.len(), |next| next.from as usize);
        let name = &mut names[at];
        front(doc, name);
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

/// "Near Ayn Isa", "Monday John Kerry", "of Brazil": a capital at the start of
/// a sentence, a day of the week or a small preposition opens no name, nor
/// does a month that of a body ("the August Purchasing Association index").
pub(super) fn opening(doc: &Doc, name: &mut Name) {
    let at = name.from as usize;
    if name.to - name.from < 2 {
        return;
    }
    let body = name.kind == Kind::Organisation
        && at > 0
        && matches!(doc.word(at - 1), "the" | "The")
        && name.range().any(|i| doc.words[i].is(WordClass::ORG));
    let month = body && doc.is(at, Class::MONTH) && doc.names[at].mask & Mask::NAMES == 0;
    if matches!(doc.word(at), "of") || month {
        name.from += 1;
        return;
    }
    if doc.names[at].mask & Mask::NAMES != 0 || doc.words[at].is(GIVEN) {
        return;
    }
    let class = match name.kind {
        Kind::Person => Class::TIME | Class::PREPOSITION,
        _ => Class::TIME,
    };
    if doc.is(at, class) {
        name.from += 1;
    }
}

/// "[Syrian Foreign] Minister", "Secretary of [State]": what reaches into an
/// office ends before it; whether nothing of a name is left.
fn within_office(doc: &Doc, name: &mut Name) -> bool {
    let last = name.to as usize - 1;
    let (office, gaz) = (doc.offices[last], doc.names[last]);
    let goes_on = office.len > 0 && office.at + 1 < office.len || name.kind == Kind::Place;
    let own = gaz.mask & Mask::NAMES != 0 || office.len == 1;
    if office.len == 0 || own || !goes_on || doc.words[last].is(GIVEN) {
        return false;
    }
    name.to = name.to.min((last - usize::from(office.at)) as u32);
    if name.from >= name.to {
        return true;
    }
    let rest = doc.names[name.from as usize];
    rest.mask & Mask::ADJECTIVE != 0
        && rest.mask & Mask::NAMES == 0
        && u32::from(rest.len) == name.to - name.from
}

/// "[Scott C.] Dayton": an initial is not the end of a name, whatever town is
/// called so.
fn initialled(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let initial = matches!(doc.tokens[end - 1].shape, Shape::Dotted | Shape::Single)
        && doc.word(end - 1).trim_end_matches('.').chars().count() == 1;
    let next = doc
        .tokens
        .get(end)
        .is_some_and(|t| t.shape == Shape::Title && t.spaced && !t.breaks);
    let given = name.range().any(|at| doc.words[at].is(GIVEN));
    if name.to - name.from > 1 && initial && next && given && !doc.words[end].is(WordClass::COMMON)
    {
        name.to += 1;
    }
}

/// "[Hla] Than", "[Kengo] wa Dondo": a capital inside a sentence that nobody
/// knows goes on with a person's name, over one small unknown word too.
fn continued(doc: &Doc, name: &mut Name, free: usize) {
    let end = name.to as usize;
    let inside = |i: usize| i < free && !doc.tokens[i].breaks && doc.tokens[i].spaced;
    let unknown = |i: usize| {
        inside(i)
            && doc.tokens[i].shape == Shape::Title
            && doc.names[i].mask & !Mask::PERSON == 0
            && doc.offices[i].len == 0
            && !doc.words[i]
                .is(WordClass::ROLE | WordClass::TITLE | WordClass::ORG | WordClass::PLACE)
            && !doc.is(
                i,
                Class::TIME | Class::MONTH | Class::QUALITY | Class::THING | Class::WORK,
            )
    };
    let joins = |i: usize| {
        inside(i)
            && doc.tokens[i].shape == Shape::Lower
            && doc.tokens[i].end - doc.tokens[i].start <= 3
            && doc.infos[i].class == 0
            && doc.infos[i].verb == 0
            && !doc.words[i].is(WordClass::COMMON | WordClass::ROLE | WordClass::TITLE)
    };
    let lone = name.to - name.from == 1 && doc.tokens[end - 1].shape == Shape::Title;
    let ends = |i: usize| {
        !doc.tokens
            .get(i)
            .is_some_and(|t| t.shape.capital() && !t.breaks)
    };
    if lone && unknown(end) && ends(end + 1) {
        name.to += 1;
    } else if lone && joins(end) && unknown(end + 1) && ends(end + 2) {
        name.to += 2;
    }
}

/// "[Broker] Quillby Alam": what somebody is, at the start of a sentence, when
/// the text writes the word small elsewhere.
pub(super) fn opening_role(doc: &Doc, name: &mut Name, small: &FxHashSet<u64>) {
    let at = name.from as usize;
    let own = doc.words[at].is(GIVEN | WordClass::SURNAME | WordClass::KNOWN);
    if name.kind == Kind::Person
        && name.to - name.from > 2
        && doc.tokens[at].breaks
        && small.contains(&doc.lower[at])
        && !own
    {
        name.from += 1;
    }
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

/// Given names.
pub(super) const GIVEN: u16 = WordClass::MALE | WordClass::FEMALE;

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

/// Takes off the article and the office: no name begins with them, but for
/// towns like The Hague.
pub(super) fn front(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    let article = matches!(doc.word(from), "The" | "the" | "THE");
    if article && name.to - name.from > 1 && !is_own_article(doc, from) {
        name.from += 1;
    } else if from > 0 && doc.names[from].at == 1 && is_own_article(doc, from - 1) {
        name.from -= 1;
    }
    let at = name.from as usize;
    let office = doc.offices[at];
    let given = doc.words[at].is(GIVEN);
    let titled = office.len > 0 && office.at == 0 && !given;
    if name.kind == Kind::Person && titled && u32::from(office.len) < name.to - name.from {
        name.from += u32::from(office.len);
    }
    // "Secretary of [State Kerry]": the office ends inside.
    let rest = u32::from(office.len.saturating_sub(office.at));
    if office.at > 0
        && rest < name.to - name.from
        && doc.words[(name.from + rest) as usize].is(WordClass::KNOWN)
    {
        name.from += rest;
        name.kind = Kind::Person;
    }
    // "[Emperor of] Brazil"
    if doc.word(name.from as usize) == "of" && name.to - name.from > 1 {
        name.from += 1;
    }
    // "King Mohammed Idris": two words of a name are left.
    let title = doc.words[name.from as usize].is(WordClass::TITLE);
    if name.kind == Kind::Person && title && name.to - name.from > 2 {
        name.from += 1;
    }
}

/// The capital article of a town inside a sentence.
fn is_own_article(doc: &Doc, at: usize) -> bool {
    let gaz = doc.names[at];
    doc.word(at) == "The"
        && !doc.tokens[at].opens
        && gaz.at == 0
        && gaz.len > 1
        && gaz.mask & Mask::NAMES != 0
        && gaz.mask & Mask::NAMES & !(Mask::CITY | Mask::CAPITAL) == 0
}

/// "in [new York]", "[NEW YORK]": the first word of a place of the tables,
/// with its capital or without.
fn new_place(doc: &Doc, name: &mut Name) {
    let Some(before) = (name.from as usize).checked_sub(1) else {
        return;
    };
    let gaz = doc.names[name.from as usize];
    let whole = u32::from(gaz.len) == 1 + name.to - name.from;
    let place = gaz.at == 1 && whole && gaz.mask & Mask::NAMES & !Mask::PLACES == 0;
    if place && gaz.mask & Mask::PLACES != 0 && doc.word(before).eq_ignore_ascii_case("new") {
        name.from -= 1;
        name.kind = Kind::Place;
    }
}

/// No person's name goes over "with": a small word in it joins as "de" does.
fn unbroken(doc: &Doc, name: &mut Name) {
    let stray = |&i: &usize| {
        name.kind == Kind::Person
            && doc.tokens[i].shape == Shape::Lower
            && doc.is(i, Class::PREPOSITION)
            && !doc.words[i].is(WordClass::JOINS)
    };
    if let Some(at) = name.range().skip(1).find(stray) {
        name.to = at as u32;
    }
}

/// "Elizabeth II", "Kim Jong-un".
pub(super) fn numbered(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let Some(next) = doc.tokens.get(end).filter(|t| !t.breaks) else {
        return;
    };
    let word = doc.word(end);
    let place = doc.names[end - 1].mask & Mask::PLACES != 0 && name.to - name.from == 1;
    let given = doc.words[end - 1].is(GIVEN) && !place;
    let roman = next.spaced && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let half = doc.tokens.get(end + 1).is_some_and(|t| {
        !t.spaced && t.shape == Shape::Lower && (t.end - t.start) as usize <= SYLLABLE
    });
    let hyphen = word == "-" && !next.spaced && name.to - name.from > 1;
    let junior = name.to - name.from > 1 && word.len() > 1;
    if roman && (given || junior) {
        name.to += 1;
        // "[Queen] Elizabeth I"
        let title = doc.is(name.from as usize, Class::HONORIFIC);
        name.from += u32::from(title && name.to - name.from > 2);
    } else if hyphen && half && !doc.words[end + 1].is(WordClass::AFTER_HYPHEN) {
        name.to += 2;
    }
}

/// "John F. Kennedy Jr.": the word and its full stop are the name's own.
fn junior(doc: &Doc, name: &mut Name) {
    let is = |at: usize| matches!(doc.word_at(at), "Jr" | "Jr." | "Sr" | "Sr.");
    let end = name.to as usize;
    let comma = usize::from(doc.word_at(end) == "," && is(end + 1));
    let follows = doc.tokens.get(end + comma).is_some_and(|t| !t.breaks);
    if name.to - name.from > 1 && follows && is(end + comma) {
        name.to += 1 + comma as u32;
    }
    let end = name.to as usize;
    let stop = doc.word_at(end) == "." && !doc.tokens[end].spaced;
    if is(end - 1) && stop && doc.tokens.get(end + 1).is_some_and(|t| !t.breaks) {
        name.to += 1;
    }
}

/// "[Block Museum] of Art": a field that no table knows as a name.
fn of_field(doc: &Doc, name: &mut Name, free: usize) {
    let end = name.to as usize;
    let last = doc.words[end - 1];
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let field = end + 1;
    let goes_on = |i: usize| inside(i) && doc.tokens[i].shape.capital();
    let known = |i: usize| {
        doc.names[i].mask & Mask::NAMES != 0 || doc.words[i].is(GIVEN | WordClass::SURNAME)
    };
    if last.is(WordClass::ORG)
        && last.is(WordClass::CLOSES)
        && doc.word_at(end) == "of"
        && field < free
        && inside(end)
        && inside(field)
        && doc.tokens[field].shape == Shape::Title
        && !known(field)
        && !goes_on(field + 1)
    {
        name.to = field as u32 + 1;
    }
}

/// "Make-[A-Wish Foundation]", "Saint[-Gaudens]": a name that begins inside a
/// word with hyphens begins with that word.
fn glued(doc: &Doc, name: &mut Name) {
    let at = name.from as usize;
    let tight = |i: usize| !doc.tokens[i].spaced && !doc.tokens[i].breaks;
    let hyphen = |i: usize| doc.word(i) == "-" && tight(i);
    let word = match at {
        1.. if hyphen(at) => at - 1,
        2.. if hyphen(at - 1) && tight(at) && name.to - name.from > 1 => at - 2,
        _ => return,
    };
    if doc.tokens[word].shape == Shape::Title
        && doc.names[word].mask & (Mask::NAMES | Mask::ADJECTIVE) == 0
    {
        name.from = word as u32;
    }
}

/// "[G7 Ise]-Shima Summit": a place after a body's name.
fn place_of_body(doc: &Doc, name: &mut Name) {
    let gaz = doc.names[name.from as usize];
    let end = name.from + u32::from(gaz.len);
    let body = gaz.at == 0
        && gaz.mask & Mask::ORGANISATIONS != 0
        && gaz.mask & Mask::NAMES & !Mask::ORGANISATIONS == 0;
    if name.kind == Kind::Place && body && end < name.to {
        // "Quillby Europe" is what Quillby is there.
        let half = doc.word_at(name.to as usize) == "-" && !doc.tokens[name.to as usize].spaced;
        let branch = !half && doc.names[name.to as usize - 1].mask & Mask::PLACES != 0;
        name.to = if branch { name.to } else { end };
        name.kind = Kind::Organisation;
    }
}

/// "[Hong Kong Financial] Secretary": a place and half of an office.
fn place_of_office(doc: &Doc, name: &mut Name) {
    let (at, end) = (name.from as usize, name.to as usize);
    let gaz = doc.names[at];
    let place = gaz.at == 0
        && usize::from(gaz.len) + 1 == end - at
        && gaz.mask & Mask::NAMES != 0
        && gaz.mask & Mask::NAMES & !Mask::PLACES == 0;
    let office = doc
        .tokens
        .get(end)
        .is_some_and(|t| !t.breaks && t.shape == Shape::Title)
        && doc.offices[end].len > 0
        && doc.offices[end].at == 0;
    if place && office && name.kind == Kind::Organisation && !doc.words[end - 1].is(WordClass::ORG)
    {
        name.to -= 1;
        name.kind = Kind::Place;
    }
}

/// "501st Legion": the number is the name's own.
fn ordered(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    let ordinal = |i: &usize| {
        let word = doc.word(*i);
        let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
        doc.tokens[*i].shape == Shape::Number && matches!(end, "st" | "nd" | "rd" | "th" | "d")
    };
    let before = from.checked_sub(1).filter(ordinal);
    if before.is_some() && !doc.tokens[from].breaks {
        name.from -= 1;
    }
}

/// "Washington, D.C.", "Washington D. C."
fn districted(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let at = end + usize::from(doc.word_at(end) == ",");
    let spaced = doc.word_at(at) == "D." && matches!(doc.word_at(at + 1), "C." | "C");
    let close = at + 1 + usize::from(spaced);
    let whole = spaced || matches!(doc.word_at(at), "D.C." | "D.C" | "DC");
    let here = doc.tokens[end.min(doc.tokens.len())..close.min(doc.tokens.len())].iter();
    if whole && doc.word(end - 1) == "Washington" && !here.clone().any(|t| t.breaks) {
        name.to = close as u32;
    }
}

/// "Barnett Banks Inc.": the full stop is the name's own.
fn abbreviated(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let last = doc.words[end - 1];
    // At the end of a sentence it is that sentence's.
    let inside = doc.tokens.get(end + 1).is_some_and(|t| !t.breaks);
    let stop = inside && doc.word(end) == "." && !doc.tokens[end].spaced;
    if stop && last.stopped && last.is(WordClass::ORG) && name.to - name.from > 1 {
        name.to += 1;
    }
}
