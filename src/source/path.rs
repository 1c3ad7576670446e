//! Paths as they are kept on disk: their bytes, whatever they are.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serializer};

/// Writes a path.
///
/// # Errors
/// When the form can't be written.
pub fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(&bytes(path))
}

/// Reads a path.
///
/// # Errors
/// When it is malformed.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Ok(from_bytes(Vec::<u8>::deserialize(from)?))
}

/// The bytes of a path; where paths are no bytes, its text, which may lose
/// what is not Unicode.
pub fn bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        path.as_os_str().as_bytes().to_vec()
    }
    #[cfg(not(unix))]
    {
        path.to_string_lossy().into_owned().into_bytes()
    }
}

fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        std::ffi::OsString::from_vec(bytes).into()
    }
    #[cfg(not(unix))]
    {
        String::from_utf8_lossy(&bytes).into_owned().into()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStringExt;

    #[test]
    fn a_path_that_is_no_unicode_comes_back() {
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Kept(#[serde(with = "super")] PathBuf);
        let path = PathBuf::from(std::ffi::OsString::from_vec(b"a\xff/b".to_vec()));
        let bytes = postcard::to_allocvec(&Kept(path.clone())).expect("it has a form");
        let back: Kept = postcard::from_bytes(&bytes).expect("it was just written");
        assert_eq!(back.0, path);
    }
}
