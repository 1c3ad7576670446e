//! Keeping: bookmarks, tags, notes, views; and finding them again.

use super::choices::{Choice, row};
use super::{filters, moving};
use crate::keep::{Item, View};
use crate::query::language::parse;
use crate::text::width;
use crate::tui::action::Action;
use crate::tui::chores::Chore;
use crate::tui::layers::{Editor, Finder, Kind, Layer, Prompt, Purpose, Row, context};
use crate::tui::message::Command;
use crate::tui::model::{EventId, Model};

/// Longest view name.
const LONGEST_NAME: usize = 60;

/// Whether something can be kept; says so when not.
fn can_keep(model: &mut Model) -> bool {
    if let Some(fault) = &model.notebook.fault {
        let told = format!("not kept: {fault}");
        model.complain(told);
        return false;
    }
    true
}

fn keep(model: &Model, commands: &mut Vec<Command>) {
    let kept = model.notebook.kept().clone();
    commands.push(Command::Chore(Box::new(Chore::Keep(kept))));
}

/// Sets a bookmark, or takes it off.
pub fn mark(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(here) = model.event_id().filter(|_| can_keep(model)) else {
        return;
    };
    let marked = model.notebook.of(here).is_some_and(|item| item.bookmark);
    let snapshot = model.snapshot.clone();
    model
        .notebook
        .change(&snapshot, here, |item| item.bookmark = !marked);
    if marked {
        model.say("bookmark taken off");
    } else {
        let jump = model.keymap.hint(Action::NextMark);
        model.say(format!("bookmarked; {jump} goes to the next bookmark"));
    }
    keep(model, commands);
}

/// Opens the note on the selected event.
pub fn note(model: &mut Model) {
    let Some(here) = model.event_id().filter(|_| can_keep(model)) else {
        return;
    };
    let text = model.notebook.of(here).map_or("", |item| &item.note);
    let editor = Editor::new(here, text);
    model.layers.push(Layer::Editor(Box::new(editor)));
}

/// Keeps a note as it was written.
pub fn noted(model: &mut Model, event: EventId, text: &str, commands: &mut Vec<Command>) {
    let before = model.notebook.of(event).map_or("", |item| &item.note);
    if before == text {
        return;
    }
    let snapshot = model.snapshot.clone();
    let kept = model.notebook.change(&snapshot, event, |item| {
        item.note = text.to_owned();
    });
    match kept {
        true => model.say(if text.is_empty() {
            "note taken off"
        } else {
            "note kept"
        }),
        false => model.complain("that event is gone"),
    }
    keep(model, commands);
}

/// Opens the tags of the selected event.
pub fn tags(model: &mut Model) {
    let Some(here) = model.event_id().filter(|_| can_keep(model)) else {
        return;
    };
    let tags = model.notebook.of(here).map(|item| item.tags.join(" "));
    let text = tags.filter(|tags| !tags.is_empty());
    let text = text.map_or(String::new(), |tags| tags + " ");
    Prompt::open_with(model, Purpose::Tags, text);
}

/// Files the selected event under the tags typed.
///
/// # Errors
/// When no event is selected any more.
pub fn tagged(model: &mut Model, typed: &str, commands: &mut Vec<Command>) -> Result<(), String> {
    let here = model.event_id().ok_or("no event is selected any more")?;
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([' ', ',']).map(|tag| tag.trim_matches('#')) {
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    let told = match tags.as_slice() {
        [] => "no tags".to_owned(),
        tags => format!("filed under {}", tags.join(", ")),
    };
    let snapshot = model.snapshot.clone();
    model
        .notebook
        .change(&snapshot, here, |item| item.tags = tags);
    model.say(told);
    keep(model, commands);
    Ok(())
}

/// Asks for the letter of the selected event.
pub fn letter(model: &mut Model) {
    if model.event_id().is_some() && can_keep(model) {
        Prompt::open(model, Purpose::Letter);
    }
}

/// Lets a letter lead to the selected event; it led elsewhere before, or
/// here: then it is taken off.
///
/// # Errors
/// When no letter was typed, or no event is selected any more.
pub fn lettered(model: &mut Model, typed: &str, commands: &mut Vec<Command>) -> Result<(), String> {
    let letter = one_letter(typed)?;
    let here = model.event_id().ok_or("no event is selected any more")?;
    let snapshot = model.snapshot.clone();
    let had = model.notebook.of(here).and_then(|item| item.letter) == Some(letter);
    model.notebook.release(letter);
    let told = match had {
        true => format!("{letter} is taken off"),
        false => {
            let change = |item: &mut Item| item.letter = Some(letter);
            model.notebook.change(&snapshot, here, change);
            let key = model.keymap.hint(Action::ToLetter);
            format!("{key} {letter} comes back here")
        }
    };
    model.say(told);
    keep(model, commands);
    Ok(())
}

/// Goes to the event of a letter; by the key that asks for it, back.
///
/// # Errors
/// When no event has this letter.
pub fn to_letter(model: &mut Model, typed: &str) -> Result<(), String> {
    if typed == model.keymap.hint(Action::ToLetter) {
        moving::jump(model, Action::Back);
        return Ok(());
    }
    let letter = one_letter(typed)?;
    match model.notebook.lettered(letter) {
        Some(at) => go(model, at),
        None => {
            let mut taken: Vec<char> = model.notebook.letters().collect();
            taken.sort_unstable();
            return Err(match taken.is_empty() {
                true => format!(
                    "no event has a letter; {} gives one",
                    model.keymap.hint(Action::Letter)
                ),
                false => format!("nothing has {letter}; there are {}", spaced(&taken)),
            });
        }
    }
    Ok(())
}

fn one_letter(typed: &str) -> Result<char, String> {
    let mut letters = typed.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_alphanumeric() && width(typed) == 1 => Ok(letter),
        _ => Err("one letter or digit".to_owned()),
    }
}

fn spaced(letters: &[char]) -> String {
    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
    letters.join(" ")
}

/// Opens the list of kept events.
pub fn list(model: &mut Model) {
    let fault = model.notebook.fault.clone();
    if let Some(fault) = &fault {
        model.complain(format!("not all is read: {fault}"));
    }
    if !model.notebook.kept().items.is_empty() {
        Finder::open(model, Kind::Kept);
    } else if fault.is_none() {
        let hint = |action| model.keymap.hint(action);
        let (mark, note, tags) = (hint(Action::Mark), hint(Action::Note), hint(Action::Tags));
        model.say(format!(
            "nothing is kept yet: {mark} bookmarks, {note} notes, {tags} tags"
        ));
    }
}

/// The kept events.
pub fn kept(model: &Model) -> Vec<Row> {
    let items = model.notebook.kept().items.iter().enumerate();
    let rows = items.map(|(at, item)| {
        let mut label = String::new();
        label.push_str(if item.bookmark { "★ " } else { "" });
        if let Some(letter) = item.letter {
            label.push_str(&format!("{letter} · "));
        }
        for tag in &item.tags {
            label.push_str(&format!("#{tag} "));
        }
        if let Some(line) = item.note.lines().find(|line| !line.trim().is_empty()) {
            label.push_str(&format!("{line} · "));
        }
        label.push_str(&item.event.sentence);
        let place = model.notebook.place(at);
        let event = place.and_then(|(article, index)| {
            let row = model.snapshot.row_of(article, index)?;
            model.snapshot.event(row)
        });
        let interval = event.map(|event| event.interval());
        let when = interval.map_or("not found".to_owned(), moving::spoken);
        let day = interval.map(|interval| interval.first);
        (day, row(Choice::Kept(at as u16), label, when))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(day, _)| (day.is_none(), *day));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Goes to a kept event.
pub fn go(model: &mut Model, at: usize) {
    let Some(event) = model.notebook.place(at) else {
        model.complain("that event is not in this corpus as it is read now");
        return;
    };
    match moving::position_of(model, event) {
        Some(position) => {
            moving::leave(model);
            moving::place(model, position);
        }
        None => {
            let key = model.keymap.hint(Action::ClearFilters);
            model.complain(format!("the filter hides that event; {key} shows all"));
        }
    }
}

/// The saved views, and one to be saved under the name typed.
pub fn views(model: &Model, typed: &str) -> Vec<Row> {
    let views = &model.notebook.kept().views;
    let rows = views.iter().enumerate();
    let mut rows: Vec<Row> = rows
        .map(|(at, view)| row(Choice::View(at as u16), &view.name, &view.query))
        .collect();
    let typed = typed.trim();
    if !typed.is_empty() && !views.iter().any(|view| view.name == typed) {
        let label = format!("save what is shown as “{typed}”");
        rows.push(row(Choice::SaveView, label, filters::line(model)));
    }
    rows
}

/// Opens the saved views.
pub fn open_views(model: &mut Model) {
    if let Some(fault) = model.notebook.fault.clone() {
        model.complain(format!("not all is read: {fault}"));
    }
    Finder::open(model, Kind::Views);
}

/// Shows a saved view.
pub fn show(model: &mut Model, at: usize, commands: &mut Vec<Command>) {
    let Some(view) = model.notebook.kept().views.get(at).cloned() else {
        return;
    };
    match parse(&view.query, &context(model)) {
        Ok(filter) => {
            let before = model.filter.clone();
            filters::commit(model, before, filter, commands);
            model.say(format!("view {}", view.name));
        }
        Err(error) => model.complain(format!("{}: {}", view.name, error.message)),
    }
}

/// Saves the filter in force under a name.
pub fn save(model: &mut Model, typed: &str, commands: &mut Vec<Command>) {
    let name: String = typed.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() || !can_keep(model) {
        return;
    }
    let query = filters::line(model);
    model.say(format!("saved as {name}: {query}"));
    let views = &mut model.notebook.kept_mut().views;
    views.retain(|view| view.name != name);
    views.push(View { name, query });
    keep(model, commands);
}

/// Forgets a saved view.
pub fn forget(model: &mut Model, at: usize, commands: &mut Vec<Command>) {
    if !can_keep(model) {
        return;
    }
    let views = &mut model.notebook.kept_mut().views;
    if at < views.len() {
        let view = views.remove(at);
        model.say(format!("forgot {}: {}", view.name, view.query));
        keep(model, commands);
    }
}
