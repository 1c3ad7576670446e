//! What the program is for, end to end: the bundled corpus, and a folder of
//! real articles where it is present.

mod corpus;
mod seeds;

use std::path::Path;
use std::sync::Arc;

use dateline::load::{Corpus, Options, load_all};
use dateline::store::Snapshot;

/// One event in the words of a test.
pub(crate) struct Told {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) sentence: String,
    pub(crate) article: String,
    pub(crate) actors: Vec<String>,
    pub(crate) speaker: String,
}

pub(crate) fn load(corpus: Corpus) -> Arc<Snapshot> {
    load_all(corpus, Options::default())
}

pub(crate) fn told(snapshot: &Snapshot) -> Vec<Told> {
    let name = |id| {
        snapshot
            .actor(id)
            .map(|actor| actor.name.clone())
            .unwrap_or_default()
    };
    let events = (0..snapshot.len()).filter_map(|row| snapshot.event(row));
    events
        .map(|event| Told {
            from: event.interval().first.to_string(),
            to: event.interval().last.to_string(),
            sentence: event
                .text()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            article: event.analysis().article.id.clone(),
            actors: event.actors().iter().map(|&id| name(id)).collect(),
            speaker: event.speaker().map(name).unwrap_or_default(),
        })
        .collect()
}

/// The rows of a table with a header line: one map a row, by column name.
pub(crate) fn table(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let header: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    let row = |line: &str| {
        let cells = line
            .split('\t')
            .map(str::to_owned)
            .chain(std::iter::repeat(String::new()));
        header.iter().map(|h| (*h).to_owned()).zip(cells).collect()
    };
    lines.map(row).collect()
}
