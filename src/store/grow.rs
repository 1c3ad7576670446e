//! How the parts of one snapshot become those of the next: new rows at the
//! end, rows of changed articles buried, parts of one size merged.

use std::sync::Arc;

use super::order::Part;
use super::segment::Entry;
use super::{ArticleId, Incoming, RowSet, Segment, SourceId};

/// Segments of one size class that are merged into one of the next.
const FAN: usize = 4;

/// Parts of so many rows are merged no further: that would need as much room
/// again while it is done, and a dozen parts are still fast to read. A load
/// puts them into files.
pub(super) const LARGEST: u32 = 1 << 20;

/// Rows of the smallest size class.
const SMALLEST: u32 = 1024;

/// Articles with the ids and outlets that they were given.
pub(super) fn entries<'a>(
    placed: &[(ArticleId, SourceId)],
    articles: &'a [Incoming],
) -> Vec<Entry<'a>> {
    let each = placed.iter().zip(articles);
    each.map(|(&(id, source), incoming)| Entry {
        id,
        source,
        events: &incoming.events,
    })
    .collect()
}

/// The part without the rows of the given articles (sorted by id).
pub(super) fn bury(part: &Part, entries: &[Entry<'_>]) -> Part {
    let mut rows = entries
        .iter()
        .filter_map(|entry| part.segment.rows_of_article(entry.id))
        .flatten()
        .peekable();
    if rows.peek().is_none() {
        return part.clone();
    }
    let mut live = part.live.to_bits();
    rows.for_each(|&row| live.remove(row));
    Part {
        segment: part.segment.clone(),
        live: Arc::new(RowSet::from(live)),
    }
}

/// Adds a segment, then merges the last ones while enough of one size class
/// stand at the end: few segments at any time, and each row moves only once a
/// class.
pub(super) fn append(parts: &mut Vec<Part>, entries: &[Entry<'_>]) {
    parts.retain(|part| part.live.count() > 0);
    let segment = Segment::build(entries);
    if !segment.is_empty() {
        let live = Arc::new(RowSet::All(segment.len()));
        parts.push(Part {
            segment: Arc::new(segment),
            live,
        });
    }
    while let Some(last) = parts.last() {
        let class = class(last);
        let same = parts
            .iter()
            .rev()
            .take_while(|part| part.live.count() < LARGEST && self::class(part) <= class)
            .count();
        if same < FAN {
            break;
        }
        let tail = parts.split_off(parts.len() - same);
        parts.extend(merge(&tail));
    }
}

fn class(part: &Part) -> u32 {
    (part.live.count() / SMALLEST).max(1).ilog(FAN as u32)
}

fn merge(parts: &[Part]) -> Option<Part> {
    let pairs: Vec<(&Segment, &RowSet)> = parts
        .iter()
        .map(|part| (&*part.segment, &*part.live))
        .collect();
    let segment = Segment::merge(&pairs);
    let live = Arc::new(RowSet::All(segment.len()));
    (!segment.is_empty()).then(|| Part {
        segment: Arc::new(segment),
        live,
    })
}

/// All rows in one part, unless they are very many.
pub(super) fn compacted(parts: &[Part]) -> Vec<Part> {
    let rows: u64 = parts.iter().map(|part| u64::from(part.live.count())).sum();
    match rows < u64::from(LARGEST) * FAN as u64 {
        true => merge(parts).into_iter().collect(),
        false => parts.to_vec(),
    }
}
