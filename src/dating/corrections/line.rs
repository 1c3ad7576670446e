//! One line of the file: its kinds, read and printed.

use std::fmt::Write;

use crate::text::safe;
use crate::timex::{Day, Granularity, Interval};

/// Longest part of a sentence that stands in a line, in characters: enough to
/// know it by.
const QUOTED: usize = 160;

/// What a correction is about, and what the user says of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// The publication date of an article.
    Date {
        /// The article's id.
        article: String,
        /// Its publication date.
        day: Day,
    },
    /// The date of an event.
    Event {
        /// The article's id.
        article: String,
        /// When it happened.
        when: Interval,
        /// The words that dated it; empty when none did.
        expression: String,
        /// Its sentence, as [`quoted`] gives it.
        sentence: String,
    },
    /// A sentence tells of no event.
    NoEvent {
        /// The article's id.
        article: String,
        /// The sentence, as [`quoted`] gives it.
        sentence: String,
    },
    /// An actor goes by another name: a new one, or another actor's, with
    /// whom it then is one.
    Actor {
        /// Its name as found.
        name: String,
        /// Its name as it should be.
        is: String,
    },
    /// Some of an actor's names are somebody else's.
    Apart {
        /// The actor's name as found.
        actor: String,
        /// The words in the texts that mean somebody else.
        alias: String,
        /// Who that is.
        is: String,
    },
}

/// One correction: the word, and why in the user's words (may be empty).
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// What the user says.
    pub word: Word,
    /// Why; may be empty.
    pub remark: String,
}

impl Word {
    /// Whether the two are about the same thing: the later replaces the
    /// earlier.
    pub fn same_matter(&self, other: &Self) -> bool {
        self.matter() == other.matter()
    }

    /// What it is about.
    fn matter(&self) -> (&'static str, &str, &str, &str) {
        match self {
            Self::Date { article, .. } => ("date", article, "", ""),
            Self::Event {
                article,
                expression,
                sentence,
                ..
            } => ("event", article, expression, sentence),
            Self::NoEvent { article, sentence } => ("no-event", article, "", sentence),
            Self::Actor { name, .. } => ("actor", name, "", ""),
            Self::Apart { actor, alias, .. } => ("apart", actor, alias, ""),
        }
    }

    /// What it is about, as one string.
    pub(super) fn matter_key(&self) -> String {
        let (kind, one, two, three) = self.matter();
        [kind, one, two, three].join("\t")
    }

    /// The fields of its line, the kind first.
    fn fields(&self) -> Vec<String> {
        match self {
            Self::Date { article, day } => {
                vec!["date".into(), article.clone(), day.to_string()]
            }
            Self::Event {
                article,
                when,
                expression,
                sentence,
            } => vec![
                "event".into(),
                article.clone(),
                print_when(*when),
                expression.clone(),
                sentence.clone(),
            ],
            Self::NoEvent { article, sentence } => {
                vec!["no-event".into(), article.clone(), sentence.clone()]
            }
            Self::Actor { name, is } => vec!["actor".into(), name.clone(), is.clone()],
            Self::Apart { actor, alias, is } => {
                vec!["apart".into(), actor.clone(), alias.clone(), is.clone()]
            }
        }
    }

    /// What it says, in a few plain words.
    pub fn told(&self) -> String {
        match self {
            Self::Date { article, day } => format!("{article} was published on {day}"),
            Self::Event { when, sentence, .. } => {
                format!("{}: {sentence}", print_when(*when))
            }
            Self::NoEvent { sentence, .. } => format!("no event: {sentence}"),
            Self::Actor { name, is } => format!("{name} is {is}"),
            Self::Apart { actor, alias, is } => format!("“{alias}” is {is}, not {actor}"),
        }
    }
}

impl Correction {
    /// A correction without a remark.
    pub fn new(word: Word) -> Self {
        Self {
            word,
            remark: String::new(),
        }
    }

    /// Whether its fields can stand on a line; the reason when not.
    pub(super) fn fits(&self) -> Result<(), &'static str> {
        let fields = self.word.fields();
        let breaks = |field: &str| field.contains(['\t', '\n', '\r']);
        if fields.iter().any(|f| breaks(f)) || breaks(&self.remark) {
            return Err("names, quotes and remarks must be one line without tabs");
        }
        let wanted = |word: &Word| match word {
            Word::Date { article, .. } => !article.is_empty(),
            Word::Event {
                article, sentence, ..
            }
            | Word::NoEvent { article, sentence } => !article.is_empty() && !sentence.is_empty(),
            Word::Actor { name, is } => !name.is_empty() && !is.is_empty(),
            Word::Apart { actor, alias, is } => {
                !actor.is_empty() && !alias.is_empty() && !is.is_empty()
            }
        };
        match wanted(&self.word) {
            true => Ok(()),
            false => Err("an article, name or sentence is missing"),
        }
    }

    /// Its line.
    pub(super) fn print(&self) -> String {
        let mut fields = self.word.fields();
        if !self.remark.is_empty() {
            fields.push(self.remark.clone());
        }
        fields.join("\t")
    }
}

/// What stands in a line that names a kind this version knows; `None` for
/// other kinds.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(line: &str) -> Result<Option<Correction>, String> {
    let kind = line.split('\t').next().unwrap_or_default();
    let count = match kind {
        "date" => 3,
        "event" => 5,
        "no-event" => 3,
        "actor" => 3,
        "apart" => 4,
        _ => return Ok(None),
    };
    let mut fields = line.splitn(count + 1, '\t').skip(1).map(str::to_owned);
    let mut next = |what: &str| match fields.next() {
        Some(field) => Ok(field),
        None => Err(format!("{kind}: {what} is missing")),
    };
    let word = match kind {
        "date" => Word::Date {
            article: next("the article")?,
            day: {
                let day = next("the day")?;
                day.parse()
                    .map_err(|e| format!("\u{2018}{day}\u{2019} is {e}"))?
            },
        },
        "event" => Word::Event {
            article: next("the article")?,
            when: {
                let when = next("the date")?;
                parse_when(&when).ok_or_else(|| {
                    format!("\u{2018}{when}\u{2019} is no date: 2015-10-14, 2015-10, 2015, or two days with / between")
                })?
            },
            expression: next("the expression")?,
            sentence: next("the sentence")?,
        },
        "no-event" => Word::NoEvent {
            article: next("the article")?,
            sentence: next("the sentence")?,
        },
        "actor" => Word::Actor {
            name: next("the name")?,
            is: next("the new name")?,
        },
        _ => Word::Apart {
            actor: next("the actor")?,
            alias: next("the words")?,
            is: next("the other's name")?,
        },
    };
    let correction = Correction {
        word,
        remark: fields.next().unwrap_or_default(),
    };
    correction.fits().map_err(str::to_owned)?;
    Ok(Some(correction))
}

/// A sentence or expression as it stands in the file: on one line, safe to
/// print, cut where it is long.
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > QUOTED * 4 {
            break;
        }
    }
    let cut: String = out.chars().take(QUOTED).collect();
    safe(cut.trim_end()).into_owned()
}

/// `2015-10-14`, `2015-10`, `2015`, or `2015-10-14/2015-10-16`; with `~` in
/// front when it is "about" then.
pub fn print_when(when: Interval) -> String {
    let mut out = String::new();
    if when.approximate {
        out.push('~');
    }
    let (year, month, _) = when.first.ymd();
    // Writing to a string cannot fail.
    let _ = match when.granularity {
        Granularity::Year if parse_when(&format!("{year:04}")).is_some_and(|y| same(y, when)) => {
            write!(out, "{year:04}")
        }
        Granularity::Month
            if parse_when(&format!("{year:04}-{month:02}")).is_some_and(|m| same(m, when)) =>
        {
            write!(out, "{year:04}-{month:02}")
        }
        _ if when.first == when.last => write!(out, "{}", when.first),
        _ => write!(out, "{}/{}", when.first, when.last),
    };
    out
}

fn same(one: Interval, other: Interval) -> bool {
    (one.first, one.last) == (other.first, other.last)
}

/// Reads [`print_when`] back.
pub fn parse_when(text: &str) -> Option<Interval> {
    let (text, approximate) = match text.strip_prefix('~') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let interval = if let Some((first, last)) = text.split_once('/') {
        let (first, last): (Day, Day) = (first.parse().ok()?, last.parse().ok()?);
        if last < first {
            return None;
        }
        Interval::days(first, last, Granularity::Day)
    } else if text.len() == 4 && digits(text) {
        let year = text.parse().ok()?;
        let (first, last) = (Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?);
        Interval::days(first, last, Granularity::Year)
    } else if text.len() == 7 {
        let (year, month) = text.split_once('-')?;
        let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
        let first = Day::from_ymd(year, month, 1)?;
        let next = match month {
            12 => Day::from_ymd(year + 1, 1, 1)?,
            _ => Day::from_ymd(year, month + 1, 1)?,
        };
        Interval::days(first, next.plus(-1), Granularity::Month)
    } else {
        Interval::day(text.parse().ok()?)
    };
    Some(Interval {
        approximate,
        ..interval
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_back() {
        for text in [
            "2015-10-14",
            "2015-10",
            "2015",
            "~2015",
            "2015-10-14/2015-10-16",
            "2016-12",
        ] {
            let when = parse_when(text).unwrap();
            assert_eq!(print_when(when), text);
        }
        assert!(parse_when("2015-10-16/2015-10-14").is_none());
        assert!(parse_when("2015-13").is_none());
        assert!(parse_when("oct").is_none());
    }

    #[test]
    fn quotes_are_one_safe_line() {
        assert_eq!(quoted(" a\n b\tc "), "a b c");
        assert_eq!(quoted("x\u{1b}[2J"), "x␛[2J");
        assert_eq!(quoted(&"й".repeat(500)).chars().count(), QUOTED);
        let again = quoted(&quoted("a \u{202e} b"));
        assert_eq!(
            again,
            quoted("a \u{202e} b"),
            "quoting twice changes nothing"
        );
    }

    #[test]
    fn every_kind_is_read_back() {
        for line in [
            "date\ta.txt\t2015-10-13\tremark",
            "event\ta.txt\t2015-10-13\ton Tuesday\tHe came on Tuesday.",
            "event\ta.txt\t2015-10\t\tHe came.\twhy",
            "no-event\ta.txt\tAll rights reserved.",
            "actor\tPutin V.\tVladimir Putin",
            "apart\tBill Clinton\tMrs Clinton\tHillary Clinton",
        ] {
            let correction = parse(line).unwrap().unwrap();
            assert_eq!(correction.print(), line);
        }
        assert!(parse("later\tkind").unwrap().is_none());
        for bad in [
            "event\ta\tsoon\t\tx",
            "actor\tA",
            "no-event\ta.txt\t",
            "apart\ta\tb",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
