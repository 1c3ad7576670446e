//! How well a name fits what was typed.
//!
//! The scattered fit is scored by fuzzy-matcher's `SkimMatcherV2` on folded
//! text; what a person means by a few letters is added on top: whole words,
//! beginnings of words, initials, capitals, and how often an actor is named.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::index::{ActorIndex, Key};
use super::query::Query;

/// A query word is a word of the name.
const WHOLE_WORD: i64 = 160;
/// A query word begins a word of the name.
const PREFIX: i64 = 110;
/// A query word stands inside a word of the name.
const INSIDE: i64 = 40;
/// The query is the name.
const WHOLE_NAME: i64 = 30;
/// The query is the initials of the name.
const INITIALS: i64 = 170;
/// The query ends the initials of the name ("vdl" for Ursula von der Leyen).
const LAST_INITIALS: i64 = 120;
/// Initials typed as capitals.
const CAPITALS: i64 = 40;
/// Accents or Cyrillic just as typed.
const VERBATIM: i64 = 120;
/// Each doubling of the mentions.
const MENTIONS: i64 = 10;
/// Words in another order than the name's.
const ORDER: i64 = -10;
/// An alias, when the canonical name fits as well.
const ALIAS: i64 = -4;
/// A slip of the finger; the second one costs as much again.
const SLIP: i64 = -45;

/// Scores names against queries.
pub(super) struct Scorer {
    matcher: SkimMatcherV2,
}

impl Default for Scorer {
    fn default() -> Self {
        Self {
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }
}

/// A score, and whether each word of the query stands in one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) score: i64,
    pub(super) whole: bool,
}

impl Scorer {
    /// How well the letters fit; `None` when they do not.
    pub(super) fn fit(&self, index: &ActorIndex, key: &Key, query: &Query) -> Option<Fit> {
        let name = index.folded(key);
        let mut fit = Fit {
            score: common(index, key, query),
            whole: true,
        };
        let mut last = 0;
        for word in &query.words {
            let scattered = self.matcher.fuzzy_match(name, word)?;
            let (place, at) = place(name, word);
            fit.whole &= place > 0;
            fit.score += scattered + place;
            if at < last {
                fit.score += ORDER;
            }
            last = at;
        }
        Some(fit)
    }

    /// Which characters of a folded name fit, ascending.
    pub(super) fn characters(&self, name: &str, query: &Query) -> Vec<usize> {
        if query.words.len() == 1
            && let Some(characters) = initials_of(name, &query.folded)
        {
            return characters;
        }
        let mut all = Vec::new();
        for word in &query.words {
            let (place, at) = place(name, word);
            if place > 0 {
                let start = name[..at].chars().count();
                all.extend(start..start + word.chars().count());
            } else if let Some((_, characters)) = self.matcher.fuzzy_indices(name, word) {
                all.extend(characters);
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A fit by edit distance: `slips` of them over all words.
pub(super) fn slipped(index: &ActorIndex, key: &Key, query: &Query, slips: usize) -> i64 {
    let words = query.words.len() as i64;
    // What skim gives a whole word, roughly: 16 a letter.
    let letters = query.folded.len() as i64 * 16;
    common(index, key, query) + letters + words * PREFIX + SLIP * slips as i64
}

/// What counts whichever way the letters fit.
fn common(index: &ActorIndex, key: &Key, query: &Query) -> i64 {
    let name = index.folded(key);
    let mut score = doublings(key.mentions);
    if key.alias().is_some() {
        score += ALIAS;
    }
    if name == query.folded {
        score += WHOLE_NAME;
    }
    if query.words.len() == 1 && query.folded.len() > 1 {
        let initials = initials(name, &query.folded);
        score += initials;
        if initials > 0 && query.capitals {
            score += CAPITALS;
        }
    }
    if let Some(verbatim) = &query.verbatim
        && index
            .original(key)
            .to_lowercase()
            .contains(verbatim.as_str())
    {
        score += VERBATIM;
    }
    score
}

/// What mentions are worth: [`MENTIONS`] a doubling, in between by parts, so
/// that more always count.
fn doublings(mentions: u32) -> i64 {
    let mentions = u64::from(mentions) + 1;
    let floor = 1 << mentions.ilog2();
    i64::from(mentions.ilog2()) * MENTIONS + (mentions - floor) as i64 * MENTIONS / floor as i64
}

/// Where a query word stands in a name at its best: what that is worth, and
/// the byte.
fn place(name: &str, word: &str) -> (i64, usize) {
    let mut best = (0, name.len());
    for (at, _) in name.match_indices(word) {
        let begins = at == 0 || name.as_bytes()[at - 1] == b' ';
        let after = name.as_bytes().get(at + word.len());
        let worth = match (begins, after) {
            (true, None | Some(b' ')) => WHOLE_WORD,
            (true, _) => PREFIX,
            (false, _) => INSIDE,
        };
        if worth > best.0 {
            best = (worth, at);
        }
    }
    best
}

fn initials(name: &str, query: &str) -> i64 {
    let all = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let wanted = query.chars().count();
    let count = name.split_whitespace().count();
    if count < wanted || !all.clone().skip(count - wanted).eq(query.chars()) {
        let strong = name.split_whitespace().filter(|word| !is_particle(word));
        let strong = strong.filter_map(|word| word.chars().next());
        return if strong.eq(query.chars()) {
            INITIALS
        } else {
            0
        };
    }
    if count == wanted {
        INITIALS
    } else {
        LAST_INITIALS
    }
}

/// Words that initials often leave out.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "and" | "for" | "de" | "la" | "in" | "on"
    )
}

/// The characters that are the initials, when the query is initials.
fn initials_of(name: &str, query: &str) -> Option<Vec<usize>> {
    if query.chars().count() < 2 || initials(name, query) == 0 || name.contains(query) {
        return None;
    }
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, c) in name.chars().enumerate() {
        if before == ' ' && c != ' ' {
            starts.push((at, c));
        }
        before = c;
    }
    let mut wanted: Vec<char> = query.chars().collect();
    let mut found = Vec::new();
    for (at, c) in starts.into_iter().rev() {
        if wanted.last() == Some(&c) {
            wanted.pop();
            found.push(at);
        }
    }
    found.reverse();
    wanted.is_empty().then_some(found)
}
