//! The day of a saved page: all its stated dates weighed together.
//!
//! A page states many dates, in fields, addresses and visible text. Each day
//! among them is a candidate described by *features*: the forms and places of
//! what states it, and how it stands to the other candidates. A conditional
//! logit (McFadden, "Conditional logit analysis of qualitative choice
//! behavior", 1973) turns the features into the chance of every candidate,
//! and of none of them. Its weights are data, `assets/dates/weights.toml`,
//! fitted by `examples/fit_page_dates.rs`.

mod relations;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use relations::{Page, RELATIONS};

use super::weigh::{CEILING, Evidence, Weighed};
use super::{PartialDate, outside, textual};
use crate::article::Article;
use crate::source::{Form, Place};
use crate::timex::Day;

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
            let source = include_str!("../../../assets/dates/weights.toml");
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
