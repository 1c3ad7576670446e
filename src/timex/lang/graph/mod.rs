//! All rules as one graph of token steps.
//!
//! The graph has no cycle, so the number of steps from any token is bounded
//! by the rules and matching is linear in the length of the text.

mod second;
mod share;
mod walk;

use second::Second;
pub(crate) use walk::Walk;

use super::builtin::Builtin;
use super::lex::{Kind, Token};
use super::lexicon::{Lexicon, Piece};
use super::pattern::{Expr, Slot, Step};
use super::vocab::NO_WORD;

/// An expression ends here.
const CLOSE: u8 = 1;
/// An expression begins here (after the one that ends).
const OPEN: u8 = 2;

/// Where an edge leads, and which brackets stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    node: u32,
    brackets: u8,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by word: word, capital needed.
    words: Vec<(u16, bool, Target)>,
    marks: Vec<(char, Target)>,
    dashes: Vec<Target>,
    /// Numbers in figures.
    figures: Vec<(u32, Target)>,
    /// Any capitalised word.
    capitals: Vec<Target>,
    /// Sorted by class.
    classes: Vec<(u8, Slot, Target)>,
    builtins: Vec<(Builtin, Slot, Target)>,
    /// Rules that end here, with the brackets before the end.
    accepts: Vec<(u16, u8)>,
}

/// The compiled rules.
#[derive(Debug)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
    /// For each word whether a match starts with it.
    starts: Vec<bool>,
    /// For each word that starts a match what may follow it.
    seconds: Vec<Option<Second>>,
    /// What may follow a number in figures, as a word.
    numbers: Second,
    /// The class of number words, which the built-ins begin with.
    cardinals: Vec<bool>,
    mark_starts: Vec<char>,
}

/// Where a pattern stands while it is added: a node and the brackets passed
/// since.
type Front = Vec<(u32, u8)>;

/// A pattern may have at most so many open ends at once.
const MAX_FRONT: usize = 400;

impl Graph {
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            starts: Vec::new(),
            seconds: Vec::new(),
            numbers: Second::default(),
            cardinals: Vec::new(),
            mark_starts: Vec::new(),
        }
    }

    /// Adds a pattern of a rule.
    pub(crate) fn add(&mut self, pattern: &Expr, rule: u16) -> Result<(), String> {
        let ends = self.expr(pattern, vec![(0, 0)])?;
        if ends.iter().any(|end| end.0 == 0) {
            return Err("the pattern can match nothing".into());
        }
        for (node, brackets) in ends {
            let accepts = &mut self.nodes[node as usize].accepts;
            if !accepts.contains(&(rule, brackets)) {
                accepts.push((rule, brackets));
            }
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr, front: Front) -> Result<Front, String> {
        let mut ends = match expr {
            Expr::Step(step) => vec![(self.step(*step, &front), 0)],
            Expr::Sequence(parts) => {
                return parts
                    .iter()
                    .try_fold(front, |front, part| self.expr(part, front));
            }
            Expr::Either(parts) => {
                let mut ends = Vec::new();
                for part in parts {
                    ends.extend(self.expr(part, front.clone())?);
                }
                ends
            }
            Expr::Optional(part) => {
                let mut ends = self.expr(part, front.clone())?;
                ends.extend(front);
                ends
            }
            Expr::Open => front.into_iter().map(|(n, b)| (n, b | OPEN)).collect(),
            Expr::Close => front.into_iter().map(|(n, b)| (n, b | CLOSE)).collect(),
        };
        ends.sort_unstable();
        ends.dedup();
        if ends.len() > MAX_FRONT {
            return Err("the pattern has too many alternatives".into());
        }
        Ok(ends)
    }

    fn step(&mut self, step: Step, front: &Front) -> u32 {
        let to = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        for &(from, brackets) in front {
            let target = Target { node: to, brackets };
            let node = &mut self.nodes[from as usize];
            match step {
                Step::Piece(Piece::Dash) => node.dashes.push(target),
                Step::Piece(Piece::Word(word, capital)) => node.words.push((word, capital, target)),
                Step::Piece(Piece::Figure(figure)) => node.figures.push((figure, target)),
                Step::Piece(Piece::Mark(mark)) => node.marks.push((mark, target)),
                Step::Class(class, slot) => node.classes.push((class, slot, target)),
                Step::Builtin(builtin, slot) => node.builtins.push((builtin, slot, target)),
                Step::Capital => node.capitals.push(target),
            }
        }
        to
    }

    /// Sorts the edges and notes which tokens can begin a match.
    pub(crate) fn finish(&mut self, lexicon: &Lexicon) {
        self.share();
        for node in &mut self.nodes {
            node.words.sort_unstable();
            node.classes.sort_unstable();
            node.builtins.sort_unstable();
            node.accepts.sort_unstable();
        }
        let root = &self.nodes[0];
        let cardinal = lexicon.find_class("cardinal");
        let words = 0..lexicon.vocab.len() as u16;
        self.cardinals = words
            .clone()
            .map(|word| {
                lexicon
                    .entries(word)
                    .iter()
                    .any(|e| Some(e.class) == cardinal)
            })
            .collect();
        self.starts = words
            .map(|word| {
                let entries = lexicon.entries(word);
                root.words.iter().any(|e| e.0 == word)
                    || entries
                        .iter()
                        .any(|entry| root.classes.iter().any(|e| e.0 == entry.class))
                    || (!root.builtins.is_empty() && self.cardinals[usize::from(word)])
            })
            .collect();
        self.starts[usize::from(NO_WORD)] = false;
        self.mark_starts = root.marks.iter().map(|m| m.0).collect();
        self.mark_starts.extend(['\'', '\u{2018}', '\u{2019}', '`']);
        self.mark_starts.sort_unstable();
        self.mark_starts.dedup();
        self.note_seconds(lexicon);
    }

    /// Whether a match can begin with the token at `at`.
    #[inline]
    pub(crate) fn can_start(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        match token.kind {
            Kind::Word => self.seconds[usize::from(token.word)]
                .as_ref()
                .is_some_and(|second| second.admits(tokens.get(at + 1))),
            Kind::Number => self.numbers.admits_after(token, tokens.get(at + 1)),
            Kind::Mark => self.mark_starts.iter().any(|&m| token.is_mark(m)),
        }
    }
}
