//! Which sentences carry on with the happening of the one before.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

const ENGLISH: &str = include_str!("../../assets/event/carry-en.txt");

/// Words an opening may be long.
const LONGEST: usize = 4;

/// The openings of sentences that carry on.
#[derive(Debug, Default)]
pub(super) struct Openings {
    openings: FxHashSet<String>,
}

impl Openings {
    /// The built-in English ones, read once per process.
    pub(super) fn english() -> &'static Self {
        static OPENINGS: OnceLock<Openings> = OnceLock::new();
        OPENINGS.get_or_init(|| Self::read(ENGLISH))
    }

    /// Reads the format that `assets/event/README.md` describes.
    fn read(table: &str) -> Self {
        let mut happenings: Vec<&str> = Vec::new();
        let mut openings = FxHashSet::default();
        for line in table.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(list) = line.strip_prefix("= happening:") {
                happenings.extend(list.split(',').map(str::trim));
                continue;
            }
            match line.split_once("{happening}") {
                Some((before, after)) => openings.extend(
                    happenings
                        .iter()
                        .map(|happening| format!("{before}{happening}{after}")),
                ),
                None => {
                    openings.insert(line.to_owned());
                }
            }
        }
        Self { openings }
    }

    /// Whether a sentence begins with one of them.
    pub(super) fn begin(&self, sentence: &str) -> bool {
        let mut opening = String::new();
        let words = sentence.split_whitespace().take(LONGEST);
        for word in words {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !opening.is_empty() {
                opening.push(' ');
            }
            opening.extend(bare.chars().flat_map(char::to_lowercase));
            if self.openings.contains(&opening) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_of_sentences() {
        let openings = Openings::english();
        for sentence in [
            "The talks lasted three hours.",
            "During the meeting, they spoke of Syria.",
            "There were no casualties.",
            "“The attack” killed two.",
        ] {
            assert!(openings.begin(sentence), "{sentence}");
        }
        for sentence in ["Russia has offered talks.", "The minister refused.", ""] {
            assert!(!openings.begin(sentence), "{sentence}");
        }
    }

    #[test]
    fn every_opening_can_be_met() {
        for opening in &Openings::english().openings {
            assert!(!opening.contains(['{', ':', '=']), "{opening}");
            assert!(opening.split(' ').count() <= LONGEST, "{opening}");
            assert!(Openings::english().begin(opening), "{opening}");
        }
    }
}
