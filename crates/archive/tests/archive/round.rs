//! Out and back.

use std::fs;
use std::path::{Path, PathBuf};

use afterglow_archive::{bring_in, unpack};
use afterglow_store::{Imported, Kind, NewFact, Records, StoreError, fold};
use serde_json::json;

use crate::{Home, Parts, kept, now, packed, somebody};

#[tokio::test]
async fn what_was_exported_erased_and_imported_is_the_same() {
    let home = Home::new();
    let store = home.open().await;
    let person = somebody(&store).await;
    let before = store.kept(person).await.unwrap();
    let archive = packed(&before);
    store.erase(person).await.unwrap();
    assert!(store.persons().await.unwrap().is_empty());

    let unpacked = unpack(&archive).unwrap();
    assert_eq!((unpacked.exported, &unpacked.kept), (now(), &before));
    assert_eq!(bring_in(&store, unpacked.kept.clone()).await, Ok(Imported::New));
    store.close().await.unwrap();
    let store = home.open().await;
    let after = store.kept(person).await.unwrap();
    assert_eq!(after, before);
    // Canonical: keys in order, numbers in one form.
    assert_eq!(fold(&after.facts).to_string(), fold(&before.facts).to_string());
    for (after, before) in after.answers.iter().zip(&before.answers) {
        assert_eq!(after.input.as_bytes(), before.input.as_bytes());
        assert_eq!(after.output.as_bytes(), before.output.as_bytes());
    }
    // At the same moment, the same bytes.
    assert_eq!(packed(&after), archive);
    assert_eq!(bring_in(&store, unpacked.kept).await, Ok(Imported::AlreadyHere));
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_archive_can_be_read_without_the_program() {
    let kept = kept().await;
    let parts = Parts::of(&packed(&kept));
    let names: Vec<&str> = parts.0.iter().map(|(name, _)| name.as_str()).collect();
    let expect =
        ["README.txt", "manifest.json", "case.json", "facts.jsonl", "answers.jsonl", "plan.pdf", "plan.ics"];
    assert_eq!(names, expect);
    assert!(parts.bytes_of("plan.pdf").starts_with(b"%PDF"));
    assert!(parts.bytes_of("plan.ics").starts_with(b"BEGIN:VCALENDAR"));
    let case: serde_json::Value = serde_json::from_str(&parts.text("case.json")).unwrap();
    assert_eq!(case, fold(&kept.facts));
    assert_eq!(parts.lines("facts.jsonl").len(), kept.facts.len());
    let manifest = parts.manifest();
    assert_eq!((&manifest["format"], &manifest["exported"]), (&json!(1), &json!("2026-11-24T15:00:00Z")));
    let readme = parts.text("README.txt");
    assert!(
        readme.contains("112") && readme.contains("afterglow import") && !readme.contains("canary"),
        "{readme}"
    );
    // A note does not belong on paper, and a calendar is shared.
    for name in ["plan.pdf", "plan.ics", "manifest.json"] {
        assert!(!String::from_utf8_lossy(parts.bytes_of(name)).contains("canary"), "{name}");
    }
}

#[tokio::test]
async fn who_has_told_little_has_no_plan_to_take_along() {
    let home = Home::new();
    let store = home.open().await;
    let person = store.create_person(now()).await.unwrap();
    let name = NewFact::new(Kind::Person, json!({ "name": "Zoë" }));
    store.record(person, vec![name], None, now()).await.unwrap();
    let kept = store.kept(person).await.unwrap();
    let archive = packed(&kept);
    assert_eq!(unpack(&archive).unwrap().kept, kept);
    let count = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap().len();
    assert_eq!(count, 5);
    store.close().await.unwrap();
}

#[tokio::test]
async fn two_people_are_never_mixed() {
    let kept = kept().await;
    let home = Home::new();
    let store = home.open().await;
    let empty = store.create_person(now()).await.unwrap();
    assert_eq!(bring_in(&store, kept.clone()).await, Ok(Imported::New));
    assert!(store.facts(empty).await.is_err(), "who has told nothing gives way");
    // One fact more, and the archive is another state of the same person.
    let settings = NewFact::new(Kind::Settings, json!({ "size": "large" }));
    store.record(kept.person.id, vec![settings], None, now()).await.unwrap();
    let now_here = store.kept(kept.person.id).await.unwrap();
    assert_eq!(bring_in(&store, kept.clone()).await, Err(StoreError::PersonExists));
    let other = self::kept().await;
    assert_eq!(bring_in(&store, other).await, Err(StoreError::PersonNotEmpty));
    assert_eq!(store.kept(kept.person.id).await.unwrap(), now_here);
    assert_eq!(store.persons().await.unwrap().len(), 1);
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_same_person_comes_back_where_they_have_told_nothing_yet() {
    let kept = kept().await;
    let home = Home::new();
    let store = home.open().await;
    let nothing = afterglow_store::Kept { facts: vec![], answers: vec![], ..kept.clone() };
    store.import(nothing, vec![]).await.unwrap();
    assert_eq!(bring_in(&store, kept.clone()).await, Ok(Imported::New));
    assert_eq!(store.kept(kept.person.id).await.unwrap(), kept);
    store.close().await.unwrap();
}

#[tokio::test]
async fn after_erasing_no_byte_of_an_imported_person_is_left() {
    let kept = kept().await;
    let person = kept.person.id;
    let home = Home::new();
    let store = home.open().await;
    bring_in(&store, unpack(&packed(&kept)).unwrap().kept).await.unwrap();
    store.backup(store.backups_folder(), now()).await.unwrap();
    let marks =
        ["canary-name", "canary-note", "canary-label", "canary-clinic", "canary-input", "canary-output"];
    for mark in marks {
        assert!(files_with(&home.folder(), mark).len() >= 2, "{mark} is planted");
    }
    store.erase(person).await.unwrap();
    for mark in marks.into_iter().chain([person.to_string().as_str()]) {
        assert_eq!(files_with(&home.folder(), mark), Vec::<PathBuf>::new(), "{mark}, while open");
    }
    store.close().await.unwrap();
    assert_eq!(files_with(&home.folder(), "canary"), Vec::<PathBuf>::new(), "once closed");
}

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
    found
}
