//! Connections, and what a file must be before anything is done with it.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use super::schema::{APPLICATION, VERSION};
use crate::error::StoreError;

/// Below this, a reset of the log at the wrong moment damages the file.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// Another program that only looks is done by then.
const PATIENCE: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// An acknowledgement means the disk.
#[cfg(not(feature = "unsafe-normal-sync"))]
const SYNCHRONOUS: SqliteSynchronous = SqliteSynchronous::Full;
/// An acknowledgement means nothing: what the test of power cuts has to notice.
#[cfg(feature = "unsafe-normal-sync")]
const SYNCHRONOUS: SqliteSynchronous = SqliteSynchronous::Normal;
#[cfg(all(feature = "unsafe-normal-sync", not(debug_assertions)))]
compile_error!("`unsafe-normal-sync` loses what was acknowledged: it is for `cargo xtask crash` alone");

fn options(database: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .synchronous(SYNCHRONOUS)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        // Sorting and VACUUM would otherwise leave copies in unnamed files.
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// A connection that can write. The file must exist.
pub(super) async fn writer(database: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(options(database).connect().await?)
}

/// A connection that cannot write. The file must exist.
pub(super) async fn reader(database: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(options(database).read_only(true).connect().await?)
}

pub(super) async fn readers(database: &Path) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE * 2);
    Ok(pool.connect_with(options(database).read_only(true)).await?)
}

/// Runs a statement and leaves its rows unread.
pub(super) async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

/// The version of the file's schema, 0 if it is empty; an error if it is none of ours.
pub(super) async fn version(connection: &mut SqliteConnection) -> Result<u32, StoreError> {
    let sqlite: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut *connection).await?;
    if !is_recent(&sqlite) {
        return Err(StoreError::OldSqlite { found: sqlite });
    }
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(connection).await?;
    match (application, u32::try_from(version)) {
        (0, Ok(0)) if tables == 0 => Ok(0),
        (APPLICATION, Ok(found)) if found > VERSION => Err(StoreError::NewerSchema { found, known: VERSION }),
        (APPLICATION, Ok(found)) if found > 0 => Ok(found),
        _ => Err(StoreError::ForeignDatabase),
    }
}

fn is_recent(sqlite: &str) -> bool {
    let mut parts = sqlite.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = [(); 3].map(|()| parts.next().unwrap_or(0));
    found >= OLDEST_SQLITE
}

/// Looks at every page, every index and every reference. Reads the whole file.
pub(super) async fn check_whole(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let found: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_all(&mut *connection).await?;
    if found != ["ok"] {
        return Err(StoreError::Corrupt);
    }
    let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_all(connection).await?;
    if dangling.is_empty() { Ok(()) } else { Err(StoreError::Corrupt) }
}

/// Moves the log into the file and empties it.
pub(super) async fn checkpoint(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Locked) }
}

/// Closes a connection; the file is complete afterwards if it was the last one.
pub(super) async fn close(connection: SqliteConnection) -> Result<(), StoreError> {
    Ok(connection.close().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_is_careful() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("afterglow.db");
        std::fs::write(&database, "").unwrap();
        for mut connection in [writer(&database).await.unwrap(), reader(&database).await.unwrap()] {
            for (sql, expected) in [
                ("PRAGMA synchronous", 2),
                ("PRAGMA foreign_keys", 1),
                ("PRAGMA secure_delete", 1),
                ("PRAGMA trusted_schema", 0),
                ("PRAGMA cell_size_check", 1),
                ("PRAGMA temp_store", 2),
            ] {
                let set: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
                assert_eq!(set, expected, "{sql}");
            }
            close(connection).await.unwrap();
        }
    }

    #[test]
    fn sqlite_below_3_51_3_is_too_old() {
        for old in ["3.51.2", "3.50.9", "3.7.17", "2.8.17", "", "3.51"] {
            assert!(!is_recent(old), "{old}");
        }
        for recent in ["3.51.3", "3.52.0", "3.51.10", "4.0.0"] {
            assert!(is_recent(recent), "{recent}");
        }
    }
}
