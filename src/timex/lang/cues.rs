//! The word classes of the tense reader.

use super::lexicon::{ClassId, Lexicon};

/// A struct of word classes by what they tell of a clause, each with the name
/// it goes by in the tables.
macro_rules! cues {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// Classes by what they tell of a clause; `None` when no table has
        /// them.
        #[derive(Debug, Default)]
        pub(crate) struct Cues {
            $($(#[$doc])* pub $field: Option<ClassId>,)*
        }

        impl Cues {
            /// The names of all classes.
            #[cfg(test)]
            pub(crate) const CLASSES: &[&str] = &[$($name),*];

            pub(crate) fn new(lexicon: &Lexicon) -> Self {
                Self {
                    $($field: lexicon.find_class($name),)*
                }
            }
        }
    };
}

cues! {
    future = "verb-future",
    past = "verb-past",
    present = "verb-present",
    planned = "planned",
    had = "verb-had",
    have = "verb-have",
    be = "verb-be",
    /// "stay", which a modal verb reaches over to a participle.
    linking = "linking",
    /// "be" itself, which looks ahead without "to" or a modal verb.
    bare_be = "verb-bare-be",
    to = "infinitive",
    until = "until",
    since = "since",
    /// "to", "until": between the ends of a range.
    range = "to",
    /// "and": between the days of a pair, and the ends of "between … and".
    pair = "pair",
    between = "between",
    /// "on", "in", "at": between a mention and one that says it otherwise.
    when = "when",
    /// "at least": between "until" and its day.
    at_least = "at-least",
    /// Verbs of plural nouns in timetables: "polls close".
    planned_plural = "planned-plural",
    /// What a side does in a list of fixtures: "Egypt play Uruguay".
    sides = "sides",
    /// Verbs that put something at another time: "moved to Monday".
    moved = "moved",
    /// "was", which makes a passive of a participle.
    was = "was",
    /// Verbs that settle a time, before it and "as".
    settle = "settle",
    as_ = "as",
    /// Words that join a clause to the one before.
    join = "join",
    /// Verbs whose infinitive is a plan: "a truce to begin on Thursday".
    plan = "plan",
    dated = "dated",
    /// Words that go on with the clause and are no nouns.
    clause = "clause",
    month = "month-any",
    /// Past forms that look ahead before an infinitive.
    planned_to = "planned-to",
    /// "getting", before a participle that tells nothing of its time.
    governing = "governing",
    /// "having", which tells what was before.
    having = "having",
    /// "back", before "in" and a time that is over.
    back = "back",
    /// "coming", after which "back" is no time.
    return_ = "return",
    /// "before" a time that was yet to come.
    ahead_of = "ahead-of",
    copula = "copula",
    /// "there", before a copula that announces something.
    there = "there",
    /// "planned", which looks ahead with a thing planned, too.
    plans = "plans",
    article = "article",
    adverb = "adverb",
    /// Nouns after "to": "to death".
    to_noun = "to-noun",
    /// "could", which looks back when denied.
    modal_past = "modal-past",
    not = "not",
    /// Words of a stamp: "updated on".
    stamp = "stamp",
    /// What papers call their issues.
    edition = "edition",
    /// "Starting Monday, …" at the head of a sentence.
    starting = "starting",
    /// What begins a clause of its own.
    subordinate = "subordinate",
    /// Conditions look ahead.
    if_ = "if",
    /// Past forms of verbs that tell who speaks.
    telling = "telling",
    /// "of".
    of = "of",
    /// "ahead", "advance", which look ahead before "of".
    before_of = "before-of",
    /// "due", no plan before "to" and a noun.
    cause = "cause",
    /// Occasions that are set for a day long before.
    occasion = "occasion",
    /// Modal verbs that a story looks ahead with.
    would = "would",
    /// "for": what was planned for a day.
    aim = "aim",
    determiner = "determiner",
    /// Past forms that look ahead before "to": "set to".
    set = "set-to",
    /// Words that take a capital only in names.
    common = "common",
}
