//! Reading with bounds: gzip, limited lines, and the way out to the sink.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::mojibake;
use super::numbers::Numbers;
use super::{Format, Found, Notice, RawArticle, Seen, Severity};

/// A whole document (page, plain text, feed) is read up to this size.
pub(super) const MAX_DOCUMENT: usize = 128 << 20;
/// The text of one article is read up to this size: a long book. What is
/// longer is no article, and memory stays bounded.
pub(super) const MAX_TEXT: usize = 4 << 20;
/// One record of a JSON stream is read up to this size.
pub(super) const MAX_RECORD: usize = 32 << 20;
/// Expanded gzip may be this many times its compressed size once it is large;
/// newspapers reach about 10, deflate itself cannot pass 1032.
const MAX_RATIO: u64 = 200;
const RATIO_FROM: u64 = 64 << 20;

/// Whether more of a page is wanted, given what was seen of it.
pub(super) type More<'a> = &'a dyn Fn(&RawArticle, Seen) -> bool;

/// The first bytes of gzip.
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The way out of a reader: counts articles, keeps path and progress.
pub(super) struct Out<'a> {
    pub path: PathBuf,
    pub id: String,
    pub format: Format,
    sink: &'a mut dyn FnMut(Found) -> bool,
    more: Option<More<'a>>,
    /// Bytes of the file, 0 when not known.
    pub size: u64,
    read: Rc<Cell<u64>>,
    told: u64,
    number: usize,
    /// Whether it was told that letters were mended.
    mended: bool,
    stopped: bool,
    /// In which order the numeric dates of the file stand.
    pub numbers: Numbers,
}

impl<'a> Out<'a> {
    pub fn new(path: &Path, id: &str, sink: &'a mut dyn FnMut(Found) -> bool) -> Self {
        Self {
            path: path.to_owned(),
            id: id.to_owned(),
            format: Format::Text,
            sink,
            more: None,
            size: 0,
            read: Rc::default(),
            told: 0,
            number: 0,
            mended: false,
            stopped: false,
            numbers: Numbers::default(),
        }
    }

    /// After so many articles of the file.
    pub fn after(mut self, number: usize) -> Self {
        self.number = number;
        self
    }

    /// With a say in how much of a page is read.
    pub fn where_more(mut self, more: More<'a>) -> Self {
        self.more = Some(more);
        self
    }

    /// Whether pages are wanted whole, whatever they say.
    pub fn wants_all(&self) -> bool {
        self.more.is_none()
    }

    /// Whether more of a page is wanted than was seen.
    pub fn wants_more(&self, article: &RawArticle, seen: Seen) -> bool {
        self.more.is_none_or(|more| more(article, seen))
    }

    /// The cell that counts raw bytes read.
    pub fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }

    /// Whether the sink wants no more.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    fn send(&mut self, found: Found) -> bool {
        if !self.stopped && !(self.sink)(found) {
            self.stopped = true;
        }
        !self.stopped
    }

    /// Hands over the progress since the last call.
    pub fn progress(&mut self) -> bool {
        let read = self.read.get();
        let more = read - self.told;
        self.told = read;
        more == 0 || self.send(Found::Bytes(more))
    }

    /// A notice about the whole file (`line` 0) or a line of it.
    pub fn notice(&mut self, line: u32, severity: Severity, message: impl Into<String>) -> bool {
        let notice = Notice {
            path: self.path.clone(),
            line,
            severity,
            message: message.into(),
        };
        self.send(Found::Notice(notice))
    }

    /// An empty article of this file, to be filled.
    pub fn blank(&self) -> RawArticle {
        RawArticle {
            path: self.path.clone(),
            format: self.format,
            ..RawArticle::plain(self.id.clone(), "")
        }
    }

    /// The id of the next article of a multi-article file.
    pub fn next_id(&self) -> String {
        format!("{}#{}", self.id, self.number + 1)
    }

    /// Hands over an article.
    pub fn article(&mut self, mut article: RawArticle) -> bool {
        self.number += 1;
        self.progress();
        if let Some(text) = mojibake::mended(&article.text, mojibake::FEWEST) {
            article.text = text;
            article.title = article.title.map(|t| mojibake::mended(&t, 1).unwrap_or(t));
            if !std::mem::replace(&mut self.mended, true) {
                let message = "letters read in a wrong charset (\u{e2}\u{20ac}\u{2122} for \u{2019}) are mended";
                self.notice(article.line, Severity::Info, message);
            }
        }
        if article.text.len() > MAX_TEXT {
            let whole = article.text.len() >> 20;
            article
                .text
                .truncate(article.text.floor_char_boundary(MAX_TEXT));
            article.text.shrink_to_fit();
            self.notice(
                article.line,
                Severity::Warning,
                format!(
                    "a text of {whole} MB; read up to {} MB, the rest is left out",
                    MAX_TEXT >> 20
                ),
            );
        }
        for date in &article.dates {
            self.numbers.see(&date.text);
        }
        let order = self.numbers.order();
        for date in &mut article.dates {
            date.setting.numbers = order;
        }
        self.send(Found::Article(Box::new(article)))
    }
}

/// Counts the bytes that pass.
struct Counting<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// Stops an expansion that no honest file has.
struct Bounded<R> {
    inner: R,
    raw: Rc<Cell<u64>>,
    expanded: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.expanded += n as u64;
        if self.expanded > RATIO_FROM + MAX_RATIO * self.raw.get() {
            return Err(io::Error::other(
                "expands to far more than an honest gzip file; stopped here",
            ));
        }
        Ok(n)
    }
}

/// Opens a stream: gzip is expanded, raw bytes are counted into `out`.
pub(super) fn open<'r>(raw: impl Read + 'r, out: &Out<'_>) -> io::Result<Box<dyn BufRead + 'r>> {
    let counting = Counting {
        inner: raw,
        count: out.counter(),
    };
    let mut reader = BufReader::with_capacity(1 << 16, counting);
    let head = reader.fill_buf()?;
    if !head.starts_with(&GZIP) {
        return Ok(Box::new(reader));
    }
    let bounded = Bounded {
        inner: MultiGzDecoder::new(reader),
        raw: out.counter(),
        expanded: 0,
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, bounded)))
}

/// What could be read, and what stopped the reading.
pub(super) struct Head {
    pub bytes: Vec<u8>,
    pub error: Option<io::Error>,
}

/// Reads up to `limit` bytes; an error keeps what came before it. There will
/// be `room` for so many before more is asked of the system.
pub(super) fn read_up_to(reader: &mut dyn BufRead, limit: usize, room: usize) -> Head {
    let mut bytes = Vec::with_capacity(room);
    let error = read_more(reader, limit, &mut bytes);
    Head { bytes, error }
}

/// Reads up to `limit` more bytes behind those that are there.
pub(super) fn read_more(
    reader: &mut dyn BufRead,
    limit: usize,
    bytes: &mut Vec<u8>,
) -> Option<io::Error> {
    reader.take(limit as u64).read_to_end(bytes).err()
}

/// One step of a line-by-line reading.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, its break left out, is in the buffer.
    Read,
    /// It was longer than the limit and was passed over; its length.
    TooLong(u64),
    /// Nothing more.
    End,
}

/// Reads the next line into `buf`, never keeping more than `limit` bytes.
pub(super) fn read_line(
    reader: &mut dyn BufRead,
    buf: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Line> {
    buf.clear();
    let mut length = 0u64;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        let (take, found) = match memchr::memchr(b'\n', chunk) {
            Some(at) => (at + 1, true),
            None => (chunk.len(), false),
        };
        length += take as u64;
        if length <= limit as u64 {
            buf.extend_from_slice(&chunk[..take]);
        } else if !buf.is_empty() {
            *buf = Vec::new();
        }
        reader.consume(take);
        if found {
            break;
        }
    }
    if length == 0 {
        return Ok(Line::End);
    }
    if length > limit as u64 {
        return Ok(Line::TooLong(length));
    }
    while buf.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
        buf.pop();
    }
    Ok(Line::Read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over() {
        let mut data = b"one\r\n".to_vec();
        data.extend(std::iter::repeat_n(b'x', 200_000));
        data.extend(b"\nlast");
        let mut reader = BufReader::new(&data[..]);
        let mut buf = Vec::new();
        let mut next = || {
            let line = read_line(&mut reader, &mut buf, 1000).expect("memory");
            (line, buf.clone())
        };
        assert_eq!(next(), (Line::Read, b"one".to_vec()));
        assert_eq!(next().0, Line::TooLong(200_001));
        assert_eq!(next(), (Line::Read, b"last".to_vec()));
        assert_eq!(next().0, Line::End);
    }
}
