//! The editor, the browser, and what outlives the program.

use std::time::{Duration, Instant};

use crate::terminal::{PATIENCE, Terminal};

/// A folder with a small program of the shell that begins so.
fn tool(lines: &str) -> (tempfile::TempDir, String) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tool");
    std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("written");
    let all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&path, all).expect("made a program");
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn the_editor_gets_the_terminal_and_every_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Talks\n\nVIENNA, October 14, 2015.\n\nNothing here.\n\n\
        Sergey Lavrov met John Kerry on Monday.\n";
    std::fs::write(folder.path().join("a.txt"), article).expect("written");
    let log = folder.path().join(".log");
    let (_tools, tool) = tool(&format!(
        "echo \"editor: $*\"; read line; echo \"got $line\" > {0}; echo \"$@\" >> {0}",
        log.display()
    ));
    let home = tempfile::tempdir().expect("a home");
    let path = folder.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::at_home(100, 30, &[&path], home, &[("EDITOR", &tool)]);
    terminal.wait_for("12 Mon");
    terminal.send("o");
    terminal.wait_for("editor: ");
    assert!(!terminal.screen.screen().alternate_screen());
    terminal.send("quick brown fox\n");
    terminal.wait_for("12 Mon");
    terminal.wait_for("what you saved appears here");
    let log = std::fs::read_to_string(log).expect("the editor ran");
    assert!(log.starts_with("got quick brown fox"), "{log}");
    terminal.send("?");
    terminal.wait_for("Help");
    terminal.send("\u{1b}");
    terminal.wait("the help to close", |screen| !screen.contains("Help:"));
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn the_address_opens_in_the_browser_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join(".log");
    let record = "{\"title\":\"A\",\"published\":\"2015-10-14\",\"url\":\"https://example.org/a?b=1;touch%20x\",\
        \"text\":\"Lavrov met Kerry on 12 October 2015 in Vienna.\"}\n";
    std::fs::write(folder.path().join("a.jsonl"), record).expect("written");
    let (_tools, tool) = tool(&format!("echo \"$#\" \"$@\" > {}", log.display()));
    let home = tempfile::tempdir().expect("a home");
    let path = folder.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::at_home(100, 30, &[&path], home, &[("BROWSER", &tool)]);
    terminal.wait_for("12 Mon");
    terminal.send("O");
    terminal.wait_for("opening https://example.org");
    let end = Instant::now() + PATIENCE;
    let mut told = String::new();
    while told.is_empty() && Instant::now() < end {
        terminal.take(Duration::from_millis(50));
        told = std::fs::read_to_string(&log).unwrap_or_default();
    }
    assert_eq!(told, "1 https://example.org/a?b=1;touch%20x\n");
}

#[test]
fn notes_and_the_session_outlive_the_program() {
    let mut terminal = Terminal::loaded(100, 30);
    assert!(terminal.text().contains("new here?"), "{}", terminal.text());
    terminal.send("t14 July 2016\r");
    terminal.wait_for("went to 14 July 2016");
    terminal.send("iremember\u{1b}");
    terminal.wait_for("note kept");
    terminal.send("alavrov\r");
    terminal.wait_for("Lavrov ×");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    let home = terminal.home.take().expect("a home");
    let mut again = Terminal::at_home(100, 30, &[], home, &[]);
    again.wait_for("filtered as you left it");
    assert!(again.text().contains("Lavrov ×"));
    again.send("X");
    again.wait("all events", |screen| !screen.contains("Lavrov ×"));
    again.send("B");
    again.wait_for("remember ·");
    again.send("\r");
    again.wait("the note's event", |screen| {
        screen
            .lines()
            .any(|line| line.starts_with('▌') && line.contains("14 Thu ✎"))
    });
    again.send("q");
    assert_eq!(again.end().exit_code(), 0);
}
