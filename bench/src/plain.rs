//! The limit of a batch: the same lines read into plain typed structs, and the same bytes written from plain typed
//! structs, with serde_json and no thought in between.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A case as anybody would write it down for serde.
#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
pub(crate) struct PlainCase {
    id: Option<String>,
    person: Option<PlainPerson>,
    contacts: Option<BTreeMap<String, String>>,
    treatment: Option<PlainTreatment>,
    next: Option<PlainTreatment>,
    check_ins: Option<Vec<PlainCheckIn>>,
    seen: Option<Vec<PlainSeen>>,
    done: Option<Vec<PlainDone>>,
    products: Option<Vec<BTreeMap<String, String>>>,
    price: Option<BTreeMap<String, Value>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainPerson {
    name: Option<String>,
    zone: Option<String>,
    born: Option<Value>,
    skin_type: Option<String>,
    pregnant: Option<bool>,
    breastfeeding: Option<bool>,
    conditions: Option<Vec<String>>,
    history: Option<Vec<String>>,
    allergies: Option<Vec<String>>,
    medications: Option<Vec<BTreeMap<String, String>>>,
    recent: Option<Vec<BTreeMap<String, String>>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainTreatment {
    ended: Option<String>,
    planned: Option<String>,
    setting: Option<String>,
    device: Option<String>,
    areas: Option<Vec<PlainArea>>,
    concerns: Option<Vec<String>>,
    numbing: Option<BTreeMap<String, Value>>,
    applied: Option<Vec<String>>,
    before: Option<BTreeMap<String, Value>>,
    session: Option<PlainSession>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainSession {
    number: Option<u16>,
    of: Option<u16>,
    previous: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainArea {
    area: String,
    depth_mm: Option<f64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainCheckIn {
    at: String,
    symptoms: Option<BTreeMap<String, Value>>,
    signs: Option<Vec<String>>,
    asked_signs: Option<Vec<String>>,
    #[serde(rename = "where")]
    areas: Option<Vec<String>>,
    temperature_c: Option<f64>,
    trend: Option<String>,
    improvement: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainSeen {
    at: String,
    by: String,
    closes: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading is the work that is measured")]
struct PlainDone {
    what: String,
    at: String,
}

/// The answer as plain strings, in the order in which it is written.
#[derive(Deserialize, Serialize)]
pub(crate) struct PlainPlan {
    now: Option<PlainNow>,
    alerts: Vec<String>,
    prepare: Vec<PlainTask>,
    gates: Vec<PlainGate>,
    care: Vec<PlainCareDays>,
    days: Vec<PlainDay>,
    gaps: Vec<PlainGap>,
    protocol: PlainProtocol,
}

#[derive(Deserialize, Serialize)]
struct PlainNow {
    at: String,
    day: i32,
    hours: i64,
    phase: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainGate {
    activity: String,
    state: String,
    opens: Option<String>,
    held_by: Vec<String>,
    #[serde(rename = "if")]
    conditions: Vec<String>,
    moved_by: Vec<String>,
    rule: String,
    range_h: Option<[i64; 2]>,
    floor_h: Option<u32>,
    claims: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainCareDays {
    id: String,
    first: u16,
    last: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainDay {
    day: u16,
    date: String,
    expect: Vec<PlainExpected>,
    #[serde(rename = "do")]
    care: Vec<PlainCare>,
    avoid: Vec<String>,
    opens: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainExpected {
    symptom: String,
    highest: String,
    by_night: String,
}

#[derive(Deserialize, Serialize)]
struct PlainCare {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainGap {
    question: String,
    matters_for: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct PlainProtocol {
    id: String,
    version: u32,
    status: String,
    digest: String,
    floor: String,
}

#[derive(Deserialize, Serialize)]
struct PlainTask {
    id: String,
    kind: String,
    from: Option<String>,
    until: Option<String>,
    rule: String,
    range_days: [i64; 2],
    activity: Option<String>,
    facts: Vec<String>,
    claims: Vec<String>,
    evidence: Vec<String>,
    unverified: bool,
}

/// The answer of screening as plain strings.
#[derive(Deserialize, Serialize)]
pub(crate) struct PlainScreen {
    verdict: String,
    also: Vec<String>,
    until: Option<String>,
    complete: bool,
    day: String,
    findings: Vec<PlainFinding>,
    who_treats: Vec<PlainCare>,
    home_never: Vec<PlainCare>,
    gaps: Vec<PlainGap>,
    protocol: PlainProtocol,
}

#[derive(Deserialize, Serialize)]
struct PlainFinding {
    rule: String,
    verdict: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    about: String,
    facts: Vec<String>,
    claims: Vec<String>,
    evidence: Vec<String>,
    unverified: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<PlainValue>,
}

#[derive(Deserialize, Serialize)]
struct PlainValue {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    h: Option<[i64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<[i64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
}

/// The answer of triage as plain strings.
#[derive(Deserialize, Serialize)]
pub(crate) struct PlainTriage {
    level: Option<String>,
    complete: bool,
    judged_at: String,
    check_in_at: Option<String>,
    hours: Option<i64>,
    late: bool,
    not_clinic: bool,
    findings: Vec<PlainFound>,
    expected: Vec<PlainObserved>,
    first_steps: Vec<PlainCare>,
    advice: Vec<PlainCare>,
    watch_for: Vec<String>,
    call: Vec<PlainCall>,
    look_again: Option<String>,
    ask: Vec<PlainAsked>,
    gaps: Vec<PlainGap>,
    protocol: PlainProtocol,
}

#[derive(Deserialize, Serialize)]
struct PlainFound {
    rule: String,
    level: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    facts: Vec<String>,
    claims: Vec<String>,
    evidence: Vec<String>,
    unverified: bool,
}

#[derive(Deserialize, Serialize)]
struct PlainObserved {
    symptom: String,
    observed: String,
    highest: Option<String>,
    verdict: String,
}

#[derive(Deserialize, Serialize)]
struct PlainCall {
    who: String,
    number: Option<String>,
    when: String,
    before: Option<String>,
    if_worse: bool,
}

#[derive(Deserialize, Serialize)]
struct PlainAsked {
    question: String,
    would: String,
    enough: bool,
}
