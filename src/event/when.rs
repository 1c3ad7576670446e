//! Which expressions of a sentence say when something in it happened.

use rustc_hash::FxHashSet;

use super::extract::Reader;
use super::measure::measures;
use crate::Span;
use crate::timex::{Anchor, Day, Granularity, Interval, Mention, Resolution, Role, TimexType};

/// What dates a sentence: a mention, or a range from one to another.
pub(super) struct When {
    /// The number of the mention, the first of a range.
    pub(super) mention: usize,
    /// The number of the last mention of a range; else the same.
    pub(super) end: usize,
    pub(super) interval: Interval,
}

impl Reader<'_> {
    /// What says when something in the sentence happened, one for each
    /// distinct interval, in text order.
    pub(super) fn dated(&self, sentence: Span) -> Vec<When> {
        let first = self
            .mentions
            .partition_point(|m| m.span.start < sentence.start);
        let inside = self.mentions[first..]
            .iter()
            .take_while(|m| m.span.end <= sentence.end);
        let mut dated: Vec<When> = Vec::new();
        let mut known = FxHashSet::default();
        for (offset, _) in inside.enumerate() {
            let at = first + offset;
            let Some(interval) = self.happening(at) else {
                continue;
            };
            if self.mentions[at].context.since {
                let before = Span::new(
                    sentence.start as usize,
                    self.mentions[at].span.start as usize,
                );
                if measures(before.of(&self.article.text)) {
                    continue;
                }
            }
            if let Some(when) = dated.last_mut().filter(|when| when.end + 1 == at)
                && self.sharpens(when, at, interval)
            {
                known.remove(&when.interval);
                dated.pop();
            }
            if let Some(when) = dated.last_mut().filter(|when| when.end + 1 == at)
                && let Some(whole) = self.range(when.interval, at, interval)
            {
                known.remove(&when.interval);
                if known.insert(whole) {
                    (when.end, when.interval) = (at, whole);
                } else {
                    dated.pop();
                }
                continue;
            }
            if known.insert(interval) {
                dated.push(When {
                    mention: at,
                    end: at,
                    interval,
                });
            }
        }
        // "On Thursday, at 8 p.m.": the hour says all that the day does.
        let timed: FxHashSet<Day> = dated
            .iter()
            .filter(|when| when.interval.minutes.is_some())
            .map(|when| when.interval.first)
            .collect();
        dated.retain(|When { interval, .. }| {
            interval.granularity != Granularity::Day
                || interval.minutes.is_some()
                || !timed.contains(&interval.first)
        });
        dated
    }

    /// Whether a mention says more exactly what the one before it says: "two
    /// weeks earlier, on 31 October".
    fn sharpens(&self, when: &When, at: usize, interval: Interval) -> bool {
        let before = self.mentions[when.end].span.end as usize;
        let between = Span::new(before, self.mentions[at].span.start as usize);
        let between = between.of(&self.article.text);
        let Some(words) = between.trim_start().strip_prefix([',', '(']) else {
            return false;
        };
        matches!(
            words.trim(),
            "" | "on" | "in" | "at" | "that is" | "that is on"
        ) && interval.granularity < when.interval.granularity
            && when.interval.first <= interval.first
            && interval.last <= when.interval.last
    }

    /// The whole of a range ("12 to 14 September") or of two days in a row
    /// ("23 and 24 January") that the mention at `at` ends.
    fn range(&self, begin: Interval, at: usize, end: Interval) -> Option<Interval> {
        let context = self.mentions[at].context;
        let plain = |i: Interval| i.minutes.is_none() && i.granularity >= Granularity::Day;
        let range = context.range_end && begin.last < end.first && plain(begin) && plain(end);
        let row = context.paired
            && end.granularity == Granularity::Day
            && begin.granularity == Granularity::Day
            && end.first == begin.last.plus(1)
            && begin.minutes.is_none()
            && end.minutes.is_none();
        (range || row).then(|| Interval {
            approximate: begin.approximate || end.approximate,
            ..Interval::days(
                begin.first,
                end.last,
                begin.granularity.min(end.granularity),
            )
        })
    }

    /// The days of a mention, when it dates its sentence.
    fn happening(&self, at: usize) -> Option<Interval> {
        let resolution = self.resolutions.get(at)?;
        let mention = self.mentions[at].span;
        let in_dateline = self
            .article
            .dateline
            .as_ref()
            .is_some_and(|line| line.span.contains(mention));
        let unanchored = self.dating.published.is_none()
            && match resolution.basis.anchor {
                Anchor::Published(_) => true,
                // "On Wednesday" cannot be counted from "since 2011".
                Anchor::Mention { at, .. } => !self.is_day(at),
                Anchor::None => false,
            };
        if resolution.role != Role::Happening
            || resolution.kind == TimexType::Set
            || in_dateline
            || unanchored
        {
            return None;
        }
        resolution.interval
    }

    /// Whether the mention that begins at this byte is known to the day by its
    /// own words, or counts from one that is.
    fn is_day(&self, at: u32) -> bool {
        let mut at = at;
        // Each step leads to another mention; a ring would be a bug, not a
        // reason to hang.
        for _ in 0..self.mentions.len() {
            let there = self.mentions.iter().position(|m| m.span.start == at);
            let Some(resolution) = there.and_then(|there| self.resolutions.get(there)) else {
                return false;
            };
            let fine = |i: Interval| i.granularity <= Granularity::Day;
            match resolution.basis.anchor {
                _ if !resolution.interval.is_some_and(fine) => return false,
                Anchor::None => return true,
                Anchor::Published(_) => return false,
                Anchor::Mention { at: next, .. } => at = next,
            }
        }
        false
    }
}

/// Whether each mention was counted from the publication day, by way of
/// others or at once. A mention is only ever counted from an earlier one.
pub(super) fn rests_on_publication(mentions: &[Mention], resolutions: &[Resolution]) -> Vec<bool> {
    let mut rests = Vec::with_capacity(resolutions.len());
    for resolution in resolutions {
        rests.push(match resolution.basis.anchor {
            Anchor::None => false,
            Anchor::Published(_) => true,
            Anchor::Mention { at, .. } => {
                let after = mentions.partition_point(|m| m.span.start <= at);
                let anchor = after.checked_sub(1);
                anchor.and_then(|anchor| rests.get(anchor)) == Some(&true)
            }
        });
    }
    rests
}
