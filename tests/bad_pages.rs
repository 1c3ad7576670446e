//! Pages and records that lie, contradict themselves or are damaged: a date
//! by the next best evidence or none, and a notice.

use std::path::Path;

use dateline::article::article;
use dateline::dating::{Dating, date_on};
use dateline::source::{Found, RawArticle, Severity, read_bytes};
use dateline::timex::Day;

const PROSE: &str = "<p>The ministry said on Wednesday that the talks between the two sides would go on for as long as they were needed, and that nobody had left the table.</p><p>The second paragraph says a little more about the matter at hand, in words that nobody will remember.</p>";

fn read(name: &str, bytes: &[u8]) -> (Vec<RawArticle>, Vec<(Severity, String)>) {
    let (mut articles, mut notices) = (Vec::new(), Vec::new());
    read_bytes(bytes, Path::new(name), name, &mut |found| {
        match found {
            Found::Article(raw) => articles.push(*raw),
            Found::Notice(notice) => notices.push((notice.severity, notice.message)),
            Found::Bytes(_) => {}
        }
        true
    });
    (articles, notices)
}

fn date(raw: RawArticle) -> Dating {
    date_on(&article(raw), Day::from_ymd(2020, 1, 1).expect("a day"))
}

/// The dating of the one article of a file, and the notices of its reading.
fn dated(name: &str, bytes: &[u8]) -> (Dating, Vec<(Severity, String)>) {
    let (mut articles, notices) = read(name, bytes);
    assert_eq!(articles.len(), 1, "{notices:?}");
    (date(articles.remove(0)), notices)
}

fn page(head: &str, stamp: &str) -> Vec<u8> {
    format!("<html><head><title>Talks go on</title>{head}</head><body><article><h1>Talks go on</h1>{stamp}{PROSE}</article></body></html>").into_bytes()
}

fn linked(field: &str) -> String {
    format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Talks go on\",{field}}}</script>"
    )
}

const STAMP: &str = "<p class=date>Published: 14 October 2015</p>";

fn day(dating: &Dating) -> Option<String> {
    dating.published.map(|d| d.to_string())
}

fn reports(dating: &Dating, words: &str) -> bool {
    dating.conflicts.iter().any(|c| c.contains(words))
}

#[test]
fn future_dates_give_way_to_the_stamp() {
    let future = linked("\"datePublished\":\"2031-05-05T10:00:00Z\"");
    let (dating, _) = dated("a.html", &page(&future, STAMP));
    assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "{dating:?}");
    assert!(reports(&dating, "future"), "{:?}", dating.conflicts);
    let (dating, _) = dated("a.html", &page(&future, ""));
    assert_eq!(day(&dating), None, "{dating:?}");
    assert!(reports(&dating, "future"), "{:?}", dating.conflicts);
}

#[test]
fn contradicting_metadata_is_settled_and_reported() {
    let head = linked("\"datePublished\":\"2015-10-14\"")
        + "<meta property='article:published_time' content='2016-02-22T10:00:00Z'>";
    let (dating, _) = dated("a.html", &page(&head, STAMP));
    assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "{dating:?}");
    assert!(reports(&dating, "2016-02-22"), "{:?}", dating.conflicts);
    assert!(dating.alternatives.iter().any(|c| c.day.year() == 2016));
    // Nothing else says which of the two is right: neither is a fact.
    let (dating, _) = dated("a.html", &page(&head, ""));
    assert!(dating.confidence < 0.9, "{dating:?}");
    assert!(reports(&dating, "2016-02-22"), "{:?}", dating.conflicts);
}

#[test]
fn fields_that_are_no_dates() {
    for bad in ["\"31 April 2015\"", "\"soon\"", "true", "{\"a\":1}", "12"] {
        let head = linked(&format!("\"datePublished\":{bad}"));
        let (dating, _) = dated("a.html", &page(&head, STAMP));
        assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "{bad}");
        let (dating, _) = dated("a.html", &page(&head, ""));
        assert_eq!(day(&dating), None, "{bad}: {dating:?}");
    }
    let head = linked("\"datePublished\":\"31 April 2015\"");
    let (dating, _) = dated("a.html", &page(&head, ""));
    assert!(reports(&dating, "not a date"), "{:?}", dating.conflicts);
}

#[test]
fn seconds_and_milliseconds() {
    for stamp in [
        "1444780800",
        "1444780800000",
        "\"1444780800\"",
        "1444780800.25",
    ] {
        let (dating, _) = dated(
            "a.html",
            &page(&linked(&format!("\"datePublished\":{stamp}")), ""),
        );
        assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "page {stamp}");
        let record = format!("{{\"title\":\"T\",\"text\":\"Talks go on.\",\"timestamp\":{stamp}}}");
        let (dating, _) = dated("a.json", record.as_bytes());
        assert_eq!(
            day(&dating).as_deref(),
            Some("2015-10-14"),
            "record {stamp}"
        );
    }
    // Too small or too large for a time stamp of the press.
    for stamp in ["1444", "99999999999999999"] {
        let record = format!("{{\"title\":\"T\",\"text\":\"Talks go on.\",\"timestamp\":{stamp}}}");
        let (dating, _) = dated("a.json", record.as_bytes());
        assert_eq!(day(&dating), None, "{stamp}: {dating:?}");
        assert!(
            reports(&dating, "not a date"),
            "{stamp}: {:?}",
            dating.conflicts
        );
    }
}

#[test]
fn broken_markup() {
    let head = "<meta property=article:published_time content=2015-10-14>";
    for page in [
        format!("<html><head>{head}<body><div><div><p>Talks go on{PROSE}"),
        format!("</div></p><title>Talks go on{head}"),
        format!("<<html><head <title>Talks</title>{head}<!-- {PROSE}"),
        format!("{head}<table><tr><td>{PROSE}<td><table></tr></div></table>{PROSE}</p></td>"),
        format!("<!doctype html>{head}<p>{PROSE}<script>var a = '<p>';</scrip>{PROSE}"),
    ] {
        let (mut articles, _) = read("a.html", page.as_bytes());
        assert_eq!(articles.len(), 1, "{page}");
        let dating = date(articles.remove(0));
        assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "{page}");
    }
    let (_, notices) = read(
        "a.html",
        b"<html><head><title>T</title></head><body><!-- all gone",
    );
    assert!(
        notices.iter().any(|(_, n)| n.contains("without text")),
        "{notices:?}"
    );
}

#[test]
fn a_wrong_charset_label() {
    let text = page(
        "<meta charset=iso-8859-1>",
        "<p class=date>Veröffentlicht: 14. März 2015</p>",
    );
    let (dating, notices) = dated("a.html", &text);
    assert_eq!(day(&dating).as_deref(), Some("2015-03-14"), "{dating:?}");
    assert!(
        notices.iter().any(|(_, n)| n.contains("but is UTF-8")),
        "{notices:?}"
    );
    // Latin-1 under the label of UTF-8: the letters are guessed.
    let source = "<p class=date>Veröffentlicht: 14. März 2015</p>";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(source);
    let mut bytes = page("<meta charset=utf-8>", "");
    let at = bytes
        .windows(5)
        .position(|w| w == b"</h1>")
        .expect("a headline")
        + 5;
    bytes.splice(at..at, latin.iter().copied());
    let (dating, notices) = dated("a.html", &bytes);
    assert_eq!(day(&dating).as_deref(), Some("2015-03-14"), "{dating:?}");
    assert!(!notices.is_empty());
}

#[test]
fn a_page_of_fifty_megabytes() {
    let head = linked("\"datePublished\":\"2015-10-14\"");
    let text = "Some words of a very long page, repeated many times over. ".repeat(1000);
    let mut bytes = page(&head, STAMP);
    let tail = bytes.split_off(bytes.len() - 24);
    while bytes.len() < 50 << 20 {
        bytes.extend_from_slice(format!("<p>{text}</p><!-- {text} -->").as_bytes());
    }
    bytes.extend(tail);
    let (dating, notices) = dated("a.html", &bytes);
    assert_eq!(day(&dating).as_deref(), Some("2015-10-14"), "{notices:?}");
}

#[test]
fn a_feed_without_dates() {
    let feed = "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example</link><description>d</description>
        <item><title>Talks go on</title><link>https://wire.example/a</link><description>The talks go on, it was said.</description></item>
        <item><title>Talks end</title><link>https://wire.example/2015/10/14/b</link><pubDate>soon</pubDate><description>The talks have ended, it was said.</description></item></channel></rss>";
    let (articles, notices) = read("feed.xml", feed.as_bytes());
    let days: Vec<_> = articles.into_iter().map(|a| day(&date(a))).collect();
    assert_eq!(days, [None, Some("2015-10-14".to_owned())], "{notices:?}");
}

#[test]
fn front_matter_that_does_not_parse() {
    let text = "+++\ntitle = \"Talks go on\ndate = 2015-10-14\n+++\n\nThe ministry said on Wednesday that the talks would go on.\n";
    let (dating, notices) = dated("2016-02-22-talks.md", text.as_bytes());
    assert_eq!(day(&dating).as_deref(), Some("2016-02-22"), "{dating:?}");
    assert!(
        notices
            .iter()
            .any(|(s, n)| *s >= Severity::Warning && n.contains("front matter")),
        "{notices:?}"
    );
    let (dating, _) = dated("talks.md", text.as_bytes());
    assert_eq!(day(&dating), None, "{dating:?}");
}
