//! Work that nobody waits for and that reads much of the disk leaves room
//! for what a key needs of it.

use std::time::{Duration, Instant};

/// Longer than this a stretch takes only where it comes from the disk, or
/// where others want the processor.
const SWIFT: Duration = Duration::from_millis(3);
/// The longest pause.
const LONGEST: Duration = Duration::from_millis(50);

/// Paces work that is done in stretches of up to about a megabyte.
#[derive(Debug)]
pub struct Gently {
    /// When the stretch began.
    since: Instant,
}

impl Gently {
    /// The first stretch begins.
    pub fn begin() -> Self {
        Self {
            since: Instant::now(),
        }
    }

    /// A stretch has ended and the next one begins: after a slow one as much
    /// time is left to others as it took; what comes from memory is not held
    /// up.
    pub fn step(&mut self) {
        let took = self.since.elapsed();
        if took > SWIFT {
            std::thread::sleep(took.min(LONGEST));
        }
        self.since = Instant::now();
    }
}
