//! Second pass: from what the words say to a place in the calendar.

mod anaphora;
mod anchor;
mod found;
mod frame;
mod lean;
mod point;
mod report;
mod shift;
mod told;
mod year;

use super::calendar;
use super::explain::is_misnamed;
use super::lang::Language;
use super::parts::{Base, Direction, Modifier, Op};
use super::value::{TimeOfDay, Unit, Value};
use super::{Anchor, Day, Interval, Mention, Reference, Resolution, Tense, TimexType};
use crate::Span;
use found::Found;
use frame::Frames;
use shift::{duration, hours_on, set, shifted, time_of, unanchored};
use told::{Said, Told, historic_paragraphs, is_history, next_dated, opening};

/// Resolves all mentions of a text.
pub(super) fn resolve(
    language: &Language,
    text: &str,
    sentences: &[Span],
    mentions: &[Mention],
    reference: &Reference,
) -> Vec<Resolution> {
    let frames = Frames::read(text, sentences, mentions);
    let undated = reference.published.is_none();
    let (history, surely) = is_history(mentions, reference.published);
    let history = history || undated && frames.any();
    let historic = historic_paragraphs(mentions, reference.published);
    let next = next_dated(mentions);
    let resolve = |index: usize, told: &Told| {
        let mention = &mentions[index];
        let found = Resolver {
            language,
            reference,
            told,
            mention,
            historic: &historic,
            history,
            surely,
            frame: frames.year(mention.context.sentence),
            next: next[index],
        }
        .resolve();
        Found {
            value: found.value.in_four_digits(),
            ..found
        }
    };
    let mut told = Told::default();
    if let Some(index) = opening(mentions).filter(|_| history) {
        told.opening = resolve(index, &told).said(&mentions[index]);
    }
    mentions
        .iter()
        .enumerate()
        .map(|(index, mention)| {
            told.beside = beside(text, mentions, index)
                .and_then(|next| resolve(next, &told).said(&mentions[next]));
            let found = resolve(index, &told);
            let resolution = found.resolution(mention);
            if let Value::Period(length) = &found.value {
                told.tell_length(length);
            }
            if let Some(said) = found.said(mention)
                && resolution.kind != TimexType::Set
            {
                let context = &mention.context;
                let frame = frames.year(context.sentence);
                // "calmer on Tuesday than at any time since Aug. 9": what
                // comes goes on from Tuesday.
                let since = context.since
                    && !history
                    && told
                        .last
                        .is_some_and(|last| last.sentence == context.sentence);
                told.passing = Some(said).filter(|_| history && !context.name);
                let passing = since || history && matches!(found.anchor, Anchor::Published(_));
                if !passing && !context.name && !context.stamp && !told.spans(&said, mention) {
                    if said.is_day() && reference.published.is_some_and(|d| said.interval.first > d)
                    {
                        told.plan = Some(said);
                    }
                    let aside = told.is_aside(&said, mention, history, frame);
                    // "In the quarter ended Dec. 29": what comes is held to it.
                    let parts = &mention.parts;
                    let opens = told.quarter.is_none()
                        && parts.unit == Some(Unit::Quarter)
                        && parts.count == Some(0);
                    told.tell(said, parts.base != Base::Report || opens, aside);
                }
            }
            resolution
        })
        .collect()
}

/// The mention after this one, when it may say the same with a year, or in
/// brackets with a day: "at 4 in the morning (4 a.m. EDT Thursday)".
fn beside(text: &str, mentions: &[Mention], index: usize) -> Option<usize> {
    let (here, next) = (&mentions[index], mentions.get(index + 1)?);
    let again = here.parts.op == Op::Shift
        && next.context.apposed
        && next.context.sentence == here.context.sentence
        && next.parts.is_absolute()
        && next.parts.year.is_some_and(|year| year > 0);
    let between = text.get(here.span.end as usize..next.span.start as usize);
    let hour = |mention: &Mention| mention.parts.clock.map(|clock| clock.hour % 12);
    let bracketed = hour(here).is_some()
        && hour(here) == hour(next)
        && next.parts.weekday.is_some()
        && between.is_some_and(|gap| gap.trim() == "(");
    (again || bracketed).then_some(index + 1)
}

/// What a value is counted from.
#[derive(Clone, Copy, Debug)]
struct Footing {
    base: year::Base,
    anchor: Anchor,
    own: bool,
}

struct Resolver<'a> {
    language: &'a Language,
    reference: &'a Reference,
    told: &'a Told,
    mention: &'a Mention,
    historic: &'a [u32],
    history: bool,
    /// The text tells history and nothing in it leans on the day of publication.
    surely: bool,
    /// The year of the heading over it.
    frame: Option<i32>,
    /// The next day that the text names with its year.
    next: Option<Day>,
}

/// How sure a day is whose weekday is another one's.
const MISNAMED: f32 = 0.6;

impl Resolver<'_> {
    fn resolve(&self) -> Found {
        let parts = &self.mention.parts;
        let plain = |value| Found::new(value, Anchor::None, 1.0);
        match parts.op {
            Op::Past => plain(Value::Past),
            Op::Present => plain(Value::Present),
            Op::Future => plain(Value::Future),
            Op::Duration => plain(duration(parts)),
            Op::Set => plain(set(parts, &self.language.holidays)),
            // A history's "today" is no day of its story.
            Op::Shift if self.history && self.is_today() => {
                Found::new(Value::Present, Anchor::None, 0.8)
            }
            Op::Shift if parts.base == Base::Report && !self.leaves_reports() => self.report(),
            Op::Shift => self.shift(),
            Op::Calendar => self.calendar(),
        }
    }

    /// "A year earlier" in a history is counted from its own time.
    fn leaves_reports(&self) -> bool {
        self.history && self.told.quarter.is_none() && self.told.last.is_some_and(|said| said.own)
    }

    fn is_today(&self) -> bool {
        let parts = &self.mention.parts;
        parts.base == Base::Published
            && parts.count == Some(0)
            && parts.unit == Some(Unit::Day)
            && time_of(parts) == TimeOfDay::None
            && self.reference.published.is_some()
    }

    fn shift(&self) -> Found {
        let parts = &self.mention.parts;
        let time = time_of(parts);
        let footing = if parts.base == Base::Own {
            let own = self.calendar();
            match own.value.interval() {
                // "The last day of March" counts from its end.
                Some(interval) => Footing {
                    base: year::Base::fixed(match parts.modifier {
                        Modifier::End => Interval::day(interval.last),
                        _ => interval,
                    }),
                    anchor: own.anchor,
                    own: own.own,
                },
                None => return own,
            }
        } else {
            match self.anchor() {
                Some(found) => found,
                None => return self.nameless(time),
            }
        };
        let Some(count) = parts.count else {
            let value = match parts.direction {
                Direction::Future => Value::Future,
                _ => Value::Past,
            };
            return Found::new(value, footing.anchor, 0.8);
        };
        // "since then"
        if parts.unit == Some(Unit::Any) && parts.base == Base::Text {
            let said = self.told.last.filter(|_| footing.base.story);
            let context = &self.mention.context;
            // "Until then we should pray" waits for nothing that is over.
            let over = |said: Said| {
                self.reference
                    .published
                    .is_some_and(|day| said.interval.last < day)
            };
            let awaited = context.until && context.tense != Tense::Past && !self.history;
            let value = match said {
                Some(said) if awaited && over(said) => Value::Future,
                Some(said) => Value::Point(said.point),
                None => Value::Past,
            };
            return Found {
                own: footing.own,
                ..Found::new(value, footing.anchor, 0.7)
            };
        }
        let unit = parts.unit.unwrap_or(Unit::Day);
        if let Some(found) = self.same_again(unit).or_else(|| self.nth_day()) {
            return found;
        }
        // "over the weekend", told in the past before Saturday, is the last.
        let early = footing.base.day.weekday().number_from_monday() < 6;
        let count = match (unit, parts.base, self.direction()) {
            (Unit::Weekend, Base::Open, Direction::Past) if early && count == 0 => -1000,
            _ => count,
        };
        if unit.is_clock() {
            // "An hour later" than what happened on a day not told.
            let unknown = parts.base == Base::Text && self.told.last.is_some();
            if unknown && matches!(footing.anchor, Anchor::Published(_)) {
                return Found::new(unanchored(parts, TimeOfDay::None), Anchor::None, 0.5);
            }
            let clock = self.told.last.filter(|_| footing.base.story);
            let clock = clock.map_or(TimeOfDay::None, |said| said.point.time);
            return Found {
                own: footing.own,
                ..Found::new(
                    hours_on(footing.base.day, clock, count, unit),
                    footing.anchor,
                    0.8,
                )
            };
        }
        let value = match parts.whole {
            // "a decade ago" is a year.
            Some(whole) => {
                let day = calendar::shift_units(footing.base.day, count, unit);
                shifted(day, 0, whole.min(unit), time)
            }
            // "At midnight on 29 January …; at 2:45 that morning"
            None if count == 0 && unit == Unit::Day => {
                shifted(self.day_of(&footing.base, time, true), 0, unit, time)
            }
            None => shifted(footing.base.day, count, unit, time),
        };
        // "One year on, it fell", said within that year, counts from elsewhere.
        let told = parts.base == Base::Text && self.mention.context.tense == Tense::Past;
        let over = |day: Day| value.interval().is_some_and(|i| i.first > day);
        if told && self.reference.published.is_some_and(over) {
            return Found::new(unanchored(parts, time), Anchor::None, 0.5);
        }
        Found {
            own: footing.own,
            ..Found::new(value, footing.anchor, 0.9)
        }
    }

    fn calendar(&self) -> Found {
        let parts = &self.mention.parts;
        if let Some(found) = self.same_weekday().or_else(|| self.same_hour()) {
            return found;
        }
        let absolute = parts.is_absolute();
        let Some(footing) = self.anchor().or_else(|| absolute.then(Self::nowhere)) else {
            return Found::new(self.floating(), Anchor::None, 0.4);
        };
        let direction = self.direction();
        let Some(point) = self.point(&footing.base, direction) else {
            return Found::new(Value::Nothing, Anchor::None, 0.0);
        };
        let mut value = Value::Point(point);
        if let (Some(unit), Some(interval)) = (parts.whole, point.interval()) {
            value = shifted(interval.first, 0, unit, TimeOfDay::None);
        }
        let misnamed = is_misnamed(parts, value.interval());
        if absolute {
            let confidence = if misnamed { MISNAMED } else { 1.0 };
            return Found::new(value, Anchor::None, confidence);
        }
        let sure = parts.direction != Direction::Open || parts.year_shift.is_some();
        let alternative = match direction {
            _ if sure => None,
            Direction::Future => self.point(&footing.base, Direction::Past),
            _ => self.point(&footing.base, Direction::Future),
        };
        Found {
            alternative: alternative.and_then(|p| p.interval()),
            own: footing.own,
            ..Found::new(
                value,
                footing.anchor,
                match sure {
                    _ if misnamed => MISNAMED,
                    true => 0.95,
                    false => 0.85,
                },
            )
        }
    }

    /// "March: The bank is rescued": a chronology tells what has been in the
    /// present.
    fn is_chronology(&self) -> bool {
        let context = &self.mention.context;
        context.label && matches!(context.tense, Tense::Present | Tense::Unknown)
    }

    /// The direction that the words or, without them, the clause gives.
    fn direction(&self) -> Direction {
        let context = &self.mention.context;
        let parts = &self.mention.parts;
        let of_year = parts.month.is_some() || parts.season.is_some();
        match (parts.direction, context.tense) {
            // "This summer he reported", said in January, is the last one's.
            (Direction::This, Tense::Past) if of_year && !context.bound && !context.occasion => {
                Direction::Past
            }
            (Direction::This, Tense::Future) if of_year => Direction::Future,
            // "He will run for the first time since April."
            (Direction::Open, _) if context.since => Direction::Past,
            (Direction::Open, _) if self.is_chronology() => Direction::Past,
            // "was extended to 20 November", but "had waited until 8 August"
            (Direction::Open, Tense::Past)
                if (context.bound || context.occasion)
                    && parts.weekday.is_none()
                    && !(context.background && context.bound) =>
            {
                Direction::Open
            }
            (Direction::Open, Tense::Past) => Direction::Past,
            // What is named after its date has mostly happened, whatever the
            // tense: "will study the effects of the April 20 explosion".
            (Direction::Open, _) if context.name && !context.occasion => Direction::Past,
            (Direction::Open, Tense::Future) => Direction::Future,
            (Direction::Open, _) if context.until => Direction::Future,
            (said, _) => said,
        }
    }
}
