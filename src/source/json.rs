//! JSON Lines, arrays of records, single records and objects around arrays.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::record;
use super::stream::{Line, MAX_RECORD, Out, read_line};
use super::{Origin, Severity};

/// Reads one record a line, as it streams.
pub(super) fn lines(reader: &mut dyn BufRead, out: &mut Out<'_>) {
    let mut buf = Vec::new();
    let mut number = 0u32;
    look_ahead(reader, out);
    while !out.stopped() {
        let line = match read_line(reader, &mut buf, MAX_RECORD) {
            Ok(line) => line,
            Err(error) => {
                out.notice(
                    number,
                    Severity::Error,
                    format!("reading stopped here: {error}"),
                );
                return;
            }
        };
        number = number.saturating_add(1);
        match line {
            Line::End => return,
            Line::TooLong(length) => {
                let message = format!(
                    "a line of {} MB is longer than a record may be ({} MB); left out",
                    length >> 20,
                    MAX_RECORD >> 20
                );
                out.notice(number, Severity::Error, message);
            }
            Line::Read => one(&buf, number, out),
        }
    }
}

/// Lets the dates at the beginning of a stream be read as those just after
/// them show; a fault in reading is told by what reads on.
fn look_ahead(reader: &mut dyn BufRead, out: &mut Out<'_>) {
    if let Ok(bytes) = reader.fill_buf() {
        out.numbers.look_ahead(bytes);
    }
}

fn one(bytes: &[u8], line: u32, out: &mut Out<'_>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return;
    }
    match parse(bytes) {
        Ok((value, damaged)) => {
            if damaged {
                out.notice(
                    line,
                    Severity::Warning,
                    "bytes that are not UTF-8; shown as U+FFFD",
                );
            }
            match value {
                Value::Object(object) => single(&object, line, true, out),
                _ => {
                    out.notice(
                        line,
                        Severity::Error,
                        "not a record: a JSON object was expected",
                    );
                }
            }
        }
        Err(error) => {
            out.notice(line, Severity::Error, explain(&error));
        }
    }
}

/// Parses, marking what is not UTF-8 rather than refusing it.
fn parse(bytes: &[u8]) -> Result<(Value, bool), serde_json::Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text).map(|value| (value, false)),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(bytes)).map(|value| (value, true)),
    }
}

fn explain(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "the record ends in the middle",
        _ if error.to_string().starts_with("recursion limit") => "nested too deeply",
        _ => "not JSON",
    };
    // The parser counts from the record, not from the line: its place is told
    // by the line alone.
    format!("{what} ({}); left out", unplaced(error))
}

/// What is wrong with a text in JSON, without the place that counts from the
/// start of that text alone.
pub fn unplaced(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// Reads a JSON document: a record, an array of them, or an object around
/// arrays. Arrays stream: one element is held at a time.
pub(super) fn document(reader: &mut dyn BufRead, out: &mut Out<'_>) {
    look_ahead(reader, out);
    let mut splitter = Splitter::new(reader);
    let first = splitter.first_byte();
    let many = first == Some(b'[');
    while !out.stopped() {
        match splitter.next(many) {
            Element::End => break,
            Element::TooLong => {
                let message = format!(
                    "a value longer than a record may be ({} MB); left out",
                    MAX_RECORD >> 20
                );
                out.notice(splitter.line, Severity::Error, message);
            }
            Element::Broken(why) => {
                out.notice(splitter.line, Severity::Error, why);
                break;
            }
            Element::Value { line } => value(&splitter.buf, line, many, out),
        }
    }
}

fn value(bytes: &[u8], line: u32, many: bool, out: &mut Out<'_>) {
    match parse(bytes) {
        Ok((Value::Object(object), _)) if many || record::is_article(&object) => {
            single(&object, line, many, out);
        }
        Ok((Value::Object(object), _)) => around(&object, out),
        Ok(_) => {
            out.notice(
                line,
                Severity::Error,
                "not a record: a JSON object was expected",
            );
        }
        Err(error) => {
            out.notice(line, Severity::Error, explain(&error));
        }
    }
}

fn single(object: &Map<String, Value>, line: u32, many: bool, out: &mut Out<'_>) {
    let mut article = out.blank();
    record::fill(&mut article, object, Origin::JsonField);
    if let Some(id) = record::own_id(object) {
        article.id = id;
    } else if many {
        article.id = out.next_id();
    }
    article.line = if many { line } else { 0 };
    if article.text.trim().is_empty() && article.title.is_none() {
        out.notice(
            line,
            Severity::Warning,
            "a record without text or title; left out",
        );
        return;
    }
    out.article(article);
}

/// An object around arrays: the records of the arrays (or maps) inside it.
fn around(object: &Map<String, Value>, out: &mut Out<'_>) {
    let mut found = false;
    let mut todo: Vec<&Value> = object.values().rev().collect();
    while let Some(value) = todo.pop() {
        match value {
            Value::Object(inner) if record::is_article(inner) => {
                found = true;
                single(inner, 0, true, out);
            }
            Value::Object(inner) => todo.extend(inner.values().rev()),
            Value::Array(items) => todo.extend(items.iter().rev()),
            _ => {}
        }
        if out.stopped() {
            return;
        }
    }
    if !found {
        out.notice(
            0,
            Severity::Error,
            "JSON without articles: no object in it has a text or a title with a date",
        );
    }
}

enum Element {
    Value { line: u32 },
    TooLong,
    Broken(String),
    End,
}

/// Cuts a stream into JSON values by counting brackets outside strings, so
/// that an array of any length and a value of any depth need little memory.
struct Splitter<'r> {
    reader: &'r mut dyn BufRead,
    buf: Vec<u8>,
    line: u32,
    opened: bool,
}

impl<'r> Splitter<'r> {
    fn new(reader: &'r mut dyn BufRead) -> Self {
        Self {
            reader,
            buf: Vec::new(),
            line: 1,
            opened: false,
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, String> {
        match self.reader.fill_buf() {
            Ok(chunk) => Ok(chunk.first().copied()),
            Err(error) => Err(format!("reading stopped here: {error}")),
        }
    }

    /// The first byte that is not white space (or a byte order mark).
    fn first_byte(&mut self) -> Option<u8> {
        while let Ok(Some(byte)) = self.peek() {
            if !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf) {
                return Some(byte);
            }
            self.line += u32::from(byte == b'\n');
            self.reader.consume(1);
        }
        None
    }

    /// The next value; with `many`, the next element of the array.
    fn next(&mut self, many: bool) -> Element {
        loop {
            match self.peek() {
                Err(why) => return Element::Broken(why),
                Ok(None) if many => return Element::Broken("the array ends in the middle".into()),
                Ok(None) => return Element::End,
                Ok(Some(b'[')) if many && !self.opened => {
                    self.opened = true;
                    self.reader.consume(1);
                }
                Ok(Some(b']')) if many => return Element::End,
                Ok(Some(byte)) if byte.is_ascii_whitespace() || byte == b',' => {
                    self.line += u32::from(byte == b'\n');
                    self.reader.consume(1);
                }
                Ok(Some(_)) => return self.value(many),
            }
        }
    }

    fn value(&mut self, many: bool) -> Element {
        self.buf.clear();
        let limit = if many { MAX_RECORD } else { 8 * MAX_RECORD };
        let line = self.line;
        let (mut depth, mut in_string, mut escaped, mut length) = (0u32, false, false, 0usize);
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) => return Element::Broken(format!("reading stopped here: {error}")),
            };
            if chunk.is_empty() {
                break;
            }
            let mut end = None;
            for (at, &byte) in chunk.iter().enumerate() {
                if byte == b'\n' {
                    self.line += 1;
                }
                if in_string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => in_string = false,
                        _ => {}
                    }
                    continue;
                }
                match byte {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth = depth.saturating_add(1),
                    b']' | b',' if depth == 0 => {
                        end = Some(at);
                        break;
                    }
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            end = Some(at + 1);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let take = end.unwrap_or(chunk.len());
            length += take;
            if length <= limit {
                self.buf.extend_from_slice(&chunk[..take]);
            } else if !self.buf.is_empty() {
                self.buf = Vec::new();
            }
            self.reader.consume(take);
            if end.is_some() {
                break;
            }
        }
        if length > limit {
            return Element::TooLong;
        }
        if self.buf.is_empty() {
            // A lone comma or bracket: step over it, or the reading would stand still.
            self.reader.consume(1);
        }
        Element::Value { line }
    }
}
