//! The dates that a page states, with where each stands.

use super::dom::Dom;
use super::jsonld::Item;
use super::meta;
use super::tag::Tag;
use crate::source::{FoundDate, Origin};

/// Every stated date of the page.
pub(crate) fn dates(dom: &Dom<'_>, linked: &[Item]) -> Vec<FoundDate> {
    let mut found = Vec::new();
    for item in linked {
        for (key, value) in &item.dates {
            found.push(FoundDate {
                text: value.clone(),
                origin: Origin::JsonLd,
                key: key.clone(),
                modified: key == "dateModified",
                weight: if item.nested { 0.2 } else { 1.0 },
            });
        }
    }
    for (key, value) in meta::metas(dom) {
        if key.contains("publish") || key.contains("date") {
            found.push(FoundDate {
                text: value,
                origin: Origin::Meta,
                modified: key.contains("modified"),
                key,
                weight: 1.0,
            });
        }
    }
    for id in 0..dom.len() {
        if dom.tag(id) == Tag::Time {
            let text = dom
                .attr(id, "datetime")
                .map_or_else(|| dom.line(id), std::borrow::Cow::into_owned);
            found.push(FoundDate {
                text,
                origin: Origin::Time,
                key: "time".to_owned(),
                modified: false,
                weight: 0.5,
            });
        }
    }
    found
}
