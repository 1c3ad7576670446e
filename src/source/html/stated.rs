//! The dates that a page states, with form and place of each.

use rustc_hash::FxHashSet;

use super::address;
use super::attr::Key;
use super::dom::Dom;
use super::jsonld::Item;
use super::keys::Keys;
use super::meta::{About, Meta};
use super::names::Names;
use super::stamps::Stamps;
use super::tag::Tag;
use crate::source::{Form, FoundDate, Origin, Setting};
use crate::timex::written::{self, Order};

/// So many dates of a page are kept.
const MOST: usize = 200;

/// Every stated date of the page. `title` is its headline, `url` its address
/// as far as it is known.
pub(crate) fn dates<'a>(
    dom: &Dom<'a>,
    names: &mut Names<'a>,
    about: &About<'_>,
    title: Option<&str>,
) -> Vec<FoundDate> {
    let mut found = fields(dom, about, title);
    found.extend(Stamps::read(dom, names, title));
    once(found)
}

/// As [`dates`], those left out that the page shows.
pub(crate) fn of_itself(dom: &Dom<'_>, about: &About<'_>, title: Option<&str>) -> Vec<FoundDate> {
    once(fields(dom, about, title))
}

fn fields(dom: &Dom<'_>, about: &About<'_>, title: Option<&str>) -> Vec<FoundDate> {
    let mut found = Vec::new();
    from_linked(&about.linked, title, &mut found);
    from_meta(dom, &about.metas, &mut found);
    from_scripts(dom, &mut found);
    address::dates(dom, &about.linked, &mut found);
    found
}

/// The same words in the same form and place count once.
fn once(found: Vec<FoundDate>) -> Vec<FoundDate> {
    let mut seen = FxHashSet::default();
    let new: Vec<bool> = found
        .iter()
        .map(|d| seen.insert((d.text.as_str(), d.setting.form, d.setting.place, d.modified)))
        .collect();
    let pairs = found.into_iter().zip(new);
    pairs
        .filter(|(_, new)| *new)
        .map(|(date, _)| date)
        .take(MOST)
        .collect()
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
        let own = match item.nested {
            false => articles == 1 || same(item),
            true => item.headline.is_some() && same(item),
        };
        let form = match (item.is_article(), item.is_page()) {
            (true, _) if own => Form::LinkedArticle,
            (true, _) => Form::LinkedOther,
            (_, true) if !item.nested => Form::LinkedPage,
            _ => Form::LinkedThing,
        };
        for (key, value) in &item.dates {
            let named = matches!(key.as_str(), "datePublished" | "dateModified");
            let main = matches!(form, Form::LinkedArticle | Form::LinkedPage);
            let form = if main && !named {
                Form::LinkedCreated
            } else {
                form
            };
            push(found, Origin::JsonLd, form, key, value);
            if let Some(last) = found.last_mut() {
                last.modified = key == "dateModified";
            }
        }
    }
}

/// Adds a date that stands in no visible place.
pub(super) fn push(found: &mut Vec<FoundDate>, origin: Origin, form: Form, key: &str, text: &str) {
    found.push(FoundDate {
        text: text.to_owned(),
        origin,
        key: key.to_owned(),
        modified: false,
        setting: Setting {
            form,
            clock: written::clock(text),
            ..Setting::default()
        },
    });
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

fn from_meta(dom: &Dom<'_>, metas: &[Meta<'_>], found: &mut Vec<FoundDate>) {
    let keys = Keys::get();
    for meta in metas.iter().filter(|meta| !meta.part) {
        let name = meta.name.as_ref();
        if let Some((weight, modified)) = keys.meta(name) {
            let form = if weight >= 1.0 {
                Form::MetaPublished
            } else {
                Form::MetaVague
            };
            push(found, Origin::Meta, form, name, &meta.content());
            if let Some(last) = found.last_mut() {
                last.modified = modified;
            }
        } else if matches!(name, "description" | "og:description") {
            said(Form::Description, name, &meta.content(), found);
        }
    }
    let title = dom.all(Tag::Title).next();
    if let Some(id) = title.filter(|id| *id < 400) {
        said(Form::Title, "title", &dom.line(id), found);
    }
}

/// Whole dates in a line of words.
fn said(form: Form, key: &str, line: &str, found: &mut Vec<FoundDate>) {
    let line = line.get(..line.floor_char_boundary(600)).unwrap_or(line);
    for date in written::find(line, Order::DayFirst).iter().take(3) {
        if date.year.is_some() && date.resolve().is_some() {
            push(found, Origin::Meta, form, key, date.span.of(line));
        }
    }
}

fn from_scripts(dom: &Dom<'_>, found: &mut Vec<FoundDate>) {
    /// Longer scripts are programs, or data of more than this page.
    const LONGEST: usize = 400_000;
    let keys = Keys::get();
    let mut values: Vec<(&str, &str)> = Vec::new();
    for id in dom.all(Tag::Script) {
        if dom.raw_attr(id, Key::Src).is_some() {
            continue;
        }
        let script = dom.script(id);
        let linked = || {
            dom.raw_attr(id, Key::Type)
                .is_some_and(|t| t.contains("ld+json"))
        };
        if script.len() > LONGEST || linked() {
            continue;
        }
        for hit in keys.script_values(script).take(40) {
            if written::read(hit.1).is_some() {
                values.push(hit);
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
    let form = match days.len() {
        0 | 1 => Form::ScriptSole,
        2 | 3 => Form::ScriptFew,
        _ => Form::ScriptMany,
    };
    let first = values.first().and_then(|(_, v)| written::read(v));
    for (key, text) in values {
        push(found, Origin::Script, form, key, text);
        if let Some(last) = found.last_mut() {
            last.setting.order = u8::from(written::read(text) != first);
        }
    }
}
