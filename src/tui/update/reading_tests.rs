//! What a reader meets: silences, other accounts, lines half typed, panes
//! moved by the mouse.

use std::sync::Arc;

use super::*;
use crate::store::Snapshot;
use crate::timex::{Granularity, Interval};
use crate::tui::fixture::{self, Sentence, article};
use crate::tui::layers::{Layer, What};
use crate::tui::list;
use crate::tui::message::Message;
use crate::tui::still::Still;
use crate::tui::terminal::{Input, Mouse, MouseKind};

fn driver() -> Still {
    fixture::driver(120, 40)
}

fn over(first: &str, last: &str, granularity: Granularity) -> Option<Interval> {
    let (first, last) = (fixture::day(first), fixture::day(last));
    Some(Interval::days(first, last, granularity))
}

/// A driver over one article with a sentence for each of some intervals, and
/// another that tells of the same day.
fn telling(intervals: &[Option<Interval>]) -> Still {
    let sentences: Vec<Sentence<'_>> = intervals
        .iter()
        .map(|interval| Sentence("It was so.", "", *interval, &[], None))
        .collect();
    let one = article("one", "", None, &sentences);
    let other = article("other", "", None, &sentences[..1]);
    let articles = vec![Arc::new(one), Arc::new(other)];
    let snapshot = Snapshot::default().extended(articles, Arc::default(), Arc::default());
    Still::new(snapshot, "silences", (120, 40), "dark")
}

fn gaps(driver: &Still) -> Vec<Option<i32>> {
    let all = 0..driver.model.selection.count();
    all.map(|at| list::gap(&driver.model, at)).collect()
}

#[test]
fn silence_is_counted_from_the_end_of_what_lasted() {
    let day = |day: &str| over(day, day, Granularity::Day);
    // Talks from the 5th to the 20th; then the 21st, and the end of the year.
    let talks = telling(&[
        over("2015-10-05", "2015-10-20", Granularity::Day),
        day("2015-10-21"),
        day("2015-12-31"),
    ]);
    assert_eq!(gaps(&talks), [None, None, None, Some(70)]);
    // A war of years fills the silence in it; a year that is named does not.
    let war = telling(&[
        over("2011-01-01", "2014-12-31", Granularity::Year),
        over("2012-03-01", "2012-03-31", Granularity::Month),
        day("2013-05-05"),
    ]);
    assert_eq!(gaps(&war), [None; 4]);
    let named = telling(&[
        over("2011-01-01", "2011-12-31", Granularity::Year),
        over("2011-02-01", "2011-02-28", Granularity::Month),
        day("2011-05-01"),
        over("2013-01-01", "2013-12-31", Granularity::Year),
    ]);
    let found = gaps(&named);
    assert_eq!(found[..3], [None, None, None]);
    assert_eq!(found[3], Some(61));
    assert_eq!(found[4], Some(366), "2012 lies between");
}

#[test]
fn articles_without_an_outlet_are_compared_too() {
    let mut driver = telling(&[over("2015-10-05", "2015-10-05", Granularity::Day)]);
    driver.keys("|");
    assert!(matches!(
        driver.model.layers.last(),
        Some(Layer::Compare(_))
    ));
}

#[test]
fn a_completed_field_filters_at_once_and_half_a_word_does_not() {
    let mut driver = driver();
    driver.keys("=").type_text("actr:x");
    assert!(driver.model.filter.is_empty(), "nothing is looked for yet");
    driver.type_text(" ");
    let Some(Layer::Prompt(prompt)) = driver.model.layers.last() else {
        panic!("the line is open");
    };
    let error = prompt.error.as_deref().unwrap_or("");
    assert!(error.contains("actr"), "told as one types: {error}");
    driver.keys("esc =").type_text("granu").keys("tab tab");
    assert_eq!(driver.model.filter.granularities.len(), 1);
    assert!(driver.model.filter.texts.is_empty());
}

#[test]
fn a_range_that_ends_before_it_begins_is_told() {
    let mut driver = driver();
    driver.keys("d").type_text("2016 to 2015").keys("enter");
    assert!(driver.screen().contains("is after"));
    assert!(driver.model.filter.is_empty());
    driver
        .keys("esc =")
        .type_text("from:2016 to:2015")
        .keys("enter");
    assert!(driver.screen().contains("nothing lies between"));
}

#[test]
fn lists_put_first_what_begins_as_typed() {
    let mut driver = driver();
    let mut first = |keys: &str, typed: &str| {
        driver.keys(keys).type_text(typed);
        let Some(Layer::Finder(finder)) = driver.model.layers.last() else {
            panic!("a list is open");
        };
        let first = finder.rows[0].what;
        driver.keys("esc");
        first
    };
    assert_eq!(first("r", "day"), What::Granularity(Granularity::Day));
    assert_eq!(first(":", "exp"), What::Action(Action::Export));
}

#[test]
fn borders_follow_the_mouse_that_holds_them() {
    let mut driver = driver();
    let mouse = |driver: &mut Still, kind, x, y| {
        driver.message(Message::Input(Input::Mouse(Mouse { kind, x, y })));
    };
    let areas = driver.model.areas();
    let (x, y) = (areas.list.right(), areas.list.y + 4);
    mouse(&mut driver, MouseKind::Press, x, y);
    mouse(&mut driver, MouseKind::Drag, x + 20, y);
    assert!(driver.model.areas().list.right().abs_diff(x + 20) <= 1);
    mouse(&mut driver, MouseKind::Release, x + 20, y);
    // A drag that began elsewhere moves nothing.
    let before = driver.model.areas();
    mouse(&mut driver, MouseKind::Press, 3, y);
    mouse(&mut driver, MouseKind::Drag, before.list.right(), y);
    mouse(&mut driver, MouseKind::Drag, before.list.right() - 9, y);
    mouse(&mut driver, MouseKind::Release, 3, y);
    assert_eq!(driver.model.areas(), before);
    let border = before.filters.x - 1;
    mouse(&mut driver, MouseKind::Press, border, y);
    mouse(&mut driver, MouseKind::Drag, border - 6, y);
    assert_eq!(driver.model.areas().filters.x, before.filters.x - 6);
}

#[test]
fn a_long_error_is_told_whole() {
    let mut driver = fixture::driver(80, 24);
    driver.keys("=").type_text("actr:x ");
    let screen = driver.screen();
    assert!(screen.contains("there are actor"), "{screen}");
    assert!(screen.contains("quote the words"), "{screen}");
}
