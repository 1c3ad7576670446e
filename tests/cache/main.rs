//! What is kept for the next time: whatever happens to it, the program opens
//! with correct data.

mod damage;
mod killed;
mod others;
mod pile;
mod shaken;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use dateline::load::{Corpus, Options, Update, cache, load_all, start};
use pile::{Pile, Told, told};

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
fn another_way_to_write_the_paths_leaves_what_was_kept() {
    let pile = Pile::new();
    let plain = pile.cached();
    let kept = pile.files();
    let name = pile.articles.path().file_name().expect("it has a name");
    let other = pile.articles.path().join("..").join(name);
    let elsewhere = || load_all(Corpus::Paths(vec![other.clone()]), pile.options());
    elsewhere();
    assert_eq!(pile.files(), kept, "as it was");
    assert!(pile.cached().same(&plain));
    let twice: Vec<_> = cache::list(pile.caches.path());
    assert_eq!(twice.len(), 2);
    elsewhere();
    let sizes = |all: &[cache::Listed]| all.iter().map(|one| one.bytes).sum::<u64>();
    assert_eq!(sizes(&cache::list(pile.caches.path())), sizes(&twice));
    let slash = pile.articles.path().join("");
    assert_eq!(
        cache::folder_of(pile.caches.path(), &[slash]),
        pile.folder()
    );
}

#[test]
fn what_changes_while_one_looks_whether_all_is_sound_is_not_lost() {
    let pile = Pile::new();
    for number in 0..300 {
        let text = format!("GENEVA, 5 May 2015. Talk {number} ended on 4 May 2015.\n");
        pile.write(&format!("m{number}.txt"), &text);
    }
    pile.cached();
    let options = Options {
        watch: true,
        ..pile.options()
    };
    let handle = start(pile.corpus(), options);
    let next = || handle.updates.recv_timeout(Duration::from_secs(60));
    let shown = |update| match update {
        Update::Snapshot(snapshot) | Update::Reloaded(snapshot, _) => Some(snapshot),
        Update::Progress(_) => None,
    };
    while shown(next().expect("it opens")).is_none() {}
    pile.write("new.txt", "VIENNA, 1 March 2017. Elena Farrow left.\n");
    let mut reloaded = false;
    while !reloaded {
        let update = next().expect("it comes");
        let whole = matches!(update, Update::Reloaded(..));
        let snapshot = shown(update);
        reloaded = whole && snapshot.is_some_and(|now| now.articles.find("new.txt").is_some());
    }
    drop(handle);
    assert!(pile.cached().same(&pile.plain()));
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
            _ => None,
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
