//! Searching the bodies of all articles: hits come while one reads.

use super::{article, moving};
use crate::query::Pattern;
use crate::query::search::Batch;
use crate::store::ArticleId;
use crate::tui::action::Action;
use crate::tui::hunt::Hunt;
use crate::tui::layout::Pane;
use crate::tui::message::Command;
use crate::tui::model::Model;

/// What was typed as a pattern: words, or a regular expression between
/// slashes.
fn pattern(typed: &str) -> Result<Pattern, String> {
    match typed.strip_prefix('/').filter(|rest| !rest.is_empty()) {
        Some(rest) => {
            let inner = rest.strip_suffix('/').unwrap_or(rest);
            Pattern::regex(inner).map_err(|error| {
                let what = error.to_string();
                let last = what.lines().last().unwrap_or_default();
                format!(
                    "not a regular expression: {}",
                    last.trim_start_matches("error: ")
                )
            })
        }
        None => Ok(Pattern::words(typed)),
    }
}

/// Begins a search; nothing typed ends the one that stands.
pub fn begin(model: &mut Model, typed: &str, commands: &mut Vec<Command>) -> Result<(), String> {
    if typed.is_empty() {
        end(model, commands);
        return Ok(());
    }
    let pattern = pattern(typed)?;
    model.hunt = Some(Hunt::new(pattern, &model.snapshot));
    go_on(model, commands);
    Ok(())
}

/// Looks through the articles that were not looked through.
fn go_on(model: &mut Model, commands: &mut Vec<Command>) {
    if let Some(hunt) = &mut model.hunt {
        hunt.running = true;
        let first = ArticleId(hunt.looked as u32);
        let pattern = Box::new(hunt.pattern.clone());
        commands.push(Command::Hunt(model.snapshot.clone(), pattern, first));
    }
}

/// More articles are there than were looked through: nothing is left out that
/// comes while one searches.
pub fn keep_up(model: &mut Model, commands: &mut Vec<Command>) {
    let all = model.snapshot.articles.len();
    let behind = |hunt: &Hunt| !hunt.running && !hunt.stopped && hunt.looked < all;
    if model.hunt.as_ref().is_some_and(behind) {
        go_on(model, commands);
    }
}

/// Takes what was found since; the first hit is shown at once.
pub fn came(model: &mut Model, batch: Batch) {
    let Some(hunt) = model.hunt.as_mut().filter(|hunt| hunt.running) else {
        return;
    };
    let first = hunt.count == 0 && !batch.hits.is_empty() && !hunt.quiet;
    hunt.take(&model.snapshot, batch.hits);
    hunt.looked = batch.articles;
    hunt.running = !batch.done;
    if first && hunt.at.is_none() {
        step(model, true);
    }
}

/// To the next or last hit.
pub fn step(model: &mut Model, forward: bool) {
    let row = match model.event_id() {
        Some((article, index)) => model.snapshot.row_of(article, index).unwrap_or(0),
        None => 0,
    };
    let Some(hunt) = &mut model.hunt else {
        let key = model.keymap.hint(Action::Bodies);
        model.say(format!("search the bodies of articles first ({key})"));
        return;
    };
    let Some((hit, round)) = hunt.step(&model.snapshot, row, forward) else {
        let said = match hunt.running {
            true => "nothing found so far",
            false => "found nowhere",
        };
        model.say(said);
        return;
    };
    if let Some(event) = hit.event
        && let Some(position) = moving::position_of(model, (hit.article, event))
    {
        moving::place(model, position);
    } else {
        model.reading.date = None;
    }
    model.rest_at = None;
    model.reading.hit = Some(hit);
    model.panes.focus = Pane::Article;
    article::show_hit(model);
    if round {
        model.say(match forward {
            true => "from the first hit again",
            false => "from the last hit again",
        });
    }
}

/// Stops a search that goes on, else ends the one that stands; false when
/// there is none.
pub fn cancel(model: &mut Model, commands: &mut Vec<Command>) -> bool {
    let Some(hunt) = &mut model.hunt else {
        return false;
    };
    if hunt.running {
        hunt.running = false;
        hunt.stopped = true;
        commands.push(Command::EndHunt);
    } else {
        end(model, commands);
    }
    true
}

/// Nothing is searched any more and no hit is marked.
fn end(model: &mut Model, commands: &mut Vec<Command>) {
    if model.hunt.take().is_some() {
        model.reading.hit = None;
        commands.push(Command::EndHunt);
    }
}

/// Everything was loaded anew: the search begins again, where one is stays.
pub fn again(model: &mut Model, commands: &mut Vec<Command>) {
    model.reading.hit = None;
    if let Some(hunt) = &model.hunt {
        let stopped = hunt.stopped;
        let mut again = Hunt::new(hunt.pattern.clone(), &model.snapshot);
        // The next step is taken from the timeline.
        again.quiet = true;
        again.running = false;
        again.stopped = stopped;
        model.hunt = Some(again);
        keep_up(model, commands);
    }
}
