//! Which correction files belong to a corpus, and what they hold.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rustc_hash::{FxHashMap, FxHasher};

use super::Corpus;
use crate::actor::Naming;
use crate::dating::corrections::{Correction, CorrectionError, Corrections, FILE, Word};
use crate::event::Ruling;
use crate::source::{Notice, Severity};
use crate::timex::{Day, Interval};

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
    let paths: Vec<PathBuf> = path.into_iter().map(Path::to_owned).collect();
    data_file("corrections", &paths, "tsv")
}

/// A file about a corpus (no paths: the bundled one) in a folder of the
/// user's data folder; `None` when there is no such folder.
pub fn data_file(folder: &str, paths: &[PathBuf], extension: &str) -> Option<PathBuf> {
    let data = etcetera::choose_base_strategy().ok()?.data_dir();
    let name = match paths {
        [] => "bundled".to_owned(),
        [first, ..] => {
            let full = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
            let mut hasher = FxHasher::default();
            for path in paths {
                full(path).hash(&mut hasher);
            }
            let first = full(first);
            let last = first.file_name().unwrap_or_default().to_string_lossy();
            format!("{last}-{:016x}", hasher.finish())
        }
    };
    let file = format!("{name}.{extension}");
    Some(data.join("dateline").join(folder).join(file))
}

/// Every file of corrections of a corpus, the one that wins last. What
/// stands beside the corpus wins over the data folder.
pub fn files(corpus: &Corpus) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    match corpus {
        Corpus::Bundled => files.extend(in_data(None)),
        Corpus::Paths(paths) => {
            files.extend(paths.iter().filter_map(|p| in_data(Some(p))));
            files.extend(paths.iter().filter_map(|p| beside(p)));
        }
    }
    files.dedup();
    files
}

/// The user's word, sorted by what it is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Publication days by article id.
    pub dates: FxHashMap<String, Day>,
    /// Rulings on events by article id.
    pub rulings: FxHashMap<String, Vec<Ruling>>,
    /// Names.
    pub naming: Naming,
}

impl Known {
    /// Sorts corrections; of two on one matter the later counts.
    pub fn new<'a>(all: impl IntoIterator<Item = &'a Correction>) -> Self {
        let mut known = Self::default();
        let (mut same, mut apart) = (Vec::new(), Vec::new());
        for correction in all {
            match &correction.word {
                Word::Date { article, day } => {
                    known.dates.insert(article.clone(), *day);
                }
                Word::Event {
                    article,
                    when,
                    expression,
                    sentence,
                } => known.rule(article, sentence, Some((expression.clone(), *when))),
                Word::NoEvent { article, sentence } => known.rule(article, sentence, None),
                Word::Actor { name, is } => same.push((name.as_str(), is.as_str())),
                Word::Apart { actor, alias, is } => {
                    apart.push((actor.as_str(), alias.as_str(), is.as_str()));
                }
            }
        }
        known.naming = Naming::new(same, apart);
        known
    }

    fn rule(&mut self, article: &str, sentence: &str, when: Option<(String, Interval)>) {
        let sentence = sentence.to_owned();
        let of = self.rulings.entry(article.to_owned()).or_default();
        of.push(Ruling { sentence, when });
    }
}

/// What the files of corrections of a corpus hold, as one number: wherever
/// they lie, so that another data folder changes nothing.
pub fn mark(corpus: &Corpus) -> u64 {
    let mut hasher = FxHasher::default();
    let files = files(corpus);
    for held in files.iter().filter_map(|file| std::fs::read(file).ok()) {
        held.hash(&mut hasher);
    }
    hasher.finish()
}

/// The user's word on a corpus, and what is wrong with the files.
pub fn read(corpus: &Corpus) -> (Known, Vec<Notice>) {
    let (mut all, mut notices) = (Vec::new(), Vec::new());
    for file in files(corpus) {
        let (corrections, faults) = Corrections::read_sound(&file);
        all.extend(corrections.all().cloned());
        notices.extend(faults.iter().map(|fault| notice(&file, fault)));
    }
    (Known::new(&all), notices)
}

fn notice(file: &Path, error: &CorrectionError) -> Notice {
    let (line, told) = match error {
        CorrectionError::Line { line, .. } => (*line as u32, "this correction is not used"),
        CorrectionError::Io { .. } | CorrectionError::Unfit(_) => (0, "corrections not used"),
    };
    Notice {
        path: file.to_owned(),
        line,
        severity: Severity::Error,
        message: format!("{told}: {}", error.what()),
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
        let (known, notices) = read(&corpus);
        assert!(notices.is_empty() && known.dates.len() == 1);
        let faulty = "# x\ndate\ta.txt\t2015-10-33\nbogus line\ndate\tb.txt\t2015-10-13\n";
        std::fs::write(&file, faulty).unwrap();
        let (known, notices) = read(&corpus);
        assert_eq!(known.dates.len(), 1, "the sound line applies");
        let lines: Vec<u32> = notices.iter().map(|notice| notice.line).collect();
        assert_eq!(lines, [2, 3]);
        assert_eq!(notices[0].severity, Severity::Error);
        assert!(notices[1].message.contains("expected a kind"));
    }
}
