//! Files that change while one looks, and a search through all of them.

use crate::terminal::Terminal;

fn article(day: u32, actor: &str) -> String {
    format!(
        "Talks of day {day}\n\nVIENNA, {day} October 2015.\n\n\
         The plan was old.\n\n{actor} met John Kerry on {day} October 2015.\n"
    )
}

fn opened(folder: &tempfile::TempDir, more: &[&str]) -> Terminal {
    let path = folder.path().to_string_lossy().into_owned();
    let mut arguments = more.to_vec();
    arguments.push(&path);
    let mut terminal = Terminal::open(110, 30, &arguments);
    terminal.wait("the corpus", |screen| {
        let busy = ["loading", "MB/s", "dating…"];
        screen.contains(" events") && !busy.iter().any(|word| screen.contains(word))
    });
    terminal
}

#[test]
fn files_come_change_and_go_and_the_cursor_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    write("c.txt", article(20, "Sergey Lavrov"));
    write("d.txt", article(27, "Federica Mogherini"));
    let mut terminal = opened(&folder, &[]);
    terminal.send("j");
    terminal.wait_selected("27 Tue");
    let selected = |terminal: &Terminal| {
        let row = terminal.selected();
        row.split('│').next().unwrap_or_default().to_owned()
    };
    let here = selected(&terminal);
    // Comes before everything in time and in the order of names.
    write("a.txt", article(6, "Boris Brandt"));
    terminal.wait_for("Boris Brandt met");
    assert_eq!(selected(&terminal), here);
    write("a.txt", article(7, "Carla Castell"));
    terminal.wait_for("Carla Castell met");
    terminal.wait("the old words to go", |screen| {
        !screen.contains("Boris Brandt met")
    });
    assert_eq!(selected(&terminal), here);
    std::fs::remove_file(folder.path().join("c.txt")).expect("removed");
    terminal.wait("its event to go", |screen| !screen.contains("Lavrov met"));
    assert_eq!(selected(&terminal), here);
    // A filter stays too: only who was asked for.
    terminal.send("aMogherini\r");
    terminal.wait_for("Federica Mogherini ×");
    write("b.txt", article(13, "Federica Mogherini"));
    terminal.wait_for("13 Tue");
    assert!(
        !terminal.text().contains("Carla Castell met"),
        "{}",
        terminal.text()
    );
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn whole_articles_are_searched_hit_by_hit() {
    let folder = tempfile::tempdir().expect("a folder");
    for day in [6, 13, 20] {
        let path = folder.path().join(format!("{day}.txt"));
        std::fs::write(path, article(day, "Sergey Lavrov")).expect("written");
    }
    let mut terminal = opened(&folder, &["--no-watch"]);
    // In no sentence of an event.
    terminal.send("bplan was\r");
    terminal.wait_for("“plan was”: hit 1 of 3");
    terminal.send("n");
    terminal.wait_for("hit 2 of 3");
    terminal.wait_for("Talks of day 13");
    terminal.send("nn");
    terminal.wait_for("from the first hit again");
    terminal.send("N");
    terminal.wait_for("from the last hit again");
    terminal.send("N");
    terminal.wait_for("hit 2 of 3");
    terminal.send("\u{1b}");
    terminal.wait("the search to end", |screen| !screen.contains("hit 2 of 3"));
    terminal.send("b/PLAN|pl.n w/\r");
    terminal.wait_for("/PLAN|pl.n w/: hit 1 of 3");
    terminal.send("b/(/\r");
    terminal.wait_for("not a regular expression");
    terminal.send("\u{1b}");
    terminal.send("bnowhere to be found\r");
    terminal.wait_for("found nowhere");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
}
