//! Colours by meaning: `assets/themes/*.toml`, and the user's own.
//!
//! Each meaning is set off by an attribute or a glyph as well, so that the
//! theme `none` (and `NO_COLOR`) loses nothing.

use std::path::{Path, PathBuf};

use ratatui::style::{Color, Modifier, Style};

use crate::config::{FileError, UserFiles, line_of};

macro_rules! meanings {
    ($($variant:ident $name:literal $fallback:expr, $doc:literal;)*) => {
        /// What a piece of the screen means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Meaning {
            $(#[doc = $doc] $variant,)*
        }

        impl Meaning {
            /// All of them.
            pub const ALL: &'static [Meaning] = &[$(Meaning::$variant,)*];

            /// Its key in theme files.
            pub fn name(self) -> &'static str {
                match self { $(Meaning::$variant => $name,)* }
            }

            /// What it looks like when a theme does not say.
            fn fallback(self) -> Option<Meaning> {
                match self { $(Meaning::$variant => $fallback,)* }
            }
        }
    };
}

meanings! {
    Text "text" None, "Ordinary text.";
    Dim "dim" None, "What matters less: furniture, hints, counts.";
    Border "border" Some(Meaning::Dim), "Lines between panes.";
    Title "title" None, "Titles of panes and articles.";
    Focus "focus" Some(Meaning::Title), "The title of the pane with the focus.";
    Brand "brand" Some(Meaning::Title), "The program's name.";
    Heading "heading" Some(Meaning::Title), "Month and year headings.";
    Selected "selected" None, "The selected row.";
    SelectedIdle "selected-idle" Some(Meaning::Selected), "The selected row of a pane without the focus.";
    Date "date" None, "Dates.";
    Actor "actor" None, "Actors.";
    Speaker "speaker" Some(Meaning::Actor), "Who speaks.";
    Source "source" Some(Meaning::Dim), "Outlets.";
    Sentence "sentence" None, "The selected event's sentence in its article.";
    Match "match" None, "What a search or typing matched.";
    Shared "shared" Some(Meaning::Good), "Words that two accounts share.";
    Differs "differs" Some(Meaning::Unsure), "Words in which they differ.";
    Sure "sure" Some(Meaning::Text), "The mark of a sharp, sure date.";
    Unsure "unsure" None, "The mark of a doubtful date.";
    Planned "planned" Some(Meaning::Date), "The mark of something planned.";
    Chip "chip" None, "An active filter.";
    Bar "bar" Some(Meaning::Date), "Bars of the density strip.";
    BarView "bar-view" None, "Bars of what the timeline shows.";
    Cursor "cursor" Some(Meaning::Focus), "The place on the strip.";
    Key "key" Some(Meaning::Focus), "Keys in hints and help.";
    Good "good" None, "Done.";
    Warning "warning" Some(Meaning::Unsure), "Warnings.";
    Error "error" None, "Errors.";
    Popup "popup" Some(Meaning::Text), "The ground of popups.";
    Marked "marked" Some(Meaning::Unsure), "Stands for a character that may not be shown.";
}

/// The themes shipped with the program, in the order in which one steps
/// through them.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
    ("none", include_str!("../../assets/themes/none.toml")),
];

/// A style for each meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    styles: Vec<Style>,
}

impl Theme {
    /// A shipped theme; `none` for any other name.
    pub fn built_in(name: &str) -> Self {
        let found = BUILT_IN.iter().find(|(built_in, _)| *built_in == name);
        let (name, text) = found.unwrap_or(&BUILT_IN[4]);
        let path = PathBuf::from(format!("assets/themes/{name}.toml"));
        let mut errors = Vec::new();
        let theme = Self::read(name, &path, text, &mut errors);
        debug_assert!(errors.is_empty(), "{errors:?}");
        theme
    }

    /// A shipped theme or one of the user's, by name.
    pub fn load(name: &str, files: &UserFiles, errors: &mut Vec<FileError>) -> Option<Self> {
        let plain = name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c));
        let user = plain.then(|| files.read(&format!("themes/{name}.toml"), errors));
        if let Some((path, text)) = user.flatten() {
            return Some(Self::read(name, &path, &text, errors));
        }
        let built_in = BUILT_IN.iter().any(|(built_in, _)| *built_in == name);
        built_in.then(|| Self::built_in(name))
    }

    /// The style of a meaning.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles[meaning as usize]
    }

    fn read(name: &str, path: &Path, text: &str, errors: &mut Vec<FileError>) -> Self {
        let mut given = vec![None; Meaning::ALL.len()];
        match text.parse::<toml::Table>() {
            Ok(table) => {
                for (key, value) in &table {
                    match read_entry(key, value) {
                        Ok((meaning, style)) => given[meaning as usize] = Some(style),
                        Err(what) => errors.push(FileError::new(path, line_of(text, key), what)),
                    }
                }
            }
            Err(error) => errors.push(FileError::toml(path, text, &error)),
        }
        let styles = Meaning::ALL.iter().map(|meaning| {
            let mut from = Some(*meaning);
            // Fallbacks only name meanings that have none or one of their own.
            for _ in 0..Meaning::ALL.len() {
                let Some(meaning) = from else { break };
                if let Some(style) = given[meaning as usize] {
                    return style;
                }
                from = meaning.fallback();
            }
            Style::new()
        });
        Self {
            name: name.to_owned(),
            styles: styles.collect(),
        }
    }
}

fn read_entry(key: &str, value: &toml::Value) -> Result<(Meaning, Style), String> {
    let meaning = Meaning::ALL
        .iter()
        .find(|meaning| meaning.name() == key)
        .ok_or_else(|| format!("{key}: there is no such meaning"))?;
    let text = value
        .as_str()
        .ok_or_else(|| format!("{key}: expected a style in quotes"))?;
    let style = read_style(text).map_err(|word| {
        format!("{key}: {word:?} is no colour or attribute (as in \"#ffcc00 on black bold\")")
    })?;
    Ok((*meaning, style))
}

/// Reads `#ffcc00 on 236 bold underline`.
fn read_style(text: &str) -> Result<Style, &str> {
    let mut style = Style::new();
    let mut on = false;
    for word in text.split_whitespace() {
        match word {
            "on" => on = true,
            "bold" => style = style.add_modifier(Modifier::BOLD),
            "dim" => style = style.add_modifier(Modifier::DIM),
            "italic" => style = style.add_modifier(Modifier::ITALIC),
            "underline" => style = style.add_modifier(Modifier::UNDERLINED),
            "reverse" => style = style.add_modifier(Modifier::REVERSED),
            _ => {
                let colour: Color = word.parse().map_err(|_| word)?;
                style = if on {
                    style.bg(colour)
                } else {
                    style.fg(colour)
                };
                on = false;
            }
        }
    }
    Ok(style)
}

/// What the environment says of colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub none: bool,
    /// 24-bit colours are understood.
    pub full: bool,
    /// Whether the background is dark, from `COLORFGBG`.
    pub dark: Option<bool>,
}

impl Colours {
    /// From the process's environment.
    pub fn from_env() -> Self {
        let var = |name| std::env::var(name).unwrap_or_default();
        Self::from_vars(
            &var("NO_COLOR"),
            &var("COLORTERM"),
            &var("TERM"),
            &var("COLORFGBG"),
        )
    }

    fn from_vars(no_color: &str, colorterm: &str, term: &str, colorfgbg: &str) -> Self {
        let background = colorfgbg
            .rsplit(';')
            .next()
            .and_then(|n| n.parse::<u8>().ok());
        Self {
            none: !no_color.is_empty(),
            full: matches!(colorterm, "truecolor" | "24bit")
                || term.contains("direct")
                || term.contains("256color"),
            dark: background.map(|index| matches!(index, 0..=6 | 8)),
        }
    }

    /// The theme that `auto` stands for.
    pub fn automatic(&self) -> &'static str {
        match self {
            _ if self.none => "none",
            Self { full: false, .. } => "sixteen",
            Self {
                dark: Some(false), ..
            } => "light",
            _ => "dark",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_are_sound() {
        for (name, text) in BUILT_IN {
            let mut errors = Vec::new();
            let theme = Theme::read(name, Path::new(name), text, &mut errors);
            assert!(errors.is_empty(), "{errors:?}");
            assert_ne!(theme.style(Meaning::Selected), Style::new(), "{name}");
            for meaning in Meaning::ALL {
                let style = theme.style(*meaning);
                assert!(
                    style.bg.is_none() || style.fg.is_some(),
                    "{name}: {} paints a ground without a colour on it",
                    meaning.name()
                );
            }
        }
    }

    #[test]
    fn without_colour_meanings_differ_by_attribute() {
        let theme = Theme::built_in("none");
        for meaning in Meaning::ALL {
            let style = theme.style(*meaning);
            assert_eq!((style.fg, style.bg), (None, None), "{}", meaning.name());
        }
        let differ = [
            Meaning::Selected,
            Meaning::Date,
            Meaning::Actor,
            Meaning::Sentence,
        ];
        for meaning in differ {
            assert_ne!(theme.style(meaning), theme.style(Meaning::Text));
        }
    }

    #[test]
    fn a_meaning_not_given_falls_back() {
        let mut errors = Vec::new();
        let text = "actor = \"green\"\ndat = \"red\"\ndate = \"#12\"\n";
        let theme = Theme::read("t", Path::new("t.toml"), text, &mut errors);
        assert_eq!(theme.style(Meaning::Speaker), Style::new().fg(Color::Green));
        let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "t.toml:2: dat: there is no such meaning",
                "t.toml:3: date: \"#12\" is no colour or attribute (as in \"#ffcc00 on black bold\")"
            ]
        );
    }

    #[test]
    fn the_environment_chooses() {
        let from = Colours::from_vars;
        assert_eq!(
            from("1", "truecolor", "xterm-256color", "").automatic(),
            "none"
        );
        assert_eq!(from("", "", "xterm", "").automatic(), "sixteen");
        assert_eq!(from("", "", "xterm-256color", "0;15").automatic(), "light");
        assert_eq!(from("", "truecolor", "xterm", "15;0").automatic(), "dark");
    }
}
