//! Which day stands for a posterior that is spread over many days.

use crate::timex::Day;

/// A day that is likelier than this stands for itself.
const SURE: f32 = 0.5;
/// What the chance of each day within one, of each within seven, and of each
/// of the same year adds, against that of the day itself: a day in a likely
/// week of a likely year is nearer to the truth than the peak of a thin one.
const ONE: f32 = 0.3;
const WEEK: f32 = 0.1;
const YEAR: f32 = 0.3;

/// The index of the day to name; `posterior` is by day, ascending.
pub fn choice(posterior: &[(Day, f32)]) -> usize {
    let best = first_best(posterior.iter().map(|p| p.1));
    if posterior.get(best).is_none_or(|p| p.1 >= SURE) {
        return best;
    }
    let mut sums = vec![0.0; posterior.len() + 1];
    for (n, (_, share)) in posterior.iter().enumerate() {
        sums[n + 1] = sums[n] + share;
    }
    let between = |first: Day, last: Day| {
        let from = posterior.partition_point(|p| p.0 < first);
        let to = posterior.partition_point(|p| p.0 <= last);
        sums[to] - sums[from]
    };
    let mut year = (i32::MIN, 0.0);
    first_best(posterior.iter().map(|&(day, share)| {
        if day.year() != year.0 {
            let border = |month, of_month| Day::from_ymd(day.year(), month, of_month);
            let whole = border(1, 1).zip(border(12, 31));
            year = (day.year(), whole.map_or(0.0, |w| between(w.0, w.1)));
        }
        let near = |reach: i32| between(day.plus(-reach), day.plus(reach));
        share + ONE * near(1) + WEEK * near(7) + YEAR * year.1
    }))
}

/// The index of the highest value, the first of equals.
fn first_best(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (0, f32::MIN);
    for (n, value) in values.enumerate() {
        if value > best.1 {
            best = (n, value);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(days: &[(&str, f32)]) -> String {
        let posterior: Vec<(Day, f32)> = days
            .iter()
            .map(|(day, share)| (day.parse().unwrap(), *share))
            .collect();
        posterior[choice(&posterior)].0.to_string()
    }

    #[test]
    fn a_likely_day_stands_for_itself() {
        let days = [
            ("2015-03-01", 0.52),
            ("2016-03-01", 0.24),
            ("2016-03-02", 0.24),
        ];
        assert_eq!(chosen(&days), "2015-03-01");
    }

    #[test]
    fn a_lone_peak_yields_to_a_likely_year() {
        let days = [
            ("2015-03-01", 0.28),
            ("2016-03-01", 0.24),
            ("2016-03-02", 0.25),
            ("2016-08-05", 0.23),
        ];
        assert_eq!(chosen(&days), "2016-03-02");
    }
}
