//! Why an event has its date, in plain English.

use super::{Analysis, DatedBy, Event};
use crate::timex::{Anchor, Tagger};

/// The sentence that answers "why this date": the rule and its anchor, and,
/// where the anchor is the publication date, where that came from.
pub fn why(analysis: &Analysis, event: &Event) -> String {
    let published = || match analysis.dating.published {
        Some(day) => format!("the article is dated {day}: {}", analysis.dating.basis),
        None => "the article is undated".to_owned(),
    };
    let position = analysis
        .mentions
        .iter()
        .position(|m| m.span == event.expression);
    let resolved =
        position.and_then(|at| Some((&analysis.mentions[at], analysis.resolutions.get(at)?)));
    match (event.dated_by, resolved) {
        (DatedBy::Correction, _) => match event.basis.alternative {
            Some(other) => format!(
                "You said so; the program read {}.",
                crate::dating::corrections::print_when(other)
            ),
            None => "You said so.".to_owned(),
        },
        (DatedBy::Publication, _) => {
            format!("The sentence names no day of its own; {}", published())
        }
        (by, Some((mention, resolution))) => {
            let mut told = Tagger::english().explain(&analysis.article.text, mention, resolution);
            if by == DatedBy::Context {
                told = format!(
                    "The sentence names no day and carries on from the one before it. {told}"
                );
            }
            if let Anchor::Published(_) = event.basis.anchor {
                told = format!("{told} Here {}", published());
            }
            told
        }
        (_, None) => format!(
            "Dated {} by the words around it; {}",
            event.value,
            published()
        ),
    }
}
