//! Offices, what news calls them, and who held them when.

use super::Phrases;
use super::frozen::Records;
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
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Offices {
    /// "Russian President", "Kremlin spokesman" -> office.
    pub titles: Phrases,
    /// "President", "spokesman" -> offices with that plain name.
    pub generic: Phrases,
    /// Person, office, first day, last day; by office, then first day.
    pub(super) tenures: Records<4>,
}

impl Offices {
    /// Who held `office` on `day`, the latest first day winning. News call
    /// someone by an office for a little while after it was left, so the last
    /// holder within `grace` days counts when nobody holds it.
    pub(crate) fn holder(&self, office: u32, day: Day, grace: i32) -> Option<u32> {
        let held = |t: &Tenure| t.from <= day && day <= t.to.plus(grace);
        self.of(office).filter(held).last().map(|t| t.person)
    }

    /// Whether someone held any office on `day`, or until `grace` days before.
    pub(crate) fn active(&self, person: u32, day: Day, grace: i32) -> bool {
        (0..self.tenures.len())
            .map(|at| self.tenure(at))
            .any(|t| t.person == person && t.from <= day && day <= t.to.plus(grace))
    }

    /// The tenures of an office, by first day.
    pub(crate) fn of(&self, office: u32) -> impl Iterator<Item = Tenure> + use<> {
        let offices = *self;
        let (mut low, mut high) = (0, self.tenures.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.tenure(middle).office < office {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        (low..offices.tenures.len())
            .map(move |at| offices.tenure(at))
            .take_while(move |t| t.office == office)
    }

    fn tenure(&self, at: usize) -> Tenure {
        let [person, office, from, to] = self.tenures.get(at);
        Tenure {
            person,
            office,
            from: Day(from as i32),
            to: Day(to as i32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_on_a_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let tenure =
            |office, person, from, to| [person, office, day(from).0 as u32, day(to).0 as u32];
        let bytes = Records::bytes([
            tenure(6, 9, "2000-01-01", "2030-01-01"),
            tenure(7, 1, "2009-01-01", "2013-02-01"),
            tenure(7, 2, "2013-02-01", "2017-12-31"),
        ]);
        let offices = Offices {
            tenures: Records::new(Box::leak(bytes.into_boxed_slice())),
            ..Offices::default()
        };
        let on = |d: &str| offices.holder(7, day(d), 30);
        assert_eq!(on("2012-05-05"), Some(1));
        assert_eq!(on("2013-02-01"), Some(2));
        assert_eq!(on("2018-01-20"), Some(2));
        assert_eq!(on("2018-03-20"), None);
        assert_eq!(offices.holder(8, Day(0), 0), None);
        assert!(offices.active(1, day("2010-01-01"), 0));
    }
}
