//! What must not be there: the core has no clock, no I/O, no threads, no async, and its layers look one way only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Nothing of this may stand in the core's sources.
const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::sync",
    "std::time",
    "async ",
    ".await",
    "println!",
    "print!",
    "eprintln!",
    "dbg!",
    "thread_rng",
    "Timestamp::now",
    "ZonedDateTime::now",
    "TimeZone::system",
    "catch_unwind",
    "unsafe ",
    "static mut",
    "RefCell",
    "Mutex",
    "OnceLock",
    "LazyLock",
];

/// Crates that the core may use. None of them does I/O for it, and none is ours.
const ALLOWED_CRATES: &[&str] =
    &["jiff", "schemars", "serde", "serde_json", "serde_path_to_error", "sha2", "toml"];

/// Module paths in the order of the layers; each may use those above it only.
const LAYERS: &[(&str, &[&str])] = &[
    ("set", &["crate::case", "crate::document", "crate::protocol", "crate::engine", "crate::fact"]),
    ("vocabulary", &["crate::case", "crate::document", "crate::protocol", "crate::engine", "crate::fact"]),
    ("document", &["crate::case", "crate::protocol", "crate::engine", "crate::fact"]),
    ("fact", &["crate::case", "crate::protocol", "crate::engine", "crate::document"]),
    ("case", &["crate::protocol", "crate::engine"]),
    ("protocol", &["crate::engine", "crate::label"]),
    ("label", &["crate::engine", "crate::case"]),
    ("engine", &[]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]").next().unwrap();
    shipped.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_core_has_no_clock_no_io_and_no_async() {
    let files = sources();
    assert!(files.len() > 30, "only {} files found", files.len());
    for (path, text) in files {
        for word in FORBIDDEN {
            assert!(!code(&text).contains(word), "{}: `{word}`", path.display());
        }
    }
}

#[test]
fn every_layer_looks_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut checked = 0;
    for (path, text) in sources() {
        let inside = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = inside.split(['/', '.']).next().unwrap();
        let Some((_, forbidden)) = LAYERS.iter().find(|(layer, _)| *layer == module) else {
            assert_eq!(module, "lib", "the module `{module}` has no place in the layers");
            continue;
        };
        checked += 1;
        for word in *forbidden {
            assert!(!code(&text).contains(word), "{inside} uses `{word}`");
        }
    }
    assert!(checked > 30);
}

#[test]
fn the_core_uses_only_what_was_chosen_for_it() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let used: Vec<&String> = manifest["dependencies"].as_table().unwrap().keys().collect();
    assert_eq!(used, ALLOWED_CRATES);
}
