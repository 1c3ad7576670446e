//! Dates in words.

use chrono::Month;

use crate::timex::{Granularity, Interval};

/// January is 1; empty for anything else.
pub fn month_name(month: u32) -> &'static str {
    let month = u8::try_from(month).ok();
    let month = month.and_then(|month| Month::try_from(month).ok());
    month.map_or("", |month| month.name())
}

/// An interval as a person would write it: "13 October 2015", "October 2015",
/// "13–15 October 2015", "30 September – 2 October 2015".
pub fn when(interval: Interval) -> String {
    let (year, month, day) = interval.first.ymd();
    let (last_year, last_month, last_day) = interval.last.ymd();
    let name = month_name(month);
    let about = if interval.approximate { "about " } else { "" };
    let one_month = (year, month) == (last_year, last_month);
    let text = match interval.granularity {
        Granularity::Decade => format!("{year}s"),
        Granularity::Year if year == last_year => year.to_string(),
        Granularity::Year | Granularity::Century => format!("{year}–{last_year}"),
        Granularity::Month if one_month => format!("{name} {year}"),
        Granularity::Quarter if year == last_year => {
            format!("quarter {} of {year}", (month - 1) / 3 + 1)
        }
        _ if interval.length() == 1 => format!("{day} {name} {year}"),
        _ if one_month => format!("{day}–{last_day} {name} {year}"),
        _ if year == last_year => format!(
            "{day} {name} – {last_day} {} {year}",
            month_name(last_month)
        ),
        _ => format!(
            "{day} {name} {year} – {last_day} {} {last_year}",
            month_name(last_month)
        ),
    };
    match interval.minutes {
        Some((from, to)) if from == to => {
            format!("{about}{text}, {:02}:{:02}", from / 60, from % 60)
        }
        _ => format!("{about}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timex::Day;

    fn interval(first: &str, last: &str, granularity: Granularity) -> Interval {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        Interval::days(day(first), day(last), granularity)
    }

    #[test]
    fn intervals_in_words() {
        let cases = [
            (
                "2015-10-13",
                "2015-10-13",
                Granularity::Day,
                "13 October 2015",
            ),
            (
                "2015-10-01",
                "2015-10-31",
                Granularity::Month,
                "October 2015",
            ),
            (
                "2015-10-13",
                "2015-10-15",
                Granularity::Day,
                "13–15 October 2015",
            ),
            (
                "2015-09-30",
                "2015-10-02",
                Granularity::Day,
                "30 September – 2 October 2015",
            ),
            (
                "2015-12-30",
                "2016-01-02",
                Granularity::Week,
                "30 December 2015 – 2 January 2016",
            ),
            ("2015-01-01", "2015-12-31", Granularity::Year, "2015"),
            ("1990-01-01", "1999-12-31", Granularity::Decade, "1990s"),
            (
                "2015-07-01",
                "2015-09-30",
                Granularity::Quarter,
                "quarter 3 of 2015",
            ),
        ];
        for (first, last, granularity, words) in cases {
            assert_eq!(when(interval(first, last, granularity)), words);
        }
    }
}
