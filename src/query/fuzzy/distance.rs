//! How many slips lie between two words.

/// Longest word that is compared; no name is longer.
const LONGEST: usize = 32;

/// Optimal string alignment distance (insertions, deletions, changes, swaps
/// of neighbours; Damerau 1964) of two words, `None` when above `most`.
/// Words of more than 32 characters are too far from everything.
pub(super) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let mut first = ['\0'; LONGEST];
    let mut second = ['\0'; LONGEST];
    let a = fill(&mut first, a)?;
    let b = fill(&mut second, b)?;
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut row = [0; LONGEST + 1];
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cell = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            least = least.min(cell);
        }
        if least > most {
            return None;
        }
        before = last;
        last = row;
    }
    Some(last[b.len()]).filter(|&distance| distance <= most)
}

fn fill<'a>(buffer: &'a mut [char; LONGEST], word: &str) -> Option<&'a [char]> {
    let mut len = 0;
    for c in word.chars() {
        *buffer.get_mut(len)? = c;
        len += 1;
    }
    Some(&buffer[..len])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_of_the_finger() {
        for (a, b, slips) in [
            ("putin", "putin", Some(0)),
            ("puttin", "putin", Some(1)),
            ("krelmin", "kremlin", Some(1)),
            ("obma", "obama", Some(1)),
            ("lavrof", "lavrov", Some(1)),
            ("netenyaho", "netanyahu", Some(2)),
            ("merkel", "macron", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(a, b, 2), slips, "{a} {b}");
            assert_eq!(distance(b, a, 2), slips, "{b} {a}");
        }
        assert_eq!(distance(&"x".repeat(33), &"x".repeat(33), 2), None);
    }

    proptest! {
        #[test]
        fn one_edit_is_one(word in "[a-e]{1,12}", at in 0usize..12, c in "[a-e]") {
            let mut letters: Vec<char> = word.chars().collect();
            let at = at % letters.len();
            letters.insert(at, c.chars().next().expect("a letter"));
            let longer: String = letters.iter().collect();
            prop_assert_eq!(distance(&word, &longer, 1), Some(1));
        }
    }
}
