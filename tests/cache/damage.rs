//! Files of the cache that are not as they were written.

use std::fs;

use super::pile::{Pile, contents, set};

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
