//! Runs the examples that stand beside the rules of a protocol.

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{care, expect, gate, hour};
use crate::case::{Case, CheckIn, Contacts, Course};
use crate::document::{Document, Problem, Problems};
use crate::protocol::example::{Example, ExampleCheckIn, Expects};
use crate::protocol::{Care, Expectation, Gate, Protocol};
use crate::set::Set;

/// Every example that does not come out, with its place. `documents` are the files the protocol was loaded from.
#[must_use]
pub fn failures(protocol: &Protocol, documents: &[Document<'_>]) -> Vec<Problem> {
    let gates = protocol.gates().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, gate_fails(protocol, rule, example)?)))
    });
    let care = protocol.care().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, care_fails(protocol, rule, example)?)))
    });
    let expectations = protocol.expectations().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, expectation_fails(rule, example)?)))
    });
    let failed: Vec<(&Example, String)> = gates.chain(care).chain(expectations).collect();
    let mut problems = Vec::new();
    for document in documents {
        let mut here = Problems::default();
        for (example, message) in failed.iter().filter(|(example, _)| example.place.0 == document.name()) {
            let help = "correct the example, or the rule";
            here.push_at(example.place.1.clone(), message.clone(), Some(help.to_owned()));
        }
        problems.extend(here.located(document));
    }
    problems
}

/// How many examples a protocol has.
#[must_use]
pub fn count(protocol: &Protocol) -> usize {
    let gates: usize = protocol.gates().iter().map(|rule| rule.examples.len()).sum();
    let care: usize = protocol.care().iter().map(|rule| rule.examples.len()).sum();
    let expectations: usize = protocol.expectations().iter().map(|rule| rule.examples.len()).sum();
    gates + care + expectations
}

fn gate_fails(protocol: &Protocol, rule: &Gate, example: &Example) -> Option<String> {
    let Expects::State(at_h, state) = &example.expects else { return None };
    let case = case(example)?;
    let found = gate::answer(protocol, rule, &case, at_hour(case.ended()?, *at_h)).state.id();
    (found != state).then(|| format!("the gate is `{found}` at hour {at_h}, not `{state}`"))
}

fn expectation_fails(rule: &Expectation, example: &Example) -> Option<String> {
    let Expects::Grades(at_h, wanted_highest, wanted_usual) = &example.expects else { return None };
    let (usual, highest) = expect::grades(rule, &example.facts.0, seconds(*at_h));
    if let Some(wanted) = wanted_highest.filter(|wanted| *wanted != highest) {
        return Some(format!("the highest grade is `{highest}` at hour {at_h}, not `{wanted}`"));
    }
    let wanted = wanted_usual.filter(|wanted| *wanted != usual)?;
    Some(format!("the usual grade is `{usual}` at hour {at_h}, not `{wanted}`"))
}

fn care_fails(protocol: &Protocol, rule: &Care, example: &Example) -> Option<String> {
    let Expects::Shown(day, wanted) = &example.expects else { return None };
    let case = case(example)?;
    let zone = case.zone()?;
    let date = hour::days_later(hour::date(case.ended()?, zone), *day);
    let (start, end) = (hour::start_of(date, zone)?, hour::start_of(hour::days_later(date, 1), zone)?);
    let gates: Vec<_> =
        protocol.gates().iter().map(|gate| gate::answer(protocol, gate, &case, start)).collect();
    let lines = care::spans(protocol, &case, &gates);
    let shown = lines
        .iter()
        .filter_map(|span| span.on(*day, start, end))
        .any(|line| line.care.rule.id == rule.rule.id);
    (shown != *wanted).then(|| format!("shown on day {day}: {shown}, not {wanted}"))
}

/// An example's person, treated at noon on a day without a change of clocks.
fn case(example: &Example) -> Option<Case> {
    let ended = date(2026, 6, 1).at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok()?.timestamp();
    Some(Case {
        id: None,
        name: None,
        zone: Some(TimeZone::UTC),
        contacts: Contacts::default(),
        facts: example.facts.0.clone(),
        ended: Some(ended),
        planned: None,
        check_ins: example.check_in.iter().map(|check_in| seen(check_in, ended)).collect(),
        before: Vec::new(),
        seen: Vec::new(),
        done: Vec::new(),
        session: Course::default(),
        next: None,
        products: Vec::new(),
        price: None,
    })
}

fn seen(example: &ExampleCheckIn, ended: Timestamp) -> CheckIn {
    CheckIn {
        at: at_hour(ended, example.at_h),
        symptoms: example.symptoms.clone(),
        signs: example.signs,
        areas: Set::EMPTY,
        temperature_c: None,
        trend: None,
        improvement: None,
    }
}

fn at_hour(zero: Timestamp, hours: f64) -> Timestamp {
    zero.saturating_add(SignedDuration::from_secs(seconds(hours))).unwrap_or(zero)
}

/// Whole seconds; 47.99 hours lie before the 48th.
#[expect(clippy::cast_possible_truncation, reason = "the loader keeps example hours between 0 and 20,000")]
fn seconds(hours: f64) -> i64 {
    (hours * 3600.0).round() as i64
}
