//! Walks every way that tokens match.

use super::super::builtin::Cursor;
use super::super::lex::{Kind, Token};
use super::super::lexicon::match_pieces;
use super::super::template::Capture;
use super::super::vocab::NO_WORD;
use super::{CLOSE, Graph, Node, OPEN, Target};

impl Graph {
    /// Walks every way that the tokens from the cursor on match, and calls
    /// `accept` with the rule and the token after its end.
    pub(crate) fn walk(
        &self,
        cursor: Cursor<'_>,
        walk: &mut Walk,
        accept: &mut dyn FnMut(u16, usize, &Walk),
    ) {
        walk.captures.clear();
        walk.brackets.clear();
        self.visit(0, cursor, walk, accept);
    }

    fn visit(
        &self,
        node: u32,
        cursor: Cursor<'_>,
        walk: &mut Walk,
        accept: &mut dyn FnMut(u16, usize, &Walk),
    ) {
        let node = &self.nodes[node as usize];
        for &(rule, brackets) in &node.accepts {
            let pushed = walk.bracket(brackets, cursor.at);
            accept(rule, cursor.at, walk);
            walk.unbracket(pushed);
        }
        let Some(token) = cursor.tokens.get(cursor.at) else {
            return;
        };
        if token.capital && token.kind == Kind::Word {
            for &target in &node.capitals {
                self.follow(target, 1, None, cursor, walk, accept);
            }
        }
        match token.kind {
            Kind::Word if token.word == NO_WORD => {}
            Kind::Word => {
                self.words(node, token, cursor, walk, accept);
                if self.cardinals[usize::from(token.word)] {
                    self.builtins(node, cursor, walk, accept);
                }
            }
            Kind::Number => {
                for &(figure, target) in &node.figures {
                    if token.is_figure(figure) {
                        self.follow(target, 1, None, cursor, walk, accept);
                    }
                }
                self.builtins(node, cursor, walk, accept);
            }
            Kind::Mark => {
                if token.is_dash() {
                    for &target in &node.dashes {
                        self.follow(target, 1, None, cursor, walk, accept);
                    }
                }
                for &(mark, target) in &node.marks {
                    if token.is_mark(mark) {
                        self.follow(target, 1, None, cursor, walk, accept);
                    }
                }
                self.builtins(node, cursor, walk, accept);
            }
        }
    }

    fn words(
        &self,
        node: &Node,
        token: &Token,
        cursor: Cursor<'_>,
        walk: &mut Walk,
        accept: &mut dyn FnMut(u16, usize, &Walk),
    ) {
        let from = node.words.partition_point(|e| e.0 < token.word);
        for &(word, capital, target) in &node.words[from..] {
            if word != token.word {
                break;
            }
            if token.capital || !capital || walk.fold {
                self.follow(target, 1, None, cursor, walk, accept);
            }
        }
        if node.classes.is_empty() {
            return;
        }
        for entry in cursor.lexicon.entries(token.word) {
            if entry.capital && !token.capital && !walk.fold {
                continue;
            }
            let from = node.classes.partition_point(|e| e.0 < entry.class);
            let Some(first) = node.classes.get(from).filter(|e| e.0 == entry.class) else {
                continue;
            };
            let Some(more) = match_pieces(&entry.rest, cursor.tokens, cursor.at + 1) else {
                continue;
            };
            for &(_, slot, target) in node.classes[from..].iter().take_while(|e| e.0 == first.0) {
                let capture = Capture {
                    slot,
                    value: entry.value.into(),
                };
                self.follow(target, 1 + more, Some(capture), cursor, walk, accept);
            }
        }
    }

    fn builtins(
        &self,
        node: &Node,
        cursor: Cursor<'_>,
        walk: &mut Walk,
        accept: &mut dyn FnMut(u16, usize, &Walk),
    ) {
        let mut last = None;
        for &(builtin, slot, target) in &node.builtins {
            let found = match last {
                Some((same, found)) if same == builtin => found,
                _ => cursor.read(builtin),
            };
            last = Some((builtin, found));
            if let Some((value, used)) = found {
                self.follow(
                    target,
                    used,
                    Some(Capture { slot, value }),
                    cursor,
                    walk,
                    accept,
                );
            }
        }
    }

    fn follow(
        &self,
        target: Target,
        used: usize,
        capture: Option<Capture>,
        cursor: Cursor<'_>,
        walk: &mut Walk,
        accept: &mut dyn FnMut(u16, usize, &Walk),
    ) {
        let pushed = walk.bracket(target.brackets, cursor.at);
        walk.captures.extend(capture);
        self.visit(
            target.node,
            Cursor {
                at: cursor.at + used,
                ..cursor
            },
            walk,
            accept,
        );
        if capture.is_some() {
            walk.captures.pop();
        }
        walk.unbracket(pushed);
    }
}

/// The way walked so far.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub captures: Vec<Capture>,
    /// Tokens where expressions begin and end, by turns; empty when the
    /// pattern has no brackets.
    pub brackets: Vec<usize>,
    /// Capitals don't matter (typed input).
    pub fold: bool,
}

impl Walk {
    fn bracket(&mut self, brackets: u8, at: usize) -> usize {
        let count = usize::from(brackets & CLOSE != 0) + usize::from(brackets & OPEN != 0);
        self.brackets.extend(std::iter::repeat_n(at, count));
        count
    }

    fn unbracket(&mut self, pushed: usize) {
        self.brackets.truncate(self.brackets.len() - pushed);
    }
}
