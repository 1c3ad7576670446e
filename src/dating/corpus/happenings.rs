//! Happenings that two articles tell of: where one says "on Tuesday" or "two
//! weeks ago" and the other "on 20 October", or "yesterday" on a known day,
//! both mean the same time, and the day of the first follows.

use rustc_hash::FxHashMap;

use super::when::{When, when};
use super::words;
use crate::article::Article;
use crate::timex::{Day, Mention};

/// Sentences kept of one article.
const SENTENCES: usize = 40;
/// Words kept of one sentence.
const WORDS: usize = 40;
/// A word in more articles than this says little of one happening.
const ARTICLES: usize = 100;
/// The corpus is read as if so many articles stood beside it, of which this
/// share have the word.
const BACKGROUND: f32 = 40.0;
const RARE: f32 = 0.02;
/// Two sentences tell of one happening from this weight of shared words on,
/// when they share at least so many.
const ENOUGH: f32 = 8.0;
const LEAST: usize = 2;
/// Until so many sure sentences are found nothing is believed.
const DOUBT: f32 = 0.7;
/// How much likelier a day is that fits, where a week of days fits; where
/// more fit it is less by the root of their number.
const WORTH: f32 = 30.0;
const WEEK: f32 = 7.0;
/// The same where the next such weekday fits: what is to come is told less
/// often, and not always told as such.
const AHEAD: f32 = 3.0;
/// The neighbours' days say a part of the same.
const PART: f32 = 0.6;

/// A sentence that says when something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When.
    when: When,
    /// Hashes of its words that are not common, ascending.
    words: Vec<u32>,
}

/// The sentences of an article that say when something happened, and say it
/// once.
pub fn told(article: &Article, mentions: &[Mention]) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    let mut mentions = mentions.iter().peekable();
    for sentence in &article.sentences {
        if out.len() == SENTENCES {
            break;
        }
        while mentions
            .next_if(|m| m.span.start < sentence.start)
            .is_some()
        {}
        // A day is what the sentence is about rather than a year beside it.
        let (mut days, mut spans): (Vec<When>, Vec<When>) = Default::default();
        let mut unclear = false;
        while let Some(mention) = mentions.next_if(|m| m.span.start < sentence.end) {
            match when(mention) {
                // Whoever quotes "today" does not mean his own.
                Some(Ok(when)) if !when.is_fixed() && quoted(article, sentence.start, mention) => {}
                Some(Ok(when)) => {
                    let list = if when.is_day() { &mut days } else { &mut spans };
                    if !list.contains(&when) {
                        list.push(when);
                    }
                }
                Some(Err(())) => unclear = true,
                None => {}
            }
        }
        let when = match (&days[..], &spans[..]) {
            ([day], _) => *day,
            ([], [span]) => *span,
            _ => continue,
        };
        if unclear {
            continue;
        }
        let mut words = words::telling(sentence.of(&article.text));
        words.truncate(WORDS);
        if words.len() >= LEAST {
            out.push(Told { when, words });
        }
    }
    out
}

/// Whether a mention stands inside quotation marks that its sentence opens.
fn quoted(article: &Article, start: u32, mention: &Mention) -> bool {
    let before = crate::Span {
        start,
        end: mention.span.start,
    }
    .of(&article.text);
    let count = |mark: char| before.matches(mark).count();
    count('"') % 2 == 1 || count('\u{201C}') > count('\u{201D}')
}

/// A sentence of another article about the same happening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Same {
    /// The article.
    pub article: u32,
    /// When it says that it was.
    pub when: When,
    /// How sure it is that both tell of the same, 0 to 1.
    pub weight: f32,
}

/// For each time told of that depends on the article's day, what others say
/// of it.
pub type Shared = Vec<(When, Vec<Same>)>;

/// The sentences of all articles by their words.
pub struct Happenings<'a> {
    told: Vec<&'a [Told]>,
    index: FxHashMap<u32, Vec<(u32, u32)>>,
}

impl<'a> Happenings<'a> {
    /// Indexes the sentences of all articles, in order.
    pub fn new(told: impl Iterator<Item = &'a [Told]>) -> Self {
        let told: Vec<&[Told]> = told.collect();
        let mut index: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
        for (article, sentences) in told.iter().enumerate() {
            for (at, sentence) in sentences.iter().enumerate() {
                for word in &sentence.words {
                    let list = index.entry(*word).or_default();
                    if list.len() <= ARTICLES {
                        list.push((article as u32, at as u32));
                    }
                }
            }
        }
        index.retain(|_, list| (2..=ARTICLES).contains(&list.len()));
        Self { told, index }
    }

    /// What other articles say of the times that article `n` tells of.
    pub fn of(&self, n: usize) -> Shared {
        let relative = self.told[n].iter().filter(|told| !told.when.is_fixed());
        let shared = relative.map(|told| (told.when, self.same(n, told)));
        shared.filter(|(_, same)| !same.is_empty()).collect()
    }

    fn same(&self, n: usize, told: &Told) -> Vec<Same> {
        let mut shared: FxHashMap<(u32, u32), (f32, usize)> = FxHashMap::default();
        for word in &told.words {
            let Some(list) = self.index.get(word) else {
                continue;
            };
            let articles = self.told.len() as f32 + 1.0 + BACKGROUND;
            let weight = -((list.len() as f32 + BACKGROUND * RARE) / articles).ln();
            for place in list.iter().filter(|(article, _)| *article != n as u32) {
                let found = shared.entry(*place).or_default();
                found.0 += weight;
                found.1 += 1;
            }
        }
        // Of each article the sentence that is most like it.
        let mut best: FxHashMap<u32, Same> = FxHashMap::default();
        for ((article, at), (sum, count)) in shared {
            let other = &self.told[article as usize][at as usize];
            let most = told.words.len().min(other.words.len()) as f32;
            if count < LEAST || sum < ENOUGH {
                continue;
            }
            let weight = (sum / (2.0 * ENOUGH)).min(1.0) * count as f32 / most;
            let same = Same {
                article,
                when: other.when,
                weight,
            };
            let kept = best.entry(article).or_insert(same);
            if kept.weight < weight {
                *kept = same;
            }
        }
        let mut all: Vec<Same> = best.into_values().collect();
        all.sort_by_key(|same| same.article);
        all
    }
}

/// What is said of the time of one happening once the days of the others are
/// taken to be known.
pub struct Votes {
    /// Days of publication from which on, and after which, so much speaks for
    /// a day, added up.
    from: Vec<(Day, f32)>,
    after: Vec<(Day, f32)>,
    total: f32,
}

impl Votes {
    /// Asks the others; `days` tells on which days an article may be of.
    pub fn new<'d>(
        (when, same): &(When, Vec<Same>),
        days: impl Fn(usize) -> &'d [(Day, f32)],
    ) -> Self {
        let mut votes = Self {
            from: Vec::new(),
            after: Vec::new(),
            total: 0.0,
        };
        for same in same {
            if let Some(meant) = same.when.fixed() {
                votes.add(*when, meant, same.weight);
                continue;
            }
            for (day, share) in days(same.article as usize) {
                if let Some(meant) = same.when.on(*day) {
                    votes.add(*when, meant, share * same.weight);
                }
            }
        }
        for list in [&mut votes.from, &mut votes.after] {
            list.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut sum = 0.0;
            for (_, mass) in list {
                sum += *mass;
                *mass = sum;
            }
        }
        votes
    }

    /// What happened within the days `meant` was told of as `when`.
    fn add(&mut self, when: When, meant: (Day, Day), weight: f32) {
        let Some((from, to)) = when.told_on(meant) else {
            return;
        };
        self.total += weight;
        self.speak((from, to), weight * WORTH);
        if let When::Weekday(_) = when {
            self.speak((from.plus(-7), from.plus(-1)), weight * AHEAD);
        }
    }

    fn speak(&mut self, (from, to): (Day, Day), worth: f32) {
        let days = (to.0 - from.0 + 1) as f32;
        let mass = worth * (WEEK / days).sqrt();
        self.from.push((from, mass));
        self.after.push((to.plus(1), mass));
    }

    /// What all say of a day of publication: log-odds, 0 where nobody says
    /// anything.
    pub fn score(&self, day: Day) -> f32 {
        let until = |list: &[(Day, f32)]| {
            let end = list.partition_point(|p| p.0 <= day);
            end.checked_sub(1).map_or(0.0, |last| list[last].1)
        };
        let fits = (until(&self.from) - until(&self.after)).max(0.0);
        PART * ((DOUBT + fits) / (DOUBT + self.total)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::article;
    use crate::source::RawArticle;
    use crate::timex::Tagger;

    fn read(text: &str) -> Vec<Told> {
        let article = article(RawArticle::plain("a", text));
        told(
            &article,
            &Tagger::english().tag(&article.text, &article.sentences),
        )
    }

    #[test]
    fn what_counts_from_a_day_that_another_tells_is_dated() {
        let ferry = "The Brindle ferry capsized off Tarwick harbour";
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let dated = read(&format!("{ferry} on 20 April 2010."));
        let yesterday = read(&format!("{ferry} yesterday."));
        for (words, best, other) in [
            ("three weeks ago", "2010-05-11", "2010-04-21"),
            ("yesterday", "2010-04-21", "2010-04-20"),
            ("last month", "2010-05-20", "2010-04-20"),
        ] {
            let told = read(&format!("{ferry} {words}."));
            for others in [&dated, &yesterday] {
                let all = [told.as_slice(), others.as_slice()];
                let shared = Happenings::new(all.into_iter()).of(0);
                let known = [(day("2010-04-21"), 1.0)];
                let votes = Votes::new(&shared[0], |_| &known);
                assert!(votes.score(day(best)) > votes.score(day(other)) + 1.0);
            }
        }
        let other = read("The Olsay choir sang in Tarwick yesterday.");
        let all = [dated.as_slice(), other.as_slice()];
        assert!(Happenings::new(all.into_iter()).of(1).is_empty());
    }
}
