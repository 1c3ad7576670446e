//! The timeline: headings, gaps, and a line or two for each event.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Canvas;
use crate::query::Pattern;
use crate::store::{EventRef, Flags};
use crate::text::width;
use crate::timex::{Granularity, Interval};
use crate::tui::layout::{Areas, Pane};
use crate::tui::list::{self, ListLine};
use crate::tui::model::{Column, Model};
use crate::tui::theme::Meaning;
use crate::tui::update::moving::spoken;

/// Columns of the day.
const DAY: u16 = 8;

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
                let text = match month {
                    Some(month) => format!("{} {year}", MONTHS[*month as usize - 1]),
                    None => year.to_string(),
                };
                let style = canvas.style(Meaning::Heading);
                canvas.text(area.x + 1, y, area.width - 1, &text, style);
            }
            ListLine::Gap(days) => gap(area, y, *days, canvas),
            ListLine::Event(position, second) => {
                event_line(model, area, y, *position, *second, canvas);
            }
        }
    }
    detail(model, areas.detail, canvas);
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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

fn gap(area: Rect, y: u16, days: i32, canvas: &mut Canvas) {
    let dim = canvas.style(Meaning::Dim);
    let told = match days {
        0..=59 => format!("{days} days without events"),
        60..=729 => format!("{} months without events", days / 30),
        _ => format!("{} years without events", days / 365),
    };
    let dots = canvas.mark("┊", ":");
    let x = area.x + 1 + DAY;
    canvas.text(x, y, 1, dots, dim);
    let room = area.width.saturating_sub(DAY + 4);
    canvas.text(x + 2, y, room, &told, dim);
}

/// What the day column says: only what was written.
fn day_label(interval: Interval, ascii: bool) -> String {
    let (first, last) = (interval.first, interval.last);
    let between = if ascii { "-" } else { "–" };
    let day = |day: crate::timex::Day| day.date().format("%-d").to_string();
    let (year, month, _) = first.ymd();
    match interval.granularity {
        Granularity::Week => first.date().format("wk %-V").to_string(),
        Granularity::Month if first.ymd().1 == last.ymd().1 => {
            format!("all {}", &MONTHS[month as usize - 1][..3])
        }
        Granularity::Month | Granularity::Season | Granularity::Half => format!(
            "{}{between}{}",
            &MONTHS[month as usize - 1][..3],
            &MONTHS[last.ymd().1 as usize - 1][..3]
        ),
        Granularity::Quarter => format!("Q{}", (month - 1) / 3 + 1),
        Granularity::Year if last.year() == year => format!("all {year}"),
        Granularity::Year => format!("{year}{between}{:02}", last.year() % 100),
        Granularity::Decade => format!("{year}s"),
        Granularity::Century => format!("{}00s", year / 100),
        _ if first == last => first.date().format("%-d %a").to_string(),
        _ if first.ymd().1 == last.ymd().1 && first.year() == last.year() => {
            format!("{}{between}{}", day(first), day(last))
        }
        _ => format!("{}{between}{}", day(first), last.date().format("%-d %b")),
    }
}

/// One mark for what kind of date it is, told apart without colour.
fn kind_mark(event: EventRef, canvas: &Canvas) -> (&'static str, Meaning) {
    let flags = event.flags();
    let coarse = event.interval().granularity > Granularity::Day;
    if flags.has(Flags::PLANNED) {
        (canvas.mark("▷", ">"), Meaning::Planned)
    } else if flags.has(Flags::PUBLISHED) {
        (canvas.mark("○", "o"), Meaning::Dim)
    } else if coarse || event.interval().first != event.interval().last {
        (canvas.mark("◌", "("), Meaning::Sure)
    } else {
        (canvas.mark("●", "*"), Meaning::Sure)
    }
}

/// Doubt: `?` under 0.5, `~` under 0.8 or when it was "about".
fn doubt(event: EventRef) -> &'static str {
    match event.confidence() {
        c if c < 0.5 => "?",
        c if c < 0.8 => "~",
        _ if event.interval().approximate => "~",
        _ => " ",
    }
}

fn event_line(model: &Model, area: Rect, y: u16, at: usize, second: bool, canvas: &mut Canvas) {
    let Some(event) = model.event_at(at) else {
        return;
    };
    let selected = at == model.list.cursor;
    let focused = model.focus() == Pane::Timeline;
    let base = match (selected, focused) {
        (true, true) => canvas.style(Meaning::Selected),
        (true, false) => canvas.style(Meaning::SelectedIdle),
        _ => canvas.style(Meaning::Text),
    };
    let line = Rect {
        y,
        height: 1,
        ..area
    };
    if selected {
        canvas.fill(line, " ", base);
        canvas.text(area.x, y, 1, canvas.mark("▌", "#"), base);
    }
    let on = |style: Style| if selected { base } else { style };
    let x = area.x + 1;
    let text_x = x + DAY + 3;
    let Some(room) = area.right().checked_sub(text_x).filter(|room| *room > 4) else {
        let room = area.right().saturating_sub(x);
        let words = format!(
            "{} {}",
            day_label(event.interval(), canvas.ascii),
            event.text()
        );
        canvas.text(x, y, room, &words, base);
        return;
    };
    if second {
        let dim = canvas.style(Meaning::Dim);
        canvas.text(text_x, y, room, &who_and_where(model, event), on(dim));
        return;
    }
    // The same day is not said twice, unless its line above is out of sight.
    let repeated = at > model.list.top
        && model.event_at(at - 1).is_some_and(|before| {
            day_label(before.interval(), false) == day_label(event.interval(), false)
                && before.interval().first == event.interval().first
        });
    if !repeated || selected {
        let label = day_label(event.interval(), canvas.ascii);
        canvas.text(x, y, DAY - 1, &label, on(canvas.style(Meaning::Text)));
    }
    let (mark, meaning) = kind_mark(event, canvas);
    canvas.text(x + DAY, y, 1, mark, on(canvas.style(meaning)));
    canvas.text(
        x + DAY + 1,
        y,
        1,
        doubt(event),
        on(canvas.style(Meaning::Unsure)),
    );
    if model.marks.contains(&(event.article_id(), event.index())) {
        let style = on(canvas.style(Meaning::Cursor));
        canvas.text(x + DAY - 1, y, 1, canvas.mark("★", "!"), style);
    }
    let column = beside(model, event, room);
    let column_width = width(&column) as u16;
    let text_room = match column_width {
        0 => room,
        width => room - width - 2,
    };
    let words = time_and_words(event);
    sentence(model, text_x, y, text_room, &words, base, selected, canvas);
    if column_width > 0 {
        let style = on(canvas.style(Meaning::Dim));
        canvas.text_right(text_x, y, room - 1, &column, style);
    }
}

/// The sentence, with its time of day in front when it has one.
fn time_and_words(event: EventRef) -> String {
    let text = event.text();
    match event.interval().minutes {
        Some((from, to)) if from == to => format!("{:02}:{:02} {text}", from / 60, from % 60),
        _ => text.to_owned(),
    }
}

#[allow(clippy::too_many_arguments)]
fn sentence(
    model: &Model,
    x: u16,
    y: u16,
    room: u16,
    words: &str,
    base: Style,
    selected: bool,
    canvas: &mut Canvas,
) {
    let hits = hits(model, words);
    let found = canvas.style(Meaning::Match);
    let inside = |byte: usize| hits.iter().any(|(from, to)| (*from..*to).contains(&byte));
    canvas.styled(x, y, room, words, |byte| {
        if inside(byte) && !selected {
            base.patch(found)
        } else if inside(byte) {
            base.add_modifier(ratatui::style::Modifier::UNDERLINED)
        } else {
            base
        }
    });
}

/// What the text filters match in a line.
pub fn hits(model: &Model, words: &str) -> Vec<(usize, usize)> {
    let wanted = model.shown_filter.texts.iter().filter(|text| !text.negated);
    let patterns: Vec<&Pattern> = wanted.map(|text| &text.pattern).collect();
    let mut hits = Vec::new();
    for pattern in patterns {
        let spans = pattern.hits(words).take(50);
        hits.extend(spans.map(|span| (span.start as usize, span.end as usize)));
    }
    hits
}

fn names(model: &Model, event: EventRef, most: usize) -> String {
    let speaker = event.speaker();
    let others = event.actors().iter().filter(|id| Some(**id) != speaker);
    let all = speaker.iter().chain(others);
    let names = all
        .filter_map(|id| model.snapshot.actor(*id))
        .map(|actor| actor.name.as_str());
    names.take(most).collect::<Vec<_>>().join(", ")
}

/// The column beside the sentence, when there is room for it.
fn beside(model: &Model, event: EventRef, room: u16) -> String {
    if list::lines_per_event(model.areas().list.height) > 1 || room < 44 {
        return String::new();
    }
    let text = match model.look.column {
        Column::Actors => {
            let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_owned();
            let speaker = event.speaker();
            let first = speaker.or_else(|| event.actors().first().copied());
            let actor = first.and_then(|id| model.snapshot.actor(id));
            match actor {
                Some(actor) if actor.kind == crate::actor::Kind::Person => last(&actor.name),
                Some(actor) => actor.name.clone(),
                None => String::new(),
            }
        }
        Column::Source => event.source().to_owned(),
        Column::Nothing => String::new(),
    };
    crate::text::fit(&text, usize::from(room / 4)).into_owned()
}

/// The second line of an event: who, and according to whom.
fn who_and_where(model: &Model, event: EventRef) -> String {
    let names = match event.speaker() {
        Some(_) => format!("said by {}", names(model, event, 4)),
        None => names(model, event, 4),
    };
    let source = event.source();
    match (names.is_empty(), source.is_empty()) {
        (false, false) => format!("{names} · {source}"),
        (true, false) => source.to_owned(),
        _ => names,
    }
}

/// The selected event: who, where, and how it is dated.
fn detail(model: &Model, area: Rect, canvas: &mut Canvas) {
    let Some(event) = model.event().filter(|_| area.height >= 3) else {
        return;
    };
    let border = canvas.style(Meaning::Border);
    canvas.fill(Rect { height: 1, ..area }, canvas.mark("╌", "-"), border);
    let x = area.x + 1;
    let room = area.width.saturating_sub(2);
    let actor = canvas.style(Meaning::Actor);
    let names = names(model, event, 12);
    let names = match event.speaker() {
        Some(_) => format!("{} {names}", canvas.mark("“”", "says:")),
        None => names,
    };
    canvas.text(x, area.y + 1, room, &names, actor);
    let interval = event.interval();
    let how = match event.flags() {
        flags if flags.has(Flags::PUBLISHED) => "published",
        flags if flags.has(Flags::PLANNED) => "planned for",
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
    let dim = canvas.style(Meaning::Dim);
    canvas.text(x, area.y + 2, room, &parts.join(" · "), dim);
}
