//! Draws the picture of the README from a real state of the interface:
//!
//! ```text
//! cargo run --release --example screenshot > docs/screen.svg
//! ```
//!
//! With arguments: columns, rows, theme, then keys as keymap files write them
//! (`"type:14 July 2016"` types).

use std::fmt::Write;

use dateline::load::{Corpus, Options, load_all};
use dateline::tui::Still;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Pixels of a cell, and of the letters in it.
const WIDTH: f32 = 8.4;
const HEIGHT: f32 = 18.0;
const FONT: f32 = 14.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise| {
        let given = arguments.get(at).and_then(|text| text.parse().ok());
        given.unwrap_or(otherwise)
    };
    let size = (number(0, 128), number(1, 38));
    let theme = arguments.get(2).map_or("dark", String::as_str);
    let snapshot = load_all(Corpus::Bundled, Options::default());
    let title = Corpus::Bundled.title();
    let mut still = Still::new((*snapshot).clone(), &title, size, theme);
    // A day, three actors with lanes, and a step that ends the message.
    let usual = [
        "t",
        "type:30 October 2015",
        "enter",
        "a",
        "type:lavrov",
        "ctrl-t",
        "ctrl-u",
        "type:kerry",
        "ctrl-t",
        "ctrl-u",
        "type:putin",
        "ctrl-t",
        "esc",
        "j",
        "k",
    ];
    let usual = usual.map(str::to_owned);
    let keys = if arguments.len() > 3 {
        &arguments[3..]
    } else {
        &usual
    };
    for key in keys {
        match key.strip_prefix("type:") {
            Some(text) => still.type_text(text),
            None => still.keys(key),
        };
    }
    println!("{}", svg(&still.buffer(), theme));
}

/// A buffer as SVG: grounds first, then runs of text in one style.
fn svg(buffer: &Buffer, theme: &str) -> String {
    let (ground, ink) = match theme {
        "light" => ("#ffffff", "#24292f"),
        "high-contrast" => ("#000000", "#ffffff"),
        _ => ("#14171d", "#d7dce5"),
    };
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * WIDTH, f32::from(rows) * HEIGHT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"{FONT}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{ground}\"/>\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let first = &buffer[(x, y)];
            let mut end = x + 1;
            while end < columns && same_look(first, &buffer[(end, y)]) {
                end += 1;
            }
            run(&mut out, buffer, (x, end, y), (ground, ink));
            x = end;
        }
    }
    out.push_str("</svg>");
    out
}

fn same_look(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
}

/// One run of cells that look alike. Writing to a string cannot fail.
fn run(
    out: &mut String,
    buffer: &Buffer,
    (x, end, y): (u16, u16, u16),
    (ground, ink): (&str, &str),
) {
    let cell = &buffer[(x, y)];
    let mut fill = colour(cell.fg, ink);
    let mut behind = colour(cell.bg, ground);
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut fill, &mut behind);
    }
    let left = f32::from(x) * WIDTH;
    let top = f32::from(y) * HEIGHT;
    let length = f32::from(end - x) * WIDTH;
    if behind != ground {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{length:.1}\" height=\"{HEIGHT}\" fill=\"{behind}\"/>"
        );
    }
    let text: String = (x..end).map(|x| buffer[(x, y)].symbol()).collect();
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " opacity=\"0.65\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let baseline = top + HEIGHT * 0.75;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{baseline:.1}\" textLength=\"{length:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\" xml:space=\"preserve\"{style}>{}</text>",
        escaped(&text)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A colour as SVG has it; `otherwise` for the terminal's own.
fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::White => "#ffffff".to_owned(),
        // The colour cube and the grey ramp of xterm's 256 colours.
        Color::Indexed(index @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let at = index - 16;
            let (r, g, b) = (level(at / 36), level(at / 6 % 6), level(at % 6));
            format!("#{r:02x}{g:02x}{b:02x}")
        }
        Color::Indexed(index @ 232..) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        _ => otherwise.to_owned(),
    }
}
