//! Reading: the article pane, its dates, and why a date is what it is.

use std::sync::Arc;

use crate::Span;
use crate::event::{Analysis, reason};
use crate::export::day as day_words;
use crate::store::ArticleId;
use crate::timex::{Anchor, Tagger};
use crate::tui::layers::Page;
use crate::tui::layout::Pane;
use crate::tui::model::Model;
use crate::tui::reading::Shown;

use super::moving;

/// Lines kept between the edge of the pane and what one is led to.
const MARGIN: usize = 2;

/// Shows the selected event's article at its sentence, unless keys are still
/// coming.
pub fn follow(model: &mut Model) {
    if model.rest_at.is_some() {
        return;
    }
    let width = usize::from(model.areas().article.width.saturating_sub(2));
    let Some((id, analysis, wanted)) = to_show(model) else {
        model.reading.shown = None;
        return;
    };
    if width == 0 {
        return;
    }
    let hit = model.reading.hit.map(|hit| hit.span);
    let furniture = model.reading.furniture || hit.is_some_and(|hit| !is_own(&analysis, hit));
    let at = hit.or(wanted.map(|(_, sentence)| sentence));
    let at = at.map_or(0, |span| span.start as usize);
    let same = model.reading.shown.as_ref().is_some_and(|shown| {
        shown.id == id
            && Arc::ptr_eq(&shown.analysis, &analysis)
            && shown.width == width
            && shown.furniture == furniture
            && (hit.is_none() || shown.lays_out(at))
    });
    let same_event = model.reading.shown.as_ref().and_then(|shown| shown.event) == wanted;
    if same && same_event {
        return;
    }
    if same && let Some(shown) = &mut model.reading.shown {
        shown.event = wanted;
    } else {
        let shown = Shown::new(id, analysis, wanted, at, width, furniture);
        model.reading.shown = Some(shown);
        model.reading.top = 0;
        if !same_event {
            model.reading.date = None;
        }
    }
    if hit.is_some() {
        reveal(model, at);
        return;
    }
    let date = model.reading.date;
    match date.and_then(|date| mention_start(model, date)) {
        Some(byte) => reveal(model, byte),
        None => show_event(model),
    }
}

/// Whether a stretch of the text is the article's own.
fn is_own(analysis: &Analysis, span: Span) -> bool {
    let own = &analysis.article.paragraphs;
    own.is_empty() || own.iter().any(|paragraph| paragraph.overlaps(span))
}

/// The article of the hit one is on, else of the selected event; and that
/// event when it is one of the article.
type ToShow = (ArticleId, Arc<Analysis>, Option<(u32, Span)>);

fn to_show(model: &Model) -> Option<ToShow> {
    let event = model.event();
    let own = event.map(|event| (event.article_id(), (event.index(), event.sentence())));
    let id = match model.reading.hit {
        Some(hit) => hit.article,
        None => own?.0,
    };
    let wanted = own.filter(|(of, _)| *of == id).map(|(_, wanted)| wanted);
    Some((id, model.snapshot.analysis(id)?, wanted))
}

/// Shows the hit one is on.
pub fn show_hit(model: &mut Model) {
    follow(model);
    if let Some(hit) = model.reading.hit {
        reveal(model, hit.span.start as usize);
    }
}

/// Scrolls to the event's own sentence.
pub fn show_event(model: &mut Model) {
    let sentence = model.reading.shown.as_ref().and_then(|shown| shown.event);
    if let Some((_, sentence)) = sentence {
        reveal(model, sentence.start as usize);
    }
}

/// Scrolls so that a byte of the text is on the screen.
fn reveal(model: &mut Model, byte: usize) {
    let height = usize::from(model.areas().article.height);
    let Some(shown) = &model.reading.shown else {
        return;
    };
    let row = shown.row_of(byte);
    let top = model.reading.top;
    let visible = row >= top && row + MARGIN < top + height;
    // The title stays in sight while the sentence is on the first screen.
    if row + MARGIN < height {
        model.reading.top = 0;
    } else if !visible {
        model.reading.top = row.saturating_sub(height / 3);
    }
}

/// Scrolls by lines.
pub fn scroll(model: &mut Model, by: isize) {
    let height = usize::from(model.areas().article.height);
    let rows = model.reading.shown.as_ref().map_or(0, |s| s.rows.len());
    let last = rows.saturating_sub(height.max(1));
    model.reading.top = match by {
        isize::MIN => 0,
        isize::MAX => last,
        by => model.reading.top.saturating_add_signed(by).min(last),
    };
}

fn mention_start(model: &Model, date: usize) -> Option<usize> {
    let shown = model.reading.shown.as_ref()?;
    let mention = shown.analysis.mentions.get(date)?;
    Some(mention.span.start as usize)
}

/// The mention that dated the event shown.
fn own_date(model: &Model) -> Option<usize> {
    let event = model.event()?;
    let analysis = event.analysis();
    let mut mentions = analysis.mentions.iter();
    mentions.position(|m| m.span == event.expression())
}

/// To the next or last date in the article; the timeline comes along when
/// that date made an event.
pub fn step(model: &mut Model, forward: bool) {
    model.rest_at = None;
    follow(model);
    let Some(shown) = model.reading.shown.clone() else {
        model.say("no article here");
        return;
    };
    let mentions = &shown.analysis.mentions;
    let resolutions = &shown.analysis.resolutions;
    let at = model.reading.date.or_else(|| own_date(model));
    let dated = |index: &usize| {
        resolutions
            .get(*index)
            .is_some_and(|r| r.interval.is_some())
    };
    let visible = |index: &usize| {
        shown.rows.iter().any(|row| {
            row.line.start <= mentions[*index].span.start as usize
                && (mentions[*index].span.start as usize) < row.line.end
        })
    };
    let from_sentence = shown.event.map_or(0, |(_, sentence)| sentence.start);
    let found = match (at, forward) {
        (Some(at), true) => (at + 1..mentions.len()).filter(dated).find(visible),
        (Some(at), false) => (0..at).rev().filter(dated).find(visible),
        (None, true) => (0..mentions.len())
            .filter(dated)
            .filter(visible)
            .find(|index| mentions[*index].span.start >= from_sentence),
        (None, false) => (0..mentions.len())
            .rev()
            .filter(dated)
            .filter(visible)
            .find(|index| mentions[*index].span.start < from_sentence),
    };
    let Some(found) = found else {
        model.say(match forward {
            true => "no further date in this article",
            false => "no date before this in the article",
        });
        return;
    };
    let span = mentions[found].span;
    let made = shown
        .analysis
        .events
        .iter()
        .position(|event| event.expression == span);
    let position = made.and_then(|index| moving::position_of(model, (shown.id, index as u32)));
    if let Some(position) = position {
        moving::place(model, position);
    }
    model.reading.date = Some(found);
    if let Some(shown) = &mut model.reading.shown
        && let (Some(index), Some(_)) = (made, position)
    {
        shown.event = Some((index as u32, shown.analysis.events[index].sentence));
    }
    reveal(model, span.start as usize);
    let told = shown.analysis.resolutions[found]
        .interval
        .map(moving::spoken);
    model.say(told.unwrap_or_default());
}

/// From the timeline: into the article. On a date in it: to that day.
pub fn open(model: &mut Model) {
    if model.event().is_none() {
        model.say("no event here");
        return;
    }
    if model.focus() != Pane::Article {
        model.panes.focus = Pane::Article;
        return;
    }
    let date = model.reading.date.or_else(|| own_date(model));
    let interval = date.and_then(|date| {
        let shown = model.reading.shown.as_ref()?;
        shown.analysis.resolutions.get(date)?.interval
    });
    match interval {
        Some(interval) => {
            moving::go_to(model, interval);
            model.panes.focus = Pane::Timeline;
            model.panes.zen = false;
        }
        None => {
            let key = model.keymap.hint(crate::tui::action::Action::NextDate);
            model.say(format!("{key} moves to a date first"));
        }
    }
}

/// Why the date one is on, or the event's, is what it is.
pub fn why(model: &mut Model) -> Option<Page> {
    let event = model.event()?;
    let analysis = event.analysis();
    let text = &analysis.article.text;
    let date = model
        .reading
        .date
        .filter(|_| model.focus() == Pane::Article);
    let mut told: Vec<(&'static str, String)> = Vec::new();
    let (basis, interval, value) = match date
        .and_then(|at| Some((analysis.mentions.get(at)?, analysis.resolutions.get(at)?)))
    {
        Some((mention, resolution)) => {
            told.push(("Written", format!("“{}”", mention.span.of(text))));
            let why = Tagger::english().explain(text, mention, resolution);
            told.push(("Because", why));
            (
                resolution.basis,
                resolution.interval,
                resolution.value.clone(),
            )
        }
        None => {
            let event = event.event();
            let words = event.expression.of(text);
            told.push((
                "Written",
                match words {
                    "" => "the sentence names no day".to_owned(),
                    words => format!("“{words}”"),
                },
            ));
            told.push(("Because", reason(&analysis, &event)));
            (event.basis, Some(event.interval), event.value)
        }
    };
    if let Some(interval) = interval {
        let meant = moving::spoken(interval);
        let about = if interval.approximate { ", about" } else { "" };
        told.insert(
            1,
            (
                "Means",
                format!("{meant} ({}{about}; {value})", interval.granularity),
            ),
        );
    }
    told.push((
        "Counted from",
        match basis.anchor {
            Anchor::None => "nothing: the words say it all".to_owned(),
            Anchor::Published(day) => {
                format!("the day of publication, {}", day_words(day))
            }
            Anchor::Mention { at, day } => {
                let words = analysis.mentions.iter().find(|m| m.span.start == at);
                let words = words.map_or("a date before it", |m| m.span.of(text));
                format!("“{words}” ({})", day_words(day))
            }
        },
    ));
    told.push(("How sure", format!("{:.0} %", basis.confidence * 100.0)));
    if let Some(other) = basis.alternative {
        told.push(("Or else", moving::spoken(other)));
    }
    let dating = &analysis.dating;
    let published = match dating.published {
        Some(day) => format!(
            "{} ({:.0} % sure)",
            day_words(day),
            dating.confidence * 100.0
        ),
        None => "not known".to_owned(),
    };
    told.push(("Published", published));
    let basis = dating.basis.trim_start_matches("Inferred: ");
    told.push(("Known by", format!("{}: {basis}", dating.ground.name())));
    let more = dating.more_evidence();
    told.extend(more.map(|evidence| ("Also", evidence.to_owned())));
    for other in dating.likely_alternatives().take(5) {
        let day = day_words(other.day);
        told.push((
            "Perhaps",
            format!("{day} ({:.0} %): {}", other.confidence * 100.0, other.why),
        ));
    }
    for conflict in &dating.conflicts {
        told.push(("But", conflict.clone()));
    }
    let file = analysis.article.path.display().to_string();
    told.push((
        "File",
        match analysis.article.line {
            0 => file,
            line => format!("{file}:{line}"),
        },
    ));
    Some(Page::Why(told))
}
