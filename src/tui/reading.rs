//! The article pane: an article laid out in lines, and the place in it.

use std::sync::Arc;

use super::theme::Meaning;
use crate::Span;
use crate::event::Analysis;
use crate::query::search::Hit;
use crate::store::ArticleId;
use crate::text::{Line, wrap};

/// What a line of the article pane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A piece of the title; its line refers to the title.
    Title,
    /// Outlet, place and date; drawn from the article.
    About,
    /// Nothing.
    Blank,
    /// A piece of the text.
    Body,
    /// A piece of the text that is not the article's own.
    Furniture,
    /// So much text of a huge article is not laid out.
    Cut,
}

/// A line of the article pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its bytes.
    pub line: Line,
}

/// The article pane's state.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article shown.
    pub shown: Option<Shown>,
    /// First line on the screen.
    pub top: usize,
    /// The date one has moved to: a number among the mentions.
    pub date: Option<usize>,
    /// The hit one has moved to; its article is shown, whatever event is
    /// selected.
    pub hit: Option<Hit>,
    /// Whether furniture is shown.
    pub furniture: bool,
}

/// An article laid out for a width.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Which.
    pub id: ArticleId,
    /// With everything found in it.
    pub analysis: Arc<Analysis>,
    /// The event that brought it here: its number and its sentence.
    pub event: Option<(u32, Span)>,
    /// Columns.
    pub width: usize,
    /// Whether furniture is laid out.
    pub furniture: bool,
    /// The lines.
    pub rows: Arc<Vec<Row>>,
    /// Dates and actors, in text order, none overlapping.
    pub spans: Arc<Vec<(Span, Meaning)>>,
}

/// Bytes laid out before and after the event in a huge article.
const BEFORE: usize = 64 << 10;
const AFTER: usize = 192 << 10;

impl Shown {
    /// Lays an article out; of a huge one what is around a byte of its text.
    pub fn new(
        id: ArticleId,
        analysis: Arc<Analysis>,
        event: Option<(u32, Span)>,
        at: usize,
        width: usize,
        furniture: bool,
    ) -> Self {
        let rows = rows(&analysis, at, width, furniture);
        let spans = marked(&analysis);
        Self {
            id,
            analysis,
            event,
            width,
            furniture,
            rows: Arc::new(rows),
            spans: Arc::new(spans),
        }
    }

    /// Whether a byte of the text is on one of the lines.
    pub fn lays_out(&self, byte: usize) -> bool {
        let row = self.rows.get(self.row_of(byte));
        row.is_some_and(|row| row.line.start <= byte && byte < row.line.end)
    }

    /// The same text, understood anew.
    pub fn remark(&mut self, analysis: Arc<Analysis>) {
        self.spans = Arc::new(marked(&analysis));
        self.analysis = analysis;
    }

    /// The line on which a byte of the text stands.
    pub fn row_of(&self, byte: usize) -> usize {
        let of_text = |row: &Row| matches!(row.kind, RowKind::Body | RowKind::Furniture);
        let after = self
            .rows
            .iter()
            .position(|row| of_text(row) && row.line.end > byte);
        after.unwrap_or(0)
    }

    /// Dates and actors that reach into a line.
    pub fn spans_in(&self, line: Line) -> &[(Span, Meaning)] {
        let from = self
            .spans
            .partition_point(|(span, _)| span.end as usize <= line.start);
        let to = self
            .spans
            .partition_point(|(span, _)| (span.start as usize) < line.end);
        &self.spans[from..to.max(from)]
    }
}

fn rows(analysis: &Analysis, at: usize, width: usize, furniture: bool) -> Vec<Row> {
    let article = &analysis.article;
    let mut rows = Vec::new();
    let row = |kind, line| Row { kind, line };
    let blank = row(RowKind::Blank, Line::default());
    for line in wrap(&article.title, 0, article.title.len(), width) {
        rows.push(row(RowKind::Title, line));
    }
    rows.push(row(RowKind::About, Line::default()));
    let own = article.paragraphs.iter().map(|p| (*p, RowKind::Body));
    let mut blocks: Vec<(Span, RowKind)> = own.collect();
    if furniture || blocks.is_empty() {
        let head = article.head.iter().chain(&article.furniture);
        blocks.extend(head.map(|p| (*p, RowKind::Furniture)));
        blocks.sort_by_key(|(span, _)| *span);
    }
    if blocks.is_empty() {
        blocks.push((Span::new(0, article.text.len()), RowKind::Body));
    }
    let window = (at.saturating_sub(BEFORE), at.saturating_add(AFTER));
    for (span, kind) in blocks {
        rows.push(blank);
        let (from, to) = clip(&article.text, span, window);
        if (from, to) != (span.start as usize, span.end as usize) {
            rows.push(row(
                RowKind::Cut,
                Line {
                    start: 0,
                    end: span.len() - (to - from),
                },
            ));
        }
        for line in wrap(&article.text, from, to, width) {
            rows.push(row(kind, line));
        }
    }
    rows.dedup_by(|next, before| {
        let bare = |row: &Row| matches!(row.kind, RowKind::Blank | RowKind::Cut);
        if next.kind == RowKind::Cut && before.kind == RowKind::Cut {
            before.line.end += next.line.end;
        }
        next.kind == before.kind && bare(next)
    });
    rows
}

/// The part of a block that is laid out, on character boundaries.
fn clip(text: &str, span: Span, window: (usize, usize)) -> (usize, usize) {
    let (start, end) = (span.start as usize, span.end as usize);
    let mut from = start.max(window.0).min(end);
    let mut to = end.min(window.1).max(from);
    while from < end && !text.is_char_boundary(from) {
        from += 1;
    }
    while to > from && !text.is_char_boundary(to) {
        to -= 1;
    }
    (from, to.max(from))
}

/// Dates first; an actor inside a date (as "Christmas") is not marked.
fn marked(analysis: &Analysis) -> Vec<(Span, Meaning)> {
    let dates = analysis.mentions.iter().map(|m| (m.span, Meaning::Date));
    let mut spans: Vec<_> = dates.filter(|(span, _)| !span.is_empty()).collect();
    let known = spans.clone();
    let actors = analysis.who.mentions.iter().filter(|m| m.named);
    let free = actors.map(|m| m.span).filter(|actor| {
        let at = known.partition_point(|(date, _)| date.end <= actor.start);
        known.get(at).is_none_or(|(date, _)| !date.overlaps(*actor))
    });
    spans.extend(free.map(|span| (span, Meaning::Actor)));
    spans.sort_by_key(|(span, _)| *span);
    spans
}
