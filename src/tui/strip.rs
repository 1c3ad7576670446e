//! The density strip: how many events when, in one line.

use chrono::Datelike;

use super::model::Model;
use crate::export::year;
use crate::store::Snapshot;
use crate::timex::Day;

/// The strip's columns in days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// First column on the screen.
    pub x: u16,
    /// Where each column begins, and where the last one ends.
    pub edges: Vec<Day>,
    /// Whether the first column gathers what came long before the others.
    pub earlier: bool,
    /// Whether the last column gathers what came long after the others.
    pub later: bool,
}

/// One event of so many, at each end, may be gathered in a single column; more
/// of them where that makes the strip shorter still by more than half.
const FEW: [usize; 3] = [50, 20, 10];

/// The days that the strip stretches over unless it is zoomed: all, or those
/// of nearly all events where the few outside are strewn over more days than
/// those inside. News of one autumn cites the year 1789, too.
pub fn bulk(snapshot: &Snapshot) -> Option<(Day, Day)> {
    let events = snapshot.everything();
    let whole = snapshot.span()?;
    let (mut first, mut last) = whole;
    for few in FEW.map(|share| events.count() / share) {
        let from = events.day(few)?;
        let to = events.day(events.count() - 1 - few)?;
        let inside = to.0 - from.0;
        if from.0 - first.0 > inside {
            first = from;
        }
        if last.0 - to.0 > inside {
            last = to;
        }
    }
    let air = (last.0 - first.0) / 16;
    Some((first.plus(-air).max(whole.0), last.plus(air).min(whole.1)))
}

/// The scale for the strip as it is drawn; `None` without events or room.
pub fn scale(model: &Model) -> Option<Scale> {
    let area = model.areas().strip;
    let (begin, end) = model.snapshot.span()?;
    let (first, last) = model.zoom.or_else(|| bulk(&model.snapshot))?;
    let earlier = model.zoom.is_none() && begin < first;
    let later = model.zoom.is_none() && last < end;
    let margin = margin(model);
    let columns = area
        .width
        .checked_sub(2 + margin + u16::from(earlier) + u16::from(later))
        .filter(|columns| *columns > 0)?;
    if area.height == 0 {
        return None;
    }
    let days = i64::from(last.0) - i64::from(first.0) + 1;
    let edge = |at: u16| {
        let offset = days * i64::from(at) / i64::from(columns);
        Day((i64::from(first.0) + offset) as i32)
    };
    let before = earlier.then_some(begin);
    let after = later.then_some(end.plus(1));
    Some(Scale {
        x: area.x + 1 + margin,
        edges: before
            .into_iter()
            .chain((0..=columns).map(edge))
            .chain(after)
            .collect(),
        earlier,
        later,
    })
}

/// Columns that names take before the strips, so that all strips stand one
/// below the other.
pub fn margin(model: &Model) -> u16 {
    let areas = model.areas();
    match areas.lanes.height {
        0 => 0,
        _ => (areas.strip.width / 6).clamp(8, 22),
    }
}

impl Scale {
    /// The column of a day; `None` outside.
    pub fn column(&self, day: Day) -> Option<u16> {
        let last = *self.edges.last()?;
        if day < self.edges[0] || day > last {
            return None;
        }
        let at = self.edges.partition_point(|edge| *edge <= day).max(1) - 1;
        Some(self.x + at.min(self.edges.len().saturating_sub(2)) as u16)
    }

    /// The columns that gather nothing: the first and the edges of all.
    fn even(&self) -> (u16, &[Day]) {
        let first = usize::from(self.earlier);
        let last = self.edges.len() - usize::from(self.later);
        (self.x + first as u16, &self.edges[first..last])
    }

    /// Days in a column, at least.
    fn days(&self) -> i32 {
        let (_, edges) = self.even();
        let whole = edges[edges.len() - 1].0 - edges[0].0;
        whole / (edges.len() as i32 - 1).max(1)
    }

    /// Years from label to label: a round number of them, and room for each.
    fn years(&self) -> i32 {
        let rounds = (0..).flat_map(|zeros| [1, 2, 5].map(|digit| digit * 10_i32.pow(zeros)));
        let room = self.days().saturating_mul(LABEL) / 365;
        // No span of days is longer than 2^31.
        rounds
            .take(24)
            .find(|years| *years >= room)
            .unwrap_or(1_000_000)
    }

    /// Labels along the axis: where each stands and what it says. Round
    /// years, or months when there is room for them.
    pub fn labels(&self) -> Vec<(u16, String)> {
        let months = self.days() <= 4;
        let step = self.years();
        let mut labels: Vec<(u16, String)> = Vec::new();
        let mut free_from = 0;
        let (first, edges) = self.even();
        for (at, pair) in edges.windows(2).enumerate() {
            let (from, to) = (pair[0], pair[1]);
            let Some(begin) = begins(
                from,
                to.max(from.plus(1)),
                (!months).then_some(step),
                at == 0,
            ) else {
                continue;
            };
            let x = first + at as u16;
            let date = begin.date();
            let label = if months && date.month() != 1 && at != 0 {
                date.format("%b").to_string()
            } else if months && date.month() != 1 {
                date.format("%b %Y").to_string()
            } else {
                year(date.year())
            };
            let end = x + label.len() as u16;
            if !months && x < free_from && labels.len() == 1 && labels[0].0 == first {
                // A year that begins tells more than the rest of the one before.
                labels.clear();
                free_from = x;
            }
            if x >= free_from && end < first + edges.len() as u16 {
                free_from = end + 1;
                labels.push((x, label));
            }
        }
        labels
    }
}

/// Columns for the label of a year, "1200 BC", and a blank.
const LABEL: i32 = 8;

/// The month that begins in `from..to`, or the year where labels stand so
/// many years apart; the running one for the first column.
fn begins(from: Day, to: Day, years: Option<i32>, running: bool) -> Option<Day> {
    if running {
        return Some(from);
    }
    let (y, m, d) = from.ymd();
    let next = match (years, d) {
        (Some(step), 1) if m == 1 => Day::from_ymd(round(y, step), 1, 1),
        (Some(step), _) => Day::from_ymd(round(y + 1, step), 1, 1),
        (None, 1) => Some(from),
        (None, _) if m == 12 => Day::from_ymd(y + 1, 1, 1),
        (None, _) => Day::from_ymd(y, m + 1, 1),
    };
    next.filter(|begin| *begin < to)
}

/// The first round year from one on, as people count them: before our era
/// 100 BC is round, and that is the year -99.
fn round(from: i32, step: i32) -> i32 {
    let before = (1 - from) / step * step;
    match from {
        ..=0 if before >= 1 => 1 - before,
        _ => (from.max(1) + step - 1) / step * step,
    }
}

/// The first day of the column at `x`.
pub fn day_at(model: &Model, x: u16) -> Option<Day> {
    let scale = scale(model)?;
    let at = x.checked_sub(scale.x)?;
    scale.edges.get(usize::from(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timex::Interval;
    use crate::tui::fixture::{self, Sentence};
    use crate::tui::still::Still;

    fn scale(first: &str, last: &str, columns: i32) -> Scale {
        let first: Day = first.parse().expect("a day");
        let last: Day = last.parse().expect("a day");
        let days = last.0 - first.0 + 1;
        Scale {
            x: 1,
            edges: (0..=columns)
                .map(|at| Day(first.0 + days * at / columns))
                .collect(),
            ..Scale::default()
        }
    }

    #[test]
    fn a_day_has_a_column_and_the_ends_fit() {
        let scale = scale("2013-08-21", "2017-01-20", 100);
        assert_eq!(scale.column("2013-08-21".parse().expect("a day")), Some(1));
        assert_eq!(
            scale.column("2017-01-20".parse().expect("a day")),
            Some(100)
        );
        assert_eq!(scale.column("2012-01-01".parse().expect("a day")), None);
    }

    #[test]
    fn years_or_months_by_the_room() {
        let years = scale("2013-08-21", "2017-01-20", 100).labels();
        let years: Vec<&str> = years.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(years, ["2013", "2014", "2015", "2016"]);
        let months = scale("2015-09-10", "2015-12-10", 80).labels();
        let months: Vec<&str> = months.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(months, ["Sep 2015", "Oct", "Nov", "Dec"]);
    }

    #[test]
    fn long_spans_are_labelled_by_round_years() {
        let labels = |first, last| -> Vec<String> {
            let labels = scale(first, last, 76).labels();
            labels.into_iter().map(|(_, label)| label).collect()
        };
        let ancient = labels("-0043-01-01", "2015-12-31");
        assert_eq!(ancient[..3], ["44 BC", "500", "1000"]);
        let antique = labels("-0299-01-01", "0300-12-31");
        assert_eq!(antique[..4], ["300 BC", "200 BC", "100 BC", "100"]);
        assert_eq!(
            labels("1900-06-01", "2015-12-31")[..3],
            ["1900", "1920", "1940"]
        );
    }

    /// A year of days that begins here, and some days apart.
    fn strewn(apart: &[&str]) -> Still {
        let days = (0..365).map(|n| fixture::day("2015-01-01").plus(n).to_string());
        let apart = apart.iter().map(|day| (*day).to_owned());
        let articles = apart.chain(days).map(|day: String| {
            let interval = Interval::day(fixture::day(&day));
            let told = Sentence("Somebody met somebody.", "", Some(interval), &[], None);
            fixture::article(&day, "Wire", Some(&day), &[told])
        });
        let snapshot = fixture::snapshot_of(articles.collect());
        Still::new(snapshot, "strewn", (80, 24), "none")
    }

    #[test]
    fn a_few_events_far_away_are_gathered_at_the_ends() {
        let mut driver = strewn(&["1789-07-14", "1917-11-07", "2050-01-01"]);
        let first = super::scale(&driver.model).expect("a scale");
        assert!(first.earlier && first.later);
        let counts = driver.model.selection.histogram(&first.edges);
        assert_eq!(counts.iter().sum::<u32>(), 368, "nothing is left out");
        assert_eq!((counts[0], counts[counts.len() - 1]), (2, 1));
        assert!(first.labels().iter().any(|(_, label)| label == "2015"));
        // A click on the gathering column goes to its first day.
        assert_eq!(
            day_at(&driver.model, first.x),
            Some(fixture::day("1789-07-14"))
        );
        driver.keys("-");
        let all = super::scale(&driver.model).expect("a scale");
        assert!(!all.earlier && !all.later);
        assert_eq!(all.edges[0], fixture::day("1789-07-14"));
        driver.keys("0");
        assert_eq!(super::scale(&driver.model), Some(first));
    }

    #[test]
    fn days_not_far_away_are_not_gathered() {
        for apart in [&[][..], &["2014-06-01"], &["2016-06-01", "2016-07-01"]] {
            let driver = strewn(apart);
            let scale = super::scale(&driver.model).expect("a scale");
            assert!(!scale.earlier && !scale.later, "{apart:?}");
        }
    }

    #[test]
    fn one_day_is_a_scale_too() {
        let scale = scale("2015-10-14", "2015-10-14", 30);
        let day = "2015-10-14".parse().expect("a day");
        assert!(scale.column(day).is_some());
        assert_eq!(scale.labels().len(), 1);
    }
}
