//! What the sequences of xterm and its relatives mean.

use crossterm::event::{KeyCode, KeyModifiers};

use super::input::{Input, Mouse, MouseKind, key};

/// The background's brightness from the answer to OSC 11.
pub fn background(body: &[u8]) -> Option<Input> {
    let text = std::str::from_utf8(body).ok()?;
    let colour = text.strip_prefix("11;rgb:")?;
    let mut sum = 0.0;
    let mut parts = 0;
    // ITU-R BT.601 luma.
    for (part, weight) in colour.split('/').zip([0.299, 0.587, 0.114]) {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = (1u32 << (4 * part.len().min(4))) - 1;
        sum += weight * f64::from(value) / f64::from(most.max(1));
        parts += 1;
    }
    (parts == 3).then_some(Input::Dark(sum < 0.5))
}

/// What a whole control sequence means.
pub fn finished(parameters: &str, last: u8) -> Option<Input> {
    if let Some(report) = parameters.strip_prefix('<') {
        return mouse(report, last);
    }
    if let Some(report) = parameters.strip_prefix('?') {
        return match (report, last) {
            ("997;1", b'n') => Some(Input::Dark(true)),
            ("997;2", b'n') => Some(Input::Dark(false)),
            _ => None,
        };
    }
    let mut numbers = parameters.split(';').map(|n| n.parse::<u16>().unwrap_or(1));
    let first = numbers.next().unwrap_or(1);
    let modifiers = modifiers(numbers.next().unwrap_or(1));
    match last {
        b'~' => match first {
            200 => Some(Input::Paste(String::new())),
            _ => Some(key(tilde_key(first)?, modifiers)),
        },
        b'Z' => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'I' if parameters.is_empty() => Some(Input::Focus(true)),
        b'O' if parameters.is_empty() => Some(Input::Focus(false)),
        b'u' => {
            let c = char::from_u32(u32::from(first))?;
            let code = match c {
                '\r' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                '\u{1b}' => KeyCode::Esc,
                '\u{7f}' => KeyCode::Backspace,
                c => KeyCode::Char(c),
            };
            Some(key(code, modifiers))
        }
        _ => cursor_key(last, modifiers),
    }
}

/// xterm's modifier parameter: 1 plus a bit each.
fn modifiers(parameter: u16) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

/// The keys that end a sequence in a letter.
pub fn cursor_key(last: u8, modifiers: KeyModifiers) -> Option<Input> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    };
    Some(key(code, modifiers))
}

fn tilde_key(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}

/// An SGR report `button ; column ; row`, released when it ends in `m`.
fn mouse(report: &str, last: u8) -> Option<Input> {
    let mut numbers = report.split(';').map(|n| n.parse::<u16>().ok());
    let (button, x, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let moving = button & 32 != 0;
    let kind = match (button & 0b1100_0011, last) {
        (64, b'M') => MouseKind::ScrollUp,
        (65, b'M') => MouseKind::ScrollDown,
        (0, b'M') if moving => MouseKind::Drag,
        (0, b'M') => MouseKind::Press,
        (0..=2, b'm') => MouseKind::Release,
        _ => return None,
    };
    Some(Input::Mouse(Mouse {
        kind,
        x: x.saturating_sub(1),
        y: y.saturating_sub(1),
    }))
}
