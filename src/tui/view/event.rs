//! One event in the timeline: its day as it was written, marks for what kind
//! of date it is and how sure, its sentence, and who.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::paint::Canvas;
use crate::actor::Kind;
use crate::keep::Item;
use crate::query::Pattern;
use crate::store::{EventRef, Flags};
use crate::text::{fit, width, wrap};
use crate::timex::{Day, Granularity, Interval};
use crate::tui::layout::Pane;
use crate::tui::list;
use crate::tui::model::{Column, Model};
use crate::tui::theme::Meaning;

/// Columns of the day.
pub const DAY: u16 = 8;

/// The months.
pub const MONTHS: [&str; 12] = [
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

/// What the day column says: only what was written.
fn day_label(interval: Interval, ascii: bool) -> String {
    let (first, last) = (interval.first, interval.last);
    let between = if ascii { "-" } else { "–" };
    let day = |day: Day| day.date().format("%-d").to_string();
    let (year, month, _) = first.ymd();
    match interval.granularity {
        Granularity::Week => first.date().format("wk %-V").to_string(),
        Granularity::Month if first.ymd().1 == last.ymd().1 => {
            MONTHS[month as usize - 1][..3].to_owned()
        }
        Granularity::Month | Granularity::Season | Granularity::Half => format!(
            "{}{between}{}",
            &MONTHS[month as usize - 1][..3],
            &MONTHS[last.ymd().1 as usize - 1][..3]
        ),
        Granularity::Quarter => format!("Q{}", (month - 1) / 3 + 1),
        Granularity::Century if year < 1 => format!("{}c BC", (100 - year) / 100),
        Granularity::Decade | Granularity::Year if year < 1 => crate::export::year(year),
        Granularity::Year if last.year() == year => year.to_string(),
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

/// What the lines of an event have in common.
struct Event<'a> {
    model: &'a Model,
    event: EventRef<'a>,
    position: usize,
    /// The selected one wears one style throughout.
    selected: bool,
    base: Style,
}

/// From this width of the timeline on, who and where have a column.
const WITH_COLUMN: u16 = 76;
/// Its columns, the gap before it among them.
const ASIDE: u16 = 26;

/// Draws the event at a position: its first line, and the second below it
/// when there is room for that.
pub fn draw(model: &Model, area: Rect, y: u16, position: usize, below: bool, canvas: &mut Canvas) {
    let Some(event) = model.event_at(position) else {
        return;
    };
    let selected = position == model.list.cursor;
    let base = canvas.style(match (selected, model.focus()) {
        (true, Pane::Timeline) => Meaning::Selected,
        (true, _) => Meaning::SelectedIdle,
        _ => Meaning::Text,
    });
    let height = 1 + u16::from(below);
    if selected {
        canvas.fill(Rect { y, height, ..area }, " ", base);
        for y in y..y + height {
            canvas.text(area.x, y, 1, canvas.mark("▌", "#"), base);
        }
    }
    let event = Event {
        model,
        event,
        position,
        selected,
        base,
    };
    let x = area.x + 1;
    let text_x = x + DAY + 3;
    let aside = has_column(model, area.width);
    let end = area.right() - if aside { ASIDE } else { 0 };
    if aside {
        event.aside(end + 2, y, ASIDE - 3, below, canvas);
    }
    match end.checked_sub(text_x) {
        Some(room) if room > 4 => {
            event.when(x, y, canvas);
            event.lines(text_x, y, room, below, canvas);
        }
        _ => {
            let label = day_label(event.event.interval(), canvas.ascii);
            let words = format!("{label} {}", event.event.text());
            for y in y..y + height {
                canvas.text(x, y, area.right().saturating_sub(x), &words, base);
            }
        }
    }
}

/// Whether who and where stand in a column beside the sentence.
fn has_column(model: &Model, columns: u16) -> bool {
    let two_lines = list::lines_per_event(model.areas().list.height) > 1;
    two_lines && columns >= WITH_COLUMN && model.look.column != Column::Nothing
}

impl Event<'_> {
    /// Who says it or is in it, and below the outlet; or the outlet alone.
    fn aside(&self, x: u16, y: u16, room: u16, below: bool, canvas: &mut Canvas) {
        let style = self.style(Meaning::Dim, canvas);
        let source = self.event.source();
        if self.model.look.column == Column::Source {
            canvas.text(x, y, room, source, style);
            return;
        }
        let who = match self.event.speaker() {
            Some(_) => format!("{} says", names(self.model, self.event, 1)),
            None => names(self.model, self.event, 3),
        };
        canvas.text(x, y, room, &who, style);
        if below {
            canvas.text(x, y + 1, room, source, style);
        }
    }

    fn style(&self, meaning: Meaning, canvas: &Canvas) -> Style {
        match self.selected {
            true => self.base,
            false => canvas.style(meaning),
        }
    }

    /// Day, kind and doubt.
    fn when(&self, x: u16, y: u16, canvas: &mut Canvas) {
        let interval = self.event.interval();
        // The same day is not said twice, unless its line is out of sight.
        let repeated = self.position > self.model.list.top
            && self.model.event_at(self.position - 1).is_some_and(|above| {
                above.interval().first == interval.first
                    && day_label(above.interval(), false) == day_label(interval, false)
            });
        if !repeated {
            let label = day_label(interval, canvas.ascii);
            canvas.text(x, y, DAY - 1, &label, self.base);
        }
        let (mark, meaning) = kind_mark(self.event, canvas);
        let style = self.style(meaning, canvas);
        canvas.text(x + DAY, y, 1, mark, style);
        let style = self.style(Meaning::Unsure, canvas);
        canvas.text(x + DAY + 1, y, 1, doubt(self.event), style);
        let id = (self.event.article_id(), self.event.index());
        let item = self.model.notebook.of(id);
        let mut letter = [0; 4];
        let mark = match item {
            _ if self.model.compare == Some(id) => canvas.mark("◧", "="),
            Some(Item {
                letter: Some(own), ..
            }) => &*own.encode_utf8(&mut letter),
            Some(item) if item.bookmark => canvas.mark("★", "!"),
            Some(item) if !item.note.is_empty() => canvas.mark("✎", "\""),
            Some(_) => "#",
            None => return,
        };
        let style = self.style(Meaning::Cursor, canvas);
        canvas.text(x + DAY - 1, y, 1, mark, style);
    }

    /// The sentence, and who and where as far as there is room.
    fn lines(&self, x: u16, y: u16, room: u16, below: bool, canvas: &mut Canvas) {
        let words = self.words(room);
        if list::lines_per_event(self.model.areas().list.height) > 1 {
            let lines = wrap(&words, 0, words.len(), usize::from(room));
            let end = lines.first().map_or(0, |line| line.end);
            self.sentence(x, y, room, &words[..end], canvas);
            if below {
                let rest = lines.get(1).map_or("", |line| &words[line.start..]);
                self.second(x, y + 1, room, rest, canvas);
            }
            return;
        }
        let beside = beside(self.model, self.event, room);
        let taken = match width(&beside) as u16 {
            0 => 0,
            columns => columns + 2,
        };
        self.sentence(x, y, room - taken, &words, canvas);
        if taken > 0 {
            let style = self.style(Meaning::Dim, canvas);
            canvas.text_right(x, y, room - 1, &beside, style);
        }
    }

    /// The rest of the sentence, and who and where as far as there is room.
    fn second(&self, x: u16, y: u16, room: u16, rest: &str, canvas: &mut Canvas) {
        let who = match self.model.look.column {
            _ if has_column(self.model, self.model.areas().list.width) => String::new(),
            Column::Actors => who_and_where(self.model, self.event),
            Column::Source => self.event.source().to_owned(),
            Column::Nothing => String::new(),
        };
        let style = self.style(Meaning::Dim, canvas);
        if rest.is_empty() {
            canvas.text(x, y, room, &who, style);
            return;
        }
        let used = self.sentence(x, y, room, rest, canvas);
        let left = room.saturating_sub(used + 3);
        if usize::from(left) >= width(&who).min(16) {
            canvas.text_right(x, y, room - 1, &fit(&who, usize::from(left)), style);
        }
    }

    /// As much of the sentence as two lines can hold, its time of day first.
    fn words(&self, room: u16) -> String {
        let text = self.event.text();
        // A column takes no more than a byte, or twelve of other letters.
        let bytes = if text.is_ascii() { 3 } else { 12 };
        let mut end = text.len().min(usize::from(room) * bytes);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text[..end].replace(['\n', '\r'], " ");
        match self.event.interval().minutes {
            Some((from, to)) if from == to => {
                format!("{:02}:{:02} {text}", from / 60, from % 60)
            }
            _ => text,
        }
    }

    fn sentence(&self, x: u16, y: u16, room: u16, words: &str, canvas: &mut Canvas) -> u16 {
        let hits = hits(self.model, words);
        let found = match self.selected {
            true => Style::new().add_modifier(Modifier::UNDERLINED),
            false => canvas.style(Meaning::Match),
        };
        let base = self.base;
        canvas.styled(x, y, room, words, |byte| {
            match hits.iter().any(|(from, to)| (*from..*to).contains(&byte)) {
                true => base.patch(found),
                false => base,
            }
        })
    }
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

/// Who says it or is in it, at most so many.
pub fn names(model: &Model, event: EventRef, most: usize) -> String {
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
    if room < 56 {
        return String::new();
    }
    let text = match model.look.column {
        Column::Actors => {
            let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_owned();
            let speaker = event.speaker();
            let first = speaker.or_else(|| event.actors().first().copied());
            let actor = first.and_then(|id| model.snapshot.actor(id));
            match actor {
                Some(actor) if actor.kind == Kind::Person => last(&actor.name),
                Some(actor) => actor.name.clone(),
                None => String::new(),
            }
        }
        Column::Source => event.source().to_owned(),
        Column::Nothing => String::new(),
    };
    fit(&text, usize::from(room / 4)).into_owned()
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
