//! Everything that can be found in one article without looking at others.

use crate::actor::{Recogniser, Who};
use crate::article::{Article, article};
use crate::dating::{self, Dating};
use crate::source::RawArticle;
use crate::timex::{Mention, Reference, Resolution, Tagger};

/// One article, understood as far as it can be alone.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The article.
    pub article: Article,
    /// Its temporal expressions.
    pub mentions: Vec<Mention>,
    /// Its date from itself alone.
    pub alone: Dating,
    /// The meanings of the mentions under that date.
    pub resolutions: Vec<Resolution>,
    /// Its actors and speakers.
    pub who: Who,
}

/// Runs text, dates and names over one raw article.
pub fn parse(raw: RawArticle) -> Parsed {
    let tagger = Tagger::english();
    let article = article(raw);
    let mentions = tagger.tag(&article.text, &article.sentences);
    let alone = dating::date_alone(&article, &mentions, tagger);
    let resolutions = resolve(&article, &mentions, &alone);
    let who = Recogniser::built_in().read(&article.text, &article.sentences, alone.published);
    Parsed {
        article,
        mentions,
        alone,
        resolutions,
        who,
    }
}

/// The meanings of an article's mentions under a dating.
pub fn resolve(article: &Article, mentions: &[Mention], dating: &Dating) -> Vec<Resolution> {
    let reference = Reference {
        published: dating.published,
    };
    Tagger::english().resolve(&article.text, &article.sentences, mentions, &reference)
}
