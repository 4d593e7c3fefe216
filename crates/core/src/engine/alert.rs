//! What the person told that a plan must not pass over: signs, fever, and symptoms stronger than is ordinary at their hour.
//!
//! A plan does not judge how urgent they are; it says that they are there and that somebody has to look.

use jiff::Timestamp;

use super::{expect, hour};
use crate::case::{Case, CheckIn};
use crate::fact::Fact;
use crate::protocol::Protocol;
use crate::vocabulary::{Grade, Sign, Symptom, Word};

/// The last answer to every sign and symptom until now, if it is one that somebody has to look at and nobody has.
pub(super) fn alerts(protocol: &Protocol, case: &Case, now: Timestamp) -> Vec<Fact> {
    let until_now = || case.check_ins().iter().rev().filter(move |check_in| check_in.at() <= now);
    if until_now().next().is_none() {
        return Vec::new();
    }
    let signs = Sign::ALL.iter().filter_map(|sign| {
        let last = until_now().find(|check_in| check_in.signs().get(*sign).is_some())?;
        let mut at_once = until_now().filter(|check_in| check_in.at() == last.at());
        let there = at_once.any(|check_in| check_in.signs().get(*sign) == Some(true));
        let seen = case.seen().iter().any(|seen| seen.at >= last.at() && seen.closes_signs.contains(*sign));
        (there && !seen).then_some(Fact::Sign(*sign))
    });
    let symptoms = Symptom::ALL.iter().filter_map(|symptom| {
        let last = until_now().find(|check_in| check_in.symptom(*symptom).is_some())?;
        let at_once = until_now().filter(|check_in| check_in.at() == last.at());
        let last = at_once.max_by_key(|check_in| check_in.symptom(*symptom).map(|graded| graded.counts))?;
        let seen =
            case.seen().iter().any(|seen| seen.at >= last.at() && seen.closes_symptoms.contains(*symptom));
        above(protocol, case, last, *symptom).filter(|_| !seen)
    });
    let measured = until_now().find_map(CheckIn::temperature_c);
    let fever = measured.filter(|degrees| *degrees >= protocol.fever_c()).map(Fact::TemperatureC);
    signs.chain(fever).chain(symptoms).collect()
}

/// The symptom's grade, if it is above the highest that is ordinary at the hour of the check-in. Without an hour, any
/// grade is.
fn above(protocol: &Protocol, case: &Case, check_in: &CheckIn, symptom: Symptom) -> Option<Fact> {
    let grade = check_in.symptom(symptom)?.counts;
    let seconds = hour::zero(protocol, case).map(|zero| hour::elapsed_seconds(zero, check_in.at()));
    let ordinary = seconds.zip(protocol.expectation(symptom));
    let highest = ordinary.map(|(seconds, expectation)| expect::grades(expectation, case.facts(), seconds).1);
    (grade > highest.unwrap_or(Grade::None)).then_some(Fact::Symptom(symptom, grade))
}
