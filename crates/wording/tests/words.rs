//! The words: none missing, none unused, none too long, none too hard, and no promise where nothing is known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use afterglow_core::protocol::Protocol;
use afterglow_wording::{Wording, keys, readability};

/// Words a sentence.
const LONGEST_SENTENCE: usize = 15;
/// Flesch-Kincaid grade.
const HARDEST_GRADE: f64 = 6.0;
/// Shorter texts are not measured: the formula means nothing for them.
const SHORTEST_TEXT: usize = 60;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every message of every file: file, key, text. Continued lines belong to their key.
fn messages() -> Vec<(String, String, String)> {
    let mut messages: Vec<(String, String, String)> = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("wording/en")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(&file).unwrap().lines() {
            if line.starts_with([' ', '\t', '}']) {
                let (_, _, text) = messages.last_mut().unwrap();
                text.push('\n');
                text.push_str(line.trim());
            } else if let Some((key, text)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
                messages.push((name.clone(), key.to_owned(), text.to_owned()));
            } else if let Some(key) = line.strip_suffix(" =") {
                messages.push((name.clone(), key.to_owned(), String::new()));
            } else {
                assert!(line.is_empty() || line.starts_with('#'), "{name}: `{line}`");
            }
        }
    }
    messages
}

/// What a person reads: without placeables and selectors.
fn read_aloud(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

#[test]
fn no_key_is_missing_and_none_is_unused() {
    let protocol = Protocol::builtin().unwrap();
    let asked: BTreeSet<String> = keys::all(&protocol).into_iter().collect();
    let written: Vec<String> = messages().into_iter().map(|(_, key, _)| key).collect();
    let unique: BTreeSet<String> = written.iter().cloned().collect();
    assert_eq!(written.len(), unique.len(), "a key stands twice");
    let missing: Vec<&String> = asked.difference(&unique).collect();
    let unused: Vec<&String> = unique.difference(&asked).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}\nunused {unused:?}");
    let wording = Wording::new("en").unwrap();
    assert!(asked.iter().all(|key| wording.has(key)), "a message does not parse");
}

#[test]
fn every_named_key_is_asked_for_in_the_code() {
    fn collect(dir: &Path, code: &mut String) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, code);
            } else if path.file_name().is_some_and(|name| name != "keys.rs") {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut code = String::new();
    for part in [
        "crates/wording/src",
        "crates/wire/src",
        "crates/documents/src",
        "crates/archive/src",
        "crates/server/src",
        "crates/server/templates",
        "crates/afterglow/src",
    ] {
        collect(&root().join(part), &mut code);
    }
    // Keys that end in an id are asked for by their beginning.
    let families = [
        "gap-",
        "month-",
        "weekday-",
        "expect-",
        "evidence-",
        "measure-",
        "unit-",
        "table-",
        "finding-",
        "who-",
        "when-",
        "level-title-",
        "seen-",
        "calendar-",
        "app-setup-",
        "app-group-",
        "app-size-",
        "keep-kind-",
        "app-asks-",
    ];
    for key in keys::NAMED {
        let whole = code.contains(&format!("\"{key}\""));
        let family = families.iter().any(|family| {
            key.starts_with(family)
                && (code.contains(&format!("\"{family}{{")) || code.contains(&format!("\"{family}\"")))
        });
        assert!(whole || family, "`{key}` is never asked for");
    }
}

#[test]
fn every_sentence_is_short() {
    let mut checked = 0;
    for (file, key, text) in messages() {
        for sentence in readability::sentences(&read_aloud(&text)) {
            let words = readability::words(sentence).count();
            assert!(words <= LONGEST_SENTENCE, "{file} {key}: {words} words in `{sentence}`");
            checked += 1;
        }
    }
    assert!(checked > 500);
}

#[test]
fn every_file_reads_at_grade_six_or_lower() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (file, _, text) in messages() {
        let whole = files.entry(file).or_default();
        whole.push_str(&read_aloud(&text));
        whole.push('\n');
    }
    assert!(files.len() >= 6);
    for (file, text) in files {
        let counted = readability::count(&text);
        let grade = counted.grade();
        assert!(counted.words < SHORTEST_TEXT || grade <= HARDEST_GRADE, "{file}: grade {grade:.1}");
    }
}

#[test]
fn no_sentence_promises_or_diagnoses() {
    for (file, key, text) in messages() {
        let words: Vec<String> = readability::words(&read_aloud(&text)).collect();
        if key == "concern-fine-lines" {
            continue; // the name of a concern
        }
        for word in ["normal", "normally", "safe", "safely", "fine", "harmless", "guaranteed", "diagnosis"] {
            assert!(!words.iter().any(|found| found == word), "{file} {key}: `{word}`");
        }
    }
}

#[test]
fn list_names_are_short() {
    for (file, key, text) in messages() {
        if key.ends_with("-name") {
            assert!(text.chars().count() <= 40, "{file} {key}: `{text}`");
        }
    }
}

#[test]
fn no_sentence_is_copied_from_the_claims_or_the_evidence() {
    let protocol = Protocol::builtin().unwrap();
    let sources: Vec<String> = protocol
        .claims()
        .iter()
        .map(|claim| claim.says.to_lowercase())
        .chain(protocol.evidence().iter().map(|fact| fact.says.to_lowercase()))
        .collect();
    for (file, key, text) in messages() {
        let text = read_aloud(&text).to_lowercase();
        for sentence in text.split(['.', '!', '?']).map(str::trim) {
            let long = readability::words(sentence).count() >= 7;
            assert!(
                !long || !sources.iter().any(|source| source.contains(sentence)),
                "{file} {key}: `{sentence}`"
            );
        }
    }
}
