//! Piles of articles some of which have lost their date.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use dateline::article::{Article, article};
use dateline::dating::corpus::Solver;
use dateline::dating::{Dating, Ground, date_alone};
use dateline::source::RawArticle;
use dateline::timex::{Day, Tagger};
use serde::Deserialize;

/// Handfuls drawn from each corpus.
const HANDFULS: usize = 20;
/// Small piles drawn from each corpus, and articles in one.
const SMALL_PILES: usize = 4;
const SMALL: usize = 70;
/// Articles of a corpus that are used.
const MOST: usize = 220;
/// A handful tells of so many days before and after one article's.
const STORY: i32 = 4;

/// How many dates were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Half of them.
    Half,
    /// Nine tenths.
    Ninety,
    /// All; the text is left as it was.
    All,
    /// A third, of small piles.
    Third,
    /// Nearly all, of four to eight articles of one story and up to two others.
    Handful,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [
        Self::Half,
        Self::Ninety,
        Self::All,
        Self::Third,
        Self::Handful,
    ];
}

#[derive(Clone, Deserialize)]
struct Record {
    id: String,
    text: String,
    published: String,
    source: Option<String>,
}

struct Member {
    record: Record,
    day: Day,
    hidden: bool,
    /// Its text gives its own day away no more.
    reduced: bool,
}

/// Articles that are dated together.
pub struct Pile {
    /// How many dates were taken.
    pub kind: Kind,
    /// Not fitted on.
    pub held: bool,
    members: Vec<Member>,
}

impl Pile {
    /// How many articles.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The day that was taken from an article.
    pub fn hidden(&self, article: usize) -> Option<Day> {
        let member = &self.members[article];
        member.hidden.then_some(member.day)
    }

    /// How much its articles count in fitting.
    pub fn weight(&self) -> f32 {
        match self.kind {
            Kind::Half => 1.5,
            Kind::Ninety | Kind::Third | Kind::Handful => 1.0,
            Kind::All => 0.7,
        }
    }

    /// A solver with all articles added.
    pub fn solver(&self) -> Solver {
        let tagger = Tagger::english();
        let mut solver = Solver::new();
        for member in &self.members {
            let text = match member.reduced {
                true => without_own_year(&member.record.text, member.day),
                false => member.record.text.clone(),
            };
            let article = read(&member.record, text);
            let mentions = tagger.tag(&article.text, &article.sentences);
            let alone = date_alone(&article);
            let dating = match member.hidden {
                true => Dating {
                    published: None,
                    ..alone
                },
                false => Dating {
                    published: Some(member.day),
                    confidence: 1.0,
                    ground: Ground::Metadata,
                    partial: alone.partial,
                    ..Dating::default()
                },
            };
            solver.add(&article, &mentions, &dating);
        }
        solver
    }
}

/// The piles of one file.
pub fn piles(file: &Path, held: bool) -> anyhow::Result<Vec<Pile>> {
    let reader =
        std::fs::File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    let mut all: Vec<(Record, Day)> = Vec::new();
    for line in BufReader::new(reader).lines() {
        let record: Record = serde_json::from_str(&line?)?;
        let day = record.published.parse().ok();
        if let Some(day) = day.filter(|_| (200..=12_000).contains(&record.text.len())) {
            all.push((record, day));
        }
    }
    // By a hash of the id: no order of the file, the same on every run.
    all.sort_by_key(|(record, _)| hash(&record.id, 0));
    let handfuls = (0..HANDFULS).map(|n| handful(&all, n as u64, held));
    let mut piles: Vec<Pile> = handfuls.collect();
    for (n, some) in all.chunks(SMALL).take(SMALL_PILES).enumerate() {
        piles.push(stripped(some, Kind::Third, 33, n as u64, held));
    }
    all.truncate(MOST);
    for (kind, share) in [(Kind::Half, 50), (Kind::Ninety, 90), (Kind::All, 100)] {
        piles.push(stripped(&all, kind, share, 1, held));
    }
    Ok(piles)
}

/// A pile in which `share` of a hundred dates are taken.
fn stripped(all: &[(Record, Day)], kind: Kind, share: u64, salt: u64, held: bool) -> Pile {
    let member = |(record, day): &(Record, Day)| {
        let hidden = hash(&record.id, salt) % 100 < share;
        Member {
            record: record.clone(),
            day: *day,
            hidden,
            reduced: hidden && kind != Kind::All,
        }
    };
    Pile {
        kind,
        held,
        members: all.iter().map(member).collect(),
    }
}

fn handful(all: &[(Record, Day)], number: u64, held: bool) -> Pile {
    let key = |id: &str| hash(id, number + 7);
    let seed = all.iter().min_by_key(|(record, _)| key(&record.id));
    let about = seed.map_or(Day(0), |s| s.1);
    let mut order: Vec<&(Record, Day)> = all.iter().collect();
    order.sort_by_key(|(record, _)| key(&record.id));
    let (near, far): (Vec<_>, Vec<_>) = order
        .into_iter()
        .partition(|(_, day)| (day.0 - about.0).abs() <= STORY);
    let members = near
        .into_iter()
        .take(4 + number as usize % 5)
        .chain(
            far.into_iter()
                .take((number as usize % 4).saturating_sub(1)),
        )
        .map(|(record, day)| Member {
            record: record.clone(),
            day: *day,
            hidden: key(&record.id) % 100 < 85,
            reduced: key(&record.id) % 2 == 0,
        })
        .collect();
    Pile {
        kind: Kind::Handful,
        held,
        members,
    }
}

fn read(record: &Record, text: String) -> Article {
    article(RawArticle {
        source: record.source.clone(),
        ..RawArticle::plain(record.id.clone(), text)
    })
}

/// "Friday, October 10, 2008" without its year when it is the article's own
/// day, give or take one.
fn without_own_year(text: &str, day: Day) -> String {
    let article = read(
        &Record {
            id: String::new(),
            text: text.to_owned(),
            published: String::new(),
            source: None,
        },
        text.to_owned(),
    );
    let mut out = text.to_owned();
    for near in [day.plus(-1), day, day.plus(1)] {
        let year = near.year().to_string();
        for mention in Tagger::english().tag(&article.text, &article.sentences) {
            let written = mention.span.of(&article.text);
            let parts = mention.parts();
            let (_, month, of_month) = near.ymd();
            let own = parts.year == Some(near.year())
                && parts.month.map(u32::from) == Some(month)
                && parts.day.map(u32::from) == Some(of_month);
            if own && let Some(head) = written.strip_suffix(year.as_str()) {
                out = out.replace(written, head.trim_end_matches([' ', ',']));
            }
        }
    }
    out
}

/// FNV-1a with a salt, its bits mixed.
fn hash(id: &str, salt: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let hash = id.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 13
}
