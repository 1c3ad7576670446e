//! Puts two things into the program: the bundled corpus, as a table of names
//! and bytes, and the gazetteer, compiled from its tables so that nothing of
//! it has to be read at start.

// The modules are the program's own; what writes the file uses a part of them.
#![allow(dead_code, unused_imports)]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/span.rs"]
mod span;
pub(crate) use span::Span;

#[path = "src/timex"]
mod timex {
    mod day;
    pub(crate) use day::Day;
}

#[path = "src/actor"]
mod actor {
    pub(crate) mod token;

    #[path = "alias"]
    pub(crate) mod alias {
        pub(crate) mod spelling;
    }

    #[path = "gazetteer"]
    pub(crate) mod gazetteer {
        pub(crate) mod build;
        mod entry;
        mod frozen;
        mod table;
        mod word;
    }
}

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bundled.rs"), bundled(&root.join("corpus"))?)?;
    let gazetteer = actor::gazetteer::build::compile(None).map_err(io::Error::other)?;
    fs::write(out.join("gazetteer.bin"), gazetteer)?;
    println!("cargo::rerun-if-changed=corpus");
    rules(&root)
}

/// The articles of the bundled corpus: names and where their bytes are.
fn bundled(corpus: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(corpus, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        let name = file
            .strip_prefix(corpus)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let path = file.to_string_lossy();
        let _ = writeln!(table, "    ({name:?}, include_bytes!({path:?})),");
    }
    table.push_str("]\n");
    Ok(table)
}

/// Parts of the program that show what was understood. What loads knows
/// nothing of them (`tests/layers.rs` holds that).
const SHOWING: &[&str] = &["src/cli", "src/export", "src/keep", "src/query", "src/tui"];

/// What articles are understood by, as one number: the program's own sources,
/// but those that only show, and everything in `assets/`. What is cached under
/// another number is not used.
fn rules(root: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for folder in ["src", "assets"] {
        everything(&root.join(folder), &mut files)?;
        println!("cargo::rerun-if-changed={folder}");
    }
    let showing: Vec<PathBuf> = SHOWING.iter().map(|part| root.join(part)).collect();
    files.retain(|file| !showing.iter().any(|part| file.starts_with(part)));
    files.push(root.join("Cargo.lock"));
    println!("cargo::rerun-if-changed=Cargo.lock");
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        file.strip_prefix(root).unwrap_or(file).hash(&mut hasher);
        // A packaged source may lack the lock file.
        fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rustc-env=DATELINE_RULES={:016x}", hasher.finish());
    Ok(())
}

fn everything(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => everything(&entry.path(), files)?,
            false => files.push(entry.path()),
        }
    }
    Ok(())
}

/// Every article file; what the walker would leave out is left out here too.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.starts_with("README") {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), files)?,
            false => files.push(entry.path()),
        }
    }
    Ok(())
}
