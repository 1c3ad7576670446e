//! What single words can be.

use crate::actor::token::word_hash;

/// Bits of [`Word::class`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordClass(pub u16);

impl WordClass {
    /// A given name of men.
    pub(crate) const MALE: u16 = 1;
    /// A given name of women.
    pub(crate) const FEMALE: u16 = 2;
    /// A surname.
    pub(crate) const SURNAME: u16 = 4;
    /// "Mr", "General", "Sheikh": stands before a name.
    pub(crate) const TITLE: u16 = 8;
    /// "minister", "spokesman": what people are.
    pub(crate) const ROLE: u16 = 16;
    /// "Ministry", "Party", "Inc": a word of organisations' names.
    pub(crate) const ORG: u16 = 32;
    /// "River", "Mount": a word of places' names.
    pub(crate) const PLACE: u16 = 64;
    /// The surname of someone in the table of people.
    pub(crate) const KNOWN: u16 = 128;
    /// The word joins the parts of a name: "of", "al", "van".
    pub(crate) const JOINS: u16 = 256;
    /// Opens the name it belongs to ("Ministry of"), rather than closing it.
    pub(crate) const OPENS: u16 = 512;
    /// Closes the name it belongs to ("Party", "River").
    pub(crate) const CLOSES: u16 = 1024;
    /// Is nothing but a common word at the start of a sentence.
    pub(crate) const COMMON: u16 = 2048;
    /// A verb of statement.
    pub(crate) const SAYS: u16 = 4096;
    /// Stands before places.
    pub(crate) const BEFORE_PLACE: u16 = 8192;
    /// Joined to a name by a hyphen it makes an adjective: "Putin-era".
    pub(crate) const AFTER_HYPHEN: u16 = 16384;
    /// Short for a state of the United States after a town: "Mich."
    pub(crate) const US_STATE: u16 = 32768;
}

/// A person's sex, as far as the tables tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sex {
    /// A man.
    Male,
    /// A woman.
    Female,
    /// Not told.
    #[default]
    Unknown,
}

impl Sex {
    /// The sex with this number in the file.
    pub(super) fn from_number(number: u32) -> Self {
        match number {
            0 => Self::Male,
            1 => Self::Female,
            _ => Self::Unknown,
        }
    }
}

/// The key of two given names that one person may go by, either way round.
pub(super) fn nickname_key(a: &str, b: &str) -> u64 {
    word_hash(a).wrapping_add(word_hash(b))
}

/// A word's classes with rough frequencies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// See [`WordClass`].
    pub class: u16,
    /// How common a given name: 0 (not one) to 4.
    pub given: u8,
    /// How common a surname: 0 (not one) to 4.
    pub surname: u8,
    /// How common a given name of men, and of women: 0 to 4.
    pub sexes: [u8; 2],
    /// Written with a full stop that belongs to it: "Corp."
    pub stopped: bool,
}

impl Word {
    /// The word as a number of the file.
    pub(super) fn packed(self) -> u64 {
        let [m, f] = self.sexes;
        let bytes = [self.given, self.surname, m, f, self.stopped.into()];
        let high = bytes
            .iter()
            .rev()
            .fold(0, |all, &b| all << 8 | u64::from(b));
        high << 16 | u64::from(self.class)
    }

    /// The word with this number.
    pub(super) fn unpacked(number: u64) -> Self {
        let [low, high, given, surname, m, f, stopped, _] = number.to_le_bytes();
        Self {
            class: u16::from_le_bytes([low, high]),
            given,
            surname,
            sexes: [m, f],
            stopped: stopped != 0,
        }
    }

    /// The sex of those with this given name: one of the two when it is much
    /// the commoner.
    pub(crate) fn sex(self) -> Sex {
        match self.sexes {
            [m, f] if m >= f + 2 || m > 0 && f == 0 => Sex::Male,
            [m, f] if f >= m + 2 || f > 0 && m == 0 => Sex::Female,
            _ => Sex::Unknown,
        }
    }

    /// Whether any of the bits is set.
    pub(crate) fn is(self, bits: u16) -> bool {
        self.class & bits != 0
    }
}

/// A share in per cent as a level of 1 to 4.
pub(super) fn level(percent: f32) -> u8 {
    match percent {
        p if p >= 0.1 => 4,
        p if p >= 0.02 => 3,
        p if p >= 0.005 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_survives_the_file() {
        let word = Word {
            class: 0xABCD,
            given: 1,
            surname: 2,
            sexes: [3, 4],
            stopped: true,
        };
        assert_eq!(Word::unpacked(word.packed()), word);
        assert_eq!(
            nickname_key("bill", "william"),
            nickname_key("william", "bill")
        );
    }
}
