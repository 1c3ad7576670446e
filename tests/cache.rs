//! What is kept for the next time: whatever happens to it, the program opens
//! with correct data.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use dateline::load::cache::{self, Choice};
use dateline::load::{Corpus, Options, load_all};
use dateline::store::Snapshot;

/// A folder of articles and a folder for caches.
struct Pile {
    articles: tempfile::TempDir,
    caches: tempfile::TempDir,
}

impl Pile {
    fn new() -> Self {
        let pile = Self {
            articles: tempfile::tempdir().expect("a folder"),
            caches: tempfile::tempdir().expect("a folder"),
        };
        pile.write("2015-10-14-a.txt", "GENEVA, 14 October 2015. Anna Alder met Boris Brandt on 12 October 2015.\n\nShe said on Monday that talks had ended.\n");
        pile.write("b.jsonl", "{\"id\": \"b1\", \"title\": \"One\", \"published\": \"2016-02-03\", \"text\": \"Carla Castell resigned on Tuesday.\"}\nnot a record\n{\"id\": \"b2\", \"title\": \"Two\", \"published\": \"2016-02-05\", \"text\": \"The council met yesterday.\"}\n");
        pile.write(
            "2016-10-17-c.txt",
            "Minister leaves\n\nGENEVA, October 16. The minister left on Thursday.\n",
        );
        pile
    }

    /// Writes an article, long ago as its time tells.
    fn write(&self, name: &str, text: &str) {
        let path = self.articles.path().join(name);
        fs::write(&path, text).expect("written");
        let file = fs::File::options()
            .append(true)
            .open(&path)
            .expect("it is there");
        let then = SystemTime::now() - Duration::from_secs(3600);
        file.set_modified(then).expect("a time can be set");
    }

    fn options(&self) -> Options {
        Options {
            cache: Some(Choice {
                root: self.caches.path().to_owned(),
                least: 0,
                most: 1 << 30,
            }),
            ..Options::default()
        }
    }

    fn corpus(&self) -> Corpus {
        Corpus::Paths(vec![self.articles.path().to_owned()])
    }

    fn cached(&self) -> Told {
        told(&load_all(self.corpus(), self.options()))
    }

    /// What there is without any cache.
    fn plain(&self) -> Told {
        told(&load_all(self.corpus(), Options::default()))
    }

    /// The folder of this corpus's cache.
    fn folder(&self) -> PathBuf {
        cache::folder_of(self.caches.path(), &[self.articles.path().to_owned()])
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder())
            .expect("the cache is there")
            .flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    }
}

/// Everything that a snapshot tells, notices about the cache apart.
#[derive(Debug, PartialEq)]
struct Told {
    events: Vec<String>,
    articles: Vec<String>,
    actors: Vec<String>,
    notices: Vec<String>,
    /// About the cache.
    remarks: Vec<String>,
}

impl Told {
    fn same(&self, other: &Self) -> bool {
        (&self.events, &self.articles, &self.actors, &self.notices)
            == (
                &other.events,
                &other.articles,
                &other.actors,
                &other.notices,
            )
    }
}

fn told(snapshot: &Arc<Snapshot>) -> Told {
    let rows = 0..snapshot.len();
    let events = rows.filter_map(|row| snapshot.event(row)).map(|event| {
        format!(
            "{:?} {:?} {}",
            event.event(),
            event.article_id(),
            event.text()
        )
    });
    let articles = snapshot
        .analyses()
        .map(|(_, analysis)| format!("{analysis:?}"));
    let about_cache = |text: &String| text.contains("cache");
    let notices = snapshot.notices.iter().map(|notice| format!("{notice:?}"));
    let (remarks, notices) = notices.partition(about_cache);
    Told {
        events: events.collect(),
        articles: articles.collect(),
        actors: snapshot
            .actors
            .iter()
            .map(|actor| format!("{actor:?}"))
            .collect(),
        notices,
        remarks,
    }
}

#[test]
fn a_second_opening_reads_no_source_and_tells_the_same() {
    let pile = Pile::new();
    // Dated from the others.
    pile.write(
        "undated.txt",
        "Minister leaves\n\nGENEVA, October 16. The minister left on Thursday.\n",
    );
    let plain = pile.plain();
    assert!(!plain.events.is_empty() && !plain.notices.is_empty());
    assert!(pile.cached().same(&plain), "the first opening");
    let packs = pile.files();
    let again = pile.cached();
    assert!(again.same(&plain), "{again:#?}\n{plain:#?}");
    assert!(again.remarks.is_empty(), "{:?}", again.remarks);
    assert_eq!(pile.files(), packs, "nothing was written anew");
}

#[test]
fn only_what_changed_is_read_again() {
    let pile = Pile::new();
    pile.cached();
    pile.write(
        "2015-10-14-a.txt",
        "GENEVA, 15 October 2015. Dmitri Doran spoke on 13 October 2015.\n",
    );
    pile.write(
        "2017-03-01-d.txt",
        "VIENNA, 1 March 2017. Elena Farrow left on 28 February 2017.\n",
    );
    fs::remove_file(pile.articles.path().join("2016-10-17-c.txt")).expect("it was there");
    let plain = pile.plain();
    assert!(pile.cached().same(&plain));
    assert_eq!(
        pile.files().len(),
        7,
        "lock, manifest, view, two packs and two of names: {:?}",
        pile.files()
    );
    assert!(pile.cached().same(&plain));
}

#[test]
fn many_small_changes_are_gathered() {
    let pile = Pile::new();
    for day in 1..=20 {
        pile.write(
            "2017-03-01-d.txt",
            &format!("VIENNA, {day} March 2017. Elena Farrow left on Tuesday.\n"),
        );
        let cached = pile.cached();
        assert!(cached.same(&pile.plain()), "day {day}");
        assert!(pile.files().len() <= 17, "{:?}", pile.files());
    }
}

#[test]
fn a_flipped_bit_anywhere_is_noticed() {
    let pile = Pile::new();
    let plain = pile.cached();
    let whole = contents(&pile);
    for file in pile.files() {
        let bytes = fs::read(&file).expect("it can be read");
        // Many places, all over the file.
        let step = (bytes.len() / 70).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1 << (at % 8);
            fs::write(&file, &wrong).expect("it can be written");
            let cached = pile.cached();
            assert!(cached.same(&plain), "{} at {at}", file.display());
            assert!(
                !cached.remarks.is_empty(),
                "{} at {at} untold",
                file.display()
            );
            set(&pile, &whole);
        }
    }
}

#[test]
fn a_file_cut_anywhere_and_a_lost_one_are_noticed() {
    let pile = Pile::new();
    let plain = pile.cached();
    let whole = contents(&pile);
    for file in pile.files() {
        let bytes = fs::read(&file).expect("it can be read");
        let step = (bytes.len() / 30).max(1);
        for len in (0..bytes.len()).step_by(step) {
            fs::write(&file, &bytes[..len]).expect("it can be written");
            assert!(
                pile.cached().same(&plain),
                "{} cut at {len}",
                file.display()
            );
            set(&pile, &whole);
        }
        fs::remove_file(&file).expect("it is there");
        assert!(pile.cached().same(&plain), "{} lost", file.display());
        assert!(
            pile.cached().same(&plain),
            "{} lost, then whole",
            file.display()
        );
        set(&pile, &whole);
    }
}

/// Every state in which a killed writer can leave the folder: some of its
/// writes done, the last of them in part.
#[test]
fn a_writer_stopped_at_any_byte_leaves_a_usable_cache() {
    let pile = Pile::new();
    pile.cached();
    let before = contents(&pile);
    pile.write(
        "2017-03-01-d.txt",
        "VIENNA, 1 March 2017. Elena Farrow left on 28 February 2017.\n",
    );
    let plain = pile.cached();
    let after = contents(&pile);
    let new = |(name, _): &&(String, Vec<u8>)| !before.iter().any(|(known, _)| known == name);
    let new: Vec<_> = after.iter().filter(new).collect();
    let [names, pack, view] = new[..] else {
        panic!("a pack, its names and a view: {new:?}");
    };
    let (_, manifest) = after
        .iter()
        .find(|(name, _)| name == "manifest")
        .expect("a manifest");
    let mut states = 0;
    let mut check = |extra: &[(String, Vec<u8>)]| {
        set(&pile, &before);
        for (name, bytes) in extra {
            fs::write(pile.folder().join(name), bytes).expect("written");
        }
        assert!(pile.cached().same(&plain));
        states += 1;
    };
    let part = |(name, bytes): &(String, Vec<u8>), len: usize| {
        (format!("{name}.part"), bytes[..len].to_vec())
    };
    for len in (0..=pack.1.len()).step_by((pack.1.len() / 80).max(1)) {
        check(&[part(pack, len)]);
    }
    for len in (0..=names.1.len()).step_by((names.1.len() / 50).max(1)) {
        check(&[pack.clone(), part(names, len)]);
    }
    check(&[pack.clone(), names.clone()]);
    for len in (0..=view.1.len()).step_by((view.1.len() / 50).max(1)) {
        check(&[pack.clone(), names.clone(), part(view, len)]);
    }
    for len in (0..=manifest.len()).step_by((manifest.len() / 90).max(1)) {
        let part = ("manifest.part".to_owned(), manifest[..len].to_vec());
        check(&[pack.clone(), names.clone(), part]);
    }
    assert!(states >= 200, "{states}");
}

fn contents(pile: &Pile) -> Vec<(String, Vec<u8>)> {
    let name = |path: &PathBuf| {
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let files = pile.files();
    files
        .iter()
        .map(|path| (name(path), fs::read(path).expect("readable")))
        .collect()
}

fn set(pile: &Pile, contents: &[(String, Vec<u8>)]) {
    for file in pile.files() {
        fs::remove_file(file).expect("it is there");
    }
    for (name, bytes) in contents {
        fs::write(pile.folder().join(name), bytes).expect("written");
    }
}

#[test]
fn a_killed_program_leaves_a_usable_cache() {
    let pile = Pile::new();
    // Large enough to be kept, and quickly read.
    let filler = "x".repeat(1 << 20);
    pile.write(
        "z.jsonl",
        &format!("{{\"id\": \"z\", \"published\": \"2016-02-03\", \"raw\": \"{filler}\", \"text\": \"It ended on Monday.\"}}\n"),
    );
    let plain = pile.plain();
    for millis in [1u64, 20, 60, 120, 240, 480] {
        let mut child = program(&pile).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(millis));
        let _ = child.kill();
        child.wait().expect("it ends");
        assert!(pile.cached().same(&plain), "killed after {millis} ms");
        let _ = fs::remove_dir_all(pile.folder());
    }
}

/// The program on a pile.
fn program(pile: &Pile) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .arg("events")
        .arg("--cache-dir")
        .arg(pile.caches.path())
        .arg(pile.articles.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn two_at_once_agree() {
    let pile = Pile::new();
    let plain = pile.plain();
    let loads: Vec<_> = (0..4)
        .map(|_| {
            let (corpus, options) = (pile.corpus(), pile.options());
            std::thread::spawn(move || told(&load_all(corpus, options)))
        })
        .collect();
    for load in loads {
        assert!(load.join().expect("no panic").same(&plain));
    }
    assert!(pile.cached().same(&plain));
}

#[test]
fn while_another_program_writes_the_cache_is_left_alone() {
    let pile = Pile::new();
    let plain = pile.cached();
    let before = contents(&pile);
    let lock = fs::File::options()
        .write(true)
        .open(pile.folder().join("lock"))
        .expect("there is a lock");
    lock.lock().expect("nobody holds it");
    pile.write(
        "2017-03-01-d.txt",
        "VIENNA, 1 March 2017. Elena Farrow left on 28 February 2017.\n",
    );
    let cached = pile.cached();
    assert!(cached.same(&pile.plain()) && !cached.same(&plain));
    assert_eq!(contents(&pile), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_of() {
    let mut pile = Pile::new();
    let plain = pile.plain();
    // A file in the place of the folder: not even root can write there.
    let file = pile
        .articles
        .path()
        .parent()
        .expect("a folder")
        .join(format!(
            "{}-file",
            pile.caches
                .path()
                .file_name()
                .expect("a name")
                .to_string_lossy()
        ));
    fs::write(&file, "").expect("written");
    let mut options = pile.options();
    options.cache.as_mut().expect("a cache").root = file.join("caches");
    let cached = told(&load_all(pile.corpus(), options));
    assert!(cached.same(&plain));
    assert!(
        cached
            .remarks
            .iter()
            .any(|r| r.contains("no cache can be kept")),
        "{:?}",
        cached.remarks
    );
    fs::remove_file(file).expect("it is there");
    pile.caches = tempfile::tempdir().expect("a folder");
}

#[test]
fn another_version_or_other_rules_are_made_anew() {
    let pile = Pile::new();
    let plain = pile.cached();
    let manifest = pile.folder().join("manifest");
    let bytes = fs::read(&manifest).expect("it is there");
    for version in [0u8, 1, 255] {
        let mut other = bytes.clone();
        other[7] = version;
        fs::write(&manifest, &other).expect("written");
        let cached = pile.cached();
        assert!(cached.same(&plain));
        assert!(
            cached.remarks.iter().any(|r| r.contains("version")),
            "{:?}",
            cached.remarks
        );
        fs::write(&manifest, &bytes).expect("written");
    }
    // The rules' hash is the first field of the payload, after its length.
    let mut other = bytes.clone();
    other[21] = if other[21] == b'0' { b'1' } else { b'0' };
    let sum = crc32fast::hash(&other[20..]).to_le_bytes();
    other[16..20].copy_from_slice(&sum);
    fs::write(&manifest, &other).expect("written");
    let cached = pile.cached();
    assert!(cached.same(&plain));
    assert!(
        cached.remarks.iter().any(|r| r.contains("rules")),
        "{:?}",
        cached.remarks
    );
}

#[test]
fn what_was_just_written_is_not_trusted() {
    let pile = Pile::new();
    fs::write(
        pile.articles.path().join("2015-10-14-a.txt"),
        "GENEVA, 1 May 2015. A talk on Monday.\n",
    )
    .expect("written");
    pile.cached();
    // The same size at what may be the same time.
    fs::write(
        pile.articles.path().join("2015-10-14-a.txt"),
        "GENEVA, 2 May 2015. A talk on Friday.\n",
    )
    .expect("written");
    assert!(pile.cached().same(&pile.plain()));
}

#[test]
fn caches_are_listed_cleared_and_kept_within_bounds() {
    let (one, other) = (Pile::new(), Pile::new());
    let root = one.caches.path();
    one.cached();
    let mut options = one.options();
    load_all(other.corpus(), options.clone());
    let listed = cache::list(root);
    assert_eq!(listed.len(), 2);
    assert!(
        listed
            .iter()
            .all(|one| one.bytes > 0 && one.paths.len() == 1)
    );
    // Room for one of them only.
    options.cache.as_mut().expect("a cache").most = listed[0].bytes + 1;
    other.write(
        "2017-03-01-d.txt",
        "VIENNA, 1 March 2017. A talk on Tuesday.\n",
    );
    load_all(other.corpus(), options);
    let folders: Vec<PathBuf> = cache::list(root)
        .into_iter()
        .map(|one| one.folder)
        .collect();
    assert_eq!(
        folders,
        [cache::folder_of(root, &[other.articles.path().to_owned()])]
    );
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output = command
            .arg("cache")
            .arg("--cache-dir")
            .arg(root)
            .args(args)
            .output();
        String::from_utf8(output.expect("it runs").stdout).expect("text")
    };
    assert!(run(&[]).contains(&*other.articles.path().to_string_lossy()));
    run(&["--clear"]);
    assert!(cache::list(root).is_empty());
    assert_eq!(fs::read_dir(root).expect("the folder stays").count(), 0);
}

#[test]
fn what_it_came_to_is_shown_at_once_until_something_changes() {
    let pile = Pile::new();
    let plain = pile.cached();
    let first = |pile: &Pile| {
        let mut handle = dateline::load::start(pile.corpus(), pile.options());
        handle.final_words();
        let snapshots = handle.updates.iter().filter_map(|update| match update {
            dateline::load::Update::Snapshot(snapshot) => Some(told(&snapshot)),
            dateline::load::Update::Progress(_) => None,
        });
        snapshots.collect::<Vec<Told>>()
    };
    let shown = first(&pile);
    assert!(shown.len() == 1 && shown[0].same(&plain), "one, and whole");
    // The user's word.
    pile.write(".dateline-corrections.tsv", "date\tb1\t2016-02-10\n");
    let corrected = pile.plain();
    assert!(!corrected.same(&plain));
    assert!(pile.cached().same(&corrected));
    assert!(first(&pile)[0].same(&corrected));
    // A record that is damaged behind the view.
    let pack = pile.folder().join("pack-0");
    let mut bytes = fs::read(&pack).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(&pack, &bytes).expect("written");
    let shown = first(&pile);
    let last = shown.last().expect("a last one");
    assert!(last.same(&corrected) && !last.remarks.is_empty());
    assert!(first(&pile)[0].same(&corrected));
}
