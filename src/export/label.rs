//! Dates in words.

use chrono::Month;

use crate::timex::{Day, Granularity, Interval};

/// January is 1; empty for anything else.
pub fn month_name(month: u32) -> &'static str {
    let month = u8::try_from(month).ok();
    let month = month.and_then(|month| Month::try_from(month).ok());
    month.map_or("", |month| month.name())
}

/// A year as people count it: there is none between 1 BC and 1.
pub fn year(year: i32) -> String {
    match year {
        1.. => year.to_string(),
        _ => format!("{} BC", 1 - i64::from(year)),
    }
}

/// A day as a person would write it: "13 October 2015", "15 March 44 BC".
pub fn day(day: Day) -> String {
    let (of, month, day) = day.ymd();
    format!("{day} {} {}", month_name(month), year(of))
}

/// A day for a narrow place: ISO, and of the time before our era the year.
pub fn short_day(day: Day) -> String {
    match day.year() {
        1.. => day.to_string(),
        of => year(of),
    }
}

/// The heading an interval stands under: its year, and its month unless the
/// text tells of no month.
pub fn heading(interval: Interval) -> (i32, Option<u32>) {
    let (year, month, _) = interval.first.ymd();
    let coarse = interval.granularity >= Granularity::Quarter;
    (year, (!coarse).then_some(month))
}

/// A [`heading`] in words: "October 2015", "2011", "44 BC".
pub fn heading_words((of, month): (i32, Option<u32>)) -> String {
    match month {
        Some(month) => format!("{} {}", month_name(month), year(of)),
        None => year(of),
    }
}

/// An interval as a person would write it: "13 October 2015", "October 2015",
/// "13–15 October 2015", "30 September – 2 October 2015".
pub fn when(interval: Interval) -> String {
    let (first_year, month, day) = interval.first.ymd();
    let (last_year, last_month, last_day) = interval.last.ymd();
    let one_year = first_year == last_year;
    let one_month = one_year && month == last_month;
    let decade = interval.granularity == Granularity::Decade && first_year > 0;
    let (year, last_year) = (year(first_year), year(last_year));
    let name = month_name(month);
    let about = if interval.approximate { "about " } else { "" };
    let text = match interval.granularity {
        _ if decade => format!("{year}s"),
        Granularity::Year if one_year => year,
        Granularity::Year | Granularity::Decade | Granularity::Century => {
            format!("{year}–{last_year}")
        }
        Granularity::Month if one_month => format!("{name} {year}"),
        Granularity::Quarter if one_year => {
            format!("quarter {} of {year}", (month - 1) / 3 + 1)
        }
        _ if interval.length() == 1 => format!("{day} {name} {year}"),
        _ if one_month => format!("{day}–{last_day} {name} {year}"),
        _ if one_year => format!(
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
    fn headings_name_no_month_that_the_text_does_not() {
        let words = |granularity| {
            let year = interval("2011-01-01", "2011-12-31", granularity);
            heading_words(heading(year))
        };
        assert_eq!(words(Granularity::Year), "2011");
        assert_eq!(words(Granularity::Month), "January 2011");
        let old = interval("-0043-01-01", "-0043-12-31", Granularity::Year);
        assert_eq!(heading_words(heading(old)), "44 BC");
        assert_eq!(short_day(old.first), "44 BC");
        assert_eq!(short_day(Day(0)), "1970-01-01");
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
            ("-0043-01-01", "-0043-12-31", Granularity::Year, "44 BC"),
            (
                "-0043-03-15",
                "-0043-03-15",
                Granularity::Day,
                "15 March 44 BC",
            ),
            (
                "-0099-01-01",
                "0000-12-31",
                Granularity::Century,
                "100 BC–1 BC",
            ),
        ];
        for (first, last, granularity, words) in cases {
            assert_eq!(when(interval(first, last, granularity)), words);
        }
    }
}
