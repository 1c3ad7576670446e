//! The weights of both passes as the table of [`model::weights`].
//!
//! [`model::weights`]: crate::actor::model::weights

use std::collections::BTreeMap;

use super::learner::{Learner, Row};
use crate::actor::model::weights::{BEFORE, BUCKET, HALF, ROW, fingerprint};

/// One step of a stored weight.
const UNIT: i64 = 64;

/// Appends the table of the averaged weights of the two passes.
pub(super) fn write(one: &Learner, two: &Learner, log2: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&log2.to_le_bytes());
    for learner in [one, two] {
        for &weight in learner.pairs_averaged.iter().flatten() {
            let small = (weight / UNIT).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            out.extend_from_slice(&small.to_le_bytes());
        }
    }
    let mut all: BTreeMap<u64, [Row; 2]> = BTreeMap::new();
    for (pass, learner) in [one, two].into_iter().enumerate() {
        for (&feature, &n) in &learner.number {
            all.entry(feature).or_default()[pass] = learner.averaged[n as usize];
        }
    }
    // The heaviest first: they must get in.
    let mut heaviest: Vec<(i64, u64)> = all
        .iter()
        .map(|(&feature, rows)| (-weigh(&rows[0]).max(weigh(&rows[1])), feature))
        .filter(|&(weight, _)| -weight >= UNIT)
        .collect();
    heaviest.sort_unstable();
    let buckets = 1usize << log2;
    let mut taken = vec![0; buckets];
    let mut prints = vec![0; buckets * BUCKET * 2];
    let mut rows = vec![0; buckets * BUCKET * ROW];
    for &(_, feature) in &heaviest {
        let bucket = feature as usize & (buckets - 1);
        if taken[bucket] == BUCKET {
            continue;
        }
        let place = bucket * BUCKET + taken[bucket];
        taken[bucket] += 1;
        prints[place * 2..][..2].copy_from_slice(&fingerprint(feature).to_le_bytes());
        let (halves, _) = rows[place * ROW..][..ROW].as_chunks_mut::<HALF>();
        for (half, row) in halves.iter_mut().zip(&all[&feature]) {
            put(half, row);
        }
    }
    let kept: usize = taken.iter().sum();
    eprintln!("{kept} of {} features", heaviest.len());
    out.append(&mut prints);
    out.append(&mut rows);
}

fn weigh(row: &Row) -> i64 {
    row.iter().map(|w| w.abs()).max().unwrap_or(0)
}

fn put(half: &mut [u8; HALF], row: &Row) {
    let shift = (0..8)
        .find(|s| (weigh(row) / UNIT) >> s <= 127)
        .unwrap_or(8);
    half[BEFORE - 1] = shift as u8;
    for (byte, weight) in half[BEFORE..].iter_mut().zip(row) {
        let middle = (1i64 << shift) / 2;
        let rounded = (weight / UNIT + middle * weight.signum()) / (1 << shift);
        *byte = rounded.clamp(-127, 127) as i8 as u8;
    }
}
