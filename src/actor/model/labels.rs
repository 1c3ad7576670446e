//! Labels of words: BILOU (begin, inside, last, outside, unit).

use crate::actor::Kind;
use crate::actor::names::Name;

/// Number of labels: outside, and four for each kind.
pub(crate) const LABELS: usize = 13;
/// Not in a name.
pub(crate) const OUTSIDE: u8 = 0;

const KINDS: [Kind; 3] = [Kind::Person, Kind::Organisation, Kind::Place];

/// The label of token `at` of a name of `len` tokens.
pub(crate) fn label(kind: Kind, at: usize, len: usize) -> u8 {
    let part = match (at, len) {
        (0, 1) => 3,
        (0, _) => 0,
        (at, len) if at + 1 == len => 2,
        _ => 1,
    };
    1 + kind as u8 * 4 + part
}

/// Kind of a label; `None` outside.
pub(crate) fn kind(label: u8) -> Option<Kind> {
    (label > 0).then(|| KINDS[usize::from((label - 1) / 4).min(2)])
}

/// 0 begin, 1 inside, 2 last, 3 unit; `None` outside.
pub(crate) fn part(label: u8) -> Option<u8> {
    (label > 0).then(|| (label - 1) % 4)
}

/// Whether `next` may follow `label`; ends of the text count as outside.
pub(crate) fn follows(label: u8, next: u8) -> bool {
    let open = matches!(part(label), Some(0 | 1));
    match part(next) {
        Some(1 | 2) => open && kind(label) == kind(next),
        _ => !open,
    }
}

/// The labels of `names` over `len` tokens.
pub(crate) fn labels(names: &[Name], len: usize) -> Vec<u8> {
    let mut out = vec![OUTSIDE; len];
    for name in names {
        let range = name.range();
        let size = range.len();
        for (at, slot) in out[range].iter_mut().enumerate() {
            *slot = label(name.kind, at, size);
        }
    }
    out
}

/// The names that `labels` spell.
pub(crate) fn names(labels: &[u8]) -> Vec<Name> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = kind(label) else { continue };
        if matches!(part(label), Some(0 | 3)) {
            from = at;
        }
        if matches!(part(label), Some(2 | 3)) {
            out.push(Name {
                from: from as u32,
                to: at as u32 + 1,
                kind,
                strength: 2,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_names_are_inverse() {
        let name = |from, to, kind| Name {
            from,
            to,
            kind,
            strength: 2,
        };
        let all = vec![
            name(0, 1, Kind::Place),
            name(1, 4, Kind::Organisation),
            name(6, 8, Kind::Person),
        ];
        let spelt = labels(&all, 9);
        assert_eq!(names(&spelt), all);
        assert!(spelt.windows(2).all(|w| follows(w[0], w[1])));
    }

    #[test]
    fn only_whole_names_are_allowed() {
        let begin = label(Kind::Person, 0, 2);
        let last = label(Kind::Person, 1, 2);
        assert!(follows(begin, last) && follows(last, begin));
        assert!(!follows(begin, begin) && !follows(OUTSIDE, last) && !follows(begin, OUTSIDE));
        assert!(!follows(begin, label(Kind::Place, 1, 2)));
    }
}
