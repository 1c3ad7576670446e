//! How the candidate days of a page stand to one another.

use super::relation;
use crate::dating::PartialDate;
use crate::dating::weigh::Evidence;
use crate::source::{Form, Place};
use crate::timex::Day;

/// How a candidate stands to the others, and what else is known of its day.
pub(super) const RELATIONS: &[&str] = &[
    "candidate",
    "first-of-all-shown",
    "alone-of-its-class",
    "one-of-few",
    "first-of-many",
    "later-of-many",
    "crowd",
    "only-in-links",
    "later-in-scripts",
    "first-shown",
    "second-shown",
    "third-or-later-shown",
    "with-clock",
    "after-change",
    "day-before-another",
    "day-after-another",
    "newest",
    "oldest",
    "only-candidate",
    "year-before-newest",
    "first-of-january",
    "first-of-month",
    "kinds-agreeing",
    "agrees-with-dateline",
    "oldest-field",
];

/// What the dates of a page say together.
pub(super) struct Page {
    /// Days of publication outside places that are not the article's own.
    own: Vec<Day>,
    /// Days that fields state.
    fields: Vec<Day>,
    /// The last change that a field states.
    change: Option<Day>,
    /// All candidates.
    count: usize,
    /// Candidates that are only named in prose.
    prose: usize,
}

impl Page {
    /// Reads all evidence of a page.
    pub fn new(evidence: &[Evidence]) -> Self {
        let days = |keep: &dyn Fn(&Evidence) -> bool| {
            let mut days: Vec<Day> = evidence.iter().filter(|e| keep(e)).map(|e| e.day).collect();
            days.sort_unstable();
            days.dedup();
            days
        };
        Self {
            own: days(&|e| {
                !e.modified
                    && e.setting.place != Place::Elsewhere
                    && kind(e.setting.form) != Kind::Prose
            }),
            fields: days(&|e| !e.modified && kind(e.setting.form) == Kind::Field),
            change: evidence
                .iter()
                .filter(|e| e.modified && kind(e.setting.form) == Kind::Field)
                .map(|e| e.day)
                .max(),
            count: days(&|_| true).len(),
            prose: {
                let stamps = days(&|e| kind(e.setting.form) != Kind::Prose);
                let prose = days(&|e| kind(e.setting.form) == Kind::Prose);
                prose
                    .iter()
                    .filter(|d| stamps.binary_search(d).is_err())
                    .count()
            },
        }
    }

    /// Adds how a day, stated by these, stands to the others.
    pub fn relate<'e>(
        &self,
        day: Day,
        by: impl Iterator<Item = &'e Evidence> + Clone,
        partial: Option<PartialDate>,
        features: &mut Vec<(u32, f32)>,
    ) {
        let mut add = |name: &str, value: f32| features.push((relation(name), value));
        add("candidate", 1.0);
        let shown = |e: &&Evidence| {
            !e.modified
                && !matches!(
                    e.setting.place,
                    Place::Nowhere | Place::Aside | Place::Elsewhere
                )
        };
        match by.clone().filter(shown).map(|e| e.setting.rank).min() {
            Some(0) => add("first-shown", 1.0),
            Some(1) => add("second-shown", 1.0),
            Some(_) => add("third-or-later-shown", 1.0),
            None => {}
        }
        let visible = |e: &&Evidence| e.setting.place != Place::Nowhere;
        if by.clone().filter(visible).any(|e| e.setting.order == 0) {
            add("first-of-all-shown", 1.0);
        }
        if by.clone().all(|e| kind(e.setting.form) == Kind::Prose) {
            add("crowd", (self.prose as f32).max(1.0).ln());
        } else if !by
            .clone()
            .any(|e| !e.modified && kind(e.setting.form).is_stated())
        {
            crowd(by.clone(), &mut add);
        }
        let scripts = |e: &&Evidence| kind(e.setting.form) == Kind::Script;
        if by.clone().any(|e| scripts(&e))
            && by.clone().filter(scripts).all(|e| e.setting.order > 0)
        {
            add("later-in-scripts", 1.0);
        }
        if by.clone().any(|e| e.setting.clock) {
            add("with-clock", 1.0);
        }
        if self.change.is_some_and(|c| day > c.plus(1)) {
            add("after-change", 1.0);
        }
        let is = |day: Day| self.own.binary_search(&day).is_ok();
        if is(day.plus(1)) {
            add("day-before-another", 1.0);
        }
        if is(day.plus(-1)) {
            add("day-after-another", 1.0);
        }
        if self.own.len() > 1 {
            if self.own.last() == Some(&day) {
                add("newest", 1.0);
            }
            if self.own.first() == Some(&day) {
                add("oldest", 1.0);
            }
        }
        if self.fields.len() > 1 && self.fields.first() == Some(&day) {
            add("oldest-field", 1.0);
        }
        if self.count == 1 {
            add("only-candidate", 1.0);
        }
        if self.own.last().is_some_and(|last| day.plus(365) < *last) {
            add("year-before-newest", 1.0);
        }
        let (_, month, number) = day.ymd();
        if number == 1 {
            let name = if month == 1 {
                "first-of-january"
            } else {
                "first-of-month"
            };
            add(name, 1.0);
        }
        let mut kinds: Vec<Kind> = by
            .filter(|e| !e.modified && e.setting.place != Place::Elsewhere)
            .map(|e| kind(e.setting.form))
            .filter(|k| *k != Kind::Prose)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() > 1 {
            add("kinds-agreeing", (kinds.len() - 1).min(3) as f32);
        }
        if partial.is_some_and(|p| (-1..=2).any(|shift| p.is(day.plus(-shift)))) {
            add("agrees-with-dateline", 1.0);
        }
    }
}

/// How a day that is only shown stands among stamps of the same class.
fn crowd<'e>(by: impl Iterator<Item = &'e Evidence> + Clone, add: &mut impl FnMut(&str, f32)) {
    let stamps = || {
        by.clone()
            .filter(|e| e.setting.place != Place::Nowhere && kind(e.setting.form) == Kind::Visible)
    };
    let Some(best) = stamps().min_by_key(|e| (e.setting.alike, e.setting.later)) else {
        return;
    };
    let name = match (best.setting.alike, best.setting.later) {
        (0 | 1, _) => "alone-of-its-class",
        (2, _) => "one-of-few",
        (_, 0) => "first-of-many",
        _ => "later-of-many",
    };
    add(name, 1.0);
    add("crowd", f32::from(best.setting.alike.max(1)).ln());
    if stamps().all(|e| e.setting.linked) {
        add("only-in-links", 1.0);
    }
}

/// Kinds of evidence that are independent of each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Field,
    Script,
    Visible,
    Address,
    Text,
    Prose,
}

impl Kind {
    /// Said of the page itself, not just shown on it.
    fn is_stated(self) -> bool {
        matches!(self, Self::Field | Self::Address)
    }
}

fn kind(form: Form) -> Kind {
    match form {
        Form::Field
        | Form::LinkedArticle
        | Form::LinkedOther
        | Form::LinkedPage
        | Form::LinkedThing
        | Form::LinkedCreated
        | Form::MetaPublished
        | Form::MetaVague => Kind::Field,
        Form::ScriptSole | Form::ScriptFew | Form::ScriptMany => Kind::Script,
        Form::TimePublished
        | Form::Time
        | Form::TimeShown
        | Form::Attribute
        | Form::Labelled
        | Form::ClassPublished
        | Form::ClassDate
        | Form::ClassLong
        | Form::Whole
        | Form::Short => Kind::Visible,
        Form::Address | Form::Shared | Form::Image | Form::Identifier | Form::FileName => {
            Kind::Address
        }
        Form::Dateline | Form::Stamp | Form::FaintStamp | Form::Description | Form::Title => {
            Kind::Text
        }
        Form::Prose | Form::Copyright | Form::Named => Kind::Prose,
    }
}
