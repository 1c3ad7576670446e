//! `dateline actors`: who occurs, how often, from when to when, under which
//! names.

use std::io::Write;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::args::{ActorsArgs, Format};
use super::load::load;
use super::output::{Exit, Out};
use crate::actor::{Actor, ActorId};
use crate::export::short_day;
use crate::store::Snapshot;
use crate::text::safe;
use crate::timex::Day;

/// Runs the subcommand.
///
/// # Errors
/// When the output fails.
pub fn run(args: &ActorsArgs) -> anyhow::Result<Exit> {
    let loaded = load(&args.corpus.paths, args.corpus.options());
    let mut rows = rows(&loaded.snapshot);
    rows.truncate(args.limit.unwrap_or(usize::MAX));
    let mut out = Out::new();
    for row in &rows {
        match args.format {
            Format::Jsonl => out.json(&row.record())?,
            Format::Text => row.text(&mut out)?,
        }
    }
    out.flush()?;
    Ok(loaded.exit(rows.len()))
}

/// Companions that are told of an actor.
const COMPANIONS: usize = 5;

struct Row<'a> {
    actor: &'a Actor,
    events: usize,
    span: Option<(Day, Day)>,
    /// Those most often in the same events, and in how many.
    with: Vec<(&'a str, u32)>,
}

/// Actors, most events first, then by name; also those of no dated event,
/// for a correction may name them.
fn rows(snapshot: &Snapshot) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = snapshot
        .actors
        .iter()
        .map(|actor| Row {
            actor,
            events: 0,
            span: None,
            with: Vec::new(),
        })
        .collect();
    let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for event in (0..snapshot.len()).filter_map(|row| snapshot.event(row)) {
        let interval = event.interval();
        for (one, other) in pairs(event.actors()) {
            *together.entry((one, other)).or_default() += 1;
        }
        for actor in event.actors() {
            let Some(row) = rows.get_mut(actor.0 as usize) else {
                continue;
            };
            row.events += 1;
            let (first, last) = row.span.unwrap_or((interval.first, interval.last));
            row.span = Some((first.min(interval.first), last.max(interval.last)));
        }
    }
    let name = |id: u32| snapshot.actors.get(id as usize).map(|a| a.name.as_str());
    let mut together: Vec<((u32, u32), u32)> = together.into_iter().collect();
    together.sort_by_key(|&((one, other), events)| (std::cmp::Reverse(events), name(other), one));
    for ((one, other), events) in together {
        let row = rows.get_mut(one as usize);
        let row = row.filter(|row| row.with.len() < COMPANIONS);
        if let (Some(row), Some(other)) = (row, name(other)) {
            row.with.push((other, events));
        }
    }
    // A place that never acted is not an actor.
    rows.retain(|row| row.events > 0 || row.actor.acts);
    rows.sort_by(|a, b| {
        (b.events, b.actor.mentions, &a.actor.name).cmp(&(
            a.events,
            a.actor.mentions,
            &b.actor.name,
        ))
    });
    rows
}

/// Each two different actors of an event, both ways round.
fn pairs(actors: &[ActorId]) -> impl Iterator<Item = (u32, u32)> + '_ {
    let with = |one: ActorId| actors.iter().map(move |other| (one.0, other.0));
    let all = actors.iter().flat_map(move |&one| with(one));
    all.filter(|(one, other)| one != other)
}

#[derive(Serialize)]
struct Companion<'a> {
    actor: &'a str,
    events: u32,
}

#[derive(Serialize)]
struct Record<'a> {
    actor: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    mentions: u32,
    events: usize,
    first: Option<String>,
    last: Option<String>,
    aliases: &'a [String],
    with: Vec<Companion<'a>>,
}

impl Row<'_> {
    fn record(&self) -> Record<'_> {
        Record {
            actor: &self.actor.name,
            kind: self.actor.kind.name(),
            mentions: self.actor.mentions,
            events: self.events,
            first: self.span.map(|(first, _)| first.to_string()),
            last: self.span.map(|(_, last)| last.to_string()),
            aliases: &self.actor.aliases,
            with: self
                .with
                .iter()
                .map(|&(actor, events)| Companion { actor, events })
                .collect(),
        }
    }

    fn text(&self, out: &mut Out) -> std::io::Result<()> {
        let (bold, plain) = out.bold();
        let span = self
            .span
            .map(|(first, last)| format!("{} … {}", short_day(first), short_day(last)))
            .unwrap_or_else(|| "in no dated event".to_owned());
        let aliases = self.actor.aliases.join(", ");
        let name = safe(&self.actor.name);
        let kind = self.actor.kind.name();
        write!(
            out,
            "{:>6} {kind} {bold}{name:<32}{plain} {span:<25}",
            self.events
        )?;
        let gap = if aliases.is_empty() { "" } else { "  " };
        write!(out, "{gap}{}", safe(&aliases))?;
        let with: Vec<String> = self.with.iter().map(|(n, e)| format!("{n} {e}")).collect();
        if !with.is_empty() {
            write!(out, "  (with {})", safe(&with.join(", ")))?;
        }
        writeln!(out)
    }
}
