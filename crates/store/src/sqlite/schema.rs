//! The tables, version by version.

use sqlx::SqliteConnection;

use super::connect::run;
use crate::error::StoreError;

/// Marks a file as ours ("Aglw").
pub(super) const APPLICATION: i64 = 0x4167_6c77;

/// The version that this program writes.
pub(super) const VERSION: u32 = 3;

/// From nothing to version 1, from 1 to 2, and so on. What has been released is never edited: only added to.
const STEPS: [&[&str]; VERSION as usize] = [
    &[
        "PRAGMA application_id = 0x41676c77",
        "CREATE TABLE person (
            id TEXT NOT NULL PRIMARY KEY,
            created TEXT NOT NULL
        ) STRICT, WITHOUT ROWID",
        "CREATE TABLE fact (
            person TEXT NOT NULL REFERENCES person (id),
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL CHECK (json_valid(body)),
            replaces TEXT,
            recorded TEXT NOT NULL,
            PRIMARY KEY (person, id),
            FOREIGN KEY (person, replaces) REFERENCES fact (person, id)
        ) STRICT, WITHOUT ROWID",
        "CREATE UNIQUE INDEX fact_replaced_once ON fact (person, replaces) WHERE replaces IS NOT NULL",
        "CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
            BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END",
        "PRAGMA user_version = 1",
    ],
    &[
        "CREATE TABLE answer (
            person TEXT NOT NULL REFERENCES person (id),
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            fact TEXT,
            judged_at TEXT NOT NULL,
            input TEXT NOT NULL,
            output TEXT NOT NULL,
            protocol TEXT NOT NULL,
            protocol_version TEXT NOT NULL,
            protocol_digest TEXT NOT NULL,
            PRIMARY KEY (person, id),
            FOREIGN KEY (person, fact) REFERENCES fact (person, id)
        ) STRICT",
        "CREATE INDEX answer_by_kind ON answer (person, kind, id)",
        "CREATE INDEX answer_by_fact ON answer (person, fact) WHERE fact IS NOT NULL",
        "CREATE TRIGGER answer_never_changes BEFORE UPDATE ON answer
            BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END",
        "PRAGMA user_version = 2",
    ],
    &[
        "ALTER TABLE fact ADD COLUMN sending TEXT",
        "CREATE UNIQUE INDEX fact_sent_once ON fact (person, sending) WHERE sending IS NOT NULL",
        "PRAGMA user_version = 3",
    ],
];

/// Brings an empty or older file up to date, each version in a transaction of its own. `before` is called ahead of every
/// statement, so that tests can stop there.
pub(super) async fn migrate(
    connection: &mut SqliteConnection,
    from: u32,
    before: &mut (dyn FnMut(&str) -> Result<(), StoreError> + Send),
) -> Result<(), StoreError> {
    for statements in STEPS.iter().skip(from as usize) {
        if let Err(error) = step(connection, statements, before).await {
            // If this fails as well, closing the connection takes the step back.
            let _ = run(connection, "ROLLBACK").await;
            return Err(error);
        }
    }
    Ok(())
}

async fn step(
    connection: &mut SqliteConnection,
    statements: &[&'static str],
    before: &mut (dyn FnMut(&str) -> Result<(), StoreError> + Send),
) -> Result<(), StoreError> {
    run(connection, "BEGIN IMMEDIATE").await?;
    for statement in statements {
        before(statement)?;
        run(connection, statement).await?;
    }
    before("COMMIT")?;
    run(connection, "COMMIT").await
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::sqlite::connect;
    use crate::{Records, Store};

    const PERSON: &str = "0193aaaa-0000-7000-8000-000000000000";

    /// A file of an older version with a person and a fact, or an empty one. As it is while a program has it open: part of it in the log.
    async fn old(database: &Path, version: u32) -> SqliteConnection {
        fs::write(database, "").unwrap();
        let mut connection = connect::writer(database).await.unwrap();
        let mode: String =
            sqlx::query_scalar("PRAGMA journal_mode = WAL").fetch_one(&mut connection).await.unwrap();
        assert_eq!(mode, "wal");
        let next = [None, Some("TABLE answer"), Some("COLUMN sending")][version as usize];
        if let Some(next) = next {
            let stopped = migrate(&mut connection, 0, &mut |statement| {
                if statement.contains(next) { Err(StoreError::Closed) } else { Ok(()) }
            })
            .await;
            assert_eq!(stopped, Err(StoreError::Closed));
            for sql in [
                "INSERT INTO person VALUES ('0193aaaa-0000-7000-8000-000000000000', '2026-11-24T15:00:00Z')",
                "INSERT INTO fact VALUES ('0193aaaa-0000-7000-8000-000000000000',
                    '0193aaaa-0000-7000-8000-000000000001', 'product', '{\"name\":\"cream\",\"label\":\"Aqua\"}', NULL,
                    '2026-11-24T15:00:00Z')",
            ] {
                run(&mut connection, sql).await.unwrap();
            }
        }
        connection
    }

    async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            .fetch_all(connection)
            .await
            .unwrap()
    }

    const TABLES: [&[&str]; 4] = [
        &[],
        &["fact", "fact_never_changes", "fact_replaced_once", "person"],
        &[
            "answer",
            "answer_by_fact",
            "answer_by_kind",
            "answer_never_changes",
            "fact",
            "fact_never_changes",
            "fact_replaced_once",
            "person",
        ],
        &[
            "answer",
            "answer_by_fact",
            "answer_by_kind",
            "answer_never_changes",
            "fact",
            "fact_never_changes",
            "fact_replaced_once",
            "fact_sent_once",
            "person",
        ],
    ];

    /// Opens it as the program does, and looks whether all is there.
    async fn open(database: &Path, version: u32) {
        let store = Store::open(database).await.unwrap();
        let before = store.opened().version_before;
        assert!(before == version || before > version && before <= VERSION);
        assert_eq!(store.opened().backup.is_some(), (1..VERSION).contains(&before));
        if version > 0 {
            let facts = store.facts(PERSON.parse().unwrap()).await.unwrap();
            assert_eq!(facts[0].body["name"], "cream");
        }
        assert!(store.health().await.is_good());
        store.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_step_that_fails_at_any_statement_leaves_the_version_before_it() {
        for version in 0..VERSION {
            for stop in 0.. {
                let folder = tempfile::tempdir().unwrap();
                let database = folder.path().join("afterglow.db");
                let mut connection = old(&database, version).await;
                let mut left = stop;
                let ended = migrate(&mut connection, version, &mut |_| {
                    left -= 1;
                    if left < 0 { Err(StoreError::DiskFull) } else { Ok(()) }
                })
                .await;
                let reached = connect::version(&mut connection).await.unwrap();
                assert_eq!(tables(&mut connection).await, TABLES[reached as usize], "stopped at {stop}");
                if ended.is_ok() {
                    assert_eq!(reached, VERSION);
                    break;
                }
                assert!((version..VERSION).contains(&reached));
                connect::close(connection).await.unwrap();
                open(&database, version).await;
            }
        }
    }

    #[tokio::test]
    async fn a_program_that_is_killed_at_any_statement_leaves_the_version_before_it() {
        for version in 0..VERSION {
            let folder = tempfile::tempdir().unwrap();
            let database = folder.path().join("afterglow.db");
            let mut connection = old(&database, version).await;
            let mut copies = Vec::new();
            let migrated = migrate(&mut connection, version, &mut |_| {
                let to = folder.path().join(copies.len().to_string());
                fs::create_dir(&to).unwrap();
                for name in ["afterglow.db", "afterglow.db-wal"] {
                    fs::copy(folder.path().join(name), to.join(name)).unwrap();
                }
                copies.push(to);
                Ok(())
            })
            .await;
            assert_eq!(migrated, Ok(()));
            assert!(copies.len() >= 4);
            for copy in copies {
                open(&copy.join("afterglow.db"), version).await;
            }
        }
    }

    #[tokio::test]
    async fn an_older_file_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("afterglow.db");
        connect::close(old(&database, 1).await).await.unwrap();
        let store = Store::open(&database).await.unwrap();
        let backup = store.opened().backup.clone().unwrap();
        assert_eq!(backup, folder.path().join("backups/afterglow-before-version-3-1.db"));
        let mut copy = connect::reader(&backup).await.unwrap();
        assert_eq!(connect::version(&mut copy).await, Ok(1));
        assert_eq!(tables(&mut copy).await, TABLES[1]);
        connect::close(copy).await.unwrap();
        // Erasing finds the person in a backup of the older version as well.
        let erased = store.erase(PERSON.parse().unwrap()).await.unwrap();
        assert_eq!((erased.facts, erased.backups_deleted), (1, vec![backup]));
        store.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_backup_of_an_older_version_is_rewritten_without_the_erased() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("afterglow.db");
        let mut connection = old(&database, 1).await;
        run(
            &mut connection,
            "INSERT INTO person VALUES ('0193bbbb-0000-7000-8000-000000000000', '2026-11-24T15:00:00Z')",
        )
        .await
        .unwrap();
        connect::close(connection).await.unwrap();
        let store = Store::open(&database).await.unwrap();
        let backup = store.opened().backup.clone().unwrap();
        let erased = store.erase(PERSON.parse().unwrap()).await.unwrap();
        assert_eq!(erased.backups_rewritten, std::slice::from_ref(&backup));
        store.close().await.unwrap();
        crate::restore(&backup, &database, "2026-11-24T15:00:00Z".parse().unwrap()).await.unwrap();
        let store = Store::open(&database).await.unwrap();
        assert_eq!((store.opened().version_before, store.persons().await.unwrap().len()), (1, 1));
        store.close().await.unwrap();
    }
}
