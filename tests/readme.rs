//! The sessions in README.md are run, and print what it says.
//!
//! In a `console` block a line `$ dateline …` is a command, what follows is
//! its standard output; a line `...` stands for any lines.

use std::fs;
use std::path::Path;
use std::process::Command;

struct Session {
    line: usize,
    command: String,
    expected: Vec<String>,
}

fn sessions(markdown: &str) -> Vec<Session> {
    let mut found: Vec<Session> = Vec::new();
    let mut inside = false;
    for (number, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if !inside {
            continue;
        } else if let Some(command) = line.strip_prefix("$ ") {
            found.push(Session {
                line: number + 1,
                command: command.to_owned(),
                expected: Vec::new(),
            });
        } else if let Some(session) = found.last_mut() {
            session.expected.push(line.trim_end().to_owned());
        }
    }
    found
}

/// The words of a command; quotation marks keep blanks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        match number % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Whether lines are as expected, where `...` stands for any lines.
fn agrees(expected: &[String], lines: &[String]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=lines.len()).any(|skipped| agrees(rest, &lines[skipped..]))
        }
        Some((first, rest)) => lines.first() == Some(first) && agrees(rest, &lines[1..]),
    }
}

#[test]
fn readme_sessions_print_what_readme_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let sessions = sessions(&readme);
    assert!(sessions.len() >= 4, "README shows sessions");
    for session in sessions {
        let words = words(&session.command);
        assert_eq!(words[0], "dateline", "README.md:{}", session.line);
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(&words[1..])
            .current_dir(root)
            .output()
            .expect("the program starts");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let lines: Vec<String> = printed
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect();
        assert!(
            agrees(&session.expected, &lines),
            "README.md:{}: `{}` prints\n{printed}",
            session.line,
            session.command
        );
    }
}
