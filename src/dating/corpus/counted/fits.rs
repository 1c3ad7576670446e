//! How well the years that a text counts fit a day.

use super::Counted;
use crate::dating::knowledge::lives::{Life, Lives, after};
use crate::timex::Day;

/// The names of what [`read`] tells: ages beside a name that fit, and within
/// a year; the same of ages whose bearer must be guessed; birthdays within a
/// month; anniversaries within three days, in season, in the year; of a year
/// named; years ago from one named.
pub const NAMES: [&str; 10] = [
    "age-known",
    "age-known-1",
    "age-guessed",
    "age-guessed-1",
    "birthday-30",
    "anniversary-3",
    "anniversary-season",
    "anniversary-year",
    "anniversary-cited",
    "years-since",
];

/// How many of the things counted fit a day: logs of counts, as [`NAMES`]
/// tells them.
pub fn read(counted: &[Counted], day: Day) -> [f32; NAMES.len()] {
    let mut counts = [0u8; NAMES.len()];
    for one in counted {
        let mut add = |slot: usize, fits: bool| counts[slot] += u8::from(fits && counts[slot] < 3);
        match one {
            Counted::Age { who, age, sure } => {
                let slot = if *sure { 0 } else { 2 };
                add(slot, lives(who).any(|life| fits(life, *age, day, 0)));
                add(slot + 1, lives(who).any(|life| fits(life, *age, day, 1)));
            }
            Counted::Birthday { who, age } => {
                let near = |life: &Life| {
                    after(life.first, *age).is_some_and(|on| (day.0 - on.0).abs() <= 30)
                };
                add(4, lives(who).any(near));
            }
            Counted::Anniversary { years, of, cited } => {
                let lags = || {
                    let days = of.iter().filter_map(|of| after(of.told().0, *years));
                    days.map(|on| (day.0 - on.0, day.year() == on.year()))
                };
                add(5, lags().any(|lag| lag.0.abs() <= 3));
                add(6, lags().any(|lag| (-45..=14).contains(&lag.0)));
                add(7, lags().any(|lag| lag.1));
                add(8, cited.iter().any(|year| day.year() == year + years));
            }
            Counted::Since { years, cited } => {
                add(9, cited.iter().any(|year| day.year() == year + years));
            }
        }
    }
    counts.map(|count| f32::from(1 + count).ln())
}

fn lives(who: &[u16]) -> impl Iterator<Item = &'static Life> {
    who.iter().map(|id| Lives::built_in().life(*id))
}

fn fits(life: &Life, age: i32, day: Day, slack: i32) -> bool {
    let (youngest, oldest) = life.ages(day);
    youngest - slack <= age && age <= oldest + slack
}

/// The things counted that fit a day, in a sentence each.
pub fn tell(counted: &[Counted], day: Day) -> Vec<String> {
    let long = |day: Day| day.date().format("%-d %B %Y").to_string();
    let told = counted.iter().filter_map(|one| match one {
        Counted::Age { who, age, .. } => {
            let life = lives(who).find(|life| fits(life, *age, day, 0))?;
            let born = match life.first == life.last {
                true => long(life.first),
                false => life.first.year().to_string(),
            };
            Some(format!("{} is {age} in it, born {born}.", life.name))
        }
        Counted::Birthday { .. } | Counted::Since { .. } => None,
        Counted::Anniversary { years, of, .. } => of.iter().find_map(|of| {
            let (on, name) = of.told();
            let fits = day.year() == on.year() + years;
            fits.then(|| format!("It counts {years} years since {}: {name}.", long(on)))
        }),
    });
    told.take(2).collect()
}
