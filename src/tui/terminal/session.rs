//! Taking the terminal over and giving it back as it was.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

/// Alternate screen, cursor hidden, bracketed paste, focus reports.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?1004h";
/// All modes off, in the opposite order; also what a frame cut short by a
/// signal may have left on.
const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1004l\x1b[?2004l\x1b[m\x1b[2J\x1b[H\x1b[?25h\x1b[?1049l";
/// Button presses, drags and the wheel, in SGR form.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";
/// Dark or light? Contour's query, answered by the newer terminals, and
/// xterm's for the colour of the background, answered by most.
const ASK_DARK: &str = "\x1b[?996n\x1b]11;?\x07";

/// Whether the terminal is ours at the moment; the panic hook and the signal
/// thread must know it too.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether a full-screen interface can be shown: standard output is a
/// terminal that moves its cursor, and keys can be read.
pub fn is_usable() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    io::stdout().is_terminal()
        && !matches!(term.as_str(), "" | "dumb" | "unknown")
        && (io::stdin().is_terminal() || controlling_terminal().is_ok())
}

fn controlling_terminal() -> io::Result<File> {
    File::options().read(true).open("/dev/tty")
}

/// The terminal, taken over until dropped.
#[derive(Debug)]
pub struct Session {
    mouse: bool,
}

impl Session {
    /// Takes the terminal over. A panic gives it back before its message is
    /// printed.
    ///
    /// # Errors
    /// When the line settings can't be changed or nothing can be written.
    pub fn start(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let mut session = Self { mouse };
        session.enter()?;
        Ok(session)
    }

    /// Asks whether the background is dark; the answer comes as input, if one
    /// comes. Nothing waits for it.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn ask_background(&mut self) -> io::Result<()> {
        self.write(ASK_DARK.as_bytes())
    }

    /// Takes it over again after [`Session::leave`].
    ///
    /// # Errors
    /// As for [`Session::start`].
    pub fn enter(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mouse = if self.mouse { MOUSE_ON } else { "" };
        self.write(format!("{ENTER}{mouse}").as_bytes())
    }

    /// Gives the terminal back as it was.
    pub fn leave(&mut self) {
        give_back();
    }

    /// Turns mouse reports on or off.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if self.mouse == on {
            return Ok(());
        }
        self.mouse = on;
        self.write(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Writes to the terminal, at once.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Puts text on the terminal's clipboard (OSC 52), where it allows that.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        self.write(format!("\x1b]52;c;{}\x07", base64(text.as_bytes())).as_bytes())
    }

    /// Columns and rows, at least one each.
    pub fn size(&self) -> (u16, u16) {
        let (columns, rows) = crossterm::terminal::size().unwrap_or((80, 24));
        (columns.clamp(1, 1000), rows.clamp(1, 1000))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// Restores the line settings and modes, once; the terminal may be gone
/// already, so nothing can be done about errors.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(LEAVE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// The line settings alone, for when the terminal takes no more bytes.
pub(super) fn give_back_settings() {
    let _ = disable_raw_mode();
}

fn restore_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let next = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            next(info);
        }));
    });
}

/// Holds the reader of the keyboard back while another program has the
/// terminal.
#[derive(Debug)]
pub struct Keyboard {
    wake: PipeWriter,
    paused: Receiver<()>,
    resume: Sender<()>,
}

impl Keyboard {
    /// Returns once nothing reads the keyboard any more.
    pub fn pause(&mut self) {
        if self.wake.write_all(b"p").is_ok() {
            // The end of the reader is a pause as well.
            let _ = self.paused.recv();
        }
    }

    /// Reads on.
    pub fn resume(&mut self) {
        let _ = self.resume.send(());
    }
}

/// Reads the keyboard on a thread of its own. Sends each piece as it comes;
/// the end of the channel is the end of the terminal.
///
/// # Errors
/// When no thread can be started.
pub fn read_keys(bytes: Sender<Vec<u8>>) -> io::Result<Keyboard> {
    let (wakened, wake) = io::pipe()?;
    let (pause, paused) = bounded(1);
    let (resume, resumed) = bounded(1);
    let held = Held {
        wakened,
        pause,
        resumed,
    };
    std::thread::Builder::new()
        .name("keys".into())
        .spawn(move || {
            if io::stdin().is_terminal() {
                forward(io::stdin().lock(), &bytes, &held);
            } else if let Ok(terminal) = controlling_terminal() {
                forward(terminal, &bytes, &held);
            }
        })?;
    Ok(Keyboard {
        wake,
        paused,
        resume,
    })
}

/// The reader's end of a [`Keyboard`].
struct Held {
    wakened: PipeReader,
    pause: Sender<()>,
    resumed: Receiver<()>,
}

impl Held {
    /// Waits until there is something to read; false when there never will
    /// be.
    fn wait(&self, keyboard: impl AsFd) -> bool {
        loop {
            let mut both = [
                PollFd::new(&keyboard, PollFlags::IN),
                PollFd::new(&self.wakened, PollFlags::IN),
            ];
            match poll(&mut both, None) {
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                // Without polling one can still read.
                Err(_) => return true,
            }
            let [keys, wakened] = both.map(|fd| fd.revents());
            if wakened.contains(PollFlags::IN) {
                let mut byte = [0];
                let asked = (&self.wakened).read(&mut byte).unwrap_or(0);
                if asked == 0 || self.pause.send(()).is_err() || self.resumed.recv().is_err() {
                    return false;
                }
                continue;
            }
            if !keys.is_empty() {
                return true;
            }
            // The interface is gone.
            if wakened.contains(PollFlags::HUP) {
                return false;
            }
        }
    }
}

/// Until the end of the input, an error, or nobody listens.
fn forward(mut keyboard: impl Read + AsFd, bytes: &Sender<Vec<u8>>, held: &Held) {
    let mut chunk = [0; 1 << 16];
    while held.wait(&keyboard) {
        match keyboard.read(&mut chunk) {
            Ok(0) => return,
            Ok(count) => {
                if bytes.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= chunk.len() {
                letter as char
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standards_examples() {
        let of = |text: &str| base64(text.as_bytes());
        assert_eq!(of(""), "");
        assert_eq!(of("f"), "Zg==");
        assert_eq!(of("fo"), "Zm8=");
        assert_eq!(of("foobar"), "Zm9vYmFy");
    }

    #[test]
    fn the_end_of_the_keyboard_ends_the_channel() {
        let (send, receive) = crossbeam_channel::bounded(4);
        let (wakened, _wake) = io::pipe().unwrap();
        let (pause, _paused) = bounded(1);
        let (_resume, resumed) = bounded(1);
        let held = Held {
            wakened,
            pause,
            resumed,
        };
        let (keys, mut typed) = io::pipe().unwrap();
        typed.write_all(b"keys").unwrap();
        drop(typed);
        forward(keys, &send, &held);
        drop(send);
        assert_eq!(receive.recv(), Ok(b"keys".to_vec()));
        assert!(receive.recv().is_err());
    }
}
