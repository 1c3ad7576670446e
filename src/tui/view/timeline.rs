//! The timeline: headings, gaps, and a line or two for each event.

use ratatui::layout::Rect;

use super::event::{self, DAY, names};
use super::paint::Canvas;
use crate::export::heading_words;
use crate::store::{EventRef, Flags};
use crate::timex::Granularity;
use crate::tui::layout::Areas;
use crate::tui::list::{self, ListLine};
use crate::tui::model::Model;
use crate::tui::theme::Meaning;
use crate::tui::update::moving::spoken;

/// Draws the pane and the selected event's lines below it.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.list;
    if area.area() == 0 {
        return;
    }
    if model.selection.is_empty() {
        empty(model, area, canvas);
        return;
    }
    let lines = list::lines(model, model.list.top, usize::from(area.height));
    for (row, line) in lines.iter().enumerate() {
        let y = area.y + row as u16;
        match line {
            ListLine::Heading(year, month) => {
                let text = heading_words((*year, *month));
                let style = canvas.style(Meaning::Heading);
                canvas.text(area.x + 1, y, area.width - 1, &text, style);
            }
            ListLine::Gap(days) => gap(model, area, y, *days, canvas),
            ListLine::Event(position, false) => {
                let below = lines.get(row + 1) == Some(&ListLine::Event(*position, true));
                event::draw(model, area, y, *position, below, canvas);
            }
            // Drawn with the first.
            ListLine::Event(_, true) => {}
        }
    }
    detail(model, areas.detail, canvas);
}

/// Why the pane is empty, and what to do.
fn empty(model: &Model, area: Rect, canvas: &mut Canvas) {
    let key = |action| model.keymap.hint(action);
    use crate::tui::action::Action;
    let mut lines = Vec::new();
    if !model.filter.is_empty() && !model.snapshot.is_empty() {
        lines.push("No event passes the filter.".to_owned());
        lines.push(format!(
            "{} takes the last filter off, {} all.",
            key(Action::RemoveFilter),
            key(Action::ClearFilters)
        ));
    } else if model.loading {
        lines.push("Loading…".to_owned());
        lines.push(format!("{} quits at any time.", key(Action::Quit)));
    } else {
        lines.push("No dated event was found.".to_owned());
        if !model.snapshot.notices.is_empty() {
            lines.push(format!(
                "{} tells what could not be read or dated.",
                key(Action::Notices)
            ));
        }
    }
    for (row, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        let y = area.y + row as u16;
        let room = area.width.saturating_sub(2);
        canvas.text(area.x + 1, y, room, line, canvas.style(Meaning::Dim));
    }
}

fn gap(model: &Model, area: Rect, y: u16, days: i32, canvas: &mut Canvas) {
    let dim = canvas.style(Meaning::Dim);
    let long = match days {
        0..=59 => format!("{days} days"),
        60..=729 => format!("{} months", days / 30),
        _ => format!("{} years", days / 365),
    };
    // A filter hides events: it makes no silence.
    let told = match model.shown_filter.is_empty() {
        true => format!("{long} without events"),
        false => format!("{long}, nothing shown"),
    };
    let dots = canvas.mark("┊", ":");
    let x = area.x + 1 + DAY;
    canvas.text(x, y, 1, dots, dim);
    let room = area.width.saturating_sub(DAY + 4);
    canvas.text(x + 2, y, room, &told, dim);
}

/// The selected event: who, where, and how it is dated.
fn detail(model: &Model, area: Rect, canvas: &mut Canvas) {
    let event = model.event_at(model.list.followed);
    let Some(event) = event.filter(|_| area.height >= 3) else {
        return;
    };
    let border = canvas.style(Meaning::Border);
    canvas.fill(Rect { height: 1, ..area }, canvas.mark("╌", "-"), border);
    let x = area.x + 1;
    let room = area.width.saturating_sub(2);
    let actor = canvas.style(Meaning::Actor);
    let names = names(model, event, 12);
    let names = match (event.speaker(), names.split_once(", ")) {
        (Some(_), Some((speaker, others))) => format!("{speaker} says · {others}"),
        (Some(_), None) => format!("{names} says"),
        (None, _) => names,
    };
    let dim = canvas.style(Meaning::Dim);
    let used = canvas.text(x, area.y + 1, room, &names, actor);
    let left = room.saturating_sub(used + 2);
    if left >= 6 {
        let source = crate::text::fit(event.source(), usize::from(left)).into_owned();
        canvas.text_right(x + used + 2, area.y + 1, left, &source, dim);
    }
    let interval = event.interval();
    let how = match event.flags() {
        flags if flags.has(Flags::PUBLISHED) => "published",
        flags if flags.has(Flags::PLANNED) => "planned for",
        _ if lasts_since(event) => "since",
        _ => "happened",
    };
    let mut parts = vec![format!("{how} {}", spoken(interval))];
    if !matches!(
        interval.granularity,
        Granularity::Day | Granularity::Month | Granularity::Year
    ) {
        parts.push(interval.granularity.name().to_owned());
    }
    parts.push(format!("{:.0}% sure", event.confidence() * 100.0));
    canvas.text(x, area.y + 2, room, &parts.join(" · "), dim);
}

/// Whether the words that date the event say when something began ("since
/// 2011"), not when it happened.
fn lasts_since(event: EventRef<'_>) -> bool {
    let analysis = event.analysis();
    let mut mentions = analysis.mentions.iter();
    let dating = mentions.find(|mention| mention.span == event.expression());
    dating.is_some_and(|mention| mention.context.since)
}
