//! Correcting, without a terminal.

use crate::dating::corrections::{Corrections, Word};
use crate::tui::chores::{Chore, Done};
use crate::tui::fixture;
use crate::tui::message::{Command, Message};
use crate::tui::still::Still;

fn driver() -> Still {
    fixture::driver(120, 40)
}

/// What was asked to be kept last.
fn kept(driver: &Still) -> Corrections {
    let asked = driver
        .commands
        .iter()
        .rev()
        .find_map(|command| match command {
            Command::Chore(chore) => match &**chore {
                Chore::Correct(given) => Some(given.clone()),
                _ => None,
            },
            _ => None,
        });
    asked.expect("corrections are kept")
}

#[test]
fn the_date_of_an_article_and_back() {
    let mut driver = driver();
    driver
        .keys("j e enter")
        .type_text("the day after")
        .keys("enter");
    assert_eq!(
        kept(&driver).print().lines().last(),
        Some("date\tPutin and Obama meet in New York\t2015-09-30")
    );
    driver.keys("U");
    assert!(kept(&driver).is_empty());
    driver.keys("U");
    let said = driver.model.said.as_ref().map(|said| said.text.clone());
    assert_eq!(said.as_deref(), Some("no correction to take back"));
}

#[test]
fn the_date_of_an_event_must_be_one() {
    let mut driver = driver();
    driver
        .keys("j e down enter")
        .type_text("blue")
        .keys("enter");
    assert!(driver.screen().contains("not a date"));
    driver.keys("ctrl-u").type_text("oct 2015").keys("enter");
    assert_eq!(
        kept(&driver).print().lines().last(),
        Some(
            "event\tPutin and Obama meet in New York\t2015-10\tMonday\t\
             Vladimir Putin and Barack Obama spoke for 90 minutes on Monday."
        )
    );
}

#[test]
fn no_event_and_names() {
    let mut driver = driver();
    driver.keys("j e").type_text("no event").keys("enter");
    assert!(matches!(
        kept(&driver).all().next().map(|c| c.word.clone()),
        Some(Word::NoEvent { .. })
    ));
    driver.keys("e").type_text("putin called").keys("enter");
    driver.type_text("V. V. Putin").keys("enter");
    driver.keys("e").type_text("obama same").keys("enter");
    driver.type_text("kerry").keys("enter");
    driver
        .keys("e")
        .type_text("putin several")
        .keys("enter enter");
    driver.type_text("Igor Putin").keys("enter");
    let told: Vec<String> = kept(&driver).all().map(|c| c.word.told()).collect();
    assert_eq!(
        told[1..],
        [
            "Vladimir Putin is V. V. Putin",
            "Barack Obama is John Kerry",
            "“Putin” is Igor Putin, not Vladimir Putin"
        ]
    );
    driver.keys("E").type_text("obama").keys("enter");
    assert_eq!(kept(&driver).all().count(), 3);
}

#[test]
fn what_is_not_kept_is_not_there() {
    let mut driver = driver();
    driver
        .keys("j e enter")
        .type_text("2015-09-30")
        .keys("enter");
    let failed = Done::Corrected(Err("x.tsv:3: garbage".to_owned()));
    driver.message(Message::Done(Box::new(failed)));
    assert!(driver.model.words.given.is_empty());
    assert!(driver.screen().contains("not corrected: x.tsv:3: garbage"));
    driver.model.words.fault = Some("x.tsv:3: garbage".to_owned());
    for keys in ["e", "E", "U"] {
        driver.keys(keys);
        assert!(driver.model.layers.is_empty());
        assert!(driver.screen().contains("x.tsv:3: garbage"), "{keys}");
    }
}
