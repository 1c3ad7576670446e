//! Evidence in the text: dateline, date headings, stamps, dates in prose.

mod context;
mod layout;
mod order;

use chrono::Weekday;

use super::weigh::Evidence;
use super::{Ground, PartialDate};
use crate::Span;
use crate::article::{Article, text_lines};
use crate::timex::Day;
use crate::timex::written::{self, Order};
use context::Context;
use layout::Layout;
use order::order_of_text;

/// Paragraphs looked at from the start of a text.
const TOP: usize = 1200;
/// Dates looked at in one paragraph: what holds more is a table or a list.
const DATES: usize = 200;

/// What the text says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub evidence: Vec<Evidence>,
    /// Day and month of a dateline, heading or stamp without a year.
    pub partial: Option<PartialDate>,
    /// Whole dates named in prose: what the text looks back (or ahead) to.
    pub cited: Vec<Day>,
}

/// How the bare numbers of an article's text are read.
pub(super) fn order(article: &Article) -> Order {
    let lines = text_lines(&article.text);
    order_of_text(&article.text, &lines, article.language.as_deref())
}

/// Reads the text of an article.
pub(super) fn read(article: &Article, today: Day, conflicts: &mut Vec<String>) -> Said {
    let lines = text_lines(&article.text);
    let page = Layout::new(&article.text, &lines);
    let order = order_of_text(&article.text, &lines, article.language.as_deref());
    let mut said = Said::default();
    for (index, line) in lines.iter().enumerate().take(TOP) {
        let words = line.of(&article.text);
        for date in written::find(words, order).into_iter().take(DATES) {
            let context = Context::new(words, &date, index, &page, article, *line);
            context.weigh(&date, today, &mut said, conflicts);
        }
    }
    let above = previous_labels(&article.text, &lines);
    for piece in &mut said.evidence {
        let labelled = piece.at.and_then(|at| {
            above
                .iter()
                .find(|(span, _)| span.start <= at && at < span.end)
        });
        if let Some((_, update)) = labelled {
            piece.strength = piece.strength.max(if *update { 0.6 } else { 0.88 });
            piece.modified = *update;
        }
    }
    demote_updates(&mut said.evidence);
    prefer_nearest(&mut said.evidence, &lines, &page);
    settle_numbers(&mut said.evidence, &article.text);
    said
}

/// Among the stamps above the prose the nearest is the article's own; those
/// further up belong to the page.
fn prefer_nearest(evidence: &mut [Evidence], lines: &[Span], page: &Layout) {
    let index_of = |piece: &Evidence| {
        let at = piece.at?;
        let index = lines.partition_point(|l| l.end <= at);
        (piece.ground == Ground::Heading && piece.strength >= 0.3).then_some(index)
    };
    let above = evidence
        .iter()
        .filter(|e| !e.modified)
        .filter_map(index_of)
        .filter(|i| *i <= page.start)
        .max();
    let Some(nearest) = above else {
        return;
    };
    for piece in evidence.iter_mut() {
        if let Some(index) = index_of(piece)
            && (index + 2 < nearest || index > page.start + 2)
        {
            piece.strength *= 0.6;
        }
    }
}

/// 02/11/2023 is the day that another, clear date of the text is near to.
fn settle_numbers(evidence: &mut [Evidence], text: &str) {
    let clear: Vec<Day> = evidence
        .iter()
        .filter(|e| !is_numeric(e, text))
        .map(|e| e.day)
        .collect();
    let near = |day: Day| clear.iter().any(|c| (c.0 - day.0).abs() <= 3);
    for piece in evidence.iter_mut().filter(|e| is_numeric(e, text)) {
        let (year, month, day) = piece.day.ymd();
        if let Some(swapped) = Day::from_ymd(year, day, month)
            && !near(piece.day)
            && near(swapped)
        {
            piece.day = swapped;
        }
    }
}

/// Whether a date stands as bare numbers with strokes.
fn is_numeric(piece: &Evidence, text: &str) -> bool {
    let from = piece
        .at
        .map_or("", |at| text.get(at as usize..).unwrap_or(""));
    let mut parts = head(from, 10).split('/');
    parts.next().is_some_and(|p| (1..=2).contains(&p.len()))
        && parts.next().is_some_and(|p| (1..=2).contains(&p.len()))
}

/// Lines that hold only a label ("Published", "Last updated") speak for the
/// date in the line below.
fn previous_labels(text: &str, lines: &[Span]) -> Vec<(Span, bool)> {
    let mut out = Vec::new();
    for pair in lines.windows(2).take(TOP) {
        let words = pair[0].of(text).to_lowercase();
        let label = words.trim_matches(|c: char| !c.is_alphanumeric());
        if pair[1].of(text).split_whitespace().count() > 12 {
            continue;
        }
        match label {
            "published" | "published on" | "posted" | "posted on" | "date" | "publication date"
            | "first published" | "published date" | "date published" => {
                out.push((pair[1], false));
            }
            "updated" | "last updated" | "modified" | "last modified" | "updated on" => {
                out.push((pair[1], true))
            }
            _ => {}
        }
    }
    out
}

/// A date of change gives way when a date of publication is there.
fn demote_updates(evidence: &mut [Evidence]) {
    let stated = evidence.iter().any(|e| !e.modified && e.strength > 0.5);
    if stated {
        for piece in evidence.iter_mut().filter(|e| e.modified) {
            piece.strength *= 0.25;
        }
    }
}

/// The English name of a day of the week.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The first bytes of a text, at a character.
fn head(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}
