//! Who said what: statements by verb and subject, "according to", and
//! quotations that go on.

use std::ops::Range;

use super::gazetteer::WordClass;
use super::names::Doc;
use super::token::Shape;
use super::{ActorMention, Attribution, Kind, Who};
use crate::Span;

/// How many words may stand between a verb and who says it.
const REACH: usize = 7;

/// The statements of a text, in order.
pub(crate) fn attributions(doc: &Doc, who: &Who) -> Vec<Attribution> {
    let mut reader = Reader {
        doc,
        mentions: &who.mentions,
        last: None,
    };
    let mut out = Vec::new();
    for sentence in sentences(doc) {
        out.extend(reader.sentence(sentence));
    }
    out
}

/// The tokens of each sentence.
fn sentences(doc: &Doc) -> Vec<Range<usize>> {
    let n = doc.tokens.len();
    let starts: Vec<usize> = (0..n).filter(|&i| doc.tokens[i].breaks).collect();
    let ends = starts.iter().skip(1).copied().chain([n]);
    starts.iter().zip(ends).map(|(&a, b)| a..b).collect()
}

struct Reader<'d, 't> {
    doc: &'d Doc<'t>,
    mentions: &'d [ActorMention],
    /// The last one who said something, and the person last meant.
    last: Option<u32>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, tokens: Range<usize>) -> Option<Attribution> {
        let quotes = self.quotes(tokens.clone());
        let found = tokens.clone().find_map(|at| {
            self.said(at, tokens.clone())
                .or_else(|| self.according(at, &tokens))
        });
        let (cue, source, speaker) = match found {
            Some(found) => found,
            // A sentence that is one quotation goes on with its speaker.
            None if quotes.len() == 1
                && self.last.is_some()
                && self.covers(&quotes[0], &tokens) =>
            {
                (None, None, self.last)
            }
            None => return None,
        };
        self.last = speaker.or(self.last);
        let content = match (quotes.is_empty(), cue) {
            (false, _) => quotes,
            (true, Some(cue)) => self.told(cue, &tokens),
            (true, None) => Vec::new(),
        };
        Some(Attribution {
            content,
            source: source.into_iter().collect(),
            cue: cue
                .map(|at| self.doc.tokens[at].span())
                .into_iter()
                .collect(),
            speaker,
            denial: cue.is_some_and(|at| self.denies(at)),
        })
    }

    /// A verb of statement at `at` with its subject.
    fn said(
        &self,
        at: usize,
        tokens: Range<usize>,
    ) -> Option<(Option<usize>, Option<Span>, Option<u32>)> {
        let doc = self.doc;
        if !doc.words[at].is(WordClass::SAYS) || doc.tokens[at].shape != Shape::Lower {
            return None;
        }
        let after = self.mention_in(at + 1..tokens.end.min(at + 1 + REACH), false);
        let before = self.mention_in(at.saturating_sub(REACH).max(tokens.start)..at, true);
        let inverted = at > tokens.start
            && matches!(
                doc.word(at - 1),
                "\"" | "\u{201d}" | "," | "\u{2013}" | "\u{2014}" | "-" | "\u{bb}" | "'"
            );
        let mention = match inverted {
            true => after.or(before),
            false => before,
        };
        if let Some(mention) = mention {
            return Some((Some(at), Some(mention.span), Some(mention.actor)));
        }
        let pronoun = at > tokens.start && matches!(doc.word(at - 1), "he" | "she" | "He" | "She");
        (pronoun && self.last.is_some())
            .then(|| (Some(at), Some(doc.tokens[at - 1].span()), self.last))
    }

    /// "According to X" at `at`.
    fn according(
        &self,
        at: usize,
        tokens: &Range<usize>,
    ) -> Option<(Option<usize>, Option<Span>, Option<u32>)> {
        let doc = self.doc;
        let first = matches!(doc.word(at), "according" | "According");
        if !first || at + 2 >= tokens.end || doc.word(at + 1) != "to" {
            return None;
        }
        if matches!(doc.word(at + 2), "him" | "her") {
            return Some((Some(at), Some(doc.tokens[at + 2].span()), self.last));
        }
        let mention = self.mention_in(at + 2..tokens.end.min(at + 2 + REACH), false)?;
        Some((Some(at), Some(mention.span), Some(mention.actor)))
    }

    /// The first or last actor named in some tokens, if it can speak.
    fn mention_in(&self, tokens: Range<usize>, last: bool) -> Option<&ActorMention> {
        let span = self.doc.tokens.get(tokens.clone())?;
        let (start, end) = (span.first()?.start, span.last()?.end);
        let from = self.mentions.partition_point(|m| m.span.start < start);
        let mut inside = self.mentions[from..]
            .iter()
            .take_while(|m| m.span.end <= end)
            .filter(|m| m.kind != Kind::Place || m.acting);
        if last { inside.last() } else { inside.next() }
    }

    /// The quoted stretches of some tokens, without their marks.
    fn quotes(&self, tokens: Range<usize>) -> Vec<Span> {
        let mut out = Vec::new();
        let mut open = None;
        for at in tokens {
            let token = self.doc.tokens[at];
            match self.doc.word(at) {
                "\u{201c}" | "\u{ab}" | "\u{201e}" => open = Some(token.end),
                "\"" if open.is_none() => open = Some(token.end),
                "\u{201d}" | "\u{bb}" | "\"" => {
                    if let Some(start) = open.take().filter(|&s| s < token.start) {
                        out.push(Span {
                            start,
                            end: token.start,
                        });
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn covers(&self, quote: &Span, tokens: &Range<usize>) -> bool {
        let all = self.doc.span(tokens.start, tokens.end);
        quote.len() + 8 >= all.len()
    }

    /// What is said without quotation marks: the longer side of the verb.
    fn told(&self, cue: usize, tokens: &Range<usize>) -> Vec<Span> {
        let doc = self.doc;
        let comma = (tokens.start..cue).rev().find(|&i| doc.word(i) == ",");
        let before = comma
            .filter(|&c| c > tokens.start)
            .map(|c| doc.span(tokens.start, c));
        let after = (cue + 1 < tokens.end).then(|| doc.span(cue + 1, tokens.end));
        [before, after]
            .into_iter()
            .flatten()
            .max_by_key(|s| s.len())
            .into_iter()
            .collect()
    }

    /// "denied", "declined to comment", "refused".
    fn denies(&self, cue: usize) -> bool {
        matches!(
            self.doc.word(cue),
            "denied" | "denies" | "rejected" | "rejects"
        )
    }
}
