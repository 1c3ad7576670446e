//! The bindings, the manual page, the guide and README tell the same keys.

use std::fs;
use std::path::Path;
use std::process::Command;

use dateline::tui::{Action, Keymap};

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of tables whose first cell holds keys: the cells without marks.
fn rows(markdown: &str, heading: &str) -> Vec<(String, String)> {
    let after = markdown.split(heading).nth(1).unwrap_or("");
    let section = after.split("\n## ").next().unwrap_or("");
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            // A bar inside a cell is written with a backslash.
            let line = line.replace("\\|", "\u{1}");
            let mut cells = line.trim_matches('|').split('|');
            let mut cell = || {
                let text = cells.next().unwrap_or("").trim();
                text.replace('\u{1}', "|")
            };
            let keys = cell().replace("`` ` ``", "`\u{1}`").replace("` `", " ");
            (keys.trim_matches('`').replace('\u{1}', "`"), cell())
        })
        .collect()
}

#[test]
fn the_guide_tells_every_key() {
    let keymap = Keymap::built_in();
    let told = rows(&file("docs/guide.md"), "## All keys");
    let wanted: Vec<(String, String)> = Action::ALL
        .iter()
        .map(|action| (keymap.shown(*action), action.description().to_owned()))
        .collect();
    for row in &wanted {
        assert!(
            told.contains(row),
            "docs/guide.md lacks | `{}` | {} |",
            row.0.replace(' ', "` `").replace('|', "\\|"),
            row.1
        );
    }
    assert_eq!(
        told.len(),
        wanted.len(),
        "docs/guide.md tells more than there is"
    );
}

#[test]
fn readme_tells_no_key_that_does_something_else() {
    let keymap = Keymap::built_in();
    let told = rows(&file("README.md"), "## Keys");
    assert!(told.len() >= 20, "README.md tells the keys one needs daily");
    for (keys, what) in told {
        let action = Action::ALL
            .iter()
            .find(|action| action.description() == what);
        let action = action.unwrap_or_else(|| panic!("README.md: no action {what:?}"));
        let bound = keymap.shown(*action);
        for key in keys.split(' ') {
            assert!(
                bound.split(' ').any(|one| one == key),
                "README.md: {key} is not {what:?}; that is {bound}"
            );
        }
    }
}

#[test]
fn the_manual_page_tells_every_key() {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("man")
        .output()
        .expect("the program starts");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    let page = page
        .replace("\\-", "-")
        .replace("\\&", "")
        .replace("\\e", "\\");
    let keymap = Keymap::built_in();
    for action in Action::ALL {
        let keys = format!("\\fB{}\\fR", keymap.shown(*action));
        let told = format!("{}: {}", action.name(), action.description());
        assert!(page.contains(&keys), "the manual page lacks {keys}");
        assert!(page.contains(&told), "the manual page lacks {told}");
    }
}

#[test]
fn the_keymap_file_names_every_action() {
    for action in Action::ALL {
        let line = format!("\n{} = [", action.name());
        assert!(
            dateline::tui::DEFAULT_KEYMAP.contains(&line),
            "assets/keymap.toml lacks {}",
            action.name()
        );
    }
}

/// Tests named in docs/wishes.md are there.
#[test]
fn the_tests_that_wishes_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    for folder in ["src/tui", "tests"] {
        collect(&root.join(folder), &mut code);
    }
    let wishes = file("docs/wishes.md");
    let mut named = 0;
    for piece in wishes.split('`').skip(1).step_by(2) {
        let last = piece.rsplit([':', ' ']).next().unwrap_or("");
        let is_name =
            last.contains('_') && last.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if is_name && !piece.contains('/') || piece.starts_with("tests/pty: ") {
            named += 1;
            assert!(
                code.contains(&format!("fn {last}(")) || code.contains(&format!("    {last} ")),
                "docs/wishes.md names {piece}, which is not there"
            );
        } else if piece.starts_with("tests/") || piece.starts_with("benches/") {
            assert!(root.join(piece).exists(), "docs/wishes.md names {piece}");
        }
    }
    assert!(named > 20, "{named} tests are named");
}

fn collect(folder: &Path, code: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, code);
        } else if path.extension().is_some_and(|e| e == "rs") {
            code.push_str(&fs::read_to_string(&path).expect("text"));
        }
    }
}
