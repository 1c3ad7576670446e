//! Writes a large made-up corpus as JSON Lines, to measure on:
//!
//! ```sh
//! cargo run --release --example generate -- 100000 > big.jsonl
//! ```
//!
//! Deterministic (the same count gives the same bytes) and streaming. What
//! decides how long things take is as in news: about 2.8 KB an article with a
//! long tail, ten events in them, most sentences without any date, words,
//! people and outlets by Zipf's law (100,000 people in a million articles),
//! days that crowd into recent years, one article in ten that states no date.

mod random;
mod story;
mod words;

use std::io::{self, BufWriter, Write};

use chrono::{Days, NaiveDate};

use random::Random;

/// How many days before the last one a story is printed: up to 36 years, many
/// more of them late than early.
fn back(random: &mut Random) -> u64 {
    let far = 1 + random.below(13_000);
    random.below(far) as u64
}

fn main() -> io::Result<()> {
    let count: usize = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1000);
    let mut out = BufWriter::new(io::stdout().lock());
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
        writeln!(out, "{record}")?;
    }
    out.flush()
}
