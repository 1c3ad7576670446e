//! Evidence in the text: dateline, date headings, stamps, dates in prose.

use chrono::Weekday;

use super::weigh::Evidence;
use super::{Ground, PartialDate};
use crate::Span;
use crate::article::{Article, text_lines};
use crate::source::{Form, Setting};
use crate::timex::Day;
use crate::timex::written::{self, Order, Written};

/// A paragraph of at least so many words is prose.
const PROSE: usize = 22;
/// What stands between a stamp and its neighbours on a line.
const BARS: [char; 8] = [
    '|', '\u{2022}', '\u{b7}', '\u{22c5}', '-', '\u{2013}', '\u{2014}', '/',
];
/// Paragraphs looked at from the start of a text.
const TOP: usize = 1200;

/// What the text says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub evidence: Vec<Evidence>,
    /// Day and month of a dateline or heading without a year.
    pub partial: Option<PartialDate>,
    /// Whole dates named in prose: what the text looks back (or ahead) to.
    pub cited: Vec<Day>,
}

/// Reads the text of an article.
pub(super) fn read(article: &Article, today: Day, conflicts: &mut Vec<String>) -> Said {
    let lines = text_lines(&article.text);
    let page = Layout::new(&article.text, &lines);
    let order = order_of_text(&article.text, &lines, article.language.as_deref());
    let mut said = Said::default();
    for (index, line) in lines.iter().enumerate().take(TOP) {
        let words = line.of(&article.text);
        for date in written::find(words, order) {
            let context = Context::new(words, &date, index, &page, article, *line);
            context.weigh(&date, today, &mut said, conflicts);
        }
    }
    let above = previous_labels(&article.text, &lines);
    for piece in &mut said.evidence {
        let labelled = piece.at.and_then(|at| {
            above
                .iter()
                .find(|(span, _)| span.start <= at && at < span.end)
        });
        if let Some((_, update)) = labelled {
            piece.strength = piece.strength.max(if *update { 0.6 } else { 0.88 });
            piece.modified = *update;
        }
    }
    demote_updates(&mut said.evidence);
    prefer_nearest(&mut said.evidence, &lines, &page);
    settle_numbers(&mut said.evidence, &article.text);
    said
}

/// Among the stamps above the prose the nearest is the article's own; those
/// further up belong to the page.
fn prefer_nearest(evidence: &mut [Evidence], lines: &[Span], page: &Layout) {
    let index_of = |piece: &Evidence| {
        let at = piece.at?;
        let index = lines.partition_point(|l| l.end <= at);
        (piece.ground == Ground::Heading && piece.strength >= 0.3).then_some(index)
    };
    let above = evidence
        .iter()
        .filter(|e| !e.modified)
        .filter_map(index_of)
        .filter(|i| *i <= page.start)
        .max();
    let Some(nearest) = above else {
        return;
    };
    for piece in evidence.iter_mut() {
        if let Some(index) = index_of(piece)
            && (index + 2 < nearest || index > page.start + 2)
        {
            piece.strength *= 0.6;
        }
    }
}

/// 02/11/2023 is the day that another, clear date of the text is near to.
fn settle_numbers(evidence: &mut [Evidence], text: &str) {
    let clear: Vec<Day> = evidence
        .iter()
        .filter(|e| !is_numeric(e, text))
        .map(|e| e.day)
        .collect();
    let near = |day: Day| clear.iter().any(|c| (c.0 - day.0).abs() <= 3);
    for piece in evidence.iter_mut().filter(|e| is_numeric(e, text)) {
        let (year, month, day) = piece.day.ymd();
        if let Some(swapped) = Day::from_ymd(year, day, month)
            && !near(piece.day)
            && near(swapped)
        {
            piece.day = swapped;
        }
    }
}

/// Whether a date stands as bare numbers with strokes.
fn is_numeric(piece: &Evidence, text: &str) -> bool {
    let from = piece
        .at
        .map_or("", |at| text.get(at as usize..).unwrap_or(""));
    let mut parts = head(from, 10).split('/');
    parts.next().is_some_and(|p| (1..=2).contains(&p.len()))
        && parts.next().is_some_and(|p| (1..=2).contains(&p.len()))
}

/// Where the prose of the text stands.
struct Layout {
    words: Vec<usize>,
    /// First paragraph of the main prose.
    start: usize,
    /// Last one.
    end: usize,
}

impl Layout {
    fn new(text: &str, lines: &[Span]) -> Self {
        let words: Vec<usize> = lines
            .iter()
            .map(|l| l.of(text).split_whitespace().count())
            .collect();
        let prose: Vec<usize> = words
            .iter()
            .zip(lines)
            .map(|(n, l)| {
                let ends = l
                    .of(text)
                    .ends_with(['.', '!', '?', '"', '\u{201d}', '\u{2019}', ':', ')']);
                if *n >= PROSE && ends { *n } else { 0 }
            })
            .collect();
        // The main prose is the densest stretch: every paragraph's worth is
        // its own words and those of the next few.
        let reach = 10;
        let mut sum: usize = prose.iter().take(reach).sum();
        let mut sums = Vec::with_capacity(prose.len());
        for at in 0..prose.len() {
            sums.push(sum);
            sum -= prose[at];
            sum += prose.get(at + reach).copied().unwrap_or(0);
        }
        let most = sums.iter().copied().max().unwrap_or(0);
        let start = (0..prose.len())
            .find(|at| prose[*at] > 0 && sums[*at] * 2 >= most)
            .unwrap_or(0);
        let end = prose.iter().rposition(|n| *n > 0).unwrap_or(start);
        Self { words, start, end }
    }
}

/// What stands around a date.
struct Context<'a> {
    before: &'a str,
    after: &'a str,
    words: usize,
    index: usize,
    page: &'a Layout,
    article: &'a Article,
    at: u32,
}

impl<'a> Context<'a> {
    fn new(
        line: &'a str,
        date: &Written,
        index: usize,
        page: &'a Layout,
        article: &'a Article,
        span: Span,
    ) -> Self {
        Self {
            before: &line[..date.span.start as usize],
            after: &line[date.span.end as usize..],
            words: page.words[index],
            index,
            page,
            article,
            at: span.start + date.span.start,
        }
    }

    fn weigh(&self, date: &Written, today: Day, said: &mut Said, conflicts: &mut Vec<String>) {
        let dateline = self.article.dateline.as_ref().and_then(|d| d.date);
        let in_dateline = dateline.is_some_and(|d| d.start <= self.at && self.at < d.end);
        let Some(day) = date.resolve() else {
            if date.year.is_none() && Day::from_ymd(2000, date.month, date.day).is_some() {
                self.partial(date, in_dateline, said);
            } else if in_dateline || self.stamp(date.weekday.is_some()) > 0.5 {
                conflicts.push("The date of the text is no day of the calendar.".to_owned());
            }
            return;
        };
        if !(1800..2100).contains(&day.year()) {
            return;
        }
        let strength = if in_dateline {
            0.95
        } else {
            self.stamp(date.weekday.is_some())
        };
        if strength < 0.3 {
            said.cited.push(day);
        }
        if day > today.plus(1) {
            return;
        }
        let mut strength = strength;
        if let Some(weekday) = date.weekday
            && weekday != day.weekday()
        {
            if strength > 0.3 {
                conflicts.push(format!(
                    "Says {} {day}, but {day} was a {}.",
                    weekday_name(weekday),
                    weekday_name(day.weekday())
                ));
            }
            strength *= 0.4;
        }
        let (ground, what) = if in_dateline {
            (Ground::Dateline, "the dateline".to_owned())
        } else if strength >= 0.3 {
            (
                Ground::Heading,
                format!("the stamp \u{201c}{}\u{201d}", self.shown(date)),
            )
        } else {
            (
                Ground::Text,
                format!(
                    "the text names a day and \u{201c}{}\u{201d}",
                    self.shown(date)
                ),
            )
        };
        said.evidence.push(Evidence {
            day,
            strength,
            ground,
            modified: self.is_update(),
            what,
            at: Some(self.at),
            text: String::new(),
            setting: Setting {
                form: match (ground, strength) {
                    (Ground::Dateline, _) => Form::Dateline,
                    (Ground::Heading, 0.6..) => Form::Stamp,
                    (Ground::Heading, _) => Form::FaintStamp,
                    _ => Form::Named,
                },
                ..Setting::default()
            },
        });
    }

    fn shown(&self, date: &Written) -> String {
        let start = self.at;
        Span {
            start,
            end: start + (date.span.end - date.span.start),
        }
        .of(&self.article.text)
        .to_owned()
    }

    /// A date without a year counts in a dateline or as a heading.
    fn partial(&self, date: &Written, in_dateline: bool, said: &mut Said) {
        let heading = self.words <= 4
            && self.index <= self.page.start
            && !self.before.contains(char::is_alphabetic);
        if in_dateline || (heading && said.partial.is_none()) {
            said.partial = Some(PartialDate {
                month: date.month as u8,
                day: date.day as u8,
                weekday: date.weekday,
            });
        }
    }

    fn is_update(&self) -> bool {
        let near = tail(self.before, 40).to_lowercase();
        let clause = near.rsplit(['|', '/', '(']).next().unwrap_or_default();
        ["update", "modified", "revised", "edited"]
            .iter()
            .any(|w| clause.contains(w))
            || [
                "aktualisiert",
                "actualizado",
                "mis à jour",
                "mise à jour",
                "aggiornato",
            ]
            .iter()
            .any(|w| clause.contains(w))
    }

    /// How much this looks like the stamp of the text, 0 to 1.
    fn stamp(&self, weekday: bool) -> f32 {
        let near = tail(self.before, 60).to_lowercase();
        let clause = near.rsplit(['|', '•', '(']).next().unwrap_or_default();
        let labelled = [
            "publish",
            "posted",
            "first published",
            "released",
            "date:",
            "issued",
            "created",
        ]
        .iter()
        .any(|w| clause.contains(w));
        let byline = near.trim_start().starts_with("by ")
            || near.contains(" by ")
            || near.contains("staff")
            || near.contains("written by");
        let bar = self.before.trim_end().ends_with(BARS)
            || self
                .after
                .trim_start()
                .starts_with(['|', '•', '·', '\u{22c5}']);
        let clock = has_clock(tail(self.before, 24)) || has_clock(head(self.after, 24));
        let starts = self.before.chars().filter(|c| c.is_alphabetic()).count() <= 10;
        let short = self.words <= 16;
        let top = self.index <= 3 && self.before.len() < 260;
        let opens = top && clock;
        let bylined = bar && self.after.trim_start_matches([' ', '|']).starts_with("By ");
        let base: f32 = if self.is_copyright() || self.is_reply() {
            0.03
        } else if labelled && (short || clock) {
            0.9
        } else if self.is_update() && (short || clock) {
            0.62
        } else if byline && short {
            0.85
        } else if clock && (short || starts || opens || bar) {
            0.86
        } else if top && bylined {
            0.85
        } else if (bar && (short || starts)) || (top && self.glued(weekday)) {
            0.75
        } else if starts && self.words <= 8 {
            0.72
        } else if short && self.words <= 10 && self.after.split_whitespace().count() <= 2 {
            0.5
        } else if self.at_end() && clock {
            0.75
        } else {
            0.1
        };
        if base < 0.3 {
            base
        } else {
            base * self.place()
        }
    }

    /// A heading that lost its line break: a date that opens the line and is
    /// followed by the beginning of a sentence, or a weekday and date that
    /// end a line of other words.
    fn glued(&self, weekday: bool) -> bool {
        let lead = self.before.split_whitespace().count();
        let next = self
            .after
            .trim_start_matches([' ', ';', ','])
            .chars()
            .next();
        let opens = lead <= 1
            && (weekday || lead == 0)
            && next.is_some_and(char::is_uppercase)
            && !self.after.starts_with(',');
        opens || (weekday && self.after.trim().is_empty())
    }

    /// Stamps stand close above the prose, or at its very end.
    fn place(&self) -> f32 {
        let (start, end) = (self.page.start, self.page.end);
        if self.index <= start {
            let off = start - self.index;
            match off {
                0..=14 => 1.0,
                15..=40 => 0.75,
                _ => 0.5,
            }
        } else if self.index <= start + 2 {
            0.9
        } else if self.index >= end && self.index <= end + 3 {
            0.75
        } else if self.index < end {
            0.4
        } else {
            0.3
        }
    }

    fn at_end(&self) -> bool {
        self.index + 2 >= self.page.words.len()
    }

    fn is_copyright(&self) -> bool {
        let near = tail(self.before, 40).to_lowercase();
        near.contains('\u{a9}') || near.contains("copyright")
    }

    /// "someone says: October 14, 2015 at 10:14 pm": a comment below.
    fn is_reply(&self) -> bool {
        let below = self.index > self.page.start + 3;
        let line = tail(self.before, 60).to_lowercase();
        below
            && (line.contains("says")
                || line.contains("reply")
                || self.after.to_lowercase().contains("reply")
                || self.after.trim_start().starts_with("at "))
    }
}

fn tail(text: &str, length: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(length))..]
}

fn head(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// `10:05`, `19.40 BST`, `5 p.m.`, `10am`.
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).any(|at| match bytes[at] {
        b':' | b'.' => {
            at > 0
                && digit(at - 1)
                && digit(at + 1)
                && digit(at + 2)
                && !digit(at + 3)
                && (bytes[at] == b':' || text[at..].len() > 3 && text.as_bytes()[at + 3] == b' ')
        }
        b'a' | b'p' | b'A' | b'P' => {
            let next = bytes.get(at + 1).map(u8::to_ascii_lowercase);
            let m = next == Some(b'm')
                || (next == Some(b'.')
                    && bytes.get(at + 2).map(u8::to_ascii_lowercase) == Some(b'm'));
            m && at > 0 && (digit(at - 1) || (bytes[at - 1] == b' ' && at > 1 && digit(at - 2)))
        }
        _ => false,
    })
}

/// Lines that hold only a label ("Published", "Last updated") speak for the
/// date in the line below.
fn previous_labels(text: &str, lines: &[Span]) -> Vec<(Span, bool)> {
    let mut out = Vec::new();
    for pair in lines.windows(2).take(TOP) {
        let words = pair[0].of(text).to_lowercase();
        let label = words.trim_matches(|c: char| !c.is_alphanumeric());
        if pair[1].of(text).split_whitespace().count() > 12 {
            continue;
        }
        match label {
            "published" | "published on" | "posted" | "posted on" | "date" | "publication date"
            | "first published" | "published date" | "date published" => {
                out.push((pair[1], false));
            }
            "updated" | "last updated" | "modified" | "last modified" | "updated on" => {
                out.push((pair[1], true))
            }
            _ => {}
        }
    }
    out
}

/// A date of change gives way when a date of publication is there.
fn demote_updates(evidence: &mut [Evidence]) {
    let stated = evidence.iter().any(|e| !e.modified && e.strength > 0.5);
    if stated {
        for piece in evidence.iter_mut().filter(|e| e.modified) {
            piece.strength *= 0.25;
        }
    }
}

/// Whether bare numbers put the month first: what other numbers of the text
/// show, else the language's habit.
fn order_of_text(text: &str, lines: &[Span], language: Option<&str>) -> Order {
    let (mut day_first, mut month_first) = (0, 0);
    for line in lines.iter().take(TOP) {
        let words = line.of(text);
        if !words.contains('/') {
            continue;
        }
        for date in written::find(words, Order::DayFirst) {
            let written = date.span.of(words);
            let first: u32 = written
                .split('/')
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or(0);
            if written.contains('/') && !date.clear {
                day_first += u32::from(first > 12 && first <= 31);
                month_first += u32::from(first <= 12 && date.day > 12);
            }
        }
    }
    if day_first != month_first {
        return if day_first > month_first {
            Order::DayFirst
        } else {
            Order::MonthFirst
        };
    }
    match language {
        Some(_) => super::outside::order_of(language),
        // American spellings, zones and phrases settle what is left.
        None => {
            let sample = head(text, 60_000);
            let count = |words: &[&str]| {
                words
                    .iter()
                    .map(|w| sample.matches(w).count())
                    .sum::<usize>()
            };
            let american = count(&[
                " ET", " EST", " EDT", " PST", " PDT", " CST", " CDT", "color", "center", " U.S. ",
            ]);
            let british = count(&[
                " GMT", " BST", "colour", "centre", "organis", " UK ", " CET", " CEST", " IST",
            ]);
            if british > american {
                Order::DayFirst
            } else {
                Order::MonthFirst
            }
        }
    }
}

/// The English name of a day of the week.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks() {
        for text in ["at 10:05", "19.40 BST", "5 p.m.", "10am", "9:30 PM ET"] {
            assert!(has_clock(text), "{text}");
        }
        for text in ["3.5", "the camp", "1.2.3", "v2:a", ""] {
            assert!(!has_clock(text), "{text}");
        }
    }
}
