//! Names of elements, attributes and their values.

use super::Parser;
use crate::source::html::attr::Key;

impl<'a> Parser<'a> {
    pub(super) fn name(&mut self) -> &'a str {
        let bytes = self.source.as_bytes();
        let start = self.at;
        while self.at < bytes.len()
            && !matches!(
                bytes[self.at],
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>'
            )
        {
            self.at += 1;
        }
        &self.source[start..self.at]
    }

    /// Reads attributes up to and over the `>`; whether `/>` ended them.
    pub(super) fn attributes(&mut self) -> bool {
        let bytes = self.source.as_bytes();
        let mut slash = false;
        while self.at < bytes.len() {
            match bytes[self.at] {
                b'>' => {
                    self.at += 1;
                    return slash;
                }
                b'/' => {
                    slash = true;
                    self.at += 1;
                }
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.at += 1,
                _ => {
                    slash = false;
                    self.attribute();
                }
            }
        }
        slash
    }

    fn attribute(&mut self) {
        let bytes = self.source.as_bytes();
        let start = self.at;
        // A stray "=" opens a name rather than a value.
        self.at += 1;
        while self.at < bytes.len()
            && !matches!(
                bytes[self.at],
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>' | b'='
            )
        {
            self.at += 1;
        }
        // The first byte may have been the start of a longer character.
        while !self.source.is_char_boundary(self.at) {
            self.at += 1;
        }
        let key = self.keys.of(&self.source[start..self.at]);
        let mut after = self.at;
        while bytes.get(after).is_some_and(u8::is_ascii_whitespace) {
            after += 1;
        }
        if bytes.get(after) != Some(&b'=') {
            self.attrs.push((key, ""));
            return;
        }
        self.at = after + 1;
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let value = self.attribute_value();
        self.author |=
            matches!(key, Key::Rel | Key::Itemprop) && value.eq_ignore_ascii_case("author");
        self.attrs.push((key, value));
    }

    fn attribute_value(&mut self) -> &'a str {
        let bytes = self.source.as_bytes();
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let end = memchr::memchr(quote, &bytes[start..]).map_or(bytes.len(), |n| start + n);
                self.at = (end + 1).min(bytes.len());
                &self.source[start..end]
            }
            _ => {
                let start = self.at;
                while self.at < bytes.len()
                    && !matches!(bytes[self.at], b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'>')
                {
                    self.at += 1;
                }
                &self.source[start..self.at]
            }
        }
    }
}
