//! The columns of a segment: flat arrays, one value (or slice) a row.

use rustc_hash::FxHashMap;

use super::map::Column;
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

fn unpack_minutes(minutes: u32) -> Option<(u16, u16)> {
    (minutes != NOTHING).then_some(((minutes >> 16) as u16, minutes as u16))
}

pub(super) fn granularity_of(code: usize) -> Granularity {
    Granularity::ALL.get(code).copied().unwrap_or_default()
}

fn second(row: u32, other: &Interval) -> Second {
    [
        row as i32,
        other.first.0,
        other.last.0,
        pack_minutes(other.minutes) as i32,
        other.granularity as i32,
        other.approximate.into(),
    ]
}

/// One value of each per row; rows ascend by [`Key`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) first: Column<i32>,
    pub(crate) last: Column<i32>,
    pub(super) minutes: Column<u32>,
    pub(super) granularity: Column<u8>,
    pub(crate) flags: Column<Flags>,
    pub(crate) confidence: Column<f32>,
    pub(crate) article: Column<u32>,
    pub(crate) index: Column<u32>,
    pub(crate) source: Column<SourceId>,
    pub(crate) sentence: Column<Span>,
    pub(super) expression: Column<Span>,
    pub(super) rule: Column<u16>,
    /// Byte of the mention and day that the date was counted from.
    pub(super) anchor: Column<[i32; 2]>,
    pub(super) value: Column<u32>,
    pub(super) speaker: Column<u32>,
    pub(super) actor_ends: Column<u32>,
    pub(super) actors: Column<ActorId>,
    /// Second readings, for the few rows that have one, ascending by row.
    pub(super) alternatives: Column<Second>,
    pub(super) values: Values,
}

/// Distinct TIMEX3 values, each stored once.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub(super) text: Column<u8>,
    pub(super) ends: Column<u32>,
}

/// A second reading of a row: the row, first and last day, minutes,
/// granularity, whether it is approximate.
pub(super) type Second = [i32; 6];

impl Values {
    pub(super) fn get(&self, id: u32) -> &str {
        let words = stretch(&self.text, &self.ends, id as usize);
        std::str::from_utf8(words).unwrap_or_default()
    }

    pub(super) fn push(&mut self, value: &str) -> u32 {
        self.text.own().extend_from_slice(value.as_bytes());
        let end = self.text.len() as u32;
        self.ends.own().push(end);
        self.ends.len() as u32 - 1
    }
}

/// What ends at the `at`-th of some ends, and begins at the one before;
/// empty where there is no such thing.
pub(super) fn stretch<'a, T>(all: &'a [T], ends: &[u32], at: usize) -> &'a [T] {
    let end = |at: usize| ends.get(at).map_or(0, |end| *end as usize);
    let start = at.checked_sub(1).map_or(0, end);
    all.get(start..end(at)).unwrap_or_default()
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
            first: Vec::with_capacity(rows).into(),
            last: Vec::with_capacity(rows).into(),
            minutes: Vec::with_capacity(rows).into(),
            granularity: Vec::with_capacity(rows).into(),
            flags: Vec::with_capacity(rows).into(),
            confidence: Vec::with_capacity(rows).into(),
            article: Vec::with_capacity(rows).into(),
            index: Vec::with_capacity(rows).into(),
            source: Vec::with_capacity(rows).into(),
            sentence: Vec::with_capacity(rows).into(),
            expression: Vec::with_capacity(rows).into(),
            rule: Vec::with_capacity(rows).into(),
            anchor: Vec::with_capacity(rows).into(),
            value: Vec::with_capacity(rows).into(),
            speaker: Vec::with_capacity(rows).into(),
            actor_ends: Vec::with_capacity(rows).into(),
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
        c.first.own().push(event.interval.first.0);
        c.last.own().push(event.interval.last.0);
        c.minutes.own().push(pack_minutes(event.interval.minutes));
        c.granularity.own().push(event.interval.granularity as u8);
        c.flags.own().push(Flags::of(event));
        c.confidence.own().push(event.basis.confidence);
        c.article.own().push(article);
        c.index.own().push(index);
        c.source.own().push(source);
        c.sentence.own().push(event.sentence);
        c.expression.own().push(event.expression);
        c.rule.own().push(event.basis.rule.0);
        c.anchor.own().push(match event.basis.anchor {
            Anchor::None => [0, 0],
            Anchor::Published(day) => [0, day.0],
            Anchor::Mention { at, day } => [at as i32, day.0],
        });
        c.value.own().push(value);
        c.speaker
            .own()
            .push(event.speaker.map_or(NOTHING, |id| id.0));
        c.actors.own().extend_from_slice(&event.actors);
        let end = c.actors.len() as u32;
        c.actor_ends.own().push(end);
        if let Some(other) = event.basis.alternative {
            c.alternatives.own().push(second(row, &other));
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
        granularity_of(self.granularity.get(row).map_or(0, |&code| code.into()))
    }

    pub(crate) fn interval(&self, row: usize) -> Interval {
        Interval {
            first: Day(self.first[row]),
            last: Day(self.last[row]),
            granularity: self.granularity(row),
            minutes: unpack_minutes(self.minutes[row]),
            approximate: self.flags[row].has(Flags::APPROXIMATE),
        }
    }

    pub(crate) fn actors(&self, row: usize) -> &[ActorId] {
        stretch(&self.actors, &self.actor_ends, row)
    }

    pub(crate) fn speaker(&self, row: usize) -> Option<ActorId> {
        let id = self.speaker.get(row).copied();
        id.filter(|id| *id != NOTHING).map(ActorId)
    }

    pub(crate) fn value(&self, row: usize) -> &str {
        self.values.get(self.value[row])
    }

    fn alternative(&self, row: usize) -> Option<Interval> {
        let at = self
            .alternatives
            .binary_search_by_key(&(row as u32), |second| second[0] as u32)
            .ok()?;
        let [_, first, last, minutes, granularity, approximate] = self.alternatives[at];
        Some(Interval {
            first: Day(first),
            last: Day(last),
            granularity: granularity_of(granularity as usize),
            minutes: unpack_minutes(minutes as u32),
            approximate: approximate != 0,
        })
    }

    /// The event of a row, put together again.
    pub(crate) fn event(&self, row: usize) -> Event {
        let flags = self.flags[row];
        let [at, day] = self.anchor[row];
        let anchor = if flags.has(Flags::CHAINED) {
            Anchor::Mention {
                at: at as u32,
                day: Day(day),
            }
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
            + self.alternatives.len() * size_of::<Second>()
            + self.values.text.len()
            + self.values.ends.len() * 4
    }
}
