//! Every word of the tables can be reached.

use std::collections::{BTreeMap, BTreeSet};

use super::super::lang::{Cues, ENGLISH};
use super::super::{Span, Tagger};
use super::unbracket;

/// The classes that lines of the rule files name after one of `keywords`.
fn named(keywords: &[&str]) -> BTreeSet<&'static str> {
    let lines = ENGLISH
        .iter()
        .filter(|file| file.0.ends_with(".rules"))
        .flat_map(|file| file.1.lines());
    lines
        .filter(|line| keywords.contains(&line.split_whitespace().next().unwrap_or("")))
        .flat_map(|line| line.split('$').skip(1))
        .map(|rest| {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-');
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

/// The forms of each class, as the tables give them.
fn forms() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut forms: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, table) in ENGLISH.iter().filter(|file| file.0.ends_with(".tsv")) {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        for row in rows.filter(|row| !row.is_empty()) {
            let fields: Vec<&str> = row.split('\t').collect();
            let (class, list) = match name.ends_with("holidays.tsv") {
                true => ("holiday", fields[1]),
                false => (fields[0], fields[2]),
            };
            forms.entry(class).or_default().extend(list.split(", "));
        }
    }
    forms
}

/// Where a form stands in a text, between borders of words.
fn find(text: &str, form: &str) -> Option<usize> {
    let (text, form) = (text.to_ascii_lowercase(), form.to_ascii_lowercase());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(&form).map(|m| m.0).find(|&at| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + form.len()..].chars().next())
    })
}

/// Whether an expression is found at the word that takes `old`'s place, or
/// the same rules find theirs around it.
fn reaches(tagger: &Tagger, text: &str, at: usize, old: &str, new: &str) -> bool {
    let tag = |text: &str| tagger.tag(text, &[Span::new(0, text.len())]);
    let other = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
    let (start, end) = (at as u32, (at + new.len()) as u32);
    let (before, after) = (tag(text), tag(&other));
    let rules = before.iter().map(|m| m.rule);
    after
        .iter()
        .any(|m| m.span.start < end && start < m.span.end)
        || !after.is_empty() && rules.eq(after.iter().map(|m| m.rule))
}

#[test]
fn every_word_of_a_pattern_is_reached_by_an_example() {
    let tagger = Tagger::english();
    let examples: Vec<String> = tagger
        .language
        .rules
        .iter()
        .flat_map(|rule| &rule.examples)
        .filter(|example| example.wanted)
        .map(|example| unbracket(&example.text).0)
        .collect();
    let patterns = named(&["match", "macro"]);
    let mut missed = Vec::new();
    for (class, forms) in forms().iter().filter(|class| patterns.contains(class.0)) {
        let places: Vec<(&str, usize, &str)> = examples
            .iter()
            .flat_map(|text| forms.iter().map(move |form| (text, *form)))
            .filter_map(|(text, form)| Some((text.as_str(), find(text, form)?, form)))
            .collect();
        for new in forms {
            let reached = |&(text, at, old): &(&str, usize, &str)| {
                old == *new || reaches(tagger, text, at, old, new)
            };
            if !places.iter().any(reached) {
                missed.push(format!("{class}: {new}"));
            }
        }
    }
    assert!(missed.is_empty(), "no example reaches {missed:#?}");
}

#[test]
fn every_class_is_of_use() {
    let mut used = named(&[
        "match",
        "macro",
        "after",
        "before",
        "never-after",
        "never-before",
    ]);
    used.extend(Cues::CLASSES);
    // Read by the built-in classes of numbers.
    used.extend(["cardinal", "fraction"]);
    let idle: Vec<&str> = forms().into_keys().filter(|c| !used.contains(c)).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}");
}
