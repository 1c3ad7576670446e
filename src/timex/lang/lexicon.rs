//! Word tables: which words belong to which class, with which value.

use rustc_hash::FxHashMap;

use super::LoadError;
use super::lex::{Kind, Token, lex};
use super::vocab::{NO_WORD, Vocab, WordId};

/// Number of a word class.
pub(crate) type ClassId = u8;

/// One piece of a literal phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// A word; with `true` it must be capitalised.
    Word(WordId, bool),
    /// A character.
    Mark(char),
    /// A number in figures.
    Figure(u32),
    /// A hyphen or dash, or nothing.
    Dash,
}

/// A word's membership of a class.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub class: ClassId,
    pub value: i32,
    /// The first word must be capitalised.
    pub capital: bool,
    /// What must follow the first word.
    pub rest: Box<[Piece]>,
}

/// All word classes.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    pub vocab: Vocab,
    classes: Vec<String>,
    by_name: FxHashMap<String, ClassId>,
    entries: Vec<Vec<Entry>>,
    /// For each word a bit for each class that a form of it begins with.
    members: Vec<[u64; 4]>,
}

/// Tails after an apostrophe that make one token with it.
const SUFFIXES: [&str; 8] = ["'s", "'t", "'ll", "'d", "'re", "'ve", "'m", "'clock"];

impl Lexicon {
    pub(crate) fn new() -> Self {
        let mut lexicon = Self::default();
        for suffix in SUFFIXES {
            lexicon.vocab.intern(suffix);
        }
        lexicon
    }

    /// Reads a table: class, value, comma-separated forms; `#` starts a
    /// comment.
    pub(crate) fn read(
        &mut self,
        file: &str,
        table: &str,
        constant: &impl Fn(&str, &str) -> Option<i32>,
    ) -> Result<(), LoadError> {
        for (number, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let error = |what: String| LoadError::new(file, number + 1, what);
            let mut fields = line.split('\t').map(str::trim);
            let (Some(class), Some(value), Some(forms), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(error("expected three fields: class, value, forms".into()));
            };
            let value = value
                .parse()
                .ok()
                .or_else(|| constant(class, value))
                .ok_or_else(|| error(format!("unknown value {value:?}")))?;
            let class = self
                .class(class)
                .ok_or_else(|| error("too many classes".into()))?;
            for form in forms.split(", ") {
                self.add(class, value, form).map_err(error)?;
            }
        }
        Ok(())
    }

    /// The class of this name, made when new; `None` when there is no room.
    fn class(&mut self, name: &str) -> Option<ClassId> {
        if let Some(&id) = self.by_name.get(name) {
            return Some(id);
        }
        let id = ClassId::try_from(self.classes.len()).ok()?;
        self.classes.push(name.to_owned());
        self.by_name.insert(name.to_owned(), id);
        Some(id)
    }

    /// Number of classes.
    pub(crate) fn classes(&self) -> usize {
        self.classes.len()
    }

    /// The class of this name, when a table has it.
    pub(crate) fn find_class(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    fn add(&mut self, class: ClassId, value: i32, form: &str) -> Result<(), String> {
        let pieces = self.pieces(form);
        let Some((&Piece::Word(first, capital), rest)) = pieces.split_first() else {
            return Err(format!("the form {form:?} does not start with a word"));
        };
        let index = usize::from(first);
        if self.entries.len() <= index {
            self.entries.resize_with(index + 1, Vec::new);
            self.members.resize(index + 1, [0; 4]);
        }
        self.members[index][usize::from(class) / 64] |= 1 << (class % 64);
        self.entries[index].push(Entry {
            class,
            value,
            capital,
            rest: rest.into(),
        });
        Ok(())
    }

    /// Splits a phrase of a table or pattern into pieces, learning its words.
    pub(crate) fn pieces(&mut self, phrase: &str) -> Vec<Piece> {
        if SUFFIXES.contains(&phrase) {
            return vec![Piece::Word(self.vocab.find(phrase), false)];
        }
        let mut tokens = Vec::new();
        lex(&self.vocab, phrase, 0, phrase.len(), &mut tokens);
        tokens
            .iter()
            .map(|token| match token.kind {
                _ if token.is_dash() => Piece::Dash,
                Kind::Mark => Piece::Mark(char::from_u32(token.value).unwrap_or(' ')),
                Kind::Number => Piece::Figure(token.value),
                _ => {
                    let word = match token.word {
                        NO_WORD => self.vocab.intern(token.text(phrase)),
                        known => known,
                    };
                    Piece::Word(word, token.capital)
                }
            })
            .collect()
    }

    /// The memberships of a word.
    pub(crate) fn entries(&self, word: WordId) -> &[Entry] {
        self.entries.get(usize::from(word)).map_or(&[], |e| e)
    }

    /// The value of `class` at token `at`, with the number of tokens it
    /// takes; the longest form.
    pub(crate) fn value_at(
        &self,
        class: ClassId,
        tokens: &[Token],
        at: usize,
    ) -> Option<(i32, usize)> {
        let token = tokens.get(at)?;
        self.entries(token.word)
            .iter()
            .filter(|e| e.class == class && (token.capital || !e.capital))
            .filter_map(|e| Some((e.value, 1 + match_pieces(&e.rest, tokens, at + 1)?)))
            .max_by_key(|found| found.1)
    }

    /// Whether some form of a class begins with this word.
    #[inline]
    fn begins(&self, class: ClassId, word: WordId) -> bool {
        let bits = self.members.get(usize::from(word));
        bits.is_some_and(|bits| bits[usize::from(class) / 64] >> (class % 64) & 1 > 0)
    }

    /// Whether a token by itself is of a class.
    pub(crate) fn is(&self, class: ClassId, token: &Token) -> bool {
        self.begins(class, token.word)
            && self
                .entries(token.word)
                .iter()
                .any(|e| e.class == class && e.rest.is_empty() && (token.capital || !e.capital))
    }

    /// Whether a form of a class begins at token `at`.
    #[inline]
    pub(crate) fn starts(&self, class: ClassId, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        self.begins(class, token.word)
            && self.entries(token.word).iter().any(|e| {
                e.class == class
                    && (token.capital || !e.capital)
                    && match_pieces(&e.rest, tokens, at + 1).is_some()
            })
    }
}

/// How many tokens from `at` the pieces take, `None` when they don't match.
pub(crate) fn match_pieces(pieces: &[Piece], tokens: &[Token], at: usize) -> Option<usize> {
    let mut next = at;
    for piece in pieces {
        let token = tokens.get(next);
        match *piece {
            Piece::Dash => next += usize::from(token.is_some_and(Token::is_dash)),
            Piece::Word(word, capital) => {
                token.filter(|t| t.word == word && (t.capital || !capital))?;
                next += 1;
            }
            Piece::Figure(figure) => {
                token.filter(|t| t.is_figure(figure))?;
                next += 1;
            }
            Piece::Mark(mark) => {
                token.filter(|t| t.is_mark(mark))?;
                next += 1;
            }
        }
    }
    Some(next - at)
}
