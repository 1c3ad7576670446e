//! A language: word tables and rules, read and compiled.

mod builtin;
mod cues;
mod graph;
mod holidays;
mod lex;
mod lexicon;
mod pattern;
mod rules;
mod template;
mod vocab;

use std::path::Path;

use rustc_hash::FxHashMap;

pub(crate) use builtin::{Cursor, NumberClasses};
pub(crate) use cues::Cues;
pub(crate) use graph::{Graph, Walk};
pub(crate) use holidays::Holidays;
pub(crate) use lex::{Kind, Token, lex};
pub(crate) use lexicon::{ClassId, Lexicon};
pub(crate) use rules::{Reader, Rule};
pub(crate) use template::constant;

/// A table or rule file that can't be used, with the place of the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LoadError {
    /// The file's name.
    pub file: String,
    /// Line, from 1; 0 when the file could not be read at all.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl LoadError {
    pub(crate) fn new(file: &str, line: usize, what: String) -> Self {
        Self {
            file: file.to_owned(),
            line,
            what,
        }
    }
}

/// Compiled tables and rules.
#[derive(Debug)]
pub(crate) struct Language {
    pub lexicon: Lexicon,
    pub holidays: Holidays,
    pub rules: Vec<Rule>,
    pub graph: Graph,
    pub numbers: NumberClasses,
    pub cues: Cues,
}

/// The built-in English files.
pub(crate) const ENGLISH: &[(&str, &str)] = &[
    (
        "words.tsv",
        include_str!("../../../assets/lang/en/words.tsv"),
    ),
    (
        "verbs.tsv",
        include_str!("../../../assets/lang/en/verbs.tsv"),
    ),
    (
        "holidays.tsv",
        include_str!("../../../assets/lang/en/holidays.tsv"),
    ),
    (
        "titles.rules",
        include_str!("../../../assets/lang/en/titles.rules"),
    ),
    (
        "calendar.rules",
        include_str!("../../../assets/lang/en/calendar.rules"),
    ),
    (
        "years.rules",
        include_str!("../../../assets/lang/en/years.rules"),
    ),
    (
        "relative.rules",
        include_str!("../../../assets/lang/en/relative.rules"),
    ),
    (
        "clock.rules",
        include_str!("../../../assets/lang/en/clock.rules"),
    ),
    (
        "periods.rules",
        include_str!("../../../assets/lang/en/periods.rules"),
    ),
    (
        "sets.rules",
        include_str!("../../../assets/lang/en/sets.rules"),
    ),
    (
        "vague.rules",
        include_str!("../../../assets/lang/en/vague.rules"),
    ),
    (
        "durations.rules",
        include_str!("../../../assets/lang/en/durations.rules"),
    ),
];

impl Language {
    /// English with a user's files laid over it; theirs win on equal length.
    pub(crate) fn english(extra: &[(String, String)]) -> Result<Self, LoadError> {
        let own = extra
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let files: Vec<(&str, &str)> = own.chain(ENGLISH.iter().copied()).collect();
        Self::compile(&files)
    }

    fn compile(files: &[(&str, &str)]) -> Result<Self, LoadError> {
        let mut lexicon = Lexicon::new();
        let mut holidays = Holidays::default();
        let of = |ending: &'static str| files.iter().filter(move |f| f.0.ends_with(ending));
        for (name, text) in of(".tsv") {
            if name.ends_with("holidays.tsv") {
                holidays.read(name, text, &mut lexicon)?;
            } else {
                lexicon.read(name, text, &|_, value| constant(value))?;
            }
        }
        let (mut slots, mut macros) = (pattern::Slots::default(), FxHashMap::default());
        let (mut graph, mut rules) = (Graph::new(), Vec::new());
        // Macros of all files first, so that a user's rules may use them.
        for (_, text) in of(".rules") {
            for line in text.lines().filter_map(|l| l.strip_prefix("macro ")) {
                if let Some((name, body)) = line.split_once('=') {
                    macros.insert(name.trim().to_owned(), body.trim().to_owned());
                }
            }
        }
        for (name, text) in of(".rules") {
            Reader {
                lexicon: &mut lexicon,
                slots: &mut slots,
                macros: &mut macros,
                graph: &mut graph,
                rules: &mut rules,
            }
            .read(name, text)?;
        }
        graph.finish(&lexicon);
        let numbers = NumberClasses {
            cardinal: lexicon.find_class("cardinal"),
            fraction: lexicon.find_class("fraction"),
        };
        Ok(Self {
            cues: Cues::new(&lexicon),
            lexicon,
            holidays,
            rules,
            graph,
            numbers,
        })
    }
}

/// The `.tsv` and `.rules` files of a folder, in the order of their names.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, LoadError> {
    let fault = |path: &Path, error: std::io::Error| {
        LoadError::new(&path.display().to_string(), 0, error.to_string())
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| fault(folder, e))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "tsv" || e == "rules"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).map_err(|e| fault(&path, e))?;
            Ok((path.display().to_string(), text))
        })
        .collect()
}
