//! Persons: given name, surname, and what two names have in common.

use super::spelling::{fold, key, one_slip};

/// A person's name taken apart, in comparable spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Keys of all words, in order.
    pub words: Vec<String>,
}

impl PersonName {
    /// Takes a name apart; "Jr.", "III" and the like don't count.
    pub(crate) fn new(name: &str) -> Self {
        let words = key(name)
            .split(' ')
            .filter(|w| !matches!(*w, "ir" | "jr" | "sr" | "i" | "iv" | "v" | ""))
            .map(str::to_owned)
            .collect();
        Self { words }
    }

    /// Its last word.
    pub(crate) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// More than a single word.
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Whether `self` can be short for `full`: its words stand in `full` in
    /// the same order, initials for names.
    pub(crate) fn shortens(&self, full: &Self) -> bool {
        let mut rest = full.words.iter();
        !self.words.is_empty()
            && self
                .words
                .iter()
                .all(|w| rest.any(|f| same_or_initial(w, f)))
    }

    /// Whether the two can be one person: same surname, given names equal,
    /// initials of each other, or missing.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        if self.last() != other.last() {
            return false;
        }
        // "Mohamed Hassan Quillby" is not "Mohamed Omar Quillby".
        if self.words.len() > 2 && other.words.len() > 2 {
            return self.fits(other) || other.fits(self);
        }
        match (self.is_full(), other.is_full()) {
            (true, true) => same_or_initial(&self.words[0], &other.words[0]),
            _ => true,
        }
    }

    /// Whether all words stand in `full` in the same order, a slip in each
    /// forgiven.
    fn fits(&self, full: &Self) -> bool {
        let mut rest = full.words.iter();
        let mut stands = |w: &String| rest.any(|f| same_or_initial(w, f) || one_slip(w, f));
        same_or_initial(&self.words[0], &full.words[0]) && self.words.iter().all(&mut stands)
    }

    /// Same given name and a surname one slip away, or the other way round.
    pub(crate) fn nearly(&self, other: &Self) -> bool {
        self.words.len() == other.words.len() && self.is_full() && {
            let mut slips = 0;
            self.words.iter().zip(&other.words).all(|(a, b)| {
                a == b || {
                    slips += 1;
                    slips == 1 && one_slip(a, b)
                }
            })
        }
    }
}

fn same_or_initial(a: &str, b: &str) -> bool {
    a == b
        || a.chars().count() == 1 && b.starts_with(a)
        || b.chars().count() == 1 && a.starts_with(b)
}

/// Whether `short` are the initials of `long`'s words, small words counting
/// or not ("OPCW", "FBI", "DoD"; "UK" of "United Kingdom").
pub(crate) fn is_acronym(short: &str, long: &str) -> bool {
    let letters: String = fold(short).replace(' ', "");
    if !(2..=10).contains(&letters.chars().count())
        || short.chars().filter(|c| c.is_uppercase()).count() < 2
    {
        return false;
    }
    let long_folded = fold(long);
    let words: Vec<&str> = long_folded.split(' ').collect();
    let small = |w: &&str| matches!(*w, "of" | "the" | "for" | "and" | "in" | "on" | "to" | "de");
    let initials = |words: &mut dyn Iterator<Item = &&str>| -> String {
        words.filter_map(|w| w.chars().next()).collect()
    };
    words.len() > 1
        && (initials(&mut words.iter()) == letters
            || initials(&mut words.iter().filter(|w| !small(w))) == letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(name: &str) -> PersonName {
        PersonName::new(name)
    }

    #[test]
    fn short_forms_of_a_full_name() {
        assert!(n("Putin").shortens(&n("Vladimir Putin")));
        assert!(n("V. Putin").shortens(&n("Vladimir Vladimirovich Putin")));
        assert!(n("Asad").shortens(&n("Bashar al-Assad")));
        assert!(!n("Medvedev").shortens(&n("Vladimir Putin")));
        assert!(n("Joseph L. Votel").agrees(&n("Joseph Votel")));
        assert!(!n("Hillary Clinton").agrees(&n("Bill Clinton")));
    }

    #[test]
    fn nearly_is_one_slip_in_one_word() {
        assert!(n("Sergey Larvov").nearly(&n("Sergei Lavrov")));
        assert!(!n("Larvov").nearly(&n("Lavrov")));
        assert!(!n("Sergio Larvov").nearly(&n("Sergei Lavrov")));
    }

    #[test]
    fn acronyms() {
        assert!(is_acronym(
            "OPCW",
            "Organisation for the Prohibition of Chemical Weapons"
        ));
        assert!(is_acronym("DoD", "Department of Defense"));
        assert!(is_acronym("U.N.", "United Nations"));
        assert!(!is_acronym("UN", "United Kingdom"));
        assert!(!is_acronym("Us", "United States"));
    }
}
