//! Floors under the name recogniser on the development sets. Skips without
//! them (`DATELINE_SHARED`, else `../shared`).
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use dateline::Span;
use dateline::actor::{Kind, Layers, Recogniser};
use serde_json::Value;

struct Document {
    text: String,
    names: Vec<(Span, Option<Kind>)>,
}

fn documents(set: &str) -> Option<Vec<Document>> {
    let shared = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let file = shared.join("eval/actors").join(set);
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: no {}", file.display());
        return None;
    };
    let record = |line: &str| {
        let record: Value = serde_json::from_str(line).unwrap();
        if record["topic"] == "sport" {
            return None;
        }
        let names = record["entities"].as_array().unwrap().iter();
        let names = names.filter_map(|e| {
            let at = |field: &str| e[field].as_u64().unwrap() as usize;
            let kind = match e["type"].as_str().unwrap() {
                "PER" => Some(Kind::Person),
                "ORG" => Some(Kind::Organisation),
                "LOC" => Some(Kind::Place),
                "IGNORE" => None,
                _ => return None,
            };
            Some((Span::new(at("start"), at("end")), kind))
        });
        Some(Document {
            names: names.collect(),
            text: record["text"].as_str().unwrap().to_owned(),
        })
    };
    Some(text.lines().filter_map(record).collect())
}

/// A name as distinct names are counted: without case, its article and its
/// possessive ending.
fn distinct(words: &str) -> String {
    let folded = words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let bare = bare
        .strip_suffix('s')
        .filter(|b| b.ends_with(['\'', '\u{2019}']))
        .unwrap_or(bare);
    bare.trim_end_matches(['\'', '\u{2019}']).to_owned()
}

/// Strict, span and actor-level F1, as `score.py` of the development sets
/// counts them.
fn scores(documents: &[Document], layers: Layers) -> (f64, f64, f64) {
    let (mut strict, mut span, mut total) = (0.0, 0.0, 0.0);
    let (mut same, mut all) = (0.0, 0.0);
    for document in documents {
        let sentences = dateline::article::sentences(&document.text);
        let who = Recogniser::built_in().read_with(layers, &document.text, &sentences, None);
        let gold: Vec<(Span, Kind)> = document
            .names
            .iter()
            .filter_map(|&(s, k)| Some((s, k?)))
            .collect();
        let overlaps = |a: Span, b: Span| a.start < b.end && b.start < a.end;
        let ignored = |s: Span| {
            document
                .names
                .iter()
                .any(|&(g, k)| k.is_none() && overlaps(g, s))
                && !gold.iter().any(|&(g, _)| overlaps(g, s))
        };
        let found = who.mentions.iter().filter(|m| m.named && !ignored(m.span));
        total += gold.len() as f64;
        let name = |span: Span, kind: Kind| (kind, distinct(span.of(&document.text)));
        let wanted: BTreeSet<_> = gold.iter().map(|&(s, k)| name(s, k)).collect();
        let given: BTreeSet<_> = found.clone().map(|m| name(m.span, m.kind)).collect();
        same += wanted.intersection(&given).count() as f64;
        all += (wanted.len() + given.len()) as f64;
        for mention in found {
            total += 1.0;
            strict += f64::from(gold.contains(&(mention.span, mention.kind)));
            span += f64::from(gold.iter().any(|g| g.0 == mention.span));
        }
    }
    (
        200.0 * strict / total,
        200.0 * span / total,
        200.0 * same / all,
    )
}

fn holds(set: &str, layers: Layers, floor: (f64, f64, f64)) {
    let Some(documents) = documents(set) else {
        return;
    };
    let (strict, span, actor) = scores(&documents, layers);
    eprintln!("{set}: strict {strict:.2} span {span:.2} actor {actor:.2}");
    assert!(
        strict >= floor.0 && span >= floor.1 && actor >= floor.2,
        "{set}: strict {strict:.2}, span {span:.2}, actor {actor:.2} are under {floor:?}"
    );
}

#[test]
fn free_news() {
    holds("gum-news-dev.jsonl", Layers::Both, (86.7, 88.3, 82.1));
}

#[test]
fn government_statements() {
    holds("re3d-gov-names-dev.jsonl", Layers::Both, (81.7, 82.9, 81.3));
}

#[test]
fn agency_reports_without_sport() {
    holds("conll03-testa.jsonl", Layers::Both, (94.3, 95.2, 93.5));
}

#[test]
fn the_rules_alone() {
    holds("gum-news-dev.jsonl", Layers::Rules, (65.8, 77.5, 66.0));
    holds(
        "re3d-gov-names-dev.jsonl",
        Layers::Rules,
        (69.6, 74.7, 67.5),
    );
    holds("conll03-testa.jsonl", Layers::Rules, (76.6, 83.6, 75.2));
}
