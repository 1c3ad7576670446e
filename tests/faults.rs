//! Faults in the user's own files: each is told, the rest of them applies.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What `dateline` prints on its two streams, with this folder for the
/// user's files.
fn run(home: &Path, args: &[&str], typed: &str) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_CACHE_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("typed");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

fn write(home: &Path, name: &str, text: &str) {
    let file = home.join("dateline").join(name);
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    fs::write(file, text).expect("written");
}

fn has(told: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(told.contains(wanted), "{wanted:?} is missing:\n{told}");
    }
}

#[test]
fn corrections_and_what_is_kept_apply_beside_their_faults() {
    let home = tempfile::tempdir().expect("a folder");
    let (articles, _) = run(home.path(), &["articles", "--format", "jsonl"], "");
    let first: serde_json::Value =
        serde_json::from_str(articles.lines().next().expect("an article")).expect("JSON");
    let id = first["id"].as_str().expect("an id");
    let corrections = format!("bogus line\ndate\t{id}\t2016-02-03\tseen\n");
    write(home.path(), "corrections/bundled.tsv", &corrections);
    let kept = "[[event]]\narticle = \"a\"\nsentence = \"He came.\"\nnote = \"sound\"\n\n\
        [[event]]\narticle = 5\nsentence = \"b\"\n";
    write(home.path(), "kept/bundled.toml", kept);
    let typed = "corrections\n\nkept\n\nmark\ntake-back\nnotices\nquit\n";
    let (told, _) = run(home.path(), &["--plain"], typed);
    has(
        &told,
        &[
            "bundled.tsv, line 1: this correction is not used: not a correction: expected a kind",
            "bundled.toml, line 7: article = 5: expected text in quotes",
            &format!("{id} was published on 2016-02-03"),
            "not all is read: mend bundled.toml:7 first: article = 5",
            "sound · He came.",
            "not kept: mend bundled.toml:7 first",
            "not taken back: mend bundled.tsv:1 first",
        ],
    );
    let (told, faults) = run(home.path(), &["correct", "list"], "");
    has(
        &told,
        &[&format!("  1  {id} was published on 2016-02-03  seen")],
    );
    has(
        &faults,
        &["bundled.tsv:1: not a correction: expected a kind"],
    );
    let now =
        |name: &str| fs::read_to_string(home.path().join("dateline").join(name)).expect("there");
    assert_eq!(now("corrections/bundled.tsv"), corrections);
    assert_eq!(now("kept/bundled.toml"), kept);
}

#[test]
fn every_fault_of_settings_and_keys_is_in_the_notices() {
    let home = tempfile::tempdir().expect("a folder");
    let settings = "mouse = 3\ncolumn = \"blue\"\ncache-limit = \"x\"\n";
    write(home.path(), "config.toml", settings);
    write(
        home.path(),
        "keymap.toml",
        "[keys]\nfly = [\"j\"]\nquit = [\"nokey\"]\n",
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("a.txt"),
        "Talks\n\nVIENNA, October 14, 2015.\n\nHe came.\n",
    )
    .expect("written");
    let path = folder.path().to_str().expect("UTF-8");
    let (told, _) = run(home.path(), &["--plain", path], "notices\nquit\n");
    let told = told.rsplit("> ").nth(1).expect("the notices");
    has(
        told,
        &[
            "config.toml, line 1: mouse = 3: expected true or false",
            "config.toml, line 2: column = \"blue\": expected actors, source or nothing",
            "config.toml, line 3: cache-limit",
            "keymap.toml, line 2: fly: there is no such action",
            "keymap.toml, line 3: quit: \"nokey\" is not a key",
        ],
    );
    let (_, told) = run(home.path(), &["events", path], "");
    has(&told, &["config.toml:3: cache-limit"]);
}
