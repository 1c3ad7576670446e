//! Which key does what: `assets/keymap.toml`, changed by the user's file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustc_hash::FxHashMap;

use super::action::Action;
use crate::config::{FileError, line_of};

/// The keys shipped with the program, also the documented example.
pub const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// A key with its modifiers, as keymap files write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// The bindings in force.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    general: FxHashMap<Key, Action>,
    article: FxHashMap<Key, Action>,
    hits: FxHashMap<Key, Action>,
    /// Keys by action, in file order, for help and hints.
    keys: FxHashMap<Action, Vec<Key>>,
    /// Whether hints give the names of actions: where names are typed.
    named: bool,
}

type Table = BTreeMap<Action2, Vec<Key>>;

/// An action's place in [`Action::ALL`], to keep tables in a fixed order.
type Action2 = usize;

#[derive(Default)]
struct Tables {
    general: Table,
    article: Table,
    hits: Table,
    /// Actions that the user's file names: their keys win over shipped ones.
    named: BTreeSet<Action2>,
}

impl Keymap {
    /// The built-in keys.
    pub fn built_in() -> Self {
        Self::load(None).0
    }

    /// The built-in keys with the user's file laid over them. What is wrong
    /// in the user's file is told and left out; the rest applies.
    pub fn load(user: Option<(&Path, &str)>) -> (Self, Vec<FileError>) {
        let mut errors = Vec::new();
        let mut tables = Tables::default();
        let shipped = PathBuf::from("assets/keymap.toml");
        read(&shipped, DEFAULT, &mut tables, &mut errors);
        debug_assert!(errors.is_empty(), "{errors:?}");
        if let Some((path, text)) = user {
            tables.named.clear();
            read(path, text, &mut tables, &mut errors);
        }
        let path = user.map_or(shipped.as_path(), |(path, _)| path);
        let text = user.map_or(DEFAULT, |(_, text)| text);
        let mut keymap = Self {
            general: invert(&tables.general, &tables.named, path, text, &mut errors),
            article: invert(&tables.article, &tables.named, path, text, &mut errors),
            hits: invert(&tables.hits, &tables.named, path, text, &mut errors),
            keys: FxHashMap::default(),
            named: false,
        };
        errors.sort();
        for (&index, keys) in tables.hits.iter().chain(&tables.general) {
            keymap.keys.insert(Action::ALL[index], keys.clone());
        }
        (keymap, errors)
    }

    /// What a key does; `in_article` while the article pane has the focus.
    pub fn action(&self, event: KeyEvent, in_article: bool) -> Option<Action> {
        let key = Key::from(event);
        let article = in_article.then(|| self.article.get(&key)).flatten();
        article.or_else(|| self.general.get(&key)).copied()
    }

    /// What a key does first while a search of the bodies stands.
    pub fn hit(&self, event: KeyEvent) -> Option<Action> {
        self.hits.get(&Key::from(event)).copied()
    }

    /// The keys of an action, as one shows them: `j ↓`.
    pub fn shown(&self, action: Action) -> String {
        let keys = self.keys.get(&action).map_or(&[][..], Vec::as_slice);
        let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
        keys.join(" ")
    }

    /// The same keys, with the names of actions as hints.
    pub fn with_names(self) -> Self {
        Self {
            named: true,
            ..self
        }
    }

    /// The first key of an action, for hints; empty when it has none.
    pub fn hint(&self, action: Action) -> String {
        if self.named {
            return action.name().to_owned();
        }
        let first = self.keys.get(&action).and_then(|keys| keys.first());
        first.map(Key::to_string).unwrap_or_default()
    }
}

fn read(path: &Path, text: &str, tables: &mut Tables, errors: &mut Vec<FileError>) {
    let root = match text.parse::<toml::Table>() {
        Ok(root) => root,
        Err(error) => {
            errors.push(FileError::toml(path, text, &error));
            return;
        }
    };
    for (name, value) in &root {
        let named = &mut tables.named;
        let table = match name.as_str() {
            "keys" => &mut tables.general,
            "article" => &mut tables.article,
            "hits" => &mut tables.hits,
            _ => {
                let what = format!("unknown table [{name}]: expected [keys], [article] or [hits]");
                errors.push(FileError::new(path, line_of(text, name), what));
                continue;
            }
        };
        let Some(entries) = value.as_table() else {
            let what = format!("expected a table [{name}]");
            errors.push(FileError::new(path, line_of(text, name), what));
            continue;
        };
        for (action, keys) in entries {
            match read_entry(action, keys) {
                Ok((action, keys)) => {
                    table.insert(action, keys);
                    named.insert(action);
                }
                Err(what) => errors.push(FileError::new(path, line_of(text, action), what)),
            }
        }
    }
}

fn read_entry(name: &str, keys: &toml::Value) -> Result<(Action2, Vec<Key>), String> {
    let index = Action::ALL
        .iter()
        .position(|action| action.name() == name)
        .ok_or_else(|| format!("{name}: there is no such action (see ? in the program)"))?;
    let list = keys
        .as_array()
        .ok_or_else(|| format!("{name}: expected a list of keys such as [\"j\", \"down\"]"))?;
    let mut read = Vec::new();
    for key in list {
        let text = key
            .as_str()
            .ok_or_else(|| format!("{name}: expected keys in quotes"))?;
        read.push(Key::read(text).ok_or_else(|| format!("{name}: {text:?} is not a key"))?);
    }
    Ok((index, read))
}

fn invert(
    table: &Table,
    named: &BTreeSet<Action2>,
    path: &Path,
    text: &str,
    errors: &mut Vec<FileError>,
) -> FxHashMap<Key, Action> {
    let mut actions: FxHashMap<Key, Action> = FxHashMap::default();
    let shipped = table.iter().filter(|(index, _)| !named.contains(index));
    let users = table.iter().filter(|(index, _)| named.contains(index));
    for (&index, keys) in shipped.chain(users) {
        let action = Action::ALL[index];
        for key in keys {
            if let Some(other) = actions.insert(*key, action) {
                let mut names = [other, action];
                names.sort_by_key(|action| Action::ALL.iter().position(|one| one == action));
                let what = format!(
                    "the key {key} is given to both {} and {}",
                    names[0].name(),
                    names[1].name()
                );
                let line = line_of(text, action.name()).max(line_of(text, other.name()));
                errors.push(FileError::new(path, line, what));
            }
        }
    }
    actions
}

const NAMED: [(&str, &str, KeyCode); 17] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("backtab", "S-Tab", KeyCode::BackTab),
    ("space", "Space", KeyCode::Char(' ')),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Del", KeyCode::Delete),
    ("insert", "Ins", KeyCode::Insert),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
    ("plus", "+", KeyCode::Char('+')),
];

impl Key {
    /// The key as the terminal's parser would give it.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Reads a key as keymap files write it.
    pub fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        loop {
            let (modifier, after) = match rest {
                _ if rest.len() < 5 => break,
                _ if rest.starts_with("ctrl-") => (KeyModifiers::CONTROL, 5),
                _ if rest.starts_with("alt-") => (KeyModifiers::ALT, 4),
                _ if rest.starts_with("shift-") => (KeyModifiers::SHIFT, 6),
                _ => break,
            };
            modifiers |= modifier;
            rest = &rest[after..];
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest)?,
        };
        Some(Self::from(KeyEvent::new(code, modifiers)))
    }
}

fn named(name: &str) -> Option<KeyCode> {
    if let Some(number) = name.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    let found = NAMED.iter().find(|(written, ..)| *written == name);
    found.map(|(.., code)| *code)
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        // Shift is already in the character, and in the name of BackTab.
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Self {
            code: event.code,
            modifiers,
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (modifier, mark) in [
            (KeyModifiers::CONTROL, "C-"),
            (KeyModifiers::ALT, "A-"),
            (KeyModifiers::SHIFT, "S-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(mark)?;
            }
        }
        match NAMED.iter().find(|(.., code)| *code == self.code) {
            Some((_, shown, _)) => f.write_str(shown),
            None => match self.code {
                KeyCode::Char(c) => write!(f, "{c}"),
                KeyCode::F(number) => write!(f, "F{number}"),
                _ => f.write_str("?"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(text: &str) -> KeyEvent {
        Key::read(text).expect("a key").event()
    }

    fn with(text: &str) -> (Keymap, Vec<String>) {
        let (keymap, errors) = Keymap::load(Some((Path::new("k.toml"), text)));
        (keymap, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_shipped_keymap_is_sound_and_whole() {
        let (keymap, errors) = Keymap::load(None);
        assert!(errors.is_empty(), "{errors:?}");
        for action in Action::ALL {
            assert!(
                !keymap.hint(*action).is_empty(),
                "{} has no key",
                action.name()
            );
        }
        assert_eq!(keymap.action(press("j"), false), Some(Action::Down));
        assert_eq!(keymap.action(press("ctrl-z"), true), Some(Action::Suspend));
        assert_eq!(keymap.action(press("right"), true), Some(Action::NextDate));
        assert_eq!(keymap.action(press("right"), false), Some(Action::NextYear));
    }

    #[test]
    fn a_user_file_replaces_the_keys_of_an_action() {
        let (keymap, errors) = with("[keys]\ndown = [\"$\"]\n");
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(keymap.action(press("$"), false), Some(Action::Down));
        assert_eq!(keymap.action(press("j"), false), None);
        assert_eq!(keymap.action(press("k"), false), Some(Action::Up));
        assert_eq!(keymap.shown(Action::Down), "$");
    }

    #[test]
    fn two_actions_on_one_key_are_both_named() {
        let (keymap, errors) = with("[keys]\ndown = [\"k\"]\n");
        let user = keymap.action(press("k"), false);
        assert_eq!(user, Some(Action::Down), "the user's word wins");
        let (keymap, _) = with("[keys]\ndown = [\"q\"]\n");
        assert_eq!(keymap.action(press("q"), false), Some(Action::Down));
        assert_eq!(errors, ["k.toml:2: the key k is given to both down and up"]);
    }

    #[test]
    fn errors_name_file_and_line_and_the_rest_applies() {
        let (keymap, errors) =
            with("[keys]\nfly = [\"f\"]\nup = [\"hyper-x\"]\nquit = \"q\"\nhelp = [\"h\"]\n");
        assert_eq!(
            errors,
            [
                "k.toml:2: fly: there is no such action (see ? in the program)",
                "k.toml:3: up: \"hyper-x\" is not a key",
                "k.toml:4: quit: expected a list of keys such as [\"j\", \"down\"]"
            ]
        );
        assert_eq!(keymap.action(press("h"), false), Some(Action::Help));
        let (keymap, errors) = with("[keys\n");
        assert!(errors[0].starts_with("k.toml:1: "), "{errors:?}");
        assert_eq!(keymap.action(press("q"), false), Some(Action::Quit));
    }
}
