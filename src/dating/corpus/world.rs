//! The world's calendar as evidence: offices and known happenings.

use super::clues::{Clue, What};
use crate::dating::knowledge::{Fact, Knowledge, Known, Manner};
use crate::timex::Day;

/// News call someone by an office a little before and after holding it.
const GRACE: i32 = 45;

/// What fits a day and what does not: logs of counts, but for bare names their
/// count, as [`NAMES`] tells them.
pub fn read(known: &[Known], day: Day, knowledge: &Knowledge) -> [f32; NAMES.len()] {
    let mut counts = [0.0f32; NAMES.len()];
    let mut newest: Option<i32> = None;
    for thing in known {
        let slot = match &thing.fact {
            Fact::Holder { manner, terms, .. } => holder(*manner, terms, day),
            Fact::Anchor(id) => {
                let anchor = knowledge.anchor(*id);
                match day.0 - anchor.to.0 {
                    _ if day < anchor.known => Some(6),
                    ..=120 => Some(7),
                    _ => None,
                }
            }
            Fact::First(id) => {
                let since = day.0 - knowledge.first(*id).from.0;
                newest = Some(newest.map_or(since, |n| n.min(since)));
                (since < 0).then_some(8)
            }
        };
        if let Some(slot) = slot {
            counts[slot] += 1.0;
        }
    }
    if let Some(since) = newest.filter(|since| *since >= 0) {
        counts[FIRSTS + past(&FIRST_STEPS, since)] = 1.0;
    }
    let mut values = counts.map(|c| (1.0 + c).ln());
    // Each that does not fit says as much, however many don't.
    values[NAMED] = counts[NAMED].min(MOST_NAMED);
    values
}

/// Days by which what the tables date may be spoken of sooner after all.
const SLIP: i32 = 45;

/// What an article names that was not known on a day by far: its name, and
/// since when news has told of it; the latest of all.
pub fn ahead(known: &[Known], day: Day) -> Option<(&'static str, Day)> {
    let knowledge = Knowledge::built_in();
    let dated = known.iter().filter_map(|thing| match thing.fact {
        Fact::Anchor(id) => {
            let anchor = knowledge.anchor(id);
            Some((anchor.name.as_str(), anchor.known))
        }
        Fact::First(id) => {
            let first = knowledge.first(id);
            Some((first.name.as_str(), first.from))
        }
        Fact::Holder { .. } => None,
    });
    let ahead = dated.filter(|(_, since)| day.plus(SLIP) < *since);
    ahead.max_by_key(|(name, since)| (*since, *name))
}

/// How many of the ascending `steps` a number of days has passed.
fn past(steps: &[i32], days: i32) -> usize {
    steps.iter().filter(|step| **step <= days).count()
}

/// Where in [`NAMES`] a mention of someone belongs who held an office, if it
/// tells anything.
fn holder(manner: Manner, terms: &[(Day, Day)], day: Day) -> Option<usize> {
    let mut terms = terms.iter();
    let inside = terms
        .clone()
        .any(|t| t.0.plus(-GRACE) <= day && day <= t.1.plus(GRACE));
    let left = terms.any(|t| t.1.plus(-GRACE) <= day);
    Some(match (manner, inside, left) {
        (Manner::Titled, true, _) => 0,
        (Manner::Titled, false, false) => 1,
        (Manner::Titled, false, true) => 2,
        (Manner::Former, _, true) => 3,
        (Manner::Former, _, false) => 4,
        (Manner::Named, false, true) => NAMED,
        // Before an office people are often named for another reason.
        (Manner::Named, ..) => return None,
    })
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

/// The names of what [`read`] tells: titles in and out of office, former
/// holders rightly and wrongly so, bare names after an office,
/// happenings to come and lately, things not known yet, the newest thing
/// named by days since it is known.
pub const NAMES: [&str; 15] = [
    "title-in-office",
    "title-too-early",
    "title-too-late",
    "former-after",
    "former-too-early",
    "name-too-late",
    "anchor-to-come",
    "anchor-lately",
    "first-to-come",
    "newest-0",
    "newest-92",
    "newest-366",
    "newest-731",
    "newest-1461",
    "newest-2922",
];
/// Where in [`NAMES`] bare names after an office stand, and how many count.
const NAMED: usize = 5;
const MOST_NAMED: f32 = 6.0;
/// Where in [`NAMES`] the newest thing named stands by its age, and the steps
/// of that in days.
const FIRSTS: usize = 9;
const FIRST_STEPS: [i32; 5] = [92, 366, 731, 1461, 2922];
