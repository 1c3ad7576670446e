//! `dateline completions` and `dateline man`, made from the same definition
//! that parses the command line.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::output::{Exit, Out};

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
    print(&text)
}

fn print(bytes: &[u8]) -> anyhow::Result<Exit> {
    let mut out = Out::new();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Exit::Done)
}
