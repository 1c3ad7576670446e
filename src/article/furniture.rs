//! Comments, share bars, related posts, widgets, copyright: what stands
//! around an article and is none of it.

use super::words::Words;
use crate::Span;

/// Text below a cut may have at most this share of the words above it.
const MOST_BELOW: f32 = 0.6;

/// Which paragraphs are furniture.
pub(super) fn marks(text: &str, paragraphs: &[Span]) -> Vec<bool> {
    let words = Words::get();
    let mut marks: Vec<bool> = paragraphs
        .iter()
        .map(|p| words.is_furniture(p.of(text)) || leads_away(p.of(text)))
        .collect();
    let sizes: Vec<usize> = paragraphs
        .iter()
        .map(|p| p.of(text).split_whitespace().count())
        .collect();
    let total: usize = sizes.iter().sum();
    let mut above = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let line = paragraph.of(text);
        if above > 0 && words.is_cut(line) {
            let below = total - above - sizes[index];
            if below as f32 <= MOST_BELOW * above as f32 {
                marks[index..].fill(true);
                break;
            }
            marks[index] = true;
        }
        above += sizes[index];
    }
    sign_off(text, paragraphs, &mut marks);
    marks
}

/// Nothing but pointers to other stories ("» Talks resume") under a call, or a
/// bar of a site's sections ("Home | About | Archive").
fn leads_away(paragraph: &str) -> bool {
    let words = Words::get();
    let pointer = |line: &str| line.starts_with(['\u{bb}', '\u{203a}', '\u{2192}']);
    let bar = |line: &str| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let short = |part: &&str| {
            part.split_whitespace().count() <= 2 && !part.contains(|c: char| c.is_ascii_digit())
        };
        parts.len() >= 3 && parts.iter().all(short)
    };
    let call = |line: &str| words.is_furniture(line) || words.is_cut(line);
    let lines = || paragraph.lines().map(str::trim).filter(|l| !l.is_empty());
    lines().any(|line| pointer(line) || bar(line))
        && lines().all(|line| pointer(line) || bar(line) || call(line))
}

/// "REUTER" as the last line: the agency signs its copy.
fn sign_off(text: &str, paragraphs: &[Span], marks: &mut [bool]) {
    let last = marks.iter().rposition(|mark| !mark);
    if let Some(last) = last.filter(|at| *at > 0) {
        let line = paragraphs[last]
            .of(text)
            .trim_matches(['-', '/', '(', ')', ' ']);
        if line.len() < 24
            && (Words::get().agency(line).is_some() || line.eq_ignore_ascii_case("reuter"))
        {
            marks[last] = true;
        }
    }
}

/// The slug of a picture's file name glued to the first word of a paragraph
/// (`president-de-francePresident …`); how many bytes it has.
pub(super) fn glued_slug(line: &str) -> usize {
    let end = line
        .bytes()
        .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        .count();
    let slug = &line[..end];
    let parts = slug.split(['-', '_']);
    let glued = line[end..].starts_with(char::is_uppercase)
        && slug.ends_with(|c: char| c.is_ascii_alphanumeric());
    let plausible = parts.clone().count() >= 3 && parts.filter(|p| p.len() > 1).count() >= 2;
    if glued && plausible && end >= 10 {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/article/furniture.txt`: one article; lines with `~` before them
    /// are furniture, lines with `=` are not.
    #[test]
    fn examples() {
        for case in include_str!("../../tests/article/furniture.txt").split("\n---\n") {
            let lines: Vec<&str> = case
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty())
                .collect();
            let text: Vec<&str> = lines.iter().map(|l| &l[1..]).collect();
            let text = text.join("\n\n");
            let paragraphs = super::super::lines::paragraphs(&text);
            assert_eq!(paragraphs.len(), lines.len(), "{text}");
            for (line, mark) in lines.iter().zip(marks(&text, &paragraphs)) {
                assert_eq!(line.starts_with('~'), mark, "{line}");
            }
        }
    }

    #[test]
    fn slugs() {
        assert_eq!(glued_slug("president-russe-vladimirVladimir Putin"), 24);
        for line in [
            "so-called Islamic state",
            "well-to-do Citizens",
            "a-b-cD",
            "Vladimir Putin",
            "e-mail",
        ] {
            assert_eq!(glued_slug(line), 0, "{line}");
        }
    }
}
