//! All rules as one graph of token steps.
//!
//! The graph has no cycle, so the number of steps from any token is bounded
//! by the rules and matching is linear in the length of the text.

use rustc_hash::FxHashMap;

use super::builtin::{Builtin, Cursor};
use super::lex::{Kind, Token};
use super::lexicon::{Lexicon, Piece, match_pieces};
use super::pattern::{Expr, Slot, Step};
use super::template::Capture;
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
    /// The class of number words, which the built-ins begin with.
    cardinals: Vec<bool>,
    mark_starts: Vec<char>,
}

/// Where a pattern stands while it is added: a node and the brackets passed
/// since.
type Front = Vec<(u32, u8)>;

/// How many first steps rules share.
const SHARED_STEPS: usize = 3;

/// A pattern may have at most so many open ends at once.
const MAX_FRONT: usize = 400;

impl Graph {
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            starts: Vec::new(),
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

    /// Makes rules that begin alike share their first steps, so that a token
    /// is looked at once and not once for each rule.
    fn share(&mut self) {
        let mut known = FxHashMap::default();
        let root = self.joined(vec![0], SHARED_STEPS, &mut known);
        self.nodes.swap(0, root as usize);
    }

    /// A node with the edges of all `nodes`, those with the same label joined
    /// for `depth` further steps.
    fn joined(
        &mut self,
        nodes: Vec<u32>,
        depth: usize,
        known: &mut FxHashMap<(Vec<u32>, usize), u32>,
    ) -> u32 {
        if let ([single], 0) = (nodes.as_slice(), depth) {
            return *single;
        }
        if let Some(&node) = known.get(&(nodes.clone(), depth)) {
            return node;
        }
        let mut joined = Node::default();
        let (mut words, mut marks, mut dashes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut figures, mut capitals) = (Vec::new(), Vec::new());
        let (mut classes, mut builtins) = (Vec::new(), Vec::new());
        for &node in &nodes {
            let node = &self.nodes[node as usize];
            words.extend(
                node.words
                    .iter()
                    .map(|&(word, capital, to)| ((word, capital), to)),
            );
            marks.extend(node.marks.iter().map(|&(mark, to)| (mark, to)));
            dashes.extend(node.dashes.iter().map(|&to| ((), to)));
            figures.extend(node.figures.iter().map(|&(figure, to)| (figure, to)));
            capitals.extend(node.capitals.iter().map(|&to| ((), to)));
            classes.extend(
                node.classes
                    .iter()
                    .map(|&(class, slot, to)| ((class, slot), to)),
            );
            builtins.extend(
                node.builtins
                    .iter()
                    .map(|&(builtin, slot, to)| ((builtin, slot), to)),
            );
            joined.accepts.extend_from_slice(&node.accepts);
        }
        let words = self.group(words, depth, known);
        joined.words = words.into_iter().map(|((w, c), to)| (w, c, to)).collect();
        joined.marks = self.group(marks, depth, known);
        joined.dashes = self
            .group(dashes, depth, known)
            .into_iter()
            .map(|d| d.1)
            .collect();
        joined.figures = self.group(figures, depth, known);
        joined.capitals = self
            .group(capitals, depth, known)
            .into_iter()
            .map(|d| d.1)
            .collect();
        let classes = self.group(classes, depth, known);
        joined.classes = classes.into_iter().map(|((c, s), to)| (c, s, to)).collect();
        let builtins = self.group(builtins, depth, known);
        joined.builtins = builtins
            .into_iter()
            .map(|((b, s), to)| (b, s, to))
            .collect();
        joined.accepts.sort_unstable();
        joined.accepts.dedup();
        self.nodes.push(joined);
        let node = (self.nodes.len() - 1) as u32;
        known.insert((nodes, depth), node);
        node
    }

    /// Edges of one kind, those with the same label and brackets joined.
    fn group<K: Ord + Copy>(
        &mut self,
        mut edges: Vec<(K, Target)>,
        depth: usize,
        known: &mut FxHashMap<(Vec<u32>, usize), u32>,
    ) -> Vec<(K, Target)> {
        edges.sort_unstable_by_key(|e| (e.0, e.1.brackets, e.1.node));
        edges.dedup();
        if depth == 0 {
            return edges;
        }
        let groups = edges.chunk_by(|a, b| a.0 == b.0 && a.1.brackets == b.1.brackets);
        groups
            .map(|group| {
                let (label, Target { brackets, .. }) = group[0];
                let nodes = group.iter().map(|e| e.1.node).collect();
                let node = self.joined(nodes, depth - 1, known);
                (label, Target { node, brackets })
            })
            .collect()
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
    }

    /// Whether a match can begin with this token.
    #[inline]
    pub(crate) fn can_start(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Word => token.word != NO_WORD && self.starts[usize::from(token.word)],
            Kind::Number => true,
            Kind::Mark => self.mark_starts.iter().any(|&m| token.is_mark(m)),
        }
    }

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
