//! Markup to paragraphs.

use super::dom::{Dom, Kind, NodeId};
use super::tag::Tag;

/// A piece of text that stands on its own lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// Its words; white space made single, `<br>` a line break.
    pub text: String,
    /// The nearest block element around it.
    pub node: NodeId,
    /// Bytes of it inside links.
    pub linked: usize,
}

/// Cuts a subtree into blocks. `skip` leaves subtrees out.
pub(crate) fn blocks(dom: &Dom<'_>, root: NodeId, skip: &dyn Fn(NodeId) -> bool) -> Vec<Block> {
    let mut maker = Maker::default();
    let mut ends: Vec<(NodeId, NodeId)> = Vec::new();
    let mut link_end = 0;
    let end = dom.end(root);
    let mut at = root;
    maker.block.node = root;
    while at < end {
        while let Some(&(closes, parent)) = ends.last()
            && closes <= at
        {
            ends.pop();
            maker.flush(parent);
        }
        if skip(at) {
            at = dom.end(at).max(at + 1);
            continue;
        }
        match dom.node(at).kind {
            Kind::Text { .. } => {
                if let Some(text) = dom.text(at) {
                    maker.text(&text, at < link_end, dom.tag(dom.parent(at)) == Tag::Pre);
                }
            }
            Kind::Raw { .. } => {}
            Kind::Element { tag, .. } => match tag {
                Tag::Br => maker.line_break(),
                Tag::A => link_end = dom.end(at),
                _ if tag.is_block() => {
                    let parent = maker.block.node;
                    maker.flush(at);
                    ends.push((dom.end(at), parent));
                }
                _ => {}
            },
        }
        at += 1;
    }
    maker.flush(root);
    maker.done
}

#[derive(Default)]
struct Maker {
    done: Vec<Block>,
    block: Block,
    breaks: u32,
    spaced: bool,
}

impl Maker {
    fn text(&mut self, text: &str, linked: bool, verbatim: bool) {
        let mut rest = text;
        loop {
            let words = rest.trim_start();
            for c in rest[..rest.len() - words.len()].chars() {
                if verbatim && c == '\n' {
                    self.line_break();
                } else {
                    self.spaced = true;
                }
            }
            if words.is_empty() {
                return;
            }
            let (run, more) = words.split_at(run(words));
            self.words(run, linked);
            rest = more;
        }
    }

    /// Words parted by single spaces.
    fn words(&mut self, words: &str, linked: bool) {
        // Two line breaks in a row part paragraphs, as a blank line does.
        if self.breaks >= 2 && !self.block.text.is_empty() {
            let node = self.block.node;
            self.flush(node);
        }
        let block = &mut self.block;
        if !block.text.is_empty() {
            if self.breaks > 0 {
                block.text.push('\n');
            } else if self.spaced {
                block.text.push(' ');
            }
        }
        self.breaks = 0;
        self.spaced = false;
        block.text.push_str(words);
        if linked {
            block.linked += words.bytes().filter(|b| *b != b' ').count();
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
    }

    /// Ends the block; the next one belongs to `node`.
    fn flush(&mut self, node: NodeId) {
        self.breaks = 0;
        self.spaced = false;
        let block = std::mem::take(&mut self.block);
        if !block.text.is_empty() {
            self.done.push(block);
        }
        self.block.node = node;
    }
}

/// How long the words parted by single spaces are that a text begins with;
/// at least one word.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            // What comes next may be another white space.
            b' ' => !matches!(bytes.get(at + 1), Some(0x21..0x80)),
            b'\t'..=b'\r' => true,
            // Other white space begins with one of these.
            0xc2 | 0xe1..=0xe3 => text[at..].starts_with(char::is_whitespace),
            _ => false,
        };
        if ends {
            return at;
        }
    }
    bytes.len()
}

/// Elements that hold no text for a reader.
pub(crate) fn unreadable(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Template
            | Noscript
            | Iframe
            | Svg
            | Select
            | Textarea
            | Button
            | Head
            | Object
            | Audio
            | Video
            | Math
            | Title
    )
}

/// The text of a piece of markup, paragraphs parted by a blank line.
pub(crate) fn fragment_text(markup: &str) -> String {
    let dom = Dom::parse(markup);
    let found = blocks(&dom, 0, &|id| unreadable(dom.tag(id)));
    join(found.iter().map(|b| b.text.as_str()))
}

/// The text of a piece of markup on one line.
pub(crate) fn one_line(markup: &str) -> String {
    fragment_text(markup)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins paragraphs with blank lines.
pub(crate) fn join<'t>(paragraphs: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(paragraph);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_apart() {
        for (markup, expected) in [
            ("<p>One <b>two</b>\nthree.<p>Four", "One two three.\n\nFour"),
            ("a<br>b<br><br>c", "a\nb\n\nc"),
            ("<div>x<p>y</p>z</div>w", "x\n\ny\n\nz\n\nw"),
            ("<ul><li>a<li>b</ul>", "a\n\nb"),
            ("<script>var a='<p>';</script>t<style>p{}</style>", "t"),
            ("&lt;p&gt; A&nbsp;B", "<p> A B"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"),
            ("word<span>glued</span> <i>spaced</i>", "wordglued spaced"),
        ] {
            assert_eq!(fragment_text(markup), expected, "{markup}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "<div><b>".repeat(50_000) + "text" + &"</b></div>".repeat(50_000);
        assert_eq!(fragment_text(&deep), "text");
        let lists = "<ul><li>".repeat(20_000) + "text";
        assert_eq!(fragment_text(&lists), "text");
    }

    proptest::proptest! {
        #[test]
        fn broken_markup_never_panics(markup in "(<|>|</|<!--|-->|<p|<a href=|[ a-zé=\"'/]|<table>|<td>|</div>|<script>|&#|;){0,40}") {
            fragment_text(&markup);
        }
    }
}
