//! What was acknowledged is there after the program was killed.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use afterglow_store::{FactId, PersonId, Records, Store};
use sqlx::{Connection, SqliteConnection};

use crate::contract::{answer, now, product};

/// Names the folder for the child.
const FOLDER: &str = "AFTERGLOW_STORE_KILLED";
const TASKS: u32 = 8;

/// The program that is killed: this same test, started by the one below.
#[test]
#[ignore = "started by `the_acknowledged_outlive_a_kill`"]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&folder.join("afterglow.db")).await.unwrap();
        let person = store.persons().await.unwrap()[0].id;
        for _ in 0..TASKS {
            let (store, path) = (store.clone(), folder.join("acknowledged"));
            tokio::spawn(async move {
                let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
                loop {
                    let new = vec![product("one"), product("two")];
                    let kept = store.record(person, new, Some(answer("label", "no")), now()).await.unwrap();
                    let line = format!("{} {}\n", kept.facts[0], kept.facts[1]);
                    file.write_all(line.as_bytes()).unwrap();
                }
            });
        }
        // They never end.
        std::future::pending::<()>().await;
    });
}

#[tokio::test]
async fn the_acknowledged_outlive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("afterglow.db");
    let store = Store::open(&database).await.unwrap();
    let person = store.create_person(now()).await.unwrap();
    store.close().await.unwrap();
    let mut before = 0;
    for round in 0..20 {
        kill_a_child(folder.path());
        let acknowledged = acknowledged(folder.path());
        let kept = look(&database, person).await;
        assert!(acknowledged.len() > before, "round {round}: the child recorded");
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "round {round}: lost {lost:?}");
        before = acknowledged.len();
    }
    println!("{before} facts acknowledged, none lost");
}

fn kill_a_child(folder: &Path) {
    let lines = || std::fs::metadata(folder.join("acknowledged")).map_or(0, |file| file.len());
    let before = lines();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::child", "--ignored"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while lines() == before {
        assert!(child.try_wait().unwrap().is_none(), "the child stopped by itself");
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_micros(fastrand::u64(0..150_000)));
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Whole lines only: the last one may have been cut off.
fn acknowledged(folder: &Path) -> BTreeSet<FactId> {
    let text = std::fs::read_to_string(folder.join("acknowledged")).unwrap();
    let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    whole.flat_map(str::split_whitespace).map(|id| id.parse().unwrap()).collect()
}

async fn look(database: &Path, person: PersonId) -> BTreeSet<FactId> {
    let store = Store::open(database).await.unwrap();
    let facts = store.facts(person).await.unwrap();
    let answers = store.answers(person).await.unwrap().len();
    assert_eq!(facts.len(), answers * 2, "never half a request");
    let mut connection =
        SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
    let whole: String =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(whole, "ok");
    connection.close().await.unwrap();
    store.close().await.unwrap();
    facts.into_iter().map(|fact| fact.id).collect()
}
