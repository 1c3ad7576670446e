//! The article: title, where it is from, its text with dates and actors
//! marked.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::event::hits;
use super::paint::Canvas;
use crate::Span;
use crate::export::day as day_words;
use crate::tui::layout::{Areas, Pane};
use crate::tui::model::Model;
use crate::tui::reading::{Row, RowKind, Shown};
use crate::tui::theme::Meaning;

/// Hits marked in one line at most.
const HITS: usize = 50;

/// Draws the pane.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.article;
    let Some(shown) = &model.reading.shown else {
        return;
    };
    if area.width < 3 {
        return;
    }
    let inner = Rect {
        x: area.x + 1,
        width: area.width - 2,
        ..area
    };
    let rows = shown.rows.iter().skip(model.reading.top);
    for (line, row) in rows.take(usize::from(area.height)).enumerate() {
        draw_row(model, shown, row, inner, area.y + line as u16, canvas);
    }
    scroll_bar(model, shown, area, canvas);
}

fn draw_row(model: &Model, shown: &Shown, row: &Row, area: Rect, y: u16, canvas: &mut Canvas) {
    let article = &shown.analysis.article;
    let (x, room) = (area.x, area.width);
    match row.kind {
        RowKind::Blank => {}
        RowKind::Title => {
            let words = article
                .title
                .get(row.line.start..row.line.end)
                .unwrap_or("");
            canvas.text(x, y, room, words, canvas.style(Meaning::Title));
        }
        RowKind::About => {
            canvas.text(x, y, room, &about(shown), canvas.style(Meaning::Source));
        }
        RowKind::Cut => {
            let kilobytes = (row.line.end / 1024).max(1);
            let words = format!("[{kilobytes} KB of this huge article are not shown here]");
            canvas.text(x, y, room, &words, canvas.style(Meaning::Dim));
        }
        RowKind::Body | RowKind::Furniture => body(model, shown, row, area, y, canvas),
    }
}

/// `TASS · Astana · 4 October 2016 (97% sure)`.
fn about(shown: &Shown) -> String {
    let article = &shown.analysis.article;
    let dating = &shown.analysis.dating;
    let mut parts: Vec<String> = [&article.source, &article.place]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect();
    parts.push(match dating.published {
        Some(day) => {
            let day = day_words(day);
            match (dating.confidence * 100.0).round() {
                100.0 => day.to_string(),
                percent => format!("{day} ({percent}% sure)"),
            }
        }
        None => "undated".to_owned(),
    });
    parts.join(" · ")
}

fn body(model: &Model, shown: &Shown, row: &Row, area: Rect, y: u16, canvas: &mut Canvas) {
    let text = &shown.analysis.article.text;
    let Some(words) = text.get(row.line.start..row.line.end) else {
        return;
    };
    let base = canvas.style(match row.kind {
        RowKind::Furniture => Meaning::Dim,
        _ => Meaning::Text,
    });
    let sentence = shown.event.map(|(_, sentence)| sentence);
    let lit = canvas.style(Meaning::Sentence);
    let spans = shown.spans_in(row.line);
    let here = model
        .reading
        .date
        .and_then(|at| shown.analysis.mentions.get(at));
    let hit = model.reading.hit.filter(|hit| hit.article == shown.id);
    let here = hit.map(|hit| hit.span).or(here.map(|mention| mention.span));
    let mut found = hits(model, words);
    if let Some(hunt) = &model.hunt {
        let spans = hunt.pattern.hits(words).take(HITS);
        found.extend(spans.map(|span| (span.start as usize, span.end as usize)));
    }
    let match_style = canvas.style(Meaning::Match);
    let styles: Vec<(Span, Style)> = spans
        .iter()
        .map(|(span, meaning)| (*span, canvas.style(*meaning)))
        .collect();
    let on = |span: Option<Span>, byte: u32| {
        span.is_some_and(|span| (span.start..span.end).contains(&byte))
    };
    canvas.styled(area.x, y, area.width, words, |offset| {
        let byte = (row.line.start + offset) as u32;
        let mut style = base;
        let in_sentence = on(sentence, byte);
        if in_sentence {
            style = style.patch(lit);
        }
        if let Some((_, marked)) = styles.iter().find(|(span, _)| on(Some(*span), byte)) {
            style = match in_sentence {
                // Reversed, a colour would be a ground of its own.
                true if lit.add_modifier.contains(Modifier::REVERSED) => {
                    style.add_modifier(marked.add_modifier)
                }
                // The sentence's ground stays; the colour is the marked one's.
                true => style.patch(Style {
                    bg: None,
                    ..*marked
                }),
                false => style.patch(*marked),
            };
        }
        if found
            .iter()
            .any(|(from, to)| (*from..*to).contains(&offset))
        {
            style = style.patch(match_style);
        }
        if on(here, byte) {
            style = style.patch(match_style).add_modifier(Modifier::UNDERLINED);
        }
        style
    });
    // Where colours are few, the sentence is also marked at the edge.
    if let Some(sentence) = sentence
        && (row.line.start as u32) < sentence.end
        && sentence.start < row.line.end as u32
        && row.kind == RowKind::Body
    {
        let style = canvas.style(Meaning::Cursor);
        canvas.text(area.x - 1, y, 1, canvas.mark("▎", "|"), style);
    }
}

/// Where in the text one is: a thumb at the right edge.
fn scroll_bar(model: &Model, shown: &Shown, area: Rect, canvas: &mut Canvas) {
    let height = usize::from(area.height);
    let rows = shown.rows.len();
    if rows <= height || height < 3 {
        return;
    }
    let length = (height * height / rows).max(1);
    let most = height - length;
    let at = model.reading.top.min(rows - height) * most / (rows - height);
    let meaning = match model.focus() {
        Pane::Article => Meaning::Focus,
        _ => Meaning::Border,
    };
    let style = canvas.style(meaning);
    for row in at..at + length {
        let y = area.y + row as u16;
        canvas.text(area.right() - 1, y, 1, canvas.mark("▐", "|"), style);
    }
}
