//! How near a day lies to what comes back, or is talked of for a time, and is
//! named in an article.

use crate::dating::knowledge::occasions::Occasions;
use crate::timex::Day;

/// The names of what [`read`] tells: of occasions of every year those that
/// take place on the day, soon and later to come, lately and some time ago,
/// and far off; the same of occasions of given years; of what is talked of
/// the talk that goes on, soon begins, is over, and is far off.
pub const NAMES: [&str; 19] = [
    "yearly-0",
    "yearly--1",
    "yearly--15",
    "yearly-1",
    "yearly-15",
    "yearly-far",
    "occasion-0",
    "occasion--1",
    "occasion--31",
    "occasion--201",
    "occasion-1",
    "occasion-15",
    "occasion-91",
    "occasion-far",
    "talk-0",
    "talk--1",
    "talk-1",
    "talk-46",
    "talk-far",
];

/// How many of the occasions named lie how near to a day: logs of counts, as
/// [`NAMES`] tells them.
pub fn read(named: &[u16], day: Day) -> [f32; NAMES.len()] {
    let mut counts = [0.0f32; NAMES.len()];
    for id in named {
        let occasion = Occasions::built_in().occasion(*id);
        let off = occasion.off(day);
        if occasion.is_talk {
            counts[match off {
                0 => 14,
                -60..0 => 15,
                1..=45 => 16,
                46..=400 => 17,
                _ => 18,
            }] += 1.0;
            continue;
        }
        let slot = match (occasion.is_yearly(), off) {
            (true, 0) => 0,
            (true, -14..0) => 1,
            (true, -45..-14) => 2,
            (true, 1..=14) => 3,
            (true, 15..=45) => 4,
            (true, _) => 5,
            (false, 0) => 6,
            (false, -30..0) => 7,
            (false, -200..-30) => 8,
            (false, -400..-200) => 9,
            (false, 1..=14) => 10,
            (false, 15..=90) => 11,
            (false, 91..=400) => 12,
            (false, _) => 13,
        };
        counts[slot] += 1.0;
    }
    counts.map(|count| (1.0 + count).ln())
}

/// Days before and after an occasion on which it is told of as near.
const NEAR: i32 = 14;

/// The occasion that takes place nearest to a day, in a sentence.
pub fn tell(named: &[u16], day: Day) -> Option<String> {
    let near = named.iter().map(|id| Occasions::built_in().occasion(*id));
    let near = near.filter(|occasion| occasion.off(day).abs() <= NEAR);
    // The shortest narrows most.
    let (first, last, occasion) = near
        .map(|occasion| {
            let (first, last) = occasion.nearest(day);
            (first, last, occasion)
        })
        .min_by_key(|(first, last, occasion)| (last.0 - first.0, occasion.name))?;
    let name = occasion.name;
    let long = |day: Day| day.date().format("%-d %B %Y").to_string();
    if occasion.is_talk {
        let (first, last) = (long(first), long(last));
        return Some(format!(
            "News spoke much of this from {first} to {last}: {name}."
        ));
    }
    Some(match first == last {
        true => format!("It names what takes place on {}: {name}.", long(first)),
        false => format!(
            "It names what takes place from {} to {}: {name}.",
            long(first),
            long(last)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_an_occasion_are_told() {
        let named = Occasions::built_in().named("The UN General Assembly will hear him.");
        let slot = |day: &str| {
            let counts = read(&named, day.parse().unwrap());
            NAMES[counts.iter().position(|c| *c > 0.0).unwrap()]
        };
        assert_eq!(slot("2013-09-24"), "yearly-0");
        assert_eq!(slot("2013-02-01"), "yearly-far");
        let told = tell(&named, "2013-09-24".parse().unwrap()).unwrap();
        assert!(
            told.contains("2013") && told.contains("General Assembly"),
            "{told}"
        );
        assert_eq!(tell(&named, "2013-02-01".parse().unwrap()), None);
    }
}
