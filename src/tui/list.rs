//! The lines of the timeline: only those on the screen exist.

use super::model::Model;
use crate::store::EventRef;
use crate::timex::Granularity;

/// Silence of so many days or more is shown.
pub const GAP: i32 = 14;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListLine {
    /// A year, with its month unless the events below are coarser than that.
    Heading(i32, Option<u32>),
    /// So many days without events.
    Gap(i32),
    /// The event at a position: its first line, or its second.
    Event(usize, bool),
}

/// Lines an event takes in a timeline of that height.
pub fn lines_per_event(height: u16) -> usize {
    if height >= 26 { 2 } else { 1 }
}

/// The lines from the event at `top` on, at most `height`.
pub fn lines(model: &Model, top: usize, height: usize) -> Vec<ListLine> {
    let each = lines_per_event(model.areas().list.height);
    let mut lines = Vec::with_capacity(height + 4);
    let mut before = top.checked_sub(1).and_then(|at| model.event_at(at));
    let mut position = top;
    while lines.len() < height {
        let Some(event) = model.event_at(position) else {
            break;
        };
        between(before, event, position == top, &mut lines);
        for line in 0..each {
            lines.push(ListLine::Event(position, line > 0));
        }
        before = Some(event);
        position += 1;
    }
    lines.truncate(height);
    lines
}

fn between(before: Option<EventRef>, event: EventRef, first: bool, lines: &mut Vec<ListLine>) {
    if let Some(days) = before.and_then(|before| gap(before, event)) {
        lines.push(ListLine::Gap(days));
    }
    let heading = heading(event);
    if first || before.map(self::heading) != Some(heading) {
        lines.push(ListLine::Heading(heading.0, heading.1));
    }
}

/// Days of silence between two events, when there are enough to show.
pub fn gap(before: EventRef, event: EventRef) -> Option<i32> {
    // A year's or quarter's event begins long before most of what it means.
    let sharp = |event: EventRef| event.interval().granularity < Granularity::Quarter;
    if !sharp(before) || !sharp(event) {
        return None;
    }
    let days = event.interval().first.0 - before.interval().first.0 - 1;
    (days >= GAP).then_some(days)
}

fn heading(event: EventRef) -> (i32, Option<u32>) {
    let interval = event.interval();
    let (year, month, _) = interval.first.ymd();
    let coarse = interval.granularity >= Granularity::Quarter;
    (year, (!coarse).then_some(month))
}

/// The position to show first so that the cursor is on the screen: unchanged
/// while it is, else a jump that leaves room ahead, so that a held key sends
/// the screen anew only now and then.
pub fn scrolled(model: &Model) -> usize {
    let height = usize::from(model.areas().list.height);
    let cursor = model.list.cursor;
    let top = model.list.top;
    if height == 0 {
        return cursor;
    }
    let each = lines_per_event(model.areas().list.height).min(height);
    if top <= cursor && cursor - top < height && shows(&lines(model, top, height), cursor, each) {
        return top;
    }
    // Going down the cursor comes to stand near the top, going up near the
    // end, a few lines of what one comes from in sight.
    let ahead = match cursor {
        _ if cursor < top => height - height / 6 - 1,
        _ => height / 6,
    };
    let mut top = cursor;
    while top > 0 {
        let candidate = top - 1;
        let lines = lines(model, candidate, height);
        let at = lines
            .iter()
            .position(|line| *line == ListLine::Event(cursor, false));
        match at {
            Some(at) if at <= ahead => top = candidate,
            _ => break,
        }
    }
    top
}

fn shows(lines: &[ListLine], cursor: usize, each: usize) -> bool {
    let of_cursor = |line: &&ListLine| matches!(line, ListLine::Event(at, _) if *at == cursor);
    lines.iter().filter(of_cursor).count() == each
}

/// First and last position on the screen.
pub fn visible(model: &Model) -> Option<(usize, usize)> {
    let height = usize::from(model.areas().list.height);
    let lines = lines(model, model.list.top, height);
    let mut positions = lines.iter().filter_map(|line| match line {
        ListLine::Event(position, _) => Some(*position),
        _ => None,
    });
    let first = positions.next()?;
    Some((first, positions.next_back().unwrap_or(first)))
}
