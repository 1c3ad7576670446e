//! The query language and the worker that evaluates filters.

use std::sync::Arc;
use std::time::Duration;

use dateline::Span;
use dateline::actor::{Actor, ActorId};
use dateline::article::Article;
use dateline::event::{Analysis, Event};
use dateline::query::fuzzy::ActorIndex;
use dateline::query::language::{Context, chips, complete, parse, print};
use dateline::query::search::{Batch, Search};
use dateline::query::worker::{Searcher, Worker};
use dateline::query::{Filter, Mode, Pattern, TextFilter};
use dateline::store::{ArticleId, Flags, Snapshot, SourceId};
use dateline::timex::{Day, Granularity, Interval};
use proptest::prelude::*;

fn snapshot() -> Snapshot {
    let names = [
        "Vladimir Putin",
        "Bashar al-Assad",
        "Sergey Lavrov",
        "John Kerry",
        "Kerry",
    ];
    let actors = names
        .iter()
        .zip([9, 8, 7, 6, 5])
        .map(|(name, mentions)| Actor {
            name: (*name).to_owned(),
            mentions,
            ..Actor::default()
        });
    let article = |at: i32, source: &str| {
        let article = Article {
            id: format!("folder/piece {at}.txt"),
            path: "piece".into(),
            source: Some(source.to_owned()),
            text: "They spoke of safe zones.".to_owned(),
            ..Article::default()
        };
        Arc::new(Analysis {
            article,
            events: vec![Event {
                interval: Interval::day(Day(16_700 + at)),
                actors: vec![ActorId(at as u32 % 5)],
                ..Event::default()
            }],
            ..Analysis::default()
        })
    };
    let articles = vec![
        article(0, "TASS"),
        article(1, "Harbour, Ledger"),
        article(2, ""),
    ];
    Snapshot::default().extended(articles, Arc::new(actors.collect()), Arc::default())
}

fn with_context<T>(look: impl FnOnce(&Context<'_>) -> T) -> T {
    let snapshot = snapshot();
    let index = ActorIndex::new(snapshot.actors.clone());
    look(&Context {
        snapshot: &snapshot,
        index: &index,
        current: Day::from_ymd(2015, 10, 14).expect("a day"),
    })
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().expect("a day"))
}

#[test]
fn the_whole_language_on_one_line() {
    let line = "actor:putin -actor:assad speaker:lavrov from:2015-09 to:2015-12 source:tass \
                \"safe zones\" granularity:day confidence:>0.8 is:planned -is:denied -body:/x{2}/";
    let filter = with_context(|context| parse(line, context)).expect("a query");
    assert_eq!(
        filter,
        Filter {
            actors: vec![ActorId(0)],
            none: vec![ActorId(1)],
            speakers: vec![ActorId(2)],
            from: day("2015-09-01"),
            to: day("2015-12-31"),
            sources: vec![SourceId(0)],
            texts: vec![
                TextFilter {
                    pattern: Pattern::words("safe zones"),
                    in_article: false,
                    negated: false,
                },
                TextFilter {
                    pattern: Pattern::regex("x{2}").expect("a pattern"),
                    in_article: true,
                    negated: true,
                },
            ],
            granularities: vec![Granularity::Day],
            min_confidence: Some(0.8),
            is: Flags::PLANNED,
            is_not: Flags::DENIED,
            ..Filter::default()
        }
    );
}

#[test]
fn several_actors_are_all_or_any() {
    with_context(|context| {
        let all = parse("actor:putin actor:kerry", context).expect("a query");
        assert_eq!(
            (all.mode, all.actors),
            (Mode::All, vec![ActorId(0), ActorId(4)])
        );
        let any = parse("actor:putin,\"John Kerry\"", context).expect("a query");
        assert_eq!(
            (any.mode, any.actors),
            (Mode::Any, vec![ActorId(0), ActorId(3)])
        );
    });
}

#[test]
fn errors_point_at_the_word() {
    with_context(|context| {
        for (line, blamed, said) in [
            ("actor:putin actor:qqqq", "qqqq", "no actor"),
            ("actor:putin,kerry actor:assad", "actor:assad", "not both"),
            ("spoken:lavrov", "spoken", "no filter is called"),
            ("safe from:yesteryear", "yesteryear", "not a date"),
            ("to:2015-13", "2015-13", "not a date"),
            ("source:reuters", "reuters", "no source"),
            ("is:planned,wrong", "wrong", "is: takes planned"),
            ("granularity:fortnight", "fortnight", "granularity: takes"),
            ("confidence:high", "high", "0 to 1"),
            ("confidence:>1.5", ">1.5", "0 to 1"),
            ("-from:2015", "-from:2015", "excluded"),
            ("actor:", "actor:", "Nothing stands"),
            ("a \"open end", "\"open end", "never closed"),
            ("/(/", "/(/", "regular expression"),
            ("\"\"", "\"\"", "no words"),
            ("article:none", "none", "no article"),
            ("from:2015,2016", "from:2015,2016", "one value"),
        ] {
            let error = parse(line, context).expect_err(line);
            assert_eq!(error.span.of(line), blamed, "{line}: {error}");
            assert!(error.message.contains(said), "{line}: {error}");
        }
    });
}

#[test]
fn completions_fit_what_stands_before_the_cursor() {
    with_context(|context| {
        let texts = |line: &str| -> Vec<String> {
            let all = complete(line, line.len(), context, 3);
            all.into_iter().map(|completion| completion.text).collect()
        };
        assert_eq!(texts("safe ac"), ["actor:"]);
        assert_eq!(texts("-actor:asad")[0], "\"Bashar al-Assad\"");
        assert_eq!(texts("actor:putin,jk")[0], "\"John Kerry\"");
        assert_eq!(texts("is:pl"), ["planned"]);
        assert_eq!(texts("granularity:w"), ["weekend", "week"]);
        assert_eq!(texts("source:har"), ["\"Harbour, Ledger\""]);
        assert_eq!(texts("from:20"), ["2015"]);
        assert_eq!(texts("confidence:"), [""; 0]);
        let line = "actor:\"joh";
        let completion = complete(line, line.len(), context, 1).remove(0);
        let mut done = line.to_owned();
        done.replace_range(completion.replace.range(), &completion.text);
        assert_eq!(done, "actor:\"John Kerry\"");
        assert!(complete("é", 1, context, 3).is_empty());
    });
}

fn filter() -> impl Strategy<Value = Filter> {
    let actors = || prop::collection::vec((0u32..5).prop_map(ActorId), 0..3);
    let sources = || prop::collection::vec((0u32..3).prop_map(SourceId), 0..3);
    let days = || prop::option::of((0i32..30_000).prop_map(Day));
    let share = || prop::option::of((0u32..=20).prop_map(|c| c as f32 / 20.0));
    let flags = || (0u16..1 << 12).prop_map(Flags);
    let text = ("[a-z\"\\\\/ :,-]{1,8}", any::<[bool; 3]>()).prop_map(|(words, kind)| {
        let [regex, in_article, negated] = kind;
        let pattern = match Pattern::regex(&words) {
            Ok(pattern) if regex => pattern,
            _ => Pattern::words(&words),
        };
        TextFilter {
            pattern,
            in_article,
            negated,
        }
    });
    let grains = prop::sample::subsequence(Granularity::ALL.to_vec(), 0..5);
    let article = prop::option::of((0u32..3).prop_map(ArticleId));
    let who = (actors(), any::<bool>(), actors(), actors(), actors());
    let what = (
        sources(),
        sources(),
        grains,
        prop::collection::vec(text, 0..3),
        article,
    );
    let how = (days(), days(), share(), share(), flags(), flags());
    (who, what, how).prop_map(|(who, what, how)| Filter {
        mode: if who.1 && who.0.len() > 1 {
            Mode::Any
        } else {
            Mode::All
        },
        actors: who.0,
        none: who.2,
        speakers: who.3,
        not_speakers: who.4,
        sources: what.0,
        not_sources: what.1,
        granularities: what.2,
        texts: what.3,
        article: what.4,
        // A range that ends before it begins is no filter.
        from: how.0.filter(|from| how.1.is_none_or(|to| *from <= to)),
        to: how.1,
        min_confidence: how.2,
        max_confidence: how.3,
        is: how.4,
        is_not: how.5,
    })
}

proptest! {
    #[test]
    fn a_printed_filter_reads_back(filter in filter()) {
        with_context(|context| {
            let line = print(&filter, context);
            prop_assert_eq!(parse(&line, context), Ok(filter.clone()), "{}", line);
            // Each chip is a query by itself.
            for chip in chips(&filter, context) {
                prop_assert!(parse(&chip, context).is_ok(), "{}", chip);
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_line_panics(line in "(actor:|-|\"|/|,|is:|from:|body:|[a-zé#0-9<>%. ]|\\PC){0,12}", cursor in 0usize..20) {
        with_context(|context| {
            if let Err(error) = parse(&line, context) {
                prop_assert!(line.get(error.span.range()).is_some(), "{:?}", error);
            }
            for completion in complete(&line, cursor, context, 4) {
                prop_assert!(line.get(completion.replace.range()).is_some());
            }
            Ok(())
        })?;
    }
}

#[test]
fn the_newest_request_wins() {
    let (answers, inbox) = crossbeam_channel::unbounded();
    let worker = Worker::spawn(move |answer| drop(answers.send(answer))).expect("a thread");
    let snapshot = snapshot();
    let filters = [
        Filter::default(),
        Filter {
            actors: vec![ActorId(1)],
            ..Filter::default()
        },
    ];
    let mut last = 0;
    for filter in filters.iter().cycle().take(201) {
        last = worker.ask(snapshot.clone(), filter.clone());
    }
    let mut tickets = Vec::new();
    loop {
        let answer = inbox
            .recv_timeout(Duration::from_secs(60))
            .expect("an answer");
        assert_eq!(answer.selection.generation(), snapshot.generation);
        assert_eq!(
            answer.selection.count(),
            if answer.filter.is_empty() { 3 } else { 1 }
        );
        tickets.push(answer.ticket);
        if answer.ticket == last && answer.facets.is_some() {
            break;
        }
    }
    assert!(tickets.is_sorted());
    drop(worker);
    assert!(inbox.try_recv().is_err(), "an answer after the last");
}

/// Every hit of a search, batch after batch.
fn search(snapshot: &Snapshot, pattern: &Pattern) -> Vec<(u32, usize)> {
    let mut search = Search::new(snapshot, pattern, ArticleId(0));
    let mut hits = Vec::new();
    loop {
        let batch = search.advance(&|| false);
        hits.extend(
            batch
                .hits
                .iter()
                .map(|hit| (hit.article.0, hit.span.start as usize)),
        );
        if batch.done {
            return hits;
        }
    }
}

#[test]
fn a_search_finds_every_place_in_every_text() {
    let snapshot = snapshot();
    let every = |at| (0..3).map(|article| (article, at)).collect::<Vec<_>>();
    assert_eq!(search(&snapshot, &Pattern::words("ZONES")), []);
    assert_eq!(search(&snapshot, &Pattern::words("zones")), every(19));
    assert_eq!(
        search(
            &snapshot,
            &Pattern::regex("z.nes$|^They").expect("a pattern")
        ),
        every(0)
    );
    assert_eq!(search(&Snapshot::default(), &Pattern::words("x")), []);
    // The event whose sentence holds the hit is named.
    let analysis = snapshot.analysis(ArticleId(0)).expect("an article");
    let mut analysis = (*analysis).clone();
    let text = analysis.article.text.clone();
    let sentence = |start, end| Event {
        sentence: Span::new(start, end),
        ..Event::default()
    };
    analysis.events = vec![
        sentence(0, 4),
        sentence(5, text.len()),
        sentence(5, text.len()),
    ];
    let one =
        Snapshot::default().extended(vec![Arc::new(analysis)], Arc::default(), Arc::default());
    for (words, event) in [("they", Some(0)), ("safe", Some(1)), ("they spoke", None)] {
        let pattern = Pattern::words(words);
        let batch = Search::new(&one, &pattern, ArticleId(0)).advance(&|| false);
        assert_eq!(batch.hits[0].event, event, "{words}");
        assert_eq!((batch.bytes, batch.articles), (text.len() as u64, 1));
    }
}

#[test]
fn searches_stream_and_stop() {
    let (batches, inbox) = crossbeam_channel::unbounded();
    let searcher = Searcher::spawn(move |found| drop(batches.send(found))).expect("a thread");
    let snapshot = snapshot();
    searcher.ask(snapshot.clone(), Pattern::words("safe"), ArticleId(0));
    let last = searcher.ask(snapshot.clone(), Pattern::words("zones"), ArticleId(0));
    let mut hits = 0;
    loop {
        let found = inbox
            .recv_timeout(Duration::from_secs(60))
            .expect("a batch");
        if found.ticket != last {
            continue;
        }
        let Batch {
            hits: new, done, ..
        } = found.batch;
        hits += new.len();
        if done {
            break;
        }
    }
    assert_eq!(hits, 3);
    searcher.stop();
    drop(searcher);
    assert!(inbox.try_recv().is_err(), "a batch after the last");
}

#[test]
fn a_search_that_is_given_up_goes_no_further() {
    let snapshot = snapshot();
    let pattern = Pattern::words("zones");
    let batch = Search::new(&snapshot, &pattern, ArticleId(0)).advance(&|| true);
    assert_eq!(batch.hits, []);
}
