//! RSS, Atom, RDF and JSON Feed.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};
use feed_rs::model::{Entry, Feed, FeedType};
use feed_rs::parser::{Builder, ParseFeedError};

use super::html;
use super::stream::Out;
use super::{FoundDate, Origin, RawArticle, Setting, Severity};
use crate::timex::written;

/// Reads a feed: one article an entry.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    let text = without_declaration(text);
    let (feed, bad_dates) = match parsed(text) {
        Ok(read) => read,
        Err(error) => {
            let Some(read) = mended(text).and_then(|whole| parsed(&whole).ok()) else {
                let message = format!("not a feed that can be read: {error}");
                out.notice(0, Severity::Error, message);
                return;
            };
            let message = format!("the feed breaks off ({error}); its whole entries are read");
            out.notice(0, Severity::Error, message);
            read
        }
    };
    for stamp in bad_dates {
        let message = format!("\u{201c}{stamp}\u{201d} is not a date");
        out.notice(0, Severity::Warning, message);
    }
    if feed.entries.is_empty() {
        out.notice(0, Severity::Warning, "a feed without entries");
    }
    for entry in &feed.entries {
        let article = article(&feed, entry, out);
        if !out.article(article) {
            return;
        }
    }
}

/// A feed, and the stamps in it that are no dates.
fn parsed(text: &str) -> Result<(Feed, Vec<String>), ParseFeedError> {
    let bad_dates = Arc::new(Mutex::new(Vec::new()));
    let bad = Arc::clone(&bad_dates);
    let parser = Builder::new()
        .sanitize_content(false)
        .timestamp_parser(move |stamp| {
            let local = local_stamp(stamp);
            if local.is_none()
                && let Ok(mut bad) = bad.lock()
            {
                bad.push(stamp.to_owned());
            }
            local
        })
        .build();
    let feed = parser.parse(text.as_bytes())?;
    let bad_dates = bad_dates.lock().map(|mut bad| std::mem::take(&mut *bad));
    Ok((feed, bad_dates.unwrap_or_default()))
}

/// How feeds begin, how an entry of theirs ends, and how they end.
const ENDS: [(&str, &str, &str); 3] = [
    ("<rss", "</item>", "</channel></rss>"),
    ("<rdf:RDF", "</item>", "</rdf:RDF>"),
    ("<feed", "</entry>", "</feed>"),
];

/// A feed that breaks off, up to its last whole entry; `None` where there is
/// none.
fn mended(text: &str) -> Option<String> {
    let (_, entry, end) = ENDS.iter().find(|(begin, ..)| text.contains(begin))?;
    let at = text.rfind(entry)? + entry.len();
    Some(format!("{}{end}", &text[..at]))
}

/// The text without its XML declaration: it is decoded already, whatever
/// encoding the declaration names.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text.strip_prefix("<?xml") {
        Some(rest) => rest.find("?>").map_or(text, |at| &rest[at + 2..]),
        None => text,
    }
}

/// The stamp as the clock on the wall showed it where it was written: feeds
/// are dated by the local day, so the offset is not applied.
fn local_stamp(stamp: &str) -> Option<DateTime<Utc>> {
    let day = written::read(stamp.trim())?;
    Some(NaiveDateTime::new(day.date(), NaiveTime::MIN).and_utc())
}

fn article(feed: &Feed, entry: &Entry, out: &Out<'_>) -> RawArticle {
    let mut article = out.blank();
    let numbered = out.next_id();
    // A JSON Feed is JSON, whose records go by their own ids.
    article.id = match feed.feed_type {
        FeedType::JSON if !entry.id.is_empty() => entry.id.clone(),
        _ => numbered,
    };
    article.title = entry.title.as_ref().map(|t| html::one_line(&t.content));
    article.source = feed
        .title
        .as_ref()
        .map(|t| html::one_line(&t.content))
        .filter(|t| !t.is_empty());
    article.author = entry
        .authors
        .first()
        .and_then(|a| a.name.as_deref())
        .map(html::one_line)
        .filter(|a| !a.is_empty());
    article.url = entry.links.first().map(|l| l.href.clone());
    article.language = entry.language.clone().or_else(|| feed.language.clone());
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref());
    let summary = entry.summary.as_ref().map(|s| s.content.as_str());
    article.text = [content, summary]
        .into_iter()
        .flatten()
        .map(html::fragment_text)
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default();
    for (stamp, key, modified) in [
        (entry.published, "published", false),
        (entry.updated, "updated", true),
    ] {
        article.dates.extend(stamp.map(|stamp| FoundDate {
            text: stamp.format("%Y-%m-%d").to_string(),
            origin: Origin::Feed,
            key: key.to_owned(),
            modified,
            setting: Setting::default(),
        }));
    }
    article
}
