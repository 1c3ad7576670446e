//! `dateline articles`: each article with its publication date, basis and
//! alternatives.

use std::io::Write;

use serde::Serialize;

use super::args::{ArticlesArgs, Format};
use super::load::load;
use super::output::{Exit, Out};
use crate::dating::Dating;
use crate::event::Analysis;
use crate::load::{Depth, Options};
use crate::text::{counted, safe};

/// Runs the subcommand.
///
/// # Errors
/// When the output fails.
pub fn run(args: &ArticlesArgs) -> anyhow::Result<Exit> {
    // What is understood without its names is not kept for the next time.
    let cache = args.corpus.cache.choice().filter(|_| !args.dates_only);
    let depth = depth(args);
    let options = Options {
        alone: args.alone,
        depth,
        cache,
        ..Options::default()
    };
    let loaded = load(&args.corpus.paths, options);
    let mut out = Out::new();
    let mut printed = 0;
    for (_, analysis) in loaded.snapshot.analyses() {
        printed += 1;
        match args.format {
            Format::Jsonl => out.json(&record(&analysis, args))?,
            Format::Text => text(&mut out, &analysis, args)?,
        }
    }
    out.flush()?;
    Ok(loaded.exit(printed))
}

fn depth(args: &ArticlesArgs) -> Depth {
    match args.dates_only {
        false => Depth::Whole,
        true if args.alone && !args.body => Depth::Publication,
        true => Depth::Dates,
    }
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    path: String,
    format: &'static str,
    title: &'a str,
    source: Option<&'a str>,
    place: Option<&'a str>,
    url: Option<&'a str>,
    author: Option<&'a str>,
    published: Option<String>,
    published_basis: &'a str,
    published_ground: &'static str,
    published_confidence: f32,
    published_evidence: &'a [String],
    published_alternatives: Vec<Alternative<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

#[derive(Serialize)]
struct Alternative<'a> {
    day: String,
    confidence: f32,
    why: &'a str,
}

fn record<'a>(analysis: &'a Analysis, args: &ArticlesArgs) -> Record<'a> {
    let article = &analysis.article;
    let dating = &analysis.dating;
    Record {
        id: &article.id,
        path: article.path.to_string_lossy().into_owned(),
        format: article.format.name(),
        title: &article.title,
        source: article.source.as_deref(),
        place: article.place.as_deref(),
        url: article.url.as_deref(),
        author: article.author.as_deref(),
        published: dating.published.map(|day| day.to_string()),
        published_basis: &dating.basis,
        published_ground: dating.ground.name(),
        published_confidence: dating.confidence,
        published_evidence: &dating.evidence,
        published_alternatives: alternatives(dating),
        mentions: (depth(args) != Depth::Publication).then_some(analysis.mentions.len()),
        events: (!args.dates_only).then_some(analysis.events.len()),
        body: args.body.then(|| article.body()),
    }
}

fn alternatives(dating: &Dating) -> Vec<Alternative<'_>> {
    dating
        .alternatives
        .iter()
        .map(|c| Alternative {
            day: c.day.to_string(),
            confidence: c.confidence,
            why: &c.why,
        })
        .collect()
}

fn text(out: &mut Out, analysis: &Analysis, args: &ArticlesArgs) -> std::io::Result<()> {
    let article = &analysis.article;
    let dating = &analysis.dating;
    let day = dating
        .published
        .map_or_else(|| "undated   ".to_owned(), |day| day.to_string());
    let sure = match dating.published {
        Some(_) if dating.confidence < 0.995 => format!("{:>3.0}%", dating.confidence * 100.0),
        _ => "    ".to_owned(),
    };
    let from: Vec<&str> = [&article.source, &article.place]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (bold, plain) = out.bold();
    writeln!(out, "{bold}{day}{plain} {sure}  {}", safe(&article.title))?;
    let from = if from.is_empty() {
        String::new()
    } else {
        format!("{} · ", safe(&from.join(" · ")))
    };
    let events = match args.dates_only {
        true => String::new(),
        false => format!(" · {}", counted(analysis.events.len(), "event")),
    };
    writeln!(out, "                 {from}{}{events}", safe(&article.id))?;
    if args.why {
        writeln!(out, "                 {}", safe(&dating.basis))?;
        for evidence in dating.more_evidence() {
            writeln!(out, "                 + {}", safe(evidence))?;
        }
        for other in dating.likely_alternatives() {
            writeln!(
                out,
                "                 or {} ({:.0}%): {}",
                other.day,
                other.confidence * 100.0,
                safe(&other.why)
            )?;
        }
        for conflict in &dating.conflicts {
            writeln!(out, "                 ! {}", safe(conflict))?;
        }
    }
    if args.body {
        for paragraph in &article.paragraphs {
            writeln!(out)?;
            for line in paragraph.of(&article.text).lines() {
                writeln!(out, "    {}", safe(line))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
