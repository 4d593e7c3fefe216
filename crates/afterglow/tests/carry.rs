//! From one computer to another: `export` and `import` as a person types them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;

use afterglow_store::{Cause, Kept, Kind, NewAnswer, NewFact, ProtocolName, Records, Store};
use serde_json::{Value, json};
use support::{Run, afterglow};

const AT: &str = "2026-11-24T15:00:00Z";

/// Works on a database, and lets go of it.
fn with<T>(database: &Path, work: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(database).await.unwrap();
        let done = work(&store).await;
        store.close().await.unwrap();
        done
    })
}

fn somebody(database: &Path) -> Kept {
    let now = AT.parse().unwrap();
    with(database, async |store| {
        let person = store.create_person(now).await.unwrap();
        let ended = "2026-11-22T14:00:00+01:00[Europe/Berlin]";
        let told = "2026-11-24T09:00:00+01:00[Europe/Berlin]";
        let facts = vec![
            NewFact::new(Kind::Person, json!({ "name": "Zoë" })),
            NewFact::new(Kind::Treatment, json!({ "ended": ended, "device": "pen" })),
            NewFact::new(Kind::CheckIn, json!({ "at": told, "signs": [] })),
        ];
        let answer = NewAnswer {
            kind: "triage".to_owned(),
            cause: Some(Cause::New(2)),
            judged_at: now,
            input: "{}".to_owned(),
            output: " {}".to_owned(),
            protocol: ProtocolName { id: "a".to_owned(), version: "1".to_owned(), digest: "0f".to_owned() },
        };
        store.record(person, facts, Some(answer), now).await.unwrap();
        store.kept(person).await.unwrap()
    })
}

fn of_all(database: &Path) -> Vec<Kept> {
    with(database, async |store| {
        let mut all = Vec::new();
        for person in store.persons().await.unwrap() {
            all.push(store.kept(person.id).await.unwrap());
        }
        all
    })
}

fn run(command: &str, file: &Path, database: &Path, more: &[&str]) -> Run {
    let file = file.to_str().unwrap();
    let args = match command {
        "export" => vec!["export", "-o", file, "--at", AT],
        other => vec![other, file],
    };
    let database = ["--database", database.to_str().unwrap()];
    afterglow(&[args.as_slice(), &database, more].concat(), "")
}

#[test]
fn what_leaves_one_computer_arrives_on_another() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = ["here/a.db", "there/b.db"].map(|name| folder.path().join(name));
    let [archive, again] = ["a.zip", "again.zip"].map(|name| folder.path().join(name));
    let kept = somebody(&here);
    let out = run("export", &archive, &here, &[]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    for said in ["3 facts, 1 answers", "sessions: 1", "check-ins: 1", "not locked"] {
        assert!(out.stdout.contains(said), "{}", out.stdout);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&archive).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let arrived = run("import", &archive, &there, &[]);
    assert_eq!(arrived.code, 0, "{}", arrived.stderr);
    assert!(arrived.stdout.contains("3 facts, 1 answers"), "{}", arrived.stdout);
    assert_eq!(of_all(&there), std::slice::from_ref(&kept));
    assert_eq!(run("export", &again, &there, &[]).code, 0);
    assert_eq!(fs::read(&again).unwrap(), fs::read(&archive).unwrap());
    let twice = run("import", &archive, &there, &[]);
    assert!(twice.code == 0 && twice.stdout.contains("Nothing changed"), "{}", twice.stdout);

    let erased = afterglow(&["erase", "--sure", "--database", there.to_str().unwrap()], "");
    assert_eq!(erased.code, 0, "{}", erased.stderr);
    assert_eq!(run("import", &archive, &there, &[]).code, 0);
    assert_eq!(of_all(&there), [kept]);
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("here/a.db");
    let archive = folder.path().join("a.zip");
    somebody(&database);
    fs::write(&archive, "a letter").unwrap();
    let refused = run("export", &archive, &database, &[]);
    assert!(refused.code == 1 && refused.stderr.contains("--replace"), "{}", refused.stderr);
    assert_eq!(fs::read(&archive).unwrap(), b"a letter");
    assert_eq!(run("export", &archive, &database, &["--replace"]).code, 0);
    assert!(fs::read(&archive).unwrap().starts_with(b"PK"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left");
    let missing = run("export", &archive, &folder.path().join("nothing.db"), &[]);
    assert!(missing.code == 1 && !folder.path().join("nothing.db").exists(), "{}", missing.stderr);
}

#[test]
fn nothing_is_mixed_and_nothing_comes_in_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = ["here/a.db", "there/b.db"].map(|name| folder.path().join(name));
    let archive = folder.path().join("a.zip");
    somebody(&here);
    assert_eq!(run("export", &archive, &here, &[]).code, 0);
    let other = somebody(&there);
    let mixed = run("import", &archive, &there, &[]);
    assert!(mixed.code == 1 && mixed.stderr.contains("erase it first"), "{}", mixed.stderr);
    assert_eq!(of_all(&there), [other]);

    let fresh = folder.path().join("fresh/c.db");
    let mut bytes = fs::read(&archive).unwrap();
    bytes.pop();
    fs::write(&archive, &bytes).unwrap();
    let cut = run("import", &archive, &fresh, &[]);
    assert!(cut.code == 1 && cut.stderr.contains("a.zip: not an archive"), "{}", cut.stderr);
    let cut = run("import", &archive, &fresh, &["--format", "json"]);
    let told: Value = serde_json::from_str(&cut.stdout).unwrap();
    assert!(cut.code == 1 && told["errors"].as_array().is_some_and(|errors| errors.len() == 1), "{told}");
    assert!(!fresh.exists(), "a database is made only for what can be kept in it");
}

#[test]
fn who_has_told_nothing_has_nothing_to_take_along() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("here/a.db");
    let archive = folder.path().join("a.zip");
    with(&database, async |store| store.create_person(AT.parse().unwrap()).await.unwrap());
    let nobody = run("export", &archive, &database, &[]);
    assert!(nobody.code == 1 && !archive.exists(), "{}", nobody.stderr);
    somebody(&database);
    assert_eq!(run("export", &archive, &database, &[]).code, 0);
    fs::remove_file(&archive).unwrap();
    somebody(&database);
    let two = run("export", &archive, &database, &[]);
    assert!(two.code == 1 && !archive.exists(), "{}", two.stderr);
}
