//! Floors under the figures for pages and for texts dated from themselves,
//! on the shared evaluation sets; skipped where these are not at hand.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::PathBuf;

use dateline::article::{Article, article};
use dateline::dating::{Dating, date_on};
use dateline::load::Depth;
use dateline::source::{Found, RawArticle, Seen, read_file, read_file_where};
use dateline::timex::Day;

/// The sets were labelled before this day.
const TODAY: Day = Day(20_000);

fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = root.join("eval").join(part);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn rows(path: &PathBuf) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a readable index");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a record a line"))
        .collect()
}

fn page(path: &std::path::Path) -> Option<Article> {
    let mut found = None;
    read_file(path, "page", &mut |part| {
        if let Found::Article(raw) = part {
            found = Some(article(*raw));
        }
        true
    });
    found
}

#[test]
fn publication_dates_of_pages() {
    let Some(dir) = shared("webdate") else { return };
    let mut right = 0;
    let rows = rows(&dir.join("index.jsonl"));
    for row in &rows {
        let file = row["file"].as_str().expect("a file");
        let got = page(&dir.join(file)).and_then(|a| date_on(&a, TODAY).published);
        let gold = row["published"]
            .as_str()
            .and_then(|d| d.parse::<Day>().ok());
        right += usize::from(got.is_some() && got == gold);
    }
    let accuracy = right as f64 / rows.len() as f64;
    eprintln!("webdate accuracy {accuracy:.3}");
    assert!(accuracy >= 0.935, "{accuracy}");
}

/// Where only days are asked for, no more of a page is read than is needed.
#[test]
fn what_is_passed_over_changes_no_day() {
    let Some(dir) = shared("webdate") else { return };
    let skimmed = Cell::new(0);
    for row in rows(&dir.join("index.jsonl")) {
        let path = dir.join(row["file"].as_str().expect("a file"));
        let mut found = None;
        let more = |raw: &RawArticle, seen| {
            let more = Depth::Publication.wants_more(raw, seen);
            skimmed.set(skimmed.get() + usize::from(!more && seen == Seen::Head));
            more
        };
        read_file_where(&path, "page", &more, &mut |part| {
            if let Found::Article(raw) = part {
                found = Some(article(*raw));
            }
            true
        });
        let quick = found.map(|a| date_on(&a, TODAY));
        let whole = page(&path).map(|a| date_on(&a, TODAY));
        let day = |dating: &Option<Dating>| dating.as_ref().and_then(|d| d.published);
        assert_eq!(day(&quick), day(&whole), "{}", path.display());
    }
    assert!(skimmed.get() > 200, "{}", skimmed.get());
}

#[test]
fn bodies_of_pages() {
    let Some(dir) = shared("webtext") else { return };
    let (mut precision, mut recall, mut count) = (0.0, 0.0, 0.0);
    for row in rows(&dir.join("index.jsonl")) {
        let file = row["file"].as_str().expect("a file");
        let body = page(&dir.join(file)).map(|a| a.body()).unwrap_or_default();
        let (got, gold) = (
            shingles(&body),
            shingles(row["body"].as_str().unwrap_or_default()),
        );
        let both: usize = got
            .iter()
            .map(|(k, n)| n.min(gold.get(k).unwrap_or(&0)))
            .sum();
        precision += both as f64 / got.values().sum::<usize>().max(1) as f64;
        recall += both as f64 / gold.values().sum::<usize>().max(1) as f64;
        count += 1.0;
    }
    let (precision, recall) = (precision / count, recall / count);
    let f1 = 2.0 * precision * recall / (precision + recall);
    eprintln!("webtext bodies precision {precision:.3} recall {recall:.3} f1 {f1:.3}");
    assert!(f1 >= 0.967, "{f1}");
}

#[test]
fn segments_of_pages() {
    let Some(dir) = shared("webtext") else { return };
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut right, mut wrong, mut lost) = (0, 0, 0);
    for row in rows(&dir.join("segments.jsonl")) {
        let file = row["file"].as_str().expect("a file");
        let body = page(&dir.join(file)).map(|a| a.body()).unwrap_or_default();
        let body = flat(&body);
        let has = |list: &str| {
            let list = row[list].as_array().into_iter().flatten();
            let strings = list.filter_map(|s| s.as_str());
            let (mut here, mut all) = (0, 0);
            for string in strings {
                here += usize::from(body.contains(&flat(string)));
                all += 1;
            }
            (here, all)
        };
        let ((with, all), (without, _)) = (has("with"), has("without"));
        right += with;
        lost += all - with;
        wrong += without;
    }
    let f1 = 2.0 * right as f64 / (2 * right + wrong + lost) as f64;
    eprintln!("webtext segments right {right} wrong {wrong} lost {lost} f1 {f1:.3}");
    assert!(f1 >= 0.94, "{f1}");
}

/// Runs of four words with their counts.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .collect();
    let mut counts = HashMap::new();
    for run in words.windows(4.min(words.len().max(1))) {
        *counts.entry(run.to_vec()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn texts_dated_from_themselves() {
    let Some(dir) = shared("textdate") else {
        return;
    };
    let (mut stated, mut right, mut none, mut dated, mut traps, mut sprung) = (0, 0, 0, 0, 0, 0);
    for row in rows(&dir.join("articles.jsonl")) {
        let text = row["text"].as_str().unwrap_or_default();
        let dating = date_on(&plain(text), TODAY);
        let answer = dating
            .published
            .map(|d| d.to_string())
            .or_else(|| dating.partial.map(|p| p.to_string()));
        let gold = row["published"].as_str().unwrap_or_default();
        if row["tier"] == "none" {
            none += 1;
            dated += usize::from(answer.is_some());
            continue;
        }
        stated += 1;
        let from = if row["tier"] == "no-year" { 4 } else { 0 };
        let hit = answer.as_deref().is_some_and(|a| a[from..] == gold[from..]);
        right += usize::from(hit);
        if row["trap"] == true {
            traps += 1;
            sprung += usize::from(!hit);
        }
    }
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    eprintln!(
        "textdate right {:.3}, traps {:.3}, dateless dated {:.3}",
        share(right, stated),
        1.0 - share(sprung, traps),
        share(dated, none)
    );
    assert!(share(right, stated) >= 0.93);
    assert!(1.0 - share(sprung, traps) >= 0.85);
    assert!(share(dated, none) <= 0.05);
}

fn plain(text: &str) -> Article {
    article(RawArticle::plain("text", text))
}
