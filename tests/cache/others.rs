//! Several programs on one cache, and a place that can't be written to.

use std::fs;

use dateline::load::{corrections, load_all};

use super::pile::{Pile, contents, told};

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
fn what_corrections_hold_counts_and_not_where_they_lie() {
    let mark = |held: Option<&str>| {
        let pile = Pile::new();
        if let Some(held) = held {
            let file = corrections::beside(pile.articles.path()).expect("a folder");
            fs::write(file, held).expect("written");
        }
        corrections::mark(&pile.corpus())
    };
    assert_eq!(mark(None), mark(None));
    assert_eq!(mark(Some("one")), mark(Some("one")));
    assert_ne!(mark(Some("one")), mark(Some("two")));
    assert_ne!(mark(Some("")), mark(None));
}
