//! Erasing a person, in the database and in the program's own backups.

use std::path::Path;

use sqlx::SqliteConnection;

use super::folder::{self, Place};
use super::{backup, connect};
use crate::error::StoreError;
use crate::id::PersonId;
use crate::records::{Erased, OutOfReach};

/// Backups come first: if one cannot be written, the person is still known and can be erased again.
pub(super) async fn erase(
    connection: &mut SqliteConnection,
    place: &Place,
    person: PersonId,
) -> Result<Erased, StoreError> {
    let person = person.to_string();
    let mut erased = Erased { out_of_reach: OutOfReach::ALL.to_vec(), ..Erased::default() };
    erase_from_backups(place, &person, &mut erased).await?;
    connect::run(connection, "BEGIN IMMEDIATE").await?;
    erased.answers = delete(connection, "DELETE FROM answer WHERE person = ?", &person).await?;
    erased.facts = delete(connection, "DELETE FROM fact WHERE person = ?", &person).await?;
    let persons = delete(connection, "DELETE FROM person WHERE id = ?", &person).await?;
    connect::run(connection, "COMMIT").await?;
    // Also for nobody: an erasure that stopped here earlier is finished by asking again.
    sweep(connection).await?;
    let found_in_backups = !(erased.backups_rewritten.is_empty() && erased.backups_deleted.is_empty());
    if persons > 0 || found_in_backups { Ok(erased) } else { Err(StoreError::NoSuchPerson) }
}

/// Takes deleted rows out of the log, out of free pages and out of free room within pages.
async fn sweep(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    connect::checkpoint(connection).await?;
    connect::run(connection, "VACUUM").await?;
    connect::checkpoint(connection).await
}

async fn delete(
    connection: &mut SqliteConnection,
    sql: &'static str,
    person: &str,
) -> Result<u64, StoreError> {
    Ok(sqlx::query(sql).bind(person).execute(connection).await?.rows_affected())
}

async fn erase_from_backups(place: &Place, person: &str, erased: &mut Erased) -> Result<(), StoreError> {
    backup::remove_unfinished(&place.backups)?;
    let files = backup::list(&place.backups)?;
    if files.is_empty() {
        return Ok(());
    }
    for path in files {
        if !backup::is_ours(&path) {
            erased.files_left.push(path);
        } else if path.extension().is_some_and(|extension| extension == "db") {
            erase_from_backup(&path, person, erased).await?;
        }
    }
    folder::sync_folder(&place.backups)
}

async fn erase_from_backup(path: &Path, person: &str, erased: &mut Erased) -> Result<(), StoreError> {
    let others = match others_beside(path, person).await {
        Ok(Held::NotThere) => return Ok(()),
        Ok(Held::Beside(others)) => others,
        // What cannot be read cannot be searched either, and may hold the person.
        Err(StoreError::Corrupt | StoreError::NotADatabase) => 0,
        // No such table: what restoring replaced was the database of another program.
        Err(StoreError::Database { .. }) => {
            erased.files_left.push(path.to_path_buf());
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    if others == 0 {
        folder::remove(path)?;
        folder::remove_companions(path)?;
        erased.backups_deleted.push(path.to_path_buf());
    } else {
        rewrite_without(path, person).await?;
        erased.backups_rewritten.push(path.to_path_buf());
    }
    Ok(())
}

enum Held {
    NotThere,
    /// How many others there are.
    Beside(i64),
}

async fn others_beside(path: &Path, person: &str) -> Result<Held, StoreError> {
    let mut connection = connect::writer(path).await?;
    let query = sqlx::query_as("SELECT count(*) FILTER (WHERE id = ?1), count(*) FROM person");
    let found: Result<(i64, i64), sqlx::Error> = query.bind(person).fetch_one(&mut connection).await;
    connect::close(connection).await?;
    let (found, all) = found?;
    Ok(if found == 0 { Held::NotThere } else { Held::Beside(all - found) })
}

/// Works on a copy and puts it in place of the backup at the end: a crash leaves one that is whole.
async fn rewrite_without(path: &Path, person: &str) -> Result<(), StoreError> {
    let unfinished = folder::with_suffix(path, backup::UNFINISHED);
    backup::copy(path, &unfinished).await?;
    let mut copy = connect::writer(&unfinished).await?;
    let cleaned = clean(&mut copy, person).await;
    connect::close(copy).await?;
    cleaned?;
    folder::sync(&unfinished).await?;
    folder::remove_companions(path)?;
    std::fs::rename(&unfinished, path).map_err(|error| StoreError::io("replace a backup", &error))
}

async fn clean(copy: &mut SqliteConnection, person: &str) -> Result<(), StoreError> {
    // Nothing of the old rows may go into a journal; a crash costs only the copy.
    connect::run(copy, "PRAGMA journal_mode = MEMORY").await?;
    let query = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'answer')";
    // Version 1 had no answers.
    let has_answers: bool = sqlx::query_scalar(query).fetch_one(&mut *copy).await?;
    if has_answers {
        delete(copy, "DELETE FROM answer WHERE person = ?", person).await?;
    }
    delete(copy, "DELETE FROM fact WHERE person = ?", person).await?;
    delete(copy, "DELETE FROM person WHERE id = ?", person).await?;
    connect::run(copy, "VACUUM").await?;
    connect::check_whole(copy).await
}
