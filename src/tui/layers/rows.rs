//! The rows of a list for what is typed.

use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use rustc_hash::{FxHashMap, FxHashSet};

use super::finder::{Row, What};
use crate::query::Facets;
use crate::query::fuzzy::{ActorIndex, Pick, Picker, fold};
use crate::store::{Snapshot, SourceId};
use crate::timex::Granularity;
use crate::tui::action::Action;
use crate::tui::model::Model;

/// Rows made at most; typing finds the rest.
pub const MOST: usize = 500;

/// Which actors fit what is typed: looked for by a thread, for there may be
/// a hundred thousand.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which; numbers grow.
    pub number: u64,
    /// What is typed.
    pub typed: String,
    /// The names.
    pub index: Arc<ActorIndex>,
    /// Their events.
    pub snapshot: Arc<Snapshot>,
    /// What the events shown consist of, where those in them are to stand
    /// first.
    pub beside: Option<Arc<Facets>>,
}

impl Question {
    /// The rows of the list; `None` when `stop` said so.
    pub fn rows(&self, picker: &mut Picker, stop: &dyn Fn() -> bool) -> Option<Vec<Row>> {
        let picks = picker.search_unless(&self.typed, MOST, stop)?;
        let rows = picks.iter().filter_map(|pick| self.row(pick));
        Some(match &self.beside {
            Some(facets) => self.beside(facets, rows.collect()),
            None => rows.collect(),
        })
    }

    fn row(&self, pick: &Pick) -> Option<Row> {
        let actor = self.snapshot.actor(pick.actor)?;
        let fitted = self.index.name(pick);
        let label = match pick.alias {
            None => actor.name.clone(),
            // The letters typed are those of the alias.
            Some(_) => format!("{} ({fitted})", actor.name),
        };
        let fits = match pick.alias {
            None => 0..label.len(),
            Some(_) => actor.name.len() + 2..label.len() - 1,
        };
        Some(Row {
            what: What::Actor(pick.actor),
            label,
            fits,
            detail: self.snapshot.events_with(pick.actor).to_string(),
        })
    }

    /// Orders actors by how often they appear in the events shown.
    fn beside(&self, facets: &Facets, rows: Vec<Row>) -> Vec<Row> {
        let mut found: Vec<Row> = Vec::new();
        for (id, count) in facets.actors.iter().take(MOST) {
            let name = self.snapshot.actor(*id).map(|actor| actor.name.clone());
            found.extend(name.map(|label| Row {
                what: What::Actor(*id),
                label,
                fits: 0..0,
                detail: count.to_string(),
            }));
        }
        let seen: FxHashSet<u32> = facets.actors.iter().map(|(id, _)| id.0).collect();
        let rest = rows.into_iter().filter(|row| match row.what {
            What::Actor(id) => !seen.contains(&id.0),
            _ => true,
        });
        found.extend(rest.map(|row| Row {
            detail: "0".to_owned(),
            ..row
        }));
        found
    }
}

/// Outlets that have what is typed, with their counts.
pub fn sources(model: &Model, typed: &str) -> Vec<Row> {
    let counts: FxHashMap<SourceId, u32> = model.facets.sources.iter().copied().collect();
    let rows = model.snapshot.sources.iter().map(|(id, name)| {
        let label = if name.is_empty() { "not said" } else { name };
        Row {
            what: What::Source(id),
            label: label.to_owned(),
            fits: 0..0,
            detail: counts.get(&id).copied().unwrap_or(0).to_string(),
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.detail.parse::<u32>().unwrap_or(0)));
    narrowed(rows, typed)
}

/// Granularities that have what is typed, with their counts.
pub fn granularities(model: &Model, typed: &str) -> Vec<Row> {
    let count = |g: Granularity| {
        let found = model.facets.granularities.iter().find(|(of, _)| *of == g);
        found.map_or(0, |(_, count)| *count)
    };
    let rows = Granularity::ALL.into_iter().map(|g| Row {
        what: What::Granularity(g),
        label: g.name().to_owned(),
        fits: 0..0,
        detail: count(g).to_string(),
    });
    narrowed(rows.collect(), typed)
}

/// Every action; those whose key, name or description has each word typed,
/// else those whose name has its letters.
pub fn actions(model: &Model, typed: &str, headings: bool) -> Vec<Row> {
    let row = |action: Action| Row {
        what: What::Action(action),
        label: match headings {
            true => action.description().to_owned(),
            false => format!("{}: {}", action.name(), action.description()),
        },
        fits: 0..0,
        detail: model.keymap.shown(action),
    };
    let typed = typed.trim();
    let by_key: Vec<Row> = Action::ALL
        .iter()
        .filter(|action| {
            let keys = model.keymap.shown(**action);
            !typed.is_empty() && keys.split(' ').any(|key| key == typed)
        })
        .map(|action| row(*action))
        .collect();
    if typed.is_empty() && headings {
        let mut rows = Vec::new();
        let mut group = None;
        for action in Action::ALL {
            if group != Some(action.group()) {
                group = Some(action.group());
                rows.push(Row {
                    what: What::Heading,
                    label: action.group().title().to_owned(),
                    fits: 0..0,
                    detail: String::new(),
                });
            }
            rows.push(row(*action));
        }
        return rows;
    }
    let rest = Action::ALL.iter().map(|action| row(*action));
    let known: Vec<What> = by_key.iter().map(|row| row.what).collect();
    let rest = rest.filter(|row| !known.contains(&row.what)).collect();
    let mut rows = by_key;
    rows.extend(narrowed(rest, typed));
    rows
}

/// The rows that have every word typed: those that begin with it first, then
/// those in which words begin with it, else in their order; when there are
/// none, those that have its letters, best first.
pub fn narrowed(rows: Vec<Row>, typed: &str) -> Vec<Row> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name = |row: &Row| match row.what {
        What::Action(action) => format!("{} {}", action.name(), action.description()),
        _ => row.label.clone(),
    };
    let has_words = |row: &Row| {
        let name = fold(&name(row));
        words.iter().all(|word| name.contains(word))
    };
    if rows.iter().any(has_words) {
        let mut found: Vec<Row> = rows.into_iter().filter(has_words).collect();
        found.sort_by_cached_key(|row| rank(&fold(&name(row)), &words));
        return found;
    }
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut found: Vec<(i64, Row)> = rows
        .into_iter()
        .filter_map(|row| Some((matcher.fuzzy_match(&fold(&name(&row)), &typed)?, row)))
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, row)| row).collect()
}

/// 0 for a name that is what was typed or begins with it, 1 where each word
/// typed begins one of its words, 2 otherwise.
fn rank(name: &str, typed: &[&str]) -> u8 {
    let words = || name.split(|c: char| !c.is_alphanumeric());
    let begins = |wanted: &&str| words().any(|word| word.starts_with(wanted));
    match typed {
        [] => 0,
        [first, ..] if name.starts_with(first) && typed.iter().all(&begins) => 0,
        _ if typed.iter().all(begins) => 1,
        _ => 2,
    }
}
