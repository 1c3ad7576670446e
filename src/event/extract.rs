//! Sentence by sentence: what dates it, who acts, who speaks.

use rustc_hash::{FxHashMap, FxHashSet};

use super::carry::Openings;
use super::language::is_foreign;
use super::occasion::{Carry, Known, carry};
use super::speech::Speech;
use super::when::{When, rests_on_publication};
use super::{DatedBy, Event};
use crate::Span;
use crate::actor::{ActorId, Attribution, Kind, Who};
use crate::article::Article;
use crate::dating::Dating;
use crate::timex::{Anchor, Basis, Granularity, Interval, Mention, Resolution, Tense};

/// Chance that a statement that names no day was made on the day of
/// publication; most others were made the day before.
const STATEMENT: f32 = 0.6;

/// Chance that the lead of an article tells of the day of publication.
const LEAD: f32 = 0.55;

/// What a date loses when it is carried to another sentence.
const CARRIED: f32 = 0.85;

/// Sentences of the first paragraph that count as lead.
const LEAD_SENTENCES: usize = 3;

/// Words that a sentence needs to be a lead ("All news" is none).
const LEAD_WORDS: usize = 5;

/// Actors kept for an event: a sentence that names more is a list.
const MOST_ACTORS: usize = 64;

/// The events of an article, in text order. `ids` maps [`Who::actors`] to the
/// corpus.
///
/// A sentence gives one event for each distinct interval at which its
/// expressions say that something happened. A statement that dates only what
/// it tells of is one more: its being said. A sentence without a date, or a
/// saying without one, is dated by what it carries on from: its speaker's
/// dated remark, or the happening of the sentence before. What is still
/// undated is dated by the publication day when it is a statement or opens the
/// article, and gives no event otherwise. An article in another language has
/// none.
pub fn events(
    article: &Article,
    mentions: &[Mention],
    resolutions: &[Resolution],
    who: &Who,
    ids: &[ActorId],
    dating: &Dating,
) -> Vec<Event> {
    if is_foreign(&article.text) {
        return Vec::new();
    }
    let reader = Reader {
        article,
        mentions,
        resolutions,
        who,
        ids,
        dating,
        speech: Speech::new(article, who),
        rests: rests_on_publication(mentions, resolutions),
        lead: lead(article),
    };
    reader.events()
}

/// One article with all that its events are made from.
pub(super) struct Reader<'a> {
    pub(super) article: &'a Article,
    pub(super) mentions: &'a [Mention],
    pub(super) resolutions: &'a [Resolution],
    who: &'a Who,
    ids: &'a [ActorId],
    pub(super) dating: &'a Dating,
    speech: Speech<'a>,
    /// Whether each mention was counted from the publication day, by way of
    /// others or at once.
    rests: Vec<bool>,
    /// Sentences of the lead.
    lead: std::ops::Range<usize>,
}

impl Reader<'_> {
    fn events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        let mut sayings: FxHashMap<ActorId, Carry> = FxHashMap::default();
        let mut happening: Option<Carry> = None;
        let mut paragraph = 0;
        for (at, &sentence) in self.article.sentences.iter().enumerate() {
            let paragraphs = &self.article.paragraphs;
            while paragraphs
                .get(paragraph)
                .is_some_and(|p| p.end <= sentence.start)
            {
                paragraph += 1;
            }
            if happening.as_ref().is_some_and(|h| h.paragraph != paragraph) {
                happening = None;
            }
            if self.is_dateline(sentence) {
                continue;
            }
            let dated = self.dated(sentence);
            let known = Known {
                sayings: &sayings,
                happening: happening.as_ref(),
                paragraph,
            };
            if dated.is_empty() {
                let carried = self.undated(at, sentence, &known);
                if carried
                    .as_ref()
                    .is_none_or(|e| e.dated_by != DatedBy::Context)
                {
                    happening = None;
                }
                events.extend(carried);
                continue;
            }
            let first = events.len();
            let actors = self.actors(sentence);
            for when in &dated {
                events.push(self.of_mention(at, &actors, when));
            }
            let said = self.said(at, sentence, &dated, &known);
            if let Some((speaker, event)) = self.saying(at, &dated) {
                sayings.insert(speaker, carry(&events[first + event], paragraph));
            }
            happening = match &events[first..] {
                [only] if only.interval.granularity <= Granularity::Day => {
                    Some(carry(only, paragraph))
                }
                _ => None,
            };
            events.extend(said);
        }
        events
    }

    fn is_dateline(&self, sentence: Span) -> bool {
        let dateline = self.article.dateline.as_ref();
        dateline.is_some_and(|line| line.span.contains(sentence))
    }

    fn of_mention(&self, at: usize, actors: &[ActorId], when: &When) -> Event {
        let resolution = &self.resolutions[when.mention];
        let span = self.mentions[when.mention].span;
        let end = self.mentions[when.end].span.end;
        let mut basis = resolution.basis;
        if self.rests.get(when.mention) == Some(&true) {
            basis.confidence *= self.dating.confidence;
        }
        let statement = self.speech.around(at, span);
        let value = match when.end == when.mention {
            true => resolution.value.clone(),
            false => format!("{}/{}", resolution.value, self.resolutions[when.end].value),
        };
        Event {
            interval: when.interval,
            value,
            expression: Span { end, ..span },
            dated_by: DatedBy::Expression,
            basis,
            tense: resolution.tense,
            ..self.event(at, actors, statement)
        }
    }

    /// The event of a statement's being said, where the dates of its sentence
    /// all belong to what is said: "they agreed in 2012, he recalled".
    fn said(&self, at: usize, sentence: Span, dated: &[When], known: &Known<'_>) -> Option<Event> {
        let expressions = dated.iter().map(|when| self.mentions[when.mention].span);
        if !self.speech.tells(at, expressions) {
            return None;
        }
        self.undated(at, sentence, known).filter(|said| {
            dated
                .iter()
                .all(|when| !when.interval.same_days(said.interval))
        })
    }

    /// The event of a sentence without a date of its own.
    fn undated(&self, at: usize, sentence: Span, known: &Known<'_>) -> Option<Event> {
        let statement = self.speech.of(at);
        let event = self.event(at, &self.actors(sentence), statement);
        let carried = match event.speaker {
            Some(speaker) => known.saying(speaker, self.dating.published),
            None if statement.is_some() => None,
            None => known
                .happening
                .filter(|_| Openings::english().begin(sentence.of(&self.article.text))),
        };
        if let Some(carry) = carried {
            return Some(Event {
                interval: carry.interval,
                value: carry.value.clone(),
                expression: carry.expression,
                dated_by: DatedBy::Context,
                basis: Basis {
                    confidence: carry.basis.confidence * CARRIED,
                    ..carry.basis
                },
                tense: carry.tense,
                ..event
            });
        }
        let published = self.dating.published?;
        let (chance, tense) = if event.speaker.is_some() {
            (STATEMENT, Tense::Past)
        } else if self.lead.contains(&at) {
            (LEAD, Tense::Unknown)
        } else {
            return None;
        };
        Some(Event {
            interval: Interval::day(published),
            value: published.to_string(),
            dated_by: DatedBy::Publication,
            basis: Basis {
                anchor: Anchor::Published(published),
                confidence: chance * self.dating.confidence,
                ..Basis::default()
            },
            tense,
            ..event
        })
    }

    /// Who acts or is named in a sentence, in order of mention. Mere places
    /// are left out.
    fn actors(&self, sentence: Span) -> Vec<ActorId> {
        let mentions = &self.who.mentions;
        let first = mentions.partition_point(|m| m.span.start < sentence.start);
        let named = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.end <= sentence.end)
            .filter(|mention| mention.acting || mention.kind != Kind::Place)
            .filter_map(|mention| self.ids.get(mention.actor as usize));
        let mut seen = FxHashSet::default();
        let distinct = named.copied().filter(|&id| seen.insert(id));
        distinct.take(MOST_ACTORS).collect()
    }

    /// The event of a sentence, its date left open.
    fn event(&self, at: usize, actors: &[ActorId], statement: Option<&Attribution>) -> Event {
        let speaker = statement.and_then(|statement| statement.speaker);
        let speaker = speaker.and_then(|speaker| self.ids.get(speaker as usize).copied());
        let mut actors = actors.to_vec();
        if let Some(speaker) = speaker.filter(|speaker| !actors.contains(speaker)) {
            actors.push(speaker);
        }
        Event {
            sentence: self.article.sentences[at],
            actors,
            speaker,
            denial: statement.is_some_and(|statement| statement.denial),
            ..Event::default()
        }
    }

    /// Who says something in the sentence, and which of the mentions that
    /// date it (by its number in `dated`) dates the saying.
    fn saying(&self, at: usize, dated: &[When]) -> Option<(ActorId, usize)> {
        let spans: Vec<(usize, Span)> = dated
            .iter()
            .enumerate()
            .filter(|(_, when)| when.interval.granularity <= Granularity::Day)
            .map(|(number, when)| (number, self.mentions[when.mention].span))
            .collect();
        let (speaker, number) = self.speech.saying(at, &spans)?;
        Some((*self.ids.get(speaker as usize)?, number))
    }
}

/// The first sentences of the first paragraph that is prose.
fn lead(article: &Article) -> std::ops::Range<usize> {
    let prose = |sentence: &Span| {
        let words = sentence.of(&article.text).split_whitespace();
        words.take(LEAD_WORDS).count() == LEAD_WORDS
    };
    let Some(first) = article.sentences.iter().position(prose) else {
        return 0..0;
    };
    let start = article.sentences[first].start;
    let paragraph = article
        .paragraphs
        .iter()
        .find(|p| p.start <= start && start < p.end);
    let end = paragraph.map_or(article.sentences[first].end, |p| p.end);
    let count = article.sentences[first..]
        .iter()
        .take(LEAD_SENTENCES)
        .take_while(|sentence| sentence.end <= end)
        .count();
    first..first + count
}
