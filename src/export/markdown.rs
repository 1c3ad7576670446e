//! Markdown: a heading a month or year, an item an event.

use std::io::{self, Write};

use super::{Record, heading, heading_words, when};

pub fn write(
    title: &str,
    records: &mut dyn Iterator<Item = Record<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# {}", escape(title))?;
    let mut above = None;
    for record in records {
        let below = heading(record.interval);
        if above != Some(below) {
            above = Some(below);
            writeln!(out, "\n## {}\n", heading_words(below))?;
        }
        let planned = if record.planned { " (planned)" } else { "" };
        let said = record
            .speaker
            .map(|name| format!(" *{}:*", escape(name)))
            .unwrap_or_default();
        let origin = escape(&record.origin());
        let origin = match record.link() {
            Some(url) => format!("[{origin}](<{url}>)"),
            None => origin,
        };
        let day = when(record.interval);
        writeln!(
            out,
            "- **{day}**{planned}{said} {} — {origin}",
            escape(&record.sentence)
        )?;
        if !record.tags.is_empty() {
            writeln!(out, "  *{}*", escape(&record.tags.join(", ")))?;
        }
        for line in record.note.unwrap_or("").lines() {
            writeln!(out, "  > {}", escape(line))?;
        }
    }
    Ok(())
}

/// Text that Markdown leaves as it is, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in crate::text::safe(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_is_not_markup() {
        assert_eq!(escape("*a* [b](c) <d>\ne"), "\\*a\\* \\[b\\](c) \\<d\\> e");
    }
}
