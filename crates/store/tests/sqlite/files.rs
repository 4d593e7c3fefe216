//! What stands on the disk: modes, locks, faults, backups, restoring, erasing.

use std::fs;
use std::path::{Path, PathBuf};

use afterglow_store::{Kind, NewFact, Options, PersonId, Records, Store, StoreError, restore};
use serde_json::json;
use sqlx::{Connection, SqliteConnection};

use crate::contract::{answer, at, check_in, now, product, treatment};

struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("home/afterglow.db")
    }

    async fn open(&self) -> Store {
        Store::open(&self.database()).await.unwrap()
    }
}

/// A person with facts and an answer that hold `mark` wherever people can write.
async fn person_with(store: &Store, mark: &str) -> PersonId {
    let person = store.create_person(now()).await.unwrap();
    let facts = vec![
        NewFact::new(Kind::Person, json!({ "name": format!("{mark}-name") })),
        treatment("2026-11-22T14:00:00-05:00[America/New_York]"),
        check_in("2026-11-24T09:00:00-05:00[America/New_York]", &format!("{mark}-note")),
        NewFact::new(Kind::Product, json!({ "name": "cream", "label": format!("{mark}-label") })),
    ];
    let mut shown = answer("triage", &format!("{mark}-output"));
    shown.input = format!("{mark}-input");
    store.record(person, facts, Some(shown), now()).await.unwrap();
    person
}

async fn raw(database: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap()
}

/// Everything that the tables hold, in one text.
async fn dump(database: &Path) -> String {
    let mut connection = raw(database).await;
    let mut text = String::new();
    for sql in [
        "SELECT json_array(id, created) FROM person ORDER BY id",
        "SELECT json_array(person, id, kind, body, replaces, recorded) FROM fact ORDER BY person, id",
        "SELECT json_array(person, id, kind, fact, judged_at, input, output, protocol, protocol_version,
            protocol_digest) FROM answer ORDER BY person, id",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
        text.push_str(&rows.join("\n"));
        text.push('\n');
    }
    connection.close().await.unwrap();
    text
}

/// The files below `folder` that hold `mark`.
fn files_with(folder: &Path, mark: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, mark));
        } else if fs::read(&path).unwrap().windows(mark.len()).any(|part| part == mark.as_bytes()) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_readable_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let store = home.open().await;
    person_with(&store, "a").await;
    store.backup(store.backups_folder(), now()).await.unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(home.path("home")), mode(home.path("home/backups"))), (0o700, 0o700));
    let mut seen = 0;
    for folder in ["home", "home/backups"] {
        for entry in fs::read_dir(home.path(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 5, "database, log, index of the log, lock, backup");
    store.close().await.unwrap();
    assert!(!home.path("home/afterglow.db-wal").exists());
}

#[tokio::test]
async fn one_store_has_a_file_at_a_time() {
    let home = Home::new();
    let store = home.open().await;
    assert_eq!(Store::open(&home.database()).await.unwrap_err(), StoreError::Locked);
    store.close().await.unwrap();
    assert_eq!(store.close().await.unwrap_err(), StoreError::Closed);
    assert_eq!(store.create_person(now()).await.unwrap_err(), StoreError::Closed);
    assert_eq!(store.persons().await.unwrap_err(), StoreError::Closed);
    let store = home.open().await;
    assert_eq!((store.opened().version_before, &store.opened().backup), (3, &None));
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_waits_when_it_closes_is_still_recorded() {
    let home = Home::new();
    let store = home.open().await;
    let person = store.create_person(now()).await.unwrap();
    let waiting: Vec<_> = (0..200)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(
                async move { store.record(person, vec![product(&n.to_string())], None, now()).await },
            )
        })
        .collect();
    tokio::task::yield_now().await;
    store.close().await.unwrap();
    let mut kept = 0;
    for task in waiting {
        match task.await.unwrap() {
            Ok(_) => kept += 1,
            Err(error) => assert_eq!(error, StoreError::Closed),
        }
    }
    let store = home.open().await;
    assert_eq!(store.facts(person).await.unwrap().len(), kept);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_store_that_is_dropped_can_be_opened_again() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "a").await;
    drop(store);
    for _ in 0..500 {
        match Store::open(&home.database()).await {
            Err(StoreError::Locked) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
            opened => {
                assert_eq!(opened.unwrap().facts(person).await.unwrap().len(), 4);
                return;
            }
        }
    }
    panic!("the lock was never given back");
}

#[tokio::test]
async fn what_is_not_ours_is_refused_and_left_alone() {
    let home = Home::new();
    home.open().await.close().await.unwrap();
    let newer = home.path("newer.db");
    fs::copy(home.database(), &newer).unwrap();
    let mut connection = raw(&newer).await;
    sqlx::query("PRAGMA user_version = 99").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let foreign = home.path("foreign.db");
    fs::write(&foreign, "").unwrap();
    let mut connection = raw(&foreign).await;
    sqlx::query("CREATE TABLE other (a)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let text = home.path("text.db");
    fs::write(&text, "a shopping list, longer than the head of a database: ".repeat(20)).unwrap();
    for (path, error) in [
        (&newer, StoreError::NewerSchema { found: 99, known: 3 }),
        (&foreign, StoreError::ForeignDatabase),
        (&text, StoreError::NotADatabase),
    ] {
        let before = fs::read(path).unwrap();
        assert_eq!(Store::open(path).await.unwrap_err(), error);
        assert_eq!(fs::read(path).unwrap(), before, "{}", path.display());
        // And no backup of it takes the place of a database.
        let current = fs::read(home.database()).unwrap();
        assert_eq!(restore(path, &home.database(), now()).await.unwrap_err(), error);
        assert_eq!(fs::read(home.database()).unwrap(), current);
    }
}

#[tokio::test]
async fn a_damaged_file_is_told_as_damaged() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "a").await;
    for n in 0..200 {
        store.record(person, vec![product(&format!("{n} {}", "x".repeat(500)))], None, now()).await.unwrap();
    }
    let backup = store.backup(&home.path("elsewhere"), now()).await.unwrap().path;
    store.close().await.unwrap();
    let current = fs::read(home.database()).unwrap();
    damage(&backup);
    assert_eq!(restore(&backup, &home.database(), now()).await.unwrap_err(), StoreError::Corrupt);
    assert_eq!(fs::read(home.database()).unwrap(), current);
    assert!(!home.path("home/afterglow.db.incoming").exists());
    damage(&home.database());
    assert_eq!(Store::open(&home.database()).await.unwrap_err(), StoreError::Corrupt);
}

/// Overwrites every page but the first few: those tell what the file is.
fn damage(database: &Path) {
    let mut bytes = fs::read(database).unwrap();
    let pages = bytes.len() / 4096;
    for page in 8..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xa5);
    }
    fs::write(database, bytes).unwrap();
}

#[tokio::test]
async fn the_tables_themselves_keep_the_rules() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "a").await;
    let id = store.facts(person).await.unwrap()[0].id;
    store.close().await.unwrap();
    let mut connection = raw(&home.database()).await;
    for sql in [
        "UPDATE fact SET body = '{}'".to_owned(),
        "UPDATE answer SET output = ''".to_owned(),
        "DELETE FROM person".to_owned(),
        "INSERT INTO fact VALUES ('nobody', 'a', 'person', '{}', NULL, '')".to_owned(),
        format!("INSERT INTO fact VALUES ('{person}', 'a', 'person', '{{}}', 'b', '')"),
        format!("INSERT INTO fact VALUES ('{person}', 'a', 'person', 'no json', NULL, '')"),
        format!("INSERT INTO fact VALUES ('{person}', '{id}', 'person', '{{}}', NULL, '')"),
        format!("INSERT INTO answer VALUES ('{person}', 'a', 'plan', 'b', '', '', '', '', '', '')"),
    ] {
        let refused = sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(&mut connection).await;
        assert!(refused.is_err(), "{sql}");
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_restored_backup_holds_the_same() {
    let home = Home::new();
    let store = home.open().await;
    person_with(&store, "a").await;
    person_with(&store, "b").await;
    let backup = store.backup(store.backups_folder(), at("2026-11-24T15:00:00.5Z")).await.unwrap();
    assert_eq!(backup.path, store.backups_folder().join("afterglow-20261124T150000.500Z.db"));
    assert_eq!(backup.bytes, fs::metadata(&backup.path).unwrap().len());
    let saved = dump(&home.database()).await;
    let late = person_with(&store, "late").await;
    assert_eq!(restore(&backup.path, &home.database(), now()).await.unwrap_err(), StoreError::Locked);
    store.close().await.unwrap();
    let before = dump(&home.database()).await;

    let restored = restore(&backup.path, &home.database(), now()).await.unwrap();
    assert_eq!(dump(&home.database()).await, saved);
    assert_eq!(dump(&backup.path).await, saved);
    let replaced = restored.replaced.unwrap();
    assert_eq!(replaced, home.path("home/backups/afterglow-replaced-20261124T150000.123Z.db"));
    assert_eq!(dump(&replaced).await, before);
    let store = home.open().await;
    assert_eq!(store.facts(late).await.unwrap_err(), StoreError::NoSuchPerson);
    person_with(&store, "c").await;
    store.close().await.unwrap();
    // To another machine, where there is nothing yet.
    let elsewhere = home.path("other/machine/afterglow.db");
    assert_eq!(restore(&backup.path, &elsewhere, now()).await.unwrap().replaced, None);
    assert_eq!(dump(&elsewhere).await, saved);
}

#[tokio::test]
async fn restoring_keeps_what_only_the_log_held() {
    let home = Home::new();
    let store = home.open().await;
    person_with(&store, "a").await;
    let backup = store.backup(&home.path("elsewhere"), now()).await.unwrap().path;
    let saved = dump(&home.database()).await;
    person_with(&store, "late").await;
    // As a program leaves the files that was killed.
    let killed = home.path("killed/afterglow.db");
    fs::create_dir(home.path("killed")).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        fs::copy(home.path(&format!("home/afterglow.db{suffix}")), format!("{}{suffix}", killed.display()))
            .unwrap();
    }
    let before = dump(&home.database()).await;
    store.close().await.unwrap();
    let replaced = restore(&backup, &killed, now()).await.unwrap().replaced.unwrap();
    assert!(!home.path("killed/afterglow.db-wal").exists());
    assert_eq!((dump(&killed).await, dump(&replaced).await), (saved, before));
}

#[tokio::test]
async fn a_damaged_database_can_be_restored_over_and_is_kept() {
    let home = Home::new();
    let store = home.open().await;
    person_with(&store, "a").await;
    let backup = store.backup(&home.path("elsewhere"), now()).await.unwrap().path;
    store.close().await.unwrap();
    let store = home.open().await;
    person_with(&store, "late").await;
    let log = fs::read(home.path("home/afterglow.db-wal")).unwrap();
    store.close().await.unwrap();
    fs::write(home.database(), "not a database any more, by whatever accident").unwrap();
    // Played into the restored file, it would bring back what came after the backup.
    fs::write(home.path("home/afterglow.db-wal"), &log).unwrap();
    let replaced = restore(&backup, &home.database(), now()).await.unwrap().replaced.unwrap();
    assert_eq!(fs::read(&replaced).unwrap(), b"not a database any more, by whatever accident");
    assert_eq!(fs::read(format!("{}-wal", replaced.display())).unwrap(), log);
    assert_eq!(dump(&home.database()).await, dump(&backup).await);
}

#[tokio::test]
async fn a_backup_whose_index_is_lost_is_refused() {
    let home = Home::new();
    let store = home.open().await;
    person_with(&store, "a").await;
    let backup = store.backup(&home.path("elsewhere"), now()).await.unwrap().path;
    store.close().await.unwrap();
    let mut connection = raw(&backup).await;
    let lose = "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'fact_replaced_once'";
    sqlx::raw_sql(lose).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(restore(&backup, &home.database(), now()).await.unwrap_err(), StoreError::Corrupt);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backups_made_while_others_record_are_whole() {
    let home = Home::new();
    let store = home.open().await;
    let person = store.create_person(now()).await.unwrap();
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            for n in 0..400 {
                let pair = vec![product(&format!("{n} a")), product(&format!("{n} b"))];
                store.record(person, pair, Some(answer("label", "no")), now()).await.unwrap();
            }
        }
    });
    for second in 0..8 {
        let when = now() + jiff::SignedDuration::from_secs(second);
        let backup = store.backup(&home.path("elsewhere"), when).await.unwrap().path;
        let mut connection = raw(&backup).await;
        let (facts, answers): (i64, i64) =
            sqlx::query_as("SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM answer)")
                .fetch_one(&mut connection)
                .await
                .unwrap();
        assert_eq!(facts, answers * 2, "never half a request");
        connection.close().await.unwrap();
    }
    let again = store.backup(&home.path("elsewhere"), now()).await.unwrap_err();
    assert!(matches!(again, StoreError::Io { .. }), "no backup takes the place of another");
    writing.await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_erased_leave_no_byte() {
    const MARKS: [&str; 5] = ["-name", "-note", "-label", "-input", "-output"];
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "canary").await;
    let id = person.to_string();
    let backups = store.backups_folder().to_path_buf();
    let alone = store.backup(&backups, at("2026-11-24T15:00:00Z")).await.unwrap().path;
    person_with(&store, "sparrow").await;
    let both = store.backup(&backups, at("2026-11-24T16:00:00Z")).await.unwrap().path;
    let outside = store.backup(&home.path("outside"), now()).await.unwrap().path;
    let unfinished = backups.join("afterglow-20261124T170000.000Z.db.unfinished");
    fs::copy(&alone, unfinished).unwrap();
    let damaged = backups.join("afterglow-replaced-20261124T170000.000Z.db");
    fs::write(&damaged, "SQLite format 3\0 canary-name, of what once was a database").unwrap();
    let letter = backups.join("letter.txt");
    fs::write(&letter, "no file of this program").unwrap();
    // Many changes, so that pages split and are reused.
    for n in 0..300 {
        let note = format!("canary-note {n} {}", "x".repeat(n));
        let fact = check_in("2026-11-24T09:00:00-05:00[America/New_York]", &note);
        store.record(person, vec![fact], Some(answer("plan", "canary-output")), now()).await.unwrap();
    }
    for mark in MARKS {
        let holders = files_with(&home.path("home"), &format!("canary{mark}"));
        assert!(holders.len() >= 3, "{mark} is planted: {holders:?}");
    }

    let erased = store.erase(person).await.unwrap();
    assert_eq!((erased.facts, erased.answers), (304, 301));
    assert_eq!(erased.backups_deleted, [alone, damaged]);
    assert_eq!(erased.backups_rewritten, std::slice::from_ref(&both));
    assert_eq!(erased.files_left, [letter]);
    for text in ["canary", id.as_str()] {
        assert_eq!(files_with(&home.path("home"), text), Vec::<PathBuf>::new(), "{text}, while open");
        assert_eq!(files_with(&home.path("outside"), text), std::slice::from_ref(&outside), "out of reach");
    }
    for mark in MARKS {
        assert!(files_with(&home.path("home"), &format!("sparrow{mark}")).contains(&both));
    }
    store.close().await.unwrap();
    assert_eq!(files_with(&home.path("home"), "canary"), Vec::<PathBuf>::new(), "once closed");
    let saved = dump(&home.database()).await;
    assert!(saved.contains("sparrow-output"));
    restore(&both, &home.database(), now()).await.unwrap();
    assert_eq!(dump(&home.database()).await, saved, "the backup that was rewritten is whole");
}

#[tokio::test]
async fn the_erased_leave_no_byte_of_what_was_imported() {
    let elsewhere = Home::new();
    let store = elsewhere.open().await;
    let person = person_with(&store, "canary").await;
    let kept = store.kept(person).await.unwrap();
    store.close().await.unwrap();

    let home = Home::new();
    let store = home.open().await;
    let empty = store.create_person(now()).await.unwrap();
    store.import(kept, vec![empty]).await.unwrap();
    store.backup(store.backups_folder(), now()).await.unwrap();
    for mark in ["-name", "-note", "-label", "-input", "-output"] {
        let holders = files_with(&home.path("home"), &format!("canary{mark}"));
        assert!(holders.len() >= 2, "{mark} is planted: {holders:?}");
    }
    store.erase(person).await.unwrap();
    for text in ["canary", &person.to_string(), &empty.to_string()] {
        assert_eq!(files_with(&home.path("home"), text), Vec::<PathBuf>::new(), "{text}, while open");
    }
    store.close().await.unwrap();
    assert_eq!(files_with(&home.path("home"), "canary"), Vec::<PathBuf>::new(), "once closed");
}

#[tokio::test]
async fn an_import_that_does_not_fit_leaves_nothing() {
    let elsewhere = Home::new();
    let store = elsewhere.open().await;
    let person = person_with(&store, "canary").await;
    for n in 0..20 {
        let shown = answer("plan", &format!("{n} {}", "x".repeat(20_000)));
        store.record(person, vec![], Some(shown), now()).await.unwrap();
    }
    let kept = store.kept(person).await.unwrap();
    store.close().await.unwrap();

    let home = Home::new();
    let small = Store::open_with(&home.database(), Options { max_bytes: Some(200 * 1024) }).await.unwrap();
    let empty = small.create_person(now()).await.unwrap();
    let refused = small.import(kept.clone(), vec![empty]).await;
    assert_eq!(refused.unwrap_err(), StoreError::DiskFull);
    assert_eq!(small.persons().await.unwrap().iter().map(|it| it.id).collect::<Vec<_>>(), [empty]);
    small.record(empty, vec![product("still here")], None, now()).await.unwrap();
    small.close().await.unwrap();
    let store = home.open().await;
    store.import(kept.clone(), vec![]).await.unwrap();
    assert_eq!(store.kept(person).await.unwrap(), kept);
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_replaced_another_programs_database_is_not_erased() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "canary").await;
    fs::create_dir(store.backups_folder()).unwrap();
    let foreign = store.backups_folder().join("afterglow-replaced-20261124T170000.000Z.db");
    fs::write(&foreign, "").unwrap();
    let mut connection = raw(&foreign).await;
    sqlx::query("CREATE TABLE other (a)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(store.erase(person).await.unwrap().files_left, std::slice::from_ref(&foreign));
    assert!(foreign.exists());
    store.close().await.unwrap();
}

#[tokio::test]
async fn no_error_tells_of_a_person() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "canary").await;
    let facts = store.facts(person).await.unwrap();
    let new = NewFact::new(Kind::Done, json!({ "at": "canary", "what": "canary" }));
    let shown = answer("triage", "canary");
    let refused = store.record(person, vec![new.clone()], Some(shown.clone()), now()).await.unwrap_err();
    let kept = store.kept(person).await.unwrap();
    let text = format!(
        "{refused} {refused:?} {facts:?} {new:?} {shown:?} {kept:?} {:?} {store:?}",
        store.answers(person).await.unwrap()
    );
    assert!(!text.contains("canary"), "{text}");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_file_at_its_limit_is_a_full_disk() {
    let home = Home::new();
    let options = Options { max_bytes: Some(200 * 1024) };
    let store = Store::open_with(&home.database(), options).await.unwrap();
    crate::disk::fill(&store).await;
    store.close().await.unwrap();
    let store = home.open().await;
    let person = store.persons().await.unwrap()[0].id;
    store.record(person, vec![product("after")], None, now()).await.unwrap();
    assert!(store.health().await.is_good());
    store.close().await.unwrap();
}

#[tokio::test]
async fn whatever_may_have_changed_is_counted_before_it_is_acknowledged() {
    let home = Home::new();
    let store = home.open().await;
    let mut last = store.changes();
    let mut is_counted = |what: &str| {
        let now = store.changes();
        assert!(now > last, "{what} is not counted");
        last = now;
    };
    let person = store.create_person(now()).await.unwrap();
    is_counted("a person");
    store.record(person, vec![product("cream")], None, now()).await.unwrap();
    is_counted("a record");
    let kept = store.kept(person).await.unwrap();
    store.erase(person).await.unwrap();
    is_counted("an erasure");
    store.import(kept, Vec::new()).await.unwrap();
    is_counted("an import");
    store.close().await.unwrap();
    is_counted("the end");
}

#[tokio::test]
async fn reading_is_no_change() {
    let home = Home::new();
    let store = home.open().await;
    let person = person_with(&store, "mark").await;
    let before = store.changes();
    store.facts(person).await.unwrap();
    store.answers(person).await.unwrap();
    assert!(store.health().await.is_good());
    assert_eq!(store.changes(), before);
    store.close().await.unwrap();
}
