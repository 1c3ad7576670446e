//! Other programs: the user's editor and browser. Always an argument vector,
//! never a shell; nothing of an article chooses the program.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// Bytes of a file looked through for the line of an event.
const LARGEST: u64 = 16 << 20;
/// Letters of the sentence that are looked for.
const LETTERS: usize = 48;

/// The words of `$VISUAL` or `$EDITOR`; `vi` when neither is set.
fn editor() -> Vec<String> {
    let var = |name| std::env::var(name).ok();
    let set = |value: &String| !value.trim().is_empty();
    let found = var("VISUAL")
        .filter(set)
        .or_else(|| var("EDITOR").filter(set));
    let line = found.unwrap_or_else(|| "vi".to_owned());
    line.split_whitespace().map(str::to_owned).collect()
}

/// The arguments with which an editor opens a file at a line (from 1; 0: at
/// its beginning).
fn arguments(program: &str, path: &Path, line: usize) -> Vec<OsString> {
    let name = Path::new(program).file_stem();
    let name = name.and_then(|name| name.to_str()).unwrap_or("");
    let at = |separator: &str| {
        let mut place = path.as_os_str().to_owned();
        if line > 0 {
            place.push(format!("{separator}{line}"));
        }
        place
    };
    let file = || path.as_os_str().to_owned();
    match name {
        "code" | "codium" | "code-insiders" => vec!["--goto".into(), at(":")],
        "hx" | "helix" | "subl" | "zed" => vec![at(":")],
        _ if line == 0 => vec![file()],
        "vi" | "vim" | "nvim" | "gvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient"
        | "jed" | "joe" | "kak" | "micro" | "mg" | "ne" | "less" | "more" => {
            vec![format!("+{line}").into(), file()]
        }
        _ => vec![file()],
    }
}

/// The line on which a sentence begins in a file, from 1: by its first words,
/// however they are broken across lines; `otherwise` when they are not there.
fn line_of(path: &Path, words: &str, otherwise: usize) -> usize {
    let letters = |text: &str| -> Vec<u8> {
        let kept = text.bytes().filter(|b| !b.is_ascii_whitespace());
        kept.collect()
    };
    let mut wanted = letters(words);
    wanted.truncate(LETTERS);
    let mut text = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut text));
    if read.is_err() || wanted.is_empty() {
        return otherwise;
    }
    // A file without its blanks, and the line of each of its letters.
    let mut dense = Vec::with_capacity(text.len());
    let mut starts = vec![0];
    for byte in &text {
        if *byte == b'\n' {
            starts.push(dense.len());
        } else if !byte.is_ascii_whitespace() {
            dense.push(*byte);
        }
    }
    let skipped = otherwise.saturating_sub(1).min(starts.len() - 1);
    let from = starts[skipped];
    match memchr::memmem::find(&dense[from..], &wanted) {
        Some(at) => starts.partition_point(|start| *start <= from + at),
        None => otherwise,
    }
}

/// Opens a file in the user's editor at a sentence and waits until it is
/// closed. The terminal must have been given back.
///
/// # Errors
/// When the editor can't be started or ends with an error; a sentence.
pub fn edit(path: &Path, line: usize, words: &str) -> Result<(), String> {
    // An absolute name can't be taken for an option.
    let path = path
        .canonicalize()
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let line = line_of(&path, words, line);
    let editor = editor();
    let (program, options) = editor.split_first().ok_or("no editor is set")?;
    let status = Command::new(program)
        .args(options)
        .args(arguments(program, &path, line))
        .status()
        .map_err(|error| format!("{program}: {error}; set EDITOR"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{program} ended with {status}")),
    }
}

/// Opens a web address in the user's browser, without waiting for it.
///
/// # Errors
/// When none can be started; a sentence.
pub fn browse(url: &str) -> Result<(), String> {
    let set = std::env::var("BROWSER").ok();
    let first = set
        .as_deref()
        .and_then(|list| list.split(':').next())
        .map(str::trim)
        .filter(|program| !program.is_empty());
    let program = match first {
        Some(program) => program,
        None if cfg!(target_os = "macos") => "open",
        None => "xdg-open",
    };
    let mut words = program.split_whitespace().filter(|word| *word != "%s");
    let start = || -> io::Result<()> {
        let mut child = Command::new(words.next().unwrap_or(program))
            .args(words)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        // Somebody has to take note of its end.
        std::thread::Builder::new()
            .name("browser".into())
            .spawn(move || child.wait())?;
        Ok(())
    };
    start().map_err(|error| format!("{program}: {error}; set BROWSER"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_its_own_way() {
        let told = |program: &str, line| -> Vec<String> {
            let arguments = arguments(program, Path::new("/a b.txt"), line);
            let shown = arguments.iter().map(|a| a.to_string_lossy().into_owned());
            shown.collect()
        };
        assert_eq!(told("/usr/bin/vim", 12), ["+12", "/a b.txt"]);
        assert_eq!(told("code", 12), ["--goto", "/a b.txt:12"]);
        assert_eq!(told("hx", 0), ["/a b.txt"]);
        assert_eq!(told("my-editor", 12), ["/a b.txt"]);
    }

    #[test]
    fn a_sentence_is_found_across_line_breaks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "Title\n\nHe came\non Monday. She left.\n").unwrap();
        assert_eq!(line_of(&path, "He came on Monday.", 0), 3);
        assert_eq!(line_of(&path, "She left.", 0), 4);
        assert_eq!(line_of(&path, "Nobody.", 7), 7);
        assert_eq!(line_of(&folder.path().join("b"), "x", 2), 2);
    }
}
