//! Standard output and error: exit codes, the closed pipe, safe messages.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::process::{ExitCode, Termination};

use crate::text::safe;

/// What the process says with its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: nothing matched, or `check` found something.
    Nothing,
    /// 2: usage error, or nothing could be read.
    Usage,
    /// 128 and the signal's number: ended by a signal (130: interrupted).
    Signal(i32),
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Usage => 2,
            Self::Signal(number) => 128_u8.saturating_add(u8::try_from(number).unwrap_or(0)),
        })
    }
}

/// One line on standard error, made safe.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "dateline: {}", safe(message));
}

/// Whether an error comes from a reader that went away (`| head`).
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Buffered standard output that knows whether people are looking.
pub struct Out {
    inner: BufWriter<Stdout>,
    /// Whether to colour: a terminal, and NO_COLOR not set.
    pub colour: bool,
}

impl Out {
    /// Opens standard output.
    pub fn new() -> Self {
        let stdout = io::stdout();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        let colour = stdout.is_terminal() && !no_color && !dumb;
        Self {
            inner: BufWriter::with_capacity(1 << 16, stdout),
            colour,
        }
    }

    /// What switches bold on and off again; nothing when not coloured.
    pub fn bold(&self) -> (&'static str, &'static str) {
        if self.colour {
            ("\x1b[1m", "\x1b[0m")
        } else {
            ("", "")
        }
    }

    /// A record as one line of JSON in which every control, DEL, C1,
    /// separator and bidi character is escaped.
    ///
    /// # Errors
    /// When standard output fails.
    pub fn json(&mut self, record: &impl serde::Serialize) -> io::Result<()> {
        crate::text::json::write(&mut self.inner, record)?;
        self.inner.write_all(b"\n")
    }
}

impl Default for Out {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
