//! The first line: corpus, counts, filter chips, span, progress.

use super::paint::Canvas;
use crate::export::short_day;
use crate::load::{Progress, Stage};
use crate::text::{counted, fit, number, width};
use crate::tui::chips::{Part, chips};
use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// Columns a chip's label takes at most.
const CHIP: usize = 24;

struct Header {
    brand: &'static str,
    corpus: String,
    counts: String,
    /// Labels with the columns where they begin and end, and what they stand
    /// for; `None` for "and so many more".
    chips: Vec<(String, u16, u16, Option<Part>)>,
    span: String,
    progress: String,
}

/// Lays the line out: what matters most gets its room first.
fn header(model: &Model) -> Header {
    let columns = usize::from(model.size.0);
    let progress = progress(model);
    let brand = if columns >= 50 { " dateline " } else { "" };
    let mut room = columns.saturating_sub(width(brand) + width(&progress) + 1);
    let shown = model.selection.count();
    let all = model.snapshot.len();
    let events = match shown == all {
        true => counted(all, "event"),
        false => format!("{} of {}", number(shown), counted(all, "event")),
    };
    let filters = chips(model, &model.filter);
    let wanted = if filters.is_empty() { 0 } else { columns / 3 };
    let corpus = fit(
        &model.title,
        room.saturating_sub(events.len() + 3 + wanted).min(28),
    )
    .into_owned();
    room = room.saturating_sub(width(&corpus) + 2);
    let mut counts = String::new();
    let long = format!(
        "{} · {events} · {}",
        counted(model.snapshot.articles.len(), "article"),
        // As the filter pane lists them: those of what is shown.
        counted(model.facets.actors.len(), "actor")
    );
    for candidate in [long, events] {
        if width(&candidate) + 2 + wanted <= room {
            counts = candidate;
            break;
        }
    }
    room = room.saturating_sub(width(&counts) + 2);
    let mut span = match model.selection.span() {
        Some((first, last)) => format!("{} … {}", short_day(first), short_day(last)),
        None => String::new(),
    };
    if width(&span) + 1 + wanted > room {
        span.clear();
    }
    room = room.saturating_sub(width(&span) + 1);
    let from = width(brand) + width(&corpus) + 1 + width(&counts) + 2;
    let chips = placed(filters, from, room);
    Header {
        brand,
        corpus,
        counts,
        chips,
        span,
        progress,
    }
}

fn placed(
    filters: Vec<crate::tui::chips::Chip>,
    from: usize,
    room: usize,
) -> Vec<(String, u16, u16, Option<Part>)> {
    let mut placed = Vec::new();
    let mut x = from;
    let count = filters.len();
    for (at, chip) in filters.into_iter().enumerate() {
        let label = format!(" {} × ", fit(&chip.label, CHIP));
        let more = if at + 1 < count { 4 } else { 0 };
        if x + width(&label) + more > from + room {
            let label = format!("+{}", count - at);
            let end = x + width(&label);
            placed.push((label, x as u16, end as u16, None));
            break;
        }
        let end = x + width(&label);
        placed.push((label, x as u16, end as u16, Some(chip.part)));
        x = end + 1;
    }
    placed
}

/// How far the names are, with their rate and the time left.
fn naming(progress: &Progress) -> String {
    let all = progress.articles.max(1);
    let share = progress.named as f64 / all as f64;
    let seconds = progress.stage_elapsed.as_secs_f64();
    let told = format!("names {:.0}%", share * 100.0);
    if seconds < 1.0 || share < 0.001 {
        return format!("{told} ");
    }
    let rate = share * progress.bytes as f64 / seconds / 1e6;
    let left = (seconds / share - seconds).ceil() as u64;
    let left = match left {
        0..=99 => format!("{left} s"),
        _ => format!("{} min", left.div_ceil(60)),
    };
    format!("{told} · {rate:.1} MB/s · {left} left ")
}

fn progress(model: &Model) -> String {
    let progress = &model.progress;
    if !model.loading || progress.stage == Stage::Done {
        return String::new();
    }
    if progress.stage == Stage::Dating {
        return "dating… ".to_owned();
    }
    if progress.stage == Stage::Naming {
        return naming(progress);
    }
    let rate = progress.bytes_done as f64 / progress.elapsed.as_secs_f64().max(0.001) / 1e6;
    let done = match progress.bytes {
        0 => 0,
        bytes => (progress.bytes_done * 100 / bytes).min(100),
    };
    match progress.walked {
        true if rate >= 0.1 => format!("{done}% · {rate:.1} MB/s "),
        true => format!("loading {done}% "),
        false => format!("loading {} files ", number(progress.files)),
    }
}

/// Draws the line.
pub fn draw(model: &Model, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.header;
    if area.height == 0 {
        return;
    }
    let header = header(model);
    let y = area.y;
    let right = area.right();
    let mut x = area.x;
    let room = |x: u16| right.saturating_sub(x);
    x += canvas.text(x, y, room(x), header.brand, canvas.style(Meaning::Brand));
    x += canvas.text(x, y, room(x), &header.corpus, canvas.style(Meaning::Title));
    x += 1;
    canvas.text(x, y, room(x), &header.counts, canvas.style(Meaning::Dim));
    for (label, from, _, part) in &header.chips {
        let meaning = if part.is_some() {
            Meaning::Chip
        } else {
            Meaning::Dim
        };
        canvas.text(*from, y, room(*from), label, canvas.style(meaning));
    }
    let mut end = right;
    let progress = width(&header.progress) as u16;
    if progress > 0 {
        end = end.saturating_sub(progress);
        canvas.text(
            end,
            y,
            room(end),
            &header.progress,
            canvas.style(Meaning::Good),
        );
    }
    let span = width(&header.span) as u16;
    if span > 0 {
        end = end.saturating_sub(span + 1);
        canvas.text(end, y, span, &header.span, canvas.style(Meaning::Dim));
    }
}

/// The chip at a column of the first line.
pub fn chip_at(model: &Model, x: u16) -> Option<Part> {
    let header = header(model);
    let hit = header
        .chips
        .iter()
        .find(|(_, from, to, _)| (*from..*to).contains(&x));
    hit.and_then(|(.., part)| *part)
}
