//! Bodies, offices and forces of a state, by the nouns for them.

use super::words::Class;
use crate::actor::gazetteer::WordClass;
use crate::actor::names::Doc;
use crate::actor::token::Shape;

/// Words of "senior defence ministry officials" at most.
const LONGEST: usize = 6;

/// Where the nouns for a body of a state end that follow its name or
/// adjective at `at`: "air forces", "defence ministry officials". None when
/// there are none, or when they only describe something else ("army
/// deserters", "police station").
pub(crate) fn body_end(doc: &Doc, at: usize) -> Option<usize> {
    let is = |i: usize, class: u64| doc.is(i, class);
    let plain = |i: usize| {
        let token = &doc.tokens[i];
        !token.breaks && token.spaced && !matches!(token.shape, Shape::Punct | Shape::Possessive)
    };
    let high = doc.tokens.len().min(at + LONGEST);
    let mut end = None;
    for i in (at..high).take_while(|&i| plain(i)) {
        match (is(i, Class::BODY), is(i, Class::ARM)) {
            (true, _) => end = Some(i + 1),
            (false, true) => {}
            _ => break,
        }
    }
    let end = end?;
    let goes_on = end < doc.tokens.len() && plain(end);
    let other = goes_on
        && (is(end, Class::SITE)
            || doc.tokens[end].shape == Shape::Lower && doc.words[end].is(WordClass::ROLE));
    let half = end + 1 < doc.tokens.len()
        && doc.word(end) == "-"
        && !doc.tokens[end].spaced
        && !doc.tokens[end + 1].spaced;
    (!other && !half).then_some(end)
}
