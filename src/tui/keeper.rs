//! Where one was: left at the end, taken up again at the start.

use std::path::Path;
use std::sync::Arc;

use super::message::Command;
use super::model::{Column, Model};
use super::notebook::{find, key};
use super::update::{filters, moving};
use crate::keep::Session;
use crate::query::language::parse;
use crate::tui::layers::context;

impl Column {
    /// Its name in settings and sessions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Source => "source",
            Self::Nothing => "nothing",
        }
    }

    /// Reads [`Column::name`] back; actors for any other name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "source" => Self::Source,
            "nothing" => Self::Nothing,
            _ => Self::Actors,
        }
    }
}

/// The screen as it stands.
pub fn session(model: &Model) -> Session {
    // What waited for the corpus to be loaded still waits.
    if let Some(waiting) = &model.restore {
        return waiting.clone();
    }
    let name = |id| model.snapshot.actor(id).map(|actor| actor.name.clone());
    Session {
        query: filters::line(model),
        timeline_width: model.panes.share,
        filters: model.panes.filters,
        column: model.look.column.name().to_owned(),
        lanes: model
            .lanes
            .actors
            .iter()
            .filter_map(|id| name(*id))
            .collect(),
        zoom: model
            .zoom
            .map(|(first, last)| (first.to_string(), last.to_string())),
        event: model
            .event()
            .and_then(|event| key(&event.analysis(), event.index())),
    }
}

/// Leaves the session for the next time, unless it is as it was found.
pub fn leave(model: &Model, path: Option<&Path>) {
    let (Some(path), session) = (path, session(model)) else {
        return;
    };
    if model.found_session.as_ref() != Some(&session) {
        // At the end there is nobody to tell; the next start begins afresh.
        let _ = session.write(path);
    }
}

/// What of a session needs no corpus.
pub fn begin(model: &mut Model, session: Session) {
    if (20..=80).contains(&session.timeline_width) {
        model.panes.share = session.timeline_width;
    }
    model.panes.filters = session.filters;
    if !session.column.is_empty() {
        model.look.column = Column::from_name(&session.column);
    }
    model.zoom = session.zoom.as_ref().and_then(|(first, last)| {
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last).then_some((first, last))
    });
    model.found_session = Some(session.clone());
    model.restore = Some(session);
}

/// What of it needs the corpus, once that is loaded and its names can be
/// searched; nothing when the user has already begun.
pub fn go_on(model: &mut Model, commands: &mut Vec<Command>) {
    let ready = !model.loading
        && model
            .asked
            .as_ref()
            .is_none_or(|asked| Arc::ptr_eq(asked, &model.snapshot))
        && Arc::ptr_eq(model.index.actors(), &model.snapshot.actors);
    if !ready || model.restore.is_none() {
        return;
    }
    let Some(session) = model.restore.take() else {
        return;
    };
    let named = |name: &String| {
        let actors = model.snapshot.actors.iter();
        let at = actors.clone().position(|actor| actor.name == *name)?;
        Some(crate::actor::ActorId(at as u32))
    };
    let lanes = session.lanes.iter().filter_map(named).collect();
    super::update::lanes::set(model, lanes, commands);
    if model.list.anchor.is_some() || !model.filter.is_empty() || !model.undo.is_empty() {
        return;
    }
    if let Some(wanted) = &session.event {
        let snapshot = &model.snapshot;
        let articles = snapshot.articles.find_all([&wanted.article].into_iter(), 0);
        let place = articles.into_iter().find_map(|(id, _)| {
            let analysis = snapshot.analysis(id)?;
            Some((id, find(&analysis, wanted)?))
        });
        if let Some(position) = place.and_then(|id| moving::position_of(model, id)) {
            moving::place(model, position);
        }
    }
    if !session.query.is_empty()
        && let Ok(filter) = parse(&session.query, &context(model))
    {
        let before = model.filter.clone();
        filters::commit(model, before, filter, commands);
        // A fault that was told at the start stays in sight.
        if model.said.as_ref().is_none_or(|said| !said.bad) {
            let key = model.keymap.hint(super::action::Action::ClearFilters);
            model.say(format!("filtered as you left it; {key} shows everything"));
        }
    }
}
