//! Every input format and every kind of bad input, through the front door.

use std::io::Write;
use std::path::Path;

use dateline::source::{Format, Found, Notice, RawArticle, Severity, read_bytes, read_file};

fn read(name: &str, bytes: &[u8]) -> (Vec<RawArticle>, Vec<Notice>) {
    let (mut articles, mut notices) = (Vec::new(), Vec::new());
    read_bytes(bytes, Path::new(name), name, &mut |found| {
        match found {
            Found::Article(article) => articles.push(*article),
            Found::Notice(notice) => notices.push(notice),
            Found::Bytes(_) => {}
        }
        true
    });
    (articles, notices)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Head line here | Wire</title>
<meta property='og:site_name' content='Wire'><meta property='article:published_time' content='2015-10-14T10:00:00+03:00'>
<link rel=canonical href='https://wire.example/2015/10/14/x'></head><body><nav><a href=/>Home</a></nav>
<article><h1>Head line here</h1><p>The first paragraph of this article is long enough to be taken for prose, one should think.</p>
<p>The second paragraph, with a <a href=x>link</a>, says a little more about the matter at hand.</p></article></body></html>";

const RSS: &str = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>Wire</title>
<item><title>One &amp; all</title><link>https://w.example/1</link><pubDate>Wed, 14 Oct 2015 23:30:00 -0500</pubDate>
<description>&lt;p&gt;A.&lt;/p&gt;&lt;p&gt;B.&lt;/p&gt;</description></item>
<item><title>Two</title><description>No date.</description></item></channel></rss>";

#[test]
fn plain_text() {
    let (articles, notices) = read("a.txt", b"Title\n\nBody.");
    assert_eq!(articles[0].text, "Title\n\nBody.");
    assert_eq!(
        (articles[0].format, articles[0].id.as_str()),
        (Format::Text, "a.txt")
    );
    assert!(notices.is_empty());
}

#[test]
fn markdown_with_front_matter() {
    let text = b"---\ntitle: T\ndate: 2015-10-14\nsource: Wire\n---\n# H\n\nOne *two*.\n\nThree.";
    let (articles, notices) = read("a.md", text);
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(articles[0].title.as_deref(), Some("T"));
    assert_eq!(articles[0].dates[0].text, "2015-10-14");
    assert_eq!(articles[0].text, "One two.\n\nThree.");
    let (articles, notices) = read("a.md", b"+++\ndate = nonsense here\n+++\nBody.");
    assert_eq!(articles[0].text, "Body.");
    assert_eq!(
        (notices[0].line, notices[0].severity),
        (2, Severity::Warning)
    );
}

#[test]
fn a_page() {
    let (articles, _) = read("a.html", PAGE.as_bytes());
    let a = &articles[0];
    assert_eq!(a.format, Format::Html);
    assert_eq!(a.title.as_deref(), Some("Head line here"));
    assert_eq!(a.source.as_deref(), Some("Wire"));
    assert_eq!(a.url.as_deref(), Some("https://wire.example/2015/10/14/x"));
    assert!(
        a.text.contains("first paragraph") && a.text.contains("\n\nThe second"),
        "{}",
        a.text
    );
    assert!(!a.text.contains("Home"));
    assert!(a.dates.iter().any(|d| d.text.starts_with("2015-10-14T")));
}

#[test]
fn json_in_every_shape() {
    let record = r#"{"id":"x1","title":"T","body":"B.","date":1444780800}"#;
    for (name, text) in [
        ("one.json", record.to_owned()),
        ("list.json", format!("[{record},\n{record}]")),
        (
            "around.json",
            format!(r#"{{"status":"ok","response":{{"docs":[{record}]}}}}"#),
        ),
        ("map.json", format!(r#"{{"k1":{record},"k2":{record}}}"#)),
        ("lines.jsonl", format!("{record}\n\n{record}\n")),
        ("lines.txt", format!("{record}\n{record}\n")),
    ] {
        let (articles, notices) = read(name, text.as_bytes());
        assert!(!articles.is_empty(), "{name}: {notices:?}");
        assert_eq!(articles[0].id, "x1", "{name}");
        assert_eq!(articles[0].dates[0].text, "1444780800", "{name}");
        assert!(
            notices.iter().all(|n| n.severity == Severity::Info),
            "{name}: {notices:?}"
        );
    }
    let (articles, _) = read("two.jsonl", b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
    assert_eq!(articles[1].id, "two.jsonl#2");
    assert_eq!(articles[1].line, 2);
}

#[test]
fn a_feed_that_breaks_off_keeps_its_whole_entries() {
    let cut = &RSS[..RSS.find("No date").expect("the second entry")];
    let (articles, notices) = read("feed.xml", cut.as_bytes());
    assert_eq!(articles.len(), 1);
    assert!(notices[0].message.contains("breaks off"), "{notices:?}");
    let (articles, notices) = read("feed.xml", &RSS.as_bytes()[..90]);
    assert!(articles.is_empty());
    assert!(notices[0].message.contains("not a feed"), "{notices:?}");
}

#[test]
fn feeds() {
    let (articles, notices) = read("feed.xml", RSS.as_bytes());
    assert_eq!(articles.len(), 2, "{notices:?}");
    assert_eq!(articles[0].title.as_deref(), Some("One & all"));
    assert_eq!(articles[0].text, "A.\n\nB.");
    assert_eq!(articles[0].dates[0].text, "2015-10-14", "the local day");
    assert_eq!(articles[0].source.as_deref(), Some("Wire"));
    assert!(articles[1].dates.is_empty());
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>E</title><id>1</id>
        <updated>2015-10-15T00:00:00Z</updated><published>2015-10-14T00:00:00Z</published><content type='html'>x</content></entry></feed>";
    let (articles, _) = read("a", atom.as_bytes());
    assert_eq!(articles[0].format, Format::Feed);
    assert_eq!(articles[0].dates.len(), 2);
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"1","content_text":"x","date_published":"2015-10-14T01:00:00Z"}]}"#;
    let (articles, notices) = read("f.json", json.as_bytes());
    assert_eq!(articles.len(), 1, "{notices:?}");
}

#[test]
fn gzip_of_everything() {
    for (name, bytes) in [
        ("a.txt.gz", &b"Title\n\nBody."[..]),
        ("a.html.gz", PAGE.as_bytes()),
        ("a.jsonl.gz", b"{\"text\":\"a\"}\n"),
        ("a.xml.gz", RSS.as_bytes()),
        ("named-wrong.txt", b"Title\n\nBody."),
    ] {
        let (articles, notices) = read(name, &gzip(bytes));
        assert!(!articles.is_empty(), "{name} {notices:?}");
    }
}

#[test]
fn truncated_gzip_gives_what_could_be_read() {
    let mut lines = Vec::new();
    for n in 0..20_000u64 {
        let word = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        writeln!(lines, "{{\"id\":\"{n}\",\"text\":\"{word:x}\"}}").expect("memory");
    }
    let whole = gzip(&lines);
    let (articles, notices) = read("a.jsonl.gz", &whole[..whole.len() / 2]);
    assert!(articles.len() > 5_000, "{}", articles.len());
    assert!(notices.iter().any(|n| n.severity >= Severity::Warning));
    let text = gzip(&lines);
    let (articles, notices) = read("a.txt.gz", &text[..text.len() - 9]);
    assert!(!articles.is_empty() && !notices.is_empty());
    let (_, notices) = read("b.gz", &[0x1f, 0x8b, 8]);
    assert_eq!(notices.len(), 1);
}

#[test]
fn a_gzip_bomb_is_stopped() {
    let line = vec![b'a'; 1 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..400 {
        encoder.write_all(&line).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    let (_, notices) = read("bomb.jsonl.gz", &bomb);
    assert!(
        notices.iter().any(|n| n.message.contains("expands")),
        "{notices:?}"
    );
}

#[test]
fn empty_and_binary_files() {
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \n\n "),
        ("x.pdf", b"%PDF-1.7 ..."),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0"),
        (
            "noise.txt",
            &[
                0u8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 200, 255, 0, 0, 1, 1, 2, 0x80,
            ],
        ),
    ] {
        let (articles, notices) = read(name, bytes);
        assert!(articles.is_empty(), "{name}");
        assert_eq!(notices.len(), 1, "{name} {notices:?}");
    }
    let (mut seen, missing) = (Vec::new(), Path::new("/no/such/file"));
    read_file(missing, "x", &mut |found| {
        seen.push(found);
        true
    });
    assert!(matches!(&seen[0], Found::Notice(n) if n.severity == Severity::Error));
}

#[test]
fn half_a_line_is_named_and_the_rest_loads() {
    let text = b"{\"text\":\"a\"}\n{\"text\":\"b\n{\"text\":\"c\"}\nplain\n[1]\n{\"x\":1}\n";
    let (articles, notices) = read("a.jsonl", text);
    assert_eq!(articles.len(), 2);
    let lines: Vec<u32> = notices.iter().map(|n| n.line).collect();
    assert_eq!(lines, [2, 4, 5, 6], "{notices:?}");
}

#[test]
fn a_huge_line_is_passed_over() {
    let mut text = b"{\"text\":\"a\"}\n{\"text\":\"".to_vec();
    text.resize(text.len() + (40 << 20), b'x');
    text.extend(b"\"}\n{\"text\":\"b\"}\n");
    let (articles, notices) = read("a.jsonl", &text);
    assert_eq!(articles.len(), 2);
    assert_eq!(notices[0].line, 2);
    assert!(notices[0].message.contains("longer than a record"));
    let mut list = b"[{\"text\":\"".to_vec();
    list.resize(list.len() + (40 << 20), b'x');
    list.extend(b"\"},{\"text\":\"b\"}]");
    let (articles, notices) = read("a.json", &list);
    assert_eq!((articles.len(), notices.len()), (1, 1), "{notices:?}");
}

#[test]
fn deep_nesting_is_a_notice() {
    let deep = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    let lists = deep("[", "]");
    let (_, notices) = read("a.json", lists.as_bytes());
    assert!(!notices.is_empty());
    let objects = deep("{\"a\":", "}").replace(":}", ":1}");
    for name in ["a.json", "a.jsonl"] {
        let (articles, notices) = read(name, objects.as_bytes());
        assert!(articles.is_empty());
        assert!(
            notices.iter().any(|n| n.message.contains("deep")),
            "{notices:?}"
        );
    }
    let page = format!(
        "<html><body>{}</body></html>",
        deep("<div><p>words words</p>", "</div>")
    );
    let (articles, _) = read("a.html", page.as_bytes());
    assert_eq!(articles.len(), 1);
    let feed = format!(
        "<rss><channel><title>t</title><item><title>x</title>{}</item></channel></rss>",
        deep("<a>", "</a>")
    );
    let (articles, notices) = read("a.xml", feed.as_bytes());
    assert!(!articles.is_empty() || !notices.is_empty());
    let markdown =
        ">".repeat(10_000) + " deep\n\n" + &"- ".repeat(10_000) + "deep\n" + &"[".repeat(10_000);
    let (articles, _) = read("a.md", markdown.as_bytes());
    assert_eq!(articles.len(), 1);
    let front = format!("+++\na = {}\n+++\nBody", deep("[", "]"));
    let (articles, notices) = read("b.md", front.as_bytes());
    assert_eq!((articles.len(), notices.len()), (1, 1));
}

#[test]
fn charsets() {
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(
        "Кремль сожалеет об отказе США от диалога с Россией\n\nАстана, 14 октября. Об этом сообщил журналистам пресс-секретарь.",
    );
    let (articles, notices) = read("a.txt", &cyrillic);
    assert!(articles[0].text.starts_with("Кремль сожалеет"));
    assert!(notices.iter().any(|n| n.message.contains("windows-1251")));
    for bytes in [
        &b"\xff\xfeT\0i\0t\0l\0e\0"[..],
        b"\xfe\xff\0T\0i\0t\0l\0e",
        b"T\0i\0t\0l\0e\0 \0a\0n\0d\0",
    ] {
        let (articles, _) = read("a.txt", bytes);
        assert!(
            articles[0].text.starts_with("Title"),
            "{:?}",
            articles[0].text
        );
    }
    let wide: Vec<u8> = "{\"text\":\"wide\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (articles, notices) = read("a.jsonl", &[&[0xff, 0xfe], &wide[..]].concat());
    assert_eq!(articles[0].text, "wide", "{notices:?}");
    let page =
        b"<html><head><meta charset=iso-8859-1></head><body><p>caf\xe9 au lait</p></body></html>";
    let (articles, _) = read("a.html", page);
    assert!(articles[0].text.contains("café") || articles[0].text.is_empty());
    let (articles, notices) = read("a.jsonl", b"{\"text\":\"a\xffb\"}\n");
    assert_eq!(articles[0].text, "a\u{fffd}b");
    assert_eq!(notices[0].line, 1);
    let (articles, notices) = read(
        "a.txt",
        b"One NUL\0 in a longer text that is otherwise fine.",
    );
    assert!(articles[0].text.contains('\u{fffd}'));
    assert_eq!(notices.len(), 1);
}

#[test]
fn wrong_extensions_are_read_by_content() {
    for (name, bytes, format) in [
        ("page.txt", PAGE.as_bytes(), Format::Html),
        ("text.json", b"Title\n\nBody.", Format::Text),
        ("feed.html", RSS.as_bytes(), Format::Feed),
    ] {
        let (articles, notices) = read(name, bytes);
        if name == "text.json" {
            assert!(
                notices.iter().any(|n| n.message.contains("named like")),
                "{notices:?}"
            );
        }
        assert_eq!(articles[0].format, format, "{name}");
    }
}

#[test]
fn a_large_page_is_read_on_an_ordinary_stack() {
    let mut page = String::from("<html><body><article>");
    while page.len() < 8 << 20 {
        page.push_str(
            "<div><p>Some words of a very long page, <b>repeated</b> many times over.</p>",
        );
    }
    let reader = std::thread::spawn(move || read("a.html", page.as_bytes()).0.len());
    assert_eq!(reader.join().expect("no overflow"), 1);
}

#[test]
fn the_sink_stops_the_reading() {
    let lines = b"{\"text\":\"a\"}\n".repeat(1000);
    let mut count = 0;
    read_bytes(&lines, Path::new("a.jsonl"), "a", &mut |found| {
        count += usize::from(matches!(found, Found::Article(_)));
        count < 3
    });
    assert_eq!(count, 3);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), name in "a\\.(txt|html|json|jsonl|md|xml|gz)") {
        read(&name, &bytes);
    }

    #[test]
    fn no_markup_panics(text in "(<[a-z]{1,6}|>|\\{|\\}|\"|:|\\[|,|---\n|\n|date|é|[ a-z0-9]){0,60}", name in "a\\.(txt|html|json|jsonl|md|xml)") {
        read(&name, text.as_bytes());
    }
}
