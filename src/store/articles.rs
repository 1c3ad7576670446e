//! The articles of a snapshot: in memory or in packs, shared between
//! snapshots in chunks.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::hash::Hasher;
use std::sync::{Arc, Mutex, Weak};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::pack::{Pack, Place};
use super::record::{self, Packed};
use super::shelved::Shelved;
use super::{ArticleId, SourceId};
use crate::Span;
use crate::article::Article;
use crate::event::Analysis;

/// Articles a chunk: what is copied when one of them changes.
const CHUNK: usize = 512;

/// Articles read from packs that are kept for the next look.
const RECENT: usize = 256;

/// Bytes read at once when texts are asked for one after the other.
const BLOCK: usize = 1 << 20;

/// Where an article is kept.
#[derive(Clone, Debug)]
pub enum Body {
    /// In memory.
    Live(Arc<Analysis>),
    /// In a pack.
    Packed(Packed),
}

/// Articles by id, dense, in order of arrival. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    chunks: Arc<Vec<Chunk>>,
    len: u32,
    packs: Arc<Vec<Arc<Pack>>>,
    recent: Arc<Mutex<Recent>>,
}

/// Articles of numbers that follow one another, [`CHUNK`] of them but in the
/// last.
#[derive(Clone, Debug)]
enum Chunk {
    Own(Arc<Vec<Kept>>),
    /// Those from this number on, up to another.
    Shelved(Arc<Shelved>, usize, usize),
}

impl Chunk {
    fn len(&self) -> usize {
        match self {
            Self::Own(kept) => kept.len(),
            Self::Shelved(_, from, to) => to - from,
        }
    }

    fn get(&self, at: usize) -> Option<Cow<'_, Kept>> {
        match self {
            Self::Own(kept) => kept.get(at).map(Cow::Borrowed),
            Self::Shelved(all, from, _) => all.kept(from + at).map(Cow::Owned),
        }
    }

    fn hash(&self, at: usize) -> u64 {
        match self {
            Self::Own(kept) => kept.get(at).map_or(0, |kept| kept.hash),
            Self::Shelved(all, from, _) => all.hashes.get(from + at).copied().unwrap_or(0),
        }
    }

    /// To be changed.
    fn own(&mut self) -> &mut Vec<Kept> {
        if let Self::Shelved(all, from, to) = self {
            let kept = (*from..*to).filter_map(|at| all.kept(at));
            *self = Self::Own(Arc::new(kept.collect()));
        }
        match self {
            Self::Own(kept) => Arc::make_mut(kept),
            Self::Shelved(..) => unreachable!("it was just made its own"),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) body: Body,
    pub(super) source: SourceId,
    /// Grows with each change to the article.
    pub(super) version: u32,
    /// Hash of its id.
    pub(super) hash: u64,
}

/// What was read last, by id and version. Whoever still holds an article is
/// given the same one again.
#[derive(Debug, Default)]
struct Recent {
    known: FxHashMap<(u32, u32), Weak<Analysis>>,
    held: VecDeque<Arc<Analysis>>,
}

impl Recent {
    fn keep(&mut self, key: (u32, u32), analysis: &Arc<Analysis>) {
        if self.held.len() >= RECENT {
            self.held.pop_front();
        }
        self.held.push_back(analysis.clone());
        if self.known.len() >= RECENT * 4 {
            self.known.retain(|_, known| known.strong_count() > 0);
        }
        self.known.insert(key, Arc::downgrade(analysis));
    }
}

impl Articles {
    /// Number of articles.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Those of a snapshot that was kept.
    pub(super) fn shelved(all: Shelved) -> Self {
        let (len, all) = (all.len(), Arc::new(all));
        let chunk = |from| Chunk::Shelved(all.clone(), from, len.min(from + CHUNK));
        Self {
            chunks: Arc::new((0..len).step_by(CHUNK).map(chunk).collect()),
            len: len as u32,
            ..Self::default()
        }
    }

    fn kept(&self, id: ArticleId) -> Option<Cow<'_, Kept>> {
        let at = id.0 as usize;
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// One article as it was put in; `events` gives the events of one that
    /// comes from a pack. What is asked for again soon costs nothing.
    pub(crate) fn get(
        &self,
        id: ArticleId,
        events: impl FnOnce(&mut Analysis),
    ) -> Option<Arc<Analysis>> {
        let kept = self.kept(id)?;
        let packed = match &kept.body {
            Body::Live(analysis) => return Some(analysis.clone()),
            Body::Packed(packed) => *packed,
        };
        let key = (id.0, kept.version);
        let recent = || self.recent.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(known) = recent().known.get(&key).and_then(Weak::upgrade) {
            return Some(known);
        }
        let mut analysis = self.read(packed);
        events(&mut analysis);
        let analysis = Arc::new(analysis);
        recent().keep(key, &analysis);
        Some(analysis)
    }

    /// One article as it was put in, without the events of one that comes
    /// from a pack; not kept for later.
    pub(crate) fn peek(&self, id: ArticleId) -> Option<Arc<Analysis>> {
        Some(match self.body(id)? {
            Body::Live(analysis) => analysis,
            Body::Packed(packed) => Arc::new(self.read(packed)),
        })
    }

    fn read(&self, packed: Packed) -> Analysis {
        record::read(&self.packs, packed).unwrap_or_else(lost)
    }

    /// The words of a stretch of an article's text.
    pub(crate) fn words(&self, id: ArticleId, span: Span) -> String {
        let Some(kept) = self.kept(id) else {
            return String::new();
        };
        match &kept.body {
            Body::Live(analysis) => span.of(&analysis.article.text).to_owned(),
            Body::Packed(packed) => self.stretch(packed.text, span).unwrap_or_default(),
        }
    }

    fn stretch(&self, text: Place, span: Span) -> Option<String> {
        if span.end > text.len || span.start > span.end {
            return None;
        }
        let place = Place {
            at: text.at.checked_add(u64::from(span.start))?,
            len: span.end - span.start,
            ..text
        };
        String::from_utf8(record::bytes(&self.packs, place)?).ok()
    }

    /// Its outlet.
    pub fn source(&self, id: ArticleId) -> Option<SourceId> {
        self.kept(id).map(|kept| kept.source)
    }

    /// The article with an id of its source ([`Article::id`]).
    pub fn find(&self, id: &str) -> Option<ArticleId> {
        let wanted = hash(id);
        let mut like = self.ids().filter(|id| self.mark(*id) == Some(wanted));
        like.find(|&at| self.peek(at).is_some_and(|found| found.article.id == id))
    }

    /// The articles from number `from` on that have one of some ids of their
    /// sources, each with its id.
    pub fn find_all<'i>(
        &self,
        ids: impl Iterator<Item = &'i String>,
        from: usize,
    ) -> Vec<(ArticleId, String)> {
        let ids: FxHashSet<&String> = ids.collect();
        if ids.is_empty() {
            return Vec::new();
        }
        let wanted: FxHashSet<u64> = ids.iter().map(|id| hash(id)).collect();
        let like = self.ids().skip(from).filter(|id| {
            let mark = self.mark(*id);
            mark.is_some_and(|mark| wanted.contains(&mark))
        });
        let named = like.filter_map(|at| {
            let id = self.peek(at)?.article.id.clone();
            ids.contains(&id).then_some((at, id))
        });
        named.collect()
    }

    /// How often an article was changed.
    pub(crate) fn version(&self, id: ArticleId) -> Option<u32> {
        self.kept(id).map(|kept| kept.version)
    }

    /// What stands for its source's id for it: equal for equal ids.
    pub(crate) fn mark(&self, id: ArticleId) -> Option<u64> {
        let at = id.0 as usize;
        let chunk = self.chunks.get(at / CHUNK)?;
        (id.0 < self.len).then(|| chunk.hash(at % CHUNK))
    }

    /// What stands for an id of a source.
    pub(crate) fn mark_of(id: &str) -> u64 {
        hash(id)
    }

    /// Where an article is kept.
    pub(crate) fn body(&self, id: ArticleId) -> Option<Body> {
        Some(match self.kept(id)? {
            Cow::Borrowed(kept) => kept.body.clone(),
            Cow::Owned(kept) => kept.body,
        })
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = ArticleId> + use<> {
        (0..self.len).map(ArticleId)
    }

    /// The packs that bodies refer to from now on; numbers stay.
    pub(crate) fn set_packs(&mut self, packs: Arc<Vec<Arc<Pack>>>) {
        self.packs = packs;
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Cow<'_, Kept>> {
        self.ids().filter_map(|id| self.kept(id))
    }

    pub(crate) fn push(&mut self, body: Body, source: SourceId, id: &str) -> ArticleId {
        let kept = Kept {
            body,
            source,
            version: 0,
            hash: hash(id),
        };
        let number = ArticleId(self.len);
        let chunks = Arc::make_mut(&mut self.chunks);
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => chunk.own().push(kept),
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(kept);
                chunks.push(Chunk::Own(Arc::new(chunk)));
            }
        }
        self.len += 1;
        number
    }

    pub(crate) fn set(&mut self, id: ArticleId, body: Body, source: SourceId) {
        let at = id.0 as usize;
        let chunks = Arc::make_mut(&mut self.chunks);
        if let Some(chunk) = chunks.get_mut(at / CHUNK)
            && at % CHUNK < chunk.len()
            && let Some(kept) = chunk.own().get_mut(at % CHUNK)
        {
            kept.body = body;
            kept.source = source;
            kept.version += 1;
        }
    }

    /// Bytes of an article's text.
    pub fn text_len(&self, id: ArticleId) -> Option<usize> {
        Some(match &self.kept(id)?.body {
            Body::Live(analysis) => analysis.article.text.len(),
            Body::Packed(packed) => packed.text.len as usize,
        })
    }

    /// Where an article's text lies, when it is in a pack.
    pub(crate) fn packed(&self, id: ArticleId) -> Option<Packed> {
        match self.kept(id)?.body {
            Body::Packed(packed) => Some(packed),
            Body::Live(_) => None,
        }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// Stands for an article that can't be read back: its file was taken away
/// under the program.
fn lost() -> Analysis {
    Analysis {
        article: Article {
            title: "This article can't be read back from the disk.".to_owned(),
            ..Article::default()
        },
        ..Analysis::default()
    }
}

/// Reads the texts of articles, fastest in the order of their ids.
#[derive(Debug)]
pub struct Texts<'a> {
    articles: &'a Articles,
    block: Vec<u8>,
    /// Where the block lies.
    place: Place,
}

impl<'a> Texts<'a> {
    /// A reader of these articles.
    pub fn new(articles: &'a Articles) -> Self {
        Self {
            articles,
            block: Vec::new(),
            place: Place::default(),
        }
    }

    /// The text of an article; `None` past the last one. Empty when it can't
    /// be read back.
    pub fn of(&mut self, id: ArticleId) -> Option<&str> {
        let articles = self.articles;
        match articles.kept(id)? {
            Cow::Borrowed(Kept {
                body: Body::Live(analysis),
                ..
            }) => Some(&analysis.article.text),
            kept => {
                let text = match &kept.body {
                    Body::Packed(packed) => packed.text,
                    // What is read from a file lies in packs.
                    Body::Live(_) => Place::default(),
                };
                Some(self.packed(text))
            }
        }
    }

    fn packed(&mut self, text: Place) -> &str {
        if !self.holds(text) && self.fill(text).is_none() {
            self.place = Place::default();
            return "";
        }
        let from = (text.at - self.place.at) as usize;
        let bytes = self.block.get(from..from + text.len as usize);
        bytes.map_or("", |bytes| std::str::from_utf8(bytes).unwrap_or(""))
    }

    fn holds(&self, text: Place) -> bool {
        let end = |place: Place| place.at.saturating_add(u64::from(place.len));
        self.place.len > 0
            && self.place.pack == text.pack
            && self.place.at <= text.at
            && end(text) <= end(self.place)
    }

    /// Reads on in large blocks where texts follow one another, else just the
    /// one that is asked for.
    fn fill(&mut self, text: Place) -> Option<()> {
        let pack = self.articles.packs.get(text.pack as usize)?;
        let end = self.place.at.saturating_add(u64::from(self.place.len));
        let follows = self.place.pack == text.pack && text.at.abs_diff(end) < BLOCK as u64;
        let left = pack.len().checked_sub(text.at)?;
        let wanted = if follows { BLOCK as u64 } else { 0 };
        let len = wanted.max(text.len.into()).min(left) as usize;
        self.block.resize(len, 0);
        pack.read(text.at, &mut self.block).ok()?;
        self.place = Place {
            len: len as u32,
            ..text
        };
        Some(())
    }
}
