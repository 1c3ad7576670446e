//! Evidence outside the text: metadata, addresses, file names.

use super::weigh::Evidence;
use super::{Ground, PartialDate, numeric};
use crate::article::Article;
use crate::source::{Form, FoundDate, Origin, Place, Setting};
use crate::timex::Day;
use crate::timex::written::{self, Order};

/// Reads the stated dates of an article. What is no date, or lies in the
/// future, becomes a conflict.
pub(super) fn read(article: &Article, today: Day, conflicts: &mut Vec<String>) -> Vec<Evidence> {
    let order = numeric::usual(article);
    let mut evidence: Vec<Evidence> = Vec::new();
    for found in &article.dates {
        let numbers = found.setting.numbers.unwrap_or(order);
        let Some(day) = written::read_as(&found.text, numbers) else {
            if says_day(found) && !found.modified {
                conflicts.push(no_day(found));
            }
            continue;
        };
        let day = numeric::past(found, numbers, day, today);
        if day > today.plus(1) {
            let conflict = format!("The {} lies in the future: {day}.", name(found));
            if says_day(found) && !conflicts.contains(&conflict) {
                conflicts.push(conflict);
            }
            continue;
        }
        evidence.push(Evidence {
            day,
            strength: strength(found.origin),
            ground: ground(found.origin),
            modified: found.modified,
            what: format!("the {}", name(found)),
            at: None,
            text: found.text.clone(),
            setting: found.setting,
        });
    }
    if let Some(day) = file_day(&article.path).filter(|d| *d <= today) {
        evidence.push(Evidence {
            day,
            strength: 0.7,
            ground: Ground::Name,
            modified: false,
            what: "the file's name".to_owned(),
            at: None,
            text: String::new(),
            setting: in_form(Form::FileName),
        });
    }
    if let Some(day) = article
        .url
        .as_deref()
        .and_then(written::address_day)
        .filter(|d| *d <= today)
        && !article
            .dates
            .iter()
            .any(|d| d.origin == Origin::Url && d.setting.form == Form::Address)
    {
        evidence.push(Evidence {
            day,
            strength: strength(Origin::Url),
            ground: Ground::Name,
            modified: false,
            what: "the address".to_owned(),
            at: None,
            text: String::new(),
            setting: in_form(Form::Address),
        });
    }
    numeric::settle(&article.dates, order, &mut evidence);
    numeric::doubt(&article.dates, order, today, &mut evidence, conflicts);
    settle_zones(&article.dates, &mut evidence);
    settle_modified(&mut evidence);
    contradictions(&evidence, conflicts);
    evidence
}

/// What is said of a stated date that names no day.
fn no_day(found: &FoundDate) -> String {
    if let Some(year) = bare_year(&found.text) {
        return format!("The {} gives a year alone: {year}.", name(found));
    }
    let shown = found.text.chars().take(40).collect::<String>();
    format!(
        "The {} is not a date: \u{201c}{shown}\u{201d}.",
        name(found)
    )
}

/// "2015", as a field states it.
fn bare_year(text: &str) -> Option<i32> {
    let year = text.trim().parse().ok()?;
    (1500..2100).contains(&year).then_some(year)
}

/// A day and month of the text in the year that a field gives alone.
pub(super) fn in_stated_year(
    article: &Article,
    partial: Option<PartialDate>,
    today: Day,
) -> Option<Evidence> {
    let stated = article
        .dates
        .iter()
        .filter(|f| is_field(f.origin) && !f.modified);
    let (found, year) = stated
        .filter_map(|found| Some((found, bare_year(&found.text)?)))
        .next()?;
    let day = partial?.on(year).filter(|day| *day <= today)?;
    Some(Evidence {
        day,
        strength: 0.85,
        ground: Ground::Dateline,
        modified: false,
        what: format!("the text's day in the year of the {}", name(found)),
        at: None,
        text: String::new(),
        setting: in_form(Form::Field),
    })
}

fn in_form(form: Form) -> Setting {
    Setting {
        form,
        ..Setting::default()
    }
}

/// The day order of a language: month first in the United States.
pub(super) fn order_of(language: Option<&str>) -> Order {
    match language.map(str::to_ascii_lowercase).as_deref() {
        Some("en-us" | "en" | "en-ph") => Order::MonthFirst,
        _ => Order::DayFirst,
    }
}

/// A stamp in universal time is a day off for those who live far from
/// Greenwich: when the page shows the neighbouring day, and not the stamp's
/// own, that is the local day.
fn settle_zones(dates: &[FoundDate], evidence: &mut [Evidence]) {
    let shown: Vec<Day> = evidence
        .iter()
        .filter(|e| e.ground != Ground::Metadata && e.strength >= 0.4 && !e.modified)
        .filter(|e| e.setting.place != Place::Elsewhere)
        .map(|e| e.day)
        .collect();
    for found in dates {
        let Some(hour) = universal_hour(&found.text) else {
            continue;
        };
        for piece in evidence.iter_mut().filter(|e| e.text == found.text) {
            let local = piece.day.plus(if hour < 12 { -1 } else { 1 });
            if shown.contains(&local) && !shown.contains(&piece.day) {
                piece.day = local;
            }
        }
    }
}

/// The hour of a time stamp in universal time.
fn universal_hour(stamp: &str) -> Option<u32> {
    let stamp = stamp.trim();
    let universal = ["Z", "+00:00", "+0000", "GMT", "UTC"]
        .iter()
        .any(|z| stamp.ends_with(z));
    let colon = stamp.find(':').filter(|at| *at >= 2 && universal)?;
    stamp.get(colon - 2..colon)?.trim().parse().ok()
}

pub(super) fn is_field(origin: Origin) -> bool {
    matches!(
        origin,
        Origin::Given | Origin::JsonField | Origin::Feed | Origin::FrontMatter
    )
}

/// Whether a stated date claims to be the day of the article, so that it
/// should be one.
fn says_day(found: &FoundDate) -> bool {
    is_field(found.origin) || is_own(found.setting.form)
}

/// The forms in which a page speaks of itself.
fn is_own(form: Form) -> bool {
    matches!(
        form,
        Form::Field | Form::LinkedArticle | Form::LinkedPage | Form::MetaPublished | Form::Address
    )
}

fn ground(origin: Origin) -> Ground {
    match origin {
        Origin::Url | Origin::FileName => Ground::Name,
        Origin::Markup | Origin::VisibleText => Ground::Heading,
        _ => Ground::Metadata,
    }
}

/// How often a date of this origin is the day of publication when it stands
/// alone and in the best of places.
fn strength(origin: Origin) -> f32 {
    match origin {
        Origin::Given => 0.99,
        Origin::JsonField | Origin::Feed | Origin::FrontMatter => 0.96,
        Origin::JsonLd => 0.96,
        Origin::Meta => 0.95,
        Origin::Script => 0.8,
        Origin::Time => 0.85,
        Origin::Url => 0.96,
        Origin::Markup => 0.85,
        Origin::FileName => 0.7,
        Origin::VisibleText => 0.8,
    }
}

pub(super) fn name(found: &FoundDate) -> String {
    let kind = match found.origin {
        Origin::Given => "given date",
        Origin::JsonField => "field",
        Origin::Feed => "feed entry's",
        Origin::FrontMatter => "front matter's",
        Origin::JsonLd => "page's JSON-LD",
        Origin::Meta => "page's meta field",
        Origin::Script => "page's script key",
        Origin::Time => "page's time element",
        Origin::Url => "address",
        Origin::Markup => "page's text marked",
        Origin::FileName => "file name",
        Origin::VisibleText => "page's text",
    };
    if found.key.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} `{}`", found.key)
    }
}

/// A date of modification counts for publication only when nothing better is
/// there, and the publication is never later than it.
fn settle_modified(evidence: &mut [Evidence]) {
    let stated = evidence.iter().any(|e| !e.modified && e.strength >= 0.5);
    let latest = evidence
        .iter()
        .filter(|e| e.modified && e.ground == Ground::Metadata)
        .map(|e| e.day)
        .max();
    for piece in evidence.iter_mut() {
        if piece.modified {
            piece.strength *= if stated { 0.08 } else { 0.8 };
        } else if latest.is_some_and(|last| piece.day > last.plus(1))
            && piece.ground != Ground::Metadata
        {
            piece.strength *= 0.5;
        }
    }
}

fn contradictions(evidence: &[Evidence], conflicts: &mut Vec<String>) {
    let strong: Vec<&Evidence> = evidence
        .iter()
        .filter(|e| !e.modified && e.strength >= 0.9 && is_own(e.setting.form))
        .collect();
    let Some(first) = strong.first() else {
        return;
    };
    if let Some(other) = strong.iter().find(|e| (e.day.0 - first.day.0).abs() > 1) {
        let mut what = first.what.clone();
        if let Some(letter) = what.get_mut(0..1) {
            letter.make_ascii_uppercase();
        }
        conflicts.push(format!(
            "{what} says {}, but {} says {}.",
            first.day, other.what, other.day
        ));
    }
}

/// The day in a file's name: `2016-02-22-truce.txt`, `20160222.html`.
fn file_day(path: &std::path::Path) -> Option<Day> {
    let name = path.file_stem()?.to_str()?;
    written::find(name, Order::DayFirst)
        .into_iter()
        .filter(|w| w.clear || w.span.len() == 8)
        .find_map(|w| w.resolve())
        .filter(|d| (1980..2100).contains(&d.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let day = Day::from_ymd(2016, 2, 22);
        for url in [
            "https://x.example/2016/02/22/truce",
            "https://x.example/news/2016-02-22-truce.html",
            "https://x.example/a/20160222/truce?x=1",
            "https://x.example/world/2016/feb/22/truce",
        ] {
            assert_eq!(written::address_day(url), day, "{url}");
        }
        for url in [
            "https://x.example/2016/02/truce",
            "https://2016-02-22.example/",
            "https://x.example/id/48201622",
        ] {
            assert_eq!(written::address_day(url), None, "{url}");
        }
    }
}
