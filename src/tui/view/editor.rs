//! The note that one writes.

use ratatui::layout::{Position, Rect};

use super::paint::Canvas;
use super::status::window;
use crate::text::width;
use crate::tui::layers::Editor;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// Draws it; gives the cursor's place.
pub fn draw(model: &Model, editor: &Editor, canvas: &mut Canvas) -> Option<Position> {
    let (columns, rows) = model.size;
    let width_ = columns.saturating_sub(4).min(76).max(columns.min(20));
    let wanted = (editor.lines.len() as u16).saturating_add(3).max(8);
    let height = wanted.min(rows.saturating_sub(2)).max(rows.min(3));
    let area = Rect::new((columns - width_) / 2, (rows - height) / 2, width_, height);
    if area.width < 8 || area.height < 3 {
        return None;
    }
    let inner = canvas.frame(area, "Note · Esc keeps it · C-g leaves it as it was");
    let ground = canvas.style(Meaning::Popup);
    let shown = usize::from(inner.height.max(1));
    let top = (editor.row + 1).saturating_sub(shown);
    let room = usize::from(inner.width.saturating_sub(2));
    let mut place = None;
    for (line, at) in (top..editor.lines.len()).take(shown).enumerate() {
        let y = inner.y + line as u16;
        let text = &editor.lines[at];
        let cursor = if at == editor.row { editor.column } else { 0 };
        let (part, column) = window(text, cursor, room.saturating_sub(1));
        canvas.text(inner.x + 1, y, room as u16, part, ground);
        if at == editor.row {
            place = Some(Position::new(inner.x + 1 + column as u16, y));
        }
    }
    if editor.lines.len() == 1 && width(&editor.lines[0]) == 0 {
        let dim = ground.patch(canvas.style(Meaning::Dim));
        let words = "what you want to remember of this event";
        let room = (room as u16).saturating_sub(2);
        canvas.text(inner.x + 3, inner.y, room, words, dim);
    }
    place
}
