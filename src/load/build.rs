//! The builder: parsed articles in file order become events, actors and
//! snapshots; at the end the corpus dates what could not be dated alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::analyse::{Parsed, parse, resolve};
use super::corrections::{self, Known};
use super::read::{self, Event, Place};
use super::{Cancel, Corpus, Options, Progress, Stage, Update, Updates, cores};
use crate::actor::{Actor, Directory};
use crate::dating::{Solver, corrected};
use crate::event::{Analysis, Ruling, corrected as ruled, events};
use crate::source::{Notice, Severity};
use crate::store::{ArticleId, Snapshot};

/// Files that readers may be ahead of the builder.
const FILES_AHEAD: usize = 256;
/// Articles waiting between two stages.
const QUEUE: usize = 512;
/// The first snapshots come this fast, later ones slower: making one must
/// stay a small part of the work.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(40);
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
    let mut builder = Builder::new(updates.clone(), cancel.clone());
    builder.tell();
    let (known, notices) = corrections::read(&corpus);
    builder.directory = Directory::under(known.naming.clone());
    builder.known = known;
    builder.notices.extend(notices);
    let (jobs, notices) = read::jobs(&corpus, cancel);
    builder.progress.files = jobs.len();
    builder.progress.bytes = jobs.iter().map(read::Job::bytes).sum();
    builder.progress.walked = true;
    for notice in notices {
        builder.notices.push(notice);
    }
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
    std::thread::scope(|scope| {
        let readers = threads.min(jobs.len().max(1));
        for _ in 0..readers {
            let (tickets, raw, send) = (tickets.clone(), raw.clone(), send.clone());
            let (jobs, next) = (&jobs, &next);
            scope.spawn(move || read::reader(jobs, next, &tickets, &raw, &send, cancel));
        }
        for _ in 0..threads {
            let (raws, send) = (raws.clone(), send.clone());
            scope.spawn(move || analyser(&raws, &send));
        }
        drop((raw, raws, send));
        builder.receive(&receive, &give_ticket, jobs.len());
        // Whoever still waits for a ticket or for room goes home.
        drop((give_ticket, receive));
    });
    builder.finish(options);
    while let Ok(first) = words.recv() {
        let newest = words.try_iter().last().unwrap_or(first);
        if cancel.is_cancelled() {
            break;
        }
        builder.revise(newest, options);
    }
}

fn analyser(raws: &Receiver<(Place, crate::source::RawArticle)>, send: &Sender<Event<Parsed>>) {
    for (place, raw) in raws {
        if send
            .send(Event::Article(place, Box::new(parse(raw))))
            .is_err()
        {
            break;
        }
    }
}

pub(super) struct Builder {
    updates: Updates,
    cancel: Cancel,
    pub(super) progress: Progress,
    started: Instant,
    told: Instant,
    published: Instant,
    pending: Vec<Arc<Analysis>>,
    /// Of reading; what dating has to tell is added at the end.
    notices: Vec<Notice>,
    pub(super) snapshot: Snapshot,
    pub(super) directory: Directory,
    pub(super) solver: Solver,
    /// The user's word.
    pub(super) known: Known,
}

impl Builder {
    fn new(updates: Updates, cancel: Cancel) -> Self {
        let now = Instant::now();
        Self {
            updates,
            cancel,
            progress: Progress::default(),
            started: now,
            told: now,
            published: now,
            pending: Vec::new(),
            notices: Vec::new(),
            snapshot: Snapshot::default(),
            directory: Directory::default(),
            solver: Solver::new(),
            known: Known::default(),
        }
    }

    /// Takes everything the readers and analysers send, in file order.
    fn receive(&mut self, events: &Receiver<Event<Parsed>>, tickets: &Sender<()>, files: usize) {
        let mut waiting: BTreeMap<Place, Result<Box<Parsed>, Notice>> = BTreeMap::new();
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        let mut place = (0, 0);
        while place.0 < files && !self.cancel.is_cancelled() {
            match events.recv_timeout(PROGRESS) {
                Ok(Event::Article(at, parsed)) => drop(waiting.insert(at, Ok(parsed))),
                Ok(Event::Notice(at, notice)) => drop(waiting.insert(at, Err(notice))),
                Ok(Event::Bytes(bytes)) => self.progress.bytes_done += bytes,
                Ok(Event::End(file, count)) => drop(ends.insert(file, count)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            loop {
                match waiting.remove(&place) {
                    Some(Ok(parsed)) => self.add(*parsed),
                    Some(Err(notice)) => self.notices.push(notice),
                    None if ends.get(&place.0) == Some(&place.1) => {
                        ends.remove(&place.0);
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

    fn add(&mut self, parsed: Parsed) {
        let Parsed {
            article,
            mentions,
            alone,
            mut resolutions,
            who,
        } = parsed;
        self.solver.add(&article, &mentions, &alone);
        let mut dating = alone;
        if let Some(&day) = self.known.dates.get(&article.id) {
            self.solver.correct(self.progress.articles, Some(day));
            dating = corrected(day, &dating);
            resolutions = resolve(&article, &mentions, &dating);
        }
        let who = self.known.naming.apart(&article.text, who);
        let ids = self.directory.intern(&who);
        let mut analysis = Analysis {
            article,
            mentions,
            resolutions,
            who,
            ids,
            dating,
            events: Vec::new(),
        };
        self.tell_events(&mut analysis);
        self.progress.events += analysis.events.len();
        self.progress.articles += 1;
        self.pending.push(Arc::new(analysis));
    }

    /// The events of an article, under the user's word on them.
    pub(super) fn tell_events(&self, analysis: &mut Analysis) {
        let events = events(
            &analysis.article,
            &analysis.mentions,
            &analysis.resolutions,
            &analysis.who,
            &analysis.ids,
            &analysis.dating,
        );
        let rulings = self.rulings(analysis);
        (analysis.events, _) = ruled(&analysis.article.text, events, rulings);
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
        if !self.pending.is_empty() && self.published.elapsed() >= patience {
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
        let (actors, notices) = self.tables();
        self.snapshot = self.snapshot.extended(pending, actors, notices);
        self.send();
    }

    pub(super) fn tables(&self) -> (Arc<Vec<Actor>>, Arc<Vec<Notice>>) {
        (
            Arc::new(self.directory.actors.clone()),
            Arc::new(self.notices.clone()),
        )
    }

    fn send(&mut self) {
        self.progress.events = self.snapshot.len();
        let _ = self
            .updates
            .send(Update::Snapshot(Arc::new(self.snapshot.clone())));
        self.published = Instant::now();
    }

    /// Corpus-wide dating, the notices that follow from it, the last
    /// snapshot.
    fn finish(&mut self, options: Options) {
        self.publish();
        if !options.alone && !self.cancel.is_cancelled() {
            self.progress.stage = Stage::Dating;
            self.tell();
            let changes = self.redated();
            let (actors, notices) = self.tables();
            self.snapshot = self.snapshot.replaced(changes, actors, notices);
        }
        self.conclude();
    }

    /// Solves; the articles whose dating changed.
    fn redated(&mut self) -> Vec<(ArticleId, Arc<Analysis>)> {
        let mut changes = Vec::new();
        for (index, dating) in self.solver.solve() {
            let id = ArticleId(index as u32);
            if let Some(old) = self.snapshot.articles.get(id) {
                let mut analysis = Analysis {
                    dating,
                    ..(**old).clone()
                };
                self.tell_anew(&mut analysis);
                changes.push((id, Arc::new(analysis)));
            }
        }
        changes
    }

    /// Meanings and events under a new dating.
    pub(super) fn tell_anew(&self, analysis: &mut Analysis) {
        analysis.resolutions = resolve(&analysis.article, &analysis.mentions, &analysis.dating);
        self.tell_events(analysis);
    }

    /// The notices that follow from the dating, the last snapshot.
    pub(super) fn conclude(&mut self) {
        let mut all = self.notices.clone();
        for (_, analysis) in self.snapshot.articles.iter() {
            all.extend(notices_of(analysis));
            all.extend(self.idle(analysis));
        }
        let (actors, _) = self.tables();
        self.snapshot = self
            .snapshot
            .extended(Vec::new(), actors, Arc::new(all))
            .compacted();
        self.send();
        self.progress.stage = Stage::Done;
        self.tell();
    }

    /// Rulings that concern no event of their article.
    fn idle(&self, analysis: &Analysis) -> Vec<Notice> {
        let rulings = self.rulings(analysis);
        if rulings.is_empty() {
            return Vec::new();
        }
        let events = events(
            &analysis.article,
            &analysis.mentions,
            &analysis.resolutions,
            &analysis.who,
            &analysis.ids,
            &analysis.dating,
        );
        let (_, idle) = ruled(&analysis.article.text, events, rulings);
        let told = idle.into_iter().map(|at| Notice {
            path: analysis.article.id.clone().into(),
            line: analysis.article.line,
            severity: Severity::Warning,
            message: format!(
                "a correction concerns no event here: {}",
                rulings[at].sentence
            ),
        });
        told.collect()
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
