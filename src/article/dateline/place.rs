//! The place that opens a dateline.

use super::parse::Parse;
use super::written_at;
use crate::article::words::Words;
use crate::timex::written::is_weekday;

/// Places have at most this many words.
const MAX_PLACE_WORDS: usize = 7;

impl<'t> Parse<'t> {
    /// `ASTANA`, `NEW YORK`, `BENGHAZI, Libya`, `WASHINGTON/MOSCOW`,
    /// `Moscow`: words with capitals, up to what cannot be a place.
    pub fn place(&mut self) -> Option<&'t str> {
        let mut end = 0;
        let mut words = 0;
        let mut rest = self.text;
        loop {
            let word = rest
                .split(|c: char| {
                    c.is_whitespace()
                        || matches!(
                            c,
                            ',' | '/' | '|' | '(' | ':' | ';' | '\u{2014}' | '\u{2013}'
                        )
                })
                .next()
                .unwrap_or_default();
            let bare = word.trim_end_matches('.');
            let fits = !bare.is_empty()
                && bare.chars().next().is_some_and(char::is_uppercase)
                && bare
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '\u{2019}'))
                && !bare.ends_with('-');
            let small = matches!(
                word,
                "de" | "la" | "el" | "of" | "the" | "al" | "upon" | "am" | "and" | "del" | "do"
            ) && words > 0;
            if !(fits || small) || words == MAX_PLACE_WORDS || opens_date(words, rest) {
                break;
            }
            words += 1;
            let from = self.text.len() - rest.len();
            end = from
                + if bare.len() < word.len() && !is_abbreviated(word) {
                    bare.len()
                } else {
                    word.len()
                };
            rest = &self.text[end..];
            if end < from + word.len() {
                break;
            }
            let gap = rest.len() - rest.trim_start_matches([' ', ',', '/', '\u{a0}']).len();
            let joint = &rest[..gap];
            if gap == 0 || joint.matches(',').count() > 1 {
                break;
            }
            // A comma before a date or an agency ends the place.
            let after = &rest[gap..];
            let dated = written_at(after).is_some() || weekday(after).is_some();
            if dated || after.starts_with(['(', '|']) {
                break;
            }
            rest = after;
        }
        let place = self.text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if place.chars().count() < 3 || Words::get().is_no_place(place) {
            return None;
        }
        self.at = place.len();
        Some(place)
    }
}

/// The place behind the agency that a photograph's credit leaves before it:
/// `AP NEW ORLEANS`.
pub(super) fn without_credit(place: &str) -> &str {
    match place.split_once(' ') {
        Some((first, rest)) if is_capitals(rest) && Words::get().agency(first).is_some() => rest,
        _ => place,
    }
}

/// The length of the weekday that stands here alone, without a date.
pub(super) fn weekday(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_alphabetic());
    let word = &text[..end.unwrap_or(text.len())];
    // "Sun" and "Mar" are towns as well.
    (word.len() > 3 && is_weekday(&word.to_lowercase())).then_some(word.len())
}

/// Whether the first word is a month's name with its day.
fn opens_date(words: usize, rest: &str) -> bool {
    words == 0 && written_at(rest).is_some()
}

/// `U.N.`, `St.`, `D.C.`: a stop that belongs to the word.
fn is_abbreviated(word: &str) -> bool {
    word.len() <= 3 || word[..word.len() - 1].contains('.')
}

pub(super) fn is_capitals(place: &str) -> bool {
    let first = place.split([' ', ',', '/']).next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !first.chars().any(char::is_lowercase)
}

/// A place as one wants to read it: `NEW YORK` is New York.
pub(super) fn shown(place: &str) -> String {
    let mut out = String::with_capacity(place.len());
    for (index, word) in place.split_inclusive([' ', '/', '-']).enumerate() {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let small = matches!(
            word.trim(),
            "DE" | "LA" | "EL" | "OF" | "THE" | "AL" | "UPON" | "AM" | "AND" | "DEL" | "DO"
        );
        // "D.C." is written so, "LA." is not.
        let initials = word.trim_end_matches([' ', '/', '.']).contains('.');
        if !capitals || initials {
            out.push_str(word);
        } else if small && index > 0 {
            out.push_str(&word.to_lowercase());
        } else {
            let mut chars = word.chars();
            out.extend(chars.next());
            out.push_str(&chars.as_str().to_lowercase());
        }
    }
    out
}
