//! Named days, fixed and movable.

use super::LoadError;
use super::lexicon::Lexicon;
use crate::timex::{Day, calendar};

/// How a named day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Month and day.
    Fixed(u32, u32),
    /// Month, weekday, which one (negative from the end), days after it.
    Nth(u32, u32, i32, i32),
    /// Days after western Easter Sunday.
    Easter(i32),
    /// Days after Orthodox Easter Sunday.
    Orthodox(i32),
}

/// All named days.
#[derive(Debug, Default)]
pub(crate) struct Holidays(Vec<When>);

impl Holidays {
    /// Reads lines of `rule TAB forms`; the forms become the class `holiday`.
    pub(crate) fn read(
        &mut self,
        file: &str,
        table: &str,
        lexicon: &mut Lexicon,
    ) -> Result<(), LoadError> {
        let mut words = String::new();
        for (number, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                words.push('\n');
                continue;
            }
            let error = |what: &str| LoadError::new(file, number + 1, what.to_owned());
            let (rule, forms) = line
                .split_once('\t')
                .ok_or_else(|| error("expected two fields: rule, forms"))?;
            let when = when(rule).ok_or_else(|| {
                error(
                    "the rule is none of: MM-DD, easter+N, orthodox+N, nth MONTH WEEKDAY N [+DAYS]",
                )
            })?;
            words.push_str(&format!("holiday\t{}\t{forms}\n", self.0.len()));
            self.0.push(when);
        }
        lexicon.read(file, &words, &|_, _| None)
    }

    /// Month and day, when it falls on the same every year.
    pub(crate) fn fixed(&self, index: u16) -> Option<(u8, u8)> {
        match *self.0.get(usize::from(index))? {
            When::Fixed(month, day) => Some((month as u8, day as u8)),
            _ => None,
        }
    }

    /// The named day in a year.
    pub(crate) fn in_year(&self, index: u16, year: i32) -> Option<Day> {
        match *self.0.get(usize::from(index))? {
            When::Fixed(month, day) => Day::from_ymd(year, month, day),
            When::Nth(month, weekday, n, days) => {
                calendar::nth_weekday(year, month, weekday, n).map(|day| day.plus(days))
            }
            When::Easter(days) => calendar::easter(year).map(|day| day.plus(days)),
            When::Orthodox(days) => calendar::orthodox_easter(year).map(|day| day.plus(days)),
        }
    }
}

fn when(rule: &str) -> Option<When> {
    if let Some(days) = rule.strip_prefix("easter") {
        return days.parse().ok().map(When::Easter);
    }
    if let Some(days) = rule.strip_prefix("orthodox") {
        return days.parse().ok().map(When::Orthodox);
    }
    if let Some(rest) = rule.strip_prefix("nth ") {
        let mut fields = rest.split_whitespace();
        let month = fields
            .next()?
            .parse()
            .ok()
            .filter(|m| (1..=12).contains(m))?;
        let weekday = fields
            .next()?
            .parse()
            .ok()
            .filter(|w| (1..=7).contains(w))?;
        let n: i32 = fields.next()?.parse().ok().filter(|n| *n != 0)?;
        let days = fields.next().map_or(Some(0), |d| d.parse().ok())?;
        return Some(When::Nth(month, weekday, n, days));
    }
    let (month, day) = rule.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Day::from_ymd(2000, month, day).map(|_| When::Fixed(month, day))
}
