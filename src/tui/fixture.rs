//! A small corpus made by hand, and a way to drive the interface without a
//! terminal.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::keymap::{Key, Keymap};
use super::message::{Command, Message};
use super::model::{Column, Look, Model};
use super::terminal::Input;
use super::theme::{BUILT_IN, Theme};
use super::{update, view};
use crate::Span;
use crate::actor::{Actor, ActorId, Kind};
use crate::article::Article;
use crate::dating::{Dating, Ground};
use crate::event::{Analysis, DatedBy, Event};
use crate::load::{Progress, Stage, Update};
use crate::query::Facets;
use crate::query::fuzzy::ActorIndex;
use crate::query::worker::Answer;
use crate::source::{Format, Notice, Severity};
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
            line: 0,
            format: Format::Text,
            title: title.to_owned(),
            source: Some(source.to_owned()),
            place: Some("Moscow".to_owned()),
            author: None,
            url: None,
            language: None,
            text,
            head: Vec::new(),
            furniture: Vec::new(),
            paragraphs: spans.clone(),
            sentences: spans,
            dateline: None,
            dates: Vec::new(),
        },
        mentions,
        resolutions,
        who: Default::default(),
        ids: Vec::new(),
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
        Arc::new(notices),
    )
}

/// The interface without a terminal: questions are answered on the spot.
pub struct Driver {
    /// Its state.
    pub model: Model,
    /// What it asked to be done, apart from questions.
    pub commands: Vec<Command>,
}

impl Driver {
    /// With the corpus of the fixture.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::with(snapshot(), columns, rows, "none")
    }

    /// With a corpus, size and theme.
    pub fn with(snapshot: Snapshot, columns: u16, rows: u16, theme: &str) -> Self {
        let themes: Vec<Theme> = BUILT_IN
            .iter()
            .map(|(name, _)| Theme::built_in(name))
            .collect();
        let look = Look {
            theme: themes
                .iter()
                .position(|one| one.name == theme)
                .expect("a theme"),
            themes,
            follow_background: false,
            mouse: true,
            column: Column::Actors,
            ascii: false,
        };
        let mut driver = Self {
            model: Model::new("syria".to_owned(), false, look, Keymap::built_in(), 50),
            commands: Vec::new(),
        };
        driver.message(Message::Resize(columns, rows));
        driver.message(Message::Load(Update::Snapshot(Arc::new(snapshot))));
        driver.message(Message::Load(Update::Progress(Progress {
            stage: Stage::Done,
            ..Progress::default()
        })));
        driver.message(Message::LoadEnded);
        driver
    }

    /// Applies a message and does what it asks for.
    pub fn message(&mut self, message: Message) {
        self.model.now += Duration::from_millis(500);
        let mut commands = update::update(&mut self.model, message);
        while !commands.is_empty() {
            for command in std::mem::take(&mut commands) {
                match command {
                    Command::Ask(filter) => {
                        let snapshot = self.model.asked.clone().expect("asked of something");
                        let selection = filter.select(&snapshot);
                        let facets = Facets::of(&selection, &|| false);
                        let answer = Answer {
                            ticket: 0,
                            filter: *filter,
                            selection,
                            facets,
                        };
                        let message = Message::Answer(Box::new(answer));
                        commands.extend(update::update(&mut self.model, message));
                    }
                    Command::Index(actors) => {
                        let index = Arc::new(ActorIndex::new(actors));
                        let message = Message::Index(index);
                        commands.extend(update::update(&mut self.model, message));
                    }
                    other => self.commands.push(other),
                }
            }
        }
    }

    /// Presses keys: words between blanks are keys by their keymap names.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for name in script.split_whitespace() {
            let key = Key::read(name).expect("a key by its name");
            self.message(Message::Input(Input::Key(key.event())));
        }
        self
    }

    /// Types text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let event = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            self.message(Message::Input(Input::Key(event)));
        }
        self
    }

    /// The screen.
    pub fn buffer(&self) -> Buffer {
        let (columns, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view::draw(&self.model, &mut buffer);
        buffer
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut covered = 0;
            let mut line = String::new();
            for x in 0..buffer.area.width {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                covered = crate::text::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The first day of the selected event.
    pub fn at(&self) -> String {
        match self.model.event() {
            Some(event) => event.interval().first.to_string(),
            None => "nowhere".to_owned(),
        }
    }
}
