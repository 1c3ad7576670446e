//! Years that a text counts: how old someone is whose birth is known, which
//! anniversary it is of something, how long ago a year was that it names. Each
//! tells of the year of writing, an anniversary even of the day.

mod around;
mod fits;
#[cfg(test)]
mod tests;

pub use fits::{NAMES, read, tell};

use self::around::Around;
use super::clues::Clue;
use super::counting::{Role, count, ordinal, role};
use crate::article::Article;
use crate::dating::knowledge::lives::{Lives, Remembered};
use crate::dating::knowledge::{Knowledge, Known};
use crate::timex::Day;

/// Bytes before a bare "the 47-year-old" in which the one it means is named.
const BEFORE: usize = 400;
/// Bytes after it.
const AFTER: usize = 80;
/// The same for someone's birthday.
const BIRTHDAY_BEFORE: usize = 300;
/// Who is named so often is whom the article is about.
const MAIN: usize = 3;
/// Words in lower case between an age and the name it belongs to.
const BETWEEN: usize = 3;
/// Ages that are told.
const AGES: std::ops::RangeInclusive<i32> = 10..=105;
/// Kept of one article.
const MOST: usize = 24;
/// Anniversaries and years since that are looked at in one article: a text
/// that says nothing else takes no longer than another.
const LOOKS: usize = 200;

/// One thing counted.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// An age, and whose it may be.
    Age {
        /// Numbers of lives.
        who: Vec<u16>,
        /// How old.
        age: i32,
        /// It stands beside the name.
        sure: bool,
    },
    /// A birthday, and whose it may be.
    Birthday {
        /// Numbers of lives.
        who: Vec<u16>,
        /// How old.
        age: i32,
    },
    /// An anniversary.
    Anniversary {
        /// How many years after.
        years: i32,
        /// Of what it may be.
        of: Vec<Of>,
        /// Years named around it.
        cited: Vec<i32>,
    },
    /// "Nine years ago".
    Since {
        /// How many.
        years: i32,
        /// Years named beside it.
        cited: Vec<i32>,
    },
}

/// What an anniversary is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A happening of `anchors.tsv`.
    Anchor(u32),
    /// A happening of `remembered.tsv`.
    Remembered(u16),
}

impl Of {
    /// When it was, and what people call it.
    pub fn told(self) -> (Day, &'static str) {
        match self {
            Self::Anchor(id) => {
                let anchor = Knowledge::built_in().anchor(id);
                (anchor.from, &anchor.name)
            }
            Self::Remembered(id) => {
                let Remembered { name, on } = Lives::built_in().happening(id);
                (*on, name)
            }
        }
    }
}

/// A text with its words.
struct Words<'a> {
    text: &'a str,
    spans: &'a [(usize, usize)],
}

impl<'a> Words<'a> {
    fn at(&self, n: usize) -> &'a str {
        let span = self.spans.get(n);
        span.map_or("", |&(from, to)| &self.text[from..to])
    }

    /// What stands between a word and the next.
    fn glue(&self, n: usize) -> &'a str {
        match (self.spans.get(n), self.spans.get(n + 1)) {
            (Some(this), Some(next)) => &self.text[this.1..next.0],
            _ => "",
        }
    }

    fn is_name(&self, n: usize) -> bool {
        self.at(n).chars().next().is_some_and(char::is_uppercase)
    }
}

/// People of a text whose birth is known: where, and who it may be.
#[derive(Default)]
struct People {
    named: Vec<(usize, Vec<u16>)>,
    main: Option<u16>,
}

impl People {
    fn of(words: &Words) -> Self {
        let full = Lives::built_in().people(words.text);
        let mut surnames: Vec<(&str, Vec<u16>)> = Vec::new();
        for &(from, to, who) in &full {
            let name = &words.text[from..to];
            let surname = name.rsplit(|c: char| !c.is_alphanumeric()).next();
            let surname = surname.unwrap_or(name);
            match surnames.iter_mut().find(|s| s.0 == surname) {
                Some((_, all)) if all.contains(&who) => {}
                Some((_, all)) => all.push(who),
                None => surnames.push((surname, vec![who])),
            }
        }
        if surnames.is_empty() {
            return Self::default();
        }
        let mut people = Self::default();
        let mut counts: Vec<(u16, usize)> = Vec::new();
        for n in (0..words.spans.len()).filter(|n| words.is_name(*n)) {
            let Some((_, who)) = surnames.iter().find(|s| s.0 == words.at(n)) else {
                continue;
            };
            let at = words.spans[n].0;
            // "Agnes Taylor" is no Charles Taylor, "President Taylor" is.
            let whole = full.iter().any(|&(from, to, _)| from <= at && at < to);
            let other = n > 0
                && words.is_name(n - 1)
                && words.glue(n - 1) == " "
                && role(words.at(n - 1)) != Some(Role::BeforeName);
            if other && !whole {
                continue;
            }
            people.named.push((at, who.clone()));
            for one in who {
                match counts.iter_mut().find(|c| c.0 == *one) {
                    Some(count) => count.1 += 1,
                    None => counts.push((*one, 1)),
                }
            }
        }
        // Of equals the one named first.
        let most = counts.iter().map(|c| c.1).max().filter(|n| *n >= MAIN);
        people.main = counts.iter().find(|c| Some(c.1) == most).map(|c| c.0);
        people
    }

    /// Who is named in bytes `from` to `to`, last first.
    fn between(&self, from: usize, to: usize) -> impl Iterator<Item = &[u16]> {
        let start = self.named.partition_point(|p| p.0 < from);
        let end = self.named.partition_point(|p| p.0 < to);
        self.named[start..end.max(start)]
            .iter()
            .rev()
            .map(|p| p.1.as_slice())
    }

    fn at(&self, byte: usize) -> Option<&[u16]> {
        let found = self.named.binary_search_by_key(&byte, |p| p.0).ok()?;
        Some(&self.named[found].1)
    }
}

/// What an article counts, in text order; `spans` are its words.
pub fn counted(
    article: &Article,
    spans: &[(usize, usize)],
    clues: &[Clue],
    known: &[Known],
) -> Vec<Counted> {
    let words = Words {
        text: &article.text,
        spans,
    };
    let people = People::of(&words);
    let mut around = Around::new(article, clues, known);
    let mut looks = 0;
    let mut all: Vec<Counted> = Vec::new();
    for n in 0..spans.len() {
        let role = role(words.at(n));
        if matches!(role, Some(Role::Anniversary | Role::Ago | Role::Since)) {
            looks += 1;
            if looks > LOOKS {
                continue;
            }
        }
        let found = match role {
            Some(Role::Anniversary) => anniversary(&words, n, &mut around),
            Some(Role::Ago | Role::Since) => since(&words, n, &around),
            Some(Role::Birthday) => birthday(&words, n, &people),
            Some(_) => None,
            None => age(&words, n, &people),
        };
        if let Some(found) = found.filter(|f| !all.contains(f)) {
            all.push(found);
        }
        if all.len() == MOST {
            break;
        }
    }
    all
}

fn age(words: &Words, n: usize, people: &People) -> Option<Counted> {
    if people.named.is_empty() || !words.at(n).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let age = count(words.at(n)).filter(|age| AGES.contains(age))?;
    let told = |who: Vec<u16>, sure| Counted::Age { who, age, sure };
    let year_old = words.glue(n) == "-"
        && role(words.at(n + 1)) == Some(Role::Year)
        && role(words.at(n + 2)) == Some(Role::Old);
    if year_old {
        let beside = beside(words, n, people);
        return match beside {
            Some(who) => Some(told(who, true)),
            None => Some(told(meant(words, n, people)?, false)),
        };
    }
    // "Taylor, 64," and "Taylor, now 64,".
    let (name, glue) = match n.checked_sub(1)? {
        before if role(words.at(before)) == Some(Role::Aged) && words.glue(before) == " " => {
            (before.checked_sub(1)?, ", ")
        }
        before => (before, words.glue(before)),
    };
    let between = if name + 1 == n {
        glue
    } else {
        words.glue(name)
    };
    let ends = words.text[words.spans[n].1..].chars().next();
    let closed = matches!(ends, Some(',' | '.' | ';' | ')'));
    let apposed = closed && matches!(between, ", " | " (");
    let who = people.at(words.spans[name].0).filter(|_| apposed)?;
    Some(told(who.to_vec(), true))
}

/// The one whose name stands right behind "47-year-old", or right before "a
/// 47-year-old".
fn beside(words: &Words, n: usize, people: &People) -> Option<Vec<u16>> {
    let mut at = n + 3;
    let lower = |at: usize| words.at(at).starts_with(char::is_lowercase);
    while at < n + 3 + BETWEEN && lower(at) && matches!(words.glue(at - 1), " " | "-") {
        at += 1;
    }
    if words.is_name(at) && words.glue(at - 1) == " " {
        while words.is_name(at + 1) && matches!(words.glue(at), " " | "-") {
            at += 1;
        }
        return people.at(words.spans[at].0).map(<[u16]>::to_vec);
    }
    let article = n.checked_sub(1)?;
    let name = article.checked_sub(1)?;
    let apposed = role(words.at(article))
        .is_some_and(|r| matches!(r, Role::Article | Role::Count(1)))
        && words.glue(name) == ", ";
    let who = people.at(words.spans[name].0).filter(|_| apposed)?;
    Some(who.to_vec())
}

/// Whom a bare "the 47-year-old" may mean.
fn meant(words: &Words, n: usize, people: &People) -> Option<Vec<u16>> {
    let at = words.spans[n].0;
    let mut who: Vec<u16> = Vec::new();
    who.extend(
        people
            .between(at.saturating_sub(BEFORE), at)
            .next()
            .into_iter()
            .flatten(),
    );
    let after = people.between(at, at + AFTER).last();
    who.extend(after.into_iter().flatten());
    who.extend(people.main);
    who.sort_unstable();
    who.dedup();
    Some(who).filter(|w| !w.is_empty())
}

fn birthday(words: &Words, n: usize, people: &People) -> Option<Counted> {
    let age = ordinal(words.at(n.checked_sub(1)?)).filter(|age| AGES.contains(age))?;
    let at = words.spans[n].0;
    let near = people.between(at.saturating_sub(BIRTHDAY_BEFORE), at + AFTER);
    let mut who: Vec<u16> = near.take(2).flatten().copied().collect();
    who.sort_unstable();
    who.dedup();
    Some(Counted::Birthday { who, age })
        .filter(|c| !matches!(c, Counted::Birthday { who, .. } if who.is_empty()))
}

fn anniversary(words: &Words, n: usize, around: &mut Around) -> Option<Counted> {
    let before = n.checked_sub(1)?;
    let years = match role(words.at(before)) {
        // "the one-year anniversary"
        Some(Role::Year) => count(words.at(before.checked_sub(1)?))?,
        _ => compound(words, before, ordinal)?,
    };
    let sentence = around.sentence(words.spans[n].0);
    let of = around.happenings(sentence);
    let mut cited = around.years(sentence.saturating_sub(1), sentence + 1);
    if cited.is_empty() && years > 1 {
        cited = around.years(0, usize::MAX);
    }
    Some(Counted::Anniversary { years, of, cited })
}

fn since(words: &Words, n: usize, around: &Around) -> Option<Counted> {
    let year = n.checked_sub(1)?;
    if role(words.at(year)) != Some(Role::Year) {
        return None;
    }
    let years = compound(words, year.checked_sub(1)?, count)?;
    let sentence = around.sentence(words.spans[n].0);
    let mut cited = around.years(sentence, sentence);
    if cited.is_empty() {
        cited = around.years(sentence + 1, sentence + 1);
    }
    (!cited.is_empty()).then_some(Counted::Since { years, cited })
}

/// "twenty-fifth", "seventy-five": the number that ends at word `n`.
fn compound(words: &Words, n: usize, read: fn(&str) -> Option<i32>) -> Option<i32> {
    let last = read(words.at(n))?;
    let tens = n
        .checked_sub(1)
        .filter(|before| last < 10 && words.glue(*before) == "-")
        .and_then(|before| count(words.at(before)))
        .filter(|tens| (20..100).contains(tens) && tens % 10 == 0);
    Some(last + tens.unwrap_or(0))
}
