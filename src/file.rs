//! Files written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file beside `path`, flushes it to the disk and puts it in its
/// place: a failure leaves what was there as it was, and no half file.
///
/// # Errors
/// What the system or `write` says.
pub fn whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let part = folder.join(name);
    let put = || {
        let mut file = io::BufWriter::new(fs::File::create(&part)?);
        write(&mut file)?;
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&part, path)?;
        // The name is safe only when the folder is; not every system lets one
        // flush a folder, and then there is nothing more to do.
        if let Ok(folder) = fs::File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    };
    put().inspect_err(|_| {
        // The error matters, not whether tidying up worked too.
        let _ = fs::remove_file(&part);
    })
}

/// As [`whole`], and the folder is made if need be.
///
/// # Errors
/// As [`whole`].
pub fn whole_with_folder(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    whole(path, write)
}

/// Does something while no other program that asks the same is at the files
/// of this one's folder: what is read, changed and written back is lost by
/// nobody. Where folders cannot be locked it is done without.
pub fn alone<T>(path: &Path, work: impl FnOnce() -> T) -> T {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    // The folder itself is locked, so that no file of locks is left in it.
    let lock = fs::File::open(folder.unwrap_or(Path::new(".")));
    let _held = lock.ok().filter(|folder| folder.lock().is_ok());
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub").join("a.txt");
        assert!(whole(&path, |out| out.write_all(b"no folder")).is_err());
        whole_with_folder(&path, |out| out.write_all(b"first")).unwrap();
        let failed = whole(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
