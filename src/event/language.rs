//! Whether a text is in the language whose sentences are understood.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const WORDS: &str = include_str!("../../assets/event/function-words.txt");

/// Words looked at.
const LOOKED_AT: usize = 400;
/// So many words of English among the first are enough.
const ENOUGH: usize = 8;
/// A text of fewer words of another language is too short to tell.
const FEWEST: usize = 8;
/// Letters of other scripts, for one of Latin, that make a text foreign.
const OTHER_SCRIPT: usize = 2;

/// Function words: the bits of the languages that have them, English the
/// lowest.
static LANGUAGES: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
    for (bit, line) in lines.enumerate() {
        let (_, list) = line.split_once(':').unwrap_or_default();
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    words
});

/// Whether a text is plainly in another language than English: it has three
/// times as many function words of that one, or another script.
pub fn is_foreign(text: &str) -> bool {
    let mut counts = [0_usize; 32];
    let mut folded = String::new();
    let (mut latin, mut other) = (0, 0);
    let words = text.split(|c: char| !c.is_alphabetic());
    for word in words.filter(|word| !word.is_empty()).take(LOOKED_AT) {
        match word.chars().next() {
            Some('a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}') => latin += 1,
            _ => other += 1,
        }
        folded.clear();
        folded.extend(word.chars().flat_map(char::to_lowercase));
        let languages = LANGUAGES.get(folded.as_str()).copied().unwrap_or(0);
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += (languages >> bit & 1) as usize;
        }
        if counts[0] >= ENOUGH && counts[0] * 2 > counts[1..].iter().copied().max().unwrap_or(0) {
            return false;
        }
    }
    let most = counts[1..].iter().copied().max().unwrap_or(0);
    most >= FEWEST && most > counts[0] * 3 || other >= FEWEST && other > latin * OTHER_SCRIPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_small_words() {
        for text in [
            "Der Minister sagte am Montag, dass die Gespräche mit der Delegation nicht vor dem 15. April beginnen und sich auf den Handel beziehen.",
            "Le ministre a déclaré lundi que les discussions avec la délégation ne commenceraient pas avant le 15 avril et qu'elles porteraient sur le commerce et les droits de douane.",
            "El ministro dijo el lunes que las conversaciones con la delegación no empezarán antes del 15 de abril y que se centrarán en el comercio de los dos países.",
            "Министр заявил в понедельник, что переговоры с делегацией начнутся не раньше 15 апреля.",
            "外務大臣は月曜日 代表団との 協議は 四月十五日 より前には 始まらない と述べ 貿易に 焦点を 当てると 付け加えた。",
        ] {
            assert!(is_foreign(text), "{text}");
        }
        for text in [
            "",
            "MOSCOW, October 14. /TASS/. The talks begin on Monday.",
            "1. Juan de la Cruz, Real Madrid. 2. Jean-Pierre de la Fontaine, Paris.",
            "Ministers of three countries met in Moscow on Tuesday and declared that they are ready to be the guarantors of a settlement.",
            "Results: Lyon 2, Lille 0. Nantes 1, Nice 1. Reims 3, Metz 2. Brest 0, Lens 0. Angers 4, Dijon 1. Caen 2, Troyes 2.",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
