//! The first layer: names by gazetteer, patterns and capitals.
//!
//! A run is a stretch of capitalised words with what may join them. Offices,
//! titles and nationalities are cut off its front, gazetteer phrases are
//! taken as they are, and the rest is typed by its own words and by the words
//! around it.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::token::Shape;

/// Words in capitals that are no acronym any more.
const SHOUTED: usize = 4;

/// All names of a text, in order, none overlapping. The text as a whole has
/// its say in [`super::vote`].
pub(crate) fn spot(doc: &Doc) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        if !starts(doc, at) {
            at += 1;
            continue;
        }
        let end = run_end(doc, at);
        let shouted = is_shouted(doc, at, end);
        Run { doc, end, shouted }.split(at, &mut names);
        at = end;
    }
    super::vote::settle(doc, &mut names);
    names
}

/// "TALKS GO ON IN GENEVA": capitals that tell nothing of names.
fn is_shouted(doc: &Doc, from: usize, to: usize) -> bool {
    let count = |shape: Shape| {
        doc.tokens[from..to]
            .iter()
            .filter(|t| t.shape == shape)
            .count()
    };
    count(Shape::Upper) >= SHOUTED && count(Shape::Title) == 0
}

fn in_name_phrase(doc: &Doc, at: usize) -> bool {
    doc.names[at].mask & Mask::NAMES != 0
}

fn starts(doc: &Doc, at: usize) -> bool {
    let token = doc.tokens[at];
    if token.shape.capital() {
        return !(token.shape == Shape::Single && doc.words[at].is(W::COMMON));
    }
    in_name_phrase(doc, at) && doc.names[at].at == 0 && doc.names[at].len > 1
}

/// Where the run that begins at `start` ends.
fn run_end(doc: &Doc, start: usize) -> usize {
    let mut at = start + 1;
    let mut opened = doc.words[start].is(W::OPENS);
    while at < doc.tokens.len() && !doc.tokens[at].breaks {
        let token = doc.tokens[at];
        let gaz = doc.names[at];
        if gaz.at > 0 && gaz.mask & Mask::NAMES != 0 {
            at += 1;
            continue;
        }
        if token.shape.capital() {
            if token.opens && token.spaced && doc.word(at - 1) == "." && !abbreviation(doc, at - 1)
            {
                break;
            }
            opened |= doc.words[at].is(W::OPENS);
            at += 1;
            continue;
        }
        match bridge(doc, at, opened) {
            0 => break,
            n => at += n,
        }
    }
    at
}

/// "Mr", "Gen", "St" before their full stop.
fn abbreviation(doc: &Doc, stop: usize) -> bool {
    stop > 0
        && !doc.tokens[stop].spaced
        && (doc.words[stop - 1].is(W::TITLE) || doc.tokens[stop - 1].shape == Shape::Single)
}

/// How many tokens from `at` join what is before to a capital after, 0 when
/// they do not.
fn bridge(doc: &Doc, at: usize, opened: bool) -> usize {
    let capital = |i: usize| {
        doc.tokens
            .get(i)
            .is_some_and(|t| t.shape.capital() && !t.breaks)
    };
    let word = doc.word(at);
    match word {
        "." => usize::from(abbreviation(doc, at) && capital(at + 1)),
        "-" | "\u{2013}" => {
            let tight = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced);
            usize::from(tight(at) && tight(at + 1) && capital(at + 1))
        }
        "&" => usize::from(capital(at + 1)),
        "of" | "for" | "the" | "and" | "in" | "on" => {
            if !opened {
                return 0;
            }
            let second = doc
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.text(doc.text) == "the");
            match word {
                "of" | "for" if second && capital(at + 2) => 2,
                "of" | "for" if capital(at + 1) => 1,
                "and" if capital(at + 1) && in_list_of_fields(doc, at) => 1,
                _ => 0,
            }
        }
        _ if doc.words[at].is(W::JOINS) => {
            let hyphen = doc
                .tokens
                .get(at + 1)
                .is_some_and(|t| !t.spaced && t.text(doc.text) == "-");
            match hyphen {
                true if capital(at + 2) => 2,
                false if capital(at + 1) => 1,
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// "Ministry of Health and Welfare", but not "the Ministry and Moscow".
fn in_list_of_fields(doc: &Doc, and: usize) -> bool {
    let before = and.saturating_sub(3)..and;
    before.clone().any(|i| matches!(doc.word(i), "of" | "for"))
        && doc.names[and + 1].mask & Mask::NAMES == 0
}

struct Run<'d, 't> {
    doc: &'d Doc<'t>,
    end: usize,
    /// Whether all of it is in capitals.
    shouted: bool,
}

impl Run<'_, '_> {
    fn split(&self, start: usize, names: &mut Vec<Name>) {
        let doc = self.doc;
        let mut at = start;
        let mut titled = false;
        while at < self.end {
            let gaz = doc.names[at];
            let is_name = gaz.mask & Mask::NAMES != 0 && gaz.at == 0;
            let office = doc.offices[at];
            // An office phrase that is longer than the name phrase wins:
            // "US Secretary of State" over "US".
            if office.len > 0 && office.at == 0 && (!is_name || office.len > gaz.len) {
                if office.mask & Mask::TITLE != 0 && is_name && gaz.mask & Mask::PLACES != 0 {
                    self.take_gaz(at, names);
                }
                at += usize::from(office.len);
                titled = true;
                continue;
            }
            if doc.words[at].is(W::TITLE) && !is_name && at + 1 < self.end {
                at += 1 + usize::from(doc.word(at + 1) == ".");
                titled = true;
                continue;
            }
            if self.droppable(at, start) {
                at += 1;
                continue;
            }
            at = self.take(at, titled, names);
            titled = false;
        }
    }

    /// Common words that only open a sentence, joining words left over, and
    /// signs.
    fn droppable(&self, at: usize, start: usize) -> bool {
        let doc = self.doc;
        let token = doc.tokens[at];
        if doc.names[at].mask & Mask::NAMES != 0 && doc.names[at].len > 1 {
            return false;
        }
        if !token.shape.capital() {
            return true;
        }
        if doc.names[at].mask & Mask::NAMES != 0 && !doc.words[at].is(W::COMMON) {
            return false;
        }
        let common = doc.words[at].is(W::COMMON);
        common && (token.opens || at == start || at + 1 == self.end)
            || doc.words[at].is(W::ROLE) && self.alone(at, start)
    }

    fn alone(&self, at: usize, start: usize) -> bool {
        at == start && at + 1 == self.end
    }

    /// Takes the name that begins at `at`; gives where it ends.
    fn take(&self, at: usize, titled: bool, names: &mut Vec<Name>) -> usize {
        let doc = self.doc;
        let gaz = doc.names[at];
        let org_end = match self.shouted {
            true => None,
            false => self.organisation_end(at),
        };
        if gaz.mask != 0 && gaz.at == 0 {
            let gaz_end = (at + usize::from(gaz.len)).min(self.end);
            if let Some(end) = org_end.filter(|&end| end > gaz_end) {
                return self.push(names, at, end, Kind::Organisation, 1);
            }
            if gaz.mask & Mask::NAMES == 0 {
                return gaz_end;
            }
            return self.take_known(at, gaz_end, titled, names);
        }
        if let Some(end) = org_end {
            return self.push(names, at, end, Kind::Organisation, 1);
        }
        if self.shouted {
            return at + 1;
        }
        let end = self.unknown_end(at);
        let (kind, strength) = self.guess(at, end, titled);
        self.push(names, at, end, kind, strength)
    }

    fn take_gaz(&self, at: usize, names: &mut Vec<Name>) {
        let gaz = self.doc.names[at];
        let end = at + usize::from(gaz.len);
        self.push(names, at, end, kind_of(gaz.mask), 2);
    }

    /// A gazetteer name, unless it is the first word of somebody's own name
    /// ("Jordan Smith", "Paris Hilton").
    fn take_known(&self, at: usize, end: usize, titled: bool, names: &mut Vec<Name>) -> usize {
        let doc = self.doc;
        let mask = doc.names[at].mask;
        let place = mask & Mask::PLACES != 0 && mask & (Mask::STATE | Mask::PERSON) == 0;
        let next_unknown = end < self.end
            && doc.tokens[end].shape.capital()
            && doc.tokens[end].spaced
            && doc.names[end].mask == 0
            && doc.offices[end].len == 0;
        let first_name = doc.words[at].is(W::MALE | W::FEMALE) && end == at + 1;
        if next_unknown && (first_name || place && titled) {
            let end = self.unknown_end(at);
            return self.push(names, at, end, Kind::Person, 1);
        }
        if titled && end == at + 1 && mask & Mask::PERSON == 0 && doc.words[at].is(W::SURNAME) {
            return self.push(names, at, end, Kind::Person, 1);
        }
        if next_unknown && place && !doc.words[end].is(W::COMMON) {
            let stop = self.unknown_end(end);
            if doc.words[stop - 1].is(W::PLACE) {
                return self.push(names, at, stop, Kind::Place, 1);
            }
        }
        self.push(names, at, end, kind_of(mask), 2)
    }

    /// Where the organisation beginning at `at` ends, when a word in the run
    /// says it is one: "Ministry of ...", "... Party".
    fn organisation_end(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let mut end = None;
        for i in at..self.end {
            let office = doc.offices[i];
            if i > at && office.len > 0 && office.at == 0 {
                break;
            }
            let person = doc.names[i].mask & Mask::PERSON != 0;
            if i > at && person && doc.names[i].at == 0 && doc.names[i].len > 1 {
                break;
            }
            let word = doc.words[i];
            if word.is(W::ORG) && doc.tokens[i].shape.capital() {
                if word.is(W::OPENS) {
                    let rest = self.end;
                    if i + 1 < rest && matches!(doc.word(i + 1), "of" | "for") {
                        return Some(self.unknown_end(i + 1).max(i + 1));
                    }
                }
                if word.is(W::CLOSES) && i > at {
                    end = Some(i + 1);
                }
            }
        }
        end
    }

    /// Where a stretch without gazetteer names ends.
    fn unknown_end(&self, at: usize) -> usize {
        let doc = self.doc;
        let mut end = at + 1;
        while end < self.end {
            let gaz = doc.names[end];
            let known = gaz.mask & Mask::NAMES != 0 && gaz.at == 0;
            let joined = matches!(doc.word(end - 1), "of" | "the" | "for" | "and" | "-");
            if known && !joined && (gaz.len > 1 || gaz.mask & Mask::STATE != 0) {
                break;
            }
            if doc.offices[end].len > 0 && doc.offices[end].at == 0 {
                break;
            }
            end += 1;
        }
        while end > at + 1 && !doc.tokens[end - 1].shape.capital() {
            end -= 1;
        }
        end
    }

    /// The kind of an unknown stretch, and how sure.
    fn guess(&self, at: usize, end: usize, titled: bool) -> (Kind, u8) {
        let doc = self.doc;
        let last = end - 1;
        let first = doc.words[at];
        if doc.words[last].is(W::PLACE) || first.is(W::PLACE) && first.is(W::OPENS) {
            return (Kind::Place, 1);
        }
        if titled {
            return (Kind::Person, 1);
        }
        let given = first.is(W::MALE | W::FEMALE);
        if end - at >= 2 && end - at <= 4 && given {
            return (Kind::Person, if first.given >= 2 { 2 } else { 1 });
        }
        if end - at == 1 && first.is(W::KNOWN) {
            return (Kind::Person, 1);
        }
        if end - at == 1 && matches!(doc.tokens[at].shape, Shape::Upper | Shape::Dotted) {
            return (Kind::Organisation, 0);
        }
        if at > 0 && is_place_cue(doc, at - 1) {
            return (Kind::Place, 0);
        }
        if end - at == 1 && (first.surname >= 2 || given) {
            return (Kind::Person, 0);
        }
        match end - at {
            2 | 3 => (Kind::Person, 0),
            1 => (Kind::Person, 0),
            _ => (Kind::Organisation, 0),
        }
    }

    fn push(&self, names: &mut Vec<Name>, from: usize, to: usize, kind: Kind, s: u8) -> usize {
        names.push(Name {
            from: from as u32,
            to: to as u32,
            kind,
            strength: s,
        });
        to
    }
}

fn is_place_cue(doc: &Doc, at: usize) -> bool {
    matches!(
        doc.word(at),
        "in" | "In" | "near" | "Near" | "at" | "into" | "across" | "outside" | "throughout"
    )
}

/// The kind of a gazetteer phrase by itself.
pub(crate) fn kind_of(mask: u16) -> Kind {
    if mask & Mask::PERSON != 0 && mask & Mask::PLACES == 0 {
        Kind::Person
    } else if mask & Mask::ORGANISATIONS != 0 && mask & Mask::PLACES == 0 {
        Kind::Organisation
    } else {
        Kind::Place
    }
}
