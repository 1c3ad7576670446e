//! Loads a corpus as the screen does and tells when what was there.
//!
//! `cargo run --release --example load -- PATH [CACHE-FOLDER]`
//!
//! With a folder for caches, run it twice to see a second opening. Memory is
//! looked at five times a second: what is resident, and how much of that is no
//! mapped file.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
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
    watch_memory();
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
    let (worked, memory) = (processor(), MEMORY.told());
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

/// The most memory since this was last asked, where the system tells.
struct Memory {
    /// All that is resident, KB.
    most: AtomicU64,
    /// The program's own, not files that are mapped.
    own: AtomicU64,
}

/// Memory is looked at this often.
const OFTEN: Duration = Duration::from_millis(200);

static MEMORY: Memory = Memory {
    most: AtomicU64::new(0),
    own: AtomicU64::new(0),
};

impl Memory {
    fn look(&self) {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let field = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            number.unwrap_or(0)
        };
        self.most.fetch_max(field("VmRSS:"), Ordering::Relaxed);
        self.own.fetch_max(field("RssAnon:"), Ordering::Relaxed);
    }

    fn told(&self) -> String {
        self.look();
        let take = |most: &AtomicU64| most.swap(0, Ordering::Relaxed) >> 10;
        let (own, most) = (take(&self.own), take(&self.most));
        format!("at most {most} MB, {own} MB of its own")
    }
}

/// Looks at memory until the program ends.
fn watch_memory() {
    std::thread::spawn(|| {
        loop {
            MEMORY.look();
            std::thread::sleep(OFTEN);
        }
    });
}
