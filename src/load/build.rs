//! The builder: parsed articles in file order become events and actors; at
//! the end the corpus dates what could not be dated alone, and names are
//! found where that was put off.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Instant, SystemTime};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::analyse::{Depth, Ready, Record, resolve};
use super::corrections::{self, Known};
use super::ledger::Ledger;
use super::memory::Memory;
use super::publish::{Clock, PROGRESS, Pending};
use super::read::{self, Event, Place};
use super::reload::Inbox;
use super::remarks::{self, add_conflicts};
use super::shelf::{self, Shelf};
use super::{Cancel, Corpus, Options, Progress, Stage, Updates, cores, give_way, watch};
use crate::actor::{ActorId, Directory, Who};
use crate::dating::{Solver, corrected, is_firm};
use crate::event::{Analysis, Ruling, corrected as ruled, events};
use crate::source::Notice;
use crate::store::pack::Pack;
use crate::store::{Body, Incoming, Snapshot};

/// Files that readers may be ahead of the builder.
const FILES_AHEAD: usize = 256;
/// Articles waiting between two stages.
const QUEUE: usize = 512;
/// Runs a whole load; the caller gives it a thread.
pub fn run(
    corpus: Corpus,
    options: Options,
    updates: &Updates,
    words: &Receiver<Known>,
    cancel: &Cancel,
) {
    let mut builder = Builder::new(updates.clone(), cancel.clone(), options);
    builder.tell();
    // Before anything is read: what changes meanwhile must not be missed.
    let watch = watch::begin(&corpus, &builder.options);
    builder.mark = builder.mark_of(&corpus);
    let (known, notices) = corrections::read(&corpus);
    builder.directory = Directory::under(known.naming.clone());
    builder.known = known;
    builder.notices.extend(notices);
    let opened = SystemTime::now();
    let jobs = builder.walk(&corpus);
    let paths: &[std::path::PathBuf] = match &corpus {
        Corpus::Paths(paths) => paths,
        Corpus::Bundled => &[],
    };
    let (ledger, notices) = Ledger::open(&builder.options, paths, &jobs, opened);
    builder.notices.extend(notices);
    let mut inbox = Inbox::new(&corpus, words, &watch.changes);
    builder.load(&jobs, ledger, Some(&mut inbox));
    drop(jobs);
    builder.stay(inbox);
}

fn analyser(
    raws: &Receiver<(Place, crate::source::RawArticle)>,
    depth: Depth,
    send: &Sender<Event<Ready>>,
) {
    for (place, raw) in raws {
        if send
            .send(Event::Article(place, Box::new(Ready::new(raw, depth))))
            .is_err()
        {
            break;
        }
    }
}

pub(super) struct Builder {
    pub(super) updates: Updates,
    pub(super) cancel: Cancel,
    pub(super) options: Options,
    pub(super) progress: Progress,
    pub(super) clock: Clock,
    pub(super) pending: Pending,
    /// Of reading.
    pub(super) notices: Vec<Notice>,
    /// Of articles, by number.
    pub(super) remarks: BTreeMap<u32, Vec<Notice>>,
    /// The first article whose names were not looked for yet; those after it
    /// wait with it, for actors are numbered in the order of articles.
    pub(super) unnamed: Option<u32>,
    pub(super) snapshot: Snapshot,
    /// What others may still hold. Giving back the memory of an old snapshot
    /// can take longer than a key may, so it is done here, when nobody else
    /// holds it.
    pub(super) shown: Vec<Arc<Snapshot>>,
    pub(super) directory: Directory,
    /// Empty as long as nothing needs to be dated from the corpus.
    pub(super) solver: Solver,
    /// Which articles the solver knows, by number, ascending.
    pub(super) members: Vec<u32>,
    /// Articles that have no firm date of their own, by number.
    pub(super) loose: Vec<u32>,
    pub(super) shelf: Shelf,
    pub(super) ledger: Ledger,
    /// The user's word.
    pub(super) known: Known,
    /// What a view of the whole depends on besides sources and rules.
    pub(super) mark: u64,
    /// How many notices there were before anything was read.
    pub(super) before_reading: usize,
    /// The files as they were read, when they are watched.
    pub(super) memory: Memory,
    /// What can't be watched.
    pub(super) unwatched: Vec<Notice>,
    /// Another one's snapshot is shown while this load runs behind it.
    pub(super) unseen: bool,
    /// Changes are shown that no load anew has taken in.
    pub(super) ahead: bool,
    /// Nothing is loaded anew before, as long as changes can be shown at once.
    pub(super) rested: Instant,
}

impl Builder {
    pub(super) fn new(updates: Updates, cancel: Cancel, options: Options) -> Self {
        Self {
            updates,
            cancel,
            options,
            progress: Progress::default(),
            clock: Clock::default(),
            pending: Pending::default(),
            notices: Vec::new(),
            remarks: BTreeMap::new(),
            unnamed: None,
            snapshot: Snapshot::default(),
            shown: Vec::new(),
            directory: Directory::default(),
            solver: Solver::new(),
            members: Vec::new(),
            loose: Vec::new(),
            shelf: Shelf::default(),
            ledger: Ledger::default(),
            known: Known::default(),
            mark: 0,
            before_reading: 0,
            memory: Memory::default(),
            unwatched: Vec::new(),
            unseen: false,
            ahead: false,
            rested: Instant::now(),
        }
    }

    /// The files there are.
    pub(super) fn walk(&mut self, corpus: &Corpus) -> Vec<read::Job> {
        let (jobs, notices) = read::jobs(corpus, &self.cancel);
        self.found(&jobs, &notices);
        jobs
    }

    /// Takes up what was found by walking.
    pub(super) fn found(&mut self, jobs: &[read::Job], notices: &[Notice]) {
        self.progress.files = jobs.len();
        self.progress.bytes = jobs.iter().map(read::Job::bytes).sum();
        self.progress.walked = true;
        self.notices.extend_from_slice(notices);
    }

    /// Loads all files, to the last snapshot; behind one that is shown, to
    /// just before it. What comes to the inbox while one looks through what
    /// was kept is not left waiting.
    pub(super) fn load(
        &mut self,
        jobs: &[read::Job],
        ledger: Ledger,
        inbox: Option<&mut Inbox<'_>>,
    ) {
        self.before_reading = self.notices.len();
        let stored_packs = ledger.packs();
        // Files of the cache folder are made once something must be read.
        self.shelf = Shelf::new(shelf::temporary(), &stored_packs);
        self.ledger = ledger;
        self.tell();
        if self.restore(jobs, inbox) {
            self.secure(jobs);
            self.ledger.close();
            self.enter(Stage::Done);
            return;
        }
        self.stand_back();
        self.shelf = Shelf::new(self.ledger.fresh(), &stored_packs);
        self.read_all(jobs, &stored_packs);
        self.finish(jobs);
    }

    /// From now on whoever answers keys goes first. What was kept is shown
    /// before that: somebody waits for it.
    pub(super) fn stand_back(&mut self) {
        if std::mem::take(&mut self.options.behind) {
            give_way();
        }
    }

    /// Reads all files and takes what is found in them.
    fn read_all(&mut self, jobs: &[read::Job], stored_packs: &[Arc<Pack>]) {
        let least = self.options.dates_first;
        let large = least.is_some_and(|least| self.progress.bytes >= least);
        // Behind a snapshot that is shown nobody waits for dates.
        let names_later = large && !self.unseen;
        let depth = match self.options.depth {
            Depth::Whole if names_later => Depth::Dates,
            depth => depth,
        };
        let stored = self.ledger.stored.clone();
        let next = AtomicUsize::new(0);
        let work = read::Work {
            jobs,
            stored: &stored,
            packs: stored_packs,
            gather: self.ledger.gather(),
            depth,
            next: &next,
        };
        let threads = cores();
        let (give_ticket, tickets) = bounded(FILES_AHEAD);
        for _ in 0..FILES_AHEAD {
            // Room for every ticket was just made.
            let _ = give_ticket.send(());
        }
        let (raw, raws) = bounded::<(Place, crate::source::RawArticle)>(QUEUE);
        let (send, receive) = bounded(QUEUE);
        let cancel = self.cancel.clone();
        std::thread::scope(|scope| {
            let readers = threads.min(jobs.len().max(1));
            for _ in 0..readers {
                let (tickets, raw, send) = (tickets.clone(), raw.clone(), send.clone());
                let (work, cancel) = (&work, &cancel);
                scope.spawn(move || read::reader(work, &tickets, &raw, &send, cancel));
            }
            for _ in 0..threads {
                let (raws, send) = (raws.clone(), send.clone());
                scope.spawn(move || analyser(&raws, depth, &send));
            }
            drop((raw, raws, send));
            self.receive(&receive, &give_ticket, jobs.len());
            // Whoever still waits for a ticket or for room goes home.
            drop((give_ticket, receive));
        });
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
        if !record.is_named() && self.options.depth == Depth::Whole {
            self.unnamed.get_or_insert(number);
        }
        let stored = match record {
            Record::Fresh(record, names) => self.shelf.add(record, names),
            Record::Stored(packed) => Some(packed),
        };
        self.ledger.article(stored);
        if self.unnamed.is_some() {
            analysis.who = Who::default();
        }
        let firm = is_firm(&analysis.dating);
        if !firm {
            self.loose.push(number);
        }
        let amended = self.apply_dates(&mut analysis, firm) | self.divide(&mut analysis);
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
        self.pending.add(incoming);
    }

    /// The user's word on the date of an article, and where its own dates
    /// contradict its day; whether that changed anything.
    pub(super) fn apply_dates(&self, analysis: &mut Analysis, firm: bool) -> bool {
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
        amended
    }

    /// The user's word on who is to be taken apart; whether that changed
    /// anything.
    pub(super) fn divide(&self, analysis: &mut Analysis) -> bool {
        if self.known.naming.divides_nobody() {
            return false;
        }
        let who = std::mem::take(&mut analysis.who);
        let apart = self.known.naming.apart(&analysis.article.text, who.clone());
        let divided = apart != who;
        analysis.who = apart;
        divided
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
        let mut remarks = remarks::of(analysis);
        remarks.extend(
            idle.into_iter()
                .map(|at| remarks::idle_ruling(analysis, &rulings[at])),
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

    /// Meanings and events under a new dating or other words on names.
    pub(super) fn tell_anew(&mut self, number: u32, analysis: &mut Analysis) {
        analysis.resolutions = resolve(&analysis.article, &analysis.mentions, &analysis.dating);
        let ids = self.directory.lookup(&analysis.who);
        self.tell_events(number, analysis, &ids);
    }
}
