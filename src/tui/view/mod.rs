//! From the model to cells: pure functions, only what is on the screen.

mod article;
mod compare;
mod editor;
mod event;
mod filters;
mod header;
mod layer;
mod paint;
mod status;
mod strip;
#[cfg(test)]
mod tests;
mod timeline;

pub use header::chip_at;
pub use layer::{Hit, layer_row_at};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layers::Layer;
use super::layout::{Areas, Pane};
use super::model::Model;
use super::theme::Meaning;
use paint::Canvas;

/// Draws everything; gives the place of the cursor when there is one.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let theme = model.look.theme();
    buffer.set_style(buffer.area, theme.style(Meaning::Text));
    let canvas = &mut Canvas {
        buffer,
        theme,
        ascii: model.look.ascii,
    };
    let areas = model.areas();
    header::draw(model, &areas, canvas);
    strip::draw(model, &areas, canvas);
    titles(model, &areas, canvas);
    timeline::draw(model, &areas, canvas);
    article::draw(model, &areas, canvas);
    filters::draw(model, &areas, canvas);
    let mut cursor = status::draw(model, &areas, canvas);
    for layer in &model.layers {
        let place = match layer {
            Layer::Finder(finder) => layer::finder(model, finder, canvas),
            Layer::Pager(pager) => layer::pager(model, pager, canvas),
            Layer::Editor(editor) => editor::draw(model, editor, canvas),
            Layer::Compare(compare) => {
                compare::draw(model, compare, canvas);
                None
            }
            Layer::Prompt(_) => continue,
        };
        cursor = place.or(cursor);
    }
    cursor
}

/// The line of pane titles, and the lines between panes.
fn titles(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let border = canvas.style(Meaning::Border);
    let line = areas.titles;
    canvas.fill(line, canvas.mark("─", "-"), border);
    for pane in [Pane::Timeline, Pane::Article, Pane::Filters] {
        let area = areas.pane(pane);
        if area.width < 4 || line.height == 0 {
            continue;
        }
        let title = match pane {
            Pane::Timeline => "Timeline",
            Pane::Article => "Article",
            Pane::Filters => "Filters",
        };
        let focused = model.focus() == pane && model.layers.is_empty();
        let style = canvas.style(if focused {
            Meaning::Focus
        } else {
            Meaning::Title
        });
        let mark = if focused {
            canvas.mark("▸", ">")
        } else {
            " "
        };
        let room = area.width.saturating_sub(2);
        let used = canvas.text(area.x + 1, line.y, room, &format!("{mark}{title} "), style);
        let dim = canvas.style(Meaning::Dim);
        let right = place(model, pane);
        if !right.is_empty() && usize::from(room) > usize::from(used) + right.len() + 3 {
            let text = format!(" {right} ");
            canvas.text_right(area.x + 1, line.y, room, &text, dim);
        }
    }
    for pane in [Pane::Article, Pane::Filters] {
        let area = areas.pane(pane);
        if area.width > 0 && area.x > 0 {
            let x = area.x - 1;
            let column = Rect::new(x, area.y, 1, area.height);
            canvas.fill(column, canvas.mark("│", "|"), border);
            if line.height > 0 {
                canvas.fill(Rect::new(x, line.y, 1, 1), canvas.mark("┬", "+"), border);
            }
        }
    }
}

/// Where in its contents a pane stands.
fn place(model: &Model, pane: Pane) -> String {
    match pane {
        Pane::Timeline if model.selection.is_empty() => String::new(),
        Pane::Timeline => {
            format!("{}/{}", model.list.cursor + 1, model.selection.count())
        }
        Pane::Article => match &model.reading.shown {
            Some(shown) => {
                let height = usize::from(model.areas().article.height);
                let last = shown.rows.len().saturating_sub(height);
                match last {
                    0 => "all".to_owned(),
                    last => format!("{}%", model.reading.top.min(last) * 100 / last),
                }
            }
            None => String::new(),
        },
        Pane::Filters => String::new(),
    }
}
