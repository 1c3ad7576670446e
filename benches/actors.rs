//! Speed of the recogniser of actors on the bundled corpus, layer by layer,
//! and what its first use costs.

use std::hint::black_box;
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

fn actors(c: &mut Criterion) {
    let start = Instant::now();
    let recogniser = Recogniser::built_in();
    let text = "Vladimir Putin met John Kerry.";
    black_box(recogniser.read(text, &[Span::new(0, text.len())], None));
    eprintln!("start, first sentence included: {:?}", start.elapsed());
    let texts = texts();
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
