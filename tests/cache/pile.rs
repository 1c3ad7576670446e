//! A small corpus with a cache of its own, and everything it tells.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use dateline::load::cache::{self, Choice};
use dateline::load::{Corpus, Options, load_all};
use dateline::store::Snapshot;

/// A folder of articles and a folder for caches.
pub struct Pile {
    pub articles: tempfile::TempDir,
    pub caches: tempfile::TempDir,
}

impl Pile {
    pub fn new() -> Self {
        let pile = Self {
            articles: tempfile::tempdir().expect("a folder"),
            caches: tempfile::tempdir().expect("a folder"),
        };
        pile.write("2015-10-14-a.txt", "GENEVA, 14 October 2015. Anna Alder met Boris Brandt on 12 October 2015.\n\nShe said on Monday that talks had ended.\n");
        pile.write("b.jsonl", "{\"id\": \"b1\", \"title\": \"One\", \"published\": \"2016-02-03\", \"text\": \"Carla Castell resigned on Tuesday.\"}\nnot a record\n{\"id\": \"b2\", \"title\": \"Two\", \"published\": \"2016-02-05\", \"text\": \"The council met yesterday.\"}\n");
        pile.write(
            "2016-10-17-c.txt",
            "Minister leaves\n\nGENEVA, October 16. The minister left on Thursday.\n",
        );
        pile
    }

    /// Writes an article, long ago as its time tells.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.articles.path().join(name);
        fs::write(&path, text).expect("written");
        let file = fs::File::options()
            .append(true)
            .open(&path)
            .expect("it is there");
        let then = SystemTime::now() - Duration::from_secs(3600);
        file.set_modified(then).expect("a time can be set");
    }

    pub fn options(&self) -> Options {
        Options {
            cache: Some(Choice {
                root: self.caches.path().to_owned(),
                least: 0,
                most: 1 << 30,
            }),
            ..Options::default()
        }
    }

    pub fn corpus(&self) -> Corpus {
        Corpus::Paths(vec![self.articles.path().to_owned()])
    }

    pub fn cached(&self) -> Told {
        told(&load_all(self.corpus(), self.options()))
    }

    /// What there is without any cache.
    pub fn plain(&self) -> Told {
        told(&load_all(self.corpus(), Options::default()))
    }

    /// The folder of this corpus's cache.
    pub fn folder(&self) -> PathBuf {
        cache::folder_of(self.caches.path(), &[self.articles.path().to_owned()])
    }

    pub fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder())
            .expect("the cache is there")
            .flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    }
}

/// Everything that a snapshot tells, notices about the cache apart.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub events: Vec<String>,
    pub articles: Vec<String>,
    pub actors: Vec<String>,
    pub notices: Vec<String>,
    /// About the cache.
    pub remarks: Vec<String>,
}

impl Told {
    pub fn same(&self, other: &Self) -> bool {
        (&self.events, &self.articles, &self.actors, &self.notices)
            == (
                &other.events,
                &other.articles,
                &other.actors,
                &other.notices,
            )
    }
}

pub fn told(snapshot: &Arc<Snapshot>) -> Told {
    let rows = 0..snapshot.len();
    let events = rows.filter_map(|row| snapshot.event(row)).map(|event| {
        format!(
            "{:?} {:?} {}",
            event.event(),
            event.article_id(),
            event.text()
        )
    });
    let articles = snapshot
        .analyses()
        .map(|(_, analysis)| format!("{analysis:?}"));
    let about_cache = |text: &String| text.contains("cache");
    let notices = snapshot.notices.iter().map(|notice| format!("{notice:?}"));
    let (remarks, notices) = notices.partition(about_cache);
    Told {
        events: events.collect(),
        articles: articles.collect(),
        actors: snapshot
            .actors
            .iter()
            .map(|actor| format!("{actor:?}"))
            .collect(),
        notices,
        remarks,
    }
}

pub fn contents(pile: &Pile) -> Vec<(String, Vec<u8>)> {
    let name = |path: &PathBuf| {
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let files = pile.files();
    files
        .iter()
        .map(|path| (name(path), fs::read(path).expect("readable")))
        .collect()
}

pub fn set(pile: &Pile, contents: &[(String, Vec<u8>)]) {
    for file in pile.files() {
        fs::remove_file(file).expect("it is there");
    }
    for (name, bytes) in contents {
        fs::write(pile.folder().join(name), bytes).expect("written");
    }
}
