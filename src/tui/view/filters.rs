//! The filter pane: what the shown events consist of, with counts.

use ratatui::layout::Rect;

use super::paint::Canvas;
use crate::text::number;
use crate::tui::facets::{self, FacetRow};
use crate::tui::layers::Chosen;
use crate::tui::layout::{Areas, Pane};
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// The mark of what is in, out, or neither.
pub fn chosen_mark(chosen: Chosen, canvas: &Canvas) -> &'static str {
    match chosen {
        Chosen::Yes => canvas.mark("●", "*"),
        Chosen::Not => canvas.mark("⊘", "-"),
        Chosen::No => " ",
    }
}

/// Draws the pane.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.filters;
    if area.area() == 0 {
        return;
    }
    let rows = facets::rows(model);
    let top = facets::top(model, usize::from(area.height));
    let focused = model.focus() == Pane::Filters;
    for (line, at) in (top..rows.len()).take(usize::from(area.height)).enumerate() {
        let y = area.y + line as u16;
        draw_row(
            model,
            &rows[at],
            focused && at == model.facet,
            area,
            y,
            canvas,
        );
    }
}

fn draw_row(
    model: &Model,
    row: &FacetRow,
    selected: bool,
    area: Rect,
    y: u16,
    canvas: &mut Canvas,
) {
    let (label, count) = match row {
        FacetRow::Heading(text) => {
            let style = canvas.style(Meaning::Heading);
            canvas.text(area.x + 1, y, area.width.saturating_sub(1), text, style);
            return;
        }
        FacetRow::Actor(id, count) => {
            let actor = model.snapshot.actor(*id);
            (actor.map_or("?", |actor| actor.name.as_str()), *count)
        }
        FacetRow::Source(id, count) => match model.snapshot.sources.name(*id) {
            "" => ("not said", *count),
            name => (name, *count),
        },
        FacetRow::Granularity(g, count) => (g.name(), *count),
    };
    let chosen = facets::chosen(&model.filter, row);
    let style = match (selected, chosen) {
        (true, _) => canvas.style(Meaning::Selected),
        (_, Chosen::Yes) => canvas.style(Meaning::Actor),
        _ => canvas.style(Meaning::Text),
    };
    if selected {
        canvas.blank(area, y, style);
    }
    canvas.text(area.x + 1, y, 1, chosen_mark(chosen, canvas), style);
    let count = number(count as usize);
    let columns = count.len() as u16;
    let room = area.width.saturating_sub(columns + 5);
    canvas.text(area.x + 3, y, room, label, style);
    let dim = if selected {
        style
    } else {
        canvas.style(Meaning::Dim)
    };
    let x = area.right().saturating_sub(columns + 1);
    canvas.text(x, y, columns, &count, dim);
}
