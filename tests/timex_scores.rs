//! Floors under the scores on annotated news, where that data is present:
//! against the annotation as it is, and with its listed slips mended.
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

#[path = "timex/slips.rs"]
mod slips;

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

/// The expressions that a document's annotation has when its slips are mended.
///
/// # Panics
/// When a slip is not there (any more).
fn mended(document: &Value, slips: &[&slips::Slip]) -> Vec<Row> {
    let mut rows = annotated(document);
    let id = document["id"].as_str().expect("a name");
    for slip in slips.iter().filter(|slip| slip.document == id) {
        let point = !slip.right.starts_with('P');
        let right = (
            slip.start,
            slip.end,
            point,
            slip.right.clone(),
            String::new(),
        );
        if slip.annotated == "-" {
            rows.push(right);
            continue;
        }
        let is =
            |row: &&mut Row| row.0 == slip.start && row.1 == slip.end && row.3 == slip.annotated;
        let row = rows.iter_mut().find(is);
        *row.unwrap_or_else(|| panic!("not annotated so: {slip:?}")) = right;
    }
    rows.sort_unstable();
    rows
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

/// What agrees between annotation and what was found.
#[derive(Default)]
struct Tally {
    annotated: usize,
    found: usize,
    relaxed: usize,
    values: usize,
    annotated_days: usize,
    found_days: usize,
    days: usize,
}

impl Tally {
    fn add(&mut self, gold: &[Row], system: &[Row]) {
        self.annotated += gold.len();
        self.found += system.len();
        self.annotated_days += gold.iter().filter(|r| day(r).is_some()).count();
        self.found_days += system.iter().filter(|r| day(r).is_some()).count();
        for (g, s) in pairs(gold, system) {
            self.relaxed += 1;
            self.values += usize::from(gold[g].3 == system[s].3);
            self.days += usize::from(day(&gold[g]).is_some() && day(&gold[g]) == day(&system[s]));
        }
    }

    /// Relaxed F1, value F1, days found, precision of days given; in per cent.
    fn scores(&self) -> [f64; 4] {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let both = self.annotated + self.found;
        [
            percent(2 * self.relaxed, both),
            percent(2 * self.values, both),
            percent(self.days, self.annotated_days),
            percent(self.days, self.found_days),
        ]
    }
}

/// Scores against the annotation as it is and with its slips mended.
fn scores(set: &str) -> Option<[[f64; 4]; 2]> {
    let file = format!("{set}.jsonl");
    let text = read(&file)?;
    let parse = |line| serde_json::from_str(line).expect("JSON");
    let documents: Vec<Value> = text.lines().map(parse).collect();
    let all = slips::read();
    let slips: Vec<&slips::Slip> = all.iter().filter(|slip| slip.set == set).collect();
    let [mut plain, mut right, mut best] = [(); 3].map(|()| Tally::default());
    let mut differences = Vec::new();
    for document in &documents {
        let (gold, system) = (annotated(document), found(document));
        misses(document, &gold, &system, &mut differences);
        plain.add(&gold, &system);
        let mended = mended(document, &slips);
        right.add(&mended, &system);
        best.add(&gold, &mended);
    }
    if let Some(folder) = std::env::var_os("DATELINE_MISSES") {
        differences.sort();
        let folder = PathBuf::from(folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join(file).with_extension("tsv");
        fs::write(path, differences.join("\n")).expect("the folder can be written");
    }
    let best = best.scores();
    eprintln!("{set}: the mended annotation itself, against the annotation: {best:.1?}");
    Some([plain.scores(), right.scores()])
}

fn holds(set: &str, floors: [[f64; 4]; 2]) {
    let Some(scores) = scores(set) else { return };
    let against = ["as annotated", "slips mended"];
    for ((scores, floors), against) in scores.into_iter().zip(floors).zip(against) {
        eprintln!("{set}, {against}: relaxed F1, value F1, days found, days precise: {scores:.1?}");
        for (score, floor) in scores.into_iter().zip(floors) {
            assert!(score >= floor, "{set}: {scores:.2?} fell under {floors:?}");
        }
    }
}

#[test]
fn timebank() {
    holds(
        "timebank",
        [[95.0, 84.7, 93.1, 93.6], [95.4, 88.9, 98.3, 96.9]],
    );
}

#[test]
fn aquaint() {
    holds(
        "aquaint",
        [[93.4, 77.6, 91.2, 92.0], [93.4, 89.1, 93.7, 93.4]],
    );
}

#[test]
fn listed_slips_are_slips() {
    let all = slips::read();
    let sorted = |a: &slips::Slip, b: &slips::Slip| {
        (b.set.as_str(), &a.document, a.start) < (a.set.as_str(), &b.document, b.start)
    };
    assert!(all.is_sorted_by(sorted), "in order, none twice");
    for set in ["timebank", "aquaint"] {
        let Some(text) = read(&format!("{set}.jsonl")) else {
            return;
        };
        let parse = |line| serde_json::from_str(line).expect("JSON");
        let documents: Vec<Value> = text.lines().map(parse).collect();
        let customs = slips::Customs::of(&documents);
        let mine = |slip: &&slips::Slip| slip.set == set;
        let wrong: Vec<_> = all
            .iter()
            .filter(mine)
            .filter(|slip| {
                let named = |d: &&Value| d["id"].as_str() == Some(slip.document.as_str());
                let document = documents.iter().find(named);
                !document.is_some_and(|document| slips::holds(slip, document, &customs))
            })
            .collect();
        assert!(wrong.is_empty(), "not what their classes say: {wrong:#?}");
    }
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
