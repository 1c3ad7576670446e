//! What speaks for and against one day: the features that the weights of
//! `assets/dating/weights.tsv` are for.

use super::ages::{Age, Births};
use super::changes::{self, Against};
use super::clues::{Clue, What};
use super::counted::{self, Counted};
use super::drift::Speaks;
use super::habits::{Habit, Said, day_in_year_around, day_lag, month_number};
use super::mass::Mass;
use super::{occasions, told, world};
use crate::dating::knowledge::{Knowledge, Known};
use crate::dating::{Candidate, PartialDate};
use crate::timex::Day;

/// Reaches in days of the neighbour windows.
const REACHES: [i32; 7] = [0, 1, 3, 7, 30, 180, 730];
/// Reaches of the windows over the whole corpus.
const WIDE: [i32; 4] = [1, 7, 45, 365];
/// Likenesses that make channels of their own.
pub const STEPS: [f32; 4] = [0.45, 0.3, 0.2, 0.12];
/// Shared runs of words that make a copy.
pub const COPY: u16 = 8;
/// Reaches within these channels.
const STEP_REACHES: [i32; 4] = [0, 2, 10, 300];
/// How many features change as neighbours are dated.
pub const MOVING: usize = 3 * REACHES.len() + 5 * STEP_REACHES.len() + 2;
/// Days within which a day without a year is surely told of the year around.
const SEASON: i32 = 90;
/// Share of mass that is never taken for sure.
const FLOOR: f32 = 0.02;

/// All that is known about one article when its days are weighed.
pub struct Evidence<'a> {
    /// What it says of days.
    pub said: Said<'a>,
    /// The month and day that its dateline or stamp states.
    pub stated: Option<PartialDate>,
    /// Days that the article alone allowed.
    pub guesses: &'a [Candidate],
    /// The day that its text gave.
    pub soft: Option<Day>,
    /// The habit of its source.
    pub habit: &'a Habit,
    /// Where its neighbours stand.
    pub near: Near,
    /// Days of the whole corpus.
    pub corpus: &'a Mass,
    /// What the drift of words says, coarse and fine.
    pub drift: [Speaks; 2],
    /// What its words say against days.
    pub against: Against,
    /// What its house style says.
    pub style: Speaks,
    /// What it takes for granted of the world.
    pub known: &'a [Known],
    /// What it names that comes back.
    pub occasions: &'a [u16],
    /// Ages told.
    pub ages: &'a [Age],
    /// Years counted.
    pub counted: &'a [Counted],
    /// Births known.
    pub births: &'a Births,
    /// Years cited, with counts, ascending.
    pub years: Vec<(i32, f32)>,
    /// Whole dates cited, ascending.
    pub dates: Vec<Day>,
}

/// The days of an article's neighbours, in several weightings.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// Those most like it.
    pub close: Mass,
    /// Those like it.
    pub like: Mass,
    /// Those that share runs of words.
    pub runs: Mass,
    /// Those with a likeness above each of [`STEPS`].
    pub steps: [Mass; 4],
    /// Those that share so many runs that one has copied the other, or both
    /// the same.
    pub copies: Mass,
}

/// The years and whole dates cited.
pub fn cited(clues: &[Clue]) -> (Vec<(i32, f32)>, Vec<Day>) {
    let mut years: Vec<(i32, f32)> = Vec::new();
    let mut dates = Vec::new();
    for clue in clues {
        let year = match clue.what {
            What::Date(day) => {
                dates.push(day);
                day.year()
            }
            What::YearMonth(year, _) | What::Year(year) => i32::from(year),
            _ => continue,
        };
        match years.iter_mut().find(|y| y.0 == year) {
            Some(found) => found.1 += 1.0,
            None => years.push((year, 1.0)),
        }
    }
    dates.sort_unstable();
    years.sort_by_key(|y| y.0);
    (years, dates)
}

impl Evidence<'_> {
    /// The features of one day, in the order of [`names`].
    pub fn features(&self, day: Day, out: &mut Vec<f32>) {
        out.clear();
        self.moving_features(day, out);
        self.own_features(day, out);
    }

    /// The first [`MOVING`] features: those that change as neighbours are
    /// dated.
    pub fn moving_features(&self, day: Day, out: &mut Vec<f32>) {
        for mass in [&self.near.close, &self.near.like, &self.near.runs] {
            let total = mass.total().max(1e-6);
            let known = total / (total + 0.05);
            for reach in REACHES {
                out.push((FLOOR + known * mass.near(day, reach) / total).ln());
            }
        }
        for mass in self.near.steps.iter().chain([&self.near.copies]) {
            for reach in STEP_REACHES {
                out.push((0.1 + mass.near(day, reach)).ln());
            }
        }
        for drift in &self.drift {
            out.push(drift.of(day));
        }
    }

    /// The other features: what the article itself says, and what holds for
    /// the whole corpus.
    pub fn own_features(&self, day: Day, out: &mut Vec<f32>) {
        out.extend(self.spread(day));
        out.extend(world::read(self.known, day, Knowledge::built_in()));
        out.extend(self.births.read(self.ages, day));
        out.extend(counted::read(self.counted, day));
        self.year_features(day, out);
        self.date_features(day, out);
        self.month_features(day, out);
        out.extend(self.habit.read(&self.said, day));
        out.push(self.weekdays_beside(day));
        out.extend(self.tenses(day));
        told::read(self.said.clues, day, out);
        out.extend(occasions::read(self.occasions, day));
        out.extend(self.against.of(day));
        out.push(self.style.of(day));
    }

    /// How the dated articles spread around a day: the first of
    /// [`Evidence::own_features`].
    pub fn spread(&self, day: Day) -> [f32; WIDE.len()] {
        let total = self.corpus.total().max(1e-6);
        WIDE.map(|reach| (0.005 + self.corpus.near(day, reach) / total).ln())
    }

    /// Days that the text tells in the past and that would lie ahead of
    /// `day`, and days that it looks ahead to and that would lie behind it.
    fn tenses(&self, day: Day) -> [f32; 2] {
        let (mut ahead, mut behind) = (0.0f32, 0.0f32);
        for clue in self.said.clues {
            let lag = match clue.what {
                What::Date(of) => day.0 - of.0,
                What::MonthDay(month, of) => day_lag(day, month, of),
                _ => continue,
            };
            // Further off, a day without a year may be another year's.
            if lag.abs() > SEASON {
                continue;
            }
            if lag < 0 && clue.past && !clue.future {
                ahead += 1.0;
            } else if lag > 0 && clue.future && !clue.past {
                behind += 1.0;
            }
        }
        [ahead.min(3.0), behind.min(3.0)]
    }

    /// "Tuesday, October 4": the share of such days that do not fall on their
    /// weekday in the year around `day`.
    fn weekdays_beside(&self, day: Day) -> f32 {
        let (mut right, mut wrong) = (0.0, 0.0);
        for clue in self.said.clues {
            let (What::MonthDay(month, of), Some(weekday)) = (clue.what, clue.weekday) else {
                continue;
            };
            match day_in_year_around(day, month, of) {
                Some(meant) if meant.weekday() == weekday => right += 1.0,
                _ => wrong += 1.0,
            }
        }
        if wrong > 0.0 {
            wrong / (wrong + right)
        } else {
            0.0
        }
    }

    fn year_features(&self, day: Day, out: &mut Vec<f32>) {
        let year = day.year();
        let start = out.len();
        out.extend([0.0; 21]);
        let Some(&(last, _)) = self.years.last() else {
            return;
        };
        let slot = match year - last {
            ..=-2 => 0,
            -1 => 1,
            0 => 2,
            1 => 3,
            2 => 4,
            3..=4 => 5,
            5..=8 => 6,
            _ => 7,
        };
        out[start + slot] = 1.0;
        let count = |wanted: &dyn Fn(i32) -> bool| -> f32 {
            self.years.iter().filter(|y| wanted(y.0)).map(|y| y.1).sum()
        };
        out[start + 8] = (1.0 + count(&|y| y == year)).ln();
        out[start + 9] = (1.0 + count(&|y| y == year - 1)).ln();
        out[start + 10] = (1.0 + count(&|y| y == year + 1)).ln();
        out[start + 11] = (1.0 + count(&|y| y > year + 1)).ln();
        for &(cited, count) in &self.years {
            let slot = match year - cited {
                ..=-3 => 12,
                -2..=-1 => 13,
                0 => 14,
                1 => 15,
                2 => 16,
                3..=4 => 17,
                5..=8 => 18,
                9..=16 => 19,
                _ => 20,
            };
            out[start + slot] += (1.0 + count).ln();
        }
    }

    fn date_features(&self, day: Day, out: &mut Vec<f32>) {
        let start = out.len();
        out.extend([0.0; 12]);
        let Some(&last) = self.dates.last() else {
            return;
        };
        let slot = match day.0 - last.0 {
            ..=-31 => 0,
            -30..=-2 => 1,
            -1 => 2,
            0 => 3,
            1 => 4,
            2..=3 => 5,
            4..=7 => 6,
            8..=30 => 7,
            31..=120 => 8,
            121..=400 => 9,
            401..=1200 => 10,
            _ => 11,
        };
        out[start + slot] = 1.0;
    }

    fn month_features(&self, day: Day, out: &mut Vec<f32>) {
        let start = out.len();
        out.extend([0.0; 28]);
        let month = month_number(day);
        let (mut bare, mut later, mut dated) = (0.0f32, 0.0f32, 0.0f32);
        for clue in self.said.clues {
            match clue.what {
                What::Month(m) => {
                    let lag = (month - (i32::from(m) - 1)).rem_euclid(12);
                    out[start + lag as usize] += 1.0;
                    bare += 1.0;
                }
                What::MonthDay(m, d) => {
                    let slot = match day_lag(day, m, d) {
                        0 => 12,
                        1 => 13,
                        -1 => 14,
                        2..=7 => 15,
                        -7..=-2 => 16,
                        8..=60 => 17,
                        -60..=-8 => 18,
                        61..=120 => 19,
                        -120..=-61 => 20,
                        _ => 21,
                    };
                    out[start + slot] += 1.0;
                    later += 1.0;
                }
                What::YearMonth(y, m) => {
                    let slot = match month - (i32::from(y) * 12 + i32::from(m) - 1) {
                        ..=-2 => 22,
                        -1 => 23,
                        0 => 24,
                        1 => 25,
                        2..=12 => 26,
                        _ => 27,
                    };
                    out[start + slot] += 1.0;
                    dated += 1.0;
                }
                _ => {}
            }
        }
        for (range, count) in [(0..12, bare), (12..22, later), (22..28, dated)] {
            for value in &mut out[start + range.start..start + range.end] {
                *value /= count.max(1.0).sqrt();
            }
        }
    }
}

/// The features' names.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for channel in ["close", "like", "runs"] {
        names.extend(REACHES.iter().map(|r| format!("{channel}-{r}")));
    }
    for step in STEPS {
        names.extend(STEP_REACHES.iter().map(|r| format!("above-{step}-{r}")));
    }
    names.extend(STEP_REACHES.iter().map(|r| format!("copies-{r}")));
    names.extend(["drift-coarse", "drift-fine"].map(str::to_owned));
    names.extend(WIDE.iter().map(|r| format!("corpus-{r}")));
    names.extend(world::NAMES.map(str::to_owned));
    names.extend(["age", "year-old"].map(str::to_owned));
    names.extend(counted::NAMES.map(str::to_owned));
    for n in ["-2", "-1", "0", "1", "2", "3", "5", "9"] {
        names.push(format!("last-year-{n}"));
    }
    for n in ["same-year", "year-before", "year-after", "years-after"] {
        names.push(n.to_owned());
    }
    for n in ["-3", "-2", "0", "1", "2", "3", "5", "9", "17"] {
        names.push(format!("cited-year-{n}"));
    }
    for n in [
        "far-future",
        "month-future",
        "tomorrow",
        "0",
        "1",
        "2",
        "4",
        "8",
        "31",
        "121",
        "401",
        "1201",
    ] {
        names.push(format!("last-date-{n}"));
    }
    names.extend((0..12).map(|n| format!("bare-month-{n}")));
    for n in ["0", "1", "-1", "2", "-2", "8", "-8", "61", "-61", "far"] {
        names.push(format!("month-day-{n}"));
    }
    for n in ["-2", "-1", "0", "1", "2", "13"] {
        names.push(format!("year-month-{n}"));
    }
    for n in [
        "first-weekday",
        "weekdays",
        "head-day",
        "filed",
        "weekday-beside-wrong",
        "past-ahead",
        "future-behind",
    ] {
        names.push(n.to_owned());
    }
    names.extend(told::names());
    names.extend(occasions::NAMES.map(str::to_owned));
    names.extend(changes::NAMES.map(str::to_owned));
    names.push("house-style".to_owned());
    names
}
