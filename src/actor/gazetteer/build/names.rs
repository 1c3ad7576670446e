//! Readers of the tables of states, towns, bodies, people and offices.

use super::super::entry::{Entry, Role, Sort};
use super::super::table::{GazetteerError, Table, day, values};
use super::super::word::{Sex, WordClass};
use super::{Draft, Tenure};
use crate::actor::token::{word_hash, words};
use crate::timex::Day;

impl Draft {
    fn entry(&mut self, name: &'static str, sort: Sort, state: &'static str, weight: u32) -> u32 {
        self.entries.push(Entry {
            name,
            sort,
            state,
            weight,
        });
        let index = self.entries.len() as u32 - 1;
        self.phrases.add(name, index, Role::Name);
        index
    }

    fn names(&mut self, entry: u32, role: Role, cell: &'static str) {
        for name in values(cell) {
            self.phrases.add(name, entry, role);
        }
    }

    pub(super) fn states(&mut self, table: &Table) -> Result<(), GazetteerError> {
        let columns = [
            "name",
            "code",
            "kind",
            "aliases",
            "official",
            "adjective",
            "demonyms",
            "capital",
            "capital_aliases",
            "government",
        ];
        table.rows(columns, |row| {
            let [
                name,
                code,
                kind,
                aliases,
                official,
                adjective,
                demonyms,
                capital,
                seats,
                houses,
            ] = row.cells;
            let sort = if kind == "state" {
                Sort::State
            } else {
                Sort::Territory
            };
            let state = self.entry(name, sort, code, 1);
            self.names(state, Role::Name, aliases);
            self.names(state, Role::Name, official);
            self.names(state, Role::Demonym, demonyms);
            self.names(state, Role::Adjective, adjective);
            if !capital.is_empty() {
                let seat = self.entry(capital, Sort::Capital, code, 10_000_000);
                self.names(seat, Role::Name, seats);
                self.phrases.add(capital, state, Role::Capital);
            }
            for house in values(houses) {
                self.entry(house, Sort::Government, code, 1);
            }
            Ok(())
        })
    }

    pub(super) fn us_states(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name"], |row| {
            self.entry(row.cells[0], Sort::UsState, "US", 1);
            Ok(())
        })
    }

    pub(super) fn cities(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "aliases", "country", "population"], |row| {
            let [name, aliases, country, population] = row.cells;
            let people = match population {
                "" => 1,
                text => text
                    .parse()
                    .map_err(|_| format!("\"{text}\" is not a number of people"))?,
            };
            let senses = self.phrases.senses_of(name);
            let known = senses.iter().any(|s| {
                let entry = &self.entries[s.entry as usize];
                entry.sort == Sort::Capital && entry.state == country
            });
            if !known {
                // Of two spellings the one that news use: without diacritics.
                let plain = values(aliases).next().filter(|a| a.is_ascii());
                let shown = plain.filter(|_| !name.is_ascii()).unwrap_or(name);
                let city = self.entry(shown, Sort::City, country, people);
                self.phrases.add(name, city, Role::Name);
                self.names(city, Role::Name, aliases);
                for name in std::iter::once(name).chain(values(aliases)) {
                    for other in other_spellings(name) {
                        self.phrases.add(&other, city, Role::Name);
                    }
                }
            }
            Ok(())
        })
    }

    pub(super) fn organisations(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "kind", "aliases", "state"], |row| {
            let [name, kind, aliases, state] = row.cells;
            let index = self.entry(name, organisation_sort(kind), state, 1);
            self.names(index, Role::Name, aliases);
            Ok(())
        })
    }

    pub(super) fn officials(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "short_names"], |row| {
            let [name, short] = row.cells;
            let shown = values(short).next().unwrap_or(name);
            if self.people.contains_key(shown) {
                return Ok(());
            }
            let index = self.entry(shown, Sort::Official, "US", 1);
            self.people.insert(shown, index);
            self.phrases.add(name, index, Role::Name);
            self.names(index, Role::Name, short);
            Ok(())
        })
    }

    pub(super) fn people(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["name", "aliases", "state", "sex"], |row| {
            let [name, aliases, state, sex] = row.cells;
            let index = match self.people.get(name) {
                Some(&index) => {
                    self.entries[index as usize].sort = Sort::Person;
                    index
                }
                None => self.entry(name, Sort::Person, state, 1),
            };
            self.people.insert(name, index);
            let sex = match sex {
                "m" => Sex::Male,
                "f" => Sex::Female,
                "" => Sex::Unknown,
                _ => return Err(format!("\"{sex}\" is not m or f")),
            };
            if sex != Sex::Unknown {
                self.sexes.insert(index, sex);
            }
            self.names(index, Role::Name, aliases);
            for name in std::iter::once(name).chain(values(aliases)) {
                for surname in surnames(name, state) {
                    let hash = word_hash(surname);
                    let bearers = self.surnames.entry(hash).or_default();
                    if !bearers.contains(&index) {
                        bearers.push(index);
                    }
                    self.words.entry(hash).or_default().class |= WordClass::KNOWN;
                }
            }
            Ok(())
        })
    }

    pub(super) fn offices(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["id", "titles", "generic"], |row| {
            let [id, titles, generic] = row.cells;
            let next = self.office_ids.len() as u32;
            let index = *self.office_ids.entry(id).or_insert(next);
            for title in values(titles) {
                self.office_titles.add(title, index, Role::Name);
            }
            for title in values(generic) {
                self.office_names.add(title, index, Role::Name);
            }
            Ok(())
        })
    }

    pub(super) fn tenures(&mut self, table: &Table) -> Result<(), GazetteerError> {
        table.rows(["person", "office", "from", "to"], |row| {
            let [person, office, from, to] = row.cells;
            let person = self.people.get(person).copied();
            let person = person.ok_or("the person is in no table of people")?;
            let office = self.office_ids.get(office).copied();
            let office = office.ok_or("the office is not in offices.tsv")?;
            let from = day(from, false).ok_or_else(|| format!("\"{from}\" is not a date"))?;
            let to = match to {
                "" => Day(i32::MAX / 2),
                to => day(to, true).ok_or_else(|| format!("\"{to}\" is not a date"))?,
            };
            self.tenures.push(Tenure {
                person,
                office,
                from,
                to,
            });
            Ok(())
        })
    }
}

fn organisation_sort(kind: &str) -> Sort {
    match kind {
        "government" | "ministry" | "agency" | "seat" | "parliament" | "military" | "court" => {
            Sort::Government
        }
        "armed" => Sort::Armed,
        "media" => Sort::Media,
        "company" => Sort::Company,
        _ => Sort::Organisation,
    }
}

/// Arabic articles as they stand before names of towns.
const ARTICLES: &[&str] = &["Al", "Ar", "As", "Ash", "Ad", "Az", "An", "At"];

/// "Raqqah" and "Raqqa" of "Ar Raqqah", "Hamah" of "Hama": what news leave off.
fn other_spellings(name: &str) -> Vec<String> {
    let bare = name
        .split_once([' ', '-'])
        .filter(|(article, rest)| ARTICLES.contains(article) && !rest.contains(' '))
        .map(|(_, rest)| rest);
    let mut out: Vec<String> = bare.map(str::to_owned).into_iter().collect();
    if let Some(bare) = bare
        && let Some(short) = bare.strip_suffix("ah").filter(|s| s.len() > 3)
    {
        out.push(format!("{short}a"));
    }
    out.retain(|spelling| spelling.is_ascii() && spelling.len() > 4);
    out
}

/// States whose people are called family name first.
const FAMILY_FIRST: &[&str] = &["CN", "TW", "HK", "KP", "KR", "VN", "KH"];

/// What of a full name stands alone in the news: the last word, and with its
/// particles ("al-Assad", "de Mistura"); the first one where family names
/// come first.
fn surnames<'n>(name: &'n str, state: &str) -> Vec<&'n str> {
    let name = [" Senior", " Junior", " Sr.", " Jr.", " Sr", " Jr"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let mut tokens = words(name);
    if tokens.len() < 2 {
        return vec![name];
    }
    if FAMILY_FIRST.contains(&state) {
        return vec![tokens[0].text(name)];
    }
    let spaced: Vec<usize> = (0..tokens.len()).filter(|&i| tokens[i].spaced).collect();
    let last = *spaced.last().unwrap_or(&0);
    let mut found = vec![&name[tokens[last].start as usize..]];
    // "al-Assad" goes by "Assad" as well.
    let prefix = tokens[last].text(name);
    if tokens.len() > last + 2
        && matches!(prefix.to_lowercase().as_str(), "al" | "el" | "as" | "ash")
    {
        found.push(&name[tokens[last + 2].start as usize..]);
    }
    tokens.truncate(last);
    let particles = tokens
        .iter()
        .rev()
        .take_while(|t| t.text(name).starts_with(char::is_lowercase))
        .last();
    if let Some(particle) = particles {
        found.push(&name[particle.start as usize..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_articles_may_be_left_off() {
        assert_eq!(other_spellings("Ar Raqqah"), ["Raqqah", "Raqqa"]);
        assert!(other_spellings("Los Angeles").is_empty());
    }

    #[test]
    fn surnames_of_full_names() {
        assert_eq!(surnames("Bashar al-Assad", "SY"), ["al-Assad", "Assad"]);
        assert_eq!(
            surnames("Staffan de Mistura", ""),
            ["Mistura", "de Mistura"]
        );
        assert_eq!(surnames("Xi Jinping", "CN"), ["Xi"]);
        assert_eq!(surnames("George Bush Senior", "US"), ["Bush"]);
        assert_eq!(surnames("Vladimir Putin", "RU"), ["Putin"]);
        assert_eq!(surnames("Laurent Kouassi-Fabius", ""), ["Kouassi-Fabius"]);
    }
}
