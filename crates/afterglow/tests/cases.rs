//! Every example case with the outcome that it has today, as a person and as a program see it; every bad file with every
//! problem it has. A change of an outcome shows up as a change of a snapshot: `cargo insta review`, or `INSTA_UPDATE=always`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::{afterglow, root};

struct Entry {
    file: String,
    at: String,
    /// The commands that are worth showing for it.
    commands: Vec<String>,
}

/// The cases of `cases/index.toml`.
fn index() -> Vec<Entry> {
    let text = fs::read_to_string(root().join("cases/index.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let text = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let entries = table["case"].as_array().unwrap().iter();
    let commands = |entry: &toml::Value| match entry.get("commands").and_then(toml::Value::as_array) {
        Some(list) => list.iter().map(|command| command.as_str().unwrap().to_owned()).collect(),
        None => vec!["plan".to_owned()],
    };
    let entry = |entry: &toml::Value| Entry {
        file: text(entry, "file"),
        at: text(entry, "at"),
        commands: commands(entry),
    };
    entries.map(entry).collect()
}

fn snapshot(folder: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => root().join("cases").join(folder),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn every_case_is_in_the_index() {
    let listed: BTreeSet<String> = index().into_iter().map(|entry| entry.file).collect();
    let on_disk: BTreeSet<String> = fs::read_dir(root().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name != "index.toml")
        .collect();
    assert_eq!(listed, on_disk);
    assert!(listed.len() >= 15);
}

#[test]
fn every_case_has_its_outcome() {
    for Entry { file, at, commands } in index() {
        let path = format!("cases/{file}");
        let name = file.split('.').next().unwrap();
        for command in &commands {
            let person = afterglow(&[command, &path, "--at", &at], "");
            assert_eq!((person.code, person.stderr.as_str()), (0, ""), "{file}");
            snapshot("snapshots", &format!("{name}.{command}"), &person.stdout);
            let program = afterglow(&[command, &path, "--at", &at, "--format", "json", "--no-text"], "");
            let value: serde_json::Value = serde_json::from_str(&program.stdout).unwrap();
            snapshot("snapshots", &format!("{name}.{command}.json"), &shown(&value));
        }
    }
}

/// The outcome without the protocol's digest, which every edit of a word changes, one answer a line.
fn shown(value: &serde_json::Value) -> String {
    let mut lines = Vec::new();
    for (key, part) in value.as_object().unwrap() {
        match part {
            _ if key == "protocol" => {}
            serde_json::Value::Array(list) => {
                lines.push(format!("{key}:"));
                lines.extend(list.iter().map(|entry| format!("  {entry}")));
            }
            other => lines.push(format!("{key}: {other}")),
        }
    }
    lines.join("\n")
}

/// A list of all rules with what they decide: a rule that goes, or a number that moves, shows up here.
#[test]
fn the_rules_are_these() {
    snapshot("snapshots", "rules", &afterglow(&["protocol", "show"], "").stdout);
}

#[test]
fn no_line_of_a_page_is_wider_than_eighty_columns() {
    for Entry { file, at, .. } in index() {
        let path = format!("cases/{file}");
        for command in ["screen", "prepare", "session", "plan", "expect", "course", "triage", "ask"] {
            let page = afterglow(&[command, &path, "--at", &at, "--why"], "");
            for line in page.stdout.lines() {
                assert!(line.chars().count() <= 80, "{file} {command}: {line}");
            }
        }
    }
}

#[test]
fn every_bad_file_has_its_problems() {
    let mut files: Vec<String> = fs::read_dir(root().join("cases/bad"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file() && entry.path().extension().is_some_and(|kind| kind != "snap"))
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        let run = afterglow(&["plan", &format!("cases/bad/{file}")], "");
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{file}");
        snapshot("bad/snapshots", &file, &run.stderr);
    }
}

#[test]
fn ten_planted_faults_of_a_case_are_ten_problems_with_line_and_help() {
    let run = afterglow(&["plan", "cases/bad/ten-faults.toml", "--format", "json"], "");
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let errors = value["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 10, "{errors:#?}");
    for error in errors {
        assert!(error["line"].is_u64() && error["help"].is_string(), "{error}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn ten_planted_faults_of_a_protocol_are_ten_problems_with_line_and_help() {
    let folder = std::env::temp_dir().join(format!("afterglow-ten-faults-{}", std::process::id()));
    copy_folder(&root().join("protocols/microneedling/1"), &folder);
    let faults = fs::read_to_string(root().join("cases/bad/protocol-ten-faults/faults.toml")).unwrap();
    let faults: toml::Table = faults.parse().unwrap();
    let faults = faults["fault"].as_array().unwrap();
    for fault in faults {
        let path = folder.join(fault["file"].as_str().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let find = fault["find"].as_str().unwrap();
        assert_eq!(text.matches(find).count(), 1, "`{find}` must stand once in {}", path.display());
        fs::write(&path, text.replace(find, fault["replace"].as_str().unwrap())).unwrap();
    }
    let run = afterglow(&["protocol", "check", folder.to_str().unwrap(), "--format", "json"], "");
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(run.code, 1);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let errors = value["errors"].as_array().unwrap();
    assert_eq!((faults.len(), errors.len()), (10, 10), "{errors:#?}");
    for fault in faults {
        let says = fault["line_says"].as_str().unwrap();
        let found = errors.iter().find(|error| {
            format!("{} {}", error["message"].as_str().unwrap(), error["help"].as_str().unwrap_or(""))
                .contains(says)
        });
        let found = found.unwrap_or_else(|| panic!("`{says}` is not reported in {errors:#?}"));
        assert!(found["line"].is_u64() && found["help"].is_string(), "{found}");
    }
}
