//! The place in the calendar that the parts of a mention name.

use super::super::Day;
use super::super::calendar;
use super::super::parts::{Base, Direction, Parts};
use super::super::value::{Part, PartOfDay, Point, TimeOfDay, Value, Year};
use super::shift::time_of;
use super::{Resolver, year};

/// The part of a year that the parts name without a calendar: a day of a
/// month, a month, quarter, half or season.
pub(super) fn part_of_year(parts: &Parts) -> Option<Part> {
    Some(match *parts {
        Parts {
            month: Some(m),
            day: Some(d),
            ..
        } => Part::Day(m, d),
        Parts {
            month: Some(_),
            weekday: Some(_),
            ..
        } => return None,
        Parts { month: Some(m), .. } => Part::Month(m),
        Parts { day: Some(_), .. } => return None,
        Parts {
            quarter: Some(q), ..
        } => Part::Quarter(q),
        Parts { half: Some(h), .. } => Part::Half(h),
        Parts {
            season: Some(s), ..
        } => Part::Season(s),
        _ => return None,
    })
}

/// An hour told so many hours before the last one is past noon: "at 9.45
/// they set out; by two they were there".
const GONE_BY: u8 = 4;

impl Resolver<'_> {
    /// The place in the calendar that the parts name, held against a base.
    pub(super) fn point(&self, base: &year::Base, direction: Direction) -> Option<Point> {
        let parts = &self.mention.parts;
        let time = self.after_noon(base, time_of(parts));
        let holidays = &self.language.holidays;
        let year = year::year(parts, holidays, base, direction);
        let of = |part| Point {
            year: Year::Of(year),
            part,
            time,
        };
        let on = |day| match Value::day(day) {
            Value::Point(point) => Point { time, ..point },
            _ => Point::default(),
        };
        if let Some(part) = part_of_year(parts) {
            return Some(of(part));
        }
        Some(match *parts {
            Parts {
                day: Some(d),
                month_shift,
                ..
            } => {
                let (year, month) = year::month_of(base, d, month_shift, direction);
                // "The 31st of last month" in October is in September.
                let part = match Day::from_ymd(year, month, d.into()) {
                    Some(_) => Part::Day(month as u8, d),
                    None => Part::Month(month as u8),
                };
                Point {
                    year: Year::Of(year),
                    part,
                    time,
                }
            }
            Parts {
                weekday: Some(_),
                month: Some(_),
                ..
            } => on(year::nth_weekday(parts, year)?),
            Parts {
                weekday: Some(w),
                nth,
                month_shift: Some(months),
                ..
            } => {
                let (year, month, _) = base.day.ymd();
                let (year, month) = calendar::add_months(year, month, months);
                let nth = nth.map_or(-1, i32::from);
                on(calendar::nth_weekday(year, month, w.into(), nth)?)
            }
            Parts {
                holiday: Some(h), ..
            } => on(holidays.in_year(h, year)?),
            Parts {
                weekday: Some(w),
                week_shift: Some(weeks),
                ..
            } => {
                let today = base.day.weekday().number_from_monday() as i32;
                on(base.day.plus(7 * weeks - today + i32::from(w)))
            }
            Parts {
                weekday: Some(w), ..
            } => {
                let said = parts.direction != Direction::Open;
                on(year::weekday(base, w, direction, said))
            }
            Parts {
                decade: Some(decade),
                ..
            } => {
                let decade = if decade >= 100 { decade } else { 1900 + decade };
                // "The 1600s" is a century, "the 1900s" has come to be a decade.
                let century = decade % 100 == 0 && decade < 1900;
                Point {
                    year: if century {
                        Year::Century(decade / 100)
                    } else {
                        Year::Decade(decade / 10)
                    },
                    ..of(Part::Whole)
                }
            }
            Parts {
                century: Some(century),
                ..
            } => Point {
                year: Year::Century(if century > 0 { century - 1 } else { century }),
                ..of(Part::Whole)
            },
            Parts {
                year: Some(_),
                base: Base::Report,
                ..
            } => of(self
                .told
                .quarter
                .map_or(Part::Whole, |said| said.point.part)),
            Parts {
                year: None,
                year_shift: None,
                ..
            } if time != TimeOfDay::None => on(self.day_of(base, time, false)),
            _ => of(Part::Whole),
        })
    }

    /// "At noon …; at half past four": hours told in words go on from the time
    /// that the story has come to.
    fn after_noon(&self, base: &year::Base, time: TimeOfDay) -> TimeOfDay {
        let parts = &self.mention.parts;
        let open = parts.clock.is_some_and(|clock| clock.spoken) && parts.part_of_day.is_none();
        match (time, base.time) {
            (TimeOfDay::Clock(hour, minute, second), TimeOfDay::Clock(from, ..))
                if open
                    && base.story
                    && hour < 12
                    && (12.min(hour + GONE_BY)..=hour + 12).contains(&from) =>
            {
                TimeOfDay::Clock(hour + 12, minute, second)
            }
            (time, _) => time,
        }
    }

    /// The day of a time that is told without one: the story's, or after an
    /// evening or night of it the next, when the morning has come.
    /// "That morning" (`said`) after midnight is the next day's, too.
    pub(super) fn day_of(&self, base: &year::Base, time: TimeOfDay, said: bool) -> Day {
        let night = match base.time {
            // "Midnight on the 6th" may be its beginning.
            TimeOfDay::Clock(hour, ..) => (18..24).contains(&hour) || said && hour == 24,
            TimeOfDay::Part(part) => matches!(part, PartOfDay::Evening | PartOfDay::Night),
            TimeOfDay::None => false,
        };
        let morning = match time {
            TimeOfDay::Clock(hour, ..) => hour < 12,
            TimeOfDay::Part(part) => part == PartOfDay::Morning,
            TimeOfDay::None => false,
        };
        let context = &self.mention.context;
        let back = context.background && !context.until;
        let on = base.story && night && morning && !back;
        base.day.plus(i32::from(on))
    }

    /// Parts without an anchor: `XXXX-10-14`.
    pub(super) fn floating(&self) -> Value {
        let parts = &self.mention.parts;
        let time = time_of(parts);
        let part = part_of_year(parts).unwrap_or_else(|| match *parts {
            Parts { day: Some(d), .. } => Part::Day(0, d),
            Parts {
                weekday: Some(w), ..
            } => Part::WeekDay(0, w),
            Parts {
                holiday: Some(h), ..
            } => match self.language.holidays.in_year(h, 2000) {
                Some(day) => Part::Day(day.ymd().1 as u8, day.ymd().2 as u8),
                None => Part::Whole,
            },
            _ if time != TimeOfDay::None => Part::Day(0, 0),
            _ => Part::Whole,
        });
        Value::Point(Point {
            year: Year::Unknown,
            part,
            time,
        })
    }
}
