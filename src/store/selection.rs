//! Which rows of a snapshot are chosen, as one chronological list.

use std::sync::{Arc, Mutex};

use chrono::Datelike;

use super::order::{Part, Parts, Place, Union};
use super::{Bits, RowSet, Segment};
use crate::timex::Day;

/// A calendar step of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A calendar day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Unit {
    /// First and last day of the unit around `day`.
    pub fn around(self, day: Day) -> (Day, Day) {
        let (year, month, _) = day.ymd();
        let from = |year, month| Day::from_ymd(year, month, 1).unwrap_or(day);
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let monday = day.plus(-(day.date().weekday().num_days_from_monday() as i32));
                (monday, monday.plus(6))
            }
            Self::Month if month == 12 => (from(year, 12), from(year + 1, 1).plus(-1)),
            Self::Month => (from(year, month), from(year, month + 1).plus(-1)),
            Self::Year => (from(year, 1), from(year + 1, 1).plus(-1)),
        }
    }
}

/// A set of rows of one snapshot. A *row* is an event's chronological rank
/// among all live events of the snapshot; a *position* is its rank among the
/// selected ones. Both count from 0 and mean nothing in another generation.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    generation: u64,
    parts: Arc<Parts>,
    chosen: Arc<Union>,
    all: Arc<Union>,
    /// Where the rows around the last position asked for lie.
    near: Arc<Mutex<Near>>,
}

/// Positions looked up together, before and after one that is asked for: over
/// many parts that costs little more than one, and a screen asks for its
/// neighbours next.
const AROUND: usize = 64;

/// A stretch of positions.
#[derive(Debug, Default)]
struct Near {
    from: usize,
    places: Vec<Place>,
}

impl Near {
    fn get(&self, position: usize) -> Option<Place> {
        self.places.get(position.checked_sub(self.from)?).copied()
    }
}

impl Selection {
    /// All live rows.
    pub(crate) fn everything(generation: u64, parts: Vec<Part>) -> Self {
        let parts = Arc::new(Parts::new(parts));
        let live = parts.list.iter().map(|part| part.live.clone()).collect();
        let all = Arc::new(Union::new(&parts, live));
        Self {
            generation,
            parts,
            chosen: all.clone(),
            all,
            near: Arc::default(),
        }
    }

    /// The same snapshot's rows, chosen otherwise.
    pub(crate) fn with_sets(&self, sets: Vec<Arc<RowSet>>) -> Self {
        Self {
            chosen: Arc::new(Union::new(&self.parts, sets)),
            near: Arc::default(),
            ..self.clone()
        }
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts.list
    }

    pub(crate) fn sets(&self) -> &[Arc<RowSet>] {
        self.chosen.sets()
    }

    /// What is selected of a part, when this very part was there.
    pub(crate) fn set_of(&self, part: &Part) -> Option<Arc<RowSet>> {
        let same = |old: &Part| {
            Arc::ptr_eq(&old.segment, &part.segment) && Arc::ptr_eq(&old.live, &part.live)
        };
        let at = self.parts.list.iter().position(same)?;
        Some(self.sets()[at].clone())
    }

    /// The snapshot's generation it belongs to.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Number of rows selected.
    pub fn count(&self) -> usize {
        self.chosen.count()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether `row` is selected.
    pub fn contains(&self, row: usize) -> bool {
        self.place_of_row(row)
            .is_some_and(|place| self.sets()[place.part].contains(place.row))
    }

    /// Number of selected rows before `row`: the position of `row` when it
    /// is selected, else of the next one.
    pub fn rank(&self, row: usize) -> usize {
        match self.place_of_row(row) {
            Some(place) => self.chosen.rank(&self.parts, place),
            None => self.count(),
        }
    }

    /// The row at position `k`.
    pub fn select(&self, k: usize) -> Option<usize> {
        Some(self.row_of_place(self.place(k)?))
    }

    /// The first selected row after `row`.
    pub fn next(&self, row: usize) -> Option<usize> {
        self.at_or_after(row.checked_add(1)?)
    }

    /// The first selected row at or after `row`.
    pub fn at_or_after(&self, row: usize) -> Option<usize> {
        self.select(self.rank(row))
    }

    /// The last selected row before `row`.
    pub fn prev(&self, row: usize) -> Option<usize> {
        self.select(self.rank(row).checked_sub(1)?)
    }

    /// Position of the first selected row that begins on or after `day`;
    /// [`Selection::count`] when there is none.
    pub fn position_on_or_after(&self, day: Day) -> usize {
        self.chosen.before(&self.parts, day)
    }

    /// First day of the event at a position.
    pub fn day(&self, position: usize) -> Option<Day> {
        let place = self.place(position)?;
        let first = &self.parts.list[place.part].segment.columns.first;
        Some(Day(first[place.row as usize]))
    }

    /// Position of the first event that begins in a later day, week, month
    /// or year than the one at `position`.
    pub fn next_unit(&self, position: usize, unit: Unit) -> Option<usize> {
        let (_, last) = unit.around(self.day(position)?);
        let next = self.position_on_or_after(last.plus(1));
        (next < self.count()).then_some(next)
    }

    /// Position of the first event of the nearest earlier day, week, month
    /// or year than that of the event at `position` (which may be
    /// [`Selection::count`]: from the end).
    pub fn prev_unit(&self, position: usize, unit: Unit) -> Option<usize> {
        let before = match self.day(position) {
            Some(day) => self.position_on_or_after(unit.around(day).0),
            None => self.count(),
        };
        let last = self.day(before.checked_sub(1)?)?;
        Some(self.position_on_or_after(unit.around(last).0))
    }

    /// First and last day on which a selected event begins.
    pub fn span(&self) -> Option<(Day, Day)> {
        Some((self.day(0)?, self.day(self.count().checked_sub(1)?)?))
    }

    /// Number of selected events that begin in each bucket. `edges` ascend;
    /// bucket `i` holds the days from `edges[i]` to before `edges[i + 1]`.
    pub fn histogram(&self, edges: &[Day]) -> Vec<u32> {
        let ranks: Vec<usize> = edges
            .iter()
            .map(|&day| self.position_on_or_after(day))
            .collect();
        ranks
            .windows(2)
            .map(|pair| pair[1].saturating_sub(pair[0]) as u32)
            .collect()
    }

    /// Selected in both; `None` when they belong to different generations.
    pub fn and(&self, other: &Selection) -> Option<Selection> {
        self.combine(other, |bits, with| bits.intersect(with))
    }

    /// Selected here and not there; `None` for different generations.
    pub fn and_not(&self, other: &Selection) -> Option<Selection> {
        self.combine(other, |bits, with| bits.subtract(with))
    }

    fn combine(&self, other: &Self, with: impl Fn(&mut Bits, &Bits)) -> Option<Selection> {
        if self.generation != other.generation || self.sets().len() != other.sets().len() {
            return None;
        }
        let sets = self.sets().iter().zip(other.sets()).map(|(mine, theirs)| {
            let mut bits = mine.to_bits();
            with(&mut bits, &theirs.to_bits());
            Arc::new(RowSet::from(bits))
        });
        Some(self.with_sets(sets.collect()))
    }

    /// Where the event at a position lies.
    pub(crate) fn place(&self, position: usize) -> Option<Place> {
        if self.sets().len() <= 1 {
            return self.chosen.select(&self.parts, position);
        }
        // What a panic leaves behind is a whole stretch.
        let mut near = self.near.lock().unwrap_or_else(|e| e.into_inner());
        if near.get(position).is_none() {
            let from = position.saturating_sub(AROUND);
            let places = self.chosen.window(&self.parts, from, 2 * AROUND);
            *near = Near { from, places };
        }
        near.get(position)
    }

    /// Position of the nearest selected event after (or before) the one at a
    /// position among some rows of each segment, which must ascend.
    pub fn nearest(
        &self,
        position: usize,
        forward: bool,
        rows: impl Fn(&Segment) -> &[u32],
    ) -> Option<usize> {
        let here = self.place(position)?;
        let nearest = self.chosen.nearest(&self.parts, here, forward, rows)?;
        Some(self.chosen.rank(&self.parts, nearest))
    }

    /// Where up to `count` events from a position on lie.
    pub(crate) fn window(&self, position: usize, count: usize) -> Vec<Place> {
        self.chosen.window(&self.parts, position, count)
    }

    fn place_of_row(&self, row: usize) -> Option<Place> {
        self.all.select(&self.parts, row)
    }

    pub(crate) fn row_of_place(&self, place: Place) -> usize {
        self.all.rank(&self.parts, place)
    }
}
