//! The program in a pseudo-terminal.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Longest wait for anything; a loaded machine may need some of it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Terminal {
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) writer: Box<dyn Write + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) output: Receiver<Vec<u8>>,
    pub(crate) screen: vt100::Parser,
    pub(crate) raw: Vec<u8>,
    pub(crate) home: Option<tempfile::TempDir>,
}

impl Terminal {
    pub(crate) fn open(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().expect("a home");
        Self::at_home(columns, rows, arguments, home, &[])
    }

    /// With a home folder of one's own, and variables.
    pub(crate) fn at_home(
        columns: u16,
        rows: u16,
        arguments: &[&str],
        home: tempfile::TempDir,
        variables: &[(&str, &str)],
    ) -> Self {
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let writer = pty.master.take_writer().expect("a writer");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count) = reader.read(&mut chunk) {
                if count == 0 || send.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master: pty.master,
            writer,
            child,
            output,
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            home: Some(home),
        }
    }

    /// With the bundled corpus, loaded to the end.
    pub(crate) fn loaded(columns: u16, rows: u16) -> Self {
        let mut terminal = Self::open(columns, rows, &[]);
        terminal.wait("the corpus", |screen| {
            let busy = ["loading", "MB/s", "dating…"];
            screen.contains(" events") && !busy.iter().any(|word| screen.contains(word))
        });
        terminal
    }

    pub(crate) fn take(&mut self, timeout: Duration) -> bool {
        match self.output.recv_timeout(timeout) {
            Ok(bytes) => {
                self.raw.extend_from_slice(&bytes);
                self.screen.process(&bytes);
                true
            }
            Err(_) => false,
        }
    }

    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} did not appear:\n{}", self.text());
            self.take(left.min(Duration::from_millis(200)));
        }
    }

    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    /// Waits until the row under the cursor bar has some text.
    pub(crate) fn wait_selected(&mut self, text: &str) {
        self.wait(text, |screen| {
            let mut rows = screen.lines().filter(|line| line.starts_with('▌'));
            rows.any(|row| row.contains(text))
        });
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.writer
            .write_all(keys.as_bytes())
            .expect("keys are taken");
        self.writer.flush().expect("keys are taken");
    }

    /// The row under the cursor bar.
    pub(crate) fn selected(&self) -> String {
        let text = self.text();
        let row = text.lines().find(|line| line.starts_with('▌'));
        row.unwrap_or_default().to_owned()
    }

    pub(crate) fn signal(&self, name: &str) {
        let process = self.child.process_id().expect("a process").to_string();
        let done = Command::new("kill").args(["-s", name, &process]).status();
        assert!(done.expect("kill runs").success());
    }

    pub(crate) fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                while self.take(Duration::from_millis(100)) {}
                return status;
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.text());
            self.take(Duration::from_millis(50));
        }
    }

    /// Whether the terminal was given back as it was.
    pub(crate) fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are as before");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a window has cells")
}

pub(crate) fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
