//! Everything that can be found in one article without looking at others.

use crate::actor::{Recogniser, Who};
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
    /// Reads a raw article and makes its record; with `dates_only`, without
    /// its names.
    pub fn new(raw: RawArticle, dates_only: bool) -> Self {
        let mut analysis = parse_as(raw, dates_only);
        let record = Record::Fresh(record::encode(&mut analysis, true));
        Self { analysis, record }
    }
}

/// Runs text, dates and names over one raw article.
pub fn parse(raw: RawArticle) -> Analysis {
    parse_as(raw, false)
}

fn parse_as(raw: RawArticle, dates_only: bool) -> Analysis {
    let tagger = Tagger::english();
    let article = article(raw);
    let mentions = tagger.tag(&article.text, &article.sentences);
    let dating = dating::date_alone(&article, &mentions, tagger);
    let resolutions = resolve(&article, &mentions, &dating);
    let who = match dates_only {
        true => Who::default(),
        false => Recogniser::built_in().read(&article.text, &article.sentences, dating.published),
    };
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
