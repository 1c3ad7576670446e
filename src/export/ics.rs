//! iCalendar (RFC 5545): every event as an all-day event.

use std::hash::Hasher;
use std::io::{self, Write};

use super::Record;
use crate::timex::{Day, Interval};

pub fn write(
    title: &str,
    records: &mut dyn Iterator<Item = Record<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    line(out, "BEGIN:VCALENDAR")?;
    line(out, "VERSION:2.0")?;
    line(out, "PRODID:-//dateline//chronology//EN")?;
    line(out, &format!("X-WR-CALNAME:{}", escape(title)))?;
    for record in records.filter(|record| holds(record.interval)) {
        event(&record, out)?;
    }
    line(out, "END:VCALENDAR")
}

/// Whether a calendar can hold the days: dates have four digits and no sign
/// (RFC 5545 3.3.4), and the end is the day after the last.
pub fn holds(interval: Interval) -> bool {
    interval.first.year() >= 1 && interval.last.plus(1).year() <= 9999
}

fn event(record: &Record<'_>, out: &mut dyn Write) -> io::Result<()> {
    // The end of an all-day event is the day after its last.
    let end = record.interval.last.plus(1);
    let said = record
        .speaker
        .map(|name| format!("{name}: "))
        .unwrap_or_default();
    let note = record.note.map(|note| format!("\n\n{note}"));
    let description = format!(
        "{said}{}\n\n{}\n{}{}",
        record.sentence,
        record.origin(),
        record.basis,
        note.unwrap_or_default()
    );
    line(out, "BEGIN:VEVENT")?;
    line(out, &format!("UID:{:016x}@dateline", identity(record)))?;
    // A stamp is required; the day of publication keeps exports repeatable.
    let stamp = record
        .published
        .as_deref()
        .and_then(|day| day.parse().ok())
        .filter(|day: &Day| (1..=9999).contains(&day.year()))
        .unwrap_or(record.interval.first);
    line(out, &format!("DTSTAMP:{}T000000Z", compact(stamp)))?;
    line(
        out,
        &format!("DTSTART;VALUE=DATE:{}", compact(record.interval.first)),
    )?;
    line(out, &format!("DTEND;VALUE=DATE:{}", compact(end)))?;
    line(
        out,
        &format!("SUMMARY:{}", escape(&short(&record.sentence))),
    )?;
    line(out, &format!("DESCRIPTION:{}", escape(&description)))?;
    if !record.tags.is_empty() {
        let tags: Vec<String> = record.tags.iter().map(|tag| escape(tag)).collect();
        line(out, &format!("CATEGORIES:{}", tags.join(",")))?;
    }
    if let Some(url) = record.link() {
        line(out, &format!("URL:{url}"))?;
    }
    line(
        out,
        if record.planned {
            "STATUS:TENTATIVE"
        } else {
            "STATUS:CONFIRMED"
        },
    )?;
    line(out, "TRANSP:TRANSPARENT")?;
    line(out, "END:VEVENT")
}

fn compact(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}{month:02}{day:02}")
}

/// The same event has the same UID in every export.
fn identity(record: &Record<'_>) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(record.article.as_bytes());
    hasher.write(record.from.as_bytes());
    hasher.write(record.to.as_bytes());
    hasher.write(record.value.as_bytes());
    hasher.write(record.expression.as_bytes());
    hasher.write_u32(record.start);
    hasher.finish()
}

fn short(sentence: &str) -> String {
    const LONGEST: usize = 120;
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// TEXT of RFC 5545 3.3.11: backslash, comma, semicolon and line ends are
/// escaped; other controls become visible marks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (number, part) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("\\n");
        }
        for c in crate::text::safe(part).chars() {
            if matches!(c, '\\' | ',' | ';') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// A content line, folded so that none is longer than 75 octets.
fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    const OCTETS: usize = 75;
    let mut room = OCTETS;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.write_all(b"\r\n ")?;
            room = OCTETS - 1;
        }
        room -= c.len_utf8();
        write!(out, "{c}")?;
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_on_character_borders() {
        let mut out = Vec::new();
        line(&mut out, &"é".repeat(100)).expect("memory does not fail");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.split("\r\n").all(|l| l.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(100));
    }

    #[test]
    fn a_calendar_holds_four_digits_of_our_era() {
        let at = |year| Interval::day(Day::from_ymd(year, 12, 31).expect("a day"));
        assert!(holds(at(1)) && holds(at(9998)));
        assert!(!holds(at(0)) && !holds(at(-43)) && !holds(at(9999)));
    }

    #[test]
    fn text_values_are_escaped() {
        assert_eq!(escape("a,b;c\\d\ne\u{1b}"), "a\\,b\\;c\\\\d\\ne\u{241b}");
    }
}
