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
