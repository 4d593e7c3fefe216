//! The database's folder: which files are in it, who may read them, and the lock.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// The files of one database, as absolute paths.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) database: PathBuf,
    pub(super) backups: PathBuf,
    folder: PathBuf,
}

impl Place {
    pub(super) fn new(database: &Path) -> Result<Self, StoreError> {
        // A relative name could begin with `file:`, which SQLite would read as a URI.
        let database =
            std::path::absolute(database).map_err(|error| StoreError::io("find the database", &error))?;
        let no_folder = StoreError::Io { doing: "find the database", kind: io::ErrorKind::IsADirectory };
        // Behind a link there is one file, which must have one lock.
        let database = fs::canonicalize(&database).unwrap_or(database);
        let folder = database.parent().ok_or(no_folder)?.to_path_buf();
        Ok(Self { backups: folder.join("backups"), folder, database })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder and an empty file where there is none, closes both to others, and takes the lock.
    pub(super) fn prepare(&self) -> Result<File, StoreError> {
        make_folder(&self.folder)?;
        let lock = self.lock()?;
        make_file(&self.database)?;
        for suffix in ["", "-wal", "-shm"] {
            keep_private(&with_suffix(&self.database, suffix))?;
        }
        Ok(lock)
    }

    /// The lock lasts as long as the returned file is open, and ends with the process whatever happens to it.
    pub(super) fn lock(&self) -> Result<File, StoreError> {
        let lock = make_file(&with_suffix(&self.database, ".lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock the database", &error)),
        }
    }

    /// SQLite only says that it cannot open; this finds out whether the folder is the reason.
    pub(super) fn explain(&self, error: StoreError) -> StoreError {
        let StoreError::Io { .. } = error else { return error };
        let probe = with_suffix(&self.database, ".probe");
        match make_file(&probe) {
            Ok(_) => {
                // What remains is an empty file, which does no harm.
                let _ = fs::remove_file(&probe);
                error
            }
            Err(reason) => reason,
        }
    }
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| StoreError::io("make the folder", &error))
}

/// Opens a file for writing and makes it if needed, readable for its owner alone.
pub(super) fn make_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StoreError::io("open a file for writing", &error))
}

#[cfg(unix)]
fn keep_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    match fs::set_permissions(path, fs::Permissions::from_mode(0o600)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        changed => changed.map_err(|error| StoreError::io("close the database to others", &error)),
    }
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Brings what a file holds to the disk. That can take long, so it is done apart from the tasks that serve people.
pub(super) async fn sync(path: &Path) -> Result<(), StoreError> {
    let path = path.to_path_buf();
    let synced = tokio::task::spawn_blocking(move || File::open(path).and_then(|file| file.sync_all()));
    let failed = |error: io::Error| StoreError::io("bring a file to the disk", &error);
    synced.await.map_err(|_| StoreError::Closed)?.map_err(failed)
}

/// Brings to the disk which names stand in a folder.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    // Elsewhere folders cannot be opened, and the file system keeps names safe by itself.
    if cfg!(unix) {
        let failed = |error: io::Error| StoreError::io("bring a folder to the disk", &error);
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    }
    Ok(())
}

/// Removes a file; that there is none is no error. Says whether there was one.
pub(super) fn remove(path: &Path) -> Result<bool, StoreError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io("remove a file", &error)),
    }
}

/// Removes what SQLite keeps beside a database file.
pub(super) fn remove_companions(database: &Path) -> Result<(), StoreError> {
    for suffix in ["-wal", "-shm", "-journal"] {
        remove(&with_suffix(database, suffix))?;
    }
    Ok(())
}
