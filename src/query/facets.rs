//! What a selection consists of: counts by actor, outlet, granularity.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::actor::ActorId;
use crate::store::{RowSet, Segment, Selection, SourceId};
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

/// How long is waited between two looks at the other thread.
const LOOK: Duration = Duration::from_micros(200);

impl Facets {
    /// Counts over a selection, in time proportional to it: for a worker. The
    /// actors, half of the work, are counted by a thread of their own. `None`
    /// when `stop` said so.
    pub fn of(selection: &Selection, stop: &dyn Fn() -> bool) -> Option<Self> {
        let ends = selection.parts().iter().map(|part| part.segment.id_ends());
        let [named, said, printed] = ends.fold([0; 3], |most, ends| {
            std::array::from_fn(|of| ends[of].max(most[of]))
        });
        let given_up = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let actors = scope.spawn(|| {
                let stopped = || given_up.load(Ordering::Relaxed);
                let mut actors = Counts::below(named);
                walk(selection, &stopped, |segment, rows| match rows {
                    None => actors.add_all(&segment.totals()[0]),
                    Some(rows) => rows
                        .iter()
                        .flat_map(|row| segment.actors(*row))
                        .for_each(|id| actors.add(id.0)),
                })?;
                Some(actors.ranked(ActorId))
            });
            let mut speakers = Counts::below(said);
            let mut sources = Counts::below(printed);
            let mut granularities = Counts::below(Granularity::ALL.len() as u32);
            let counted = walk(selection, stop, |segment, rows| {
                let Some(rows) = rows else {
                    let [_, by_speaker, by_source] = segment.totals();
                    speakers.add_all(&by_speaker);
                    sources.add_all(&by_source);
                    granularities.add_all(&segment.granularities());
                    return;
                };
                // Column by column: rows lie far apart, and the processor
                // fetches many places of one column at once.
                let each = || rows.iter().copied();
                each().for_each(|row| sources.add(segment.source(row).0));
                each().for_each(|row| granularities.add(segment.granularity(row) as u32));
                each()
                    .filter_map(|row| segment.speaker(row))
                    .for_each(|id| speakers.add(id.0));
            });
            given_up.store(counted.is_none(), Ordering::Relaxed);
            while !actors.is_finished() {
                if stop() {
                    given_up.store(true, Ordering::Relaxed);
                }
                std::thread::sleep(LOOK);
            }
            let actors = actors.join().unwrap_or_else(|panic| resume_unwind(panic));
            counted?;
            Some(Self {
                actors: actors?,
                speakers: speakers.ranked(ActorId),
                sources: sources.ranked(SourceId),
                granularities: granularities.ranked(|at| Granularity::ALL[at as usize]),
            })
        })
    }
}

/// Goes over a selection, its rows some thousand at a time; a segment whose
/// events are all chosen is given without rows. `None` when `stop` said so.
fn walk(
    selection: &Selection,
    stop: &dyn Fn() -> bool,
    mut count: impl FnMut(&Segment, Option<&[u32]>),
) -> Option<()> {
    let mut rows: Vec<u32> = Vec::with_capacity(CHUNK);
    for (part, set) in selection.parts().iter().zip(selection.sets()) {
        if stop() {
            return None;
        }
        if let RowSet::All(_) = **set {
            count(&part.segment, None);
            continue;
        }
        let mut members = set.iter();
        loop {
            rows.clear();
            rows.extend(members.by_ref().take(CHUNK));
            if rows.is_empty() {
                break;
            }
            if stop() {
                return None;
            }
            count(&part.segment, Some(&rows));
        }
    }
    Some(())
}

/// A count for each of some dense ids.
struct Counts(Vec<u32>);

impl Counts {
    /// For the ids below a number; others are passed over.
    fn below(end: u32) -> Self {
        Self(vec![0; end as usize])
    }

    fn add(&mut self, id: u32) {
        self.add_all(&[(id, 1)]);
    }

    fn add_all(&mut self, counts: &[(u32, u32)]) {
        for &(id, count) in counts {
            if let Some(sum) = self.0.get_mut(id as usize) {
                *sum += count;
            }
        }
    }

    /// What was counted at all, most first.
    fn ranked<T>(self, name: impl Fn(u32) -> T) -> Vec<(T, u32)> {
        let counts = (0u32..).zip(self.0).filter(|(_, count)| *count > 0);
        // One number to compare: most first, then the lower id.
        let worth = |(id, count): (u32, u32)| u64::from(!count) << 32 | u64::from(id);
        let mut ranked: Vec<u64> = counts.map(worth).collect();
        ranked.sort_unstable();
        let told = |worth: u64| (name(worth as u32), !((worth >> 32) as u32));
        ranked.into_iter().map(told).collect()
    }
}
