//! Putting text into cells. Every string on the screen goes through here, and
//! so through the one gate for untrusted text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::text::{Unit, units};
use crate::tui::theme::{Meaning, Theme};

/// A place to draw, with the looks.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The colours.
    pub theme: &'a Theme,
    /// Lines and marks in ASCII.
    pub ascii: bool,
}

impl Canvas<'_> {
    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// A mark in its Unicode or its ASCII form.
    pub fn mark(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// Draws text in at most `columns` columns, cut with an ellipsis; gives
    /// the columns used.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        self.styled(x, y, columns, text, |_| style)
    }

    /// As [`Canvas::text`], at the right end of the columns.
    pub fn text_right(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let width = crate::text::width(text).min(usize::from(columns)) as u16;
        self.text(x + columns - width, y, width, text, style)
    }

    /// Draws text with the style of each of its bytes.
    pub fn styled(
        &mut self,
        x: u16,
        y: u16,
        columns: u16,
        text: &str,
        style: impl Fn(usize) -> Style,
    ) -> u16 {
        let mut used = 0;
        let marked = self.style(Meaning::Marked);
        let mut units = units(text).peekable();
        while let Some(unit) = units.next() {
            let room = usize::from(columns - used);
            let last = units.peek().is_none();
            let style = style(unit.start);
            if unit.width > room || (unit.width == room && !last) {
                if room > 0 {
                    let ellipsis = self.mark("…", "~");
                    self.put(x + used, y, ellipsis, 1, style);
                    used += 1;
                }
                break;
            }
            let style = if unit.marked {
                style.patch(marked)
            } else {
                style
            };
            self.unit(x + used, y, &unit, style);
            used += unit.width as u16;
        }
        used
    }

    fn unit(&mut self, x: u16, y: u16, unit: &Unit<'_>, style: Style) {
        let shown = unit.shown.as_ref();
        if shown.len() == 1 || !unit.marked {
            self.put(x, y, shown, unit.width as u16, style);
        } else {
            // A mark is several letters: each gets its cell.
            self.buffer.set_stringn(x, y, shown, unit.width, style);
        }
    }

    /// One grapheme of a known width.
    fn put(&mut self, x: u16, y: u16, symbol: &str, width: u16, style: Style) {
        for covered in 1..width {
            if let Some(cell) = self.buffer.cell_mut((x + covered, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
        let plain = self.style(Meaning::Text);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            // The ground stays; ink and attributes of what was there go.
            cell.modifier = Modifier::empty();
            cell.fg = plain.fg.unwrap_or(Color::Reset);
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Repeats a one-column symbol over whatever was there.
    pub fn fill(&mut self, area: Rect, symbol: &str, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
                self.put(x, y, symbol, 1, style);
            }
        }
    }

    /// Empties one line of an area.
    pub fn blank(&mut self, area: Rect, y: u16, style: Style) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        self.fill(line, " ", style);
    }

    /// A box with a title, emptied; gives its inside.
    pub fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let ground = self.style(Meaning::Popup);
        let border = ground.patch(self.style(Meaning::Border));
        // A wide character must not reach under the border.
        if let Some(x) = area.x.checked_sub(1) {
            for y in area.top()..area.bottom() {
                let cell = self.buffer.cell_mut((x, y));
                if let Some(cell) = cell.filter(|cell| crate::text::width(cell.symbol()) > 1) {
                    cell.set_symbol(" ");
                }
            }
        }
        self.fill(area, " ", ground);
        let (h, v) = (self.mark("─", "-"), self.mark("│", "|"));
        let corners = [
            self.mark("╭", "+"),
            self.mark("╮", "+"),
            self.mark("╰", "+"),
            self.mark("╯", "+"),
        ];
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.fill(Rect { height: 1, ..area }, h, border);
        self.fill(
            Rect {
                y: bottom,
                height: 1,
                ..area
            },
            h,
            border,
        );
        self.fill(Rect { width: 1, ..area }, v, border);
        self.fill(
            Rect {
                x: right,
                width: 1,
                ..area
            },
            v,
            border,
        );
        let places = [
            (area.x, area.y),
            (right, area.y),
            (area.x, bottom),
            (right, bottom),
        ];
        for ((x, y), corner) in places.into_iter().zip(corners) {
            self.put(x, y, corner, 1, border);
        }
        let focus = self.style(Meaning::Focus);
        let room = area.width.saturating_sub(4);
        self.text(area.x + 2, area.y, room, &format!(" {title} "), focus);
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, columns: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        let theme = Theme::built_in("none");
        let mut canvas = Canvas {
            buffer: &mut buffer,
            theme: &theme,
            ascii: false,
        };
        let used = canvas.text(0, 0, columns, text, Style::new());
        assert!(used <= columns);
        buffer.content().iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn text_fits_or_is_cut() {
        assert_eq!(drawn("Moscow", 6), "Moscow      ");
        assert_eq!(drawn("Moscow talks", 8), "Moscow …    ");
        assert_eq!(drawn("漢字漢", 6), "漢 字 漢       ");
        assert_eq!(drawn("漢字漢字", 6), "漢 字 …       ");
    }

    #[test]
    fn marks_have_a_cell_a_letter() {
        assert_eq!(drawn("a\u{202e}b", 12), "a<U+202E>b  ");
        assert_eq!(drawn("\u{1b}[2J", 12), "␛[2J        ");
    }
}
