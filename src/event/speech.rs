//! Which statement a sentence makes.

use crate::Span;
use crate::actor::{Attribution, Who};
use crate::article::Article;

/// What opens words told as they were said.
const QUOTES: [char; 7] = ['"', '\'', '“', '‘', '„', '«', '”'];

/// The attributions of an article by the sentences they touch.
pub(super) struct Speech<'a> {
    text: &'a str,
    sentences: &'a [Span],
    attributions: &'a [Attribution],
    touching: Vec<Vec<u32>>,
}

impl<'a> Speech<'a> {
    pub(super) fn new(article: &'a Article, who: &'a Who) -> Self {
        let sentences = &article.sentences[..];
        let mut touching: Vec<Vec<u32>> = vec![Vec::new(); sentences.len()];
        for (number, statement) in who.attributions.iter().enumerate() {
            let number = number as u32;
            for piece in pieces(statement) {
                let first = sentences.partition_point(|s| s.end <= piece.start);
                let touched = sentences[first..]
                    .iter()
                    .take_while(|sentence| sentence.start < piece.end)
                    .count();
                for numbers in &mut touching[first..first + touched] {
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
        }
        Self {
            text: &article.text,
            sentences,
            attributions: &who.attributions,
            touching,
        }
    }

    fn touching(&self, sentence: usize) -> impl Iterator<Item = &'a Attribution> + '_ {
        let numbers = self.touching.get(sentence).into_iter().flatten();
        numbers.filter_map(|&number| self.attributions.get(number as usize))
    }

    /// The statement of a sentence: of those whose speaker is known the one
    /// that tells most of it ("asked what follows after Washington refused to
    /// talk, Peskov said …").
    pub(super) fn of(&self, sentence: usize) -> Option<&'a Attribution> {
        let inside = self.sentences[sentence];
        let told = |statement: &Attribution| -> u32 {
            let content = statement.content.iter();
            content.map(|span| overlap(*span, inside)).sum()
        };
        self.touching(sentence)
            .filter(|statement| statement.speaker.is_some())
            // Of equals the first.
            .min_by_key(|statement| u32::MAX - told(statement))
            .or_else(|| self.touching(sentence).next())
    }

    /// The statement that an expression of a sentence is part of: the one
    /// whose words hold it most tightly, else the one whose verb is nearest,
    /// else that of the sentence.
    pub(super) fn around(&self, sentence: usize, expression: Span) -> Option<&'a Attribution> {
        let length = |statement: &Attribution| {
            let content = statement.content.iter();
            let around = content.filter(|span| span.contains(expression));
            around.map(|span| span.len()).min()
        };
        self.touching(sentence)
            .filter_map(|statement| Some((length(statement)?, statement)))
            .min_by_key(|(length, _)| *length)
            .map(|(_, statement)| statement)
            .or_else(|| self.nearest(sentence, expression))
            .or_else(|| self.of(sentence))
    }

    /// The statement with a speaker whose verb stands nearest.
    fn nearest(&self, sentence: usize, expression: Span) -> Option<&'a Attribution> {
        let near = |statement: &Attribution| {
            let inside = self.sentences[sentence];
            let cues = statement.cue.iter().filter(|cue| inside.contains(**cue));
            cues.map(|cue| distance(expression, *cue)).min()
        };
        self.touching(sentence)
            .filter(|statement| statement.speaker.is_some())
            .filter_map(|statement| Some((near(statement)?, statement)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, statement)| statement)
    }

    /// Whether the statement of a sentence has a speaker and tells all of
    /// these expressions, so that none of them dates its being said. What
    /// follows the verb without quotation marks may date either: "he announced
    /// the visit on Monday".
    pub(super) fn tells(
        &self,
        sentence: usize,
        mut expressions: impl Iterator<Item = Span>,
    ) -> bool {
        let Some(statement) = self.of(sentence).filter(|s| s.speaker.is_some()) else {
            return false;
        };
        let inside = self.sentences[sentence];
        let mut cues = statement.cue.iter();
        let cue = cues.find(|cue| inside.contains(**cue));
        expressions.all(|span| {
            let before = cue.is_none_or(|cue| span.end <= cue.start);
            let mut content = statement.content.iter();
            content.any(|c| c.contains(span) && (before || c.of(self.text).starts_with(QUOTES)))
        })
    }

    /// Who says something in a sentence (index into [`Who::actors`]) and
    /// which of the expressions dates the saying: of those that are not part
    /// of what is said the one nearest to the verb.
    pub(super) fn saying(
        &self,
        sentence: usize,
        expressions: &[(usize, Span)],
    ) -> Option<(u32, usize)> {
        self.touching(sentence).find_map(|statement| {
            let speaker = statement.speaker?;
            let mut cues = statement.cue.iter();
            let cue = cues.find(|cue| self.sentences[sentence].contains(**cue))?;
            let told = |span: Span| statement.content.iter().any(|c| c.contains(span));
            let outside = expressions.iter().filter(|(_, span)| !told(*span));
            let (number, _) = outside.min_by_key(|(_, span)| distance(*span, *cue))?;
            Some((speaker, *number))
        })
    }
}

fn pieces(statement: &Attribution) -> impl Iterator<Item = &Span> {
    let told = statement.content.iter();
    told.chain(&statement.cue).chain(&statement.source)
}

/// Bytes that two spans share.
fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Bytes between two spans.
fn distance(a: Span, b: Span) -> u32 {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    start.saturating_sub(end)
}
