//! The user's word changes what depends on it, at once and for every later
//! run alike.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dateline::dating::corrections::{Correction, Corrections, FILE, Word, parse_when, quoted};
use dateline::load::{Corpus, Handle, Known, Options, Stage, Update, load_all, start};
use dateline::store::Snapshot;

const FIRST: &str = "Ministers meet\n\nVIENNA, October 14.\n\n\
    Foreign Minister Sergey Lavrov met John Kerry in Vienna on Monday. \
    Lavrov said on Tuesday that talks would go on. Read more on our site from 2015.\n";
const SECOND: &str = "Clintons\n\nNEW YORK, October 20, 2015.\n\n\
    Bill Clinton spoke in New York on Monday. On Sunday, Mr Clinton met Sergei Lavrov.\n";

fn corpus(folder: &Path) -> Corpus {
    std::fs::write(folder.join("a.txt"), FIRST).expect("written");
    std::fs::write(folder.join("b.txt"), SECOND).expect("written");
    Corpus::Paths(vec![folder.to_owned()])
}

/// The last snapshot once the work is done.
fn settled(handle: &Handle) -> Arc<Snapshot> {
    let mut last = Arc::default();
    loop {
        match handle.updates.recv_timeout(Duration::from_secs(60)) {
            Ok(Update::Snapshot(snapshot)) => last = snapshot,
            Ok(Update::Progress(progress)) if progress.stage == Stage::Done => return last,
            Ok(Update::Progress(_) | Update::Reloaded(..)) => {}
            Err(error) => panic!("the work does not end: {error}"),
        }
    }
}

fn told(snapshot: &Snapshot) -> Vec<String> {
    let name = |id| snapshot.actor(id).map_or("?", |actor| actor.name.as_str());
    let events = (0..snapshot.len()).filter_map(|row| snapshot.event(row));
    let lines = events.map(|event| {
        let interval = event.interval();
        let actors: Vec<&str> = event.actors().iter().map(|&id| name(id)).collect();
        format!(
            "{}..{} {:.2} {} [{}] {:?}",
            interval.first,
            interval.last,
            event.confidence(),
            quoted(&event.text()),
            actors.join(", "),
            event.speaker().map(name),
        )
    });
    lines.collect()
}

fn date(day: &str) -> Word {
    Word::Date {
        article: "a.txt".to_owned(),
        day: day.parse().expect("a day"),
    }
}

/// Corrects a running load in steps; after each, a fresh load with the same
/// file must tell the same.
fn steps(words: &[&[Word]]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = corpus(folder.path());
    let handle = start(corpus.clone(), Options::default());
    let mut all = vec![told(&settled(&handle))];
    for words in words {
        let mut given = Corrections::default();
        for word in *words {
            given.set(Correction::new(word.clone())).expect("it fits");
        }
        let file = folder.path().join(FILE);
        let written = Corrections::change(&file, |all| {
            *all = given.clone();
            Ok(())
        });
        written.expect("written");
        handle.correct(Known::new(given.all()));
        let now = told(&settled(&handle));
        let fresh = told(&load_all(corpus.clone(), Options::default()));
        assert_eq!(now, fresh, "at once and anew differ under {words:?}");
        all.push(now);
    }
    all
}

fn has(told: &[String], start: &str, words: &str) -> bool {
    told.iter()
        .any(|line| line.starts_with(start) && line.contains(words))
}

#[test]
fn an_articles_date_moves_all_that_counts_from_it_and_comes_back() {
    let told = steps(&[&[date("2014-10-14")], &[date("2016-10-14")], &[]]);
    assert!(
        has(&told[1], "2014-10-13", "met John Kerry"),
        "{:#?}",
        told[1]
    );
    assert!(
        has(&told[2], "2016-10-10", "met John Kerry"),
        "{:#?}",
        told[2]
    );
    assert_eq!(told[3], told[0], "taken back, all is as before");
}

#[test]
fn an_event_is_moved_and_a_sentence_tells_of_none() {
    let sentence = "Foreign Minister Sergey Lavrov met John Kerry in Vienna on Monday.";
    let moved = Word::Event {
        article: "a.txt".to_owned(),
        when: parse_when("2015-10-09").expect("a date"),
        expression: "on Monday".to_owned(),
        sentence: sentence.to_owned(),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let snapshot = load_all(corpus(folder.path()), Options::default());
    let event = (0..snapshot.len())
        .filter_map(|row| snapshot.event(row))
        .find(|event| quoted(&event.text()) == sentence)
        .expect("the meeting");
    let words = quoted(event.expression().of(&event.analysis().article.text));
    let moved = match moved {
        Word::Event {
            article,
            when,
            sentence,
            ..
        } => Word::Event {
            article,
            when,
            expression: words,
            sentence,
        },
        other => other,
    };
    let none = Word::NoEvent {
        article: "b.txt".to_owned(),
        sentence: "Bill Clinton spoke in New York on Monday.".to_owned(),
    };
    let told = steps(&[&[date("2015-10-14"), moved, none], &[]]);
    assert!(
        has(&told[1], "2015-10-09", "met John Kerry"),
        "{:#?}",
        told[1]
    );
    assert!(!has(&told[1], "", "Bill Clinton spoke"), "{:#?}", told[1]);
    assert_eq!(told[2], told[0]);
}

#[test]
fn actors_are_renamed_merged_and_taken_apart() {
    let rename = Word::Actor {
        name: "John Kerry".to_owned(),
        is: "Secretary Kerry".to_owned(),
    };
    let merge = Word::Actor {
        name: "Bill Clinton".to_owned(),
        is: "Sergey Lavrov".to_owned(),
    };
    let apart = Word::Apart {
        actor: "Bill Clinton".to_owned(),
        alias: "Clinton".to_owned(),
        is: "Chelsea Clinton".to_owned(),
    };
    let told = steps(&[
        &[rename],
        &[merge],
        std::slice::from_ref(&apart),
        &[apart.clone(), date("2015-10-14")],
        &[],
    ]);
    assert!(has(&told[1], "", "Secretary Kerry"), "{:#?}", told[1]);
    assert!(
        !told[2].iter().any(|line| line.contains("[Bill Clinton")),
        "{:#?}",
        told[2]
    );
    assert!(has(&told[3], "", "Chelsea Clinton"), "{:#?}", told[3]);
    assert!(has(&told[3], "", "[Bill Clinton"), "{:#?}", told[3]);
    assert_eq!(told[5], told[0]);
}

#[test]
fn a_correction_of_nothing_is_a_notice() {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = corpus(folder.path());
    std::fs::write(
        folder.path().join(FILE),
        "no-event\ta.txt\tNobody wrote this.\n",
    )
    .expect("written");
    let snapshot = load_all(corpus, Options::default());
    let told = snapshot
        .notices
        .iter()
        .find(|n| n.message.contains("Nobody wrote this"));
    assert!(told.is_some(), "{:?}", snapshot.notices);
}
