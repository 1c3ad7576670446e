//! The density strip: axis and bars.

use ratatui::layout::Rect;

use super::paint::Canvas;
use crate::tui::layout::Areas;
use crate::tui::list;
use crate::tui::model::Model;
use crate::tui::strip::{Scale, margin, scale};
use crate::tui::theme::Meaning;

const BARS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_BARS: [&str; 9] = [" ", ".", ".", ":", ":", "+", "+", "#", "#"];

/// Draws it.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.strip;
    let Some(scale) = scale(model) else { return };
    let axis = u16::from(area.height > 1);
    let bars = Rect {
        y: area.y + axis,
        height: area.height - axis,
        ..area
    };
    let view = view(model, &scale);
    let counts = model.selection.histogram(&scale.edges);
    heights(&counts, &scale, bars, view, canvas);
    let style = canvas.style(Meaning::BarView);
    for (x, _) in columns(&counts, &scale).filter(|(_, count)| *count == 0) {
        if is_shown(x, view) {
            let ground = canvas.mark("·", "_");
            canvas.text(x, bars.bottom() - 1, 1, ground, style);
        }
    }
    if axis == 1 {
        draw_axis(model, &scale, area.y, canvas);
    }
    let margin = margin(model);
    if margin > 1 {
        let dim = canvas.style(Meaning::Dim);
        canvas.text(area.x + 1, bars.bottom() - 1, margin - 1, "shown", dim);
    }
    lanes(model, &scale, areas.lanes, view, canvas);
}

/// A strip for each pinned actor, each in its own measure: when somebody was
/// active, not how often compared with others.
fn lanes(model: &Model, scale: &Scale, area: Rect, view: Option<(u16, u16)>, canvas: &mut Canvas) {
    let room = margin(model).saturating_sub(2);
    for (row, id) in model.lanes.actors.iter().enumerate() {
        let y = area.y + row as u16;
        if y >= area.bottom() {
            return;
        }
        let name = model.snapshot.actor(*id).map_or("?", |a| a.name.as_str());
        let style = canvas.style(Meaning::Actor);
        canvas.text(area.x + 1, y, room, name, style);
        let Some(selection) = model.lanes.selections.get(row) else {
            continue;
        };
        let counts = selection.histogram(&scale.edges);
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        heights(&counts, scale, line, view, canvas);
    }
}

/// The columns of a strip with what happened in each.
fn columns<'a>(counts: &'a [u32], scale: &Scale) -> impl Iterator<Item = (u16, u32)> + 'a {
    let first = scale.x;
    let columns = counts.iter().enumerate();
    columns.map(move |(at, count)| (first + at as u16, *count))
}

/// Whether the timeline shows something of a column.
fn is_shown(x: u16, view: Option<(u16, u16)>) -> bool {
    view.is_some_and(|(from, to)| (from..=to).contains(&x))
}

/// The bars of a strip, the highest as high as the area.
fn heights(
    counts: &[u32],
    scale: &Scale,
    area: Rect,
    view: Option<(u16, u16)>,
    canvas: &mut Canvas,
) {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    for (x, count) in columns(counts, scale) {
        let meaning = match is_shown(x, view) {
            true => Meaning::BarView,
            false => Meaning::Bar,
        };
        column(canvas, area, x, count, most, meaning);
    }
}

/// One bar, its height by the square root, so that a single event beside a
/// thousand can be seen.
fn column(canvas: &mut Canvas, area: Rect, x: u16, count: u32, most: u32, meaning: Meaning) {
    if count == 0 {
        return;
    }
    let steps = f64::from(area.height * 8);
    let share = (f64::from(count) / f64::from(most)).sqrt();
    let mut eighths = ((share * steps).round() as u16).max(1);
    let style = canvas.style(meaning);
    for y in (area.top()..area.bottom()).rev() {
        let bar = eighths.min(8);
        eighths -= bar;
        let symbol = if canvas.ascii { ASCII_BARS } else { BARS }[usize::from(bar)];
        if bar > 0 {
            canvas.text(x, y, 1, symbol, style);
        }
    }
}

/// Columns of what the timeline shows.
fn view(model: &Model, scale: &Scale) -> Option<(u16, u16)> {
    let (first, last) = list::visible(model)?;
    let day = |position| model.selection.day(position);
    let last_column = scale.x + scale.edges.len() as u16 - 2;
    let (from, to) = (day(first)?, day(last)?);
    if to < scale.edges[0] || from > *scale.edges.last()? {
        return None;
    }
    let from = scale.column(from).unwrap_or(scale.x);
    Some((from, scale.column(to).unwrap_or(last_column)))
}

fn draw_axis(model: &Model, scale: &Scale, y: u16, canvas: &mut Canvas) {
    let dim = canvas.style(Meaning::Dim);
    let cursor = model
        .event()
        .and_then(|event| scale.column(event.interval().first));
    for (x, label) in scale.labels() {
        let end = x + label.len() as u16;
        if cursor.is_none_or(|cursor| !(x..end).contains(&cursor)) {
            canvas.text(x, y, label.len() as u16, &label, dim);
        }
    }
    let last = scale.x + scale.edges.len() as u16 - 2;
    if scale.earlier {
        canvas.text(scale.x, y, 1, canvas.mark("‹", "<"), dim);
    }
    if scale.later {
        canvas.text(last, y, 1, canvas.mark("›", ">"), dim);
    }
    if let Some(x) = cursor {
        let style = canvas.style(Meaning::Cursor);
        canvas.text(x, y, 1, canvas.mark("▼", "v"), style);
    }
    if model.zoom.is_some() {
        let area = model.areas().strip;
        let style = canvas.style(Meaning::Cursor);
        canvas.text(area.x, y, 1, canvas.mark("«", "<"), style);
        canvas.text(area.right() - 1, y, 1, canvas.mark("»", ">"), style);
    }
}
