//! The last line: what was said, what is typed, or which keys there are.

use ratatui::layout::{Position, Rect};

use super::paint::Canvas;
use crate::text::{number, width, wrap};
use crate::tui::action::Action;
use crate::tui::hunt::Hunt;
use crate::tui::layers::{Kind, Layer, Prompt};
use crate::tui::layout::{Areas, Pane};
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// Draws it; gives the cursor's place while one types.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) -> Option<Position> {
    // Without a line of its own a prompt takes the last line of the screen.
    let area = match areas.status.height {
        0 => Rect::new(0, model.size.1 - 1, model.size.0, 1),
        _ => areas.status,
    };
    if let Some(Layer::Prompt(prompt)) = model.layers.last() {
        return prompt_line(prompt, area, canvas);
    }
    if areas.status.height == 0 {
        return None;
    }
    match &model.said {
        Some(said) => {
            let meaning = if said.bad {
                Meaning::Error
            } else {
                Meaning::Good
            };
            let room = area.width.saturating_sub(1);
            canvas.text(area.x + 1, area.y, room, &said.text, canvas.style(meaning));
        }
        None => match &model.hunt {
            Some(hunt) if model.layers.is_empty() => hunting(model, hunt, area, canvas),
            _ => hints(model, area, canvas),
        },
    }
    None
}

fn prompt_line(prompt: &Prompt, area: Rect, canvas: &mut Canvas) -> Option<Position> {
    let plain = canvas.style(Meaning::Text);
    canvas.fill(area, " ", plain);
    let label = format!(" {}: ", prompt.purpose.label());
    let focus = canvas.style(Meaning::Focus);
    let used = canvas.text(area.x, area.y, area.width, &label, focus);
    let x = area.x + used;
    let room = area.right().saturating_sub(x);
    if room < 2 {
        return None;
    }
    let typed = prompt.input.value();
    if typed.is_empty() {
        let (told, meaning) = match &prompt.error {
            Some(error) => (error.as_str(), Meaning::Error),
            None => (prompt.purpose.example(), Meaning::Dim),
        };
        let style = canvas.style(meaning);
        // The cursor keeps a cell of its own: an example is not typed text.
        canvas.text(x + 2, area.y, room - 2, told, style);
        return Some(Position::new(x, area.y));
    }
    let (shown, cursor) = window(typed, prompt.input.cursor(), usize::from(room) - 1);
    let error = prompt.error.as_deref().unwrap_or("");
    let used = canvas.text(x, area.y, room, shown, plain);
    if !error.is_empty() {
        let style = canvas.style(Meaning::Error);
        let left = room.saturating_sub(used + 2);
        match usize::from(left) >= width(error) {
            true => drop(canvas.text(x + used + 2, area.y, left, error, style)),
            // No room beside it: above it.
            false => above(error, area, canvas),
        }
    }
    Some(Position::new(x + cursor as u16, area.y))
}

/// An error on as many lines above the last one as it takes.
fn above(error: &str, area: Rect, canvas: &mut Canvas) {
    let style = canvas.style(Meaning::Error);
    let columns = area.width.saturating_sub(2);
    let lines = wrap(error, 0, error.len(), usize::from(columns.max(1)));
    let top = area.y.saturating_sub(lines.len() as u16);
    for (y, line) in (top..area.y).zip(&lines) {
        canvas.blank(area, y, style);
        let words = &error[line.start..line.end];
        canvas.text(area.x + 1, y, columns, words, style);
    }
}

/// The part of a typed line around its cursor that fits, and the cursor's
/// column in it.
pub fn window(typed: &str, cursor: usize, room: usize) -> (&str, usize) {
    let split = typed
        .char_indices()
        .nth(cursor)
        .map_or(typed.len(), |(at, _)| at);
    let before = width(&typed[..split]);
    if before <= room {
        return (typed, before);
    }
    let mut start = 0;
    for unit in crate::text::units(typed) {
        start = unit.end;
        if width(&typed[start..split]) <= room {
            break;
        }
    }
    let start = start.min(split);
    (&typed[start..], width(&typed[start..split]))
}

/// A key, and what it does.
type Hint = (String, &'static str);

fn hints(model: &Model, area: Rect, canvas: &mut Canvas) {
    let hints = match model.layers.last() {
        Some(layer) => layer_hints(model, layer),
        None => pane_hints(model),
    };
    let own = own_files_hint(model);
    let own_width = width(&own) as u16;
    let mut x = area.x + 1;
    let right = match area.width > own_width + 50 {
        true => area.right().saturating_sub(own_width + 1),
        false => area.right(),
    };
    for (keys, what) in hints {
        let needed = width(&keys) + 1 + width(what);
        if usize::from(right.saturating_sub(x)) < needed {
            break;
        }
        x += canvas.text(x, area.y, right - x, &keys, canvas.style(Meaning::Key));
        x += 1;
        x += canvas.text(x, area.y, right - x, what, canvas.style(Meaning::Dim));
        x += 2;
    }
    if right < area.right() && own_width > 0 {
        canvas.text(right, area.y, own_width, &own, canvas.style(Meaning::Dim));
    }
}

/// The keys of actions as they are bound now.
fn bound(model: &Model, actions: &[Action]) -> String {
    let keys: Vec<String> = actions.iter().map(|a| model.keymap.hint(*a)).collect();
    keys.join("/")
}

/// The keys of what lies above the panes; those of lists are not to be
/// changed, because there every letter is typed.
fn layer_hints(model: &Model, layer: &Layer) -> Vec<Hint> {
    let fixed = |keys: &str, what| (keys.to_owned(), what);
    let named = |actions: &[Action], what| (bound(model, actions), what);
    match layer {
        Layer::Pager(_) => vec![
            named(&[Action::Down, Action::Up], "scroll"),
            named(&[Action::Correct], "correct"),
            named(&[Action::Cancel], "close"),
        ],
        Layer::Compare(_) => vec![
            fixed("Tab", "events or articles"),
            fixed("1/2", "go there"),
            named(
                &[Action::NextDate, Action::PrevDate],
                "another at the right",
            ),
            named(&[Action::Down, Action::Up], "scroll"),
            named(&[Action::Cancel], "close"),
        ],
        Layer::Finder(finder) => {
            let mut hints = vec![fixed("↑/↓", "choose"), fixed("Enter", finder.kind.done())];
            if finder.kind.filters() {
                hints.push(fixed("Tab", "and one more"));
                hints.push(fixed("S-Tab", "not this"));
            }
            if finder.kind == Kind::Actors {
                hints.push(fixed("C-o", "any or all"));
                hints.push(fixed("C-t", "a lane"));
            }
            if finder.kind.forgets() {
                hints.push(fixed("C-x", "forget it"));
            }
            hints.push(match finder.kind.filters() {
                true => fixed("Esc", "leave all as it was"),
                false => fixed("Esc", "close"),
            });
            hints
        }
        Layer::Editor(_) => vec![fixed("Esc", "keep it"), fixed("C-g", "leave it as it was")],
        Layer::Prompt(_) => Vec::new(),
    }
}

fn pane_hints(model: &Model) -> Vec<Hint> {
    let pairs: &[(&[Action], &'static str)] = match model.focus() {
        Pane::Article => &[
            (&[Action::NextDate, Action::PrevDate], "dates"),
            (&[Action::Open], "to that day"),
            (&[Action::Down, Action::Up], "scroll"),
            (&[Action::Why], "why"),
            (&[Action::Cancel], "timeline"),
            (&[Action::Help], "help"),
        ],
        Pane::Filters => &[
            (&[Action::Open], "in, not, off"),
            (&[Action::Down, Action::Up], "move"),
            (&[Action::RemoveFilter, Action::ClearFilters], "take off"),
            (&[Action::UndoFilter], "undo"),
            (&[Action::Cancel], "timeline"),
            (&[Action::Help], "help"),
        ],
        Pane::Timeline => &[
            (&[Action::Help], "help"),
            (&[Action::Down, Action::Up], "move"),
            (&[Action::NextDay, Action::PrevDay], "day"),
            (&[Action::PickActor], "actor"),
            (&[Action::Search], "search"),
            (&[Action::GoTo], "go to"),
            (&[Action::Why], "why"),
            (&[Action::Open], "read"),
            (&[Action::RemoveFilter], "unfilter"),
            (&[Action::Palette], "all actions"),
            (&[Action::Quit], "quit"),
        ],
    };
    let named = |(actions, what): &(&[Action], _)| (bound(model, actions), *what);
    pairs.iter().map(named).collect()
}

/// How far a search of the bodies is, and its keys.
fn hunting(model: &Model, hunt: &Hunt, area: Rect, canvas: &mut Canvas) {
    let all = model.snapshot.articles.len().max(1);
    let looked = (hunt.looked * 100 / all).min(100);
    let hits = match (hunt.number(), hunt.count) {
        (_, 0) if !hunt.running => "found nowhere".to_owned(),
        (Some(at), count) => format!("hit {} of {}", number(at), number(count)),
        (None, count) => format!("{} hits", number(count)),
    };
    let kept = match hunt.overflows() {
        true => " (the first ones found are kept)",
        false => "",
    };
    let words = match hunt.pattern.is_regex() {
        true => format!("/{}/", hunt.pattern.text()),
        false => format!("“{}”", hunt.pattern.text()),
    };
    let how = match (hunt.running, hunt.stopped) {
        (true, _) => format!(" · {looked}% searched"),
        (false, true) => format!(" · stopped at {looked}%"),
        (false, false) => String::new(),
    };
    let text = format!("{words}: {hits}{kept}{how}");
    let mut x = area.x + 1;
    let room = |x: u16| area.right().saturating_sub(x);
    x += canvas.text(x, area.y, room(x), &text, canvas.style(Meaning::Good)) + 2;
    let next = model.keymap.hint(Action::NextHit);
    let last = model.keymap.hint(Action::PrevHit);
    let end = if hunt.running { "stop" } else { "end" };
    let pairs = [
        (format!("{next}/{last}"), "next, last"),
        (model.keymap.hint(Action::Cancel), end),
    ];
    for (keys, what) in pairs {
        x += canvas.text(x, area.y, room(x), &keys, canvas.style(Meaning::Key)) + 1;
        x += canvas.text(x, area.y, room(x), what, canvas.style(Meaning::Dim)) + 2;
    }
}

/// How to open one's own articles, while the sample is on the screen.
fn own_files_hint(model: &Model) -> String {
    match model.bundled {
        true => "sample corpus; your own: dateline FOLDER".to_owned(),
        false => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn the_cursor_stays_in_sight() {
        assert_eq!(window("short", 5, 10), ("short", 5));
        assert_eq!(window("0123456789", 10, 4), ("6789", 4));
        assert_eq!(window("漢字漢字", 4, 5), ("漢字", 4));
        assert_eq!(window("0123456789", 2, 4).1, 2);
    }
}
