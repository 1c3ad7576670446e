//! The command line as its users meet it: output, standard error, exit code.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn dateline(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    dateline(folder)
        .args(args)
        .output()
        .expect("the program starts")
}

fn with_stdin(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = dateline(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn lines(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

const STORY: &str = "Ministers sign pact on river water\n\n\
    GENEVA, March 4, 2014 (Harbour) - Foreign Minister Anna Keller told reporters on Tuesday that the \
    pact would enter into force on 1 April 2014.\n\n\
    Talks had begun in Geneva on 12 February 2014.\n";

fn folder_with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

#[test]
fn events_of_a_file_in_both_formats() {
    let folder = folder_with(&[("story.txt", STORY.as_bytes())]);
    let output = run(folder.path(), &["events", "--format", "jsonl", "story.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let events = lines(&output);
    let on = |day: &str| events.iter().find(|e| e["from"] == day && e["to"] == day);
    let begun = on("2014-02-12").expect("the talks' beginning");
    assert_eq!(begun["granularity"], "day");
    assert!(
        begun["sentence"]
            .as_str()
            .is_some_and(|s| s.contains("Talks had begun"))
    );
    assert!(
        on("2014-04-01").is_some_and(|e| e["planned"] == true),
        "{events:#?}"
    );
    for field in [
        "value",
        "basis",
        "confidence",
        "expression",
        "start",
        "end",
        "actors",
        "speaker",
        "article",
        "title",
    ] {
        assert!(
            !begun[field].is_null() || field == "speaker",
            "{field} in {begun}"
        );
    }
    let text = stdout(&run(folder.path(), &["events", "story.txt"]));
    assert!(
        text.contains("February 2014") && text.contains("12 Feb Wed"),
        "{text}"
    );
}

#[test]
fn without_a_terminal_the_chronology_is_printed() {
    let folder = folder_with(&[("story.txt", STORY.as_bytes())]);
    let output = run(folder.path(), &["story.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("Talks had begun"));
    assert!(!stdout(&output).contains('\u{1b}'));
}

#[test]
fn filters_narrow_and_nothing_found_is_exit_1() {
    let folder = folder_with(&[("story.txt", STORY.as_bytes())]);
    let narrowed = run(
        folder.path(),
        &[
            "events",
            "--to",
            "2014-02",
            "--format",
            "jsonl",
            "story.txt",
        ],
    );
    assert_eq!(lines(&narrowed).len(), 1);
    let found = run(
        folder.path(),
        &["events", "--search", "enter into force", "story.txt"],
    );
    assert_eq!(found.status.code(), Some(0));
    let none = run(folder.path(), &["events", "--from", "2015", "story.txt"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(stdout(&none).is_empty());
}

#[test]
fn a_filter_that_cannot_be_read_is_said_and_is_exit_2() {
    let folder = folder_with(&[("story.txt", STORY.as_bytes())]);
    let output = run(
        folder.path(),
        &["events", "--from", "the day of reckoning", "story.txt"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("the day of reckoning"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_missing_path_is_named_and_the_others_load() {
    let folder = folder_with(&[("story.txt", STORY.as_bytes())]);
    let some = run(folder.path(), &["articles", "absent.txt", "story.txt"]);
    assert_eq!(some.status.code(), Some(0));
    assert!(stderr(&some).contains("absent.txt"), "{}", stderr(&some));
    assert!(stdout(&some).contains("Ministers sign pact"));
    let none = run(folder.path(), &["articles", "absent.txt"]);
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(stderr(&none).lines().count(), 1);
}

#[test]
fn what_holds_no_article_is_told_of_in_one_line() {
    let folder = folder_with(&[("empty.txt", b"")]);
    fs::create_dir(folder.path().join("nothing")).expect("made");
    for path in ["empty.txt", "nothing"] {
        let none = run(folder.path(), &["events", path]);
        assert_eq!(none.status.code(), Some(2));
        let told = stderr(&none);
        assert!(told.contains(path) && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn check_lists_what_could_not_be_read() {
    let folder = folder_with(&[
        ("empty.txt", b""),
        (
            "binary.txt",
            &[0, 159, 146, 150, 0, 1, 2, 3, 0xff, 0xfe, 0, 0, 7],
        ),
        (
            "half.jsonl",
            b"{\"title\":\"A\",\"text\":\"On 3 May 2011 it rained.\"}\n{\"title\":\"B\",\"te",
        ),
        ("story.txt", STORY.as_bytes()),
    ]);
    let output = run(folder.path(), &["check", "--format", "jsonl", "."]);
    assert_eq!(output.status.code(), Some(1));
    let notices = lines(&output);
    let about = |name: &str| {
        notices
            .iter()
            .filter(|n| n["path"].as_str().is_some_and(|p| p.contains(name)))
            .collect::<Vec<_>>()
    };
    assert!(!about("empty.txt").is_empty(), "{notices:#?}");
    assert!(!about("binary.txt").is_empty(), "{notices:#?}");
    assert!(
        about("half.jsonl").iter().any(|n| n["line"] == 2),
        "{notices:#?}"
    );
    let events = run(folder.path(), &["events", "."]);
    assert!(stdout(&events).contains("it rained") && stdout(&events).contains("Talks had begun"));
}

#[test]
fn hostile_text_and_names_come_out_harmless() {
    let story = "Title \u{1b}]0;owned\u{7}\n\nPARIS, 4 May 2012 - \u{9d}52;c;AAAA\u{9c} The minister \
        \u{202e}spoke\u{2066} on 2 May 2012.\n";
    let folder = folder_with(&[("a\u{1b}[2Jb.txt", story.as_bytes())]);
    for args in [
        vec!["."],
        vec!["events", "--why", "."],
        vec!["events", "--format", "jsonl", "."],
        vec!["articles", "--why", "--body", "."],
        vec!["articles", "--format", "jsonl", "--body", "."],
        vec!["actors", "."],
        vec!["check", "."],
        vec!["articles", "absent\u{1b}[2J"],
    ] {
        let output = run(folder.path(), &args);
        for bytes in [stdout(&output), stderr(&output)] {
            let bad = bytes.chars().find(|&c| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(bad, None, "{args:?}: {bytes:?}");
        }
    }
}

#[test]
fn standard_input_is_a_path_too() {
    let folder = folder_with(&[]);
    let output = with_stdin(
        folder.path(),
        &["events", "--format", "jsonl", "-"],
        STORY.as_bytes(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(lines(&output).iter().any(|e| e["from"] == "2014-02-12"));
}

/// The guide of `assets/lang/en/README.md`, followed by a user of the program.
#[test]
fn a_users_words_are_read_and_their_faults_told() {
    let folder = folder_with(&[]);
    let words = folder.path().join("config/dateline/lang/en");
    fs::create_dir_all(&words).expect("a folder");
    fs::write(words.join("mine-holidays.tsv"), "03-20\tNowruz\n").expect("a file");
    let line =
        b"{\"id\":\"1\",\"published\":\"2014-03-05\",\"text\":\"They met on Nowruz 2013.\"}\n";
    let annotate = || {
        let mut child = dateline(folder.path())
            .arg("annotate")
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(line).expect("the program reads");
        drop(input);
        child.wait_with_output().expect("the program ends")
    };
    let output = annotate();
    let found = &lines(&output)[0]["expressions"][0];
    assert_eq!(found["text"], "Nowruz 2013", "{}", stderr(&output));
    assert_eq!(found["value"], "2013-03-20");
    fs::write(words.join("words.tsv"), "weekdayab\t3\n").expect("a file");
    let output = annotate();
    let told = stderr(&output);
    assert!(
        told.contains("words.tsv:1: expected three fields"),
        "{told}"
    );
    assert_eq!(lines(&output)[0]["expressions"][0]["text"], "2013");
}

#[test]
fn annotate_keeps_the_order_and_goes_on_after_a_bad_line() {
    let folder = folder_with(&[]);
    let mut input = String::new();
    for n in 0..300 {
        input.push_str(&format!(
            "{{\"id\":\"{n}\",\"published\":\"2014-03-05\",\"text\":\"On Tuesday it rained.\"}}\n"
        ));
        if n == 150 {
            input.push_str("{\"id\": 150, \"te\n");
        }
    }
    let output = with_stdin(folder.path(), &["annotate"], input.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("line 152"), "{}", stderr(&output));
    let rows = lines(&output);
    let ids: Vec<String> = rows
        .iter()
        .map(|r| r["id"].as_str().unwrap_or("").to_owned())
        .collect();
    assert_eq!(ids, (0..300).map(|n| n.to_string()).collect::<Vec<_>>());
    let first = &rows[0]["expressions"][0];
    assert_eq!(first["text"], "Tuesday");
    assert_eq!(first["value"], "2014-03-04");
    assert_eq!(
        (first["start"].as_u64(), first["end"].as_u64()),
        (Some(3), Some(10))
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = dateline(Path::new("."))
        .args(["events"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn the_bundled_corpus_opens_from_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["articles", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(lines(&output).len() >= 40);
}

#[test]
fn help_names_every_command_and_usage_errors_are_exit_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = stdout(&run(folder.path(), &["--help"]));
    for command in ["events", "articles", "actors", "annotate", "check"] {
        assert!(help.contains(command), "{help}");
    }
    assert_eq!(
        run(folder.path(), &["events", "--no-such-flag"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn nothing_to_read_is_said_once_and_nothing_is_written() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path();
    let said = run(folder, &["annotate", "."]);
    assert_eq!(said.status.code(), Some(2));
    assert_eq!(
        stderr(&said),
        "dateline: . is a folder; annotate reads one file of JSON Lines\n"
    );
    let bad = with_stdin(
        folder,
        &["annotate"],
        b"{\"text\": \"One.\"}\n{\"text\": 5}\n",
    );
    assert_eq!(lines(&bad).len(), 1);
    assert_eq!(
        stderr(&bad),
        "dateline: line 2: not a document: invalid type: integer `5`, expected a string\n"
    );
    let export = run(folder, &["export", "none", "--output", "out.html"]);
    assert_eq!(export.status.code(), Some(2));
    assert!(!folder.join("out.html").exists());
    fs::create_dir(folder.join("empty")).expect("a folder");
    let check = run(folder, &["check", "empty"]);
    assert_eq!(check.status.code(), Some(2));
    assert_eq!(stderr(&check), "dateline: empty: no article found\n");
}
