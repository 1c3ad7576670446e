//! Sessions in lines.

use std::io::Cursor;

use super::*;
use crate::load::{Corpus, Options as How, start};

/// What is told when these lines are typed on a small corpus.
fn session(lines: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Ministers meet\n\nVIENNA, October 14, 2015.\n\n\
        Foreign Minister Sergey Lavrov met John Kerry in Vienna on Monday. \
        Lavrov said on Tuesday that talks would go on.\n";
    std::fs::write(folder.path().join("a.txt"), article).expect("written");
    let corpus = Corpus::Paths(vec![folder.path().to_owned()]);
    let options = Options {
        load: start(corpus.clone(), How::default()),
        corpus,
        theme: None,
    };
    let (model, _) = setup::model(&options);
    let mut places = Places::of(&options.corpus, true);
    places.kept = Some(folder.path().join(".kept.toml"));
    let mut out = Vec::new();
    let mut input = Cursor::new(lines.to_owned());
    let mut plain = Plain {
        model,
        places,
        load: options.load,
        out: &mut out,
        ended: false,
        copied: None,
        next: None,
    };
    plain.begin().expect("told");
    let mut line = String::new();
    while !plain.ended && input.read_line(&mut line).expect("read") > 0 {
        plain.line(line.trim(), &mut input).expect("told");
        line.clear();
    }
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn events_are_told_and_walked() {
    let told = session("\nlist\nread\nwhy\nhere\n");
    for wanted in [
        "1 article, 2 events",
        "Event 1 of 2. Monday, 12 October 2015, happened",
        "Event 2 of 2. Tuesday, 13 October 2015",
        "Said by Sergey Lavrov.",
        "(The event is in this paragraph.)",
        "Written: “Tuesday”",
        "No filters.",
    ] {
        assert!(told.contains(wanted), "{wanted:?} is missing:\n{told}");
    }
}

#[test]
fn names_are_chosen_by_word_and_by_number() {
    let told = session("actors kerry\nhere\nclear\nactors\nlavrov\n1\nhere\n");
    assert!(
        told.contains("Filters: John Kerry. 1 of 2 events."),
        "{told}"
    );
    assert!(
        told.contains("Filters: Sergey Lavrov. 2 of 2 events."),
        "{told}"
    );
}

#[test]
fn what_is_wrong_is_told_and_asked_again() {
    let told =
        session("go-to blue\n12 October 2015\nfly\nnext-s\nsearch nothing like it\nundo-filter\n");
    assert!(told.contains("Not a date"), "{told}");
    assert!(told.contains("went to 12 October 2015"), "{told}");
    assert!(told.contains("there is no command fly"), "{told}");
    assert!(
        told.contains("next-s could be next-same-actor, next-same-source"),
        "{told}"
    );
    assert!(told.contains("No event passes the filter"), "{told}");
}

#[test]
fn a_date_is_corrected_and_taken_back() {
    let told = session("correct article\n21 October 2015\nhere\ntake-back\nhere\n");
    assert!(told.contains("the article is of 21 October 2015"), "{told}");
    assert!(told.contains("Monday, 19 October 2015"), "{told}");
    let after = told.rsplit("taken back").next().unwrap_or("");
    assert!(after.contains("Monday, 12 October 2015"), "{told}");
}

#[test]
fn notes_tags_and_comparing() {
    let told = session(
        "note\none\ntwo\n.\nhere\ntags vienna\nmark\nhere\nkept\n1\ncompare\n\ncompare\ncopy\n",
    );
    for wanted in [
        "Note: one",
        "two",
        "Tags: vienna.",
        "Bookmarked.",
        "percent shared",
        "Only in the first",
        "13 October 2015: “Lavrov said",
    ] {
        assert!(told.contains(wanted), "{wanted:?} is missing:\n{told}");
    }
}

#[test]
fn a_list_or_a_question_traps_nobody() {
    let told = session("correct article\n21 October 2015\ncorrections\nnothing such\nhere\n");
    assert!(told.contains("Nothing fits nothing such."), "{told}");
    assert!(told.contains("No filters."), "here leaves the list: {told}");
    assert_eq!(told.matches("Corrections:").count(), 1, "{told}");
    let told = session("mark\nkept\nquit\nhere\n");
    assert!(!told.contains("No filters."), "quit ends it: {told}");
    let told = session("to-letter b\nhere\n");
    assert!(
        told.contains("gives one. To the event with the letter?"),
        "{told}"
    );
    assert!(!told.contains("key that asked"), "{told}");
    assert!(told.contains("No filters."), "{told}");
    let told = session("actors\n99\n\"mark\"\n\nexport notes\nquit\n");
    assert!(told.contains("Nothing fits 99."), "{told}");
    assert!(told.contains("Nothing fits mark."), "{told}");
    assert!(told.contains("or .json. Export to?"), "{told}");
    assert!(!told.contains("Bookmarked"), "{told}");
    assert!(told.contains("From a.txt."), "{told}");
}

#[test]
fn every_action_can_be_typed_and_none_hangs() {
    // Another program would wait for somebody to end it.
    let ends = [Action::Edit, Action::Quit];
    let all = actions().filter(|action| !ends.contains(action));
    let lines: String = all
        .map(|action| format!("{}\n\n\n", action.name()))
        .collect();
    let told = session(&lines);
    assert!(told.lines().count() > 100, "{told}");
}
