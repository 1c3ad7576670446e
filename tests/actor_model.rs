//! The shipped model is the one that was recorded, and training gives it
//! again bit for bit.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A checksum of our own (FNV-1a, 64 bit) that needs no library; the file
/// beside the model has the SHA-256 for people.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, &b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[test]
fn the_shipped_model_is_the_recorded_one() {
    let model = std::fs::read(root().join("assets/models/actors.bin")).unwrap();
    let recorded = std::fs::read_to_string(root().join("assets/models/actors.fnv")).unwrap();
    assert_eq!(format!("{:016x}", checksum(&model)), recorded.trim());
}

#[test]
fn training_anew_gives_the_same_bytes() {
    if std::env::var_os("DATELINE_TRAIN").is_none() {
        eprintln!("skipped: DATELINE_TRAIN is not set");
        return;
    }
    let shared =
        std::env::var_os("DATELINE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let texts = shared.join("train/actors");
    if !texts.exists() {
        eprintln!("skipped: no {}", texts.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("actors.bin");
    train(&texts, &out);
    let shipped = std::fs::read(root().join("assets/models/actors.bin")).unwrap();
    assert!(std::fs::read(&out).unwrap() == shipped, "the bytes differ");
}

fn train(texts: &Path, out: &Path) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .current_dir(root())
        .args(["run", "--quiet", "--example", "train_actors", "--"])
        .arg(texts)
        .arg(out)
        .status()
        .unwrap();
    assert!(done.success());
}
