//! One self-contained web page: no script or style from elsewhere, readable
//! without JavaScript, filterable with it, fit to print.

use std::io::{self, Write};

use super::{Record, heading, heading_words, when};

/// Everything around the events; `{{title}}` and `{{events}}` are filled in.
const PAGE: &str = include_str!("../../assets/export/page.html");

pub fn write(
    title: &str,
    records: &mut dyn Iterator<Item = Record<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (before, after) = PAGE.split_once("{{events}}").unwrap_or((PAGE, ""));
    out.write_all(before.replace("{{title}}", &escape(title)).as_bytes())?;
    let mut above = None;
    for record in records {
        let below = heading(record.interval);
        if above != Some(below) {
            if above.is_some() {
                out.write_all(b"</ol></section>\n")?;
            }
            above = Some(below);
            writeln!(out, "<section><h2>{}</h2><ol>", heading_words(below))?;
        }
        event(&record, out)?;
    }
    if above.is_some() {
        out.write_all(b"</ol></section>\n")?;
    }
    out.write_all(after.as_bytes())
}

fn event(record: &Record<'_>, out: &mut dyn Write) -> io::Result<()> {
    let class = match (record.planned, record.dated_by) {
        (true, _) => " class=\"planned\"",
        (_, "publication") => " class=\"published\"",
        _ => "",
    };
    let day = escape(&when(record.interval));
    // The attribute knows no year before 1; the words do.
    match record.interval.first.year() {
        1.. => writeln!(
            out,
            "<li{class}><time datetime=\"{}\">{day}</time>",
            record.from
        )?,
        _ => writeln!(out, "<li{class}><time>{day}</time>")?,
    }
    write!(out, "<p>")?;
    if let Some(speaker) = record.speaker {
        write!(out, "<b>{}:</b> ", escape(speaker))?;
    }
    writeln!(out, "{}</p>", escape(&record.sentence))?;
    if !record.tags.is_empty() {
        writeln!(out, "<small>{}</small>", escape(&record.tags.join(", ")))?;
    }
    if let Some(note) = record.note {
        let lines: Vec<String> = note.lines().map(escape).collect();
        writeln!(out, "<p><i>{}</i></p>", lines.join("<br>"))?;
    }
    let origin = escape(&record.origin());
    let origin = match record.link() {
        Some(url) => format!(
            "<a rel=\"noopener noreferrer\" href=\"{}\">{origin}</a>",
            escape(url)
        ),
        None => origin,
    };
    let actors = escape(&record.actors.join(", "));
    let actors = if actors.is_empty() {
        actors
    } else {
        format!(" · <span>{actors}</span>")
    };
    writeln!(out, "<small>{origin}{actors}</small>")?;
    writeln!(
        out,
        "<details><summary>why this date</summary>{}</details></li>",
        escape(&record.basis)
    )
}

/// Text for HTML, in element or attribute; controls become visible marks.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in crate::text::safe(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
