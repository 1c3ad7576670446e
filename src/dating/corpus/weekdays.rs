//! How long before publication the weekdays lie that news name. A lead tells of
//! its own day, a morning paper of the day before, and who says "yesterday"
//! names by its weekday only what is longer ago.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::happenings::Quotes;
use super::when::{When, when};
use crate::article::Article;
use crate::timex::Mention;
use crate::timex::value::Unit;

const PAPERS: &str = include_str!("../../../assets/dating/morning-papers.txt");

/// How many dated articles it takes to believe a source rather than news in
/// general.
pub const PRIOR: f32 = 12.0;

/// Where a weekday is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// First, in title or lead.
    Lead,
    /// First, in the rest of the head.
    Head,
    /// After another one, or further down.
    Rest,
}

/// How often a weekday named in each [`Place`] is that of 0 to 6 days before
/// publication.
#[derive(Clone, Copy, Debug)]
pub struct Weekdays([[f32; 7]; 3]);

/// News in general.
pub const NEWS: Weekdays = Weekdays([
    WIRE,
    [0.49, 0.25, 0.08, 0.05, 0.05, 0.04, 0.04],
    [0.36, 0.28, 0.13, 0.08, 0.06, 0.05, 0.04],
]);
/// Papers of the morning after.
pub const MORNING: Weekdays = Weekdays([
    [0.40, 0.38, 0.11, 0.04, 0.02, 0.02, 0.03],
    [0.23, 0.40, 0.18, 0.06, 0.05, 0.04, 0.04],
    [0.19, 0.38, 0.20, 0.08, 0.05, 0.05, 0.05],
]);
/// Texts that say "yesterday".
pub const YESTERDAY: Weekdays = Weekdays([
    [0.35, 0.20, 0.16, 0.10, 0.07, 0.05, 0.07],
    [0.22, 0.22, 0.22, 0.13, 0.07, 0.06, 0.08],
    [0.18, 0.20, 0.27, 0.13, 0.07, 0.06, 0.09],
]);
/// Copy with a dateline or stamp.
pub const WIRE: [f32; 7] = [0.72, 0.13, 0.04, 0.03, 0.02, 0.02, 0.04];

impl Weekdays {
    /// What is expected of a source before any of its articles is known.
    pub fn expected(self) -> Self {
        let [lead, head, rest] = self.0;
        Self([
            lead.map(|p| p * PRIOR),
            head.map(|p| p * PRIOR),
            rest.map(|p| p * PRIOR * 2.0),
        ])
    }

    /// Counts a weekday that was so many days before publication.
    pub fn learn(&mut self, place: Place, lag: usize) {
        self.0[place as usize][lag] += 1.0;
    }

    /// How often which lag was seen there.
    pub fn of(&self, place: Place) -> &[f32; 7] {
        &self.0[place as usize]
    }
}

/// Whether a source is a paper of the morning after, as
/// `assets/dating/morning-papers.txt` lists them.
pub fn is_morning_paper(source: &str) -> bool {
    static KNOWN: OnceLock<FxHashSet<String>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let lines = PAPERS.lines().map(str::trim);
        let names = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
        names.map(bare).collect()
    });
    known.contains(&bare(source))
}

/// What hosts end in behind the name of an outlet.
const ENDINGS: [&str; 5] = ["co", "com", "org", "net", "gov"];

/// A source's name or host as it is compared: "The Washington Post" and
/// "www.washingtonpost.com" are one, and so are "The Hindu" and
/// "https://m.thehindu.com/".
fn bare(source: &str) -> String {
    let lower = source.to_lowercase();
    let host = lower.split_once("://").map_or(lower.as_str(), |u| u.1);
    let host = host.split('/').next().unwrap_or(host);
    let name = match host.rsplit_once('.') {
        Some((labels, _)) if !host.contains(' ') => {
            let mut labels = labels.rsplit('.');
            let last = labels.next().unwrap_or_default();
            match ENDINGS.contains(&last) {
                true => labels.next().unwrap_or(last),
                false => last,
            }
        }
        _ => lower.as_str(),
    };
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    name.strip_prefix("the").unwrap_or(&name).to_owned()
}

/// Whether an article says "yesterday" of its own.
pub fn says_yesterday(article: &Article, mentions: &[Mention]) -> bool {
    let yesterday = |m: &&Mention| when(m) == Some(Ok(When::Unit(-1, Unit::Day)));
    let mut sentence = (u32::MAX, Quotes::new(article, 0));
    mentions.iter().filter(yesterday).any(|mention| {
        let sentences = &article.sentences;
        let after = sentences.partition_point(|s| s.start <= mention.span.start);
        let start = after.checked_sub(1).map_or(0, |n| sentences[n].start);
        if sentence.0 != start {
            sentence = (start, Quotes::new(article, start));
        }
        !sentence.1.holds(mention)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::article;
    use crate::source::RawArticle;
    use crate::timex::Tagger;

    #[test]
    fn papers_are_known_by_name_and_host() {
        for source in [
            "The Washington Post",
            "washingtonpost",
            "www.washingtonpost.com",
            "New York Times",
            "https://articles.latimes.com/",
            "www.thehindu.com",
        ] {
            assert!(is_morning_paper(source), "{source}");
        }
        for source in ["CNN", "Reuters", "", "post", "post.example.com"] {
            assert!(!is_morning_paper(source), "{source}");
        }
    }

    #[test]
    fn shares_add_up() {
        for Weekdays(places) in [NEWS, MORNING, YESTERDAY] {
            for place in places {
                assert!((place.iter().sum::<f32>() - 1.0).abs() < 0.011);
            }
        }
    }

    #[test]
    fn whose_yesterday_it_is() {
        let says = |text: &str| {
            let article = article(RawArticle::plain("a", text));
            let mentions = Tagger::english().tag(&article.text, &article.sentences);
            says_yesterday(&article, &mentions)
        };
        assert!(says("The talks failed. The minister resigned yesterday."));
        assert!(!says("The minister said: \"I resigned yesterday.\""));
        assert!(!says("The minister resigned on Tuesday."));
    }
}
