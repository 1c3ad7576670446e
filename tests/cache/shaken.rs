//! What was kept is shown before it is verified: whatever is in it, nothing
//! fails while it is looked at, and what is shown in the end is right.

use std::fs;
use std::sync::Arc;

use dateline::load::{Options, Update, start};
use dateline::store::Snapshot;
use dateline::tui::Still;

use super::pile::{Pile, Told, contents, set, told};

/// Numbers that look like chance and are the same each time (Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// Other bytes in so many places, near one another or not.
    fn shake(&mut self, bytes: &mut [u8], places: usize, near: bool) {
        let len = bytes.len();
        let from = self.below(len);
        for at in 0..places {
            let at = if near { from + at } else { self.below(len) };
            bytes[at % len] = self.below(256) as u8;
        }
    }
}

/// Looks at everything that a screen can show of a snapshot.
fn look(snapshot: &Snapshot) {
    let mut screen = Still::new(snapshot.clone(), "shaken", (120, 40), "dark");
    screen.keys("j j ] } w esc G k [ { enter n N pagedown esc f tab j space esc X");
    screen.keys("a o n backspace a n n a tab enter = u t 2 0 1 6 enter s enter X / t a l k enter");
    screen.keys("X > < . , ; ' c down enter esc 1 m ? esc + + l - ! esc g");
    screen.screen();
}

/// Opens as the screen does: what is shown first, and in the end.
fn opened(pile: &Pile) -> (Option<Arc<Snapshot>>, Told) {
    let options = Options {
        behind: true,
        ..pile.options()
    };
    let (mut first, mut last) = (None, Arc::default());
    let mut load = start(pile.corpus(), options);
    load.final_words();
    for update in &load.updates {
        if let Update::Snapshot(snapshot) = update {
            look(&snapshot);
            first = first.or(Some(snapshot.clone()));
            last = snapshot;
        }
    }
    (first, told(&last))
}

#[test]
fn nothing_fails_before_damage_is_found() {
    let pile = Pile::new();
    let plain = pile.cached();
    let whole = contents(&pile);
    let mut chance = Chance(7);
    let mut shown_at_once = 0;
    for file in pile.files() {
        let bytes = fs::read(&file).expect("it can be read");
        if bytes.is_empty() {
            continue;
        }
        for round in 0..16 {
            let mut wrong = bytes.clone();
            let places = [1, 4, 16, 200][round % 4];
            chance.shake(&mut wrong, places, round / 4 % 2 == 0);
            fs::write(&file, &wrong).expect("it can be written");
            let (first, found) = opened(&pile);
            let at = format!("{} round {round}", file.display());
            assert!(found.same(&plain), "{at}: {found:#?}\n{plain:#?}");
            assert!(wrong == bytes || !found.remarks.is_empty(), "{at} untold");
            shown_at_once += usize::from(first.is_some_and(|first| !first.is_empty()));
            set(&pile, &whole);
        }
    }
    assert!(shown_at_once > 0);
}
