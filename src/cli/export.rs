//! `dateline export`: the chronology in the forms other programs read.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::args::ExportArgs;
use super::filter::select;
use super::load::load;
use super::output::{Exit, Out, complain};
use crate::export::{Format, left_out, left_out_told, write};
use crate::file::whole;
use crate::load::Corpus;

/// Runs the subcommand. A file is written whole or not at all.
///
/// # Errors
/// When the form is not known, a filter cannot be read, the file is there
/// already, or writing fails.
pub fn run(args: &ExportArgs) -> anyhow::Result<Exit> {
    let format = format(args)?;
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|path| path.exists() && !args.force)
    {
        anyhow::bail!("{} is there already; --force replaces it", path.display());
    }
    let loaded = load(&args.corpus.paths, args.corpus.options());
    if loaded.snapshot.articles.is_empty() {
        return Ok(loaded.exit(0));
    }
    let selection = select(&loaded, &args.filter, &[])?;
    let title = args
        .title
        .clone()
        .unwrap_or_else(|| Corpus::named(&args.corpus.paths).title());
    let write = |out: &mut dyn Write| write(format, &title, &loaded.snapshot, &selection, out);
    match &args.output {
        None => {
            let mut out = Out::new();
            write(&mut out)?;
            out.flush()?;
        }
        Some(path) => {
            whole(path, write).with_context(|| format!("cannot write {}", path.display()))?
        }
    }
    let events = 0..selection.count();
    let events = events.filter_map(|at| loaded.snapshot.event_at(&selection, at));
    match left_out(format, events) {
        0 => {}
        count => complain(&left_out_told(count)),
    }
    Ok(loaded.exit(selection.count()))
}

fn format(args: &ExportArgs) -> anyhow::Result<Format> {
    let extension = args
        .output
        .as_deref()
        .and_then(Path::extension)
        .and_then(|e| e.to_str());
    let name = args
        .to
        .as_deref()
        .or(extension)
        .context("which form? Give --to or an output file")?;
    let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    Format::from_name(name)
        .with_context(|| format!("no form is called {name}; there are {}", known.join(", ")))
}
