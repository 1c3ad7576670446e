//! A user's own rule files: what they add, and how their faults are told.

use std::fs;

use dateline::Span;
use dateline::timex::{Day, LoadError, Reference, Tagger};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file in it");
    }
    folder
}

fn values(tagger: &Tagger, text: &str) -> Vec<(String, String)> {
    let whole = [Span::new(0, text.len())];
    let mentions = tagger.tag(text, &whole);
    let reference = Reference {
        published: Day::from_ymd(2015, 10, 14),
    };
    let resolutions = tagger.resolve(text, &whole, &mentions, &reference);
    let words = mentions.iter().map(|m| m.span.of(text).to_owned());
    words
        .zip(resolutions.into_iter().map(|r| r.value))
        .collect()
}

fn pair(words: &str, value: &str) -> Vec<(String, String)> {
    vec![(words.to_owned(), value.to_owned())]
}

/// The three examples of `assets/lang/en/README.md`.
#[test]
fn a_user_adds_holidays_words_and_rules() {
    let folder = folder(&[
        (
            "mine-holidays.tsv",
            "03-20\tNowruz, Novruz, Persian New Year\n",
        ),
        ("mine.tsv", "weekdayab\t3\tWeds, Wednes\n"),
        (
            "mine.rules",
            "rule dawn-prayer\n  match  at dawn prayer on @wk\n  value  date w=$weekday part=morning\n  yes    They met [at dawn prayer on Friday]. => 2015-10-09TMO\n",
        ),
    ]);
    let tagger = Tagger::load(folder.path()).expect("the files are sound");
    assert_eq!(
        values(&tagger, "It fell on Nowruz."),
        pair("Nowruz", "2015-03-20")
    );
    assert_eq!(
        values(&tagger, "It fell on Wednes. 7 October 2015"),
        pair("Wednes. 7 October 2015", "2015-10-07")
    );
    assert_eq!(
        values(&tagger, "They met at dawn prayer on Friday."),
        pair("at dawn prayer on Friday", "2015-10-09TMO")
    );
    assert_eq!(values(Tagger::english(), "It fell on Nowruz."), []);
}

fn fault(name: &str, text: &str) -> LoadError {
    let folder = folder(&[(name, text)]);
    let mut error = Tagger::load(folder.path()).expect_err("the file has a fault");
    assert!(error.file.ends_with(name), "{error}");
    error.file = name.to_owned();
    error
}

#[test]
fn faults_name_file_and_line() {
    for (name, text, line, what) in [
        ("a.tsv", "# words\nmonth\t13\n", 2, "three fields"),
        ("a.tsv", "month\tmany\tfoo\n", 1, "unknown value"),
        ("a-holidays.tsv", "13-40\tNever\n", 1, "none of"),
        ("a.rules", "match x\n", 1, "before any rule"),
        (
            "a.rules",
            "rule x\n  match  $nothing\n  value  date\n",
            2,
            "no word class",
        ),
        (
            "a.rules",
            "rule x\n  match  ( foo\n  value  date\n",
            2,
            "without its )",
        ),
        (
            "a.rules",
            "rule x\n  match  foo\n  value  date q=$bar\n",
            3,
            "captures nothing",
        ),
        (
            "a.rules",
            "rule x\n  match  foo?\n  value  past\n",
            2,
            "match nothing",
        ),
        (
            "a.rules",
            "rule x\n  match  foo\n  value  dance\n",
            3,
            "unknown value kind",
        ),
        ("a.rules", "\nrule x\n  match  foo\n", 2, "has no value"),
        (
            "a.rules",
            "rule year\n  match  foo\n  value  past\nrule year\n",
            4,
            "taken",
        ),
        (
            "a.rules",
            "rule x\n  match  foo\n  frob  past\n",
            3,
            "unknown keyword",
        ),
    ] {
        let error = fault(name, text);
        assert_eq!(error.line, line, "{error}");
        assert!(
            error.to_string().contains(what),
            "{error} should tell {what:?}"
        );
        assert!(
            error.to_string().starts_with(&format!("{name}:{line}: ")),
            "{error}"
        );
    }
}

#[test]
fn a_missing_folder_is_told() {
    let error = Tagger::load(std::path::Path::new("/nowhere/at/all")).expect_err("no such folder");
    assert_eq!(error.line, 0);
    assert!(error.to_string().contains("/nowhere/at/all"));
}
