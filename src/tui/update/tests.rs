//! The interface driven by keys, without a terminal.

use std::sync::Arc;

use crate::load::Update;
use crate::query::Mode;
use crate::tui::fixture::{self, day};
use crate::tui::layers::{Layer, What};
use crate::tui::layout::Pane;
use crate::tui::message::{Command, Message};
use crate::tui::still::Still;
use crate::tui::terminal::{Input, Mouse, MouseKind};

fn driver() -> Still {
    fixture::driver(120, 40)
}

impl Still {
    fn at(&self) -> String {
        self.day()
            .map_or("nowhere".to_owned(), |day| day.to_string())
    }
}

fn mouse(driver: &mut Still, kind: MouseKind, x: u16, y: u16) {
    driver.message(Message::Input(Input::Mouse(Mouse { kind, x, y })));
}

#[test]
fn steps_and_ends() {
    let mut driver = driver();
    assert_eq!(driver.at(), "2011-01-01");
    driver.keys("j");
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys("k k k");
    assert_eq!(driver.at(), "2011-01-01");
    driver.keys("G");
    assert_eq!(driver.at(), "2016-07-15");
    driver.keys("j g");
    assert_eq!(driver.at(), "2011-01-01");
}

#[test]
fn days_months_years_and_gaps() {
    let mut driver = driver();
    driver.keys("] ]");
    assert_eq!(driver.at(), "2015-09-30");
    driver.keys("[");
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys("}");
    assert_eq!(driver.at(), "2015-10-01");
    driver.keys("right");
    assert_eq!(driver.at(), "2016-07-14");
    driver.keys("alt-[");
    assert_eq!(driver.at(), "2015-10-20");
    driver.keys("alt-[");
    assert_eq!(driver.at(), "2015-10-03");
    driver.keys("alt-[");
    assert_eq!(driver.at(), "2011-01-01");
    driver.keys("alt-] alt-]");
    assert_eq!(driver.at(), "2015-10-20");
    driver.keys("G ]");
    assert_eq!(
        driver.model.said.as_ref().map(|s| s.text.as_str()),
        Some("nothing later")
    );
}

#[test]
fn same_actor_and_same_source() {
    let mut driver = driver();
    driver.keys("G k");
    assert_eq!(driver.at(), "2016-07-14");
    driver.keys(",");
    assert_eq!(driver.at(), "2015-10-03");
    driver.keys(";");
    assert_eq!(driver.at(), "2016-07-14");
    driver.keys("K");
    assert_eq!(driver.at(), "2015-10-01");
}

#[test]
fn back_and_forward_as_in_a_browser() {
    let mut driver = driver();
    driver.keys("j G g");
    driver.keys("ctrl-o");
    assert_eq!(driver.at(), "2016-07-15");
    driver.keys("ctrl-o");
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys("alt-right");
    assert_eq!(driver.at(), "2016-07-15");
}

#[test]
fn typing_an_actor_narrows_and_escape_gives_everything_back() {
    let mut driver = driver();
    driver.keys("a").type_text("ptn");
    assert_eq!(driver.model.selection.count(), 2);
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys("esc");
    assert_eq!(driver.model.selection.count(), 9);
    driver.keys("a").type_text("ptn").keys("enter");
    assert_eq!(driver.model.selection.count(), 2);
    assert!(driver.model.layers.is_empty());
    assert_eq!(driver.model.filter.actors.len(), 1);
}

#[test]
fn several_actors_all_any_and_none() {
    let mut driver = driver();
    driver.keys("a").type_text("putin").keys("tab");
    driver.type_text("kerry").keys("enter");
    assert_eq!(driver.model.selection.count(), 1, "both in one event");
    driver.keys("A");
    assert_eq!(driver.model.filter.mode, Mode::Any);
    assert_eq!(driver.model.selection.count(), 4);
    driver.keys("x");
    assert_eq!(driver.model.selection.count(), 2);
    driver.keys("a").type_text("obama").keys("backtab enter");
    assert_eq!(driver.model.selection.count(), 1, "Putin without Obama");
    driver.keys("u u");
    assert_eq!(driver.model.selection.count(), 4);
    driver.keys("X");
    assert_eq!(driver.model.selection.count(), 9);
}

#[test]
fn the_cursor_returns_to_its_event_when_filters_come_and_go() {
    let mut driver = driver();
    driver.keys("j j j");
    let here = driver.at();
    driver.keys("/").type_text("Moscow");
    assert_ne!(driver.at(), here);
    driver.keys("esc");
    assert_eq!(driver.at(), here);
}

#[test]
fn where_the_event_is_gone_the_cursor_stays_near_its_day() {
    let mut driver = driver();
    driver.keys("j j j");
    let day = driver.model.day();
    let (article, _) = driver.model.event_id().expect("an event");
    let mut without = (*driver.model.snapshot.analysis(article).expect("it")).clone();
    without.events.clear();
    let (actors, notices) = (
        driver.model.snapshot.actors.clone(),
        driver.model.snapshot.notices.clone(),
    );
    let change = vec![(article, Arc::new(without))];
    let next = driver.model.snapshot.replaced(change, actors, notices);
    driver.message(Message::Load(Update::Snapshot(Arc::new(next))));
    let now = &driver.model;
    assert_eq!(now.list.cursor, now.selection.position_on_or_after(day));
    assert!(now.list.cursor > 0);
}

#[test]
fn searching_words() {
    let mut driver = driver();
    driver.keys("/").type_text("moscow").keys("enter");
    assert_eq!(driver.model.selection.count(), 1);
    assert_eq!(driver.at(), "2016-07-14");
}

#[test]
fn a_query_line_and_its_error() {
    let mut driver = driver();
    driver
        .keys("=")
        .type_text("actor:kerry from:2016")
        .keys("enter");
    assert_eq!(driver.model.selection.count(), 2);
    driver.keys("=").type_text("colour:red").keys("enter");
    let Some(Layer::Prompt(prompt)) = driver.model.layers.last() else {
        panic!("the line stays open");
    };
    assert!(
        prompt
            .error
            .as_deref()
            .is_some_and(|error| error.contains("colour"))
    );
    assert!(
        prompt.input.value().ends_with("colour:red"),
        "what was typed stays"
    );
}

#[test]
fn a_range_of_dates() {
    let mut driver = driver();
    driver
        .keys("d")
        .type_text("october 2015 to december 2015")
        .keys("enter");
    assert_eq!(driver.model.filter.from, Some(day("2015-10-01")));
    assert_eq!(driver.model.filter.to, Some(day("2015-12-31")));
    driver.keys("d").type_text("soonish").keys("enter");
    assert_eq!(
        driver.model.layers.len(),
        1,
        "an unreadable date stays to be mended"
    );
    driver.keys("esc d enter");
    assert_eq!(driver.model.filter.from, None);
}

#[test]
fn going_to_a_typed_date() {
    let mut driver = driver();
    driver.keys("t").type_text("14 July 2016").keys("enter");
    assert_eq!(driver.at(), "2016-07-14");
    driver.keys("t").type_text("oct 2015").keys("enter");
    assert_eq!(driver.at(), "2015-10-01");
    driver.keys("t").type_text("blue").keys("enter");
    let Some(Layer::Prompt(prompt)) = driver.model.layers.last() else {
        panic!("the line stays open");
    };
    assert_eq!(prompt.input.value(), "blue");
    assert!(prompt.error.is_some());
    driver.keys("esc t").type_text("5 may 2030").keys("enter");
    assert_eq!(driver.at(), "2016-07-15");
}

#[test]
fn the_article_follows_and_its_dates_lead_back() {
    let mut driver = driver();
    driver.keys("j");
    let title = |driver: &Still| {
        let shown = driver.model.reading.shown.as_ref();
        shown.map(|shown| shown.analysis.article.title.clone())
    };
    assert_eq!(
        title(&driver).as_deref(),
        Some("Putin and Obama meet in New York")
    );
    driver.keys("enter");
    assert_eq!(driver.model.focus(), Pane::Article);
    driver.keys("n");
    assert_eq!(driver.at(), "2011-01-01", "the timeline comes along");
    driver.keys("n enter");
    assert_eq!(driver.model.focus(), Pane::Timeline);
    assert_eq!(driver.at(), "2015-10-01");
    driver.keys("N N");
    assert_eq!(driver.at(), "2015-09-28");
}

#[test]
fn why_tells_words_anchor_and_doubt() {
    let mut driver = driver();
    driver.keys("j w");
    let screen = driver.screen();
    for told in [
        "Why this date",
        "“Monday”",
        "28 September 2015",
        "29 September 2015",
        "95 %",
    ] {
        assert!(screen.contains(told), "{told:?} is missing:\n{screen}");
    }
    driver.keys("esc");
    assert!(driver.model.layers.is_empty());
}

#[test]
fn bookmarks() {
    let mut driver = driver();
    driver.keys("j m G m g '");
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys("'");
    assert_eq!(driver.at(), "2016-07-15");
    driver.keys("m \"");
    assert_eq!(driver.at(), "2015-09-28");
    assert_eq!(driver.model.notebook.kept().items.len(), 1);
}

#[test]
fn help_is_searched_by_word_and_by_key_and_does_the_action() {
    let mut driver = driver();
    driver.keys("?").type_text("theme");
    assert!(driver.screen().contains("the next colour theme"));
    driver.keys("esc ? ]");
    let Some(Layer::Finder(finder)) = driver.model.layers.last() else {
        panic!("help is open");
    };
    assert_eq!(finder.rows[0].label, "to the next day with events");
    driver.keys("enter");
    assert_eq!(driver.at(), "2015-09-28");
    driver.keys(":").type_text("quit").keys("enter");
    assert!(matches!(driver.commands[..], [Command::Quit]));
}

#[test]
fn palette_and_help_list_every_action_with_its_keys() {
    let mut driver = driver();
    for key in [":", "?"] {
        driver.keys(key);
        let Some(Layer::Finder(finder)) = driver.model.layers.last() else {
            panic!("a list is open");
        };
        for action in crate::tui::action::Action::ALL {
            let row = finder
                .rows
                .iter()
                .find(|row| row.what == What::Action(*action));
            let row = row.unwrap_or_else(|| panic!("{key} lacks {}", action.name()));
            assert_eq!(row.detail, driver.model.keymap.shown(*action));
            assert!(row.label.contains(action.description()));
        }
        driver.keys("esc");
    }
}

#[test]
fn the_terminal_says_that_it_is_light() {
    let mut driver = Still::new(fixture::snapshot(), "syria", (80, 24), "dark");
    driver.message(Message::Input(Input::Dark(false)));
    assert_eq!(
        driver.model.look.theme().name,
        "dark",
        "a theme chosen stays"
    );
    driver.model.look.follow_background = true;
    driver.message(Message::Input(Input::Dark(false)));
    assert_eq!(driver.model.look.theme().name, "light");
}

#[test]
fn notices_are_listed() {
    let mut driver = driver();
    driver.keys("!");
    assert!(driver.screen().contains("broken.json:3: not JSON"));
    driver.keys("q");
    assert!(driver.model.layers.is_empty());
}

#[test]
fn the_filter_pane_takes_in_and_out() {
    let mut driver = driver();
    driver.keys("tab tab");
    assert_eq!(driver.model.focus(), Pane::Filters);
    driver.keys("j enter");
    assert_eq!(driver.model.filter.actors.len(), 1);
    driver.keys("enter");
    assert_eq!(driver.model.filter.none.len(), 1);
    driver.keys("enter");
    assert!(driver.model.filter.is_empty());
}

#[test]
fn planned_sure_and_speakers() {
    let mut driver = driver();
    driver.keys("P");
    assert_eq!(driver.at(), "2015-10-20");
    assert_eq!(driver.model.selection.count(), 1);
    driver.keys("P %");
    assert_eq!(driver.model.selection.count(), 8);
    driver.keys("X a").type_text("kerry").keys("enter S");
    assert_eq!(driver.model.selection.count(), 1);
    assert_eq!(driver.at(), "2015-10-03");
}

#[test]
fn clicks_and_the_wheel() {
    let mut driver = driver();
    let list = driver.model.areas().list;
    mouse(&mut driver, MouseKind::ScrollDown, list.x + 3, list.y + 3);
    assert_eq!(driver.at(), "2015-09-28");
    let filters = driver.model.areas().filters;
    mouse(&mut driver, MouseKind::Press, filters.x + 3, filters.y + 1);
    assert_eq!(driver.model.filter.actors.len(), 1);
    let x = driver
        .screen()
        .lines()
        .next()
        .and_then(|line| line.chars().position(|c| c == '×'));
    mouse(&mut driver, MouseKind::Press, x.expect("a chip") as u16, 0);
    assert!(
        driver.model.filter.is_empty(),
        "a click on a chip takes it off"
    );
    let strip = driver.model.areas().strip;
    mouse(&mut driver, MouseKind::Press, strip.right() - 3, strip.y);
    assert_eq!(driver.at(), "2016-07-14");
    let article = driver.model.areas().article;
    mouse(&mut driver, MouseKind::Press, article.x + 2, article.y);
    assert_eq!(driver.model.focus(), Pane::Article);
}

#[test]
fn a_held_key_leaves_the_article_until_it_rests() {
    let mut driver = driver();
    let shown = |driver: &Still| {
        let shown = driver.model.reading.shown.as_ref()?;
        Some((shown.id, shown.event?.0))
    };
    driver.keys("g");
    let before = shown(&driver);
    let now = driver.model.now;
    driver.keys("j");
    assert_ne!(shown(&driver), before, "a single step is shown at once");
    let after = shown(&driver);
    // As if the next key came 30 ms later.
    driver.model.stepped_at = Some(now + std::time::Duration::from_millis(970));
    driver.keys("j");
    assert_eq!(shown(&driver), after);
    assert!(driver.model.rest_at.is_some());
    driver.message(Message::Rested);
    let rested = shown(&driver);
    assert_ne!(rested, after);
    // A jump after a held key shows at once where it led to.
    let soon = std::time::Duration::from_millis(970);
    driver.model.stepped_at = Some(driver.model.now + soon);
    driver.keys("j");
    assert!(driver.model.rest_at.is_some());
    driver.keys("}");
    assert!(driver.model.rest_at.is_none());
    assert_ne!(shown(&driver), rested);
}

#[test]
fn an_emptied_timeline_says_how_to_get_out() {
    let mut driver = driver();
    driver.keys("/").type_text("no such words").keys("enter");
    assert_eq!(driver.model.selection.count(), 0);
    driver.keys("j k ] [ } G g n N enter w y m");
    assert!(driver.screen().contains("No event passes the filter."));
    driver.keys("X");
    assert_eq!(driver.model.selection.count(), 9);
}

#[test]
fn copying_cites_title_source_and_day() {
    let mut driver = driver();
    driver.keys("j y");
    let Some(Command::Copy(text)) = driver.commands.first() else {
        panic!("something is copied");
    };
    assert!(text.starts_with("28 September 2015: “Vladimir Putin and Barack Obama"));
    assert!(text.ends_with("(Putin and Obama meet in New York, Meridian Wire, 29 September 2015)"));
}

#[test]
fn any_keys_at_any_size_hold() {
    let mut driver = driver();
    let names = [
        "j",
        "k",
        "]",
        "[",
        "}",
        "{",
        "a",
        "x",
        "esc",
        "tab",
        "enter",
        "n",
        "N",
        "w",
        "?",
        "t",
        "1",
        "/",
        "o",
        "backspace",
        "z",
        "f",
        "G",
        "g",
        "+",
        "-",
        "<",
        ">",
        "c",
        "m",
        "s",
        "r",
        "space",
        "pagedown",
        "u",
        "d",
        "=",
        "!",
        ":",
        "right",
        "left",
        "up",
        "down",
        "S",
        "A",
    ];
    // A fixed linear congruential generator (Knuth's MMIX constants).
    let mut state: u64 = 1;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    for round in 0..3000 {
        if round % 10 == 0 {
            let size = Message::Resize(1 + next(140) as u16, 1 + next(50) as u16);
            driver.message(size);
        }
        if round % 7 == 0 {
            let kinds = [
                MouseKind::Press,
                MouseKind::Drag,
                MouseKind::ScrollUp,
                MouseKind::ScrollDown,
            ];
            let (x, y) = (next(150) as u16, next(60) as u16);
            mouse(&mut driver, kinds[next(4)], x, y);
        }
        driver.keys(names[next(names.len())]);
        driver.screen();
    }
}
