//! Copies of the database.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{connect, folder};
use crate::error::StoreError;

/// A copy that was made and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// How the names of our copies begin; erasure and restoring know them by it.
pub(super) const PREFIX: &str = "afterglow-";
pub(super) const SUFFIX: &str = ".db";
/// A copy that is still being written.
pub(super) const UNFINISHED: &str = ".unfinished";

/// The name of a backup made at this moment, in UTC.
pub(super) fn name(now: Timestamp) -> String {
    format!("{PREFIX}{}{SUFFIX}", now.strftime("%Y%m%dT%H%M%S%.3fZ"))
}

/// The name of the copy that is made before a file is brought up to date.
pub(super) fn name_before_version(folder: &Path, version: u32) -> String {
    let name = |n: u32| format!("{PREFIX}before-version-{version}-{n}{SUFFIX}");
    let free = (1..1000).map(name).find(|name| !folder.join(name).exists());
    free.unwrap_or_else(|| name(1000))
}

/// Writes a copy under its final name only once it is verified and on the disk.
pub(super) async fn make(database: &Path, to_folder: &Path, name: &str) -> Result<Backup, StoreError> {
    let to_folder =
        std::path::absolute(to_folder).map_err(|error| StoreError::io("find the folder", &error))?;
    folder::make_folder(&to_folder)?;
    let path = to_folder.join(name);
    let unfinished = folder::with_suffix(&path, UNFINISHED);
    let made = copy(database, &unfinished).await.and_then(|()| put(&unfinished, &path, &to_folder));
    if let Err(error) = made {
        // The reason is what counts; a rest of it is removed later.
        let _ = folder::remove(&unfinished);
        return Err(error);
    }
    let bytes = fs::metadata(&path).map_err(|error| StoreError::io("look at the copy", &error))?.len();
    Ok(Backup { path, bytes })
}

/// Copies what is committed in `database`, its log included, into the one file `copy`, and verifies that.
pub(super) async fn copy(database: &Path, copy: &Path) -> Result<(), StoreError> {
    folder::remove(copy)?;
    // SQLite takes over an empty file with its mode; by itself it would let others read it.
    drop(folder::make_file(copy)?);
    let target = copy
        .to_str()
        .ok_or(StoreError::Io { doing: "name the copy", kind: std::io::ErrorKind::InvalidFilename })?;
    let mut source = connect::reader(database).await?;
    let copied = sqlx::query("VACUUM INTO ?").bind(target).execute(&mut source).await;
    connect::close(source).await?;
    copied?;
    folder::sync(copy).await?;
    let mut written = connect::reader(copy).await?;
    let checked = match connect::version(&mut written).await {
        Ok(0) => Err(StoreError::Corrupt),
        Ok(_) => connect::check_whole(&mut written).await,
        Err(error) => Err(error),
    };
    connect::close(written).await?;
    checked
}

/// Gives a finished copy its name; never that of a file which is there already.
fn put(unfinished: &Path, path: &Path, to_folder: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::Io { doing: "name the copy", kind: std::io::ErrorKind::AlreadyExists });
    }
    fs::rename(unfinished, path).map_err(|error| StoreError::io("name the copy", &error))?;
    folder::sync_folder(to_folder)
}

/// Removes copies that were never finished: they can hold somebody who has been erased since.
pub(super) fn remove_unfinished(backups: &Path) -> Result<(), StoreError> {
    for path in list(backups)? {
        if is_ours(&path) && path.to_string_lossy().ends_with(UNFINISHED) {
            folder::remove(&path)?;
        }
    }
    Ok(())
}

/// Whether the name is one that this program gives.
pub(super) fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
}

/// Everything in a folder, in order; nothing if there is no such folder.
pub(super) fn list(backups: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error: std::io::Error| StoreError::io("look into the folder of backups", &error);
    let entries = match fs::read_dir(backups) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(failed)?;
    paths.sort();
    Ok(paths)
}
