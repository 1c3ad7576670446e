//! What stands above the body: title, date heading, navigation, byline.

use super::words::Words;
use crate::Span;
use crate::timex::written::{self, Order};

/// A title has at most this many characters.
const LONGEST_TITLE: usize = 250;
/// The head has at most this many paragraphs.
const LONGEST_HEAD: usize = 12;

/// What a line above the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Navigation,
    Date,
    Byline,
    Title,
    Subtitle,
}

/// The head of an article: how many paragraphs, and which of them is what.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub parts: Vec<(usize, Part)>,
    /// First paragraph of the body.
    pub body: usize,
}

impl Head {
    /// The paragraph of the title.
    pub fn title(&self) -> Option<usize> {
        let title = self.parts.iter().find(|(_, part)| *part == Part::Title);
        title.map(|(at, _)| *at)
    }
}

/// Finds the head. `dateline` is the paragraph with the dateline; `given` the
/// title when the format gave one; `furniture` marks what is no part of the
/// article anyway.
pub(super) fn find(
    text: &str,
    paragraphs: &[Span],
    furniture: &[bool],
    dateline: Option<usize>,
    given: Option<&str>,
) -> Head {
    let mut head = Head::default();
    let limit = dateline.unwrap_or(paragraphs.len()).min(LONGEST_HEAD);
    let mut seen_title = false;
    for (at, paragraph) in paragraphs.iter().enumerate().take(limit) {
        let line = paragraph.of(text);
        if furniture[at] {
            head.body = at + 1;
            continue;
        }
        let more = at + 1 < paragraphs.len();
        let part = if given.is_some_and(|title| same_words(title, line)) {
            Part::Title
        } else if is_date_line(line) {
            Part::Date
        } else if Words::get().is_navigation(line) && more {
            Part::Navigation
        } else if Words::get().is_byline(line) && more {
            Part::Byline
        } else if given.is_none() && !seen_title && more && is_title(line) {
            Part::Title
        } else if seen_title && given.is_none() && dateline.is_some() && is_subtitle(line) {
            Part::Subtitle
        } else {
            break;
        };
        seen_title |= part == Part::Title;
        head.parts.push((at, part));
        head.body = at + 1;
    }
    // A text of head lines only is a text without a head.
    let rest = head.body..paragraphs.len();
    if rest.clone().all(|at| furniture[at]) {
        let kept = head
            .parts
            .iter()
            .rev()
            .take_while(|(_, p)| matches!(p, Part::Title | Part::Subtitle))
            .count();
        head.parts.truncate(head.parts.len() - kept);
        head.body = head.parts.last().map_or(0, |(at, _)| at + 1);
    }
    head
}

fn is_title(line: &str) -> bool {
    let length = line.chars().count();
    (8..=LONGEST_TITLE).contains(&length)
        && !line.ends_with(['.', ',', ';', ':'])
        && !line.contains(". ")
        && line.split_whitespace().count() >= 2
        || (3..8).contains(&length) && !line.contains('.')
}

fn is_subtitle(line: &str) -> bool {
    line.chars().count() <= LONGEST_TITLE && !line.ends_with(['.', '"', '\u{201d}'])
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    b.len() <= 2 * a.len() + 20 && words(a) == words(b)
}

/// Whether a line is nothing but a date, with the words that go with it:
/// "Thursday, July 14, 2016", "Published: 14 July 2016, 10:05 GMT".
pub(crate) fn is_date_line(line: &str) -> bool {
    if line.len() > 120 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let dates = written::find(line, Order::DayFirst);
    if dates.is_empty() {
        return false;
    }
    let mut left = String::new();
    let mut from = 0;
    for date in &dates {
        left.push_str(&line[from..date.span.start as usize]);
        left.push(' ');
        from = date.span.end as usize;
    }
    left.push_str(&line[from..]);
    left.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| {
            let lower = word.to_lowercase();
            word.bytes().all(|b| b.is_ascii_digit())
                || written::is_weekday(&lower)
                || Words::get().is_stamp(&lower)
                || Words::get().is_update(&lower)
                || matches!(
                    lower.as_str(),
                    "am" | "pm"
                        | "a"
                        | "p"
                        | "m"
                        | "at"
                        | "first"
                        | "last"
                        | "by"
                        | "time"
                        | "uhr"
                        | "h"
                        | "et"
                        | "pt"
                        | "z"
                )
                || (word.len() <= 5
                    && word.len() >= 2
                    && word.bytes().all(|b| b.is_ascii_uppercase()))
                || is_clock(&lower)
        })
}

/// `10am`, `5pm`, `12h30`.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.trim_start_matches(|c: char| c.is_ascii_digit()).len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines() {
        for line in [
            "Thursday, July 14, 2016",
            "Published: 14 July 2016, 10:05 GMT",
            "14.07.2016",
            "Updated 9:30 PM ET, Thu July 14, 2016",
            "2016-07-14 10:05",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "On July 14, 2016 a lorry drove into a crowd",
            "Moscow",
            "July was hot",
            "Prices 1.2.3",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
