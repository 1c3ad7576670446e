//! The state of the interface, and nothing else: no terminal, no threads.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::chores::Export;
use super::hunt::Hunt;
use super::keymap::Keymap;
use super::layers::Layer;
use super::layout::{Areas, Border, Pane, Panes, TWO_PANES};
use super::notebook::Notebook;
use super::reading::Reading;
use super::terminal::Input;
use super::theme::Theme;
use crate::actor::ActorId;
use crate::dating::corrections::{Correction, Corrections, Word};
use crate::keep::Session;
use crate::load::Progress;
use crate::query::fuzzy::ActorIndex;
use crate::query::{Facets, Filter};
use crate::source::Notice;
use crate::store::{ArticleId, EventRef, Selection, Snapshot};
use crate::timex::Day;
use crate::tui::update::reloaded::Next;

/// An event by name: its article and its number there. Holds from snapshot to
/// snapshot.
pub type EventId = (ArticleId, u32);

/// Everything that the screen is made from.
pub struct Model {
    /// Since the start, as of the last message.
    pub now: Duration,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What is shown and how.
    pub look: Look,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// Name of the corpus.
    pub title: String,
    /// Whether it is the sample inside the program.
    pub bundled: bool,
    /// The corpus so far.
    pub snapshot: Arc<Snapshot>,
    /// The snapshot of the last question to the worker.
    pub asked: Option<Arc<Snapshot>>,
    /// The corpus loaded anew, until it is shown.
    pub next: Option<Next>,
    /// The events shown; belongs to `snapshot`.
    pub selection: Selection,
    /// What they consist of.
    pub facets: Arc<Facets>,
    /// The filter in force (its selection may still be on its way).
    pub filter: Filter,
    /// The filter of `selection`.
    pub shown_filter: Filter,
    /// Filters before each change, the last one last.
    pub undo: Vec<Filter>,
    /// The names, searchable.
    pub index: Arc<ActorIndex>,
    /// How far the load is.
    pub progress: Progress,
    /// Whether the load goes on.
    pub loading: bool,
    /// The timeline.
    pub list: List,
    /// The article pane.
    pub reading: Reading,
    /// Which panes there are.
    pub panes: Panes,
    /// The line between panes that the mouse holds.
    pub dragged: Option<Border>,
    /// The row of the filter pane.
    pub facet: usize,
    /// The days of the strip when it is zoomed.
    pub zoom: Option<(Day, Day)>,
    /// The search of the bodies.
    pub hunt: Option<Hunt>,
    /// Places visited.
    pub history: History,
    /// Bookmarks, tags, notes, views.
    pub notebook: Notebook,
    /// Pinned actors.
    pub lanes: Lanes,
    /// The event to compare another with.
    pub compare: Option<EventId>,
    /// An export that waits for a word.
    pub pending: Option<Export>,
    /// The session found, as it was.
    pub found_session: Option<Session>,
    /// The session to be taken up when the corpus is loaded.
    pub restore: Option<Session>,
    /// The user's corrections.
    pub words: Words,
    /// What is wrong with the user's own files of settings, keys, themes and
    /// notes; that of corrections is among the notices of the corpus.
    pub faults: Vec<Notice>,
    /// What lies above the panes; the last one gets the keys.
    pub layers: Vec<Layer>,
    /// The number of the last question for actors.
    pub question: u64,
    /// Whether a list of actors is open.
    pub picking: bool,
    /// What was typed ahead of the rows that it is meant for.
    pub ahead: VecDeque<Input>,
    /// Nobody looks for actors any more.
    pub rows_ended: bool,
    /// What the status line says instead of the hints.
    pub said: Option<Said>,
    /// When the moved cursor may be followed by the other panes.
    pub rest_at: Option<Duration>,
    /// When the cursor last moved by a step.
    pub stepped_at: Option<Duration>,
}

/// The user's corrections, as the file of this corpus holds them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All of them.
    pub given: Corrections,
    /// What each change in this session replaced: what one takes back first.
    pub undo: Vec<(Word, Option<Correction>)>,
    /// Why none can be kept: the file has a fault.
    pub fault: Option<String>,
}

/// Actors with a strip of their own.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// Who.
    pub actors: Vec<ActorId>,
    /// Their events in all of the corpus, one each; fewer while they are on
    /// their way.
    pub selections: Vec<Selection>,
}

/// The place in the timeline.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Position of the selected event.
    pub cursor: usize,
    /// Position that the lines below the timeline tell of: the cursor's, but
    /// while a key is held the one before.
    pub followed: usize,
    /// Position of the first event on the screen.
    pub top: usize,
    /// The event last chosen on purpose: what the cursor returns to when
    /// filters come and go. `None` until the first move.
    pub anchor: Option<EventId>,
}

/// Looks that can be changed while running.
pub struct Look {
    /// The themes to step through.
    pub themes: Vec<Theme>,
    /// The one in force.
    pub theme: usize,
    /// Whether the terminal's answer about its background chooses the theme.
    pub follow_background: bool,
    /// Whether the terminal has said something of its background.
    pub background_known: bool,
    /// Whether mouse reports are on.
    pub mouse: bool,
    /// Beside each event.
    pub column: Column,
    /// Lines and marks.
    pub ascii: bool,
}

impl Look {
    /// The theme in force.
    pub fn theme(&self) -> &Theme {
        &self.themes[self.theme.min(self.themes.len() - 1)]
    }
}

/// What stands beside each event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Speaker and actors.
    Actors,
    /// The outlet.
    Source,
    /// Nothing.
    Nothing,
}

/// A word from the program in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
}

/// Places visited, as in a browser.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Behind.
    pub back: Vec<EventId>,
    /// Ahead.
    pub forward: Vec<EventId>,
}

/// Places remembered.
const LONGEST_HISTORY: usize = 200;

impl History {
    /// Remembers a place before a jump.
    pub fn leave(&mut self, place: EventId) {
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > LONGEST_HISTORY {
            self.back.remove(0);
        }
        self.forward.clear();
    }
}

impl Model {
    /// An empty screen, before anything is loaded.
    pub fn new(title: String, bundled: bool, look: Look, keymap: Keymap, share: u16) -> Self {
        Self {
            now: Duration::ZERO,
            size: (80, 24),
            look,
            keymap: Arc::new(keymap),
            title,
            bundled,
            snapshot: Arc::default(),
            asked: None,
            next: None,
            selection: Selection::default(),
            facets: Arc::default(),
            filter: Filter::default(),
            shown_filter: Filter::default(),
            undo: Vec::new(),
            index: Arc::default(),
            progress: Progress::default(),
            loading: true,
            list: List::default(),
            reading: Reading::default(),
            panes: Panes::new(share),
            dragged: None,
            facet: 0,
            zoom: None,
            hunt: None,
            history: History::default(),
            notebook: Notebook::default(),
            lanes: Lanes::default(),
            compare: None,
            pending: None,
            found_session: None,
            restore: None,
            words: Words::default(),
            faults: Vec::new(),
            layers: Vec::new(),
            question: 0,
            picking: false,
            ahead: VecDeque::new(),
            rows_ended: false,
            said: None,
            rest_at: None,
            stepped_at: None,
        }
    }

    /// Where everything is on the screen.
    pub fn areas(&self) -> Areas {
        let areas = Areas::of(self.size, &self.panes);
        match self.layers.last() {
            Some(Layer::Finder(finder)) if finder.kind.filters() && self.size.0 >= TWO_PANES => {
                let panes = Panes {
                    covered: areas.list_columns(self.size.0),
                    ..self.panes
                };
                Areas::of(self.size, &panes)
            }
            _ => areas,
        }
    }

    /// The selected event.
    pub fn event(&self) -> Option<EventRef<'_>> {
        self.event_at(self.list.cursor)
    }

    /// The event at a position of the timeline.
    pub fn event_at(&self, position: usize) -> Option<EventRef<'_>> {
        self.snapshot.event_at(&self.selection, position)
    }

    /// The name of the selected event.
    pub fn event_id(&self) -> Option<EventId> {
        self.event()
            .map(|event| (event.article_id(), event.index()))
    }

    /// The day of the selected event; today when there is none.
    pub fn day(&self) -> Day {
        match self.event() {
            Some(event) => event.interval().first,
            None => chrono::Local::now().date_naive().into(),
        }
    }

    /// The pane that gets the keys.
    pub fn focus(&self) -> Pane {
        self.panes.focus
    }

    /// What could not be read or dated: the user's own files first.
    pub fn notices(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.faults.iter().chain(self.snapshot.notices.iter())
    }

    /// How many of [`Model::notices`] there are.
    pub fn notice_count(&self) -> usize {
        self.faults.len() + self.snapshot.notices.len()
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.said = Some(Said {
            text: text.into(),
            bad: false,
        });
    }

    /// Says that something did not work.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.said = Some(Said {
            text: text.into(),
            bad: true,
        });
    }
}
