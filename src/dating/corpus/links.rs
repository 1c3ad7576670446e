//! Which articles are near which: candidates from inverted indexes over
//! terms and runs of words, rarest first and within a budget, so that the
//! work stays linear in the number of articles.

use rustc_hash::FxHashMap;

use super::words::{self, Words};

/// Neighbours kept of each article in each channel.
pub const NEIGHBOURS: usize = 30;
/// Postings looked at for one article.
const BUDGET: usize = 40_000;
/// The corpus is read as if so many articles of news at large stood beside it.
const BACKGROUND: f32 = 40.0;
/// Share of news at large that have a common word, and any other.
const COMMON: f32 = 0.5;
const RARE: f32 = 0.02;
/// A run of words found in more articles than this is a formula.
const RUN_ARTICLES: usize = 24;

/// One neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its number.
    pub article: u32,
    /// Cosine of the two articles' terms, 0 to 1.
    pub likeness: f32,
    /// Runs of words that both have and few others.
    pub runs: u16,
}

/// Postings by hash, in one block.
struct Index {
    starts: FxHashMap<u32, (u32, u32)>,
    postings: Vec<u32>,
}

impl Index {
    fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut pairs: Vec<(u32, u32)> = pairs.collect();
        pairs.sort_unstable();
        let mut starts = FxHashMap::default();
        let mut from = 0;
        while from < pairs.len() {
            let hash = pairs[from].0;
            let mut to = from;
            while to < pairs.len() && pairs[to].0 == hash {
                to += 1;
            }
            // What only one article has links nothing.
            if to - from > 1 {
                starts.insert(hash, (from as u32, to as u32));
            }
            from = to;
        }
        Self {
            starts,
            postings: pairs.into_iter().map(|p| p.1).collect(),
        }
    }

    fn of(&self, hash: u32) -> &[u32] {
        self.starts.get(&hash).map_or(&[], |&(from, to)| {
            &self.postings[from as usize..to as usize]
        })
    }
}

/// Room for finding neighbours, kept from one article to the next: for each
/// article what it has in common with the one in question, and which of them
/// have anything.
#[derive(Default)]
pub struct Room {
    common: Vec<(f32, u16)>,
    touched: Vec<u32>,
}

impl Room {
    fn at(&mut self, article: u32) -> &mut (f32, u16) {
        let common = &mut self.common[article as usize];
        if *common == (0.0, 0) {
            self.touched.push(article);
        }
        common
    }
}

/// The links of a corpus.
pub struct Links {
    terms: Index,
    pairs: Index,
    runs: Index,
    norms: Vec<f32>,
    articles: usize,
}

impl Links {
    /// Indexes the words of all articles, in order.
    pub fn new(words: &[Words]) -> Self {
        let each = |list: fn(&Words) -> Vec<u32>| {
            Index::new(
                words
                    .iter()
                    .enumerate()
                    .flat_map(move |(n, w)| list(w).into_iter().map(move |h| (h, n as u32))),
            )
        };
        let mut links = Self {
            terms: each(|w| w.terms.iter().map(|t| t.0).collect()),
            pairs: each(|w| w.pairs.clone()),
            runs: each(|w| w.runs.clone()),
            norms: Vec::new(),
            articles: words.len(),
        };
        links.norms = words
            .iter()
            .map(|w| {
                let terms: f32 = w
                    .terms
                    .iter()
                    .map(|&(h, n)| links.weight(h, links.terms.of(h), n).powi(2))
                    .sum();
                let pairs: f32 = w
                    .pairs
                    .iter()
                    .map(|&h| links.weight(h, links.pairs.of(h), 1).powi(2))
                    .sum();
                (terms + pairs).sqrt().max(1e-6)
            })
            .collect();
        links
    }

    /// tf-idf, where a small corpus leans on what is common in news at large;
    /// what only one article has weighs nothing.
    fn weight(&self, hash: u32, list: &[u32], count: u8) -> f32 {
        if list.is_empty() {
            return 0.0;
        }
        let common = if words::common().contains(&hash) {
            COMMON
        } else {
            RARE
        };
        let share =
            (list.len() as f32 + BACKGROUND * common) / (self.articles as f32 + 1.0 + BACKGROUND);
        -(1.0 + f32::from(count).ln()) * share.min(0.999).ln()
    }

    /// The nearest articles to number `n`, nearest first.
    pub fn near(&self, n: usize, words: &[Words], room: &mut Room) -> Vec<Neighbour> {
        room.common.resize(self.articles, (0.0, 0));
        let own = &words[n];
        let mut lists: Vec<(f32, &[u32])> = own
            .terms
            .iter()
            .map(|&(h, n)| (h, self.terms.of(h), n))
            .chain(own.pairs.iter().map(|&h| (h, self.pairs.of(h), 1)))
            .map(|(h, list, n)| (self.weight(h, list, n), list))
            .filter(|(_, list)| list.len() > 1)
            .collect();
        lists.sort_by_key(|(_, list)| list.len());
        let mut budget = BUDGET;
        for (weight, list) in lists {
            if list.len() > budget {
                break;
            }
            budget -= list.len();
            for &other in list {
                // The other's count is not in the postings; its own weight
                // is near enough to this one's.
                room.at(other).0 += weight * weight;
            }
        }
        for &run in &own.runs {
            let list = self.runs.of(run);
            if list.len() > 1 && list.len() <= RUN_ARTICLES {
                for &other in list {
                    let runs = &mut room.at(other).1;
                    *runs = runs.saturating_add(1);
                }
            }
        }
        let mut near: Vec<Neighbour> = Vec::with_capacity(room.touched.len());
        for article in room.touched.drain(..) {
            let (dot, runs) = std::mem::take(&mut room.common[article as usize]);
            if article as usize != n {
                let likeness = (dot / (self.norms[n] * self.norms[article as usize])).min(1.0);
                near.push(Neighbour {
                    article,
                    likeness,
                    runs,
                });
            }
        }
        chosen(near)
    }
}

/// The neighbours to keep: some by the runs that they share, the others by
/// likeness; nearest first.
fn chosen(mut near: Vec<Neighbour>) -> Vec<Neighbour> {
    let by_runs = |a: &Neighbour, b: &Neighbour| {
        b.runs
            .cmp(&a.runs)
            .then(b.likeness.total_cmp(&a.likeness))
            .then(a.article.cmp(&b.article))
    };
    let by_likeness = |a: &Neighbour, b: &Neighbour| {
        b.likeness
            .total_cmp(&a.likeness)
            .then(a.article.cmp(&b.article))
    };
    let with_runs = near.iter().copied().filter(|n| n.runs > 0);
    let mut kept = first(with_runs.collect(), NEIGHBOURS / 2, by_runs);
    near = first(near, NEIGHBOURS, by_likeness);
    for neighbour in near {
        if !kept.iter().any(|k| k.article == neighbour.article) {
            kept.push(neighbour);
        }
    }
    kept.sort_by(by_likeness);
    kept
}

/// The first `count` under an order.
fn first(
    mut all: Vec<Neighbour>,
    count: usize,
    order: impl Fn(&Neighbour, &Neighbour) -> std::cmp::Ordering,
) -> Vec<Neighbour> {
    if all.len() > count {
        all.select_nth_unstable_by(count, &order);
        all.truncate(count);
    }
    all.sort_by(order);
    all
}
