//! Evidence that lies on days: points with mass, asked for by window.

use crate::timex::Day;

/// Days with the mass that stands on each.
#[derive(Clone, Debug, Default)]
pub struct Mass {
    days: Vec<i32>,
    /// `sums[i]` is the mass of the first `i` days.
    sums: Vec<f32>,
}

impl Mass {
    /// Sorts and sums up points.
    pub fn new(mut points: Vec<(Day, f32)>) -> Self {
        points.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut sums = Vec::with_capacity(points.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for &(_, mass) in &points {
            sum += mass;
            sums.push(sum);
        }
        Self {
            days: points.into_iter().map(|p| p.0.0).collect(),
            sums,
        }
    }

    /// All of it.
    pub fn total(&self) -> f32 {
        self.sums.last().copied().unwrap_or(0.0)
    }

    /// The mass from `first` to `last`, inclusive.
    pub fn between(&self, first: i32, last: i32) -> f32 {
        let from = self.days.partition_point(|&d| d < first);
        let to = self.days.partition_point(|&d| d <= last);
        if to <= from {
            0.0
        } else {
            self.sums[to] - self.sums[from]
        }
    }

    /// The mass within `reach` days of `day`.
    pub fn near(&self, day: Day, reach: i32) -> f32 {
        self.between(day.0.saturating_sub(reach), day.0.saturating_add(reach))
    }

    /// The days with their own masses, heaviest first.
    pub fn heaviest(&self) -> Vec<(Day, f32)> {
        let mut points: Vec<(Day, f32)> = Vec::new();
        for (n, &day) in self.days.iter().enumerate() {
            let mass = self.sums[n + 1] - self.sums[n];
            match points.last_mut() {
                Some(last) if last.0.0 == day => last.1 += mass,
                _ => points.push((Day(day), mass)),
            }
        }
        points.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        points
    }
}
