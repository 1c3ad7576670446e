//! The model at the start: settings, keys, themes, and what was wrong with
//! them.

use super::Options;
use super::action::Action;
use super::chores::{Places, unmended};
use super::keymap::Keymap;
use super::model::{Column, Look, Model};
use super::notebook::Notebook;
use super::theme::{BUILT_IN, Colours, Theme};
use crate::config::{FileError, Settings, UserFiles};
use crate::keep::{Kept, Session};
use crate::load::{Corpus, corrections};
use crate::source::{Notice, Severity};

/// Reads the user's files and makes the first model.
pub fn model(options: &Options) -> (Model, Places) {
    let files = UserFiles::find();
    let (settings, mut errors) = Settings::load(&files);
    let keys = files.read("keymap.toml", &mut errors);
    let user = keys
        .as_ref()
        .map(|(path, text)| (path.as_path(), text.as_str()));
    let (keymap, wrong) = Keymap::load(user);
    errors.extend(wrong);
    let wanted = options
        .theme
        .clone()
        .unwrap_or_else(|| settings.theme.clone());
    let colours = Colours::from_env();
    let mut look = look(&settings, &colours);
    let automatic = wanted == "auto" || colours.none;
    let name = if automatic {
        colours.automatic()
    } else {
        &wanted
    };
    match Theme::load(name, &files, &mut errors) {
        Some(theme) => match look.themes.iter().position(|one| one.name == theme.name) {
            Some(at) => {
                look.themes[at] = theme;
                look.theme = at;
            }
            None => {
                look.themes.push(theme);
                look.theme = look.themes.len() - 1;
            }
        },
        None => {
            let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            let what = format!("there is no theme {name:?}: auto, {}", names.join(", "));
            errors.push(FileError::new("theme".as_ref(), 0, what));
        }
    }
    look.follow_background = automatic && matches!(name, "dark" | "light");
    let bundled = options.corpus == Corpus::Bundled;
    let title = options.corpus.title();
    let mut model = Model::new(title, bundled, look, keymap, settings.timeline_width);
    let mut places = Places::of(&options.corpus, settings.corrections == "beside");
    let (given, faults) = places.given();
    places.last_given = given.clone();
    model.words.given = given;
    let fault = faults.first();
    model.words.fault = fault.map(|fault| unmended(&fault.place(), &fault.what()));
    if let Some(file) = places.kept.as_deref() {
        let (kept, faults) = Kept::read_sound(file);
        places.last_kept = kept.clone().into();
        model.notebook = Notebook::new(kept);
        let fault = faults.first();
        model.notebook.fault = fault.map(|fault| unmended(&fault.place(), fault.what()));
        errors.extend(faults);
    }
    match places.session.as_deref().map(Session::read) {
        Some(Ok(Some(session))) => super::keeper::begin(&mut model, session),
        // The first time on this corpus.
        Some(Ok(None)) => model.say(first_words(&model)),
        // The program's own file: what can't be read is made anew.
        Some(Err(_)) | None => {}
    }
    model.faults = errors.iter().map(notice).collect();
    // The load finds the faults of corrections as well, and keeps them among
    // the notices of the corpus; but one is to know at once.
    let (_, mut faults) = corrections::read(&options.corpus);
    faults.extend(model.faults.iter().cloned());
    if let Some(told) = first_of(&faults, &model.keymap.hint(Action::Notices)) {
        model.complain(told);
    }
    (model, places)
}

/// A fault of a file of the user's, beside the notices of the corpus.
fn notice(error: &FileError) -> Notice {
    Notice {
        path: error.path().to_owned(),
        line: u32::try_from(error.line()).unwrap_or(u32::MAX),
        severity: Severity::Error,
        message: error.what().to_owned(),
    }
}

/// The first fault, short enough for the status line, and how many more
/// there are.
fn first_of(faults: &[Notice], key: &str) -> Option<String> {
    let (first, more) = faults.split_first()?;
    let name = first.path.file_name().unwrap_or(first.path.as_os_str());
    let mut told = match more.len() {
        0 => String::new(),
        1 => format!("2 faults ({key} tells both); "),
        more => format!("{} faults ({key} tells all); ", more + 1),
    };
    told.push_str(&name.to_string_lossy());
    if first.line > 0 {
        told.push_str(&format!(":{}", first.line));
    }
    told.push_str(&format!(": {}", first.message));
    Some(told)
}

/// What one must know who has never seen this before.
fn first_words(model: &Model) -> String {
    let key = |action| model.keymap.hint(action);
    format!(
        "new here? {}/{} move, {} reads, {} finds a name, {} why a date, {} all keys",
        key(Action::Down),
        key(Action::Up),
        key(Action::Open),
        key(Action::PickActor),
        key(Action::Why),
        key(Action::Help),
    )
}

fn look(settings: &Settings, colours: &Colours) -> Look {
    let themes: Vec<Theme> = BUILT_IN
        .iter()
        .map(|(name, _)| Theme::built_in(name))
        .collect();
    let automatic = colours.automatic();
    let theme = themes.iter().position(|theme| theme.name == automatic);
    Look {
        theme: theme.unwrap_or(0),
        themes,
        follow_background: false,
        background_known: false,
        mouse: settings.mouse,
        column: Column::from_name(&settings.column),
        ascii: settings.ascii,
    }
}
