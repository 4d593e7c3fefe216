//! The cases with agreed answers in `cases/agreed/`: what screening says of each, against what was agreed. Rules are
//! written from the evidence, not from these cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

use std::fs;
use std::path::Path;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::{Level, Verdict, Word};
use serde_json::Value;

fn lines(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/agreed").join(name);
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn read(value: &Value) -> Case {
    let text = value.to_string();
    case::read(&Document::new("case", &text, Format::Json))
        .unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// What is wrong with the answer to an agreed case of screening; nothing, if all is as agreed.
fn disagreement(protocol: &Protocol, agreed: &Value) -> Option<String> {
    let case = read(&agreed["case"]);
    let screening = engine::screen(protocol, &case, case.planned().unwrap());
    let verdict = screening.verdict.id();
    if !agreed["acceptable"].as_array().unwrap().iter().any(|word| word == verdict) {
        return Some(format!("{}: {verdict}, agreed {}", agreed["id"], agreed["acceptable"]));
    }
    let facts: Vec<String> =
        screening.findings.iter().flat_map(|finding| &finding.facts).map(ToString::to_string).collect();
    let missing = agreed["must_mention"].as_array().unwrap().iter().find(|id| {
        let id = id.as_str().unwrap();
        !facts.iter().any(|fact| fact.split([':', '=', '@']).any(|part| part == id))
    });
    if let Some(missing) = missing {
        return Some(format!("{}: {missing} is in no finding", agreed["id"]));
    }
    let until = screening.until.map(|until| until.to_string());
    let wanted = agreed["until"].as_str().filter(|_| screening.verdict == Verdict::Defer);
    let wrong = wanted.filter(|wanted| until.as_deref() != Some(*wanted))?;
    Some(format!("{}: until {until:?}, agreed {wrong}", agreed["id"]))
}

#[test]
fn screening_answers_as_agreed() {
    let protocol = Protocol::builtin().unwrap();
    let cases = lines("screening.jsonl");
    assert!(cases.len() >= 30);
    let wrong: Vec<String> = cases.iter().filter_map(|agreed| disagreement(&protocol, agreed)).collect();
    // One case in thirty may stand against the evidence; it would be named in SAFETY.md.
    assert!(wrong.len() * 30 <= cases.len(), "{wrong:#?}");
}

/// The level of an agreed check-in, judged when the last one was made.
fn level(protocol: &Protocol, agreed: &Value) -> Level {
    let case = read(&agreed["case"]);
    let now = case.check_ins().last().unwrap().at();
    engine::triage(protocol, &case, now).level.unwrap()
}

#[test]
fn triage_is_never_milder_than_agreed_and_seldom_graver() {
    let protocol = Protocol::builtin().unwrap();
    let cases = lines("vignettes.jsonl");
    assert!(cases.len() >= 80);
    let (mut milder, mut graver, mut within) = (Vec::new(), Vec::new(), 0);
    for agreed in &cases {
        let level = level(&protocol, agreed);
        let words = agreed["acceptable"].as_array().unwrap();
        let acceptable: Vec<Level> =
            words.iter().map(|word| Level::from_id(word.as_str().unwrap()).unwrap()).collect();
        let line = format!("{}: {level}, agreed {}", agreed["id"], agreed["acceptable"]);
        if level < *acceptable.iter().min().unwrap() {
            milder.push(line);
        } else if level > *acceptable.iter().max().unwrap() {
            graver.push(line);
        } else {
            within += usize::from(acceptable.contains(&level));
        }
    }
    assert!(milder.is_empty(), "{milder:#?} {graver:#?} {within}");
    assert!(graver.len() <= 3, "{graver:#?}");
    assert!(within >= 77, "{within} of {}", cases.len());
}
