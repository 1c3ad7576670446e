//! The program killed at moments that nobody chose: whatever it leaves, the
//! next one tells the truth.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::pile::Pile;

/// Times it is killed.
const KILLS: u64 = 200;
/// Every so many times everything that is told is compared.
const COMPARED: u64 = 10;

/// The program on a pile.
fn program(pile: &Pile) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["events", "--why", "--format", "jsonl"]);
    command.arg("--cache-dir").arg(pile.caches.path());
    command.arg(pile.articles.path());
    command.stderr(Stdio::null());
    command
}

fn told(mut command: Command) -> Vec<u8> {
    let output = command.output().expect("it runs");
    assert!(output.status.success());
    output.stdout
}

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    /// Xorshift (Marsaglia 2003).
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

#[test]
fn killed_two_hundred_times_it_tells_nothing_wrong() {
    let pile = Pile::new();
    // Large enough to be kept, and quickly read.
    let filler = "x".repeat(1 << 20);
    pile.write(
        "z.jsonl",
        &format!("{{\"id\": \"z\", \"published\": \"2016-02-03\", \"raw\": \"{filler}\", \"text\": \"It ended on Monday.\"}}\n"),
    );
    let began = Instant::now();
    told(program(&pile));
    let whole = began.elapsed().as_micros() as u64;
    let mut chance = Chance(0x2015_1014);
    let mut unfinished = 0;
    for kill in 1..=KILLS {
        // Something to write each time.
        let day = 1 + chance.below(28);
        let article = format!("VIENNA, {day} March 2017. Elena Farrow left on Tuesday ({kill}).\n");
        pile.write(&format!("2017-03-01-{}.txt", kill % 5), &article);
        let mut killed = program(&pile);
        let mut child = killed.stdout(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_micros(chance.below(whole + whole / 8)));
        let ended = child.try_wait().expect("a child").is_some();
        unfinished += u64::from(!ended);
        let _ = child.kill();
        child.wait().expect("it ends");
        if kill % COMPARED == 0 {
            let mut plain = program(&pile);
            plain.arg("--no-cache");
            assert_eq!(told(program(&pile)), told(plain), "after {kill} kills");
        }
        if kill % (KILLS / 4) == 0 {
            // From nothing again.
            let _ = fs::remove_dir_all(pile.folder());
        }
    }
    assert!(unfinished > KILLS / 3, "{unfinished} were killed at work");
}
