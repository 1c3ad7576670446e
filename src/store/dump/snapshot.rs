//! A whole snapshot.

use std::io::{self, Write};
use std::sync::Arc;

use super::{Opened, Sections};
use crate::store::order::Part;
use crate::store::shelved::Shelved;
use crate::store::{Articles, Catalogue, RowSet, Segment, Selection, Snapshot, Sources, Tables};

impl Snapshot {
    /// Writes everything but the notices.
    ///
    /// # Errors
    /// When that fails, or when some article is not in a pack.
    pub fn dump<W: Write>(&self, to: &mut Sections<W>) -> io::Result<()> {
        self.articles.dump(to)?;
        Catalogue::dump(self.actors.iter(), to)?;
        let sources: Vec<&str> = self.sources.iter().map(|(_, name)| name).collect();
        to.value(&sources)?;
        to.value(&(self.parts().len() as u64))?;
        for part in self.parts() {
            match &*part.live {
                RowSet::All(_) => part.segment.dump(to)?,
                live => Segment::merge(&[(&part.segment, live)]).dump(to)?,
            }
        }
        Ok(())
    }

    /// Finds a snapshot again; `packs` tells the numbers that packs had then
    /// and those that they have in `tables`, whose actors are not used.
    ///
    /// # Errors
    /// When something is not as it was written.
    pub fn restored(
        from: &mut Opened,
        generation: u64,
        tables: Tables,
        packs: Vec<(u32, u32)>,
    ) -> io::Result<Self> {
        let articles = Articles::shelved(Shelved::restored(from, packs)?);
        let actors = Catalogue::restored(Vec::new(), from)?;
        let mut sources = Sources::default();
        for name in from.value::<Vec<String>>()? {
            sources.intern(&name);
        }
        let mut parts = Vec::new();
        for _ in 0..from.value::<u64>()? {
            let segment = Segment::restored(from)?;
            let live = Arc::new(RowSet::All(segment.len()));
            let segment = Arc::new(segment);
            parts.push(Part { segment, live });
        }
        let tables = Tables {
            actors: Arc::new(actors),
            ..tables
        };
        let bare = Self {
            articles,
            sources: Arc::new(sources),
            everything: Selection::everything(generation, parts),
            ..Self::default()
        };
        Ok(bare.retold_as(generation, tables))
    }
}
