//! What the screen shows, in sentences.

use crate::export::{day as day_words, short_day};
use crate::source::Notice;
use crate::store::Flags;
use crate::text::counted;
use crate::tui::chips::chips;
use crate::tui::layers::{Compare, Page, Side};
use crate::tui::model::Model;
use crate::tui::theme::Meaning;
use crate::tui::update::moving::spoken;

/// The corpus in a sentence.
pub fn corpus(model: &Model) -> String {
    let span = match model.snapshot.span() {
        Some((first, last)) => format!(", from {} to {}", short_day(first), short_day(last)),
        None => String::new(),
    };
    let sample = match model.bundled {
        true => " This is the sample corpus; dateline --plain FOLDER opens your own.",
        false => "",
    };
    format!(
        "{}: {}, {}, {}{span}.{sample}",
        model.title,
        counted(model.snapshot.articles.len(), "article"),
        counted(model.snapshot.len(), "event"),
        counted(model.snapshot.actors.len(), "actor"),
    )
}

/// The filters in force.
pub fn filters(model: &Model) -> String {
    let chips = chips(model, &model.filter);
    let labels: Vec<&str> = chips.iter().map(|chip| chip.label.as_str()).collect();
    match labels.as_slice() {
        [] => "No filters.".to_owned(),
        labels => format!(
            "Filters: {}. {} of {} events.",
            labels.join("; "),
            model.selection.count(),
            model.snapshot.len()
        ),
    }
}

/// An event with everything one sees of it.
pub fn event(model: &Model, position: usize) -> String {
    let Some(event) = model.event_at(position) else {
        return match model.filter.is_empty() {
            true => "There is no event.".to_owned(),
            false => "No event passes the filter; clear-filters takes it off.".to_owned(),
        };
    };
    let mut told = format!(
        "Event {} of {}. {}.\n{}",
        position + 1,
        model.selection.count(),
        when(model, position),
        event
            .text()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    );
    let name = |id| model.snapshot.actor(id).map(|actor| actor.name.as_str());
    if let Some(speaker) = event.speaker().and_then(name) {
        told.push_str(&format!("\nSaid by {speaker}."));
    }
    let actors: Vec<&str> = event.actors().iter().filter_map(|id| name(*id)).collect();
    if !actors.is_empty() {
        told.push_str(&format!("\nActors: {}.", actors.join(", ")));
    }
    let analysis = event.analysis();
    let article = &analysis.article;
    told.push_str(&format!(
        "\nFrom {}.",
        [event.source(), &article.id]
            .into_iter()
            .find(|part| !part.is_empty())
            .unwrap_or("nobody")
    ));
    if let Some(item) = model.notebook.of((event.article_id(), event.index())) {
        if item.bookmark {
            told.push_str("\nBookmarked.");
        }
        if let Some(letter) = item.letter {
            told.push_str(&format!("\nLetter: {letter}."));
        }
        if !item.tags.is_empty() {
            told.push_str(&format!("\nTags: {}.", item.tags.join(", ")));
        }
        if !item.note.is_empty() {
            told.push_str(&format!("\nNote: {}", item.note));
        }
    }
    told
}

/// When it happened, how it is known, how sure.
fn when(model: &Model, position: usize) -> String {
    let Some(event) = model.event_at(position) else {
        return String::new();
    };
    let interval = event.interval();
    let weekday = match interval.first == interval.last {
        true => format!("{}, ", interval.first.date().format("%A")),
        false => String::new(),
    };
    let kind = match event.flags() {
        flags if flags.has(Flags::CORRECTED) => "as you said",
        flags if flags.has(Flags::PUBLISHED) => "the day of publication",
        flags if flags.has(Flags::PLANNED) => "planned",
        _ => "happened",
    };
    let about = if interval.approximate { "about " } else { "" };
    let time = match interval.minutes {
        Some((from, to)) if from == to => format!(" at {:02}:{:02}", from / 60, from % 60),
        _ => String::new(),
    };
    format!(
        "{about}{weekday}{}{time}, {kind}, {:.0} percent sure",
        spoken(interval),
        event.confidence() * 100.0
    )
}

/// An event in a line.
pub fn short(model: &Model, position: usize) -> String {
    let text = model.event_at(position).map(|event| event.text());
    let text = text.unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}. {}: {text}", position + 1, when(model, position))
}

/// The article of the selected event: title, outlet and date, paragraphs.
pub fn article(model: &Model) -> Vec<String> {
    let Some(event) = model.event() else {
        return vec!["There is no event.".to_owned()];
    };
    let analysis = event.analysis();
    let article = &analysis.article;
    let dating = &event.analysis().dating;
    let published = match dating.published {
        Some(day) => format!(
            "published {}, {:.0} percent sure",
            day_words(day),
            dating.confidence * 100.0
        ),
        None => "undated".to_owned(),
    };
    let mut told = vec![
        article.title.clone(),
        format!("{}, {published}.", event.source()),
    ];
    let sentence = event.sentence();
    for paragraph in &article.paragraphs {
        let text = paragraph.of(&article.text);
        told.push(match paragraph.contains(sentence) {
            true => format!("(The event is in this paragraph.) {text}"),
            false => text.to_owned(),
        });
    }
    told
}

/// A page to read.
pub fn page(model: &Model, page: &Page) -> String {
    match page {
        Page::Why(parts) => {
            let lines = parts.iter().map(|(label, text)| format!("{label}: {text}"));
            lines.collect::<Vec<_>>().join("\n")
        }
        Page::Notices => model.notices().map(notice).collect::<Vec<_>>().join("\n"),
    }
}

/// A notice with its place.
pub fn notice(notice: &Notice) -> String {
    let path = notice.path.display();
    match notice.line {
        0 => format!("{path}: {}", notice.message),
        line => format!("{path}, line {line}: {}", notice.message),
    }
}

/// Two accounts, one after the other, and what they share.
pub fn compare(compare: &Compare) -> String {
    let [left, right] = &compare.sides;
    let words = |side: &Side, wanted| -> String {
        let marks = side.marks.iter().filter(|(_, meaning)| *meaning == wanted);
        let words: Vec<&str> = marks.map(|(span, _)| span.of(&side.text)).collect();
        match words.as_slice() {
            [] => "nothing".to_owned(),
            words => words.join(" "),
        }
    };
    let head = |side: &Side| {
        let head: Vec<&str> = side.head.iter().map(String::as_str).collect();
        head.join(", ").trim_end_matches(", ").to_owned()
    };
    format!(
        "First, {}: {}\nSecond, {}: {}\n{} percent shared: {}\nOnly in the first: {}\nOnly in the second: {}",
        head(left),
        left.text,
        head(right),
        right.text,
        compare.likeness,
        words(left, Meaning::Shared),
        words(left, Meaning::Differs),
        words(right, Meaning::Differs)
    )
}
