//! A large corpus made up on the spot: the same on every run.

use std::sync::Arc;

use dateline::Span;
use dateline::actor::{Actor, ActorId};
use dateline::article::Article;
use dateline::event::{Analysis, Event};
use dateline::source::Format;
use dateline::store::Catalogue;
use dateline::timex::{Basis, Day, Granularity, Interval, Tense};

/// Events an article.
const EVENTS: usize = 10;

/// Days from the first event to the last: 36 years.
pub const DAYS: i32 = 36 * 365;

/// A small generator of random numbers (xorshift64*; Vigna 2016).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Below `end`, small numbers far more often: roughly Zipf.
    fn skewed(&mut self, end: u32) -> u32 {
        (f64::from(end).powf(self.share()) - 1.0) as u32
    }
}

const SYLLABLES: [&str; 40] = [
    "an", "ber", "cha", "do", "el", "fi", "gor", "ha", "is", "jo", "ka", "len", "mi", "nov", "or",
    "pe", "qua", "ri", "sto", "ta", "ul", "va", "wil", "xa", "yev", "zo", "bro", "cle", "dri",
    "fra", "gra", "kri", "ple", "sha", "tho", "ski", "man", "son", "ton", "ley",
];

fn word(random: &mut Random, syllables: u64) -> String {
    let count = 2 + random.below(syllables);
    let mut word: String = (0..count)
        .map(|_| SYLLABLES[random.below(40) as usize])
        .collect();
    word[..1].make_ascii_uppercase();
    word
}

/// Actors under names of two words, 14 letters on average, a few of them
/// known ones.
pub fn actors(count: usize) -> Arc<Catalogue<Actor>> {
    let random = &mut Random(7);
    let first: Vec<String> = (0..2_000).map(|_| word(random, 2)).collect();
    let last: Vec<String> = (0..30_000).map(|_| word(random, 2)).collect();
    let known = [
        "Vladimir Putin",
        "Dmitry Peskov",
        "Sergey Lavrov",
        "John Kerry",
    ];
    let made = std::iter::repeat_with(|| {
        let first = &first[random.skewed(2_000) as usize];
        format!("{first} {}", last[random.below(30_000) as usize])
    });
    let names = known.iter().map(|name| (*name).to_owned()).chain(made);
    let actors = names.take(count).enumerate().map(|(at, name)| Actor {
        name,
        mentions: (2 * count / (at + 1)) as u32,
        ..Actor::default()
    });
    Arc::new(actors.collect())
}

/// Articles of ten events and about 2.8 kB, actors and days skewed as in the
/// press: few are named often, most days are recent.
pub fn articles(count: usize, actors: u32) -> Vec<Arc<Analysis>> {
    let random = &mut Random(11);
    (0..count).map(|at| article(random, at, actors)).collect()
}

fn article(random: &mut Random, at: usize, actors: u32) -> Arc<Analysis> {
    let mut text = String::with_capacity(3_000);
    let mut events = Vec::with_capacity(EVENTS);
    let published = DAYS - random.skewed(DAYS as u32) as i32;
    for _ in 0..EVENTS {
        let start = text.len();
        for _ in 0..28 {
            text.push_str(&word(random, 3));
            text.push(' ');
        }
        if random.below(5_000) == 0 {
            text.push_str("on safe zones ");
        }
        text.push('.');
        events.push(event(
            random,
            published,
            Span::new(start, text.len()),
            actors,
        ));
        text.push(' ');
    }
    Arc::new(Analysis {
        article: Article {
            id: at.to_string(),
            path: "made".into(),
            format: Format::JsonLines,
            source: Some(format!("outlet {}", random.skewed(200))),
            text,
            ..Article::default()
        },
        events,
        ..Analysis::default()
    })
}

fn event(random: &mut Random, published: i32, sentence: Span, actors: u32) -> Event {
    let first = Day(published - random.skewed(2_000) as i32);
    let interval = match random.below(10) {
        0 => Interval::days(first, first.plus(30), Granularity::Month),
        _ => Interval::day(first),
    };
    let named = 1 + random.below(4);
    let mut named: Vec<ActorId> = (0..named).map(|_| ActorId(random.skewed(actors))).collect();
    named.sort_unstable();
    named.dedup();
    Event {
        interval,
        value: first.to_string(),
        sentence,
        basis: Basis {
            confidence: random.below(100) as f32 / 100.0,
            ..Basis::default()
        },
        speaker: (random.below(3) == 0).then_some(named[0]),
        actors: named,
        tense: Tense::Past,
        ..Event::default()
    }
}
