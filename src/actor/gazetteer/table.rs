//! Tab-separated tables: `#` comments, a header line, `|` between values.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use thiserror::Error;

use crate::timex::Day;

/// What is wrong with a gazetteer table, and where.
#[derive(Debug, Error)]
pub enum GazetteerError {
    /// The file can't be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line that can't be understood.
    #[error("{file}:{line}: {what}")]
    Line {
        /// Which file.
        file: String,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
}

impl GazetteerError {
    pub(super) fn unread(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self::Io { path, source }
    }

    pub(super) fn at(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self::Line {
            file: file.to_owned(),
            line,
            what: what.into(),
        }
    }
}

/// What there is to know of a kind of table.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// The file's name.
    pub(super) file: &'static str,
    /// Columns it must have.
    required: &'static [&'static str],
    /// Columns that say which row it is: a user's row with the same values
    /// stands in its place. Without them rows only add up.
    key: &'static [&'static str],
}

impl Form {
    /// A kind of table.
    pub(crate) const fn new(
        file: &'static str,
        required: &'static [&'static str],
        key: &'static [&'static str],
    ) -> Self {
        Self {
            file,
            required,
            key,
        }
    }

    /// The tables of this kind: the `shipped` one, without the rows in whose
    /// place the user's stand, and the user's, where `folder` has one.
    ///
    /// # Errors
    /// When the user's can't be read, or a header lacks a column.
    pub(crate) fn tables(
        &self,
        shipped: &'static str,
        folder: Option<&Path>,
    ) -> Result<Vec<Table>, GazetteerError> {
        let mut tables = vec![Table::new(self.file, shipped, self.required)?];
        let path = folder.map(|folder| folder.join(self.file));
        if let Some(path) = path.filter(|path| path.exists()) {
            let text = std::fs::read_to_string(&path)
                .map_err(|source| GazetteerError::unread(&path, source))?;
            // Read once a process, used to its end.
            let text: &'static str = Box::leak(text.into_boxed_str());
            let own = Table::new(&path.display().to_string(), text, self.required)?;
            if !self.key.is_empty() {
                tables[0].leave_out(self.key, &own);
            }
            tables.push(own);
        }
        Ok(tables)
    }
}

/// A table that ships with the program.
#[derive(Clone, Copy)]
pub(crate) struct Shipped {
    /// Its kind.
    pub(crate) form: Form,
    /// Its text.
    pub(crate) text: &'static str,
}

impl Shipped {
    /// Whether a folder of the user's has such a table.
    pub(crate) fn stands_in(&self, folder: &Path) -> bool {
        folder.join(self.form.file).exists()
    }

    /// Calls `each` for every row of it and of the user's in `folder`, with
    /// the cells of the columns `names`.
    ///
    /// # Errors
    /// When the user's can't be read or is malformed, or `each` refuses a row.
    pub(crate) fn rows<const N: usize>(
        &self,
        folder: Option<&Path>,
        names: [&str; N],
        mut each: impl FnMut(Row<N>) -> Result<(), String>,
    ) -> Result<(), GazetteerError> {
        for table in self.form.tables(self.text, folder)? {
            table.rows(names, &mut each)?;
        }
        Ok(())
    }
}

/// One table. Text lives as long as the process: tables are read once, and
/// every name of the recogniser points into them.
pub(crate) struct Table {
    /// For messages.
    pub(super) file: String,
    columns: Vec<&'static str>,
    body: &'static str,
    first_line: usize,
    /// Columns and the values in them of rows to leave out.
    without: Option<(Vec<usize>, FxHashSet<Vec<&'static str>>)>,
}

/// A row of a [`Table`], its cells in the order asked for.
pub(crate) struct Row<const N: usize> {
    /// The cells; empty where the row or the table has none.
    pub(crate) cells: [&'static str; N],
}

impl Table {
    /// Reads the header; `required` columns must be there, others may.
    pub(crate) fn new(
        file: &str,
        text: &'static str,
        required: &[&str],
    ) -> Result<Self, GazetteerError> {
        let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut line = 1;
        loop {
            let (head, tail) = rest.split_once('\n').unwrap_or((rest, ""));
            let head = head.trim_end_matches('\r');
            if head.is_empty() && tail.is_empty() {
                return Err(GazetteerError::at(file, line, "no header line"));
            }
            rest = tail;
            line += 1;
            if head.is_empty() || head.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = head.split('\t').collect();
            if let Some(missing) = required.iter().find(|r| !columns.contains(r)) {
                let what = format!("the header has no column \"{missing}\"");
                return Err(GazetteerError::at(file, line - 1, what));
            }
            return Ok(Self {
                file: file.to_owned(),
                columns,
                body: rest,
                first_line: line,
                without: None,
            });
        }
    }

    /// Leaves out the rows that have in the columns `key` what a row of
    /// `other` has there.
    fn leave_out(&mut self, key: &[&str], other: &Table) {
        let rows = other.body.lines().filter(|line| is_row(line));
        let places = other.places(key);
        let values = rows.map(|line| cells(line, &places)).collect();
        self.without = Some((self.places(key), values));
    }

    fn places(&self, columns: &[&str]) -> Vec<usize> {
        let place = |column: &&str| self.columns.iter().position(|c| c == column);
        columns
            .iter()
            .map(|c| place(c).unwrap_or(usize::MAX))
            .collect()
    }

    /// Calls `each` for every row with the cells of the columns `names`.
    pub(crate) fn rows<const N: usize>(
        &self,
        names: [&str; N],
        mut each: impl FnMut(Row<N>) -> Result<(), String>,
    ) -> Result<(), GazetteerError> {
        let wanted: Vec<Option<usize>> = self
            .columns
            .iter()
            .map(|c| names.iter().position(|n| n == c))
            .collect();
        for (i, line) in self.body.lines().enumerate() {
            if !is_row(line) {
                continue;
            }
            if let Some((places, without)) = &self.without
                && without.contains(&cells(line, places))
            {
                continue;
            }
            let number = self.first_line + i;
            let mut cells = [""; N];
            for (at, cell) in line.split('\t').enumerate() {
                match wanted.get(at) {
                    Some(Some(to)) => cells[*to] = cell.trim(),
                    Some(None) => {}
                    None => {
                        let what = format!(
                            "{} cells where the header has {}",
                            at + 1,
                            self.columns.len()
                        );
                        return Err(GazetteerError::at(&self.file, number, what));
                    }
                }
            }
            each(Row { cells }).map_err(|what| GazetteerError::at(&self.file, number, what))?;
        }
        Ok(())
    }
}

fn is_row(line: &str) -> bool {
    !(line.is_empty() || line.starts_with('#'))
}

/// The cells of a line at these places.
fn cells(line: &'static str, places: &[usize]) -> Vec<&'static str> {
    let cell = |&at: &usize| line.split('\t').nth(at).unwrap_or("").trim();
    places.iter().map(cell).collect()
}

/// The values of a cell.
pub(crate) fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|v| !v.is_empty())
}

/// A day from `2015`, `2015-10` or `2015-10-14`: the first such day, or the
/// last when `last`.
pub(crate) fn day(text: &str, last: bool) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    if !(1..=9999).contains(&year) {
        return None;
    }
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    match (month, day) {
        (Some(month), Some(day)) => Day::from_ymd(year, month, day),
        (Some(12), None) if last => Day::from_ymd(year, 12, 31),
        (Some(month), None) if last => {
            Day::from_ymd(year, month.checked_add(1)?, 1).map(|d| d.plus(-1))
        }
        (Some(month), None) => Day::from_ymd(year, month, 1),
        (None, _) if last => Day::from_ymd(year, 12, 31),
        (None, _) => Day::from_ymd(year, 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# note\nname\tkind\taliases\nParis\tcity\t\n\nRome\tcity\tRoma|Urbs\n";

    #[test]
    fn rows_by_column_name() {
        let table = Table::new("t.tsv", TEXT, &["name"]).unwrap();
        let mut seen = Vec::new();
        table
            .rows(["aliases", "name"], |row| {
                seen.push(row.cells);
                Ok(())
            })
            .unwrap();
        assert_eq!(seen, [["", "Paris"], ["Roma|Urbs", "Rome"]]);
        assert_eq!(values("Roma|Urbs").collect::<Vec<_>>(), ["Roma", "Urbs"]);
    }

    #[test]
    fn errors_name_file_and_line() {
        let missing = Table::new("t.tsv", TEXT, &["capital"]).err().unwrap();
        assert_eq!(
            missing.to_string(),
            "t.tsv:2: the header has no column \"capital\""
        );
        let table = Table::new("t.tsv", "name\na\tb\n", &["name"]).unwrap();
        let wide = table.rows(["name"], |_| Ok(())).err().unwrap();
        assert_eq!(wide.to_string(), "t.tsv:2: 2 cells where the header has 1");
        let bad = table
            .rows(["name"], |_| Err("not a year".to_owned()))
            .err()
            .unwrap();
        assert!(bad.to_string().starts_with("t.tsv:2"));
        assert!(Table::new("t.tsv", "# only\n", &[]).is_err());
    }

    #[test]
    fn days_of_whole_and_partial_dates() {
        let ymd = |t, last| day(t, last).map(Day::ymd);
        assert_eq!(ymd("2015", false), Some((2015, 1, 1)));
        assert_eq!(ymd("2016-02", true), Some((2016, 2, 29)));
        assert_eq!(ymd("2016-12", true), Some((2016, 12, 31)));
        assert_eq!(ymd("2015-10-14", true), Some((2015, 10, 14)));
        assert_eq!(ymd("2015-13", true), None);
        assert_eq!(ymd("October", false), None);
        assert_eq!(ymd("20015-10-14", false), None);
    }
}
