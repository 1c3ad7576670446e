//! The arrows between the parts point one way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each part and what it may use; `span` is for everyone.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("timex", &[]),
    ("source", &["text", "timex"]),
    ("article", &["source", "text", "timex"]),
    ("actor", &["text", "timex"]),
    ("dating", &["actor", "article", "source", "text", "timex"]),
    ("event", &["actor", "article", "dating", "text", "timex"]),
    (
        "store",
        &[
            "actor", "article", "dating", "event", "source", "text", "timex",
        ],
    ),
    (
        "query",
        &[
            "actor", "article", "dating", "event", "source", "store", "text", "timex",
        ],
    ),
    (
        "load",
        &[
            "actor", "article", "config", "dating", "event", "source", "store", "text", "timex",
        ],
    ),
    ("config", &["text"]),
    ("keep", &["config", "text"]),
    (
        "export",
        &[
            "actor", "article", "dating", "event", "query", "source", "store", "text", "timex",
        ],
    ),
    (
        "tui",
        &[
            "actor", "article", "config", "dating", "event", "export", "keep", "load", "query",
            "source", "store", "text", "timex",
        ],
    ),
    (
        "cli",
        &[
            "actor", "article", "config", "dating", "event", "export", "keep", "load", "query",
            "source", "store", "text", "timex", "tui",
        ],
    ),
];

fn rust_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The parts named after `crate::` in code (not in comments).
fn uses(code: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for line in code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for rest in line.split("crate::").skip(1) {
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list
                    .split(['}', ';'])
                    .next()
                    .unwrap_or("")
                    .split(',')
                    .collect(),
                None => vec![rest],
            };
            for name in names {
                let word = name
                    .trim()
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next();
                parts.push(word.unwrap_or("").to_owned());
            }
        }
    }
    parts
}

#[test]
fn every_part_uses_only_what_lies_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&source).expect("src") {
        let path = entry.expect("an entry").path();
        let part = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or("")
            .to_owned();
        if !path.is_dir() {
            continue;
        }
        let Some(allowed) = arrows.get(part.as_str()) else {
            wrong.push(format!("src/{part} is not in the list of arrows"));
            continue;
        };
        let mut files = Vec::new();
        rust_files(&path, &mut files);
        for file in files {
            let code = fs::read_to_string(&file).expect("source text");
            let used = uses(&code);
            let bad = used.iter().filter(|u| {
                arrows.contains_key(u.as_str()) && **u != part && !allowed.contains(&u.as_str())
            });
            wrong.extend(bad.map(|u| format!("{} uses {u}", file.display())));
        }
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "arrows against the design:\n{}",
        wrong.join("\n")
    );
}

/// `build.rs` leaves the parts that only show out of the number under which
/// things are kept: what loads must not depend on them.
#[test]
fn what_is_kept_depends_on_no_part_that_only_shows() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut loading = vec!["load"];
    while let Some(more) = loading
        .iter()
        .flat_map(|part| arrows[part])
        .find(|part| !loading.contains(part))
    {
        loading.push(more);
    }
    let build = include_str!("../build.rs");
    let (_, list) = build.split_once("SHOWING: &[&str] =").expect("the list");
    let (list, _) = list.split_once(';').expect("its end");
    let (showing, kept): (Vec<&str>, Vec<&str>) = arrows
        .keys()
        .partition(|part| list.contains(&format!("\"src/{part}\"")));
    assert!(
        showing.contains(&"tui"),
        "{showing:?} leave the number alone"
    );
    assert!(
        loading.iter().all(|part| kept.contains(part)),
        "{loading:?} load, {showing:?} leave the number alone"
    );
}

#[test]
fn the_reader_of_uses_sees_lists_and_paths() {
    assert_eq!(
        uses("use crate::{Span, text::safe};\nlet x = crate::store::ArticleId(0);"),
        ["Span", "text", "store"]
    );
    assert!(uses("// crate::tui\n").is_empty());
}
