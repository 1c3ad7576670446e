//! `dateline correct`: the user's own word on the date of an article.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::args::{CorrectArgs, CorrectCommand};
use super::load::load;
use super::output::{Exit, Out, complain};
use crate::dating::corrections::{Correction, Corrections};
use crate::load::{Options, corrections};
use crate::text::safe;
use crate::timex::{Day, Granularity, Tagger};

/// Runs the subcommand.
///
/// # Errors
/// When the file of corrections can't be read or written.
pub fn run(args: &CorrectArgs) -> anyhow::Result<Exit> {
    match &args.command {
        CorrectCommand::Set {
            path,
            article,
            date,
            remark,
            user,
        } => {
            let known = load(std::slice::from_ref(path), Options { alone: true });
            if !known
                .snapshot
                .articles
                .iter()
                .any(|(_, a)| &a.article.id == article)
            {
                complain(&format!(
                    "no article \u{2018}{article}\u{2019} in {}; `dateline articles` lists them",
                    path.display()
                ));
                return Ok(Exit::Usage);
            }
            let file = place(path, *user)?;
            let mut corrections = Corrections::read(&file)?;
            corrections.set(Correction {
                article: article.clone(),
                day: day(date)?,
                remark: remark.clone().unwrap_or_default(),
            })?;
            corrections.write(&file)?;
            Ok(Exit::Done)
        }
        CorrectCommand::Remove {
            path,
            article,
            user,
        } => {
            let file = place(path, *user)?;
            let mut corrections = Corrections::read(&file)?;
            if !corrections.remove(article) {
                complain(&format!(
                    "{}: no correction of \u{2018}{article}\u{2019}",
                    file.display()
                ));
                return Ok(Exit::Nothing);
            }
            corrections.write(&file)?;
            Ok(Exit::Done)
        }
        CorrectCommand::List { path } => list(path),
    }
}

fn list(path: &Path) -> anyhow::Result<Exit> {
    let mut out = Out::new();
    let mut printed = 0;
    for user in [false, true] {
        let Ok(file) = place(path, user) else {
            continue;
        };
        for correction in Corrections::read(&file)?.dates() {
            printed += 1;
            let line = format!(
                "{}  {}  {}",
                correction.day, correction.article, correction.remark
            );
            writeln!(out, "{}", safe(line.trim_end()))?;
        }
    }
    out.flush()?;
    Ok(if printed == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

fn place(path: &Path, user: bool) -> anyhow::Result<PathBuf> {
    let file = if user {
        corrections::in_data(Some(path))
    } else {
        corrections::beside(path)
    };
    file.with_context(|| format!("there is no place for corrections of {}", path.display()))
}

/// A whole day, as a person types it.
fn day(typed: &str) -> anyhow::Result<Day> {
    if let Ok(day) = typed.parse() {
        return Ok(day);
    }
    let today = Day::from(chrono::Local::now().date_naive());
    match Tagger::english().read_typed(typed, today) {
        Some(interval) if interval.granularity <= Granularity::Day && interval.length() == 1 => {
            Ok(interval.first)
        }
        _ => bail!("\u{2018}{typed}\u{2019} is not a day; write it as 2015-10-14"),
    }
}
