//! The visible dates of a page.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::attr::Key;
use super::dom::{Dom, Kind, NodeId};
use super::keys::Keys;
use super::names::{Names, Said};
use super::place::Places;
use super::{blocks, tag::Tag};
use crate::source::{Form, FoundDate, Origin, Place, Setting};
use crate::timex::Day;
use crate::timex::written::{self, Order};

/// Marked-up text longer than this is no stamp.
const LONGEST_STAMP: usize = 160;
/// Attributes that may hold a date.
const ATTRIBUTES: [Key; 12] = [
    Key::Content,
    Key::Title,
    Key::Datetime,
    Key::DataDate,
    Key::DataDatetime,
    Key::DataPublished,
    Key::DataPublishDate,
    Key::DataTime,
    Key::DataTimestamp,
    Key::DataUtime,
    Key::DataCreated,
    Key::DateTime,
];

/// A walk over the visible dates.
pub(super) struct Stamps<'f, 'a> {
    dom: &'f Dom<'a>,
    names: &'f mut Names<'a>,
    places: Places<'f, 'a>,
    found: Vec<FoundDate>,
    /// Days shown so far in the article's own places.
    shown: Vec<Day>,
    /// Days shown so far in all places.
    all: Vec<Day>,
    /// Days of changes shown so far.
    changes: Vec<Day>,
    /// The class around each date found.
    classes: Vec<&'a str>,
    /// One past the last node of the link that the walk is in.
    link_end: NodeId,
}

impl<'f, 'a> Stamps<'f, 'a> {
    /// All of them, in the order of the page. `title` is its headline.
    pub fn read(dom: &'f Dom<'a>, names: &'f mut Names<'a>, title: Option<&str>) -> Vec<FoundDate> {
        let mut stamps = Self {
            dom,
            places: Places::new(dom, names, title),
            names,
            found: Vec::new(),
            shown: Vec::new(),
            all: Vec::new(),
            changes: Vec::new(),
            classes: Vec::new(),
            link_end: 0,
        };
        stamps.run();
        stamps.count_alike();
        stamps.found
    }

    fn run(&mut self) {
        let mut at = 1;
        while at < self.dom.len() {
            match self.dom.node(at).kind {
                Kind::Element { tag, .. } => {
                    if blocks::unreadable(tag) && tag != Tag::Button {
                        at = self.dom.end(at).max(at + 1);
                        continue;
                    }
                    if tag == Tag::A {
                        self.link_end = self.dom.end(at);
                    }
                    self.element(at, tag);
                }
                Kind::Text { .. } => self.text(at),
                Kind::Raw { .. } => {}
            }
            at += 1;
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        if tag == Tag::Time {
            self.time(id);
            return;
        }
        // Fields of the whole page were read before.
        if tag == Tag::Meta && self.dom.raw_attr(id, Key::Itemprop).is_none() {
            return;
        }
        for (key, value) in self.dom.attrs(id) {
            let dated = (6..=48).contains(&value.len())
                && ATTRIBUTES.contains(key)
                && value.bytes().any(|b| b.is_ascii_digit());
            if !dated || written::read(value).is_none() {
                continue;
            }
            let said = self.names.said(self.dom, id);
            let datum = !matches!(key, Key::Content | Key::Title);
            if said.published || said.date || datum {
                let form = match said.published {
                    true => Form::ClassPublished,
                    false => Form::Attribute,
                };
                self.push(id, value, Origin::Markup, form, said, written::clock(value));
            }
        }
        self.pieces(id, tag);
    }

    fn time(&mut self, id: NodeId) {
        let shown = self.dom.line(id);
        let stated = self
            .dom
            .attr(id, Key::Datetime)
            .filter(|v| written::read(v).is_some());
        let text = match &stated {
            Some(value) => value.as_ref(),
            None => shown.as_str(),
        };
        if written::read(text).is_none() {
            return;
        }
        let mut said = self.names.said(self.dom, id);
        if let Some(modified) = Keys::get().label(&shown) {
            said.modified = modified;
            said.published |= !modified;
        } else if let Some(modified) = self.label_before(id, 0) {
            said.modified |= modified;
            said.published |= !modified;
        }
        let own = said.published
            || self.dom.raw_attr(id, Key::Pubdate).is_some()
            || self.said_around(id).published;
        let form = if own { Form::TimePublished } else { Form::Time };
        let clock = written::clock(text);
        self.push(id, text, Origin::Time, form, said, clock);
        // The day as shown is the local one.
        if stated.is_some()
            && let Some(day) = written::read(&shown)
            && written::read(text) != Some(day)
        {
            self.push(id, &shown, Origin::Markup, Form::TimeShown, said, clock);
        }
    }

    /// A date whose parts are elements of their own: `<b>14</b> <i>Oct</i>
    /// <u>2015</u>`.
    fn pieces(&mut self, id: NodeId, tag: Tag) {
        /// Nodes that a date in pieces has at most.
        const MOST: NodeId = 12;
        let inside = id + 1..self.dom.end(id);
        if !(3..=MOST).contains(&(inside.end - inside.start))
            || matches!(tag, Tag::A | Tag::Body | Tag::Article | Tag::Main)
        {
            return;
        }
        let texts = || inside.clone().filter_map(|n| self.dom.raw_text(n));
        let size: usize = texts().map(|t| t.trim().len()).sum();
        let whole = |t: &str| t.len() > 5 && written::read(t).is_some();
        if !(8..=40).contains(&size)
            || texts().filter(|t| !t.trim().is_empty()).count() < 2
            || texts().any(whole)
        {
            return;
        }
        let line: String = texts().map(|t| t.trim().to_owned() + " ").collect();
        let Some(date) = written::find(&line, Order::DayFirst)
            .into_iter()
            .find(|d| d.year.is_some())
        else {
            return;
        };
        let said = self.names.said(self.dom, id).or(self.said_around(id));
        let form = match (said.published, said.date) {
            (true, _) => Form::ClassPublished,
            (_, true) => Form::ClassDate,
            _ => Form::Whole,
        };
        let text = date.span.of(&line).to_owned();
        // Every element around the same pieces would say it again.
        let again = self.found.last().is_some_and(|d| d.text == text);
        if !again {
            self.push(id, &text, Origin::Markup, form, said, written::clock(&line));
        }
    }

    /// Text with a date: a stamp when its class or its words say so, or when
    /// it stands by the headline.
    fn text(&mut self, id: NodeId) {
        let raw = self.dom.raw_text(id).unwrap_or_default();
        if raw.len() > 4 * LONGEST_STAMP || !raw.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let parent = self.dom.parent(id);
        if self.dom.tag(parent) == Tag::Time || self.dom.tag(parent) == Tag::Title {
            return;
        }
        let text = self.dom.text(id).unwrap_or(Cow::Borrowed(""));
        let text = text.trim();
        if text.len() > LONGEST_STAMP {
            return;
        }
        for date in written::find(text, Order::DayFirst).iter().take(3) {
            if date.year.is_none() {
                continue;
            }
            let start = date.span.start as usize;
            let mut said = self.said_around(id);
            let label = Keys::get()
                .label(&text[..start])
                .or_else(|| self.label_before(id, start));
            if let Some(modified) = label {
                said.modified = modified;
                said.published |= !modified;
            }
            let words = text.split_whitespace().count();
            let share = date.span.len() as f32 / text.len() as f32;
            let form = match () {
                () if is_copyright(&text[..start]) => Form::Copyright,
                () if label.is_some() => Form::Labelled,
                () if said.published && share > 0.25 => Form::ClassPublished,
                () if said.date && share > 0.25 => Form::ClassDate,
                () if said.published || said.date => Form::ClassLong,
                () if share > 0.5 => Form::Whole,
                () if words <= 10 => Form::Short,
                () => Form::Prose,
            };
            let origin = match form {
                Form::Whole | Form::Short | Form::Prose | Form::Copyright => Origin::VisibleText,
                _ => Origin::Markup,
            };
            let clock = written::clock(text);
            self.push(id, date.span.of(text), origin, form, said, clock);
        }
    }

    /// A label in the text node before: `<b>Published:</b> 14 October 2015`.
    fn label_before(&self, id: NodeId, start: usize) -> Option<bool> {
        if start > 12 {
            return None;
        }
        let from = id.saturating_sub(6);
        let before = (from..id).rev().find_map(|n| {
            let text = self.dom.raw_text(n)?.trim();
            (!text.is_empty()).then_some(text)
        })?;
        // A date between belongs to the label itself.
        let own = before.len() < 40 && !before.bytes().any(|b| b.is_ascii_digit());
        own.then(|| Keys::get().label(before))?
    }

    /// What the names of the three elements around a text say.
    fn said_around(&mut self, id: NodeId) -> Said {
        let mut all = Said::default();
        let mut near = id;
        for _ in 0..3 {
            near = self.dom.parent(near);
            if near == 0 || matches!(self.dom.tag(near), Tag::Body | Tag::Article | Tag::Main) {
                break;
            }
            let said = self.names.said(self.dom, near);
            all.published |= said.published;
            all.date |= said.date;
            all.modified |= said.modified && !all.published;
        }
        all
    }

    fn push(
        &mut self,
        id: NodeId,
        text: &str,
        origin: Origin,
        form: Form,
        said: Said,
        clock: bool,
    ) {
        let modified = said.modified && !said.published;
        let place = self.places.of(self.names, id);
        let own = !matches!(place, Place::Elsewhere | Place::Aside);
        let (mut rank, mut order) = (0, 0);
        if let Some(day) = written::read(text) {
            let all = if modified {
                &mut self.changes
            } else {
                &mut self.all
            };
            order = place_among(all, day);
            if own && !modified {
                rank = place_among(&mut self.shown, day);
            }
        }
        let class = self.class_around(id);
        self.classes.push(class);
        let key = match form {
            Form::Time | Form::TimePublished => "time",
            Form::Attribute => "attribute",
            _ => "text",
        };
        let named = class.split_whitespace().next().unwrap_or(key);
        self.found.push(FoundDate {
            text: text.to_owned(),
            origin,
            key: named.to_owned(),
            modified,
            setting: Setting {
                form,
                place,
                rank,
                order,
                linked: id < self.link_end,
                clock,
                ..Setting::default()
            },
        });
    }

    /// The class of the nearest of three elements that has one.
    fn class_around(&self, id: NodeId) -> &'a str {
        let mut at = id;
        for _ in 0..3 {
            if let Some(class) = self.dom.raw_attr(at, Key::Class).filter(|c| !c.is_empty()) {
                return class;
            }
            at = self.dom.parent(at);
        }
        ""
    }

    /// Stamps of one class that show many days belong to many stories.
    fn count_alike(&mut self) {
        let mut days: FxHashMap<(&str, Form), Vec<Day>> = FxHashMap::default();
        let mut later = Vec::with_capacity(self.found.len());
        for (date, class) in self.found.iter().zip(&self.classes) {
            let seen = days.entry((class, date.setting.form)).or_default();
            let at = written::read(&date.text).map(|day| place_among(seen, day));
            later.push(at.unwrap_or(0));
        }
        for ((date, class), later) in self.found.iter_mut().zip(&self.classes).zip(later) {
            let count = days.get(&(*class, date.setting.form)).map_or(1, Vec::len);
            date.setting.alike = count.clamp(1, 200) as u8;
            date.setting.later = later;
        }
    }
}

/// Where a day stands in a list of days; put at its end when it is new.
fn place_among(days: &mut Vec<Day>, day: Day) -> u8 {
    const MOST: usize = 200;
    let at = days.iter().position(|d| *d == day).unwrap_or(days.len());
    if at == days.len() && at < MOST {
        days.push(day);
    }
    at.min(MOST) as u8
}

fn is_copyright(before: &str) -> bool {
    let before = before.to_lowercase();
    before.contains('\u{a9}') || before.contains("copyright")
}
