//! Bodies told by the words beside them, where no table knows the word: "the
//! SDA officials", "Quillbank shares", "members of Quillology", and then the
//! same word wherever it stands.

use rustc_hash::FxHashSet;

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::{Class, Form, Sort};
use crate::actor::token::{Shape, lower_hash, word_hash};

/// Letters of initials.
const INITIALS: std::ops::RangeInclusive<usize> = 3..=6;
/// Letters of a company's name before its second capital, at least: "SaskTel",
/// but "McQuill", "DeQuill".
const FRONT: usize = 4;

/// The words told so where nothing was found. What `names` takes for a lone
/// person is one of them too, unless somebody of that name is in the text.
pub(super) fn names(
    doc: &Doc,
    names: &mut [Name],
    small: &FxHashSet<u64>,
    taken: &mut [bool],
) -> Vec<Name> {
    let lone = names
        .iter()
        .filter(|n| n.kind == Kind::Person && n.to - n.from == 1);
    let lone: FxHashSet<u32> = lone.map(|n| n.from).collect();
    let open: Vec<usize> = (0..doc.tokens.len())
        .filter(|&at| !taken[at] || lone.contains(&(at as u32)))
        .filter(|&at| is_open(doc, small, at))
        .collect();
    // A capital that opens a sentence may be any word's.
    let inside = open.iter().filter(|&&at| !doc.tokens[at].opens);
    let inside: FxHashSet<u64> = inside.map(|&at| doc.tokens[at].hash).collect();
    let told = open.iter().filter(|&&at| {
        let sure = doc.tokens[at].shape != Shape::Title || is_chief(doc, at + 1);
        (sure || inside.contains(&doc.tokens[at].hash)) && is_told(doc, small, at)
    });
    let told: FxHashSet<u64> = told.map(|&at| doc.tokens[at].hash).collect();
    if told.is_empty() {
        return Vec::new();
    }
    agree(doc, names, &told);
    let free: Vec<usize> = open.iter().copied().filter(|&at| !taken[at]).collect();
    let found = free
        .iter()
        .filter(|&&at| told.contains(&doc.tokens[at].hash));
    let mut out = Vec::new();
    for &at in found {
        taken[at] = true;
        out.push(Name::told(at, at + 1, Kind::Organisation));
    }
    out
}

/// Makes bodies of the lone persons with these words.
fn agree(doc: &Doc, names: &mut [Name], told: &FxHashSet<u64>) {
    let full = names
        .iter()
        .filter(|n| n.kind == Kind::Person && n.to - n.from > 1);
    let bearers = full.flat_map(|n| [n.from as usize, n.to as usize - 1]);
    let bearers: FxHashSet<u64> = bearers.map(|at| doc.tokens[at].hash).collect();
    for name in names.iter_mut().filter(|n| n.kind == Kind::Person) {
        let hash = doc.tokens[name.from as usize].hash;
        if name.to - name.from == 1 && told.contains(&hash) && !bearers.contains(&hash) {
            name.kind = Kind::Organisation;
        }
    }
}

/// A lone capital of which nothing is known.
fn is_open(doc: &Doc, small: &FxHashSet<u64>, at: usize) -> bool {
    let token = doc.tokens[at];
    let capital = |i: usize| doc.tokens.get(i).is_some_and(|t| t.shape.capital());
    let other = W::COMMON | W::ROLE | W::TITLE | W::ORG | W::PLACE | W::US_STATE;
    let person = W::MALE | W::FEMALE | W::KNOWN | W::SURNAME;
    let unknown = doc.names[at].mask == 0
        && doc.offices[at].len == 0
        && doc.infos[at].class == 0
        && !doc.words[at].is(other);
    let glued = |i: usize| {
        doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.breaks)
            && matches!(doc.word_at(i), "-" | "/" | "&" | "\u{2013}" | "@")
    };
    let half = at > 0
        && !token.breaks
        && !token.spaced
        && matches!(
            doc.word(at - 1),
            "-" | "/" | "&" | "\u{2013}" | "@" | "#" | "."
        );
    let fits = match token.shape {
        Shape::Upper => INITIALS.contains(&doc.word(at).chars().count()),
        Shape::Title | Shape::Mixed => !small.contains(&doc.lower[at]) && !doc.words[at].is(person),
        _ => false,
    };
    let before = at > 0 && !token.breaks && capital(at - 1) && !doc.tokens[at - 1].opens;
    let after = capital(at + 1) && !doc.tokens[at + 1].breaks && !is_chief(doc, at + 1);
    unknown && fits && !before && !after && !glued(at + 1) && !half
}

/// "African", "Kurdish": of which people somebody is, by the ending.
fn is_of_people(word: &str) -> bool {
    let endings = ["ish", "ian", "ean", "can", "ese", "ic", "ern"];
    endings.iter().any(|end| word.ends_with(end))
}

/// "CEO"
fn is_chief(doc: &Doc, at: usize) -> bool {
    matches!(doc.word_at(at), "CEO" | "CFO" | "COO")
}

/// Whether what stands beside a word makes it a body.
fn is_told(doc: &Doc, small: &FxHashSet<u64>, at: usize) -> bool {
    let next = at + 1;
    let inside = doc.tokens.get(next).is_some_and(|t| !t.breaks && t.spaced);
    let lower = inside && doc.tokens[next].shape == Shape::Lower;
    let speaker = lower
        && !is_of_people(doc.word(at))
        && doc.words[next].is(W::ROLE)
        && doc.is(next, Class::BODY);
    let business = lower
        && matches!(
            doc.word(next),
            "shares" | "stock" | "shareholders" | "profits" | "earnings"
        );
    let member = at > 1
        && !doc.tokens[at].breaks
        && doc.word(at - 1) == "of"
        && matches!(doc.word(at - 2), "member" | "members");
    let deal = at > 1
        && !doc.tokens[at].breaks
        && (doc.is(at - 1, Class::DEAL) && doc.tokens[at - 1].shape == Shape::Lower
            || matches!(doc.word(at - 1), "of" | "in" | "with") && doc.is(at - 2, Class::DEAL));
    let initials = doc.tokens[at].shape == Shape::Upper;
    let kind = lower && doc.is(next, Class::COLLECTIVE) && doc.word(next) != "company";
    let says = lower && {
        let info = doc.infos[next];
        let verb = doc.clause.verb(info);
        info.form & (Form::PAST | Form::THIRD) != 0
            && verb.is_some_and(|v| matches!(v.sort, Sort::Say | Sort::Deny | Sort::Claim))
    };
    speaker
        || business
        || member
        || deal
        || inside && is_chief(doc, next)
        || initials && (kind || says)
        || doc.tokens[at].shape == Shape::Mixed && is_joined(doc, small, at)
}

/// "SaskTel": two words in one, neither of which the text writes small; no
/// address or user's name.
fn is_joined(doc: &Doc, small: &FxHashSet<u64>, at: usize) -> bool {
    let word = doc.word(at);
    let long = word.chars().skip(1).take_while(|c| c.is_lowercase());
    let front: usize =
        word.chars().next().map_or(0, char::len_utf8) + long.map(char::len_utf8).sum::<usize>();
    let (first, second) = word.split_at(front);
    let common = |part: &str| small.contains(&lower_hash(part));
    let tight = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.breaks);
    let address = tight(at + 1) && tight(at + 2) && doc.word_at(at + 1) == ".";
    let user = at > 1 && doc.word(at - 1) == ":" && doc.word(at - 2).eq_ignore_ascii_case("by");
    first.chars().count() >= FRONT
        && second.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && !(common(first) || common(second) || address || user)
}

/// "Polaroids" where the text names Polaroid: things of that make, or people
/// of it.
pub(super) struct Makes(FxHashSet<u64>);

impl Makes {
    /// Of the lone bodies among `names`.
    pub(super) fn of(doc: &Doc, names: &[Name]) -> Self {
        let lone = names
            .iter()
            .filter(|n| n.kind == Kind::Organisation && n.to - n.from == 1);
        Self(lone.map(|n| doc.tokens[n.from as usize].hash).collect())
    }

    /// Whether a name is the plural of one of them.
    pub(super) fn has(&self, doc: &Doc, name: &Name) -> bool {
        let one = doc.word(name.from as usize).strip_suffix('s');
        name.to - name.from == 1
            && name.kind != Kind::Place
            && one.is_some_and(|one| one.len() > 3 && self.0.contains(&word_hash(one)))
    }
}
