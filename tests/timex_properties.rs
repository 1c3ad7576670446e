//! What holds for every text.

use dateline::Span;
use dateline::timex::value::Value;
use dateline::timex::{Day, Mention, Reference, Resolution, Tagger};
use proptest::prelude::*;

/// Pieces that the rules care for, to make texts dense with them.
const PIECES: [&str; 64] = [
    "the",
    "last",
    "next",
    "of",
    "in",
    "on",
    "from",
    "to",
    "until",
    "and",
    "or",
    "a",
    "two",
    "twenty",
    "five",
    "hundred",
    "thousand",
    "half",
    "quarter",
    "third",
    "first",
    "May",
    "March",
    "Sept",
    "October",
    "Oct",
    "Monday",
    "Tues",
    "2015",
    "1998",
    "31",
    "30",
    "14",
    "5",
    "0",
    "99",
    "'98",
    "1990s",
    "5:30",
    "p",
    "m",
    ".",
    ",",
    "-",
    "\u{2013}",
    "/",
    ":",
    "(",
    ")",
    "\n",
    "\n\n",
    "ago",
    "later",
    "year",
    "years",
    "week",
    "days",
    "noon",
    "century",
    "Christmas",
    "fiscal",
    "early",
    "\u{e9}t\u{e9}",
    "\u{1F600}",
];

fn dense() -> impl Strategy<Value = String> {
    prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..60).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(i, blank)| format!("{}{}", PIECES[i], if blank { " " } else { "" }))
            .collect()
    })
}

fn halves(text: &str) -> Vec<Span> {
    let middle = (text.len() / 2..=text.len())
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(text.len());
    vec![Span::new(0, middle), Span::new(middle, text.len())]
}

fn read(text: &str, published: Option<Day>) -> (Vec<Mention>, Vec<Resolution>) {
    let tagger = Tagger::english();
    let sentences = halves(text);
    let mentions = tagger.tag(text, &sentences);
    let resolutions = tagger.resolve(text, &sentences, &mentions, &Reference { published });
    (mentions, resolutions)
}

fn check(text: &str, published: Option<Day>) {
    let (mentions, resolutions) = read(text, published);
    assert_eq!(mentions.len(), resolutions.len());
    let sentences = halves(text);
    let mut end = 0;
    for (mention, resolution) in mentions.iter().zip(&resolutions) {
        let range = mention.span.range();
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
        assert!(
            end <= mention.span.start && mention.span.start < mention.span.end,
            "in order, none overlapping"
        );
        end = mention.span.end;
        assert!(
            sentences.iter().any(|s| s.contains(mention.span)),
            "inside one sentence"
        );
        let value: Value = resolution
            .value
            .parse()
            .unwrap_or_else(|_| panic!("{:?} does not parse", resolution.value));
        assert_eq!(value.to_string(), resolution.value, "prints as it was");
        if let Some(interval) = resolution.interval {
            assert!(interval.first <= interval.last);
        }
        assert!((0.0..=1.0).contains(&resolution.basis.confidence));
        assert!(
            !Tagger::english()
                .explain(text, mention, resolution)
                .is_empty()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mentions_are_sound(text in dense(), day in -40_000i32..40_000) {
        check(&text, Some(Day(day)));
        check(&text, None);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text, Day::from_ymd(2015, 10, 14));
        let _ = Tagger::english().read_typed(&text, Day(0));
    }

    /// A later day of writing never makes a lone expression earlier.
    #[test]
    fn resolving_is_monotone(day in -20_000i32..20_000, on in 1i32..400, which in 0usize..8) {
        let text = [
            "He left on Tuesday.", "He will leave on Friday.", "He left yesterday.", "He left last week.",
            "He left two months ago.", "He left last October.", "He leaves next year.", "He left on May 5.",
        ][which];
        let first = |day| read(text, Some(Day(day))).1.first().and_then(|r| r.interval).map(|i| i.first);
        prop_assert!(first(day) <= first(day + on));
    }
}

/// What a count of years or a fraction once stumbled over.
#[test]
fn odd_numbers_are_read() {
    for text in [
        "2015/0 twenty",
        "10,000 years later",
        "1944. Ten thousand years later it stood.",
        "9999 and the year after",
        "two thousand centuries ago",
        "12000 decades from now",
    ] {
        check(text, Day::from_ymd(2015, 10, 14));
        check(text, None);
    }
}

/// Long enough that anything worse than linear would never end.
const LONG: usize = 1_000_000;

/// A megabyte of what could make a matcher stumble is read to the end.
#[test]
fn long_texts_without_a_break_are_read() {
    for piece in [
        "the ",
        "twenty ",
        "1",
        "1,",
        "5:30 ",
        "-",
        "May 5 ",
        "\u{2019}",
        "of the early ",
        "\u{e9}",
        "p.m. ",
        "two and a half ",
    ] {
        let text = piece.repeat(LONG / piece.len());
        let (mentions, resolutions) = read(&text, Some(Day(16_000)));
        assert_eq!(mentions.len(), resolutions.len());
    }
}
