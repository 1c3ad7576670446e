//! Rule files.

use rustc_hash::FxHashMap;

use super::LoadError;
use super::graph::Graph;
use super::lex::Token;
use super::lexicon::{ClassId, Lexicon, Piece};
use super::pattern::{Parser, Slots};
use super::template::Template;

/// Words or classes that a neighbour must or must not be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    words: Vec<Piece>,
    classes: Vec<ClassId>,
    /// The beginning or end of the sentence counts too.
    edge: bool,
    /// Any number counts.
    number: bool,
    /// Any capitalised word counts.
    capital: bool,
    glued: bool,
}

impl Neighbours {
    fn read(&mut self, text: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        for item in text.split_whitespace() {
            match item {
                "EDGE" => self.edge = true,
                "NUMBER" => self.number = true,
                "CAPITAL" => self.capital = true,
                "GLUED" => self.glued = true,
                _ => {
                    if let Some(class) = item.strip_prefix("$").filter(|c| !c.is_empty()) {
                        let id = lexicon
                            .find_class(class)
                            .ok_or_else(|| format!("no word class is called {class:?}"))?;
                        self.classes.push(id);
                    } else {
                        self.words.extend(lexicon.pieces(item));
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether `token` is one of them.
    pub(crate) fn has(&self, token: Option<&Token>, lexicon: &Lexicon, glued: bool) -> bool {
        let Some(token) = token else {
            return self.edge;
        };
        (self.glued && glued)
            || (self.number && token.kind == super::lex::Kind::Number)
            || (self.capital && token.capital)
            || self.words.iter().any(|piece| match *piece {
                Piece::Word(word, capital) => token.word == word && (token.capital || !capital),
                Piece::Mark(mark) => token.is_mark(mark),
                Piece::Figure(figure) => token.is_figure(figure),
                Piece::Dash => token.is_dash(),
            })
            || self.classes.iter().any(|&class| lexicon.is(class, token))
    }
}

/// One example of a rule: a text with `[brackets]` around what the rule is
/// to find, and the value under the file's fixed day of writing.
#[derive(Clone, Debug)]
#[cfg_attr(not(test), expect(dead_code, reason = "the tests run the examples"))]
pub(crate) struct Example {
    pub line: usize,
    /// `false` for a counter-example.
    pub wanted: bool,
    pub text: String,
    /// Empty for a counter-example, and for rules whose value is `none`.
    pub values: Vec<String>,
}

/// A rule.
#[derive(Debug, Default)]
pub(crate) struct Rule {
    pub name: String,
    pub file: String,
    pub line: usize,
    pub templates: Vec<Template>,
    pub after: Option<Neighbours>,
    pub never_after: Option<Neighbours>,
    pub before: Option<Neighbours>,
    pub never_before: Option<Neighbours>,
    pub examples: Vec<Example>,
}

/// What rules are read into.
pub(crate) struct Reader<'a> {
    pub lexicon: &'a mut Lexicon,
    pub slots: &'a mut Slots,
    pub macros: &'a mut FxHashMap<String, String>,
    pub graph: &'a mut Graph,
    pub rules: &'a mut Vec<Rule>,
}

impl Reader<'_> {
    /// Reads one rule file.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), LoadError> {
        let mut current: Option<Rule> = None;
        let mut patterns: Vec<(usize, String)> = Vec::new();
        for (index, line) in joined(text) {
            let error = |what: String| LoadError::new(file, index, what);
            let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
            let rest = rest.trim();
            match keyword {
                "macro" => {
                    let (name, body) = rest
                        .split_once('=')
                        .ok_or_else(|| error("expected macro NAME = PATTERN".into()))?;
                    self.macros
                        .insert(name.trim().to_owned(), body.trim().to_owned());
                }
                "rule" => {
                    self.finish(current.take(), &patterns)?;
                    if rest.is_empty() || self.rules.iter().any(|r| r.name == rest) {
                        return Err(error(format!("the rule name {rest:?} is empty or taken")));
                    }
                    current = Some(Rule {
                        name: rest.to_owned(),
                        file: file.to_owned(),
                        line: index,
                        ..Rule::default()
                    });
                }
                _ => {
                    let rule = current
                        .as_mut()
                        .ok_or_else(|| error(format!("{keyword:?} stands before any rule")))?;
                    self.directive(rule, &mut patterns, keyword, rest, index)
                        .map_err(|(line, what)| LoadError::new(file, line, what))?;
                }
            }
        }
        self.finish(current, &patterns)
    }

    fn directive(
        &mut self,
        rule: &mut Rule,
        patterns: &mut Vec<(usize, String)>,
        keyword: &str,
        rest: &str,
        line: usize,
    ) -> Result<(), (usize, String)> {
        let here = |what: String| (line, what);
        let neighbours = match keyword {
            "match" => {
                patterns.push((line, rest.to_owned()));
                return Ok(());
            }
            "value" => {
                // Templates name captures, so the patterns come first.
                if patterns.is_empty() {
                    return Err(here("a value without a match before it".into()));
                }
                self.compile(patterns, self.rules.len() as u16)?;
                patterns.clear();
                for template in rest.split(';') {
                    let template = Template::parse(template, self.slots).map_err(here)?;
                    rule.templates.push(template);
                }
                return Ok(());
            }
            "yes" => {
                let (text, values) = rest.rsplit_once("=>").unwrap_or((rest, ""));
                let values = values.split(';').map(|v| v.trim().to_owned());
                let values = values.filter(|v| !v.is_empty()).collect();
                rule.examples.push(Example {
                    line,
                    wanted: true,
                    text: text.trim().to_owned(),
                    values,
                });
                return Ok(());
            }
            "no" => {
                rule.examples.push(Example {
                    line,
                    wanted: false,
                    text: rest.to_owned(),
                    values: Vec::new(),
                });
                return Ok(());
            }
            "after" => &mut rule.after,
            "never-after" => &mut rule.never_after,
            "before" => &mut rule.before,
            "never-before" => &mut rule.never_before,
            _ => return Err(here(format!("unknown keyword {keyword:?}"))),
        };
        let neighbours = neighbours.get_or_insert_default();
        neighbours.read(rest, self.lexicon).map_err(here)
    }

    /// Adds patterns to the graph; an error names the line of its pattern.
    fn compile(&mut self, patterns: &[(usize, String)], rule: u16) -> Result<(), (usize, String)> {
        for (line, pattern) in patterns {
            let parsed = Parser {
                lexicon: self.lexicon,
                slots: self.slots,
                macros: self.macros,
            }
            .parse(pattern);
            let added = parsed.and_then(|parsed| self.graph.add(&parsed, rule));
            added.map_err(|what| (*line, what))?;
        }
        Ok(())
    }

    fn finish(
        &mut self,
        rule: Option<Rule>,
        patterns: &[(usize, String)],
    ) -> Result<(), LoadError> {
        let Some(rule) = rule else { return Ok(()) };
        if rule.templates.is_empty() || !patterns.is_empty() {
            return Err(LoadError::new(
                &rule.file,
                rule.line,
                format!("rule {:?} has no value", rule.name),
            ));
        }
        self.rules.push(rule);
        Ok(())
    }
}

/// Logical lines with the number of their first line: comments and blank
/// lines dropped, lines that end in a backslash joined with the next.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if !open && (line.is_empty() || line.starts_with('#')) {
            continue;
        }
        let (body, more) = match line.strip_suffix('\\') {
            Some(body) => (body.trim_end(), true),
            None => (line, false),
        };
        match lines.last_mut() {
            Some(last) if open => {
                last.1.push(' ');
                last.1.push_str(body);
            }
            _ => lines.push((index + 1, body.to_owned())),
        }
        open = more;
    }
    lines
}
