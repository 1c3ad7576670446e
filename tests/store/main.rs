//! The store answers as a scan of a plain list does, whatever was added,
//! replaced and merged before.

mod corpus;
mod filters;

use corpus::{ACTORS, DAYS, Plain, run, steps};
use dateline::actor::ActorId;
use dateline::store::{ArticleId, Snapshot, Unit};
use dateline::timex::Day;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn rows_are_the_chronology(steps in steps()) {
        let (snapshot, plain) = run(&steps);
        let chronology = plain.chronology();
        prop_assert_eq!(snapshot.len(), chronology.len());
        prop_assert_eq!(snapshot.articles.len(), plain.articles.len());
        for (row, (article, index, event)) in chronology.iter().enumerate() {
            let found = snapshot.event(row).expect("a row");
            prop_assert_eq!((found.article_id(), found.index()), (*article, *index));
            prop_assert_eq!(&found.event(), *event);
            prop_assert_eq!(found.interval(), event.interval);
            prop_assert_eq!(found.actors(), &event.actors[..]);
            let analysis = found.analysis();
            prop_assert_eq!(found.source(), analysis.article.source.as_deref().unwrap_or(""));
            prop_assert_eq!(snapshot.row_of(*article, *index), Some(row));
        }
        prop_assert!(snapshot.event(chronology.len()).is_none());
    }

    #[test]
    fn articles_know_their_rows(steps in steps()) {
        let (snapshot, plain) = run(&steps);
        for (at, analysis) in plain.articles.iter().enumerate() {
            let article = ArticleId(at as u32);
            let rows = snapshot.rows_of_article(article);
            prop_assert_eq!(rows.len(), analysis.events.len());
            for (index, row) in rows.into_iter().enumerate() {
                let event = snapshot.event(row).expect("a row");
                prop_assert_eq!((event.article_id(), event.index()), (article, index as u32));
            }
            prop_assert_eq!(snapshot.row_of(article, analysis.events.len() as u32), None);
        }
    }

    #[test]
    fn postings_ascend_and_point_at_their_events(steps in steps()) {
        let (snapshot, _) = run(&steps);
        for segment in snapshot.segments() {
            for id in (0..ACTORS).map(ActorId) {
                let rows = segment.rows_of_actor(id);
                prop_assert!(rows.is_sorted_by(|a, b| a < b));
                let scanned = (0..segment.len()).filter(|&row| segment.actors(row).contains(&id));
                prop_assert!(rows.iter().copied().eq(scanned));
                let rows = segment.rows_of_speaker(id);
                prop_assert!(rows.is_sorted_by(|a, b| a < b));
                let scanned = (0..segment.len()).filter(|&row| segment.speaker(row) == Some(id));
                prop_assert!(rows.iter().copied().eq(scanned));
            }
            for (id, _) in snapshot.sources.iter() {
                let rows = segment.rows_of_source(id);
                prop_assert!(rows.is_sorted_by(|a, b| a < b));
                let scanned = (0..segment.len()).filter(|&row| segment.source(row) == id);
                prop_assert!(rows.iter().copied().eq(scanned));
            }
        }
    }

    #[test]
    fn every_id_resolves(steps in steps()) {
        let (snapshot, _) = run(&steps);
        for row in 0..snapshot.len() {
            let event = snapshot.event(row).expect("a row");
            prop_assert!(event.actors().iter().all(|id| snapshot.actor(*id).is_some()));
            prop_assert!(event.speaker().is_none_or(|id| snapshot.actor(id).is_some()));
            prop_assert!(!event.text().is_empty());
        }
    }

    #[test]
    fn days_are_rows(steps in steps(), day in -5..DAYS + 5) {
        let (snapshot, plain) = run(&steps);
        let day = Day(day);
        let chronology = plain.chronology();
        let before = chronology.iter().filter(|(_, _, event)| event.interval.first < day).count();
        prop_assert_eq!(snapshot.row_on_or_after(day), before);
        let ends = chronology.first().zip(chronology.last());
        let span = ends.map(|(first, last)| (first.2.interval.first, last.2.interval.first));
        prop_assert_eq!(snapshot.span(), span);
    }

    #[test]
    fn steps_land_on_the_first_event_of_the_next_day_week_month_year(steps in steps()) {
        let (snapshot, plain) = run(&steps);
        let firsts: Vec<Day> = plain.chronology().iter().map(|(_, _, e)| e.interval.first).collect();
        for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
            let of = |day: Day| unit.around(day);
            for at in 0..firsts.len() {
                let next = (at..firsts.len()).find(|&k| of(firsts[k]) > of(firsts[at]));
                prop_assert_eq!(snapshot.everything().next_unit(at, unit), next);
                let last = (0..at).rev().find(|&k| of(firsts[k]) < of(firsts[at]));
                let start = last.and_then(|k| {
                    (0..firsts.len()).find(|&first| of(firsts[first]) == of(firsts[k]))
                });
                prop_assert_eq!(snapshot.everything().prev_unit(at, unit), start);
            }
        }
    }
}

#[test]
fn many_small_segments_become_few() {
    let runner = &mut proptest::test_runner::TestRunner::deterministic();
    let tree = corpus::article().new_tree(runner).expect("an article");
    let article = proptest::strategy::ValueTree::current(&tree);
    let mut snapshot = Snapshot::default();
    let mut plain = Plain::default();
    for _ in 0..500 {
        snapshot = snapshot.extended(
            vec![article.clone()],
            Default::default(),
            Default::default(),
        );
        plain.articles.push(article.clone());
        assert!(snapshot.segments().count() <= 12);
    }
    assert_eq!(snapshot.len(), plain.chronology().len());
    assert!(snapshot.compacted().segments().count() <= 1);
}

#[test]
fn a_selection_of_another_generation_reads_nothing() {
    let empty = Snapshot::default();
    let next = empty.compacted();
    assert!(next.event_at(empty.everything(), 0).is_none());
    assert!(empty.everything().and(next.everything()).is_none());
    assert_eq!(empty.everything().histogram(&[Day(0), Day(9)]), [0]);
    assert_eq!(empty.span(), None);
}
