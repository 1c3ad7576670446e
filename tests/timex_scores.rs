//! Floors under the scores on annotated news, where that data is present.

use std::fs;
use std::path::PathBuf;

use dateline::article::sentences;
use dateline::timex::{Reference, Tagger};
use serde_json::Value;

/// An expression: start, end, whether a date or time, value.
type Row = (u64, u64, bool, String);

fn row(value: &Value) -> Option<Row> {
    let kind = value["type"].as_str()?;
    let point = kind == "DATE" || kind == "TIME";
    Some((
        value["start"].as_u64()?,
        value["end"].as_u64()?,
        point,
        value["value"].as_str()?.to_owned(),
    ))
}

fn found(document: &Value) -> Vec<Row> {
    let text = document["text"].as_str().expect("a text");
    let published = document["published"]
        .as_str()
        .and_then(|p| p.get(..10)?.parse().ok());
    let (tagger, sentences) = (Tagger::english(), sentences(text));
    let mentions = tagger.tag(text, &sentences);
    let resolutions = tagger.resolve(text, &sentences, &mentions, &Reference { published });
    let rows = mentions.iter().zip(resolutions);
    rows.map(|(m, r)| {
        let point = matches!(r.kind.name(), "DATE" | "TIME");
        (
            u64::from(m.span.start),
            u64::from(m.span.end),
            point,
            r.value,
        )
    })
    .collect()
}

/// One partner for each: the same extent first, then the longest overlap.
fn pairs(gold: &[Row], system: &[Row]) -> Vec<(usize, usize)> {
    let mut options = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (s, b) in system.iter().enumerate() {
            if a.0 < b.1 && b.0 < a.1 {
                let overlap = a.1.min(b.1) - a.0.max(b.0);
                options.push((a.0 != b.0 || a.1 != b.1, u64::MAX - overlap, g, s));
            }
        }
    }
    options.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, _, g, s) in options {
        if !pairs.iter().any(|p| p.0 == g || p.1 == s) {
            pairs.push((g, s));
        }
    }
    pairs
}

fn day(row: &Row) -> Option<&str> {
    let day = row.3.get(..10)?;
    (row.2 && day.parse::<dateline::timex::Day>().is_ok()).then_some(day)
}

/// Relaxed F1, value F1, days found, precision of days given; in per cent.
fn scores(file: &str) -> Option<[f64; 4]> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")),
        PathBuf::from,
    );
    let path = root.join("eval/timex").join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let [
        mut gold_all,
        mut system_all,
        mut relaxed,
        mut value,
        mut gold_days,
        mut system_days,
        mut days,
    ] = [0usize; 7];
    for line in text.lines() {
        let document: Value = serde_json::from_str(line).expect("JSON");
        let gold: Vec<Row> = document["timexes"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(row)
            .collect();
        let system = found(&document);
        gold_all += gold.len();
        system_all += system.len();
        gold_days += gold.iter().filter(|r| day(r).is_some()).count();
        system_days += system.iter().filter(|r| day(r).is_some()).count();
        for (g, s) in pairs(&gold, &system) {
            relaxed += 1;
            value += usize::from(gold[g].3 == system[s].3);
            days += usize::from(day(&gold[g]).is_some() && day(&gold[g]) == day(&system[s]));
        }
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let both = gold_all + system_all;
    Some([
        percent(2 * relaxed, both),
        percent(2 * value, both),
        percent(days, gold_days),
        percent(days, system_days),
    ])
}

fn holds(file: &str, floors: [f64; 4]) {
    let Some(scores) = scores(file) else { return };
    eprintln!("{file}: relaxed F1, value F1, days found, days precise: {scores:.1?}");
    for (score, floor) in scores.into_iter().zip(floors) {
        assert!(score >= floor, "{file}: {scores:.2?} fell under {floors:?}");
    }
}

#[test]
fn timebank() {
    holds("timebank.jsonl", [94.0, 82.5, 89.8, 89.8]);
}

#[test]
fn aquaint() {
    holds("aquaint.jsonl", [92.5, 75.0, 88.5, 86.0]);
}
