//! The difference of two screens as few bytes.
//!
//! What an SSH line has to carry is what changed: cells in order, the cursor
//! moved by the shortest sequence, attributes only where they differ.

use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// Asks the terminal to show nothing of a frame before its end (DEC mode
/// 2026); terminals that don't know it ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The last screen sent, and what is known of the terminal's pen.
#[derive(Debug, Default)]
pub struct Encoder {
    shown: Buffer,
    cursor: Option<Position>,
    /// Nothing on the terminal can be trusted: everything is sent.
    stale: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    line: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    line: Color::Reset,
    modifier: Modifier::empty(),
};

impl Encoder {
    /// Forgets what the terminal shows; the next frame is sent whole.
    pub fn invalidate(&mut self) {
        self.stale = true;
    }

    /// The bytes that turn the shown screen into `next`, with the cursor at
    /// `cursor` or hidden. Empty when nothing differs. An older screen is left
    /// in `next`, for the one after it to be drawn over.
    pub fn encode(&mut self, next: &mut Buffer, cursor: Option<Position>) -> Vec<u8> {
        let whole = self.stale || self.shown.area != next.area;
        if whole {
            self.shown = Buffer::empty(next.area);
        }
        let body = self.changes(next);
        std::mem::swap(&mut self.shown, next);
        if body.is_empty() && !whole && cursor == self.cursor {
            return body;
        }
        let mut out = Vec::with_capacity(body.len() + 32);
        out.extend_from_slice(BEGIN);
        if self.cursor.is_some() || whole {
            out.extend_from_slice(b"\x1b[?25l");
        }
        if whole {
            out.extend_from_slice(b"\x1b[m\x1b[2J");
        }
        out.extend_from_slice(&body);
        if let Some(cursor) = cursor {
            let mut at = NOWHERE;
            move_to(&mut out, &mut at, cursor);
            out.extend_from_slice(b"\x1b[?25h");
        }
        out.extend_from_slice(END);
        self.cursor = cursor;
        self.stale = false;
        out
    }

    /// What differs, from a plain pen to a plain pen.
    fn changes(&self, next: &Buffer) -> Vec<u8> {
        let mut body = Vec::new();
        let mut at = NOWHERE;
        let mut pen = PLAIN;
        for (x, y, cell) in self.shown.diff(next) {
            if self.looks_alike(x, y, cell) {
                continue;
            }
            let to = Position::new(x, y);
            match few_between(next, at, to, pen) {
                Some(cells) => cells.for_each(|cell| body.extend(cell.symbol().bytes())),
                None => move_to(&mut body, &mut at, to),
            }
            at = to;
            if !fits(cell, pen) {
                set_pen(&mut body, &mut pen, pen_of(cell));
            }
            body.extend_from_slice(cell.symbol().as_bytes());
            // Terminals disagree about the width of anything but the plain
            // letters, so after those the place is stated anew.
            at.x = match is_surely_narrow(cell) {
                true => at.x + 1,
                false => u16::MAX,
            };
            if at.x >= next.area.right() {
                at.x = u16::MAX;
            }
        }
        set_pen(&mut body, &mut pen, PLAIN);
        body
    }

    /// Whether a cell that differs can't be told from the one shown: a blank
    /// in another ink.
    fn looks_alike(&self, x: u16, y: u16, cell: &Cell) -> bool {
        let shown = &self.shown[(x, y)];
        // What is left of a wide character is drawn over in any case.
        let is_left_over = || x > 0 && !is_surely_narrow(&self.shown[(x - 1, y)]);
        shown.symbol() == " "
            && cell.symbol() == " "
            && fits(cell, pen_of(shown))
            && !is_left_over()
    }
}

/// A place that is not known.
const NOWHERE: Position = Position {
    x: u16::MAX,
    y: u16::MAX,
};

/// Cells written again rather than passed over: no more bytes than it takes to
/// move.
const FEW: u16 = 3;

/// The few cells between two places of a line, where they are plain letters
/// that the pen can write.
fn few_between(
    next: &Buffer,
    at: Position,
    to: Position,
    pen: Pen,
) -> Option<impl Iterator<Item = &Cell>> {
    if at.y != to.y || at.x >= to.x || to.x - at.x > FEW {
        return None;
    }
    let cells = move || (at.x..to.x).map(move |x| &next[(x, to.y)]);
    let plain = cells().all(|cell| cell.symbol().len() == 1 && fits(cell, pen));
    plain.then(cells)
}

/// What is seen without a letter.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Whether a cell drawn with a pen looks as it is to: of a blank only the
/// ground is seen.
fn fits(cell: &Cell, pen: Pen) -> bool {
    let wanted = pen_of(cell);
    let is_bare =
        || cell.symbol() == " " && !(wanted.modifier | pen.modifier).intersects(ON_BLANKS);
    wanted == pen || (wanted.bg == pen.bg && is_bare())
}

/// ASCII, box drawing, blocks, Latin, Greek and Cyrillic letters: one column
/// everywhere.
fn is_surely_narrow(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    matches!(
        (chars.next(), chars.next()),
        (
            Some(
                '\x20'..='\x7e'
                | '\u{c0}'..='\u{24f}'
                | '\u{386}'..='\u{52f}'
                | '\u{2500}'..='\u{2588}',
            ),
            None,
        )
    )
}

fn pen_of(cell: &Cell) -> Pen {
    Pen {
        fg: cell.fg,
        bg: cell.bg,
        line: cell.underline_color,
        modifier: cell.modifier,
    }
}

// Writing to a vector cannot fail, so the results are dropped.

fn move_to(out: &mut Vec<u8>, at: &mut Position, to: Position) {
    if *at == to {
        return;
    }
    if at.y == to.y && at.x < to.x && at.x != u16::MAX {
        let columns = to.x - at.x;
        let _ = match columns {
            1 => write!(out, "\x1b[C"),
            _ => write!(out, "\x1b[{columns}C"),
        };
    } else if to.x == 0 {
        let _ = write!(out, "\x1b[{}H", to.y + 1);
    } else {
        let _ = write!(out, "\x1b[{};{}H", to.y + 1, to.x + 1);
    }
    *at = to;
}

const ATTRIBUTES: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

fn set_pen(out: &mut Vec<u8>, pen: &mut Pen, to: Pen) {
    if *pen == to {
        return;
    }
    if to == PLAIN {
        out.extend_from_slice(b"\x1b[m");
        *pen = to;
        return;
    }
    let mut codes = String::new();
    // Attributes can't be taken off one by one alike everywhere: start anew.
    if !(pen.modifier - to.modifier).is_empty() {
        codes.push('0');
        *pen = PLAIN;
    }
    for (modifier, code) in ATTRIBUTES {
        if (to.modifier - pen.modifier).contains(modifier) {
            push(&mut codes, &code.to_string());
        }
    }
    if pen.fg != to.fg {
        push(&mut codes, &colour(to.fg, 30));
    }
    if pen.bg != to.bg {
        push(&mut codes, &colour(to.bg, 40));
    }
    if pen.line != to.line {
        push(&mut codes, &colour(to.line, 50));
    }
    let _ = write!(out, "\x1b[{codes}m");
    *pen = to;
}

fn push(codes: &mut String, code: &str) {
    if !codes.is_empty() {
        codes.push(';');
    }
    codes.push_str(code);
}

/// SGR parameters of a colour; `base` is 30 for the foreground, 40 for the
/// background, 50 for underlines.
fn colour(colour: Color, base: u8) -> String {
    let basic = |index: u8| match (base, index) {
        (50, _) => format!("58;5;{index}"),
        (_, 0..=7) => (base + index).to_string(),
        (_, _) => (base + 52 + index).to_string(),
    };
    match colour {
        Color::Reset => (base + 9).to_string(),
        Color::Black => basic(0),
        Color::Red => basic(1),
        Color::Green => basic(2),
        Color::Yellow => basic(3),
        Color::Blue => basic(4),
        Color::Magenta => basic(5),
        Color::Cyan => basic(6),
        Color::Gray => basic(7),
        Color::DarkGray => basic(8),
        Color::LightRed => basic(9),
        Color::LightGreen => basic(10),
        Color::LightYellow => basic(11),
        Color::LightBlue => basic(12),
        Color::LightMagenta => basic(13),
        Color::LightCyan => basic(14),
        Color::White => basic(15),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn screen(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.iter().copied())
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).expect("ours is UTF-8")
    }

    #[test]
    fn nothing_changed_sends_nothing() {
        let mut encoder = Encoder::default();
        let first = screen(&["abc", "def"]);
        assert!(!encoder.encode(&mut first.clone(), None).is_empty());
        assert!(encoder.encode(&mut first.clone(), None).is_empty());
        encoder.invalidate();
        assert!(text(&encoder.encode(&mut first.clone(), None)).contains("abc"));
    }

    #[test]
    fn only_what_changed_is_sent() {
        let mut encoder = Encoder::default();
        encoder.encode(&mut screen(&["abc", "def"]), None);
        let out = text(&encoder.encode(&mut screen(&["abc", "dxf"]), None));
        assert_eq!(out, "\u{1b}[?2026h\u{1b}[2;2Hx\u{1b}[?2026l");
    }

    #[test]
    fn the_place_is_stated_after_wide_characters() {
        let mut encoder = Encoder::default();
        encoder.encode(&mut screen(&["      "]), None);
        let out = text(&encoder.encode(&mut screen(&["漢xy   "]), None));
        assert!(out.contains("漢\u{1b}[1;3Hxy"), "{out:?}");
    }

    #[test]
    fn a_few_letters_are_written_again_rather_than_passed_over() {
        let mut encoder = Encoder::default();
        encoder.encode(&mut screen(&["abcdefghij"]), None);
        let out = text(&encoder.encode(&mut screen(&["AbcdEfghiJ"]), None));
        assert_eq!(out, "\u{1b}[?2026h\u{1b}[1HAbcdE\u{1b}[4CJ\u{1b}[?2026l");
        // A wide character is not.
        encoder.encode(&mut screen(&["a漢b"]), None);
        let out = text(&encoder.encode(&mut screen(&["A漢B"]), None));
        assert_eq!(out, "\u{1b}[?2026h\u{1b}[1HA\u{1b}[2CB\u{1b}[?2026l");
    }

    #[test]
    fn blanks_have_no_ink() {
        let mut encoder = Encoder::default();
        let looking = |style: Style| {
            let mut next = screen(&["a  "]);
            next.set_style(Rect::new(1, 0, 1, 1), style);
            next
        };
        encoder.encode(&mut looking(Style::new()), None);
        let red = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
        assert!(encoder.encode(&mut looking(red), None).is_empty());
        let line = Style::new().add_modifier(Modifier::UNDERLINED);
        let out = text(&encoder.encode(&mut looking(line), None));
        assert!(out.contains("\u{1b}[1;2H\u{1b}[4m \u{1b}[m"), "{out:?}");
        let out = text(&encoder.encode(&mut looking(red), None));
        assert!(out.contains("\u{1b}[1;2H \u{1b}[?"), "{out:?}");
    }

    #[test]
    fn attributes_are_set_and_taken_off() {
        let mut encoder = Encoder::default();
        let mut next = screen(&["ab"]);
        next.set_style(
            Rect::new(0, 0, 1, 1),
            Style::new()
                .fg(Color::Red)
                .bg(Color::Rgb(1, 2, 3))
                .add_modifier(Modifier::BOLD),
        );
        let out = text(&encoder.encode(&mut next, Some(Position::new(1, 0))));
        assert!(out.contains("\u{1b}[1;31;48;2;1;2;3ma\u{1b}[mb"), "{out:?}");
        assert!(
            out.ends_with("\u{1b}[1;2H\u{1b}[?25h\u{1b}[?2026l"),
            "{out:?}"
        );
    }
}
