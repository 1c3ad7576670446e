//! Loads a corpus as the screen does and tells when what was there.
//!
//! `cargo run --release --example load -- PATH [CACHE-FOLDER]`
//!
//! With a folder for caches, run it twice to see a second opening.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use dateline::load::cache::Choice;
use dateline::load::{Corpus, Options, Progress, Stage, Update, start};

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(path) = arguments.next() else {
        eprintln!("usage: load PATH [CACHE-FOLDER]");
        std::process::exit(2);
    };
    let options = Options {
        cache: arguments.next().map(|root| Choice {
            root,
            least: 0,
            most: u64::MAX,
        }),
        dates_first: Some(1 << 20),
        behind: true,
        ..Options::default()
    };
    let begun = Instant::now();
    let mut handle = start(Corpus::Paths(vec![path]), options);
    handle.final_words();
    let mut first = true;
    let mut snapshots = 0;
    let mut known = Progress::default();
    for update in &handle.updates {
        match update {
            Update::Snapshot(snapshot) => {
                snapshots += 1;
                if first && !snapshot.is_empty() {
                    first = false;
                    told("first events", begun.elapsed(), snapshot.len(), 0);
                }
            }
            Update::Progress(progress) => {
                if progress.stage != known.stage {
                    let stage = format!("{:?} ended", known.stage);
                    told(&stage, begun.elapsed(), known.events, known.bytes);
                }
                known = progress;
            }
            // Nothing is watched here.
            _ => {}
        }
    }
    let Progress {
        articles, events, ..
    } = known;
    told("everything", begun.elapsed(), events, known.bytes);
    println!("{articles} articles, {snapshots} snapshots");
    debug_assert_eq!(known.stage, Stage::Done);
}

fn told(what: &str, after: Duration, events: usize, bytes: u64) {
    let rate = bytes as f64 / after.as_secs_f64() / 1e6;
    let after = after.as_secs_f64();
    let (worked, memory) = (processor(), memory());
    println!(
        "{what:<16} {after:>9.3} s  {events:>9} events  {rate:>6.1} MB/s, processors {worked} s, {memory}"
    );
}

/// Seconds of processor time so far, where the system tells.
fn processor() -> String {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    // The system counts hundredths.
    format!("{:.1}", ticks as f64 / 100.0)
}

/// The most memory since this was last asked, and what of the present memory
/// is mapped files, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.unwrap_or(0)
    };
    let (most, now) = (field("VmHWM:") >> 10, field("VmRSS:") >> 10);
    let mapped = field("RssFile:") >> 10;
    // Where it can't be reset, the most of all is told.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    format!("at most {most} MB, now {now} MB with {mapped} MB of files")
}
