//! `dateline cache`: what is kept of large piles for the next time.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;

use super::args::CacheCommand;
use super::output::{Exit, Out, complain};
use crate::load::cache::{self, Listed};
use crate::text::safe;

/// Runs the subcommand.
///
/// # Errors
/// When there is no folder, or the output fails.
pub fn run(args: &CacheCommand) -> anyhow::Result<Exit> {
    let Some(root) = args.cache_dir.clone().or_else(cache::usual) else {
        bail!("there is no cache folder: no home is known; give one with --cache-dir");
    };
    let wanted = (!args.paths.is_empty()).then(|| cache::folder_of(&root, &args.paths));
    let mut listed = cache::list(&root);
    listed.retain(|one| wanted.as_ref().is_none_or(|wanted| one.folder == *wanted));
    if args.clear {
        return Ok(clear(&listed));
    }
    let mut out = Out::new();
    for one in &listed {
        writeln!(out, "{:>9}  {}", size(one.bytes), safe(&name(one)))?;
    }
    let total = listed.iter().map(|one| one.bytes).sum();
    writeln!(
        out,
        "{:>9}  in {}",
        size(total),
        safe(&root.to_string_lossy())
    )?;
    out.flush()?;
    Ok(Exit::Done)
}

fn clear(listed: &[Listed]) -> Exit {
    let mut exit = Exit::Done;
    for one in listed {
        if !cache::delete(&one.folder) {
            complain(&format!(
                "{}: not deleted; a program may be using it",
                one.folder.display()
            ));
            exit = Exit::Nothing;
        }
    }
    exit
}

/// The paths of the corpus, or its folder when they can't be told.
fn name(one: &Listed) -> String {
    match &one.paths[..] {
        [] => PathBuf::from(one.folder.file_name().unwrap_or_default())
            .display()
            .to_string(),
        paths => paths.join(" "),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..10_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
