//! How the words of a corpus drift over time: which periods an article's
//! vocabulary speaks for (temporal language models after de Jong, Rode and
//! Hiemstra 2005, with kernels in place of fixed partitions).

use rustc_hash::FxHashMap;

use super::words::Words;
use crate::timex::Day;

/// Terms in fewer dated articles say nothing of a period.
const LEAST: f32 = 1.0;
/// Mass a term has everywhere.
const SMOOTH: f32 = 1.5;
/// From such a score on a period is as good as the best, and one that is so
/// much worse is clearly worse.
const AT_HOME: f32 = -0.7;
const CLEAR: f32 = 2.5;
/// The least score of a period.
const WORST: f32 = -12.0;
/// Most bins of a scale.
const BINS: i32 = 256;

/// The drift at one scale.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    low: i32,
    width: i32,
    bins: usize,
    /// Per bin: what a word says for it that was never seen there.
    unseen: Vec<f32>,
    /// Per term: its bins, and what it says for each beyond that.
    terms: FxHashMap<u32, Vec<(u16, f32)>>,
}

/// Per term while it is counted: dated mass, and its bins with their mass.
type Counts = FxHashMap<u32, (f32, Vec<(u16, f32)>)>;

impl Drift {
    /// Learns from articles with days and their shares; bins of `width` days.
    pub fn new<'a>(
        articles: impl Iterator<Item = (&'a Words, Day, f32)>,
        (low, high): (Day, Day),
        width: i32,
    ) -> Self {
        let width = width.max((high.0 - low.0) / BINS + 1);
        let bins = ((high.0 - low.0) / width + 1).max(1) as usize;
        let mut drift = Self {
            low: low.0,
            width,
            bins,
            ..Self::default()
        };
        let mut total = 0.0f32;
        let mut base = vec![0.0; bins];
        let mut counts = Counts::default();
        for (words, day, share) in articles {
            let Some(bin) = drift.bin(day) else { continue };
            total += share;
            base[bin] += share;
            for &(hash, _) in &words.terms {
                let entry = counts.entry(hash).or_default();
                entry.0 += share;
                match entry.1.iter_mut().find(|b| usize::from(b.0) == bin) {
                    Some(found) => found.1 += share,
                    None => entry.1.push((bin as u16, share)),
                }
            }
        }
        drift.weigh(&base, counts, total.max(1e-3));
        drift
    }

    /// What terms say for bins: p(term | bin) against p(term), smoothed with
    /// the latter, so that bins without dated articles are neutral.
    fn weigh(&mut self, base: &[f32], counts: Counts, total: f32) {
        let base: Vec<(u16, f32)> = (0..).zip(base.iter().copied()).collect();
        let mut smooth = vec![0.0; self.bins];
        for (bin, mass) in spread(&base, self.bins) {
            smooth[usize::from(bin)] = mass;
        }
        let unseen = smooth.iter().map(|base| (SMOOTH / (SMOOTH + base)).ln());
        self.unseen = unseen.collect();
        let counts = counts.into_iter().filter(|(_, count)| count.0 > LEAST);
        let terms = counts.map(|(term, (mass, bins))| {
            let rate = mass / total;
            let mut bins = spread(&bins, self.bins);
            for (bin, mass) in &mut bins {
                let base = smooth[usize::from(*bin)];
                let p = (*mass + SMOOTH * rate) / (base + SMOOTH);
                *mass = (p / rate).ln() - self.unseen[usize::from(*bin)];
            }
            (term, bins)
        });
        self.terms = terms.collect();
    }

    fn bin(&self, day: Day) -> Option<usize> {
        usize::try_from((day.0 - self.low).div_euclid(self.width.max(1)))
            .ok()
            .filter(|b| *b < self.bins)
    }

    /// For each bin, the mean log of how much likelier the words are there.
    pub fn read(&self, words: &Words) -> Speaks {
        let mut scores = vec![0.0f32; self.bins];
        let mut used = 0.0f32;
        for (hash, _) in &words.terms {
            let Some(bins) = self.terms.get(hash) else {
                continue;
            };
            used += 1.0;
            for (score, unseen) in scores.iter_mut().zip(&self.unseen) {
                *score += unseen;
            }
            for &(bin, more) in bins {
                scores[usize::from(bin)] += more;
            }
        }
        let scale = used.max(1.0).sqrt();
        scores.iter_mut().for_each(|score| *score /= scale);
        Speaks::new(self.low, self.width, scores)
    }
}

fn spread(list: &[(u16, f32)], bins: usize) -> Vec<(u16, f32)> {
    const KERNEL: [(i32, f32); 5] = [(-2, 0.06), (-1, 0.24), (0, 0.4), (1, 0.24), (2, 0.06)];
    let mut out: Vec<(u16, f32)> = Vec::with_capacity(list.len() * 3);
    for &(bin, mass) in list {
        for (offset, share) in KERNEL {
            let at = i32::from(bin) + offset;
            if mass > 0.0 && at >= 0 && (at as usize) < bins {
                out.push((at as u16, mass * share));
            }
        }
    }
    out.sort_by_key(|b| b.0);
    out.dedup_by(|b, a| {
        let same = a.0 == b.0;
        if same {
            a.1 += b.1;
        }
        same
    });
    out
}

/// What something says of the periods that one article may be of.
#[derive(Clone, Debug, Default)]
pub struct Speaks {
    low: i32,
    width: i32,
    scores: Vec<f32>,
}

impl Speaks {
    /// The scores of periods of `width` days from `low` on.
    pub fn new(low: i32, width: i32, mut scores: Vec<f32>) -> Self {
        let best = scores.iter().copied().fold(f32::MIN, f32::max);
        for score in &mut scores {
            *score = (*score - best).max(WORST);
        }
        Self {
            low,
            width: width.max(1),
            scores,
        }
    }

    /// Whether there is something to tell: it speaks for the period of a day
    /// and clearly against another one.
    pub fn tells_of(&self, day: Day) -> bool {
        let here = self.of(day);
        here >= AT_HOME && self.scores.iter().any(|score| *score <= here - CLEAR)
    }

    /// The score of a day, 0 for the best period, negative for others.
    pub fn of(&self, day: Day) -> f32 {
        if self.scores.is_empty() {
            return 0.0;
        }
        let at = (day.0 - self.low)
            .div_euclid(self.width.max(1))
            .clamp(0, self.scores.len() as i32 - 1);
        self.scores[at as usize]
    }
}
