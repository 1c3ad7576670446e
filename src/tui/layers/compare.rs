//! Two accounts side by side, what they share and where they differ marked.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent};
use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};

use super::{Layer, Outcome};
use crate::Span;
use crate::query::fuzzy::fold;
use crate::store::EventRef;
use crate::tui::action::Action;
use crate::tui::model::{EventId, Model};
use crate::tui::theme::Meaning;
use crate::tui::update::moving::{self, spoken};

/// Words compared of each text.
const WORDS: usize = 4000;
/// Bytes shown of each text.
const BYTES: usize = 60_000;
/// Two whole articles can differ in so many ways that the best comparison
/// takes long; the best within this is good enough.
const PATIENCE: Duration = Duration::from_millis(40);
/// Letters of a word that says something by itself.
const TELLING: usize = 4;
/// Shared words in a row that say something of two whole articles.
const RUN: usize = 3;

/// One side.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The event.
    pub event: EventId,
    /// Outlet, day, who: a line each.
    pub head: Vec<String>,
    /// The sentence, or the article.
    pub text: String,
    /// Shared and differing words, in text order.
    pub marks: Vec<(Span, Meaning)>,
}

/// The two sides and the place in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// Left and right.
    pub sides: [Side; 2],
    /// Events to put at the right in turn, the present one among them.
    others: Vec<EventId>,
    /// Whether whole articles are compared.
    pub whole: bool,
    /// Lines scrolled.
    pub top: usize,
    /// Share of the words that both have, in per cent.
    pub likeness: usize,
}

impl Compare {
    /// Two events; `others` may take the right one's place.
    pub fn new(model: &Model, left: EventId, right: EventId, others: Vec<EventId>) -> Option<Self> {
        Self::build(model, left, right, others, false)
    }

    fn build(
        model: &Model,
        left: EventId,
        right: EventId,
        others: Vec<EventId>,
        whole: bool,
    ) -> Option<Self> {
        let mut sides = [side(model, left, whole)?, side(model, right, whole)?];
        // Both texts begin on the same line.
        let head = sides[0].head.len().max(sides[1].head.len());
        for side in &mut sides {
            side.head.resize(head, String::new());
        }
        let likeness = mark(&mut sides, whole);
        Some(Self {
            sides,
            others,
            whole,
            top: 0,
            likeness,
        })
    }

    /// Which of how many stands at the right.
    pub fn place(&self) -> Option<(usize, usize)> {
        let at = self.others.iter().position(|o| *o == self.sides[1].event)?;
        (self.others.len() > 1).then_some((at + 1, self.others.len()))
    }

    /// Takes a key.
    pub fn key(mut self, model: &mut Model, event: KeyEvent) -> Outcome {
        let [left, right] = [self.sides[0].event, self.sides[1].event];
        let page = usize::from(model.size.1 / 2).max(1);
        match event.code {
            KeyCode::Char('1') => return go(model, left),
            KeyCode::Char('2') => return go(model, right),
            KeyCode::Tab => {
                let whole = !self.whole;
                let others = std::mem::take(&mut self.others);
                if let Some(other) = Self::build(model, left, right, others, whole) {
                    model.layers.push(Layer::Compare(Box::new(other)));
                }
                return Outcome::Consumed;
            }
            _ => {}
        }
        match model.keymap.action(event, true) {
            Some(Action::NextDate | Action::NextYear) => return self.turn(model, 1),
            Some(Action::PrevDate | Action::PrevYear) => return self.turn(model, -1),
            Some(Action::Down) => self.top += 1,
            Some(Action::Up) => self.top = self.top.saturating_sub(1),
            Some(Action::PageDown | Action::HalfDown) => self.top += page,
            Some(Action::PageUp | Action::HalfUp) => self.top = self.top.saturating_sub(page),
            Some(Action::First) => self.top = 0,
            Some(Action::Open) => return go(model, right),
            Some(Action::Cancel | Action::Compare | Action::CompareDay) => {
                return Outcome::Consumed;
            }
            Some(Action::Quit) if event.code == KeyCode::Char('q') => return Outcome::Consumed,
            Some(Action::Quit | Action::Suspend | Action::Redraw) => {
                model.layers.push(Layer::Compare(Box::new(self)));
                return Outcome::Ignored;
            }
            _ => {}
        }
        // The article's lines at this width are not known here; what lies
        // past the end is drawn as the end.
        self.top = self.top.min(BYTES / 20);
        model.layers.push(Layer::Compare(Box::new(self)));
        Outcome::Consumed
    }

    /// Puts another event at the right.
    fn turn(self, model: &mut Model, by: isize) -> Outcome {
        let [left, right] = [self.sides[0].event, self.sides[1].event];
        let at = self.others.iter().position(|other| *other == right);
        let next = match (at, self.others.len()) {
            (Some(at), many) if many > 1 => {
                self.others[(at + many).saturating_add_signed(by) % many]
            }
            _ => {
                model.say("nothing else to compare with; mark one and another");
                model.layers.push(Layer::Compare(Box::new(self)));
                return Outcome::Consumed;
            }
        };
        let whole = self.whole;
        if let Some(other) = Self::build(model, left, next, self.others, whole) {
            model.layers.push(Layer::Compare(Box::new(other)));
        }
        Outcome::Consumed
    }
}

fn go(model: &mut Model, event: EventId) -> Outcome {
    match moving::position_of(model, event) {
        Some(position) => {
            moving::leave(model);
            moving::place(model, position);
        }
        None => model.say("the filter hides that event"),
    }
    Outcome::Consumed
}

/// Days before and after in which to look when no other source tells of the
/// same day.
const NEAR: i32 = 3;

/// What other sources tell of the same day, or else of the days around it:
/// those with most actors in common first; and whether it is that very day.
/// Where no outlet is named, another article is another source.
pub fn same_day(model: &Model) -> (Vec<EventId>, bool) {
    const MOST: usize = 300;
    let Some(here) = model.event() else {
        return (Vec::new(), true);
    };
    let other = |event: &EventRef| match here.source() {
        "" => event.article_id() != here.article_id(),
        _ => event.source_id() != here.source_id(),
    };
    let day = here.interval().first;
    let common = |event: &EventRef| {
        let shared = |id| here.actors().contains(id);
        event.actors().iter().filter(|id| shared(id)).count()
    };
    let within = |days: i32| {
        let from = model.snapshot.row_on_or_after(day.plus(-days));
        let events = (from..from + MOST).map_while(|row| model.snapshot.event(row));
        events
            .take_while(|event| event.interval().first <= day.plus(days))
            .filter(other)
            .map(|event| (common(&event), (event.article_id(), event.index())))
            .collect::<Vec<(usize, EventId)>>()
    };
    let mut found = within(0);
    let same = !found.is_empty();
    if !same {
        found = within(NEAR);
        found.retain(|(common, _)| *common > 0);
    }
    found.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
    (found.into_iter().map(|(_, event)| event).collect(), same)
}

fn side(model: &Model, id: EventId, whole: bool) -> Option<Side> {
    let row = model.snapshot.row_of(id.0, id.1)?;
    let event = model.snapshot.event(row)?;
    let text = match whole {
        true => body(&event),
        false => one_line(&event.text()),
    };
    let analysis = event.analysis();
    let article = &analysis.article;
    let mut head = vec![
        match event.source() {
            "" => article.id.clone(),
            source => source.to_owned(),
        },
        article.title.clone(),
        format!(
            "{} · {:.0}% sure",
            spoken(event.interval()),
            event.confidence() * 100.0
        ),
    ];
    let name = |id| model.snapshot.actor(id).map(|actor| actor.name.as_str());
    if let Some(speaker) = event.speaker().and_then(name) {
        head.push(format!("said by {speaker}"));
    }
    Some(Side {
        event: id,
        head,
        text,
        marks: Vec::new(),
    })
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = words.join(" ");
    let mut end = line.len().min(BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.truncate(end);
    line
}

fn body(event: &EventRef<'_>) -> String {
    let analysis = event.analysis();
    let article = &analysis.article;
    let mut text = String::new();
    for paragraph in &article.paragraphs {
        if text.len() >= BYTES {
            break;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&one_line(paragraph.of(&article.text)));
    }
    text
}

/// Marks the words of both sides; the share of words in common.
fn mark(sides: &mut [Side; 2], whole: bool) -> usize {
    let words = [words(&sides[0].text), words(&sides[1].text)];
    let folded = words.each_ref().map(|words| {
        let folded = words.iter().map(|(_, word)| word.as_str());
        folded.collect::<Vec<&str>>()
    });
    let [left, right] = &folded;
    let deadline = Some(Instant::now() + PATIENCE);
    let steps = capture_diff_slices_deadline(Algorithm::Patience, left, right, deadline);
    let telling =
        |word: &str| word.chars().count() >= TELLING || word.contains(|c: char| c.is_ascii_digit());
    let mut shared = 0;
    for step in steps {
        let (tag, old, new) = step.as_tag_tuple();
        let equal = tag == DiffTag::Equal;
        let meaningful = match whole {
            true => old.len() >= RUN,
            false => left[old.clone()].iter().any(|word| telling(word)),
        };
        if equal {
            shared += old.len();
        }
        for (at, range) in [(0, old), (1, new)] {
            for (span, word) in &words[at][range] {
                let meaning = match equal {
                    true if meaningful => Meaning::Shared,
                    false if telling(word) => Meaning::Differs,
                    _ => continue,
                };
                sides[at].marks.push((*span, meaning));
            }
        }
    }
    let all = left.len() + right.len();
    (200 * shared).checked_div(all).unwrap_or(0)
}

/// The words of a text, folded, with their places.
fn words(text: &str) -> Vec<(Span, String)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((Span::new(from, at), fold(&text[from..at])));
                start = None;
                if words.len() >= WORDS {
                    break;
                }
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(one: &str, other: &str) -> [Vec<(String, Meaning)>; 2] {
        let side = |text: &str| Side {
            event: Default::default(),
            head: Vec::new(),
            text: text.to_owned(),
            marks: Vec::new(),
        };
        let mut sides = [side(one), side(other)];
        mark(&mut sides, false);
        sides.map(|side| {
            let marks = side.marks.iter();
            marks
                .map(|(span, meaning)| (span.of(&side.text).to_owned(), *meaning))
                .collect()
        })
    }

    #[test]
    fn shared_and_differing_words() {
        let [left, right] = marked(
            "Putin met Kerry in Sochi on 12 May.",
            "Kerry was in Sochi on 13 May.",
        );
        let of = |side: &[(String, Meaning)], wanted| {
            let words = side.iter().filter(|(_, meaning)| *meaning == wanted);
            words.map(|(word, _)| word.clone()).collect::<Vec<_>>()
        };
        assert!(of(&left, Meaning::Shared).contains(&"Sochi".to_owned()));
        assert!(of(&left, Meaning::Differs).contains(&"12".to_owned()));
        assert_eq!(of(&right, Meaning::Differs), ["13"]);
    }

    #[test]
    fn strange_texts_do_no_harm() {
        for text in ["", "   ", "漢字 é\u{301}", "a\u{202e}b", "…—"] {
            marked(text, "other words");
            marked(text, text);
        }
    }
}
