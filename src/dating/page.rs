//! The day of a saved page: all its stated dates weighed together.
//!
//! A page states many dates, in fields, addresses and visible text. Each day
//! among them is a candidate described by *features*: the forms and places of
//! what states it, and how it stands to the other candidates. A conditional
//! logit (McFadden, "Conditional logit analysis of qualitative choice
//! behavior", 1973) turns the features into the chance of every candidate,
//! and of none of them. Its weights are data, `assets/dates/weights.toml`,
//! fitted by `examples/fit_page_dates.rs`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::weigh::{CEILING, Evidence, Weighed};
use super::{PartialDate, outside, textual};
use crate::article::Article;
use crate::source::{Form, Place};
use crate::timex::Day;

/// How a candidate stands to the others, and what else is known of its day.
const RELATIONS: &[&str] = &[
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

/// A candidate day and its features: index and value.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The day.
    pub day: Day,
    /// Its features by rising index, each once.
    pub features: Vec<(u32, f32)>,
    /// The evidence that names it.
    by: Vec<usize>,
}

/// The names of all features, by index: forms, places, forms in places
/// (visible ones), each of them for changes as well, then relations.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for prefix in ["", "change "] {
        for form in Form::ALL {
            for place in Place::ALL {
                names.push(match place {
                    Place::Nowhere => format!("{prefix}{}", form.name()),
                    _ => format!("{prefix}{} at {}", form.name(), place.name()),
                });
            }
        }
        names.extend(
            Place::ALL
                .iter()
                .map(|p| format!("{prefix}at {}", p.name())),
        );
    }
    names.extend(RELATIONS.iter().map(|name| (*name).to_owned()));
    names
}

const BLOCK: u32 = (Form::ALL.len() as u32 + 1) * Place::ALL.len() as u32;

fn form_at(form: Form, place: Place, modified: bool) -> u32 {
    u32::from(modified) * BLOCK + form as u32 * Place::ALL.len() as u32 + place as u32
}

fn at_place(place: Place, modified: bool) -> u32 {
    u32::from(modified) * BLOCK + (Form::ALL.len() * Place::ALL.len()) as u32 + place as u32
}

fn relation(name: &str) -> u32 {
    let at = RELATIONS.iter().position(|r| *r == name);
    2 * BLOCK + at.expect("a relation of the list") as u32
}

/// The weights of the features.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights(Vec<f32>);

impl Weights {
    /// Weights by index, as [`names`] counts them.
    pub fn new(values: Vec<f32>) -> Self {
        Self(values)
    }

    /// The built-in ones.
    pub fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let source = include_str!("../../assets/dates/weights.toml");
            let table: FxHashMap<String, f32> =
                toml::from_str(source).expect("the built-in weights are read by the tests");
            Self(
                names()
                    .iter()
                    .map(|name| table.get(name).copied().unwrap_or(0.0))
                    .collect(),
            )
        })
    }

    /// The weight of a feature.
    pub fn of(&self, index: usize) -> f32 {
        self.0.get(index).copied().unwrap_or(0.0)
    }

    /// The score of a candidate; "none of them" has 0.
    pub fn score(&self, sheet: &Sheet) -> f32 {
        let worth = |(index, value): &(u32, f32)| self.of(*index as usize) * value;
        sheet.features.iter().map(worth).sum()
    }

    /// The chance of every candidate.
    pub fn shares(&self, sheets: &[Sheet]) -> Vec<f32> {
        let scores: Vec<f32> = sheets.iter().map(|s| self.score(s)).collect();
        let top = scores.iter().copied().fold(0.0f32, f32::max);
        let all: f32 = scores.iter().map(|s| (s - top).exp()).sum::<f32>() + (-top).exp();
        scores.iter().map(|s| (s - top).exp() / all).collect()
    }
}

/// The candidates of a page with their features.
pub fn sheets_of(article: &Article, today: Day) -> Vec<Sheet> {
    let mut conflicts = Vec::new();
    let mut evidence = outside::read(article, today, &mut conflicts);
    let said = textual::read(article, today, &mut conflicts);
    evidence.extend(said.evidence);
    sheets(&evidence, said.partial)
}

fn sheets(evidence: &[Evidence], partial: Option<PartialDate>) -> Vec<Sheet> {
    let mut days: Vec<(Day, Vec<usize>)> = Vec::new();
    for (index, piece) in evidence.iter().enumerate() {
        match days.iter_mut().find(|(day, _)| *day == piece.day) {
            Some((_, by)) => by.push(index),
            None => days.push((piece.day, vec![index])),
        }
    }
    let page = Page::new(evidence);
    let describe = |(day, by): (Day, Vec<usize>)| {
        let mut features = stated(by.iter().map(|i| &evidence[*i]));
        page.relate(
            day,
            by.iter().map(|i| &evidence[*i]),
            partial,
            &mut features,
        );
        features.sort_by_key(|(index, _)| *index);
        features.dedup_by_key(|(index, _)| *index);
        Sheet { day, features, by }
    };
    days.into_iter().map(describe).collect()
}

/// The features of what states a day.
fn stated<'e>(by: impl Iterator<Item = &'e Evidence>) -> Vec<(u32, f32)> {
    let mut features = Vec::new();
    for piece in by {
        let (form, place) = (piece.setting.form, piece.setting.place);
        let modified = piece.modified;
        features.push((form_at(form, Place::Nowhere, modified), 1.0));
        if place == Place::Nowhere {
            continue;
        }
        features.push((form_at(form, place, modified), 1.0));
        features.push((at_place(place, modified), 1.0));
    }
    features
}

/// What the dates of a page say together.
struct Page {
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
    fn new(evidence: &[Evidence]) -> Self {
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

    fn relate<'e>(
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

/// Weighs the candidates of a page, best first.
pub(super) fn weigh(evidence: &[Evidence], partial: Option<PartialDate>) -> Vec<Weighed> {
    let weights = Weights::get();
    let sheets = sheets(evidence, partial);
    let shares = weights.shares(&sheets);
    let worth = |index: &usize| {
        let piece = &evidence[*index];
        let (form, place) = (piece.setting.form, piece.setting.place);
        let mut features = vec![(form_at(form, Place::Nowhere, piece.modified), 1.0)];
        if place != Place::Nowhere {
            features.push((form_at(form, place, piece.modified), 1.0));
            features.push((at_place(place, piece.modified), 1.0));
        }
        weights.score(&Sheet {
            day: piece.day,
            features,
            by: Vec::new(),
        })
    };
    let mut weighed: Vec<Weighed> = sheets
        .into_iter()
        .zip(shares)
        .map(|(sheet, share)| {
            let mut by = sheet.by;
            by.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
            Weighed {
                day: sheet.day,
                share: share.min(CEILING),
                by,
            }
        })
        .collect();
    weighed.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.day.cmp(&b.day)));
    weighed
}
