//! What the recogniser makes of texts of our own, and of any text at all.
#![allow(clippy::unwrap_used)]

use dateline::Span;
use dateline::actor::{Directory, Layers, Recogniser, Who};
use dateline::timex::Day;
use proptest::prelude::*;

fn read(text: &str, day: &str) -> Who {
    let day: Option<Day> = day.parse().ok();
    Recogniser::built_in().read(text, &[Span::new(0, text.len())], day)
}

fn actors(text: &str, day: &str) -> Vec<String> {
    let who = read(text, day);
    who.actors.into_iter().map(|a| a.name).collect()
}

/// Canonical name of the actor of the first mention with these words.
fn of(who: &Who, text: &str, words: &str) -> Option<String> {
    let mention = who.mentions.iter().find(|m| m.span.of(text) == words)?;
    Some(who.actors[mention.actor as usize].name.clone())
}

#[test]
fn spellings_and_short_names_are_one_actor() {
    let text = "Sergei Lavrov met John Kerry in Geneva. Lavrov told Mr. Kerry that Bashar Asad stays. \
                Al-Assad agreed.";
    let who = read(text, "2015-10-15");
    assert_eq!(of(&who, text, "Lavrov").as_deref(), Some("Sergey Lavrov"));
    assert_eq!(of(&who, text, "Kerry").as_deref(), Some("John Kerry"));
    assert_eq!(
        of(&who, text, "Bashar Asad").as_deref(),
        Some("Bashar al-Assad")
    );
}

#[test]
fn an_office_stands_for_its_holder_on_the_day() {
    let text = "Vladimir Putin and Dmitry Medvedev spoke. The Russian president was brief.";
    let who = read(text, "2015-10-15");
    assert_eq!(
        of(&who, text, "Russian president").as_deref(),
        Some("Vladimir Putin")
    );
    let who = read(text, "2010-03-01");
    assert_eq!(
        of(&who, text, "Russian president").as_deref(),
        Some("Dmitry Medvedev")
    );
}

#[test]
fn a_company_goes_by_the_first_word_of_its_name() {
    let text = "Quillby Freight Corp. sold its ships. A spokesman for Quillby said so.";
    let who = read(text, "1996-08-30");
    assert_eq!(
        of(&who, text, "Quillby").as_deref(),
        Some("Quillby Freight Corp.")
    );
}

#[test]
fn two_of_one_surname_are_not_one_person_nor_a_third_who_is_known() {
    let text = "Ahmed Mohamed was at school. His father, Mohamed El-Hassan Mohamed, drove there. \
                Mohamed said he was glad.";
    let who = read(text, "2015-09-17");
    let named = |words| of(&who, text, words);
    assert_eq!(named("Ahmed Mohamed").as_deref(), Some("Ahmed Mohamed"));
    assert_ne!(named("Mohamed El-Hassan Mohamed"), named("Ahmed Mohamed"));
    let known = |name: &str| name == "Mohamed Abdullahi Mohamed";
    assert!(!who.actors.iter().any(|a| known(&a.name)), "{who:?}");
}

#[test]
fn a_given_name_in_brackets_is_no_name_by_itself() {
    let text = "The statements of President [Vladimir] Putin are known, the paper wrote.";
    let who = read(text, "2016-07-14");
    assert_eq!(actors(text, "2016-07-14"), ["Vladimir Putin"], "{who:?}");
    assert_eq!(
        of(&who, text, "Vladimir").as_deref(),
        Some("Vladimir Putin")
    );
}

#[test]
fn a_slip_is_forgiven_beside_the_office() {
    let text = "Russian Foreign Minister Sergey Larvov arrived. Then Sergey Lavrow left.";
    let names = actors(text, "2015-10-15");
    assert_eq!(names[0], "Sergey Lavrov");
}

#[test]
fn a_word_that_says_what_it_is_changes_no_name() {
    let text = "They fight the Islamic State Group. ISIL and Daesh are other names.";
    assert_eq!(actors(text, "2015-10-15"), ["Islamic State"]);
}

#[test]
fn two_bearers_of_a_surname_stay_apart() {
    let text = "Anna Quillby thanked Peter Quillby. Quillby smiled.";
    let names = actors(text, "2015-10-15");
    assert!(
        names.contains(&"Anna Quillby".to_owned()) && names.contains(&"Peter Quillby".to_owned())
    );
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn an_acronym_is_its_organisation() {
    let text = "The Northern Harbour Workers Union (NHWU) met on Monday. The NHWU did not vote.";
    let names = actors(text, "2015-10-15");
    assert_eq!(names, ["Northern Harbour Workers Union"]);
}

#[test]
fn initials_are_those_of_the_text_before_those_of_the_tables() {
    let text = "The Financial Services Authority met on Monday. The FSA did not vote.";
    assert_eq!(actors(text, "2008-10-15"), ["Financial Services Authority"]);
    let text = "The FSA took the town in Syria on Monday.";
    assert!(actors(text, "2014-10-15").contains(&"Free Syrian Army".to_owned()));
}

#[test]
fn ministries_by_any_order_of_words() {
    let text =
        "The Russian Defense Ministry answered. The Ministry of Defence of Russia was asked again.";
    assert_eq!(actors(text, "2015-10-15"), ["Russian Defence Ministry"]);
}

#[test]
fn who_said_it() {
    let text = "\u{201c}We are ready,\u{201d} said Dmitry Peskov on Monday.";
    let who = read(text, "2016-10-04");
    let attribution = &who.attributions[0];
    let speaker = attribution.speaker.unwrap() as usize;
    assert_eq!(who.actors[speaker].name, "Dmitry Peskov");
    assert!(attribution.content[0].of(text).contains("We are ready"));
}

/// `actor_names.tsv`: a text, and its names with their types.
#[test]
fn names_have_their_bounds_and_types() {
    let mut wrong = Vec::new();
    for line in include_str!("actor_names.tsv").lines().skip(1) {
        let (text, wanted) = line.split_once('\t').unwrap();
        let sentences = dateline::article::sentences(text);
        let who = Recogniser::built_in().read(text, &sentences, None);
        let named = who.mentions.iter().filter(|m| m.named);
        let found: Vec<String> = named
            .map(|m| format!("{}={}", m.span.of(text), m.kind.name()))
            .collect();
        if found.join("|") != wanted {
            wrong.push(format!(
                "{text}\n  wants {wanted}\n  got   {}",
                found.join("|")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn letters_of_another_language_in_brackets_are_the_same_name() {
    let text = "The head of the Federal Security Service (ФСБ), Alexander Bortnikov, spoke.";
    let who = read(text, "2015-11-17");
    assert_eq!(of(&who, text, "ФСБ").as_deref(), Some("FSB"));
}

#[test]
fn surnames_alone_are_those_in_office_then() {
    let text = "Putin met Obama on Monday. Lavrov and Kerry were there.";
    let names = [
        "Vladimir Putin",
        "Barack Obama",
        "Sergey Lavrov",
        "John Kerry",
    ];
    assert_eq!(actors(text, "2015-11-16"), names);
}

#[test]
fn nothing_outside_the_sentences() {
    let text = "Putin spoke. Tulsi Gabbard is in the menu.";
    let who = Recogniser::built_in().read(text, &[Span::new(0, 12)], None);
    assert!(who.mentions.iter().all(|m| m.span.end <= 12));
}

fn check(text: &str, sentences: &[Span]) -> Result<(), TestCaseError> {
    for layers in [Layers::Both, Layers::Rules] {
        let who = Recogniser::built_in().read_with(layers, text, sentences, Some(Day(16_700)));
        let mut before = 0;
        for mention in &who.mentions {
            prop_assert!(mention.span.start >= before && mention.span.start < mention.span.end);
            prop_assert!(text.get(mention.span.range()).is_some());
            prop_assert!((mention.actor as usize) < who.actors.len());
            before = mention.span.end;
        }
        for attribution in &who.attributions {
            let spans = [&attribution.content, &attribution.source, &attribution.cue];
            for span in spans.into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some());
            }
            prop_assert!(
                attribution
                    .speaker
                    .is_none_or(|s| (s as usize) < who.actors.len())
            );
        }
        let mut directory = Directory::default();
        let ids = directory.intern(&who);
        prop_assert_eq!(ids.len(), who.actors.len());
        prop_assert!(
            ids.iter()
                .all(|id| (id.0 as usize) < directory.actors.len())
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_sound_mentions(text in "\\PC{0,200}") {
        check(&text, &[Span::new(0, text.len())])?;
    }

    #[test]
    fn name_like_text_gives_sound_mentions(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Putin"), Just("Vladimir"), Just("al-"), Just("Assad"), Just("U.S."), Just("the"),
                Just("Ministry of"), Just("Defence"), Just("("), Just(")"), Just("\u{201c}"), Just("\u{201d}"),
                Just("said"), Just("'s"), Just("\u{2019}"), Just("."), Just("\n"), Just("RUSSIA"), Just("-"),
                Just("Dr."), Just("and"), Just("\u{301}"), Just("ДМИТРИЙ"), Just("3rd"), Just("President"),
                Just("Kim"), Just("Jong"), Just("un"), Just("II"), Just("Corp"), Just("N.Y."), Just(","),
                Just("Flint"), Just("Mich"), Just("United Nations"),
            ],
            0..60,
        ),
        tight in any::<bool>(),
    ) {
        let text = words.join(if tight { "" } else { " " });
        check(&text, &[Span::new(0, text.len())])?;
    }

    #[test]
    fn any_sentences_are_survived(a in 0usize..120, b in 0usize..120, text in "\\PC{0,80}") {
        let (low, high) = (a.min(b), a.max(b));
        check(&text, &[Span::new(low, high), Span::new(0, high)])?;
    }
}
