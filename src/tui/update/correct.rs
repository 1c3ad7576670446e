//! The user's own word: dates, events, names.

use super::choices::{Choice, row};
use super::moving::spoken;
use crate::actor::ActorId;
use crate::dating::corrections::{Correction, Word, parse_when, print_when, quoted};
use crate::timex::{Granularity, Interval, Tagger};
use crate::tui::action::Action;
use crate::tui::chores::Chore;
use crate::tui::layers::{Finder, Kind, Prompt, Purpose, Row};
use crate::tui::message::Command;
use crate::tui::model::Model;

/// Actors whose names are offered.
const ACTORS: usize = 6;

/// Opens the list of what can be corrected here.
pub fn open(model: &mut Model) {
    if let Some(fault) = &model.words.fault {
        let told = format!("not corrected: {fault}");
        model.complain(told);
    } else if model.event().is_none() {
        model.say("no event to correct");
    } else {
        Finder::open(model, Kind::Correct);
    }
}

/// Opens the list of corrections.
pub fn list(model: &mut Model) {
    if model.words.given.is_empty()
        && let Some(fault) = model.words.fault.clone()
    {
        model.complain(format!("no sound correction: {fault}"));
    } else if model.words.given.is_empty() {
        let key = model.keymap.hint(Action::Correct);
        model.say(format!("nothing is corrected; {key} corrects"));
    } else {
        Finder::open(model, Kind::Corrections);
    }
}

/// What can be corrected at the selected event.
pub fn offers(model: &Model) -> Vec<Row> {
    let Some(event) = model.event() else {
        return Vec::new();
    };
    let analysis = event.analysis();
    let published = match analysis.dating.published {
        Some(day) => format!("now {}", spoken(Interval::day(day))),
        None => "now unknown".to_owned(),
    };
    let now = format!("now {}", spoken(event.interval()));
    let mut rows = vec![
        row(Choice::ArticleDate, "the date of this article", published),
        row(Choice::EventDate, "the date of this event", now),
        row(Choice::NoEvent, "this sentence tells of no event", ""),
    ];
    let speaker = event.speaker();
    let others = event.actors().iter().filter(|id| Some(**id) != speaker);
    for id in speaker.iter().chain(others).take(ACTORS) {
        let Some(actor) = model.snapshot.actor(*id) else {
            continue;
        };
        let name = &actor.name;
        rows.push(row(
            Choice::Rename(*id),
            format!("{name} is called otherwise"),
            "",
        ));
        rows.push(row(
            Choice::Merge(*id),
            format!("{name} is the same as somebody else"),
            "",
        ));
        if !actor.aliases.is_empty() {
            let other = match actor.aliases.len() {
                1 => "1 other name".to_owned(),
                more => format!("{more} other names"),
            };
            rows.push(row(
                Choice::Divide(*id),
                format!("{name} is several people"),
                other,
            ));
        }
    }
    rows
}

/// The corrections given, the last one first.
pub fn given(model: &Model) -> Vec<Row> {
    let all: Vec<&Correction> = model.words.given.all().collect();
    let rows = all.iter().enumerate().rev().map(|(at, correction)| {
        let choice = Choice::Correction(at as u16);
        row(choice, correction.word.told(), correction.remark.clone())
    });
    rows.collect()
}

/// The other names of an actor.
pub fn aliases(model: &Model, id: ActorId) -> Vec<Row> {
    let aliases = model.snapshot.actor(id).map(|actor| &actor.aliases);
    let rows = aliases.into_iter().flatten().enumerate();
    rows.map(|(at, alias)| row(Choice::Alias(at as u16), alias.clone(), ""))
        .collect()
}

/// Goes on with what was chosen.
pub fn begin(model: &mut Model, choice: Choice, commands: &mut Vec<Command>) {
    match choice {
        Choice::ArticleDate => Prompt::open(model, Purpose::ArticleDate),
        Choice::EventDate => Prompt::open(model, Purpose::EventDate),
        Choice::NoEvent => {
            let Some((article, sentence, _)) = here(model) else {
                return;
            };
            give(model, Word::NoEvent { article, sentence }, commands);
        }
        Choice::Rename(id) => Prompt::open(model, Purpose::Name(id)),
        Choice::Merge(id) => Finder::open(model, Kind::SameAs(id)),
        Choice::Divide(id) => Finder::open(model, Kind::Apart(id)),
        _ => {}
    }
}

/// Asks whose a name is.
pub fn ask_whose(model: &mut Model, id: ActorId, alias: u16) {
    Prompt::open(model, Purpose::ApartName(id, alias));
}

/// The selected event: its article's id, its sentence and its expression as
/// corrections quote them.
fn here(model: &Model) -> Option<(String, String, String)> {
    let event = model.event()?;
    let analysis = event.analysis();
    let text = &analysis.article.text;
    Some((
        analysis.article.id.clone(),
        quoted(event.sentence().of(text)),
        quoted(event.expression().of(text)),
    ))
}

/// Gives the date of the article or of the event.
///
/// # Errors
/// When it is none.
pub fn date(
    model: &mut Model,
    purpose: Purpose,
    typed: &str,
    commands: &mut Vec<Command>,
) -> Result<(), String> {
    let (article, sentence, expression) = here(model).ok_or("no event is selected any more")?;
    let published = model
        .event()
        .and_then(|event| event.analysis().dating.published);
    let current = match purpose {
        Purpose::ArticleDate => published.unwrap_or(model.day()),
        _ => model.day(),
    };
    let when = parse_when(typed)
        .or_else(|| Tagger::english().read_typed(typed, current))
        .ok_or("not a date: try 14 October 2015, oct 2015, or the day after")?;
    let word = match purpose {
        Purpose::ArticleDate => {
            if when.granularity > Granularity::Day || when.first != when.last {
                return Err("an article is published on one day".to_owned());
            }
            let day = when.first;
            Word::Date { article, day }
        }
        _ => Word::Event {
            article,
            when,
            expression,
            sentence,
        },
    };
    give(model, word, commands);
    Ok(())
}

/// Gives an actor another name.
///
/// # Errors
/// When there is none.
pub fn rename(
    model: &mut Model,
    id: ActorId,
    typed: &str,
    commands: &mut Vec<Command>,
) -> Result<(), String> {
    let name = name_of(model, id)?;
    if typed.is_empty() || typed == name {
        return Err("a name is wanted, another than now".to_owned());
    }
    let is = typed.to_owned();
    give(model, Word::Actor { name, is }, commands);
    Ok(())
}

/// Makes two actors one under the other's name.
pub fn merge(model: &mut Model, id: ActorId, other: ActorId, commands: &mut Vec<Command>) {
    match (name_of(model, id), name_of(model, other)) {
        (Ok(name), Ok(is)) if name != is => give(model, Word::Actor { name, is }, commands),
        _ => model.say("that is the same actor already"),
    }
}

/// Gives one of an actor's names to somebody else.
///
/// # Errors
/// When there is no name.
pub fn divide(
    model: &mut Model,
    id: ActorId,
    alias: u16,
    typed: &str,
    commands: &mut Vec<Command>,
) -> Result<(), String> {
    let actor = name_of(model, id)?;
    if typed.is_empty() || typed == actor {
        return Err("the name of somebody else is wanted".to_owned());
    }
    let aliases = model.snapshot.actor(id).map(|actor| &actor.aliases);
    let alias = aliases
        .and_then(|aliases| aliases.get(usize::from(alias)))
        .cloned()
        .ok_or("that name is gone")?;
    let is = typed.to_owned();
    give(model, Word::Apart { actor, alias, is }, commands);
    Ok(())
}

fn name_of(model: &Model, id: ActorId) -> Result<String, String> {
    let actor = model.snapshot.actor(id);
    actor
        .map(|actor| actor.name.clone())
        .ok_or_else(|| "that actor is gone".to_owned())
}

/// Keeps a correction; everything that depends on it follows.
fn give(model: &mut Model, word: Word, commands: &mut Vec<Command>) {
    let words = &mut model.words;
    let before = words
        .given
        .all()
        .find(|c| c.word.same_matter(&word))
        .cloned();
    let told = match &word {
        Word::Date { day, .. } => format!("the article is of {}", spoken(Interval::day(*day))),
        Word::Event { when, .. } => format!("it happened {}", print_when(*when)),
        Word::NoEvent { .. } => "no event any more".to_owned(),
        Word::Actor { .. } | Word::Apart { .. } => word.told(),
    };
    if let Err(error) = words.given.set(Correction::new(word.clone())) {
        model.complain(error.to_string());
        return;
    }
    words.undo.push((word, before));
    let key = model.keymap.hint(Action::TakeBack);
    model.say(format!("{told}; {key} takes it back"));
    keep(model, commands);
}

fn keep(model: &Model, commands: &mut Vec<Command>) {
    let given = model.words.given.clone();
    commands.push(Command::Chore(Box::new(Chore::Correct(given))));
}

/// Takes the last correction back: the last of this session, then the last of
/// the file.
pub fn take_back(model: &mut Model, commands: &mut Vec<Command>) {
    if let Some(fault) = model.words.fault.clone() {
        model.complain(format!("not taken back: {fault}"));
        return;
    }
    let words = &mut model.words;
    let last = words.undo.pop().or_else(|| {
        let last = words.given.all().next_back()?;
        Some((last.word.clone(), None))
    });
    let Some((word, before)) = last else {
        model.say("no correction to take back");
        return;
    };
    undo(model, &word, before, commands);
}

/// Takes one of the corrections back.
pub fn take_back_one(model: &mut Model, at: usize, commands: &mut Vec<Command>) {
    if let Some(fault) = model.words.fault.clone() {
        model.complain(format!("not taken back: {fault}"));
        return;
    }
    let word = model.words.given.all().nth(at).map(|c| c.word.clone());
    if let Some(word) = word {
        model.words.undo.retain(|(of, _)| !of.same_matter(&word));
        undo(model, &word, None, commands);
    }
}

fn undo(model: &mut Model, word: &Word, before: Option<Correction>, commands: &mut Vec<Command>) {
    model.words.given.remove(word);
    if let Some(before) = before
        && let Err(error) = model.words.given.set(before)
    {
        model.complain(error.to_string());
        return;
    }
    model.say(format!("taken back: {}", word.told()));
    keep(model, commands);
}

/// The file could not be written: nothing was changed.
pub fn not_kept(model: &mut Model, why: &str) {
    if let Some((word, before)) = model.words.undo.pop() {
        model.words.given.remove(&word);
        if let Some(before) = before {
            // It stood in the file before, so it fits a line.
            let _ = model.words.given.set(before);
        }
    }
    model.complain(format!("not corrected: {why}"));
}
