//! Happenings that two articles tell of: where one says "on Tuesday" or "two
//! weeks ago" and the other "on 20 October", or "yesterday" on a known day,
//! both mean the same time, and the day of the first follows.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::counting::{Role, role};
use super::elapsed::elapsed;
use super::when::{When, when};
use super::words;
use crate::Span;
use crate::article::Article;
use crate::dating::knowledge::Knowledge;
use crate::timex::Mention;
use crate::timex::value::Unit;

/// Sentences kept of one article.
const SENTENCES: usize = 40;
/// Words kept of one sentence.
const WORDS: usize = 40;
/// A word in more sentences of the articles than this, or in more patterns of
/// the tables, says little of one happening.
const ARTICLES: usize = 100;
const PATTERNS: usize = 800;
/// The corpus is read as if so many articles stood beside it, of which this
/// share have the word.
const BACKGROUND: f32 = 40.0;
const RARE: f32 = 0.02;
/// Tellers kept of one sentence, those that are surest: a hundred copies of
/// one text know no more.
const TELLERS: usize = 24;
/// What went on for longer than so many days dates no article.
const LONGEST: i32 = 40;
/// Two sentences tell of one happening from this weight of shared words on,
/// when they share at least so many.
const ENOUGH: f32 = 8.0;
const LEAST: usize = 2;
/// A sentence tells of a happening of the tables when it has such a part of the
/// words of one of its patterns.
const PATTERN: f32 = 0.6;

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
        if out.len() >= SENTENCES {
            break;
        }
        while mentions
            .next_if(|m| m.span.start < sentence.start)
            .is_some()
        {}
        // A day is what the sentence is about rather than a year beside it.
        let (mut days, mut spans): (Vec<When>, Vec<When>) = Default::default();
        let mut unclear = false;
        let mut earlier: Option<(When, Span)> = None;
        // "They sailed on 20 April, he said on Saturday."
        let mut said_on = None;
        let mut quotes = Quotes::new(article, sentence.start);
        while let Some(mention) = mentions.next_if(|m| m.span.start < sentence.end) {
            match when(mention) {
                // Whoever quotes "today" does not mean his own.
                Some(Ok(when)) if !when.is_fixed() && quotes.holds(mention) => {}
                Some(Ok(when)) if when.is_day() && is_of_saying(article, *sentence, mention) => {
                    said_on = said_on.or(Some(when));
                }
                Some(Ok(when)) => {
                    let list = if when.is_day() { &mut days } else { &mut spans };
                    if !list.contains(&when) {
                        list.push(when);
                    }
                }
                Some(Err(())) => unclear = true,
                None => earlier = earlier.or(elapsed(article, *sentence, mention)),
            }
        }
        if unclear {
            continue;
        }
        if days.is_empty() && spans.is_empty() {
            days.extend(said_on);
        }
        let mut news = *sentence;
        if let Some((when, rest)) = earlier.filter(|_| is_news(&days, &spans)) {
            push(&mut out, when, rest.of(&article.text));
            // "On Friday, two days after the vote": the vote was not on Friday.
            news.end = rest.start;
        }
        let when = match (&days[..], &spans[..]) {
            ([day], _) => *day,
            ([], [span]) => *span,
            _ => continue,
        };
        push(&mut out, when, news.of(&article.text));
    }
    out.truncate(SENTENCES);
    out
}

fn push(out: &mut Vec<Told>, when: When, told: &str) {
    let mut words = words::telling(told);
    words.truncate(WORDS);
    if words.len() >= LEAST {
        out.push(Told { when, words });
    }
}

/// Whether a mention tells when something was said: "said on Saturday".
fn is_of_saying(article: &Article, sentence: Span, mention: &Mention) -> bool {
    let before = Span {
        start: sentence.start,
        end: mention.span.start,
    };
    let mut words = before.of(&article.text).trim_end().rsplit(' ');
    let says = |word: Option<&str>| word.is_some_and(|w| role(w) == Some(Role::Says));
    let last = words.next();
    says(last) || last == Some("on") && says(words.next())
}

/// Whether a sentence that names these times can tell of the last days.
fn is_news(days: &[When], spans: &[When]) -> bool {
    let late = |when: &When| {
        let yesterday = matches!(when, When::Unit(-1 | 0, Unit::Day));
        yesterday || matches!(when, When::Weekday(_))
    };
    spans.is_empty() && days.iter().all(late)
}

/// The quotation marks of a sentence, read once from its beginning.
pub struct Quotes<'a> {
    text: &'a str,
    at: usize,
    straight: usize,
    open: i32,
}

impl<'a> Quotes<'a> {
    /// At the beginning of a sentence.
    pub fn new(article: &'a Article, start: u32) -> Self {
        Self {
            text: &article.text,
            at: start as usize,
            straight: 0,
            open: 0,
        }
    }

    /// Whether a mention, none before the last one asked for, stands inside
    /// marks that its sentence opens.
    pub fn holds(&mut self, mention: &Mention) -> bool {
        let until = (mention.span.start as usize).max(self.at);
        for c in self.text[self.at..until].chars() {
            match c {
                '"' => self.straight += 1,
                '\u{201C}' => self.open += 1,
                '\u{201D}' => self.open -= 1,
                _ => {}
            }
        }
        self.at = until;
        self.straight % 2 == 1 || self.open > 0
    }
}

/// The dated happenings of the tables, each as the sentences that tell of it.
fn known() -> &'static [Vec<Told>] {
    static KNOWN: OnceLock<Vec<Vec<Told>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let anchors = Knowledge::built_in().anchors().iter();
        let told = anchors.map(|anchor| {
            let mut told: Vec<Told> = Vec::new();
            if anchor.to.0 - anchor.from.0 > LONGEST {
                return told;
            }
            for words in &anchor.words {
                let words = words::telling(words);
                if words.len() >= LEAST && !told.iter().any(|t| t.words == words) {
                    told.push(Told {
                        when: When::Between(anchor.from, anchor.to),
                        words,
                    });
                }
            }
            told
        });
        told.collect()
    })
}

/// Who else tells of a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Teller {
    /// An article, by its number.
    Article(u32),
    /// The table of happenings, by the number there.
    Anchor(u32),
}

/// A sentence elsewhere about the same happening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Same {
    /// Where.
    pub teller: Teller,
    /// When it says that it was.
    pub when: When,
    /// How sure it is that both tell of the same, 0 to 1.
    pub weight: f32,
    /// Of a pattern of the tables: every word of it is told.
    pub whole: bool,
}

impl Same {
    /// Whether it is to be asked. Where the corpus does not tell what days it
    /// spans, so much of the world's news comes into question that a part of a
    /// pattern is told by chance.
    pub fn counts(&self, spanned: bool) -> bool {
        spanned || self.whole || matches!(self.teller, Teller::Article(_))
    }
}

/// For each time told of that depends on the article's day, what others say
/// of it.
pub type Shared = Vec<(When, Vec<Same>)>;

/// Sentences by their words.
struct Index<'a> {
    told: Vec<&'a [Told]>,
    /// For each word where it stands; nothing where that is in too many
    /// places.
    places: FxHashMap<u32, Places>,
    kind: fn(u32) -> Teller,
}

/// Where a word stands.
#[derive(Default)]
struct Places {
    /// Teller and sentence.
    list: Vec<(u32, u32)>,
    /// Number of tellers.
    tellers: usize,
}

impl<'a> Index<'a> {
    /// Words in more than `most` sentences are left out.
    fn new(told: impl Iterator<Item = &'a [Told]>, most: usize, kind: fn(u32) -> Teller) -> Self {
        let told: Vec<&[Told]> = told.collect();
        let mut places: FxHashMap<u32, Places> = FxHashMap::default();
        for (teller, sentences) in told.iter().enumerate() {
            let teller = teller as u32;
            for (at, sentence) in sentences.iter().enumerate() {
                for word in &sentence.words {
                    let found = places.entry(*word).or_default();
                    if found.list.len() <= most {
                        found.tellers +=
                            usize::from(found.list.last().map(|p| p.0) != Some(teller));
                        found.list.push((teller, at as u32));
                    }
                }
            }
        }
        places.retain(|_, found| found.list.len() <= most);
        Self { told, places, kind }
    }

    fn of(&self, word: u32) -> &[(u32, u32)] {
        self.places.get(&word).map_or(&[], |p| p.list.as_slice())
    }

    fn tellers(&self, word: u32) -> usize {
        self.places.get(&word).map_or(0, |p| p.tellers)
    }

    /// Of each teller that `wanted` lets pass the sentence most like one, by
    /// the weights of their words.
    fn like(
        &self,
        told: &Told,
        wanted: impl Fn(u32) -> bool,
        weight: impl Fn(u32) -> f32,
    ) -> Vec<Same> {
        let mut shared: FxHashMap<(u32, u32), (f32, usize)> = FxHashMap::default();
        for word in &told.words {
            let list = self.of(*word);
            let worth = if list.is_empty() { 0.0 } else { weight(*word) };
            for place in list.iter().filter(|place| wanted(place.0)) {
                let found = shared.entry(*place).or_default();
                found.0 += worth;
                found.1 += 1;
            }
        }
        // The best of each teller, the first of equals.
        let mut best: FxHashMap<u32, (Same, u32)> = FxHashMap::default();
        for ((number, at), (sum, count)) in shared {
            let other = &self.told[number as usize][at as usize];
            let teller = (self.kind)(number);
            // A pattern of the tables is told when most of it is there; of two
            // sentences the shorter one may say less.
            let (most, least) = match teller {
                Teller::Anchor(_) => (other.words.len() as f32, PATTERN),
                Teller::Article(_) => (told.words.len().min(other.words.len()) as f32, 0.0),
            };
            let part = count as f32 / most;
            if count < LEAST || sum < ENOUGH || part < least {
                continue;
            }
            let same = Same {
                teller,
                when: other.when,
                weight: (sum / (2.0 * ENOUGH)).min(1.0) * part,
                whole: count >= other.words.len(),
            };
            let (kept, place) = best.entry(number).or_insert((same, at));
            let better = same.weight.total_cmp(&kept.weight).then((*place).cmp(&at));
            if better.is_gt() {
                (*kept, *place) = (same, at);
            }
        }
        let mut all: Vec<Same> = best.into_values().map(|best| best.0).collect();
        let surer =
            |a: &Same, b: &Same| b.weight.total_cmp(&a.weight).then(a.teller.cmp(&b.teller));
        all.sort_by(surer);
        all.truncate(TELLERS);
        all.sort_by_key(|same| same.teller);
        all
    }
}

/// The sentences of all articles by their words, and what the tables know.
pub struct Happenings<'a> {
    articles: Index<'a>,
    known: &'static Index<'static>,
}

impl<'a> Happenings<'a> {
    /// Indexes the sentences of all articles, in order.
    pub fn new(told: impl Iterator<Item = &'a [Told]>) -> Self {
        static KNOWN: OnceLock<Index> = OnceLock::new();
        let tables = || known().iter().map(Vec::as_slice);
        Self {
            articles: Index::new(told, ARTICLES, Teller::Article),
            known: KNOWN.get_or_init(|| Index::new(tables(), PATTERNS, Teller::Anchor)),
        }
    }

    /// What other articles, and the tables, say of the times that article `n`
    /// tells of.
    pub fn of(&self, n: usize) -> Shared {
        let relative = self.articles.told[n]
            .iter()
            .filter(|told| !told.when.is_fixed());
        let shared = relative.map(|told| (told.when, self.same(n as u32, told)));
        shared.filter(|(_, same)| !same.is_empty()).collect()
    }

    fn same(&self, n: u32, told: &Told) -> Vec<Same> {
        let rare = |count: usize, all: usize| {
            let share = (count as f32 + BACKGROUND * RARE) / (all as f32 + 1.0 + BACKGROUND);
            -share.ln()
        };
        let (articles, known) = (&self.articles, self.known);
        let mut all = articles.like(
            told,
            |other| other != n,
            |word| rare(articles.tellers(word), articles.told.len()),
        );
        all.extend(known.like(
            told,
            |_| true,
            |word| {
                let count = articles.tellers(word) + known.tellers(word);
                rare(count, articles.told.len() + known.told.len())
            },
        ));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::votes::Votes;
    use super::*;
    use crate::article::article;
    use crate::source::RawArticle;
    use crate::timex::Day;
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
                let votes = Votes::new(&shared[0], true, |_, _| &known);
                assert!(votes.score(day(best)) > votes.score(day(other)) + 1.0);
            }
        }
        let other = read("The Olsay choir sang in Tarwick yesterday.");
        let all = [dated.as_slice(), other.as_slice()];
        assert!(Happenings::new(all.into_iter()).of(1).is_empty());
    }

    #[test]
    fn so_long_after_what_another_dates() {
        let dated = read("The Brindle ferry capsized off Tarwick harbour on 20 April 2010.");
        let told = read(
            "Divers gave up on Thursday, two days after the Brindle ferry capsized off Tarwick harbour.",
        );
        let of = |told: &[Told]| -> Vec<String> {
            let after = told.iter().filter(|t| matches!(t.when, When::After(..)));
            after.map(|t| t.when.to_string()).collect()
        };
        assert_eq!(of(&told), ["2 days earlier"]);
        let old = read("Divers gave up in 1994, two days after the Brindle ferry capsized.");
        assert!(of(&old).is_empty(), "not the news of the day");
        let all = [told.as_slice(), dated.as_slice()];
        let shared = Happenings::new(all.into_iter()).of(0);
        let after = shared.iter().find(|s| matches!(s.0, When::After(..)));
        let votes = Votes::new(after.unwrap(), false, |_, _| &[]);
        let score = |day: &str| votes.score(day.parse().unwrap());
        assert!(score("2010-04-22") > score("2010-04-29") + 1.0);
    }

    #[test]
    fn the_day_of_saying_so_is_another() {
        let when = |text: &str| -> Vec<String> {
            let told = read(text);
            told.iter().map(|t| t.when.to_string()).collect()
        };
        let ferry = "The Brindle ferry capsized off Tarwick harbour";
        let both = format!("{ferry} on 20 April, the coastguard said on Saturday.");
        assert_eq!(when(&both), ["20 April"]);
        let alone = format!("{ferry}, the coastguard said on Saturday.");
        assert_eq!(when(&alone), ["Saturday"]);
        let two = format!("{ferry} on 20 April, and sank on Saturday.");
        assert!(when(&two).is_empty());
    }

    #[test]
    fn sentences_are_kept_up_to_a_number() {
        let text = "Divers gave up on Thursday, two days after the Brindle ferry capsized. ";
        assert_eq!(read(&text.repeat(90)).len(), SENTENCES);
    }

    #[test]
    fn the_day_of_the_news_is_not_that_of_what_it_follows() {
        let told = read(
            "Salvage divers abandoned the wreck on Thursday, two days after the Brindle ferry capsized.",
        );
        let words = |when: &str| {
            let found = told.iter().find(|t| t.when.to_string() == when);
            found.unwrap().words.clone()
        };
        let ferry = words::telling("ferry capsized");
        assert!(
            ferry
                .iter()
                .all(|word| words("2 days earlier").contains(word))
        );
        assert!(!ferry.iter().any(|word| words("Thursday").contains(word)));
    }

    #[test]
    fn what_the_tables_know_dates_a_yesterday() {
        let told = read("Lehman Brothers filed for bankruptcy protection yesterday.");
        let shared = Happenings::new([told.as_slice()].into_iter()).of(0);
        let votes = Votes::new(&shared[0], false, |_, _| &[]);
        let score = |day: &str| votes.score(day.parse().unwrap());
        assert!(score("2008-09-16") > score("2008-11-16") + 1.0);
    }
}
