//! The rows of the filter pane: what the events shown consist of, and what
//! of it is chosen.

use super::layers::Chosen;
use super::model::Model;
use super::update::filters;
use crate::actor::ActorId;
use crate::query::Filter;
use crate::store::SourceId;
use crate::timex::Granularity;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FacetRow {
    Heading(&'static str),
    Actor(ActorId, u32),
    Source(SourceId, u32),
    Granularity(Granularity, u32),
}

impl FacetRow {
    /// Whether it can't be chosen.
    pub fn is_heading(&self) -> bool {
        matches!(self, Self::Heading(_))
    }
}

/// Rows of actors and of outlets at most; the lists by `a` and `s` hold all.
const ACTORS: usize = 40;
const SOURCES: usize = 12;

/// All rows: chosen ones first in their section, then by count. In a low
/// pane there are fewer actors, so that the other sections are seen.
pub fn rows(model: &Model) -> Vec<FacetRow> {
    let height = usize::from(model.areas().filters.height);
    let facets = &model.facets;
    let sources = facets.sources.len().min(SOURCES);
    let others = sources + facets.granularities.len() + 2;
    let room = height.saturating_sub(others + 1).clamp(8, ACTORS);
    let mut rows = vec![FacetRow::Heading("Actors")];
    let chosen = |id: &ActorId| {
        let filter = &model.filter;
        filter.actors.contains(id)
            || filter.none.contains(id)
            || filter.speakers.contains(id)
            || filter.not_speakers.contains(id)
    };
    let count = |id: &ActorId| {
        let found = facets.actors.iter().find(|(of, _)| of == id);
        found.map_or(0, |(_, count)| *count)
    };
    let filter = &model.filter;
    let taken = [
        &filter.actors,
        &filter.speakers,
        &filter.none,
        &filter.not_speakers,
    ];
    for id in taken.into_iter().flatten() {
        rows.push(FacetRow::Actor(*id, count(id)));
    }
    let free = facets.actors.iter().filter(|(id, _)| !chosen(id));
    rows.extend(
        free.take(room)
            .map(|(id, count)| FacetRow::Actor(*id, *count)),
    );
    rows.push(FacetRow::Heading("Sources"));
    let out = filter.not_sources.iter().map(|id| FacetRow::Source(*id, 0));
    rows.extend(out);
    let listed = facets.sources.iter().take(SOURCES);
    rows.extend(listed.map(|(id, count)| FacetRow::Source(*id, *count)));
    rows.push(FacetRow::Heading("Granularity"));
    let listed = facets.granularities.iter();
    rows.extend(listed.map(|(g, count)| FacetRow::Granularity(*g, *count)));
    rows
}

/// The first row shown in a pane of that height.
pub fn top(model: &Model, height: usize) -> usize {
    let focused = model.focus() == super::layout::Pane::Filters;
    match focused && model.facet >= height {
        true => model.facet + 1 - height,
        false => 0,
    }
}

/// Whether a row is part of the filter.
pub fn chosen(filter: &Filter, row: &FacetRow) -> Chosen {
    let (yes, not) = match row {
        FacetRow::Heading(_) => (false, false),
        FacetRow::Actor(id, _) => (
            filter.actors.contains(id) || filter.speakers.contains(id),
            filter.none.contains(id) || filter.not_speakers.contains(id),
        ),
        FacetRow::Source(id, _) => (filter.sources.contains(id), filter.not_sources.contains(id)),
        FacetRow::Granularity(g, _) => (filter.granularities.contains(g), false),
    };
    match (yes, not) {
        (true, _) => Chosen::Yes,
        (_, true) => Chosen::Not,
        _ => Chosen::No,
    }
}

/// In, then "not", then out again; a granularity only in and out.
pub fn toggle(filter: &mut Filter, row: &FacetRow) {
    let next = match (chosen(filter, row), row) {
        (Chosen::No, _) => Chosen::Yes,
        (Chosen::Yes, FacetRow::Granularity(..)) => Chosen::No,
        (Chosen::Yes, _) => Chosen::Not,
        (Chosen::Not, _) => Chosen::No,
    };
    match row {
        FacetRow::Heading(_) => {}
        FacetRow::Actor(id, _) => {
            filter.speakers.retain(|one| one != id);
            filter.not_speakers.retain(|one| one != id);
            filters::choose(&mut filter.actors, &mut filter.none, *id, next);
        }
        FacetRow::Source(id, _) => {
            filters::choose(&mut filter.sources, &mut filter.not_sources, *id, next);
        }
        FacetRow::Granularity(g, _) => {
            filters::choose(&mut filter.granularities, &mut Vec::new(), *g, next);
        }
    }
}
