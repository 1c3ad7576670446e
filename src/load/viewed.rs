//! What a corpus came to, kept for the next time: when nothing it depends on
//! has changed it is shown at once. The records are verified behind it; where
//! one is damaged everything is worked out anew, as if there were no view.

use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter};
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::build::Builder;
use super::gently::Gently;
use super::read::Job;
use super::reload::Inbox;
use super::shelf::STORED;
use super::{Corpus, corrections};
use crate::actor::Directory;
use crate::source::{Notice, Severity};
use crate::store::dump::{Checks, Opened, Sections};
use crate::store::record::{self, Records};
use crate::store::{Catalogue, Column, Map, Snapshot, Tables};

/// Bytes written at once.
const BLOCK: usize = 1 << 18;

/// Records that are looked at before others have their turn.
const TOGETHER: u32 = 128;

/// A view that is shown, and what is still to be looked at.
struct Kept {
    map: Map,
    checks: Checks,
    /// The articles that the remarks are on.
    remarked: Column<u32>,
    loose: Column<u32>,
}

impl Builder {
    /// What a view depends on besides the sources and the rules.
    pub(super) fn mark_of(&self, corpus: &Corpus) -> u64 {
        let mut hasher = FxHasher::default();
        (corrections::mark(corpus), self.options.alone).hash(&mut hasher);
        hasher.finish()
    }

    /// Shows what the corpus came to the last time, when that is still true;
    /// whether it is.
    pub(super) fn restore(&mut self, jobs: &[Job], inbox: Option<&mut Inbox<'_>>) -> bool {
        let Some(outcome) = self.restored() else {
            return false;
        };
        self.stand_back();
        let path = self.ledger.folder();
        let damage = match outcome {
            Ok(kept) if self.take_view(&kept, jobs, inbox) => {
                self.keep_in_touch();
                return true;
            }
            Ok(_) => "part of the cache is damaged; it is made anew".to_owned(),
            Err(error) => format!("the cache is made anew: {error}"),
        };
        // Nothing of it counts; the next snapshot takes the place of this one.
        let generation = self.snapshot.generation;
        self.snapshot = Snapshot::default();
        self.snapshot.generation = generation;
        self.directory = Directory::under(self.known.naming.clone());
        self.remarks.clear();
        self.loose.clear();
        (self.solver, self.members) = Default::default();
        self.ledger.forget();
        self.progress.articles = 0;
        self.progress.bytes_done = 0;
        self.notices.truncate(self.before_reading);
        self.notices.push(Notice {
            path: path.unwrap_or_default(),
            line: 0,
            severity: Severity::Info,
            message: damage,
        });
        false
    }

    /// Shows what was kept, before it was looked at whole; the rest of what is
    /// to be known of it. `None` when nothing was kept.
    fn restored(&mut self) -> Option<io::Result<Kept>> {
        let (file, view) = self.ledger.view(self.mark)?;
        let (len, packs) = (view.len, view.packs.clone());
        Some(self.show_view(file, len, &packs))
    }

    fn show_view(&mut self, file: File, len: u64, packs: &[u32]) -> io::Result<Kept> {
        let map = Map::of(&file)?;
        let mut from = Opened::open(map.clone(), len)?;
        let notices = self.ledger.take_all();
        self.notices.extend(notices);
        let remarked = from.column()?;
        let remarks = Catalogue::restored(self.notices.clone(), &mut from)?;
        let loose = from.column()?;
        let tables = Tables {
            notices: Arc::new(remarks),
            packs: self.shelf.packs().clone(),
            ..Tables::default()
        };
        let packs = packs.iter().copied().zip(STORED..).collect();
        let generation = self.snapshot.generation + 1;
        self.snapshot = Snapshot::restored(&mut from, generation, tables, packs)?;
        let checks = from.end()?;
        self.progress.articles = self.snapshot.articles.len();
        self.progress.named = self.progress.articles;
        self.progress.files_done = self.progress.files;
        self.send();
        Ok(Kept {
            map,
            checks,
            remarked,
            loose,
        })
    }

    /// Takes what the builder itself goes on from; whether all of it is as it
    /// was written.
    fn take_view(&mut self, kept: &Kept, jobs: &[Job], inbox: Option<&mut Inbox<'_>>) -> bool {
        let cancel = self.cancel.clone();
        let mut gently = Gently::begin();
        let sound = kept.checks.are_sound(&kept.map, &mut || {
            self.keep_in_touch();
            gently.step();
            !cancel.is_cancelled()
        });
        if !sound || cancel.is_cancelled() {
            return sound;
        }
        let remarks = self.snapshot.notices.iter().skip(self.notices.len());
        for (number, remark) in kept.remarked.iter().zip(remarks) {
            let of = self.remarks.entry(*number).or_default();
            of.push(remark.clone());
        }
        self.loose = kept.loose.to_vec();
        let actors = self.snapshot.actors.to_vec();
        self.directory = Directory::of(actors, self.known.naming.clone());
        self.memory = self.ledger.remembered(jobs, self.shelf.packs());
        self.are_records_sound(inbox)
    }

    /// Whether all records are as they were written. When files are others
    /// meanwhile, that comes first: the load anew reads all records and looks
    /// at each.
    fn are_records_sound(&mut self, mut inbox: Option<&mut Inbox<'_>>) -> bool {
        let packs = self.shelf.packs().clone();
        let pack = |number: u32| packs.get(number as usize).map(|pack| &**pack);
        let stretches = self.ledger.stretches();
        let total: u64 = stretches.iter().map(|(stored, _)| stored.bytes()).sum();
        let mut done = 0;
        let mut gently = Gently::begin();
        let mut looked = 0u32;
        let mut go_on = |builder: &mut Self| {
            looked += 1;
            if looked.is_multiple_of(TOGETHER) {
                builder.keep_in_touch();
                let inbox = inbox.as_deref_mut();
                if inbox.is_some_and(|inbox| builder.meanwhile(inbox)) {
                    return false;
                }
                gently.step();
            }
            !builder.cancel.is_cancelled()
        };
        for (stored, articles) in stretches {
            let Some(records) = pack(stored.pack) else {
                return false;
            };
            let mut records = Records::new(records, stored.at, stored.len);
            for _ in 0..articles {
                let sound = |(_, record): (_, &[u8])| record::is_sound(record);
                if !records.advance().is_some_and(sound) {
                    return false;
                }
                if !go_on(self) {
                    return true;
                }
            }
            for names in &stored.names {
                let Some(records) = pack(names.pack) else {
                    return false;
                };
                let mut records = Records::new(records, names.at, names.len);
                for _ in 0..names.articles {
                    let sound = |(_, record): (_, &[u8])| record::names_are_sound(record);
                    if !records.advance_names().is_some_and(sound) {
                        return false;
                    }
                    if !go_on(self) {
                        return true;
                    }
                }
            }
            done += stored.bytes();
            let share = done as f64 / total.max(1) as f64;
            self.progress.bytes_done = (self.progress.bytes as f64 * share) as u64;
        }
        self.amended_are_sound()
    }

    /// The same of the records of articles that were dated from the others or
    /// by the user.
    fn amended_are_sound(&self) -> bool {
        let packs = self.shelf.packs();
        let articles = &self.snapshot.articles;
        let mut packed = articles.ids().filter_map(|id| articles.packed(id));
        packed.all(|packed| {
            let apart = packed.record.pack != packed.text.pack;
            let sound = |place, sound: fn(&[u8]) -> bool| {
                record::bytes(packs, place).is_some_and(|bytes| sound(&bytes))
            };
            !apart
                || sound(packed.record, record::is_sound)
                    && packed
                        .names
                        .is_none_or(|names| sound(names, record::names_are_sound))
        })
    }

    /// Keeps what the corpus came to for the next time.
    pub(super) fn keep_view(&mut self) {
        if self.cancel.is_cancelled() || self.unnamed.is_some() {
            return;
        }
        let snapshot = &self.snapshot;
        let (remarks, loose) = (&self.remarks, &self.loose);
        let write = |file: File| {
            let mut to = Sections::begin(BufWriter::with_capacity(BLOCK, file))?;
            let numbers = remarks
                .iter()
                .flat_map(|(number, of)| of.iter().map(|_| *number));
            to.numbers(&numbers.collect::<Vec<u32>>())?;
            Catalogue::dump(remarks.values().flatten(), &mut to)?;
            to.numbers(loose)?;
            snapshot.dump(&mut to)?;
            let file = to.end()?.into_inner().map_err(|error| error.into_error())?;
            file.sync_all()?;
            Ok(file.metadata()?.len())
        };
        let packs = self.shelf.packs();
        let trouble = self.ledger.keep_view(self.mark, packs, write);
        self.notices.extend(trouble);
    }
}
