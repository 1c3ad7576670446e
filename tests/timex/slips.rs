//! Slips in the annotation of the development sets: `slips.tsv`, each line of
//! it verified by what its class says (README.md beside it).

use std::collections::HashMap;

use dateline::timex::Day;
use serde_json::Value;

/// One expression whose annotation is wrong or missing.
#[derive(Debug)]
pub struct Slip {
    pub set: String,
    pub document: String,
    pub start: u64,
    pub end: u64,
    /// The value as annotated; `-` for what was left unmarked.
    pub annotated: String,
    pub right: String,
    class: String,
}

/// All lines of the table.
pub fn read() -> Vec<Slip> {
    let lines = include_str!("slips.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, document, start, end, annotated, right, class] = fields[..] else {
            panic!("seven fields: {line}");
        };
        Slip {
            set: set.to_owned(),
            document: document.to_owned(),
            start: start.parse().expect("a byte"),
            end: end.parse().expect("a byte"),
            annotated: annotated.to_owned(),
            right: right.to_owned(),
            class: class.to_owned(),
        }
    })
    .collect()
}

/// How often each form of value is given to the same words in a set: words in
/// small letters, digits of the value as `9`.
#[derive(Default)]
pub struct Customs(HashMap<(String, String), usize>);

impl Customs {
    pub fn of(documents: &[Value]) -> Self {
        let mut customs = Self::default();
        for (_, words, value) in documents.iter().flat_map(annotations) {
            *customs.0.entry((words, form(&value))).or_default() += 1;
        }
        customs
    }

    fn count(&self, words: &str, value: &str) -> usize {
        let key = (words.to_lowercase(), form(value));
        self.0.get(&key).copied().unwrap_or_default()
    }
}

/// The expressions of a document: where, words in small letters, value.
fn annotations(document: &Value) -> Vec<((u64, u64), String, String)> {
    let rows = document["timexes"].as_array().expect("a list");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let byte = |row: &Value, key: &str| row[key].as_u64().expect("a byte");
    rows.iter()
        .map(|row| {
            let place = (byte(row, "start"), byte(row, "end"));
            (place, text(row, "text").to_lowercase(), text(row, "value"))
        })
        .collect()
}

fn form(value: &str) -> String {
    let digit = |c: char| if c.is_ascii_digit() { '9' } else { c };
    value.chars().map(digit).collect()
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const PARTS: [(&str, &str); 5] = [
    ("morning", "TMO"),
    ("afternoon", "TAF"),
    ("evening", "TEV"),
    ("tonight", "TNI"),
    ("night", "TNI"),
];
const NUMBERS: [(&str, i32); 3] = [("six", 6), ("three", 3), ("last", 1)];

/// The forms that a whole TIMEX3 value of a place in the calendar has.
const FORMS: [&str; 10] = [
    "9999",
    "999",
    "99",
    "9999-99",
    "9999-99-99",
    "9999-W99",
    "9999-W99-WE",
    "9999-Q9",
    "9999-H9",
    "9999-99-99T99:99",
];

/// The form of the values of what the words name.
fn form_of(words: &str) -> &'static str {
    let month = MONTHS.iter().any(|month| words.starts_with(month));
    let units = [
        ("weekend", "9999-W99-WE"),
        ("week", "9999-W99"),
        ("month", "9999-99"),
        ("year", "9999"),
        ("century", "99"),
    ];
    let unit = units.iter().find(|unit| words.contains(unit.0));
    unit.map_or(if month { "9999-99" } else { "9999" }, |unit| unit.1)
}

fn day(value: &str) -> Option<Day> {
    value.get(..10)?.parse().ok()
}

fn number(words: &str) -> Option<i32> {
    let figures = words.split(|c: char| !c.is_ascii_digit());
    let figure = figures
        .filter_map(|figure| figure.parse().ok())
        .find(|n| *n > 0);
    figure.or_else(|| {
        let named = NUMBERS.iter().find(|named| words.contains(named.0));
        named.map(|named| named.1)
    })
}

/// Whether a slip is what its class says.
pub fn holds(slip: &Slip, document: &Value, customs: &Customs) -> bool {
    let text = document["text"].as_str().expect("a text");
    let (start, end) = (slip.start as usize, slip.end as usize);
    let words = text
        .get(start..end)
        .expect("within its text")
        .to_lowercase();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let published = day(document["published"].as_str().expect("a day")).expect("a day");
    let (was, is) = (slip.annotated.as_str(), slip.right.as_str());
    let weekday = WEEKDAYS.iter().position(|name| words.contains(name));
    let falls = |value: &str| day(value).map(|day| day.weekday().num_days_from_monday() as usize);
    let part = |text: &str| {
        PARTS
            .iter()
            .find(|part| text.contains(part.0))
            .map(|part| part.1)
    };
    match slip.class.as_str() {
        // The day is no such weekday.
        "weekday" => weekday.is_some() && falls(was) != weekday && falls(is) == weekday,
        // A bare weekday of news, given to another week than that of the news.
        "nearest" => {
            let off = |value: &str| day(value).map(|day| (day.0 - published.0).abs());
            weekday.is_some() && falls(is) == weekday && off(is) <= Some(2) && off(was) > Some(4)
        }
        "month" => {
            let named = MONTHS.iter().position(|month| words.contains(month));
            let month = |value: &str| value.get(5..7).and_then(|m| m.parse::<usize>().ok());
            let named = named.map(|at| at + 1);
            named.is_some() && month(was) != named && month(is) == named
        }
        "day" => {
            let named = number(&words).map(|n| format!("-{n:02}"));
            named.is_some_and(|day| is.ends_with(&day) && was.len() == 7)
        }
        "year" => {
            let named = number(&words).map(|n| n.to_string());
            named.is_some_and(|year| is.starts_with(&year) && !was.starts_with(&year))
        }
        // Weeks counted back from the day of writing.
        "week" => {
            let back = number(&words).expect("a number of weeks");
            let week = published
                .plus(-7 * back)
                .date()
                .format("%G-W%V")
                .to_string();
            was != week && is == week
        }
        "form" => !FORMS.contains(&form(was).as_str()) && FORMS.contains(&form(is).as_str()),
        // A place of another size than the words name.
        "unit" => form(is) == form_of(&words) && form(was) != form_of(&words),
        // A place in the calendar, given as a length.
        "kind" => form(is) == form_of(&words) && was.starts_with('P'),
        "count" => {
            let unit = if words.contains("month") { 'M' } else { 'Y' };
            let length = number(&words).map(|n| format!("P{n}{unit}"));
            length.as_deref() == Some(is) && was != is
        }
        "part" => part(&words).is_some_and(|part| is.ends_with(part) && !was.ends_with(part)),
        // The part of the day stands beside what was marked.
        "cut" => {
            let beside = |around: Option<&str>| around.and_then(part);
            let after = text.get(end..end + 8);
            let named = beside(after).or_else(|| beside(text.get(start.saturating_sub(9)..start)));
            named.is_some_and(|part| is == format!("{was}{part}"))
        }
        "majority" => customs.count(&words, is) > customs.count(&words, was),
        "unmarked" => {
            let marked = annotations(document);
            let here = (slip.start, slip.end);
            let free = |place: &(u64, u64)| place.1 <= here.0 || here.1 <= place.0;
            let same = |row: &((u64, u64), String, String)| row.1 == words && row.2 == is;
            was == "-" && marked.iter().all(|row| free(&row.0)) && marked.iter().any(same)
        }
        // Another place of the document tells the date.
        "document" => was != is,
        other => panic!("no class: {other}"),
    }
}
