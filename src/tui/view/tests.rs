//! Whole screens, as they are at the sizes people have.

use ratatui::style::Color;

use crate::timex::Interval;
use crate::tui::fixture::{self, Sentence, article, day, snapshot_of};
use crate::tui::message::Message;
use crate::tui::still::Still;

macro_rules! screens {
    ($($name:ident $columns:literal $rows:literal $keys:literal;)*) => {
        $(
            #[test]
            fn $name() {
                let mut driver = fixture::driver($columns, $rows);
                driver.keys($keys);
                insta::assert_snapshot!(driver.screen());
            }
        )*
    };
}

screens! {
    narrow 60 15 "j j";
    narrow_article 60 15 "j j enter";
    narrow_picker 60 15 "a k e r";
    usual 80 24 "j j";
    usual_filters 80 24 "j j f";
    usual_help 80 24 "?";
    wide 120 40 "j j";
    wide_picker 120 40 "a p t n";
    wide_why 120 40 "j w";
    wide_correct 120 40 "j e";
    very_wide 200 60 "j j";
    tiny 20 5 "j";
}

/// Text that would wreck a terminal or a column.
fn hostile() -> Still {
    let on = |text: &str| Some(Interval::day(day(text)));
    let articles = vec![article(
        "漢字の見出し \u{1b}]0;owned\u{7} title",
        "صحيفة \u{202e}reversed",
        Some("2015-10-14"),
        &[
            Sentence(
                "漢字と仮名の文章は幅が広い。 Wide text on Monday.",
                "Monday",
                on("2015-10-12"),
                &[],
                None,
            ),
            Sentence(
                "Combining e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} marks on Tuesday.",
                "Tuesday",
                on("2015-10-13"),
                &[],
                None,
            ),
            Sentence(
                "עברית וערבית العربية on Wednesday.",
                "Wednesday",
                on("2015-10-14"),
                &[],
                None,
            ),
            Sentence(
                "Controls \u{1b}[2J\u{9b}31m\u{0}\u{200b} on Thursday.",
                "Thursday",
                on("2015-10-15"),
                &[],
                None,
            ),
            Sentence(
                "Family 👩\u{200d}👩\u{200d}👧 and flag 🇷🇺 on Friday.",
                "Friday",
                on("2015-10-16"),
                &[],
                None,
            ),
        ],
    )];
    Still::new(snapshot_of(articles), "syria", (80, 24), "none")
}

#[test]
fn hostile_and_wide_text() {
    let mut driver = hostile();
    driver.keys("j j j");
    insta::assert_snapshot!(driver.screen());
}

#[test]
fn nothing_unsafe_reaches_a_cell() {
    let mut driver = hostile();
    for keys in [
        "j",
        "w",
        "esc enter",
        "esc f",
        "s",
        "esc ?",
        "esc z",
        "esc =",
    ] {
        driver.keys(keys);
        for cell in driver.buffer().content() {
            assert!(
                !cell.symbol().chars().any(crate::text::is_unsafe),
                "{:?} after {keys}",
                cell.symbol()
            );
        }
    }
}

#[test]
fn the_themes_differ_in_looks_only() {
    let plain = fixture::driver(80, 24).screen();
    for theme in ["dark", "light", "high-contrast", "sixteen"] {
        let driver = Still::new(fixture::snapshot(), "syria", (80, 24), theme);
        assert_eq!(driver.screen(), plain, "{theme}");
    }
}

#[test]
fn hostile_and_wide_text_at_every_size() {
    for (columns, rows) in [(60, 15), (120, 40), (200, 60)] {
        let mut driver = hostile();
        driver.message(Message::Resize(columns, rows));
        driver.keys("j j p");
        insta::assert_snapshot!(format!("hostile_{columns}x{rows}"), driver.screen());
    }
}

/// The screen with the look of each run of cells: `[ink/ground/attributes]`,
/// `.` for the terminal's own.
fn looks(driver: &Still) -> String {
    let buffer = driver.buffer();
    let colour = |colour: Color| match colour {
        Color::Reset => ".".to_owned(),
        other => other.to_string(),
    };
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut before = None;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let look = (cell.fg, cell.bg, cell.modifier);
            if before != Some(look) {
                before = Some(look);
                let attributes = format!("{:?}", cell.modifier).to_lowercase();
                let attributes = attributes.replace("modifier", "");
                out.push_str(&format!(
                    "[{}/{}/{attributes}]",
                    colour(cell.fg),
                    colour(cell.bg)
                ));
            }
            out.push_str(cell.symbol());
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_looks_of_each_theme() {
    for theme in ["dark", "light", "sixteen", "none"] {
        let mut driver = Still::new(fixture::snapshot(), "syria", (80, 24), theme);
        driver.keys("j j p a").type_text("kerry").keys("enter");
        insta::assert_snapshot!(format!("looks_{theme}"), looks(&driver));
    }
}
