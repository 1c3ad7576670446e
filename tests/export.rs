//! Exports are read back by parsers that are not ours.

use std::fs;
use std::process::{Command, Output};

use icalendar::{Calendar, Component};
use serde_json::Value;

fn export(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("export")
        .args(args)
        .output()
        .expect("the program starts")
}

fn text(args: &[&str]) -> String {
    let output = export(args);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn events() -> Vec<Value> {
    text(&["--to", "jsonl"])
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn csv_has_a_row_an_event_and_its_sentences_whole() {
    let csv = text(&["--to", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let sentence = header
        .iter()
        .position(|h| h == "sentence")
        .expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let events = events();
    assert_eq!(rows.len(), events.len());
    for (row, event) in rows.iter().zip(&events) {
        let told = event["sentence"].as_str().expect("a sentence");
        assert_eq!(
            row.get(sentence).expect("a cell").trim_start_matches('\''),
            told.replace(['\n', '\t'], " ")
        );
    }
}

#[test]
fn a_calendar_has_every_event_with_its_days() {
    let calendar: Calendar = text(&["--to", "ics"]).parse().expect("iCalendar");
    let events = events();
    let shown: Vec<&icalendar::Event> = calendar
        .components
        .iter()
        .filter_map(|c| c.as_event())
        .collect();
    assert_eq!(shown.len(), events.len());
    for (shown, event) in shown.iter().zip(&events) {
        let start = shown.property_value("DTSTART").expect("a start");
        assert_eq!(
            start,
            event["from"].as_str().expect("a day").replace('-', "")
        );
    }
    let ids: std::collections::BTreeSet<&str> = shown.iter().filter_map(|e| e.get_uid()).collect();
    assert_eq!(ids.len(), shown.len(), "every event has a UID of its own");
}

#[test]
fn timelinejs_has_the_fields_that_it_needs() {
    let timeline: Value =
        serde_json::from_str(&text(&["--to", "timelinejs", "--title", "A <b> title"]))
            .expect("JSON");
    assert_eq!(timeline["title"]["text"]["headline"], "A &lt;b&gt; title");
    let slides = timeline["events"].as_array().expect("events");
    assert_eq!(slides.len(), events().len());
    assert!(
        slides
            .iter()
            .all(|s| s["start_date"]["year"].is_i64() && s["text"]["text"].is_string())
    );
}

#[test]
fn the_page_needs_nothing_else_and_holds_every_event() {
    let page = text(&["--to", "html"]);
    assert_eq!(page.matches("<li").count(), events().len());
    assert_eq!(
        page.matches("<section>").count(),
        page.matches("</section>").count()
    );
    for reference in ["<link", "src=", "@import", "url("] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn markdown_has_a_heading_a_month() {
    let markdown = text(&["--to", "markdown", "--title", "Talks"]);
    assert!(markdown.starts_with("# Talks\n\n## "));
    assert_eq!(
        markdown.lines().filter(|l| l.starts_with("- **")).count(),
        events().len()
    );
}

#[test]
fn filters_apply_and_a_file_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.csv");
    let name = path.to_str().expect("UTF-8");
    let first = export(&["--query", "from:2015 to:2015", "--output", name]);
    assert_eq!(
        first.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let kept = fs::read_to_string(&path).expect("the file");
    assert!(kept.contains("2015-") && kept.lines().count() < events().len());
    assert_eq!(export(&["--output", name]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).expect("the file"), kept);
    assert_eq!(
        export(&["--output", name, "--force"]).status.code(),
        Some(0)
    );
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}
