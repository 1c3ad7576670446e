//! How well the actor picker understands what people type.

use std::path::PathBuf;
use std::sync::Arc;

use dateline::actor::{Actor, ActorId};
use dateline::query::fuzzy::{ActorIndex, Picker};

fn shared() -> PathBuf {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("DATELINE_SHARED").map_or(default, PathBuf::from)
}

fn actor(name: &str, mentions: u32) -> Actor {
    Actor {
        name: name.to_owned(),
        mentions,
        ..Actor::default()
    }
}

/// First place, from 0, of the wanted name among the first five.
fn place(index: &ActorIndex, query: &str, wanted: &str) -> Option<usize> {
    let picks = index.search(query, 5);
    let names = |id: ActorId| &index.actors()[id.0 as usize].name;
    picks.iter().position(|pick| names(pick.actor) == wanted)
}

#[test]
fn quality_on_a_list_of_ten_thousand_names() {
    let folder = shared().join("eval/actors/fuzzy");
    let (Ok(names), Ok(queries)) = (
        std::fs::read_to_string(folder.join("names10k.tsv")),
        std::fs::read_to_string(folder.join("queries.psv")),
    ) else {
        eprintln!("skipped: no {}", folder.display());
        return;
    };
    let actors = names.lines().filter_map(|line| {
        let (name, mentions) = line.split_once('\t')?;
        Some(actor(name, mentions.trim().parse().ok()?))
    });
    let index = ActorIndex::new(Arc::new(actors.collect()));
    let (mut first, mut five, mut all) = (0, 0, 0);
    for line in queries.lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let [kind, query, wanted] = fields[..] else {
            continue;
        };
        all += 1;
        let place = place(&index, query, wanted);
        first += usize::from(place == Some(0));
        five += usize::from(place.is_some());
        if place != Some(0) {
            let found: Vec<String> = index
                .search(query, 5)
                .iter()
                .map(|pick| format!("{} {}", index.name(pick), pick.score))
                .collect();
            eprintln!("{kind}: {query} wants {wanted}, found {found:?}");
        }
    }
    eprintln!("first {first}, among five {five}, of {all}");
    assert!(first >= 82 && five >= 87, "{first} / {five} of {all}");
}

#[test]
fn typing_and_deleting_gives_what_a_fresh_search_gives() {
    let words = [
        "Vladimir",
        "Putin",
        "Dmitry",
        "Peskov",
        "John",
        "Kerry",
        "Erdoğan",
        "Лавров",
    ];
    let mut actors = Vec::new();
    for (at, first) in words.iter().enumerate() {
        for last in &words {
            actors.push(actor(&format!("{first} {last}"), at as u32));
        }
    }
    let index = Arc::new(ActorIndex::new(Arc::new(actors.into())));
    let mut picker = Picker::new(index.clone());
    let keys = [
        "d", "dm", "dmi", "dm", "dm ", "dm p", "dm pe", "", "k", "kx", "lavrof", "erd",
    ];
    for query in keys {
        assert_eq!(picker.search(query, 20), index.search(query, 20), "{query}");
    }
}

#[test]
fn people_find_whom_they_mean() {
    let actors = include_str!("names.tsv").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let mut actor = actor(fields.next()?, fields.next()?.parse().ok()?);
        actor.aliases = fields.map(str::to_owned).collect();
        Some(actor)
    });
    let index = ActorIndex::new(Arc::new(actors.collect()));
    for line in include_str!("queries.tsv").lines() {
        let (query, wanted) = line.split_once('\t').expect("two fields");
        let picks = index.search(query, 5);
        let found: Vec<(&str, i64)> = picks
            .iter()
            .map(|pick| (&*index.actors()[pick.actor.0 as usize].name, pick.score))
            .collect();
        assert_eq!(
            found.first().map(|(name, _)| *name),
            Some(wanted),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn matched_characters_are_marked_in_the_name_as_it_stands() {
    let index = ActorIndex::new(Arc::default());
    for (query, name, marked) in [
        ("ptn", "Vladimir Putin", "Ptn"),
        ("putin", "Vladimir Putin", "Putin"),
        ("peskov d", "Dmitry Peskov", "DPeskov"),
        ("erdogan", "Recep Tayyip Erdoğan", "Erdoğan"),
        ("mfa", "Ministry of Foreign Affairs", "MFA"),
        ("strauss", "Levi Strauß", "Strauß"),
        ("lavrov", "Лавров", "Лавров"),
        ("zzz", "Vladimir Putin", ""),
        ("", "Vladimir Putin", ""),
    ] {
        let letters: Vec<char> = name.chars().collect();
        let found = index.matched(query, name).into_iter().map(|at| letters[at]);
        assert_eq!(found.collect::<String>(), marked, "{query}");
    }
}

#[test]
fn a_name_in_full_is_resolved_exactly() {
    let mut actors = vec![
        actor("Lavrov", 1),
        actor("Sergey Lavrov", 50),
        actor("Russia", 90),
    ];
    actors[1].aliases = vec!["Lavrov".to_owned(), "Russia".to_owned()];
    let index = ActorIndex::new(Arc::new(actors.into()));
    assert_eq!(index.resolve("sergey lavrov"), Some(ActorId(1)));
    assert_eq!(index.resolve("RUSSIA"), Some(ActorId(2)));
    assert_eq!(index.resolve("srgy lvrv"), Some(ActorId(1)));
    assert_eq!(index.resolve("xyzzy"), None);
    assert_eq!(index.resolve(""), None);
}

#[test]
fn a_bare_name_is_whoever_is_mostly_meant_by_it() {
    let called = |name: &str, alias: &str, mentions| {
        let mut actor = actor(name, mentions);
        actor.aliases = vec![alias.to_owned()];
        actor
    };
    let actors = vec![
        actor("Pistorius", 13),
        called("Oscar Pistorius", "Pistorius", 226),
        called("Carl Pistorius", "Pistorius", 4),
        actor("Georgia", 40),
        called("Georgia Steel", "Georgia", 90),
    ];
    let index = ActorIndex::new(Arc::new(actors.into()));
    let bearers = |name| -> Vec<u32> { index.bearers(name).into_iter().map(|id| id.0).collect() };
    assert_eq!(bearers("pistorius"), [1, 0, 2]);
    assert_eq!(bearers("Georgia"), [3, 4]);
    assert_eq!(bearers("Pistorius Oscar"), [0; 0]);
    assert_eq!(index.resolve("Pistorius"), Some(ActorId(1)));
}
