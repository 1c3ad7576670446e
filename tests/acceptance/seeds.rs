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
        .articles
        .iter()
        .map(|(_, a)| {
            a.dating
                .published
                .map(|day| day.to_string())
                .unwrap_or_default()
        })
        .collect();
    // The second has a weekday and its neighbours, no date at all: its day is
    // the likeliest, but not yet sure enough to be given.
    assert_eq!(
        days,
        ["2015-10-14", "", "2015-10-13", "2016-10-04", "2016-07-14"]
    );
    let (_, second) = snapshot.articles.iter().nth(1).expect("five articles");
    let likeliest = second.dating.alternatives.first();
    assert_eq!(
        likeliest.map(|c| c.day.to_string()).as_deref(),
        Some("2015-10-15")
    );
    for (_, analysis) in snapshot.articles.iter().take(3) {
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
        let (_, analysis) = snapshot.articles.iter().next().expect("an article");
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
                .articles
                .iter()
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
}
