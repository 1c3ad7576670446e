//! A few files that change in a large corpus are shown at once, each read by
//! itself: new articles after all others, changed ones in their places (an
//! article of a file is known by its id), those that are no more without
//! their events. Of a large file that grew by whole lines only these are
//! read. What all this means to their neighbours, and theirs to them, comes
//! with the load anew that follows behind it (`reload`), which is in
//! proportion to the corpus.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::analyse::parse;
use super::build::Builder;
use super::memory::Remembered;
use super::read::Job;
use super::watch::Dirty;
use crate::article::split;
use crate::dating::is_firm;
use crate::event::Analysis;
use crate::source::{self, Found, Input, RawArticle, Stamp};
use crate::store::{ArticleId, Articles, Incoming, Tables};

/// A corpus of fewer articles is loaded anew as fast as that.
const MANY: usize = 200;
/// Articles that are read before they are shown: a tenth of a second.
const ARTICLES: usize = 200;
/// Bytes of the files that are read.
const BYTES: u64 = 1 << 20;

/// How much of what changed is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: the corpus is so small that this would not be worth it.
    Nothing,
    /// As much as could be read at once.
    Part,
    /// Everything.
    All,
}

/// What may still be read before it is shown.
struct Room {
    articles: usize,
    bytes: u64,
}

/// What is shown of the articles that changed.
#[derive(Default)]
struct News {
    changed: Vec<(ArticleId, Incoming)>,
    new: Vec<Incoming>,
}

impl Builder {
    /// Shows what became of a few files.
    pub(super) fn show_at_once(
        &mut self,
        jobs: &[Job],
        stamps: &[Option<Stamp>],
        dirty: &Dirty,
    ) -> Shown {
        if self.snapshot.articles.len() < MANY {
            return Shown::Nothing;
        }
        let differences = self.memory.differences(jobs, stamps, dirty);
        let mut news = News::default();
        for at in differences.gone {
            let articles = self.memory.file(at).articles();
            let without = articles.filter_map(|number| self.without_events(number));
            news.changed.extend(without);
            self.memory.take_away(at);
        }
        let mut room = Room {
            articles: ARTICLES,
            bytes: BYTES,
        };
        let mut shown = Shown::All;
        for (job, before) in differences.other {
            if !self.read_at_once((&jobs[job], stamps[job]), before, &mut room, &mut news) {
                shown = Shown::Part;
            }
        }
        self.show(news);
        shown
    }

    /// Reads a file that is new or another, or what was added to it; whether
    /// there was room for that.
    fn read_at_once(
        &mut self,
        (job, stamp): (&Job, Option<Stamp>),
        before: Option<usize>,
        room: &mut Room,
        news: &mut News,
    ) -> bool {
        let Job::File(input) = job else { return false };
        let first = (self.snapshot.articles.len() + news.new.len()) as u32;
        let file = before.map(|at| self.memory.file(at));
        if let Some(articles) = whole(input, room) {
            let mut places = file.map(|file| self.places(file)).unwrap_or_default();
            for found in articles {
                let place = places.get_mut(&Articles::mark_of(&found.article.id));
                match place.and_then(Vec::pop) {
                    Some(at) => {
                        let found = self.understood(at, found);
                        news.changed.push((ArticleId(at), found));
                    }
                    None => self.add_to(news, found),
                }
            }
            let rest = places.into_values().flatten();
            let rest = rest.filter_map(|number| self.without_events(number));
            news.changed.extend(rest);
        } else if let Some(articles) = file.and_then(|file| added(input, file, stamp, room)) {
            for found in articles {
                self.add_to(news, found);
            }
        } else {
            return false;
        }
        let end = (self.snapshot.articles.len() + news.new.len()) as u32;
        self.memory.show((job, before), stamp, first..end);
        true
    }

    fn add_to(&mut self, news: &mut News, found: Analysis) {
        let number = (self.snapshot.articles.len() + news.new.len()) as u32;
        news.new.push(self.understood(number, found));
    }

    /// The numbers of a file's articles by what stands for their ids; of
    /// several with one id the last is the first.
    fn places(&self, file: &Remembered) -> FxHashMap<u64, Vec<u32>> {
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut numbers: Vec<u32> = file.articles().collect();
        numbers.reverse();
        for number in numbers {
            if let Some(mark) = self.snapshot.articles.mark(ArticleId(number)) {
                places.entry(mark).or_default().push(number);
            }
        }
        places
    }

    fn show(&mut self, News { changed, new }: News) {
        if changed.is_empty() && new.is_empty() {
            return;
        }
        let tables = Tables {
            notices: self.snapshot.notices.clone(),
            ..self.tables()
        };
        self.snapshot = self.snapshot.changed(changed, tables.clone());
        self.snapshot = self.snapshot.grown(new, tables);
        self.progress.articles = self.snapshot.articles.len();
        self.send();
    }

    /// An article by itself, under the user's word.
    fn understood(&mut self, number: u32, mut analysis: Analysis) -> Incoming {
        let firm = is_firm(&analysis.dating);
        self.apply_dates(&mut analysis, firm);
        self.divide(&mut analysis);
        let ids = self.directory.intern(&analysis.who);
        self.tell_events(number, &mut analysis, &ids);
        Incoming::live(Arc::new(analysis))
    }

    /// An article that is there as before, without its events.
    fn without_events(&self, number: u32) -> Option<(ArticleId, Incoming)> {
        let id = ArticleId(number);
        let source = self.snapshot.articles.source(id)?;
        let incoming = Incoming {
            body: self.snapshot.articles.body(id)?,
            id: String::new(),
            source: self.snapshot.sources.name(source).to_owned(),
            events: Vec::new(),
        };
        Some((id, incoming))
    }
}

/// Everything in a file, when there is room for it.
fn whole(input: &Input, room: &mut Room) -> Option<Vec<Analysis>> {
    if input.bytes > room.bytes {
        return None;
    }
    let mut raws = Vec::new();
    let most = room.articles;
    source::read_file(&input.path, &input.id, &mut |found| {
        take(&mut raws, found, most)
    });
    parsed(raws, input.bytes, room)
}

/// What was added to a file of JSON Lines, when there is room for it.
fn added(
    input: &Input,
    before: &Remembered,
    stamp: Option<Stamp>,
    room: &mut Room,
) -> Option<Vec<Analysis>> {
    let (from, to) = (before.size()?, stamp?.size());
    let bytes = to.checked_sub(from).filter(|&bytes| bytes <= room.bytes)?;
    let mut raws = Vec::new();
    let (most, number) = (room.articles, before.articles().count());
    let whole = source::read_added(&input.path, &input.id, (from, to), number, &mut |found| {
        take(&mut raws, found, most)
    });
    parsed(raws, bytes, room).filter(|_| whole)
}

/// Takes an article unless there are more than so many already.
fn take(raws: &mut Vec<RawArticle>, found: Found, most: usize) -> bool {
    if let Found::Article(raw) = found {
        raws.extend(split(*raw));
    }
    raws.len() <= most
}

fn parsed(raws: Vec<RawArticle>, bytes: u64, room: &mut Room) -> Option<Vec<Analysis>> {
    room.articles = room.articles.checked_sub(raws.len())?;
    room.bytes -= bytes;
    Some(raws.into_iter().map(parse).collect())
}
