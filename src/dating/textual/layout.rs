//! Where the prose of a text stands.

use crate::Span;

/// A paragraph of at least so many words is prose.
const PROSE: usize = 22;

/// Where the prose of the text stands.
pub(super) struct Layout {
    /// Words of each paragraph.
    pub words: Vec<usize>,
    /// First paragraph of the main prose.
    pub start: usize,
    /// Last one.
    pub end: usize,
}

impl Layout {
    /// Reads the paragraphs.
    pub fn new(text: &str, lines: &[Span]) -> Self {
        let words: Vec<usize> = lines
            .iter()
            .map(|l| l.of(text).split_whitespace().count())
            .collect();
        let prose: Vec<usize> = words
            .iter()
            .zip(lines)
            .map(|(n, l)| {
                let ends = l
                    .of(text)
                    .ends_with(['.', '!', '?', '"', '\u{201d}', '\u{2019}', ':', ')']);
                if *n >= PROSE && ends { *n } else { 0 }
            })
            .collect();
        // The main prose is the densest stretch: every paragraph's worth is
        // its own words and those of the next few.
        let reach = 10;
        let mut sum: usize = prose.iter().take(reach).sum();
        let mut sums = Vec::with_capacity(prose.len());
        for at in 0..prose.len() {
            sums.push(sum);
            sum -= prose[at];
            sum += prose.get(at + reach).copied().unwrap_or(0);
        }
        let most = sums.iter().copied().max().unwrap_or(0);
        let start = (0..prose.len())
            .find(|at| prose[*at] > 0 && sums[*at] * 2 >= most)
            .unwrap_or(0);
        let end = prose.iter().rposition(|n| *n > 0).unwrap_or(start);
        Self { words, start, end }
    }
}
