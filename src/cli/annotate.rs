//! `dateline annotate`: JSON Lines of documents in, JSON Lines of
//! annotations out, in the same order.
//!
//! Offsets refer to the given `text`, byte for byte. Documents are
//! independent (streamed through worker threads in constant memory) unless
//! `--corpus` asks for corpus-wide dating.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::args::AnnotateArgs;
use super::output::{Exit, Out, complain};
use crate::Span;
use crate::actor::{Recogniser, Who};
use crate::article::{self, Article};
use crate::dating::{self, Dating, Ground, Solver};
use crate::load::in_order;
use crate::source::{FoundDate, Origin, RawArticle, Setting, unplaced};
use crate::timex::{Day, Reference, Tagger};

/// Runs the subcommand.
///
/// # Errors
/// When the input cannot be opened or the output fails.
pub fn run(args: &AnnotateArgs) -> anyhow::Result<Exit> {
    let input = open(args.file.as_deref())?;
    let threads = args.threads.unwrap_or_else(crate::load::cores).max(1);
    let mut out = Out::new();
    let counts = if args.corpus {
        whole(input, args, &mut out)?
    } else {
        each(input, args, threads, &mut out)?
    };
    out.flush()?;
    Ok(if counts.read == 0 && counts.bad > 0 {
        Exit::Usage
    } else {
        Exit::Done
    })
}

fn open(file: Option<&Path>) -> anyhow::Result<Box<dyn BufRead + Send>> {
    match file {
        Some(path) if path != Path::new("-") => {
            anyhow::ensure!(
                !path.is_dir(),
                "{} is a folder; annotate reads one file of JSON Lines",
                path.display()
            );
            let file =
                File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
        }
        _ => Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin()))),
    }
}

/// The lines with their numbers from 0, up to the first that cannot be read:
/// what fails once would fail for ever.
fn lines(input: impl BufRead) -> impl Iterator<Item = (usize, io::Result<Vec<u8>>)> {
    let mut failed = false;
    input
        .split(b'\n')
        .take_while(move |line| !std::mem::replace(&mut failed, line.is_err()))
        .enumerate()
}

#[derive(Default)]
struct Counts {
    read: usize,
    bad: usize,
}

fn each(
    input: impl BufRead + Send,
    args: &AnnotateArgs,
    threads: usize,
    out: &mut Out,
) -> anyhow::Result<Counts> {
    let mut counts = Counts::default();
    in_order(
        threads,
        lines(input),
        |(number, line)| {
            (
                number,
                parse(line).map(|doc| doc.map(|doc| annotation(&doc, args, None))),
            )
        },
        |(number, result)| {
            match result {
                Ok(Some(annotation)) => {
                    counts.read += 1;
                    out.json(&annotation)?;
                }
                Ok(None) => {}
                Err(why) => {
                    counts.bad += 1;
                    complain(&format!("line {}: {why}", number + 1));
                }
            }
            anyhow::Ok(())
        },
    )?;
    Ok(counts)
}

fn whole(input: impl BufRead, args: &AnnotateArgs, out: &mut Out) -> anyhow::Result<Counts> {
    let tagger = Tagger::english();
    let mut counts = Counts::default();
    let mut documents = Vec::new();
    let mut solver = Solver::new();
    for (number, line) in lines(input) {
        match parse(line) {
            Ok(Some(document)) => documents.push(document),
            Ok(None) => {}
            Err(why) => {
                counts.bad += 1;
                complain(&format!("line {}: {why}", number + 1));
            }
        }
    }
    counts.read = documents.len();
    let mut datings = Vec::with_capacity(documents.len());
    for document in &documents {
        let article = document.article();
        let mentions = tagger.tag(&article.text, &article.sentences);
        let dating = document.dating(&article);
        solver.add(&article, &mentions, &dating);
        datings.push(dating);
    }
    for (index, dating) in solver.solve() {
        datings[index] = dating;
    }
    for (document, dating) in documents.iter().zip(datings) {
        out.json(&annotation(document, args, Some(dating)))?;
    }
    Ok(counts)
}

/// An input document.
#[derive(Debug, Deserialize)]
struct Document {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

impl Document {
    fn article(&self) -> Article {
        article::article(RawArticle {
            path: "-".into(),
            title: self.title.clone(),
            url: self.url.clone(),
            dates: self.given().into_iter().collect(),
            ..RawArticle::plain(
                self.id
                    .as_str()
                    .map_or_else(|| self.id.to_string(), str::to_owned),
                self.text.clone(),
            )
        })
    }

    /// A given `published` is the anchor and wins; without it the text is
    /// dated.
    fn dating(&self, article: &Article) -> Dating {
        let given = self
            .published
            .as_deref()
            .and_then(|p| p.get(..10))
            .and_then(|p| p.parse::<Day>().ok());
        match given {
            Some(day) => Dating {
                published: Some(day),
                confidence: 1.0,
                ground: Ground::Metadata,
                basis: "The publication date was given.".to_owned(),
                ..Dating::default()
            },
            None => {
                let mut dating = dating::date_alone(article);
                // An annotation has no notices beside it.
                if self.published.is_some() && !dating.conflicts.is_empty() {
                    dating.basis = format!("{} {}", dating.conflicts.join(" "), dating.basis);
                }
                dating
            }
        }
    }

    /// The given day in the words of the caller.
    fn given(&self) -> Option<FoundDate> {
        let text = self.published.as_ref().filter(|p| !p.trim().is_empty())?;
        Some(FoundDate {
            text: text.trim().to_owned(),
            origin: Origin::Given,
            key: "published".to_owned(),
            modified: false,
            setting: Setting::default(),
        })
    }
}

fn parse(line: io::Result<Vec<u8>>) -> Result<Option<Document>, String> {
    let line = line.map_err(|error| format!("cannot read: {error}"))?;
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    serde_json::from_slice(&line)
        .map(Some)
        .map_err(|error| format!("not a document: {}", unplaced(&error)))
}

#[derive(Serialize)]
struct Annotation {
    id: serde_json::Value,
    published: Option<String>,
    published_basis: String,
    published_confidence: f32,
    place: Option<String>,
    expressions: Vec<Expression>,
    entities: Vec<Entity>,
    attributions: Vec<Statement>,
}

#[derive(Serialize)]
struct Expression {
    start: u32,
    end: u32,
    text: String,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    from: Option<String>,
    to: Option<String>,
    granularity: Option<&'static str>,
    basis: String,
}

#[derive(Serialize)]
struct Entity {
    start: u32,
    end: u32,
    text: String,
    #[serde(rename = "type")]
    kind: &'static str,
    actor: String,
    acting: bool,
}

#[derive(Serialize)]
struct Statement {
    content: Vec<Range>,
    source: Vec<Range>,
    cue: Vec<Range>,
    speaker: Option<String>,
    denial: bool,
}

#[derive(Serialize)]
struct Range {
    start: u32,
    end: u32,
}

fn ranges(spans: &[Span]) -> Vec<Range> {
    spans
        .iter()
        .map(|s| Range {
            start: s.start,
            end: s.end,
        })
        .collect()
}

fn annotation(document: &Document, args: &AnnotateArgs, dating: Option<Dating>) -> Annotation {
    let tagger = Tagger::english();
    let text = &document.text;
    let sentences = article::sentences(text);
    let mentions = tagger.tag(text, &sentences);
    let article = document.article();
    let dating = dating.unwrap_or_else(|| document.dating(&article));
    let reference = Reference {
        published: dating.published,
    };
    let resolutions = tagger.resolve(text, &sentences, &mentions, &reference);
    let expressions = mentions
        .iter()
        .zip(&resolutions)
        .map(|(mention, resolution)| Expression {
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.of(text).to_owned(),
            kind: resolution.kind.name(),
            value: resolution.value.to_string(),
            from: resolution.interval.map(|i| i.first.to_string()),
            to: resolution.interval.map(|i| i.last.to_string()),
            granularity: resolution.interval.map(|i| i.granularity.name()),
            basis: tagger.explain(text, mention, resolution),
        })
        .collect();
    let who = match args.dates_only {
        true => Who::default(),
        false => {
            let own = outside_furniture(text, &sentences);
            Recogniser::built_in().read(text, &own, dating.published)
        }
    };
    Annotation {
        id: document.id.clone(),
        published: dating
            .published
            .map(|day| day.to_string())
            .or_else(|| dating.partial.map(|partial| partial.to_string())),
        published_basis: dating.basis,
        published_confidence: dating.confidence,
        place: article.place,
        expressions,
        entities: entities(text, &who),
        attributions: statements(&who),
    }
}

/// The sentences that are the article's own: comments, related posts and the
/// like name nobody that it tells of.
fn outside_furniture(text: &str, sentences: &[Span]) -> Vec<Span> {
    let furniture = article::furniture(text);
    let own = |sentence: &&Span| {
        let next = furniture.partition_point(|f| f.end <= sentence.start);
        furniture.get(next).is_none_or(|f| f.start >= sentence.end)
    };
    sentences.iter().filter(own).copied().collect()
}

fn entities(text: &str, who: &Who) -> Vec<Entity> {
    let named = who.mentions.iter().filter(|m| m.named);
    named
        .map(|m| Entity {
            start: m.span.start,
            end: m.span.end,
            text: m.span.of(text).to_owned(),
            kind: m.kind.name(),
            acting: m.acting,
            actor: who
                .actors
                .get(m.actor as usize)
                .map(|a| a.name.clone())
                .unwrap_or_default(),
        })
        .collect()
}

fn statements(who: &Who) -> Vec<Statement> {
    let statement = |a: &crate::actor::Attribution| Statement {
        content: ranges(&a.content),
        source: ranges(&a.source),
        cue: ranges(&a.cue),
        speaker: a
            .speaker
            .and_then(|s| who.actors.get(s as usize))
            .map(|a| a.name.clone()),
        denial: a.denial,
    };
    who.attributions.iter().map(statement).collect()
}
