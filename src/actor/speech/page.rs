//! A text with what the reader of statements asks of each word.

use std::ops::Range;

use super::quotes::{Quote, quotes};
use super::speaker::sexes;
use super::words::{Class, ClauseWords, Form, Info, Takes, Verb};
use crate::Span;
use crate::actor::gazetteer::{Gazetteer, Sex};
use crate::actor::names::Doc;
use crate::actor::token::Shape;
use crate::actor::{ActorMention, Who};

/// Words of a quotation too short to be a statement by itself.
const SCARE: usize = 6;

/// Tokens from a question to the verb that says who asked it.
const ASKED: usize = 8;

/// Tokens of a sentence at most: what each verb looks over.
const UNIT: usize = 2000;

/// The text of one article, marked.
pub(super) struct Page<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) who: &'d Who,
    /// The sex of each actor.
    pub(super) sexes: Vec<Sex>,
    words: &'static ClauseWords,
    quotes: Vec<Quote>,
    /// Index of the quotation over each token plus one.
    quoted: Vec<u32>,
    /// Index of the mention over each token plus one.
    mentioned: Vec<u32>,
    /// Whether a paragraph begins here.
    paragraph: Vec<bool>,
}

impl<'d, 't> Page<'d, 't> {
    pub(super) fn new(doc: &'d Doc<'t>, who: &'d Who, gazetteer: &Gazetteer) -> Self {
        let words = doc.clause;
        let n = doc.tokens.len();
        let paragraph: Vec<bool> = (0..n).map(|at| starts_paragraph(doc, at)).collect();
        let quotes = quotes(doc, &paragraph);
        let mut quoted = vec![0; n];
        for (i, quote) in quotes.iter().enumerate() {
            quoted[quote.tokens.clone()].fill(i as u32 + 1);
        }
        let mut mentioned = vec![0; n];
        let mut from = 0;
        for (i, mention) in who.mentions.iter().enumerate() {
            from += doc.tokens[from..].partition_point(|t| t.end <= mention.span.start);
            let to = from + doc.tokens[from..].partition_point(|t| t.start < mention.span.end);
            mentioned[from..to].fill(i as u32 + 1);
        }
        Self {
            doc,
            who,
            sexes: sexes(who, gazetteer),
            words,
            quotes,
            quoted,
            mentioned,
            paragraph,
        }
    }

    /// Sentences, those inside one quotation joined.
    pub(super) fn units(&self) -> Vec<Range<usize>> {
        let n = self.doc.tokens.len();
        let mut out = Vec::new();
        let mut from = 0;
        for at in 1..=n {
            let inside = at < n && self.quoted[at] != 0 && self.quoted[at] == self.quoted[at - 1];
            let long = at - from >= UNIT;
            let ends = || self.doc.tokens[at].breaks && !inside && !self.asked(at);
            if at == n || long || self.paragraph[at] || ends() {
                out.push(from..at);
                from = at;
            }
        }
        out
    }

    /// "“Who knows?” Graham asked.": whether the sentence at `at` only says
    /// who asked or cried the quotation before it.
    fn asked(&self, at: usize) -> bool {
        let closed = at > 1
            && self.quoted[at - 1] != 0
            && self.quoted[at] == 0
            && matches!(self.word(at - 2), "?" | "!" | "\u{2026}");
        let high = self.doc.tokens.len().min(at + ASKED);
        let near = || {
            (at..high)
                .take_while(|&i| i == at || !self.doc.tokens[i].breaks)
                .take_while(|&i| !matches!(self.word(i), "." | ":" | ";" | "that"))
        };
        let says = |i: usize| {
            let finite = self.info(i).form & (Form::PAST | Form::THIRD) != 0;
            let verb = self.verb(i).filter(|_| finite);
            verb.is_some_and(|v| v.takes & Takes::QUOTE != 0) || self.may_say(i)
        };
        closed
            && near()
                .find(|&i| says(i))
                .is_some_and(|verb| !(verb..high).any(|i| self.word(i) == "that"))
    }

    pub(super) fn info(&self, at: usize) -> Info {
        self.doc.infos.get(at).copied().unwrap_or_default()
    }

    pub(super) fn is(&self, at: usize, class: u64) -> bool {
        self.doc.infos.get(at).is_some_and(|i| i.is(class))
    }

    pub(super) fn verb(&self, at: usize) -> Option<&'static Verb> {
        self.words.verb(*self.doc.infos.get(at)?)
    }

    /// Whether an unknown verb may be one of statement: "…", X demanded.
    pub(super) fn may_say(&self, at: usize) -> bool {
        let word = self.word(at);
        self.info(at) == Info::default()
            && self.shape(at) == Shape::Lower
            && word.len() > 4
            && word.ends_with("ed")
    }

    /// The words of a token, nothing past the end.
    pub(super) fn word(&self, at: usize) -> &'t str {
        match at < self.doc.tokens.len() {
            true => self.doc.word(at),
            false => "",
        }
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.doc.tokens.get(at).map_or(Shape::Punct, |t| t.shape)
    }

    /// The hash of the lower-case word.
    pub(super) fn lower(&self, at: usize) -> u64 {
        self.doc.lower.get(at).copied().unwrap_or(0)
    }

    /// The quotation over a token.
    pub(super) fn quote(&self, at: usize) -> Option<&Quote> {
        let index = self.quoted.get(at)?.checked_sub(1)?;
        self.quotes.get(index as usize)
    }

    pub(super) fn in_quote(&self, at: usize) -> bool {
        self.quoted.get(at).is_some_and(|&q| q != 0)
    }

    /// Whether a token stands in a quotation that is a statement, not a word
    /// in quotation marks.
    pub(super) fn in_long_quote(&self, at: usize) -> bool {
        self.quote(at).is_some_and(|q| q.tokens.len() > SCARE)
    }

    /// Whether a quotation begins at a token.
    pub(super) fn quote_opens(&self, at: usize) -> bool {
        self.quote(at).is_some_and(|q| q.tokens.start == at)
    }

    /// The mention over a token.
    pub(super) fn mention(&self, at: usize) -> Option<&'d ActorMention> {
        let index = self.mentioned.get(at)?.checked_sub(1)?;
        self.who.mentions.get(index as usize)
    }

    /// First token of the mention over `at`.
    pub(super) fn mention_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0
            && self.mentioned[at] != 0
            && self.mentioned[start - 1] == self.mentioned[at]
        {
            start -= 1;
        }
        start
    }

    pub(super) fn starts_paragraph(&self, at: usize) -> bool {
        self.paragraph.get(at).copied().unwrap_or(true)
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.doc.span(tokens.start, tokens.end)
    }

    /// A sign that ends a clause for good, or the end.
    pub(super) fn ends_clause(&self, at: usize, unit: &Range<usize>) -> bool {
        at >= unit.end
            || matches!(
                self.word(at),
                "." | "!" | "?" | ";" | ")" | "]" | "\u{2026}"
            )
    }

    pub(super) fn dash(&self, at: usize) -> bool {
        matches!(self.word(at), "\u{2013}" | "\u{2014}" | "\u{2015}" | "-")
            && self.doc.tokens[at].spaced
    }

    /// Whether a noun phrase can begin here.
    pub(super) fn nominal(&self, at: usize) -> bool {
        if at >= self.doc.tokens.len() || self.in_quote(at) {
            return false;
        }
        if self.mention(at).is_some() || self.is(at, Class::PRONOUN | Class::DETERMINER) {
            return true;
        }
        !matches!(self.shape(at), Shape::Punct | Shape::Possessive)
            && !self.is(
                at,
                Class::STOP | Class::PREPOSITION | Class::ADVERB | Class::TIME,
            )
    }
}

/// Which tokens stand inside quotation marks.
pub(crate) fn quoted(doc: &Doc) -> Vec<bool> {
    let n = doc.tokens.len();
    let paragraph: Vec<bool> = (0..n).map(|at| starts_paragraph(doc, at)).collect();
    let mut out = vec![false; n];
    for quote in quotes(doc, &paragraph) {
        out[quote.tokens].fill(true);
    }
    out
}

/// A paragraph begins at the start of a sentence on a new line.
fn starts_paragraph(doc: &Doc, at: usize) -> bool {
    if at == 0 {
        return true;
    }
    let gap = doc.tokens[at - 1].end as usize..doc.tokens[at].start as usize;
    doc.tokens[at].breaks && doc.text.get(gap).is_none_or(|gap| gap.contains('\n'))
}
