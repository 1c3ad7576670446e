//! What the model looks at: hashed features of each word in play.

use std::ops::Range;

use super::clusters::{self, Clusters};
use super::labels::labels;
use crate::actor::gazetteer::{Word, WordClass};
use crate::actor::names::{Doc, Gaz, Name};
use crate::actor::token::Shape;

/// Words outside a sentence.
const NONE: u64 = 0x5EED;

/// A text with all that features are made from.
pub(crate) struct View<'d, 't> {
    doc: &'d Doc<'t>,
    /// Clusters of each word.
    clusters: Vec<Clusters>,
    /// What the rules said, as labels.
    rules: Vec<u8>,
    strength: Vec<u8>,
    /// Stretches of words in play.
    pub(crate) stretches: Vec<Range<usize>>,
    /// How each word is written elsewhere, see [`super::usage`].
    usage: Vec<u8>,
}

impl<'d, 't> View<'d, 't> {
    /// Readies a text and what the rules found in it.
    pub(crate) fn new(doc: &'d Doc<'t>, found: &[Name]) -> Self {
        let mut strength = vec![0; doc.tokens.len()];
        for name in found {
            strength[name.range()].fill(name.strength + 1);
        }
        Self {
            clusters: doc
                .tokens
                .iter()
                .zip(&doc.lower)
                .map(|(token, &lower)| clusters::of_word(token.shape, lower))
                .collect(),
            rules: labels(found, doc.tokens.len()),
            strength,
            stretches: stretches(doc),
            usage: super::usage::usage(doc),
            doc,
        }
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.doc.tokens.len()
    }

    /// Hash of the lower-case form of a word.
    pub(crate) fn lower(&self, at: usize) -> u64 {
        self.doc.lower[at]
    }

    /// The hash of the word at `at`, in lower case; one mark for all numbers
    /// of a length.
    fn low(&self, at: Option<usize>) -> u64 {
        match at {
            Some(at) if self.doc.tokens[at].shape == Shape::Number => {
                0xD161_7000 + u64::from(self.doc.tokens[at].end - self.doc.tokens[at].start)
            }
            Some(at) => self.doc.lower[at],
            None => NONE,
        }
    }

    /// The index `by` words from `at` in the same sentence.
    pub(crate) fn near(&self, at: usize, by: isize) -> Option<usize> {
        let to = at.checked_add_signed(by)?;
        let tokens = &self.doc.tokens;
        let (low, high) = if by < 0 { (to, at) } else { (at, to) };
        let inside = high < tokens.len() && !tokens[low + 1..=high].iter().any(|t| t.breaks);
        inside.then_some(to)
    }

    fn cluster(&self, at: Option<usize>) -> Clusters {
        at.map_or(Clusters::default(), |at| self.clusters[at])
    }

    /// How a word is written, packed.
    pub(crate) fn shape(&self, at: Option<usize>) -> u64 {
        at.map_or(15, |at| {
            let token = self.doc.tokens[at];
            token.shape as u64 | u64::from(token.spaced) << 4 | u64::from(token.opens) << 5
        })
    }

    fn gaz(&self, at: Option<usize>) -> u64 {
        at.map_or(0, |at| packed(self.doc.names[at]))
    }

    fn office(&self, at: Option<usize>) -> u64 {
        at.map_or(0, |at| packed(self.doc.offices[at]))
    }

    fn word(&self, at: Option<usize>) -> Word {
        at.map_or(Word::default(), |at| self.doc.words[at])
    }

    fn rule(&self, at: Option<usize>) -> u64 {
        at.map_or(99, |at| u64::from(self.rules[at]))
    }

    /// The features of the word at `at`, in the order of their templates.
    pub(crate) fn features(&self, at: usize, out: &mut Vec<u64>) {
        let mut f = Features { out, template: 0 };
        let [p2, p1, n1, n2] = [-2, -1, 1, 2].map(|by| self.near(at, by));
        let here = Some(at);
        f.add(0);
        self.spelling(at, &mut f);
        // Words around.
        for other in [p2, p1, here, n1, n2] {
            f.add(self.low(other));
        }
        f.add2(self.low(p1), self.low(here));
        f.add2(self.low(here), self.low(n1));
        f.add2(self.low(p2), self.low(p1));
        f.add2(self.low(n1), self.low(n2));
        f.add2(self.low(p1), self.low(n1));
        // Clusters around.
        for other in [p2, p1, here, n1, n2] {
            f.add(self.cluster(other).fine.into());
        }
        for other in [p1, here, n1] {
            f.add(self.cluster(other).second.into());
        }
        let coarse = |i| u64::from(self.cluster(i).coarse);
        f.add2(coarse(p1), coarse(here));
        f.add2(coarse(here), coarse(n1));
        f.add2(coarse(p1), coarse(n1));
        f.add2(coarse(p2), coarse(p1));
        f.add2(self.cluster(p1).fine.into(), self.shape(here));
        f.add2(self.cluster(n1).fine.into(), self.shape(here));
        f.add2(self.cluster(here).fine.into(), self.shape(n1));
        // Shapes around.
        f.add2(self.shape(p1), self.shape(here));
        f.add2(self.shape(here), self.shape(n1));
        f.add3(self.shape(p1), self.shape(here), self.shape(n1));
        self.knowledge(at, [p1, n1], &mut f);
        self.run(at, &mut f);
    }

    fn spelling(&self, at: usize, f: &mut Features) {
        let word = self.doc.word(at);
        let hash = |piece: Option<&str>| {
            piece.map_or(NONE, |p| {
                p.bytes().fold(0x51u64, |h, b| {
                    (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
                })
            })
        };
        for len in 2..=4 {
            f.add(hash(head(word, len)));
            f.add(hash(tail(word, len)));
        }
        f.add(self.shape(Some(at)));
        f.add(word.len().min(12) as u64);
        f.add(self.doc.tokens[at].hash);
        f.add(u64::from(self.usage[at]));
    }

    fn knowledge(&self, at: usize, [p1, n1]: [Option<usize>; 2], f: &mut Features) {
        let here = Some(at);
        for other in [p1, here, n1] {
            f.add(self.gaz(other));
            f.add(self.office(other));
            f.add(self.word(other).class.into());
        }
        let gaz = self.doc.names[at];
        let place = u64::from(position(gaz));
        for bit in 0..12 {
            let set = gaz.mask >> bit & 1 == 1;
            f.add_if(set, place | bit << 8);
        }
        let word = self.word(here);
        f.add(u64::from(word.given) | u64::from(word.surname) << 4);
        let next = self.word(n1);
        f.add(
            u64::from(word.given)
                | u64::from(word.surname) << 4
                | u64::from(next.given) << 8
                | u64::from(next.surname) << 12,
        );
        f.add2(self.gaz(here), self.low(n1));
        f.add2(self.gaz(here), self.low(p1));
        f.add2(self.gaz(p1), self.gaz(here));
        f.add2(self.gaz(here), self.gaz(n1));
        f.add2(self.gaz(here), self.cluster(n1).fine.into());
        f.add2(self.gaz(here), self.cluster(p1).fine.into());
        f.add2(
            self.gaz(here),
            u64::from(self.strength[at]) | self.rule(here) << 4,
        );
        for other in [p1, here, n1] {
            f.add(self.rule(other));
        }
        f.add3(self.rule(p1), self.rule(here), self.rule(n1));
        f.add2(self.rule(here), self.shape(here));
        f.add2(self.rule(here), self.cluster(here).fine.into());
    }

    /// The run of capitals around a word, and what stands beside the run.
    fn run(&self, at: usize, f: &mut Features) {
        let capital = |i: usize| {
            self.doc.tokens[i].shape.capital() || self.doc.tokens[i].shape == Shape::Number
        };
        let mut from = at;
        while let Some(before) = self.near(from, -1)
            && capital(before)
            && at - from < 8
        {
            from = before;
        }
        let mut last = at;
        while let Some(next) = self.near(last, 1)
            && capital(next)
            && last - at < 8
        {
            last = next;
        }
        let size = (last - from).min(5) as u64;
        let place = (at - from).min(5) as u64;
        f.add(size | place << 4);
        f.add2(size | place << 4, self.low(Some(last)));
        f.add2(place, self.cluster(Some(last)).fine.into());
        f.add2(place, self.low(Some(from)));
        f.add2(place, self.cluster(Some(from)).fine.into());
        let (before, after) = (self.near(from, -1), self.near(last, 1));
        f.add2(size | place << 4, self.low(before));
        f.add2(size | place << 4, self.low(after));
        f.add2(place, self.cluster(before).fine.into());
        f.add2(place, self.cluster(after).fine.into());
        f.add2(size, self.word(Some(last)).class.into());
        f.add2(size | place << 4, self.word(Some(from)).class.into());
        let after2 = after.and_then(|i| self.near(i, 1));
        let before2 = before.and_then(|i| self.near(i, -1));
        f.add2(self.low(after), self.low(after2));
        f.add2(self.low(before2), self.low(before));
        f.add2(self.cluster(after2).fine.into(), size);
        f.add2(self.cluster(before2).fine.into(), size);
        let org = (from..=last).any(|i| self.doc.words[i].is(WordClass::ORG));
        f.add(u64::from(org) | size << 1);
    }
}

/// Words in play: capitals, known names, and what may join them. All others
/// are outside any name.
fn stretches(doc: &Doc) -> Vec<Range<usize>> {
    let n = doc.tokens.len();
    let seed = |i: usize| {
        doc.tokens[i].shape.capital() || doc.names[i].mask & crate::actor::names::Mask::NAMES != 0
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < n {
        if !seed(at) {
            at += 1;
            continue;
        }
        // "al-Nusra", "501st Legion": what leans on the capital from the left.
        let mut from = at;
        while from > 0
            && !doc.tokens[from].breaks
            && at - from < 2
            && out.last().is_none_or(|r| r.end < from)
            && leans(doc, from - 1)
        {
            from -= 1;
        }
        let mut end = at + 1;
        loop {
            // At most two words may join, or a number may follow.
            let reach = (end..n.min(end + 4))
                .take_while(|&i| !doc.tokens[i].breaks)
                .find(|&i| seed(i));
            match reach {
                Some(next) if (end..next).all(|i| joins(doc, i)) => end = next + 1,
                _ if end < n
                    && !doc.tokens[end].breaks
                    && doc.tokens[end].shape == Shape::Number =>
                {
                    end += 1;
                }
                _ => break,
            }
        }
        match out.last_mut() {
            Some(last) if last.end >= from => last.end = end,
            _ => out.push(from..end),
        }
        at = end;
    }
    out
}

fn leans(doc: &Doc, at: usize) -> bool {
    let token = doc.tokens[at];
    token.shape == Shape::Number
        || token.shape == Shape::Lower && doc.words[at].is(WordClass::JOINS)
        || matches!(doc.word(at), "-" | "\u{2013}")
            && at + 1 < doc.tokens.len()
            && !doc.tokens[at + 1].spaced
}

fn joins(doc: &Doc, at: usize) -> bool {
    let token = doc.tokens[at];
    match token.shape {
        Shape::Number | Shape::Possessive => true,
        Shape::Lower => {
            doc.words[at].is(WordClass::JOINS)
                || matches!(doc.word(at), "in" | "on" | "to" | "at" | "with" | "from")
        }
        Shape::Punct => matches!(
            doc.word(at),
            "-" | "\u{2013}" | "&" | "." | "'" | "\u{2019}" | "/" | "," | "\""
        ),
        _ => true,
    }
}

/// 0 none, 1 begin, 2 inside, 3 last, 4 unit.
fn position(gaz: Gaz) -> u8 {
    match (gaz.at, gaz.len) {
        (_, 0) => 0,
        (0, 1) => 4,
        (0, _) => 1,
        (at, len) if at + 1 == len => 3,
        _ => 2,
    }
}

fn packed(gaz: Gaz) -> u64 {
    u64::from(gaz.mask) | u64::from(position(gaz)) << 16
}

fn head(word: &str, chars: usize) -> Option<&str> {
    let (end, c) = word.char_indices().nth(chars - 1)?;
    word.get(..end + c.len_utf8())
}

fn tail(word: &str, chars: usize) -> Option<&str> {
    let (start, _) = word.char_indices().rev().nth(chars - 1)?;
    word.get(start..)
}

/// Collects hashes, one template after the other.
pub(crate) struct Features<'o> {
    out: &'o mut Vec<u64>,
    template: u64,
}

impl<'o> Features<'o> {
    /// Goes on after `template` templates.
    pub(crate) fn after(out: &'o mut Vec<u64>, template: u64) -> Self {
        Self { out, template }
    }

    /// A feature of one value.
    pub(crate) fn add(&mut self, a: u64) {
        self.add_if(true, a);
    }

    /// A feature of one value, or nothing in its place.
    pub(crate) fn add_if(&mut self, yes: bool, a: u64) {
        self.template += 1;
        if yes {
            self.out.push(mix(self.template, a));
        }
    }

    /// A feature of two values together.
    pub(crate) fn add2(&mut self, a: u64, b: u64) {
        self.add(mix(a, b));
    }

    /// A feature of three values together.
    pub(crate) fn add3(&mut self, a: u64, b: u64, c: u64) {
        self.add(mix(mix(a, b), c));
    }
}

fn mix(a: u64, b: u64) -> u64 {
    let h = (a.rotate_left(29) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (h ^ (h >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB)
}
