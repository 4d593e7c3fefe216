//! Files that nobody else may read, whole or not there.

use std::fs::{self, DirBuilder, File};
use std::io::{ErrorKind, Result, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Puts a file in the place of what was there, on the disk before this returns.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // It has mode 0600, and goes if it does not get its name.
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(path)?;
    File::open(folder)?.sync_all()
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
