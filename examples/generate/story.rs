//! One made-up story: a few people, what they said, what happened when, and
//! much that has no date at all.

use chrono::{Datelike, Days, NaiveDate};

use super::random::Random;
use super::words::*;

/// Who is in a story, and whether the text has named them in full.
struct Cast(Vec<(String, String, bool)>);

impl Cast {
    fn new(random: &mut Random) -> Self {
        let count = 2 + random.zipf(5);
        Self((0..count).map(|_| person(random)).collect())
    }

    /// Somebody: the full name first, mostly the family name after that.
    fn name(&mut self, random: &mut Random) -> String {
        let at = random.zipf(self.0.len());
        let (given, family, known) = &mut self.0[at];
        match std::mem::replace(known, true) && random.below(5) > 0 {
            true => family.clone(),
            false => format!("{given} {family}"),
        }
    }
}

/// One of about 100,000 people, some of them in every other story.
fn person(random: &mut Random) -> (String, String, bool) {
    let initials = 26;
    let kinds = FAMILY_ENDS.len() * initials;
    let who = random.zipf(GIVEN.len() * FAMILY.len() * kinds);
    let (given, rest) = (who % GIVEN.len(), who / GIVEN.len());
    let (family, kind) = (rest % FAMILY.len(), rest / FAMILY.len());
    let end = FAMILY_ENDS[kind % FAMILY_ENDS.len()];
    let initial = (b'A' + (kind / FAMILY_ENDS.len()) as u8) as char;
    let given = match kind {
        0 => GIVEN[given].to_owned(),
        _ => format!("{} {initial}.", GIVEN[given]),
    };
    (given, format!("{}{end}", FAMILY[family]), false)
}

fn body(random: &mut Random) -> String {
    match random.below(3) {
        0 => random.pick(BODIES).to_owned(),
        _ => {
            let of = random.zipf(CITIES.len() * FIELDS.len() * ORGANISATIONS.len());
            let city = CITIES[of % CITIES.len()];
            let rest = of / CITIES.len();
            let (field, kind) = (rest % FIELDS.len(), rest / FIELDS.len());
            format!("the {city} {} {}", FIELDS[field], ORGANISATIONS[kind])
        }
    }
}

/// A thing: a common word often, one of ten thousand compounds seldom.
fn noun(random: &mut Random) -> String {
    let which = random.zipf(NOUNS.len() * (NOUNS.len() + 1));
    let (last, first) = (NOUNS[which % NOUNS.len()], which / NOUNS.len());
    match first {
        0 => last.to_owned(),
        first => format!("{}{last}", NOUNS[first - 1]),
    }
}

fn thing(random: &mut Random) -> String {
    let noun = noun(random);
    match random.below(2) {
        0 => noun,
        _ => {
            let which = random.zipf(QUALITIES.len() * BEFORE_QUALITIES.len());
            let (quality, before) = (which % QUALITIES.len(), which / QUALITIES.len());
            format!("{}{} {noun}", BEFORE_QUALITIES[before], QUALITIES[quality])
        }
    }
}

fn deed(random: &mut Random) -> &'static str {
    DEEDS[random.zipf(DEEDS.len())]
}

/// "the old bridge repaired the harbourwall near the market".
fn clause(random: &mut Random) -> String {
    let (who, deed, what) = (thing(random), deed(random), thing(random));
    match random.below(3) {
        0 => format!("the {who} {deed} the {what}"),
        _ => format!(
            "the {who} {deed} the {what} {} the {}",
            random.pick(SIDES),
            thing(random)
        ),
    }
}

fn written(day: NaiveDate, random: &mut Random) -> String {
    let month = day.format("%B");
    match random.below(6) {
        0 => format!("on {month} {}, {}", day.day(), day.year()),
        1 => format!("on {} {month}", day.day()),
        2 | 3 => format!("on {}", day.format("%A")),
        4 => format!("in {month} {}", day.year()),
        _ => random
            .pick(&[
                "yesterday",
                "last week",
                "earlier this month",
                "two days later",
            ])
            .to_owned(),
    }
}

fn happening(published: NaiveDate, cast: &mut Cast, random: &mut Random) -> String {
    let back = random.zipf(900) as u64;
    let day = published
        .checked_sub_days(Days::new(back))
        .unwrap_or(published);
    let when = written(day, random);
    let (one, body) = (cast.name(random), body(random));
    match random.below(5) {
        0 => format!(
            "{} {one} said {when} that {body} would not accept that {}.",
            random.pick(OFFICES),
            clause(random)
        ),
        1 => format!(
            "Talks between {one} and {body} on the {} ended without an agreement {when}, and {}.",
            thing(random),
            clause(random)
        ),
        2 => format!(
            "According to {body}, {} people had been moved out of the area {when}.",
            20 + random.below(9000)
        ),
        3 => format!("{one} will meet {body} next week, it was announced {when}."),
        _ => format!(
            "{when} {}, a blow for {body} and for {one}.",
            clause(random)
        ),
    }
}

fn statement(cast: &mut Cast, random: &mut Random) -> String {
    let (one, said) = (cast.name(random), random.pick(SAID));
    let told = clause(random);
    match random.below(3) {
        0 => format!("\"We saw that {told},\" {one} {said}."),
        1 => format!("{one} said that {told}, but that {}.", clause(random)),
        _ => format!(
            "\"Nobody here wants the {},\" {said} {one}, for whom {told}.",
            thing(random)
        ),
    }
}

fn background(random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("{}, and {}.", clause(random), clause(random)),
        1 => format!("{} while {}.", clause(random), clause(random)),
        _ => format!(
            "Few remember how {}, though {}, and nobody knows what the {} is worth.",
            clause(random),
            clause(random),
            thing(random)
        ),
    }
}

/// A sentence begins with a capital.
fn push_sentence(text: &mut String, sentence: &str) {
    let mut letters = sentence.chars();
    text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    text.push_str(letters.as_str());
}

/// The title and the text of a story of this day.
pub fn story(published: NaiveDate, random: &mut Random) -> (String, String) {
    let mut cast = Cast::new(random);
    let city = random.pick(CITIES);
    let title = format!(
        "{} and {} at odds over {city}",
        cast.name(random),
        noun(random)
    );
    let month = published.format("%B");
    let place = city.to_uppercase();
    let mut text = format!("{place}, {month} {} (Made-up Wire) - ", published.day());
    let sentences = 6 + random.zipf(66);
    for at in 0..sentences {
        // What is new stands at the top.
        let sentence = match random.below(100) {
            _ if at == 0 => happening(published, &mut cast, random),
            0..22 => happening(published, &mut cast, random),
            22..40 => statement(&mut cast, random),
            _ => background(random),
        };
        push_sentence(&mut text, &sentence);
        text.push_str(if at % 3 == 2 { "\n\n" } else { " " });
    }
    text.truncate(text.trim_end().len());
    (title, text)
}

/// Who printed it; empty when not said.
pub fn outlet(random: &mut Random) -> String {
    let which = random.zipf(1 + CITIES.len() * PAPERS.len());
    match which.checked_sub(1) {
        None => "Made-up Wire".to_owned(),
        Some(which) => {
            let (city, paper) = (which % CITIES.len(), which / CITIES.len());
            format!("Made-up {} {}", CITIES[city], PAPERS[paper])
        }
    }
}
