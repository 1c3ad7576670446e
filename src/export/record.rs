//! One event with all its fields: what every headless form is made from.

use std::io::{self, Write};

use serde::Serialize;

use crate::event::{DatedBy, why};
use crate::store::{EventRef, Snapshot};
use crate::text::json;
use crate::timex::{Interval, Tense};

/// One event as it is told to programs. Field names are stable.
#[derive(Clone, Debug, Serialize)]
pub struct Record<'a> {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, inclusive.
    pub to: String,
    /// What was written: `day`, `month`, …
    pub granularity: &'static str,
    /// TIMEX3 value.
    pub value: &'a str,
    /// `expression`, `context`, `publication` or `correction`.
    pub dated_by: &'static str,
    /// Why it has this date, in plain English.
    pub basis: String,
    /// How sure the date is, 0 to 1, two decimals.
    pub confidence: f64,
    /// Whether the sentence speaks of it as still to come.
    pub planned: bool,
    /// Whether the sentence denies, refuses or declines: no assertion.
    pub denial: bool,
    /// The words that dated it.
    pub expression: String,
    /// The sentence.
    pub sentence: String,
    /// First byte of the sentence in the article's text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Canonical names of who acts or is named in it.
    pub actors: Vec<&'a str>,
    /// To whom it is attributed.
    pub speaker: Option<&'a str>,
    /// The article's id.
    pub article: String,
    /// The article's title.
    pub title: String,
    /// The outlet.
    pub source: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's publication day.
    pub published: Option<String>,
    /// What the user filed it under; "bookmark" for a bookmark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// The user's note on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// The interval itself, for forms that need more than days.
    #[serde(skip)]
    pub interval: Interval,
}

impl<'a> Record<'a> {
    /// The record of an event.
    pub fn of(snapshot: &'a Snapshot, event: &EventRef<'a>) -> Self {
        let interval = event.interval();
        let analysis = event.analysis();
        let article = &analysis.article;
        let full = event.event();
        let name = |id| snapshot.actor(id).map(|actor| actor.name.as_str());
        Self {
            from: interval.first.to_string(),
            to: interval.last.to_string(),
            granularity: interval.granularity.name(),
            value: event.value(),
            dated_by: match full.dated_by {
                DatedBy::Expression => "expression",
                DatedBy::Context => "context",
                DatedBy::Publication => "publication",
                DatedBy::Correction => "correction",
            },
            basis: why(&analysis, &full),
            confidence: (f64::from(event.confidence()) * 100.0).round() / 100.0,
            planned: full.tense == Tense::Future,
            denial: full.denial,
            expression: event.expression().of(&article.text).to_owned(),
            sentence: event.sentence().of(&article.text).to_owned(),
            start: event.sentence().start,
            end: event.sentence().end,
            actors: event.actors().iter().filter_map(|&id| name(id)).collect(),
            speaker: event.speaker().and_then(name),
            article: article.id.clone(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            published: analysis.dating.published.map(|day| day.to_string()),
            tags: Vec::new(),
            note: None,
            interval,
        }
    }

    /// One line of JSON with its line end.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write_json_line(&self, mut out: &mut dyn Write) -> io::Result<()> {
        json::write(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// The address when it is a web address that may be linked to.
    pub fn link(&self) -> Option<&str> {
        let url = self.url.as_deref()?;
        let web = url.starts_with("https://") || url.starts_with("http://");
        let plain = url
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`'));
        (web && plain && url.len() <= 2000).then_some(url)
    }

    /// "Outlet, title" or what there is of it.
    pub fn origin(&self) -> String {
        let parts = [self.source.as_deref().unwrap_or(""), &self.title];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            self.article.clone()
        } else {
            parts.join(", ")
        }
    }
}
