//! The body of the article in a page.

use super::blocks::{blocks, join, unreadable};
use super::dom::Dom;

/// The article's paragraphs, parted by a blank line.
pub(crate) fn text(dom: &Dom<'_>) -> String {
    let found = blocks(dom, 0, &|id| unreadable(dom.tag(id)));
    join(
        found
            .iter()
            .filter(|b| b.linked * 2 < b.text.len() && b.text.len() > 60)
            .map(|b| b.text.as_str()),
    )
}
