//! The model at the start: settings, keys, themes, and what was wrong with
//! them.

use super::Options;
use super::action::Action;
use super::chores::Places;
use super::keymap::Keymap;
use super::model::{Column, Look, Model};
use super::notebook::Notebook;
use super::theme::{BUILT_IN, Colours, Theme};
use crate::config::{Settings, UserFiles};
use crate::keep::{Kept, Session};
use crate::load::Corpus;

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
            errors.push(crate::config::FileError::new("theme".as_ref(), 0, what));
        }
    }
    look.follow_background = automatic && matches!(name, "dark" | "light");
    let bundled = options.corpus == Corpus::Bundled;
    let title = options.corpus.title();
    let mut model = Model::new(title, bundled, look, keymap, settings.timeline_width);
    let mut places = Places::of(&options.corpus, settings.corrections == "beside");
    match places.given() {
        Ok(given) => model.words.given = given,
        // The load tells of it as well, as a notice.
        Err(error) => model.words.fault = Some(error.to_string()),
    }
    match places.kept.as_deref().map(Kept::read) {
        None => {}
        Some(Ok(kept)) => {
            places.last_kept = kept.clone().into();
            model.notebook = Notebook::new(kept);
        }
        Some(Err(error)) => {
            model.notebook.fault = Some(error.to_string());
            errors.push(error);
        }
    }
    match places.session.as_deref().map(Session::read) {
        Some(Ok(Some(session))) => super::keeper::begin(&mut model, session),
        // The first time on this corpus.
        Some(Ok(None)) => model.say(first_words(&model)),
        // The program's own file: what can't be read is made anew.
        Some(Err(_)) | None => {}
    }
    match errors.as_slice() {
        [] => {}
        [one] => model.complain(one.to_string()),
        [first, rest @ ..] => model.complain(format!("{first} (and {} more)", rest.len())),
    }
    (model, places)
}

/// What one must know who has never seen this before.
fn first_words(model: &Model) -> String {
    let key = |action| model.keymap.hint(action);
    format!(
        "new here? {}/{} move, {} reads, {} finds a name, {} tells why a date, {} lists all keys",
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
