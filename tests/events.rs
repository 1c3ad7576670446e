//! Sentences with hand-made dates and actors become the right events.

use dateline::Span;
use dateline::actor::{ActorId, ActorMention, Attribution, Kind, LocalActor, Who};
use dateline::article::{Article, Dateline};
use dateline::dating::Dating;
use dateline::event::{DatedBy, Event, events};
use dateline::timex::{
    Anchor, Basis, Day, Granularity, Interval, Mention, Resolution, Role, Tense, TimexType,
};

/// An article in the making; words are found where they first stand.
struct Story {
    article: Article,
    mentions: Vec<Mention>,
    resolutions: Vec<Resolution>,
    who: Who,
    dating: Dating,
}

impl Story {
    fn new(paragraphs: &[&[&str]]) -> Self {
        let mut text = String::new();
        let mut article = Article {
            id: "story".into(),
            path: "story".into(),
            ..Article::default()
        };
        for paragraph in paragraphs {
            let start = text.len();
            for sentence in *paragraph {
                let from = text.len();
                text.push_str(sentence);
                article.sentences.push(Span::new(from, text.len()));
                text.push(' ');
            }
            article.paragraphs.push(Span::new(start, text.len() - 1));
            text.push('\n');
        }
        article.text = text;
        let dating = Dating {
            published: Some(day(14)),
            confidence: 0.8,
            ..Dating::default()
        };
        Self {
            article,
            mentions: Vec::new(),
            resolutions: Vec::new(),
            who: Who::default(),
            dating,
        }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.article.text.find(words).expect("words of the story");
        Span::new(start, start + words.len())
    }

    /// `words` mean that day, counted from the publication.
    fn dated(mut self, words: &str, on: u32) -> Self {
        self.mentions.push(Mention {
            span: self.span(words),
            ..Mention::default()
        });
        self.resolutions.push(Resolution {
            value: day(on).to_string(),
            interval: Some(Interval::day(day(on))),
            basis: Basis {
                anchor: Anchor::Published(day(14)),
                confidence: 0.9,
                ..Basis::default()
            },
            tense: Tense::Past,
            ..Resolution::default()
        });
        self
    }

    /// Changes the resolution made last.
    fn but(mut self, change: impl Fn(&mut Resolution)) -> Self {
        change(self.resolutions.last_mut().expect("a resolution"));
        self
    }

    fn named(mut self, words: &str, kind: Kind, acting: bool) -> Self {
        let known = self.who.actors.iter().position(|actor| actor.name == words);
        let actor = known.unwrap_or(self.who.actors.len()) as u32;
        if known.is_none() {
            self.who.actors.push(LocalActor {
                name: words.to_owned(),
                kind,
                acts: acting,
                ..LocalActor::default()
            });
        }
        self.who.mentions.push(ActorMention {
            span: self.span(words),
            actor,
            kind,
            acting,
            named: true,
        });
        self
    }

    fn said(mut self, content: &str, cue: &str, speaker: u32) -> Self {
        self.who.attributions.push(Attribution {
            content: vec![self.span(content)],
            cue: vec![self.span(cue)],
            speaker: Some(speaker),
            ..Attribution::default()
        });
        self
    }

    fn events(&self) -> Vec<Event> {
        let ids: Vec<ActorId> = (10..).map(ActorId).take(self.who.actors.len()).collect();
        let (mentions, resolutions) = (&self.mentions, &self.resolutions);
        events(
            &self.article,
            mentions,
            resolutions,
            &self.who,
            &ids,
            &self.dating,
        )
    }
}

fn day(day: u32) -> Day {
    Day::from_ymd(2015, 10, day).expect("a day of October")
}

fn days(events: &[Event]) -> Vec<u32> {
    events
        .iter()
        .map(|event| event.interval.first.ymd().2)
        .collect()
}

#[test]
fn one_event_for_each_distinct_day() {
    let story = Story::new(&[&["They met on Monday, on Monday night, and on Tuesday."]])
        .dated("on Monday,", 5)
        .dated("on Monday night", 5)
        .dated("on Tuesday", 6);
    assert_eq!(days(&story.events()), [5, 6]);
    let event = &story.events()[0];
    assert_eq!(event.dated_by, DatedBy::Expression);
    // The article's own doubt is in it.
    assert!((event.basis.confidence - 0.72).abs() < 1e-6);
}

#[test]
fn a_statement_that_dates_only_what_it_tells_has_its_own_day_too() {
    let told = "\"We agreed on 5 October,\"";
    let story = || {
        Story::new(&[&["\"We agreed on 5 October,\" Lavrov said."]])
            .dated("on 5 October", 5)
            .named("Lavrov", Kind::Person, true)
    };
    let events = story().said(told, "said", 0).events();
    assert_eq!(days(&events), [5, 14]);
    assert_eq!(events[1].dated_by, DatedBy::Publication);
    assert_eq!(events[1].speaker, Some(ActorId(10)));
    // Nobody says it.
    assert_eq!(days(&story().events()), [5]);
    // It tells of the day on which it was said.
    let today = Story::new(&[&["\"We agreed today,\" Lavrov said."]])
        .dated("today", 14)
        .named("Lavrov", Kind::Person, true)
        .said("\"We agreed today,\"", "said", 0);
    assert_eq!(days(&today.events()), [14]);
    // After the verb and without quotation marks the day may be either's.
    let after = Story::new(&[&["Lavrov announced the visit on Monday."]])
        .dated("on Monday", 12)
        .named("Lavrov", Kind::Person, true)
        .said("the visit on Monday", "announced", 0);
    assert_eq!(days(&after.events()), [12]);
}

#[test]
fn an_hour_stands_for_its_day() {
    let story = Story::new(&[&["On Monday, at noon, they met."]])
        .dated("On Monday", 5)
        .dated("at noon", 5)
        .but(|resolution| {
            let interval = resolution.interval.as_mut().expect("a day");
            interval.minutes = Some((720, 720));
            interval.granularity = Granularity::Minute;
        });
    let events = story.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].interval.minutes, Some((720, 720)));
}

#[test]
fn references_stamps_sets_and_vague_words_give_none() {
    let filler = "It is a second paragraph.";
    let mut story = Story::new(&[
        &["No."],
        &["The Treaty of 5 October holds every Monday, lately."],
    ])
    .dated("5 October", 5)
    .but(|resolution| resolution.role = Role::Reference)
    .dated("every Monday", 5)
    .but(|resolution| resolution.kind = TimexType::Set)
    .dated("lately", 5)
    .but(|resolution| resolution.interval = None);
    story.dating.published = None;
    assert_eq!(story.events(), []);
    let mut story = Story::new(&[&["MOSCOW, 5 October."], &[filler]]).dated("5 October", 5);
    story.article.dateline = Some(Dateline {
        span: story.span("MOSCOW, 5 October."),
        ..Dateline::default()
    });
    // Only the lead is left, and it is dated by the publication.
    let events = story.events();
    assert_eq!(days(&events), [14]);
    assert_eq!(events[0].sentence, story.span(filler));
}

#[test]
fn without_a_publication_day_only_absolute_dates_count() {
    let mut story = Story::new(&[&["They met on Monday after the talks of 5 October 2015."]])
        .dated("on Monday", 12)
        .dated("5 October 2015", 5)
        .but(|resolution| resolution.basis.anchor = Anchor::None);
    story.dating = Dating::default();
    let events = story.events();
    assert_eq!(days(&events), [5]);
    assert!((events[0].basis.confidence - 0.9).abs() < 1e-6);
}

#[test]
fn a_chain_that_starts_at_the_publication_inherits_its_doubt() {
    let story = Story::new(&[&["They met on Monday and again two days later."]])
        .dated("on Monday", 5)
        .dated("two days later", 7)
        .but(|resolution| {
            resolution.basis.anchor = Anchor::Mention { at: 9, day: day(5) };
        });
    let events = story.events();
    assert!((events[1].basis.confidence - 0.72).abs() < 1e-6);
}

#[test]
fn statements_and_leads_are_dated_by_publication() {
    let story = Story::new(&[
        &["The Kremlin regrets the refusal of talks."],
        &[
            "“We regret it,” said Peskov.",
            "Nothing of the kind happened there.",
        ],
    ])
    .named("Kremlin", Kind::Organisation, true)
    .named("Peskov", Kind::Person, true)
    .said("We regret it", "said", 1);
    let events = story.events();
    assert_eq!(days(&events), [14, 14]);
    assert!(
        events
            .iter()
            .all(|event| event.dated_by == DatedBy::Publication)
    );
    assert!(events.iter().all(|event| event.basis.confidence < 0.8));
    assert_eq!(events[1].speaker, Some(ActorId(11)));
    assert_eq!(events[0].speaker, None);
}

#[test]
fn a_speakers_dated_remark_dates_the_rest_of_it() {
    let story = Story::new(&[
        &["Peskov told reporters on Tuesday that the talks of Friday failed."],
        &["“We regret it,” he said."],
        &["“So do we,” Kerry noted."],
    ])
    .dated("on Tuesday", 13)
    .dated("Friday", 9)
    .named("Peskov", Kind::Person, true)
    .named("Kerry", Kind::Person, true)
    .said("the talks of Friday failed", "told", 0)
    .said("We regret it", "said", 0)
    .said("So do we", "noted", 1);
    let events = story.events();
    assert_eq!(days(&events), [13, 9, 13, 14]);
    assert_eq!(events[2].dated_by, DatedBy::Context);
    assert_eq!(events[2].expression, story.span("on Tuesday"));
    assert_eq!(events[3].dated_by, DatedBy::Publication);
}

#[test]
fn an_old_remark_dates_its_paragraph_only() {
    let story = Story::new(&[
        &[
            "Peskov said on 1 October that he knew.",
            "“We all did,” he added.",
        ],
        &["“We regret it,” Peskov noted."],
    ])
    .dated("on 1 October", 1)
    .named("Peskov", Kind::Person, true)
    .said("he knew", "said", 0)
    .said("We all did", "added", 0)
    .said("We regret it", "noted", 0);
    assert_eq!(days(&story.events()), [1, 1, 14]);
}

#[test]
fn a_happening_carries_on_inside_its_paragraph() {
    let story = Story::new(&[
        &[
            "Two ministers met in Moscow on Monday.",
            "The talks lasted three hours.",
            "Oil is cheap.",
            "The talks were long.",
        ],
        &["The meeting was the third."],
    ])
    .dated("on Monday", 12);
    let events = story.events();
    assert_eq!(days(&events), [12, 12, 14]);
    assert_eq!(events[1].dated_by, DatedBy::Context);
    assert!(events[1].basis.confidence < events[0].basis.confidence);
    // Oil broke the thread; as the third sentence it still belongs to the lead.
    assert_eq!(events[2].sentence, story.span("Oil is cheap."));
}

#[test]
fn places_are_not_actors_and_denials_are_marked() {
    let mut story = Story::new(&[&["On Monday in Syria, Russia denied the raid."]])
        .dated("On Monday", 12)
        .named("Syria", Kind::Place, false)
        .named("Russia", Kind::Organisation, true)
        .said("the raid", "denied", 1);
    story.who.attributions[0].denial = true;
    let event = &story.events()[0];
    assert_eq!(event.actors, [ActorId(11)]);
    assert_eq!(event.speaker, Some(ActorId(11)));
    assert!(event.denial);
}

#[test]
fn a_date_inside_a_quotation_has_its_speaker() {
    let story = Story::new(&[&["Kerry spoke, and “he left on Monday,” said Lavrov."]])
        .dated("on Monday", 12)
        .named("Kerry", Kind::Person, true)
        .named("Lavrov", Kind::Person, true)
        .said("spoke", "spoke", 0)
        .said("he left on Monday", "said", 1);
    assert_eq!(story.events()[0].speaker, Some(ActorId(11)));
}

#[test]
fn the_nearest_verb_has_its_speaker_and_date() {
    let sentence = "“Putin, who said yes, waits,” Peskov told reporters on Thursday.";
    let story = Story::new(&[&[sentence]])
        .dated("on Thursday", 12)
        .named("Putin", Kind::Person, true)
        .named("Peskov", Kind::Person, true)
        .said("yes", "said", 0)
        .said("Putin, who said yes, waits", "told", 1);
    assert_eq!(story.events()[0].speaker, Some(ActorId(11)));
}

#[test]
fn a_time_that_measures_dates_nothing() {
    let story = |sentence: &str| {
        let mut story = Story::new(&[
            &["A lead of five words.", "More of it stood here."],
            &[sentence],
        ])
        .dated("since Friday", 9);
        story.mentions[0].context.since = true;
        story
    };
    let lasting = story("He has led the talks since Friday.");
    assert_eq!(days(&lasting.events()).last(), Some(&9));
    let measured = story("It was the first meeting since Friday.");
    assert!(!days(&measured.events()).contains(&9));
}

#[test]
fn the_sharper_of_two_times_beside_each_other_counts() {
    let week = Interval::days(day(5), day(11), dateline::timex::Granularity::Week);
    let sentence = "Last week, on 9 October, he resigned.";
    let story = Story::new(&[&[sentence]])
        .dated("Last week", 5)
        .but(|resolution| resolution.interval = Some(week))
        .dated("9 October", 9);
    assert_eq!(days(&story.events()), [9]);
    let apart = Story::new(&[&["Last week he warned, and on 9 October he resigned."]])
        .dated("Last week", 5)
        .but(|resolution| resolution.interval = Some(week))
        .dated("9 October", 9);
    assert_eq!(days(&apart.events()), [5, 9]);
}
