//! Stated dates of bare numbers, which can be read two ways: "10/11/2015".

use super::outside::{is_field, name, order_of};
use super::textual;
use super::weigh::Evidence;
use crate::article::Article;
use crate::source::FoundDate;
use crate::timex::Day;
use crate::timex::written::{self, Order};

/// How often the usual order is the right one where nothing settles it.
const USUAL: f32 = 0.65;
/// The same for the other order.
const OTHER: f32 = 0.3;

/// The order in which numeric dates are read where nothing settles it: that of
/// the article's language; a field of an article without one is read as its text is.
pub(super) fn usual(article: &Article) -> Order {
    let language = article.language.as_deref();
    let field = |found: &FoundDate| is_field(found.origin) && found.text.contains('/');
    match language {
        None if article.dates.iter().any(field) => textual::order(article),
        _ => order_of(language),
    }
}

/// The other day that a stated date may mean.
fn swapped(found: &FoundDate, order: Order) -> Option<(Day, Day)> {
    // Only numbers parted by strokes are read both ways.
    if !found.text.contains('/') {
        return None;
    }
    let day = written::read_as(&found.text, order)?;
    let other = written::read_as(&found.text, order.other())?;
    (day != other).then_some((day, other))
}

/// A field's day, read the other way round where only that is over.
pub(super) fn past(found: &FoundDate, order: Order, day: Day, today: Day) -> Day {
    match swapped(found, order) {
        Some((_, other)) if day > today.plus(1) && other <= today => other,
        _ => day,
    }
}

/// 3/11/2023 is read the other way round when another, clear date says so.
pub(super) fn settle(dates: &[FoundDate], order: Order, evidence: &mut [Evidence]) {
    for found in dates {
        let order = found.setting.numbers.unwrap_or(order);
        let Some((day, swapped)) = swapped(found, order) else {
            continue;
        };
        let has = |wanted: Day| {
            evidence
                .iter()
                .any(|e| e.day == wanted && e.strength >= 0.3 && e.text != found.text)
        };
        if has(swapped) && !has(day) {
            for piece in evidence.iter_mut().filter(|e| e.text == found.text) {
                piece.day = swapped;
            }
        }
    }
}

/// Where neither the file's other dates nor the article's own settle the order
/// of a field, both days are kept, the usual one before the other, and the
/// doubt is told.
pub(super) fn doubt(
    dates: &[FoundDate],
    order: Order,
    today: Day,
    evidence: &mut Vec<Evidence>,
    conflicts: &mut Vec<String>,
) {
    let open = |found: &&FoundDate| is_field(found.origin) && found.setting.numbers.is_none();
    for found in dates.iter().filter(open) {
        let Some((day, other)) = swapped(found, order) else {
            continue;
        };
        let says = |wanted: Day| {
            evidence
                .iter()
                .any(|e| e.day == wanted && e.text != found.text)
        };
        if says(day) || says(other) || day.max(other) > today.plus(1) {
            continue;
        }
        let Some(piece) = evidence.iter_mut().find(|e| e.text == found.text) else {
            continue;
        };
        piece.strength = piece.strength.min(USUAL);
        let swapped = Evidence {
            day: other,
            strength: piece.strength.min(OTHER),
            what: format!("{}, read the other way round,", piece.what),
            ..piece.clone()
        };
        evidence.push(swapped);
        if !found.modified {
            conflicts.push(format!(
                "The {} \u{201c}{}\u{201d} may be {day} or {other}.",
                name(found),
                found.text.chars().take(40).collect::<String>()
            ));
        }
    }
}
