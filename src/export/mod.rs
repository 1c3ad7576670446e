//! What a view shows, in the forms other programs read: CSV, JSON Lines,
//! Markdown, iCalendar, TimelineJS, and one self-contained web page.

mod csv;
mod html;
mod ics;
mod label;
mod markdown;
mod record;
mod timelinejs;

pub use label::{day, heading, heading_words, month_name, short_day, when, year};
pub use record::Record;

use std::io::{self, Write};

use crate::store::{EventRef, Selection, Snapshot};

/// A form to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header line (RFC 4180).
    Csv,
    /// One JSON object a line, the fields of `events --format jsonl`.
    Jsonl,
    /// Markdown, a heading a month or year.
    Markdown,
    /// iCalendar, all-day events (RFC 5545).
    Ics,
    /// The JSON of TimelineJS 3.
    TimelineJs,
    /// One web page that needs nothing else.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [
        Self::Csv,
        Self::Jsonl,
        Self::Markdown,
        Self::Ics,
        Self::TimelineJs,
        Self::Html,
    ];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
            Self::Ics => "ics",
            Self::TimelineJs => "timelinejs",
            Self::Html => "html",
        }
    }

    /// Reads [`Format::name`] back; also takes the usual file extensions.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "md" => Some(Self::Markdown),
            "ndjson" => Some(Self::Jsonl),
            "json" => Some(Self::TimelineJs),
            "htm" => Some(Self::Html),
            _ => Self::ALL.into_iter().find(|format| format.name() == name),
        }
    }
}

/// How many of these events have no place in a form: a calendar has no years
/// before 1 or after 9999.
pub fn left_out<'a>(format: Format, events: impl Iterator<Item = EventRef<'a>>) -> usize {
    match format {
        Format::Ics => events.filter(|event| !ics::holds(event.interval())).count(),
        _ => 0,
    }
}

/// Why [`left_out`] events are, as one says it.
pub fn left_out_told(count: usize) -> String {
    let events = if count == 1 { "event" } else { "events" };
    format!("{count} {events} left out: a calendar holds only the years 1 to 9999")
}

/// Writes the selected events to `out`, in chronological order. `title` heads
/// the forms that have a heading.
///
/// # Errors
/// When `out` fails.
pub fn write(
    format: Format,
    title: &str,
    snapshot: &Snapshot,
    selection: &Selection,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut events = (0..selection.count()).filter_map(|at| snapshot.event_at(selection, at));
    write_noted(format, title, snapshot, &mut events, &|_, _| {}, out)
}

/// Writes events to `out` in the order given; `note` adds to the record of
/// each what the user keeps of it.
///
/// # Errors
/// When `out` fails.
pub fn write_noted<'a>(
    format: Format,
    title: &str,
    snapshot: &'a Snapshot,
    events: &mut dyn Iterator<Item = EventRef<'a>>,
    note: &dyn Fn(&EventRef<'a>, &mut Record<'a>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut records = events.map(|event| {
        let mut record = Record::of(snapshot, &event);
        note(&event, &mut record);
        record
    });
    match format {
        Format::Csv => csv::write(&mut records, out),
        Format::Jsonl => records.try_for_each(|record| record.write_json_line(out)),
        Format::Markdown => markdown::write(title, &mut records, out),
        Format::Ics => ics::write(title, &mut records, out),
        Format::TimelineJs => timelinejs::write(title, &mut records, out),
        Format::Html => html::write(title, &mut records, out),
    }
}
