//! Signals as messages.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::session;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End now; the number gives the exit code.
    End(i32),
    /// Stop until continued.
    Stop,
    /// Continued after a stop.
    Continue,
    /// The window may have another size.
    Resize,
}

/// How long the interface may take to end before it is ended.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Whether another program has the terminal.
static HELD: AtomicBool = AtomicBool::new(false);

/// While it lives another program has the terminal: what interrupts that one
/// does not end this one, and what stops it stops both.
pub struct Holding(());

/// Begins to hold signals back.
pub fn hold_signals() -> Holding {
    HELD.store(true, Ordering::SeqCst);
    Holding(())
}

impl Drop for Holding {
    fn drop(&mut self) {
        HELD.store(false, Ordering::SeqCst);
    }
}

static ENDING: AtomicBool = AtomicBool::new(false);

/// Sends a [`Signal`] for each signal that concerns the interface. When it
/// does not end within a moment after being told to (the terminal takes no
/// bytes, say), the process is ended here.
///
/// # Errors
/// When the handlers can't be installed.
pub fn watch_signals(send: Sender<Signal>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                if HELD.load(Ordering::SeqCst) {
                    match signal {
                        SIGTSTP => {
                            // Returns when continued.
                            let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                            continue;
                        }
                        SIGINT | SIGQUIT | SIGCONT => continue,
                        _ => {}
                    }
                }
                let message = match signal {
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continue,
                    SIGWINCH => Signal::Resize,
                    _ => Signal::End(signal),
                };
                let unheard = send.send(message).is_err();
                if let Signal::End(signal) = message
                    && !ENDING.swap(true, Ordering::SeqCst)
                {
                    end_when_late(signal, unheard);
                }
            }
        })?;
    Ok(())
}

fn end_when_late(signal: i32, unheard: bool) {
    let patience = if unheard { Duration::ZERO } else { PATIENCE };
    let watch = move || {
        let deadline = Instant::now() + patience;
        while let Some(left) = deadline.checked_duration_since(Instant::now()) {
            std::thread::sleep(left);
        }
        session::give_back_settings();
        std::process::exit(128 + signal);
    };
    // Without a thread to spare there is nobody left to wait for.
    if std::thread::Builder::new()
        .name("end".into())
        .spawn(watch)
        .is_err()
    {
        std::process::exit(128 + signal);
    }
}
