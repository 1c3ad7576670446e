//! The words by which a text counts years: `assets/dating/counted-years.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../../assets/dating/counted-years.tsv");
/// Years that are counted at most.
const MOST: i32 = 300;

/// What a word does in such a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// "nine", with the number.
    Count(i32),
    /// "ninth", with the number.
    Ordinal(i32),
    /// "anniversary".
    Anniversary,
    /// "birthday".
    Birthday,
    /// "years".
    Year,
    /// "ago": from then to now.
    Ago,
    /// "since", "after": the same from what is told next.
    Since,
    /// "old", behind a number of years.
    Old,
    /// "aged", "now": between a name and an age.
    Aged,
    /// "the".
    Article,
    /// "said": before the day of saying it.
    Says,
    /// "President", "But": before a surname that means its known bearer.
    BeforeName,
}

/// What a word of the table does, whatever its case.
pub fn role(word: &str) -> Option<Role> {
    static ROLES: OnceLock<FxHashMap<&str, Role>> = OnceLock::new();
    let roles = ROLES.get_or_init(|| read(TABLE).expect("a test holds the table to form"));
    // No word of it is longer.
    if word.len() > 16 {
        return None;
    }
    match roles.get(word) {
        Some(role) => Some(*role),
        None if word.chars().any(char::is_uppercase) => {
            roles.get(word.to_lowercase().as_str()).copied()
        }
        None => None,
    }
}

/// "nine", "9".
pub fn count(word: &str) -> Option<i32> {
    match role(word) {
        Some(Role::Count(count)) => Some(count),
        _ => digits(word),
    }
}

/// "ninth", "9th".
pub fn ordinal(word: &str) -> Option<i32> {
    if let Some(Role::Ordinal(count)) = role(word) {
        return Some(count);
    }
    let endings = ["st", "nd", "rd", "th"];
    endings.iter().find_map(|e| digits(word.strip_suffix(e)?))
}

fn digits(word: &str) -> Option<i32> {
    let number = word.parse().ok().filter(|n| (1..=MOST).contains(n));
    number.filter(|_| word.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a table: class, word, number of a number word.
fn read(table: &'static str) -> Result<FxHashMap<&'static str, Role>, String> {
    let mut roles = FxHashMap::default();
    for (n, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}: {line}", n + 1);
        let mut fields = line.split('\t');
        let class = fields.next().unwrap_or_default();
        let word = fields
            .next()
            .ok_or_else(|| wrong("class and word wanted"))?;
        let mut number = || {
            let number = fields.next().and_then(|n| n.parse().ok());
            number.ok_or_else(|| wrong("no number"))
        };
        let role = match class {
            "count" => Role::Count(number()?),
            "ordinal" => Role::Ordinal(number()?),
            "anniversary" => Role::Anniversary,
            "birthday" => Role::Birthday,
            "year" => Role::Year,
            "ago" => Role::Ago,
            "since" => Role::Since,
            "old" => Role::Old,
            "aged" => Role::Aged,
            "article" => Role::Article,
            "says" => Role::Says,
            "before-name" => Role::BeforeName,
            _ => return Err(wrong("not a class")),
        };
        // "a" is a number before "year" and an article before a number.
        match (roles.get(word), role) {
            (Some(Role::Count(_)), Role::Article) => {}
            _ => {
                roles.insert(word, role);
            }
        }
    }
    Ok(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words_and_figures() {
        assert_eq!(count("Nine"), Some(9));
        assert_eq!(count("12"), Some(12));
        assert_eq!(ordinal("50th"), Some(50));
        assert_eq!(ordinal("tenth"), Some(10));
        assert_eq!(ordinal("both"), None);
        assert_eq!(count("+5"), None);
        assert_eq!(count("99999"), None);
        assert_eq!(role("Anniversary"), Some(Role::Anniversary));
    }

    #[test]
    fn faults_name_their_line() {
        assert!(read("# x\ncount").unwrap_err().starts_with("line 2"));
        assert!(read("count\tone").unwrap_err().contains("no number"));
        assert!(read("thing\tone").unwrap_err().contains("not a class"));
    }
}
