//! `dateline completions` and `dateline man`, made from the same definition
//! that parses the command line.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::output::{Exit, Out};
use crate::tui::{Action, Keymap};

/// Prints completions for a shell.
///
/// # Errors
/// When the output fails.
pub fn completions(shell: Shell) -> anyhow::Result<Exit> {
    // The generator panics when its writer fails; memory does not.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dateline", &mut script);
    print(&script)
}

/// Prints the manual page: the program, then each command.
///
/// # Errors
/// When the output fails.
pub fn page() -> anyhow::Result<Exit> {
    let command = Args::command();
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for sub in command.get_subcommands() {
        writeln!(text, ".SH DATELINE {}", sub.get_name().to_uppercase())?;
        let man = clap_mangen::Man::new(sub.clone());
        man.render_description_section(&mut text)?;
        man.render_options_section(&mut text)?;
    }
    keys(&mut text)?;
    print(&text)
}

/// What the keys of the screen do, as the program itself binds them.
fn keys(text: &mut Vec<u8>) -> std::io::Result<()> {
    let keymap = Keymap::built_in();
    writeln!(text, ".SH KEYS")?;
    writeln!(
        text,
        "On the screen; a file keymap.toml in the configuration folder changes them. \
         With \\-\\-plain the names are typed."
    )?;
    let mut group = None;
    for action in Action::ALL {
        if group != Some(action.group()) {
            group = Some(action.group());
            writeln!(text, ".SS {}", action.group().title())?;
        }
        writeln!(text, ".TP")?;
        writeln!(text, "\\fB{}\\fR", troff(&keymap.shown(*action)))?;
        let told = format!("{}: {}", action.name(), action.description());
        writeln!(text, "{}", troff(&told))?;
    }
    Ok(())
}

/// Text that troff takes as it is.
fn troff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    match escaped.starts_with(['.', '\'']) {
        true => format!("\\&{escaped}"),
        false => escaped,
    }
}

fn print(bytes: &[u8]) -> anyhow::Result<Exit> {
    let mut out = Out::new();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Exit::Done)
}
