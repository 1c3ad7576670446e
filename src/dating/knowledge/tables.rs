//! The tables of `assets/gazetteer/` as the dating of texts uses them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::Phrases;
use super::{Anchor, First, Happened, Knowledge, Office, Person, Target, telling};
use crate::actor::gazetteer::{Form, GazetteerError, Shipped, day, values};
use crate::timex::Day;

const TERM: &[&str] = &["person", "office", "from"];
const OFFICES: Shipped = Shipped {
    form: Form::new("offices.tsv", &["id", "titles"], &["id"]),
    text: include_str!("../../../assets/gazetteer/offices.tsv"),
};
const ORGANISATIONS: Shipped = Shipped {
    form: Form::new("organisations.tsv", &["name"], &["name"]),
    text: include_str!("../../../assets/gazetteer/organisations.tsv"),
};
const TENURES: Shipped = Shipped {
    form: Form::new("tenures.tsv", TERM, TERM),
    text: include_str!("../../../assets/gazetteer/tenures.tsv"),
};
const OTHER_TENURES: Shipped = Shipped {
    form: Form::new("other-tenures.tsv", TERM, TERM),
    text: include_str!("../../../assets/gazetteer/other-tenures.tsv"),
};
const OFFICIALS: Shipped = Shipped {
    form: Form::new("us-officials.tsv", &["name"], &["name"]),
    text: include_str!("../../../assets/gazetteer/us-officials.tsv"),
};
const PEOPLE: Shipped = Shipped {
    form: Form::new("people.tsv", &["name"], &["name"]),
    text: include_str!("../../../assets/gazetteer/people.tsv"),
};
const ANCHORS: Shipped = Shipped {
    form: Form::new("anchors.tsv", &["name", "from", "patterns"], &["name"]),
    text: include_str!("../../../assets/gazetteer/anchors.tsv"),
};
const FIRSTS: Shipped = Shipped {
    form: Form::new("firsts.tsv", &["name", "from", "patterns"], &["name"]),
    text: include_str!("../../../assets/gazetteer/firsts.tsv"),
};
/// All that are read here.
pub(super) const ALL: [Shipped; 8] = [
    OFFICES,
    ORGANISATIONS,
    TENURES,
    OTHER_TENURES,
    OFFICIALS,
    PEOPLE,
    ANCHORS,
    FIRSTS,
];
const WISHED: &str = include_str!("../../../assets/dating/wished.txt");

/// Offices of `us-officials.tsv` that no other table tells of, and what they
/// are called in `offices.tsv`.
const MEMBERS: [(&str, &str); 2] = [
    ("senator", "us-senator"),
    ("representative", "us-representative"),
];
/// Kinds of happenings that news speak of before, and for how many days: games
/// from when their host was chosen.
const PLANNED: [(&str, i32); 4] = [
    ("summit", 90),
    ("election", 90),
    ("sport", 90),
    ("games", 2600),
];
/// So many telling words make a pattern that may stand in any order.
const LEAST_WORDS: usize = 3;
/// The last day of what has not ended.
const OPEN: Day = Day(i32::MAX / 2);

/// Reads the tables that ship with the program, and the user's in `folder`.
///
/// # Errors
/// When a line is malformed: the error names file and line.
pub(super) fn read(folder: Option<&Path>) -> Result<Knowledge, GazetteerError> {
    let mut draft = Draft::default();
    draft.offices(folder)?;
    draft.tenures(&TENURES, folder)?;
    draft.tenures(&OTHER_TENURES, folder)?;
    draft.names(folder)?;
    draft.titles();
    draft.officials(folder)?;
    draft.anchors(folder)?;
    draft.firsts(folder)?;
    Ok(draft.compiled())
}

/// The tables while they are read.
#[derive(Default)]
struct Draft {
    offices: Vec<Office>,
    office_ids: FxHashMap<&'static str, u32>,
    people: Vec<Person>,
    person_ids: BTreeMap<&'static str, u32>,
    anchors: Vec<Anchor>,
    firsts: Vec<First>,
    calendar: FxHashMap<(u32, u32), Vec<Happened>>,
    /// What a text is searched for.
    patterns: FxHashMap<String, Target>,
}

impl Draft {
    fn offices(&mut self, folder: Option<&Path>) -> Result<(), GazetteerError> {
        let mut houses: FxHashMap<&str, Vec<String>> = FxHashMap::default();
        ORGANISATIONS.rows(folder, ["name", "aliases"], |row| {
            let [name, aliases] = row.cells;
            let names = lower(name).chain(lower(aliases));
            houses.insert(name, names.filter(|n| n.contains(' ')).collect());
            Ok(())
        })?;
        let columns = ["id", "titles", "generic", "organisation"];
        OFFICES.rows(folder, columns, |row| {
            let [id, titles, generic, house] = row.cells;
            self.office_ids.insert(id, self.offices.len() as u32);
            let mut all: Vec<String> = lower(titles).chain(lower(generic)).collect();
            all.sort();
            all.dedup();
            let own = || lower(house).filter(|h| h.contains(' ')).collect();
            self.offices.push(Office {
                name: values(titles).next().unwrap_or(id).to_owned(),
                titles: all,
                houses: houses.get(house).cloned().unwrap_or_else(own),
            });
            Ok(())
        })
    }

    fn tenures(&mut self, table: &Shipped, folder: Option<&Path>) -> Result<(), GazetteerError> {
        table.rows(folder, ["person", "office", "from", "to"], |row| {
            let [name, office, from, to] = row.cells;
            let office = *self.office_ids.get(office).ok_or("no such office")?;
            let (from, to) = days(from, to)?;
            let people = &mut self.people;
            let id = *self.person_ids.entry(name).or_insert_with(|| {
                people.push(Person {
                    name: name.to_owned(),
                    tenures: Vec::new(),
                });
                people.len() as u32 - 1
            });
            self.people[id as usize].tenures.push((office, from, to));
            Ok(())
        })
    }

    /// The names and aliases of holders of offices.
    fn names(&mut self, folder: Option<&Path>) -> Result<(), GazetteerError> {
        for (name, &id) in &self.person_ids {
            self.patterns
                .insert(super::lowered(name), Target::Person(id));
        }
        PEOPLE.rows(folder, ["name", "aliases"], |row| {
            let [name, aliases] = row.cells;
            if let Some(&id) = self.person_ids.get(name) {
                for alias in lower(aliases).filter(|a| a.contains(' ')) {
                    self.patterns.entry(alias).or_insert(Target::Person(id));
                }
            }
            Ok(())
        })
    }

    /// "President Bush": whoever that can be.
    fn titles(&mut self) {
        for (id, person) in self.people.iter().enumerate() {
            let lower = super::lowered(&person.name);
            let Some(surname) = lower.rsplit(' ').next() else {
                continue;
            };
            for &(office, from, to) in &person.tenures {
                for title in &self.offices[office as usize].titles {
                    let pattern = format!("{title} {surname}");
                    let nobody = || Target::Titled(Vec::new());
                    let entry = self.patterns.entry(pattern).or_insert_with(nobody);
                    if let Target::Titled(list) = entry {
                        list.push((id as u32, from, to));
                    }
                }
            }
        }
    }

    /// "Sen. John McCain": members of the US Congress, of whom by far not all
    /// are known, so that a surname behind the title means nobody.
    fn officials(&mut self, folder: Option<&Path>) -> Result<(), GazetteerError> {
        let columns = ["name", "short_names", "office", "from", "to"];
        OFFICIALS.rows(folder, columns, |row| {
            let [name, short, office, from, to] = row.cells;
            // Presidents are told of in full by the other tables.
            let Some((_, office)) = MEMBERS.iter().find(|m| m.0 == office) else {
                return Ok(());
            };
            let office = *self.office_ids.get(office).ok_or("no such office")?;
            let term = days(from, to)?;
            let id = self.people.len() as u32;
            self.people.push(Person {
                name: values(short).next().unwrap_or(name).to_owned(),
                tenures: vec![(office, term.0, term.1)],
            });
            for name in lower(name).chain(lower(short)) {
                for title in &self.offices[office as usize].titles {
                    let nobody = || Target::Titled(Vec::new());
                    let pattern = format!("{title} {name}");
                    if let Target::Titled(list) =
                        self.patterns.entry(pattern).or_insert_with(nobody)
                    {
                        list.push((id, term.0, term.1));
                    }
                }
            }
            Ok(())
        })
    }

    fn anchors(&mut self, folder: Option<&Path>) -> Result<(), GazetteerError> {
        let columns = ["name", "from", "to", "patterns", "kind"];
        ANCHORS.rows(folder, columns, |row| {
            let [name, from, to, patterns, kind] = row.cells;
            let (from, to) = days(from, to)?;
            let id = self.anchors.len() as u32;
            let (_, month, of_month) = from.ymd();
            for pattern in lower(patterns) {
                let told = telling(&pattern);
                if told.len() >= LEAST_WORDS {
                    let then = self.calendar.entry((month, of_month)).or_default();
                    then.push((id, told));
                }
                if !is_wished(&pattern) {
                    self.patterns.insert(pattern, Target::Anchor(id));
                }
            }
            let ahead = PLANNED.iter().find(|p| p.0 == kind);
            self.anchors.push(Anchor {
                name: name.to_owned(),
                words: values(name).chain(values(patterns)).collect(),
                known: from.plus(-ahead.map_or(0, |a| a.1)),
                from,
                to,
            });
            Ok(())
        })
    }

    fn firsts(&mut self, folder: Option<&Path>) -> Result<(), GazetteerError> {
        FIRSTS.rows(folder, ["name", "from", "patterns"], |row| {
            let [name, from, patterns] = row.cells;
            let (from, _) = days(from, "")?;
            let id = self.firsts.len() as u32;
            for pattern in lower(patterns) {
                // Who or what happened says more.
                self.patterns.entry(pattern).or_insert(Target::First(id));
            }
            self.firsts.push(First {
                name: name.to_owned(),
                from,
            });
            Ok(())
        })
    }

    fn compiled(self) -> Knowledge {
        let (phrases, targets): (Vec<String>, _) = self.patterns.into_iter().unzip();
        Knowledge {
            people: self.people,
            offices: self.offices,
            anchors: self.anchors,
            firsts: self.firsts,
            calendar: self.calendar,
            targets,
            phrases: Phrases::new(phrases.into_iter()),
        }
    }
}

/// Whether a pattern is of what news call for before it happens.
fn is_wished(pattern: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| WISHED.lines().filter(|w| !w.starts_with('#')).collect());
    pattern.split(' ').any(|word| words.contains(word))
}

/// The first and the last day of a row; without an end it has not ended.
fn days(from: &str, to: &str) -> Result<(Day, Day), String> {
    let from = day(from, false).ok_or_else(|| format!("\"{from}\" is no day"))?;
    let to = match to {
        "" => OPEN,
        to => day(to, true).ok_or_else(|| format!("\"{to}\" is no day"))?,
    };
    match from <= to {
        true => Ok((from, to)),
        false => Err("it ends before it begins".to_owned()),
    }
}

fn lower(cell: &'static str) -> impl Iterator<Item = String> {
    values(cell).map(super::lowered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_well_formed() {
        let knowledge = read(None).unwrap_or_else(|e| panic!("{e}"));
        assert!(!knowledge.people.is_empty() && !knowledge.anchors.is_empty());
        for anchor in &knowledge.anchors {
            assert!(anchor.from <= anchor.to, "{}", anchor.name);
        }
        let read = knowledge.read("He told of it on Twitter, and of the Kursk disaster.");
        let days: Vec<String> = read
            .iter()
            .map(|known| match known.fact {
                super::super::Fact::Anchor(id) => knowledge.anchor(id).from.to_string(),
                super::super::Fact::First(id) => knowledge.first(id).from.to_string(),
                super::super::Fact::Holder { .. } => String::new(),
            })
            .collect();
        assert_eq!(days, ["2006-07-01", "2000-08-12"]);
    }

    #[test]
    fn members_of_congress_are_known_by_title_and_full_name() {
        let knowledge = read(None).unwrap();
        let titled = |text: &str| {
            let known = knowledge.read(text);
            known.iter().find_map(|k| match &k.fact {
                super::super::Fact::Holder { terms, .. } => Some(terms[0].0.to_string()),
                _ => None,
            })
        };
        let since = titled("Arizona Sen. Jeff Flake left.");
        assert_eq!(since.as_deref(), Some("2013-01-03"));
        assert_eq!(titled("Arizona Sen. Smithers left."), None);
    }

    #[test]
    fn what_is_called_for_has_not_happened() {
        assert!(is_wished("mubarak's resignation"));
        assert!(!is_wished("mubarak resigned"));
        assert!(!is_wished("trials of the century"));
    }
}
