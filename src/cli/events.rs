//! `dateline events`, and what `dateline` prints where there is no screen:
//! the chronology.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::args::{EventsArgs, Format};
use super::load::{Loaded, load};
use super::output::{Exit, Out};
use crate::event::{DatedBy, why};
use crate::load::Options;
use crate::query::fuzzy::ActorIndex;
use crate::query::language::{Context, parse};
use crate::store::{EventRef, Selection, Snapshot};
use crate::text::safe;
use crate::timex::{Granularity, Interval, Tense};

/// Runs the subcommand.
///
/// # Errors
/// When a filter cannot be read or the output fails.
pub fn run(args: &EventsArgs) -> anyhow::Result<Exit> {
    let loaded = load(&args.corpus.paths, Options::default());
    let selection = select(&loaded, args)?;
    print(
        &loaded,
        &selection,
        args.limit.unwrap_or(usize::MAX),
        args.why,
        args.format,
    )
}

/// The events the options ask for: the options are words of the query
/// language of the screen.
fn select(loaded: &Loaded, args: &EventsArgs) -> anyhow::Result<Selection> {
    let snapshot = &*loaded.snapshot;
    let index = ActorIndex::new(snapshot.actors.clone());
    let today = chrono::Local::now().date_naive().into();
    let context = Context {
        snapshot,
        index: &index,
        current: today,
    };
    let mut words: Vec<String> = args.query.clone().into_iter().collect();
    words.extend(
        args.actor
            .iter()
            .map(|name| format!("actor:{}", quoted(name))),
    );
    let fields = [
        ("speaker", &args.speaker),
        ("from", &args.from),
        ("to", &args.to),
        ("source", &args.source),
        ("granularity", &args.granularity),
    ];
    for (field, value) in fields {
        words.extend(
            value
                .iter()
                .map(|value| format!("{field}:{}", quoted(value))),
        );
    }
    words.extend(args.search.iter().map(|text| quoted(text)));
    let line = words.join(" ");
    match parse(&line, &context) {
        Ok(filter) => Ok(filter.select(snapshot)),
        Err(error) => anyhow::bail!("{error} (in {})", error.span.of(&line)),
    }
}

/// A value of the query language; it has no way to write a quotation mark, so
/// that one becomes a blank.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', " "))
}

/// The whole chronology as text.
///
/// # Errors
/// When the output fails.
pub fn chronology(paths: &[PathBuf]) -> anyhow::Result<Exit> {
    let loaded = load(paths, Options::default());
    print(
        &loaded,
        loaded.snapshot.everything(),
        usize::MAX,
        false,
        Format::Text,
    )
}

fn print(
    loaded: &Loaded,
    selection: &Selection,
    limit: usize,
    reasons: bool,
    format: Format,
) -> anyhow::Result<Exit> {
    let snapshot = &loaded.snapshot;
    let mut out = Out::new();
    let mut printed = 0;
    let mut heading = None;
    let positions = 0..selection.count().min(limit);
    for event in positions.filter_map(|at| snapshot.event_at(selection, at)) {
        printed += 1;
        match format {
            Format::Jsonl => out.json(&record(snapshot, &event))?,
            Format::Text => {
                let (year, month, _) = event.interval().first.ymd();
                if heading != Some((year, month)) {
                    heading = Some((year, month));
                    let (bold, plain) = out.bold();
                    writeln!(
                        out,
                        "{}{bold}{year} {}{plain}",
                        if printed > 1 { "\n" } else { "" },
                        month_name(month)
                    )?;
                }
                text(&mut out, snapshot, &event, reasons)?;
            }
        }
    }
    out.flush()?;
    Ok(loaded.exit(printed))
}

fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
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
    NAMES.get(month as usize - 1).copied().unwrap_or("")
}

#[derive(Serialize)]
struct Record<'a> {
    from: String,
    to: String,
    granularity: &'static str,
    value: &'a str,
    dated_by: &'static str,
    basis: String,
    confidence: f32,
    planned: bool,
    expression: &'a str,
    sentence: &'a str,
    start: u32,
    end: u32,
    actors: Vec<&'a str>,
    speaker: Option<&'a str>,
    article: &'a str,
    title: &'a str,
    source: Option<&'a str>,
}

fn record<'a>(snapshot: &'a Snapshot, event: &EventRef<'a>) -> Record<'a> {
    let interval = event.interval();
    let article = event.article();
    let full = event.event();
    Record {
        from: interval.first.to_string(),
        to: interval.last.to_string(),
        granularity: interval.granularity.name(),
        value: event.value(),
        dated_by: dated_by(full.dated_by),
        basis: why(event.analysis(), &full),
        confidence: event.confidence(),
        planned: full.tense == Tense::Future,
        expression: event.expression().of(&article.text),
        sentence: event.text(),
        start: event.sentence().start,
        end: event.sentence().end,
        actors: names(snapshot, event),
        speaker: event
            .speaker()
            .and_then(|id| snapshot.actor(id))
            .map(|a| a.name.as_str()),
        article: &article.id,
        title: &article.title,
        source: article.source.as_deref(),
    }
}

fn names<'a>(snapshot: &'a Snapshot, event: &EventRef<'a>) -> Vec<&'a str> {
    event
        .actors()
        .iter()
        .filter_map(|&id| snapshot.actor(id))
        .map(|a| a.name.as_str())
        .collect()
}

fn dated_by(by: DatedBy) -> &'static str {
    match by {
        DatedBy::Expression => "expression",
        DatedBy::Context => "context",
        DatedBy::Publication => "publication",
    }
}

/// One event for people: when (and how sure), what, who, according to whom.
fn text(out: &mut Out, snapshot: &Snapshot, event: &EventRef<'_>, reasons: bool) -> io::Result<()> {
    let full = event.event();
    let mark = match (full.dated_by, full.tense) {
        (DatedBy::Publication, _) => '·',
        (_, Tense::Future) => '>',
        _ if event.confidence() < 0.5 => '?',
        _ => ' ',
    };
    let (bold, plain) = out.bold();
    writeln!(
        out,
        "  {bold}{:<14}{plain}{mark} {}",
        label(event.interval()),
        safe(event.text())
    )?;
    let speaker = event.speaker().and_then(|id| snapshot.actor(id));
    let said = speaker
        .map(|actor| format!("said by {} · ", actor.name))
        .unwrap_or_default();
    let who = names(snapshot, event).join(", ");
    let who = if who.is_empty() {
        who
    } else {
        format!("{who} · ")
    };
    let article = event.article();
    let source = article
        .source
        .as_deref()
        .map(|s| format!("{s} · "))
        .unwrap_or_default();
    writeln!(
        out,
        "                  {}",
        safe(&format!("{said}{who}{source}{}", article.id))
    )?;
    if reasons {
        writeln!(
            out,
            "                  why: {}",
            safe(&why(event.analysis(), &full))
        )?;
    }
    Ok(())
}

/// When, in the words of the granularity, short enough for a column.
fn label(interval: Interval) -> String {
    let (year, month, day) = interval.first.ymd();
    let (_, last_month, last_day) = interval.last.ymd();
    let month_word = &month_name(month)[..3];
    match interval.granularity {
        Granularity::Year => year.to_string(),
        Granularity::Decade => format!("{year}s"),
        Granularity::Century => format!("{year}-{}", interval.last.year()),
        Granularity::Month if interval.length() < 32 => format!("{month_word} {year}"),
        _ if interval.length() == 1 => {
            format!("{day:>2} {month_word} {}", interval.first.weekday())
        }
        _ if month == last_month && interval.length() < 32 => {
            format!("{day:>2}–{last_day} {month_word}")
        }
        _ => format!(
            "{day:>2} {month_word}–{last_day} {}",
            &month_name(last_month)[..3]
        ),
    }
}
