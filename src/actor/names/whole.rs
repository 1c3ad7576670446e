//! Names of which the model found but a part.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;

/// Puts phrases of the tables, and organisations of the rules, in the
/// place of the names that are parts of them.
pub(super) fn settle(doc: &Doc, rules: &[Name], names: &mut Vec<Name>) {
    let phrases = phrases(doc);
    let formed = rules.iter().filter(|name| is_formed(doc, name)).copied();
    take(names, phrases, |_| true);
    take(names, formed, |part| part.kind == Kind::Place);
}

/// Replaces what lies inside each of `wholes` when nothing reaches out of it
/// and `fits` all of it. Both are in order.
fn take(names: &mut Vec<Name>, wholes: impl Iterator<Item = Name>, fits: impl Fn(&Name) -> bool) {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    let mut at = 0;
    for whole in wholes {
        while at < names.len() && names[at].to <= whole.from {
            out.push(names[at]);
            at += 1;
        }
        let parts = names[at..]
            .iter()
            .take_while(|name| name.from < whole.to)
            .count();
        let inside = &names[at..at + parts];
        let taken = out.last().is_some_and(|last| last.to > whole.from);
        let fit = |part: &Name| part.from >= whole.from && part.to <= whole.to && fits(part);
        if !taken && parts > 0 && inside.iter().all(fit) {
            out.push(whole);
            at += parts;
        }
    }
    out.extend_from_slice(&names[at..]);
    *names = out;
}

/// Organisations of the tables with several words.
fn phrases(doc: &Doc) -> impl Iterator<Item = Name> {
    (0..doc.tokens.len()).filter_map(move |at| {
        let gaz = doc.names[at];
        let len = usize::from(gaz.len);
        let only =
            gaz.mask & Mask::NAMES != 0 && gaz.mask & Mask::NAMES & !Mask::ORGANISATIONS == 0;
        if gaz.at > 0 || len < 2 || !only || !doc.tokens[at].shape.capital() {
            return None;
        }
        let article = matches!(doc.word(at), "The" | "the");
        Some(Name {
            from: (at + usize::from(article)) as u32,
            to: (at + len) as u32,
            kind: Kind::Organisation,
            strength: 2,
        })
    })
}

/// "Dublin Newsroom": ends in a word of organisations with a capital.
fn is_formed(doc: &Doc, name: &Name) -> bool {
    let last = name.to as usize - 1;
    name.kind == Kind::Organisation
        && name.strength > 0
        && name.to - name.from > 1
        && doc.words[last].is(WordClass::ORG)
        && doc.words[last].is(WordClass::CLOSES)
        && doc.tokens[last].shape.capital()
}
