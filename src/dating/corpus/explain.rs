//! Why an article is of its day: the evidence in plain sentences.

use super::clues::{Clue, What};
use super::counted;
use super::habits::{HEAD_BYTES, day_in_year_around, weekday_lag};
use super::happenings::{Same, Shared, Teller};
use super::kept::Kept;
use super::links::Neighbour;
use super::occasions;
use super::world;
use crate::dating::knowledge::{Fact, Knowledge, Known, Manner};
use crate::dating::{Candidate, Dating, GIVEN, Ground, UNGROUNDED};
use crate::timex::Day;

/// Sentences of evidence told.
const SENTENCES: usize = 6;
/// A dateline stands within so many bytes.
const DATELINE_BYTES: u32 = 80;
/// A happening of another article is told from so sure on that it is the same.
const CLEAR: f32 = 0.3;
/// Days that are as far from the one that was named share what is told of its
/// time.
const NEAR: i32 = 30;
/// From such a likeness on the words of two articles are told as alike.
const ALIKE: f32 = 0.1;
/// Other days told.
const ALTERNATIVES: usize = 5;

/// Tells of one article among the others.
pub struct Reader<'a> {
    /// Its number.
    pub number: usize,
    /// All articles.
    pub kept: &'a [Kept],
    /// Its neighbours.
    pub near: &'a [Neighbour],
    /// What others say of the times that it tells of.
    pub shared: &'a Shared,
    /// The dated articles tell what days the corpus spans.
    pub spanned: bool,
}

impl Reader<'_> {
    /// The basis of a day, and the evidence behind it.
    pub fn tell(&self, day: Day, given: bool) -> (String, Vec<String>) {
        let mut evidence: Vec<String> = Vec::new();
        evidence.extend(self.stated(day));
        let opens = self.opens_with_weekday();
        if opens {
            evidence.extend(self.weekday(day));
        }
        evidence.extend(self.story(day));
        evidence.extend(self.happening(day));
        evidence.extend(counted::tell(&self.me().counted, day));
        evidence.extend(occasions::tell(&self.me().occasions, day));
        evidence.extend(self.world(day));
        if !opens {
            evidence.extend(self.weekday(day));
        }
        let since = self.me().since;
        let since = since.filter(|since| *since <= day && self.named(day));
        evidence.extend(since.map(|since| {
            format!(
                "The dated articles use some of its words only since {}.",
                long(since)
            )
        }));
        if self.me().in_style && self.named(day) {
            evidence.push(
                "Its marks (quotes, dashes, titles, signs) are as the dated articles of its source \
                 have them then."
                    .to_owned(),
            );
        }
        evidence.extend(self.years(day));
        evidence.truncate(SENTENCES);
        let basis = match (evidence.is_empty(), given) {
            (true, _) => "Nothing in it or in the other articles tells its date.".to_owned(),
            (false, true) => format!("Inferred: {}", evidence[..evidence.len().min(2)].join(" ")),
            (false, false) => format!("Not sure enough: {}", evidence[0]),
        };
        (basis, evidence)
    }

    /// Whether a day is the one that was named, or of its time.
    fn named(&self, day: Day) -> bool {
        let named = self.me().days.first();
        named.is_some_and(|named| (named.0.0 - day.0).abs() <= NEAR)
    }

    fn me(&self) -> &Kept {
        &self.kept[self.number]
    }

    fn stated(&self, day: Day) -> Option<String> {
        let stated = self.me().stated?;
        let said = day_in_year_around(day, stated.month, stated.day)?;
        let written = said.date().format("%-d %B");
        let weekday = said.date().format("%A");
        Some(match day.0 - said.0 {
            0 => format!(
                "It is dated {written}, which in {} was a {weekday}.",
                said.year()
            ),
            1 => format!("It is dated {written}, a {weekday}: the day before."),
            -1 => format!("It is dated {written}, a {weekday}: the day after."),
            after @ 1.. => format!("It is dated {written}, a {weekday}: {after} days before."),
            before => format!(
                "It is dated {written}, a {weekday}: {} days after.",
                -before
            ),
        })
    }

    /// The article that tells the same story and lies nearest.
    fn story(&self, day: Day) -> Vec<String> {
        let mut told = Vec::new();
        let best = |n: &Neighbour| {
            let other = &self.kept[n.article as usize];
            let &(when, share) = other.days.first()?;
            let near = (when.0 - day.0).abs() <= 10;
            (share >= 0.3 && near).then(|| match other.fixed.is_some() {
                true => (other, format!("of {}", long(when))),
                false if share >= GIVEN => {
                    (other, format!("which is taken to be of {}", long(when)))
                }
                false => (other, format!("which may be of {}", long(when))),
            })
        };
        let by_runs = self
            .near
            .iter()
            .filter(|n| n.runs >= 3)
            .max_by_key(|n| n.runs);
        if let Some((neighbour, (other, when))) = by_runs.and_then(|n| Some((n, best(n)?))) {
            told.push(format!(
                "It shares {} rare word sequences with \u{2018}{}\u{2019} {when}.",
                neighbour.runs, other.id
            ));
        }
        let alike = self.near.iter().find_map(|n| Some((n, best(n)?)));
        let other_than = |a: &(&Neighbour, _)| by_runs.is_none_or(|r| r.article != a.0.article);
        let alike = alike.filter(|a| other_than(a) && a.0.likeness >= ALIKE);
        if let Some((_, (other, when))) = alike {
            told.push(format!(
                "Its words are much like those of \u{2018}{}\u{2019} {when}.",
                other.id
            ));
        }
        told
    }

    /// What narrows most of the happenings that another article dates.
    fn happening(&self, day: Day) -> Option<String> {
        let meant = |same: &Same| match same.when.fixed() {
            Some(meant) => Some(meant),
            None => {
                let Teller::Article(article) = same.teller else {
                    return None;
                };
                let &(of, share) = self.kept[article as usize].days.first()?;
                (share >= GIVEN).then(|| same.when.on(of))?
            }
        };
        let mut best: Option<(i32, String)> = None;
        for (when, same) in self.shared {
            let clear = |same: &&Same| same.weight >= CLEAR && same.counts(self.spanned);
            for same in same.iter().filter(clear) {
                let Some((from, to)) = meant(same) else {
                    continue;
                };
                let Some((first, last)) = when.told_on((from, to)) else {
                    continue;
                };
                let span = last.0 - first.0;
                if day < first || last < day || best.as_ref().is_some_and(|b| b.0 <= span) {
                    continue;
                }
                let by = match same.teller {
                    Teller::Article(article) => {
                        let teller = &self.kept[article as usize];
                        let id = &teller.id;
                        match teller.fixed.is_some() {
                            true => format!("if \u{2018}{id}\u{2019} tells of the same"),
                            false => format!(
                                "if \u{2018}{id}\u{2019}, undated itself, tells of the same"
                            ),
                        }
                    }
                    Teller::Anchor(id) => {
                        format!(
                            "if it means this: {}",
                            Knowledge::built_in().anchor(id).name
                        )
                    }
                };
                let days = match from == to {
                    true => format!("on {}", long(from)),
                    false => format!("between {} and {}", long(from), long(to)),
                };
                best = Some((
                    span,
                    format!("What it tells of as \u{2018}{when}\u{2019} was {days} {by}."),
                ));
            }
        }
        best.map(|b| b.1)
    }

    fn world(&self, day: Day) -> Vec<String> {
        let knowledge = Knowledge::built_in();
        let mut told: Vec<(i32, String)> = Vec::new();
        for known in &self.me().known {
            match &known.fact {
                Fact::Holder {
                    person,
                    manner: Manner::Titled,
                    terms,
                } => {
                    let Some(term) = terms.iter().find(|t| t.0 <= day && day <= t.1) else {
                        continue;
                    };
                    let Some(office) = knowledge.office(*person, term.0) else {
                        continue;
                    };
                    let until = if term.1.0 > 40_000 {
                        String::new()
                    } else {
                        format!(" to {}", long(term.1))
                    };
                    let length = term.1.0.saturating_sub(term.0.0);
                    told.push((
                        length,
                        format!(
                            "{} was {office} from {}{until}.",
                            knowledge.person(*person),
                            long(term.0)
                        ),
                    ));
                }
                Fact::Anchor(id) => {
                    let anchor = knowledge.anchor(*id);
                    if anchor.from <= day {
                        let from = long(anchor.from);
                        let when = match anchor.to {
                            to if to == anchor.from => format!("on {from}"),
                            to if to >= day => format!("from {from} on"),
                            to => format!("from {from} to {}", long(to)),
                        };
                        let said = format!("It speaks of what was {when}: {}.", anchor.name);
                        told.push((day.0 - anchor.from.0, said));
                    }
                }
                Fact::First(id) => {
                    let first = knowledge.first(*id);
                    if first.from <= day {
                        let since = first.from.date().format("%B %Y");
                        let said = format!("News has told of this since {since}: {}.", first.name);
                        told.push((day.0 - first.from.0, said));
                    }
                }
                Fact::Holder { .. } => {}
            }
        }
        // What narrows most comes first.
        told.sort();
        told.into_iter().map(|t| t.1).take(3).collect()
    }

    /// Whether the text opens with a weekday, as a dateline does that leaves
    /// out the rest: "MOSCOW, Wednesday".
    fn opens_with_weekday(&self) -> bool {
        let first = self.me().clues.iter().min_by_key(|clue| clue.at);
        first.is_some_and(|clue| matches!(clue.what, What::Weekday(_)) && clue.at < DATELINE_BYTES)
    }

    fn weekday(&self, day: Day) -> Option<String> {
        let said = self.me().clues.iter().find_map(|clue| match clue.what {
            What::Weekday(weekday) if clue.at < HEAD_BYTES => Some(weekday),
            _ => None,
        })?;
        let lag = weekday_lag(day, said);
        let named = day.plus(-(lag as i32));
        Some(match lag {
            0 => format!(
                "It says {}, and {} was one.",
                named.date().format("%A"),
                long(day)
            ),
            1..=6 => format!(
                "Its {} would be {}, {} earlier.",
                named.date().format("%A"),
                long(named),
                days(lag as i32)
            ),
            _ => return None,
        })
    }

    fn years(&self, day: Day) -> Option<String> {
        let cited = self.me().clues.iter().filter_map(|clue| match clue.what {
            What::Date(date) => Some(date.year()),
            What::YearMonth(year, _) | What::Year(year) => Some(i32::from(year)),
            _ => None,
        });
        let last = cited.filter(|y| *y <= day.year()).max()?;
        Some(format!("The latest past year that it names is {last}."))
    }

    /// The other days, best first; all of them when none is given. Each tells
    /// what speaks for it and not, as well, for the days before it.
    pub fn alternatives(&self, given: bool) -> Vec<Candidate> {
        let days = &self.me().days;
        let best = days.first().filter(|_| given);
        let mut told = best.map_or(Vec::new(), |best| self.tell(best.0, given).1);
        let mut candidates = Vec::new();
        for &(day, confidence) in days.iter().skip(usize::from(given)).take(ALTERNATIVES) {
            let evidence = self.tell(day, given).1;
            let new = evidence.iter().find(|why| !told.contains(why));
            let why = new.or(evidence.first()).cloned();
            told.extend(why.clone());
            candidates.push(Candidate {
                day,
                confidence,
                why: why.unwrap_or_else(|| UNGROUNDED.to_owned()),
            });
        }
        candidates
    }
}

/// The dating of an article whose date the user has given.
pub fn corrected(day: Day, alone: &Dating) -> Dating {
    Dating {
        published: Some(day),
        confidence: 1.0,
        ground: Ground::Correction,
        basis: "You said so.".to_owned(),
        alternatives: alone
            .published
            .filter(|d| *d != day)
            .map(|day| Candidate {
                day,
                confidence: 0.0,
                why: alone.basis.clone(),
            })
            .into_iter()
            .collect(),
        ..alone.clone()
    }
}

/// What an article names that was to come on the day named for it.
pub fn ahead(known: &[Known], day: Day) -> Option<String> {
    let (name, since) = world::ahead(known, day)?;
    Some(format!(
        "names {name}, known since {}, which speaks against {}",
        long(since),
        long(day)
    ))
}

/// Dates of the head whose weekday is not theirs.
pub fn conflicts(clues: &[Clue], day: Day) -> Vec<String> {
    let mut told = Vec::new();
    for clue in clues.iter().filter(|c| c.at < HEAD_BYTES) {
        let Some(weekday) = clue.weekday else {
            continue;
        };
        let meant = match clue.what {
            What::Date(date) => Some(date),
            What::MonthDay(month, of_month) => day_in_year_around(day, month, of_month),
            _ => None,
        };
        let Some(meant) = meant.filter(|m| m.weekday() != weekday) else {
            continue;
        };
        let said = (0..7)
            .map(|n| meant.plus(n))
            .find(|d| d.weekday() == weekday);
        let said = said.map_or(String::new(), |d| d.date().format("%A").to_string());
        told.push(format!(
            "says {said} {}, but {} was a {}",
            meant.date().format("%-d %B"),
            long(meant),
            meant.date().format("%A")
        ));
    }
    told
}

fn days(count: i32) -> String {
    match count {
        1 => "a day".to_owned(),
        _ => format!("{count} days"),
    }
}

fn long(day: Day) -> String {
    day.date().format("%-d %B %Y").to_string()
}
