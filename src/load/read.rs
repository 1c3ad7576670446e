//! Walking and reading: paths in, raw articles out.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender};

use super::analyse::{Depth, Ready, Record};
use super::cache::Stored;
use super::named::StoredNames;
use super::shelf::STORED;
use super::{Cancel, Corpus, bundled};
use crate::article::split;
use crate::source::{self, Found, Input, Notice, RawArticle, Severity};
use crate::store::pack::{self as store, Pack};
use crate::store::record::{self, Packed, Records};

/// Standard input is read to the end before it is understood; more than this
/// is cut off with a notice.
const STDIN_LIMIT: u64 = 1 << 30;

/// One thing to read.
#[derive(Debug)]
pub enum Job {
    /// A file.
    File(Input),
    /// A file of the bundled corpus.
    Bundled(&'static str, &'static [u8]),
    /// Standard input.
    Stdin,
}

impl Job {
    /// Its size, 0 when not known.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::File(input) => input.bytes,
            Self::Bundled(_, bytes) => bytes.len() as u64,
            Self::Stdin => 0,
        }
    }
}

/// Where something stands in the whole load: number of the file, number
/// within the file.
pub type Place = (usize, usize);

/// What the readers and analysers tell the builder.
#[derive(Debug)]
pub enum Event<A> {
    /// An article (raw from a reader, parsed from an analyser).
    Article(Place, Box<A>),
    /// A notice.
    Notice(Place, Notice),
    /// A notice that is no part of its file.
    Remark(Notice),
    /// So many more bytes are done.
    Bytes(u64),
    /// The file gave so many articles and notices.
    End(usize, usize),
}

/// All files of a corpus in the order of their names, and what could not be
/// walked.
pub fn jobs(corpus: &Corpus, cancel: &Cancel) -> (Vec<Job>, Vec<Notice>) {
    let paths = match corpus {
        Corpus::Bundled => {
            let jobs = bundled::FILES
                .iter()
                .map(|(name, bytes)| Job::Bundled(name, bytes));
            return (jobs.collect(), Vec::new());
        }
        Corpus::Paths(paths) => paths,
    };
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = paths
        .iter()
        .cloned()
        .partition(|path| path == Path::new("-"));
    let found = Mutex::new((Vec::new(), Vec::new()));
    if !paths.is_empty() {
        source::walk(&paths, &|result| {
            if let Ok(mut found) = found.lock() {
                match result {
                    Ok(input) => found.0.push(input),
                    Err(notice) => found.1.push(notice),
                }
            }
            !cancel.is_cancelled()
        });
    }
    let (mut inputs, mut notices) = found.into_inner().unwrap_or_default();
    inputs.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    notices.sort_by(|a, b| a.path.cmp(&b.path));
    let mut jobs: Vec<Job> = inputs.into_iter().map(Job::File).collect();
    if !stdin.is_empty() {
        jobs.push(Job::Stdin);
    }
    (jobs, notices)
}

/// The jobs of a load and what is already known of them.
pub struct Work<'a> {
    /// What is to be read, in order.
    pub jobs: &'a [Job],
    /// The records of those that were read before; as long as `jobs`.
    pub stored: &'a [Option<Stored>],
    /// The packs that these lie in.
    pub packs: &'a [Arc<Pack>],
    /// Whether records that are there are to be written anew.
    pub gather: bool,
    /// How much of each article will be understood.
    pub depth: Depth,
    /// The next job.
    pub next: &'a AtomicUsize,
}

/// A reader thread: claims files in order (each with a ticket, so that it
/// never runs far ahead of the builder) and hands on what they hold.
pub fn reader(
    work: &Work<'_>,
    tickets: &Receiver<()>,
    articles: &Sender<(Place, RawArticle)>,
    events: &Sender<Event<Ready>>,
    cancel: &Cancel,
) {
    while !cancel.is_cancelled() && tickets.recv().is_ok() {
        let number = work.next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = work.jobs.get(number) else {
            break;
        };
        let stored = work.stored.get(number).and_then(Option::as_ref);
        let known = match stored {
            Some(stored) => again(work, number, stored, events, cancel),
            None => Err(0),
        };
        // What was not there, or from where on it is damaged.
        let known = match known {
            Ok(()) => continue,
            Err(known) => known,
        };
        if stored.is_some() && events.send(Event::Remark(damaged(job))).is_err() {
            break;
        }
        let mut count = 0;
        let mut sink = |found| {
            let sent = match found {
                Found::Article(raw) => split(*raw).into_iter().all(|raw| {
                    count += 1;
                    count <= known || articles.send(((number, count - 1), raw)).is_ok()
                }),
                Found::Notice(notice) => {
                    count += 1;
                    let event = Event::Notice((number, count - 1), notice);
                    count <= known || events.send(event).is_ok()
                }
                Found::Bytes(bytes) => events.send(Event::Bytes(bytes)).is_ok(),
            };
            sent && !cancel.is_cancelled()
        };
        match job {
            Job::File(input) => {
                let more = |raw: &RawArticle, seen| work.depth.wants_more(raw, seen);
                match work.depth {
                    Depth::Publication => {
                        source::read_file_where(&input.path, &input.id, &more, &mut sink)
                    }
                    _ => source::read_file(&input.path, &input.id, &mut sink),
                }
            }
            Job::Bundled(name, bytes) => {
                source::read_bytes(bytes, Path::new(name), name, &mut sink)
            }
            Job::Stdin => stdin(&mut sink),
        }
        if events.send(Event::End(number, count)).is_err() {
            break;
        }
    }
}

/// Hands on what is stored of a file. When a record is not as it was written:
/// how many articles and notices came before it.
fn again(
    work: &Work<'_>,
    number: usize,
    stored: &Stored,
    events: &Sender<Event<Ready>>,
    cancel: &Cancel,
) -> Result<(), usize> {
    let pack = work.packs.get(stored.pack as usize).ok_or(0usize)?;
    let mut records = Records::new(pack, stored.at, stored.len);
    let mut names = StoredNames::new(work.packs, &stored.names);
    let mut notices = stored.notices.iter().peekable();
    let count = stored.count as usize;
    let bytes = work.jobs[number].bytes();
    let mut told = 0;
    for at in 0..count {
        let event = match notices.next_if(|(place, _)| *place as usize == at) {
            Some((_, notice)) => Event::Notice((number, at), notice.clone()),
            None => {
                let (place, record) = records.advance().ok_or(at)?;
                let mut analysis = record::decode(record).ok_or(at)?;
                let (text, _, _) = record::head(record).ok_or(at)?;
                let named = names.advance();
                if let Some(named) = &named {
                    analysis.who = named.who.clone();
                }
                let record = match work.gather {
                    true => Record::Fresh(record.to_vec(), named.map(|named| named.record)),
                    false => {
                        let pack = STORED + stored.pack;
                        let packed = Packed::whole(store::Place { pack, ..place }, text);
                        let names = named.map(|named| named.place);
                        Record::Stored(Packed { names, ..packed })
                    }
                };
                Event::Article((number, at), Box::new(Ready { analysis, record }))
            }
        };
        let done = (bytes as f64 * (at + 1) as f64 / count as f64) as u64;
        let told_now = events.send(Event::Bytes(done - told)).is_ok();
        told = done;
        // When nobody listens any more it does not matter what is told.
        if events.send(event).is_err() || !told_now || cancel.is_cancelled() {
            return Ok(());
        }
    }
    if names.damaged {
        let _ = events.send(Event::Remark(damaged(&work.jobs[number])));
    }
    let _ = events.send(Event::End(number, count));
    Ok(())
}

fn damaged(job: &Job) -> Notice {
    let path = match job {
        Job::File(input) => input.path.clone(),
        Job::Bundled(..) | Job::Stdin => PathBuf::new(),
    };
    Notice {
        path,
        line: 0,
        severity: Severity::Info,
        message: "what the cache has of it is damaged; it is read anew".to_owned(),
    }
}

fn stdin(sink: &mut dyn FnMut(Found) -> bool) {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(STDIN_LIMIT + 1)
        .read_to_end(&mut bytes);
    let problem = match read {
        Err(error) => Some(format!(
            "standard input broke off: {error}; what came before it was read"
        )),
        Ok(length) if length as u64 > STDIN_LIMIT => {
            bytes.truncate(STDIN_LIMIT as usize);
            Some(
                "standard input is longer than 1 GiB; the rest was not read (give a file instead)"
                    .to_owned(),
            )
        }
        Ok(_) => None,
    };
    if let Some(message) = problem {
        sink(Found::Notice(Notice {
            path: "-".into(),
            line: 0,
            severity: Severity::Error,
            message,
        }));
    }
    source::read_bytes(&bytes, Path::new("-"), "-", sink);
}
