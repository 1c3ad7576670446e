//! The dates that a page states, with where each stands.

use std::borrow::Cow;

use super::dom::{Dom, Kind, NodeId};
use super::jsonld::Item;
use super::keys::{Keys, Said};
use super::place::Places;
use super::tag::Tag;
use super::{blocks, meta};
use crate::source::{FoundDate, Origin};
use crate::timex::written::{self, Order};

/// Marked-up text longer than this is no stamp.
const LONGEST_STAMP: usize = 160;

/// Every stated date of the page. `title` is its headline.
pub(crate) fn dates(dom: &Dom<'_>, linked: &[Item], title: Option<&str>) -> Vec<FoundDate> {
    let mut found = Vec::new();
    from_linked(linked, title, &mut found);
    from_meta(dom, &mut found);
    from_scripts(dom, &mut found);
    let places = Places::new(dom, title);
    let mut finder = Finder {
        dom,
        places: &places,
        found: Vec::new(),
    };
    finder.run();
    found.extend(first_come(finder.found));
    let mut found = once(found);
    lift(&mut found);
    found
}

/// Of several stamps in equally good places the first is the article's, the
/// others are those of comments and other stories.
fn first_come(mut stamps: Vec<FoundDate>) -> Vec<FoundDate> {
    const LATER: f32 = 0.88;
    const LEAST: f32 = 0.5;
    let mut texts: Vec<String> = Vec::new();
    for stamp in stamps.iter_mut().filter(|d| !d.modified && d.weight > 0.05) {
        let rank = match texts.iter().position(|t| *t == stamp.text) {
            Some(rank) => rank,
            None => {
                texts.push(stamp.text.clone());
                texts.len() - 1
            }
        };
        stamp.weight *= LATER.powi(rank.min(20) as i32).max(LEAST);
    }
    stamps
}

/// A page was published some day: when no place is a good one, the best of
/// them is believed more than it would be beside better ones.
fn lift(found: &mut [FoundDate]) {
    const ENOUGH: f32 = 0.8;
    let best = |modified: bool| {
        found
            .iter()
            .filter(|d| d.modified == modified)
            .map(|d| d.weight)
            .fold(0.0f32, f32::max)
    };
    let (published, changed) = (best(false), best(true));
    let (best, modified) = match () {
        () if published == 0.0 => (changed, true),
        () if changed < ENOUGH => (published, false),
        () => return,
    };
    if best > 0.0 && best < ENOUGH {
        let factor = ENOUGH / best;
        for date in found.iter_mut().filter(|d| d.modified == modified) {
            date.weight *= factor;
        }
    }
}

/// The same words from the same kind of place count once, at their best.
fn once(mut found: Vec<FoundDate>) -> Vec<FoundDate> {
    found.sort_by(|a, b| a.origin.cmp(&b.origin).then(b.weight.total_cmp(&a.weight)));
    let mut out: Vec<FoundDate> = Vec::new();
    for date in found {
        let same = |d: &FoundDate| {
            d.origin == date.origin && d.text == date.text && d.modified == date.modified
        };
        if !out.iter().any(same) {
            out.push(date);
        }
        if out.len() >= 200 {
            break;
        }
    }
    out
}

fn from_linked(linked: &[Item], title: Option<&str>, found: &mut Vec<FoundDate>) {
    let same = |item: &Item| match (title, &item.headline) {
        (Some(title), Some(headline)) => alike(title, headline),
        _ => true,
    };
    let articles = linked
        .iter()
        .filter(|i| i.is_article() && !i.dates.is_empty())
        .count();
    for item in linked {
        let belief = match (item.is_article(), item.is_page()) {
            (true, _) if !item.nested && (articles == 1 || same(item)) => 1.0,
            (true, _) if !item.nested => 0.5,
            (true, _) if item.headline.is_some() && same(item) => 0.8,
            (true, _) => 0.15,
            (_, true) if !item.nested => 0.9,
            (_, true) => 0.5,
            _ if item.nested => 0.12,
            _ if item.types.iter().any(|t| t == "event") => 0.1,
            _ => 0.6,
        };
        for (key, value) in &item.dates {
            let part = match key.as_str() {
                "datePublished" => 1.0,
                "dateCreated" => 0.85,
                "uploadDate" => 0.7,
                _ => 0.9,
            };
            found.push(FoundDate {
                text: value.clone(),
                origin: Origin::JsonLd,
                key: key.clone(),
                modified: key == "dateModified",
                weight: belief * part,
            });
        }
    }
}

fn alike(a: &str, b: &str) -> bool {
    let letters = |s: &str| -> String {
        s.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .take(60)
            .collect()
    };
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && (a.contains(&b) || b.contains(&a))
}

fn from_meta(dom: &Dom<'_>, found: &mut Vec<FoundDate>) {
    let keys = Keys::get();
    for (name, value) in meta::metas(dom, true) {
        if let Some((weight, modified)) = keys.meta(&name) {
            found.push(FoundDate {
                text: value,
                origin: Origin::Meta,
                key: name,
                modified,
                weight,
            });
        }
    }
}

fn from_scripts(dom: &Dom<'_>, found: &mut Vec<FoundDate>) {
    /// Longer scripts are programs, or data of more than this page.
    const LONGEST: usize = 400_000;
    let keys = Keys::get();
    let mut values: Vec<(String, String)> = Vec::new();
    for id in 0..dom.len() {
        if dom.tag(id) != Tag::Script || dom.raw_attr(id, "src").is_some() {
            continue;
        }
        let script = dom.script(id);
        if script.len() > LONGEST
            || dom
                .raw_attr(id, "type")
                .is_some_and(|t| t.contains("ld+json"))
        {
            continue;
        }
        if !mentions_date(script) {
            continue;
        }
        for hit in keys.script.captures_iter(script).take(40) {
            if written::read(&hit[2]).is_some() {
                values.push((hit[1].to_owned(), hit[2].to_owned()));
            }
        }
    }
    let mut days: Vec<_> = values
        .iter()
        .filter_map(|(_, v)| written::read(v))
        .collect();
    days.sort_unstable();
    days.dedup();
    // One day everywhere is the page's own; many days are its other stories'.
    let belief = match days.len() {
        0 | 1 => 1.0,
        2 => 0.7,
        3 => 0.45,
        _ => 0.2,
    };
    for (rank, (key, text)) in values.into_iter().enumerate() {
        found.push(FoundDate {
            text,
            origin: Origin::Script,
            key,
            modified: false,
            weight: if rank == 0 { belief } else { belief * 0.7 },
        });
    }
}

fn mentions_date(script: &str) -> bool {
    let bytes = script.as_bytes();
    ["ate", "ublish", "ime", "AT", "_at"]
        .iter()
        .any(|part| memchr::memmem::find(bytes, part.as_bytes()).is_some())
}

struct Finder<'f, 'a> {
    dom: &'f Dom<'a>,
    places: &'f Places,
    found: Vec<FoundDate>,
}

impl Finder<'_, '_> {
    fn run(&mut self) {
        let mut skip_to = 0;
        for id in 1..self.dom.len() {
            match self.dom.node(id).kind {
                Kind::Element { tag, .. } => {
                    if blocks::unreadable(tag) && tag != Tag::Button {
                        skip_to = skip_to.max(self.dom.end(id));
                    }
                    if id >= skip_to {
                        self.element(id, tag);
                    }
                }
                Kind::Text { .. } if id >= skip_to => self.text(id),
                _ => {}
            }
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        let said = self.said(id);
        if tag == Tag::Time {
            self.time(id, said);
            return;
        }
        // Fields of the whole page were read before.
        if tag == Tag::Meta && self.dom.raw_attr(id, "itemprop").is_none() {
            return;
        }
        for key in [
            "content",
            "title",
            "datetime",
            "data-date",
            "data-datetime",
            "data-published",
            "data-time",
            "data-timestamp",
            "data-utime",
        ] {
            let Some(value) = self.dom.attr(id, key) else {
                continue;
            };
            let fits =
                (said.published || said.date || key.starts_with("data-") || key == "datetime")
                    && value.len() <= 48;
            if fits && written::read(&value).is_some() {
                self.push(id, value.into_owned(), Origin::Markup, key, said, 0.95);
            }
        }
    }

    fn time(&mut self, id: NodeId, said: Said) {
        let shown = self.dom.line(id);
        let stated = self
            .dom
            .attr(id, "datetime")
            .filter(|v| written::read(v).is_some());
        let text = match &stated {
            Some(value) => value.as_ref(),
            None => shown.as_str(),
        };
        if written::read(text).is_none() {
            return;
        }
        let own = self
            .dom
            .raw_attr(id, "itemprop")
            .is_some_and(|p| p.to_ascii_lowercase().contains("published"))
            || self.dom.raw_attr(id, "pubdate").is_some();
        let belief = if own || said.published { 1.0 } else { 0.92 };
        self.push(id, text.to_owned(), Origin::Time, "time", said, belief);
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
        let dates = written::find(text, Order::DayFirst);
        for date in dates.iter().take(3) {
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
            let (origin, belief) = match (said.published || said.date, label) {
                (_, Some(_)) => (Origin::Markup, 0.97),
                (true, _) if share > 0.25 => (Origin::Markup, 0.9),
                (true, _) => (Origin::Markup, 0.6),
                _ if share > 0.5 => (Origin::VisibleText, 0.85),
                _ if words <= 10 => (Origin::VisibleText, 0.55),
                _ => (Origin::VisibleText, 0.12),
            };
            let belief = if self.is_copyright(&text[..start]) {
                0.05
            } else {
                belief
            };
            self.push(
                id,
                date.span.of(text).to_owned(),
                origin,
                "text",
                said,
                belief,
            );
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
        (before.len() < 40).then(|| Keys::get().label(before))?
    }

    fn is_copyright(&self, before: &str) -> bool {
        let before = before.to_lowercase();
        before.contains('\u{a9}') || before.contains("copyright")
    }

    /// What the names of an element say.
    fn said(&self, id: NodeId) -> Said {
        let keys = Keys::get();
        let mut said = Said::default();
        for name in ["class", "id", "itemprop", "property", "name", "data-testid"] {
            if let Some(value) = self.dom.raw_attr(id, name) {
                let part = keys.class(value);
                said.published |= part.published;
                said.date |= part.date;
                said.modified |= part.modified;
            }
        }
        said
    }

    /// What the names of the three elements around a text say.
    fn said_around(&self, id: NodeId) -> Said {
        let mut all = Said::default();
        for near in self.dom.ancestors(id).take(3) {
            if matches!(self.dom.tag(near), Tag::Body | Tag::Article | Tag::Main) {
                break;
            }
            let said = self.said(near);
            all.published |= said.published;
            all.date |= said.date;
            all.modified |= said.modified && !all.published;
        }
        all
    }

    fn push(
        &mut self,
        id: NodeId,
        text: String,
        origin: Origin,
        key: &str,
        said: Said,
        belief: f32,
    ) {
        let modified = said.modified && !said.published;
        let class = self
            .dom
            .attr(id, "class")
            .and_then(|c| c.split_whitespace().next().map(str::to_owned));
        self.found.push(FoundDate {
            text,
            origin,
            key: class.unwrap_or_else(|| key.to_owned()),
            modified,
            weight: belief * self.places.weight(id),
        });
    }
}
