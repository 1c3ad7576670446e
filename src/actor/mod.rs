//! Who: gazetteer, names in text, aliases, speakers.

mod agency;
mod alias;
mod directory;
pub(crate) mod gazetteer;
mod metonym;
mod model;
mod names;
mod naming;
mod speech;
mod token;
pub mod train;
mod voice;

use crate::Span;
use crate::timex::Day;
use serde::{Deserialize, Serialize};

pub use directory::{Actor, ActorId, Directory};
pub use gazetteer::GazetteerError;
pub use naming::Naming;

/// What an actor is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Kind {
    /// A person (PER).
    #[default]
    Person,
    /// An organisation, or a state acting (ORG).
    Organisation,
    /// A place (LOC). States are places by kind, actors by deed.
    Place,
}

impl Kind {
    /// `PER`, `ORG`, `LOC`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
        }
    }
}

/// Someone or something named in one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LocalActor {
    /// Canonical name: the gazetteer's, else the fullest in the article.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Whether the gazetteer knows it (then `name` is unique by itself).
    pub known: bool,
    /// The other names it goes by in the article.
    pub aliases: Vec<String>,
    /// Whether it acts or speaks somewhere in the article, or is a person or
    /// organisation; false for a country or town that is only a place.
    pub acts: bool,
}

/// One naming of an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActorMention {
    /// Its words.
    pub span: Span,
    /// Index into [`Who::actors`].
    pub actor: u32,
    /// What it is *here*: an acting country is an organisation.
    pub kind: Kind,
    /// Whether it is an agent here, not a mere place.
    pub acting: bool,
    /// A name (true), or a description or pronoun that stands for one.
    pub named: bool,
}

/// Who said what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// What was said, possibly in pieces.
    pub content: Vec<Span>,
    /// The words for who said it; empty when not said.
    pub source: Vec<Span>,
    /// The verb or "according to".
    pub cue: Vec<Span>,
    /// Index into [`Who::actors`].
    pub speaker: Option<u32>,
    /// A denial, refusal or "declined to comment": not an assertion.
    pub denial: bool,
}

/// The actors of one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Who {
    /// Distinct actors, in order of first mention.
    pub actors: Vec<LocalActor>,
    /// Their mentions, in text order, none overlapping.
    pub mentions: Vec<ActorMention>,
    /// Statements, in text order.
    pub attributions: Vec<Attribution>,
}

/// Finds actors and speakers in a text.
///
/// Two layers: rules with the gazetteer, at loading speed, and a small
/// sequence model on top of them, some ten times slower and better.
#[derive(Debug)]
pub struct Recogniser {
    gazetteer: gazetteer::Gazetteer,
}

/// Which layers find the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layers {
    /// The gazetteer, the rules, and the model.
    #[default]
    Both,
    /// The gazetteer and the rules alone: for a first look at an archive.
    Rules,
}

static RECOGNISER: std::sync::OnceLock<Recogniser> = std::sync::OnceLock::new();

impl Recogniser {
    /// The recogniser of this process: the built-in gazetteer, rules and
    /// model, and the user's tables where [`Recogniser::use_folder`] named
    /// some.
    pub fn built_in() -> &'static Recogniser {
        RECOGNISER.get_or_init(|| Recogniser {
            gazetteer: gazetteer::Gazetteer::built_in(),
        })
    }

    /// Makes the recogniser of this process one with the user's tables in
    /// `folder`; to be called before anything is read, later calls change
    /// nothing.
    ///
    /// # Errors
    /// As [`Recogniser::with_folder`]; the built-in tables are used then.
    pub fn use_folder(folder: &std::path::Path) -> Result<(), GazetteerError> {
        let own = Self::with_folder(folder)?;
        // Somebody was faster: what has been read stays as it is.
        let _ = RECOGNISER.set(own);
        Ok(())
    }

    /// The built-in tables and the user's own from `folder` (format: the
    /// README.md of `assets/gazetteer/`; `statements.tsv` and
    /// `clause-words.tsv`: that of `assets/lang/en/`).
    ///
    /// # Errors
    /// When the folder or a table in it can't be read or is malformed; the
    /// error names file and line.
    pub fn with_folder(folder: &std::path::Path) -> Result<Recogniser, GazetteerError> {
        Ok(Recogniser {
            gazetteer: gazetteer::Gazetteer::with_folder(folder)?,
        })
    }

    /// Everyone in `text`, named inside `sentences`; `published` chooses
    /// between holders of an office.
    pub fn read(&self, text: &str, sentences: &[Span], published: Option<Day>) -> Who {
        self.read_with(Layers::Both, text, sentences, published)
    }

    /// [`Recogniser::read`] with a choice of layers.
    pub fn read_with(
        &self,
        layers: Layers,
        text: &str,
        sentences: &[Span],
        published: Option<Day>,
    ) -> Who {
        let doc = names::Doc::new(text, sentences, &self.gazetteer);
        let mut names = names::spot(&doc);
        if layers == Layers::Both {
            names = model::Model::built_in().names(&doc, &names);
        }
        let statement = voice::is_statement(&doc);
        let mut who = alias::resolve(&doc, &names, &self.gazetteer, published, statement);
        agency::mark(&doc, &mut who, statement);
        metonym::resolve(text, &self.gazetteer, &mut who);
        who.attributions = speech::attributions(&doc, &who, &self.gazetteer);
        who
    }
}
