//! Articles of a snapshot that was kept: where they lie, read from the file
//! in which that stands.

use super::articles::Kept;
use super::map::Column;
use super::pack::Place;
use super::record::Packed;
use super::{Body, SourceId};

/// No names: a pack that there is not.
const NONE: u32 = u32::MAX;

/// What is kept of each article, by number.
#[derive(Debug, Default)]
pub(super) struct Shelved {
    /// The places of its text, its record and its names.
    pub(super) places: Column<[u64; 6]>,
    pub(super) sources: Column<SourceId>,
    /// Hashes of their ids.
    pub(super) hashes: Column<u64>,
    /// The packs as the places number them, and their numbers now.
    pub(super) packs: Vec<(u32, u32)>,
}

impl Shelved {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn kept(&self, number: usize) -> Option<Kept> {
        let [t0, t1, r0, r1, n0, n1] = *self.places.get(number)?;
        let names = self.place([n0, n1]);
        let packed = Packed {
            text: self.place([t0, t1]),
            record: self.place([r0, r1]),
            names: (names.pack != NONE).then_some(names),
        };
        Some(Kept {
            body: Body::Packed(packed),
            source: *self.sources.get(number)?,
            version: 0,
            hash: *self.hashes.get(number)?,
        })
    }

    fn place(&self, [numbers, at]: [u64; 2]) -> Place {
        let pack = (numbers >> 32) as u32;
        let known = self.packs.iter().find(|(was, _)| *was == pack);
        Place {
            pack: known.map_or(NONE, |(_, is)| *is),
            len: numbers as u32,
            at,
        }
    }
}

/// The numbers of the places of an article.
pub(super) fn places(packed: &Packed) -> [u64; 6] {
    let none = Place {
        pack: NONE,
        ..Place::default()
    };
    let numbers = |place: Place| [u64::from(place.pack) << 32 | u64::from(place.len), place.at];
    let [text, record, names] =
        [packed.text, packed.record, packed.names.unwrap_or(none)].map(numbers);
    [text[0], text[1], record[0], record[1], names[0], names[1]]
}
