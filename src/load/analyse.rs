//! Everything that can be found in one article without looking at others.

use crate::actor::{Recogniser, Who};
use crate::article::{Article, article};
use crate::dating::{self, Dating};
use crate::event::Analysis;
use crate::source::{RawArticle, Seen};
use crate::store::record::{self, Packed};
use crate::timex::{Day, Mention, Reference, Resolution, Tagger};

/// An article on its way to the builder.
#[derive(Debug)]
pub struct Ready {
    /// What was found in it alone; no events yet.
    pub analysis: Analysis,
    /// Its record.
    pub record: Record,
}

/// How much of an article is understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Everything.
    #[default]
    Whole,
    /// No names: faster where dates are all that is asked. Events then have
    /// neither actors nor speakers, and some statements are missed.
    Dates,
    /// Nothing but when it was published: no dates that its text names, and
    /// no text at all where all else that a page says leaves no doubt.
    Publication,
}

impl Depth {
    /// Whether more of a page is to be read than was seen.
    pub fn wants_more(self, raw: &RawArticle, seen: Seen) -> bool {
        /// Chance of a day that the text would hardly change.
        const NO_DOUBT: f32 = 0.9;
        /// Chance of a day that what the page shows would hardly change.
        const SURE: f32 = 0.97;
        if self != Self::Publication {
            return true;
        }
        let dating = dating::date_alone(&article(raw.clone()));
        let agreed = dating.alternatives.is_empty() && !dating.evidence.is_empty();
        let enough = match seen {
            Seen::Dates => dating.confidence >= NO_DOUBT,
            // Fields that say one day, and nothing that says another.
            Seen::Head if agreed => dating.confidence >= NO_DOUBT,
            Seen::Head => dating.confidence >= SURE,
        };
        !enough || (seen == Seen::Head && !dating.conflicts.is_empty())
    }
}

/// What is to be kept of an article.
#[derive(Debug)]
pub enum Record {
    /// Bytes to be written: the record, and that of its names when they were
    /// looked for.
    Fresh(Vec<u8>, Option<Vec<u8>>),
    /// They are there already.
    Stored(Packed),
}

impl Record {
    /// Whether its names were looked for.
    pub fn is_named(&self) -> bool {
        match self {
            Self::Fresh(_, names) => names.is_some(),
            Self::Stored(packed) => packed.names.is_some(),
        }
    }
}

impl Ready {
    /// Reads a raw article as far as asked and makes its record.
    pub fn new(raw: RawArticle, depth: Depth) -> Self {
        let mut analysis = dated(raw, depth);
        let names = (depth == Depth::Whole).then(|| {
            analysis.who = who(&analysis, analysis.dating.published);
            record::encode_names(&analysis.who)
        });
        let record = Record::Fresh(record::encode(&mut analysis, true), names);
        Self { analysis, record }
    }
}

/// Runs text, dates and names over one raw article.
pub fn parse(raw: RawArticle) -> Analysis {
    let mut analysis = dated(raw, Depth::Whole);
    analysis.who = who(&analysis, analysis.dating.published);
    analysis
}

/// Runs text and dates over one raw article.
fn dated(raw: RawArticle, depth: Depth) -> Analysis {
    let article = article(raw);
    let mentions = match depth {
        Depth::Publication => Vec::new(),
        _ => Tagger::english().tag(&article.text, &article.sentences),
    };
    let dating = dating::date_alone(&article);
    // The date language is not even made ready where nothing needs it.
    let resolutions = match mentions.is_empty() {
        true => Vec::new(),
        false => resolve(&article, &mentions, &dating),
    };
    Analysis {
        article,
        mentions,
        resolutions,
        who: Who::default(),
        dating,
        events: Vec::new(),
    }
}

/// The actors and speakers of an article that by itself is of `published`.
pub fn who(analysis: &Analysis, published: Option<Day>) -> Who {
    let article = &analysis.article;
    Recogniser::built_in().read(&article.text, &article.sentences, published)
}

/// The meanings of an article's mentions under a dating.
pub fn resolve(article: &Article, mentions: &[Mention], dating: &Dating) -> Vec<Resolution> {
    let reference = Reference {
        published: dating.published,
    };
    Tagger::english().resolve(&article.text, &article.sentences, mentions, &reference)
}
