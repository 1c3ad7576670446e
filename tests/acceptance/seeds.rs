//! Five real articles, where they are present: `DATELINE_SHARED/seeds`
//! (default `../shared/seeds`).

use std::path::{Path, PathBuf};

use dateline::load::Corpus;

use crate::{Told, load, told};

fn seeds() -> Option<PathBuf> {
    let shared = std::env::var_os("DATELINE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let folder = shared.join("seeds");
    if !folder.is_dir() {
        eprintln!(
            "skipped: no articles at {} (set DATELINE_SHARED)",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

#[test]
fn their_dates_are_inferred_together() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    let days: Vec<String> = snapshot
        .analyses()
        .map(|(_, a)| {
            a.dating
                .published
                .map(|day| day.to_string())
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(
        days,
        [
            "2015-10-14",
            "2015-10-15",
            "2015-10-13",
            "2016-10-04",
            "2016-07-14"
        ]
    );
    for (_, analysis) in snapshot.analyses().take(3) {
        let dating = &analysis.dating;
        assert!(
            dating.confidence < 1.0,
            "no file states the year: {}",
            dating.basis
        );
        assert!(!dating.alternatives.is_empty(), "{}", dating.basis);
        assert!(
            !dating.basis.is_empty() && !dating.evidence.is_empty(),
            "{dating:?}"
        );
    }
}

#[test]
fn two_of_them_are_dated_alone() {
    let Some(folder) = seeds() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for (file, day) in files[3..].iter().zip(["2016-10-04", "2016-07-14"]) {
        let snapshot = load(Corpus::Paths(vec![file.clone()]));
        let (_, analysis) = snapshot.analyses().next().expect("an article");
        let found = analysis.dating.published.map(|day| day.to_string());
        assert_eq!(
            found.as_deref(),
            Some(day),
            "{}: {:?}",
            file.display(),
            analysis.dating
        );
    }
}

#[test]
fn their_events_are_found() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    let events = told(&snapshot);
    // Article, day, words of the sentence.
    let wanted = [
        ("000", "2015-10-13", "on the eve"),
        (
            "001",
            "2015-09-30",
            "Russian intervention in Syria on 30 September",
        ),
        ("001", "2015-10-13", "against 86 Tuesday"),
        ("001", "2015-10-14", "confirmed Wednesday Josh Earnest"),
        ("001", "2015-10-15", "telephone conversation Thursday"),
        ("002", "2015-09-28", "his meeting"),
        ("002", "2015-10-13", "speaking at the forum"),
        ("003", "2016-10-03", "John Kirby"),
        ("004", "2016-07-15", "main talks will be held"),
    ];
    let found = |article: &str, day: &str, words: &str| {
        events.iter().any(|e: &Told| {
            e.article.starts_with(article)
                && e.from == day
                && e.to == day
                && e.sentence.contains(words)
        })
    };
    let missed: Vec<_> = wanted
        .iter()
        .filter(|(article, day, words)| !found(article, day, words))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn furniture_is_in_no_event_and_no_body() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    for words in [
        "Post a Comment",
        "Featured Post",
        "Tulsi Gabbard",
        "LinkWithin",
        "Only News",
    ] {
        assert!(
            told(&snapshot).iter().all(|e| !e.sentence.contains(words)),
            "{words}"
        );
        assert!(
            snapshot
                .analyses()
                .all(|(_, a)| !a.article.body().contains(words)),
            "{words}"
        );
        assert!(
            snapshot.actors.iter().all(|actor| actor.name != words),
            "{words}"
        );
    }
}

#[test]
fn actors_go_by_one_name_each() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    let named = |name: &str| {
        snapshot
            .actors
            .iter()
            .filter(|actor| actor.name == name)
            .count()
    };
    let wanted = [
        "Vladimir Putin",
        "Dmitry Peskov",
        "Sergey Lavrov",
        "John Kerry",
        "Dmitry Medvedev",
        "Barack Obama",
        "Josh Earnest",
        "John Kirby",
        "United States",
        "Russia",
        "Syria",
        "Turkey",
        "Israel",
        "Jordan",
        "Kremlin",
        "White House",
        "State Department",
        "Islamic State",
    ];
    let wrong: Vec<(&str, usize)> = wanted
        .iter()
        .map(|&name| (name, named(name)))
        .filter(|&(_, count)| count != 1)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let idle: Vec<&str> = wanted
        .into_iter()
        .filter(|name| snapshot.actors.iter().any(|a| a.name == *name && !a.acts))
        .collect();
    assert!(idle.is_empty(), "only places: {idle:?}");
}

/// Article, first words of what is said, who says it.
const STATEMENTS: &[(&str, &str, &str)] = &[
    ("000", "the refusal of the U.S.", "Kremlin"),
    ("000", "“We can only Express", "Kremlin"),
    ("000", "that Moscow will continue", "Dmitry Peskov"),
    ("000", "“This decision of the head", "Dmitry Peskov"),
    ("000", "“I said that he would", "Vladimir Putin"),
    ("000", "this delegation could enter", "Vladimir Putin"),
    ("000", "“We need to transfer", "Vladimir Putin"),
    ("000", "the US refused to accept", "Sergey Lavrov"),
    ("000", "the American side expressed", "Sergey Lavrov"),
    ("000", "“It’s a shame", "Sergey Lavrov"),
    ("001", "the “unconstructive position”", "Vladimir Putin"),
    ("001", "“I do not quite", "Vladimir Putin"),
    ("001", "the United States refused", "Sergey Lavrov"),
    ("001", "“To be frank", "Josh Earnest"),
    ("001", "“Russia has its own", "Josh Earnest"),
    ("002", "that the delegation could", "Vladimir Putin"),
    ("002", "Work on the settlement", "Vladimir Putin"),
    ("002", "his meeting of 28 September", "Vladimir Putin"),
    ("002", "“If we want to be", "Vladimir Putin"),
    ("002", "the conversation was very", "Vladimir Putin"),
    ("003", "Russia will continue", "Dmitry Peskov"),
    ("003", "\"As far as we", "Dmitry Peskov"),
    ("003", "the US was suspending", "John Kirby"),
    ("003", "\"This has of course", "Dmitry Peskov"),
    ("004", "that Moscow is ready", "Kremlin"),
    ("004", "\"I want to recall", "Dmitry Peskov"),
    ("004", "\"Putin has repeatedly", "Dmitry Peskov"),
    ("004", "\"And of course", "Dmitry Peskov"),
    ("004", "\"I cannot comment", "Dmitry Peskov"),
];

#[test]
fn their_statements_have_the_right_speakers() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    let mut wrong = Vec::new();
    for (article, words, speaker) in STATEMENTS {
        let analysis = snapshot.analyses().map(|(_, a)| a);
        let mut analyses = analysis.filter(|a| a.article.id.starts_with(article));
        let analysis = analyses.next().expect("the article");
        let said = analysis.who.attributions.iter().filter(|a| {
            let first = a.content.first().map(|c| c.of(&analysis.article.text));
            first.is_some_and(|first| first.replace('\u{a0}', " ").starts_with(words))
        });
        let by: Vec<_> = said
            .map(|a| {
                a.speaker
                    .map(|s| analysis.who.actors[s as usize].name.as_str())
            })
            .collect();
        if by.is_empty() || by.iter().any(|by| *by != Some(*speaker)) {
            wrong.push(format!("{article} {words}: {by:?}, not {speaker}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn capitals_act_where_they_stand_for_governments() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    for (_, analysis) in snapshot.analyses() {
        let text = &analysis.article.text;
        for words in ["Moscow and Washington.", "Washington’s withdrawal"] {
            let Some(at) = text.find(words) else { continue };
            let at = at + words.find("Washington").expect("in the words");
            let mention = analysis
                .who
                .mentions
                .iter()
                .find(|m| m.span.start == at as u32);
            assert!(mention.is_some_and(|m| m.acting), "{words}");
            let actor = mention.map(|m| &analysis.who.actors[m.actor as usize].name);
            assert_eq!(actor.map(String::as_str), Some("United States"), "{words}");
        }
    }
}

#[test]
fn furniture_visits_no_city() {
    let Some(folder) = seeds() else { return };
    let snapshot = load(Corpus::Paths(vec![folder]));
    let mut analyses = snapshot.analyses().map(|(_, a)| a);
    let last = analyses
        .find(|a| a.article.id.starts_with("004"))
        .expect("the article");
    let body = last.article.body();
    let end = last.article.text.find(&*body).expect("the body") + body.len();
    assert!(last.who.mentions.iter().all(|m| m.span.end as usize <= end));
    let actors = last.who.actors.iter().map(|actor| actor.name.as_str());
    let strangers = ["Washington", "Tulsi Gabbard", "Bashar al-Assad"];
    assert!(!actors.clone().any(|name| strangers.contains(&name)));
}
