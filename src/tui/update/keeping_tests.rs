//! Keeping, comparing, exporting, lanes: without a terminal.

use std::path::Path;

use crate::keep::Kept;
use crate::tui::chores::{Chore, Done, Exported, Places, do_it};
use crate::tui::fixture;
use crate::tui::keeper;
use crate::tui::layers::Layer;
use crate::tui::message::{Command, Message};
use crate::tui::still::Still;

fn driver() -> Still {
    fixture::driver(120, 40)
}

impl Still {
    fn said(&self) -> &str {
        self.model.said.as_ref().map_or("", |said| &said.text)
    }

    /// Does the chores asked for, with files in a folder.
    fn chores(&mut self, folder: &Path) {
        let mut places = Places::default();
        places.kept = Some(folder.join("kept.toml"));
        for command in std::mem::take(&mut self.commands) {
            if let Command::Chore(chore) = command {
                let done = do_it(*chore, &mut places);
                self.message(Message::Done(Box::new(done)));
            }
        }
    }
}

#[test]
fn notes_tags_and_bookmarks_are_kept_listed_and_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = driver();
    driver.keys("j i").type_text("Who else").keys("enter");
    driver.type_text("was there?").keys("esc #");
    driver.type_text("new-york meeting").keys("enter G m");
    driver.chores(folder.path());
    let kept = Kept::read(&folder.path().join("kept.toml")).expect("sound");
    assert_eq!(kept.items.len(), 2);
    assert_eq!(kept.items[0].note, "Who else\nwas there?");
    assert_eq!(kept.items[0].tags, ["new-york", "meeting"]);
    assert!(kept.items[1].bookmark);
    driver
        .keys("g B")
        .type_text("was there")
        .keys("esc B")
        .type_text("#meet");
    insta::assert_snapshot!(driver.screen());
    driver.keys("enter");
    assert_eq!(
        driver.day().map(|day| day.to_string()).as_deref(),
        Some("2015-09-28")
    );
    driver.keys("i ctrl-u ctrl-u backspace ctrl-u esc # ctrl-u enter");
    assert_eq!(driver.model.notebook.kept().items.len(), 1);
}

#[test]
fn letters_lead_back_to_events() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = driver();
    driver.keys("` a");
    assert!(driver.screen().contains("no event has a letter"));
    driver.keys("esc j ~ k G ~ e");
    assert_eq!(driver.said(), "` e comes back here");
    let last = driver.model.event_id();
    driver.keys("g ` k");
    let marked = driver.model.event_id();
    assert_eq!(
        driver.day().map(|day| day.to_string()).as_deref(),
        Some("2015-09-28")
    );
    driver.keys("` `");
    assert_eq!(driver.model.list.cursor, 0, "the key twice: back");
    driver.keys("` x");
    assert!(driver.screen().contains("nothing has x; there are e k"));
    // A letter leads to one place only, and is taken off where it leads.
    driver.keys("esc G ~ k");
    assert_eq!(driver.model.notebook.kept().items.len(), 1);
    driver.keys("g ` k");
    assert_eq!(driver.model.event_id(), last);
    assert_ne!(driver.model.event_id(), marked);
    driver.chores(folder.path());
    let kept = Kept::read(&folder.path().join("kept.toml")).expect("sound");
    assert_eq!(kept.items[0].letter, Some('k'));
    driver.keys("~ k");
    assert!(driver.model.notebook.kept().items.is_empty());
    driver.keys("~ -");
    assert!(driver.screen().contains("one letter or digit"));
}

#[test]
fn a_note_can_be_left_as_it_was_and_pasted() {
    let mut driver = driver();
    driver.keys("j i").type_text("draft").keys("ctrl-g");
    assert!(driver.model.notebook.kept().items.is_empty());
    driver.keys("i");
    let pasted = crate::tui::terminal::Input::Paste("one\r\ntwo\tthree".to_owned());
    driver.message(Message::Input(pasted));
    driver.keys("left left backspace esc");
    assert_eq!(driver.model.notebook.kept().items[0].note, "one\ntwo thee");
}

#[test]
fn a_faulty_file_is_told_and_nothing_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("kept.toml"), "[[event]]\nx = ").expect("written");
    let mut driver = driver();
    driver.keys("j m");
    driver.chores(folder.path());
    assert!(driver.said().starts_with("not kept: "), "{}", driver.said());
    driver.model.notebook.fault = Some("kept.toml:2: broken".to_owned());
    for keys in ["i", "B"] {
        driver.keys(keys);
        assert!(driver.said().contains("kept.toml:2: broken"), "{keys}");
    }
}

#[test]
fn views_are_saved_shown_and_forgotten() {
    let mut driver = driver();
    driver.keys("a").type_text("kerry").keys("enter V");
    driver.type_text("kerry only").keys("enter X V");
    assert_eq!(driver.model.filter.actors.len(), 0);
    driver.type_text("kerry").keys("enter");
    assert_eq!(driver.model.filter.actors.len(), 1);
    assert_eq!(driver.model.selection.count(), 3);
    driver.keys("V ctrl-x esc");
    assert!(driver.model.notebook.kept().views.is_empty());
}

#[test]
fn the_session_is_taken_up_again() {
    let mut driver = driver();
    driver
        .keys("G k > > c p a")
        .type_text("kerry")
        .keys("enter");
    let session = keeper::session(&driver.model);
    assert_eq!(session.query, "actor:\"John Kerry\"");
    let mut again = fixture::driver(120, 40);
    keeper::begin(&mut again.model, session.clone());
    again.message(Message::LoadEnded);
    assert_eq!(again.model.filter.actors.len(), 1);
    assert_eq!(again.model.panes.share, 60);
    assert_eq!(again.day(), driver.day());
    assert_eq!(again.model.lanes.actors, driver.model.lanes.actors);
    assert_eq!(keeper::session(&again.model), session);
}

#[test]
fn two_events_side_by_side() {
    let mut driver = driver();
    driver.keys("G v k v");
    assert!(matches!(
        driver.model.layers.last(),
        Some(Layer::Compare(_))
    ));
    insta::assert_snapshot!(driver.screen());
    driver.keys("tab");
    assert!(driver.screen().contains("Compare articles"));
    driver.keys("1");
    assert_eq!(
        driver.day().map(|day| day.to_string()).as_deref(),
        Some("2016-07-15")
    );
    driver.keys("g |");
    assert_eq!(driver.said(), "no other source tells of those days");
}

#[test]
fn an_export_asks_before_it_replaces() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.md");
    let mut driver = driver();
    driver.keys("j m a").type_text("putin").keys("enter W");
    driver.type_text("out.doc").keys("enter");
    assert!(driver.screen().contains("which form?"));
    driver
        .keys("ctrl-u")
        .type_text(&path.to_string_lossy())
        .keys("enter");
    driver.chores(folder.path());
    assert!(
        driver.said().starts_with("2 events in "),
        "{}",
        driver.said()
    );
    let text = std::fs::read_to_string(&path).expect("exported");
    assert!(text.contains("*bookmark*"), "{text}");
    std::fs::write(&path, "mine").expect("written");
    driver
        .keys("W")
        .type_text(&path.to_string_lossy())
        .keys("enter");
    driver.chores(folder.path());
    assert!(driver.screen().contains("The file is there already"));
    driver.keys("enter");
    driver.chores(folder.path());
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "mine");
    driver
        .keys("W")
        .type_text(&path.to_string_lossy())
        .keys("enter");
    driver.chores(folder.path());
    driver.keys("down enter");
    driver.chores(folder.path());
    assert!(
        std::fs::read_to_string(&path)
            .expect("there")
            .starts_with("# syria")
    );
    let bookmarks = folder.path().join("kept.csv");
    driver
        .keys("X alt-w")
        .type_text(&bookmarks.to_string_lossy())
        .keys("enter");
    driver.chores(folder.path());
    assert!(
        driver.said().starts_with("1 event in "),
        "{}",
        driver.said()
    );
    driver.keys("W").type_text("/dev/null/x.html").keys("enter");
    driver.chores(folder.path());
    assert!(
        driver.said().starts_with("nothing was exported: "),
        "{}",
        driver.said()
    );
}

#[test]
fn every_form_is_written_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.html", "a.md", "a.csv", "a.jsonl", "a.ics", "a.json"] {
        let mut driver = driver();
        let path = folder.path().join(name);
        driver
            .keys("W")
            .type_text(&path.to_string_lossy())
            .keys("enter");
        driver.chores(folder.path());
        assert!(
            driver.said().starts_with("9 events in "),
            "{}",
            driver.said()
        );
        assert!(path.metadata().expect("there").len() > 500, "{name}");
    }
    let names = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(names, 6, "no half files are left");
}

#[test]
fn a_failed_export_says_so() {
    let mut driver = driver();
    let failed = Done::Exported(Exported::Failed("x.html: no room".to_owned()));
    driver.message(Message::Done(Box::new(failed)));
    assert_eq!(driver.said(), "nothing was exported: x.html: no room");
}

#[test]
fn a_citation_is_added_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cited.txt");
    let mut driver = driver();
    for _ in 0..2 {
        driver
            .keys("j Y ctrl-u")
            .type_text(&path.to_string_lossy())
            .keys("enter");
        driver.chores(folder.path());
    }
    let text = std::fs::read_to_string(&path).expect("written");
    assert_eq!(text.lines().count(), 2);
    assert!(text.starts_with("28 September 2015: “"));
}

#[test]
fn the_source_opens_at_its_sentence() {
    let mut driver = driver();
    driver.keys("j o");
    let asked = driver.commands.iter().find_map(|command| match command {
        Command::Edit { path, words, .. } => Some((path.clone(), words.clone())),
        _ => None,
    });
    let (path, words) = asked.expect("an editor is asked for");
    assert_eq!(path, Path::new("sample.txt"));
    assert!(words.starts_with("Vladimir Putin and Barack Obama"));
    driver.keys("O");
    assert_eq!(driver.said(), "the article names no address");
}

#[test]
fn lanes_stand_below_the_strip() {
    let mut driver = driver();
    driver.keys("j p a").type_text("kerry").keys("ctrl-t esc");
    assert_eq!(driver.model.lanes.selections.len(), 2);
    insta::assert_snapshot!(driver.screen());
    driver.keys("p");
    assert_eq!(driver.model.lanes.actors.len(), 1);
    driver.keys("+ + ctrl-left ctrl-right 0 ctrl-left");
    assert!(driver.said().starts_with("the strip shows everything"));
}

#[test]
fn the_picker_tells_who_else_appears() {
    let mut driver = driver();
    driver.keys("a").type_text("kerry");
    let screen = driver.screen();
    assert!(screen.contains("Who else appears"), "{screen}");
    let after = screen.split("Who else appears").nth(1).unwrap_or("");
    assert!(after.contains("Vladimir Putin"), "{screen}");
}

#[test]
fn chores_are_asked_for_and_nothing_else_waits() {
    let mut driver = driver();
    driver.keys("j m");
    assert!(driver.commands.iter().any(|command| {
        matches!(command, Command::Chore(chore) if matches!(**chore, Chore::Keep(_)))
    }));
}
