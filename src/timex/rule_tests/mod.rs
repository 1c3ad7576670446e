//! Runs the examples of the rule files and holds the files to their format.

mod words;

use super::lang::Rule;
use super::*;

/// The day of writing of all examples.
fn written() -> Reference {
    Reference {
        published: Day::from_ymd(2015, 10, 14),
    }
}

/// The text without brackets, and the spans that were in brackets; the whole
/// text when there are none.
fn unbracket(example: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in example.chars() {
        match c {
            '[' => open = text.len(),
            ']' => spans.push(Span::new(open, text.len())),
            c => text.push(c),
        }
    }
    if spans.is_empty() {
        spans.push(Span::new(0, text.len()));
    }
    (text, spans)
}

/// What is wrong with a rule's examples.
fn faults(tagger: &Tagger, number: usize, rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reached = false;
    for example in &rule.examples {
        let (text, spans) = unbracket(&example.text);
        let whole = [Span::new(0, text.len())];
        let mentions = tagger.tag(&text, &whole);
        let resolutions = tagger.resolve(&text, &whole, &mentions, &written());
        let silent = rule.templates.iter().all(|t| t.is_none());
        let by_rule = mentions.iter().any(|m| usize::from(m.rule.0) == number);
        let got: Vec<(Span, String)> = mentions
            .iter()
            .zip(&resolutions)
            .map(|(m, r)| (m.span, r.value.clone()))
            .collect();
        let ok = if silent {
            // A rule that finds nothing shows itself by what is not found.
            reached |= example.wanted;
            example.wanted == mentions.is_empty()
        } else if !example.wanted {
            !by_rule
        } else {
            reached |= by_rule;
            by_rule
                && spans.len() == example.values.len()
                && spans
                    .iter()
                    .zip(&example.values)
                    .all(|want| got.iter().any(|g| (&g.0, &g.1) == want))
        };
        if !ok {
            let got: Vec<String> = mentions
                .iter()
                .zip(&got)
                .map(|(m, g)| {
                    format!(
                        "[{}] {} by {}",
                        g.0.of(&text),
                        g.1,
                        tagger.rule_name(m.rule)
                    )
                })
                .collect();
            faults.push(format!(
                "{}:{}: {}: {} got {got:?}",
                rule.file, example.line, rule.name, example.text
            ));
        }
    }
    if !reached {
        faults.push(format!(
            "{}:{}: {} has no example that reaches it",
            rule.file, rule.line, rule.name
        ));
    }
    faults
}

#[test]
fn every_rule_has_examples_and_they_hold() {
    let tagger = Tagger::english();
    let faults: Vec<String> = tagger
        .language
        .rules
        .iter()
        .enumerate()
        .flat_map(|(number, rule)| faults(tagger, number, rule))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn typed_dates_are_read() {
    let tagger = Tagger::english();
    let current = Day::from_ymd(2015, 10, 14).expect("a date");
    let day = |s: &str| s.parse::<Day>().expect("a date");
    for (typed, first, last) in [
        ("oct 2015", "2015-10-01", "2015-10-31"),
        ("14 July 2016", "2016-07-14", "2016-07-14"),
        ("july 14 2016", "2016-07-14", "2016-07-14"),
        ("2016-07-14", "2016-07-14", "2016-07-14"),
        ("a week later", "2015-10-21", "2015-10-21"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("march", "2015-03-01", "2015-03-31"),
        ("may 2015", "2015-05-01", "2015-05-31"),
        ("yesterday", "2015-10-13", "2015-10-13"),
        ("next month", "2015-11-01", "2015-11-30"),
    ] {
        let read = tagger
            .read_typed(typed, current)
            .unwrap_or_else(|| panic!("{typed} is not read"));
        assert_eq!((read.first, read.last), (day(first), day(last)), "{typed}");
    }
    for not in ["", "banana", "31 April", "Putin 2015 banana", "x"] {
        assert_eq!(tagger.read_typed(not, current), None, "{not}");
    }
}
