//! A query line cut into its words.

use super::QueryError;
use crate::Span;

/// One word of a query: `-actor:putin,"John Kerry"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// All of it.
    pub(super) span: Span,
    /// It began with `-`.
    pub(super) negated: bool,
    /// What stands before the colon.
    pub(super) field: Option<(Span, String)>,
    /// What stands after it, split at commas; quotation marks taken off.
    pub(super) values: Vec<(Span, String)>,
    /// It was written `/…/`.
    pub(super) regex: bool,
}

/// Cuts a line into words.
///
/// # Errors
/// When a quotation mark or slash is left open.
pub(super) fn words(line: &str) -> Result<Vec<Word>, QueryError> {
    let mut reader = Reader { line, at: 0 };
    let mut words = Vec::new();
    loop {
        reader.skip_blanks();
        if reader.peek().is_none() {
            return Ok(words);
        }
        words.push(reader.word()?);
    }
}

struct Reader<'a> {
    line: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.line.get(self.at..)?.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    fn word(&mut self) -> Result<Word, QueryError> {
        let start = self.at;
        let negated = self.peek() == Some('-') && self.more_than_a_dash();
        if negated {
            self.bump();
        }
        let field = self.field();
        let words = field.as_ref().is_none_or(|(_, name)| name == "body");
        if words && self.peek() == Some('/') {
            let value = self.delimited('/')?;
            return Ok(self.finish(start, negated, field, vec![value], true));
        }
        let mut values = vec![self.value(field.is_some())?];
        while field.is_some() && self.peek() == Some(',') {
            self.bump();
            values.push(self.value(true)?);
        }
        Ok(self.finish(start, negated, field, values, false))
    }

    fn finish(
        &self,
        start: usize,
        negated: bool,
        field: Option<(Span, String)>,
        values: Vec<(Span, String)>,
        regex: bool,
    ) -> Word {
        Word {
            span: Span::new(start, self.at),
            negated,
            field,
            values,
            regex,
        }
    }

    fn more_than_a_dash(&self) -> bool {
        let mut rest = self.line[self.at..].chars().skip(1);
        rest.next().is_some_and(|c| !c.is_whitespace())
    }

    /// Letters up to a colon.
    fn field(&mut self) -> Option<(Span, String)> {
        let rest = &self.line[self.at..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
        if end == 0 || !rest[end..].starts_with(':') {
            return None;
        }
        let span = Span::new(self.at, self.at + end);
        self.at += end + 1;
        Some((span, rest[..end].to_ascii_lowercase()))
    }

    fn value(&mut self, listed: bool) -> Result<(Span, String), QueryError> {
        if self.peek() == Some('"') {
            return self.delimited('"');
        }
        let start = self.at;
        while let Some(c) = self.peek() {
            if c.is_whitespace() || (listed && c == ',') {
                break;
            }
            self.bump();
        }
        let span = Span::new(start, self.at);
        Ok((span, span.of(self.line).to_owned()))
    }

    /// What stands between two of the same mark; a backslash keeps a mark or
    /// (between quotation marks) a backslash from counting.
    fn delimited(&mut self, mark: char) -> Result<(Span, String), QueryError> {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        while let Some(c) = self.bump() {
            if c == mark {
                return Ok((Span::new(start, self.at), text));
            }
            let escapes = c == '\\'
                && match self.peek() {
                    Some('\\') => mark == '"',
                    next => next == Some(mark),
                };
            let kept = if escapes { self.bump() } else { Some(c) };
            // Between slashes a doubled backslash belongs to the pattern, both
            // of it, and must not let the second one escape a slash.
            if c == '\\' && !escapes && self.peek() == Some('\\') {
                text.push(c);
                self.bump();
            }
            text.extend(kept);
        }
        Err(QueryError {
            span: Span::new(start, self.line.len()),
            message: format!("the {mark} is never closed"),
        })
    }
}

/// A value as a query needs it: quoted when it would not stand as one word.
pub(super) fn quoted(value: &str) -> String {
    let plain = !value.is_empty()
        && !value.starts_with(['-', '/', '"'])
        && !value
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '"' | ',' | ':' | '\\'));
    if plain {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
