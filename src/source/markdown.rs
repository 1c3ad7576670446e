//! Markdown, with or without front matter, to paragraphs.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::stream::Out;
use super::{Origin, Severity, front, record};

/// Reads a Markdown document.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    let front = front::split(text);
    for (line, why) in front.errors {
        out.notice(line, Severity::Warning, why);
    }
    let mut article = out.blank();
    record::fill(&mut article, &front.fields, Origin::FrontMatter);
    let (heading, body) = plain(front.body);
    article.title = article.title.or(heading);
    article.text = body;
    out.article(article);
}

/// The leading heading, when there is one, and the text below it.
fn plain(markdown: &str) -> (Option<String>, String) {
    let mut blocks = Blocks::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        blocks.event(event);
    }
    blocks.flush();
    (blocks.title, blocks.text)
}

#[derive(Default)]
struct Blocks {
    title: Option<String>,
    text: String,
    block: String,
    in_code: bool,
    in_image: u32,
    html: String,
}

impl Blocks {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush();
                self.in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                self.flush();
            }
            Event::Start(Tag::Image { .. }) => self.in_image += 1,
            Event::End(TagEnd::Image) => self.in_image = self.in_image.saturating_sub(1),
            Event::End(TagEnd::Heading(_)) => self.heading(),
            Event::End(TagEnd::HtmlBlock) => {
                let text = html::fragment_text(&std::mem::take(&mut self.html));
                self.block.push_str(&text);
                self.flush();
            }
            Event::Html(text) => self.html.push_str(&text),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::TableRow)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead)
            | Event::Rule => self.flush(),
            Event::End(TagEnd::TableCell) => self.block.push(' '),
            Event::Text(text) | Event::Code(text) if self.in_image == 0 => {
                self.block.push_str(&text);
            }
            Event::SoftBreak => self.block.push(' '),
            Event::HardBreak => self.block.push('\n'),
            _ => {}
        }
    }

    fn heading(&mut self) {
        if self.title.is_none() && self.text.is_empty() {
            let title = self.block.split_whitespace().collect::<Vec<_>>().join(" ");
            self.block.clear();
            self.title = (!title.is_empty()).then_some(title);
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let block = self.block.trim();
        if !block.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(block);
        }
        self.block.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs() {
        let (title, text) = plain(
            "# The *head*\n\nOne [link](http://x)\nmore.\n\n- a\n- b\n\n![alt](x.png)\n\n> quoted\n\n<div>raw</div>\n",
        );
        assert_eq!(title.as_deref(), Some("The head"));
        assert_eq!(text, "One link more.\n\na\n\nb\n\nquoted\n\nraw");
    }
}
