//! Classes of small words: the bits and their names.

/// Bits of [`Info::class`](super::words::Info::class).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class;

impl Class {
    /// "has", "would"
    pub(crate) const AUX: u32 = 1;
    /// "is", "been"
    pub(crate) const BE: u32 = 2;
    /// "not", "never"
    pub(crate) const NEGATION: u32 = 4;
    /// "also", "later"
    pub(crate) const ADVERB: u32 = 8;
    /// "Monday", "yesterday"
    pub(crate) const TIME: u32 = 16;
    /// "he", "they"
    pub(crate) const PRONOUN: u32 = 32;
    /// "who"
    pub(crate) const RELATIVE: u32 = 64;
    /// "the", "several"
    pub(crate) const DETERMINER: u32 = 128;
    /// "of", "in"
    pub(crate) const PREPOSITION: u32 = 256;
    /// No noun phrase goes over it: "and", "that", "is".
    pub(crate) const STOP: u32 = 512;
    /// "reporters", "him": whom things are told.
    pub(crate) const HEARER: u32 = 1024;
    /// What states do: "rejects", "signed".
    pub(crate) const ACT: u32 = 2048;
    /// What states have: "policy", "proposal".
    pub(crate) const POLICY: u32 = 4096;
    /// Prepositions before those who act: "between", "by".
    pub(crate) const BETWEEN: u32 = 8192;
    /// What is between states: "talks", "treaty".
    pub(crate) const JOINT: u32 = 16384;
    /// "week", "night", after "last" or "this".
    pub(crate) const PERIOD: u32 = 32768;
    /// "continued", "appeared": before "to", they change no subject.
    pub(crate) const CATENATIVE: u32 = 65536;
    /// "government", "troops": through what states act.
    pub(crate) const BODY: u32 = 131_072;
    /// "air", "armed": stands before those.
    pub(crate) const ARM: u32 = 262_144;
    /// "base", "station": what a body has but is not.
    pub(crate) const SITE: u32 = 524_288;
    /// "former", "then": holds the office no more, or not yet.
    pub(crate) const FORMER: u32 = 1_048_576;
    /// "countries", "allies": what a list of states is introduced by.
    pub(crate) const STATES: u32 = 2_097_152;
    /// "we": a text that says so speaks for itself.
    pub(crate) const OURS: u32 = 4_194_304;
    /// "police", "people": plural without an s.
    pub(crate) const PLURAL: u32 = 8_388_608;
    /// "Monday": how reports name a day.
    pub(crate) const WEEKDAY: u32 = 16_777_216;
    /// "today": how statements name theirs.
    pub(crate) const TODAY: u32 = 33_554_432;
    /// "Operation", "HMS": opens the name of what is no actor.
    pub(crate) const THING: u32 = 67_108_864;
    /// "January", "Jan": before the number of a day.
    pub(crate) const MONTH: u32 = 134_217_728;
    /// "after", "because": opens a clause that depends on another.
    pub(crate) const SUBORDINATE: u32 = 268_435_456;
    /// "Republican", "Hispanic": says what people are like, not who.
    pub(crate) const QUALITY: u32 = 536_870_912;
    /// "Prize", "Act": closes the name of what is no actor.
    pub(crate) const WORK: u32 = 1_073_741_824;
    /// "Wing", "Brigade": closes the name of a numbered unit.
    pub(crate) const UNIT: u32 = 2_147_483_648;
}

/// The classes by their names in the table.
pub(super) const CLASSES: [(&str, u32); 32] = [
    ("aux", Class::AUX),
    ("be", Class::BE),
    ("negation", Class::NEGATION),
    ("adverb", Class::ADVERB),
    ("time", Class::TIME),
    ("pronoun", Class::PRONOUN),
    ("relative", Class::RELATIVE),
    ("determiner", Class::DETERMINER),
    ("preposition", Class::PREPOSITION),
    ("stop", Class::STOP),
    ("hearer", Class::HEARER),
    ("act", Class::ACT),
    ("policy", Class::POLICY),
    ("between", Class::BETWEEN),
    ("joint", Class::JOINT),
    ("period", Class::PERIOD),
    ("catenative", Class::CATENATIVE),
    ("body", Class::BODY),
    ("arm", Class::ARM),
    ("site", Class::SITE),
    ("former", Class::FORMER),
    ("states", Class::STATES),
    ("ours", Class::OURS),
    ("plural", Class::PLURAL),
    ("weekday", Class::WEEKDAY),
    ("today", Class::TODAY),
    ("thing", Class::THING),
    ("month", Class::MONTH),
    ("subordinate", Class::SUBORDINATE),
    ("quality", Class::QUALITY),
    ("work", Class::WORK),
    ("unit", Class::UNIT),
];
