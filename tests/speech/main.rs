//! Phrases with who says what in them (see README.md beside this file), and
//! what holds for any text.

use dateline::actor::{Attribution, Kind, Recogniser, Who};
use dateline::article;
use proptest::prelude::*;

const STATEMENTS: &str = include_str!("statements.tsv");
const STATES: &str = include_str!("states.tsv");
const SILENCE: &str = include_str!("silence.txt");

fn read(text: &str) -> Who {
    let sentences = article::sentences(text);
    Recogniser::built_in().read(text, &sentences, None)
}

fn words(text: &str, spans: &[dateline::Span]) -> String {
    let pieces: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
    pieces.join(" // ")
}

fn told(text: &str, who: &Who, statement: &Attribution) -> [String; 4] {
    let speaker = statement
        .speaker
        .map(|s| who.actors[s as usize].name.clone());
    let denial = if statement.denial { "denial" } else { "" };
    [
        words(text, &statement.source),
        speaker.unwrap_or_default(),
        words(text, &statement.content),
        denial.to_owned(),
    ]
}

#[test]
fn phrases_have_their_statements() {
    let mut wrong = Vec::new();
    for line in STATEMENTS.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, expected @ ..] = cells.as_slice() else {
            continue;
        };
        let text = text.replace('\u{23ce}', "\n");
        let who = read(&text);
        let all: Vec<_> = who
            .attributions
            .iter()
            .map(|a| told(&text, &who, a))
            .collect();
        if !all.iter().any(|told| told.as_slice() == expected) {
            wrong.push(format!("{text:?}\n  wants {expected:?}\n  got   {all:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn silence_is_kept() {
    for text in SILENCE.lines() {
        let who = read(text);
        let all: Vec<_> = who
            .attributions
            .iter()
            .map(|a| told(text, &who, a))
            .collect();
        assert!(all.is_empty(), "{text:?}: {all:?}");
    }
}

#[test]
fn countries_act_or_are_places() {
    let acting = |text: &str, name: &str| {
        let who = read(text);
        let mention = who.mentions.iter().find(|m| m.span.of(text) == name);
        mention
            .unwrap_or_else(|| panic!("no {name} in {text:?}"))
            .acting
    };
    for (text, name) in [
        ("The town in Syria rejected the plan.", "Syria"),
        ("He flew from Moscow to Geneva.", "Moscow"),
        ("Thousands live across Turkey today.", "Turkey"),
        ("The talks were held in Jordan on Friday.", "Jordan"),
        (
            "The delegation will leave for Washington on Friday.",
            "Washington",
        ),
        ("The war in Iraq will go on.", "Iraq"),
        ("He lived in countries such as Turkey and Jordan.", "Jordan"),
    ] {
        assert!(!acting(text, name), "{name} is a place in {text:?}");
    }
    for (text, name) in [
        ("On Friday Syria rejected the plan.", "Syria"),
        ("Moscow's proposal was put to the vote.", "Moscow"),
        (
            "The talks between Washington and Tehran went on.",
            "Washington",
        ),
        ("The talks between Washington and Tehran went on.", "Tehran"),
        ("It was a deal with Iran.", "Iran"),
        ("The village was bombed by Russia.", "Russia"),
        ("Turkey has already closed its border.", "Turkey"),
        ("Will Israel take part?", "Israel"),
        ("US officials were there.", "US"),
        (
            "He works with countries of the region, such as Turkey and Jordan.",
            "Jordan",
        ),
    ] {
        assert!(acting(text, name), "{name} acts in {text:?}");
    }
}

#[test]
fn states_act_by_their_bodies_and_forces() {
    let mut wrong = Vec::new();
    for line in STATES.lines().skip(1) {
        let (text, wanted) = line.split_once('\t').expect("two cells");
        let who = read(text);
        let found: Vec<&str> = who
            .mentions
            .iter()
            .filter(|m| !m.named && m.acting && m.kind == Kind::Organisation)
            .map(|m| who.actors[m.actor as usize].name.as_str())
            .collect();
        if found.join("|") != wanted {
            wrong.push(format!("{text:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn offices_stand_for_their_holders() {
    let holders = |text: &str, day: Option<&str>| -> Vec<String> {
        let day = day.map(|day| day.parse().expect("a day"));
        let who = Recogniser::built_in().read(text, &article::sentences(text), day);
        let unnamed = who
            .mentions
            .iter()
            .filter(|m| !m.named && m.kind == Kind::Person);
        unnamed
            .map(|m| who.actors[m.actor as usize].name.clone())
            .collect()
    };
    for (text, day, wanted) in [
        (
            "The Russian leader spoke.",
            Some("2015-10-13"),
            &["Vladimir Putin"][..],
        ),
        (
            "The Russian leader spoke.",
            Some("2010-10-13"),
            &["Dmitry Medvedev"],
        ),
        (
            "The Turkish president spoke.",
            Some("2016-07-20"),
            &["Recep Tayyip Erdogan"],
        ),
        ("The Russian leader spoke.", None, &[]),
        (
            "The former Russian president spoke.",
            Some("2016-07-20"),
            &[],
        ),
        ("A Kremlin spokesman spoke.", Some("2016-07-20"), &[]),
        ("The foreign minister spoke.", Some("2016-07-20"), &[]),
        // Without a date the offices that others are named with tell the time.
        (
            "Vladimir Putin sent Prime Minister Dmitry Medvedev. The Russian president stayed.",
            None,
            &["Vladimir Putin"],
        ),
        (
            "Vladimir Putin met Dmitry Medvedev. The Russian president spoke.",
            None,
            &[],
        ),
    ] {
        assert_eq!(holders(text, day), wanted, "{text:?} on {day:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Any mixture of marks, verbs and names: spans lie in the text on
    /// character bounds, speakers exist, statements come in order of units.
    #[test]
    fn spans_are_valid(pieces in prop::collection::vec(prop::sample::select(vec![
        "\u{201c}", "\u{201d}", "\u{201e}", "\u{ab}", "\u{bb}", "\"", "''", "``", "'", "\u{2018}",
        "\u{2019}", "said", "says", "told", "denied", "reporters", "that", "to", "according to",
        "According to", "by", "was", "not", "who", "he", "she", "Putin", "Dmitry Peskov", "Russia",
        "the", "and", ",", ".", ":", "-", "\u{2013}", "(", ")", "\n", "\n\n", "talks", "declined",
        "on Monday", "demanded", "Said", "it", "\u{e9}t\u{e9}", "\u{1f600}",
    ]), 0..60), spaced in any::<u64>()) {
        let mut text = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            text.push_str(piece);
            if spaced >> (i % 64) & 1 == 1 {
                text.push(' ');
            }
        }
        let who = read(&text);
        for statement in &who.attributions {
            prop_assert!(!statement.content.is_empty());
            let spans = statement.content.iter().chain(&statement.source).chain(&statement.cue);
            for span in spans {
                prop_assert!(!span.of(&text).is_empty() && text.get(span.range()).is_some());
            }
            prop_assert!(statement.speaker.is_none_or(|s| (s as usize) < who.actors.len()));
        }
        for mention in &who.mentions {
            prop_assert!(mention.acting || mention.kind == Kind::Place);
        }
    }
}
