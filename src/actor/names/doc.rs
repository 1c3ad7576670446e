//! A text with what the gazetteer knows about each of its words.

use crate::Span;
use crate::actor::gazetteer::{Gazetteer, Role, Sort, Word};
use crate::actor::speech::{Class, ClauseWords, Info};
use crate::actor::token::{Shape, Token, lower_hash, tokens};

/// Bits of [`Gaz::mask`]: what the phrase around a token can mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask;

impl Mask {
    /// A state.
    pub(crate) const STATE: u16 = 1;
    /// A territory, region or other place.
    pub(crate) const PLACE: u16 = 2;
    /// A state of the United States.
    pub(crate) const US_STATE: u16 = 4;
    /// A capital.
    pub(crate) const CAPITAL: u16 = 8;
    /// A city.
    pub(crate) const CITY: u16 = 16;
    /// A government, ministry, agency or house.
    pub(crate) const GOVERNMENT: u16 = 32;
    /// Another organisation.
    pub(crate) const ORGANISATION: u16 = 64;
    /// An armed group.
    pub(crate) const ARMED: u16 = 128;
    /// A medium.
    pub(crate) const MEDIA: u16 = 256;
    /// A known person, or a member of Congress.
    pub(crate) const PERSON: u16 = 512;
    /// "Russian"
    pub(crate) const ADJECTIVE: u16 = 1024;
    /// "Russians"
    pub(crate) const DEMONYM: u16 = 2048;
    /// "Russian President"
    pub(crate) const TITLE: u16 = 4096;
    /// "President"
    pub(crate) const GENERIC: u16 = 8192;

    /// Names of places.
    pub(crate) const PLACES: u16 =
        Self::STATE | Self::PLACE | Self::US_STATE | Self::CAPITAL | Self::CITY;
    /// Names of organisations.
    pub(crate) const ORGANISATIONS: u16 =
        Self::GOVERNMENT | Self::ORGANISATION | Self::ARMED | Self::MEDIA;
    /// Names of any kind.
    pub(crate) const NAMES: u16 = Self::PLACES | Self::ORGANISATIONS | Self::PERSON;
}

/// What phrase of the gazetteer a token is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gaz {
    /// Meanings, see [`Mask`]; 0 when it is part of none.
    pub mask: u16,
    /// Tokens of the phrase before this one.
    pub at: u8,
    /// Tokens of the phrase; 0 when there is none.
    pub len: u8,
}

/// A text made ready for both layers.
#[derive(Debug)]
pub(crate) struct Doc<'t> {
    /// The text.
    pub text: &'t str,
    /// The words of clauses.
    pub clause: &'static ClauseWords,
    /// Its words inside sentences.
    pub tokens: Vec<Token>,
    /// Hash of each word's lower-case form.
    pub lower: Vec<u64>,
    /// What each word is by itself.
    pub words: Vec<Word>,
    /// What each word is in a clause.
    pub infos: Vec<Info>,
    /// Longest phrase of names over each word.
    pub names: Vec<Gaz>,
    /// Longest phrase of offices over each word.
    pub offices: Vec<Gaz>,
}

impl<'t> Doc<'t> {
    /// Reads the words of `sentences` and looks them up.
    pub(crate) fn new(text: &'t str, sentences: &[Span], gazetteer: &Gazetteer) -> Self {
        let tokens = tokens(text, sentences);
        let mut lower = Vec::with_capacity(tokens.len());
        let mut words = Vec::with_capacity(tokens.len());
        let mut infos = Vec::with_capacity(tokens.len());
        for token in &tokens {
            let plain = matches!(
                token.shape,
                Shape::Lower | Shape::Number | Shape::Punct | Shape::Possessive
            );
            let small = match plain {
                true => token.hash,
                false => lower_hash(token.text(text)),
            };
            lower.push(small);
            infos.push(gazetteer.clause.info(small));
            words.push(match token.shape {
                Shape::Punct | Shape::Possessive => Word::default(),
                _ => gazetteer.word_of(text, token),
            });
        }
        let mut doc = Self {
            text,
            clause: gazetteer.clause,
            names: vec![Gaz::default(); tokens.len()],
            offices: vec![Gaz::default(); tokens.len()],
            tokens,
            lower,
            words,
            infos,
        };
        doc.look_up(gazetteer);
        doc
    }

    fn look_up(&mut self, gazetteer: &Gazetteer) {
        let (mut named, mut office) = (0, 0);
        for at in 0..self.tokens.len() {
            if self.tokens[at].shape == Shape::Punct {
                continue;
            }
            let rest = &self.tokens[at..];
            if at >= office {
                let titles = gazetteer.offices.titles.longest(self.text, rest);
                let generic = || {
                    let office = gazetteer.offices.generic.longest(self.text, rest);
                    let title = gazetteer.titles.longest(self.text, rest);
                    office.into_iter().chain(title).max_by_key(|f| f.len)
                };
                let found = match titles {
                    Some(found) => Some((found.len, Mask::TITLE)),
                    None => generic().map(|found| (found.len, Mask::GENERIC)),
                };
                if let Some((len, mask)) = found {
                    mark(&mut self.offices[at..at + len], mask);
                    office = at + len;
                }
            }
            let phrase = || {
                let plain = gazetteer.phrases.longest(self.text, rest);
                let small = || {
                    self.is_small_new(at)
                        .then(|| gazetteer.phrases.longest_titled(self.text, rest))
                };
                plain.or_else(|| small().flatten())
            };
            if at >= named
                && let Some(found) = phrase()
            {
                let mask = gazetteer
                    .phrases
                    .senses(Some(found))
                    .fold(0, |mask, sense| {
                        mask | bit(sense.role, gazetteer.sort(sense.entry))
                    });
                mark(&mut self.names[at..at + found.len], mask);
                named = at + found.len;
            }
        }
    }

    /// "in new York": machines that translate lose the capital of a name.
    fn is_small_new(&self, at: usize) -> bool {
        self.tokens[at].shape == Shape::Lower
            && at > 0
            && self.is(at - 1, Class::PREPOSITION)
            && self.word(at) == "new"
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.shape == Shape::Title && !t.breaks)
    }

    /// Whether a word is of one of these classes of clauses; none is past the
    /// end.
    pub(crate) fn is(&self, at: usize, class: u64) -> bool {
        self.infos.get(at).is_some_and(|info| info.is(class))
    }

    /// The words of a token.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.tokens[at].text(self.text)
    }

    /// The words of a token, nothing past the end.
    pub(crate) fn word_at(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.text(self.text))
    }

    /// The bytes of tokens `from..to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        Span {
            start: self.tokens[from].start,
            end: self.tokens[to - 1].end,
        }
    }
}

fn mark(marks: &mut [Gaz], mask: u16) {
    let len = marks.len().min(usize::from(u8::MAX)) as u8;
    for (at, gaz) in marks.iter_mut().enumerate() {
        *gaz = Gaz {
            mask,
            at: at.min(usize::from(u8::MAX)) as u8,
            len,
        };
    }
}

fn bit(role: Role, sort: Sort) -> u16 {
    match (role, sort) {
        (Role::Adjective, _) => Mask::ADJECTIVE,
        (Role::Demonym, _) => Mask::DEMONYM,
        (Role::Capital, _) => Mask::CAPITAL,
        (_, Sort::State) => Mask::STATE,
        (_, Sort::Territory) => Mask::PLACE,
        (_, Sort::UsState) => Mask::US_STATE,
        (_, Sort::Capital) => Mask::CAPITAL,
        (_, Sort::City) => Mask::CITY,
        (_, Sort::Government) => Mask::GOVERNMENT,
        (_, Sort::Organisation | Sort::Company) => Mask::ORGANISATION,
        (_, Sort::Armed) => Mask::ARMED,
        (_, Sort::Media) => Mask::MEDIA,
        (_, Sort::Person | Sort::Official) => Mask::PERSON,
    }
}
