//! Calendars: two programs of others must read the same from them, and every gate must be where the plan has it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use super::make::Calendar;
use super::tools::{Tools, script};
use super::{answer, named};
use crate::shell::{Result, TaskError, command};

const BY_PYTHON: &str = "calendars.py";
const BY_NODE: &str = "calendars.mjs";
/// The longest line that RFC 5545 allows, without its end.
const LONGEST_LINE: usize = 75;

#[derive(Default)]
pub(super) struct Looked {
    pub(super) gates: usize,
    pub(super) faults: Vec<String>,
}

/// Instants in UTC, to the second, by UID or by activity.
type Instants = BTreeMap<String, String>;

/// What the script in Python says of a calendar.
#[derive(Deserialize)]
struct ByPython {
    file: PathBuf,
    faults: Vec<String>,
    /// When each event starts.
    starts: Instants,
    /// When each gate opens that has a date, by the plan.
    opens: Instants,
}

/// What the script for Node says of a calendar.
#[derive(Deserialize)]
struct ByNode {
    file: PathBuf,
    faults: Vec<String>,
    starts: Instants,
}

pub(super) fn look(tools: &Tools, calendars: &[Calendar]) -> Result<Looked> {
    let files = calendars.iter().map(|it| &it.file);
    let pairs = calendars.iter().flat_map(|it| [&it.file, &it.plan]);
    let by_python: Vec<ByPython> = answer(command(&tools.python).arg(script(BY_PYTHON)).args(pairs))?;
    let mut node = command("node");
    let by_node: Vec<ByNode> = answer(node.arg(script(BY_NODE)).arg(&tools.modules).args(files))?;
    let mut looked = Looked::default();
    for calendar in calendars {
        let missing = || TaskError::new(format!("no answer for `{}`", calendar.file.display()));
        let python = by_python.iter().find(|it| it.file == calendar.file).ok_or_else(missing)?;
        let node = by_node.iter().find(|it| it.file == calendar.file).ok_or_else(missing)?;
        let text = fs::read(&calendar.file).map_err(|error| TaskError::file(&calendar.file, &error))?;
        let mut faults = lines(&text);
        let unread = [&python.faults, &node.faults].into_iter().flatten();
        faults.extend(unread.cloned());
        // What could not be read need not be missed event by event.
        if python.faults.is_empty() && node.faults.is_empty() {
            faults.extend(differing(&python.starts, &node.starts));
            faults.extend(gates(&calendar.case_id, &python.opens, &python.starts));
            looked.gates += python.opens.len();
        }
        looked.faults.extend(named(&calendar.file, faults));
    }
    if looked.gates == 0 {
        looked.faults.push("no gate of any calendar could be compared".to_owned());
    }
    Ok(looked)
}

/// Faults in the lines: every one ends with CR and LF, no other CR or LF is there, and none is too long.
fn lines(text: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(text) = text.strip_suffix(b"\r\n") else {
        return vec!["does not end with CR and LF".to_owned()];
    };
    let mut number = 0;
    for line in text.split(|octet| *octet == b'\n') {
        number += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > LONGEST_LINE {
            faults.push(format!("line {number} has {} octets", line.len()));
        }
        if line.contains(&b'\r') {
            faults.push(format!("line {number} has a CR within"));
        }
    }
    let bare =
        text.split(|octet| *octet == b'\n').rev().skip(1).filter(|line| !line.ends_with(b"\r")).count();
    if bare > 0 {
        faults.push(format!("{bare} lines end with LF alone"));
    }
    faults
}

/// What the two readers do not agree on.
fn differing(python: &Instants, node: &Instants) -> Vec<String> {
    let mut faults = Vec::new();
    if python.is_empty() {
        faults.push("has no event".to_owned());
    }
    for (uid, start) in python {
        match node.get(uid) {
            None => faults.push(format!("{uid} is not seen by node-ical")),
            Some(other) if other != start => {
                faults.push(format!("{uid} starts at {start}, by node-ical at {other}"))
            }
            Some(_) => {}
        }
    }
    faults.extend(
        node.keys()
            .filter(|uid| !python.contains_key(*uid))
            .map(|uid| format!("{uid} is seen by node-ical alone")),
    );
    faults
}

/// Gates that are not where the plan has them.
fn gates(case_id: &str, opens: &Instants, starts: &Instants) -> Vec<String> {
    let mut faults = Vec::new();
    for (activity, at) in opens {
        match starts.get(&format!("{case_id}-gate-{activity}")) {
            None => faults.push(format!("the gate of {activity} has no event")),
            Some(start) if start != at => {
                faults.push(format!("the gate of {activity} opens at {at}, its event starts at {start}"));
            }
            Some(_) => {}
        }
    }
    let prefix = format!("{case_id}-gate-");
    let activities = starts.keys().filter_map(|uid| uid.strip_prefix(&prefix));
    let more = activities.filter(|activity| !opens.contains_key(*activity));
    faults
        .extend(more.map(|activity| format!("the gate of {activity} has an event, but no date in the plan")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instants(pairs: &[(&str, &str)]) -> Instants {
        pairs.iter().map(|(name, at)| ((*name).to_owned(), (*at).to_owned())).collect()
    }

    #[test]
    fn lines_are_short_and_end_with_both_signs() {
        assert_eq!(lines(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), [""; 0]);
        let line = |length: usize| format!("{}\r\n", "x".repeat(length));
        assert_eq!(lines(line(75).as_bytes()), [""; 0]);
        assert_eq!(lines(line(76).as_bytes()), ["line 1 has 76 octets"]);
        assert_eq!(lines("\u{e9}".repeat(38).as_bytes()).len(), 1);
        assert_eq!(lines(b"a\nb\r\n"), ["1 lines end with LF alone"]);
        assert_eq!(lines(b"a\rb\r\n"), ["line 1 has a CR within"]);
        assert_eq!(lines(b"a\r\nb\n"), ["does not end with CR and LF"]);
    }

    #[test]
    fn two_readers_must_agree() {
        let both = instants(&[("a", "2026-11-24T13:00:00Z")]);
        assert_eq!(differing(&both, &both), [""; 0]);
        assert_eq!(differing(&both, &instants(&[("a", "2026-11-24T14:00:00Z")])).len(), 1);
        assert_eq!(differing(&both, &instants(&[])).len(), 1);
        assert_eq!(differing(&instants(&[]), &both), ["has no event", "a is seen by node-ical alone"]);
    }

    #[test]
    fn a_gate_must_be_where_the_plan_has_it() {
        let opens = instants(&[("touching", "2026-11-24T13:00:00Z")]);
        let starts = |at| instants(&[("x-gate-touching", at), ("x-check-in-1", "2026-11-25T13:00:00Z")]);
        assert_eq!(gates("x", &opens, &starts("2026-11-24T13:00:00Z")), [""; 0]);
        assert_eq!(gates("x", &opens, &starts("2026-11-24T13:00:01Z")).len(), 1);
        assert_eq!(
            gates("y", &opens, &starts("2026-11-24T13:00:00Z")),
            ["the gate of touching has no event"]
        );
        assert_eq!(gates("x", &instants(&[]), &starts("2026-11-24T13:00:00Z")).len(), 1);
    }
}
