//! Values told in plain English.

use super::parts::{Base, Direction, Modifier, Op};
use super::{Anchor, Day, Mention, Resolution, Role, Tense};

/// One sentence on why `words` mean what they mean.
pub(super) fn explain(text: &str, mention: &Mention, resolution: &Resolution) -> String {
    let words = mention
        .span
        .of(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let value = &resolution.value;
    let mut sentence = format!("\u{201C}{words}\u{201D} ");
    sentence += &match mention.parts.op {
        Op::Past => "points to the past without saying when".to_owned(),
        Op::Present => "means the time of writing without naming a day".to_owned(),
        Op::Future => "points to the future without saying when".to_owned(),
        Op::Duration => format!("is a length of time ({value}), not a date"),
        Op::Set => format!("is a time that comes again and again ({value}), not one date"),
        Op::Calendar | Op::Shift => placed(mention, resolution),
    };
    if mention.parts.modifier != Modifier::None && resolution.interval.is_some() {
        sentence += ", give or take";
    }
    if resolution.role == Role::Reference {
        sentence += "; it belongs to a name, so it does not date what the sentence tells";
    }
    if let Some(other) = resolution.basis.alternative {
        sentence += &format!(
            "; read the other way it would be {}",
            days(other.first, other.last)
        );
    }
    sentence.push('.');
    sentence
}

fn placed(mention: &Mention, resolution: &Resolution) -> String {
    let value = &resolution.value;
    if resolution.interval.is_none() {
        return match mention.parts.op {
            Op::Shift => format!("counts from a day that is not known ({value})"),
            _ => {
                format!("leaves part of its date open, and nothing near it fills the gap ({value})")
            }
        };
    }
    match resolution.basis.anchor {
        Anchor::None => format!("names its date in full: {value}"),
        Anchor::Published(day) => {
            let why = side(mention, resolution);
            let how = match relation(mention) {
                FITS if why.is_empty() => NEAREST,
                how => how,
            };
            let day = weekday(day);
            format!("is {value}, {how} the day of publication, {day}{why}")
        }
        Anchor::Mention { at, day } => {
            let place = if at < mention.span.start {
                "before it"
            } else {
                "after it"
            };
            format!(
                "is {value}, {} {day}, the date told {place}",
                relation(mention)
            )
        }
    }
}

const FITS: &str = "the one that fits";
const NEAREST: &str = "the one nearest to";

/// How the value stands to its anchor.
fn relation(mention: &Mention) -> &'static str {
    match (mention.parts.op, mention.parts.base) {
        (_, Base::Report) => "the reporting period as seen from",
        (Op::Shift, _) => "counted from",
        _ => FITS,
    }
}

/// Why it lies on its side of the anchor; nothing when nearness decided.
fn side(mention: &Mention, resolution: &Resolution) -> &'static str {
    match (mention.parts.op, mention.parts.direction, resolution.tense) {
        (Op::Shift, ..) => "",
        (_, Direction::Past, _) => ", before it as the words say",
        (_, Direction::Future, _) => ", after it as the words say",
        (_, Direction::This, _) => ", in the same period as the words say",
        (_, Direction::Open, Tense::Past) => ", in a clause that tells the past",
        (_, Direction::Open, Tense::Future) => ", in a clause that looks ahead",
        _ => "",
    }
}

fn weekday(day: Day) -> String {
    format!("{} {day}", day.date().format("%A"))
}

fn days(first: Day, last: Day) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    }
}
