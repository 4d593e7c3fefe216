//! Archives: what goes out comes back the same, and nothing else comes in.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it must be"
)]

mod faults;
mod mutations;
mod round;

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use afterglow_archive::{Rules, pack};
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_store::{Cause, Kept, Kind, NewAnswer, NewFact, PersonId, ProtocolName, Records, Store};
use afterglow_wording::Wording;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A folder with a database.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.0.path().join("home")
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.folder().join("afterglow.db")).await.unwrap()
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2026-11-24T15:00:00Z")
}

struct Known {
    protocol: Protocol,
    dictionary: Dictionary,
    wording: Wording,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
    protocol: Protocol::builtin().unwrap(),
    dictionary: Dictionary::builtin().unwrap(),
    wording: Wording::new("en").unwrap(),
});

pub(crate) fn packed(kept: &Kept) -> Vec<u8> {
    let rules = Rules { protocol: &KNOWN.protocol, dictionary: &KNOWN.dictionary, wording: &KNOWN.wording };
    pack(kept, rules, now()).unwrap()
}

/// Somebody two days after a session, who has corrected and withdrawn some of what they wrote.
pub(crate) async fn somebody(store: &Store) -> PersonId {
    let person = store.create_person(now()).await.unwrap();
    let facts = vec![
        NewFact::new(Kind::Person, json!({ "name": "canary-name Zoë \u{1F33F}", "born": 1991 })),
        NewFact::new(Kind::Contacts, json!({ "clinic": "canary-clinic", "country": "DE" })),
        NewFact::new(
            Kind::Treatment,
            json!({ "ended": "2026-11-22T14:00:00+01:00[Europe/Berlin]", "device": "pen", "areas": [{ "area": "face" }] }),
        ),
        NewFact::new(Kind::Product, json!({ "name": "cream", "label": "Aqua, canary-label, Retinol" })),
        NewFact::new(Kind::Product, json!({ "name": "other", "label": "Aqua" })),
    ];
    let first = store.record(person, facts, None, now()).await.unwrap().facts;
    let renamed = json!({ "name": "balm", "label": "Aqua" });
    let renamed = vec![NewFact::correction(Kind::Product, renamed, first[4])];
    let second = store.record(person, renamed, None, now()).await.unwrap().facts[0];
    store.record(person, vec![NewFact::withdrawal(Kind::Product, second)], None, now()).await.unwrap();
    let told = json!({
        "at": "2026-11-24T09:00:00+01:00[Europe/Berlin]", "signs": [], "symptoms": { "redness": "mild" },
        "temperature_c": 36.7, "note": "canary-note"
    });
    let shown = NewAnswer {
        kind: "triage".to_owned(),
        cause: Some(Cause::New(0)),
        judged_at: at("2026-11-24T14:00:00.000000001Z"),
        input: "{\"canary-input\": 1}".to_owned(),
        output: "canary-output \"quoted\",  two\r\n\u{7f}\u{0}end ".to_owned(),
        protocol: ProtocolName {
            id: "microneedling".to_owned(),
            version: "1".to_owned(),
            digest: "0f".repeat(32),
        },
    };
    store.record(person, vec![NewFact::new(Kind::CheckIn, told)], Some(shown.clone()), now()).await.unwrap();
    store.record(person, vec![], Some(NewAnswer { cause: None, ..shown }), now()).await.unwrap();
    person
}

/// Somebody's rows, from a database that is gone.
pub(crate) async fn kept() -> Kept {
    let home = Home::new();
    let store = home.open().await;
    let person = somebody(&store).await;
    let kept = store.kept(person).await.unwrap();
    store.close().await.unwrap();
    kept
}

/// An archive taken apart, to be put together in another way.
#[derive(Clone)]
pub(crate) struct Parts(pub(crate) Vec<(String, Vec<u8>)>);

impl Parts {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let part = |index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().to_owned(), bytes)
        };
        Self((0..7).map(part).collect())
    }

    pub(crate) fn bytes_of(&self, name: &str) -> &[u8] {
        &self.0.iter().find(|(known, _)| known == name).unwrap().1
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes_of(name).to_vec()).unwrap()
    }

    pub(crate) fn set(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.0.iter_mut().find(|(known, _)| known == name).unwrap().1 = bytes.into();
    }

    /// Changes a text, which must change.
    pub(crate) fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.set(name, text.replacen(from, to, 1));
    }

    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::to_owned).collect()
    }

    pub(crate) fn set_lines(&mut self, name: &str, lines: &[String]) {
        self.set(name, lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    }

    pub(crate) fn manifest(&self) -> Value {
        serde_json::from_slice(self.bytes_of("manifest.json")).unwrap()
    }

    pub(crate) fn set_manifest(&mut self, change: impl FnOnce(&mut Value)) {
        let mut manifest = self.manifest();
        change(&mut manifest);
        self.set("manifest.json", manifest.to_string());
    }

    /// Lets the manifest say of every entry what it is now: whoever changes an archive on purpose would do so.
    pub(crate) fn sealed(mut self) -> Self {
        let digests: Vec<(String, String)> = self
            .0
            .iter()
            .filter(|(name, _)| name != "manifest.json")
            .map(|(name, bytes)| {
                (name.clone(), Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
            })
            .collect();
        let lines = |name: &str| {
            let known = self.0.iter().find(|(known, _)| known == name);
            known.map_or(0, |(_, bytes)| String::from_utf8_lossy(bytes).lines().count())
        };
        let (facts, answers) = (lines("facts.jsonl"), lines("answers.jsonl"));
        self.set_manifest(|manifest| {
            manifest["sha256"] =
                digests.into_iter().map(|(name, digest)| (name, Value::from(digest))).collect();
            manifest["facts"] = facts.into();
            manifest["answers"] = answers.into();
        });
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}
