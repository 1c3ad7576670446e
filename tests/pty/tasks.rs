//! What people come for, on the bundled corpus, and how many keys it takes.
//! Names, dates and file names are typed and not counted. docs/guide.md tells
//! the same keys.

use crate::terminal::Terminal;

/// Keys a task may take.
const MOST: usize = 12;

/// The program with a counter of keys.
struct Task {
    terminal: Terminal,
    keys: usize,
}

impl Task {
    fn begin() -> Self {
        Self {
            terminal: Terminal::loaded(120, 40),
            keys: 0,
        }
    }

    /// Presses keys: a character each.
    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys += keys.chars().count();
        self.terminal.send(keys);
        self
    }

    /// Types a name, a date, a file.
    fn name(&mut self, text: &str) -> &mut Self {
        self.terminal.send(text);
        self
    }

    fn sees(&mut self, text: &str) -> &mut Self {
        self.terminal.wait_for(text);
        self
    }

    fn done(mut self) {
        assert!(self.keys <= MOST, "{} keys", self.keys);
        self.terminal.send("q");
        assert_eq!(self.terminal.end().exit_code(), 0);
    }
}

/// The task's line of the guide names just these keys.
fn told(task: &str, keys: &str) {
    let guide = include_str!("../../docs/guide.md");
    let line = guide.lines().find(|line| line.contains(task));
    let line = line.unwrap_or_else(|| panic!("docs/guide.md does not tell {task:?}"));
    assert!(line.contains(keys), "{line} should tell {keys}");
}

#[test]
fn what_did_lavrov_say_in_october_2015() {
    told(
        "What did Lavrov say in October 2015?",
        "`a` lavrov `Enter` `S` `d` october 2015 `Enter`",
    );
    let mut task = Task::begin();
    task.press("a").sees("Actors").name("lavrov").press("\r");
    task.sees("Sergey Lavrov ×").press("S");
    task.sees("Sergey Lavrov says ×").press("d");
    task.name("october 2015").press("\r");
    task.sees("2015-10-01…2015-10-31 ×").sees("October 2015");
    task.sees("Sergey Lavrov says");
    task.done();
}

#[test]
fn when_did_putin_and_kerry_first_appear_together() {
    told(
        "When did Putin and Kerry first appear together?",
        "`a` putin `Tab` kerry `Enter` `g`",
    );
    let mut task = Task::begin();
    task.press("a").sees("Actors").name("putin");
    task.sees("› putin").press("\t").name("kerry");
    task.sees("› kerry").press("\r");
    task.sees("and John Kerry ×").press("g");
    task.terminal
        .wait("the first of them", |screen| screen.contains(" 1/"));
    task.done();
}

#[test]
fn what_happened_in_the_week_before_this() {
    told(
        "What happened in the week before this?",
        "`t` 14 july 2016 `Enter` `(`",
    );
    let mut task = Task::begin();
    task.press("t").name("14 july 2016").press("\r");
    task.sees("went to 14 July 2016").press("(");
    task.terminal.wait("an event before", |screen| {
        let row = screen.lines().find(|line| line.starts_with('▌'));
        row.is_some_and(|row| !row.contains("14 Thu"))
    });
    task.done();
}

#[test]
fn two_outlets_on_the_same_day_side_by_side() {
    told(
        "Two outlets on the same day side by side",
        "`t` 14 oct 2015 `Enter` `|`",
    );
    let mut task = Task::begin();
    task.press("t").name("14 oct 2015").press("\r");
    task.sees("went to 14 October 2015").press("|");
    task.sees("Compare events").sees("% shared");
    task.terminal.send("\u{1b}");
    task.terminal
        .wait("the panes", |screen| !screen.contains("Compare"));
    task.done();
}

#[test]
fn why_is_this_dated_so_and_correct_it() {
    told(
        "Why is this dated so, and correct it",
        "`w` `e` `Enter` 15 july 2016 `Enter`",
    );
    let mut task = Task::begin();
    task.terminal.send("t14 july 2016\r");
    task.sees("went to 14 July 2016").press("w");
    task.sees("Why this date").press("e");
    task.sees("the date of this article").press("\r");
    task.name("15 july 2016").press("\r");
    task.sees("U takes it back");
    task.terminal.send("E");
    task.sees("was published on 2016-07-15");
    task.terminal.send("\u{1b}");
    task.terminal
        .wait("the panes", |screen| !screen.contains("Corrections ·"));
    task.done();
}

#[test]
fn publish_the_filtered_view_as_html() {
    told(
        "Publish the filtered view as HTML",
        "`a` lavrov `Enter` `W` lavrov.html `Enter`",
    );
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("lavrov.html");
    let mut task = Task::begin();
    task.press("a").sees("Actors").name("lavrov").press("\r");
    task.sees("Sergey Lavrov ×").press("W");
    task.sees("export to:");
    let name = page.to_string_lossy().into_owned();
    task.name(&name).press("\r");
    task.sees(" events in ");
    let html = std::fs::read_to_string(&page).expect("the page");
    assert!(html.starts_with("<!doctype html>") && html.contains("Sergey Lavrov"));
    task.done();
}
