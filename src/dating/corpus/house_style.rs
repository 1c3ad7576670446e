//! The house style of each source, and how it changes: straight quotes that
//! became curly ones, "Mr" that was dropped, dashes, a converter that broke
//! characters for some years. It says nothing of what an article tells, and so
//! speaks where words do not: an article in the style of 2014 was hardly
//! written in 2006.
//!
//! A temporal language model (de Jong, Rode and Hiemstra 2005) with a kernel
//! in place of fixed partitions. Marks that come and go together are one
//! group, which shows one of several kinds; a kind counts only if it would
//! have helped to date the dated articles that show it, each by the others.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::drift::Speaks;
use crate::timex::Day;

const MARKS: &str = include_str!("../../../assets/dating/house-style.tsv");

/// Bytes read of one article.
const READ: usize = 50_000;
/// Sources with fewer articles, each counted by the share of its days that are
/// known, have no style.
const LEAST: f32 = 5.0;
/// An article tells of the style so many days before and after, less with
/// each day (an exponential kernel's scale).
const REACH: f32 = 300.0;
/// Articles in the source's style of all times that stand beside those of a
/// period.
const SMOOTH: f32 = 2.0;
/// Most periods told apart, and fewest days of one.
const PERIODS: i32 = 100;
const DAYS: i32 = 30;

/// Most sources whose style is kept, those with the most articles.
const SOURCES: usize = 1_000;

/// Which marks a text shows: for each group of marks one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<u8>);

struct Reader {
    finder: AhoCorasick,
    /// Of each pattern its group and bit.
    places: Vec<(u8, u8)>,
    groups: usize,
}

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| {
        let lines = MARKS.lines().filter(|line| !line.starts_with('#'));
        let (mut groups, mut places, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for line in lines {
            let mut fields = line.split('\t');
            let (Some(group), Some(_), Some(text)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            if groups.last().is_none_or(|g: &(&str, u8)| g.0 != group) {
                groups.push((group, 0));
            }
            let number = groups.len() as u8 - 1;
            if let Some(last) = groups.last_mut() {
                places.push((number, last.1));
                last.1 += 1;
            }
            texts.push(text.replace('␣', " "));
        }
        Reader {
            places,
            groups: groups.len(),
            finder: AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(texts)
                .expect("a few dozen short patterns fit"),
        }
    })
}

/// The marks of a text's beginning.
pub fn marks(text: &str) -> Marks {
    let end = text.floor_char_boundary(READ);
    let reader = reader();
    let mut marks = vec![0u8; reader.groups];
    for found in reader.finder.find_overlapping_iter(&text[..end]) {
        let (group, bit) = reader.places[found.pattern().as_usize()];
        marks[usize::from(group)] |= 1 << bit;
    }
    Marks(marks)
}

impl Marks {
    /// Each group with what it shows of it, as one number.
    fn shown(&self) -> impl Iterator<Item = u32> {
        (0u32..)
            .zip(&self.0)
            .map(|(group, marks)| group << 8 | u32::from(*marks))
    }
}

/// The styles of all sources that are known.
#[derive(Clone, Debug, Default)]
pub struct HouseStyles {
    low: i32,
    width: i32,
    sources: FxHashMap<String, Style>,
}

/// The style of one source: what showing something says for each period
/// (log-odds against all times).
type Style = FxHashMap<u32, Vec<f32>>;

/// An article of a source: its period, marks and share.
type Shown<'a> = (usize, &'a Marks, f32);

impl HouseStyles {
    /// Learns from articles with their source, marks, day and share, within
    /// a range of days.
    pub fn new<'a>(
        articles: impl Iterator<Item = (&'a str, &'a Marks, Day, f32)>,
        (low, high): (Day, Day),
    ) -> Self {
        let width = DAYS.max((high.0 - low.0) / PERIODS + 1);
        let periods = ((high.0 - low.0) / width + 1).max(1) as usize;
        let mut of_source: FxHashMap<&str, Vec<Shown>> = FxHashMap::default();
        for (source, marks, day, share) in articles {
            let period = usize::try_from((day.0 - low.0).div_euclid(width));
            if let Some(period) = period.ok().filter(|p| *p < periods) {
                let list = of_source.entry(source).or_default();
                list.push((period, marks, share));
            }
        }
        let fade = (-width as f32 / REACH).exp();
        let mass = |list: &[Shown]| list.iter().map(|a| a.2).sum::<f32>();
        let mut known: Vec<(f32, &str, Vec<Shown>)> = of_source
            .into_iter()
            .map(|(source, list)| (mass(&list), source, list))
            .filter(|known| known.0 >= LEAST)
            .collect();
        known.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        known.truncate(SOURCES);
        Self {
            low: low.0,
            width,
            sources: known
                .into_iter()
                .map(|(_, source, list)| (source.to_owned(), style(&list, periods, fade)))
                .collect(),
        }
    }

    /// How well an article's marks fit its source in each period.
    pub fn read(&self, source: &str, marks: &Marks) -> Speaks {
        let Some(style) = self.sources.get(source) else {
            return Speaks::default();
        };
        let mut scores: Vec<f32> = Vec::new();
        for says in marks.shown().filter_map(|shown| style.get(&shown)) {
            scores.resize(says.len(), 0.0);
            for (score, says) in scores.iter_mut().zip(says) {
                *score += says;
            }
        }
        Speaks::new(self.low, self.width, scores)
    }
}

fn style(articles: &[Shown], periods: usize, fade: f32) -> Style {
    let mut all = vec![0.0f32; periods];
    let mut shown: FxHashMap<u32, Vec<f32>> = FxHashMap::default();
    for (period, marks, share) in articles {
        all[*period] += share;
        for each in marks.shown() {
            shown.entry(each).or_insert_with(|| vec![0.0; periods])[*period] += share;
        }
    }
    let total: f32 = all.iter().sum();
    let around = faded(&all, fade);
    let mut style = Style::default();
    for (each, here) in shown {
        let base = here.iter().sum::<f32>() / total;
        let near = faded(&here, fade);
        let says = |with: f32, of: f32| ((with + SMOOTH * base) / (of + SMOOTH) / base).ln();
        // What it says of each article's period by the others.
        let helps = |(period, here): (usize, &f32)| {
            let own = here.min(1.0);
            here * says(
                (near[period] - own).max(0.0),
                (around[period] - own).max(0.0),
            )
        };
        if here.iter().enumerate().map(helps).sum::<f32>() > 0.0 {
            let said = near.iter().zip(&around).map(|(with, of)| says(*with, *of));
            style.insert(each, said.collect());
        }
    }
    style
}

/// Mass that stands for the periods before and after too, less with each.
fn faded(mass: &[f32], fade: f32) -> Vec<f32> {
    let mut out = mass.to_vec();
    let mut carried = 0.0;
    for (out, mass) in out.iter_mut().zip(mass) {
        *out += carried;
        carried = (carried + mass) * fade;
    }
    carried = 0.0;
    for (out, mass) in out.iter_mut().zip(mass).rev() {
        *out += carried;
        carried = (carried + mass) * fade;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_of_the_time_of_its_style() {
        let straight = marks("\"Here,\" he said, it's so. Mr Brown - of the ministry - agreed.");
        let curly = marks("“Here,” he said, it’s so. Brown – of the ministry – agreed.");
        assert_ne!(straight, curly);
        let articles = (0..40).map(|n| {
            let style = if n < 20 { &straight } else { &curly };
            ("post", style, Day(n * 100), 1.0)
        });
        let styles = HouseStyles::new(articles, (Day(0), Day(4000)));
        let speaks = styles.read("post", &straight);
        assert!(speaks.of(Day(300)) > speaks.of(Day(3700)) + 3.0);
        let unknown = styles.read("times", &straight);
        assert_eq!(unknown.of(Day(3700)), 0.0, "of a source that is not known");
    }

    #[test]
    fn where_styles_are_mixed_both_are_at_home() {
        let (straight, curly) = (marks("\"It's so.\""), marks("“It’s so.”"));
        let articles = (0..120).map(|n| {
            let old = n < 40 || n < 80 && n % 2 == 0;
            (
                "post",
                if old { &straight } else { &curly },
                Day(n * 40),
                1.0,
            )
        });
        let styles = HouseStyles::new(articles, (Day(0), Day(4800)));
        let speaks = styles.read("post", &curly);
        let (mixed, new) = (speaks.of(Day(2400)), speaks.of(Day(4400)));
        assert!(new > mixed && mixed > new - 1.5, "{mixed} {new}");
        assert!(speaks.of(Day(400)) < mixed - 1.0);
    }

    #[test]
    fn mass_fades_on_both_sides() {
        assert_eq!(faded(&[0.0, 4.0, 0.0, 1.0], 0.5), [2.125, 4.25, 2.5, 2.0]);
    }

    #[test]
    fn marks_are_well_formed() {
        let lines: Vec<&str> = MARKS.lines().filter(|l| !l.starts_with('#')).collect();
        let mut groups: Vec<(&str, usize)> = Vec::new();
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            assert!(fields.len() == 3 && !fields[2].is_empty(), "{line}");
            match groups.iter_mut().find(|g| g.0 == fields[0]) {
                Some(group) => group.1 += 1,
                None => groups.push((fields[0], 1)),
            }
        }
        assert!(groups.iter().all(|g| g.1 <= 8), "one bit each: {groups:?}");
        assert_eq!(groups.len(), reader().groups, "groups stand together");
    }
}
