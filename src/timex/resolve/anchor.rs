//! What a mention is counted from.

use super::super::parts::{Base, Direction, Op, Parts};
use super::super::value::Unit;
use super::super::{Anchor, Day, Granularity, Interval, Tense};
use super::told::Said;
use super::{Footing, Resolver, year};

/// 1 January 2010: two-digit years without any anchor are read around it.
const PIVOT: Day = Day(14_610);

/// News tells of days so shortly before the day of writing.
pub(super) const WEEK: i32 = 7;

impl Resolver<'_> {
    pub(super) fn published(&self) -> Option<Footing> {
        let day = self.reference.published?;
        let context = &self.mention.context;
        Some(Footing {
            base: year::Base {
                over: context.name && !context.occasion && self.mention.parts.quarter.is_none()
                    || self.is_chronology()
                    || context.background && context.bound,
                since: context.since,
                ..year::Base::fixed(Interval::day(day))
            },
            anchor: Anchor::Published(day),
            own: false,
        })
    }

    pub(super) fn footing(&self, said: Said) -> Footing {
        let ahead = self.mention.context.tense == Tense::Future;
        Footing {
            base: year::Base {
                day: said.interval.first,
                around: said.interval,
                story: true,
                limit: self.reference.published.filter(|_| !ahead),
                frame: self.frame.filter(|_| self.history),
                back: self.mention.context.background && !self.mention.context.until,
                aside: self
                    .told
                    .last
                    .filter(|last| {
                        let here = self.mention.context.paragraph;
                        let fine = last.interval.granularity <= Granularity::Month;
                        self.told.aside && self.history && fine && last.paragraph == here
                    })
                    .map(|last| last.interval),
                next: self.next.filter(|_| self.history),
                time: said.point.time,
                opening: self.subject(said),
                over: false,
                since: false,
                ends_range: self.mention.context.range_end
                    && self.told.last.is_some_and(|last| last.at == said.at),
            },
            anchor: Anchor::Mention {
                at: said.at,
                day: said.interval.first,
            },
            own: said.own,
        }
    }

    /// The day that a history opens with, for a date that stands after a bare
    /// year of another paragraph and before that day's year was come to.
    fn subject(&self, said: Said) -> Option<Day> {
        let opening = self.told.opening.filter(|_| self.history)?;
        let elsewhere = said.paragraph != self.mention.context.paragraph;
        let background = said.interval.granularity == Granularity::Year
            && said.interval.first < opening.interval.first
            && opening.interval.granularity <= Granularity::Month;
        (elsewhere && background).then_some(opening.interval.first)
    }

    /// What the text spoke of last, as finely as `unit` needs it.
    pub(super) fn spoken(&self, unit: Unit) -> Option<Footing> {
        let here = &self.mention.context;
        let passing = self.told.passing.filter(|said| {
            unit <= Unit::Day && said.is_day() && said.paragraph + 1 >= here.paragraph
        });
        if let Some(said) = passing {
            return Some(self.footing(said));
        }
        // "The next day" goes on from the story, "that day" from the last word.
        let parts = &self.mention.parts;
        let on =
            parts.op == Op::Shift && parts.count != Some(0) && parts.direction != Direction::This;
        let story = self
            .told
            .story
            .filter(|_| on && self.told.aside && self.history && !self.mention.context.background);
        let said = if let Some(story) = story.filter(|s| unit > Unit::Day || s.is_day()) {
            Some(story)
        } else if unit <= Unit::Day {
            self.told.current_day().or(self
                .told
                .day
                .filter(|d| d.paragraph == self.mention.context.paragraph))
        } else {
            self.told.last
        };
        said.map(|said| self.footing(said))
    }

    /// What the text spoke of last, for what comes after it.
    fn spoken_near(&self, unit: Unit) -> Option<Footing> {
        let here = &self.mention.context;
        // "If they do not appeal, the soonest would be seven days later": later
        // than what, no date tells.
        let near = |said: &Said| said.paragraph == here.paragraph;
        let supposed = here.tense == Tense::Future
            && !self.history
            && self.told.last.as_ref().is_some_and(|said| !near(said));
        if supposed {
            return None;
        }
        self.spoken(unit)
    }

    /// The anchor of this mention.
    pub(super) fn anchor(&self) -> Option<Footing> {
        let parts = &self.mention.parts;
        let unit = parts.unit.unwrap_or(match parts {
            Parts { clock: Some(_), .. }
            | Parts {
                part_of_day: Some(_),
                ..
            } => Unit::Day,
            Parts {
                day: Some(_),
                month: None,
                ..
            } => Unit::Month,
            _ => Unit::Year,
        });
        match parts.base {
            // "Next spring he was back", "last year's losses" in a history.
            Base::Published if self.is_told(unit) => self.spoken(unit),
            // What leaves the reports of earnings counts from the text, too.
            // "That day" is never the day of writing, but "the next day" may
            // count from it.
            Base::Text if unit == Unit::Day && parts.count == Some(0) => self.spoken(unit),
            // A history's "next day" is none of the reader's.
            Base::Text if unit == Unit::Day && self.is_told_of() => self.spoken(unit),
            Base::Text if unit <= Unit::Week && self.is_later_told() => self.spoken_near(unit),
            Base::Text | Base::Report => self.spoken(unit).or_else(|| self.published()),
            Base::Open | Base::Own
                if self.is_dated() && (parts.op == Op::Calendar || parts.base == Base::Own) =>
            {
                if self.leans_on_text() {
                    self.story()
                        .map(|said| self.footing(said))
                        .or_else(|| self.published())
                } else {
                    self.published()
                }
            }
            Base::Open => {
                let timed = parts.op == Op::Calendar && unit == Unit::Day;
                let near = |said: &Said| {
                    let here = &self.mention.context;
                    self.history
                        || (said.paragraph == here.paragraph
                            && self.historic.contains(&here.paragraph))
                        || (unit == Unit::Day && said.sentence == here.sentence)
                        // "met on 18 December and asked for talks by the end
                        // of the year"
                        || (parts.op == Op::Shift
                            && here.tense != Tense::Future
                            && said.sentence == here.sentence
                            && said.interval.granularity < Granularity::Quarter)
                        || (unit == Unit::Day
                            && here.tense == Tense::Past
                            && self.reference.published.is_none_or(|day| said.interval.first <= day)
                            && said.paragraph == here.paragraph
                            && said.sentence + 1 == here.sentence)
                        || (timed && here.tense == Tense::Past && self.is_of_story(said))
                };
                // A history goes on from its story, not from what it looked
                // back to.
                let story = self
                    .told
                    .story
                    .filter(|_| self.history && !self.mention.context.background);
                let said = match (unit, story) {
                    (Unit::Day, Some(story)) if story.is_day() => Some(story),
                    (Unit::Day, _) => self.told.current_day(),
                    (_, story) => story.or(self.told.last),
                };
                let other = || self.told_day().or_else(|| self.planned_day());
                let said = said.filter(near).or_else(|| other().filter(|_| timed));
                match said {
                    Some(said) => Some(self.footing(said)),
                    // A history's noon is none of the reader's.
                    None if timed && (self.is_told_of() || self.is_elsewhere()) => None,
                    None => self.published(),
                }
            }
            _ => self.published(),
        }
    }

    /// The day that this paragraph of a history told of last, years and months
    /// between them notwithstanding.
    fn told_day(&self) -> Option<Said> {
        let here = &self.mention.context;
        self.told
            .day
            .filter(|day| self.history && day.paragraph == here.paragraph)
            .filter(|day| day.sentence + 1 >= here.sentence)
    }

    /// A day of the news that a text tells of other than the day of writing,
    /// named in this paragraph or the one before: "in the morning" is of it.
    fn is_of_story(&self, said: &Said) -> bool {
        let Some(published) = self.reference.published else {
            return true;
        };
        let back = published.0 - said.interval.first.0;
        self.leads_elsewhere()
            && (0..WEEK).contains(&back)
            && said.paragraph + 1 >= self.mention.context.paragraph
    }

    /// A time of a past day that is named nowhere near.
    fn is_elsewhere(&self) -> bool {
        let clock = self.mention.parts.clock.is_some();
        clock && self.mention.context.tense == Tense::Past && self.leads_elsewhere()
    }

    /// The first day that the text names lies before the day of writing.
    fn leads_elsewhere(&self) -> bool {
        let lead = self.told.lead.map(|said| said.interval.first);
        lead.is_some() && lead < self.reference.published
    }

    /// The day ahead that the sentence before named, as announcements do: "The
    /// match is tomorrow. Kick-off is at 6.30pm."
    fn planned_day(&self) -> Option<Said> {
        let here = &self.mention.context;
        let ahead =
            here.tense == Tense::Future && self.mention.parts.clock.is_some() && !self.history;
        let published = self.reference.published?;
        let soon = |day: &Said| {
            let days = day.interval.first.0 - published.0;
            days == 1 || day.weekday && days <= WEEK
        };
        let near =
            |day: &Said| day.paragraph == here.paragraph && day.sentence + 1 >= here.sentence;
        self.told.plan.filter(|day| ahead && near(day) && soon(day))
    }

    /// "Two days later", "five years on": it goes on from the text, and what
    /// has been so far can't lie after the day of writing.
    fn is_later_told(&self) -> bool {
        let parts = &self.mention.parts;
        parts.op == Op::Shift && parts.count.is_some_and(|count| count > 0)
    }

    /// A unit of a week or more, last or next, told in the past of a history.
    fn is_told(&self, unit: Unit) -> bool {
        let parts = &self.mention.parts;
        self.history
            && parts.op == Op::Shift
            && unit >= Unit::Week
            && parts.count.is_some_and(|count| count.abs() == 1000)
            && self.mention.context.tense == Tense::Past
            && self.told.last.is_some_and(|said| said.own)
    }

    /// The text has a story of its own time.
    fn is_told_of(&self) -> bool {
        self.history && self.told.story.is_some_and(|story| story.own)
    }

    /// It names a month, weekday or other part of the year itself.
    pub(super) fn is_dated(&self) -> bool {
        let parts = &self.mention.parts;
        parts.month.is_some()
            || parts.weekday.is_some()
            || parts.season.is_some()
            || parts.holiday.is_some()
            || parts.quarter.is_some()
            || parts.half.is_some()
            || parts.day.is_some()
            || parts.decade.is_some()
    }

    /// Where the story stands, or will begin when its first date has no year
    /// of its own.
    pub(super) fn story(&self) -> Option<Said> {
        let ahead = self.mention.context.ahead && self.reference.published.is_some();
        let opening = self.told.opening.filter(|_| !ahead);
        self.told.story.or(opening)
    }

    /// A base for dates that need none.
    pub(super) fn nowhere() -> Footing {
        Footing {
            base: year::Base::fixed(Interval::day(PIVOT)),
            anchor: Anchor::None,
            own: true,
        }
    }
}
