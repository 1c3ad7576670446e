//! Actors on the command line: what `actors` tells; and the user's own names,
//! verbs and dated happenings.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .args(args)
        .output()
        .expect("the program starts")
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn put(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

const STORY: &str = "GENEVA, March 4, 2014 (Harbour) - Sergei Lavrov met John Kerry on 3 March 2014.\n\n\
    Lavrov and Kerry met again on 4 March 2014. Angela Merkel met Lavrov on 1 March 2014.\n";

#[test]
fn actors_have_names_days_and_companions() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "story.txt", STORY);
    let output = run(folder.path(), &["actors", "--format", "jsonl", "story.txt"]);
    let all = lines(&output);
    let lavrov = all.iter().find(|a| a["actor"] == "Sergey Lavrov");
    let lavrov = lavrov.unwrap_or_else(|| panic!("{all:#?}"));
    assert_eq!(
        lavrov["aliases"],
        serde_json::json!(["Sergei Lavrov", "Lavrov"])
    );
    assert_eq!(lavrov["mentions"], 3);
    assert_eq!(lavrov["events"], 3);
    assert_eq!(lavrov["first"], "2014-03-01");
    assert_eq!(lavrov["last"], "2014-03-04");
    assert_eq!(
        lavrov["with"],
        serde_json::json!([
            { "actor": "John Kerry", "events": 2 },
            { "actor": "Angela Merkel", "events": 1 },
        ])
    );
    let text = run(folder.path(), &["actors", "story.txt"]);
    let text = String::from_utf8_lossy(&text.stdout);
    assert!(
        text.contains("(with John Kerry 2, Angela Merkel 1)"),
        "{text}"
    );
}

#[test]
fn refusals_assert_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let story = "GENEVA, March 4, 2014 (Harbour) - It rained all day in the town.\n\n\
        Sergei Lavrov declined to comment on the raid on 3 March 2014. John Kerry denied that troops had moved \
        on 2 March 2014. Angela Merkel said that talks began on 1 March 2014.\n";
    put(folder.path(), "story.txt", story);
    let events = lines(&run(
        folder.path(),
        &["events", "--format", "jsonl", "story.txt"],
    ));
    for (day, denied) in [
        ("2014-03-03", true),
        ("2014-03-02", true),
        ("2014-03-01", false),
    ] {
        let event = events.iter().find(|e| e["from"] == day);
        let event = event.unwrap_or_else(|| panic!("{day}: {events:#?}"));
        assert_eq!(event["denial"], denied, "{event}");
    }
}

fn annotate(folder: &Path, text: &str) -> (Value, String) {
    put(
        folder,
        "in.jsonl",
        &serde_json::json!({ "id": 1, "text": text }).to_string(),
    );
    let output = run(folder, &["annotate", "in.jsonl"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (lines(&output).remove(0), told)
}

#[test]
fn a_users_tables_are_read_from_the_configuration_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = |file: &str, text: &str| {
        put(
            folder.path(),
            &format!("config/dateline/gazetteer/{file}"),
            text,
        )
    };
    own(
        "organisations.tsv",
        "name\tkind\taliases\nHarbour Board of Quill\tagency\tthe Quillers|Quillers\n",
    );
    own(
        "statements.tsv",
        "verb\tforms\tkind\ttakes\nsemaphore\t\tsay\tquote|clause\n",
    );
    let (found, told) = annotate(
        folder.path(),
        "Angela Merkel semaphored that the Quillers had left.",
    );
    assert_eq!(told, "");
    let entities = found["entities"].as_array().expect("entities");
    assert!(
        entities
            .iter()
            .any(|e| e["actor"] == "Harbour Board of Quill" && e["type"] == "ORG"),
        "{found:#}"
    );
    assert_eq!(
        found["attributions"][0]["speaker"], "Angela Merkel",
        "{found:#}"
    );
}

#[test]
fn a_mistake_in_them_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = "config/dateline/gazetteer/statements.tsv";
    put(
        folder.path(),
        file,
        "verb\tforms\tkind\ttakes\nutter\t\tsong\tquote\n",
    );
    let (found, told) = annotate(folder.path(), "Angela Merkel said that it rained.");
    assert!(
        told.contains("gazetteer/statements.tsv:2: no kind \"song\""),
        "{told}"
    );
    assert_eq!(found["attributions"][0]["speaker"], "Angela Merkel");
}

#[test]
fn a_users_happenings_and_offices_tell_of_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        folder.path(),
        "story.txt",
        "Wexley counts its dead\n\nThe Wexley dam broke on Tuesday and flooded the lower town, \
         Wexley reeve Ida Quill said. The harvest fair was called off.\n",
    );
    for (file, text) in [
        (
            "anchors.tsv",
            "name\tfrom\tto\tpatterns\nBreach of the dam\t2009-03-10\t2009-03-10\tThe Wexley dam broke\n",
        ),
        (
            "talk.tsv",
            "name\twhen\tpatterns\nThe harvest\t2009-03-01..2009-03-20\tharvest fair\n",
        ),
        (
            "offices.tsv",
            "id\ttitles\nwexley-reeve\tWexley reeve|reeve of Wexley\n",
        ),
        (
            "other-tenures.tsv",
            "person\toffice\tfrom\tto\nIda Quill\twexley-reeve\t2008\t2010\n",
        ),
    ] {
        let file = format!("config/dateline/gazetteer/{file}");
        put(folder.path(), &file, text);
    }
    let output = run(folder.path(), &["articles", "--why", "story.txt"]);
    let told = String::from_utf8_lossy(&output.stdout);
    for why in [
        "or 2009-03-10 (",
        "Breach of the dam",
        "to 20 March 2009: The harvest.",
        "Ida Quill was Wexley reeve from 1 January 2008 to 31 December 2010.",
    ] {
        assert!(told.contains(why), "{why}: {told}");
    }
}

#[test]
fn a_mistake_in_dated_tables_leaves_the_whole_folder_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = |file: &str, text: &str| {
        put(
            folder.path(),
            &format!("config/dateline/gazetteer/{file}"),
            text,
        )
    };
    own(
        "organisations.tsv",
        "name\tkind\taliases\nHarbour Board of Quill\tagency\tQuillers\n",
    );
    for (file, text, mistake) in [
        (
            "births.tsv",
            "name\tborn\nIda Quill\tonce\n",
            "\"once\" is no day",
        ),
        (
            "anchors.tsv",
            "name\tfrom\tto\tpatterns\nx\t2009-03-10\t2008\tx y\n",
            "it ends before it begins",
        ),
        (
            "other-tenures.tsv",
            "person\toffice\tfrom\nIda Quill\tqueen\t2008\n",
            "no such office",
        ),
        (
            "occasions.tsv",
            "name\twhen\tpatterns\nFair\t13-01\tfair\n",
            "\"13-01\" is no time",
        ),
    ] {
        own(file, text);
        let (found, told) = annotate(folder.path(), "Angela Merkel said the Quillers had left.");
        assert!(
            told.contains(&format!("gazetteer/{file}:2: {mistake}")),
            "{told}"
        );
        let entities = found["entities"].as_array().expect("entities");
        assert!(
            entities
                .iter()
                .all(|e| e["actor"] != "Harbour Board of Quill"),
            "{found:#}"
        );
        let file = format!("config/dateline/gazetteer/{file}");
        fs::remove_file(folder.path().join(file)).expect("removed");
    }
}

#[test]
fn names_given_later_are_found_in_what_was_read_before() {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        folder.path(),
        "news/story.txt",
        "GENEVA, March 4, 2014 (Harbour) - The Quillon Board met on Monday.\n\nQB leaders said on Tuesday that it would meet again.\n",
    );
    // Only piles of some size are kept; this part of it is quickly left out.
    put(
        folder.path(),
        "news/large.bin",
        &"\u{0}\u{1}\u{2}".repeat(400_000),
    );
    // What was written just now is read again in any case: let it age.
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    let told = |folder: &Path| {
        let output = run(folder, &["actors", "--format", "jsonl", "news"]);
        let all = lines(&output);
        all.iter().any(|a| a["actor"] == "Board of Quillon")
    };
    assert!(!told(folder.path()));
    assert!(folder.path().join("cache/dateline").is_dir(), "kept");
    put(
        folder.path(),
        "config/dateline/gazetteer/organisations.tsv",
        "name\tkind\taliases\nBoard of Quillon\tagency\tQuillon Board|The Quillon Board\n",
    );
    assert!(told(folder.path()), "not what was kept from before");
}
