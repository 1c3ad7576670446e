//! Trains the name model, or measures one.
//!
//! ```text
//! cargo run --release --example train_actors -- FOLDER OUT [DEV.jsonl ...]
//! ```
//!
//! FOLDER holds the training texts (`*.jsonl`, and `share-alike/*.jsonl`), one
//! JSON object a line with `text` and `entities` of `start`, `end`, `type`. The
//! model is written to OUT, and its strict and span F1 on each DEV file are
//! printed.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dateline::Span;
use dateline::actor::Kind;
use dateline::actor::train::{Example, Settings, apply, train};
use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    text: String,
    #[serde(default)]
    topic: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, dev @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: train_actors FOLDER OUT [DEV.jsonl ...]");
    };
    let mut texts = Vec::new();
    for file in files(Path::new(folder))? {
        texts.extend(read(&file)?);
    }
    eprintln!("{} texts", texts.len());
    let model = train(&texts, Settings::default());
    std::fs::write(out, &model).with_context(|| format!("cannot write {out}"))?;
    println!("{:016x}", checksum(&model));
    for file in dev {
        let texts = read(Path::new(file))?;
        let (mut strict, mut span) = (Score::default(), Score::default());
        for text in &texts {
            count(text, &apply(&model, text), &mut strict, &mut span);
        }
        println!("{file}: strict {:.2} span {:.2}", strict.f1(), span.f1());
    }
    Ok(())
}

/// FNV-1a, 64 bit; what `assets/models/actors.fnv` holds.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, &b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    })
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in [folder.to_owned(), folder.join("share-alike")] {
        for entry in std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
        {
            files.push(entry?.path());
        }
    }
    files.retain(|f| f.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> anyhow::Result<Vec<Example>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut examples = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let record: Record = serde_json::from_str(line)
            .with_context(|| format!("{}:{}", file.display(), number + 1))?;
        if record.topic == "sport" {
            continue;
        }
        let names = record.entities.iter().filter_map(|e| {
            let kind = match e.kind.as_str() {
                "PER" => Some(Kind::Person),
                "ORG" => Some(Kind::Organisation),
                "LOC" => Some(Kind::Place),
                "IGNORE" => None,
                _ => return None,
            };
            Some((Span::new(e.start, e.end), kind))
        });
        examples.push(Example {
            names: names.collect(),
            sentences: dateline::article::sentences(&record.text),
            text: record.text,
        });
    }
    Ok(examples)
}

#[derive(Default)]
struct Score {
    right: f64,
    given: f64,
    wanted: f64,
}

impl Score {
    fn f1(&self) -> f64 {
        200.0 * self.right / (self.given + self.wanted).max(1.0)
    }
}

fn count(text: &Example, found: &[(Span, Kind)], strict: &mut Score, span: &mut Score) {
    let gold: Vec<(Span, Kind)> = text
        .names
        .iter()
        .filter_map(|&(s, k)| Some((s, k?)))
        .collect();
    let overlaps = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    let counts = |s: Span| {
        let ignored = text
            .names
            .iter()
            .any(|&(g, k)| k.is_none() && overlaps(g, s));
        !ignored || gold.iter().any(|&(g, _)| overlaps(g, s))
    };
    let found: Vec<_> = found.iter().filter(|f| counts(f.0)).collect();
    for score in [&mut *strict, &mut *span] {
        score.given += found.len() as f64;
        score.wanted += gold.len() as f64;
    }
    for f in found {
        strict.right += f64::from(gold.contains(f));
        span.right += f64::from(gold.iter().any(|g| g.0 == f.0));
    }
}
