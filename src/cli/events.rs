//! `dateline events`, and what `dateline` prints where there is no screen:
//! the chronology.

use std::io::{self, Write};
use std::path::PathBuf;

use super::args::{EventsArgs, Format};
use super::filter::select;
use super::load::{Loaded, load};
use super::output::{Exit, Out};
use crate::event::{DatedBy, why};
use crate::export::{Record, heading, heading_words, month_name, year};
use crate::load::Options;
use crate::store::{EventRef, Selection, Snapshot};
use crate::text::safe;
use crate::timex::{Granularity, Interval, Tense};

/// Runs the subcommand.
///
/// # Errors
/// When a filter cannot be read or the output fails.
pub fn run(args: &EventsArgs) -> anyhow::Result<Exit> {
    let loaded = load(&args.corpus.paths, args.corpus.options());
    let dates = [("from", &args.from), ("to", &args.to)];
    let selection = select(&loaded, &args.filter, &dates)?;
    print(
        &loaded,
        &selection,
        args.limit.unwrap_or(usize::MAX),
        args.why,
        args.format,
    )
}

/// The whole chronology as text.
///
/// # Errors
/// When the output fails.
pub fn chronology(paths: &[PathBuf], options: Options) -> anyhow::Result<Exit> {
    let loaded = load(paths, options);
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
    let mut above = None;
    let positions = 0..selection.count().min(limit);
    for event in positions.filter_map(|at| snapshot.event_at(selection, at)) {
        printed += 1;
        match format {
            Format::Jsonl => out.json(&Record::of(snapshot, &event))?,
            Format::Text => {
                let below = heading(event.interval());
                if above != Some(below) {
                    above = Some(below);
                    let (bold, plain) = out.bold();
                    writeln!(
                        out,
                        "{}{bold}{}{plain}",
                        if printed > 1 { "\n" } else { "" },
                        heading_words(below)
                    )?;
                }
                text(&mut out, snapshot, &event, reasons)?;
            }
        }
    }
    out.flush()?;
    Ok(loaded.exit(printed))
}

fn names<'a>(snapshot: &'a Snapshot, event: &EventRef<'a>) -> Vec<&'a str> {
    event
        .actors()
        .iter()
        .filter_map(|&id| snapshot.actor(id))
        .map(|a| a.name.as_str())
        .collect()
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
        safe(&event.text())
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
    let analysis = event.analysis();
    let article = &analysis.article;
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
            safe(&why(&analysis, &full))
        )?;
    }
    Ok(())
}

/// When, in the words of the granularity, short enough for a column.
fn label(interval: Interval) -> String {
    let (first_year, month, day) = interval.first.ymd();
    let (_, last_month, last_day) = interval.last.ymd();
    let name = year(first_year);
    let month_word = &month_name(month)[..3];
    match interval.granularity {
        Granularity::Year => name,
        Granularity::Decade if first_year > 0 => format!("{name}s"),
        Granularity::Decade | Granularity::Century => {
            format!("{name}–{}", year(interval.last.year()))
        }
        Granularity::Month if interval.length() < 32 => format!("{month_word} {name}"),
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
