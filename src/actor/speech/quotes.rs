//! Quotations by their marks, over sentences and paragraphs.

use std::ops::Range;

use crate::actor::names::Doc;
use crate::actor::token::Shape;

/// Tokens a quotation in single marks may have: an apostrophe elsewhere must
/// not swallow a paragraph.
const SINGLE: usize = 60;

/// One quoted stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Tokens, with the marks.
    pub tokens: Range<usize>,
    /// Goes on from the paragraph before, which did not close.
    pub continued: bool,
}

/// A kind of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// “ ”
    Curly,
    /// „ “ or „ ”
    Low,
    /// « »
    Angled,
    /// " "
    Straight,
    /// `` '' or '' ''
    Typed,
}

/// The quotations of a text, in order, none inside another.
pub(crate) fn quotes(doc: &Doc, paragraph: &[bool]) -> Vec<Quote> {
    let mut scan = Scan {
        doc,
        open: None,
        out: Vec::new(),
        single_until: 0,
    };
    for (at, &starts) in paragraph.iter().enumerate() {
        if starts {
            scan.paragraph(at);
        }
        scan.token(at, paragraph);
    }
    let n = doc.tokens.len();
    scan.paragraph(n);
    scan.out
}

struct Scan<'d, 't> {
    doc: &'d Doc<'t>,
    /// Marks, first token, whether it opened its paragraph, and whether it
    /// goes on from the one before.
    open: Option<(Marks, usize, bool)>,
    out: Vec<Quote>,
    single_until: usize,
}

impl Scan<'_, '_> {
    /// A paragraph begins (or the text ends) at `at`.
    fn paragraph(&mut self, at: usize) {
        let Some((marks, from, continued)) = self.open.take() else {
            return;
        };
        let goes_on = at < self.doc.tokens.len() && self.opens(at) == Some(marks);
        // A mark that nothing answers is trusted where the whole paragraph
        // can be the quotation.
        let whole = from == 0 || self.doc.tokens[from].breaks;
        if goes_on || whole || continued {
            self.push(from..at, continued);
        }
        if goes_on {
            self.open = Some((marks, at, true));
        }
    }

    fn push(&mut self, tokens: Range<usize>, continued: bool) {
        if tokens.len() > 1 {
            self.out.push(Quote { tokens, continued });
        }
    }

    fn token(&mut self, at: usize, paragraph: &[bool]) {
        if self.doc.tokens[at].shape != Shape::Punct || at < self.single_until {
            return;
        }
        match self.open {
            Some((marks, from, _)) if at < from + usize::from(marks == Marks::Typed) + 1 => {}
            Some((marks, from, continued)) => {
                if let Some(to) = self.closes(at, marks) {
                    self.push(from..to, continued);
                    self.open = None;
                } else if marks == Marks::Curly && self.doc.word(at) == "\u{201c}" {
                    self.push(from..at, continued);
                    self.open = Some((marks, at, false));
                }
            }
            None => match self.opens(at) {
                Some(marks) => self.open = Some((marks, at, false)),
                None => self.single(at, paragraph),
            },
        }
    }

    /// The kind of marks that open at `at`.
    fn opens(&self, at: usize) -> Option<Marks> {
        Some(match self.doc.word(at) {
            "\u{201c}" => Marks::Curly,
            // Typed the wrong way round.
            "\u{201d}" if self.wrong_way(at) => Marks::Curly,
            "\u{201e}" => Marks::Low,
            "\u{ab}" => Marks::Angled,
            "\"" if !self.stray(at) => Marks::Straight,
            "`" if self.pair(at, "`") => Marks::Typed,
            "'" if self.pair(at, "'") && !self.stray(at + 1) => Marks::Typed,
            _ => return None,
        })
    }

    /// A straight mark glued to the word before it and not to the one after
    /// closes something that never opened.
    fn stray(&self, at: usize) -> bool {
        let next = self.doc.tokens.get(at + 1);
        !self.doc.tokens[at].spaced && next.is_none_or(|t| t.spaced)
    }

    /// A closing mark at the start of a paragraph, glued to its first word.
    fn wrong_way(&self, at: usize) -> bool {
        let next = self.doc.tokens.get(at + 1);
        let first = at == 0 || self.doc.tokens[at].breaks;
        first && next.is_some_and(|t| !t.spaced && !t.breaks && t.shape != Shape::Punct)
    }

    fn pair(&self, at: usize, mark: &str) -> bool {
        let next = self.doc.tokens.get(at + 1);
        next.is_some_and(|t| !t.spaced) && self.doc.word(at + 1) == mark
    }

    /// One past the closing mark at `at`, if it is one.
    fn closes(&self, at: usize, marks: Marks) -> Option<usize> {
        let word = self.doc.word(at);
        let closing = match marks {
            Marks::Curly => matches!(word, "\u{201d}" | "\""),
            Marks::Low => matches!(word, "\u{201c}" | "\u{201d}" | "\""),
            Marks::Angled => word == "\u{bb}",
            Marks::Straight => matches!(word, "\"" | "\u{201d}"),
            Marks::Typed => return (word == "'" && self.pair(at, "'")).then_some(at + 2),
        };
        closing.then_some(at + 1)
    }

    /// ‘single’ and 'single' marks, when both ends are in the paragraph.
    fn single(&mut self, at: usize, paragraph: &[bool]) {
        let doc = self.doc;
        let close = match doc.word(at) {
            "\u{2018}" => "\u{2019}",
            "'" => "'",
            _ => return,
        };
        let glued = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced);
        if !doc.tokens[at].spaced || !glued(at + 1) {
            return;
        }
        let end = doc.tokens.len().min(at + SINGLE);
        let stop = (at + 1..end).find(|&i| paragraph[i]).unwrap_or(end);
        let found = (at + 2..stop).find(|&i| {
            let word = |i: usize| doc.tokens[i].shape != Shape::Punct;
            doc.word(i) == close
                && glued(i)
                && doc.tokens[i].shape == Shape::Punct
                && !(glued(i + 1) && word(i + 1))
        });
        if let Some(to) = found {
            self.push(at..to + 1, false);
            self.single_until = to + 1;
        }
    }
}
