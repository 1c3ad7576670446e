//! Filters, selections and facets against a scan.

use std::collections::BTreeMap;

use dateline::actor::ActorId;
use dateline::event::Event;
use dateline::query::{Facets, Filter, Mode, Pattern, TextFilter};
use dateline::store::{ArticleId, Flags, Selection, Snapshot, SourceId};
use dateline::timex::{Day, Granularity};
use proptest::prelude::*;

use super::corpus::{ACTORS, DAYS, Plain, Step, article, run, steps};

fn ids() -> impl Strategy<Value = Vec<ActorId>> {
    let ids = prop::collection::vec((0..ACTORS).prop_map(ActorId), 1..3);
    prop_oneof![3 => Just(Vec::new()), 1 => ids]
}

fn sources() -> impl Strategy<Value = Vec<SourceId>> {
    let ids = prop::collection::vec((0u32..4).prop_map(SourceId), 1..3);
    prop_oneof![4 => Just(Vec::new()), 1 => ids]
}

fn flags() -> impl Strategy<Value = Flags> {
    let one = (0usize..Flags::NAMES.len()).prop_map(|at| Flags::NAMES[at].1);
    prop_oneof![4 => Just(Flags::default()), 1 => one]
}

fn text() -> impl Strategy<Value = TextFilter> {
    let words = prop::sample::select(vec!["safe", "SAFE", "agreed", "ärger", "not here"]);
    (words, any::<[bool; 3]>()).prop_map(|(words, [regex, in_article, negated])| TextFilter {
        pattern: match regex {
            true => Pattern::regex(words).expect("a pattern"),
            false => Pattern::words(words),
        },
        in_article,
        negated,
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let some_day = || prop::option::weighted(0.3, (-3..DAYS + 30).prop_map(Day));
    let confidence = || prop::option::weighted(0.2, (0u32..=10).prop_map(|c| c as f32 / 10.0));
    let who = (ids(), any::<bool>(), ids(), ids(), ids());
    let when = (some_day(), some_day());
    let grains = prop::collection::vec(prop::sample::select(Granularity::ALL.to_vec()), 1..6);
    let grains = prop_oneof![3 => Just(Vec::new()), 1 => grains];
    let texts = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(text(), 1..3)];
    let what = (sources(), sources(), grains, texts);
    let how = (confidence(), confidence(), flags(), flags());
    let only = prop::option::weighted(0.1, (0u32..20).prop_map(ArticleId));
    (who, when, what, how, only).prop_map(|(who, (from, to), what, how, article)| {
        let (actors, any, none, speakers, not_speakers) = who;
        let (sources, not_sources, granularities, texts) = what;
        let (min_confidence, max_confidence, is, is_not) = how;
        Filter {
            actors,
            mode: if any { Mode::Any } else { Mode::All },
            none,
            speakers,
            not_speakers,
            from,
            to,
            sources,
            not_sources,
            granularities,
            texts,
            min_confidence,
            max_confidence,
            is,
            is_not,
            article,
        }
    })
}

/// The filter in words, one event at a time.
fn passes(filter: &Filter, snapshot: &Snapshot, at: ArticleId, event: &Event) -> bool {
    let named = |id: &ActorId| event.actors.contains(id);
    let said = |id: &ActorId| event.speaker == Some(*id);
    let analysis = snapshot.analysis(at).expect("an article");
    let source = analysis.article.source.as_deref().unwrap_or("");
    let from = |id: &SourceId| snapshot.sources.find(source) == Some(*id);
    let flags = Flags::of(event);
    let confidence = event.basis.confidence;
    let actors = match filter.mode {
        Mode::All => filter.actors.iter().all(named),
        Mode::Any => filter.actors.is_empty() || filter.actors.iter().any(named),
    };
    actors
        && !filter.none.iter().any(named)
        && (filter.speakers.is_empty() || filter.speakers.iter().any(said))
        && !filter.not_speakers.iter().any(said)
        && filter.from.is_none_or(|from| event.interval.last >= from)
        && filter.to.is_none_or(|to| event.interval.first <= to)
        && (filter.sources.is_empty() || filter.sources.iter().any(from))
        && !filter.not_sources.iter().any(from)
        && (filter.granularities.is_empty()
            || filter.granularities.contains(&event.interval.granularity))
        && filter
            .min_confidence
            .is_none_or(|least| confidence >= least)
        && filter.max_confidence.is_none_or(|most| confidence <= most)
        && flags.0 & filter.is.0 == filter.is.0
        && flags.0 & filter.is_not.0 == 0
        && filter.article.is_none_or(|article| article == at)
        && filter.texts.iter().all(|text| {
            let all = &analysis.article.text;
            let looked_at = if text.in_article {
                all
            } else {
                event.sentence.of(all)
            };
            let wanted = text.pattern.text();
            let capital = wanted.chars().any(char::is_uppercase);
            let found = match capital {
                true => looked_at.contains(wanted),
                false => looked_at.to_lowercase().contains(wanted),
            };
            found != text.negated
        })
}

fn scan(filter: &Filter, snapshot: &Snapshot, plain: &Plain) -> Vec<usize> {
    let chronology = plain.chronology();
    let rows = chronology.iter().enumerate();
    let passing = rows.filter(|(_, (at, _, event))| passes(filter, snapshot, *at, event));
    passing.map(|(row, _)| row).collect()
}

fn rows(selection: &Selection) -> Vec<usize> {
    let rows = (0..selection.count()).map(|k| selection.select(k).expect("a row"));
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_filter_selects_what_a_scan_finds(steps in steps(), filter in filter()) {
        let (snapshot, plain) = run(&steps);
        let wanted = scan(&filter, &snapshot, &plain);
        let selection = filter.select(&snapshot);
        prop_assert_eq!(rows(&selection), &wanted[..]);
        prop_assert_eq!(selection.generation(), snapshot.generation);
        prop_assert_eq!(selection.select(wanted.len()), None);
        for row in 0..snapshot.len() + 2 {
            prop_assert_eq!(selection.contains(row), wanted.contains(&row));
            prop_assert_eq!(selection.rank(row), wanted.iter().filter(|&&w| w < row).count());
            prop_assert_eq!(selection.next(row), wanted.iter().copied().find(|&w| w > row));
            prop_assert_eq!(selection.at_or_after(row), wanted.iter().copied().find(|&w| w >= row));
            prop_assert_eq!(selection.prev(row), wanted.iter().copied().rfind(|&w| w < row));
        }
        for start in 0..=wanted.len() {
            let window = snapshot.window(&selection, start, 7);
            let rows = window.iter().map(|e| snapshot.row_of(e.article_id(), e.index()));
            prop_assert!(rows.eq(wanted[start..].iter().take(7).map(|&row| Some(row))));
        }
        for (position, &row) in wanted.iter().enumerate() {
            let event = snapshot.event_at(&selection, position).expect("an event");
            prop_assert_eq!(snapshot.row_of(event.article_id(), event.index()), Some(row));
            prop_assert_eq!(selection.day(position), Some(event.interval().first));
        }
    }

    #[test]
    fn a_histogram_counts_what_begins_in_each_bucket(
        steps in steps(),
        filter in filter(),
        mut edges in prop::collection::vec(-5..DAYS + 5, 2..8),
    ) {
        edges.sort_unstable();
        let (snapshot, plain) = run(&steps);
        let chronology = plain.chronology();
        let firsts: Vec<i32> = scan(&filter, &snapshot, &plain)
            .into_iter()
            .map(|row| chronology[row].2.interval.first.0)
            .collect();
        let days: Vec<Day> = edges.iter().copied().map(Day).collect();
        let counted = filter.select(&snapshot).histogram(&days);
        let scanned = edges.windows(2).map(|pair| {
            firsts.iter().filter(|&&first| pair[0] <= first && first < pair[1]).count() as u32
        });
        prop_assert!(counted.into_iter().eq(scanned));
    }

    #[test]
    fn facets_count_the_selection(steps in steps(), filter in filter()) {
        let (snapshot, plain) = run(&steps);
        let chronology = plain.chronology();
        let mut actors: BTreeMap<ActorId, u32> = BTreeMap::new();
        let mut speakers: BTreeMap<ActorId, u32> = BTreeMap::new();
        for row in scan(&filter, &snapshot, &plain) {
            let event = chronology[row].2;
            event.actors.iter().for_each(|id| *actors.entry(*id).or_default() += 1);
            event.speaker.iter().for_each(|id| *speakers.entry(*id).or_default() += 1);
        }
        let selection = filter.select(&snapshot);
        let facets = Facets::of(&selection, &|| false).expect("nobody stops it");
        prop_assert!(facets.actors.is_sorted_by_key(|(_, count)| std::cmp::Reverse(*count)));
        prop_assert_eq!(facets.actors.into_iter().collect::<BTreeMap<_, _>>(), actors);
        prop_assert_eq!(facets.speakers.into_iter().collect::<BTreeMap<_, _>>(), speakers);
        let total = |counts: u32| counts as usize == selection.count();
        prop_assert!(total(facets.sources.iter().map(|(_, count)| count).sum()));
        prop_assert!(total(facets.granularities.iter().map(|(_, count)| count).sum()));
    }

    #[test]
    fn a_grown_corpus_reuses_what_is_known(
        steps in steps(),
        more in prop::collection::vec(article(), 1..4),
        filter in filter(),
    ) {
        let (before, _) = run(&steps);
        let known = filter.select(&before);
        let mut longer = steps.clone();
        longer.push(Step::Extend(more.clone()));
        let after = before.extended(more, before.actors.clone(), before.notices.clone());
        let (_, plain) = run(&longer);
        let grown = filter.select_from(&after, Some(&known), &|| false).expect("nobody stops it");
        prop_assert_eq!(rows(&grown), scan(&filter, &after, &plain));
    }

    #[test]
    fn selections_combine_as_sets(steps in steps(), one in filter(), other in filter()) {
        let (snapshot, plain) = run(&steps);
        let (mine, theirs) = (one.select(&snapshot), other.select(&snapshot));
        let (a, b) = (scan(&one, &snapshot, &plain), scan(&other, &snapshot, &plain));
        let both = mine.and(&theirs).expect("one generation");
        let less = mine.and_not(&theirs).expect("one generation");
        let (inside, outside): (Vec<usize>, Vec<usize>) = a.into_iter().partition(|row| b.contains(row));
        prop_assert_eq!(rows(&both), inside);
        prop_assert_eq!(rows(&less), outside);
    }
}

#[test]
fn a_stopped_filter_gives_nothing() {
    let runner = &mut proptest::test_runner::TestRunner::deterministic();
    let tree = article().new_tree(runner).expect("an article");
    let one = proptest::strategy::ValueTree::current(&tree);
    let (snapshot, _) = run(&[Step::Extend(vec![one; 20])]);
    let filter = Filter {
        min_confidence: Some(0.5),
        ..Filter::default()
    };
    assert!(filter.select_from(&snapshot, None, &|| true).is_none());
    assert!(Facets::of(snapshot.everything(), &|| true).is_none());
}
