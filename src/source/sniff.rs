//! What a file is, by content before extension.

use std::path::Path;

use memchr::memmem;

use super::Format;

/// What the head of a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something a reader can read.
    Readable(Format),
    /// Nothing but white space.
    Empty,
}

/// First bytes of formats that hold no article text for us.
const MAGIC: [(&[u8], &str); 18] = [
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\0", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"RIFF", "a media file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x1f\x8b", "gzip inside gzip"),
];

/// Bytes from the start of a file that tell text from other things.
const LOOKED_AT: usize = 8192;

/// Tells a binary file from text by its first bytes and the share of control
/// characters. `bytes` is the start of the file, UTF-16 already ruled out.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    let odd = |b: &u8| u8::from(matches!(b, 0..=8 | 14..=26 | 28..=31));
    // So many counts fit a byte, which counts many at once.
    let odd: usize = bytes
        .chunks(128)
        .map(|part| usize::from(part.iter().map(odd).sum::<u8>()))
        .sum();
    // Old encodings have no control characters either: where the bytes are
    // no UTF-8, few are enough.
    let foreign = || std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_some());
    (odd * 10 > bytes.len() || odd * 50 > bytes.len() && foreign()).then_some("a binary file")
}

/// The format of text. `head` is its first part, `name` the file's name
/// without `.gz`.
pub(super) fn format(head: &str, name: &Path) -> Kind {
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.is_empty() {
        return Kind::Empty;
    }
    let named = by_name(name);
    let format = match start.as_bytes()[0] {
        b'<' => markup(start, named),
        b'{' | b'[' if looks_json(start, named) => json(start, named),
        b'-' | b'+' if fenced(start) => Format::Markdown,
        _ => match named {
            Some(Format::Markdown) => Format::Markdown,
            // A record was expected; the reader says line by line what is wrong.
            Some(Format::JsonLines) => Format::JsonLines,
            _ if count_tags(start) >= 3 => Format::Html,
            _ => Format::Text,
        },
    };
    Kind::Readable(format)
}

/// What the extension promises.
pub(super) fn by_name(name: &Path) -> Option<Format> {
    let extension = name.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" | "jsonlines" => Format::JsonLines,
        "rss" | "atom" | "rdf" | "xml" => Format::Feed,
        _ => return None,
    })
}

fn markup(start: &str, named: Option<Format>) -> Format {
    let lower = start[..start.floor_char_boundary(LOOKED_AT)].to_ascii_lowercase();
    let at = |tag: &str| memmem::find(lower.as_bytes(), tag.as_bytes()).unwrap_or(usize::MAX);
    let feed = at("<rss").min(at("<feed")).min(at("<rdf:rdf"));
    let page = at("<html").min(at("<!doctype html")).min(at("<body"));
    if feed < page {
        Format::Feed
    } else if page < usize::MAX || count_tags(start) >= 1 || named == Some(Format::Html) {
        Format::Html
    } else if lower.starts_with("<?xml") || named == Some(Format::Feed) {
        Format::Feed
    } else {
        named.unwrap_or(Format::Text)
    }
}

/// How many of the tags that only pages have stand in the text (up to three).
fn count_tags(start: &str) -> usize {
    const TAGS: [&str; 10] = [
        "<p>", "<p ", "<div", "</div>", "</p>", "<br", "<a href", "<h1", "<span", "<meta",
    ];
    let head = &start[..start.floor_char_boundary(LOOKED_AT)];
    TAGS.iter()
        .filter(|tag| head.contains(*tag))
        .take(3)
        .count()
}

fn looks_json(start: &str, named: Option<Format>) -> bool {
    if matches!(named, Some(Format::Json | Format::JsonLines)) {
        return true;
    }
    let next = start[1..].trim_start().chars().next();
    match start.as_bytes()[0] {
        b'{' => matches!(next, Some('"' | '}')),
        _ => matches!(next, Some('{')),
    }
}

fn json(start: &str, named: Option<Format>) -> Format {
    if start.contains("https://jsonfeed.org/version") {
        return Format::Feed;
    }
    if start.starts_with('[') {
        return Format::Json;
    }
    let mut lines = start.lines();
    let first = lines.next().unwrap_or_default();
    let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    let more = lines.any(|line| line.trim_start().starts_with('{'));
    match named {
        Some(Format::JsonLines) => Format::JsonLines,
        _ if whole && more => Format::JsonLines,
        _ => Format::Json,
    }
}

/// Whether a front-matter fence opens the text and is closed again.
fn fenced(start: &str) -> bool {
    let mut lines = start.lines();
    let fence = lines.next().unwrap_or_default().trim_end();
    if fence != "---" && fence != "+++" {
        return false;
    }
    let Some(first) = lines.next() else {
        return false;
    };
    let keyed = first.contains(':') || first.contains('=') || first.trim_start().starts_with('#');
    let named = ["title:", "date:"].iter().any(|key| first.starts_with(key));
    named || keyed && lines.any(|line| line.trim_end() == fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &str, name: &str) -> Kind {
        format(head, Path::new(name))
    }

    #[test]
    fn content_comes_before_extension() {
        use Format::*;
        for (head, name, expected) in [
            ("MOSCOW, May 5. - Text", "a.html", Text),
            ("<!DOCTYPE html><html>", "a.txt", Html),
            ("<?xml version=\"1.0\"?><rss>", "a.txt", Feed),
            ("<?xml version=\"1.0\"?><html>", "a.xml", Html),
            ("{\"a\":1}\n{\"a\":2}\n", "a.txt", JsonLines),
            ("{\"a\":1}\n", "a.json", Json),
            ("{\"a\":1}\n", "a.jsonl", JsonLines),
            ("{\n \"a\":1}\n", "a", Json),
            ("[{\"a\":1}]", "a.jsonl", Json),
            ("[1] a footnote", "a.txt", Text),
            ("{curly} words", "a.txt", Text),
            ("---\ntitle: x\n---\nbody", "a.txt", Markdown),
            ("+++\ntitle = 'x'\n+++\nbody", "a", Markdown),
            ("---\nno fence", "a.txt", Text),
            ("# Title\n\nbody", "a.md", Markdown),
            (
                "{\"version\":\"https://jsonfeed.org/version/1.1\"}",
                "a.json",
                Feed,
            ),
            ("Words <p>and</p> <br>", "a", Html),
        ] {
            assert_eq!(kind(head, name), Kind::Readable(expected), "{head} {name}");
        }
        assert_eq!(kind(" \n\u{feff} ", "a.txt"), Kind::Empty);
    }

    #[test]
    fn binaries_are_told_from_text() {
        assert_eq!(binary(b"%PDF-1.4"), Some("a PDF"));
        assert_eq!(binary(&[0, 1, 2, 3, 65]), Some("a binary file"));
        assert_eq!(binary("Тест text\x1b[1m".as_bytes()), None);
        assert_eq!(binary(b"one NUL \0 in a longer text"), None);
        assert_eq!(binary(b"caf\xe9 cr\xe8me, \x93quoted\x94"), None);
        let noise: Vec<u8> = (0..8192u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert_eq!(binary(&noise), Some("a binary file"));
    }
}
