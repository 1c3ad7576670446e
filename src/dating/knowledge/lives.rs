//! When people were born, and what anniversaries are of:
//! `assets/gazetteer/births.tsv` and `remembered.tsv`.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::actor::gazetteer::{GazetteerError, Table, day, values};
use crate::timex::Day;

const BIRTHS: &str = include_str!("../../../assets/gazetteer/births.tsv");
const REMEMBERED: &str = include_str!("../../../assets/gazetteer/remembered.tsv");

/// Someone whose birth is known.
#[derive(Clone, Debug)]
pub struct Life {
    /// The name, as news write it.
    pub name: &'static str,
    /// First day that it may have been.
    pub first: Day,
    /// Last day that it may have been.
    pub last: Day,
}

/// Something that anniversaries are of.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// What people call it.
    pub name: &'static str,
    /// Its day.
    pub on: Day,
}

/// The tables, compiled.
#[derive(Debug)]
pub struct Lives {
    lives: Vec<Life>,
    remembered: Vec<Remembered>,
    /// The life of each pattern of `people`.
    whose: Vec<u16>,
    people: AhoCorasick,
    /// The happening of each pattern of `happenings`.
    which: Vec<u16>,
    happenings: AhoCorasick,
}

impl Life {
    /// The ages, youngest and oldest, that one may have on a day.
    pub fn ages(&self, day: Day) -> (i32, i32) {
        (years(self.last, day), years(self.first, day))
    }
}

/// Whole years from one day to another; negative where it lies ahead.
fn years(from: Day, to: Day) -> i32 {
    let ((first, month, date), (last, now, today)) = (from.ymd(), to.ymd());
    last - first - i32::from((now, today) < (month, date))
}

/// The day so many years later; 29 February becomes the 28th.
pub fn after(day: Day, years: i32) -> Option<Day> {
    let (year, month, date) = day.ymd();
    let year = year.checked_add(years).filter(|y| *y < 9999)?;
    Day::from_ymd(year, month, date).or_else(|| Day::from_ymd(year, month, 28))
}

impl Lives {
    /// The built-in tables, compiled once per process.
    pub fn built_in() -> &'static Lives {
        static LIVES: OnceLock<Lives> = OnceLock::new();
        LIVES.get_or_init(|| read().expect("a test holds the tables to form"))
    }

    /// Full names of people in a text: byte range and whose.
    pub fn people(&self, text: &str) -> Vec<(usize, usize, u16)> {
        found(&self.people, &self.whose, text).collect()
    }

    /// What a text names that anniversaries are of.
    pub fn remembered(&self, text: &str) -> Vec<(usize, usize, u16)> {
        found(&self.happenings, &self.which, text).collect()
    }

    /// A life.
    pub fn life(&self, id: u16) -> &Life {
        &self.lives[usize::from(id)]
    }

    /// A happening.
    pub fn happening(&self, id: u16) -> &Remembered {
        &self.remembered[usize::from(id)]
    }
}

/// Where patterns stand as whole words.
pub(super) fn found<'a>(
    finder: &'a AhoCorasick,
    ids: &'a [u16],
    text: &'a str,
) -> impl Iterator<Item = (usize, usize, u16)> + 'a {
    let whole = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let all = finder.find_iter(text).filter(move |found| {
        whole(text[..found.start()].chars().next_back())
            && whole(text[found.end()..].chars().next())
    });
    all.map(|f| (f.start(), f.end(), ids[f.pattern().as_usize()]))
}

fn read() -> Result<Lives, GazetteerError> {
    let (mut lives, mut people, mut whose) = (Vec::new(), Vec::new(), Vec::new());
    let table = Table::new("births.tsv", BIRTHS, &["name", "born"])?;
    table.rows(["name", "aliases", "born"], |row| {
        let [name, aliases, born] = row.cells;
        let (first, last) = day(born, false).zip(day(born, true)).ok_or("no such day")?;
        for pattern in values(name).chain(values(aliases)) {
            people.push(pattern);
            whose.push(lives.len() as u16);
        }
        lives.push(Life { name, first, last });
        Ok(())
    })?;
    let (mut remembered, mut happenings, mut which) = (Vec::new(), Vec::new(), Vec::new());
    let table = Table::new("remembered.tsv", REMEMBERED, &["name", "on", "patterns"])?;
    table.rows(["name", "on", "patterns"], |row| {
        let [name, on, patterns] = row.cells;
        let on = day(on, false).ok_or("no such day")?;
        for pattern in values(patterns) {
            happenings.push(pattern);
            which.push(remembered.len() as u16);
        }
        remembered.push(Remembered { name, on });
        Ok(())
    })?;
    let finder = |patterns: &[&str], any_case| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(any_case)
            .build(patterns)
            .expect("a few thousand short patterns fit")
    };
    Ok(Lives {
        people: finder(&people, false),
        happenings: finder(&happenings, true),
        lives,
        remembered,
        whose,
        which,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_by_the_calendar() {
        let lives = Lives::built_in();
        let text = "Nelson Mandela spoke.";
        let people = lives.people(text);
        assert_eq!(people.len(), 1);
        let life = lives.life(people[0].2);
        let ages = |day: &str| life.ages(day.parse().unwrap());
        assert_eq!(ages("2008-07-17"), (89, 89));
        assert_eq!(ages("2008-07-18"), (90, 90));
        assert!(lives.people("Nelson Mandelas").is_empty());
    }

    #[test]
    fn a_leap_day_has_anniversaries() {
        let leap: Day = "2004-02-29".parse().unwrap();
        assert_eq!(after(leap, 1).unwrap().to_string(), "2005-02-28");
        assert_eq!(after(leap, 4).unwrap().to_string(), "2008-02-29");
        assert_eq!(after(leap, i32::MAX), None);
    }
}
