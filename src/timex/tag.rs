//! First pass: find and classify.

use super::clause::Clause;
use super::lang::{Cursor, Kind, Language, Token, Walk, lex};
use super::parts::Parts;
use super::{Context, Mention, RuleId};
use crate::Span;

/// Buffers kept from sentence to sentence.
#[derive(Debug, Default)]
struct Scratch {
    tokens: Vec<Token>,
    walk: Walk,
}

/// The best match from one starting token.
struct Best {
    end: usize,
    found: Vec<(Parts, usize, usize, u16)>,
}

/// Every mention of `text`, sentence by sentence.
pub(super) fn tag(language: &Language, text: &str, sentences: &[Span], fold: bool) -> Vec<Mention> {
    let mut scratch = Scratch::default();
    scratch.walk.fold = fold;
    let mut mentions = Vec::new();
    let mut last_end = 0;
    let mut paragraph = 0;
    for (number, span) in sentences.iter().enumerate() {
        let (start, end) = (span.start as usize, span.end as usize);
        if start > end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            continue;
        }
        if number > 0 && breaks_paragraph(text, last_end, start) {
            paragraph += 1;
        }
        last_end = end;
        scratch.tokens.clear();
        lex(
            &language.lexicon.vocab,
            text,
            start,
            end,
            &mut scratch.tokens,
        );
        let before = mentions.len();
        sentence(language, text, &mut scratch, &mut mentions);
        for mention in &mut mentions[before..] {
            mention.context.sentence = number as u32;
            mention.context.paragraph = paragraph;
        }
    }
    settle_ancient(&mut mentions);
    settle_hours(&mut mentions);
    mentions
}

/// Numbers that may be years are so after a year before our era, and of its
/// era; elsewhere they are no expressions.
fn settle_ancient(mentions: &mut Vec<Mention>) {
    let mut before_era = false;
    mentions.retain_mut(|mention| {
        let parts = &mut mention.parts;
        if parts.ancient {
            parts.year = parts.year.map(|year| -year);
            return before_era;
        }
        before_era = parts.year.map_or(before_era, |year| year < 0);
        true
    });
}

/// Bare numbers that may be hours are so soon after a time by the clock.
fn settle_hours(mentions: &mut Vec<Mention>) {
    let mut last: Option<Context> = None;
    mentions.retain(|mention| {
        let Some(clock) = mention.parts.clock else {
            return true;
        };
        let here = mention.context;
        let near = |last: &Context| {
            last.paragraph == here.paragraph && here.sentence - last.sentence <= NEAR_HOUR
        };
        if clock.bare && !last.as_ref().is_some_and(near) {
            return false;
        }
        last = Some(here);
        true
    });
}

/// So many sentences after a time by the clock, a bare number may be an hour.
const NEAR_HOUR: u32 = 2;

fn breaks_paragraph(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .is_some_and(|gap| gap.bytes().filter(|b| *b == b'\n').count() >= 2)
}

fn sentence(language: &Language, text: &str, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    let Scratch { tokens, walk } = scratch;
    let first = mentions.len();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !language.graph.can_start(tokens, at) {
            at += 1;
            continue;
        }
        match best_at(language, text, tokens, at, walk) {
            Some(best) => {
                for (parts, from, to, rule) in best.found {
                    mentions.push(Mention {
                        span: Span {
                            start: tokens[from].start,
                            end: tokens[to - 1].end,
                        },
                        rule: RuleId(rule),
                        kind: kind_of(&parts),
                        parts,
                        context: Context::default(),
                    });
                    ends.push((from, to));
                }
                at = best.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    if mentions.len() == first {
        return;
    }
    let clause = Clause::new(language, text, tokens, &ends);
    for (index, mention) in mentions[first..].iter_mut().enumerate() {
        mention.context = clause.around(index);
    }
}

fn best_at(
    language: &Language,
    text: &str,
    tokens: &[Token],
    at: usize,
    walk: &mut Walk,
) -> Option<Best> {
    let mut best: Option<Best> = None;
    let mut chosen = (0usize, u16::MAX);
    let mut impossible = 0;
    let cursor = Cursor {
        text,
        tokens,
        at,
        lexicon: &language.lexicon,
        classes: &language.numbers,
    };
    language
        .graph
        .walk(cursor, walk, &mut |id: u16, end: usize, walk: &Walk| {
            if end < chosen.0 || (end == chosen.0 && id >= chosen.1) {
                return;
            }
            let rule = &language.rules[usize::from(id)];
            if !walk.fold && !fits(language, rule, tokens, at, end) {
                return;
            }
            let whole = [at, end];
            let brackets = if walk.brackets.is_empty() {
                &whole[..]
            } else {
                &walk.brackets
            };
            let mut found = Vec::with_capacity(1);
            for (template, bracket) in rule.templates.iter().zip(brackets.chunks_exact(2)) {
                if template.is_none() {
                    break;
                }
                match template.fill(&walk.captures) {
                    Some(parts) if bracket[0] < bracket[1] => {
                        found.push((parts, bracket[0], bracket[1], id))
                    }
                    None if template.is_impossible(&walk.captures) => {
                        impossible = impossible.max(end);
                        return;
                    }
                    _ => return,
                }
            }
            // "New Year's Day" is a name of its own.
            let named = found.iter().any(|(parts, ..)| parts.holiday.is_some());
            let whole = found
                .iter()
                .any(|(parts, ..)| parts.day.is_some() && parts.year.is_some());
            let doubtful = !named && in_a_name(language, tokens, at, end)
                || in_a_path(tokens, at, end)
                || !whole && is_title(tokens, at, end);
            if doubtful && !found.is_empty() {
                return;
            }
            wrap_year(language, tokens, &mut found);
            chosen = (end, id);
            best = Some(Best { end, found });
        });
    if impossible > chosen.0 {
        return Some(Best {
            end: impossible,
            found: Vec::new(),
        });
    }
    best
}

/// "From September to February 1940", "between September and February 1940"
/// begin the year before.
fn wrap_year(language: &Language, tokens: &[Token], found: &mut [(Parts, usize, usize, u16)]) {
    let [(first, start, joint, _), (second, ..)] = found else {
        return;
    };
    let place = |parts: &Parts| Some((parts.month?, parts.day));
    let (Some(from), Some(to), Some(year)) = (place(first), place(second), first.year) else {
        return;
    };
    let before = start.checked_sub(1).map(|at| &tokens[at]);
    let joint = &tokens[*joint];
    let between = language
        .cues
        .between
        .is_some_and(|class| before.is_some_and(|token| language.lexicon.is(class, token)));
    let range = language
        .cues
        .range
        .is_some_and(|class| language.lexicon.is(class, joint));
    if from > to && first.year == second.year && year > 1 && (range || between || joint.is_dash()) {
        first.year = Some(year - 1);
    }
}

/// Whether a word that is written small stands with a capital in the middle
/// of ordinary prose: "USA Today", "60 Minutes".
fn in_a_name(language: &Language, tokens: &[Token], from: usize, to: usize) -> bool {
    let common = |i: usize| {
        let token = &tokens[i];
        token.capital
            && token.kind == Kind::Word
            && i > 0
            && !is_opening(&tokens[i - 1])
            && language
                .cues
                .common
                .is_some_and(|class| language.lexicon.is(class, token))
    };
    (from..to).any(common) && !is_headline(tokens)
}

/// Part of an address, a file name or a tag: "/2015/", "#Friday".
fn in_a_path(tokens: &[Token], from: usize, to: usize) -> bool {
    let joint = |t: &Token| {
        ['#', '@', '/', '_', '\\', '=', '&']
            .iter()
            .any(|&m| t.is_mark(m))
    };
    let left = from > 0 && tokens[from].glued && joint(&tokens[from - 1]);
    left || tokens.get(to).is_some_and(|t| t.glued && joint(t))
}

/// The whole of a capitalised title in quotation marks.
fn is_title(tokens: &[Token], from: usize, to: usize) -> bool {
    let quote = |t: &Token| {
        ['"', '\u{201C}', '\u{201D}', '`', '\u{AB}', '\u{BB}']
            .iter()
            .any(|&m| t.is_mark(m))
    };
    let words = tokens[from..to]
        .iter()
        .any(|t| t.kind == Kind::Word && t.capital);
    words && from > 0 && quote(&tokens[from - 1]) && tokens.get(to).is_some_and(quote)
}

fn is_opening(token: &Token) -> bool {
    token.kind == Kind::Mark && !token.is_dash() && !token.is_mark(',') && !token.is_mark('\'')
}

/// Most longer words of a headline are capitalised.
fn is_headline(tokens: &[Token]) -> bool {
    let long = tokens
        .iter()
        .take(40)
        .filter(|t| t.kind == Kind::Word && t.len() > 3);
    let (small, all) = long.fold((0, 0), |(small, all), t| {
        (small + usize::from(!t.capital), all + 1)
    });
    small * 3 < all
}

fn fits(
    language: &Language,
    rule: &super::lang::Rule,
    tokens: &[Token],
    at: usize,
    end: usize,
) -> bool {
    let lexicon = &language.lexicon;
    let left = at.checked_sub(1).map(|i| &tokens[i]);
    let right = tokens.get(end);
    let glued_left = left.is_some() && tokens[at].glued;
    let glued_right = right.is_some_and(|t| t.glued && t.kind != Kind::Mark);
    rule.after
        .as_ref()
        .is_none_or(|n| n.has(left, lexicon, glued_left))
        && rule
            .before
            .as_ref()
            .is_none_or(|n| n.has(right, lexicon, glued_right))
        && !rule
            .never_after
            .as_ref()
            .is_some_and(|n| n.has(left, lexicon, glued_left))
        && !rule
            .never_before
            .as_ref()
            .is_some_and(|n| n.has(right, lexicon, glued_right))
}

/// The TIMEX3 type that the parts alone suggest.
fn kind_of(parts: &Parts) -> super::TimexType {
    use super::TimexType as T;
    use super::parts::Op;
    match parts.op {
        Op::Duration => T::Duration,
        Op::Set => T::Set,
        _ if parts.clock.is_some() || parts.part_of_day.is_some() => T::Time,
        Op::Shift if parts.unit.is_some_and(super::value::Unit::is_clock) => T::Time,
        _ => T::Date,
    }
}
