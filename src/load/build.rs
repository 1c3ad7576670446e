//! The builder: parsed articles in file order become events, actors and
//! snapshots; at the end the corpus dates what could not be dated alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::analyse::{Ready, Record, resolve};
use super::corrections::{self, Known};
use super::ledger::{Ledger, Was};
use super::read::{self, Event, Place};
use super::shelf::Shelf;
use super::{Cancel, Corpus, Options, Progress, Stage, Update, Updates, cores};
use crate::actor::{ActorId, Directory};
use crate::dating::{Solver, conflicts, corrected, is_firm};
use crate::event::{Analysis, Ruling, corrected as ruled, events};
use crate::source::{Notice, Severity};
use crate::store::{Body, Incoming, Snapshot, Tables};

/// Files that readers may be ahead of the builder.
const FILES_AHEAD: usize = 256;
/// Articles waiting between two stages.
const QUEUE: usize = 512;
/// The first snapshots come this fast, later ones slower: making one must
/// stay a small part of the work.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(40);
/// Events that wait for a snapshot at most: what waits takes room.
const EVENTS_WAITING: usize = 1 << 16;
/// Progress is told this often.
const PROGRESS: Duration = Duration::from_millis(80);

/// Runs a whole load; the caller gives it a thread.
pub fn run(
    corpus: Corpus,
    options: Options,
    updates: &Updates,
    words: &Receiver<Known>,
    cancel: &Cancel,
) {
    let dates_only = options.dates_only;
    let mut builder = Builder::new(updates.clone(), cancel.clone(), options);
    builder.tell();
    let (known, notices) = corrections::read(&corpus);
    builder.directory = Directory::under(known.naming.clone());
    builder.known = known;
    builder.notices.extend(notices);
    let (jobs, notices) = read::jobs(&corpus, cancel);
    builder.progress.files = jobs.len();
    builder.progress.bytes = jobs.iter().map(read::Job::bytes).sum();
    builder.progress.walked = true;
    builder.notices.extend(notices);
    let paths: &[std::path::PathBuf] = match &corpus {
        Corpus::Paths(paths) => paths,
        Corpus::Bundled => &[],
    };
    let (mut ledger, notices) = Ledger::open(&builder.options, paths, &jobs);
    builder.notices.extend(notices);
    let packs = ledger.packs();
    builder.shelf = Shelf::new(ledger.fresh(), &packs);
    let stored = ledger.stored.clone();
    let gather = ledger.gather();
    builder.ledger = ledger;
    builder.tell();
    let threads = cores();
    let next = AtomicUsize::new(0);
    let (give_ticket, tickets) = bounded(FILES_AHEAD);
    for _ in 0..FILES_AHEAD {
        // Room for every ticket was just made.
        let _ = give_ticket.send(());
    }
    let (raw, raws) = bounded::<(Place, crate::source::RawArticle)>(QUEUE);
    let (send, receive) = bounded(QUEUE);
    let work = read::Work {
        jobs: &jobs,
        stored: &stored,
        packs: &packs,
        gather,
        next: &next,
    };
    std::thread::scope(|scope| {
        let readers = threads.min(jobs.len().max(1));
        for _ in 0..readers {
            let (tickets, raw, send) = (tickets.clone(), raw.clone(), send.clone());
            let work = &work;
            scope.spawn(move || read::reader(work, &tickets, &raw, &send, cancel));
        }
        for _ in 0..threads {
            let (raws, send) = (raws.clone(), send.clone());
            scope.spawn(move || analyser(&raws, dates_only, &send));
        }
        drop((raw, raws, send));
        builder.receive(&receive, &give_ticket, jobs.len());
        // Whoever still waits for a ticket or for room goes home.
        drop((give_ticket, receive));
    });
    drop((stored, packs));
    builder.finish(&jobs);
    drop(jobs);
    while let Ok(first) = words.recv() {
        let newest = words.try_iter().last().unwrap_or(first);
        if cancel.is_cancelled() {
            break;
        }
        builder.revise(newest);
    }
}

fn analyser(
    raws: &Receiver<(Place, crate::source::RawArticle)>,
    dates_only: bool,
    send: &Sender<Event<Ready>>,
) {
    for (place, raw) in raws {
        if send
            .send(Event::Article(place, Box::new(Ready::new(raw, dates_only))))
            .is_err()
        {
            break;
        }
    }
}

pub(super) struct Builder {
    updates: Updates,
    pub(super) cancel: Cancel,
    pub(super) options: Options,
    pub(super) progress: Progress,
    started: Instant,
    told: Instant,
    published: Instant,
    pending: Vec<Incoming>,
    events_pending: usize,
    /// Of reading.
    notices: Vec<Notice>,
    /// Of articles, by number.
    remarks: BTreeMap<u32, Vec<Notice>>,
    pub(super) snapshot: Snapshot,
    pub(super) directory: Directory,
    /// Empty as long as nothing needs to be dated from the corpus.
    pub(super) solver: Solver,
    /// Which articles the solver knows, by number, ascending.
    pub(super) members: Vec<u32>,
    /// Articles that have no firm date of their own, by number.
    pub(super) loose: Vec<u32>,
    pub(super) shelf: Shelf,
    ledger: Ledger,
    /// The user's word.
    pub(super) known: Known,
}

impl Builder {
    fn new(updates: Updates, cancel: Cancel, options: Options) -> Self {
        let now = Instant::now();
        Self {
            updates,
            cancel,
            options,
            progress: Progress::default(),
            started: now,
            told: now,
            published: now,
            pending: Vec::new(),
            events_pending: 0,
            notices: Vec::new(),
            remarks: BTreeMap::new(),
            snapshot: Snapshot::default(),
            directory: Directory::default(),
            solver: Solver::new(),
            members: Vec::new(),
            loose: Vec::new(),
            shelf: Shelf::default(),
            ledger: Ledger::default(),
            known: Known::default(),
        }
    }

    /// Takes everything the readers and analysers send, in file order.
    fn receive(&mut self, events: &Receiver<Event<Ready>>, tickets: &Sender<()>, files: usize) {
        let mut waiting: BTreeMap<Place, Result<Box<Ready>, Notice>> = BTreeMap::new();
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        let mut place = (0, 0);
        while place.0 < files && !self.cancel.is_cancelled() {
            match events.recv_timeout(PROGRESS) {
                Ok(Event::Article(at, ready)) => drop(waiting.insert(at, Ok(ready))),
                Ok(Event::Notice(at, notice)) => drop(waiting.insert(at, Err(notice))),
                Ok(Event::Remark(notice)) => self.notices.push(notice),
                Ok(Event::Bytes(bytes)) => self.progress.bytes_done += bytes,
                Ok(Event::End(file, count)) => drop(ends.insert(file, count)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            loop {
                match waiting.remove(&place) {
                    Some(Ok(ready)) => self.add(*ready),
                    Some(Err(notice)) => {
                        self.ledger.notice(&notice);
                        self.notices.push(notice);
                    }
                    None if ends.get(&place.0) == Some(&place.1) => {
                        ends.remove(&place.0);
                        self.ledger.end();
                        self.progress.files_done += 1;
                        let _ = tickets.try_send(());
                        place = (place.0 + 1, 0);
                        continue;
                    }
                    None => break,
                }
                place.1 += 1;
            }
            self.keep_in_touch();
        }
    }

    fn add(&mut self, ready: Ready) {
        let Ready {
            mut analysis,
            record,
        } = ready;
        let number = self.progress.articles as u32;
        let was = Was::of(&record);
        let stored = match record {
            Record::Fresh(record) => self.shelf.add(record),
            Record::Stored(packed) => Some(packed),
        };
        self.ledger.article(was, stored);
        let firm = is_firm(&analysis.dating);
        if !firm {
            self.loose.push(number);
        }
        let amended = self.apply_word(&mut analysis, firm);
        let ids = self.directory.intern(&analysis.who);
        self.tell_events(number, &mut analysis, &ids);
        self.progress.events += analysis.events.len();
        self.progress.articles += 1;
        let mut incoming = Incoming {
            body: Body::Packed(Default::default()),
            id: analysis.article.id.clone(),
            source: analysis.article.source.clone().unwrap_or_default(),
            events: std::mem::take(&mut analysis.events),
        };
        incoming.body = match stored.map(Body::Packed) {
            Some(body) if amended => self.shelf.amend(analysis, &body),
            Some(body) => body,
            None => Body::Live(Arc::new(analysis)),
        };
        self.events_pending += incoming.events.len();
        self.pending.push(incoming);
    }

    /// The user's word on the date of an article and on names, and where its
    /// own dates contradict its day; whether that changed anything.
    fn apply_word(&self, analysis: &mut Analysis, firm: bool) -> bool {
        let mut amended = false;
        let given = self.known.dates.get(&analysis.article.id);
        if let Some(&day) = given {
            analysis.dating = corrected(day, &analysis.dating);
            analysis.resolutions = resolve(&analysis.article, &analysis.mentions, &analysis.dating);
            amended = true;
        }
        if !self.options.alone && (firm || given.is_some()) {
            amended |= add_conflicts(analysis);
        }
        if !self.known.naming.divides_nobody() {
            let who = std::mem::take(&mut analysis.who);
            let apart = self.known.naming.apart(&analysis.article.text, who.clone());
            amended |= apart != who;
            analysis.who = apart;
        }
        amended
    }

    /// The events of an article, under the user's word on them, and what is
    /// to be remarked on it.
    pub(super) fn tell_events(&mut self, number: u32, analysis: &mut Analysis, ids: &[ActorId]) {
        let events = events(
            &analysis.article,
            &analysis.mentions,
            &analysis.resolutions,
            &analysis.who,
            ids,
            &analysis.dating,
        );
        let rulings = self.rulings(analysis);
        let (events, idle) = ruled(&analysis.article.text, events, rulings);
        let mut remarks = notices_of(analysis);
        remarks.extend(
            idle.into_iter()
                .map(|at| idle_ruling(analysis, &rulings[at])),
        );
        analysis.events = events;
        match remarks.is_empty() {
            true => drop(self.remarks.remove(&number)),
            false => drop(self.remarks.insert(number, remarks)),
        }
    }

    fn rulings(&self, analysis: &Analysis) -> &[Ruling] {
        let found = self.known.rulings.get(&analysis.article.id);
        found.map_or(&[], Vec::as_slice)
    }

    /// Progress often, snapshots at growing distances.
    fn keep_in_touch(&mut self) {
        if self.told.elapsed() >= PROGRESS {
            self.tell();
        }
        let patience = FIRST_SNAPSHOT.max(self.started.elapsed() / 6);
        let due = self.published.elapsed() >= patience;
        if !self.pending.is_empty() && (due || self.events_pending >= EVENTS_WAITING) {
            self.publish();
        }
    }

    pub(super) fn tell(&mut self) {
        self.told = Instant::now();
        self.progress.elapsed = self.started.elapsed();
        // Nobody listening means the load was dropped; `cancel` says so too.
        let _ = self.updates.send(Update::Progress(self.progress));
    }

    fn publish(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        self.events_pending = 0;
        let tables = self.tables();
        self.snapshot = self.snapshot.grown(pending, tables);
        self.send();
    }

    /// Actors and notices as they now are; everything put away is readable.
    pub(super) fn tables(&mut self) -> Tables {
        self.shelf.flush();
        self.notices.extend(self.shelf.trouble());
        Tables {
            actors: Arc::new(self.directory.actors.clone()),
            notices: Arc::new(self.notices.clone()),
            packs: self.shelf.packs().clone(),
        }
    }

    pub(super) fn send(&mut self) {
        self.progress.events = self.snapshot.len();
        let _ = self
            .updates
            .send(Update::Snapshot(Arc::new(self.snapshot.clone())));
        self.published = Instant::now();
    }

    /// Corpus-wide dating, the notices that follow from it, the last
    /// snapshot.
    fn finish(&mut self, jobs: &[read::Job]) {
        self.publish();
        if !self.cancel.is_cancelled() {
            let trouble = self.ledger.commit(jobs, self.shelf.fresh());
            self.notices.extend(trouble);
        }
        if self.needs_corpus() && !self.cancel.is_cancelled() {
            self.progress.stage = Stage::Dating;
            self.tell();
            self.date_from_corpus();
        }
        self.conclude();
    }

    /// Meanings and events under a new dating or other words on names.
    pub(super) fn tell_anew(&mut self, number: u32, analysis: &mut Analysis) {
        analysis.resolutions = resolve(&analysis.article, &analysis.mentions, &analysis.dating);
        let ids = self.directory.lookup(&analysis.who);
        self.tell_events(number, analysis, &ids);
    }

    /// The remarks on articles among the notices, the last snapshot.
    pub(super) fn conclude(&mut self) {
        let mut tables = self.tables();
        let all = Arc::make_mut(&mut tables.notices);
        all.extend(self.remarks.values().flatten().cloned());
        self.snapshot = self.snapshot.retold(tables).compacted();
        self.send();
        self.progress.stage = Stage::Done;
        self.tell();
    }
}

/// Adds where an article's own dates contradict its day; whether anything
/// was added.
pub(super) fn add_conflicts(analysis: &mut Analysis) -> bool {
    let Some(day) = analysis.dating.published else {
        return false;
    };
    let known = &mut analysis.dating.conflicts;
    let before = known.len();
    for conflict in conflicts(&analysis.article, &analysis.mentions, day) {
        if !known.contains(&conflict) {
            known.push(conflict);
        }
    }
    known.len() > before
}

/// A ruling that concerns no event of its article.
fn idle_ruling(analysis: &Analysis, ruling: &Ruling) -> Notice {
    Notice {
        path: analysis.article.id.clone().into(),
        line: analysis.article.line,
        severity: Severity::Warning,
        message: format!("a correction concerns no event here: {}", ruling.sentence),
    }
}

/// What could not be dated or resolved in an article.
fn notices_of(analysis: &Analysis) -> Vec<Notice> {
    let article = &analysis.article;
    let notice = |severity, message| Notice {
        path: article.id.clone().into(),
        line: article.line,
        severity,
        message,
    };
    let dating = &analysis.dating;
    let conflicts = dating
        .conflicts
        .iter()
        .map(|conflict| notice(Severity::Warning, conflict.clone()));
    let mut notices: Vec<Notice> = conflicts.collect();
    if dating.published.is_none() {
        let best = dating.alternatives.first().map(|c| {
            format!(
                "; the likeliest day is {} ({:.0} %)",
                c.day,
                c.confidence * 100.0
            )
        });
        let message = format!("no publication date{}", best.unwrap_or_default());
        notices.push(notice(Severity::Warning, message));
        let waiting = analysis
            .resolutions
            .iter()
            .filter(|r| r.value.to_string().starts_with("XXXX"))
            .count();
        if waiting > 0 {
            let message = format!("{waiting} date expressions wait for the publication date");
            notices.push(notice(Severity::Info, message));
        }
    }
    notices
}
