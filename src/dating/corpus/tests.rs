//! Whole small corpora through the solver.

use proptest::prelude::*;

use super::Solver;
use crate::article::article;
use crate::dating::{Dating, Ground, date_alone};
use crate::source::RawArticle;
use crate::timex::{Day, Tagger};

const BRUSSELS: &str = "BRUSSELS, March 24 (Canal Wire) - NATO aircraft struck targets in \
Yugoslavia on Wednesday, alliance officials said.\n\nNATO Secretary-General Javier Solana said \
\"the alliance had exhausted every avenue that patient diplomacy could offer before tonight\". \
US Secretary of State Madeleine Albright spoke with her Russian colleague Igor Ivanov.\n\n\
Officials said the first wave hit air defences near Pristina and Podgorica.";

const PARIS: &str = "Ministers weigh the second night\n\nEuropean ministers met on Thursday after \
the first wave hit air defences near Pristina and Podgorica.\n\nSolana had said \"the alliance had \
exhausted every avenue that patient diplomacy could offer before tonight\", and French Foreign \
Minister Hubert Vedrine repeated it.";

const GARDEN: &str = "Pruning roses\n\nCut above a bud that looks outward. Old wood may go first, \
and a clean blade is half of the work.";

fn add(solver: &mut Solver, id: &str, text: &str, published: Option<&str>) {
    let article = article(RawArticle::plain(id, text));
    let tagger = Tagger::english();
    let mentions = tagger.tag(&article.text, &article.sentences);
    let alone = match published {
        Some(day) => Dating {
            published: day.parse().ok(),
            confidence: 1.0,
            ground: Ground::Metadata,
            ..Dating::default()
        },
        None => date_alone(&article),
    };
    solver.add(&article, &mentions, &alone);
}

fn of(changes: &[(usize, Dating)], number: usize) -> &Dating {
    &changes
        .iter()
        .find(|c| c.0 == number)
        .expect("it was solved")
        .1
}

fn best(dating: &Dating) -> Option<String> {
    let first = dating
        .published
        .or(dating.alternatives.first().map(|c| c.day));
    first.map(|d| d.to_string())
}

#[test]
fn offices_and_weekday_give_the_year_of_a_dateline() {
    let mut solver = Solver::new();
    add(&mut solver, "brussels", BRUSSELS, None);
    let changes = solver.solve();
    let dating = of(&changes, 0);
    assert_eq!(dating.published, "1999-03-24".parse().ok(), "{dating:#?}");
    assert!(dating.confidence < 1.0 && !dating.alternatives.is_empty());
    assert!(
        dating
            .evidence
            .iter()
            .any(|e| e.contains("Albright") || e.contains("Solana") || e.contains("Ivanov")),
        "{dating:#?}"
    );
}

#[test]
fn a_shared_quotation_dates_the_other_article() {
    let mut solver = Solver::new();
    add(&mut solver, "brussels", BRUSSELS, None);
    add(&mut solver, "paris", PARIS, None);
    let changes = solver.solve();
    assert_eq!(
        best(of(&changes, 1)).as_deref(),
        Some("1999-03-25"),
        "{:#?}",
        of(&changes, 1)
    );
    assert!(
        of(&changes, 1)
            .evidence
            .iter()
            .any(|e| e.contains("rare word sequences"))
    );
}

#[test]
fn nothing_is_made_up_without_evidence() {
    let mut solver = Solver::new();
    add(&mut solver, "roses", GARDEN, None);
    let changes = solver.solve();
    assert!(
        changes
            .iter()
            .all(|(_, d)| d.published.is_none() && d.confidence < 0.1)
    );
}

#[test]
fn copies_are_no_surer_together_than_one_alone() {
    let mut solver = Solver::new();
    let weather = "Weather\n\nThe sun shone over the hills of Wexley valley0 and farmer0 cut hay. \
Children0 swam.";
    add(&mut solver, "weather", weather, Some("2003-01-10"));
    for edition in 0..3 {
        let text = format!(
            "Bicycles found {edition}\n\nPolice searched a warehouse in Olsay on Thursday and \
found forty stolen bicycles, inspector Mona Veld said. The owner of the warehouse was questioned \
on Thursday and released. Neighbours said that they had heard noises. This is the version of \
edition number {edition} printed in ward {}.",
            edition * 7
        );
        add(&mut solver, "x", &text, None);
    }
    let changes = solver.solve();
    for n in 1..=3 {
        let dating = of(&changes, n);
        assert!(
            dating.published.is_none() && dating.confidence < 0.5,
            "{dating:#?}"
        );
    }
}

#[test]
fn a_month_and_day_alone_tell_no_year_however_many_copies_say_them() {
    // On a few of these days a year's sampled day would fall on the very day.
    for (date, weekday) in (3..16).zip(
        [
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "Monday",
            "Tuesday",
            "Wednesday",
        ]
        .into_iter()
        .cycle(),
    ) {
        let mut solver = Solver::new();
        for edition in 0..4 {
            let text = format!(
                "Bicycles found {edition}\n\nOLSAY, June {date} - Police searched a warehouse in \
Olsay on {weekday} and found forty stolen bicycles, inspector Mona Veld said. The owner was \
questioned on {weekday} and released. This is edition number {edition} of ward {}.",
                edition * 7
            );
            add(&mut solver, "x", &text, None);
        }
        let changes = solver.solve();
        let given: Vec<_> = changes.iter().filter(|c| c.1.published.is_some()).collect();
        assert!(given.is_empty(), "June {date}: {given:#?}");
    }
}

#[test]
fn the_only_old_article_dates_its_twin() {
    let mut solver = Solver::new();
    for n in 0..14 {
        let text = format!(
            "Council {n}\n\nThe council met about parking zone {n} and fined {} drivers.",
            n * 7
        );
        let day = format!("2016-04-{:02}", 1 + n * 2);
        add(&mut solver, "council", &text, Some(&day));
    }
    let ferry = "Ferry capsizes\n\nA ferry capsized off Tarwick on Friday with ninety people \
aboard, and lifeboats from three harbours picked up most of them before dark, the coastguard \
said. Divers will look for the master of the Maid of Orrin, who was last seen on the bridge.";
    add(&mut solver, "old", ferry, Some("2011-04-22"));
    add(
        &mut solver,
        "twin",
        &ferry.replace("Ferry capsizes", "TARWICK, April 22"),
        None,
    );
    let changes = solver.solve();
    assert_eq!(best(of(&changes, 15)).as_deref(), Some("2011-04-22"));
}

#[test]
fn what_was_still_to_come_makes_a_day_a_guess() {
    let mut solver = Solver::new();
    let spill = "Oil spill\n\nBoats skimmed oil off the marsh on Tuesday and crews laid boom \
along the inlet, officials in Venice said.";
    for n in 0..20 {
        let text = format!("{spill} Plane {n} saw a slick of {n} miles.");
        let day = format!("2010-05-{:02}", 1 + n);
        add(&mut solver, "spill", &text, Some(&day));
    }
    let later = format!(
        "VENICE, May 11 - {spill} Donald Trump was sworn in as president. Brexit came up too."
    );
    add(&mut solver, "later", &later, None);
    let monday = format!("VENICE, Monday, May 11 - {spill} More of it came.");
    add(&mut solver, "monday", &monday, None);
    let changes = solver.solve();
    for (n, against) in [
        (20, "which speaks against"),
        (21, "says Monday 11 May, but 11 May 2010 was a Tuesday"),
    ] {
        let dating = of(&changes, n);
        assert!(
            dating.published.is_none() && dating.confidence < 0.5,
            "{dating:#?}"
        );
        assert!(dating.conflicts.join(" ").contains(against), "{dating:#?}");
    }
}

#[test]
fn a_correction_moves_its_neighbours_and_can_be_taken_back() {
    let mut solver = Solver::new();
    add(&mut solver, "paris", PARIS, None);
    add(
        &mut solver,
        "night",
        &PARIS.replace("European", "The same European"),
        None,
    );
    solver.solve();
    solver.correct(0, "1999-03-25".parse().ok());
    let changes = solver.solve();
    assert_eq!(of(&changes, 0).ground, Ground::Correction);
    assert_eq!(
        best(of(&changes, 1)).as_deref(),
        Some("1999-03-25"),
        "{:#?}",
        of(&changes, 1)
    );
    assert!(solver.solve().is_empty(), "nothing changed");
    solver.correct(0, None);
    assert_ne!(of(&solver.solve(), 0).ground, Ground::Correction);
}

#[test]
fn a_wrong_weekday_is_told() {
    let mut solver = Solver::new();
    add(
        &mut solver,
        "x",
        "Talks on Thursday, October 14 were useful, he said.",
        Some("2015-10-14"),
    );
    let changes = solver.solve();
    assert!(
        of(&changes, 0).conflicts[0]
            .contains("says Thursday 14 October, but 14 October 2015 was a Wednesday"),
        "{changes:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_is_weighed_in_any_order(
        texts in proptest::collection::vec("[a-zA-Z0-9 ,.\u{e9}\u{2019}\n]{0,200}", 1..5),
        dated in proptest::collection::vec(proptest::option::of(5000i32..20000), 5),
    ) {
        let solve = |order: &[usize]| {
            let mut solver = Solver::new();
            for &n in order {
                let day = dated[n].map(|d| Day(d).to_string());
                add(&mut solver, &n.to_string(), &texts[n], day.as_deref());
            }
            solver.solve();
            let mut days: Vec<(usize, Vec<(Day, f32)>)> = order
                .iter()
                .enumerate()
                .map(|(at, &n)| (n, solver.days(at).to_vec()))
                .collect();
            days.sort_by_key(|d| d.0);
            days
        };
        let forward: Vec<usize> = (0..texts.len()).collect();
        let backward: Vec<usize> = forward.iter().rev().copied().collect();
        for (one, other) in solve(&forward).iter().zip(&solve(&backward)) {
            let sum: f32 = one.1.iter().map(|d| d.1).sum();
            prop_assert!(sum <= 1.001, "{sum}");
            prop_assert_eq!(one.1.len(), other.1.len());
            let (one, other) = (one.1.first(), other.1.first());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((one.1 - other.1).abs() < 0.01, "{one:?} {other:?}");
            }
        }
    }
}
