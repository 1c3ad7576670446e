//! Examples and invariants of written dates.

use super::*;

#[test]
fn fields() {
    for text in [
        "2015-10-14",
        "2015-10-14T23:30:00-05:00",
        "2015-10-14 00:10:00+03:00",
        "20151014",
        "20151014T101010Z",
        "1444780800",
        "1444780800000",
        "1444780800.5",
        "Wed, 14 Oct 2015 10:00:00 GMT",
        "Wed Oct 14 10:00:00 +0000 2015",
        "Wed Oct 14 10:00:00 UTC 2015",
        "14 October 2015",
        "October 14th, 2015",
        "14th of October, 2015",
        "Oct. 14, 2015",
        "14-Oct-2015",
        "14-Oct-15",
        "14. Oktober 2015",
        "14 de octubre de 2015",
        "le 14 octobre 2015",
        "14.10.2015",
        "14.10.15",
        "10/14/2015",
        "14/10/2015",
        "2015/10/14",
        "2015.10.14",
        "14 октября 2015 г.",
        "2015年10月14日",
        "2015. október 14.",
        "Mittwoch, 14.10.2015, 12:03 Uhr",
        "14 Oct '15",
        "Published: 2015-10-14",
    ] {
        assert_eq!(
            read(text).map(|d| d.to_string()).as_deref(),
            Some("2015-10-14"),
            "{text}"
        );
    }
    for text in [
        "",
        "yesterday",
        "31 April 2015",
        "2015-02-30",
        "0000-00-00",
        "99999",
        "0",
        "-1",
        "12",
        "1.2.3",
        "10:14",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(
        read_as("3/4/2015", Order::MonthFirst),
        Day::from_ymd(2015, 3, 4)
    );
    assert_eq!(
        read_as("3/4/2015", Order::DayFirst),
        Day::from_ymd(2015, 4, 3)
    );
}

#[test]
fn in_text() {
    let text = "Updated Thursday, 15 Oct 2015. First on Oct 14, then 30 September";
    let found = find(text, Order::DayFirst);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].weekday, Some(Weekday::Thu));
    assert_eq!(found[0].span.of(text), "15 Oct 2015");
    assert_eq!(
        (found[1].year, found[1].month, found[1].day),
        (None, 10, 14)
    );
    assert_eq!((found[2].month, found[2].day), (9, 30));
}

proptest::proptest! {
    #[test]
    fn spans_fit(text in "([0-9]{1,8}|[./,:é -]|Oct|mai|年|of|Wed|T){0,20}") {
        let mut last = 0;
        for written in find(&text, Order::DayFirst) {
            proptest::prop_assert!(written.span.start >= last);
            proptest::prop_assert!(!written.span.of(&text).is_empty());
            last = written.span.end;
        }
    }

    #[test]
    fn iso_days_come_back(n in 0i32..40_000) {
        let day = Day(n);
        proptest::prop_assert_eq!(read(&day.to_string()), Some(day));
    }
}
