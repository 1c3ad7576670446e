//! Fits the weights that date saved pages (`assets/dates/weights.toml`).
//!
//! `cargo run --release --example fit_page_dates -- FOLDER [WEIGHTS.toml]`
//!
//! FOLDER holds `index.jsonl`, a page a line with `file`, `url` and
//! `published` (a day or null), and the pages. The program prints how well
//! weights fitted on four fifths of the sites date the pages of the other
//! fifth, for several strengths of the penalty, then fits all pages with the
//! best and writes WEIGHTS.toml. A feature that no page has keeps the weight
//! it starts from. With WRONG in the environment it lists the pages that
//! weights fitted on other sites date wrongly.

#[path = "pages/sites.rs"]
mod sites;

use std::fmt::Write as _;
use std::path::Path;

use dateline::article::article;
use dateline::dating::page::{Sheet, Weights, names, sheets_of};
use dateline::source::{Found, read_file};
use dateline::timex::Day;

/// Parts of the cross-validation.
const FOLDS: u64 = 5;
/// Steps of the descent.
const STEPS: usize = 400;
/// Penalties on the squared weights, tried in turn.
const PENALTIES: [f32; 5] = [0.3, 0.6, 1.2, 2.5, 5.0];

/// One page: its candidates and which of them is right.
struct Page {
    file: String,
    fold: u64,
    sheets: Vec<Sheet>,
    right: Option<usize>,
    label: Option<Day>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args
        .next()
        .expect("usage: fit_page_dates FOLDER [WEIGHTS.toml]");
    let out = args.next();
    let pages = read(Path::new(&folder));
    let within = pages.iter().filter(|p| p.right.is_some()).count();
    println!(
        "{} pages, the day among the candidates of {within}",
        pages.len()
    );
    let losses = PENALTIES.map(|penalty| validate(&pages, penalty));
    // Of penalties that do as well, the one that leaves most to the pages.
    let least = losses.iter().copied().fold(f32::MAX, f32::min);
    let chosen = losses.iter().position(|loss| *loss <= 1.01 * least);
    let penalty = PENALTIES[chosen.unwrap_or(0)];
    let weights = fit(&pages.iter().collect::<Vec<_>>(), penalty);
    let right = pages.iter().filter(|p| is_right(&weights, p)).count();
    println!("penalty {penalty}: {right} of its own pages right");
    if std::env::var_os("WRONG").is_some() {
        wrong(&pages, penalty);
    }
    if let Some(out) = out {
        write(&weights, Path::new(&out));
    }
}

fn read(folder: &Path) -> Vec<Page> {
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("a readable index");
    let today = Day::from_ymd(2026, 1, 1).expect("a day");
    let mut pages = Vec::new();
    for line in index.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a record a line");
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let label: Option<Day> = text("published").parse().ok();
        let mut sheets = Vec::new();
        read_file(&folder.join(text("file")), "page", &mut |found| {
            if let Found::Article(raw) = found {
                sheets = sheets_of(&article(*raw), today);
            }
            true
        });
        pages.push(Page {
            file: text("file").to_owned(),
            fold: sites::fold(text("url"), FOLDS),
            right: sheets.iter().position(|s| Some(s.day) == label),
            sheets,
            label,
        });
    }
    pages
}

/// The day that the weights give, from a chance of a half on.
fn answer(weights: &Weights, page: &Page) -> Option<usize> {
    let shares = weights.shares(&page.sheets);
    let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
    (shares[best] >= 0.5).then_some(best)
}

fn is_right(weights: &Weights, page: &Page) -> bool {
    page.right.is_some() && answer(weights, page) == page.right
}

/// Figures of pages whose sites took no part in the fit; the mean loss.
fn validate(pages: &[Page], penalty: f32) -> f32 {
    let (mut right, mut answered, mut loss) = (0, 0, 0.0);
    let mut rights = Vec::new();
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let (apart, rest): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|p| p.fold == fold);
        let weights = fit(&rest, penalty);
        judged.extend(apart.iter().filter_map(|p| judge(&weights, p)));
        let hits = apart.iter().filter(|p| is_right(&weights, p)).count();
        rights.push(hits as f32 / apart.len().max(1) as f32);
        right += hits;
        answered += apart
            .iter()
            .filter(|p| answer(&weights, p).is_some())
            .count();
        loss += apart.iter().map(|p| surprise(&weights, p)).sum::<f32>();
    }
    print_reliability(&judged);
    let (accuracy, loss) = (right as f32 / pages.len() as f32, loss / pages.len() as f32);
    let precision = right as f32 / answered as f32;
    println!(
        "penalty {penalty}: accuracy {accuracy:.3} precision {precision:.3} F {:.3} loss {loss:.3} folds {rights:.3?}",
        2.0 * right as f32 / (right + pages.len()) as f32
    );
    loss
}

/// The chance of the likeliest day, and whether it is right.
fn judge(weights: &Weights, page: &Page) -> Option<(f32, bool)> {
    let shares = weights.shares(&page.sheets);
    let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
    Some((shares[best], page.right == Some(best)))
}

/// Mean chance and share of right days, in sixths by chance.
fn print_reliability(judged: &[(f32, bool)]) {
    let mut judged = judged.to_vec();
    judged.sort_by(|a, b| a.0.total_cmp(&b.0));
    let line: Vec<String> = judged
        .chunks(judged.len().div_ceil(6).max(1))
        .map(|part| {
            let chance: f32 = part.iter().map(|(chance, _)| chance).sum();
            let right = part.iter().filter(|(_, right)| *right).count();
            let count = part.len() as f32;
            format!("{:.2} {:.2}", chance / count, right as f32 / count)
        })
        .collect();
    println!("  said and right: {}", line.join(", "));
}

fn surprise(weights: &Weights, page: &Page) -> f32 {
    let shares = weights.shares(&page.sheets);
    let chance = match page.right {
        Some(right) => shares[right],
        None => 1.0 - shares.iter().sum::<f32>(),
    };
    -chance.max(1e-6).ln()
}

/// Penalised maximum likelihood by gradient steps of adapted length (RMSprop).
fn fit(pages: &[&Page], penalty: f32) -> Weights {
    let priors = priors();
    let count = priors.len();
    let candidate = names().iter().position(|name| name == "candidate");
    let candidate = candidate.expect("a feature of all candidates");
    let mut values = priors.clone();
    let mut squares = vec![0.0f32; count];
    for step in 0..STEPS {
        let weights = Weights::new(values.clone());
        let mut slope: Vec<f32> = values
            .iter()
            .zip(&priors)
            .map(|(value, prior)| penalty * (value - prior))
            .collect();
        // How seldom a page gives no right day at all is for the pages to say.
        slope[candidate] = 0.0;
        for page in pages {
            let shares = weights.shares(&page.sheets);
            for (at, sheet) in page.sheets.iter().enumerate() {
                let miss = shares[at] - f32::from(u8::from(page.right == Some(at)));
                for (index, value) in &sheet.features {
                    slope[*index as usize] += miss * value;
                }
            }
        }
        let rate = 0.05 * (1.0 - step as f32 / STEPS as f32);
        for ((value, square), slope) in values.iter_mut().zip(&mut squares).zip(&slope) {
            *square = 0.9 * *square + 0.1 * slope * slope;
            *value -= rate * slope / (square.sqrt() + 1e-6);
        }
    }
    Weights::new(values)
}

/// What the weights are taken to be until pages say otherwise: a page means
/// what its fields say.
fn priors() -> Vec<f32> {
    let prior = |name: String| match name.as_str() {
        "linked-article" | "meta-published" | "address" | "file-name" | "field" => 1.5,
        "linked-page" | "time-published" | "labelled" | "class-published" | "dateline" => 1.0,
        "linked-created" | "meta-vague" | "script-sole" | "shared-address" | "stamp" => 0.75,
        "linked-thing" | "linked-other" | "named" | "copyright" | "after-change" => -1.0,
        _ => 0.0,
    };
    names().into_iter().map(prior).collect()
}

/// Pages dated wrongly by weights fitted on other sites.
fn wrong(pages: &[Page], penalty: f32) {
    for fold in 0..FOLDS {
        let (apart, rest): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|p| p.fold == fold);
        let weights = fit(&rest, penalty);
        for page in apart.iter().filter(|p| !is_right(&weights, p)) {
            let label = page.label.map(|d| d.to_string());
            println!("\n{} {}", page.file, label.as_deref().unwrap_or("none"));
            let shares = weights.shares(&page.sheets);
            let mut order: Vec<usize> = (0..shares.len()).collect();
            order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
            let names = names();
            for at in order.into_iter().take(4) {
                let sheet = &page.sheets[at];
                let said: Vec<String> = sheet
                    .features
                    .iter()
                    .map(|(i, _)| names[*i as usize].clone())
                    .collect();
                println!("  {} {:.2} {}", sheet.day, shares[at], said.join(", "));
            }
        }
    }
}

fn write(weights: &Weights, path: &Path) {
    let mut text = String::from(
        "# Weights of what states the day of a page; README.md tells their meaning.\n\
         # Written by examples/fit_page_dates.rs.\n\n",
    );
    for (index, name) in names().iter().enumerate() {
        let value = weights.of(index);
        if value.abs() >= 0.005 {
            writeln!(text, "\"{name}\" = {value:.2}").expect("strings take everything");
        }
    }
    std::fs::write(path, text).expect("a writable file");
}
