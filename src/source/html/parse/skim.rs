//! Parsing no more of a page than what it says of itself: its head, its
//! first headings, its author and its JSON-LD. Most of a page's bytes are markup of its
//! body, menus and other stories, which are passed over.

use memchr::memmem;

use super::Parser;
use crate::source::html::dom::Dom;
use crate::source::html::tag::Tag;

/// Smaller pages are read whole in no time.
const LEAST: usize = 8 << 10;
/// Headings looked at: the first may be the outlet's.
const HEADINGS: usize = 3;
/// An attribute stands within so many bytes behind the `<` of its element.
const START_TAG: usize = 300;
/// Longer headings are not closed.
const LONGEST: usize = 4000;

impl<'a> Parser<'a> {
    /// As [`Dom::skim`] tells.
    pub fn skim(source: &'a str) -> Option<Dom<'a>> {
        let body = find_body(source.as_bytes()).filter(|_| source.len() >= LEAST)?;
        let mut parser = Self::with_room(source, body);
        // Scripts and comments may speak of bodies.
        parser.read_while(|p| p.tag_of(p.top()) != Tag::Body);
        for start in starts(source, parser.at) {
            // What stands inside of something that was read, was read.
            if start >= parser.at {
                parser.at = start;
                let depth = parser.open.len();
                parser.read_while(|p| p.at == start);
                parser.read_while(|p| p.open.len() > depth && p.at < start + LONGEST);
            }
        }
        let mut dom = parser.finish();
        dom.skimmed = true;
        Some(dom)
    }
}

/// Where the body begins at the earliest.
fn find_body(bytes: &[u8]) -> Option<usize> {
    memmem::find(bytes, b"<body").or_else(|| memmem::find(bytes, b"<BODY"))
}

/// Where the first headings, the first author's name and the JSON-LD scripts
/// behind `from` begin, in order.
fn starts(source: &str, from: usize) -> Vec<usize> {
    let Some(rest) = source.as_bytes().get(from..) else {
        return Vec::new();
    };
    let heading = match memmem::find(rest, b"<h1") {
        Some(_) => &b"<h1"[..],
        None => b"<H1",
    };
    let headings = memmem::find_iter(rest, heading)
        .filter(|at| !rest.get(at + 3).is_some_and(u8::is_ascii_alphanumeric))
        .take(HEADINGS);
    let open = |at: usize| {
        let near = at.saturating_sub(START_TAG);
        memchr::memrchr(b'<', &rest[near..at]).map(|n| near + n)
    };
    let scripts = memmem::find_iter(rest, b"ld+json").filter_map(|at| {
        let start = open(at)?;
        let name = rest[start + 1..].get(..6)?;
        name.eq_ignore_ascii_case(b"script").then_some(start)
    });
    let author = memmem::find_iter(rest, b"author")
        .filter(|at| names_author(&rest[..*at]))
        .find_map(open);
    let all = headings.chain(scripts).chain(author);
    let mut starts: Vec<usize> = all.map(|at| from + at).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Whether what stands before a value is `rel=` or `itemprop=`.
fn names_author(before: &[u8]) -> bool {
    let before = before.strip_suffix(b"\"").unwrap_or(before);
    let before = before.strip_suffix(b"'").unwrap_or(before);
    before.ends_with(b"rel=") || before.ends_with(b"itemprop=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skim_reads_head_heading_and_json() {
        let filler = "<div><p>Other words.</p></div>".repeat(400);
        let page = format!(
            "<html><head><title>T</title></head><body id=x>{filler}<h1>The <b>head</b>line</h1>\
             {filler}<a rel='author' href=x>Ann</a>{filler}<script type=\"application/ld+json\">{{\"@type\":\"X\"}}</script>{filler}"
        );
        let dom = Dom::skim(&page).expect("a large page");
        let of = |tag: Tag| {
            (0..dom.len())
                .filter(|id| dom.tag(*id) == tag)
                .collect::<Vec<_>>()
        };
        assert_eq!(dom.line(of(Tag::H1)[0]), "The headline");
        assert_eq!(dom.script(of(Tag::Script)[0]), "{\"@type\":\"X\"}");
        assert_eq!(dom.line(of(Tag::A)[0]), "Ann");
        assert_eq!(of(Tag::Body).len(), 1);
        assert!(dom.len() < 20 && dom.skimmed);
        assert!(Dom::skim("<html><body>short").is_none());
        assert!(Dom::skim(&filler).is_none());
    }

    proptest::proptest! {
        #[test]
        fn broken_pages_never_panic(page in "(<|<body>|<h1>|</h1>|ld\\+json|<script type=ld\\+json>|</script>|<!--|é){0,30}") {
            Dom::skim(&(page + &" ".repeat(LEAST)));
        }
    }
}
