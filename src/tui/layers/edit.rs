//! Keys on an input line, as a shell has them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

/// Longest line that can be typed or pasted, in characters.
const LONGEST: usize = 1000;

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Its text is another.
    Changed,
    /// The cursor moved.
    Moved,
    /// Not a key for a line.
    Ignored,
}

/// Applies a key.
pub fn edit(input: &mut Input, event: KeyEvent) -> Edit {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let request = match event.code {
        KeyCode::Char('a') if control => InputRequest::GoToStart,
        KeyCode::Char('e') if control => InputRequest::GoToEnd,
        KeyCode::Char('b') if control => InputRequest::GoToPrevChar,
        KeyCode::Char('f') if control => InputRequest::GoToNextChar,
        KeyCode::Char('d') if control => InputRequest::DeleteNextChar,
        KeyCode::Char('h') if control => InputRequest::DeletePrevChar,
        KeyCode::Char('k') if control => InputRequest::DeleteTillEnd,
        KeyCode::Char('u') if control => InputRequest::DeleteFromStart,
        KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
        KeyCode::Char('b') if alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if alt => InputRequest::GoToNextWord,
        KeyCode::Backspace if alt => InputRequest::DeletePrevWord,
        KeyCode::Char(c) if !control && !alt => {
            if input.value().chars().count() >= LONGEST {
                return Edit::Moved;
            }
            InputRequest::InsertChar(c)
        }
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if control || alt => InputRequest::GoToPrevWord,
        KeyCode::Right if control || alt => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return Edit::Ignored,
    };
    match input.handle(request) {
        Some(state) if state.value => Edit::Changed,
        _ => Edit::Moved,
    }
}

/// Puts pasted text at the cursor: one line, no controls.
pub fn paste(input: &mut Input, text: &str) {
    let typed = input.value();
    let cursor = input.cursor();
    let room = LONGEST.saturating_sub(typed.chars().count());
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let pasted: String = clean.take(room).collect();
    let before: String = typed.chars().take(cursor).collect();
    let after: String = typed.chars().skip(cursor).collect();
    let cursor = cursor + pasted.chars().count();
    *input = Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(input: &mut Input, code: KeyCode, modifiers: KeyModifiers) -> Edit {
        edit(input, KeyEvent::new(code, modifiers))
    }

    #[test]
    fn typing_moving_deleting() {
        let mut input = Input::default();
        for c in "two words".chars() {
            assert_eq!(
                press(&mut input, KeyCode::Char(c), KeyModifiers::NONE),
                Edit::Changed
            );
        }
        press(&mut input, KeyCode::Char('w'), KeyModifiers::CONTROL);
        assert_eq!(input.value(), "two ");
        press(&mut input, KeyCode::Home, KeyModifiers::NONE);
        paste(&mut input, "a\nb\u{1b}");
        assert_eq!(input.value(), "a b two ");
        assert_eq!(
            press(&mut input, KeyCode::Enter, KeyModifiers::NONE),
            Edit::Ignored
        );
    }

    #[test]
    fn a_huge_paste_is_cut() {
        let mut input = Input::default();
        paste(&mut input, &"x".repeat(1 << 20));
        assert_eq!(input.value().len(), LONGEST);
        press(&mut input, KeyCode::Char('y'), KeyModifiers::NONE);
        assert_eq!(input.value().len(), LONGEST);
    }
}
