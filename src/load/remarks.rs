//! What is to be remarked on an article: what could not be dated or resolved
//! in it, what contradicts itself.

use crate::dating::{Candidate, conflicts};
use crate::event::{Analysis, Ruling, is_foreign};
use crate::source::{Notice, Severity};
use crate::timex::{Day, Role, Tagger};

/// Chance from which the likeliest day is worth telling: 1 % when rounded.
const TOLD: f32 = 0.005;

/// Adds where an article's own dates contradict its day; whether anything
/// was added.
pub fn add_conflicts(analysis: &mut Analysis) -> bool {
    let Some(day) = analysis.dating.published else {
        return false;
    };
    let known = &mut analysis.dating.conflicts;
    let before = known.len();
    for conflict in conflicts(&analysis.article, &analysis.mentions, day) {
        if !known.contains(&conflict) {
            known.push(conflict);
        }
    }
    known.len() > before
}

/// A ruling that concerns no event of its article.
pub fn idle_ruling(analysis: &Analysis, ruling: &Ruling) -> Notice {
    let message = format!("a correction concerns no event here: {}", ruling.sentence);
    notice(analysis, Severity::Warning, message)
}

/// What could not be dated or resolved in an article.
pub fn of(analysis: &Analysis) -> Vec<Notice> {
    let dating = &analysis.dating;
    let conflicts = dating
        .conflicts
        .iter()
        .map(|conflict| notice(analysis, Severity::Warning, conflict.clone()));
    let mut notices: Vec<Notice> = conflicts.collect();
    if analysis.events.is_empty() && is_foreign(&analysis.article.text) {
        let message = "not in English: dated only, no events are read from it".to_owned();
        notices.push(notice(analysis, Severity::Info, message));
    }
    notices.extend(misnamed(analysis));
    if dating.published.is_none() {
        let told = |c: &&Candidate| c.confidence >= TOLD;
        let best = dating.alternatives.first().filter(told).map(|c| {
            format!(
                "; the likeliest day is {} ({:.0} %)",
                c.day,
                c.confidence * 100.0
            )
        });
        let message = format!("no publication date{}", best.unwrap_or_default());
        notices.push(notice(analysis, Severity::Warning, message));
        let waiting = analysis
            .resolutions
            .iter()
            .filter(|r| r.value.to_string().starts_with("XXXX"))
            .count();
        if waiting > 0 {
            let message = match waiting {
                1 => "1 date expression waits for the publication date".to_owned(),
                _ => format!("{waiting} date expressions wait for the publication date"),
            };
            notices.push(notice(analysis, Severity::Info, message));
        }
    }
    notices
}

/// The first day of the text that stands beside another day's weekday and is
/// not told as a conflict.
fn misnamed(analysis: &Analysis) -> Option<Notice> {
    let tagger = Tagger::english();
    let conflicts = &analysis.dating.conflicts;
    let told = |day: Day| {
        let long = format!("{} was a", day.date().format("%-d %B %Y"));
        let short = format!("{day} was a");
        conflicts
            .iter()
            .any(|c| c.contains(&long) || c.contains(&short))
    };
    let pairs = analysis.mentions.iter().zip(&analysis.resolutions);
    let mut clashes = pairs.filter(|(mention, resolution)| {
        resolution.role == Role::Happening
            && tagger.is_misnamed(mention, resolution)
            && !resolution.interval.is_some_and(|i| told(i.first))
    });
    let (mention, resolution) = clashes.next()?;
    let words = mention.span.of(&analysis.article.text);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let day = resolution.interval?.first;
    let more = match clashes.count() {
        0 => String::new(),
        1 => "; one more date stands beside a wrong weekday".to_owned(),
        more => format!("; {more} more dates stand beside a wrong weekday"),
    };
    let message = format!(
        "\u{201c}{words}\u{201d} is read as {day}, which was a {}{more}",
        day.date().format("%A")
    );
    Some(notice(analysis, Severity::Warning, message))
}

fn notice(analysis: &Analysis, severity: Severity, message: String) -> Notice {
    let article = &analysis.article;
    // A record of a file is told by its own name as well.
    let message = match article.path.ends_with(&article.id) {
        true => message,
        false => format!("{}: {message}", article.id),
    };
    Notice {
        path: article.path.clone(),
        line: article.line,
        severity,
        message,
    }
}
