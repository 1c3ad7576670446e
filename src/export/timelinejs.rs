//! The JSON that TimelineJS 3 reads.

use std::io::{self, Write};

use serde::Serialize;

use super::{Record, html, when};
use crate::text::json;
use crate::timex::{Day, Granularity, Interval};

#[derive(Serialize)]
struct Timeline<'a> {
    title: Title<'a>,
    events: Vec<Slide<'a>>,
}

#[derive(Serialize)]
struct Title<'a> {
    text: Text<'a>,
}

#[derive(Serialize)]
struct Text<'a> {
    headline: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

#[derive(Serialize)]
struct Slide<'a> {
    start_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    display_date: String,
    text: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    unique_id: String,
}

/// Year, and month and day as far as they were written.
#[derive(Serialize)]
struct Date {
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u32>,
}

pub fn write(
    title: &str,
    records: &mut dyn Iterator<Item = Record<'_>>,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    let events = records
        .enumerate()
        .map(|(number, record)| slide(number, record))
        .collect();
    let title = Title {
        text: Text {
            headline: html::escape(title).into(),
            text: String::new(),
        },
    };
    json::write(&mut out, &Timeline { title, events })?;
    out.write_all(b"\n")
}

/// TimelineJS shows text as HTML, so everything is escaped.
fn slide(number: usize, record: Record<'_>) -> Slide<'_> {
    let interval = record.interval;
    let said = record
        .speaker
        .map(|name| format!("{}: ", html::escape(name)))
        .unwrap_or_default();
    let origin = html::escape(&record.origin());
    let origin = match record.link() {
        Some(url) => format!("<a href=\"{}\">{origin}</a>", html::escape(url)),
        None => origin,
    };
    let note = record
        .note
        .map(|note| format!("<p><i>{}</i></p>", html::escape(note)))
        .unwrap_or_default();
    let text = format!(
        "<p>{said}{}</p>{note}<p>{origin}</p>",
        html::escape(&record.sentence)
    );
    Slide {
        start_date: date(interval.first, interval.granularity),
        end_date: end(interval),
        display_date: when(interval),
        text: Text {
            headline: html::escape(&record.title).into(),
            text,
        },
        group: record.source.clone(),
        unique_id: format!("event-{number}"),
    }
}

fn date(day: Day, granularity: Granularity) -> Date {
    let (year, month, day) = day.ymd();
    let by_day = granularity <= Granularity::Week;
    let by_month = granularity < Granularity::Year;
    Date {
        year,
        month: by_month.then_some(month),
        day: by_day.then_some(day),
    }
}

fn end(interval: Interval) -> Option<Date> {
    let one = match interval.granularity {
        Granularity::Year => interval.first.year() == interval.last.year(),
        Granularity::Month => interval.length() <= 31,
        _ => interval.length() == 1,
    };
    (!one).then(|| date(interval.last, interval.granularity))
}
