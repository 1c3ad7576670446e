//! The lines of the timeline: only those on the screen exist.

use super::model::Model;
use crate::store::EventRef;
use crate::timex::{Granularity, Interval};

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
    let mut position = top;
    while lines.len() < height {
        if position >= model.selection.count() {
            break;
        }
        between(model, position, position == top, &mut lines);
        for line in 0..each {
            lines.push(ListLine::Event(position, line > 0));
        }
        position += 1;
    }
    lines.truncate(height);
    lines
}

/// What stands above the event at a position: a silence, a heading.
fn between(model: &Model, position: usize, first: bool, lines: &mut Vec<ListLine>) {
    lines.extend(gap(model, position).map(ListLine::Gap));
    lines.extend(
        new_heading(model, position, first).map(|(year, month)| ListLine::Heading(year, month)),
    );
}

/// The heading above the event at a position, if another one is in force
/// there, or it is the first on the screen.
fn new_heading(model: &Model, position: usize, first: bool) -> Option<(i32, Option<u32>)> {
    let heading = heading(model.event_at(position)?);
    let before = position.checked_sub(1).and_then(|at| model.event_at(at));
    (first || before.map(self::heading) != Some(heading)).then_some(heading)
}

/// Lines above the event at a position.
fn above(model: &Model, position: usize, first: bool) -> usize {
    let heading = new_heading(model, position, first);
    usize::from(gap(model, position).is_some()) + usize::from(heading.is_some())
}

/// Events looked back at for one that lasts into a silence.
const BACK: usize = 32;

/// Days of silence before the event at a position, from the end of whatever
/// came before, when there are enough to show. A year or a month named ("in
/// 2013") tells of something in it and fills no silence inside it; what
/// lasted ("from 2011 to 2014", "5 to 20 October") does.
pub fn gap(model: &Model, position: usize) -> Option<i32> {
    let event = model.event_at(position)?.interval();
    let before = model.event_at(position.checked_sub(1)?)?.interval();
    if event.first.0 - before.first.0 <= GAP || before.last >= event.first {
        return None;
    }
    let mut last = None;
    for at in (position.saturating_sub(BACK)..position).rev() {
        let before = model.event_at(at)?.interval();
        if before.last < event.first {
            last = last.max(Some(before.last));
        } else if before.granularity <= Granularity::Day || lasts(before) {
            return None;
        }
    }
    let days = event.first.0 - last?.0 - 1;
    (days >= GAP).then_some(days)
}

/// Whether an interval is longer than the unit it is written in.
fn lasts(interval: Interval) -> bool {
    let unit = match interval.granularity {
        Granularity::Week | Granularity::Weekend => 7,
        Granularity::Quarter | Granularity::Season => 100,
        Granularity::Half => 190,
        Granularity::Year => 366,
        Granularity::Decade => 3_660,
        Granularity::Century => 36_600,
        _ => 31,
    };
    interval.length() > unit
}

fn heading(event: EventRef) -> (i32, Option<u32>) {
    crate::export::heading(event.interval())
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
    // Lines from the first one of the event at the top to the cursor's.
    let mut between = 0;
    while let Some(candidate) = top.checked_sub(1) {
        between += each + above(model, top, false);
        if above(model, candidate, true) + between > ahead {
            break;
        }
        top = candidate;
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
