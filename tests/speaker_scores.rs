//! Who said it, and whether a country acts, on marked news: floors under what
//! was reached. Skips without the shared data.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use dateline::actor::Recogniser;
use dateline::{Span, article};
use serde_json::Value;

fn shared(path: &str) -> Option<Vec<Value>> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = root.join(path);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return None;
    };
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    Some(
        lines
            .map(|l| serde_json::from_str(l).expect("a JSON line"))
            .collect(),
    )
}

fn bytes(spans: impl IntoIterator<Item = Span>) -> HashSet<usize> {
    spans.into_iter().flat_map(Span::range).collect()
}

fn marked(spans: &Value) -> Vec<Span> {
    let at = |span: &Value, key: &str| span[key].as_u64().expect("an offset") as usize;
    let spans = spans.as_array().expect("spans").iter();
    spans
        .map(|s| Span::new(at(s, "start"), at(s, "end")))
        .collect()
}

/// Whether some words hold a quotation.
fn quotes(text: &str, spans: &[Span]) -> bool {
    let words: String = spans
        .iter()
        .map(|s| s.of(text))
        .collect::<Vec<_>>()
        .join(" ");
    words.matches(['"', '\u{201c}', '\u{201d}']).count() >= 2
}

#[derive(Default)]
struct Score {
    found: usize,
    told: usize,
    marked: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        200.0 * self.found as f64 / (self.told + self.marked) as f64
    }
}

#[test]
fn speakers_of_statements() {
    let Some(stories) = shared("eval/speakers/polnear-dev.jsonl") else {
        return;
    };
    let (mut all, mut direct) = (Score::default(), Score::default());
    for story in &stories {
        let text = story["text"].as_str().expect("a text");
        let who = Recogniser::built_in().read(text, &article::sentences(text), None);
        let gold: Vec<(HashSet<usize>, HashSet<usize>, bool)> = story["attributions"]
            .as_array()
            .expect("attributions")
            .iter()
            .map(|a| {
                let content = marked(&a["content"]);
                let quoted = quotes(text, &content);
                (bytes(content), bytes(marked(&a["source"])), quoted)
            })
            .collect();
        let told: Vec<(HashSet<usize>, HashSet<usize>)> = who
            .attributions
            .iter()
            .map(|a| (bytes(a.content.clone()), bytes(a.source.clone())))
            .collect();
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, t) in told.iter().enumerate() {
                let both = g.0.intersection(&t.0).count();
                if both > 0 && both * 2 >= g.0.len().min(t.0.len()) {
                    pairs.push((both, i, j));
                }
            }
        }
        pairs.sort_unstable_by(|a, b| b.cmp(a));
        let mut of_gold = vec![None; gold.len()];
        let mut of_told = vec![None; told.len()];
        for (_, i, j) in pairs {
            if of_gold[i].is_none() && of_told[j].is_none() {
                (of_gold[i], of_told[j]) = (Some(j), Some(i));
            }
        }
        all.marked += gold.len();
        all.told += told.len();
        direct.marked += gold.iter().filter(|g| g.2).count();
        direct.told += of_told
            .iter()
            .filter(|i| i.is_none_or(|i: usize| gold[i].2))
            .count();
        for (g, j) in gold.iter().zip(&of_gold) {
            let right = j.is_some_and(|j: usize| {
                !g.1.is_disjoint(&told[j].1) || g.1.is_empty() && told[j].1.is_empty()
            });
            all.found += usize::from(right);
            direct.found += usize::from(right && g.2);
        }
    }
    let (all, direct) = (all.f1(), direct.f1());
    eprintln!("speaker F1: all {all:.2}, direct {direct:.2}");
    assert!(all >= 67.4, "all {all:.2}");
    assert!(direct >= 78.4, "direct {direct:.2}");
}

#[test]
fn acting_countries_of_statements_by_governments() {
    let Some(documents) = shared("eval/actors/re3d-gov-names-dev.jsonl") else {
        return;
    };
    let table = include_str!("../assets/gazetteer/states.tsv");
    let states: HashSet<&str> = table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(|l| {
            let mut cells = l.split('\t');
            let name = cells.next();
            name.into_iter()
                .chain(cells.nth(2).into_iter().flat_map(|a| a.split('|')))
        })
        .filter(|name| !name.is_empty())
        .collect();
    let (mut right, mut n) = (0u32, 0u32);
    for document in &documents {
        let text = document["text"].as_str().expect("a text");
        let who = Recogniser::built_in().read(text, &article::sentences(text), None);
        for span in document["entities"].as_array().expect("entities") {
            let kind = span["type"].as_str().unwrap_or_default();
            let here = marked(&Value::Array(vec![span.clone()]))[0];
            let words = here.of(text);
            let name = words
                .strip_prefix("the ")
                .or(words.strip_prefix("The "))
                .unwrap_or(words);
            if !states.contains(name) || !matches!(kind, "ORG" | "LOC") {
                continue;
            }
            n += 1;
            let acting = who
                .mentions
                .iter()
                .find(|m| m.span.overlaps(here))
                .map(|m| m.acting);
            right += u32::from(acting == Some(kind == "ORG"));
        }
    }
    let accuracy = 100.0 * f64::from(right) / f64::from(n);
    eprintln!("acting or place: {accuracy:.2} of {n}");
    assert!(accuracy >= 94.2, "{accuracy:.2} of {n}");
}
