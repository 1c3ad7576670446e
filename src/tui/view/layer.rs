//! Lists and pages above the panes.

use ratatui::layout::{Position, Rect};

use super::filters::chosen_mark;
use super::paint::Canvas;
use super::status::window;
use crate::actor::ActorId;
use crate::source::{Notice, Severity};
use crate::text::{width, wrap};
use crate::tui::layers::{Finder, Kind, Layer, Page, Pager, What};
use crate::tui::layout::TWO_PANES;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// What a click on a layer hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// This row of a list.
    Row(usize),
    /// The layer, but nothing of it.
    Inside,
    /// Beside it.
    Outside,
}

/// What is at a place of the top layer.
pub fn layer_row_at(model: &Model, x: u16, y: u16) -> Hit {
    let (area, rows) = match model.layers.last() {
        Some(Layer::Finder(finder)) => {
            let area = finder_area(model, finder);
            let list = list_area(model, finder, area);
            let top = finder_top(finder, list.height);
            let row = list
                .contains((x, y).into())
                .then(|| top + usize::from(y - list.y));
            (area, row.filter(|row| *row < finder.rows.len()))
        }
        Some(Layer::Pager(pager)) => (pager_area(model, pager), None),
        _ => return Hit::Outside,
    };
    match (area.contains((x, y).into()), rows) {
        (_, Some(row)) => Hit::Row(row),
        (true, _) => Hit::Inside,
        _ => Hit::Outside,
    }
}

/// Lists to filter by stand at the right, so that the timeline can be watched
/// narrowing; in a narrow window they take the lower part.
fn finder_area(model: &Model, finder: &Finder) -> Rect {
    let (columns, rows) = model.size;
    let areas = model.areas();
    let body_top = areas.titles.bottom().max(areas.strip.bottom());
    let body_bottom = if areas.status.height > 0 {
        areas.status.y
    } else {
        rows
    };
    let body = Rect::new(0, body_top, columns, body_bottom.saturating_sub(body_top));
    if body.height < 4 || columns < 20 {
        return Rect::new(0, 0, columns, rows);
    }
    if !finder.kind.filters() {
        // Columns of the panes left at the sides would be noise.
        let width = if columns < 86 { columns } else { 78 };
        let wanted = (finder.rows.len() as u16).saturating_add(3);
        let height = match finder.kind {
            Kind::Actions | Kind::Help => body.height.min(44),
            _ => body.height.min(wanted.clamp(6, 44)),
        };
        return Rect::new((columns - width) / 2, body.y, width, height);
    }
    if columns < TWO_PANES {
        let height = (body.height / 2).max(4).min(body.height);
        return Rect::new(0, body.bottom() - height, columns, height);
    }
    let width = areas.list_columns(columns);
    Rect::new(columns - width, body.y, width, body.height)
}

/// Rows at the foot of the picker that tell who else appears.
const ELSE: u16 = 6;

fn list_area(model: &Model, finder: &Finder, area: Rect) -> Rect {
    let narrowed = finder.kind == Kind::Actors && !model.filter.actors.is_empty();
    let foot = match area.height {
        20.. if narrowed => ELSE,
        _ => 0,
    };
    Rect {
        x: area.x + 1,
        y: area.y + 2.min(area.height),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(3 + foot),
    }
}

/// Who appears beside those chosen, most often first.
fn who_else(model: &Model, finder: &Finder, area: Rect, canvas: &mut Canvas) {
    if area.height < 2 {
        return;
    }
    let ground = canvas.style(Meaning::Popup);
    let heading = ground.patch(canvas.style(Meaning::Heading));
    canvas.text(area.x, area.y, area.width, "Who else appears", heading);
    let filter = &model.filter;
    let chosen = |id: &ActorId| filter.actors.contains(id) || filter.speakers.contains(id);
    let others = model.facets.actors.iter().filter(|(id, _)| {
        !chosen(id) && finder.chosen(What::Actor(*id)) == crate::tui::layers::Chosen::No
    });
    let dim = ground.patch(canvas.style(Meaning::Dim));
    for (row, (id, count)) in others.take(usize::from(area.height) - 1).enumerate() {
        let y = area.y + 1 + row as u16;
        let name = model.snapshot.actor(*id).map_or("?", |a| a.name.as_str());
        let count = count.to_string();
        let columns = count.len() as u16;
        let room = area.width.saturating_sub(columns + 4);
        canvas.text(area.x + 2, y, room, name, ground);
        let x = area.right().saturating_sub(columns + 1);
        canvas.text(x, y, columns, &count, dim);
    }
}

fn finder_top(finder: &Finder, height: u16) -> usize {
    let height = usize::from(height.max(1));
    // One row stays in sight below the cursor where there is one.
    let wanted = (finder.cursor + 2).min(finder.rows.len());
    wanted.saturating_sub(height)
}

/// Draws a list; gives the cursor's place on its input line.
pub fn finder(model: &Model, finder: &Finder, canvas: &mut Canvas) -> Option<Position> {
    let area = finder_area(model, finder);
    if area.width < 4 || area.height < 3 {
        return None;
    }
    let title = match finder.rows.len() {
        _ if finder.kind == Kind::Help => "Help: type a key or a word".to_owned(),
        0 if finder.waits(model) => finder.kind.title().to_owned(),
        0 => format!("{}: none", finder.kind.title()),
        count if finder.waits(model) => format!("{} · {count} …", finder.kind.title()),
        count => format!("{} · {count}", finder.kind.title()),
    };
    let inner = canvas.frame(area, &title);
    let ground = canvas.style(Meaning::Popup);
    let prompt = canvas.mark("›", ">");
    let focus = ground.patch(canvas.style(Meaning::Focus));
    canvas.text(inner.x, inner.y, 2, prompt, focus);
    let room = inner.width.saturating_sub(3);
    let typed = finder.input.value();
    let (shown, column) = window(typed, finder.input.cursor(), usize::from(room.max(1)) - 1);
    canvas.text(inner.x + 2, inner.y, room, shown, ground);
    if typed.is_empty() {
        let hint = finder.kind.hint();
        let dim = ground.patch(canvas.style(Meaning::Dim));
        canvas.text(inner.x + 4, inner.y, room.saturating_sub(2), hint, dim);
    }
    let list = list_area(model, finder, area);
    let top = finder_top(finder, list.height);
    if finder.kind == Kind::Actors {
        who_else(
            model,
            finder,
            Rect {
                y: list.bottom(),
                height: inner.bottom() - list.bottom(),
                ..list
            },
            canvas,
        );
    }
    let rows = finder.rows.iter().enumerate().skip(top);
    for (line, (at, _)) in rows.take(usize::from(list.height)).enumerate() {
        let row = Rect {
            y: list.y + line as u16,
            height: 1,
            ..list
        };
        finder_row(finder, at, row, canvas);
    }
    Some(Position::new(inner.x + 2 + column as u16, inner.y))
}

fn finder_row(finder: &Finder, at: usize, area: Rect, canvas: &mut Canvas) {
    let row = &finder.rows[at];
    let ground = canvas.style(Meaning::Popup);
    let y = area.y;
    if row.what == What::Heading {
        let style = ground.patch(canvas.style(Meaning::Heading));
        canvas.text(area.x, y, area.width, &row.label, style);
        return;
    }
    let selected = at == finder.cursor;
    let base = match selected {
        true => canvas.style(Meaning::Selected),
        false => ground,
    };
    if selected {
        canvas.fill(area, " ", base);
    }
    let chosen = finder.chosen(row.what);
    canvas.text(area.x, y, 1, chosen_mark(chosen, canvas), base);
    let detail = width(&row.detail).min(usize::from(area.width) / 2) as u16;
    let room = area.width.saturating_sub(detail + 4);
    let matched = canvas.style(Meaning::Match);
    let chars: Vec<usize> = row.label.char_indices().map(|(byte, _)| byte).collect();
    let matched_chars = finder.matched(row);
    let bytes: Vec<usize> = matched_chars
        .into_iter()
        .filter_map(|at| chars.get(at).copied())
        .collect();
    canvas.styled(area.x + 2, y, room, &row.label, |byte| {
        match bytes.contains(&byte) {
            true if selected => base.add_modifier(ratatui::style::Modifier::UNDERLINED),
            true => base.patch(matched),
            false => base,
        }
    });
    let meaning = match finder.kind {
        Kind::Actions | Kind::Help => Meaning::Key,
        _ => Meaning::Dim,
    };
    let style = if selected {
        base
    } else {
        ground.patch(canvas.style(meaning))
    };
    let x = area.right().saturating_sub(detail + 1);
    canvas.text(x, y, detail, &row.detail, style);
}

fn pager_area(model: &Model, pager: &Pager) -> Rect {
    let (columns, rows) = model.size;
    let width = if columns < 104 { columns } else { 96 };
    let lines = match &pager.page {
        Page::Why(paragraphs) => why_lines(paragraphs, width).len() as u16,
        Page::Notices => {
            let columns = notice_columns(width);
            let heights = model.notices();
            let mut lines = 0;
            for height in heights.map(|notice| notice_lines(&told(notice), columns).len()) {
                lines += height as u16;
                if lines >= rows {
                    break;
                }
            }
            lines
        }
    };
    let room = rows.saturating_sub(2).max(1);
    let height = (lines + 2).clamp(4.min(room), room);
    Rect::new((columns - width) / 2, (rows - height) / 2, width, height)
}

const LABEL: u16 = 14;

/// The lines of labelled paragraphs: the label on the first line of each.
fn why_lines<'a>(
    paragraphs: &'a [(&'static str, String)],
    width: u16,
) -> Vec<(&'static str, &'a str)> {
    let columns = usize::from(width.saturating_sub(LABEL + 4).max(8));
    let mut lines = Vec::new();
    for (label, text) in paragraphs {
        for (at, line) in wrap(text, 0, text.len(), columns).into_iter().enumerate() {
            let label = if at == 0 { *label } else { "" };
            lines.push((label, &text[line.start..line.end]));
        }
    }
    lines
}

/// Draws a page.
pub fn pager(model: &Model, pager: &Pager, canvas: &mut Canvas) -> Option<Position> {
    let area = pager_area(model, pager);
    if area.width < 4 || area.height < 3 {
        return None;
    }
    match &pager.page {
        Page::Why(paragraphs) => {
            let inner = canvas.frame(area, "Why this date");
            let lines = why_lines(paragraphs, area.width);
            let last = lines.len().saturating_sub(usize::from(inner.height));
            let ground = canvas.style(Meaning::Popup);
            let key = ground.patch(canvas.style(Meaning::Key));
            let shown = lines.iter().skip(pager.top.min(last));
            for (row, (label, text)) in shown.take(usize::from(inner.height)).enumerate() {
                let y = inner.y + row as u16;
                canvas.text(inner.x + 1, y, LABEL, label, key);
                let x = inner.x + 1 + LABEL;
                let room = inner.right().saturating_sub(x);
                canvas.text(x, y, room, text, ground);
            }
        }
        Page::Notices => notices(model, pager, area, canvas),
    }
    None
}

fn notices(model: &Model, pager: &Pager, area: Rect, canvas: &mut Canvas) {
    let count = model.notice_count();
    let inner = canvas.frame(area, &format!("Notices · {count}"));
    let ground = canvas.style(Meaning::Popup);
    let columns = notice_columns(area.width);
    // The last one that may stand at the top: those below it fill the page.
    let mut last = count;
    let mut filled = 0;
    for notice in model.notices().rev() {
        filled += notice_lines(&told(notice), columns).len();
        if filled > usize::from(inner.height) {
            break;
        }
        last -= 1;
    }
    let mut y = inner.y;
    for notice in model.notices().skip(pager.top.min(last)) {
        let (mark, meaning) = match notice.severity {
            Severity::Error => ("error", Meaning::Error),
            Severity::Warning => ("warn", Meaning::Warning),
            Severity::Info => ("info", Meaning::Dim),
        };
        let told = told(notice);
        for (row, line) in notice_lines(&told, columns).into_iter().enumerate() {
            if y >= inner.bottom() {
                return;
            }
            if row == 0 {
                let style = ground.patch(canvas.style(meaning));
                canvas.text(inner.x + 1, y, NOTICE - 2, mark, style);
            }
            let x = inner.x + NOTICE;
            canvas.text(x, y, inner.right().saturating_sub(x), line, ground);
            y += 1;
        }
    }
}

/// Columns before the words of a notice.
const NOTICE: u16 = 7;

fn notice_columns(width: u16) -> usize {
    usize::from(width.saturating_sub(NOTICE + 3).max(8))
}

/// A notice with its place.
fn told(notice: &Notice) -> String {
    let path = notice.path.display();
    match notice.line {
        0 => format!("{path}: {}", notice.message),
        line => format!("{path}:{line}: {}", notice.message),
    }
}

fn notice_lines(told: &str, columns: usize) -> Vec<&str> {
    let lines = wrap(told, 0, told.len(), columns).into_iter();
    lines.map(|line| &told[line.start..line.end]).collect()
}
