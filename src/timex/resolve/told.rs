//! What a text has said of time so far, and what kind of text it is.

use super::super::parts::{Base, Direction, Op, Parts};
use super::super::value::{Part, Period, Point, Unit, Year};
use super::super::{Day, Granularity, Interval, Mention, Tense, TimexType};

/// A place in the calendar that the text has mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// The byte where it stands.
    pub at: u32,
    pub point: Point,
    pub interval: Interval,
    pub sentence: u32,
    pub paragraph: u32,
    /// It goes back to a year written in the text, not to the day of
    /// publication.
    pub own: bool,
    /// It was named by its weekday.
    pub weekday: bool,
}

impl Said {
    /// Whether a range may go from this place to one with these parts: both
    /// are weekdays, days of a month, or months.
    pub(super) fn begins(&self, parts: &Parts) -> bool {
        let alike = if parts.weekday.is_some() && parts.day.is_none() {
            self.weekday
        } else if parts.day.is_some() && parts.month.is_some() {
            self.is_day() && !self.weekday
        } else {
            parts.month.is_some() && self.interval.granularity == Granularity::Month
        };
        alike && parts.direction == Direction::Open && parts.year_shift.is_none()
    }

    /// A day or a time of one, which weekdays can be counted from.
    pub(super) fn is_day(&self) -> bool {
        self.interval.granularity <= Granularity::Day
    }
}

/// The memory of a text while it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// The last place mentioned.
    pub last: Option<Said>,
    /// The last place that the story itself came to, not one that it looks
    /// back to.
    pub story: Option<Said>,
    /// The last place mentioned was such a look aside.
    pub aside: bool,
    /// The first place that a history names with its year; what stands before
    /// it leans on it.
    pub opening: Option<Said>,
    /// The last single day mentioned.
    pub day: Option<Said>,
    /// The place that stands right after the mention and says it again: "two
    /// years later, in July 1969".
    pub beside: Option<Said>,
    /// The last single day mentioned that lies ahead of the day of writing.
    pub plan: Option<Said>,
    /// The first single day of the text.
    pub lead: Option<Said>,
    /// The first single day of its paragraph.
    pub first: Option<Said>,
    /// A place mentioned since, which a history does not go on from: a day of
    /// the reader's.
    pub passing: Option<Said>,
    /// The last quarter or half mentioned.
    pub quarter: Option<Said>,
    /// Since then, figures of half a year or more ("for the nine months")
    /// were spoken of.
    pub longer: bool,
}

/// A range of more days is a frame for what follows, not a step of it.
const LONG: i32 = 120;

impl Told {
    /// Remembers a place. `reported` quarters are the ones that a report is
    /// about, not those it compares them with; `aside` tells that the story
    /// only looks back to it.
    pub(super) fn tell(&mut self, said: Said, reported: bool, aside: bool) {
        match said.point.part {
            Part::Day(..) | Part::WeekDay(..) => {
                self.day = Some(said);
                self.lead = self.lead.or(Some(said));
                if self
                    .first
                    .is_none_or(|first| first.paragraph != said.paragraph)
                {
                    self.first = Some(said);
                }
            }
            Part::Quarter(_) if !reported => self.longer = false,
            Part::Quarter(q) if q > 0 && reported => {
                self.quarter = Some(said);
                self.longer = false;
            }
            _ => {}
        }
        self.last = Some(said);
        self.passing = None;
        self.aside = aside;
        if !aside {
            self.story = Some(said);
        }
    }

    /// Whether the story only looks at a place and does not go on from there:
    /// back in the pluperfect, ahead to what a plan or an end is set for, or
    /// out of the year that its heading names.
    pub(super) fn is_aside(
        &self,
        said: &Said,
        mention: &Mention,
        history: bool,
        frame: Option<i32>,
    ) -> bool {
        let context = &mention.context;
        let Some(story) = self.story.filter(|story| story.own) else {
            return false;
        };
        let ahead = said.interval.first.0 - story.interval.first.0;
        let same_year = said.point.year == story.point.year;
        let whole = said.point.part == Part::Whole;
        let back = context.background && !context.until && (whole || history && ahead < 0);
        let open = matches!(context.tense, Tense::Future | Tense::Present) && !context.leads;
        let plan = history && open && ahead > 0 && !same_year && mention.parts.year.is_some();
        // "The war lasted until 1988", told at its beginning, only frames it.
        let opens = self.opening.is_some_and(|opening| opening.at == story.at);
        let end = history && context.ends && (same_year || opens) && ahead > LONG;
        let out = frame.is_some() && frame != year_of(&said.point) && mention.parts.year.is_some();
        back || plan || end || out
    }

    /// Remembers a length of time that figures may be reported for.
    pub(super) fn tell_length(&mut self, length: &Period) {
        let half_year = length.thousandths.is_some_and(|n| n >= 6_000);
        self.longer |= length.unit == Unit::Month && half_year || length.unit == Unit::Year;
    }

    /// Whether this ends a long range: a story goes on from its beginning.
    pub(super) fn spans(&self, said: &Said, mention: &Mention) -> bool {
        mention.context.range_end
            && self
                .last
                .is_some_and(|last| said.interval.first.0 - last.interval.first.0 > LONG)
    }

    /// The last single day, unless something else was spoken of since.
    pub(super) fn current_day(&self) -> Option<Said> {
        let (last, day) = (self.last?, self.day?);
        let same = last.interval.covers(day.interval.first) || last.at == day.at;
        same.then_some(day)
    }
}

/// What a mention tells of its text's own time.
enum Clue {
    /// A year long past, written out.
    Past,
    /// A time that leans on the day of publication.
    Fresh,
    Nothing,
}

fn clue(mention: &Mention, published: Option<Day>) -> Clue {
    let parts = &mention.parts;
    // "In March this year the court ruled."
    let of_reader =
        parts.year_shift.is_some() && matches!(parts.base, Base::Open | Base::Published);
    if of_reader && published.is_some() && mention.context.tense == Tense::Past {
        return Clue::Fresh;
    }
    let context = &mention.context;
    let past = |year: i32| match published {
        Some(day) => year + 2 <= day.year(),
        // Without a day of writing, "since 2011" or "a goal for 2020" says
        // nothing of the time that the text is about.
        None => !context.since && !context.name && context.tense == Tense::Past,
    };
    match (parts.op, parts.base) {
        (Op::Calendar, _) if parts.year.is_some() && !parts.short_year => {
            if parts.year.is_some_and(past) {
                Clue::Past
            } else {
                Clue::Nothing
            }
        }
        // "The following Tuesday" counts from the text.
        (Op::Calendar, Base::Text) => Clue::Nothing,
        (Op::Calendar, _) if parts.weekday.is_some() && parts.month.is_none() => Clue::Fresh,
        // "A year earlier" is said in histories, too.
        (Op::Shift, Base::Report) if parts.unit == Some(Unit::Year) => Clue::Nothing,
        // "Next year the war ended" is told from its own time.
        (Op::Shift, Base::Published)
            if context.tense == Tense::Past && parts.count.is_some_and(|n| n > 0) =>
        {
            Clue::Nothing
        }
        (Op::Shift, Base::Published | Base::Report) => Clue::Fresh,
        _ => Clue::Nothing,
    }
}

/// Whether a text tells history, so that its dates lean on one another, or
/// news, whose dates lean on the day of publication.
///
/// History writes out years that are long past and has few "yesterday"s and
/// bare weekdays. The second answer tells whether nothing speaks
/// against it.
pub(super) fn is_history(mentions: &[Mention], published: Option<Day>) -> (bool, bool) {
    let chronicle = is_chronicle(mentions, published);
    let (mut past, mut fresh) = (0usize, 0usize);
    for mention in mentions {
        match clue(mention, published) {
            Clue::Fresh if chronicle && is_weekday(mention) => {}
            Clue::Past => past += 1,
            Clue::Fresh => fresh += 1,
            Clue::Nothing => {}
        }
    }
    // Days without a year that lie just before publication are the news'.
    let days = mentions.iter().filter_map(|m| since_day(m, published?));
    let (near, all) = days.fold((0, 0), |(near, all), since| {
        (near + usize::from((0..=JUST).contains(&since)), all + 1)
    });
    let surely = fresh == 0;
    if 2 * near >= all {
        fresh += near;
    }
    let soon = mentions.first().is_some_and(|m| m.context.sentence <= 1);
    let enough = if published.is_some() { 3 } else { 1 };
    let history = past >= enough && past > 3 * fresh
        || fresh == 0 && (past >= 2 || soon) && opens_in_past(mentions, published)
        || fresh == 0 && soon && opens_last_year(mentions, published);
    (history, history && surely)
}

/// News tells of days without their year so shortly before publication.
const JUST: i32 = 10;

/// How many days before publication the last day of this month and day was;
/// `None` for a mention that says more or less than both.
fn since_day(mention: &Mention, published: Day) -> Option<i32> {
    let parts = &mention.parts;
    let plain = parts.op == Op::Calendar
        && parts.year.is_none()
        && parts.year_shift.is_none()
        && parts.direction == Direction::Open
        && !mention.context.name;
    let (month, day) = (parts.month.filter(|_| plain)?, parts.day?);
    let year = published.year();
    [year, year - 1]
        .into_iter()
        .filter_map(|year| Day::from_ymd(year, month.into(), day.into()))
        .map(|day| published.0 - day.0)
        .find(|&since| since >= 0)
}

/// A bare weekday, which news counts from the day of publication and a
/// history from its own.
fn is_weekday(mention: &Mention) -> bool {
    let parts = &mention.parts;
    parts.op == Op::Calendar && parts.weekday.is_some() && parts.month.is_none()
}

/// Whether a text opens with a day or month long past and goes on from weekday to
/// weekday: it names nothing that leans on the day of publication otherwise,
/// no year near it, and tells nothing but the past.
fn is_chronicle(mentions: &[Mention], published: Option<Day>) -> bool {
    let Some(day) = published else { return false };
    let first = mentions.iter().position(dated);
    let opens = first.is_some_and(|at| {
        let mention = &mentions[at];
        mention.parts.month.is_some()
            && matches!(clue(mention, published), Clue::Past)
            && !mention.context.since
            && !mentions[..at].iter().any(is_weekday)
            && mention.context.sentence <= OPENING
    });
    opens
        && mentions.iter().all(|mention| {
            let parts = &mention.parts;
            let fresh = matches!(clue(mention, published), Clue::Fresh);
            let recent = !parts.short_year && parts.year.is_some_and(|year| year + 2 > day.year());
            let told = mention.context.tense != Tense::Future;
            !recent && (!fresh || is_weekday(mention) && told)
        })
}

/// A text opens with what its first sentences tell, headings among them.
const OPENING: u32 = 2;

/// The first place that a text names with its year: what stands before it
/// without one leans on it.
pub(super) fn opening(mentions: &[Mention]) -> Option<usize> {
    mentions.iter().position(|m| dated(m) && !m.context.since)
}

/// For each mention the next place that the story names with its year: the
/// last day that it can mean, roughly.
pub(super) fn next_dated(mentions: &[Mention]) -> Vec<Option<Day>> {
    let mut next = None;
    let mut days: Vec<Option<Day>> = mentions
        .iter()
        .rev()
        .map(|m| {
            let before = next;
            if dated(m) && !m.context.background {
                let (year, month) = (m.parts.year.unwrap_or(0), m.parts.month.unwrap_or(12));
                next = Day::from_ymd(year, month.into(), m.parts.day.unwrap_or(28).into()).or(next);
            }
            before
        })
        .collect();
    days.reverse();
    days
}

/// Whether a mention names its year, and not for a name's sake.
fn dated(mention: &Mention) -> bool {
    let parts = &mention.parts;
    parts.is_absolute()
        && parts.year.is_some_and(|year| year > 0)
        && !parts.short_year
        && !mention.context.name
}

/// Whether a text that never leans on its day of publication opens in the
/// year before it: the story of a short war, told soon after.
fn opens_last_year(mentions: &[Mention], published: Option<Day>) -> bool {
    let Some(day) = published else { return false };
    let dated = mentions
        .iter()
        .find(|m| m.parts.op == Op::Calendar && m.kind != TimexType::Set);
    let bare = mentions
        .iter()
        .filter(|m| m.parts.month.is_some() && m.parts.year.is_none())
        .count();
    bare > 2
        && dated.is_some_and(|m| {
            m.parts.year == Some(day.year() - 1)
                && m.context.tense == Tense::Past
                && !m.context.since
                && !m.context.name
        })
}

/// Whether the first date of the mentions is a year long past in which
/// things happened ("In 1944"), not from which on ("since 1944").
fn opens_in_past(mentions: &[Mention], published: Option<Day>) -> bool {
    let dated = mentions
        .iter()
        .find(|m| m.parts.op == Op::Calendar && m.kind != TimexType::Set);
    dated.is_some_and(|m| {
        matches!(clue(m, published), Clue::Past) && !m.context.since && !m.context.name
    })
}

/// The paragraphs of a text that tell history by themselves: at least two
/// years long past, nothing that leans on the day of publication.
pub(super) fn historic_paragraphs(mentions: &[Mention], published: Option<Day>) -> Vec<u32> {
    mentions
        .chunk_by(|a, b| a.context.paragraph == b.context.paragraph)
        .filter(|chunk| {
            let past = chunk
                .iter()
                .filter(|m| matches!(clue(m, published), Clue::Past));
            // "A funeral will be held on Monday" breaks off no story.
            let fresh = chunk.iter().any(|m| {
                m.context.tense != Tense::Future && matches!(clue(m, published), Clue::Fresh)
            });
            let opens =
                chunk.first().is_some_and(|m| m.context.leads) && opens_in_past(chunk, published);
            !fresh && (opens || past.count() >= 2)
        })
        .filter_map(|chunk| chunk.first().map(|m| m.context.paragraph))
        .collect()
}

/// The point of a day without its time.
pub(super) fn year_of(point: &Point) -> Option<i32> {
    match point.year {
        Year::Of(year) => Some(year),
        _ => None,
    }
}
