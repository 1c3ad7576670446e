//! Files that change while everything is loaded: what comes is what a fresh
//! load would give, and one can find one's place in it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dateline::load::{Corpus, Handle, Moved, Options, Update, load_all, start};
use dateline::store::{ArticleId, Snapshot};

const PATIENCE: Duration = Duration::from_secs(60);

/// An article of a day in October 2015.
fn article(day: u32, actor: &str) -> String {
    format!(
        "Talks of day {day}\n\nVIENNA, October {day}, 2015.\n\n\
         {actor} met John Kerry in Vienna on Monday. {actor} left on Tuesday.\n"
    )
}

/// A line of JSON Lines.
fn line(id: &str, text: &str) -> String {
    format!("{{\"id\": \"{id}\", \"published\": \"2016-02-05\", \"text\": \"{text}\"}}\n")
}

struct Pile {
    folder: tempfile::TempDir,
    handle: Handle,
    last: Arc<Snapshot>,
}

impl Pile {
    /// A folder with these files, loaded and watched.
    fn new(files: &[(&str, String)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let corpus = Corpus::Paths(vec![folder.path().to_owned()]);
        let pile = Self::of(folder, corpus);
        assert_eq!(
            pile.last.articles.len(),
            load_all(pile.corpus(), Options::default()).articles.len()
        );
        pile
    }

    fn of(folder: tempfile::TempDir, corpus: Corpus) -> Self {
        let options = Options {
            watch: true,
            ..Options::default()
        };
        let handle = start(corpus, options);
        let mut last = Arc::default();
        loop {
            match handle.updates.recv_timeout(PATIENCE).expect("it loads") {
                Update::Snapshot(snapshot) => last = snapshot,
                Update::Progress(progress) if progress.stage == dateline::load::Stage::Done => {
                    break;
                }
                Update::Progress(_) | Update::Reloaded(..) => {}
            }
        }
        Self {
            folder,
            handle,
            last,
        }
    }

    fn corpus(&self) -> Corpus {
        Corpus::Paths(vec![self.folder.path().to_owned()])
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// The first reload of which something holds.
    fn reloaded(&self, holds: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        loop {
            let update = self.handle.updates.recv_timeout(PATIENCE);
            if let Update::Reloaded(snapshot, _) = update.expect("it comes")
                && holds(&snapshot)
            {
                return snapshot;
            }
        }
    }

    /// The corpus loaded anew until it tells what a fresh load tells.
    fn settled(&mut self) -> Moved {
        let fresh = told(&load_all(self.corpus(), Options::default()));
        let mut all: Option<Moved> = None;
        loop {
            let update = self.handle.updates.recv_timeout(PATIENCE);
            let Update::Reloaded(snapshot, moved) = update.expect("it comes") else {
                continue;
            };
            assert!(snapshot.generation > self.last.generation);
            self.last = snapshot;
            let moved = match all.take() {
                Some(before) => before.then(*moved),
                None => *moved,
            };
            if told(&self.last) == fresh {
                return moved;
            }
            all = Some(moved);
        }
    }

    /// The article of an id.
    fn find(&self, id: &str) -> ArticleId {
        self.last.articles.find(id).expect("it is there")
    }
}

/// Everything that a snapshot tells, ids and order included.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let rows = (0..snapshot.len()).filter_map(|row| snapshot.event(row));
    let mut lines: Vec<String> = rows
        .map(|event| {
            format!(
                "{:?} {:?} {}",
                event.event(),
                event.article_id(),
                event.text()
            )
        })
        .collect();
    lines.extend(
        snapshot
            .analyses()
            .map(|(_, analysis)| format!("{analysis:?}")),
    );
    lines.extend(snapshot.actors.iter().map(|actor| format!("{actor:?}")));
    lines.extend(snapshot.notices.iter().map(|notice| format!("{notice:?}")));
    lines
}

#[test]
fn a_folder_that_was_taken_away_and_came_back_is_watched() {
    let around = tempfile::tempdir().expect("a folder");
    let root = around.path().join("corpus");
    let fill = |day| {
        std::fs::create_dir(&root).expect("made");
        std::fs::write(root.join("a.txt"), article(day, "Sergey Lavrov")).expect("written");
    };
    fill(14);
    let pile = Pile::of(around, Corpus::Paths(vec![root.clone()]));
    std::fs::remove_dir_all(&root).expect("taken away");
    pile.reloaded(|snapshot| snapshot.articles.is_empty());
    fill(15);
    pile.reloaded(|snapshot| snapshot.articles.len() == 1);
    // What happens in the new folder is seen as well.
    std::fs::write(root.join("b.txt"), article(16, "Ban Ki-moon")).expect("written");
    pile.reloaded(|snapshot| snapshot.articles.len() == 2);
}

fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    std::fs::write(&new, text).expect("written");
    std::fs::rename(new, path).expect("replaced");
}

#[test]
fn added_changed_and_removed() {
    let mut pile = Pile::new(&[
        ("b.txt", article(14, "Sergey Lavrov")),
        ("c.txt", article(20, "Federica Mogherini")),
    ]);
    let (b, c) = (pile.find("b.txt"), pile.find("c.txt"));
    let lavrov = pile
        .last
        .actors
        .iter()
        .position(|actor| actor.name == "Sergey Lavrov");
    let lavrov = dateline::actor::ActorId(lavrov.expect("he is there") as u32);
    // Before the others in the order of names: every number moves.
    std::fs::write(pile.path("a.txt"), article(7, "Ahmet Davutoglu")).expect("written");
    let moved = pile.settled();
    assert_eq!(moved.article(b), Some(pile.find("b.txt")));
    assert_ne!(moved.article(b), Some(b));
    assert_eq!(moved.event((c, 1)), Some((pile.find("c.txt"), 1)));
    let name = moved.actor(lavrov).and_then(|id| pile.last.actor(id));
    assert_eq!(name.map(|actor| actor.name.as_str()), Some("Sergey Lavrov"));
    // In a new folder; an editor replaces another file.
    std::fs::create_dir(pile.path("sub")).expect("a folder");
    std::fs::write(pile.path("sub/d.txt"), article(21, "Boris Brandt")).expect("written");
    let b = pile.find("b.txt");
    let changed = article(14, "Sergey Lavrov").replace("\n\nVIENNA", " in March\n\nVIENNA");
    let more = changed.replace(
        "Sergey Lavrov met",
        "On 2 October Anna Alder wrote. Sergey Lavrov met",
    );
    replace(&pile.path("b.txt"), &more);
    let moved = pile.settled();
    let now = pile.find("b.txt");
    let (article, index) = moved.event((b, 0)).expect("the sentence is there");
    assert_eq!(article, now);
    let row = pile.last.row_of(article, index).expect("it is there");
    let event = pile.last.event(row).expect("a row");
    assert!(
        event.text().starts_with("Sergey Lavrov met"),
        "{}",
        event.text()
    );
    std::fs::remove_file(pile.path("c.txt")).expect("removed");
    let c = pile.find("c.txt");
    let moved = pile.settled();
    assert_eq!((moved.article(c), moved.event((c, 0))), (None, None));
}

#[test]
fn a_file_that_grows_keeps_its_articles() {
    let first = line("one", "Carla Castell resigned on Tuesday.");
    let mut pile = Pile::new(&[
        ("news.jsonl", first.clone() + "no record\n"),
        ("z.txt", article(14, "Sergey Lavrov")),
    ]);
    let (one, z) = (pile.find("one"), pile.find("z.txt"));
    let more = line("two", "The council met yesterday.");
    let mut file = std::fs::File::options()
        .append(true)
        .open(pile.path("news.jsonl"))
        .expect("it is there");
    std::io::Write::write_all(&mut file, more.as_bytes()).expect("written");
    let moved = pile.settled();
    assert_eq!(moved.article(one), Some(pile.find("one")));
    assert_eq!(moved.article(z), Some(pile.find("z.txt")));
    assert_eq!(pile.last.articles.len(), 3);
}

#[test]
fn one_file_alone_and_what_stands_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.jsonl");
    std::fs::write(&path, line("one", "Carla Castell resigned on Tuesday.")).expect("written");
    let corpus = Corpus::Paths(vec![path.clone()]);
    let pile = Pile::of(folder, corpus.clone());
    std::fs::write(pile.path("other.txt"), article(14, "Sergey Lavrov")).expect("written");
    replace(&path, &line("two", "The council met yesterday."));
    let snapshot = pile.reloaded(|snapshot| snapshot.articles.find("two").is_some());
    let fresh = load_all(corpus, Options::default());
    assert_eq!(told(&snapshot), told(&fresh));
}

/// So many articles that changes are shown before all is loaded anew.
fn many() -> Vec<(String, String)> {
    let each = (0..220).map(|number| {
        let day = 1 + number % 28;
        (
            format!("m{number:03}.txt"),
            format!("It rained on {day} May 2015.\n"),
        )
    });
    each.collect()
}

impl Pile {
    /// The next snapshot of which something holds, and whether that was shown
    /// before everything was loaded anew.
    fn shown(&mut self, holds: impl Fn(&Snapshot) -> bool) -> bool {
        loop {
            let update = self.handle.updates.recv_timeout(PATIENCE);
            let (snapshot, at_once) = match update.expect("it comes") {
                Update::Snapshot(snapshot) => (snapshot, true),
                Update::Reloaded(snapshot, _) => (snapshot, false),
                Update::Progress(_) => continue,
            };
            assert!(snapshot.generation > self.last.generation);
            self.last = snapshot;
            if holds(&self.last) {
                return at_once;
            }
        }
    }
}

#[test]
fn what_changes_among_many_is_shown_at_once_and_comes_to_what_a_fresh_load_tells() {
    let files = many();
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (&**n, t.clone())).collect();
    let mut pile = Pile::new(&files);
    let kept = pile.find("m100.txt");
    let words = |pile: &Pile, id| {
        let events = pile.last.events_of(id);
        events.len()
    };
    assert!(words(&pile, kept) > 0);
    // Before all others by name, after them by number until all is loaded.
    std::fs::write(pile.path("a.txt"), article(14, "Ban Ki-moon")).expect("written");
    let there = |id: &'static str| move |now: &Snapshot| now.articles.find(id).is_some();
    assert!(pile.shown(there("a.txt")));
    let new = pile.find("a.txt");
    assert!(new.0 == 220 && words(&pile, new) > 0 && words(&pile, kept) > 0);
    let who = pile.last.actors.iter().filter(|a| a.name == "Ban Ki-moon");
    assert_eq!(who.count(), 1);
    // One more while that goes on, one less, and one that is another.
    std::fs::write(pile.path("b.txt"), article(15, "Federica Mogherini")).expect("written");
    std::fs::remove_file(pile.path("m100.txt")).expect("removed");
    std::fs::write(pile.path("m101.txt"), article(9, "Angela Merkel")).expect("written");
    let moved = pile.settled();
    assert!(pile.last.articles.find("m100.txt").is_none());
    let (a, b) = (pile.find("a.txt"), pile.find("b.txt"));
    assert_eq!((a.0, b.0), (0, 1));
    assert!(moved.article(a).is_some());
}

#[test]
fn what_is_gone_among_many_has_no_events_at_once() {
    let files = many();
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (&**n, t.clone())).collect();
    let mut pile = Pile::new(&files);
    let (gone, other) = (pile.find("m100.txt"), pile.find("m101.txt"));
    std::fs::remove_file(pile.path("m100.txt")).expect("removed");
    assert!(pile.shown(|now| now.articles.len() == 220 && now.events_of(gone).is_empty()));
    assert!(!pile.last.events_of(other).is_empty());
    let moved = pile.settled();
    assert_eq!(moved.article(gone), None);
    assert_eq!(moved.article(other), Some(pile.find("m101.txt")));
}

/// A pile of many files and one of JSON Lines with so many records.
fn many_and_news(records: usize) -> Pile {
    let news = (0..records).map(|at| line(&format!("n{at}"), "The council met on 3 May 2015."));
    let mut files = many();
    files.push(("news.jsonl".to_owned(), news.collect()));
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (&**n, t.clone())).collect();
    Pile::new(&files)
}

fn append(path: &Path, text: &str) {
    let file = std::fs::File::options().append(true).open(path);
    let mut file = file.expect("it is there");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
}

#[test]
fn what_a_file_of_many_articles_grows_by_is_shown_at_once() {
    // So few that all are read anew, and so many that only the new ones are.
    for records in [3, 230] {
        let mut pile = many_and_news(records);
        let all = pile.last.articles.len();
        let (first, other) = (pile.find("n0"), pile.find("m101.txt"));
        let more = line("new", "Carla Castell resigned on 4 May 2015.");
        append(&pile.path("news.jsonl"), &more);
        assert!(pile.shown(|now| now.articles.find("new").is_some()));
        assert_eq!(pile.last.articles.len(), all + 1);
        let new = pile.find("new");
        assert_eq!(new.0 as usize, all);
        assert!(!pile.last.events_of(new).is_empty());
        assert!(!pile.last.events_of(first).is_empty());
        let moved = pile.settled();
        assert_eq!(moved.article(new), Some(pile.find("new")));
        assert_eq!(moved.article(first), Some(pile.find("n0")));
        assert_eq!(moved.article(other), Some(pile.find("m101.txt")));
    }
}

#[test]
fn of_a_file_that_shrinks_at_its_head_each_article_keeps_its_place() {
    let mut pile = many_and_news(3);
    let [first, second] = ["n0", "n1"].map(|id| pile.find(id));
    let texts = ["n1", "n2", "new"].map(|id| line(id, "The council met on 5 May 2015."));
    replace(&pile.path("news.jsonl"), &texts.concat());
    assert!(pile.shown(|now| now.articles.find("new").is_some()));
    assert!(pile.last.events_of(first).is_empty());
    assert_eq!(pile.find("n1"), second);
    let day = |now: &Snapshot| now.events_of(second)[0].interval.first.ymd();
    assert_eq!(day(&pile.last), (2015, 5, 5));
    let moved = pile.settled();
    assert_eq!(moved.article(first), None);
    assert_eq!(moved.article(second), Some(pile.find("n1")));
}

#[test]
fn a_large_file_hides_no_small_one() {
    let mut pile = many_and_news(0);
    let large = "It rained all day.\n".repeat(60_000);
    let small = article(14, "Ban Ki-moon");
    std::fs::write(pile.path("a.txt"), large).expect("written");
    std::fs::write(pile.path("b.txt"), small).expect("written");
    assert!(pile.shown(|now| now.articles.find("b.txt").is_some()));
    pile.reloaded(|now| now.articles.find("a.txt").is_some());
}

#[test]
fn the_users_word_counts_while_everything_is_loaded_anew() {
    let mut pile = many_and_news(3);
    let kept = pile.find("m100.txt");
    std::fs::write(pile.path("a.txt"), article(14, "Ban Ki-moon")).expect("written");
    assert!(pile.shown(|now| now.articles.find("a.txt").is_some()));
    // Everything is loaded anew now.
    let mut known = dateline::load::Known::default();
    let sentence = "It rained on 17 May 2015.".to_owned();
    let ruling = dateline::event::Ruling {
        sentence,
        when: None,
    };
    known.rulings.insert("m100.txt".to_owned(), vec![ruling]);
    pile.handle.correct(known);
    pile.shown(|now| {
        let now = now.articles.find("m100.txt").map(|id| now.events_of(id));
        now.is_some_and(|events| events.is_empty())
    });
    let is_loaded = |now: &Snapshot| now.articles.find("a.txt").is_some_and(|id| id.0 == 0);
    if !is_loaded(&pile.last) {
        pile.last = pile.reloaded(is_loaded);
    }
    assert_ne!(pile.find("m100.txt"), kept);
    let events = pile.last.events_of(pile.find("m100.txt"));
    assert!(events.is_empty(), "{events:?}");
    let others = pile.last.events_of(pile.find("m101.txt"));
    assert!(!others.is_empty());
}
