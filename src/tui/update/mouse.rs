//! The mouse: clicks choose, the wheel scrolls what is under it.

use super::{article, filters, moving};
use crate::timex::Interval;
use crate::tui::layers::{Layer, What};
use crate::tui::layout::{Border, Pane};
use crate::tui::list::{self, ListLine};
use crate::tui::message::Command;
use crate::tui::model::Model;
use crate::tui::terminal::{Mouse, MouseKind};
use crate::tui::{chips, facets, strip, view};

/// Lines the wheel scrolls in the article.
const WHEEL: isize = 3;

/// Applies a report.
pub fn mouse(model: &mut Model, mouse: Mouse, commands: &mut Vec<Command>) {
    if !model.layers.is_empty() {
        above(model, mouse, commands);
        return;
    }
    let pane = model.areas().pane_at(mouse.x, mouse.y);
    match mouse.kind {
        MouseKind::ScrollDown => wheel(model, pane, 1),
        MouseKind::ScrollUp => wheel(model, pane, -1),
        MouseKind::Press => {
            model.dragged = model.areas().border_at(mouse.x, mouse.y);
            if model.dragged.is_none() {
                press(model, pane, mouse, commands);
            }
        }
        MouseKind::Drag => drag(model, mouse),
        MouseKind::Release => model.dragged = None,
    }
}

fn wheel(model: &mut Model, pane: Option<Pane>, by: isize) {
    match pane {
        Some(Pane::Article) => article::scroll(model, by * WHEEL),
        Some(Pane::Filters) => filters::step(model, by),
        _ => moving::step(model, by),
    }
}

fn press(model: &mut Model, pane: Option<Pane>, mouse: Mouse, commands: &mut Vec<Command>) {
    let areas = model.areas();
    if areas.strip.contains((mouse.x, mouse.y).into()) {
        if let Some(day) = strip::day_at(model, mouse.x) {
            moving::go_to(model, Interval::day(day));
        }
        return;
    }
    if areas.header.contains((mouse.x, mouse.y).into()) {
        if let Some(part) = view::chip_at(model, mouse.x) {
            let before = model.filter.clone();
            let mut filter = before.clone();
            chips::remove(&mut filter, part);
            filters::commit(model, before, filter, commands);
        }
        return;
    }
    let Some(pane) = pane else { return };
    model.panes.focus = pane;
    let area = areas.pane(pane);
    if mouse.y < area.y {
        return;
    }
    let row = usize::from(mouse.y - area.y);
    match pane {
        Pane::Timeline => {
            let lines = list::lines(model, model.list.top, usize::from(area.height));
            if let Some(ListLine::Event(position, _)) = lines.get(row) {
                moving::place(model, *position);
            }
        }
        Pane::Article => {}
        Pane::Filters => {
            let rows = facets::rows(model);
            let at = facets::top(model, usize::from(area.height)) + row;
            if matches!(rows.get(at), Some(row) if !row.is_heading()) {
                model.facet = at;
                filters::toggle(model, commands);
            }
        }
    }
}

/// Dragging the line between two panes moves it.
fn drag(model: &mut Model, mouse: Mouse) {
    let areas = model.areas();
    match model.dragged {
        Some(Border::List) => {
            let both = u32::from(areas.list.width + areas.article.width).max(1);
            let share = u32::from(mouse.x) * 100 / both;
            model.panes.share = (share as u16).clamp(20, 80);
        }
        Some(Border::Filters) => {
            let columns = areas.filters.right().saturating_sub(mouse.x);
            model.panes.filter_columns = Some(columns);
        }
        None => {}
    }
}

/// On a layer: the wheel steps, a click chooses, a click outside closes.
fn above(model: &mut Model, mouse: Mouse, commands: &mut Vec<Command>) {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let press = |code| KeyEvent::new(code, KeyModifiers::NONE);
    let code = match mouse.kind {
        MouseKind::ScrollDown => KeyCode::Down,
        MouseKind::ScrollUp => KeyCode::Up,
        MouseKind::Press => match view::layer_row_at(model, mouse.x, mouse.y) {
            view::Hit::Row(row) => {
                if let Some(Layer::Finder(finder)) = model.layers.last_mut()
                    && finder
                        .rows
                        .get(row)
                        .is_some_and(|r| r.what != What::Heading)
                {
                    finder.cursor = row;
                    finder.moved = true;
                    KeyCode::Enter
                } else {
                    return;
                }
            }
            view::Hit::Inside => return,
            view::Hit::Outside => KeyCode::Esc,
        },
        _ => return,
    };
    super::layers::key(model, press(code), commands);
}
