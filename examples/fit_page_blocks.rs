//! Fits the weights that tell the blocks of a page's article from the rest
//! (`assets/page/blocks.toml`).
//!
//! `cargo run --release --example fit_page_blocks -- WEIGHTS.toml LABELS.jsonl…`
//!
//! A line of LABELS.jsonl names a page (`file`, relative to the folder of the
//! labels, and `url`) and says what its article is: `body`, the whole text, or
//! `with` and `without`, lists of strings that must and must not stand in it;
//! `silver` (true) marks a body that is another program's guess and counts
//! less. A page may stand in several files. The program prints the figures of
//! pages whose sites took no part in the fit, then fits all and writes
//! WEIGHTS.toml; with `-` for WEIGHTS.toml it only prints. BODIES in the environment names a
//! file for the bodies that weights fitted on other sites give.

#[path = "pages/sites.rs"]
mod sites;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dateline::article::article;
use dateline::source::page::{BlockWeights, Features, PageBlocks, chance, names};
use dateline::source::{Format, RawArticle};

/// Parts of the cross-validation.
const FOLDS: u64 = 4;
/// Rounds over all pages.
const EPOCHS: usize = 12;
/// Penalty on the squared weights.
const PENALTY: f32 = 2e-4;
/// What a page with a guessed body counts beside one with a labelled one.
const SILVER: f32 = 0.4;

#[derive(Default)]
struct Labels {
    url: String,
    body: Option<String>,
    silver: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
}

struct Page {
    file: PathBuf,
    fold: u64,
    blocks: PageBlocks,
    /// Label and weight of each block.
    labels: Vec<(f32, f32)>,
    gold: Labels,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let out = args
        .next()
        .expect("usage: fit_page_blocks WEIGHTS.toml LABELS.jsonl…");
    let pages = read(args.map(PathBuf::from));
    println!("{} pages", pages.len());
    let mut apart: Vec<(usize, String)> = Vec::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Page> = pages.iter().filter(|p| p.fold != fold).collect();
        let weights = fit(&rest);
        for (at, page) in pages.iter().enumerate().filter(|(_, p)| p.fold == fold) {
            apart.push((at, body(page, &weights)));
        }
    }
    apart.sort_by_key(|(at, _)| *at);
    let texts: Vec<String> = apart.into_iter().map(|(_, text)| text).collect();
    report("other sites", &pages, &texts);
    if let Some(out) = std::env::var_os("BODIES") {
        let rows = pages.iter().zip(&texts);
        let rows = rows
            .map(|(p, text)| serde_json::json!({"file": p.file, "body": text}).to_string() + "\n");
        std::fs::write(out, rows.collect::<String>()).expect("a writable file");
    }
    for half in 0..2 {
        let part: Vec<usize> = (0..pages.len())
            .filter(|at| pages[*at].fold % 2 == half)
            .collect();
        let pages: Vec<&Page> = part.iter().map(|at| &pages[*at]).collect();
        let texts: Vec<&str> = part.iter().map(|at| texts[*at].as_str()).collect();
        print("  a half", &pages, &texts);
    }
    let weights = fit(&pages.iter().collect::<Vec<_>>());
    let texts: Vec<String> = pages.iter().map(|p| body(p, &weights)).collect();
    report("own sites", &pages, &texts);
    if out != "-" {
        write(&weights, Path::new(&out));
    }
}

fn read(files: impl Iterator<Item = PathBuf>) -> Vec<Page> {
    let mut all: BTreeMap<PathBuf, Labels> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable labels");
        let folder = file.parent().unwrap_or(Path::new("."));
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a record a line");
            let name = row["file"].as_str().expect("a file");
            let path = folder.join(name).canonicalize().expect("a page");
            let labels = all.entry(path).or_default();
            if let Some(url) = row["url"].as_str() {
                labels.url = url.to_owned();
            }
            if let Some(body) = row["body"].as_str() {
                if row["silver"] == true {
                    labels.silver = Some(body.to_owned());
                } else {
                    labels.body = Some(body.to_owned());
                }
            }
            labels.with.extend(strings(&row["with"]));
            labels.without.extend(strings(&row["without"]));
        }
    }
    let make = |(path, gold): (PathBuf, Labels)| {
        let blocks = PageBlocks::of_file(&path)?;
        Some(Page {
            fold: sites::fold(&gold.url, FOLDS),
            labels: label(&blocks, &gold),
            file: path,
            blocks,
            gold,
        })
    };
    all.into_iter().filter_map(make).collect()
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(|v| v.as_str()).map(flat).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .collect()
}

/// Label and weight of each block; the weights of a page add up to one for
/// every sort of label.
fn label(blocks: &PageBlocks, gold: &Labels) -> Vec<(f32, f32)> {
    let mut labels: Vec<(f32, f32)> = blocks.texts().map(|_| (0.0, 0.0)).collect();
    let body = gold.body.as_deref().map(|b| (b, 1.0));
    if let Some((body, weight)) = body.or(gold.silver.as_deref().map(|b| (b, SILVER))) {
        let body = words(body);
        let runs: HashSet<&[&str]> = body.windows(4).collect();
        let joined = format!(" {} ", body.join(" "));
        let mut total = 0.0;
        for (label, text) in labels.iter_mut().zip(blocks.texts()) {
            let own = words(text);
            let inside = if own.len() >= 4 {
                own.windows(4).filter(|w| runs.contains(w)).count() as f32 / (own.len() - 3) as f32
            } else {
                f32::from(u8::from(joined.contains(&format!(" {} ", own.join(" ")))))
            };
            // Short lines may stand in the body by chance.
            let sure = if own.len() < 4 && inside > 0.5 {
                0.3
            } else {
                1.0
            };
            *label = (
                f32::from(u8::from(inside > 0.5)),
                (own.len() as f32 + 2.0) * sure,
            );
            total += label.1;
        }
        for label in &mut labels {
            label.1 *= weight / total.max(1.0);
        }
    }
    let count = (gold.with.len() + gold.without.len()).max(1) as f32;
    for (label, text) in labels.iter_mut().zip(blocks.texts()) {
        let text = flat(text);
        let of = |list: &[String]| list.iter().filter(|s| text.contains(s.as_str())).count() as f32;
        let (with, without) = (of(&gold.with), of(&gold.without));
        if with > without {
            *label = (1.0, label.1 + with / count);
        } else if without > 0.0 && with == 0.0 {
            *label = (0.0, label.1 + without / count);
        }
    }
    labels
}

/// Both rounds, each by AdaGrad.
fn fit(pages: &[&Page]) -> BlockWeights {
    let rows: Vec<&Features> = pages.iter().flat_map(|p| &p.blocks.first).collect();
    let labels: Vec<(f32, f32)> = pages
        .iter()
        .flat_map(|p| p.labels.iter().copied())
        .collect();
    let first = descend(&rows, &labels);
    let both: Vec<Features> = pages
        .iter()
        .flat_map(|page| {
            let chances: Vec<f32> = page
                .blocks
                .first
                .iter()
                .map(|f| chance(&first, f))
                .collect();
            let around = page.blocks.second(&chances);
            let join =
                |(own, more): (&Features, Features)| own.iter().copied().chain(more).collect();
            page.blocks
                .first
                .iter()
                .zip(around)
                .map(join)
                .collect::<Vec<Features>>()
        })
        .collect();
    let second = descend(&both.iter().collect::<Vec<_>>(), &labels);
    BlockWeights { first, second }
}

fn descend(rows: &[&Features], labels: &[(f32, f32)]) -> Vec<f32> {
    let count = names().len();
    let (mut weights, mut squares) = (vec![0.0f32; count], vec![1e-6f32; count]);
    let used: Vec<usize> = (0..rows.len()).filter(|at| labels[*at].1 > 0.0).collect();
    let scale = used.len() as f32 / labels.iter().map(|l| l.1).sum::<f32>().max(1.0);
    for epoch in 0..EPOCHS {
        let rate = 0.15 / (1.0 + epoch as f32 * 0.5);
        // A fixed shuffle: a stride prime to the count visits every row once.
        let stride = 7919 + 2 * epoch;
        for step in 0..used.len() {
            let at = used[(step * stride + epoch) % used.len()];
            let (label, weight) = labels[at];
            let miss = (chance(&weights, rows[at]) - label) * (weight * scale).min(20.0);
            for (index, value) in rows[at] {
                let index = *index as usize;
                let slope = miss * value + PENALTY * weights[index];
                squares[index] += slope * slope;
                weights[index] -= rate * slope / squares[index].sqrt();
            }
        }
    }
    weights
}

/// The body as the program would give it.
fn body(page: &Page, weights: &BlockWeights) -> String {
    let raw = RawArticle {
        title: page.blocks.title().map(str::to_owned),
        format: Format::Html,
        text: page.blocks.clone().text(weights),
        ..RawArticle::default()
    };
    article(raw).body()
}

fn report(name: &str, pages: &[Page], texts: &[String]) {
    let pages: Vec<&Page> = pages.iter().collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    print(name, &pages, &texts);
}

fn print(name: &str, pages: &[&Page], texts: &[&str]) {
    let (mut precision, mut recall, mut answered, mut count) = (0.0, 0.0, 0.0, 0.0);
    let (mut right, mut wrong, mut lost) = (0, 0, 0);
    for (page, text) in pages.iter().zip(texts) {
        if let Some(body) = &page.gold.body {
            let (got, gold) = (shingles(text), shingles(body));
            let both: usize = got
                .iter()
                .map(|(k, n)| n.min(gold.get(k).unwrap_or(&0)))
                .sum();
            let size = |s: &HashMap<Vec<&str>, usize>| s.values().sum::<usize>();
            if size(&got) > 0 {
                precision += both as f64 / size(&got) as f64;
                answered += 1.0;
            }
            recall += both as f64 / size(&gold).max(1) as f64;
            count += 1.0;
        }
        let text = flat(text);
        let found = page
            .gold
            .with
            .iter()
            .filter(|s| text.contains(s.as_str()))
            .count();
        right += found;
        lost += page.gold.with.len() - found;
        wrong += page
            .gold
            .without
            .iter()
            .filter(|s| text.contains(s.as_str()))
            .count();
    }
    let (precision, recall) = (
        precision / f64::max(answered, 1.0),
        recall / f64::max(count, 1.0),
    );
    println!(
        "{name}: bodies precision {precision:.3} recall {recall:.3} F1 {:.3}; segments right {right} wrong {wrong} lost {lost} F1 {:.3}",
        2.0 * precision * recall / (precision + recall),
        2.0 * f64::from(right as u32) / f64::from((2 * right + wrong + lost) as u32)
    );
}

/// Runs of four words with their counts.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words = words(text);
    let mut counts = HashMap::new();
    for run in words.windows(4.min(words.len().max(1))) {
        *counts.entry(run.to_vec()).or_insert(0) += 1;
    }
    counts
}

fn write(weights: &BlockWeights, path: &Path) {
    let mut text = String::from(
        "# What makes a block of a page one of its article; README.md tells more.\n\
         # Written by examples/fit_page_blocks.rs.\n",
    );
    for (round, values) in [("first", &weights.first), ("second", &weights.second)] {
        writeln!(text, "\n[{round}]").expect("strings take everything");
        for (name, value) in names().iter().zip(values) {
            if value.abs() >= 0.005 {
                writeln!(text, "\"{name}\" = {value:.2}").expect("strings take everything");
            }
        }
    }
    std::fs::write(path, text).expect("a writable file");
}
