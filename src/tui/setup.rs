//! The model at the start: settings, keys, themes, and what was wrong with
//! them.

use super::Options;
use super::chores::Places;
use super::keymap::Keymap;
use super::model::{Column, Look, Model};
use super::theme::{BUILT_IN, Colours, Theme};
use crate::config::{Settings, UserFiles};
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
    let places = Places::of(&options.corpus, settings.corrections == "beside");
    match places.given() {
        Ok(given) => model.words.given = given,
        // The load tells of it as well, as a notice.
        Err(error) => model.words.fault = Some(error.to_string()),
    }
    match errors.as_slice() {
        [] => {}
        [one] => model.complain(one.to_string()),
        [first, rest @ ..] => model.complain(format!("{first} (and {} more)", rest.len())),
    }
    (model, places)
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
        mouse: settings.mouse,
        column: match settings.column.as_str() {
            "source" => Column::Source,
            "nothing" => Column::Nothing,
            _ => Column::Actors,
        },
        ascii: settings.ascii,
    }
}
