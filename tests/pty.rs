//! The real program in a real terminal (a pseudo-terminal, its screen read
//! back): what a person sees after what a person types.
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Longest wait for anything; a loaded machine may need some of it.
const PATIENCE: Duration = Duration::from_secs(60);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    home: Option<tempfile::TempDir>,
}

impl Terminal {
    fn open(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().expect("a home");
        Self::at_home(columns, rows, arguments, home, &[])
    }

    /// With a home folder of one's own, and variables.
    fn at_home(
        columns: u16,
        rows: u16,
        arguments: &[&str],
        home: tempfile::TempDir,
        variables: &[(&str, &str)],
    ) -> Self {
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let writer = pty.master.take_writer().expect("a writer");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count) = reader.read(&mut chunk) {
                if count == 0 || send.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master: pty.master,
            writer,
            child,
            output,
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            home: Some(home),
        }
    }

    /// With the bundled corpus, loaded to the end.
    fn loaded(columns: u16, rows: u16) -> Self {
        let mut terminal = Self::open(columns, rows, &[]);
        terminal.wait("the corpus", |screen| {
            let busy = ["loading", "MB/s", "dating…"];
            screen.contains(" events") && !busy.iter().any(|word| screen.contains(word))
        });
        terminal
    }

    fn take(&mut self, timeout: Duration) -> bool {
        match self.output.recv_timeout(timeout) {
            Ok(bytes) => {
                self.raw.extend_from_slice(&bytes);
                self.screen.process(&bytes);
                true
            }
            Err(_) => false,
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen is as wanted.
    fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} did not appear:\n{}", self.text());
            self.take(left.min(Duration::from_millis(200)));
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    fn send(&mut self, keys: &str) {
        self.writer
            .write_all(keys.as_bytes())
            .expect("keys are taken");
        self.writer.flush().expect("keys are taken");
    }

    /// The row under the cursor bar.
    fn selected(&self) -> String {
        let text = self.text();
        let row = text.lines().find(|line| line.starts_with('▌'));
        row.unwrap_or_default().to_owned()
    }

    fn signal(&self, name: &str) {
        let process = self.child.process_id().expect("a process").to_string();
        let done = Command::new("kill").args(["-s", name, &process]).status();
        assert!(done.expect("kill runs").success());
    }

    fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                while self.take(Duration::from_millis(100)) {}
                return status;
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.text());
            self.take(Duration::from_millis(50));
        }
    }

    /// Whether the terminal was given back as it was.
    fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are as before");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a window has cells")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

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
    assert!(
        terminal.selected().contains("14 Thu"),
        "{}",
        terminal.text()
    );
    terminal.send("]");
    terminal.wait("the next day", |screen| {
        screen
            .lines()
            .any(|line| line.starts_with('▌') && !line.contains("14 Thu"))
    });
    assert!(
        terminal.selected().contains("15 Fri"),
        "{}",
        terminal.text()
    );
    terminal.send("[");
    terminal.wait("the day before", |screen| {
        screen
            .lines()
            .any(|line| line.starts_with('▌') && line.contains("14 Thu"))
    });
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
    terminal.wait_for("the corpus stays as it was read");
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
