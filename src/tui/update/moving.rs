//! Moving along the timeline.

use super::{HELD, unit};
use crate::export::{day as day_words, heading_words, year};
use crate::store::Unit;
use crate::timex::{Day, Interval};
use crate::tui::action::Action;
use crate::tui::model::{EventId, Model};
use crate::tui::{list, strip};

/// Days looked at for a silence before giving up: a key must not take long.
const FAR: usize = 5_000;

/// Events of one day looked at one by one for one that is sharp enough.
const NEAR: usize = 64;

/// Moves the cursor by so many events.
pub fn step(model: &mut Model, by: isize) {
    let last = model.selection.count().saturating_sub(1);
    let to = match by {
        isize::MIN => 0,
        isize::MAX => last,
        by => model.list.cursor.saturating_add_signed(by).min(last),
    };
    if matches!(by, isize::MIN | isize::MAX) {
        leave(model);
    }
    if to != model.list.cursor {
        // The first step is shown whole at once; of a held key's steps only
        // the last one.
        let held = model
            .stepped_at
            .is_some_and(|at| model.now.saturating_sub(at) < HELD);
        model.rest_at = held.then(|| model.now + HELD);
        model.stepped_at = Some(model.now);
    }
    place(model, to);
}

/// Jumps of all kinds; false when the action is none.
pub fn jump(model: &mut Model, action: Action) -> bool {
    // What a held key left for later is not shown apart from the jump.
    model.rest_at = None;
    if let Some((unit, forward)) = unit(action) {
        by_unit(model, unit, forward);
        return true;
    }
    let cursor = model.list.cursor;
    match action {
        Action::NextGap => {
            let found = after_gap(model, cursor);
            found_or(model, found, "no silence of two weeks after this");
        }
        Action::PrevGap => {
            let found = before_gap(model, cursor);
            found_or(model, found, "no silence of two weeks before this");
        }
        Action::NextSameActor => same_actor(model, true),
        Action::PrevSameActor => same_actor(model, false),
        Action::NextSameSource => same_source(model, true),
        Action::PrevSameSource => same_source(model, false),
        Action::NextMark => to_mark(model, true),
        Action::PrevMark => to_mark(model, false),
        Action::Back => through_history(model, true),
        Action::Forward => through_history(model, false),
        _ => return false,
    }
    true
}

/// Puts the cursor on a position and remembers the event.
pub fn place(model: &mut Model, position: usize) {
    model.list.cursor = position;
    model.list.anchor = model.event_id().or(model.list.anchor);
    model.reading.date = None;
    model.reading.hit = None;
}

/// Remembers where one is before a jump.
pub fn leave(model: &mut Model) {
    if let Some(here) = model.event_id() {
        model.history.leave(here);
    }
}

fn by_unit(model: &mut Model, unit: Unit, forward: bool) {
    let cursor = model.list.cursor;
    let to = match forward {
        true => model.selection.next_unit(cursor, unit),
        false => model.selection.prev_unit(cursor, unit),
    };
    match to {
        Some(to) => {
            if matches!(unit, Unit::Month | Unit::Year) {
                leave(model);
            }
            place(model, to);
        }
        None => model.say(if forward {
            "nothing later"
        } else {
            "nothing earlier"
        }),
    }
}

/// Goes to the first event of a day or span; says so when there is none.
pub fn go_to(model: &mut Model, interval: Interval) {
    let count = model.selection.count();
    if count == 0 {
        model.complain("nothing to go to: no event is shown");
        return;
    }
    leave(model);
    let mut position = model.selection.position_on_or_after(interval.first);
    let begins = model.selection.day(position);
    // "2016" begins on the day on which "January 2016" does as well; a day
    // sharper than those stands below them.
    let blunter = |position: usize| {
        let event = model.event_at(position).map(|event| event.interval());
        event.filter(|found| {
            found.first == interval.first && found.granularity > interval.granularity
        })
    };
    let end = position + NEAR;
    while position < end && blunter(position).is_some() {
        position += 1;
    }
    if position == end {
        // In a day of very many events: they stand in the order of their
        // last days, the longest first.
        let last = model.selection.position_on_or_after(interval.first.plus(1));
        position += partition_point(last - end, |at| {
            let event = model.event_at(end + at).map(|event| event.interval());
            event.is_some_and(|event| event.last > interval.last)
        });
    }
    if model.selection.day(position) != begins {
        position = model.selection.position_on_or_after(interval.first);
    }
    let wanted = spoken(interval);
    if position >= count {
        place(model, count - 1);
        model.say(format!(
            "nothing on or after {wanted}: this is the last event"
        ));
        return;
    }
    place(model, position);
    match model.event() {
        Some(event) if event.interval().first > interval.last => {
            let next = spoken(event.interval());
            let wanted = at(interval);
            model.say(format!("no event {wanted}; the next is of {next}"));
        }
        _ => model.say(format!("went to {wanted}")),
    }
}

/// The first number below `count` of which something is not true that is true
/// of all before it; `count` when there is none.
fn partition_point(count: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match is_before(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

/// An interval as one says it.
pub fn spoken(interval: Interval) -> String {
    let (first, last) = (interval.first, interval.last);
    if first == last {
        return day_words(first);
    }
    if Unit::Month.around(first) == (first, last) {
        return heading_words((first.year(), Some(first.ymd().1)));
    }
    if Unit::Year.around(first) == (first, last) {
        return year(first.year());
    }
    // What both have in common is said once.
    let from = match first.year() == last.year() {
        true if first.ymd().1 == last.ymd().1 => first.date().format("%-d").to_string(),
        true => first.date().format("%-d %B").to_string(),
        false => day_words(first),
    };
    format!("{from} to {}", day_words(last))
}

/// The same after "no event": on a day, in a month, from one day to another.
fn at(interval: Interval) -> String {
    let spoken = spoken(interval);
    match interval.first == interval.last {
        true => format!("on {spoken}"),
        false if spoken.contains(" to ") => format!("from {spoken}"),
        false => format!("in {spoken}"),
    }
}

fn found_or(model: &mut Model, found: Option<usize>, otherwise: &str) {
    match found {
        Some(position) => {
            leave(model);
            place(model, position);
        }
        None => model.say(otherwise),
    }
}

/// The first event after a silence: one with which a day begins.
fn after_gap(model: &Model, from: usize) -> Option<usize> {
    let later = |at: &usize| model.selection.next_unit(*at, Unit::Day);
    let mut begins = std::iter::successors(later(&from), later).take(FAR);
    begins.find(|&at| list::gap(model, at).is_some())
}

/// The last event before a silence.
fn before_gap(model: &Model, from: usize) -> Option<usize> {
    let begin = |at: usize| {
        let day = model.selection.day(at)?;
        Some(model.selection.position_on_or_after(day))
    };
    let earlier = |at: &usize| begin(at.checked_sub(1)?);
    let mut begins = std::iter::successors(begin(from), earlier).take(FAR);
    begins
        .find(|&at| list::gap(model, at).is_some())?
        .checked_sub(1)
}

/// The nearest event of the same actor: the speaker, or who is named first.
fn same_actor(model: &mut Model, forward: bool) {
    let actor = model.event().and_then(|event| {
        let named = event.actors().first().copied();
        event.speaker().or(named)
    });
    let (selection, cursor) = (&model.selection, model.list.cursor);
    let found = actor.and_then(|id| {
        let named = selection.nearest(cursor, forward, |part| part.rows_of_actor(id));
        let said = selection.nearest(cursor, forward, |part| part.rows_of_speaker(id));
        match forward {
            true => [named, said].into_iter().flatten().min(),
            false => named.max(said),
        }
    });
    nearest(model, found, forward, "event with the same actor");
}

fn same_source(model: &mut Model, forward: bool) {
    let source = model.event().map(|event| event.source_id());
    let (selection, cursor) = (&model.selection, model.list.cursor);
    let found =
        source.and_then(|id| selection.nearest(cursor, forward, |part| part.rows_of_source(id)));
    nearest(model, found, forward, "event of the same source");
}

fn nearest(model: &mut Model, found: Option<usize>, forward: bool, what: &str) {
    let side = if forward { "after" } else { "before" };
    found_or(model, found, &format!("no {what} {side} this"));
}

fn to_mark(model: &mut Model, forward: bool) {
    let cursor = model.list.cursor;
    let marks = model.notebook.bookmarks();
    let marked = marks.filter_map(|id| position_of(model, id));
    let found = match forward {
        true => marked.filter(|at| *at > cursor).min(),
        false => marked.filter(|at| *at < cursor).max(),
    };
    let side = if forward { "after" } else { "before" };
    found_or(model, found, &format!("no bookmark {side} this"));
}

/// The position of an event, if it is shown.
pub fn position_of(model: &Model, (article, index): EventId) -> Option<usize> {
    let row = model.snapshot.row_of(article, index)?;
    let shown = model.selection.contains(row);
    shown.then(|| model.selection.rank(row))
}

/// The position of an event, or of the next one shown.
pub fn position_near(model: &Model, (article, index): EventId) -> Option<usize> {
    let row = model.snapshot.row_of(article, index)?;
    Some(model.selection.rank(row))
}

fn through_history(model: &mut Model, back: bool) {
    let here = model.event_id();
    let from = match back {
        true => &mut model.history.back,
        false => &mut model.history.forward,
    };
    let mut place_id = from.pop();
    // A jump may have been to where one was already.
    while place_id.is_some() && place_id == here {
        place_id = from.pop();
    }
    let Some(id) = place_id else {
        model.say(if back {
            "this is where you began"
        } else {
            "nothing ahead"
        });
        return;
    };
    if let Some(here) = here {
        match back {
            true => model.history.forward.push(here),
            false => model.history.back.push(here),
        }
    }
    match position_near(model, id) {
        Some(position) => {
            place(
                model,
                position.min(model.selection.count().saturating_sub(1)),
            );
        }
        None => model.say("that event is gone"),
    }
}

/// Days of the strip, narrower or wider around the current day.
pub fn zoom(model: &mut Model, closer: bool) {
    let (Some(whole), Some(bulk)) = (model.snapshot.span(), strip::bulk(&model.snapshot)) else {
        return;
    };
    let (first, last) = model.zoom.unwrap_or(bulk);
    let length = last.0 - first.0 + 1;
    let length = if closer {
        length / 2
    } else {
        length.saturating_mul(2)
    };
    if closer && length < 14 {
        return;
    }
    if length > whole.1.0 - whole.0.0 {
        model.zoom = (bulk != whole).then_some(whole);
        return;
    }
    let from = Day(model.day().0 - length / 2).max(whole.0);
    let from = from.min(Day(whole.1.0 - length + 1));
    model.zoom = Some((from, Day(from.0 + length - 1)));
}

/// The stretched strip, half its length earlier or later.
pub fn pan(model: &mut Model, later: bool) {
    let (Some((first, last)), Some(whole)) = (model.zoom, model.snapshot.span()) else {
        let key = model.keymap.hint(Action::ZoomIn);
        model.say(format!("the strip shows everything; {key} stretches it"));
        return;
    };
    let half = (last.0 - first.0 + 1) / 2;
    let by = match later {
        true => half.min(whole.1.0 - last.0).max(0),
        false => -half.min(first.0 - whole.0.0).max(0),
    };
    model.zoom = Some((first.plus(by), last.plus(by)));
}
