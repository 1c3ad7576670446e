//! What those who tell of the same happening say of the day on which an
//! article was written.

use super::happenings::{Same, Teller};
use super::when::When;
use crate::timex::Day;

/// Until so many sure sentences are found nothing is believed.
const DOUBT: f32 = 0.7;
/// How much likelier a day is that fits, where a week of days fits; where
/// more fit it is less by the root of their number.
const WORTH: f32 = 30.0;
const WEEK: f32 = 7.0;
/// The same where the next such weekday fits: what is to come is told less
/// often, and not always told as such.
const AHEAD: f32 = 3.0;
/// The neighbours' days say a part of the same.
const PART: f32 = 0.6;

/// What is said of the time of one happening once the days of the others are
/// taken to be known.
pub struct Votes {
    /// Days of publication from which on, and after which, so much speaks for
    /// a day, added up.
    from: Vec<(Day, f32)>,
    after: Vec<(Day, f32)>,
    total: f32,
}

impl Votes {
    /// Asks the others, all of them where the corpus is `spanned`; `days` tells on
    /// which days an article may be of that tells of the happening so.
    pub fn new<'d>(
        (when, same): &(When, Vec<Same>),
        spanned: bool,
        days: impl Fn(usize, When) -> &'d [(Day, f32)],
    ) -> Self {
        let mut votes = Self {
            from: Vec::new(),
            after: Vec::new(),
            total: 0.0,
        };
        for same in same.iter().filter(|same| same.counts(spanned)) {
            if let Some(meant) = same.when.fixed() {
                votes.add(*when, meant, same.weight);
                continue;
            }
            let Teller::Article(article) = same.teller else {
                continue;
            };
            for (day, share) in days(article as usize, same.when) {
                if let Some(meant) = same.when.on(*day) {
                    votes.add(*when, meant, share * same.weight);
                }
            }
        }
        for list in [&mut votes.from, &mut votes.after] {
            list.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut sum = 0.0;
            for (_, mass) in list {
                sum += *mass;
                *mass = sum;
            }
        }
        votes
    }

    /// What happened within the days `meant` was told of as `when`.
    fn add(&mut self, when: When, meant: (Day, Day), weight: f32) {
        let Some((from, to)) = when.told_on(meant) else {
            return;
        };
        self.total += weight;
        self.speak((from, to), weight * WORTH);
        if let When::Weekday(_) = when {
            self.speak((from.plus(-7), from.plus(-1)), weight * AHEAD);
        }
    }

    fn speak(&mut self, (from, to): (Day, Day), worth: f32) {
        let days = (to.0 - from.0 + 1) as f32;
        let mass = worth * (WEEK / days).sqrt();
        self.from.push((from, mass));
        self.after.push((to.plus(1), mass));
    }

    /// What all say of a day of publication: log-odds, 0 where nobody says
    /// anything.
    pub fn score(&self, day: Day) -> f32 {
        let until = |list: &[(Day, f32)]| {
            let end = list.partition_point(|p| p.0 <= day);
            end.checked_sub(1).map_or(0.0, |last| list[last].1)
        };
        let fits = (until(&self.from) - until(&self.after)).max(0.0);
        PART * ((DOUBT + fits) / (DOUBT + self.total)).ln()
    }
}
