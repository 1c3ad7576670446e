//! The word classes of the tense reader.

use super::lexicon::{ClassId, Lexicon};

/// Classes by what they tell of a clause; `None` when no table has them.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    pub future: Option<ClassId>,
    pub past: Option<ClassId>,
    pub present: Option<ClassId>,
    pub planned: Option<ClassId>,
    pub had: Option<ClassId>,
    pub have: Option<ClassId>,
    pub be: Option<ClassId>,
    /// "be" itself, which looks ahead without "to" or a modal verb.
    pub bare_be: Option<ClassId>,
    pub to: Option<ClassId>,
    pub until: Option<ClassId>,
    pub since: Option<ClassId>,
    /// "to", "until": between the ends of a range.
    pub range: Option<ClassId>,
    /// "and": between the days of a pair, and the ends of "between … and".
    pub pair: Option<ClassId>,
    pub between: Option<ClassId>,
    /// Verbs whose infinitive is a plan: "a truce to begin on Thursday".
    pub plan: Option<ClassId>,
    pub dated: Option<ClassId>,
    /// Words that go on with the clause and are no nouns.
    pub clause: Option<ClassId>,
    pub month: Option<ClassId>,
    /// Past forms that look ahead before an infinitive.
    pub planned_to: Option<ClassId>,
    pub copula: Option<ClassId>,
    /// "planned", which looks ahead with a thing planned, too.
    pub plans: Option<ClassId>,
    pub article: Option<ClassId>,
    pub adverb: Option<ClassId>,
    /// Nouns after "to": "to death".
    pub to_noun: Option<ClassId>,
    /// "could", which looks back when denied.
    pub modal_past: Option<ClassId>,
    pub not: Option<ClassId>,
    /// Words of a stamp: "updated on".
    pub stamp: Option<ClassId>,
    /// What papers call their issues.
    pub edition: Option<ClassId>,
    /// "Starting Monday, …" at the head of a sentence.
    pub starting: Option<ClassId>,
    /// What begins a clause of its own.
    pub subordinate: Option<ClassId>,
    /// Conditions look ahead.
    pub if_: Option<ClassId>,
    /// "of".
    pub of: Option<ClassId>,
    /// "ahead", "advance", which look ahead before "of".
    pub before_of: Option<ClassId>,
    /// "due", no plan before "to" and a noun.
    pub cause: Option<ClassId>,
    /// Occasions that are set for a day long before.
    pub occasion: Option<ClassId>,
    /// Modal verbs that a story looks ahead with.
    pub would: Option<ClassId>,
    /// "for": what was planned for a day.
    pub aim: Option<ClassId>,
    pub determiner: Option<ClassId>,
    /// Past forms that look ahead before "to": "set to".
    pub set: Option<ClassId>,
    /// Words that take a capital only in names.
    pub common: Option<ClassId>,
}

impl Cues {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let class = |name| lexicon.find_class(name);
        Self {
            future: class("verb-future"),
            past: class("verb-past"),
            present: class("verb-present"),
            planned: class("planned"),
            had: class("verb-had"),
            have: class("verb-have"),
            be: class("verb-be"),
            bare_be: class("verb-bare-be"),
            to: class("infinitive"),
            until: class("until"),
            since: class("since"),
            range: class("to"),
            pair: class("pair"),
            between: class("between"),
            plan: class("plan"),
            dated: class("dated"),
            clause: class("clause"),
            month: class("month-any"),
            planned_to: class("planned-to"),
            copula: class("copula"),
            article: class("article"),
            adverb: class("adverb"),
            plans: class("plans"),
            to_noun: class("to-noun"),
            modal_past: class("modal-past"),
            not: class("not"),
            stamp: class("stamp"),
            edition: class("edition"),
            starting: class("starting"),
            subordinate: class("subordinate"),
            if_: class("if"),
            of: class("of"),
            before_of: class("before-of"),
            cause: class("cause"),
            occasion: class("occasion"),
            would: class("would"),
            aim: class("aim"),
            determiner: class("determiner"),
            set: class("set-to"),
            common: class("common"),
        }
    }
}
