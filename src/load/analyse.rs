//! Everything that can be found in one article without looking at others.

use crate::actor::Recogniser;
use crate::article::{Article, article};
use crate::dating::{self, Dating};
use crate::event::Analysis;
use crate::source::RawArticle;
use crate::store::record::{self, Packed};
use crate::timex::{Mention, Reference, Resolution, Tagger};

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
    /// Bytes to be written.
    Fresh(Vec<u8>),
    /// They are there already.
    Stored(Packed),
}

impl Ready {
    /// Reads a raw article and makes its record.
    pub fn new(raw: RawArticle) -> Self {
        let mut analysis = parse(raw);
        let record = Record::Fresh(record::encode(&mut analysis, true));
        Self { analysis, record }
    }
}

/// Runs text, dates and names over one raw article.
pub fn parse(raw: RawArticle) -> Analysis {
    let tagger = Tagger::english();
    let article = article(raw);
    let mentions = tagger.tag(&article.text, &article.sentences);
    let dating = dating::date_alone(&article, &mentions, tagger);
    let resolutions = resolve(&article, &mentions, &dating);
    let who = Recogniser::built_in().read(&article.text, &article.sentences, dating.published);
    Analysis {
        article,
        mentions,
        resolutions,
        who,
        dating,
        events: Vec::new(),
    }
}

/// The meanings of an article's mentions under a dating.
pub fn resolve(article: &Article, mentions: &[Mention], dating: &Dating) -> Vec<Resolution> {
    let reference = Reference {
        published: dating.published,
    };
    Tagger::english().resolve(&article.text, &article.sentences, mentions, &reference)
}
