//! Bytes from the terminal to keys, mouse, pastes and answers.
//!
//! Our own small parser: the terminal may go away at any moment and may send
//! a megabyte in one paste, and both must cost next to nothing. It knows the
//! forms that xterm and its many relatives send (ECMA-48 control sequences,
//! SGR mouse reports, bracketed paste, focus reports) and skips the rest.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::sequence::{background, cursor_key, finished};

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// A mouse report.
    Mouse(Mouse),
    /// Pasted text, in one piece.
    Paste(String),
    /// The window got (true) or lost the focus.
    Focus(bool),
    /// The terminal says that its background is dark.
    Dark(bool),
}

/// A mouse report; columns and rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// Moved with the left button held.
    Drag,
    /// A button was let go.
    Release,
    /// Wheel away from the user.
    ScrollUp,
    /// Wheel towards the user.
    ScrollDown,
}

/// Longest control sequence that is taken seriously.
const LONGEST_SEQUENCE: usize = 64;
/// Longest paste that is kept; no field takes more.
const LONGEST_PASTE: usize = 4096;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Collects bytes and gives out inputs.
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
    paste: Option<Paste>,
}

#[derive(Debug, Default)]
struct Paste {
    kept: Vec<u8>,
    /// The last bytes seen, to recognise the end mark across reads.
    tail: Vec<u8>,
}

enum Step {
    /// So many bytes made this.
    Took(usize, Option<Input>),
    /// The rest is still to come.
    Incomplete,
}

impl Parser {
    /// Takes the next bytes, and appends what they complete to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        let mut bytes = bytes.to_vec();
        let mut at = 0;
        while at < bytes.len() {
            if self.paste.is_some() {
                at += self.feed_paste(&bytes[at..], out);
                continue;
            }
            self.pending.extend_from_slice(&bytes[at..]);
            at = bytes.len();
            self.drain(out);
            if self.paste.is_some() {
                // What follows the start of a paste stands in `pending`.
                bytes = std::mem::take(&mut self.pending);
                at = 0;
            }
        }
    }

    /// Whether an escape sequence has begun; without more bytes within a
    /// moment it was the Esc key.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Takes what is pending as it stands: the moment has passed.
    pub fn flush(&mut self, out: &mut Vec<Input>) {
        let pending = std::mem::take(&mut self.pending);
        match pending.as_slice() {
            [] => {}
            [0x1b] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, b'['] => out.push(key(KeyCode::Char('['), KeyModifiers::ALT)),
            [0x1b, b'O'] => out.push(key(KeyCode::Char('O'), KeyModifiers::ALT)),
            // A broken sequence means nothing.
            _ => {}
        }
    }

    fn drain(&mut self, out: &mut Vec<Input>) {
        let mut at = 0;
        while at < self.pending.len() && self.paste.is_none() {
            match step(&self.pending[at..]) {
                Step::Took(taken, input) => {
                    at += taken;
                    match input {
                        Some(Input::Paste(_)) => self.paste = Some(Paste::default()),
                        Some(input) => out.push(input),
                        None => {}
                    }
                }
                Step::Incomplete => break,
            }
        }
        self.pending.drain(..at);
    }

    /// Takes bytes of a paste; gives back how many belonged to it.
    fn feed_paste(&mut self, bytes: &[u8], out: &mut Vec<Input>) -> usize {
        let Some(paste) = &mut self.paste else {
            return 0;
        };
        let before = paste.tail.len();
        paste.tail.extend_from_slice(bytes);
        let Some(end) = memchr::memmem::find(&paste.tail, PASTE_END) else {
            let keep = paste.tail.len().min(PASTE_END.len() - 1);
            let done = paste.tail.len() - keep;
            let room = LONGEST_PASTE.saturating_sub(paste.kept.len());
            paste.kept.extend_from_slice(&paste.tail[..done.min(room)]);
            paste.tail.drain(..done);
            return bytes.len();
        };
        let room = LONGEST_PASTE.saturating_sub(paste.kept.len());
        paste.kept.extend_from_slice(&paste.tail[..end.min(room)]);
        let text = String::from_utf8_lossy(&paste.kept).into_owned();
        out.push(Input::Paste(text));
        self.paste = None;
        end + PASTE_END.len() - before
    }
}

/// A key as an input.
pub fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        [0x1b, rest @ ..] => escape(rest),
        [byte, ..] if *byte < 0x20 || *byte == 0x7f => Step::Took(1, Some(control(*byte))),
        _ => character(bytes),
    }
}

fn control(byte: u8) -> Input {
    match byte {
        b'\r' | b'\n' => key(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        0x7f | 0x08 => key(KeyCode::Backspace, KeyModifiers::NONE),
        0 => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=26 => key(
            KeyCode::Char((b'a' + byte - 1) as char),
            KeyModifiers::CONTROL,
        ),
        _ => key(
            KeyCode::Char((b'4' + byte - 0x1c) as char),
            KeyModifiers::CONTROL,
        ),
    }
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Took(1, None),
    };
    if bytes.len() < length {
        return if bytes[1..].iter().all(|b| (0x80..0xc0).contains(b)) {
            Step::Incomplete
        } else {
            Step::Took(1, None)
        };
    }
    match std::str::from_utf8(&bytes[..length]) {
        Ok(text) => {
            let c = text.chars().next();
            let input = c.map(|c| key(KeyCode::Char(c), KeyModifiers::NONE));
            Step::Took(length, input)
        }
        Err(_) => Step::Took(1, None),
    }
}

fn escape(rest: &[u8]) -> Step {
    let Some(&first) = rest.first() else {
        return Step::Incomplete;
    };
    match first {
        b'[' => match rest.get(1) {
            None => Step::Incomplete,
            // An Esc key followed by another sequence.
            Some(0x1b) => Step::Took(2, None),
            Some(_) => sequence(&rest[1..], 2),
        },
        b'O' => match rest.get(1) {
            None => Step::Incomplete,
            Some(&last) => Step::Took(3, cursor_key(last, KeyModifiers::NONE)),
        },
        // Strings (answers to queries) up to BEL or ST.
        b']' | b'P' | b'_' | b'^' | b'X' => string(rest),
        0x1b => Step::Took(1, Some(key(KeyCode::Esc, KeyModifiers::NONE))),
        _ => match step(rest) {
            Step::Took(taken, Some(Input::Key(mut event))) => {
                event.modifiers |= KeyModifiers::ALT;
                Step::Took(taken + 1, Some(Input::Key(event)))
            }
            Step::Took(taken, other) => Step::Took(taken + 1, other),
            Step::Incomplete => Step::Incomplete,
        },
    }
}

/// `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and its kin.
fn string(rest: &[u8]) -> Step {
    let end = rest.iter().position(|b| matches!(b, 0x07 | 0x1b | 0x18));
    match end {
        None if rest.len() > LONGEST_SEQUENCE * 4 => Step::Took(1 + rest.len(), None),
        // Typed by hand it is Alt and a character: the moment decides.
        None => Step::Incomplete,
        Some(end) => {
            let tail = match rest[end..] {
                [0x1b, b'\\', ..] => 2,
                [0x1b] => return Step::Incomplete,
                [0x1b, ..] => 0,
                _ => 1,
            };
            Step::Took(1 + end + tail, background(&rest[1..end]))
        }
    }
}

/// A control sequence; `rest` begins after `ESC [`.
fn sequence(rest: &[u8], before: usize) -> Step {
    let Some(end) = rest.iter().position(|b| !(0x20..0x40).contains(b)) else {
        return if rest.len() > LONGEST_SEQUENCE {
            Step::Took(before + rest.len(), None)
        } else {
            Step::Incomplete
        };
    };
    let last = rest[end];
    if last == b'M' && end == 0 {
        // The old mouse report: three bytes follow. Never asked for.
        return if rest.len() < 4 {
            Step::Incomplete
        } else {
            Step::Took(before + 4, None)
        };
    }
    if !(0x40..0x7f).contains(&last) {
        // Broken off; the byte belongs to what follows.
        return Step::Took(before + end, None);
    }
    let input = std::str::from_utf8(&rest[..end])
        .ok()
        .and_then(|parameters| finished(parameters, last));
    Step::Took(before + end + 1, input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Input> {
        let mut parser = Parser::default();
        let mut out = Vec::new();
        parser.feed(bytes, &mut out);
        parser.flush(&mut out);
        out
    }

    fn plain(c: char) -> Input {
        key(KeyCode::Char(c), KeyModifiers::NONE)
    }

    #[test]
    fn keys() {
        assert_eq!(read(b"aZ"), [plain('a'), plain('Z')]);
        assert_eq!(read("Ж漢".as_bytes()), [plain('Ж'), plain('漢')]);
        assert_eq!(
            read(b"\x1b[A\x1bOB\x1b[5~"),
            [
                key(KeyCode::Up, KeyModifiers::NONE),
                key(KeyCode::Down, KeyModifiers::NONE),
                key(KeyCode::PageUp, KeyModifiers::NONE)
            ]
        );
        assert_eq!(
            read(b"\x1b[1;5C"),
            [key(KeyCode::Right, KeyModifiers::CONTROL)]
        );
        assert_eq!(
            read(b"\x1bx\x0f"),
            [
                key(KeyCode::Char('x'), KeyModifiers::ALT),
                key(KeyCode::Char('o'), KeyModifiers::CONTROL)
            ]
        );
        assert_eq!(read(b"\x1b"), [key(KeyCode::Esc, KeyModifiers::NONE)]);
        assert_eq!(read(b"\x1b[Z").len(), 1);
        assert_eq!(read(b"\x1b[15~"), [key(KeyCode::F(5), KeyModifiers::NONE)]);
        assert_eq!(read(b"\x1b[24~"), [key(KeyCode::F(12), KeyModifiers::NONE)]);
    }

    #[test]
    fn mouse_reports() {
        assert_eq!(
            read(b"\x1b[<0;3;2M\x1b[<65;1;1M"),
            [
                Input::Mouse(Mouse {
                    kind: MouseKind::Press,
                    x: 2,
                    y: 1
                }),
                Input::Mouse(Mouse {
                    kind: MouseKind::ScrollDown,
                    x: 0,
                    y: 0
                })
            ]
        );
    }

    #[test]
    fn pastes_are_one_input_and_capped() {
        assert_eq!(
            read(b"\x1b[200~two\rlines\x1b[201~x"),
            [Input::Paste("two\rlines".into()), plain('x')]
        );
        let mut long = b"\x1b[200~".to_vec();
        long.extend(std::iter::repeat_n(b'y', 1 << 20));
        long.extend_from_slice(b"\x1b[201~q");
        let inputs = read(&long);
        assert_eq!(inputs.len(), 2);
        assert!(matches!(&inputs[0], Input::Paste(text) if text.len() == LONGEST_PASTE));
    }

    #[test]
    fn answers() {
        assert_eq!(read(b"\x1b[?997;2n"), [Input::Dark(false)]);
        assert_eq!(
            read(b"\x1b]11;rgb:ffff/ffff/dddd\x1b\\"),
            [Input::Dark(false)]
        );
        assert_eq!(
            read(b"\x1b]11;rgb:00/10/20\x07q"),
            [Input::Dark(true), plain('q')]
        );
        assert_eq!(read(b"\x1b[?62;c\x1b[I"), [Input::Focus(true)]);
    }

    #[test]
    fn broken_sequences_are_skipped() {
        assert_eq!(read(b"\x1b[12"), []);
        assert_eq!(read(b"\xff\xc3q"), [plain('q')]);
        assert_eq!(read(b"\x1b[\x1b[A").len(), 1);
    }

    proptest! {
        #[test]
        fn pieces_read_as_the_whole(bytes in proptest::collection::vec(
            prop_oneof![Just(0x1bu8), Just(b'['), Just(b'~'), Just(b'2'), Just(b'0'), Just(b'1'), Just(b'<'),
                Just(b';'), Just(b'M'), any::<u8>()], 0..80), cut in 0usize..80) {
            let cut = cut.min(bytes.len());
            let mut parser = Parser::default();
            let mut out = Vec::new();
            parser.feed(&bytes[..cut], &mut out);
            parser.feed(&bytes[cut..], &mut out);
            parser.flush(&mut out);
            prop_assert_eq!(out, read(&bytes));
        }
    }
}
