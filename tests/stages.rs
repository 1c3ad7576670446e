//! Dates first and names later: the end is the same as from one stage, and
//! whoever looks at an event keeps it.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use dateline::load::cache::Choice;
use dateline::load::{Corpus, Options, Stage, Update, load_all, start};
use dateline::store::Snapshot;

/// Everything that a snapshot tells.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let rows = (0..snapshot.len()).filter_map(|row| snapshot.event(row));
    let events = rows.map(|event| format!("{:?} {:?}", event.event(), event.article_id()));
    let articles = snapshot.analyses().map(|(_, found)| format!("{found:?}"));
    let actors = snapshot.actors.iter().map(|actor| format!("{actor:?}"));
    let notices = snapshot.notices.iter().map(|notice| format!("{notice:?}"));
    events
        .chain(articles)
        .chain(actors)
        .chain(notices)
        .collect()
}

fn in_two_stages() -> Options {
    Options {
        dates_first: Some(0),
        ..Options::default()
    }
}

/// All snapshots of a load in two stages, with the stage in which each came.
fn snapshots(corpus: Corpus, options: Options) -> Vec<(Stage, Arc<Snapshot>)> {
    let mut handle = start(corpus, options);
    handle.final_words();
    let mut stage = Stage::Reading;
    let mut all = Vec::new();
    for update in &handle.updates {
        match update {
            Update::Progress(progress) => stage = progress.stage,
            Update::Snapshot(snapshot) => all.push((stage, snapshot)),
            Update::Reloaded(..) => {}
        }
    }
    all
}

/// Articles that name people, one of them without a date of its own.
fn write(folder: &Path, count: usize) {
    for number in 0..count {
        let (month, day) = (1 + number / 20 % 12, 1 + number % 20);
        let year = 2010 + month;
        let (name, dateline) = match number {
            7 => ("undated".to_owned(), format!("GENEVA, March {day}.")),
            _ => (
                format!("{year}-03-{day:02}-{number}"),
                format!("GENEVA, {day} March {year}."),
            ),
        };
        let text = format!(
            "Anna Alder meets Boris Brandt, {number}\n\n{dateline} Foreign Minister Anna Alder met \
             Boris Brandt of the Council of Ministers on Monday. \"We will talk again on \
             {day} May 2019,\" Alder said.\n\nBrandt said that nothing had been agreed. Carla \
             Castell, a spokeswoman for the council, told reporters that talk {number} had ended \
             late on Tuesday.\n"
        );
        let path = folder.join(format!("{name}.txt"));
        std::fs::write(&path, text).expect("written");
        let file = std::fs::File::options().append(true).open(&path);
        let then = SystemTime::now() - Duration::from_secs(3600);
        let set = file.and_then(|file| file.set_modified(then));
        set.expect("a time can be set");
    }
}

#[test]
fn the_bundled_corpus_ends_the_same() {
    let once = load_all(Corpus::Bundled, Options::default());
    let twice = load_all(Corpus::Bundled, in_two_stages());
    assert_eq!(told(&once), told(&twice));
}

#[test]
fn many_articles_end_the_same_and_events_are_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), 100);
    let corpus = Corpus::Paths(vec![folder.path().to_owned()]);
    let once = told(&load_all(corpus.clone(), Options::default()));
    let all = snapshots(corpus, in_two_stages());
    let (_, last) = all.last().expect("a last one");
    assert_eq!(once, told(last));
    let dated = all.iter().rev();
    let dated = dated.map(|(_, snapshot)| snapshot);
    let before = dated
        .filter(|snapshot| snapshot.actors.is_empty())
        .find(|snapshot| snapshot.articles.len() == 100);
    let before = before.expect("dates come before names");
    assert!(before.len() > 100, "{} events", before.len());
    assert!(
        last.len() > before.len(),
        "statements come with their speakers"
    );
    let mut renumbered = 0;
    for row in 0..before.len() {
        let event = before.event(row).expect("it is there");
        let (article, index) = (event.article_id(), event.index());
        let now = last.follow(before, article, index).expect("it is there");
        let row = last.row_of(article, now).expect("it is there");
        let after = last.event(row).expect("it is there");
        assert_eq!(after.sentence(), event.sentence());
        assert_eq!(after.expression(), event.expression());
        renumbered += usize::from(now != index);
    }
    assert!(renumbered > 0);
}

#[test]
fn what_a_stopped_load_had_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let caches = tempfile::tempdir().expect("a folder");
    write(folder.path(), 60);
    let corpus = Corpus::Paths(vec![folder.path().to_owned()]);
    let plain = told(&load_all(corpus.clone(), Options::default()));
    let options = Options {
        cache: Some(Choice {
            root: caches.path().to_owned(),
            least: 0,
            most: 1 << 30,
        }),
        ..in_two_stages()
    };
    // Stopped when the dates are there and the names begin to come.
    let mut handle = start(corpus.clone(), options.clone());
    handle.final_words();
    for update in &handle.updates {
        if matches!(update, Update::Progress(now) if now.stage == Stage::Naming) {
            break;
        }
    }
    handle.cancel();
    for _ in &handle.updates {}
    drop(handle);
    // Nothing is read from the sources any more but their stamps.
    let again = told(&load_all(corpus.clone(), options.clone()));
    assert_eq!(again, plain);
    assert_eq!(told(&load_all(corpus, options)), plain);
}
