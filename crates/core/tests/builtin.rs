//! The protocol that ships: it loads, its examples come out, and nothing of what it must carry is missing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use afterglow_core::document::{Document, Format};
use afterglow_core::engine::examples;
use afterglow_core::protocol::{BUILTIN, GateKind, Protocol, Status};
use afterglow_core::vocabulary::{Activity, Symptom, Word};

fn documents() -> Vec<Document<'static>> {
    BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}

fn protocol() -> Protocol {
    match Protocol::builtin() {
        Ok(protocol) => protocol,
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{} problems\n{}", lines.len(), lines.join("\n"));
        }
    }
}

#[test]
fn the_built_in_files_are_those_of_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocols/microneedling/1");
    let entries = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let mut on_disk: BTreeSet<String> = entries(&folder).into_iter().filter(|name| name != "names").collect();
    on_disk.extend(entries(&folder.join("names")).iter().map(|name| format!("names/{name}")));
    let built_in: BTreeSet<String> = BUILTIN.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(on_disk, built_in);
}

/// A released version never changes: whoever kept an answer can find the very rules that gave it.
#[test]
fn what_is_released_is_frozen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocols");
    let text = fs::read_to_string(root.join("frozen.toml")).unwrap();
    let frozen: toml::Table = text.parse().unwrap();
    let frozen: BTreeSet<(String, i64, String)> = frozen["frozen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let word = |key: &str| entry[key].as_str().unwrap().to_owned();
            (word("protocol"), entry["version"].as_integer().unwrap(), word("digest"))
        })
        .collect();
    let built_in = protocol();
    assert_eq!(built_in.status(), Status::Released);
    let of = |id: &str, digest: &str| (id.to_owned(), i64::from(built_in.version()), digest.to_owned());
    let shipped = [of("microneedling", built_in.digest()), of("floor", built_in.floor_digest())];
    for entry in shipped {
        assert!(frozen.contains(&entry), "{entry:?}: make a new version; a released one stays as it is");
    }
    // Every frozen version is still there. The one that ships is compared above, word for word with its folder.
    for (id, version, _) in frozen {
        assert!(root.join(&id).join(version.to_string()).is_dir(), "{id} {version}");
    }
}

#[test]
fn every_example_comes_out() {
    let protocol = Protocol::load(&documents()).unwrap();
    let failures = examples::failures(&protocol, &documents());
    let lines: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples\n{}", lines.len(), lines.join("\n"));
    assert!(examples::count(&protocol) > 200);
}

#[test]
fn an_example_that_is_wrong_is_found() {
    let aftercare = BUILTIN.iter().find(|(name, _)| *name == "aftercare.toml").unwrap().1;
    let wrong = aftercare.replacen("state = \"open\"", "state = \"held\"", 1);
    let documents: Vec<Document<'_>> = BUILTIN
        .iter()
        .map(|(name, text)| if *name == "aftercare.toml" { (*name, wrong.as_str()) } else { (*name, *text) })
        .map(|(name, text)| Document::new(name, text, Format::Toml))
        .collect();
    let protocol = Protocol::load(&documents).unwrap();
    let failures = examples::failures(&protocol, &documents);
    assert_eq!(failures.len(), 1);
    assert!(failures[0].place.is_some() && failures[0].message.contains("not `held`"), "{}", failures[0]);
}

#[test]
fn every_activity_has_a_gate_and_every_symptom_an_expectation() {
    let protocol = protocol();
    let gates: Vec<Activity> = protocol.gates().iter().map(|gate| gate.activity).collect();
    assert_eq!(gates, Activity::ALL);
    let expectations: Vec<Symptom> = protocol.expectations().iter().map(|rule| rule.symptom).collect();
    assert_eq!(expectations, Symptom::ALL);
}

#[test]
fn every_claim_is_accounted_for_and_the_unsupported_ones_are_rejected() {
    let protocol = protocol();
    assert!(protocol.claims().len() >= 98);
    for claim in protocol.claims() {
        let ways = [!claim.cited_by.is_empty(), claim.note.is_some(), claim.rejected.is_some()];
        assert!(ways.contains(&true), "{}", claim.id);
        assert!(claim.rejected.as_ref().is_none_or(|reason| reason.len() > 20), "{}", claim.id);
    }
    for id in [
        "care-pineapple",
        "session-numbing-40-wrap",
        "prep-suspend-blood-thinners-retinoids",
        "serums-through-channels",
        "non-invasive",
        "nsaids-cause-reactions",
        "all-skin-types",
        "low-risk",
        "results-after-a-week",
    ] {
        let claim = protocol.claims().iter().find(|claim| claim.id == id).unwrap();
        assert!(claim.rejected.is_some() && claim.cited_by.is_empty(), "{id}");
    }
}

#[test]
fn the_ledger_has_a_row_for_every_known_disagreement() {
    let protocol = protocol();
    assert!(protocol.conflicts().len() >= 14, "{}", protocol.conflicts().len());
    for row in protocol.conflicts() {
        assert!(row.values.len() >= 2 && !row.choice.is_empty() && !row.reason.is_empty(), "{}", row.id);
        assert!(row.rule.is_some() || row.note.is_some(), "{}", row.id);
    }
}

#[test]
fn radio_frequency_and_deep_needling_have_their_own_times() {
    let protocol = protocol();
    let adjusted = |what: &str| {
        let gates = protocol.gates().iter().filter(|gate| match &gate.kind {
            GateKind::Opens(opening) => {
                opening.adjust.iter().any(|adjust| format!("{:?}", adjust.when).contains(what))
            }
            GateKind::Never | GateKind::Ask => false,
        });
        gates.count()
    };
    assert!(adjusted("Rf") + adjusted("Device") > 20);
    assert!(adjusted("DepthOver") > 20);
}

#[test]
fn no_gate_stands_below_its_floor_or_outside_its_sources() {
    for gate in protocol().gates() {
        let GateKind::Opens(opening) = &gate.kind else { continue };
        let hours = i64::from(opening.opens_h);
        assert!(opening.floor_h <= opening.opens_h, "{}", gate.activity);
        assert!((opening.range_h[0]..=opening.range_h[1]).contains(&hours), "{}", gate.activity);
        assert!(opening.adjust.iter().all(|adjust| adjust.opens_h > opening.opens_h), "{}", gate.activity);
    }
}
