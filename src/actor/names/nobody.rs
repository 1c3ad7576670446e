//! Words with a capital that name nobody: qualities, peoples, fields of
//! offices, words that only open their sentence.

use rustc_hash::FxHashSet;

use super::bounds::GIVEN;
use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// "Western", "very Frank", "IEDs", "Jan 22": a lone word that only says what something
/// is like or one of many, whatever its capital.
pub(super) fn is_quality(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let direction = doc.words[at].is(WordClass::PLACE)
        && doc.words[at].is(WordClass::OPENS)
        && doc.names[at].mask == 0
        && doc.word(at).ends_with("ern");
    let graded = at > 0
        && !doc.tokens[at].breaks
        && matches!(doc.word(at - 1), "very" | "too" | "quite" | "so" | "more");
    let like = doc.is(at, Class::QUALITY);
    let many = doc.tokens[at].shape == Shape::Upper
        && doc.word(at).ends_with('s')
        && doc.names[at].mask & Mask::NAMES == 0;
    let dated = doc.is(at, Class::MONTH)
        && doc
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.shape == Shape::Number);
    let clock = at > 0
        && doc.is(at, Class::ZONE)
        && (doc.tokens[at - 1].shape == Shape::Number
            || matches!(
                doc.word(at - 1).to_ascii_lowercase().as_str(),
                "p.m." | "a.m." | "p.m" | "a.m" | "pm" | "am" | "noon" | "midnight" | "."
            ));
    name.to - name.from == 1 && (clock || direction || graded || many || dated || like)
}

/// "[Muslim] pilgrims", "[Posted] by": what somebody is like or a page says is
/// nobody's name, whatever the rules took it for.
pub(super) fn is_creed(doc: &Doc, name: &Name) -> bool {
    name.to - name.from == 1
        && name.kind == Kind::Person
        && doc.is(
            name.from as usize,
            Class::QUALITY | Class::BYLINE | Class::PARTISAN,
        )
}

/// "every other [New Zealander]": one of a people.
pub(super) fn is_citizen(doc: &Doc, name: &Name) -> bool {
    let gaz = doc.names[name.from as usize];
    name.kind != Kind::Organisation
        && gaz.at == 0
        && u32::from(gaz.len) == name.to - name.from
        && gaz.mask & Mask::DEMONYM != 0
        && gaz.mask & Mask::NAMES == 0
}

/// "The Minister of [Defense]", "the Ministers of [Foreign Affairs]": what an
/// office is for.
pub(super) fn is_field(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let of = at >= 2 && !doc.tokens[at].breaks && doc.word(at - 1) == "of";
    let known = name.range().any(|i| doc.names[i].mask & Mask::NAMES != 0);
    let field = name.range().all(|i| doc.words[i].is(WordClass::ORG));
    let person = name.kind == Kind::Person && doc.words[at].is(WordClass::ORG);
    of && !known
        && doc.is(at - 2, Class::MINISTER)
        && doc.tokens[at - 2].shape.capital()
        && name.kind != Kind::Place
        && (field || person || name.to - name.from <= 2 && !doc.words[at].is(GIVEN))
}

/// "Company" of "Company's goal", at the start of a sentence: a word of
/// organisations that names none; "Navy Capt": an office without its holder.
pub(super) fn is_only_a_word(doc: &Doc, name: &Name) -> bool {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    let unknown = doc.names[at].mask == 0 && doc.tokens[at].shape == Shape::Title;
    let lone = at == last && unknown && doc.tokens[at].opens && doc.words[at].is(WordClass::ORG);
    let office = name.kind == Kind::Person
        && at < last
        && doc.words[at].is(WordClass::ORG)
        && doc.words[last].is(WordClass::TITLE)
        && !doc.words[last].is(GIVEN | WordClass::SURNAME);
    lone && name.kind == Kind::Organisation || office
}

/// "Gold closed down": a capital that only opens its sentence, for the text
/// writes the word small elsewhere.
pub(super) fn is_opening_word(doc: &Doc, name: &Name, small: &FxHashSet<u64>) -> bool {
    let at = name.from as usize;
    let person = GIVEN | WordClass::KNOWN;
    name.to - name.from == 1
        && name.kind == Kind::Person
        && doc.tokens[at].breaks
        && doc.tokens[at].shape == Shape::Title
        && small.contains(&doc.lower[at])
        && !doc.words[at].is(person)
}
