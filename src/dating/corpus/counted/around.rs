//! What a text names around the words that count.

use super::Of;
use crate::article::Article;
use crate::dating::corpus::clues::{Clue, What};
use crate::dating::knowledge::lives::Lives;
use crate::dating::knowledge::{Fact, Known};

/// The happenings and years of a text, by sentence.
pub struct Around<'a> {
    article: &'a Article,
    clues: &'a [Clue],
    known: &'a [Known],
    /// The happenings of the sentence asked for last: several anniversaries
    /// may stand in a long one.
    last: Option<(usize, Vec<Of>)>,
    /// Those of the whole text, when they were asked for.
    all: Option<Vec<Of>>,
}

impl<'a> Around<'a> {
    pub fn new(article: &'a Article, clues: &'a [Clue], known: &'a [Known]) -> Self {
        Self {
            article,
            clues,
            known,
            last: None,
            all: None,
        }
    }

    /// The number of the sentence at a byte.
    pub fn sentence(&self, at: usize) -> usize {
        let sentences = &self.article.sentences;
        sentences.partition_point(|s| s.end as usize <= at)
    }

    /// Happenings that a sentence names, or else the article.
    pub fn happenings(&mut self, sentence: usize) -> Vec<Of> {
        let (text, known) = (&*self.article.text, self.known);
        let here = match self.article.sentences.get(sentence) {
            None => Vec::new(),
            Some(span) => match &self.last {
                Some((of, here)) if *of == sentence => here.clone(),
                _ => {
                    let here = named(text, span.start as usize, span.end as usize, known);
                    self.last = Some((sentence, here.clone()));
                    here
                }
            },
        };
        match here.is_empty() {
            true => {
                let all = || named(text, 0, text.len(), known);
                self.all.get_or_insert_with(all).clone()
            }
            false => here,
        }
    }

    /// Years named from one sentence to another, in order.
    pub fn years(&self, first: usize, last: usize) -> Vec<i32> {
        let sentences = &self.article.sentences;
        let from = sentences.get(first).map_or(u32::MAX, |s| s.start);
        let to = sentences.get(last).map_or(u32::MAX, |s| s.end);
        let inside = self.clues.iter().filter(|c| from <= c.at && c.at < to);
        let mut years: Vec<i32> = inside
            .filter_map(|clue| match clue.what {
                What::Date(day) => Some(day.year()),
                What::YearMonth(year, _) | What::Year(year) => Some(year.into()),
                _ => None,
            })
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// Happenings named in a part of a text.
fn named(text: &str, from: usize, to: usize, known: &[Known]) -> Vec<Of> {
    let mut of: Vec<Of> = Vec::new();
    for known in known {
        if let Fact::Anchor(id) = known.fact
            && (from..to).contains(&(known.at as usize))
        {
            of.push(Of::Anchor(id));
        }
    }
    let part = text.get(from..to).unwrap_or("");
    for (_, _, id) in Lives::built_in().remembered(part) {
        if !of.contains(&Of::Remembered(id)) {
            of.push(Of::Remembered(id));
        }
    }
    of
}
