//! Comma-separated values, safe to open in a spreadsheet.

use std::io::{self, Write};

use super::Record;

const HEADER: [&str; 17] = [
    "from",
    "to",
    "granularity",
    "value",
    "dated_by",
    "confidence",
    "planned",
    "speaker",
    "actors",
    "sentence",
    "source",
    "title",
    "article",
    "url",
    "basis",
    "tags",
    "note",
];

pub fn write(records: &mut dyn Iterator<Item = Record<'_>>, out: &mut dyn Write) -> io::Result<()> {
    row(HEADER.into_iter(), out)?;
    for record in records {
        let confidence = record.confidence.to_string();
        let actors = record.actors.join("; ");
        let tags = record.tags.join("; ");
        let cells: [&str; 17] = [
            &record.from,
            &record.to,
            record.granularity,
            record.value,
            record.dated_by,
            &confidence,
            if record.planned { "yes" } else { "no" },
            record.speaker.unwrap_or(""),
            &actors,
            &record.sentence,
            record.source.as_deref().unwrap_or(""),
            &record.title,
            &record.article,
            record.url.as_deref().unwrap_or(""),
            &record.basis,
            &tags,
            record.note.unwrap_or(""),
        ];
        row(cells.into_iter(), out)?;
    }
    Ok(())
}

fn row<'a>(cells: impl Iterator<Item = &'a str>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.map(cell).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// A cell after RFC 4180. A leading `=`, `+`, `-`, `@` would make a
/// spreadsheet run the article's text as a formula, so such a cell begins
/// with an apostrophe (OWASP, "CSV Injection").
fn cell(text: &str) -> String {
    let text = crate::text::safe(text);
    let formula = text.starts_with(['=', '+', '-', '@']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.into_owned()
    };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
    }
}
