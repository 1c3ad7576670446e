//! An article as bytes: its text, then everything found in it but its names,
//! which take long to find and have a record of their own.

use std::sync::Arc;

use super::pack::{Pack, Place};
use crate::actor::Who;
use crate::event::Analysis;

/// Bytes before the text: its length, the length of the rest, a checksum over
/// all of it.
pub const HEAD: usize = 12;

/// The lengths of text and rest, and the checksum, as a record's head gives
/// them.
pub fn head(bytes: &[u8]) -> Option<(usize, usize, u32)> {
    let word = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    };
    Some((word(0)? as usize, word(4)? as usize, word(8)?))
}

/// The record of an article. With an empty text, `text` is kept elsewhere.
pub fn encode(analysis: &mut Analysis, with_text: bool) -> Vec<u8> {
    let text = std::mem::take(&mut analysis.article.text);
    let mut record = vec![0; HEAD];
    if with_text {
        record.extend_from_slice(text.as_bytes());
    }
    let text_len = record.len() - HEAD;
    // Everything in it has a form; only writing to a file could fail.
    let mut record = postcard::to_extend(&*analysis, record).unwrap_or_default();
    analysis.article.text = text;
    if record.len() < HEAD {
        return Vec::new();
    }
    let meta_len = record.len() - HEAD - text_len;
    record[..4].copy_from_slice(&(text_len as u32).to_le_bytes());
    record[4..8].copy_from_slice(&(meta_len as u32).to_le_bytes());
    let sum = checksum(&record);
    record[8..HEAD].copy_from_slice(&sum.to_le_bytes());
    record
}

/// The checksum of a whole record: over lengths, text and rest.
fn checksum(record: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&record[..8]);
    sum.update(&record[HEAD..]);
    sum.finalize()
}

/// Whether a record is as it was written.
pub fn is_sound(record: &[u8]) -> bool {
    let lengths = head(record).and_then(|(text, meta, sum)| {
        let len = HEAD.checked_add(text)?.checked_add(meta)?;
        Some((len, sum))
    });
    lengths.is_some_and(|(len, sum)| record.len() == len && checksum(record) == sum)
}

/// Reads a record back; `None` when anything about it is not as it was
/// written.
pub fn decode(record: &[u8]) -> Option<Analysis> {
    let (text, _, _) = head(record).filter(|_| is_sound(record))?;
    let (text, meta) = record.get(HEAD..)?.split_at_checked(text)?;
    let mut analysis: Analysis = postcard::from_bytes(meta).ok()?;
    analysis.article.text = std::str::from_utf8(text).ok()?.to_owned();
    Some(analysis)
}

/// Bytes before the names of an article: their length and a checksum.
const NAMES_HEAD: usize = 8;

/// The record of an article's names.
pub fn encode_names(who: &Who) -> Vec<u8> {
    // Everything in it has a form; only writing to a file could fail.
    let record = postcard::to_extend(who, vec![0; NAMES_HEAD]);
    let mut record = record.unwrap_or_else(|_| vec![0; NAMES_HEAD]);
    let len = (record.len() - NAMES_HEAD) as u32;
    let sum = crc32fast::hash(&record[NAMES_HEAD..]);
    record[..4].copy_from_slice(&len.to_le_bytes());
    record[4..NAMES_HEAD].copy_from_slice(&sum.to_le_bytes());
    record
}

/// Whether a record of names is as it was written.
pub fn names_are_sound(record: &[u8]) -> bool {
    let halves = record.split_at_checked(NAMES_HEAD);
    halves.is_some_and(|(head, payload)| {
        let sum = crc32fast::hash(payload).to_le_bytes();
        names_len(head) == Some(payload.len()) && head[4..] == sum
    })
}

/// Reads the record of names back; `None` when anything about it is not as it
/// was written.
pub fn decode_names(record: &[u8]) -> Option<Who> {
    let payload = record.get(NAMES_HEAD..)?;
    postcard::from_bytes(payload)
        .ok()
        .filter(|_| names_are_sound(record))
}

fn names_len(head: &[u8]) -> Option<usize> {
    let len = head.get(..4)?.try_into().ok()?;
    Some(u32::from_le_bytes(len) as usize)
}

/// Where an article's text and its record lie. The text may be that of an
/// older record: it never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// The words.
    pub text: Place,
    /// The record.
    pub record: Place,
    /// The record of its names, once they were looked for.
    pub names: Option<Place>,
}

impl Packed {
    /// For a record with its text at some place, without names.
    pub fn whole(record: Place, text_len: usize) -> Self {
        Self {
            text: Place {
                at: record.at + HEAD as u64,
                len: text_len as u32,
                ..record
            },
            record,
            names: None,
        }
    }
}

/// Reads bytes from one of several packs.
pub fn bytes(packs: &[Arc<Pack>], place: Place) -> Option<Vec<u8>> {
    let mut buffer = vec![0; place.len as usize];
    let pack = packs.get(place.pack as usize)?;
    pack.read(place.at, &mut buffer).ok()?;
    Some(buffer)
}

/// Reads an article back, its text from wherever that is.
pub fn read(packs: &[Arc<Pack>], packed: Packed) -> Option<Analysis> {
    let mut analysis = decode(&bytes(packs, packed.record)?)?;
    let apart = packed.text.pack != packed.record.pack || packed.text.at < packed.record.at;
    if apart {
        analysis.article.text = String::from_utf8(bytes(packs, packed.text)?).ok()?;
    }
    if let Some(names) = packed.names {
        analysis.who = decode_names(&bytes(packs, names)?)?;
    }
    Some(analysis)
}

/// Bytes read at once.
const BLOCK: usize = 1 << 20;

/// Records that lie one after the other in a pack.
#[derive(Debug)]
pub struct Records<'a> {
    pack: &'a Pack,
    /// Offset of what is not in the buffer yet.
    at: u64,
    end: u64,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were handed out.
    used: usize,
}

impl<'a> Records<'a> {
    /// Those from an offset on, so many bytes.
    pub fn new(pack: &'a Pack, at: u64, len: u64) -> Self {
        Self {
            pack,
            at,
            end: at.saturating_add(len),
            buffer: Vec::new(),
            used: 0,
        }
    }

    /// The next record and its place (its pack's number left open); `None`
    /// after the last, or where it can't be read. It is not verified.
    pub fn advance(&mut self) -> Option<(Place, &[u8])> {
        self.entry(HEAD, |bytes| {
            let (text, meta, _) = head(bytes)?;
            text.checked_add(meta)
        })
    }

    /// The same of records of names.
    pub fn advance_names(&mut self) -> Option<(Place, &[u8])> {
        self.entry(NAMES_HEAD, names_len)
    }

    fn entry(
        &mut self,
        head: usize,
        rest: impl Fn(&[u8]) -> Option<usize>,
    ) -> Option<(Place, &[u8])> {
        self.need(head)?;
        let len = head.checked_add(rest(&self.buffer[self.used..])?)?;
        self.need(len)?;
        let place = Place {
            pack: 0,
            len: u32::try_from(len).ok()?,
            at: self.at - (self.buffer.len() - self.used) as u64,
        };
        let record = self.buffer.get(self.used..self.used + len)?;
        self.used += len;
        Some((place, record))
    }

    /// Makes sure of so many unused bytes in the buffer.
    fn need(&mut self, count: usize) -> Option<()> {
        let there = self.buffer.len() - self.used;
        if there >= count {
            return Some(());
        }
        let left = usize::try_from(self.end - self.at).ok()?;
        let more = (count - there).max(BLOCK).min(left);
        if there + more < count {
            return None;
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        self.buffer.resize(there + more, 0);
        self.pack.read(self.at, &mut self.buffer[there..]).ok()?;
        self.at += more as u64;
        Some(())
    }
}
