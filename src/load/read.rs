//! Walking and reading: paths in, raw articles out.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_channel::{Receiver, Sender};

use super::{Cancel, Corpus, bundled};
use crate::article::split;
use crate::source::{self, Found, Input, Notice, RawArticle, Severity};

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

/// A reader thread: claims files in order (each with a ticket, so that it
/// never runs far ahead of the builder) and hands on what they hold.
pub fn reader(
    jobs: &[Job],
    next: &AtomicUsize,
    tickets: &Receiver<()>,
    articles: &Sender<(Place, RawArticle)>,
    events: &Sender<Event<super::Ready>>,
    cancel: &Cancel,
) {
    while !cancel.is_cancelled() && tickets.recv().is_ok() {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(number) else { break };
        let mut count = 0;
        let mut sink = |found| {
            let sent = match found {
                Found::Article(raw) => split(*raw).into_iter().all(|raw| {
                    count += 1;
                    articles.send(((number, count - 1), raw)).is_ok()
                }),
                Found::Notice(notice) => {
                    count += 1;
                    events
                        .send(Event::Notice((number, count - 1), notice))
                        .is_ok()
                }
                Found::Bytes(bytes) => events.send(Event::Bytes(bytes)).is_ok(),
            };
            sent && !cancel.is_cancelled()
        };
        match job {
            Job::File(input) => source::read_file(&input.path, &input.id, &mut sink),
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
