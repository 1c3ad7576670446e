use super::*;
use crate::article::article;
use crate::dating::corpus::ages::spans;
use crate::dating::corpus::clues::clues;
use crate::source::RawArticle;
use crate::timex::Tagger;

fn of(text: &str) -> Vec<Counted> {
    let article = article(RawArticle::plain("x", text));
    let mentions = Tagger::english().tag(&article.text, &article.sentences);
    let known = Knowledge::built_in().read(&article.text);
    counted(
        &article,
        &spans(&article.text),
        &clues(&article, &mentions),
        &known,
    )
}

fn fitting(text: &str, day: &str) -> Vec<&'static str> {
    let values = read(&of(text), day.parse().unwrap());
    let fits = NAMES.iter().zip(values).filter(|(_, v)| *v > 0.0);
    fits.map(|(name, _)| *name).collect()
}

#[test]
fn ages_beside_a_name_tell_the_year() {
    for text in [
        "Angela Merkel spoke. Merkel, 60, was calm.",
        "Angela Merkel spoke. Merkel, now 60, was calm.",
        "The 60-year-old chancellor Angela Merkel was calm.",
        "It was Angela Merkel, a 60-year-old physicist.",
    ] {
        assert_eq!(
            fitting(text, "2014-07-17"),
            ["age-known", "age-known-1"],
            "{text}"
        );
        assert_eq!(fitting(text, "2014-07-16"), ["age-known-1"], "{text}");
        assert!(fitting(text, "2012-01-01").is_empty(), "{text}");
    }
}

#[test]
fn a_bare_age_is_of_someone_named_before() {
    let text = "Angela Merkel won again. The 60-year-old smiled.";
    assert_eq!(
        fitting(text, "2015-01-01"),
        ["age-guessed", "age-guessed-1"]
    );
    assert!(fitting("A man won. The 60-year-old smiled.", "2015-01-01").is_empty());
}

#[test]
fn a_namesake_is_someone_else() {
    let text = "Angela Merkel spoke. Agnes Merkel, 51, was calm.";
    assert!(of(text).is_empty());
    let text = "Angela Merkel spoke. Chancellor Merkel, 60, was calm.";
    assert_eq!(of(text).len(), 1);
}

#[test]
fn anniversaries_tell_the_day() {
    let text = "They marched on the 15th anniversary of the handover of Hong Kong.";
    let all = ["anniversary-3", "anniversary-season", "anniversary-year"];
    assert_eq!(fitting(text, "2012-07-01"), all);
    assert_eq!(fitting(text, "2012-05-25"), all[1..]);
    assert!(fitting(text, "2011-07-01").is_empty());
    let cited = "It was crushed in 1989. This is the twenty-fifth anniversary of that.";
    assert_eq!(fitting(cited, "2014-01-01"), ["anniversary-cited"]);
}

#[test]
fn years_ago_count_from_a_year_named() {
    let text = "In the five years since it was founded in 2001, much has changed.";
    assert_eq!(fitting(text, "2006-03-01"), ["years-since"]);
    assert!(of("Two years ago all was well.").is_empty());
}
