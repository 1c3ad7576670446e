//! Classes of small words: the bits and their names.

/// Bits of [`Info::class`](super::words::Info::class).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class;

impl Class {
    /// "has", "would"
    pub(crate) const AUX: u64 = 1 << 0;
    /// "is", "been"
    pub(crate) const BE: u64 = 1 << 1;
    /// "not", "never"
    pub(crate) const NEGATION: u64 = 1 << 2;
    /// "also", "later"
    pub(crate) const ADVERB: u64 = 1 << 3;
    /// "Monday", "yesterday"
    pub(crate) const TIME: u64 = 1 << 4;
    /// "he", "they"
    pub(crate) const PRONOUN: u64 = 1 << 5;
    /// "who"
    pub(crate) const RELATIVE: u64 = 1 << 6;
    /// "the", "several"
    pub(crate) const DETERMINER: u64 = 1 << 7;
    /// "of", "in"
    pub(crate) const PREPOSITION: u64 = 1 << 8;
    /// No noun phrase goes over it: "and", "that", "is".
    pub(crate) const STOP: u64 = 1 << 9;
    /// "reporters", "him": whom things are told.
    pub(crate) const HEARER: u64 = 1 << 10;
    /// What states do: "rejects", "signed".
    pub(crate) const ACT: u64 = 1 << 11;
    /// What states have: "policy", "proposal".
    pub(crate) const POLICY: u64 = 1 << 12;
    /// Prepositions before those who act: "between", "by".
    pub(crate) const BETWEEN: u64 = 1 << 13;
    /// What is between states: "talks", "treaty".
    pub(crate) const JOINT: u64 = 1 << 14;
    /// "week", "night", after "last" or "this".
    pub(crate) const PERIOD: u64 = 1 << 15;
    /// "continued", "appeared": before "to", they change no subject.
    pub(crate) const CATENATIVE: u64 = 1 << 16;
    /// "government", "troops": through what states act.
    pub(crate) const BODY: u64 = 1 << 17;
    /// "air", "armed": stands before those.
    pub(crate) const ARM: u64 = 1 << 18;
    /// "base", "station": what a body has but is not.
    pub(crate) const SITE: u64 = 1 << 19;
    /// "former", "then": holds the office no more, or not yet.
    pub(crate) const FORMER: u64 = 1 << 20;
    /// "countries", "allies": what a list of states is introduced by.
    pub(crate) const STATES: u64 = 1 << 21;
    /// "we": a text that says so speaks for itself.
    pub(crate) const OURS: u64 = 1 << 22;
    /// "police", "people": plural without an s.
    pub(crate) const PLURAL: u64 = 1 << 23;
    /// "Monday": how reports name a day.
    pub(crate) const WEEKDAY: u64 = 1 << 24;
    /// "today": how statements name theirs.
    pub(crate) const TODAY: u64 = 1 << 25;
    /// "Operation", "HMS": opens the name of what is no actor.
    pub(crate) const THING: u64 = 1 << 26;
    /// "January", "Jan": before the number of a day.
    pub(crate) const MONTH: u64 = 1 << 27;
    /// "after", "because": opens a clause that depends on another.
    pub(crate) const SUBORDINATE: u64 = 1 << 28;
    /// "Republican", "Hispanic": says what people are like, not who.
    pub(crate) const QUALITY: u64 = 1 << 29;
    /// "Prize", "Act": closes the name of what is no actor.
    pub(crate) const WORK: u64 = 1 << 30;
    /// "Wing", "Brigade": closes the name of a numbered unit.
    pub(crate) const UNIT: u64 = 1 << 31;
    /// "province", "island": what a part of a country is called beside its name.
    pub(crate) const PART: u64 = 1 << 32;
    /// "village", "suburb": what a town is called beside its name.
    pub(crate) const TOWN: u64 = 1 << 33;
    /// "airport", "river": what is called after the name that stands before it.
    pub(crate) const SPOT: u64 = 1 << 34;
    /// "newspaper", "radio": what a medium is called after its name.
    pub(crate) const MEDIUM: u64 = 1 << 35;
    /// "Mr", "King": before the name of a person and no other.
    pub(crate) const HONORIFIC: u64 = 1 << 36;
    /// "Inc", "Ltd": ends the full name of a company.
    pub(crate) const LEGAL: u64 = 1 << 37;
    /// "shares", "turnover": what companies have.
    pub(crate) const BUSINESS: u64 = 1 << 38;
    /// "average", "composite": what is measured under the name before it.
    pub(crate) const GAUGE: u64 = 1 << 39;
    /// "carrier", "frigate": before the name of a ship.
    pub(crate) const VESSEL: u64 = 1 << 40;
    /// "CTF": a force, told from others by the number behind it.
    pub(crate) const FORCE: u64 = 1 << 41;
    /// "urge", "will": by which those who write bind or praise themselves.
    pub(crate) const COMMITS: u64 = 1 << 42;
    /// "Interstate": a road, told from others by the number behind it.
    pub(crate) const ROAD: u64 = 1 << 43;
    /// "group", "airline": what a body is, before its name.
    pub(crate) const COLLECTIVE: u64 = 1 << 44;
    /// "Minister", "Secretary": before "of" and what the office is for.
    pub(crate) const MINISTER: u64 = 1 << 45;
    /// "company", "airline": what a firm is spoken of as, once it is named.
    pub(crate) const FIRM: u64 = 1 << 46;
    /// "ministry", "court": what a body is spoken of as whose name has the
    /// word.
    pub(crate) const KINDRED: u64 = 1 << 47;
    /// "newspaper", "network": what a medium is spoken of as.
    pub(crate) const OUTLET: u64 = 1 << 48;
    /// "staff", "updated": what a page puts before its first sentence.
    pub(crate) const BYLINE: u64 = 1 << 49;
    /// "president": a title that is known again when misspelt.
    pub(crate) const RANK: u64 = 1 << 50;
    /// "Times", "Herald": in the names of media.
    pub(crate) const MASTHEAD: u64 = 1 << 51;
    /// "Treasury": a body by itself, with its capital.
    pub(crate) const SOLE: u64 = 1 << 52;
    /// "midfielder", "innings": of matches.
    pub(crate) const SPORTING: u64 = 1 << 53;
    /// "beat", "captain": after the name of a team.
    pub(crate) const PLAYS: u64 = 1 << 54;
    /// "against", "beating": before the name of a team.
    pub(crate) const OPPOSES: u64 = 1 << 55;
    /// "ET", "BST": after a time of day.
    pub(crate) const ZONE: u64 = 1 << 56;
    /// "cocktail": what is called after somebody.
    pub(crate) const WARE: u64 = 1 << 57;
    /// "Hurricane": before the name of one.
    pub(crate) const STORM: u64 = 1 << 58;
    /// "Democrat": what somebody from a place is.
    pub(crate) const PARTISAN: u64 = 1 << 59;
    /// "acquire", "stake": before the name of a company.
    pub(crate) const DEAL: u64 = 1 << 60;
}

/// The classes by their names in the table.
pub(super) const CLASSES: [(&str, u64); 61] = [
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
    ("part", Class::PART),
    ("town", Class::TOWN),
    ("spot", Class::SPOT),
    ("medium", Class::MEDIUM),
    ("honorific", Class::HONORIFIC),
    ("legal", Class::LEGAL),
    ("business", Class::BUSINESS),
    ("gauge", Class::GAUGE),
    ("vessel", Class::VESSEL),
    ("force", Class::FORCE),
    ("commits", Class::COMMITS),
    ("road", Class::ROAD),
    ("collective", Class::COLLECTIVE),
    ("minister", Class::MINISTER),
    ("firm", Class::FIRM),
    ("kindred", Class::KINDRED),
    ("outlet", Class::OUTLET),
    ("byline", Class::BYLINE),
    ("rank", Class::RANK),
    ("masthead", Class::MASTHEAD),
    ("sole", Class::SOLE),
    ("sporting", Class::SPORTING),
    ("plays", Class::PLAYS),
    ("opposes", Class::OPPOSES),
    ("zone", Class::ZONE),
    ("ware", Class::WARE),
    ("storm", Class::STORM),
    ("partisan", Class::PARTISAN),
    ("deal", Class::DEAL),
];
