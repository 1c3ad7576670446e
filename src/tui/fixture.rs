//! A small corpus made by hand.

use std::sync::Arc;

use super::still::Still;
use crate::Span;
use crate::actor::{Actor, ActorId, Kind};
use crate::article::Article;
use crate::dating::{Dating, Ground};
use crate::event::{Analysis, DatedBy, Event};
use crate::source::{Notice, Severity};
use crate::store::Snapshot;
use crate::timex::{
    Anchor, Basis, Day, Granularity, Interval, Mention, Resolution, Tense, TimexType,
};

/// A day.
pub fn day(text: &str) -> Day {
    text.parse().expect("a day of the fixture")
}

/// The actors of the fixture, by number.
pub const ACTORS: [(&str, Kind, &[&str]); 6] = [
    ("Vladimir Putin", Kind::Person, &["Putin"]),
    ("Barack Obama", Kind::Person, &["Obama"]),
    ("Sergey Lavrov", Kind::Person, &["Lavrov"]),
    ("John Kerry", Kind::Person, &["Kerry"]),
    ("United Nations", Kind::Organisation, &["UN"]),
    ("Recep Tayyip Erdoğan", Kind::Person, &["Erdoğan"]),
];

/// A sentence: its words, the words that date it (if any) with the interval,
/// the actors, the speaker.
pub struct Sentence<'a>(
    pub &'a str,
    pub &'a str,
    pub Option<Interval>,
    pub &'a [u32],
    pub Option<u32>,
);

/// An article of sentences, each a paragraph of its own.
pub fn article(
    title: &str,
    source: &str,
    published: Option<&str>,
    sentences: &[Sentence<'_>],
) -> Analysis {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut mentions = Vec::new();
    let mut resolutions = Vec::new();
    let mut events = Vec::new();
    let published = published.map(day);
    for Sentence(words, dated_by, interval, actors, speaker) in sentences {
        let start = text.len();
        text.push_str(words);
        let sentence = Span::new(start, text.len());
        text.push_str("\n\n");
        spans.push(sentence);
        let Some(interval) = *interval else { continue };
        let mut expression = Span::default();
        if !dated_by.is_empty() {
            let at = start + words.find(dated_by).expect("dated by its own words");
            expression = Span::new(at, at + dated_by.len());
            mentions.push(Mention {
                span: expression,
                kind: TimexType::Date,
                ..Mention::default()
            });
            resolutions.push(Resolution {
                value: interval.first.to_string(),
                interval: Some(interval),
                ..Resolution::default()
            });
        }
        events.push(Event {
            interval,
            value: interval.first.to_string(),
            expression,
            sentence,
            dated_by: match dated_by.is_empty() {
                true => DatedBy::Publication,
                false => DatedBy::Expression,
            },
            basis: Basis {
                anchor: published.map_or(Anchor::None, Anchor::Published),
                confidence: if interval.approximate { 0.6 } else { 0.95 },
                ..Basis::default()
            },
            actors: actors.iter().map(|id| ActorId(*id)).collect(),
            speaker: speaker.map(ActorId),
            tense: match words.contains(" will ") {
                true => Tense::Future,
                false => Tense::Past,
            },
            denial: false,
        });
    }
    Analysis {
        article: Article {
            id: title.to_owned(),
            path: "sample.txt".into(),
            title: title.to_owned(),
            source: Some(source.to_owned()),
            place: Some("Moscow".to_owned()),
            text,
            paragraphs: spans.clone(),
            sentences: spans,
            ..Article::default()
        },
        mentions,
        resolutions,
        who: Default::default(),
        dating: Dating {
            published,
            confidence: 0.97,
            ground: Ground::Dateline,
            basis: "The dateline says so.".to_owned(),
            ..Dating::default()
        },
        events,
    }
}

fn on(text: &str) -> Option<Interval> {
    Some(Interval::day(day(text)))
}

fn over(first: &str, last: &str, granularity: Granularity) -> Option<Interval> {
    Some(Interval::days(day(first), day(last), granularity))
}

/// The corpus: three articles, years, months, days, plans, doubt, a gap.
pub fn snapshot() -> Snapshot {
    let about = Interval {
        approximate: true,
        ..Interval::day(day("2015-10-02"))
    };
    let articles = [
        article(
            "Putin and Obama meet in New York",
            "Meridian Wire",
            Some("2015-09-29"),
            &[
                Sentence(
                    "Vladimir Putin and Barack Obama spoke for 90 minutes on Monday.",
                    "Monday",
                    on("2015-09-28"),
                    &[0, 1],
                    None,
                ),
                Sentence("They did not agree.", "", None, &[], None),
                Sentence(
                    "The war had begun in 2011.",
                    "2011",
                    over("2011-01-01", "2011-12-31", Granularity::Year),
                    &[],
                    None,
                ),
                Sentence(
                    "Lavrov said that ministers would meet in October.",
                    "October",
                    over("2015-10-01", "2015-10-31", Granularity::Month),
                    &[2],
                    Some(2),
                ),
            ],
        ),
        article(
            "Strikes begin",
            "Eastline",
            Some("2015-10-03"),
            &[
                Sentence(
                    "Russian aircraft struck targets in Syria on 30 September.",
                    "30 September",
                    on("2015-09-30"),
                    &[],
                    None,
                ),
                Sentence(
                    "Erdoğan protested around Friday, a spokesman said.",
                    "around Friday",
                    Some(about),
                    &[5],
                    None,
                ),
                Sentence(
                    "The United Nations will send an envoy on 20 October.",
                    "20 October",
                    on("2015-10-20"),
                    &[4],
                    None,
                ),
                Sentence(
                    "Kerry called the strikes a mistake.",
                    "",
                    on("2015-10-03"),
                    &[3],
                    Some(3),
                ),
            ],
        ),
        article(
            "A plan in Moscow",
            "Meridian Wire",
            Some("2016-07-15"),
            &[
                Sentence(
                    "John Kerry came to Moscow on 14 July 2016 with a plan.",
                    "14 July 2016",
                    on("2016-07-14"),
                    &[3],
                    None,
                ),
                Sentence(
                    "He met Vladimir Putin the same evening and Sergey Lavrov on Friday.",
                    "Friday",
                    on("2016-07-15"),
                    &[3, 0, 2],
                    None,
                ),
            ],
        ),
    ];
    snapshot_of(articles.into())
}

/// A snapshot of the given articles.
pub fn snapshot_of(articles: Vec<Analysis>) -> Snapshot {
    let mut mentions = [0; ACTORS.len()];
    for event in articles.iter().flat_map(|article| &article.events) {
        for actor in &event.actors {
            mentions[actor.0 as usize] += 1;
        }
    }
    let actors = ACTORS
        .iter()
        .zip(mentions)
        .map(|((name, kind, aliases), mentions)| Actor {
            name: (*name).to_owned(),
            kind: *kind,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            mentions,
            acts: true,
        });
    let notices = vec![Notice {
        path: "broken.json".into(),
        line: 3,
        severity: Severity::Error,
        message: "not JSON: expected a comma".to_owned(),
    }];
    Snapshot::default().extended(
        articles.into_iter().map(Arc::new).collect(),
        Arc::new(actors.collect()),
        Arc::new(notices.into()),
    )
}

/// The interface without a terminal, with the corpus of the fixture.
pub fn driver(columns: u16, rows: u16) -> Still {
    Still::new(snapshot(), "syria", (columns, rows), "none")
}
