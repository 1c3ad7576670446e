//! Speed of the recogniser of actors on the bundled corpus, layer by layer,
//! and what its first use costs. Where the shared campaign stories are present
//! (`DATELINE_SHARED`), processor time over them is told as well, which other
//! work on the machine disturbs less.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::Span;
use dateline::actor::{Layers, Recogniser};
use dateline::article::sentences;

fn texts() -> Vec<(String, Vec<Span>)> {
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/corpus"
    ))];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the bundled corpus") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt" || e == "md") {
                // Some of the corpus is in other encodings, for the loader's sake.
                let Ok(text) = std::fs::read_to_string(&path) else {
                    continue;
                };
                let sentences = sentences(&text);
                texts.push((text, sentences));
            }
        }
    }
    texts
}

/// The texts of the campaign stories.
fn stories() -> Vec<(String, Vec<Span>)> {
    let shared = std::env::var_os("DATELINE_SHARED").unwrap_or_else(|| "../shared".into());
    let file = Path::new(&shared).join("eval/speakers/polnear-dev.jsonl");
    let lines = std::fs::read_to_string(file).unwrap_or_default();
    let text = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).ok()?;
        let text = record["text"].as_str()?.to_owned();
        Some((sentences(&text), text))
    };
    let texts = lines.lines().filter_map(text);
    texts.map(|(sentences, text)| (text, sentences)).collect()
}

/// Nanoseconds of processor time of this thread, where Linux tells them.
fn spent() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok()
}

/// Tells the best of some runs over `texts` by processor time.
fn by_processor(name: &str, texts: &[(String, Vec<Span>)], layers: Layers) {
    let bytes: usize = texts.iter().map(|(text, _)| text.len()).sum();
    let run = || {
        let before = spent()?;
        for (text, sentences) in texts {
            black_box(Recogniser::built_in().read_with(layers, text, sentences, None));
        }
        Some(spent()? - before)
    };
    let best = (0..RUNS).filter_map(|_| run()).min().filter(|_| bytes > 0);
    if let Some(best) = best {
        let speed = bytes as f64 * 1000.0 / best as f64;
        eprintln!("{name}, {bytes} bytes: {speed:.1} MB/s of processor time");
    }
}

/// Runs of which the best counts.
const RUNS: usize = 15;

fn actors(c: &mut Criterion) {
    let start = Instant::now();
    let recogniser = Recogniser::built_in();
    let text = "Vladimir Putin met John Kerry.";
    black_box(recogniser.read(text, &[Span::new(0, text.len())], None));
    eprintln!("start, first sentence included: {:?}", start.elapsed());
    let texts = texts();
    for (set, texts) in [("bundled corpus", &texts), ("campaign stories", &stories())] {
        by_processor(&format!("rules, {set}"), texts, Layers::Rules);
        by_processor(&format!("both layers, {set}"), texts, Layers::Both);
    }
    let bytes: usize = texts.iter().map(|(text, _)| text.len()).sum();
    let mut group = c.benchmark_group("actors");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    for (name, layers) in [("rules", Layers::Rules), ("both layers", Layers::Both)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                for (text, sentences) in &texts {
                    black_box(recogniser.read_with(layers, text, sentences, None));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, actors);
criterion_main!(benches);
