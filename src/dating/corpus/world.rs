//! The world's calendar as evidence: offices and known happenings.

use super::clues::{Clue, What};
use crate::dating::knowledge::{Fact, Knowledge, Known, Manner};
use crate::timex::Day;

/// News call someone by an office a little before and after holding it.
const GRACE: i32 = 45;

/// Counts of what fits a day and what does not: titles in and out of office,
/// former holders rightly and wrongly so, bare names out of office, anchors
/// yet to come, anchors lately.
pub fn read(known: &[Known], day: Day, knowledge: &Knowledge) -> [f32; 9] {
    let mut counts = [0.0f32; 9];
    for thing in known {
        match &thing.fact {
            Fact::Holder { manner, terms, .. } => {
                let inside = terms
                    .iter()
                    .any(|t| t.0.plus(-GRACE) <= day && day <= t.1.plus(GRACE));
                let left = terms.iter().any(|t| t.1.plus(-GRACE) <= day);
                let slot = match (manner, inside, left) {
                    (Manner::Titled, true, _) => 0,
                    (Manner::Titled, false, false) => 1,
                    (Manner::Titled, false, true) => 2,
                    (Manner::Former, _, true) => 3,
                    (Manner::Former, _, false) => 4,
                    (Manner::Named, true, _) => 5,
                    (Manner::Named, false, _) => 6,
                };
                counts[slot] += 1.0;
            }
            Fact::Anchor(id) => {
                let anchor = knowledge.anchor(*id);
                if day < anchor.from {
                    counts[7] += 1.0;
                } else if day.0 - anchor.to.0 <= 120 {
                    counts[8] += 1.0;
                }
            }
        }
    }
    counts.map(|c| (1.0 + c).ln())
}

/// Bytes between a happening and its day.
const BESIDE: u32 = 90;

/// "Since the operation began on 30 September": a happening named with its
/// day but no year is of the last twelve months, most likely of the last few.
/// The log-odds of a day under all such.
pub fn recent(known: &[Known], clues: &[Clue], day: Day, knowledge: &Knowledge) -> f32 {
    let mut score: f32 = 0.0;
    for thing in known {
        let Fact::Anchor(id) = thing.fact else {
            continue;
        };
        let from = knowledge.anchor(id).from;
        let (_, month, of_month) = from.ymd();
        let beside = clues.iter().any(|clue| {
            clue.what == What::MonthDay(month as u8, of_month as u8)
                && clue.at.abs_diff(thing.at) <= BESIDE
        });
        if beside {
            score = score.min(match day.0 - from.0 {
                ..0 => -6.0,
                // Within a week news most often name the weekday instead.
                0..=2 => -2.0,
                3..=9 => -0.5,
                10..=60 => 0.0,
                61..=120 => -1.0,
                121..=240 => -2.5,
                241..=364 => -4.0,
                _ => -6.0,
            });
        }
    }
    score
}

/// The names of what [`read`] counts.
pub const NAMES: [&str; 9] = [
    "title-in-office",
    "title-too-early",
    "title-too-late",
    "former-after",
    "former-too-early",
    "name-in-office",
    "name-out-of-office",
    "anchor-to-come",
    "anchor-lately",
];
