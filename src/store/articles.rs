//! The articles of a snapshot, shared between snapshots in chunks.

use std::sync::Arc;

use super::{ArticleId, SourceId};
use crate::event::Analysis;

/// Articles a chunk: what is copied when one of them changes.
const CHUNK: usize = 512;

/// Articles by id, dense, in order of arrival. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    chunks: Arc<Vec<Arc<Vec<Kept>>>>,
    len: u32,
}

#[derive(Clone, Debug)]
struct Kept {
    analysis: Arc<Analysis>,
    source: SourceId,
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

    fn kept(&self, id: ArticleId) -> Option<&Kept> {
        let at = id.0 as usize;
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// One article with everything found in it.
    pub fn get(&self, id: ArticleId) -> Option<&Arc<Analysis>> {
        self.kept(id).map(|kept| &kept.analysis)
    }

    /// Its outlet.
    pub fn source(&self, id: ArticleId) -> Option<SourceId> {
        self.kept(id).map(|kept| kept.source)
    }

    /// All, in order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = (ArticleId, &Arc<Analysis>)> {
        let all = self.chunks.iter().flat_map(|chunk| chunk.iter());
        all.enumerate()
            .map(|(at, kept)| (ArticleId(at as u32), &kept.analysis))
    }

    pub(crate) fn push(&mut self, analysis: Arc<Analysis>, source: SourceId) -> ArticleId {
        let id = ArticleId(self.len);
        let chunks = Arc::make_mut(&mut self.chunks);
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => {
                Arc::make_mut(chunk).push(Kept { analysis, source });
            }
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(Kept { analysis, source });
                chunks.push(Arc::new(chunk));
            }
        }
        self.len += 1;
        id
    }

    pub(crate) fn set(&mut self, id: ArticleId, analysis: Arc<Analysis>, source: SourceId) {
        let at = id.0 as usize;
        let chunks = Arc::make_mut(&mut self.chunks);
        if let Some(chunk) = chunks.get_mut(at / CHUNK)
            && at % CHUNK < chunk.len()
        {
            Arc::make_mut(chunk)[at % CHUNK] = Kept { analysis, source };
        }
    }
}
