//! The columns of a segment: flat arrays, one value (or slice) a row.

use rustc_hash::FxHashMap;

use super::{Flags, SourceId};
use crate::Span;
use crate::actor::ActorId;
use crate::event::Event;
use crate::timex::{Anchor, Basis, Day, Granularity, Interval, RuleId};

/// "No minutes", "no speaker", "no number yet".
const NOTHING: u32 = u32::MAX;

/// Where an event stands in the chronology; a total order over a corpus:
/// first day, the longer before the shorter, time of day, article, and the
/// event's number in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    first: i32,
    /// Bitwise complement of the last day: later ends sort first.
    ends: i32,
    /// 0 for none, else 1 + first minute × 65,536 + last minute.
    minutes: u32,
    article: u32,
    index: u32,
}

impl Key {
    pub(crate) fn new(interval: &Interval, article: u32, index: u32) -> Self {
        Self {
            first: interval.first.0,
            ends: !interval.last.0,
            minutes: pack_minutes(interval.minutes).wrapping_add(1),
            article,
            index,
        }
    }

    pub(crate) fn first(&self) -> i32 {
        self.first
    }

    pub(crate) fn index(&self) -> u32 {
        self.index
    }
}

fn pack_minutes(minutes: Option<(u16, u16)>) -> u32 {
    match minutes {
        None => NOTHING,
        Some((first, last)) => u32::from(first) << 16 | u32::from(last),
    }
}

/// One value of each per row; rows ascend by [`Key`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) first: Vec<i32>,
    pub(crate) last: Vec<i32>,
    pub(super) minutes: Vec<u32>,
    pub(super) granularity: Vec<u8>,
    pub(crate) flags: Vec<Flags>,
    pub(crate) confidence: Vec<f32>,
    pub(crate) article: Vec<u32>,
    pub(crate) index: Vec<u32>,
    pub(crate) source: Vec<SourceId>,
    pub(crate) sentence: Vec<Span>,
    pub(super) expression: Vec<Span>,
    pub(super) rule: Vec<u16>,
    /// Byte of the mention and day that the date was counted from.
    pub(super) anchor: Vec<(u32, i32)>,
    pub(super) value: Vec<u32>,
    pub(super) speaker: Vec<u32>,
    pub(super) actor_ends: Vec<u32>,
    pub(super) actors: Vec<ActorId>,
    /// Second readings, for the few rows that have one, ascending by row.
    pub(super) alternatives: Vec<(u32, Interval)>,
    pub(super) values: Values,
}

/// Distinct TIMEX3 values, each stored once.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
}

impl Values {
    fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let start = match id {
            0 => 0,
            _ => self.ends[id - 1] as usize,
        };
        &self.text[start..self.ends[id] as usize]
    }

    fn push(&mut self, value: &str) -> u32 {
        self.text.push_str(value);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }
}

/// New numbers of the values of some columns that are being copied.
pub(crate) struct Renamed(Vec<u32>);

impl Renamed {
    pub(crate) fn of(columns: &Columns) -> Self {
        Self(vec![NOTHING; columns.values.ends.len()])
    }
}

/// Appends rows to columns, in the order of their keys.
#[derive(Default)]
pub(crate) struct Appender {
    columns: Columns,
    values: FxHashMap<String, u32>,
}

impl Appender {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        let columns = Columns {
            first: Vec::with_capacity(rows),
            last: Vec::with_capacity(rows),
            minutes: Vec::with_capacity(rows),
            granularity: Vec::with_capacity(rows),
            flags: Vec::with_capacity(rows),
            confidence: Vec::with_capacity(rows),
            article: Vec::with_capacity(rows),
            index: Vec::with_capacity(rows),
            source: Vec::with_capacity(rows),
            sentence: Vec::with_capacity(rows),
            expression: Vec::with_capacity(rows),
            rule: Vec::with_capacity(rows),
            anchor: Vec::with_capacity(rows),
            value: Vec::with_capacity(rows),
            speaker: Vec::with_capacity(rows),
            actor_ends: Vec::with_capacity(rows),
            ..Columns::default()
        };
        Self {
            columns,
            values: FxHashMap::default(),
        }
    }

    fn value(&mut self, value: &str) -> u32 {
        if let Some(&id) = self.values.get(value) {
            return id;
        }
        let id = self.columns.values.push(value);
        self.values.insert(value.to_owned(), id);
        id
    }

    pub(crate) fn push(&mut self, article: u32, index: u32, source: SourceId, event: &Event) {
        let value = self.value(&event.value);
        let c = &mut self.columns;
        let row = c.first.len() as u32;
        c.first.push(event.interval.first.0);
        c.last.push(event.interval.last.0);
        c.minutes.push(pack_minutes(event.interval.minutes));
        c.granularity.push(event.interval.granularity as u8);
        c.flags.push(Flags::of(event));
        c.confidence.push(event.basis.confidence);
        c.article.push(article);
        c.index.push(index);
        c.source.push(source);
        c.sentence.push(event.sentence);
        c.expression.push(event.expression);
        c.rule.push(event.basis.rule.0);
        c.anchor.push(match event.basis.anchor {
            Anchor::None => (0, 0),
            Anchor::Published(day) => (0, day.0),
            Anchor::Mention { at, day } => (at, day.0),
        });
        c.value.push(value);
        c.speaker.push(event.speaker.map_or(NOTHING, |id| id.0));
        c.actors.extend_from_slice(&event.actors);
        c.actor_ends.push(c.actors.len() as u32);
        if let Some(other) = event.basis.alternative {
            c.alternatives.push((row, other));
        }
    }

    /// Appends row `row` of `from` as it stands.
    pub(crate) fn copy(&mut self, from: &Columns, row: usize, renamed: &mut Renamed) {
        let old = from.value[row] as usize;
        let value = match renamed.0[old] {
            NOTHING => self.value(from.value(row)),
            known => known,
        };
        renamed.0[old] = value;
        let c = &mut self.columns;
        let new = c.first.len() as u32;
        c.first.push(from.first[row]);
        c.last.push(from.last[row]);
        c.minutes.push(from.minutes[row]);
        c.granularity.push(from.granularity[row]);
        c.flags.push(from.flags[row]);
        c.confidence.push(from.confidence[row]);
        c.article.push(from.article[row]);
        c.index.push(from.index[row]);
        c.source.push(from.source[row]);
        c.sentence.push(from.sentence[row]);
        c.expression.push(from.expression[row]);
        c.rule.push(from.rule[row]);
        c.anchor.push(from.anchor[row]);
        c.value.push(value);
        c.speaker.push(from.speaker[row]);
        c.actors.extend_from_slice(from.actors(row));
        c.actor_ends.push(c.actors.len() as u32);
        if let Some(other) = from.alternative(row) {
            c.alternatives.push((new, other));
        }
    }

    pub(crate) fn finish(self) -> Columns {
        self.columns
    }
}

impl Columns {
    pub(crate) fn len(&self) -> usize {
        self.first.len()
    }

    pub(crate) fn key(&self, row: usize) -> Key {
        Key {
            first: self.first[row],
            ends: !self.last[row],
            minutes: self.minutes[row].wrapping_add(1),
            article: self.article[row],
            index: self.index[row],
        }
    }

    pub(crate) fn granularity(&self, row: usize) -> Granularity {
        let code = self.granularity[row] as usize;
        Granularity::ALL.get(code).copied().unwrap_or_default()
    }

    pub(crate) fn interval(&self, row: usize) -> Interval {
        let minutes = self.minutes[row];
        Interval {
            first: Day(self.first[row]),
            last: Day(self.last[row]),
            granularity: self.granularity(row),
            minutes: (minutes != NOTHING).then_some(((minutes >> 16) as u16, minutes as u16)),
            approximate: self.flags[row].has(Flags::APPROXIMATE),
        }
    }

    pub(crate) fn actors(&self, row: usize) -> &[ActorId] {
        let start = match row {
            0 => 0,
            _ => self.actor_ends[row - 1] as usize,
        };
        &self.actors[start..self.actor_ends[row] as usize]
    }

    pub(crate) fn speaker(&self, row: usize) -> Option<ActorId> {
        let id = self.speaker[row];
        (id != NOTHING).then_some(ActorId(id))
    }

    pub(crate) fn value(&self, row: usize) -> &str {
        self.values.get(self.value[row])
    }

    fn alternative(&self, row: usize) -> Option<Interval> {
        let at = self
            .alternatives
            .binary_search_by_key(&(row as u32), |(row, _)| *row)
            .ok()?;
        Some(self.alternatives[at].1)
    }

    /// The event of a row, put together again.
    pub(crate) fn event(&self, row: usize) -> Event {
        let flags = self.flags[row];
        let (at, day) = self.anchor[row];
        let anchor = if flags.has(Flags::CHAINED) {
            Anchor::Mention { at, day: Day(day) }
        } else if flags.has(Flags::RELATIVE) {
            Anchor::Published(Day(day))
        } else {
            Anchor::None
        };
        Event {
            interval: self.interval(row),
            value: self.value(row).to_owned(),
            expression: self.expression[row],
            sentence: self.sentence[row],
            dated_by: flags.dated_by(),
            basis: Basis {
                rule: RuleId(self.rule[row]),
                anchor,
                confidence: self.confidence[row],
                alternative: self.alternative(row),
            },
            actors: self.actors(row).to_vec(),
            speaker: self.speaker(row),
            tense: flags.tense(),
            denial: flags.has(Flags::DENIED),
        }
    }

    pub(crate) fn expression(&self, row: usize) -> Span {
        self.expression[row]
    }

    /// Bytes held by the columns.
    pub(crate) fn bytes(&self) -> usize {
        let per_row = 4 + 4 + 4 + 1 + 2 + 4 + 4 + 4 + 4 + 8 + 8 + 2 + 8 + 4 + 4 + 4;
        self.len() * per_row
            + self.actors.len() * size_of::<ActorId>()
            + self.alternatives.len() * size_of::<(u32, Interval)>()
            + self.values.text.len()
            + self.values.ends.len() * 4
    }
}
