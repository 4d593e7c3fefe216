//! Putting a backup in the place of the database.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::folder::{self, Place};
use super::{backup, connect};
use crate::error::StoreError;

/// What restoring did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the database that was there before is kept.
    pub replaced: Option<PathBuf>,
}

/// Puts a backup in the place of the database, which must not be open. The backup stays as it is.
///
/// Everything is verified before anything is changed, and the change is one rename. What was there before is kept in `backups` beside the database, even if it is damaged.
/// An older backup is brought up to date when the database is next opened.
///
/// # Errors
///
/// [`Locked`](StoreError::Locked) while a [`Store`](crate::Store) has the database open; what is wrong with the backup
/// ([`Corrupt`](StoreError::Corrupt), [`NotADatabase`](StoreError::NotADatabase),
/// [`ForeignDatabase`](StoreError::ForeignDatabase), [`NewerSchema`](StoreError::NewerSchema)); or a file cannot be
/// written. The database is as it was then.
pub async fn restore(backup: &Path, database: &Path, now: Timestamp) -> Result<Restored, StoreError> {
    let backup = std::path::absolute(backup).map_err(|error| StoreError::io("find the backup", &error))?;
    let place = Place::new(database)?;
    folder::make_folder(place.folder())?;
    let lock = place.lock()?;
    let incoming = folder::with_suffix(&place.database, ".incoming");
    let restored = replace(&backup, &incoming, &place, now).await;
    if restored.is_err() {
        // The reason is what counts; the next try begins by removing it.
        let _ = folder::remove(&incoming);
    }
    // Closing the file would do it, but not while a child process that is just being started holds it open, too.
    let _ = lock.unlock();
    restored
}

async fn replace(
    backup: &Path,
    incoming: &Path,
    place: &Place,
    now: Timestamp,
) -> Result<Restored, StoreError> {
    check(backup).await?;
    backup::copy(backup, incoming).await?;
    let replaced = if place.database.exists() { Some(keep(place, now).await?) } else { None };
    // A log of the old file would be played into the new one.
    folder::remove_companions(&place.database)?;
    folder::sync_folder(place.folder())?;
    fs::rename(incoming, &place.database).map_err(|error| StoreError::io("replace the database", &error))?;
    folder::sync_folder(place.folder())?;
    Ok(Restored { replaced })
}

/// The copy is checked as well, but copying could leave out what is damaged and call the rest whole.
async fn check(backup: &Path) -> Result<(), StoreError> {
    let mut connection = connect::reader(backup).await?;
    let checked = match connect::version(&mut connection).await {
        Ok(0) => Err(StoreError::NotADatabase),
        Ok(_) => connect::check_whole(&mut connection).await,
        Err(error) => Err(error),
    };
    connect::close(connection).await?;
    checked
}

/// Keeps the database that is there: as one verified file if it can be read, otherwise the files as they are.
async fn keep(place: &Place, now: Timestamp) -> Result<PathBuf, StoreError> {
    let name = backup::name(now).replacen(backup::PREFIX, "afterglow-replaced-", 1);
    match backup::make(&place.database, &place.backups, &name).await {
        Ok(kept) => {
            // The log goes into the file, so that nothing is missing there should the next steps not come.
            let mut current = connect::writer(&place.database).await?;
            let emptied = connect::checkpoint(&mut current).await;
            connect::close(current).await?;
            emptied.map(|()| kept.path)
        }
        Err(error @ (StoreError::DiskFull | StoreError::ReadOnly | StoreError::Locked)) => Err(error),
        Err(_) => keep_raw(place, &place.backups.join(name)).await,
    }
}

async fn keep_raw(place: &Place, kept: &Path) -> Result<PathBuf, StoreError> {
    if kept.exists() {
        return Err(StoreError::Io { doing: "keep the database", kind: std::io::ErrorKind::AlreadyExists });
    }
    folder::make_folder(&place.backups)?;
    for suffix in ["", "-wal"] {
        let from = folder::with_suffix(&place.database, suffix);
        if from.exists() {
            let to = folder::with_suffix(kept, suffix);
            drop(folder::make_file(&to)?);
            fs::copy(&from, &to).map_err(|error| StoreError::io("keep the database", &error))?;
            folder::sync(&to).await?;
        }
    }
    folder::sync_folder(&place.backups)?;
    Ok(kept.to_path_buf())
}
