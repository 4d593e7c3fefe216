//! The facts that made a rule fire: one for each thing that it needs, so that none could be left out.

use super::seen;
use crate::case::Case;
use crate::fact::{Fact, Question};
use crate::protocol::{Group, Protocol, Seen, Triage};
use crate::vocabulary::{Grade, Symptom};

pub(super) fn facts(protocol: &Protocol, rule: &Triage, seen: &Seen, case: &Case) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(rule.groups.len() + 2);
    let mut needs_hour = rule.from_h > 0;
    for group in &rule.groups {
        let Some(fact) = met_by(group, seen) else { continue };
        if let (Fact::Symptom(symptom, grade), true) = (&fact, met_above(group, seen)) {
            // At hour 0 it would be ordinary: the hour is part of the reason.
            needs_hour |= *grade <= seen::ceiling(protocol, case.facts(), *symptom, 0);
        }
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts.extend(rule.when.because(case.facts()));
    if needs_hour {
        let hours = (seen.seconds < i64::MAX).then(|| Fact::Hours(seen.seconds.div_euclid(3600)));
        facts.push(hours.unwrap_or(Fact::Unknown(Question::Ended)));
    }
    facts
}

/// The first entry that meets a group.
fn met_by(group: &Group, seen: &Seen) -> Option<Fact> {
    let graded = |symptom: Symptom| Fact::Symptom(symptom, seen::grade(seen, symptom));
    if let Some(sign) = group.signs.intersection(seen.signs).iter().next() {
        return Some(Fact::Sign(sign));
    }
    if let Some(fact) = strong_enough(group, seen) {
        return Some(fact);
    }
    if let Some(degrees) =
        seen.temperature_c.filter(|degrees| group.temperature_c.is_some_and(|from| *degrees >= from))
    {
        return Some(Fact::TemperatureC(degrees));
    }
    if group.worse && seen.worse {
        return Some(Fact::Worse);
    }
    if let Some(symptom) = group.above.intersection(seen.above).iter().next() {
        return Some(graded(symptom));
    }
    if let Some(symptom) = group.returned.intersection(seen.returned).iter().next() {
        return Some(Fact::Returned(symptom, seen::grade(seen, symptom)));
    }
    if let Some(symptom) = group.risen.intersection(seen.risen).iter().next() {
        return Some(Fact::Risen(symptom, seen::grade(seen, symptom)));
    }
    group.places.intersection(seen.places).iter().next().map(Fact::Place)
}

fn strong_enough(group: &Group, seen: &Seen) -> Option<Fact> {
    let reached = |(symptom, from): &&(Symptom, Grade)| seen::grade(seen, *symptom) >= *from;
    let (symptom, _) = group.symptoms.iter().find(reached)?;
    Some(Fact::Symptom(*symptom, seen::grade(seen, *symptom)))
}

/// Whether it is only what stands above the ordinary that meets a group with this symptom.
fn met_above(group: &Group, seen: &Seen) -> bool {
    group.signs.intersection(seen.signs).is_empty() && strong_enough(group, seen).is_none()
}
