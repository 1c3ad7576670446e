//! `dateline correct`: the user's own word on dates, events and names.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::args::{CorrectArgs, CorrectCommand, Given};
use super::load::load;
use super::output::{Exit, Out, complain};
use crate::dating::corrections::{Correction, Corrections, Word, parse_when, quoted};
use crate::load::{Options, corrections};
use crate::store::Snapshot;
use crate::text::safe;
use crate::timex::{Day, Granularity, Interval, Tagger};

/// Runs the subcommand.
///
/// # Errors
/// When what is named is not there, or the file of corrections can't be read
/// or written.
pub fn run(args: &CorrectArgs) -> anyhow::Result<Exit> {
    match &args.command {
        CorrectCommand::Set {
            given,
            article,
            date,
        } => {
            // An article that is not there is told like a filter without
            // events, not like a fault of the file.
            if !ids(&known(&given.path)).any(|id| id == *article) {
                complain(&missing(&given.path, article));
                return Ok(Exit::Usage);
            }
            let article = article.clone();
            let day = day(date)?;
            if day > today() {
                complain(&format!("{day} has yet to come; kept as you said"));
            }
            give(given, Word::Date { article, day })
        }
        CorrectCommand::Event {
            given,
            article,
            date,
            sentence,
        } => {
            let (sentence, expression) = sentence_with(&given.path, article, sentence)?;
            let word = Word::Event {
                article: article.clone(),
                when: when(date)?,
                expression,
                sentence,
            };
            give(given, word)
        }
        CorrectCommand::NoEvent {
            given,
            article,
            sentence,
        } => {
            let (sentence, _) = sentence_with(&given.path, article, sentence)?;
            let article = article.clone();
            give(given, Word::NoEvent { article, sentence })
        }
        CorrectCommand::Actor { given, name, is } => {
            named(&given.path, name)?;
            let (name, is) = (name.clone(), is.clone());
            give(given, Word::Actor { name, is })
        }
        CorrectCommand::Apart {
            given,
            actor,
            words,
            is,
        } => {
            named(&given.path, actor)?;
            let word = Word::Apart {
                actor: actor.clone(),
                alias: words.clone(),
                is: is.clone(),
            };
            give(given, word)
        }
        CorrectCommand::Remove { path, which, user } => remove(path, which, *user),
        CorrectCommand::List { path } => list(path.as_deref()),
    }
}

fn known(path: &Path) -> std::sync::Arc<Snapshot> {
    let paths = [path.to_owned()];
    load(
        &paths,
        Options {
            alone: true,
            ..Options::default()
        },
    )
    .snapshot
}

fn ids(snapshot: &Snapshot) -> impl Iterator<Item = String> {
    let all = snapshot.analyses();
    all.map(|(_, analysis)| analysis.article.id.clone())
}

fn missing(path: &Path, article: &str) -> String {
    format!(
        "no article \u{2018}{article}\u{2019} in {}; `dateline articles` lists them",
        path.display()
    )
}

/// The one sentence of an article that has these words, as corrections quote
/// it, and the words that date its first event.
fn sentence_with(path: &Path, article: &str, words: &str) -> anyhow::Result<(String, String)> {
    let snapshot = known(path);
    let found = snapshot.articles.find(article);
    let Some(analysis) = found.and_then(|id| snapshot.analysis(id)) else {
        bail!(missing(path, article));
    };
    let text = &analysis.article.text;
    let words = quoted(words);
    let has = |event: &&crate::event::Event| quoted(event.sentence.of(text)).contains(&words);
    let mut events = analysis.events.iter().filter(has);
    let Some(event) = events.next() else {
        bail!("no event of \u{2018}{article}\u{2019} has the words \u{2018}{words}\u{2019}");
    };
    if events.any(|other| other.sentence != event.sentence) {
        bail!(
            "several sentences of \u{2018}{article}\u{2019} have the words \u{2018}{words}\u{2019}"
        );
    }
    Ok((
        quoted(event.sentence.of(text)),
        quoted(event.expression.of(text)),
    ))
}

fn named(path: &Path, name: &str) -> anyhow::Result<()> {
    match known(path).actors.iter().any(|actor| actor.name == name) {
        true => Ok(()),
        false => bail!(
            "nobody is called \u{2018}{name}\u{2019} in {}; `dateline actors` lists the names",
            path.display()
        ),
    }
}

fn give(given: &Given, word: Word) -> anyhow::Result<Exit> {
    let file = place(&given.path, given.user)?;
    let remark = given.remark.clone().unwrap_or_default();
    Corrections::change(&file, |all| all.set(Correction { word, remark }))?;
    Ok(Exit::Done)
}

fn remove(path: &Path, which: &str, user: bool) -> anyhow::Result<Exit> {
    let file = place(path, user)?;
    let dated = |c: &&Correction| matches!(&c.word, Word::Date { article, .. } if article == which);
    let number = which.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let mut removed = false;
    Corrections::change(&file, |all| {
        let found = all.all().find(dated).or_else(|| all.all().nth(number?));
        let word = found.map(|correction| correction.word.clone());
        removed = word.is_some_and(|word| all.remove(&word));
        Ok(())
    })?;
    if !removed {
        complain(&format!(
            "{}: no correction of \u{2018}{which}\u{2019}",
            file.display()
        ));
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

fn list(path: Option<&Path>) -> anyhow::Result<Exit> {
    let mut out = Out::new();
    let mut printed = 0;
    let beside = path.and_then(corrections::beside);
    for file in beside.into_iter().chain(corrections::in_data(path)) {
        let (given, faults) = Corrections::read_sound(&file);
        for fault in faults {
            complain(&fault.to_string());
        }
        for (at, correction) in given.all().enumerate() {
            printed += 1;
            let told = correction.word.told();
            let told = match &correction.word {
                Word::Event { article, .. } | Word::NoEvent { article, .. } => {
                    format!("{article}: {told}")
                }
                _ => told,
            };
            let line = format!("{:>3}  {told}  {}", at + 1, correction.remark);
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
    let interval = when(typed)?;
    match interval.granularity <= Granularity::Day && interval.length() == 1 {
        true => Ok(interval.first),
        false => bail!("\u{2018}{typed}\u{2019} is not a day; write it as 2015-10-14"),
    }
}

/// A date, as a person types it.
fn when(typed: &str) -> anyhow::Result<Interval> {
    parse_when(typed)
        .or_else(|| Tagger::english().read_typed(typed, today()))
        .with_context(|| format!("\u{2018}{typed}\u{2019} is not a day; write it as 2015-10-14"))
}

fn today() -> Day {
    chrono::Local::now().date_naive().into()
}
