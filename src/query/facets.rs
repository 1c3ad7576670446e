//! What a selection consists of: counts by actor, outlet, granularity.

use rustc_hash::FxHashMap;

use crate::actor::ActorId;
use crate::store::{Selection, SourceId};
use crate::timex::Granularity;

/// Counts over a selection; most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Events naming each actor.
    pub actors: Vec<(ActorId, u32)>,
    /// Statements of each speaker.
    pub speakers: Vec<(ActorId, u32)>,
    /// Events of each outlet.
    pub sources: Vec<(SourceId, u32)>,
    /// Events of each granularity.
    pub granularities: Vec<(Granularity, u32)>,
}

/// Rows looked at between two looks at whether to stop.
const CHUNK: usize = 4096;

impl Facets {
    /// Counts over a selection, in time proportional to it: for a worker.
    /// `None` when `stop` said so.
    pub fn of(selection: &Selection, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut actors = FxHashMap::default();
        let mut speakers = FxHashMap::default();
        let mut sources = FxHashMap::default();
        let mut granularities = FxHashMap::default();
        for (part, set) in selection.parts().iter().zip(selection.sets()) {
            let segment = &part.segment;
            for (at, row) in set.iter().enumerate() {
                if at % CHUNK == 0 && stop() {
                    return None;
                }
                for &actor in segment.actors(row) {
                    *actors.entry(actor).or_insert(0) += 1;
                }
                if let Some(speaker) = segment.speaker(row) {
                    *speakers.entry(speaker).or_insert(0) += 1;
                }
                *sources.entry(segment.source(row)).or_insert(0) += 1;
                *granularities.entry(segment.granularity(row)).or_insert(0) += 1;
            }
        }
        Some(Self {
            actors: ranked(actors),
            speakers: ranked(speakers),
            sources: ranked(sources),
            granularities: ranked(granularities),
        })
    }
}

fn ranked<T: Copy + Ord>(counts: FxHashMap<T, u32>) -> Vec<(T, u32)> {
    let mut ranked: Vec<(T, u32)> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    ranked
}
