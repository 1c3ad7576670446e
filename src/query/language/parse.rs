//! From a line of words to a filter.

use super::words::{Word, words};
use super::{Context, QueryError};
use crate::Span;
use crate::actor::ActorId;
use crate::query::{Filter, Mode, Pattern, TextFilter};
use crate::store::{ArticleId, Flags, SourceId, Unit};
use crate::timex::{Day, Granularity, Interval, Tagger};

/// The fields of a query, with a few words on each.
pub(super) const FIELDS: [(&str, &str); 10] = [
    ("actor", "named in the event; a,b for either"),
    ("speaker", "who said it"),
    ("from", "this day or later"),
    ("to", "this day or earlier"),
    ("on", "overlapping this day, month, year"),
    ("source", "outlet; a,b for either"),
    ("granularity", "day, week, month, year, …"),
    ("confidence", ">0.8 or <0.5"),
    ("is", "planned, said, denied, dated, …"),
    ("body", "words anywhere in the article"),
];

/// Reads a filter.
///
/// Words alone are looked for in the event's sentence (`"safe zones"`,
/// `/safe\W+zones?/`), words behind `body:` anywhere in its article. Several
/// `actor:` must all be named; one with commas asks for any of them. A name
/// may be typed loosely, the actor that fits best is meant. `-` before a word
/// excludes. A date range keeps what overlaps it.
///
/// # Errors
/// Names the word that cannot be read, and what could stand there.
pub fn parse(line: &str, context: &Context<'_>) -> Result<Filter, QueryError> {
    let mut filter = Filter::default();
    for word in words(line)? {
        match &word.field {
            None => add_text(&mut filter, &word, false)?,
            Some((span, field)) => add_field(&mut filter, &word, *span, field, context)?,
        }
    }
    Ok(filter)
}

fn error<T>(span: Span, message: impl Into<String>) -> Result<T, QueryError> {
    Err(QueryError {
        span,
        message: message.into(),
    })
}

fn add_field(
    filter: &mut Filter,
    word: &Word,
    span: Span,
    field: &str,
    context: &Context<'_>,
) -> Result<(), QueryError> {
    if word.values.iter().any(|(value, _)| value.is_empty()) {
        return error(word.span, format!("{field}: what? Nothing stands after it"));
    }
    match field {
        "actor" => add_actor(filter, word, context),
        "speaker" | "by" => {
            let ids = actors(word, context)?;
            match word.negated {
                true => filter.not_speakers.extend(ids),
                false => filter.speakers.extend(ids),
            }
            Ok(())
        }
        "source" => {
            let ids = sources(word, context)?;
            match word.negated {
                true => filter.not_sources.extend(ids),
                false => filter.sources.extend(ids),
            }
            Ok(())
        }
        "is" => {
            let flags = flags(word)?;
            match word.negated {
                true => filter.is_not = filter.is_not.with(flags),
                false => filter.is = filter.is.with(flags),
            }
            Ok(())
        }
        "granularity" | "grain" => add_granularities(filter, word),
        "body" => add_text(filter, word, true),
        "from" | "to" | "on" | "confidence" | "article" if word.negated => {
            error(word.span, format!("{field}: cannot be excluded with -"))
        }
        "from" | "to" | "on" => add_date(filter, word, field, context.current),
        "confidence" => add_confidence(filter, word),
        "article" => {
            filter.article = Some(article(word, context)?);
            Ok(())
        }
        _ => {
            let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
            error(
                span,
                format!(
                    "no filter is called {field}: there are {}; quote the words to search for them",
                    names.join(", ")
                ),
            )
        }
    }
}

fn add_actor(filter: &mut Filter, word: &Word, context: &Context<'_>) -> Result<(), QueryError> {
    let ids = actors(word, context)?;
    if word.negated {
        filter.none.extend(ids);
        return Ok(());
    }
    let mode = if ids.len() > 1 { Mode::Any } else { Mode::All };
    let mixed = !filter.actors.is_empty() && (mode == Mode::Any || filter.mode == Mode::Any);
    if mixed {
        return error(
            word.span,
            "actors are asked for all together (actor:a actor:b) or any of them (actor:a,b), not both",
        );
    }
    filter.mode = mode;
    filter.actors.extend(ids);
    Ok(())
}

fn actors(word: &Word, context: &Context<'_>) -> Result<Vec<ActorId>, QueryError> {
    let mut ids = Vec::new();
    for (span, name) in &word.values {
        let numbered = name.strip_prefix('#').and_then(|id| id.parse().ok());
        let known = |id: &ActorId| context.snapshot.actor(*id).is_some();
        let id = match numbered.map(ActorId).filter(known) {
            Some(id) => Some(id),
            None => context.index.resolve(name),
        };
        match id {
            Some(id) => ids.push(id),
            None => {
                return error(
                    *span,
                    format!("no actor is named like \u{201c}{name}\u{201d}"),
                );
            }
        }
    }
    Ok(ids)
}

fn sources(word: &Word, context: &Context<'_>) -> Result<Vec<SourceId>, QueryError> {
    let mut ids = Vec::new();
    for (span, name) in &word.values {
        let all = &context.snapshot.sources;
        let wanted = crate::query::fuzzy::fold(name);
        let folded = |name: &str| crate::query::fuzzy::fold(name);
        let mut found: Vec<SourceId> = match all.find(name) {
            Some(id) => vec![id],
            None => {
                let same = all.iter().filter(|(_, name)| folded(name) == wanted);
                same.map(|(id, _)| id).collect()
            }
        };
        if found.is_empty() {
            let within = all
                .iter()
                .filter(|(_, name)| folded(name).contains(&wanted));
            found.extend(within.map(|(id, _)| id));
        }
        if found.is_empty() {
            return error(
                *span,
                format!("no source is called like \u{201c}{name}\u{201d}"),
            );
        }
        ids.extend(found);
    }
    Ok(ids)
}

fn flags(word: &Word) -> Result<Flags, QueryError> {
    let mut flags = Flags::default();
    for (span, name) in &word.values {
        match Flags::NAMES.iter().find(|(known, _)| known == name) {
            Some((_, flag)) => flags = flags.with(*flag),
            None => {
                let names: Vec<&str> = Flags::NAMES.iter().map(|(name, _)| *name).collect();
                return error(*span, format!("is: takes {}", names.join(", ")));
            }
        }
    }
    Ok(flags)
}

fn add_granularities(filter: &mut Filter, word: &Word) -> Result<(), QueryError> {
    let mut named = Vec::new();
    for (span, name) in &word.values {
        match Granularity::from_name(name) {
            Some(granularity) => named.push(granularity),
            None => {
                let names = Granularity::ALL.map(|g| g.name().replace(' ', "-"));
                return error(*span, format!("granularity: takes {}", names.join(", ")));
            }
        }
    }
    if word.negated {
        let others = Granularity::ALL.into_iter().filter(|g| !named.contains(g));
        named = others.collect();
    }
    filter.granularities.extend(named);
    filter.granularities.sort_unstable();
    filter.granularities.dedup();
    Ok(())
}

fn add_date(filter: &mut Filter, word: &Word, field: &str, current: Day) -> Result<(), QueryError> {
    let (span, typed) = one(word)?;
    let Some(interval) = date(typed, current) else {
        return error(
            span,
            format!(
                "\u{201c}{typed}\u{201d} is not a date: try 2015-10-14, 2015-10, \"14 July 2016\""
            ),
        );
    };
    if field != "to" {
        filter.from = Some(interval.first);
    }
    if field != "from" {
        filter.to = Some(interval.last);
    }
    if let (Some(from), Some(to)) = (filter.from, filter.to)
        && from > to
    {
        return error(word.span, format!("nothing lies between {from} and {to}"));
    }
    Ok(())
}

/// A typed date: what looks like an ISO form must be one, all else is read by
/// the date language.
fn date(typed: &str, current: Day) -> Option<Interval> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = typed.split('-').collect();
    if parts[0].len() == 4 && parts.iter().all(|part| digits(part)) {
        iso(&parts)
    } else {
        Tagger::english().read_typed(typed, current)
    }
}

/// `2015`, `2015-10` or `2015-10-14`, cut at the dashes.
fn iso(parts: &[&str]) -> Option<Interval> {
    let year: i32 = parts[0].parse().ok()?;
    let month = |part: &str| Day::from_ymd(year, part.parse().ok()?, 1);
    match parts[1..] {
        [] => {
            let (first, last) = Unit::Year.around(Day::from_ymd(year, 1, 1)?);
            Some(Interval::days(first, last, Granularity::Year))
        }
        [part] => {
            let (first, last) = Unit::Month.around(month(part)?);
            Some(Interval::days(first, last, Granularity::Month))
        }
        [month, day] => {
            let day = Day::from_ymd(year, month.parse().ok()?, day.parse().ok()?)?;
            Some(Interval::day(day))
        }
        _ => None,
    }
}

fn add_confidence(filter: &mut Filter, word: &Word) -> Result<(), QueryError> {
    let (span, typed) = one(word)?;
    let below = typed.starts_with('<');
    let number = typed.trim_start_matches(['<', '>', '=']);
    let percent = number.strip_suffix('%');
    let value = match percent {
        Some(percent) => percent.parse::<f32>().map(|value| value / 100.0),
        None => number.parse::<f32>(),
    };
    match value {
        Ok(value) if (0.0..=1.0).contains(&value) && below => filter.max_confidence = Some(value),
        Ok(value) if (0.0..=1.0).contains(&value) => filter.min_confidence = Some(value),
        _ => {
            return error(
                span,
                "confidence: takes a number from 0 to 1, as >0.8 or <0.5",
            );
        }
    }
    Ok(())
}

fn article(word: &Word, context: &Context<'_>) -> Result<ArticleId, QueryError> {
    let (span, id) = one(word)?;
    match context.snapshot.articles.find(id) {
        Some(article) => Ok(article),
        None => error(span, format!("no article has the id \u{201c}{id}\u{201d}")),
    }
}

fn one(word: &Word) -> Result<(Span, &str), QueryError> {
    match &word.values[..] {
        [(span, value)] => Ok((*span, value)),
        _ => error(word.span, "only one value can stand here"),
    }
}

fn add_text(filter: &mut Filter, word: &Word, in_article: bool) -> Result<(), QueryError> {
    for (span, text) in &word.values {
        if text.is_empty() {
            return error(word.span, "no words to search for");
        }
        let pattern = match word.regex {
            // Bodies are long: there the very letters are looked for.
            false if in_article => Pattern::words(text),
            false => Pattern::folded(text),
            true => match Pattern::regex(text) {
                Ok(pattern) => pattern,
                Err(cause) => {
                    let cause = cause.to_string();
                    let last = cause.lines().last().unwrap_or_default();
                    return error(*span, format!("not a regular expression: {last}"));
                }
            },
        };
        filter.texts.push(TextFilter {
            pattern,
            in_article,
            negated: word.negated,
        });
    }
    Ok(())
}
