//! Two accounts side by side.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Canvas;
use crate::text::{Line, width, wrap};
use crate::tui::layers::{Compare, Side};
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// Draws the layer over the panes.
pub fn draw(model: &Model, compare: &Compare, canvas: &mut Canvas) {
    let (columns, rows) = model.size;
    let areas = model.areas();
    let bottom = match areas.status.height {
        0 => rows,
        _ => areas.status.y,
    };
    let area = Rect::new(
        0,
        areas.header.bottom(),
        columns,
        bottom - areas.header.bottom(),
    );
    if area.width < 12 || area.height < 4 {
        return;
    }
    let what = if compare.whole { "articles" } else { "events" };
    let mut title = format!("Compare {what} · {}% shared", compare.likeness);
    if let Some((at, many)) = compare.place() {
        title.push_str(&format!(" · {at} of {many}"));
    }
    // No higher than it need be: the panes stay in sight below.
    let narrow = area.width < 62;
    let columns = match narrow {
        true => area.width - 2,
        false => (area.width - 2) / 2,
    };
    // On a low screen the sentence matters more than who says it.
    let low = narrow && area.height < 20;
    let head = |side: &Side| if low { 1 } else { side.head.len() + 1 };
    let needed = |side: &Side| head(side) + lines(side, columns).len();
    let needed = compare.sides.each_ref().map(needed);
    let needed = match narrow {
        true => needed[0].max(needed[1]) * 2,
        false => needed[0].max(needed[1]),
    };
    let area = Rect {
        height: area.height.min(needed.min(1000) as u16 + 2).max(4),
        ..area
    };
    let inner = canvas.frame(area, &title);
    let halves = match narrow {
        // One below the other.
        true => {
            let height = inner.height / 2;
            [
                Rect { height, ..inner },
                Rect {
                    y: inner.y + height,
                    height: inner.height - height,
                    ..inner
                },
            ]
        }
        false => {
            let width = inner.width / 2;
            [
                Rect {
                    width: width - 1,
                    ..inner
                },
                Rect {
                    x: inner.x + width,
                    width: inner.width - width,
                    ..inner
                },
            ]
        }
    };
    if !narrow {
        let border = canvas
            .style(Meaning::Popup)
            .patch(canvas.style(Meaning::Border));
        let line = Rect {
            x: halves[0].right(),
            width: 1,
            ..inner
        };
        canvas.fill(line, canvas.mark("│", "|"), border);
    }
    // Both sides stop where the longer one ends.
    let lines = compare
        .sides
        .each_ref()
        .map(|side| lines(side, halves[0].width));
    let heads = compare.sides.each_ref().map(head);
    let room = usize::from(halves[0].height);
    let longest = (0..2)
        .map(|at| (lines[at].len() + heads[at]).saturating_sub(room))
        .max()
        .unwrap_or(0);
    let top = compare.top.min(longest);
    for at in 0..2 {
        let side = &compare.sides[at];
        let y = match low {
            true => short_head(side, at, halves[at], canvas),
            false => full_head(side, at, halves[at], canvas),
        };
        half(side, &lines[at], top, y, halves[at], canvas);
    }
}

fn lines(side: &Side, width: u16) -> Vec<Line> {
    let columns = usize::from(width.saturating_sub(2).max(1));
    wrap(&side.text, 0, side.text.len(), columns)
}

/// Outlet and day in one line; the next line to draw on.
fn short_head(side: &Side, at: usize, area: Rect, canvas: &mut Canvas) -> u16 {
    let ground = canvas.style(Meaning::Popup);
    let room = area.width.saturating_sub(2);
    let day = side.head.get(2).map_or("", String::as_str);
    let columns = (width(day) as u16).min(room);
    let outlet = format!("{} {}", at + 1, side.head[0]);
    let left = room.saturating_sub(columns + 2);
    let style = ground.patch(canvas.style(Meaning::Source));
    canvas.text(area.x + 1, area.y, left, &outlet, style);
    let style = ground.patch(canvas.style(Meaning::Date));
    canvas.text(area.x + 1 + room - columns, area.y, columns, day, style);
    area.y + 1
}

/// Outlet, title, day and speaker, a line each; the next line to draw on.
fn full_head(side: &Side, at: usize, area: Rect, canvas: &mut Canvas) -> u16 {
    let ground = canvas.style(Meaning::Popup);
    let room = area.width.saturating_sub(2);
    let mut y = area.y;
    for (number, line) in side.head.iter().enumerate() {
        if y >= area.bottom() {
            return y;
        }
        let meaning = match number {
            0 => Meaning::Source,
            1 => Meaning::Title,
            2 => Meaning::Date,
            _ => Meaning::Speaker,
        };
        let style = ground.patch(canvas.style(meaning));
        let label = match number {
            0 => format!("{} {line}", at + 1),
            _ => line.clone(),
        };
        canvas.text(area.x + 1, y, room, &label, style);
        y += 1;
    }
    y + 1
}

/// The text of a side from a line on.
fn half(side: &Side, lines: &[Line], top: usize, y: u16, area: Rect, canvas: &mut Canvas) {
    let ground = canvas.style(Meaning::Popup);
    let room = area.width.saturating_sub(2);
    for (y, line) in (y..area.bottom()).zip(lines.iter().skip(top)) {
        let words = side.text.get(line.start..line.end).unwrap_or("");
        let from = side
            .marks
            .partition_point(|(span, _)| span.end as usize <= line.start);
        let styles: Vec<(crate::Span, Style)> = side.marks[from..]
            .iter()
            .take_while(|(span, _)| (span.start as usize) < line.end)
            .map(|(span, meaning)| (*span, ground.patch(canvas.style(*meaning))))
            .collect();
        canvas.styled(area.x + 1, y, room, words, |offset| {
            let byte = (line.start + offset) as u32;
            let found = styles
                .iter()
                .find(|(span, _)| (span.start..span.end).contains(&byte));
            found.map_or(ground, |(_, style)| *style)
        });
    }
}
