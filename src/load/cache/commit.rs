//! Making what a load understood last: whole or not at all.

use std::fs::File;
use std::sync::Arc;
use std::time::SystemTime;

use super::manifest::{Manifest, PACK_MAGIC, PackInfo};
use super::{CALLED, Cache, Source, View, Writing, folder, remark};
use crate::load::shelf::{AMENDED, READ, STORED};
use crate::source::Notice;
use crate::store::pack::Pack;

impl Cache {
    /// Keeps what a load has understood so far: the sources in their order,
    /// their records numbered as on the shelf whose fresh packs are given.
    /// Whatever goes wrong, what was there before stays usable.
    pub fn commit(&mut self, sources: Vec<Source>, fresh: &[Arc<Pack>]) -> Option<Notice> {
        self.lock.as_ref()?;
        let outcome = self.try_commit(sources, fresh);
        self.told(outcome)
    }

    fn told(&self, outcome: std::io::Result<()>) -> Option<Notice> {
        outcome.err().map(|error| {
            let message = format!("the cache could not be written: {error}");
            remark(&self.folder, message)
        })
    }

    /// Keeps what so many sources came to, unless the same is there already;
    /// `write` writes it.
    pub fn keep_view(
        &mut self,
        (sources, mark): (usize, u64),
        fresh: &[Arc<Pack>],
        write: impl FnOnce(File) -> std::io::Result<u64>,
    ) -> Option<Notice> {
        self.lock.as_ref()?;
        let there = self
            .known
            .view
            .as_ref()
            .is_some_and(|view| view.mark == mark);
        if there || sources != self.known.sources.len() {
            return None;
        }
        let outcome = self.try_keep_view(mark, fresh, write);
        self.told(outcome)
    }

    fn try_keep_view(
        &mut self,
        mark: u64,
        fresh: &[Arc<Pack>],
        write: impl FnOnce(File) -> std::io::Result<u64>,
    ) -> std::io::Result<()> {
        let mut next = self.known.clone();
        let mut packs = self.numbers.clone();
        // Whatever was understood otherwise than it stands in the records.
        let amended = &fresh[AMENDED as usize];
        if amended.len() > PACK_MAGIC.len() as u64 {
            next.packs.push(self.secure(AMENDED, amended)?);
            packs.push(AMENDED);
        }
        next.next = self.number + 1;
        let name = format!("view-{}-{mark:016x}", self.number);
        let path = self.folder.join(&name);
        let part = path.with_extension("part");
        let mut how = File::options();
        let file = how.create(true).truncate(true).read(true).write(true);
        let len = write(file.open(&part)?)?;
        let total: u64 = next.packs.iter().map(|pack| pack.len).sum();
        if total + len > self.most {
            std::fs::remove_file(part)?;
            return Ok(());
        }
        std::fs::rename(part, path)?;
        next.view = Some(View {
            name,
            len,
            mark,
            packs,
        });
        folder::write_whole(&self.folder.join(folder::MANIFEST), &next.encode())?;
        self.known = next;
        Ok(())
    }

    /// Nothing more comes: others may write from now on.
    pub fn close(&mut self) {
        if self.lock.is_none() {
            return;
        }
        folder::sweep(&self.folder, &self.known.files());
        folder::trim(&self.root, &self.folder, self.most);
        self.lock = None;
    }

    fn try_commit(&mut self, sources: Vec<Source>, fresh: &[Arc<Pack>]) -> std::io::Result<()> {
        let settled =
            |source: &Source| source.stored.pack != READ || source.stamp.is_settled(self.opened);
        let sources: Vec<Source> = sources.into_iter().filter(settled).collect();
        if let Some(lock) = &self.lock {
            // Tells when it was used last; the order of clearing depends on it.
            let _ = lock.set_modified(SystemTime::now());
        }
        let is_new = |source: &Source| {
            let names = source.stored.names.iter().map(|names| names.pack);
            names.chain([source.stored.pack]).any(|pack| pack < STORED)
        };
        if !sources.iter().any(is_new) && sources.len() == self.known.sources.len() {
            return Ok(());
        }
        let mut next = Manifest::new(self.known.paths.clone());
        next.next = self.number + 1;
        let mut used: Vec<u32> = Vec::new();
        for mut source in sources {
            source.stored = source.stored.renumbered(|pack| {
                let known = used.iter().position(|&used| used == pack);
                known.unwrap_or_else(|| {
                    used.push(pack);
                    used.len() - 1
                }) as u32
            });
            next.sources.push(source);
        }
        for &pack in &used {
            let info = match fresh.get(pack as usize).filter(|_| pack < STORED) {
                Some(fresh) => self.secure(pack, fresh)?,
                None => self.stored[(pack - STORED) as usize].clone(),
            };
            next.packs.push(info);
        }
        folder::write_whole(&self.folder.join(folder::MANIFEST), &next.encode())?;
        self.known = next;
        self.numbers = used;
        Ok(())
    }

    /// Makes what is in a pack of this load last.
    fn secure(&mut self, number: u32, pack: &Pack) -> std::io::Result<PackInfo> {
        let which = number as usize;
        let called = CALLED[which];
        let whole = self.writing[which].is_some() && pack.is_whole();
        let file = pack.file().filter(|_| whole);
        let file = file.ok_or_else(|| std::io::Error::other("the disk took not all of it"))?;
        let len = pack.len();
        if len > self.most {
            return Err(std::io::Error::other(
                "the corpus is larger than caches may be",
            ));
        }
        file.sync_all()?;
        let name = self.name(called);
        if self.writing[which] == Some(Writing::Part) {
            std::fs::rename(self.folder.join(self.part(called)), self.folder.join(&name))?;
            self.writing[which] = Some(Writing::Named);
        }
        Ok(PackInfo { name, len })
    }
}
