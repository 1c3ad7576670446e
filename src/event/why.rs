//! Why an event has its date, in plain English.

use super::{Analysis, DatedBy, Event};
use crate::timex::{Anchor, Tagger};

/// The sentence that answers "why this date": the rule and its anchor, and,
/// where the anchor is the publication date, where that came from.
pub fn why(analysis: &Analysis, event: &Event) -> String {
    let published = match analysis.dating.published {
        Some(day) => format!("the article is dated {day}: {}", analysis.dating.basis),
        None => "the article is undated".to_owned(),
    };
    let reason = reason(analysis, event);
    match (event.dated_by, event.basis.anchor) {
        (DatedBy::Correction, _) => reason,
        (DatedBy::Publication, _) => format!("{}; {published}", reason.trim_end_matches('.')),
        (_, Anchor::Published(_)) => format!("{reason} Here {published}"),
        _ => reason,
    }
}

/// The same without where the publication date came from.
pub fn reason(analysis: &Analysis, event: &Event) -> String {
    let mut mentions = analysis.mentions.iter().zip(&analysis.resolutions);
    let resolved = mentions.find(|(mention, _)| mention.span == event.expression);
    match (event.dated_by, resolved) {
        (DatedBy::Correction, _) => match event.basis.alternative {
            Some(other) => format!(
                "You said so; the program read {}.",
                crate::dating::corrections::print_when(other)
            ),
            None => "You said so.".to_owned(),
        },
        (DatedBy::Publication, _) => undated(analysis, event).to_owned(),
        (by, Some((mention, resolution))) => {
            let told = Tagger::english().explain(&analysis.article.text, mention, resolution);
            match by {
                DatedBy::Context => format!(
                    "The sentence names no day and carries on from the one before it. {told}"
                ),
                _ => told,
            }
        }
        (_, None) => range(analysis, event),
    }
}

/// Why an event that lasts has its days: what its expressions mean, one by one.
fn range(analysis: &Analysis, event: &Event) -> String {
    let span = event.expression;
    let mentions = analysis.mentions.iter().zip(&analysis.resolutions);
    let inside = mentions.filter(|(m, _)| span.start <= m.span.start && m.span.end <= span.end);
    let text = &analysis.article.text;
    let told = inside.map(|(mention, resolved)| Tagger::english().explain(text, mention, resolved));
    let told = told.collect::<Vec<_>>().join(" ");
    if told.is_empty() {
        return format!("Dated {} by the words around it.", event.value);
    }
    told
}

/// Why an event has no date but that of publication.
fn undated(analysis: &Analysis, event: &Event) -> &'static str {
    let mut other = analysis.events.iter();
    match other.any(|other| other.sentence == event.sentence && !other.expression.is_empty()) {
        true => "The sentence dates what is told, not the day on which it was said.",
        false => "The sentence names no day of its own.",
    }
}
