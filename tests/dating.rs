//! Publication dates of single articles: what wins, what is silent, what is
//! reported.

use dateline::article::article;
use dateline::dating::{Dating, Ground, date_on};
use dateline::source::{Found, FoundDate, Origin, RawArticle, Setting, read_bytes};
use dateline::timex::Day;

fn raw(text: &str) -> RawArticle {
    RawArticle::plain("x", text)
}

fn date(raw: RawArticle) -> Dating {
    date_on(&article(raw), Day::from_ymd(2020, 1, 1).expect("a day"))
}

fn field(text: &str, key: &str, modified: bool) -> FoundDate {
    FoundDate {
        text: text.to_owned(),
        origin: Origin::JsonField,
        key: key.to_owned(),
        modified,
        setting: Setting::default(),
    }
}

fn shown(dating: &Dating) -> Option<String> {
    dating.published.map(|d| d.to_string())
}

const PROSE: &str = "The ministry said on Wednesday that the talks between the two sides would go on for as long as they were needed, and that nobody had left the table.";

#[test]
fn stamps_headings_and_datelines() {
    for (head, expected, ground) in [
        (
            "Talks go on\n\nWednesday, October 14, 2015\n\n",
            "2015-10-14",
            Ground::Heading,
        ),
        (
            "Talks go on\n\nPublished: 14 October 2015, 10:05 GMT\n\nUpdated: 16 October 2015\n\n",
            "2015-10-14",
            Ground::Heading,
        ),
        (
            "By Jane Doe | 14 Oct 2015\n\n",
            "2015-10-14",
            Ground::Heading,
        ),
        (
            "A minister in Geneva, May 3, 2011.\nGENEVA | Wed Oct 14, 2015 9:15 am EDT GENEVA (Reuters) - ",
            "2015-10-14",
            Ground::Dateline,
        ),
        (
            "MOSCOW, October 14, 2015 /TASS/. ",
            "2015-10-14",
            Ground::Dateline,
        ),
    ] {
        let dating = date(raw(&format!("{head}{PROSE}")));
        assert_eq!(
            shown(&dating).as_deref(),
            Some(expected),
            "{head}: {dating:?}"
        );
        assert_eq!(dating.ground, ground, "{head}");
        assert!(dating.confidence < 1.0 && dating.basis.ends_with('.'));
    }
}

#[test]
fn silence_where_nothing_is_stated() {
    for text in [
        format!("Talks go on\n\n{PROSE}"),
        format!(
            "Talks go on\n\n{PROSE} The treaty was signed on 3 May 2011 in Geneva, and nobody has left it since that day."
        ),
    ] {
        let dating = date(raw(&text));
        assert_eq!(dating.published, None, "{dating:?}");
        assert!(dating.confidence < 0.5);
    }
}

#[test]
fn a_dateline_without_year_leaves_the_years_open() {
    let dating = date(raw(&format!(
        "Talks go on\n\nMOSCOW, October 14. /TASS/. {PROSE}"
    )));
    assert_eq!(dating.published, None);
    assert_eq!(
        dating.partial.map(|p| p.to_string()).as_deref(),
        Some("XXXX-10-14")
    );
    let first = &dating.alternatives[0];
    assert_eq!(first.day.weekday(), chrono::Weekday::Wed, "{first:?}");
    assert!(dating.alternatives.len() > 3);
}

#[test]
fn a_stamp_without_year_tells_day_and_month() {
    let partial = |head: &str| {
        let dating = date(raw(&format!("Talks go on\n\n{head}\n\n{PROSE}")));
        dating.partial.map(|p| p.to_string())
    };
    for (stamp, day) in [
        ("Posted on September 10 by staff", "XXXX-09-10"),
        ("Updated 9:12 AM ET, Tue October 4", "XXXX-10-04"),
        ("Friday, July 15", "XXXX-07-15"),
    ] {
        assert_eq!(partial(stamp).as_deref(), Some(day), "{stamp}");
    }
    let prose = "Deputies want to meet again on October 4 in the same hall.";
    assert_eq!(partial(prose), None);
}

#[test]
fn fields_win_and_are_explained() {
    let mut one = raw(&format!("MOSCOW, October 14. /TASS/. {PROSE}"));
    one.dates = vec![
        field("2015-10-14T23:50:00-05:00", "date", false),
        field("2016-01-01", "updated", true),
    ];
    let dating = date(one);
    assert_eq!(shown(&dating).as_deref(), Some("2015-10-14"));
    assert!(dating.basis.contains("`date`"), "{}", dating.basis);
    assert!(dating.conflicts.is_empty(), "{:?}", dating.conflicts);
}

#[test]
fn epoch_numbers() {
    for stamp in ["1444780800", "1444780800000"] {
        let mut one = raw(PROSE);
        one.dates = vec![field(stamp, "timestamp", false)];
        assert_eq!(shown(&date(one)).as_deref(), Some("2015-10-14"));
    }
}

#[test]
fn impossible_future_and_contradicting_dates_are_reported() {
    for bad in ["31 April 2015", "2015-02-30", "0000-01-01", "99999", "soon"] {
        let mut one = raw(PROSE);
        one.dates = vec![field(bad, "date", false)];
        let dating = date(one);
        assert_eq!(dating.published, None, "{bad}");
        assert!(
            dating.conflicts[0].contains("not a date"),
            "{bad}: {:?}",
            dating.conflicts
        );
    }
    let mut future = raw(PROSE);
    future.dates = vec![field("2031-05-05", "date", false)];
    let dating = date(future);
    assert_eq!(dating.published, None);
    assert!(dating.conflicts[0].contains("future"));
    let mut two = raw(PROSE);
    two.dates = vec![
        field("2015-10-14", "published", false),
        field("2015-11-20", "date", false),
    ];
    assert_eq!(date(two).conflicts.len(), 1);
    let dating = date(raw(&format!(
        "Talks go on\n\nThursday, October 14, 2015\n\n{PROSE}"
    )));
    assert!(
        dating.conflicts[0].contains("Wednesday"),
        "{:?}",
        dating.conflicts
    );
}

#[test]
fn names_and_addresses() {
    let mut one = raw(PROSE);
    one.path = "notes/2016-02-22-truce.txt".into();
    assert_eq!(shown(&date(one)).as_deref(), Some("2016-02-22"));
    let mut two = raw(PROSE);
    two.url = Some("https://wire.example/2016/02/22/truce".to_owned());
    assert_eq!(date(two).ground, Ground::Name);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(MOSCOW, |Oct(ober)? [0-9]{1,2}|, 20[0-9]{2}|Published|Updated: |[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|by | \\| |\\n\\n|\\n|[a-zé]{1,9}| |\\. ){0,60}") {
        let dating = date(raw(&text));
        proptest::prop_assert!((0.0..1.0).contains(&dating.confidence));
        proptest::prop_assert_eq!(dating.published.is_some(), dating.confidence >= 0.5 && dating.ground != Ground::Nothing);
    }
}

/// Articles of one file, dated each by itself.
fn of_lines(lines: &str) -> Vec<Dating> {
    let mut datings = Vec::new();
    let path = std::path::Path::new("a.jsonl");
    read_bytes(lines.as_bytes(), path, "a", &mut |found| {
        if let Found::Article(article) = found {
            datings.push(date(*article));
        }
        true
    });
    datings
}

#[test]
fn clear_dates_of_a_file_settle_its_numbers() {
    let line = |date: &str| format!("{{\"text\":\"{PROSE}\",\"date\":\"{date}\"}}\n");
    for (dates, days) in [
        (
            ["10/11/2015", "10/13/2015", "10/12/2015"],
            ["2015-10-11", "2015-10-13", "2015-10-12"],
        ),
        (
            ["10/11/2015", "13/10/2015", "10/12/2015"],
            ["2015-11-10", "2015-10-13", "2015-12-10"],
        ),
    ] {
        let datings = of_lines(&dates.map(line).concat());
        let found: Vec<_> = datings.iter().map(shown).collect();
        assert_eq!(found, days.map(|d| Some(d.to_owned())));
        for dating in datings {
            assert!(dating.confidence > 0.9 && dating.conflicts.is_empty());
        }
    }
}

#[test]
fn unsettled_numbers_keep_both_days() {
    let dating = &of_lines(&format!(
        "{{\"text\":\"{PROSE}\",\"date\":\"10/11/2015\"}}\n"
    ))[0];
    assert_eq!(shown(dating).as_deref(), Some("2015-10-11"));
    assert!(dating.confidence < 0.8, "{dating:?}");
    assert_eq!(dating.alternatives[0].day.to_string(), "2015-11-10");
    let all = dating.confidence + dating.alternatives[0].confidence;
    assert!(all <= 1.0, "{all}");
    assert!(dating.conflicts[0].contains("may be 2015-10-11 or 2015-11-10"));
}

#[test]
fn numbers_that_would_lie_ahead_are_read_the_other_way() {
    let mut dated = raw(PROSE);
    dated.dates.push(field("12/10/2019", "date", false));
    dated.language = Some("en-us".to_owned());
    let today = Day::from_ymd(2019, 11, 1).expect("a day");
    let dating = date_on(&article(dated), today);
    assert_eq!(shown(&dating).as_deref(), Some("2019-10-12"));
    assert!(dating.conflicts.is_empty(), "{:?}", dating.conflicts);
}

#[test]
fn a_year_alone_dates_a_day_of_the_text() {
    let text = format!("MOSCOW, October 14 (Wire) - {PROSE}");
    let mut dated = raw(&text);
    dated.dates.push(field("2015", "date", false));
    let dating = date(dated);
    assert_eq!(shown(&dating).as_deref(), Some("2015-10-14"));
    assert!(dating.conflicts[0].contains("gives a year alone: 2015"));
    let mut bare = raw(PROSE);
    bare.dates.push(field("2015", "date", false));
    assert_eq!(date(bare).published, None);
}

#[test]
fn a_dateline_in_the_future_is_told() {
    let dating = date(raw(&format!("MOSCOW, October 14, 2035 (Wire) - {PROSE}")));
    assert_eq!(dating.published, None);
    assert!(dating.conflicts[0].contains("The dateline lies in the future: 2035-10-14"));
}
