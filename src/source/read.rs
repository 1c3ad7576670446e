//! One file, of whatever kind, to its articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::sniff::{self, Kind};
use super::stream::{GZIP, Head, MAX_DOCUMENT, Out, open, read_more, read_up_to};
use super::{Format, Found, RawArticle, Seen, Severity, decode, feed, html, json, markdown, plain};

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 << 10;
/// Files up to this size are read in one piece: most pages fit.
const ROOM: usize = 1 << 20;

/// Reads one file of any format. `id` is the article id for a one-article
/// file. Never fails: what cannot be read becomes a notice. Articles are
/// handed to `sink` as they are read, so that a huge JSON Lines file streams;
/// `sink` returns false to stop early.
pub fn read_file(path: &Path, id: &str, sink: &mut dyn FnMut(Found) -> bool) {
    read_opened(path, Out::new(path, id, sink));
}

/// As [`read_file`], but no more of a page than is wanted: `more` is asked
/// whether to go on, given what was seen so far. Most of the work is in the
/// parts of a page that may not be needed.
pub fn read_file_where(
    path: &Path,
    id: &str,
    more: &dyn Fn(&RawArticle, Seen) -> bool,
    sink: &mut dyn FnMut(Found) -> bool,
) {
    read_opened(path, Out::new(path, id, sink).where_more(more));
}

/// Reads what was added to a file of JSON Lines when it grew from one size to
/// another (in bytes): so many `articles` came before. Whether it is such a
/// file and whole lines were added; else nothing is handed over. That the
/// lines before are as they were is not looked at, and lines are counted from
/// the first one added.
pub fn read_added(
    path: &Path,
    id: &str,
    (from, to): (u64, u64),
    articles: usize,
    sink: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let Some(added) = added(path, from, to) else {
        return false;
    };
    let mut out = Out::new(path, id, sink).after(articles);
    out.format = Format::JsonLines;
    json::lines(&mut added.as_slice(), &mut out);
    true
}

/// The lines that a file of JSON Lines grew by.
fn added(path: &Path, from: u64, to: u64) -> Option<Vec<u8>> {
    let before = from.checked_sub(1)?;
    let mut file = File::open(path).ok()?;
    let mut first = [0];
    file.read_exact(&mut first).ok()?;
    file.seek(SeekFrom::Start(before)).ok()?;
    let mut bytes = Vec::new();
    file.take(to.checked_sub(before)?)
        .read_to_end(&mut bytes)
        .ok()?;
    let ended = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
    let whole = first == *b"{" && (ended(bytes.first()) || ended(bytes.get(1)));
    bytes.drain(..1.min(bytes.len()));
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let record = |line: &[u8]| line.is_empty() || line.starts_with(b"{") && line.ends_with(b"}");
    (whole && lines.all(record)).then_some(bytes)
}

fn read_opened(path: &Path, mut out: Out<'_>) {
    match File::open(path) {
        Ok(file) => {
            out.size = file.metadata().map_or(0, |data| data.len());
            match usize::try_from(out.size) {
                Ok(size @ 1..=ROOM) => read_small(file, size, &mut out),
                _ => read_stream(file, &mut out),
            }
        }
        Err(error) => {
            out.notice(0, Severity::Error, format!("cannot be read: {error}"));
        }
    }
    out.progress();
}

/// Reads bytes that came without a file (standard input) as [`read_file`]
/// reads a file; `name` stands for the path, in notices and to tell the
/// format where the content leaves it open.
pub fn read_bytes(bytes: &[u8], name: &Path, id: &str, sink: &mut dyn FnMut(Found) -> bool) {
    let mut out = Out::new(name, id, sink);
    read_stream(bytes, &mut out);
    out.progress();
}

/// The decoded text of a page in a file, gzipped or not.
pub(super) fn page(path: &Path) -> Option<String> {
    let mut ignore = |_| true;
    let out = Out::new(path, "page", &mut ignore);
    let mut reader = open(File::open(path).ok()?, &out).ok()?;
    let bytes = read_up_to(reader.as_mut(), MAX_DOCUMENT, HEAD).bytes;
    let declared = html::declared_charset(&bytes);
    let decoded = decode::decode(&bytes, declared.as_deref());
    Some(decoded.text.into_owned())
}

fn read_stream(raw: impl Read, out: &mut Out<'_>) {
    let mut reader = match open(raw, out) {
        Ok(reader) => reader,
        Err(error) => {
            out.notice(0, Severity::Error, format!("cannot be read: {error}"));
            return;
        }
    };
    let room = usize::try_from(out.size + 1).unwrap_or(ROOM).min(ROOM);
    let head = read_up_to(reader.as_mut(), HEAD, room);
    read_from(head, reader, out);
}

/// Reads a file in one piece, which costs least.
fn read_small(mut file: File, size: usize, out: &mut Out<'_>) {
    let mut bytes = Vec::with_capacity(size + 1);
    let error = (&mut file).take(size as u64).read_to_end(&mut bytes).err();
    if bytes.starts_with(&GZIP) {
        return read_stream(io::Cursor::new(bytes).chain(file), out);
    }
    out.counter().set(bytes.len() as u64);
    // More when it grew meanwhile.
    read_from(Head { bytes, error }, Box::new(BufReader::new(file)), out);
}

/// Reads on from the head of a file, which may be all of it.
fn read_from<'r>(head: Head, reader: Box<dyn BufRead + 'r>, out: &mut Out<'_>) {
    let start = &head.bytes[..head.bytes.len().min(HEAD)];
    if head.bytes.is_empty() {
        let message = match head.error {
            Some(error) => format!("cannot be read: {error}"),
            None => "an empty file".to_owned(),
        };
        out.notice(0, Severity::Warning, message);
        return;
    }
    if decode::marked(start).is_none()
        && let Some(what) = sniff::binary(start)
    {
        let message = format!("{what}, not text; left out");
        out.notice(0, Severity::Warning, message);
        return;
    }
    let kind = {
        let shown = decode::glimpse(whole_chars(opening(start)));
        sniff::format(&shown, &inner_name(&out.path))
    };
    match kind {
        Kind::Readable(format) => {
            mention_wrong_name(format, out);
            out.format = format;
            read_as(format, head, reader, out);
        }
        Kind::Empty => {
            out.notice(0, Severity::Warning, "nothing but white space");
        }
    }
}

fn read_as<'r>(format: Format, head: Head, reader: Box<dyn BufRead + 'r>, out: &mut Out<'_>) {
    let wide = decode::marked(&head.bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8);
    match format {
        Format::Json | Format::JsonLines if !wide => {
            let start = std::io::Cursor::new(head.bytes);
            match head.error {
                None => records(format, &mut start.chain(reader), out),
                Some(error) => {
                    records(format, &mut start.chain(std::io::empty()), out);
                    out.notice(0, Severity::Error, format!("reading stopped here: {error}"));
                }
            }
        }
        _ => whole(format, head, reader, out),
    }
}

fn records(format: Format, reader: &mut dyn BufRead, out: &mut Out<'_>) {
    if format == Format::JsonLines {
        json::lines(reader, out);
    } else {
        json::document(reader, out);
    }
}

/// Reads a format that must be seen whole.
fn whole<'r>(format: Format, head: Head, mut reader: Box<dyn BufRead + 'r>, out: &mut Out<'_>) {
    let mut bytes = head.bytes;
    let mut error = head.error;
    if error.is_none() {
        let limit = MAX_DOCUMENT - bytes.len().min(MAX_DOCUMENT);
        error = read_more(reader.as_mut(), limit, &mut bytes);
    }
    if let Some(error) = error {
        let message = format!("reading stopped here: {error}; what came before it is used");
        out.notice(0, Severity::Warning, message);
    } else if bytes.len() >= MAX_DOCUMENT {
        let message = format!(
            "longer than {} MB; the rest is left out",
            MAX_DOCUMENT >> 20
        );
        out.notice(0, Severity::Warning, message);
    }
    let declared = match format {
        Format::Html => html::declared_charset(&bytes),
        Format::Feed => xml_encoding(&bytes),
        _ => None,
    };
    let decoded = decode::decode(&bytes, declared.as_deref());
    for note in decoded.notes {
        let severity = if note.contains("guessed") || note.contains("labelled") {
            Severity::Info
        } else {
            Severity::Warning
        };
        out.notice(0, severity, note);
    }
    let text = decoded.text.as_ref();
    match format {
        Format::Text => plain::read(text, out),
        Format::Markdown => markdown::read(text, out),
        Format::Html => html::read(text, out),
        Format::Feed => feed::read(text, out),
        Format::Json | Format::JsonLines => records(format, &mut text.as_bytes(), out),
    }
}

/// As much of the head as tells a format: markup is plain soon.
fn opening(head: &[u8]) -> &[u8] {
    const MARKUP: usize = 16 << 10;
    let shown = head.trim_ascii_start();
    let blank = head.len() - shown.len();
    match shown.first() {
        Some(b'<') => &head[..head.len().min(blank + MARKUP)],
        _ => head,
    }
}

/// Cuts off a character that the end of a part split.
fn whole_chars(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if bytes.len() - error.valid_up_to() < 4 => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// The file's name as it would be without compression.
fn inner_name(path: &Path) -> std::path::PathBuf {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("gz") => path.with_extension(""),
        _ => path.to_owned(),
    }
}

fn mention_wrong_name(format: Format, out: &mut Out<'_>) {
    let Some(named) = sniff::by_name(&inner_name(&out.path)) else {
        return;
    };
    let same = named == format
        || matches!(
            (named, format),
            (Format::Json, Format::JsonLines | Format::Feed)
                | (Format::JsonLines, Format::Json)
                | (Format::Text, Format::Markdown)
                | (Format::Feed, Format::Html)
        );
    if !same {
        let message = format!("named like {} but reads as {}", named.name(), format.name());
        out.notice(0, Severity::Info, message);
    }
}

/// The encoding that an XML declaration names.
fn xml_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).into_owned();
    let rest = &head[head.find("encoding=")? + "encoding=".len()..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next().map(str::to_owned)
}
