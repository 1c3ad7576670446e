//! What is known of each block of a page.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::source::html::dom::NodeId;
use crate::source::html::names::GROUPS;

/// Features of a block: index and value.
pub type Features = Vec<(u32, f32)>;

/// What takes the features of a block one by one: a list of them, or the sums
/// that weights make of them.
pub(super) trait Sink {
    /// Takes a feature by its index.
    fn take(&mut self, index: u32, value: f32);

    /// Takes a feature that is there or not.
    fn add(&mut self, feature: Feature) {
        self.take(feature as u32, 1.0);
    }
}

impl Sink for Features {
    fn take(&mut self, index: u32, value: f32) {
        self.push((index, value));
    }
}

macro_rules! features {
    ($($name:ident $text:literal),+ $(,)?) => {
        /// Features that are neither groups of names nor neighbours.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Feature { $($name),+ }

        const NAMES: &[&str] = &[$($text),+];
    };
}

features! {
    Bias "bias",
    LogLength "log-length",
    Length0 "up to 15 letters",
    Length1 "up to 40 letters",
    Length2 "up to 80 letters",
    Length3 "up to 160 letters",
    Length4 "up to 320 letters",
    Length5 "more letters",
    Sentence "ends a sentence",
    Sentences "several sentences",
    Comma "comma",
    Colon "ends with a colon",
    Digits "many digits",
    Capitals "many capitals",
    Unlinked "no link",
    Linked1 "some link",
    Linked2 "half a link",
    Linked3 "mostly link",
    Linked4 "all link",
    P "p",
    Li "li",
    H1 "h1",
    Heading "h2 to h6",
    Cell "td",
    Quote "blockquote",
    Pre "pre",
    Caption "figcaption",
    Definition "dd",
    Plain "div",
    InArticle "in article",
    InMain "in main",
    InAside "in aside",
    InFooter "in footer",
    InHeader "in header",
    InNav "in nav",
    InForm "in form",
    InFigure "in figure",
    InTable "in table",
    InList "in list",
    InBody "in articleBody",
    NotShown "not shown",
    Before "before the headline",
    IsTitle "the title",
    NoHeadline "no headline on the page",
    Tenth "first tenth",
    Third "first third",
    LastThird "last third",
    LastTenth "last tenth",
    Parent0 "parent without prose",
    Parent1 "parent with little prose",
    Parent2 "parent with some prose",
    Parent3 "parent with much prose",
    Parent4 "parent with most prose",
    Grand0 "grandparent without prose",
    Grand1 "grandparent with little prose",
    Grand2 "grandparent with some prose",
    Grand3 "grandparent with much prose",
    InHalf "in the least element with half of the prose",
    InTwoThirds "in the least element with two thirds of the prose",
    InMost "in the least element with most of the prose",
    BesideHalf "child of the element with half of the prose",
    FirstProse "before the first prose of the column",
    LastProse "behind the last prose of the column",
    Pointer "begins as a pointer",
    Call "begins as a call",
    Label "begins as a label",
    Cut "begins as a cut",
    Credit "names a credit",
    Bold "all bold",
    Italic "all italic",
    WithHeadline "in the least element with headline and prose",
    AfterCut "behind a cut",
    Repeated "said before",
    RepeatedLater "said again",
    Dated "short with a date",
    PreviousProse "prose before",
    NextProse "prose behind",
    PreviousLink "link before",
    NextLink "link behind",
    SameParentBefore "sibling before",
    SameParentAfter "sibling behind",
    Guess "guess",
    GuessBefore "guess before",
    GuessBehind "guess behind",
    GuessAround "guesses around",
    GuessSiblings "guesses of siblings",
    GuessAbove "guesses above",
    GuessBelow "guesses below",
    GuessColumn "guesses of the column",
}

pub(super) const NEAR: u32 = NAMES.len() as u32;
pub(super) const FAR: u32 = NEAR + GROUPS.len() as u32;
const BOTH: u32 = FAR + GROUPS.len() as u32;

/// Length, links and element of a block, which count together with each other
/// and with its column.
const LENGTHS: [Feature; 6] = [
    Feature::Length0,
    Feature::Length1,
    Feature::Length2,
    Feature::Length3,
    Feature::Length4,
    Feature::Length5,
];
const LINKS: [Feature; 5] = [
    Feature::Unlinked,
    Feature::Linked1,
    Feature::Linked2,
    Feature::Linked3,
    Feature::Linked4,
];
const ELEMENTS: [Feature; 10] = [
    Feature::P,
    Feature::Li,
    Feature::H1,
    Feature::Heading,
    Feature::Cell,
    Feature::Quote,
    Feature::Pre,
    Feature::Caption,
    Feature::Definition,
    Feature::Plain,
];
const COLUMNS: [Feature; 3] = [Feature::InHalf, Feature::InTwoThirds, Feature::InMost];

/// Pairs of lists whose features count together.
const PAIRS: [(&[Feature], &[Feature]); 5] = [
    (&LENGTHS, &LINKS),
    (&LENGTHS, &ELEMENTS),
    (&LENGTHS, &COLUMNS),
    (&ELEMENTS, &COLUMNS),
    (&LINKS, &COLUMNS),
];

/// The features of a block that count together: its own of each list.
#[derive(Clone, Copy)]
pub(super) struct Paired {
    pub length: Feature,
    pub links: Feature,
    pub element: Feature,
    pub column: Option<Feature>,
}

/// Adds the features that two of the block's own make together.
pub(super) fn pair_up(own: Paired, sink: &mut impl Sink) {
    let at = |list: &[Feature], feature| list.iter().position(|f| *f == feature);
    let length = at(&LENGTHS, own.length);
    let links = at(&LINKS, own.links);
    let element = at(&ELEMENTS, own.element);
    let column = own.column.and_then(|column| at(&COLUMNS, column));
    let both = [
        (length, links),
        (length, element),
        (length, column),
        (element, column),
        (links, column),
    ];
    let mut base = BOTH;
    for ((left, right), has) in PAIRS.into_iter().zip(both) {
        if let (Some(l), Some(r)) = has {
            sink.take(base + (l * right.len() + r) as u32, 1.0);
        }
        base += (left.len() * right.len()) as u32;
    }
}

/// Names of all features, by index.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = NAMES.iter().map(|n| (*n).to_owned()).collect();
    names.extend(GROUPS.iter().map(|g| format!("named {g}")));
    names.extend(GROUPS.iter().map(|g| format!("inside {g}")));
    let name = |f: &Feature| NAMES[*f as usize];
    for (left, right) in PAIRS {
        for l in left {
            names.extend(right.iter().map(|r| format!("{}, {}", name(l), name(r))));
        }
    }
    names
}

/// Two elements around a block, nearest first.
pub(super) type Parents = (NodeId, NodeId);

/// What the first guesses say around the blocks, for the second round.
pub(super) struct Guesses<'g> {
    parents: &'g [Parents],
    chances: &'g [f32],
    /// Bytes of each block, and those that are the article's.
    masses: Vec<(f32, f32)>,
    /// The same of all blocks below an element.
    below: FxHashMap<NodeId, (f32, f32)>,
}

impl<'g> Guesses<'g> {
    /// `sizes` are the bytes of the blocks.
    pub fn new(parents: &'g [Parents], sizes: &[f32], chances: &'g [f32]) -> Self {
        let masses: Vec<(f32, f32)> = sizes
            .iter()
            .zip(chances)
            .map(|(size, chance)| (*size, chance * size))
            .collect();
        let mut below: FxHashMap<NodeId, (f32, f32)> = FxHashMap::default();
        for ((near, far), (size, mass)) in parents.iter().zip(&masses) {
            for node in [near, far] {
                let sum = below.entry(*node).or_default();
                sum.0 += size;
                sum.1 += mass;
            }
        }
        Self {
            parents,
            chances,
            masses,
            below,
        }
    }

    fn mean(&self, node: NodeId) -> f32 {
        let sums = self.below.get(&node);
        sums.map_or(0.0, |(size, mass)| mass / size.max(1.0))
    }

    fn window(&self, range: Range<usize>) -> f32 {
        let sum: f32 = self.masses[range.clone()].iter().map(|m| m.1).sum();
        let all: f32 = self.masses[range].iter().map(|m| m.0).sum();
        sum / all.max(1.0)
    }

    /// The features of one block.
    pub fn tell(&self, at: usize, sink: &mut impl Sink) {
        let chance = |at: Option<usize>| at.and_then(|at| self.chances.get(at)).copied();
        let count = self.chances.len();
        let (near, far) = self.parents[at];
        let around = at.saturating_sub(3)..(at + 4).min(count);
        let below = (at + 1).min(count)..(at + 7).min(count);
        for (feature, value) in [
            (Feature::Guess, self.chances[at]),
            (
                Feature::GuessBefore,
                chance(at.checked_sub(1)).unwrap_or(0.0),
            ),
            (Feature::GuessBehind, chance(Some(at + 1)).unwrap_or(0.0)),
            (Feature::GuessAround, self.window(around)),
            (Feature::GuessSiblings, self.mean(near)),
            (Feature::GuessColumn, self.mean(far)),
            (Feature::GuessAbove, self.window(at.saturating_sub(6)..at)),
            (Feature::GuessBelow, self.window(below)),
        ] {
            sink.take(feature as u32, value * 2.0);
        }
    }
}
