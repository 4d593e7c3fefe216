//! Nothing of the protocol can change unnoticed: taking out a rule, a hold, an adjustment or an `ask`, or moving an hour
//! or a step by one, is refused by the loader or fails an example that stands beside the rule.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use std::collections::BTreeSet;

use afterglow_core::document::{Document, Format};
use afterglow_core::engine::examples;
use afterglow_core::protocol::{BUILTIN, Protocol};
use toml::{Table, Value};

fn parse(name: &str) -> Table {
    BUILTIN.iter().find(|(file, _)| *file == name).unwrap().1.parse().unwrap()
}

/// Whether the built-in protocol with one file replaced is refused or has a failing example.
fn is_noticed(name: &str, table: &Table) -> bool {
    let text = table.to_string();
    let files: Vec<(&str, &str)> =
        BUILTIN.iter().map(|(file, old)| (*file, if *file == name { text.as_str() } else { *old })).collect();
    let documents: Vec<Document<'_>> =
        files.iter().map(|(file, text)| Document::new(file, text, Format::Toml)).collect();
    match Protocol::load(&documents) {
        Ok(protocol) => !examples::failures(&protocol, &documents).is_empty(),
        Err(_) => true,
    }
}

fn rows<'t>(table: &'t mut Table, kind: &str) -> &'t mut Vec<Value> {
    table[kind].as_array_mut().unwrap()
}

fn shift(value: &mut Value, by: i64) {
    *value = Value::Integer(value.as_integer().unwrap() + by);
}

#[test]
fn the_untouched_protocol_passes() {
    assert!(!is_noticed("aftercare.toml", &parse("aftercare.toml")));
    assert!(!is_noticed("daily.toml", &parse("daily.toml")));
    assert!(!is_noticed("expectations.toml", &parse("expectations.toml")));
}

#[test]
fn no_gate_can_be_dropped_and_no_hour_moved() {
    let whole = parse("aftercare.toml");
    let count = whole["gate"].as_array().unwrap().len();
    let mut unnoticed = Vec::new();
    for index in 0..count {
        let activity = whole["gate"][index]["activity"].as_str().unwrap().to_owned();
        let mut dropped = whole.clone();
        rows(&mut dropped, "gate").remove(index);
        assert!(is_noticed("aftercare.toml", &dropped), "{activity} dropped");
        if whole["gate"][index].get("opens_h").is_none() {
            continue;
        }
        for by in [-1, 1] {
            let mut moved = whole.clone();
            shift(&mut rows(&mut moved, "gate")[index]["opens_h"], by);
            // The floor follows, so that not only the loader's check of the floor is asked.
            let floor = moved["gate"][index]["floor_h"].as_integer().unwrap();
            let opens = moved["gate"][index]["opens_h"].as_integer().unwrap();
            rows(&mut moved, "gate")[index]["floor_h"] = Value::Integer(floor.min(opens));
            if !is_noticed("aftercare.toml", &moved) {
                unnoticed.push(format!("{activity} {by:+} h"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[test]
fn no_hold_ask_or_adjustment_can_be_dropped_or_moved() {
    let whole = parse("aftercare.toml");
    let count = whole["gate"].as_array().unwrap().len();
    let mut unnoticed = Vec::new();
    for index in 0..count {
        let activity = whole["gate"][index]["activity"].as_str().unwrap().to_owned();
        for list in ["hold", "ask", "adjust"] {
            let entries = whole["gate"][index].get(list).and_then(Value::as_array).map_or(0, Vec::len);
            for entry in 0..entries {
                let mut dropped = whole.clone();
                rows(&mut dropped, "gate")[index][list].as_array_mut().unwrap().remove(entry);
                if !is_noticed("aftercare.toml", &dropped) {
                    unnoticed.push(format!("{activity} {list} {entry} dropped"));
                }
                if list == "adjust" {
                    for by in [-1, 1] {
                        let mut moved = whole.clone();
                        shift(&mut rows(&mut moved, "gate")[index][list][entry]["opens_h"], by);
                        if !is_noticed("aftercare.toml", &moved) {
                            unnoticed.push(format!("{activity} {list} {entry} {by:+} h"));
                        }
                    }
                }
            }
        }
        let moves = whole["gate"][index].get("must_know").is_some();
        if moves {
            let mut dropped = whole.clone();
            rows(&mut dropped, "gate")[index].as_table_mut().unwrap().remove("must_know");
            if !is_noticed("aftercare.toml", &dropped) {
                unnoticed.push(format!("{activity} must_know dropped"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[test]
fn no_line_of_care_can_be_dropped_or_moved() {
    let whole = parse("daily.toml");
    let count = whole["care"].as_array().unwrap().len();
    let mut unnoticed = Vec::new();
    for index in 0..count {
        let id = whole["care"][index]["id"].as_str().unwrap().to_owned();
        for by in [-1, 1] {
            let mut moved = whole.clone();
            shift(&mut rows(&mut moved, "care")[index]["days"][1], by);
            if !is_noticed("daily.toml", &moved) {
                unnoticed.push(format!("{id} last day {by:+}"));
            }
        }
        let adjusts = whole["care"][index].get("adjust").and_then(Value::as_array).map_or(0, Vec::len);
        for entry in 0..adjusts {
            let mut dropped = whole.clone();
            rows(&mut dropped, "care")[index]["adjust"].as_array_mut().unwrap().remove(entry);
            if !is_noticed("daily.toml", &dropped) {
                unnoticed.push(format!("{id} adjust {entry} dropped"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

/// One step of a number of a file: a day, a month, a tenth of a millimetre; otherwise a whole unit.
fn nudge(value: &mut Value, by: i64, tenths: bool) {
    match value {
        Value::Integer(number) => *number += by,
        Value::Float(number) if tenths => *number = ((*number * 10.0).round() + by as f64) / 10.0,
        Value::Float(number) => *number += by as f64,
        other => panic!("{other} is no number"),
    }
}

#[test]
fn no_wait_of_screening_can_be_moved() {
    let mut unnoticed = Vec::new();
    for file in ["screening.toml", "medicines.toml", "session.toml"] {
        let whole = parse(file);
        for index in 0..whole["screen"].as_array().unwrap().len() {
            let id = whole["screen"][index]["id"].as_str().unwrap().to_owned();
            for key in ["days", "months", "before_event_days"] {
                if whole["screen"][index].get("within").and_then(|within| within.get(key)).is_none() {
                    continue;
                }
                for by in [-1, 1] {
                    let mut moved = whole.clone();
                    nudge(&mut rows(&mut moved, "screen")[index]["within"][key], by, false);
                    if !is_noticed(file, &moved) {
                        unnoticed.push(format!("{id} {key} {by:+}"));
                    }
                }
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[test]
fn no_limit_can_be_moved() {
    let whole = parse("session.toml");
    let mut unnoticed = Vec::new();
    for index in 0..whole["limit"].as_array().unwrap().len() {
        let id = whole["limit"][index]["id"].as_str().unwrap().to_owned();
        for key in ["usual", "most"] {
            if whole["limit"][index].get(key).is_none() {
                continue;
            }
            for by in [-1, 1] {
                let mut moved = whole.clone();
                let tenths = whole["limit"][index]["what"].as_str() == Some("depth");
                nudge(&mut rows(&mut moved, "limit")[index][key], by, tenths);
                if !is_noticed("session.toml", &moved) {
                    unnoticed.push(format!("{id} {key} {by:+}"));
                }
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[test]
fn no_day_of_a_task_can_be_moved() {
    let whole = parse("preparation.toml");
    let mut unnoticed = Vec::new();
    for index in 0..whole["task"].as_array().unwrap().len() {
        let id = whole["task"][index]["id"].as_str().unwrap().to_owned();
        for (place, by) in [(0, -1), (0, 1), (1, -1), (1, 1)] {
            let mut moved = whole.clone();
            shift(&mut rows(&mut moved, "task")[index]["days"][place], by);
            if !is_noticed("preparation.toml", &moved) {
                unnoticed.push(format!("{id} day {place} {by:+}"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

/// The rules of triage of each level, in the order of their file.
#[rustfmt::skip]
const EMERGENCY: &[&str] = &[
    "triage-allergy-whole-body", "triage-allergy-swelling", "triage-fever-spreading",
    "triage-fever-hot-skin", "triage-fever-severe", "triage-spreading-fast", "triage-fever-shivers",
    "triage-infection-ill", "triage-fever-chemotherapy", "triage-fever-cancer-care",
    "triage-weak-immune-fever", "triage-weak-immune-medicine-fever", "triage-weak-immune-ill",
    "triage-weak-immune-medicine-ill", "triage-eye-fever", "triage-eye-infection-shut",
    "triage-eye-region-fever", "triage-blisters-near-eye", "triage-plain-blister-near-eye",
    "triage-bruise-near-eye", "triage-large-bruise-near-eye", "triage-needle-near-eye",
    "triage-eye-area-treated", "triage-bruise-eye-area", "triage-blisters-eczema", "triage-sore-eczema",
    "triage-blisters-weak-immune", "triage-blisters-weak-immune-medicine", "triage-blisters-unwell",
    "triage-skin-off-ill", "triage-skin-no-blood", "triage-rf-burn-grave", "triage-rf-burn-large",
    "triage-rf-burn-near-eye", "triage-rf-burn-eye-area", "triage-bleeding-thinner-grave",
    "triage-bleeding-disorder-grave", "triage-bruise-thinner", "triage-bruise-disorder",
    "triage-numbing-blood", "triage-numbing-blood-risk", "triage-numbing-vomiting",
    "triage-numbing-wrapped",
];

#[rustfmt::skip]
const SAME_DAY: &[&str] = &[
    "triage-hot-and-painful", "triage-hot-and-changed", "triage-very-hot", "triage-sore-and-swollen",
    "triage-heat-and-pain-late", "triage-colour-and-heat-week", "triage-dark-and-sore-week",
    "triage-worse-with-heat", "triage-worse-with-clear-heat", "triage-back-with-heat",
    "triage-severe-beyond", "triage-weeping-hot", "triage-crusts-hot",
    "triage-large-bruise", "triage-skin-off", "triage-fever-face", "triage-fever-skin",
    "triage-feverish-skin", "triage-shivers-and-feverish", "triage-fever-high",
    "triage-fever-home", "triage-weak-immune", "triage-weak-immune-medicine", "triage-weak-immune-worse",
    "triage-weak-immune-medicine-worse", "triage-diabetes-fever", "triage-slow-healing", "triage-home",
    "triage-home-rf", "triage-glands-with-heat", "triage-eyelids-hot", "triage-hives",
    "triage-rash-swollen", "triage-tingling-cold-sores", "triage-tingling-cold-sore-now",
    "triage-tingling-eczema", "triage-tingling-near-eye", "triage-tingling-with-spots",
    "triage-rf-severe-pain", "triage-rf-weeping", "triage-rf-grid", "triage-rf-pale-and-sore",
    "triage-rf-white", "triage-rf-white-numb", "triage-bleeding-severe", "triage-bleeding-thinner",
    "triage-bleeding-disorder", "triage-lumps-ill", "triage-lumps-draining", "triage-joints-and-rash",
    "triage-distress-dysmorphia",
];

#[rustfmt::skip]
const CONTACT_CLINIC: &[&str] = &[
    "triage-above-ordinary", "triage-back", "triage-worse", "triage-surface-severe", "triage-itch-or-rash",
    "triage-bleeding", "triage-bruising", "triage-crusts", "triage-crusts-slow-healing", "triage-weeping",
    "triage-breakout", "triage-dark-patches", "triage-dark-patches-brown-skin", "triage-light-patches",
    "triage-old-skin-disease", "triage-lumps", "triage-track-marks", "triage-track-marks-pen",
    "triage-raised-scar", "triage-hollow", "triage-numbness", "triage-glands", "triage-eyelids-late",
    "triage-eyelids-irritated", "triage-eyelids-elsewhere", "triage-fever", "triage-feverish",
    "triage-vomiting", "triage-joints", "triage-tingling", "triage-distress",
];

#[test]
fn no_rule_of_triage_can_be_dropped_or_moved_to_another_level() {
    let whole = parse("triage.toml");
    let rules = whole["triage"].as_array().unwrap();
    let mut count = 0;
    for (level, known) in
        [("emergency", EMERGENCY), ("same-day", SAME_DAY), ("contact-clinic", CONTACT_CLINIC)]
    {
        let here = rules.iter().filter(|rule| rule["level"].as_str() == Some(level));
        let here: Vec<&str> = here.map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(here, known, "{level}");
        count += here.len();
    }
    assert_eq!(count, rules.len());
}

/// The rules of triage, by their position, of which an example fails when their file is replaced; `None`: it is refused.
fn failing_rules(table: &Table) -> Option<BTreeSet<usize>> {
    let text = table.to_string();
    let files =
        BUILTIN.iter().map(|(file, old)| (*file, if *file == "triage.toml" { text.as_str() } else { *old }));
    let documents: Vec<Document<'_>> =
        files.map(|(file, text)| Document::new(file, text, Format::Toml)).collect();
    let protocol = Protocol::load(&documents).ok()?;
    let failures = examples::failures(&protocol, &documents);
    let failures = failures.iter().filter(|problem| problem.file == "triage.toml");
    let rule = |path: String| path.strip_prefix("triage[")?.split(']').next()?.parse().ok();
    Some(failures.filter_map(|problem| rule(problem.path.to_string())).collect())
}

const GRADES: [&str; 4] = ["none", "mild", "moderate", "severe"];

/// Every way in which a rule of triage can be moved by one step or made to look at less.
fn moved_rules(rule: &Table) -> Vec<(String, Table)> {
    let mut moved = Vec::new();
    let mut change = |label: String, change: &dyn Fn(&mut Table)| {
        let mut rule = rule.clone();
        change(&mut rule);
        moved.push((label, rule));
    };
    if rule.contains_key("from_h") {
        for by in [-1, 1] {
            change(format!("from_h {by:+}"), &|rule| shift(&mut rule["from_h"], by));
        }
        change("from_h dropped".to_owned(), &|rule| drop(rule.remove("from_h")));
    }
    let groups = rule["all"].as_array().unwrap();
    for (index, group) in groups.iter().enumerate() {
        if groups.len() > 1 {
            change(format!("group {index} dropped"), &|rule| {
                drop(rule["all"].as_array_mut().unwrap().remove(index));
            });
        }
        moved_groups(index, group.as_table().unwrap(), &mut change);
    }
    if let Some(when) = rule.get("when").and_then(Value::as_table) {
        for (key, wanted) in when {
            change(format!("when {key} dropped"), &|rule| {
                let when = rule["when"].as_table_mut().unwrap();
                when.remove(key);
                if when.is_empty() {
                    rule.remove("when");
                }
                rule.remove("counts");
            });
            let entries = wanted.as_array().map_or(&[][..], Vec::as_slice);
            for entry in entries.iter().filter(|_| entries.len() > 1) {
                change(format!("when {key} without {entry}"), &|rule| {
                    rule["when"][key].as_array_mut().unwrap().retain(|other| other != entry);
                });
            }
        }
    }
    if rule.contains_key("counts") {
        change("counts dropped".to_owned(), &|rule| drop(rule.remove("counts")));
    }
    moved
}

fn moved_groups(index: usize, group: &Table, change: &mut impl FnMut(String, &dyn Fn(&mut Table))) {
    let size: usize = group
        .values()
        .map(|entry| match entry {
            Value::Array(list) => list.len(),
            Value::Table(table) => table.len(),
            _ => 1,
        })
        .sum();
    let is_alone = size == 1;
    for (key, entry) in group {
        let label = |what: &str| format!("group {index} {key} {what}");
        match entry {
            Value::Array(list) => {
                for word in list.iter().filter(|_| !is_alone) {
                    change(label(&format!("without {word}")), &|rule| {
                        let group = rule["all"][index].as_table_mut().unwrap();
                        let list = group[key].as_array_mut().unwrap();
                        list.retain(|other| other != word);
                        if list.is_empty() {
                            group.remove(key);
                        }
                    });
                }
            }
            Value::Table(grades) => {
                for (symptom, grade) in grades {
                    let step = GRADES.iter().position(|known| Some(*known) == grade.as_str()).unwrap();
                    for to in [step - 1, step + 1] {
                        let Some(grade) = GRADES.get(to).filter(|grade| **grade != "none") else { continue };
                        change(label(&format!("{symptom} = {grade}")), &|rule| {
                            rule["all"][index][key][symptom] = Value::from(*grade);
                        });
                    }
                    if !is_alone {
                        change(label(&format!("without {symptom}")), &|rule| {
                            let group = rule["all"][index].as_table_mut().unwrap();
                            group[key].as_table_mut().unwrap().remove(symptom);
                            if group[key].as_table().unwrap().is_empty() {
                                group.remove(key);
                            }
                        });
                    }
                }
            }
            Value::Float(_) => {
                for by in [-1, 1] {
                    change(label(&format!("{by:+} tenth")), &|rule| {
                        nudge(&mut rule["all"][index][key], by, true);
                    });
                }
                if !is_alone {
                    change(label("dropped"), &|rule| {
                        drop(rule["all"][index].as_table_mut().unwrap().remove(key));
                    });
                }
            }
            _ => change(label("dropped"), &|rule| {
                drop(rule["all"][index].as_table_mut().unwrap().remove(key));
            }),
        }
    }
}

/// An example shows whether its own rule fires, and nothing else: many rules can be moved at once, each by one step, as
/// long as each of them is noticed by one of its own examples.
#[test]
fn nothing_that_a_rule_of_triage_looks_at_can_be_dropped_or_moved() {
    let whole = parse("triage.toml");
    assert_eq!(failing_rules(&whole), Some(BTreeSet::new()));
    let rules = whole["triage"].as_array().unwrap();
    let moved: Vec<Vec<(String, Table)>> =
        rules.iter().map(|rule| moved_rules(rule.as_table().unwrap())).collect();
    let (mut unnoticed, mut tried) = (Vec::new(), 0);
    for round in 0..moved.iter().map(Vec::len).max().unwrap() {
        let here: Vec<usize> = (0..rules.len()).filter(|index| moved[*index].len() > round).collect();
        let with = |indices: &[usize]| {
            let mut table = whole.clone();
            for index in indices {
                rows(&mut table, "triage")[*index] = Value::Table(moved[*index][round].1.clone());
            }
            table
        };
        let failing = failing_rules(&with(&here));
        for index in here {
            let is_noticed = match &failing {
                Some(failing) => failing.contains(&index),
                // The loader refuses one of them: each for itself.
                None => failing_rules(&with(&[index])).is_none_or(|failing| failing.contains(&index)),
            };
            if !is_noticed {
                unnoticed.push(format!("{} {}", rules[index]["id"], moved[index][round].0));
            }
            tried += 1;
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
    assert!(tried > 600, "{tried}");
}
