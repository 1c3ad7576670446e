//! Which correction files belong to a corpus, and what they hold.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rustc_hash::{FxHashMap, FxHasher};

use super::Corpus;
use crate::dating::corrections::{CorrectionError, Corrections, FILE};
use crate::source::{Notice, Severity};
use crate::timex::Day;

/// The file beside a folder's articles (or beside a single file); `None` for
/// standard input and the bundled corpus.
pub fn beside(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") {
        return None;
    }
    if path.is_dir() {
        return Some(path.join(FILE));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    Some(folder.unwrap_or(Path::new(".")).join(FILE))
}

/// The corpus's file in the user's data folder, for folders that must not be
/// written to; `None` when there is no such folder.
pub fn in_data(path: Option<&Path>) -> Option<PathBuf> {
    let data = etcetera::choose_base_strategy().ok()?.data_dir();
    let name = match path {
        None => "bundled".to_owned(),
        Some(path) => {
            let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let mut hasher = FxHasher::default();
            full.hash(&mut hasher);
            let last = full.file_name().unwrap_or_default().to_string_lossy();
            format!("{last}-{:016x}", hasher.finish())
        }
    };
    Some(
        data.join("dateline")
            .join("corrections")
            .join(format!("{name}.tsv")),
    )
}

/// The user's days by article id, and what is wrong with the files. What
/// stands beside the corpus wins over the data folder.
pub fn read(corpus: &Corpus) -> (FxHashMap<String, Day>, Vec<Notice>) {
    let mut files: Vec<PathBuf> = Vec::new();
    match corpus {
        Corpus::Bundled => files.extend(in_data(None)),
        Corpus::Paths(paths) => {
            files.extend(paths.iter().filter_map(|p| in_data(Some(p))));
            files.extend(paths.iter().filter_map(|p| beside(p)));
        }
    }
    files.dedup();
    let (mut days, mut notices) = (FxHashMap::default(), Vec::new());
    for file in files {
        match Corrections::read(&file) {
            Ok(corrections) => {
                days.extend(corrections.dates().map(|c| (c.article.clone(), c.day)));
            }
            Err(error) => notices.push(notice(&file, &error)),
        }
    }
    (days, notices)
}

fn notice(file: &Path, error: &CorrectionError) -> Notice {
    let (line, message) = match error {
        CorrectionError::Line { line, what, .. } => (*line as u32, what.clone()),
        CorrectionError::Io { source, .. } => (0, source.to_string()),
        CorrectionError::Unfit(what) => (0, what.clone()),
    };
    Notice {
        path: file.to_owned(),
        line,
        severity: Severity::Error,
        message: format!("corrections not used: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_beside_articles_is_found_and_faults_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("a.txt");
        std::fs::write(&article, "x").unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(beside(folder.path()), Some(file.clone()));
        assert_eq!(beside(&article), Some(file.clone()));
        assert_eq!(beside(Path::new("-")), None);
        std::fs::write(&file, "date\ta.txt\t2015-10-13\n").unwrap();
        let corpus = Corpus::Paths(vec![folder.path().to_owned()]);
        let (days, notices) = read(&corpus);
        assert!(notices.is_empty() && days.len() == 1);
        std::fs::write(&file, "# x\ndate\ta.txt\t2015-10-33\n").unwrap();
        let (days, notices) = read(&corpus);
        assert!(days.is_empty());
        assert_eq!((notices[0].line, notices[0].severity), (2, Severity::Error));
    }
}
