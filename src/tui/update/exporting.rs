//! What leaves the program: exports, citations, the source in an editor or a
//! browser.

use std::path::PathBuf;

use super::moving::spoken;
use crate::export::{Format, Record, day as day_words, left_out_told};
use crate::keep::Item;
use crate::tui::chores::{Chore, Export, Exported};
use crate::tui::layers::{Finder, Kind, Prompt, Purpose};
use crate::tui::message::Command;
use crate::tui::model::Model;

/// The file that citations are added to when none is named.
const CITATIONS: &str = "citations.txt";
/// Longest citation, in bytes.
const LONGEST_COPY: usize = 4000;

/// Asks for the file; `kept`: only what is bookmarked, tagged or noted.
pub fn open(model: &mut Model, kept: bool) {
    let mut items = model.notebook.kept().items.iter();
    if kept && !items.any(Item::says_something) {
        model.say("nothing is kept yet");
    } else if !kept && model.selection.is_empty() {
        model.say("no event to export");
    } else {
        Prompt::open(model, Purpose::Export(kept));
    }
}

/// Exports to the file typed; its name says the form.
///
/// # Errors
/// When it says none.
pub fn typed(
    model: &mut Model,
    kept: bool,
    typed: &str,
    commands: &mut Vec<Command>,
) -> Result<(), String> {
    if typed.is_empty() {
        return Err("a file name is wanted, such as october.html".to_owned());
    }
    let path = PathBuf::from(home(typed));
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    let format = Format::from_name(extension).ok_or_else(|| {
        let not = match extension {
            "" => String::new(),
            other => format!(", not .{other}"),
        };
        format!("which form? End it in .html, .md, .csv, .jsonl, .ics or .json{not}")
    })?;
    let only = kept.then(|| {
        let items = model.notebook.kept().items.iter().enumerate();
        let told = items.filter(|(_, item)| item.says_something());
        let places = told.filter_map(|(at, _)| model.notebook.place(at));
        let rows = places.filter_map(|(article, index)| model.snapshot.row_of(article, index));
        let mut rows: Vec<usize> = rows.collect();
        rows.sort_unstable();
        rows
    });
    let line = super::filters::line(model);
    let title = match line.is_empty() {
        true => model.title.clone(),
        false => format!("{}: {line}", model.title),
    };
    let export = Export {
        path,
        format,
        force: false,
        title,
        snapshot: model.snapshot.clone(),
        selection: model.selection.clone(),
        only,
        kept: model.notebook.kept().clone(),
    };
    commands.push(Command::Chore(Box::new(Chore::Export(export))));
    model.say("exporting…");
    Ok(())
}

/// A leading `~/` is the home folder.
fn home(typed: &str) -> String {
    match (typed.strip_prefix("~/"), std::env::var("HOME")) {
        (Some(rest), Ok(home)) => format!("{home}/{rest}"),
        _ => typed.to_owned(),
    }
}

/// The export is done, or waits for a word.
pub fn done(model: &mut Model, exported: Exported) {
    match exported {
        Exported::Written {
            path,
            events,
            left_out,
        } => {
            let plural = if events == 1 { "" } else { "s" };
            let mut told = format!("{events} event{plural} in {}", path.display());
            if left_out > 0 {
                told.push_str(&format!("; {}", left_out_told(left_out)));
            }
            model.say(told);
        }
        Exported::IsThere(export) => {
            model.pending = Some(*export);
            model.said = None;
            Finder::open(model, Kind::Replace);
        }
        Exported::Failed(why) => model.complain(format!("nothing was exported: {why}")),
    }
}

/// The file is to be replaced.
pub fn replace(model: &mut Model, commands: &mut Vec<Command>) {
    if let Some(export) = model.pending.take() {
        let export = Export {
            force: true,
            ..export
        };
        commands.push(Command::Chore(Box::new(Chore::Export(export))));
        model.say("exporting…");
    }
}

/// The event as a citation.
fn citation(model: &Model) -> Option<String> {
    let event = model.event()?;
    let analysis = event.analysis();
    let article = &analysis.article;
    let text = event.text();
    let mut end = text.len().min(LONGEST_COPY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cited = format!(
        "{}: “{}”",
        spoken(event.interval()),
        crate::text::safe(&text[..end])
    );
    let published = analysis.dating.published;
    let named = [
        Some(article.title.as_str()),
        article.source.as_deref(),
        article.url.as_deref(),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .map(|part| crate::text::safe(part).into_owned())
        .chain(published.map(day_words))
        .collect();
    if !parts.is_empty() {
        cited.push_str(&format!(" ({})", parts.join(", ")));
    }
    Some(cited)
}

/// Puts the event on the clipboard as a citation.
pub fn copy(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(cited) = citation(model) else {
        model.say("no event to copy");
        return;
    };
    model.say(format!("copied {} characters", cited.chars().count()));
    commands.push(Command::Copy(cited));
}

/// Asks for the file to which the citation is added.
pub fn ask_cite(model: &mut Model) {
    match citation(model) {
        Some(_) => Prompt::open(model, Purpose::Cite),
        None => model.say("no event to copy"),
    }
}

/// Adds the citation to a file.
///
/// # Errors
/// When no file is named.
pub fn cite(model: &mut Model, typed: &str, commands: &mut Vec<Command>) -> Result<(), String> {
    let text = citation(model).ok_or("no event is selected any more")?;
    let typed = if typed.is_empty() { CITATIONS } else { typed };
    if typed.ends_with('/') {
        return Err("a file name is wanted".to_owned());
    }
    let path = PathBuf::from(home(typed));
    commands.push(Command::Chore(Box::new(Chore::Cite { path, text })));
    Ok(())
}

/// Opens the article's file in the user's editor, at the event.
pub fn edit(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(event) = model.event() else {
        model.say("no event here");
        return;
    };
    let analysis = event.analysis();
    let article = &analysis.article;
    if model.bundled {
        model.say("the sample corpus is inside the program; it has no file to open");
    } else if article.path.as_os_str() == "-" {
        model.say("this came from standard input; it has no file to open");
    } else {
        let path = article.path.clone();
        let line = article.line;
        let words = event.text();
        commands.push(Command::Edit { path, line, words });
    }
}

/// Opens the article's address in the user's browser.
pub fn browse(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(event) = model.event() else {
        model.say("no event here");
        return;
    };
    let record = Record::of(&model.snapshot, &event);
    let link = record.link().map(str::to_owned);
    let given = record.url.is_some();
    match link {
        Some(url) => {
            model.say(format!("opening {url}"));
            commands.push(Command::Browse(url));
        }
        None if given => model.complain("its address is no web address"),
        None => model.say("the article names no address"),
    }
}
