//! `dateline check`: what could not be read, dated or resolved.

use std::io::Write;

use serde::Serialize;

use super::args::{CheckArgs, Format};
use super::load;
use super::output::{Exit, Out};
use crate::load::{Corpus, Options, load_all};
use crate::source::Severity;
use crate::text::{counted, safe};

/// Runs the subcommand: exit 0 when there is nothing to tell, 1 when there
/// is, 2 when nothing could be read at all.
///
/// # Errors
/// When the output fails.
pub fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let snapshot = load_all(Corpus::named(&args.paths), Options::default());
    if snapshot.articles.is_empty() && snapshot.notices.is_empty() {
        load::nothing_found(&args.paths);
    }
    let mut out = Out::new();
    for notice in snapshot.notices.iter() {
        match args.format {
            Format::Jsonl => out.json(&Record {
                path: notice.path.to_string_lossy().into_owned(),
                line: (notice.line > 0).then_some(notice.line),
                severity: word(notice.severity),
                message: &notice.message,
            })?,
            Format::Text => writeln!(
                out,
                "{:<8} {}",
                word(notice.severity),
                safe(&load::line(notice))
            )?,
        }
    }
    let articles = snapshot.articles.len();
    if args.format == Format::Text {
        let counts = [
            counted(articles, "article"),
            counted(snapshot.len(), "event"),
            counted(snapshot.notices.len(), "notice"),
        ];
        writeln!(out, "{}", counts.join(", "))?;
    }
    out.flush()?;
    Ok(match (articles, snapshot.notices.is_empty()) {
        (0, _) => Exit::Usage,
        (_, true) => Exit::Done,
        (_, false) => Exit::Nothing,
    })
}

#[derive(Serialize)]
struct Record<'a> {
    path: String,
    line: Option<u32>,
    severity: &'static str,
    message: &'a str,
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
