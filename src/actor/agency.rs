//! Whether a country is a place or acts: "in Syria" against "Syria
//! rejected", "Moscow's proposal", "talks between Washington and Tehran".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::names::{Doc, Mask};
use super::speech::{Class, body_end};
use super::token::Shape;
use super::{ActorMention, Kind, Who};

/// Words after a possessive in which a word of policy is looked for.
const REACH: usize = 4;
/// Tokens of a list of countries at most.
const LIST: usize = 40;

/// Tokens from a list of examples back to what they are examples of.
const EXAMPLES: usize = 8;

/// How many times as often a statement must take a state for the one as for
/// the other to mean it everywhere.
const MOST: u32 = 2;
/// Tokens of an office that several hold: "Ministers of Foreign Affairs of".
const OFFICES: usize = 5;

/// Marks the countries and capitals of `who` that act. In a statement they
/// are its parties, and so organisations; a report names them as it names
/// places.
pub(crate) fn mark(doc: &Doc, who: &mut Who, statement: bool) {
    let reader = Reader { doc };
    let mut from = 0;
    let mut parties = Vec::new();
    for (index, mention) in who.mentions.iter_mut().enumerate() {
        from += doc.tokens[from..].partition_point(|t| t.end <= mention.span.start);
        let to = from + doc.tokens[from..].partition_point(|t| t.start < mention.span.end);
        if mention.kind == Kind::Person || from >= to || !mention.named {
            continue;
        }
        let mask = doc.names[from..to]
            .iter()
            .fold(0, |all, gaz| all | gaz.mask);
        if mask & (Mask::STATE | Mask::CAPITAL) == 0 || mask & Mask::ORGANISATIONS != 0 {
            continue;
        }
        mention.acting = reader.acts(from..to) || mention.kind == Kind::Organisation;
        let partners = reader.partners(from);
        mention.acting |= partners;
        if mention.acting && statement || partners {
            mention.kind = Kind::Organisation;
        }
        parties.push((index, from..to));
        if let Some(actor) = who.actors.get_mut(mention.actor as usize) {
            actor.acts |= mention.acting;
        }
    }
    if statement {
        agree(doc, &mut who.mentions, &parties);
    }
}

/// A state that a statement takes for a party in most places is one in all, but
/// for those where it is plainly a place; one that is a place in most is one in
/// all but where it does something, or stands beside another.
fn agree(doc: &Doc, mentions: &mut [ActorMention], states: &[(usize, Range<usize>)]) {
    let reader = Reader { doc };
    let mut counts: FxHashMap<u32, [u32; 2]> = FxHashMap::default();
    for &(at, _) in states {
        let acts = mentions[at].kind == Kind::Organisation;
        counts.entry(mentions[at].actor).or_default()[usize::from(acts)] += 1;
    }
    for (at, tokens) in states {
        let (at, from) = (*at, tokens.start);
        let [place, party] = counts[&mentions[at].actor];
        let article = usize::from(from > 0 && matches!(doc.word(from - 1), "the" | "The"));
        let before = from
            .checked_sub(1 + article)
            .filter(|_| !doc.tokens[from].breaks);
        let placed = before.is_some_and(|i| {
            doc.is(i, Class::PREPOSITION) && !doc.is(i, Class::BETWEEN) && doc.word(i) != "for"
                || doc.word(i) == "," && doc.names[i.saturating_sub(1)].mask & Mask::PLACES != 0
                || doc.word(i).starts_with("visit")
        });
        if party >= MOST * place && !placed {
            mentions[at].kind = Kind::Organisation;
        } else if place >= MOST * party && !reader.subject(tokens) && !reader.paired(tokens) {
            mentions[at].kind = Kind::Place;
        }
    }
}

struct Reader<'d, 't> {
    doc: &'d Doc<'t>,
}

impl Reader<'_, '_> {
    fn is(&self, at: usize, class: u64) -> bool {
        self.doc.is(at, class)
    }

    fn word(&self, at: usize) -> &str {
        match at < self.doc.tokens.len() {
            true => self.doc.word(at),
            false => "",
        }
    }

    /// Whether the name over these tokens acts where it stands.
    fn acts(&self, name: Range<usize>) -> bool {
        self.subject(&name) || self.possessor(&name) || self.party(&name) || self.is_to(&name)
    }

    /// "pressed for Russia to use its influence"
    fn is_to(&self, name: &Range<usize>) -> bool {
        let (first, end) = (self.list_start(name.start), self.list_end(name.end));
        let small = Class::DETERMINER | Class::PREPOSITION | Class::TIME | Class::PRONOUN;
        first > 0
            && !self.doc.tokens[first].breaks
            && matches!(self.word(first - 1), "for" | "on")
            && self.word(end) == "to"
            && !self.is(end + 1, small)
            && self
                .doc
                .tokens
                .get(end + 1)
                .is_some_and(|t| t.shape == Shape::Lower && !t.breaks)
    }

    /// "the Ministers of Foreign Affairs of Iran, Egypt and Jordan"
    fn governed(&self, at: usize) -> bool {
        if self.word(at - 1) != "of" {
            return false;
        }
        let low = (at - 1).saturating_sub(OFFICES);
        (low..at - 1)
            .rev()
            .take_while(|&i| !self.doc.tokens[i + 1].breaks)
            .take_while(|&i| {
                self.doc.tokens[i].shape.capital()
                    || self.is(i, Class::BODY)
                    || matches!(self.word(i), "of" | "for" | "and" | "the")
            })
            .any(|i| self.is(i, Class::BODY) && self.word(i).ends_with('s'))
    }

    /// Before a verb of acting or saying, auxiliaries and adverbs between.
    fn subject(&self, name: &Range<usize>) -> bool {
        let end = self.list_end(name.end);
        // "in Turkey, the United States is": no list, for the verb is of one.
        let own = name.start - usize::from(name.start > 0 && self.word(name.start - 1) == "the");
        let one = matches!(self.word(end), "is" | "has" | "was" | "does");
        let comma = own > 0 && self.word(own - 1) == ",";
        let first = match comma && one && end == name.end {
            true => own,
            false => self.list_start(name.start),
        };
        let opens = first == 0 || self.doc.tokens[first].breaks;
        // "the war in Syria will": a place in the subject.
        let joined = !opens
            && matches!(
                self.word(first - 1),
                "as" | "As" | "after" | "After" | "before" | "since" | "Since" | "until" | "while"
            );
        let placed = !opens
            && self.is(first - 1, Class::PREPOSITION)
            && !self.is(first - 1, Class::STOP)
            && !joined;
        if placed {
            return false;
        }
        // "Will the United States participate?"
        let asks = first > 0 && self.doc.tokens[first - 1].opens && !opens;
        if asks && self.is(first - 1, Class::AUX | Class::BE) {
            return true;
        }
        let clause =
            opens || asks || joined || self.is(first - 1, Class::STOP) || self.sign(first - 1);
        let mut at = self.past_apposition(end);
        let high = self.doc.tokens.len().min(at + 6);
        let mut aided = false;
        while at < high
            && (self.is(at, Class::ADVERB | Class::NEGATION | Class::AUX | Class::BE)
                || self.doc.tokens[at].shape == Shape::Lower && self.word(at).ends_with("ly"))
        {
            // "Syria is being torn apart"
            if self.word(at) == "being" {
                return false;
            }
            if self.is(at, Class::ACT) {
                return true;
            }
            aided |= self.is(at, Class::AUX | Class::BE);
            at += 1;
        }
        if at >= high || self.doc.tokens[at].shape != Shape::Lower {
            return false;
        }
        let small = self.is(at, Class::PREPOSITION | Class::STOP);
        let finite = clause && self.word(at).len() > 3 && self.word(at).ends_with(['s', 'd']);
        self.is(at, Class::ACT)
            || self.says(at)
            || !small && (aided || finite)
            || aided && (self.is(at, Class::DETERMINER) || self.fronts(at))
    }

    /// "at the forefront"
    fn fronts(&self, at: usize) -> bool {
        self.word(at) == "at"
            && self.word(at + 1) == "the"
            && matches!(
                self.word(at + 2),
                "forefront" | "heart" | "centre" | "center" | "helm"
            )
    }

    /// Past ", as part of the coalition," at `at`.
    fn past_apposition(&self, at: usize) -> usize {
        let opens = self.word(at) == ","
            && matches!(self.word(at + 1), "as" | "like" | "with" | "alongside");
        let high = self.doc.tokens.len().min(at + 2 * EXAMPLES);
        let close = (at + 2..high)
            .take_while(|&i| !self.doc.tokens[i].breaks)
            .find(|&i| self.word(i) == ",");
        close.filter(|_| opens).map_or(at, |i| i + 1)
    }

    fn sign(&self, at: usize) -> bool {
        self.doc.tokens[at].shape == Shape::Punct
    }

    /// Whether a token belongs to a list of countries.
    fn listed(&self, at: usize) -> bool {
        matches!(self.word(at), "the" | "The" | "and" | "," | "both" | "or") || self.country(at)
    }

    /// First token of the list of countries before `at`.
    fn list_start(&self, mut at: usize) -> usize {
        let low = at.saturating_sub(LIST);
        while at > low && !self.doc.tokens[at].breaks && self.listed(at - 1) {
            // "Today, the United States": a comma after no country is none.
            let link = |i: usize| matches!(self.word(i), "," | "and" | "or");
            if link(at - 1) {
                let mut before = at - 1;
                while before > low && link(before - 1) {
                    before -= 1;
                }
                let country = before > 0 && self.country(before - 1);
                if !country {
                    break;
                }
            }
            at -= 1;
        }
        at
    }

    fn country(&self, at: usize) -> bool {
        self.doc.names[at].mask & (Mask::STATE | Mask::CAPITAL) != 0
    }

    /// One past "and Iraq" after `at`.
    fn list_end(&self, at: usize) -> usize {
        let high = self.doc.tokens.len().min(at + LIST);
        let end = (at..high)
            .find(|&i| self.doc.tokens[i].breaks || !self.listed(i))
            .unwrap_or(high);
        if end > at && self.country(end - 1) {
            end
        } else {
            at
        }
    }

    fn says(&self, at: usize) -> bool {
        self.doc.infos[at].verb != 0
    }

    /// "Moscow's proposal", "US policy".
    fn possessor(&self, name: &Range<usize>) -> bool {
        let possessive = self
            .doc
            .tokens
            .get(name.end)
            .is_some_and(|t| t.shape == Shape::Possessive);
        let from = name.end + usize::from(possessive);
        // "In Turkey Minister Quillby met": where he was.
        let opened = !possessive
            && name.start > 0
            && matches!(self.word(name.start - 1), "in" | "In")
            && self
                .doc
                .tokens
                .get(from)
                .is_some_and(|t| t.shape == Shape::Title);
        if opened {
            return false;
        }
        if body_end(self.doc, from).is_some() {
            return true;
        }
        let to = self
            .doc
            .tokens
            .len()
            .min(from + if possessive { REACH } else { 1 });
        (from..to)
            .take_while(|&i| {
                let shape = self.doc.tokens[i].shape;
                shape != Shape::Punct && !self.is(i, Class::PREPOSITION | Class::STOP)
            })
            .any(|i| {
                // "the Paris talks" are held there.
                let venue = !possessive && self.doc.names[name.start].mask & Mask::STATE == 0;
                self.is(i, Class::POLICY) || !venue && self.is(i, Class::JOINT)
            })
    }

    /// "between Washington and Tehran", "by Russia", "an agreement with Iran".
    fn party(&self, name: &Range<usize>) -> bool {
        let at = self.list_start(name.start);
        if self.paired(name) {
            return true;
        }
        if at == 0 || self.doc.tokens[at].breaks {
            return false;
        }
        if let Some(partners) = self.exemplified(at) {
            return partners;
        }
        if self.governed(at) {
            return true;
        }
        let of = at >= 2 && matches!(self.word(at - 1), "of" | "to" | "for" | "on");
        let by = if of { at - 2 } else { at - 1 };
        // "support to Syria", "the Governments of Iraq", but not "with" in
        // "the border with Syria".
        let border = at >= 2 && matches!(self.word(at - 2), "border" | "borders" | "frontier");
        self.is(by, Class::BETWEEN) && !border && !self.modifies(name.end)
    }

    /// "the U.S.-Iraq agreement"
    fn paired(&self, name: &Range<usize>) -> bool {
        let hyphen = |i: usize| self.word(i) == "-" && !self.doc.tokens[i].spaced;
        let state = |i: usize| {
            let mask = self.doc.names.get(i).map_or(0, |gaz| gaz.mask);
            mask & (Mask::STATE | Mask::CAPITAL | Mask::ADJECTIVE) != 0
        };
        hyphen(name.end) && state(name.end + 1)
            || name.start >= 2 && hyphen(name.start - 1) && state(name.start - 2)
    }

    /// "Nations that have conducted strikes include Jordan": whether the list
    /// around `at` tells who did something, whatever the text.
    fn partners(&self, at: usize) -> bool {
        let from = self.list_start(at);
        let tells = from > 0 && matches!(self.word(from - 1), "include" | "included" | "are");
        if !tells || self.doc.tokens[from].breaks {
            return false;
        }
        let low = from.saturating_sub(2 * EXAMPLES);
        (low..from)
            .rev()
            .take_while(|&i| !self.doc.tokens[i + 1].breaks)
            .any(|i| {
                self.is(i, Class::STATES) && matches!(self.word(i + 1), "which" | "that" | "who")
            })
    }

    /// "work with countries of the region, such as Turkey and Jordan": whether
    /// those of whom the list that begins at `at` gives examples take part;
    /// `None` when it gives none.
    fn exemplified(&self, at: usize) -> Option<bool> {
        let such = at >= 2 && self.word(at - 1) == "as" && self.word(at - 2) == "such";
        if !such && !matches!(self.word(at - 1), "including" | "like") {
            return None;
        }
        let low = at.saturating_sub(EXAMPLES);
        let states = (low..at).rev().find(|&i| self.is(i, Class::STATES))?;
        let start = (low..states).rev().find(|&i| {
            self.is(
                i,
                Class::PREPOSITION | Class::STOP | Class::BETWEEN | Class::ACT,
            ) || self.doc.tokens[i + 1].breaks
        });
        let placed = |i: usize| self.is(i, Class::PREPOSITION) && !self.is(i, Class::BETWEEN);
        Some(!start.is_some_and(|i| !self.doc.tokens[i + 1].breaks && placed(i)))
    }

    /// "by U.S. factories": a noun follows that the name only describes.
    fn modifies(&self, at: usize) -> bool {
        let lower = self
            .doc
            .tokens
            .get(at)
            .is_some_and(|t| t.shape == Shape::Lower && !t.breaks);
        let small = Class::STOP
            | Class::PREPOSITION
            | Class::ADVERB
            | Class::TIME
            | Class::NEGATION
            | Class::PRONOUN
            | Class::DETERMINER
            | Class::RELATIVE
            | Class::POLICY;
        let verb = self.word(at).ends_with("ed") || self.word(at).ends_with("ing");
        lower && !self.is(at, small) && !verb
    }
}
