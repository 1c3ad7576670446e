//! Which files there are.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{Input, Notice, Severity, Stamp};

type Sink<'a> = &'a (dyn Fn(Result<Input, Notice>) -> bool + Sync);

/// Walks the given files and folders in parallel, handing each file to `sink`
/// as found; `sink` returns false to stop.
///
/// In folders, hidden files, `.ignore`d files and `README*` are left out; a
/// file that is named itself is always taken. Symbolic links are followed,
/// loops and anything that is not a regular file become notices, and a file
/// reached twice is taken once.
pub fn walk(paths: &[PathBuf], sink: Sink<'_>) {
    let seen = Mutex::new(HashSet::new());
    for path in paths {
        let go_on = match std::fs::metadata(path) {
            Err(error) => sink(Err(error_notice(path, &error.to_string()))),
            Ok(meta) if meta.is_dir() => walk_folder(path, &seen, sink),
            Ok(meta) => {
                let id = path
                    .file_name()
                    .map_or_else(|| slashed(path), |n| slashed(Path::new(n)));
                offer(path, id, &meta, &seen, sink)
            }
        };
        if !go_on {
            return;
        }
    }
}

fn walk_folder(root: &Path, seen: &Mutex<HashSet<FileKey>>, sink: Sink<'_>) -> bool {
    let stopped = Mutex::new(false);
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .ignore(true)
        .follow_links(true)
        .threads(2)
        .build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            let go_on = match entry {
                Err(error) => sink(Err(walk_notice(root, &error))),
                Ok(entry) => visit(root, &entry, seen, sink),
            };
            if go_on {
                return WalkState::Continue;
            }
            if let Ok(mut stopped) = stopped.lock() {
                *stopped = true;
            }
            WalkState::Quit
        })
    });
    !stopped.into_inner().unwrap_or(true)
}

fn visit(root: &Path, entry: &DirEntry, seen: &Mutex<HashSet<FileKey>>, sink: Sink<'_>) -> bool {
    if entry.file_type().is_some_and(|t| t.is_dir()) || is_readme(entry.file_name()) {
        return true;
    }
    let path = entry.path();
    match std::fs::metadata(path) {
        Err(error) => sink(Err(error_notice(path, &error.to_string()))),
        Ok(meta) => {
            let id = slashed(path.strip_prefix(root).unwrap_or(path));
            offer(path, id, &meta, seen, sink)
        }
    }
}

fn offer(
    path: &Path,
    id: String,
    meta: &std::fs::Metadata,
    seen: &Mutex<HashSet<FileKey>>,
    sink: Sink<'_>,
) -> bool {
    if !meta.is_file() {
        return sink(Err(Notice {
            path: path.to_owned(),
            line: 0,
            severity: Severity::Warning,
            message: "not a regular file; left out".to_owned(),
        }));
    }
    let new = seen
        .lock()
        .map(|mut seen| seen.insert(file_key(path, meta)))
        .unwrap_or(true);
    !new || sink(Ok(Input {
        path: path.to_owned(),
        id,
        bytes: meta.len(),
        stamp: Stamp::told(meta),
    }))
}

#[cfg(unix)]
type FileKey = (u64, u64);

#[cfg(unix)]
fn file_key(_: &Path, meta: &std::fs::Metadata) -> FileKey {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(not(unix))]
type FileKey = PathBuf;

#[cfg(not(unix))]
fn file_key(path: &Path, _: &std::fs::Metadata) -> FileKey {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The path as an article id: `/` between folders on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// `README`, `README.md`, `readme.txt`: about the folder, not an article.
fn is_readme(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    stem.eq_ignore_ascii_case("readme")
}

fn error_notice(path: &Path, message: &str) -> Notice {
    Notice {
        path: path.to_owned(),
        line: 0,
        severity: Severity::Error,
        message: format!("cannot be read: {message}"),
    }
}

fn walk_notice(root: &Path, error: &ignore::Error) -> Notice {
    match error {
        ignore::Error::WithPath { path, err } => walk_notice(path, err),
        ignore::Error::WithDepth { err, .. } => walk_notice(root, err),
        ignore::Error::Loop { child, ancestor } => Notice {
            path: child.clone(),
            line: 0,
            severity: Severity::Warning,
            message: format!("links back to {}; left out", ancestor.display()),
        },
        _ if root.is_symlink() && !root.exists() => {
            let to = std::fs::read_link(root).unwrap_or_default();
            Notice {
                path: root.to_owned(),
                line: 0,
                severity: Severity::Error,
                message: format!("links to nothing ({}); left out", to.display()),
            }
        }
        other => error_notice(root, &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ids(paths: &[PathBuf]) -> (Vec<String>, Vec<Notice>) {
        let found = Mutex::new((Vec::new(), Vec::new()));
        walk(paths, &|item| {
            let mut found = found.lock().expect("no panic in the sink");
            match item {
                Ok(input) => found.0.push(input.id),
                Err(notice) => found.1.push(notice),
            }
            true
        });
        let (mut ids, notices) = found.into_inner().expect("no panic in the sink");
        ids.sort();
        (ids, notices)
    }

    #[test]
    fn leaves_out_hidden_ignored_and_readme() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        fs::create_dir(root.join("sub")).expect("a folder");
        for name in [
            "a.txt",
            ".hidden",
            "README.md",
            "sub/b.txt",
            "drop.txt",
            "readme-not.txt",
        ] {
            fs::write(root.join(name), "x").expect("a file");
        }
        fs::write(root.join(".ignore"), "drop.txt\n").expect("a file");
        let (found, notices) = ids(&[root.to_owned()]);
        assert_eq!(found, ["a.txt", "readme-not.txt", "sub/b.txt"]);
        assert!(notices.is_empty());
        let (found, _) = ids(&[root.join("README.md"), root.join(".hidden")]);
        assert_eq!(found, [".hidden", "README.md"]);
    }

    #[test]
    fn a_file_reached_twice_is_taken_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("a.txt");
        fs::write(&file, "x").expect("a file");
        let (found, _) = ids(&[file.clone(), dir.path().to_owned(), file]);
        assert_eq!(found, ["a.txt"]);
    }

    #[test]
    fn what_is_missing_becomes_a_notice() {
        let (found, notices) = ids(&[PathBuf::from("/no/such/place")]);
        assert!(found.is_empty());
        assert_eq!(notices[0].severity, Severity::Error);
    }

    #[cfg(unix)]
    #[test]
    fn loops_and_pipes_become_notices() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        fs::create_dir(root.join("sub")).expect("a folder");
        std::os::unix::fs::symlink(root, root.join("sub/up")).expect("a link");
        let _socket =
            std::os::unix::net::UnixListener::bind(root.join("socket")).expect("a socket");
        std::os::unix::fs::symlink("nowhere", root.join("dangling.txt")).expect("a link");
        fs::write(root.join("a.txt"), "x").expect("a file");
        let (found, notices) = ids(&[root.to_owned()]);
        assert_eq!(found, ["a.txt"]);
        assert_eq!(notices.len(), 3, "{notices:?}");
        let dangling = notices.iter().find(|n| n.path.ends_with("dangling.txt"));
        let message = &dangling.expect("a notice").message;
        assert!(message.starts_with("links to nothing"), "{message}");
    }

    #[test]
    fn stops_when_told() {
        let dir = tempfile::tempdir().expect("a folder");
        for n in 0..50 {
            fs::write(dir.path().join(format!("{n}.txt")), "x").expect("a file");
        }
        let count = Mutex::new(0);
        walk(&[dir.path().to_owned()], &|_| {
            *count.lock().expect("no panic in the sink") += 1;
            false
        });
        assert!(count.into_inner().expect("no panic in the sink") <= 2);
    }
}
