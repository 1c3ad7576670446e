//! Offices, what news calls them, and who held them when.

use super::Phrases;
use crate::timex::Day;

/// Someone's time in an office.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tenure {
    /// Index of the person's entry.
    pub person: u32,
    /// Index of the office.
    pub office: u32,
    /// First day.
    pub from: Day,
    /// Last day; far ahead while in office.
    pub to: Day,
}

/// The office tables.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// "Russian President", "Kremlin spokesman" -> office.
    pub titles: Phrases,
    /// "President", "spokesman" -> offices with that plain name.
    pub generic: Phrases,
    /// Sorted by office, then first day.
    pub tenures: Vec<Tenure>,
}

impl Offices {
    /// Who held `office` on `day`, the latest first day winning. News call
    /// someone by an office for a little while after it was left, so the last
    /// holder within `grace` days counts when nobody holds it.
    pub(crate) fn holder(&self, office: u32, day: Day, grace: i32) -> Option<u32> {
        let of_office = self.of(office);
        let held = |t: &&Tenure| t.from <= day && day <= t.to.plus(grace);
        of_office.iter().rev().find(held).map(|t| t.person)
    }

    /// Whether someone held any office on `day`, or until `grace` days before.
    pub(crate) fn active(&self, person: u32, day: Day, grace: i32) -> bool {
        self.tenures
            .iter()
            .any(|t| t.person == person && t.from <= day && day <= t.to.plus(grace))
    }

    /// The tenures of an office, by first day.
    pub(crate) fn of(&self, office: u32) -> &[Tenure] {
        let start = self.tenures.partition_point(|t| t.office < office);
        let end = self.tenures.partition_point(|t| t.office <= office);
        &self.tenures[start..end]
    }
}

/// A day from `2015`, `2015-10` or `2015-10-14`: the first such day, or the
/// last when `last`.
pub(super) fn day(text: &str, last: bool) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    match (month, day) {
        (Some(month), Some(day)) => Day::from_ymd(year, month, day),
        (Some(12), None) if last => Day::from_ymd(year, 12, 31),
        (Some(month), None) if last => Day::from_ymd(year, month + 1, 1).map(|d| d.plus(-1)),
        (Some(month), None) => Day::from_ymd(year, month, 1),
        (None, _) if last => Day::from_ymd(year, 12, 31),
        (None, _) => Day::from_ymd(year, 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_whole_and_partial_dates() {
        let ymd = |t, last| day(t, last).map(Day::ymd);
        assert_eq!(ymd("2015", false), Some((2015, 1, 1)));
        assert_eq!(ymd("2016-02", true), Some((2016, 2, 29)));
        assert_eq!(ymd("2016-12", true), Some((2016, 12, 31)));
        assert_eq!(ymd("2015-10-14", true), Some((2015, 10, 14)));
        assert_eq!(ymd("2015-13", true), None);
        assert_eq!(ymd("October", false), None);
    }

    #[test]
    fn the_holder_on_a_day() {
        let tenure = |person, from: &str, to: &str| Tenure {
            person,
            office: 7,
            from: day(from, false).unwrap(),
            to: day(to, true).unwrap(),
        };
        let offices = Offices {
            tenures: vec![
                tenure(1, "2009", "2013-02-01"),
                tenure(2, "2013-02-01", "2017"),
            ],
            ..Offices::default()
        };
        let on = |d: &str| offices.holder(7, d.parse().unwrap(), 30);
        assert_eq!(on("2012-05-05"), Some(1));
        assert_eq!(on("2013-02-01"), Some(2));
        assert_eq!(on("2018-01-20"), Some(2));
        assert_eq!(on("2018-03-20"), None);
        assert_eq!(offices.holder(8, Day(0), 0), None);
    }
}
