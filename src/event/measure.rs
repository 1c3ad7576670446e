//! Times that measure something and date nothing: "the first since 2011".

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

const ENGLISH: &str = include_str!("../../assets/event/measure-en.txt");

/// Whether what stands before "since 2011" makes that year a measure: a rank
/// ("the first visit") or a denial ("nobody has come").
pub(super) fn measures(before: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let lines = ENGLISH.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect()
    });
    before
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .any(|word| {
            let word = word.to_lowercase();
            words.contains(&*word) || word.ends_with("n't")
        })
}

#[cfg(test)]
mod tests {
    use super::measures;

    #[test]
    fn ranks_and_denials_measure() {
        assert!(measures("It was the first visit since"));
        assert!(measures("Nobody of higher rank had come from there since"));
        assert!(measures("They haven't met since"));
        assert!(!measures("He has led the embassy since"));
        assert!(!measures("The firstborn has lived there since"));
    }
}
