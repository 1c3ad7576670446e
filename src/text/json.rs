//! JSON whose strings hold no character that a terminal could obey.
//!
//! JSON itself demands escapes for C0 only; a pipe ends in a terminal sooner
//! or later, so DEL, C1, separators, bidi and invisible characters are
//! escaped as well. The decoded strings are exact.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::is_unsafe;

/// Writes `record` compactly, without a line end.
///
/// # Errors
/// When `writer` fails.
pub fn write(writer: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(writer, Escaping(CompactFormatter));
    record.serialize(&mut serializer).map_err(io::Error::from)
}

struct Escaping(CompactFormatter);

impl Formatter for Escaping {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_unsafe) {
            let (plain, tail) = rest.split_at(at);
            self.0.write_string_fragment(writer, plain)?;
            let Some(c) = tail.chars().next() else { break };
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &tail[c.len_utf8()..];
        }
        self.0.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &text).expect("memory does not fail");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn controls_are_escaped_and_read_back() {
        let text = "a\u{1b}\u{7f}\u{9d}\u{202e}\u{e0041}\"\\ ж";
        let written = json(text);
        assert_eq!(written, r#""a\u001b\u007f\u009d\u202e\udb40\udc41\"\\ ж""#);
        assert_eq!(
            serde_json::from_str::<String>(&written).expect("valid"),
            text
        );
    }
}
