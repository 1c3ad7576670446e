//! When people were born, and what anniversaries are of:
//! `assets/gazetteer/births.tsv` and `remembered.tsv`.

use std::path::Path;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::actor::gazetteer::{Form, GazetteerError, Shipped, day, values};
use crate::timex::Day;

const BIRTHS: Shipped = Shipped {
    form: Form::new("births.tsv", &["name", "born"], &["name"]),
    text: include_str!("../../../assets/gazetteer/births.tsv"),
};
const REMEMBERED: Shipped = Shipped {
    form: Form::new("remembered.tsv", &["name", "on", "patterns"], &["name"]),
    text: include_str!("../../../assets/gazetteer/remembered.tsv"),
};
/// All that are read here.
pub(super) const ALL: [Shipped; 2] = [BIRTHS, REMEMBERED];
static LIVES: OnceLock<Lives> = OnceLock::new();

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
    /// The tables, compiled once per process: those that ship, and the user's
    /// where [`super::Own`] has read them.
    pub fn built_in() -> &'static Lives {
        LIVES.get_or_init(|| Self::read(None).expect("a test holds the tables to form"))
    }

    /// Has these serve from now on; what has been read before stays.
    pub(super) fn serve(self) {
        let _ = LIVES.set(self);
    }

    /// Reads the tables that ship, and the user's in `folder`.
    pub(super) fn read(folder: Option<&Path>) -> Result<Lives, GazetteerError> {
        let (mut lives, mut people, mut whose) = (Vec::new(), Vec::new(), Vec::new());
        BIRTHS.rows(folder, ["name", "aliases", "born"], |row| {
            let [name, aliases, born] = row.cells;
            let days = day(born, false).zip(day(born, true));
            let (first, last) = days.ok_or_else(|| format!("\"{born}\" is no day"))?;
            let id = number(lives.len())?;
            for pattern in values(name).chain(values(aliases)) {
                people.push(pattern);
                whose.push(id);
            }
            lives.push(Life { name, first, last });
            Ok(())
        })?;
        let (mut remembered, mut happenings, mut which) = (Vec::new(), Vec::new(), Vec::new());
        REMEMBERED.rows(folder, ["name", "on", "patterns"], |row| {
            let [name, on, patterns] = row.cells;
            let on = day(on, false).ok_or_else(|| format!("\"{on}\" is no day"))?;
            let id = number(remembered.len())?;
            for pattern in values(patterns) {
                happenings.push(pattern);
                which.push(id);
            }
            remembered.push(Remembered { name, on });
            Ok(())
        })?;
        let finder = |patterns: &[&str], any_case| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .ascii_case_insensitive(any_case)
                .build(patterns)
                .expect("some ten thousand short patterns fit")
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

/// The number of a row.
pub(super) fn number(rows: usize) -> Result<u16, String> {
    u16::try_from(rows).map_err(|_| "more rows than such a table can have: 65,536".to_owned())
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
