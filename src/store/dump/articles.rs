//! Where the articles of a snapshot lie.

use std::io::{self, Read, Write};

use super::{Opened, Sections, damaged};
use crate::store::articles::Kept;
use crate::store::pack::Place;
use crate::store::record::Packed;
use crate::store::{Articles, Body, SourceId};

/// Numbers an article takes: three places of two each, its outlet, the hash
/// of its id.
type Row = [u64; 8];

/// No names: a pack that there is not.
const NONE: u32 = u32::MAX;

impl Articles {
    /// Writes the places of all articles.
    ///
    /// # Errors
    /// When that fails, or when some article is not in a pack.
    pub(super) fn dump<W: Write>(&self, to: &mut Sections<W>) -> io::Result<()> {
        let row = |kept: &Kept| -> io::Result<Row> {
            let Body::Packed(packed) = &kept.body else {
                return Err(io::Error::other("an article is in memory alone"));
            };
            let none = Place {
                pack: NONE,
                ..Place::default()
            };
            let [text, record, names] =
                [packed.text, packed.record, packed.names.unwrap_or(none)].map(numbers);
            Ok([
                text[0],
                text[1],
                record[0],
                record[1],
                names[0],
                names[1],
                kept.source.0.into(),
                kept.hash,
            ])
        };
        let rows: io::Result<Vec<Row>> = self.all().map(row).collect();
        to.numbers(&rows?)
    }

    /// Reads them; `pack` gives the number that a pack has now.
    pub(super) fn restored<R: Read>(
        from: &mut Opened<R>,
        pack: impl Fn(u32) -> Option<u32>,
    ) -> io::Result<Self> {
        let mut articles = Self::default();
        let place = |numbers: [u64; 2]| {
            let place = place(numbers);
            let pack = pack(place.pack).ok_or_else(damaged)?;
            Ok::<_, io::Error>(Place { pack, ..place })
        };
        for [t0, t1, r0, r1, n0, n1, source, hash] in from.numbers::<Row>()? {
            let names = (n0 >> 32 != u64::from(NONE)).then(|| place([n0, n1]));
            let packed = Packed {
                text: place([t0, t1])?,
                record: place([r0, r1])?,
                names: names.transpose()?,
            };
            articles.push_hashed(Body::Packed(packed), SourceId(source as u32), hash);
        }
        Ok(articles)
    }
}

fn numbers(place: Place) -> [u64; 2] {
    [u64::from(place.pack) << 32 | u64::from(place.len), place.at]
}

fn place([numbers, at]: [u64; 2]) -> Place {
    Place {
        pack: (numbers >> 32) as u32,
        len: numbers as u32,
        at,
    }
}
