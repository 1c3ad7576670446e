//! What a message does to the model: no terminal, no files, no threads, no
//! loop over events.

mod article;
pub mod choices;
mod comparing;
mod correct;
#[cfg(test)]
mod correct_tests;
mod exporting;
pub mod filters;
pub mod hunting;
pub mod keeping;
#[cfg(test)]
mod keeping_tests;
pub mod lanes;
mod mouse;
pub mod moving;
#[cfg(test)]
mod picking_tests;
#[cfg(test)]
mod reading_tests;
pub mod reloaded;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::keeper;
use super::layers::{self, Finder, Kind, Layer, Outcome, Page, Pager, Prompt, Purpose};
use super::layout::Pane;
use super::list;
use super::message::{Command, Message};
use super::model::{Column, Model};
use super::terminal::Input;
use crate::load::{Stage, Update};
use crate::query::worker::Answer;
use crate::store::Unit;

/// Keys closer together than this are one movement: the other panes follow
/// when it ends.
const HELD: Duration = Duration::from_millis(90);

/// Applies a message; what is to be done outside comes back.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    let mut commands = Vec::new();
    match message {
        Message::Input(input) if is_ahead(model, &input) => model.ahead.push_back(input),
        Message::Input(input) => input_came(model, input, &mut commands),
        Message::Picked(number, rows) => layers::picked(model, number, rows, &mut commands),
        Message::Resize(columns, rows) => model.size = (columns, rows),
        Message::Load(Update::Progress(progress)) => {
            model.loading = progress.stage != Stage::Done;
            model.progress = progress;
        }
        Message::Done(done) => choices::done(model, *done),
        Message::Lanes(selections) => lanes::came(model, selections),
        Message::Load(Update::Snapshot(snapshot)) => {
            if !reloaded::grew(model, &snapshot, &mut commands) {
                filters::snapshot_came(model, snapshot, &mut commands);
            }
        }
        Message::Load(Update::Reloaded(snapshot, moved)) => {
            reloaded::came(model, snapshot, moved, &mut commands);
        }
        Message::LoadEnded => model.loading = false,
        Message::Answer(answer) => answer_came(model, *answer, &mut commands),
        Message::Found(batch) => hunting::came(model, batch),
        Message::Index(index) if reloaded::indexed(model, &index) => {}
        Message::Index(index) => {
            model.index = index;
            layers::refresh(model);
        }
        Message::RowsEnded => model.rows_ended = true,
        Message::Rested => model.rest_at = None,
    }
    catch_up(model, &mut commands);
    keeper::go_on(model, &mut commands);
    reloaded::go_on(model, &mut commands);
    hunting::keep_up(model, &mut commands);
    layers::ask(model, &mut commands);
    settle(model);
    commands
}

/// Whether something typed has to wait until what was typed before it is done.
fn is_ahead(model: &Model, input: &Input) -> bool {
    match input {
        Input::Focus(_) | Input::Dark(_) => false,
        // Whoever wants to leave does not wait.
        Input::Key(event) if event.modifiers.contains(KeyModifiers::CONTROL) => {
            event.code != KeyCode::Char('c') && must_wait(model, input)
        }
        _ => must_wait(model, input),
    }
}

fn must_wait(model: &Model, input: &Input) -> bool {
    !model.ahead.is_empty() || layers::waits_for_rows(model, input)
}

/// Does what was typed ahead, as far as it can be done.
fn catch_up(model: &mut Model, commands: &mut Vec<Command>) {
    while let Some(input) = model.ahead.pop_front() {
        if layers::waits_for_rows(model, &input) {
            model.ahead.push_front(input);
            return;
        }
        input_came(model, input, commands);
    }
}

fn input_came(model: &mut Model, input: Input, commands: &mut Vec<Command>) {
    match input {
        Input::Key(event) => key(model, event, commands),
        Input::Mouse(mouse) => mouse::mouse(model, mouse, commands),
        Input::Paste(text) => {
            if layers::paste(model, &text, commands) == Outcome::Ignored {
                model.say("pasted text goes nowhere here: / searches, t goes to a date");
            }
        }
        Input::Focus(_) => {}
        Input::Dark(dark) => {
            model.look.background_known = true;
            if model.look.follow_background {
                let name = if dark { "dark" } else { "light" };
                let found = model.look.themes.iter().position(|t| t.name == name);
                model.look.theme = found.unwrap_or(model.look.theme);
            }
        }
    }
}

fn key(model: &mut Model, event: KeyEvent, commands: &mut Vec<Command>) {
    model.said = None;
    if layers::key(model, event, commands) == Outcome::Consumed {
        return;
    }
    let in_article = model.focus() == Pane::Article;
    let hit = model.hunt.as_ref().and_then(|_| model.keymap.hit(event));
    if let Some(action) = hit.or_else(|| model.keymap.action(event, in_article)) {
        act(model, action, commands);
    }
}

fn answer_came(model: &mut Model, answer: Answer, commands: &mut Vec<Command>) {
    if reloaded::answered(model, &answer.selection, commands) {
        return;
    }
    if let Some(facets) = answer.facets {
        model.facets = facets;
        layers::refresh(model);
    }
    let Some(asked) = model.asked.clone() else {
        return;
    };
    if answer.selection.generation() != asked.generation {
        return;
    }
    filters::follow(model, asked);
    model.shown_filter = answer.filter;
    filters::show(model, answer.selection);
}

/// Does an action.
pub fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    if moves(model, action) || filters::act(model, action, commands) {
        return;
    }
    match action {
        Action::Open if model.focus() == Pane::Filters => filters::toggle(model, commands),
        Action::Open => article::open(model),
        Action::NextHit => hunting::step(model, true),
        Action::PrevHit => hunting::step(model, false),
        Action::NextDate => article::step(model, true),
        Action::PrevDate => article::step(model, false),
        Action::ShowEvent => article::show_event(model),
        Action::ShowFurniture => model.reading.furniture = !model.reading.furniture,
        Action::Why => {
            if let Some(page) = article::why(model) {
                model.layers.push(Layer::Pager(Pager::new(page)));
            }
        }
        Action::Correct => correct::open(model),
        Action::TakeBack => correct::take_back(model, commands),
        Action::Corrections => correct::list(model),
        Action::Notices if model.notice_count() == 0 => {
            model.say("no notices: everything was read, dated and resolved");
        }
        Action::Notices => model.layers.push(Layer::Pager(Pager::new(Page::Notices))),
        Action::Mark => keeping::mark(model, commands),
        Action::Letter => keeping::letter(model),
        Action::ToLetter => Prompt::open(model, Purpose::ToLetter),
        Action::Note => keeping::note(model),
        Action::Tags => keeping::tags(model),
        Action::Kept => keeping::list(model),
        Action::Copy => exporting::copy(model, commands),
        Action::Cite => exporting::ask_cite(model),
        Action::Export => exporting::open(model, false),
        Action::ExportKept => exporting::open(model, true),
        Action::Edit => exporting::edit(model, commands),
        Action::Browse => exporting::browse(model, commands),
        Action::Compare => comparing::mark(model),
        Action::CompareDay => comparing::same_day(model),
        Action::Pin => lanes::pin(model, commands),
        Action::Help => Finder::open(model, Kind::Help),
        Action::Palette => Finder::open(model, Kind::Actions),
        Action::Redraw => commands.push(Command::Redraw),
        Action::Suspend => commands.push(Command::Suspend),
        Action::Quit => commands.push(Command::Quit),
        Action::Cancel if hunting::cancel(model, commands) => {}
        Action::Cancel => cancel(model),
        _ => panes(model, action, commands),
    }
}

/// Movements; in the article pane some of them scroll the text.
fn moves(model: &mut Model, action: Action) -> bool {
    let in_article = model.focus() == Pane::Article;
    let in_filters = model.focus() == Pane::Filters;
    let page = model.areas().pane(model.focus()).height.max(1) as isize;
    let by = match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::PageDown => (page - 1).max(1),
        Action::PageUp => -(page - 1).max(1),
        Action::HalfDown => (page / 2).max(1),
        Action::HalfUp => -(page / 2).max(1),
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return moving::jump(model, action),
    };
    if in_article {
        article::scroll(model, by);
    } else if in_filters {
        filters::step(model, by);
    } else {
        moving::step(model, by);
    }
    true
}

fn panes(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    match action {
        Action::FocusNext => focus(model, 1),
        Action::FocusPrev => focus(model, 2),
        Action::ToggleFilters => {
            let shown = model.areas().filters.area() > 0;
            model.panes.filters = Some(!shown);
            model.panes.zen = false;
            model.panes.focus = if shown { Pane::Timeline } else { Pane::Filters };
        }
        Action::Zen => {
            model.panes.zen = !model.panes.zen;
            if model.panes.zen {
                model.panes.focus = Pane::Article;
            }
        }
        Action::WiderList => model.panes.share = (model.panes.share + 5).min(80),
        Action::NarrowerList => model.panes.share = (model.panes.share - 5).max(20),
        Action::Column => {
            model.look.column = match model.look.column {
                Column::Actors => Column::Source,
                Column::Source => Column::Nothing,
                Column::Nothing => Column::Actors,
            }
        }
        Action::ZoomIn => moving::zoom(model, true),
        Action::ZoomOut => moving::zoom(model, false),
        Action::ZoomReset => model.zoom = None,
        Action::PanLeft => moving::pan(model, false),
        Action::PanRight => moving::pan(model, true),
        Action::NextTheme => {
            model.look.follow_background = false;
            model.look.theme = (model.look.theme + 1) % model.look.themes.len();
            let name = model.look.theme().name.clone();
            model.say(format!("theme {name}"));
        }
        Action::ToggleMouse => {
            model.look.mouse = !model.look.mouse;
            commands.push(Command::Mouse(model.look.mouse));
            model.say(match model.look.mouse {
                true => "mouse on",
                false => "mouse off: the terminal selects text",
            });
        }
        _ => {}
    }
}

fn focus(model: &mut Model, by: usize) {
    const ORDER: [Pane; 3] = [Pane::Timeline, Pane::Article, Pane::Filters];
    let at = ORDER.iter().position(|p| *p == model.focus()).unwrap_or(0);
    model.panes.zen = false;
    model.panes.focus = ORDER[(at + by) % ORDER.len()];
    // A pane that was switched off comes back with the focus.
    if model.focus() == Pane::Filters && model.panes.filters == Some(false) {
        model.panes.filters = None;
        if model.areas().filters.area() == 0 {
            model.panes.filters = Some(true);
        }
    }
}

fn cancel(model: &mut Model) {
    if model.panes.zen {
        model.panes.zen = false;
    } else if model.focus() != Pane::Timeline {
        model.panes.focus = Pane::Timeline;
    } else {
        model.say("q quits, ? lists all keys");
    }
}

/// Brings what depends on the place into line with it.
fn settle(model: &mut Model) {
    let last = model.selection.count().saturating_sub(1);
    model.list.cursor = model.list.cursor.min(last);
    model.list.top = list::scrolled(model);
    if model.rest_at.is_none() {
        model.list.followed = model.list.cursor;
    }
    article::follow(model);
}

/// Opens the prompt or list of an action; false when it has none.
fn opens(model: &mut Model, action: Action) -> bool {
    match action {
        Action::GoTo => Prompt::open(model, Purpose::GoTo),
        Action::Search => Prompt::open(model, Purpose::Search),
        Action::Bodies => Prompt::open(model, Purpose::Bodies),
        Action::Query => Prompt::open(model, Purpose::Query),
        Action::DateRange => Prompt::open(model, Purpose::Dates),
        Action::Views => keeping::open_views(model),
        Action::PickActor => Finder::open(model, Kind::Actors),
        Action::PickSource => Finder::open(model, Kind::Sources),
        Action::PickGranularity => Finder::open(model, Kind::Granularities),
        _ => return false,
    }
    true
}

/// The calendar step of an action, and whether it goes forward.
fn unit(action: Action) -> Option<(Unit, bool)> {
    Some(match action {
        Action::NextDay => (Unit::Day, true),
        Action::PrevDay => (Unit::Day, false),
        Action::NextWeek => (Unit::Week, true),
        Action::PrevWeek => (Unit::Week, false),
        Action::NextMonth => (Unit::Month, true),
        Action::PrevMonth => (Unit::Month, false),
        Action::NextYear => (Unit::Year, true),
        Action::PrevYear => (Unit::Year, false),
        _ => return None,
    })
}
