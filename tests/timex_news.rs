//! Days without their year in collections of real news, where those are
//! present: nearly all of them lie within a year of publication, and on the
//! weekday that stands beside them.

use std::fs;
use std::path::PathBuf;

use dateline::article::sentences;
use dateline::timex::{Base, Day, Direction, Mention, Op, Reference, Tagger};
use serde_json::Value;

/// The most days without their year, in a thousand, that may be read as more
/// than eleven months from publication. Some are: histories in the news.
const MOST_AFAR: f64 = 30.0;

/// The most, in a thousand, that may be read on another weekday than the one
/// beside them: some name the wrong one, or are dates of decades ago.
const MOST_MISNAMED: f64 = 1.5;

/// Eleven months.
const AFAR: i64 = 330;

/// The folders of the collections, none where they are missing.
fn collections() -> Vec<PathBuf> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")),
        PathBuf::from,
    );
    let Ok(folder) = fs::read_dir(root.join("eval/keydays")) else {
        eprintln!("skipped: no collections in {}", root.display());
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    all.retain(|path| path.join("articles.jsonl").is_file());
    all.sort();
    all
}

/// Whether a mention names a day and month, and nothing of its year.
fn is_bare(mention: &Mention) -> bool {
    let parts = &mention.parts;
    parts.op == Op::Calendar
        && parts.month.is_some()
        && parts.day.is_some()
        && parts.year.is_none()
        && parts.year_shift.is_none()
        && parts.base == Base::Open
        && parts.direction == Direction::Open
}

/// Of one article: bare days, those afar, those on another weekday than the
/// one they name.
fn tally(article: &Value) -> Option<[usize; 3]> {
    let text = article["text"].as_str()?;
    let published: Day = article["published"].as_str()?.parse().ok()?;
    let tagger = Tagger::english();
    let spans = sentences(text);
    let mentions = tagger.tag(text, &spans);
    let reference = Reference {
        published: Some(published),
    };
    let resolutions = tagger.resolve(text, &spans, &mentions, &reference);
    let mut counts = [0; 3];
    for (mention, resolution) in mentions.iter().zip(&resolutions) {
        let Some(day) = resolution.interval.map(|interval| interval.first) else {
            continue;
        };
        if !is_bare(mention) {
            continue;
        }
        counts[0] += 1;
        counts[1] += usize::from((i64::from(day.0) - i64::from(published.0)).abs() > AFAR);
        let named = mention.parts.weekday.map(u32::from);
        counts[2] +=
            usize::from(named.is_some_and(|named| named != day.weekday().number_from_monday()));
    }
    Some(counts)
}

#[test]
fn days_without_their_year_are_of_the_news() {
    let mut all = [0; 3];
    for folder in collections() {
        let text = fs::read_to_string(folder.join("articles.jsonl")).expect("articles");
        for line in text.lines() {
            let article: Value = serde_json::from_str(line).expect("JSON");
            if let Some(counts) = tally(&article) {
                (0..3).for_each(|at| all[at] += counts[at]);
            }
        }
    }
    let [bare, afar, other] = all;
    if bare == 0 {
        return;
    }
    let thousandth = |count: usize| 1000.0 * count as f64 / bare as f64;
    eprintln!("days without their year: {bare}, afar {afar}, on another weekday {other}");
    assert!(thousandth(afar) <= MOST_AFAR, "{afar} of {bare} are afar");
    assert!(
        thousandth(other) <= MOST_MISNAMED,
        "{other} of {bare} are on another weekday"
    );
}
