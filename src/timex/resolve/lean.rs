//! Whether a date without its year is the text's own or the reader's.

use super::super::parts::Direction;
use super::super::{Granularity, Interval, Tense};
use super::anchor::WEEK;
use super::told::Said;
use super::{Resolver, year};

/// What news tells of lies mostly within so many days before it.
const RECENT: i32 = 60;

/// What is on show or on sale is announced for so many days.
const SEASON: i32 = 150;

/// The days of a year.
const YEAR: i32 = 365;

impl Resolver<'_> {
    /// Whether a date without its year goes with the text's own dates.
    pub(super) fn leans_on_text(&self) -> bool {
        let Some(last) = self.story() else {
            return false;
        };
        let parts = &self.mention.parts;
        // "until this spring" is the reader's own.
        let own = parts.direction == Direction::This || parts.year_shift == Some(0);
        if own && self.reference.published.is_some() && !self.surely {
            return false;
        }
        if parts.weekday.is_some() && parts.day.is_none() && !last.is_day() {
            return false;
        }
        // A range goes on from its beginning.
        if self.mention.context.range_end && last.begins(parts) {
            return true;
        }
        // "On July 1 and on the 5th": the month just named.
        let here = &self.mention.context;
        let bare_day = parts.day.is_some() && parts.month.is_none() && parts.month_shift.is_none();
        let just = last.sentence == here.sentence
            || here.tense == Tense::Past
                && last.paragraph == here.paragraph
                && last.sentence + 1 == here.sentence;
        if bare_day && just && last.interval.granularity <= Granularity::Month {
            return true;
        }
        if self.is_of_now(&last) {
            return false;
        }
        if self.history {
            let ahead = self.mention.context.ahead && self.reference.published.is_some();
            return !ahead && (last.own || self.reference.published.is_none());
        }
        // In news, only a paragraph of nothing but history goes by itself.
        let paragraph = self.mention.context.paragraph;
        let bare =
            self.mention.parts.direction == Direction::Open && self.mention.parts.weekday.is_none();
        bare && last.own
            && last.paragraph == paragraph
            && self.historic.contains(&paragraph)
            && self.mention.context.tense != Tense::Future
    }

    /// "In 2006 a pipeline leaked. BP told reporters on June 28 …": a day or
    /// month of the months around publication is of the news and not of the
    /// year that was spoken of just before, unless nothing but history is told.
    fn is_of_now(&self, last: &Said) -> bool {
        let (parts, context) = (&self.mention.parts, &self.mention.context);
        let Some(published) = self.reference.published else {
            return false;
        };
        let bare = parts.month.is_some() && parts.direction == Direction::Open;
        // What stands before the first date of a history leans on it, too.
        let opening = self.told.story.is_none();
        let far = |said: &Said| said.sentence + 1 < context.sentence;
        let coarse = match last.interval.granularity {
            Granularity::Month => far(last),
            granularity => granularity >= Granularity::Year,
        };
        // "At the museum until 22 May", "is released on 23 September"
        let shown = matches!(context.tense, Tense::Present | Tense::Unknown) && !context.label;
        let doubt = !self.surely || context.telling || context.ahead || shown;
        if !bare || !(opening || coarse) || !doubt || self.frame.is_some() || context.background {
            return false;
        }
        let base = year::Base::fixed(Interval::day(published));
        // "the leak will be stopped by August"
        let ahead = context.until && context.tense != Tense::Past || context.ahead;
        let lean = match ahead {
            true => Direction::Future,
            false => self.direction(),
        };
        // What is named after its day needs no year for a year: "the April 20
        // explosion".
        let back = match context.name {
            true => YEAR,
            false if self.surely && shown => WEEK,
            false => RECENT,
        };
        let on = match ahead {
            true => YEAR,
            false if shown => SEASON,
            false => RECENT,
        };
        let near = self.point(&base, lean).and_then(|point| point.interval());
        near.is_some_and(|near| {
            near.covers(published)
                || (0..back).contains(&(published.0 - near.last.0))
                || (0..on).contains(&(near.first.0 - published.0))
        })
    }
}
