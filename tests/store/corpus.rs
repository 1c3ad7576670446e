//! Random corpora, and the plain list that the store is held against.

use std::io;
use std::sync::Arc;

use dateline::Span;
use dateline::actor::{Actor, ActorId};
use dateline::article::Article;
use dateline::event::{Analysis, DatedBy, Event};
use dateline::store::dump::{Opened, Sections};
use dateline::store::pack::{Pack, Place};
use dateline::store::record::{self, Packed};
use dateline::store::{ArticleId, Body, Catalogue, Incoming, Map, Snapshot, Tables};
use dateline::timex::{Anchor, Basis, Day, Granularity, Interval, RuleId, Tense};
use proptest::prelude::*;

pub const ACTORS: u32 = 6;
pub const DAYS: i32 = 80;

const SENTENCES: [&str; 4] = [
    "Safe zones were agreed.",
    "The zones are not SAFE.",
    "Nothing was agreed on.",
    "Ärger über nichts.",
];

/// An event in which every column varies.
pub fn event() -> impl Strategy<Value = Event> {
    let when = (
        0..DAYS,
        prop_oneof![4 => Just(0), 1 => 1i32..60],
        any::<Option<bool>>(),
    );
    let who = (
        prop::collection::vec(0..ACTORS, 0..4),
        prop::option::of(0..ACTORS),
    );
    let rest = (
        0usize..13,
        0u32..=10,
        0u8..4,
        0u8..3,
        0u8..3,
        any::<[bool; 3]>(),
        0usize..4,
    );
    (when, who, rest).prop_map(|((first, length, minutes), (actors, speaker), rest)| {
        let (grain, confidence, tense, dated, anchor, [approximate, denial, other], at) = rest;
        let interval = Interval {
            first: Day(first),
            last: Day(first + length),
            granularity: Granularity::ALL[grain],
            minutes: minutes.map(|late| if late { (1200, 1439) } else { (0, 0) }),
            approximate,
        };
        let start: usize = SENTENCES[..at].iter().map(|s| s.len() + 1).sum();
        let mut distinct: Vec<ActorId> = Vec::new();
        for id in actors.into_iter().chain(speaker).map(ActorId) {
            if !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        Event {
            interval,
            value: format!("1970-{first}"),
            expression: Span::new(start, start + 4),
            sentence: Span::new(start, start + SENTENCES[at].len()),
            dated_by: [DatedBy::Expression, DatedBy::Context, DatedBy::Publication][dated as usize],
            basis: Basis {
                rule: RuleId(grain as u16 * 7),
                anchor: match anchor {
                    0 => Anchor::None,
                    1 => Anchor::Published(Day(first + 3)),
                    _ => Anchor::Mention {
                        at: 7,
                        day: Day(first - 1),
                    },
                },
                confidence: confidence as f32 / 10.0,
                alternative: other.then(|| Interval::day(Day(first + 365))),
            },
            actors: distinct,
            speaker: speaker.map(ActorId),
            tense: [Tense::Unknown, Tense::Past, Tense::Present, Tense::Future][tense as usize],
            denial,
        }
    })
}

/// An article with up to a dozen events.
pub fn article() -> impl Strategy<Value = Arc<Analysis>> {
    let source = prop::option::of(0u8..3);
    (prop::collection::vec(event(), 0..12), source).prop_map(|(events, source)| {
        let article = Article {
            path: "a".into(),
            source: source.map(|source| format!("outlet {source}")),
            text: SENTENCES.join(" "),
            ..Article::default()
        };
        Arc::new(Analysis {
            article,
            events,
            ..Analysis::default()
        })
    })
}

/// What happens to a store.
#[derive(Clone, Debug)]
pub enum Step {
    Extend(Vec<Arc<Analysis>>),
    Replace(Vec<(u32, Arc<Analysis>)>),
    Compact,
    /// All segments go to files.
    Spill,
    /// All segments become one, in a file when they are several.
    Unite,
    UniteOnFullDisk,
    /// Everything is kept and opened again, where all of it is in packs.
    Reopen,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let extend = prop::collection::vec(article(), 0..6).prop_map(Step::Extend);
    let replace = prop::collection::vec((0u32..20, article()), 0..4).prop_map(Step::Replace);
    let step = prop_oneof![6 => extend, 3 => replace, 1 => Just(Step::Compact),
        1 => Just(Step::Spill), 1 => Just(Step::Unite),
        1 => Just(Step::UniteOnFullDisk), 2 => Just(Step::Reopen)];
    prop::collection::vec(step, 1..10)
}

/// Articles in a plain list, their events sorted when asked.
#[derive(Default)]
pub struct Plain {
    pub articles: Vec<Arc<Analysis>>,
}

impl Plain {
    /// Every event with its article and number, in chronological order.
    pub fn chronology(&self) -> Vec<(ArticleId, u32, &Event)> {
        let mut all = Vec::new();
        for (at, analysis) in self.articles.iter().enumerate() {
            for (index, event) in analysis.events.iter().enumerate() {
                all.push((ArticleId(at as u32), index as u32, event));
            }
        }
        all.sort_by(|a, b| {
            let when = a.2.interval.chronological(&b.2.interval);
            when.then((a.0, a.1).cmp(&(b.0, b.1)))
        });
        all
    }
}

/// Puts an article into a pack.
fn packed(article: &Analysis, pack: &Pack) -> Incoming {
    let bytes = record::encode(&mut article.clone(), true);
    let place = Place {
        pack: 0,
        len: bytes.len() as u32,
        at: pack.len(),
    };
    pack.append(bytes).expect("there is room");
    Incoming {
        body: Body::Packed(Packed::whole(place, article.article.text.len())),
        ..Incoming::live(Arc::new(article.clone()))
    }
}

/// What a snapshot is after it was written to a file.
fn reopened(snapshot: &Snapshot, tables: &Tables) -> io::Result<Snapshot> {
    let file = tempfile::tempfile()?;
    let mut to = Sections::begin(&file)?;
    snapshot.dump(&mut to)?;
    to.end()?;
    let len = file.metadata()?.len();
    let map = Map::of(&file)?;
    let mut from = Opened::open(map.clone(), len)?;
    let generation = snapshot.generation + 1;
    let next = Snapshot::restored(&mut from, generation, tables.clone(), vec![(0, 0)])?;
    assert!(from.end()?.are_sound(&map, &mut || true));
    Ok(next)
}

/// Does the same to a store and to a plain list.
pub fn run(steps: &[Step]) -> (Snapshot, Plain) {
    let names = (0..ACTORS).map(|id| Actor {
        name: format!("Actor {id}"),
        mentions: id,
        ..Actor::default()
    });
    let actors: Arc<Catalogue<Actor>> = Arc::new(names.collect());
    let mut snapshot = Snapshot::default();
    let mut plain = Plain::default();
    let pack = Arc::new(Pack::temporary());
    let tables = Tables {
        actors: actors.clone(),
        packs: Arc::new(vec![pack.clone()]),
        ..Tables::default()
    };
    // Of some corpora a part stays in memory, others go to the disk.
    let shelve = |number: usize, article: &Arc<Analysis>| match (steps.len() + number) % 4 {
        0 => Incoming::live(article.clone()),
        _ => packed(article, &pack),
    };
    for (number, step) in steps.iter().enumerate() {
        let before = snapshot.generation;
        snapshot = match step {
            Step::Extend(articles) => {
                plain.articles.extend(articles.iter().cloned());
                let incoming = articles.iter().map(|article| shelve(number, article));
                snapshot.grown(incoming.collect(), tables.clone())
            }
            Step::Replace(changes) => {
                for (id, analysis) in changes {
                    if let Some(article) = plain.articles.get_mut(*id as usize) {
                        *article = analysis.clone();
                    }
                }
                let changes = changes
                    .iter()
                    .map(|(id, new)| (ArticleId(*id), shelve(number, new)));
                snapshot.changed(changes.collect(), tables.clone())
            }
            Step::Compact => snapshot.compacted(),
            Step::Unite => {
                let next = snapshot.united(1, &tempfile::tempfile);
                assert!(next.segments().count() <= 1);
                next
            }
            Step::UniteOnFullDisk => {
                let next = snapshot.united(1, &full);
                assert!(next.segments().count() <= snapshot.segments().count().max(1));
                next.spilled(1, &full)
            }
            Step::Spill => {
                let next = snapshot.retold(tables.clone());
                next.spilled(1, &tempfile::tempfile)
            }
            Step::Reopen => match reopened(&snapshot, &tables) {
                Ok(next) => next,
                // Some article is in memory alone.
                Err(_) => snapshot.retold(tables.clone()),
            },
        };
        assert!(snapshot.generation > before);
    }
    (snapshot, plain)
}

/// A file that takes nothing.
fn full() -> std::io::Result<std::fs::File> {
    let there = tempfile::NamedTempFile::new()?;
    std::fs::File::open(there.path())
}
