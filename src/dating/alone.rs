//! One article dated from itself alone.

use chrono::{Local, Weekday};

use super::weigh::{self, Evidence, Weighed};
use super::{Candidate, Dating, GIVEN, Ground, PartialDate, outside, page, textual};
use crate::article::Article;
use crate::source::Format;
use crate::timex::Day;

/// Alternatives kept.
const MOST: usize = 8;
/// Years considered for a day without a year, back from today.
const YEARS: i32 = 40;

/// Dates one article from itself alone: metadata, names, dateline, headings,
/// stamps and first sentences are weighed together.
///
/// Without a stated year the day and month go to [`Dating::partial`] and the
/// years that agree with the article's own weekdays become alternatives; the
/// corpus-wide solution decides among them.
pub fn date_alone(article: &Article) -> Dating {
    date_on(article, Day::from(Local::now().date_naive()))
}

/// As [`date_alone`] on a given day: nothing is published in the future.
pub fn date_on(article: &Article, today: Day) -> Dating {
    let mut conflicts = Vec::new();
    let mut evidence = outside::read(article, today, &mut conflicts);
    let said = textual::read(article, today, &mut conflicts);
    if article.format == Format::Html {
        evidence.extend(said.evidence);
        let weighed = page::weigh(&evidence, said.partial);
        if weighed.is_empty()
            && let Some(partial) = said.partial
        {
            return from_partial(article, partial, &said.cited, today, conflicts);
        }
        return conclude(&evidence, weighed, said.partial, conflicts);
    }
    evidence.extend(outside::in_stated_year(article, said.partial, today));
    let stated = evidence.iter().any(|e| e.strength >= 0.55);
    evidence.extend(said.evidence.into_iter().map(|e| quieter(e, stated)));
    if (evidence.is_empty() || evidence.iter().all(|e| e.strength < 0.3))
        && let Some(partial) = said.partial
    {
        return from_partial(article, partial, &said.cited, today, conflicts);
    }
    agree_with_partial(&mut evidence, said.partial);
    let weighed = weigh::weigh(&evidence);
    conclude(&evidence, weighed, said.partial, conflicts)
}

/// Where metadata speaks, dates in the text only confirm.
fn quieter(mut evidence: Evidence, stated: bool) -> Evidence {
    if stated {
        evidence.strength *= if evidence.ground == Ground::Dateline {
            0.5
        } else {
            0.3
        };
    }
    evidence
}

/// A dateline without a year confirms a stated day close behind it.
fn agree_with_partial(evidence: &mut [Evidence], partial: Option<PartialDate>) {
    let Some(partial) = partial else {
        return;
    };
    for piece in evidence.iter_mut() {
        let near = (-1..=2).any(|shift| partial.is(piece.day.plus(-shift)));
        if near {
            piece.strength = 1.0 - (1.0 - piece.strength) * 0.5;
        }
    }
}

fn conclude(
    evidence: &[Evidence],
    weighed: Vec<Weighed>,
    partial: Option<PartialDate>,
    mut conflicts: Vec<String>,
) -> Dating {
    let Some(best) = weighed.first() else {
        return Dating {
            basis: "Nothing in the article says when it was published.".to_owned(),
            conflicts,
            partial,
            ..Dating::default()
        };
    };
    let first = &evidence[best.by[0]];
    let enough = best.share >= GIVEN;
    if enough {
        missed(best, evidence, &mut conflicts);
    }
    let basis = if enough {
        weigh::sentence(first)
    } else {
        format!(
            "Nothing says for sure when it was published; {}",
            lower(&weigh::sentence(first))
        )
    };
    let skip = usize::from(enough);
    let others = weighed.get(skip..).unwrap_or_default();
    let mut alternatives = weigh::alternatives(others, evidence, MOST);
    weigh::fit(&mut alternatives, if enough { best.share } else { 0.0 });
    Dating {
        published: enough.then_some(best.day),
        confidence: best.share,
        ground: if enough {
            first.ground
        } else {
            Ground::Nothing
        },
        basis,
        evidence: best
            .by
            .iter()
            .skip(1)
            .take(4)
            .map(|i| weigh::sentence(&evidence[*i]))
            .collect(),
        alternatives,
        conflicts,
        partial,
    }
}

/// A change dated before the publication is a contradiction.
fn missed(best: &Weighed, evidence: &[Evidence], conflicts: &mut Vec<String>) {
    let earlier = evidence
        .iter()
        .find(|e| e.modified && e.ground == Ground::Metadata && e.day < best.day.plus(-1));
    if let Some(change) = earlier {
        conflicts.push(format!(
            "Published {} but changed {} before that ({}).",
            best.day, change.day, change.what
        ));
    }
}

fn lower(sentence: &str) -> String {
    let mut out = sentence.to_owned();
    if let Some(first) = out.get_mut(0..1) {
        first.make_ascii_lowercase();
    }
    out
}

/// Day and month are known, the year is not: every year is a candidate, and
/// the article's own clock weighs them.
fn from_partial(
    article: &Article,
    partial: PartialDate,
    cited: &[Day],
    today: Day,
    conflicts: Vec<String>,
) -> Dating {
    let named = weekdays(article);
    let latest_cited = cited.iter().filter(|d| **d <= today).max().copied();
    let mut years: Vec<(Day, f32, String)> = Vec::new();
    for back in 0..YEARS {
        let Some(day) = partial.on(today.year() - back).filter(|d| *d <= today) else {
            continue;
        };
        let (weight, why) = year_weight(day, partial, &named, latest_cited);
        years.push((day, weight, why));
    }
    let total: f32 = years.iter().map(|(_, w, _)| w).sum::<f32>().max(1e-6);
    years.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    let best = years.first().map_or(0.0, |(_, w, _)| w / total);
    let alternatives = years
        .into_iter()
        .take(MOST)
        .map(|(day, weight, why)| Candidate {
            day,
            confidence: weight / total,
            why,
        })
        .collect();
    Dating {
        published: None,
        confidence: best,
        ground: Ground::Nothing,
        basis: format!(
            "The text gives day and month ({partial}) but no year; {} it agrees with come first.",
            if named.is_empty() {
                "the years"
            } else {
                "the years whose weekdays"
            }
        ),
        evidence: Vec::new(),
        alternatives,
        conflicts,
        partial: Some(partial),
    }
}

fn year_weight(
    day: Day,
    partial: PartialDate,
    named: &[Weekday],
    cited: Option<Day>,
) -> (f32, String) {
    let mut weight = 1.0;
    let mut why = format!("Day and month are those of the text in {}", day.year());
    if partial.weekday.is_some_and(|w| w != day.weekday()) {
        weight *= 0.02;
        why.push_str(", but not its weekday");
    }
    if !named.is_empty() {
        // News name the day itself or the one before far more than others.
        let today = named.contains(&day.weekday());
        let yesterday = named.contains(&day.plus(-1).weekday());
        if today {
            weight *= 4.0;
            why.push_str(", and the text speaks of that weekday");
        } else if yesterday {
            weight *= 2.0;
            why.push_str(", and the text speaks of the weekday before");
        }
    }
    if let Some(cited) = cited {
        if cited > day.plus(400) {
            weight *= 0.05;
            why.push_str(", but the text names later dates");
        } else if day.0 - cited.0 < 400 {
            weight *= 6.0;
            why.push_str(", soon after the latest date it names");
        }
    }
    why.push('.');
    (weight, why)
}

/// Weekdays that the first sentences name.
fn weekdays(article: &Article) -> Vec<Weekday> {
    let mut found = Vec::new();
    for sentence in article.sentences.iter().take(6) {
        for word in sentence
            .of(&article.text)
            .split(|c: char| !c.is_alphanumeric())
        {
            let day = match word {
                "Monday" => Weekday::Mon,
                "Tuesday" => Weekday::Tue,
                "Wednesday" => Weekday::Wed,
                "Thursday" => Weekday::Thu,
                "Friday" => Weekday::Fri,
                "Saturday" => Weekday::Sat,
                "Sunday" => Weekday::Sun,
                _ => continue,
            };
            if !found.contains(&day) {
                found.push(day);
            }
        }
    }
    found
}
