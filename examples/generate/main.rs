//! Writes a large made-up corpus as JSON Lines, to measure on:
//!
//! ```sh
//! cargo run --release --example generate -- 100000 > big.jsonl
//! ```
//!
//! `-- 100000 --files FOLDER` writes each article to a file of its own instead,
//! a thousand to a folder, `--gzip` as well packs these.
//!
//! Deterministic (the same count gives the same bytes) and streaming. What
//! decides how long things take is as in news: about 2.8 KB an article with a
//! long tail, ten events in them, most sentences without any date, words,
//! people and outlets by Zipf's law (100,000 people in a million articles),
//! days that crowd into recent years, one article in ten that states no date.

mod random;
mod story;
mod words;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use flate2::Compression;
use flate2::write::GzEncoder;

use random::Random;

/// How many days before the last one a story is printed: up to 36 years, many
/// more of them late than early.
fn back(random: &mut Random) -> u64 {
    let far = 1 + random.below(13_000);
    random.below(far) as u64
}

/// Where the articles go.
enum Out {
    Lines(BufWriter<io::StdoutLock<'static>>),
    Files { folder: PathBuf, gzip: bool },
}

impl Out {
    fn named(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut folder = None;
        let mut gzip = false;
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--files" => folder = arguments.next().map(PathBuf::from),
                "--gzip" => gzip = true,
                _ => {
                    eprintln!("usage: generate [COUNT [--files FOLDER [--gzip]]]");
                    std::process::exit(2);
                }
            }
        }
        match folder {
            Some(folder) => Self::Files { folder, gzip },
            None => Self::Lines(BufWriter::new(io::stdout().lock())),
        }
    }

    fn put(&mut self, number: usize, record: &serde_json::Value) -> io::Result<()> {
        let (folder, gzip) = match self {
            Self::Lines(out) => return writeln!(out, "{record}"),
            Self::Files { folder, gzip } => (folder.join(format!("{:03}", number / 1000)), *gzip),
        };
        if number.is_multiple_of(1000) {
            fs::create_dir_all(&folder)?;
        }
        let name = format!("made-{number:07}.json");
        if !gzip {
            return fs::write(folder.join(name), record.to_string());
        }
        let file = File::create(folder.join(name + ".gz"))?;
        let mut packed = GzEncoder::new(file, Compression::fast());
        packed.write_all(record.to_string().as_bytes())?;
        packed.finish().map(drop)
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Lines(mut out) => out.flush(),
            Self::Files { .. } => Ok(()),
        }
    }
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|n| n.parse().ok());
    let count: usize = count.unwrap_or(1000);
    let mut out = Out::named(arguments);
    let mut random = Random(20_151_014);
    let end = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap_or_default();
    for number in 0..count {
        let published = end
            .checked_sub_days(Days::new(back(&mut random)))
            .unwrap_or(end);
        let (title, text) = story::story(published, &mut random);
        let date = (number % 10 != 0).then(|| published.to_string());
        let record = serde_json::json!({
            "id": format!("made-{number:07}"), "title": title, "published": date,
            "source": story::outlet(&mut random), "text": text,
        });
        out.put(number, &record)?;
    }
    out.end()
}
