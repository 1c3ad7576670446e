//! Everything that can be found in one article without looking at others.

use crate::actor::{Recogniser, Who};
use crate::article::{Article, article};
use crate::dating::{self, Dating};
use crate::event::Analysis;
use crate::source::RawArticle;
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
    /// Reads a raw article and makes its record, with or without its names.
    pub fn new(raw: RawArticle, with_names: bool) -> Self {
        let mut analysis = dated(raw);
        let names = with_names.then(|| {
            analysis.who = who(&analysis, analysis.dating.published);
            record::encode_names(&analysis.who)
        });
        let record = Record::Fresh(record::encode(&mut analysis, true), names);
        Self { analysis, record }
    }
}

/// Runs text, dates and names over one raw article.
pub fn parse(raw: RawArticle) -> Analysis {
    let mut analysis = dated(raw);
    analysis.who = who(&analysis, analysis.dating.published);
    analysis
}

/// Runs text and dates over one raw article.
fn dated(raw: RawArticle) -> Analysis {
    let tagger = Tagger::english();
    let article = article(raw);
    let mentions = tagger.tag(&article.text, &article.sentences);
    let dating = dating::date_alone(&article, &mentions, tagger);
    let resolutions = resolve(&article, &mentions, &dating);
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
