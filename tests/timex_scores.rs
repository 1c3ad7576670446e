//! Floors under the scores on annotated news, where that data is present.
//!
//! `DATELINE_MISSES=FOLDER` writes there, a file for each set, every
//! expression, sorted by how it fares against the annotation and by its rule,
//! with its sentence.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use dateline::article::sentences;
use dateline::timex::{Reference, Tagger};
use serde_json::Value;

/// An expression: start, end, whether a date or time, value, rule.
type Row = (u64, u64, bool, String, String);

fn row(value: &Value) -> Option<Row> {
    let kind = value["type"].as_str()?;
    let point = kind == "DATE" || kind == "TIME";
    Some((
        value["start"].as_u64()?,
        value["end"].as_u64()?,
        point,
        value["value"].as_str()?.to_owned(),
        String::new(),
    ))
}

/// The expressions that a document's annotation has.
fn annotated(document: &Value) -> Vec<Row> {
    let rows = document["timexes"].as_array().expect("a list");
    rows.iter().filter_map(row).collect()
}

/// The expressions that are found in a document.
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
            tagger.rule_name(m.rule).to_owned(),
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

/// The differences of one document, a line each: cause, rule, what is
/// annotated, what was found, where.
fn misses(document: &Value, gold: &[Row], system: &[Row], out: &mut Vec<String>) {
    let text = document["text"].as_str().expect("a text");
    let pairs = pairs(gold, system);
    let told = |row: &Row| {
        let words = text.get(row.0 as usize..row.1 as usize).unwrap_or_default();
        format!("[{}] {}", words.replace('\n', " "), row.3)
    };
    let mut line = |cause: &str, rule: &str, gold: &str, system: &str, at: u64| {
        let from = text.floor_char_boundary((at as usize).saturating_sub(150));
        let to = text.ceil_char_boundary((at as usize + 120).min(text.len()));
        let around = text[from..to].replace('\n', " ");
        let (id, published) = (&document["id"], &document["published"]);
        let mut row = String::new();
        write!(
            row,
            "{cause}\t{rule}\t{gold}\t{system}\t{id} {published}\t…{around}…"
        )
        .expect("a string takes it");
        out.push(row);
    };
    for &(g, s) in &pairs {
        let (gold, system) = (&gold[g], &system[s]);
        let cause = match (gold.3 == system.3, (gold.0, gold.1) == (system.0, system.1)) {
            (false, _) => "value",
            (true, false) => "extent",
            (true, true) => "right",
        };
        line(cause, &system.4, &told(gold), &told(system), gold.0);
    }
    for (g, row) in gold.iter().enumerate() {
        if !pairs.iter().any(|p| p.0 == g) {
            line("missed", "", &told(row), "", row.0);
        }
    }
    for (s, row) in system.iter().enumerate() {
        if !pairs.iter().any(|p| p.1 == s) {
            line("invented", &row.4, "", &told(row), row.0);
        }
    }
}

/// The text of a set, when it is there.
fn read(file: &str) -> Option<String> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")),
        PathBuf::from,
    );
    let path = root.join("eval/timex").join(file);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

/// Words of the paragraphs in which nothing is annotated, and the days and
/// times of the calendar that are found there all the same.
fn invented(document: &Value) -> (usize, Vec<String>) {
    let text = document["text"].as_str().expect("a text");
    let (gold, system) = (annotated(document), found(document));
    let (mut words, mut invented, mut start) = (0, Vec::new(), 0usize);
    for paragraph in text.split_inclusive("\n\n") {
        let end = start + paragraph.len();
        let inside = |row: &&Row| (start as u64) < row.1 && row.0 < end as u64;
        if !gold.iter().any(|row| inside(&row)) {
            words += paragraph.split_whitespace().count();
            let dated = |row: &&Row| row.2 && row.3.starts_with(|c: char| c.is_ascii_digit());
            let rows = system.iter().filter(inside).filter(dated);
            invented.extend(rows.map(|row| {
                let found = text.get(row.0 as usize..row.1 as usize).unwrap_or_default();
                let id = document["id"].as_str().unwrap_or_default();
                format!("{id}: {found} = {}", row.3)
            }));
        }
        start = end;
    }
    (words, invented)
}

/// Relaxed F1, value F1, days found, precision of days given; in per cent.
fn scores(file: &str) -> Option<[f64; 4]> {
    let text = read(file)?;
    let [
        mut gold_all,
        mut system_all,
        mut relaxed,
        mut value,
        mut gold_days,
        mut system_days,
        mut days,
    ] = [0usize; 7];
    let mut differences = Vec::new();
    for line in text.lines() {
        let document: Value = serde_json::from_str(line).expect("JSON");
        let (gold, system) = (annotated(&document), found(&document));
        misses(&document, &gold, &system, &mut differences);
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
    if let Some(folder) = std::env::var_os("DATELINE_MISSES") {
        differences.sort();
        let folder = PathBuf::from(folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join(file).with_extension("tsv");
        fs::write(path, differences.join("\n")).expect("the folder can be written");
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
    holds("timebank.jsonl", [94.7, 84.1, 91.2, 92.5]);
}

#[test]
fn aquaint() {
    holds("aquaint.jsonl", [93.2, 77.3, 90.9, 90.9]);
}

/// At most so many dates invented in 20,000 words where nothing is dated.
const MOST_INVENTED: f64 = 1.0;

/// Times that are there, judged by reading, but that the annotation passed
/// over: datelines, periods, "last month".
const OVERLOOKED: [&str; 12] = [
    "wsj_0172: 1989 = 1989",
    "wsj_0568: The quarter = 1989-Q3",
    "wsj_0568: next year = 1990",
    "wsj_0584: 1995 = 1995",
    "wsj_1011: the quarter = 1989-Q1",
    "APW19980820.1428: overnight = 1998-08-20TNI",
    "APW19990506.0155: last month = 1999-04",
    "NYT19981026.0446: this year = 1998",
    "NYT20000601.0442: This day = 2000-06-01",
    "XIE19980812.0062: August 11 = 1998-08-11",
    "XIE19980814.0294: August 13 = 1998-08-13",
    "XIE19990313.0229: March 12 = 1999-03-12",
];

#[test]
fn few_dates_are_invented() {
    let (mut words, mut all) = (0, Vec::new());
    for file in ["timebank.jsonl", "aquaint.jsonl"] {
        let Some(text) = read(file) else { return };
        for line in text.lines() {
            let document: Value = serde_json::from_str(line).expect("JSON");
            let (more, dates) = invented(&document);
            words += more;
            all.extend(dates);
        }
    }
    all.retain(|found: &String| !OVERLOOKED.contains(&found.as_str()));
    let rate = all.len() as f64 * 20_000.0 / words as f64;
    eprintln!("invented: {} in {words} words: {all:#?}", all.len());
    assert!(rate <= MOST_INVENTED, "{rate:.2} in 20,000 words: {all:#?}");
}
