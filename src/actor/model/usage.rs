//! How a text writes a word in all places together.

use rustc_hash::FxHashMap;

use crate::actor::names::Doc;
use crate::actor::token::Shape;

/// For each word, packed small counts of how its lower-case form occurs in
/// the text: as a lower-case word (0 to 3), as a capital inside a sentence (0
/// to 3), and how often at all (0 to 3).
pub(crate) fn usage(doc: &Doc) -> Vec<u8> {
    let mut counts: FxHashMap<u64, [u8; 3]> = FxHashMap::default();
    let words = |at: &usize| doc.tokens[*at].shape != Shape::Punct;
    for at in (0..doc.tokens.len()).filter(words) {
        let token = doc.tokens[at];
        let count = counts.entry(doc.lower[at]).or_default();
        let slot = match token.shape {
            Shape::Lower => 0,
            _ if !token.opens => 1,
            _ => 2,
        };
        count[slot] = count[slot].saturating_add(1);
    }
    doc.lower
        .iter()
        .map(|low| {
            let [lower, inside, opening] = counts.get(low).copied().unwrap_or_default();
            let all = lower.saturating_add(inside).saturating_add(opening);
            lower.min(3) | inside.min(3) << 2 | (all / 2).min(3) << 4
        })
        .collect()
}
