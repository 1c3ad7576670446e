//! What comes back: `assets/gazetteer/occasions.tsv`. News name "the general
//! assembly" and "the Winter Olympics" without a year, mostly while they take
//! place or lie close by. And what is talked of for a time and no more:
//! `talk.tsv`, "the public option", "fuel protests".

use std::path::Path;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lives::{found, number};
use crate::actor::gazetteer::{Form, GazetteerError, Shipped, day, values};
use crate::timex::Day;

const COLUMNS: [&str; 3] = ["name", "when", "patterns"];
const HELD: Shipped = Shipped {
    form: Form::new("occasions.tsv", &COLUMNS, &["name"]),
    text: include_str!("../../../assets/gazetteer/occasions.tsv"),
};
const TALK: Shipped = Shipped {
    form: Form::new("talk.tsv", &COLUMNS, &["name"]),
    text: include_str!("../../../assets/gazetteer/talk.tsv"),
};
/// All that are read here.
pub(super) const ALL: [Shipped; 2] = [HELD, TALK];
static OCCASIONS: OnceLock<Occasions> = OnceLock::new();
/// A year in which every month and day can be read: a leap year.
const ANY_YEAR: i32 = 2000;

/// A month and a day of it.
type MonthDay = (u32, u32);

/// Something that comes back.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// What people call it.
    pub name: &'static str,
    /// Whether it is but talked of, and the times are those of the talk.
    pub is_talk: bool,
    windows: Windows,
}

/// When it takes place.
#[derive(Clone, Debug)]
enum Windows {
    /// Every year from one day to another, over new year where the second is
    /// the earlier.
    Yearly(Vec<(MonthDay, MonthDay)>),
    /// On these days, ascending.
    Dated(Vec<(Day, Day)>),
}

impl Occasion {
    /// Whether it takes place every year.
    pub fn is_yearly(&self) -> bool {
        matches!(self.windows, Windows::Yearly(_))
    }

    /// First and last day of the time that lies nearest to `day`.
    pub fn nearest(&self, day: Day) -> (Day, Day) {
        let near =
            |list: &mut dyn Iterator<Item = (Day, Day)>| list.min_by_key(|w| off(*w, day).abs());
        let nearest = match &self.windows {
            Windows::Dated(windows) => near(&mut windows.iter().copied()),
            Windows::Yearly(windows) => {
                let years = day.year() - 1..=day.year() + 1;
                let all =
                    years.flat_map(|year| windows.iter().filter_map(move |w| in_year(*w, year)));
                near(&mut { all })
            }
        };
        nearest.unwrap_or((day, day))
    }

    /// Days by which `day` lies after it, or before it (negative); 0 while
    /// it takes place.
    pub fn off(&self, day: Day) -> i32 {
        off(self.nearest(day), day)
    }
}

fn off((first, last): (Day, Day), day: Day) -> i32 {
    (day.0 - last.0).max(0) + (day.0 - first.0).min(0)
}

/// The window that begins in a year; there is none where its days are not
/// in it.
fn in_year((from, to): (MonthDay, MonthDay), year: i32) -> Option<(Day, Day)> {
    let last = year + i32::from(to < from);
    let on = |year, (month, day): MonthDay| {
        Day::from_ymd(year, month, day).or_else(|| Day::from_ymd(year, month, day - 1))
    };
    on(year, from).zip(on(last, to))
}

/// The tables, compiled.
#[derive(Debug)]
pub struct Occasions {
    all: Vec<Occasion>,
    /// The occasion of each pattern.
    which: Vec<u16>,
    finder: AhoCorasick,
}

impl Occasions {
    /// The tables, compiled once per process: those that ship, and the user's
    /// where [`super::Own`] has read them.
    pub fn built_in() -> &'static Occasions {
        OCCASIONS.get_or_init(|| Self::read(None).expect("a test holds the tables to form"))
    }

    /// Has these serve from now on; what has been read before stays.
    pub(super) fn serve(self) {
        let _ = OCCASIONS.set(self);
    }

    /// Reads what takes place, and what is talked of: what ships, and what the
    /// user has in `folder`.
    pub(super) fn read(folder: Option<&Path>) -> Result<Occasions, GazetteerError> {
        let (mut all, mut patterns, mut which) = (Vec::new(), Vec::new(), Vec::new());
        for (table, is_talk) in [(HELD, false), (TALK, true)] {
            table.rows(folder, COLUMNS, |row| {
                let [name, when, cell] = row.cells;
                let windows = windows(when)
                    .ok_or_else(|| format!("\"{when}\" is no time, or its times overlap"))?;
                if is_talk && matches!(windows, Windows::Yearly(_)) {
                    return Err("talk has days of its own".into());
                }
                let id = number(all.len())?;
                for pattern in values(cell) {
                    patterns.push(pattern);
                    which.push(id);
                }
                all.push(Occasion {
                    name,
                    is_talk,
                    windows,
                });
                Ok(())
            })?;
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(patterns)
            .expect("some ten thousand short patterns fit");
        Ok(Occasions { all, which, finder })
    }

    /// The occasions that a text names, ascending, each once.
    pub fn named(&self, text: &str) -> Vec<u16> {
        let mut named: Vec<u16> = found(&self.finder, &self.which, text)
            .map(|f| f.2)
            .collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// An occasion.
    pub fn occasion(&self, id: u16) -> &Occasion {
        &self.all[usize::from(id)]
    }
}

/// "09-12..10-04", or "2008-08-08..2008-08-24;2012-07-27..2012-08-12".
fn windows(cell: &str) -> Option<Windows> {
    let ends = |window: &'_ str| {
        let window = window.trim();
        let (from, to) = window.split_once("..").unwrap_or((window, window));
        (from.to_owned(), to.to_owned())
    };
    let list: Vec<(String, String)> = cell.split(';').map(ends).collect();
    if list.first()?.0.len() == "MM-DD".len() {
        let month_day = |text: &str| {
            let read = day(&format!("{ANY_YEAR}-{text}"), false)?;
            let (_, month, of_month) = read.ymd();
            Some((month, of_month))
        };
        let all = list
            .iter()
            .map(|(from, to)| month_day(from).zip(month_day(to)));
        return Some(Windows::Yearly(all.collect::<Option<_>>()?));
    }
    let all = list
        .iter()
        .map(|(from, to)| day(from, false).zip(day(to, true)));
    let all: Vec<(Day, Day)> = all.collect::<Option<_>>()?;
    if !(all.iter().all(|w| w.0 <= w.1) && all.is_sorted_by(|a, b| a.1 < b.0)) {
        return None;
    }
    // Times that touch are one, told from end to end.
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for window in all {
        match joined.last_mut() {
            Some(last) if last.1.plus(1) == window.0 => last.1 = window.1,
            _ => joined.push(window),
        }
    }
    Some(Windows::Dated(joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off_by(name: &str, day: &str) -> i32 {
        let occasions = Occasions::built_in();
        let named = occasions.named(name);
        assert_eq!(named.len(), 1, "{name}: {named:?}");
        occasions.occasion(named[0]).off(day.parse().unwrap())
    }

    #[test]
    fn what_comes_back_every_year() {
        assert_eq!(off_by("At the UN General Assembly.", "2013-09-24"), 0);
        assert!((1..=20).contains(&off_by("the UN General Assembly", "2013-10-15")));
        assert!((-60..0).contains(&off_by("the UN General Assembly", "2013-08-20")));
        assert_eq!(
            off_by("on New Year's Eve", "2009-01-01"),
            0,
            "over new year"
        );
    }

    #[test]
    fn what_comes_back_on_days_of_its_own() {
        assert_eq!(off_by("before the Winter Olympics", "2014-02-10"), 0);
        assert!(off_by("before the Winter Olympics", "2012-02-10") > 300);
    }

    #[test]
    fn whole_words_name_an_occasion() {
        assert!(Occasions::built_in().named("Wimbledonians").is_empty());
    }

    #[test]
    fn times_that_touch_are_one() {
        let read = windows("2022-12-10..2023-03-06;2023-03-07..2023-05-31").unwrap();
        let Windows::Dated(joined) = read else {
            panic!("{read:?}");
        };
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].1.to_string(), "2023-05-31");
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |when: &str| {
            let folder = tempfile::tempdir().unwrap();
            let table = format!("name\twhen\tpatterns\nx\t{when}\tx\n");
            std::fs::write(folder.path().join("occasions.tsv"), table).unwrap();
            Occasions::read(Some(folder.path()))
                .unwrap_err()
                .to_string()
        };
        for when in ["13-01..13-02", "2001-02-03..2001-01-01", "2004;2000", ""] {
            assert!(fault(when).contains("occasions.tsv:2: "), "{when}");
        }
    }
}
