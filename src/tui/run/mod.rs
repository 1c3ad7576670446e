//! The loop: wait for anything, drain it, update, draw at most once, sleep.

mod deeds;
mod heard;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Options;
use super::chores::{self, Chore, Done};
use super::layers::{Question, Row};
use super::message::Message;
use super::model::Model;
use super::terminal::{Encoder, Keyboard, Parser, Session, Signal, read_keys, watch_signals};
use super::threads::{LanesAnswer, LanesRequest, index_thread, lanes_thread, pick_thread};
use super::{keeper, setup, update, view};
use crate::actor::Actor;
use crate::load::Update;
use crate::query::fuzzy::ActorIndex;
use crate::query::worker::{Answer, Found, Newest, Searcher, Worker};
use crate::store::Catalogue;

/// How the interface came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The user quit.
    Quit,
    /// This signal, or the terminal went away (SIGHUP).
    Signal(i32),
}

/// How long an escape byte may wait for the rest of its sequence.
const ESCAPE: Duration = Duration::from_millis(30);
/// Frames that nobody asked for come no closer than this.
const CALM: Duration = Duration::from_millis(50);
/// So long a frame waits for answers that take no longer, as a rule: one frame
/// for a key is less to send than two, and nobody sees the difference.
const SOON: Duration = Duration::from_millis(4);
/// A terminal that answers does so within this.
const ANSWERS: Duration = Duration::from_millis(400);
/// What was given to be kept may take so long to be written at the end.
const LAST_CHORES: Duration = Duration::from_millis(1200);
/// Messages taken before a frame is due.
const BURST: usize = 4096;

/// Takes the terminal over and shows the corpus until the user quits.
///
/// # Errors
/// When the terminal can't be taken over, or no thread can be started.
pub fn run(options: Options) -> io::Result<Ended> {
    // Signals first: one that comes now must not find a raw terminal.
    let (send_signal, signals) = unbounded();
    watch_signals(send_signal)?;
    let (model, places) = setup::model(&options);
    let mut session = Session::start(model.look.mouse)?;
    if model.look.follow_background {
        session.ask_background()?;
    }
    let mut running = Running::new(model, session, options, signals, places)?;
    let ended = running.run();
    running.hear_out();
    running.session.leave();
    running.close();
    Ok(ended)
}

struct Running {
    model: Model,
    session: Session,
    keyboard: Keyboard,
    encoder: Encoder,
    parser: Parser,
    buffer: Buffer,
    signals: Receiver<Signal>,
    bytes: Receiver<Vec<u8>>,
    updates: Receiver<Update>,
    answers: Receiver<Answer>,
    indexes: Receiver<Arc<ActorIndex>>,
    names: Sender<Arc<Catalogue<Actor>>>,
    picker: Newest<Option<Question>>,
    picked: Receiver<(u64, Vec<Row>)>,
    lanes: Sender<LanesRequest>,
    lane_answers: Receiver<LanesAnswer>,
    found: Receiver<Found>,
    searcher: Searcher,
    /// The ticket of the search that goes on.
    search: u64,
    chores: Sender<Chore>,
    done: Receiver<Done>,
    worker: Worker,
    ticket: u64,
    started: Instant,
    drawn: Instant,
    /// When the pending escape byte becomes the Esc key.
    escape_at: Option<Instant>,
    /// What changed since the last frame.
    change: Change,
    /// When the user began to wait for it.
    asked_at: Instant,
    /// What may come soon enough to be drawn with it.
    soon: Soon,
    load: crate::load::Handle,
    session_file: Option<std::path::PathBuf>,
    ended: Option<Ended>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Nothing,
    /// The load went on: can wait a moment.
    Background,
    /// The user waits for it.
    Asked,
}

/// Answers of threads that are drawn with the key that asked for them.
#[derive(Clone, Copy, Default)]
struct Soon {
    /// The rows of a list of actors.
    rows: bool,
    /// The events of a filter, and what they consist of.
    events: bool,
}

impl Running {
    fn new(
        model: Model,
        session: Session,
        options: Options,
        signals: Receiver<Signal>,
        places: chores::Places,
    ) -> io::Result<Self> {
        let (send_bytes, bytes) = crossbeam_channel::bounded(64);
        let keyboard = read_keys(send_bytes)?;
        let (send_answer, answers) = unbounded();
        let worker = Worker::spawn(move |answer| {
            // Nobody listens any more: the program ends.
            let _ = send_answer.send(answer);
        })?;
        let (send_found, found) = unbounded();
        let searcher = Searcher::spawn(move |batch| {
            // Nobody listens any more: the program ends.
            let _ = send_found.send(batch);
        })?;
        let (names, indexes) = index_thread()?;
        let (picker, picked) = pick_thread()?;
        let (lanes, lane_answers) = lanes_thread()?;
        let session_file = places.session.clone();
        let (chores, done) = chores::office(places)?;
        let now = Instant::now();
        Ok(Self {
            model,
            session,
            keyboard,
            encoder: Encoder::default(),
            parser: Parser::default(),
            buffer: Buffer::default(),
            signals,
            bytes,
            updates: options.load.updates.clone(),
            answers,
            indexes,
            names,
            picker,
            picked,
            lanes,
            lane_answers,
            found,
            searcher,
            search: 0,
            chores,
            done,
            worker,
            ticket: 0,
            started: now,
            drawn: now,
            escape_at: None,
            change: Change::Asked,
            asked_at: now,
            soon: Soon::default(),
            load: options.load,
            session_file,
            ended: None,
        })
    }

    fn run(&mut self) -> Ended {
        self.resize();
        self.encoder.invalidate();
        loop {
            self.draw_when_due();
            self.wait();
            for _ in 0..BURST {
                if self.ended.is_some() || !self.take(Duration::ZERO) {
                    break;
                }
            }
            self.passed();
            if let Some(ended) = self.ended {
                self.load.cancel();
                return ended;
            }
        }
    }

    /// An answer of the terminal that is still on its way would be typed into
    /// the shell: it gets a moment, but not where the terminal must be left
    /// at once.
    fn hear_out(&mut self) {
        let asked = self.model.look.follow_background && !self.model.look.background_known;
        if !asked || self.ended != Some(Ended::Quit) || self.started.elapsed() > ANSWERS {
            return;
        }
        let end = Instant::now() + ANSWERS / 4;
        while !self.model.look.background_known {
            match self.bytes.recv_deadline(end) {
                Ok(bytes) => self.keys(Some(bytes)),
                Err(_) => return,
            }
        }
    }

    /// Everything the user gave is on the disk before the program ends, and
    /// the next one begins where this one was left.
    fn close(self) {
        let Self {
            chores,
            done,
            model,
            session_file,
            ..
        } = self;
        drop(chores);
        let end = Instant::now() + LAST_CHORES;
        while done.recv_deadline(end).is_ok() {}
        keeper::leave(&model, session_file.as_deref());
    }

    /// Takes one message, or sleeps until there is one or a deadline passes.
    fn wait(&mut self) {
        // Without a deadline as long as it takes: the sum overflows, which
        // the channels take for "never".
        let patience = self.next_deadline().map_or(Duration::MAX, |at| {
            at.saturating_duration_since(Instant::now())
        });
        self.take(patience);
    }

    /// Takes one message, waiting so long for it; false when none came.
    fn take(&mut self, patience: Duration) -> bool {
        select! {
            recv(self.signals) -> signal => self.signal(signal.ok()),
            recv(self.bytes) -> bytes => self.keys(bytes.ok()),
            recv(self.updates) -> update => self.loaded(update.ok()),
            recv(self.answers) -> answer => self.answered(answer.ok()),
            recv(self.picked) -> rows => self.rows_came(rows.ok()),
            recv(self.indexes) -> index => self.indexed(index.ok()),
            recv(self.done) -> done => self.chore_done(done.ok()),
            recv(self.lane_answers) -> lanes => self.laned(lanes.ok()),
            recv(self.found) -> found => self.hunted(found.ok()),
            default(patience) => return false,
        }
        true
    }

    fn next_deadline(&self) -> Option<Instant> {
        let rest = self.model.rest_at.map(|at| self.started + at);
        let frame = match self.change {
            Change::Nothing => None,
            Change::Background => Some(self.drawn + CALM),
            Change::Asked => Some(self.asked_at + SOON),
        };
        [self.escape_at, rest, frame].into_iter().flatten().min()
    }

    /// Deadlines that have passed.
    fn passed(&mut self) {
        let now = Instant::now();
        if self.escape_at.is_some_and(|at| at <= now) {
            self.escape_at = None;
            let mut inputs = Vec::new();
            self.parser.flush(&mut inputs);
            for input in inputs {
                self.apply(Message::Input(input), Change::Asked);
            }
        }
        if self
            .model
            .rest_at
            .is_some_and(|at| self.started + at <= now)
        {
            self.apply(Message::Rested, Change::Asked);
        }
    }

    fn apply(&mut self, message: Message, change: Change) {
        if change == Change::Asked && self.change != Change::Asked {
            self.asked_at = Instant::now();
        }
        self.change = self.change.max(change);
        self.model.now = self.started.elapsed();
        for command in update::update(&mut self.model, message) {
            self.command(command);
        }
    }

    fn draw_when_due(&mut self) {
        let due = match self.change {
            Change::Nothing => false,
            Change::Background => self.drawn.elapsed() >= CALM,
            Change::Asked => {
                !self.soon.rows && !self.soon.events || self.asked_at.elapsed() >= SOON
            }
        };
        if !due {
            return;
        }
        let (columns, rows) = self.model.size;
        self.buffer.resize(Rect::new(0, 0, columns, rows));
        self.buffer.reset();
        let cursor = view::draw(&self.model, &mut self.buffer);
        let frame = self.encoder.encode(&mut self.buffer, cursor);
        if !frame.is_empty() {
            self.check(|session| session.write(&frame));
        }
        self.change = Change::Nothing;
        self.drawn = Instant::now();
    }
}
