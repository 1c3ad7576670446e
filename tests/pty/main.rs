//! The real program in a real terminal (a pseudo-terminal, its screen read
//! back): what a person sees after what a person types.
#![cfg(unix)]

mod changing;
mod keeping;
mod tasks;
mod terminal;

use std::time::{Duration, Instant};

use terminal::{PATIENCE, Terminal, cells, size};

#[test]
fn typing_ptn_narrows_to_putin() {
    let mut terminal = Terminal::loaded(120, 40);
    terminal.send("a");
    terminal.wait_for("Actors");
    terminal.send("ptn");
    terminal.wait_for("Vladimir Putin ×");
    terminal.wait("fewer events", |screen| screen.contains(" of "));
    terminal.send("\r");
    terminal.wait("the list to close", |screen| !screen.contains("› ptn"));
    assert!(terminal.text().contains("Vladimir Putin ×"));
    terminal.send("x");
    terminal.wait("all events", |screen| !screen.contains("Vladimir Putin ×"));
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_typed_date_and_the_days_around_it() {
    let mut terminal = Terminal::loaded(100, 30);
    terminal.send("t14 July 2016\r");
    terminal.wait_for("went to 14 July 2016");
    terminal.wait_selected("14 Thu");
    terminal.send("]");
    terminal.wait_selected("15 Fri");
    terminal.send("[");
    terminal.wait_selected("14 Thu");
    terminal.send("tnot a day\r");
    terminal.wait_for("not a date");
    assert!(
        terminal.text().contains("not a day"),
        "what was typed stays"
    );
}

#[test]
fn a_date_is_questioned_corrected_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Talks in Vienna\n\nVIENNA, October 14, 2015.\n\n\
        Sergey Lavrov met John Kerry in Vienna on Monday.\n";
    std::fs::write(folder.path().join("a.txt"), article).expect("written");
    let path = folder.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::open(100, 30, &[&path]);
    terminal.wait_for("12 Mon");
    terminal.wait("the end of the load", |screen| !screen.contains("dating…"));
    terminal.send("w");
    terminal.wait_for("Why this date");
    terminal.send("e");
    terminal.wait_for("the date of this article");
    terminal.send("\r21 October 2015\r");
    terminal.wait_for("19 Mon");
    let file = folder.path().join(".dateline-corrections.tsv");
    let kept = std::fs::read_to_string(&file).expect("corrections are kept");
    assert!(kept.contains("date\ta.txt\t2015-10-21"), "{kept}");
    terminal.send("U");
    terminal.wait_for("12 Mon");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn the_window_may_take_any_size() {
    let mut terminal = Terminal::loaded(120, 40);
    for (columns, rows) in [(80, 24), (20, 5), (1, 1), (200, 60), (60, 15)] {
        terminal
            .master
            .resize(size(columns, rows))
            .expect("resized");
        terminal
            .screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        if columns >= 60 {
            terminal.wait("the timeline", |screen| {
                screen.lines().count() as u16 <= rows && screen.contains("Timeline")
            });
        }
    }
    terminal.send("?");
    terminal.wait_for("Help");
}

#[test]
fn suspended_and_continued() {
    let mut terminal = Terminal::loaded(80, 24);
    terminal.signal("TSTP");
    let end = Instant::now() + PATIENCE;
    while terminal.screen.screen().alternate_screen() {
        assert!(
            Instant::now() < end,
            "the terminal is given back while stopped"
        );
        terminal.take(Duration::from_millis(100));
    }
    terminal.assert_restored();
    // The signal may come before the process has stopped itself, so again
    // until it is back.
    for _ in 0..50 {
        terminal.signal("CONT");
        terminal.take(Duration::from_millis(200));
        if terminal.text().contains("Timeline") {
            break;
        }
    }
    terminal.wait_for("Timeline");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn signals_end_it_and_restore_the_terminal() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut terminal = Terminal::loaded(80, 24);
        terminal.signal(name);
        assert_eq!(terminal.end().exit_code(), code, "SIG{name}");
        terminal.assert_restored();
    }
}

#[test]
fn quitting_while_it_loads() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = format!(
        "{{\"title\":\"A\",\"published\":\"2015-10-14\",\"text\":\"{}\"}}\n",
        "Lavrov met Kerry on 2 October 2015 in Vienna. ".repeat(20)
    );
    std::fs::write(folder.path().join("many.jsonl"), record.repeat(4000)).expect("written");
    let path = folder.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::open(80, 24, &[&path]);
    terminal.wait_for("Timeline");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile = "Owned\u{1b}]0;owned\u{7}\n\nMOSCOW, October 14, 2015.\n\nLavrov \u{1b}]52;c;b3duZWQ=\u{7}\
        met \u{9d}0;x\u{9c} Kerry \u{202e}on\u{200b} 12 October 2015. \u{1b}[2J\u{1b}[?1049l\n";
    std::fs::write(folder.path().join("a\u{1b}[31m.txt"), hostile).expect("written");
    let path = folder.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::open(100, 30, &[&path]);
    terminal.wait_for("12 Mon");
    terminal.send("w");
    terminal.wait_for("Why this date");
    terminal.send("\u{1b}");
    terminal.wait("the page to close", |screen| {
        !screen.contains("Why this date")
    });
    terminal.send("\r");
    terminal.wait_for("▸Article");
    // Our own question for the colour of the background.
    let raw = String::from_utf8_lossy(&terminal.raw).replacen("\u{1b}]11;?\u{7}", "", 1);
    for bad in [
        "\u{1b}]",
        "\u{1b}[2J\u{1b}[?1049l",
        "\u{9d}",
        "\u{202e}",
        "\u{200b}",
    ] {
        assert!(!raw.contains(bad), "{bad:?} came through");
    }
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
}
