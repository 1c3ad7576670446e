//! Files that change while the program runs.
//!
//! The system tells of changes where it can (inotify, FSEvents, kqueue,
//! Windows); it knows nothing of what others change on a network drive, so
//! there, and where it gives no more watches, the files are looked at every
//! two seconds. What is told is only that something happened: what there is
//! now, [`super::reload`] finds out by walking as at the start, so both obey
//! the same rules.

use std::ffi::OsStr;
use std::path::{Path, PathBuf, absolute};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, never, select, unbounded};
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::FxHashSet;

use super::{Corpus, Options, spawn};
use crate::source::{Notice, Severity};

/// Changes closer together than this are told together.
const QUIET: Duration = Duration::from_millis(150);
/// What goes on changing is told of this often.
const LONGEST: Duration = Duration::from_millis(500);
/// Where the system does not tell, one looks this often.
const POLL: Duration = Duration::from_secs(2);

/// What may have changed.
#[derive(Clone, Debug, Default)]
pub struct Dirty {
    paths: FxHashSet<PathBuf>,
    /// Anything may have.
    all: bool,
    /// What can't be watched.
    pub unwatched: Vec<Notice>,
}

impl Dirty {
    /// This, and another one's as well.
    pub fn and(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.unwatched.extend(other.unwatched);
        self.all |= other.all;
        self
    }

    /// Whether it was told of a file.
    pub fn names(&self, path: &Path) -> bool {
        self.all || absolute(path).is_ok_and(|path| self.paths.contains(&path))
    }
}

/// A running watch; ends when dropped.
#[derive(Debug)]
pub struct Watch {
    /// What may have changed, several changes together. Nothing ever comes
    /// where nothing is watched.
    pub changes: Receiver<Dirty>,
    _alive: Option<Sender<()>>,
}

/// Whether a corpus is to be watched: that is asked for, and all of it can be
/// read again, as what came on standard input can't.
pub fn can(corpus: &Corpus, options: &Options) -> bool {
    match corpus {
        Corpus::Paths(paths) => options.watch && !paths.iter().any(|p| p == Path::new("-")),
        Corpus::Bundled => false,
    }
}

/// Begins to watch a corpus, when it is to be watched.
pub fn begin(corpus: &Corpus, options: &Options) -> Watch {
    let paths = match corpus {
        Corpus::Paths(paths) if can(corpus, options) => paths.clone(),
        _ => {
            return Watch {
                changes: never(),
                _alive: None,
            };
        }
    };
    let (tell, changes) = unbounded();
    let (alive, ended) = bounded(0);
    spawn("watcher", move || watch(&paths, &tell, &ended));
    Watch {
        changes,
        _alive: Some(alive),
    }
}

/// The watcher's thread: gathers what happens until it is quiet.
fn watch(paths: &[PathBuf], tell: &Sender<Dirty>, ended: &Receiver<()>) {
    let (send, events) = unbounded();
    let roots: Vec<Root> = paths.iter().filter_map(|path| Root::of(path)).collect();
    let (mut _held, unwatched) = watchers(&roots, &send);
    // What changed before this moment nobody told.
    let begun = Dirty {
        unwatched,
        ..Dirty::default()
    };
    if tell.send(begun).is_err() {
        return;
    }
    loop {
        let first = select! {
            recv(ended) -> _ => return,
            recv(events) -> event => event,
        };
        let Ok(first) = first else { return };
        let mut back = is_back(&roots, &first);
        let mut dirty = told(&roots, first);
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match events.recv_timeout(QUIET) {
                Ok(event) => {
                    back |= is_back(&roots, &event);
                    match (told(&roots, event), dirty.take()) {
                        (Some(more), Some(known)) => dirty = Some(known.and(more)),
                        (more, known) => dirty = more.or(known),
                    }
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if back {
            // The watch went with the folder that was there before. What
            // happens from now on is told; what happened before, found.
            _held = watchers(&roots, &send).0;
        }
        if let Some(dirty) = dirty
            && tell.send(dirty).is_err()
        {
            return;
        }
    }
}

/// What an event says of the corpus; `None` when nothing.
fn told(roots: &[Root], event: notify::Result<Event>) -> Option<Dirty> {
    let Ok(event) = event else {
        return Some(Dirty {
            all: true,
            ..Dirty::default()
        });
    };
    let written = AccessKind::Close(AccessMode::Write);
    if matches!(event.kind, EventKind::Access(how) if how != written) {
        return None;
    }
    let all = event.need_rescan();
    let paths = event.paths.into_iter();
    let concern = |path: &PathBuf| roots.iter().any(|root| root.concerns(path));
    let paths: FxHashSet<PathBuf> = paths.filter(concern).collect();
    (all || !paths.is_empty()).then_some(Dirty {
        paths,
        all,
        ..Dirty::default()
    })
}

/// Whether an event tells that a folder of the command line has come (back).
fn is_back(roots: &[Root], event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return false };
    let comes = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let is_root = |path: &PathBuf| {
        roots
            .iter()
            .any(|root| root.is_folder && root.path == *path)
    };
    comes
        && event
            .paths
            .iter()
            .any(|path| is_root(path) && path.is_dir())
}

/// A path of the command line.
#[derive(Debug)]
struct Root {
    path: PathBuf,
    /// What the path leads to, where that is known.
    target: Option<PathBuf>,
    is_folder: bool,
}

impl Root {
    fn of(path: &Path) -> Option<Self> {
        Some(Self {
            path: absolute(path).ok()?,
            target: path.canonicalize().ok(),
            is_folder: path.is_dir(),
        })
    }

    /// The folders to watch. For a folder the one that it lies in as well: it
    /// may be taken away and come back. For a file only that one: many
    /// programs write a new file and give it the old one's name. For a link
    /// also the one that it leads to.
    fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        use RecursiveMode::{NonRecursive, Recursive};
        if self.is_folder {
            let parent = self
                .path
                .parent()
                .map(|parent| (parent.to_owned(), NonRecursive));
            let own = (self.path.clone(), Recursive);
            return std::iter::once(own).chain(parent).collect();
        }
        let parents = [Some(self.path.as_path()), self.target.as_deref()];
        let parents = parents.into_iter().flatten().filter_map(Path::parent);
        let mut folders: Vec<PathBuf> = parents.map(Path::to_owned).collect();
        folders.dedup();
        folders
            .into_iter()
            .map(|folder| (folder, NonRecursive))
            .collect()
    }

    /// Whether changes of the corpus are told only by watching this folder.
    fn needs(&self, folder: &Path) -> bool {
        match self.is_folder {
            true => self.path == folder,
            false => self.folders().iter().any(|(own, _)| own == folder),
        }
    }

    /// Whether what happens to a path can change what the walk finds.
    fn concerns(&self, path: &Path) -> bool {
        if !self.is_folder {
            // Others may write beside it all the time: nothing is asked of the
            // system here.
            return path == self.path || self.target.as_deref() == Some(path);
        }
        let Ok(inner) = path.strip_prefix(&self.path) else {
            return false;
        };
        let hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
        path.file_name() == Some(OsStr::new(".ignore")) || !inner.iter().any(hidden)
    }
}

type Events = Sender<notify::Result<Event>>;

/// Watches everything; what of it can't be.
fn watchers(roots: &[Root], send: &Events) -> (Vec<Box<dyn Watcher>>, Vec<Notice>) {
    let handler = || {
        let send = send.clone();
        move |event| {
            // Nobody listens any more: the program ends.
            let _ = send.send(event);
        }
    };
    let mut told = RecommendedWatcher::new(handler(), Config::default()).ok();
    let mut polled: Option<PollWatcher> = None;
    let mut unwatched = Vec::new();
    for (folder, how) in folders(roots) {
        let by_system = match &mut told {
            Some(watcher) if !is_remote(&folder) => watcher.watch(&folder, how).is_ok(),
            _ => false,
        };
        // A folder beside the corpus is not looked at again and again.
        if by_system || roots.iter().all(|root| !root.needs(&folder)) {
            continue;
        }
        if polled.is_none() {
            let config = Config::default().with_poll_interval(POLL);
            polled = PollWatcher::new(handler(), config).ok();
        }
        let outcome = polled.as_mut().map(|watcher| watcher.watch(&folder, how));
        if !matches!(outcome, Some(Ok(()))) {
            unwatched.push(not_watched(folder));
        }
    }
    let told = told.map(|watcher| Box::new(watcher) as Box<dyn Watcher>);
    let polled = polled.map(|watcher| Box::new(watcher) as Box<dyn Watcher>);
    (told.into_iter().chain(polled).collect(), unwatched)
}

/// The folders of all roots, each once: those with all that is in them first,
/// and what lies in one of these no more.
fn folders(roots: &[Root]) -> Vec<(PathBuf, RecursiveMode)> {
    let whole = |how: &RecursiveMode| *how == RecursiveMode::Recursive;
    let mut all: Vec<_> = roots.iter().flat_map(Root::folders).collect();
    all.sort_by_key(|(folder, how)| (!whole(how), folder.components().count()));
    let mut kept: Vec<(PathBuf, RecursiveMode)> = Vec::new();
    for (folder, how) in all {
        let known = |(other, how): &(PathBuf, RecursiveMode)| match whole(how) {
            true => folder.starts_with(other),
            false => folder == *other,
        };
        if !kept.iter().any(known) {
            kept.push((folder, how));
        }
    }
    kept
}

fn not_watched(folder: PathBuf) -> Notice {
    Notice {
        path: folder,
        line: 0,
        severity: Severity::Info,
        message: "changes here are not seen until the next start".to_owned(),
    }
}

/// Whether others may change files there without this system knowing.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    /// NFS, SMB (three kinds), FUSE, 9P, AFS, Ceph, shared folders of
    /// VirtualBox: `man 2 statfs`, linux/magic.h.
    const REMOTE: [u64; 9] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x0102_1997,
        0x5346_414F,
        0x00C3_6400,
        0x786F_4256,
    ];
    // The kind is a 32-bit number, sign-extended on some systems.
    let kind = rustix::fs::statfs(folder).map(|found| found.f_type as u64 & 0xFFFF_FFFF);
    kind.is_ok_and(|kind| REMOTE.contains(&kind))
}

/// Elsewhere the system's own way knows.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_walk_leaves_out_tells_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Root::of(folder.path()).expect("a root");
        assert!(root.concerns(&folder.path().join("sub/a.txt")));
        assert!(root.concerns(&folder.path().join("sub/.ignore")));
        assert!(!root.concerns(&folder.path().join(".git/index")));
        assert!(!root.concerns(&folder.path().join(".a.txt.swp")));
        assert!(!root.concerns(Path::new("/elsewhere/a.txt")));
        let file = folder.path().join("a.txt");
        let root = Root::of(&file).expect("a root");
        assert!(root.concerns(&file) && !root.concerns(&folder.path().join("b.txt")));
        assert_eq!(root.folders()[0].0, folder.path());
    }

    #[test]
    fn each_folder_is_watched_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).expect("a folder");
        let roots: Vec<Root> = [&inner, folder.path(), &inner.join("a.txt")]
            .into_iter()
            .filter_map(Root::of)
            .collect();
        let parent = folder.path().parent().expect("a folder").to_owned();
        assert_eq!(
            folders(&roots),
            [
                (folder.path().to_owned(), RecursiveMode::Recursive),
                (parent, RecursiveMode::NonRecursive)
            ]
        );
    }

    #[test]
    fn reading_is_no_change() {
        let roots = [Root::of(Path::new("/corpus/a.txt")).expect("a root")];
        let event = |kind| Ok(Event::new(kind).add_path("/corpus/a.txt".into()));
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(told(&roots, event(read)).is_none());
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let dirty = told(&roots, event(written)).expect("a change");
        assert!(dirty.names(Path::new("/corpus/a.txt")));
        assert!(!dirty.names(Path::new("/corpus/b.txt")));
    }
}
