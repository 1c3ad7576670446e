//! Which tokens can follow the first word of a match.
//!
//! "The", "a", "in", "more" begin many expressions but seldom one: a look at
//! the next token spares nearly all walks from them.

use super::super::lex::{Kind, Token};
use super::super::lexicon::{Lexicon, Piece};
use super::super::vocab::NO_WORD;
use super::{Graph, Node};

/// What may stand after a first word.
#[derive(Clone, Debug, Default)]
pub(super) struct Second {
    /// Anything: the word can be a whole match, or a number in words.
    open: bool,
    number: bool,
    mark: bool,
    capital: bool,
    /// A bit for each known word.
    words: Vec<u64>,
}

impl Second {
    fn new(words: usize) -> Self {
        Self {
            words: vec![0; words.div_ceil(64)],
            ..Self::default()
        }
    }

    fn add(&mut self, other: &Self) {
        self.open |= other.open;
        self.number |= other.number;
        self.mark |= other.mark;
        self.capital |= other.capital;
        self.all(&other.words);
    }

    /// Whether a match can go on with this token.
    #[inline]
    pub(super) fn admits(&self, token: Option<&Token>) -> bool {
        let Some(token) = token.filter(|_| !self.open) else {
            return self.open;
        };
        match token.kind {
            Kind::Number => self.number,
            Kind::Mark => self.mark,
            Kind::Word => {
                let word = usize::from(token.word);
                let known = token.word != NO_WORD && self.words[word / 64] >> (word % 64) & 1 > 0;
                known || self.capital && token.capital
            }
        }
    }

    /// Whether a match can go on from a number in figures. Only a word after
    /// it tells: a year stands alone, and marks may belong to the number.
    #[inline]
    pub(super) fn admits_after(&self, number: &Token, next: Option<&Token>) -> bool {
        match next.filter(|t| t.kind == Kind::Word && !t.glued) {
            // "5 pm", "5 o'clock" are told from their letters.
            Some(next) => {
                matches!(number.len(), 3 | 4) || next.len() <= 2 || self.admits(Some(next))
            }
            None => true,
        }
    }

    fn word(&mut self, word: u16) {
        self.words[usize::from(word) / 64] |= 1 << (word % 64);
    }

    fn all(&mut self, bits: &[u64]) {
        for (own, bits) in self.words.iter_mut().zip(bits) {
            *own |= bits;
        }
    }
}

/// Bits of the words that classes and numbers in words begin with.
struct Bits {
    classes: Vec<Vec<u64>>,
    cardinals: Vec<u64>,
}

/// What may follow a first word of each class.
type ByClass = Vec<Option<Second>>;

impl Graph {
    /// Notes for each word that a match starts with what may follow it.
    pub(super) fn note_seconds(&mut self, lexicon: &Lexicon) {
        let words = lexicon.vocab.len();
        let mut bits = Bits {
            classes: vec![vec![0; words.div_ceil(64)]; lexicon.classes()],
            cardinals: vec![0; words.div_ceil(64)],
        };
        for word in 0..words as u16 {
            let (cell, bit) = (usize::from(word) / 64, 1 << (word % 64));
            for entry in lexicon.entries(word) {
                bits.classes[usize::from(entry.class)][cell] |= bit;
            }
            if self.cardinals[usize::from(word)] {
                bits.cardinals[cell] |= bit;
            }
        }
        let mut by_class: ByClass = vec![None; lexicon.classes()];
        for &(class, _, target) in &self.nodes[0].classes {
            let second = by_class[usize::from(class)].get_or_insert_with(|| Second::new(words));
            self.after(&self.nodes[target.node as usize], &bits, second);
        }
        let mut numbers = Second::new(words);
        let root = &self.nodes[0];
        let builtins = root.builtins.iter().map(|e| e.2);
        for target in builtins.chain(root.figures.iter().map(|e| e.1)) {
            self.after(&self.nodes[target.node as usize], &bits, &mut numbers);
        }
        // A year may stand alone, but has three or four digits; "two and a half".
        numbers.open = false;
        numbers.all(&bits.cardinals);
        let and = lexicon.vocab.find("and");
        if and != NO_WORD {
            numbers.word(and);
        }
        self.numbers = numbers;
        self.seconds = (0..words as u16)
            .map(|word| {
                let starts = self.starts[usize::from(word)];
                starts.then(|| self.second(word, lexicon, &bits, &by_class))
            })
            .collect();
    }

    fn second(&self, word: u16, lexicon: &Lexicon, bits: &Bits, by_class: &ByClass) -> Second {
        let mut second = Second::new(lexicon.vocab.len());
        if self.cardinals[usize::from(word)] {
            second.open = true;
            return second;
        }
        let root = &self.nodes[0];
        for edge in root.words.iter().filter(|e| e.0 == word) {
            self.after(&self.nodes[edge.2.node as usize], bits, &mut second);
        }
        for entry in lexicon.entries(word) {
            if let Some(class) = &by_class[usize::from(entry.class)]
                && !rest(&entry.rest, &mut second)
            {
                second.add(class);
            }
        }
        second
    }

    /// What can be matched at a node.
    fn after(&self, node: &Node, bits: &Bits, second: &mut Second) {
        second.open |= !node.accepts.is_empty();
        second.capital |= !node.capitals.is_empty();
        second.mark |= !node.marks.is_empty() || !node.dashes.is_empty();
        second.number |= !node.figures.is_empty();
        for edge in &node.words {
            second.word(edge.0);
        }
        for edge in &node.classes {
            second.all(&bits.classes[usize::from(edge.0)]);
        }
        if !node.builtins.is_empty() {
            second.number = true;
            second.mark = true;
            second.all(&bits.cardinals);
        }
    }
}

/// What the rest of a phrase goes on with; `false` when it may be empty.
fn rest(pieces: &[Piece], second: &mut Second) -> bool {
    for piece in pieces {
        match *piece {
            Piece::Dash => second.mark = true,
            Piece::Word(word, _) => {
                second.word(word);
                return true;
            }
            Piece::Mark(_) => {
                second.mark = true;
                return true;
            }
            Piece::Figure(_) => {
                second.number = true;
                return true;
            }
        }
    }
    false
}
