//! Writes a large made-up corpus as JSON Lines, to measure on:
//!
//! ```sh
//! cargo run --release --example generate -- 100000 > big.jsonl
//! ```
//!
//! Deterministic (the same count gives the same bytes) and streaming. Lengths
//! follow news (about 2.8 KB an article, long tail), days crowd into recent
//! years, actors follow Zipf's law, one article in ten states no date.

use std::io::{self, BufWriter, Write};

use chrono::{Datelike, Days, NaiveDate};

const GIVEN: &[&str] = &[
    "Anna", "Boris", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hassan", "Irina", "James",
    "Karim", "Lena", "Marco", "Nadia", "Omar", "Paula", "Rashid", "Sofia", "Tomas", "Vera", "Wei",
    "Yusuf",
];
const FAMILY: &[&str] = &[
    "Alder",
    "Brandt",
    "Castell",
    "Doran",
    "Ekström",
    "Farrow",
    "Galanis",
    "Hoxha",
    "Ivanov",
    "Jansen",
    "Keller",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Quist",
    "Rahman",
    "Sandoval",
    "Tanaka",
    "Ueda",
    "Varga",
    "Weiss",
    "Yilmaz",
    "Zeman",
];
const PLACES: &[&str] = &[
    "GENEVA",
    "MOSCOW",
    "WASHINGTON",
    "BEIRUT",
    "VIENNA",
    "ANKARA",
    "LONDON",
    "CAIRO",
    "PARIS",
];
const OFFICES: &[&str] = &[
    "Foreign Minister",
    "President",
    "spokesman",
    "Senator",
    "General",
    "envoy",
];
const BODIES: &[&str] = &[
    "the United Nations",
    "the European Union",
    "the ministry",
    "the council",
    "the Kremlin",
];
const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Small numbers often, large ones seldom, below `n`.
    fn zipf(&mut self, n: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((n as f64).powf(uniform) as usize)
            .saturating_sub(1)
            .min(n - 1)
    }
}

fn person(random: &mut Random) -> String {
    let who = random.zipf(GIVEN.len() * FAMILY.len() * 200);
    let (given, rest) = (who % GIVEN.len(), who / GIVEN.len());
    let (family, number) = (rest % FAMILY.len(), rest / FAMILY.len());
    let suffix = ["", "son", "ov", "berg", "ez", "idis", "oğlu"][number % 7];
    let initial = (b'A' + (number / 7 % 26) as u8) as char;
    match number {
        0 => format!("{} {}", GIVEN[given], FAMILY[family]),
        _ => format!("{} {initial}. {}{suffix}", GIVEN[given], FAMILY[family]),
    }
}

fn written(day: NaiveDate, random: &mut Random) -> String {
    let month = MONTHS[day.month0() as usize];
    match random.below(5) {
        0 => format!("on {month} {}, {}", day.day(), day.year()),
        1 => format!("on {} {month}", day.day()),
        2 => format!(
            "on {}",
            WEEKDAYS[day.weekday().num_days_from_monday() as usize]
        ),
        3 => format!("in {month} {}", day.year()),
        _ => random
            .pick(&[
                "yesterday",
                "last week",
                "earlier this month",
                "two days later",
            ])
            .to_owned(),
    }
}

fn sentence(published: NaiveDate, random: &mut Random) -> String {
    let back = random.zipf(900) as u64;
    let day = published
        .checked_sub_days(Days::new(back))
        .unwrap_or(published);
    let (one, other) = (person(random), person(random));
    let office = random.pick(OFFICES);
    let body = random.pick(BODIES);
    let when = written(day, random);
    match random.below(6) {
        0 => format!(
            "{office} {one} said {when} that {body} would not accept the proposal of {other}."
        ),
        1 => format!("\"We are ready to talk,\" {one} told reporters {when}."),
        2 => format!("Talks between {one} and {other} ended without an agreement {when}."),
        3 => format!(
            "According to {body}, {} people had been moved out of the area {when}.",
            20 + random.below(9000)
        ),
        4 => "The road out of the valley stayed closed, and the price of bread went up again."
            .to_owned(),
        _ => format!("{one} will meet {other} next week, {body} announced {when}."),
    }
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
            .checked_sub_days(Days::new(random.zipf(9000) as u64))
            .unwrap_or(end);
        let place = random.pick(PLACES);
        let month = MONTHS[published.month0() as usize];
        let sentences = 14 + random.zipf(80);
        let mut text = format!("{place}, {month} {} (Made-up Wire) - ", published.day());
        for at in 0..sentences {
            text.push_str(&sentence(published, &mut random));
            text.push_str(if at % 3 == 2 { "\n\n" } else { " " });
        }
        let date = (number % 10 != 0).then(|| published.to_string());
        let title = format!(
            "{} and {} at odds over {place}",
            person(&mut random),
            person(&mut random)
        );
        let record = serde_json::json!({
            "id": format!("made-{number:07}"), "title": title, "published": date, "source": "Made-up Wire",
            "text": text.trim_end(),
        });
        writeln!(out, "{record}")?;
    }
    out.flush()
}
