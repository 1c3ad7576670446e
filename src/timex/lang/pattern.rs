//! Surface patterns.
//!
//! `word`, `$class`, `$class=name`, `@macro`, `(a | b)`, `x?`, marks,
//! `CAPITAL` for any capitalised word, `-` for
//! an optional hyphen, `DASH` for one that must stand there, `[` … `]` around each expression of a pattern that
//! holds several.

use rustc_hash::FxHashMap;

use super::builtin::Builtin;
use super::lexicon::{ClassId, Lexicon, Piece};

/// Number of a capture's name.
pub(crate) type Slot = u8;

/// One step of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Piece(Piece),
    Class(ClassId, Slot),
    Builtin(Builtin, Slot),
    /// Any capitalised word.
    Capital,
}

/// Names of captures, shared by all rules.
#[derive(Debug, Default)]
pub(crate) struct Slots(Vec<String>);

impl Slots {
    pub(crate) fn find(&self, name: &str) -> Option<Slot> {
        self.0.iter().position(|n| n == name).map(|i| i as Slot)
    }

    fn intern(&mut self, name: &str) -> Result<Slot, String> {
        if let Some(slot) = self.find(name) {
            return Ok(slot);
        }
        if self.0.len() > usize::from(Slot::MAX) {
            return Err("too many capture names".into());
        }
        self.0.push(name.to_owned());
        Ok((self.0.len() - 1) as Slot)
    }
}

/// A parsed pattern.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Step(Step),
    Sequence(Vec<Expr>),
    Either(Vec<Expr>),
    Optional(Box<Expr>),
    /// The beginning of an expression.
    Open,
    /// Its end.
    Close,
}

/// Groups and macros may nest so deep.
const MAX_DEPTH: usize = 24;

/// What a pattern is parsed with.
pub(crate) struct Parser<'a> {
    pub lexicon: &'a mut Lexicon,
    pub slots: &'a mut Slots,
    pub macros: &'a FxHashMap<String, String>,
}

impl Parser<'_> {
    /// Parses a whole pattern.
    pub(crate) fn parse(&mut self, pattern: &str) -> Result<Expr, String> {
        self.alternatives(pattern, 0)
    }

    fn alternatives(&mut self, pattern: &str, depth: usize) -> Result<Expr, String> {
        if depth > MAX_DEPTH {
            return Err("groups or macros nest too deep".into());
        }
        let alternatives = split_top(pattern)?;
        let parsed: Result<Vec<Expr>, String> = alternatives
            .into_iter()
            .map(|alternative| self.sequence(alternative, depth))
            .collect();
        let mut parsed = parsed?;
        Ok(match parsed.len() {
            1 => parsed.remove(0),
            _ => Expr::Either(parsed),
        })
    }

    fn sequence(&mut self, sequence: &str, depth: usize) -> Result<Expr, String> {
        let mut parsed = Vec::new();
        for (atom, optional) in atoms(sequence)? {
            let expr = self.atom(atom, depth)?;
            parsed.push(if optional {
                Expr::Optional(expr.into())
            } else {
                expr
            });
        }
        Ok(Expr::Sequence(parsed))
    }

    fn atom(&mut self, atom: &str, depth: usize) -> Result<Expr, String> {
        if let Some(group) = atom.strip_prefix('(').and_then(|a| a.strip_suffix(')')) {
            return self.alternatives(group, depth + 1);
        }
        if let Some(name) = atom.strip_prefix('@') {
            let Some(body) = self.macros.get(name).cloned() else {
                return Err(format!("no macro is called {name:?}"));
            };
            return self.alternatives(&body, depth + 1);
        }
        if let Some(reference) = atom.strip_prefix('$').filter(|r| !r.is_empty()) {
            let (class, name) = reference.split_once('=').unwrap_or((reference, reference));
            let slot = self.slots.intern(name)?;
            return if let Some(id) = self.lexicon.find_class(class) {
                Ok(Expr::Step(Step::Class(id, slot)))
            } else if let Some(builtin) = Builtin::from_name(class) {
                Ok(Expr::Step(Step::Builtin(builtin, slot)))
            } else {
                Err(format!("no word class is called {class:?}"))
            };
        }
        match atom {
            "[" => return Ok(Expr::Open),
            "]" => return Ok(Expr::Close),
            "LPAREN" => return Ok(Expr::Step(Step::Piece(Piece::Mark('(')))),
            "RPAREN" => return Ok(Expr::Step(Step::Piece(Piece::Mark(')')))),
            "LBRACKET" => return Ok(Expr::Step(Step::Piece(Piece::Mark('[')))),
            "RBRACKET" => return Ok(Expr::Step(Step::Piece(Piece::Mark(']')))),
            "CAPITAL" => return Ok(Expr::Step(Step::Capital)),
            "DASH" => return Ok(Expr::Step(Step::Piece(Piece::Dash))),
            _ => {}
        }
        let pieces = self.lexicon.pieces(atom);
        if pieces.is_empty() {
            return Err(format!("{atom:?} is no word and no mark"));
        }
        let steps = pieces.into_iter().map(|piece| {
            let step = Expr::Step(Step::Piece(piece));
            if piece == Piece::Dash {
                Expr::Optional(step.into())
            } else {
                step
            }
        });
        Ok(Expr::Sequence(steps.collect()))
    }
}

/// Splits at `|` outside groups.
fn split_top(pattern: &str) -> Result<Vec<&str>, String> {
    let mut parts = Vec::new();
    let (mut level, mut start) = (0usize, 0);
    for (i, c) in pattern.char_indices() {
        match c {
            '(' => level += 1,
            ')' => level = level.checked_sub(1).ok_or("a ) without its (")?,
            '|' if level == 0 => {
                parts.push(&pattern[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    if level > 0 {
        return Err("a ( without its )".into());
    }
    parts.push(&pattern[start..]);
    Ok(parts)
}

/// Splits a sequence into atoms, each with whether `?` follows it.
fn atoms(sequence: &str) -> Result<Vec<(&str, bool)>, String> {
    let mut found = Vec::new();
    let mut rest = sequence.trim_start();
    while !rest.is_empty() {
        let end = if rest.starts_with('(') {
            closing(rest).ok_or("a ( without its )")? + 1
        } else {
            rest.find(|c: char| c.is_whitespace() || c == '(')
                .unwrap_or(rest.len())
        };
        let atom = &rest[..end];
        rest = &rest[end..];
        if let Some(bare) = atom
            .strip_suffix('?')
            .filter(|a| !a.is_empty() && !a.starts_with('('))
        {
            found.push((bare, true));
        } else if let Some(after) = rest.strip_prefix('?').filter(|_| atom.ends_with(')')) {
            found.push((atom, true));
            rest = after;
        } else {
            found.push((atom, false));
        }
        rest = rest.trim_start();
    }
    Ok(found)
}

fn closing(text: &str) -> Option<usize> {
    let mut level = 0usize;
    for (i, c) in text.char_indices() {
        match c {
            '(' => level += 1,
            ')' => {
                level = level.checked_sub(1)?;
                if level == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}
