//! Runs the phrasings and counter-examples of `tests/timex/` (its README
//! tells their format) against the English tagger.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::Weekday;
use dateline::article::sentences;
use dateline::timex::{Day, Reference, Resolution, Role, Tagger};

/// What one expression is expected to be; several when any will do.
#[derive(Clone, Debug, PartialEq)]
struct Meaning {
    kind: String,
    value: String,
    role: Option<Role>,
}

/// One expected expression of a phrasing.
#[derive(Debug)]
struct Expected {
    start: usize,
    end: usize,
    any_of: Vec<Meaning>,
}

/// One line of a corpus file.
#[derive(Debug)]
struct Case {
    file: String,
    line: usize,
    source: String,
    published: Option<Day>,
    text: String,
    expected: Vec<Expected>,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/timex")
        .join(name)
}

fn text_files(name: &str) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name))
        .unwrap_or_else(|error| panic!("tests/timex/{name}: {error}"))
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let stem = path.file_name().expect("a file name").to_string_lossy();
            let text = fs::read_to_string(path).expect("a readable file");
            (format!("{name}/{stem}"), text)
        })
        .collect()
}

fn role_named(name: &str) -> Result<Role, String> {
    match name {
        "happening" => Ok(Role::Happening),
        "reference" => Ok(Role::Reference),
        "publication" => Ok(Role::Publication),
        _ => Err(format!("unknown role `{name}`")),
    }
}

/// Reads `TYPE VALUE [ROLE] | TYPE VALUE …`.
fn meanings(spec: &str, role: Option<Role>) -> Result<Vec<Meaning>, String> {
    spec.split('|')
        .map(|one| {
            let words: Vec<&str> = one.split_whitespace().collect();
            let (kind, value, role) = match words[..] {
                [kind, value] => (kind, value, role),
                [kind, value, named] => (kind, value, Some(role_named(named)?)),
                _ => return Err(format!("expected `TYPE VALUE`, found `{one}`")),
            };
            if !["DATE", "TIME", "DURATION", "SET"].contains(&kind) {
                return Err(format!("unknown type `{kind}`"));
            }
            Ok(Meaning {
                kind: kind.to_owned(),
                value: value.to_owned(),
                role,
            })
        })
        .collect()
}

/// Takes the braces and prefixes out of a phrasing.
fn unmark(
    line: &str,
    heading: Option<&str>,
    role: Option<Role>,
) -> Result<(String, Vec<Expected>), String> {
    let mut text = String::with_capacity(line.len());
    let mut expected = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', '{']) {
        push_plain(&mut text, &rest[..at])?;
        let (spec, body) = if let Some(prefixed) = rest[at..].strip_prefix('[') {
            let (spec, after) = prefixed.split_once(']').ok_or("`[` without `]`")?;
            (Some(spec), after)
        } else {
            (heading, &rest[at..])
        };
        let inner = body.strip_prefix('{').ok_or("`]` without `{` after it")?;
        let (words, after) = inner.split_once('}').ok_or("`{` without `}`")?;
        let spec = spec.ok_or("no type and value for this brace")?;
        let start = text.len();
        push_plain(&mut text, words)?;
        expected.push(Expected {
            start,
            end: text.len(),
            any_of: meanings(spec, role)?,
        });
        rest = after;
    }
    push_plain(&mut text, rest)?;
    if expected.is_empty() {
        return Err("a phrasing without an expression".to_owned());
    }
    Ok((text, expected))
}

fn push_plain(text: &mut String, plain: &str) -> Result<(), String> {
    if plain.contains(['[', ']', '{', '}']) {
        return Err(format!("stray bracket in `{plain}`"));
    }
    text.push_str(&plain.replace("\\n", "\n"));
    Ok(())
}

/// Every phrasing; a malformed line stops the test with its place.
fn phrasings() -> Vec<Case> {
    let mut cases = Vec::new();
    for (file, content) in text_files("phrasings") {
        let (mut published, mut heading, mut role) = (None, None, None);
        for (index, line) in content.lines().enumerate() {
            let place = format!("{file}:{}", index + 1);
            let fail = |problem: String| -> ! { panic!("{place}: {problem}") };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            } else if let Some(day) = line.strip_prefix("@ ") {
                published = (day != "none").then(|| {
                    day.parse::<Day>()
                        .unwrap_or_else(|error| fail(error.to_string()))
                });
                (heading, role) = (None, None);
            } else if let Some(spec) = line.strip_prefix("= ") {
                heading = Some(spec);
            } else if let Some(name) = line.strip_prefix("~ ") {
                role = Some(role_named(name).unwrap_or_else(|error| fail(error)));
            } else {
                let (text, expected) =
                    unmark(line, heading, role).unwrap_or_else(|error| fail(error));
                cases.push(Case {
                    file: file.clone(),
                    line: index + 1,
                    source: line.to_owned(),
                    published,
                    text,
                    expected,
                });
            }
        }
    }
    cases
}

/// Every counter-example, published on one and the same day.
fn negatives() -> Vec<Case> {
    let published = Day::from_ymd(2015, 10, 15);
    let mut cases = Vec::new();
    for (file, content) in text_files("negatives") {
        for (index, line) in content.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                cases.push(Case {
                    file: file.clone(),
                    line: index + 1,
                    source: line.to_owned(),
                    published,
                    text: line.to_owned(),
                    expected: Vec::new(),
                });
            }
        }
    }
    cases
}

fn agrees(wanted: &Meaning, got: &Resolution) -> bool {
    wanted.kind == got.kind.name()
        && wanted.value == got.value
        && wanted.role.is_none_or(|role| role == got.role)
}

fn tell(meanings: &[Meaning]) -> String {
    let told: Vec<String> = meanings
        .iter()
        .map(|meaning| match meaning.role {
            Some(role) => format!("{} {} {role:?}", meaning.kind, meaning.value),
            None => format!("{} {}", meaning.kind, meaning.value),
        })
        .collect();
    told.join(" or ")
}

/// What is wrong with the tagger's reading of a line, an entry each.
fn problems(case: &Case) -> Vec<String> {
    let tagger = Tagger::english();
    let sentences = sentences(&case.text);
    let reference = Reference {
        published: case.published,
    };
    let mentions = tagger.tag(&case.text, &sentences);
    let resolved = tagger.resolve(&case.text, &sentences, &mentions, &reference);
    assert_eq!(mentions.len(), resolved.len(), "{}", case.text);
    let mut problems = Vec::new();
    for wanted in &case.expected {
        let words = &case.text[wanted.start..wanted.end];
        let told = tell(&wanted.any_of);
        let found = mentions
            .iter()
            .position(|mention| mention.span.range() == (wanted.start..wanted.end));
        match found.map(|index| &resolved[index]) {
            None => problems.push(format!("`{words}`: expected {told}, not found")),
            Some(got) if wanted.any_of.iter().any(|any| agrees(any, got)) => {}
            Some(got) => problems.push(format!(
                "`{words}`: expected {told}, got {} {} {:?}",
                got.kind.name(),
                got.value,
                got.role
            )),
        }
    }
    for (mention, got) in mentions.iter().zip(&resolved) {
        let range = mention.span.range();
        let wanted = |expected: &Expected| (expected.start..expected.end) == range;
        if !case.expected.iter().any(wanted) {
            problems.push(format!(
                "`{}`: found as {} {}, not expected",
                mention.span.of(&case.text),
                got.kind.name(),
                got.value
            ));
        }
    }
    problems
}

/// The lines of `known.txt`, each with its own place: `file: line as it
/// stands`, under a comment that gives the reason.
fn known() -> BTreeMap<String, usize> {
    let content = fs::read_to_string(folder("known.txt")).expect("tests/timex/known.txt");
    let mut reason = false;
    let mut known = BTreeMap::new();
    for (index, line) in content.lines().enumerate() {
        if line.starts_with('#') {
            reason = true;
        } else if line.trim().is_empty() {
            reason = false;
        } else {
            assert!(reason, "known.txt:{}: no reason above", index + 1);
            assert!(
                !line.starts_with("negatives/"),
                "known.txt:{}: no date may be invented",
                index + 1
            );
            let twice = known.insert(line.to_owned(), index + 1);
            assert_eq!(twice, None, "known.txt:{}: listed twice", index + 1);
        }
    }
    known
}

/// Takes the lines with these numbers out of `known.txt`.
fn strike(numbers: &[usize]) {
    let path = folder("known.txt");
    let content = fs::read_to_string(&path).expect("tests/timex/known.txt");
    let kept: String = content
        .lines()
        .enumerate()
        .filter(|(index, _)| !numbers.contains(&(index + 1)))
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    fs::write(path, kept).expect("a writable known.txt");
}

#[test]
fn every_line_is_read_as_marked() {
    let mut known = known();
    let (mut report, mut failed, mut cases, mut struck) = (String::new(), 0, 0, Vec::new());
    let mut per_file: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for case in phrasings().iter().chain(&negatives()) {
        cases += 1;
        let problems = problems(case);
        let listed = known.remove(&format!("{}: {}", case.file, case.source));
        let place = format!("{}:{}", case.file, case.line);
        let tally = per_file.entry(case.file.clone()).or_default();
        tally.1 += 1;
        match (problems.is_empty(), listed) {
            (true, None) => continue,
            (false, Some(_)) => {
                tally.0 += 1;
                continue;
            }
            (true, Some(at)) => {
                struck.push(at);
                let _ = writeln!(report, "{place}: passes, strike known.txt:{at}");
            }
            (false, None) => {
                tally.0 += 1;
                for problem in problems {
                    let _ = writeln!(report, "{place}: {problem}");
                }
            }
        }
        failed += 1;
    }
    if std::env::var_os("DATELINE_STRIKE").is_some() {
        strike(&struck);
    }
    for (line, at) in known {
        failed += 1;
        let _ = writeln!(report, "known.txt:{at}: no such line: {line}");
    }
    for (file, (bad, all)) in per_file {
        let _ = writeln!(report, "{file}: {bad} of {all} lines fail");
    }
    assert_eq!(failed, 0, "of {cases} lines:\n{report}");
}

#[test]
fn the_corpora_are_large_and_without_repeats() {
    let (phrasings, negatives) = (phrasings(), negatives());
    assert!(phrasings.len() >= 1_700, "{} phrasings", phrasings.len());
    assert!(negatives.len() >= 600, "{} negatives", negatives.len());
    let mut seen = BTreeMap::new();
    for case in phrasings.iter().chain(&negatives) {
        let place = format!("{}:{}", case.file, case.line);
        if let Some(first) = seen.insert((&case.text, case.published), place.clone()) {
            panic!("{place} repeats {first}");
        }
    }
}

#[test]
fn expected_days_exist_and_agree_with_their_weekday() {
    for case in phrasings() {
        for expected in &case.expected {
            let words = case.text[expected.start..expected.end].to_lowercase();
            let named = DAY_NAMES.iter().find(|(name, _)| {
                words
                    .split(|c: char| !c.is_alphabetic())
                    .any(|w| w == *name)
            });
            for meaning in &expected.any_of {
                let day = meaning.value.get(..10).filter(|day| {
                    day.bytes()
                        .enumerate()
                        .all(|(at, byte)| byte.is_ascii_digit() || [4, 7].contains(&at))
                });
                let Some(day) = day else { continue };
                let place = format!("{}:{}", case.file, case.line);
                let day: Day = day
                    .parse()
                    .unwrap_or_else(|_| panic!("{place}: no such day as {day}"));
                if let Some((name, weekday)) = named {
                    assert_eq!(day.weekday(), *weekday, "{place}: {day} is no {name}");
                }
            }
        }
    }
}

/// A weekday that is another day's moves nothing by a year, and is told.
#[test]
fn a_wrong_weekday_moves_nothing() {
    let tagger = Tagger::english();
    for (published, text, value, weekday) in [
        (
            "2015-10-14",
            "They met on Thursday, 13 October.",
            "2015-10-13",
            "Tuesday",
        ),
        (
            "2015-10-14",
            "Thursday 13 October: talks begin.",
            "2015-10-13",
            "Tuesday",
        ),
        (
            "2016-03-02",
            "They met on Wednesday, 1 March.",
            "2016-03-01",
            "Tuesday",
        ),
        (
            "2015-10-14",
            "They met on Monday, 2 March 2015.",
            "2015-03-02",
            "",
        ),
        (
            "2015-10-14",
            "They met on Tuesday, 2 March 2015.",
            "2015-03-02",
            "Monday",
        ),
        (
            "2010-11-20",
            "The rules date from Thursday 20 August.",
            "2009-08-20",
            "",
        ),
    ] {
        let whole = sentences(text);
        let mentions = tagger.tag(text, &whole);
        let reference = Reference {
            published: Some(published.parse().expect("a day")),
        };
        let resolutions = tagger.resolve(text, &whole, &mentions, &reference);
        assert_eq!(resolutions[0].value, value, "{text}");
        let clash = format!("but that day was a {weekday}");
        let told = tagger.explain(text, &mentions[0], &resolutions[0]);
        assert_eq!(told.contains(&clash), !weekday.is_empty(), "{told}");
        let unsure = resolutions[0].basis.confidence < 0.7;
        assert_eq!(unsure, !weekday.is_empty(), "{text}");
    }
}

const DAY_NAMES: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
