//! One article as the solver keeps it.

use super::ages::{Age, ages, spans};
use super::clues::{Clue, What, clues};
use super::counted::{Counted, counted};
use super::habits::{Habit, Said, day_lag};
use super::happenings::{Told, told};
use super::house_style::{Marks, marks};
use super::trust::Terms;
use super::weekdays::says_yesterday;
use crate::article::Article;
use crate::dating::knowledge::occasions::Occasions;
use crate::dating::knowledge::{Knowledge, Known};
use crate::dating::{Dating, Ground, PartialDate};
use crate::timex::{Day, Mention};

/// One article as the solver keeps it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id, for explanations.
    pub id: String,
    /// Its outlet.
    pub source: Option<String>,
    /// What it says of days.
    pub clues: Vec<Clue>,
    /// Whether it says "yesterday" of its own.
    pub yesterday: bool,
    /// The marks of its source's house style.
    pub marks: Marks,
    /// Month and day of its dateline.
    pub stated: Option<PartialDate>,
    /// The sentences that say when something happened.
    pub happenings: Vec<Told>,
    /// Ages told in it.
    pub ages: Vec<Age>,
    /// Numbers of what it names that comes back.
    pub occasions: Vec<u16>,
    /// Years that it counts.
    pub counted: Vec<Counted>,
    /// What it takes for granted.
    pub known: Vec<Known>,
    /// The day it is known to be of, with the chance that it is right.
    pub fixed: Option<(Day, f32)>,
    /// The day that its text gave, when that may be another date's.
    pub soft: Option<(Day, f32)>,
    /// Days with their shares, best first; in the end the one to name before
    /// the others.
    pub days: Vec<(Day, f32)>,
    /// The chances of its years before any undated article spoke, as far as
    /// they are asked for.
    pub years_alone: Vec<(i32, f32)>,
    /// What is known of the first of them, where that says how far it is
    /// believed.
    pub terms: Option<Terms>,
    /// The day from which on dated articles know words of it, where they tell
    /// anything of the day that was named.
    pub since: Option<Day>,
    /// Its house style speaks for the day that was named and against others.
    pub in_style: bool,
    /// The user's word.
    pub corrected: Option<Day>,
    /// What it was when it came.
    pub alone: Dating,
    /// What was told of it last.
    pub told: Option<Dating>,
}

/// A year that completes a stated day is as good as stated from this share.
const COMPLETE: f32 = 0.9;

impl Kept {
    /// The day that it states without the year, where the year is hardly in
    /// doubt: such an article dates its neighbours as well as a dated one.
    pub fn completed(&self) -> Option<(Day, f32)> {
        let stated = |day: Day| {
            let (_, month, date) = day.ymd();
            let said = |s: PartialDate| (u32::from(s.month), u32::from(s.day)) == (month, date);
            self.stated.is_some_and(said)
        };
        let best = self.days.first().copied();
        best.filter(|(day, share)| *share >= COMPLETE && stated(*day))
    }

    /// What is kept of an article, with what [`crate::dating::date_alone`]
    /// found.
    pub fn new(article: &Article, mentions: &[Mention], alone: &Dating) -> Self {
        let clues = clues(article, mentions);
        let words = spans(&article.text);
        let known = known(article, &clues);
        Self {
            id: article.id.clone(),
            source: article.source.clone(),
            stated: alone.partial,
            happenings: told(article, mentions),
            ages: ages(&article.text, &words),
            counted: counted(article, &words, &clues, &known),
            occasions: Occasions::built_in().named(&article.text),
            clues,
            yesterday: says_yesterday(article, mentions),
            marks: marks(&article.text),
            known,
            fixed: firm(alone),
            soft: soft(alone),
            days: Vec::new(),
            years_alone: Vec::new(),
            terms: None,
            since: None,
            in_style: false,
            corrected: None,
            alone: alone.clone(),
            told: None,
        }
    }

    /// Whose house style it follows: all that name no source are taken for
    /// one.
    pub fn house(&self) -> &str {
        self.source.as_deref().unwrap_or_default()
    }

    /// What it says of days, as habits go by it.
    pub fn said_of_days(&self) -> Said<'_> {
        Said {
            clues: &self.clues,
            wire: self.stated.is_some(),
            yesterday: self.yesterday,
        }
    }

    /// The user's word on its date; `None` takes it back.
    pub fn correct(&mut self, day: Option<Day>) {
        self.corrected = day;
        self.fixed = day.map(|day| (day, 1.0)).or(firm(&self.alone));
    }

    /// What the article's own statement of month and day, or its own guesses, say
    /// of a day: log-odds.
    pub fn said(&self, day: Day, days: f32, habit: &Habit) -> f32 {
        let Some(stated) = self.stated else {
            // Were nothing else known, the day of the text would have just its
            // own chance against all other days together; a mere guess has not
            // earned that.
            let odds = |chance: f32| chance / (1.0 - chance.min(0.99));
            if let Some((_, chance)) = self.soft.filter(|s| s.0 == day) {
                return (1.0 + odds(chance) * days).ln();
            }
            let guess = self.alone.alternatives.iter().find(|c| c.day == day);
            return guess.map_or(0.0, |c| (1.0 + odds(c.confidence)).ln());
        };
        let lag = day_lag(day, stated.month, stated.day);
        let weekday = stated
            .weekday
            .is_some_and(|w| w != day.plus(-lag).weekday());
        habit.filed_after(lag) - if weekday { 4.0 } else { 0.0 }
    }
}

/// What an article takes for granted of the world: by name, or by what is
/// said beside a month and day.
fn known(article: &Article, clues: &[Clue]) -> Vec<Known> {
    let knowledge = Knowledge::built_in();
    let mut known = knowledge.read(&article.text);
    for clue in clues {
        let What::MonthDay(month, day) = clue.what else {
            continue;
        };
        let sentence = article.sentences.partition_point(|s| s.end <= clue.at);
        let Some(sentence) = article.sentences.get(sentence) else {
            continue;
        };
        if let Some(fact) = knowledge.happened(sentence.of(&article.text), month, day)
            && !known.iter().any(|k| k.fact == fact)
        {
            known.push(Known { at: clue.at, fact });
        }
    }
    known
}

/// Whether an article's own date, as [`crate::dating::date_alone`] gives it,
/// is given outside the text, so that the corpus has no say in it.
pub fn is_firm(alone: &Dating) -> bool {
    firm(alone).is_some()
}

/// Dates of an article's head that contradict its day.
pub fn conflicts(article: &Article, mentions: &[Mention], day: Day) -> Vec<String> {
    super::explain::conflicts(&clues(article, mentions), day)
}

/// A day that is given outside the text.
fn firm(alone: &Dating) -> Option<(Day, f32)> {
    let sure = alone.ground <= Ground::Name;
    alone
        .published
        .filter(|_| sure)
        .map(|day| (day, alone.confidence))
}

/// A day from its text that the corpus may overrule.
fn soft(alone: &Dating) -> Option<(Day, f32)> {
    let day = alone.published.filter(|_| firm(alone).is_none())?;
    Some((day, alone.confidence))
}
