//! Filters, jumps, histograms, the actor picker and body search at the size
//! of an archive: a million events of 100,000 articles and 100,000 actors.

mod corpus;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::{DAYS, Random, actors, articles};
use criterion::Criterion;
use dateline::actor::ActorId;
use dateline::query::fuzzy::{ActorIndex, Picker};
use dateline::query::search::Search;
use dateline::query::{Facets, Filter, Mode, Pattern, TextFilter};
use dateline::store::{ArticleId, Catalogue, Selection, Snapshot, Unit};
use dateline::timex::{Day, Granularity};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

const ARTICLES: usize = 100_000;
const ACTORS: usize = 100_000;

/// Articles of a snapshot while loading.
const BATCH: usize = 500;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(10)
        .configure_from_args();
    let names = actors(ACTORS);
    keystrokes(&names);
    let made = articles(ARTICLES, ACTORS as u32);
    let start = Instant::now();
    let mut loaded = Snapshot::default();
    let mut longest = Duration::ZERO;
    for batch in made.chunks(BATCH) {
        let begun = Instant::now();
        loaded = loaded.extended(batch.to_vec(), names.clone(), Arc::default());
        longest = longest.max(begun.elapsed());
    }
    let whole = start.elapsed();
    let start = Instant::now();
    let compact = loaded.compacted();
    println!(
        "store: {} events in batches of {BATCH} articles {whole:.2?}, longest batch {longest:.2?}, \
         {} segments; compacted {:.2?}; {:.1} bytes an event",
        loaded.len(),
        loaded.segments().count(),
        start.elapsed(),
        compact.bytes() as f64 / compact.len() as f64,
    );
    for (name, snapshot) in [("loading", &loaded), ("compact", &compact)] {
        filters(&mut criterion, name, snapshot);
        reading(&mut criterion, name, snapshot);
    }
    bodies(&mut criterion, &compact);
    criterion.final_summary();
}

/// Rounds of typing; the best time of each key counts, for the machine may be
/// busy with other things.
const ROUNDS: usize = 7;

/// Percentiles of a keystroke: sixteen queries typed a letter at a time and
/// deleted again.
fn keystrokes(names: &Arc<Catalogue<dateline::actor::Actor>>) {
    let start = Instant::now();
    let index = Arc::new(ActorIndex::new(names.clone()));
    let built = start.elapsed();
    let queries = [
        "putin", "peskov", "lavrov s", "kerry", "vladimir", "dp", "sergey", "ptn", "lavrof",
        "stoberg", "annovski", "hajo kri", "o", "merkel", "krelmin", "johanson",
    ];
    let mut times: Vec<Duration> = Vec::new();
    let mut first = Vec::new();
    for query in queries {
        let keys = (1..=query.len()).chain((1..query.len()).rev());
        let mut best = vec![Duration::MAX; keys.clone().count()];
        for _ in 0..ROUNDS {
            let mut picker = Picker::new(index.clone());
            for (end, best) in keys.clone().zip(&mut best) {
                let start = Instant::now();
                black_box(picker.search(&query[..end], 200));
                *best = start.elapsed().min(*best);
            }
        }
        first.push(best[0]);
        times.extend(best);
    }
    let alone = alone(&names.to_vec(), &queries);
    times.sort_unstable();
    first.sort_unstable();
    let at = |times: &[Duration], share: f64| times[(times.len() as f64 * share) as usize];
    println!(
        "picker: {} names indexed in {built:.2?}; {} keystrokes: p50 {:.2?}, p95 {:.2?}, p99 {:.2?}, \
         worst {:.2?}; first letter p50 {:.2?}; fuzzy-matcher alone on every name p50 {:.2?}, p95 {:.2?}",
        names.len(),
        times.len(),
        at(&times, 0.5),
        at(&times, 0.95),
        at(&times, 0.99),
        times[times.len() - 1],
        at(&first, 0.5),
        at(&alone, 0.5),
        at(&alone, 0.95),
    );
}

/// What each of the keystrokes takes when every name is scored, for a
/// measure: best of two rounds, ascending.
fn alone(names: &[dateline::actor::Actor], queries: &[&str]) -> Vec<Duration> {
    let matcher = SkimMatcherV2::default();
    let keys = queries
        .iter()
        .flat_map(|query| (1..=query.len()).map(|end| &query[..end]));
    let score = |typed: &str| {
        let start = Instant::now();
        let scored = names
            .iter()
            .filter_map(|actor| matcher.fuzzy_match(&actor.name, typed));
        black_box(scored.max());
        start.elapsed()
    };
    let mut times: Vec<Duration> = keys.map(|typed| score(typed).min(score(typed))).collect();
    times.sort_unstable();
    times
}

fn filters(criterion: &mut Criterion, name: &str, snapshot: &Snapshot) {
    let ids = |range: std::ops::Range<u32>| range.map(ActorId).collect::<Vec<_>>();
    let cases = [
        (
            "frequent actor",
            Filter {
                actors: ids(0..1),
                ..Filter::default()
            },
        ),
        (
            "two actors",
            Filter {
                actors: ids(0..2),
                ..Filter::default()
            },
        ),
        (
            "any of 200 actors",
            Filter {
                actors: ids(0..200),
                mode: Mode::Any,
                ..Filter::default()
            },
        ),
        (
            "year",
            Filter {
                from: Some(Day(DAYS - 800)),
                to: Some(Day(DAYS - 435)),
                ..Filter::default()
            },
        ),
        (
            "granularity",
            Filter {
                granularities: vec![Granularity::Month],
                ..Filter::default()
            },
        ),
        (
            "confidence",
            Filter {
                min_confidence: Some(0.5),
                ..Filter::default()
            },
        ),
        (
            "words in sentences",
            Filter {
                texts: vec![TextFilter {
                    pattern: Pattern::words("safe zones"),
                    in_article: false,
                    negated: false,
                }],
                ..Filter::default()
            },
        ),
    ];
    let mut group = criterion.benchmark_group(format!("filter/{name}"));
    for (case, filter) in cases {
        let found = filter.select(snapshot).count();
        group.bench_function(format!("{case} ({found})"), |b| {
            b.iter(|| black_box(filter.select(snapshot)));
        });
    }
    // For a measure: every event of every article looked at.
    let articles: Vec<_> = snapshot.analyses().map(|(_, a)| a).collect();
    group.bench_function("frequent actor by a scan", |b| {
        b.iter(|| {
            let events = articles.iter().flat_map(|a| &a.events);
            events
                .filter(|event| event.actors.contains(&ActorId(0)))
                .count()
        });
    });
    let all = snapshot.everything();
    group.bench_function("facets of everything", |b| {
        b.iter(|| black_box(Facets::of(all, &|| false)));
    });
    group.finish();
}

fn reading(criterion: &mut Criterion, name: &str, snapshot: &Snapshot) {
    let selection = Filter {
        actors: vec![ActorId(0)],
        ..Filter::default()
    }
    .select(snapshot);
    let random = &mut Random(3);
    let mut group = criterion.benchmark_group(format!("read/{name}"));
    let mut any = |selection: &Selection| random.below(selection.count() as u64) as usize;
    group.bench_function("select", |b| {
        b.iter(|| black_box(selection.select(any(&selection))));
    });
    group.bench_function("next", |b| {
        b.iter(|| black_box(selection.next(any(snapshot.everything()))));
    });
    group.bench_function("go to a day", |b| {
        b.iter(|| {
            let day = Day(any(snapshot.everything()) as i32 % DAYS);
            black_box(selection.position_on_or_after(day))
        });
    });
    group.bench_function("next month", |b| {
        b.iter(|| black_box(selection.next_unit(any(&selection), Unit::Month)));
    });
    group.bench_function("screen of 60 events", |b| {
        b.iter(|| {
            let top = any(&selection).saturating_sub(60);
            let window = snapshot.window(&selection, top, 60);
            window
                .into_iter()
                .map(|event| event.interval().first.0 as usize + event.actors().len())
                .sum::<usize>()
        });
    });
    let edges: Vec<Day> = (0..=240).map(|column| Day(column * DAYS / 240)).collect();
    group.bench_function("histogram of 240 columns", |b| {
        b.iter(|| black_box(selection.histogram(&edges)));
    });
    group.finish();
}

fn bodies(criterion: &mut Criterion, snapshot: &Snapshot) {
    let bytes: usize = snapshot.analyses().map(|(_, a)| a.article.text.len()).sum();
    let mut group = criterion.benchmark_group("search");
    group.throughput(criterion::Throughput::Bytes(bytes as u64));
    for words in ["safe zones", "Safe zones", "Zoshatho"] {
        let pattern = Pattern::words(words);
        group.bench_function(words, |b| {
            b.iter(|| {
                let mut search = Search::new(snapshot, &pattern, ArticleId(0));
                let mut hits = 0;
                loop {
                    let batch = search.advance(&|| false);
                    hits += batch.hits.len();
                    if batch.done {
                        return hits;
                    }
                }
            });
        });
    }
    group.finish();
}
