//! One date of a text and what stands around it: how much it looks like the
//! stamp of the text.

use super::layout::Layout;
use super::{Said, head, weekday_name};
use crate::Span;
use crate::article::Article;
use crate::dating::weigh::Evidence;
use crate::dating::{Ground, PartialDate};
use crate::source::{Form, Setting};
use crate::timex::Day;
use crate::timex::written::Written;

/// What stands between a stamp and its neighbours on a line.
const BARS: [char; 8] = [
    '|', '\u{2022}', '\u{b7}', '\u{22c5}', '-', '\u{2013}', '\u{2014}', '/',
];
/// What stands around a date.
pub(super) struct Context<'a> {
    before: &'a str,
    after: &'a str,
    words: usize,
    index: usize,
    page: &'a Layout,
    article: &'a Article,
    at: u32,
}

impl<'a> Context<'a> {
    /// A date in a paragraph, the `index`-th of the text.
    pub fn new(
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

    /// Adds what the date says.
    pub fn weigh(&self, date: &Written, today: Day, said: &mut Said, conflicts: &mut Vec<String>) {
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
            if in_dateline {
                conflicts.push(format!("The dateline lies in the future: {day}."));
            }
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

    /// A date without a year counts in a dateline, as a heading or as a
    /// stamp above the prose.
    fn partial(&self, date: &Written, in_dateline: bool, said: &mut Said) {
        let heading = self.index <= self.page.start
            && (self.words <= 4 && !self.before.contains(char::is_alphabetic)
                || self.words <= 16 && self.stamp(date.weekday.is_some()) >= 0.6);
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
