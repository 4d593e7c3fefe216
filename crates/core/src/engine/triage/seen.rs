//! What the judged check-in says, as rules look at it.

use jiff::Timestamp;

use crate::case::{Case, CheckIn, Facts};
use crate::engine::{expect, hour};
use crate::protocol::{Protocol, Seen};
use crate::set::Set;
use crate::vocabulary::{Area, Grade, Sign, Symptom, Trend, Word};

/// The last check-in at or before `now` that answers anything, with its position.
pub(super) fn judged(case: &Case, now: Timestamp) -> Option<(usize, &CheckIn)> {
    let until_now = case.check_ins().iter().enumerate().filter(|(_, check_in)| check_in.at() <= now);
    until_now.rev().find(|(_, check_in)| answers_anything(check_in))
}

/// A place, a note or how the result looks is no answer to how the skin is.
fn answers_anything(check_in: &CheckIn) -> bool {
    !check_in.symptoms().is_empty()
        || !check_in.signs().asked().is_empty()
        || check_in.temperature_c().is_some()
        || check_in.trend().is_some()
}

/// What a clinician has closed since a check-in.
#[derive(Clone, Copy, Default)]
pub(super) struct Closed {
    pub(super) signs: Set<Sign>,
    symptoms: Set<Symptom>,
}

pub(super) fn closed(case: &Case, check_in: &CheckIn, now: Timestamp) -> Closed {
    let since = case.seen().iter().filter(|seen| seen.at >= check_in.at() && seen.at <= now);
    since.fold(Closed::default(), |all, seen| Closed {
        signs: all.signs.union(seen.closes_signs),
        symptoms: all.symptoms.union(seen.closes_symptoms),
    })
}

/// The signs that a check-in tells and nobody has closed; a worse trend is the sign of getting worse.
pub(super) fn told(check_in: &CheckIn, closed: Closed) -> Set<Sign> {
    let mut signs = check_in.signs().yes();
    if check_in.trend() == Some(Trend::Worse) {
        signs.insert(Sign::Worsening);
    }
    signs.difference(closed.signs)
}

pub(super) fn of(
    protocol: &Protocol,
    case: &Case,
    position: usize,
    check_in: &CheckIn,
    now: Timestamp,
) -> Seen {
    let closed = closed(case, check_in, now);
    let mut seen = Seen {
        signs: told(check_in, closed),
        seconds: case.ended().map_or(i64::MAX, |ended| hour::elapsed_seconds(ended, now)),
        temperature_c: check_in.temperature_c(),
        places: places(protocol, check_in.areas()),
        ..Seen::default()
    };
    seen.worse = seen.signs.contains(Sign::Worsening);
    let counted = check_in.symptoms().iter().filter(|graded| !closed.symptoms.contains(graded.symptom));
    for graded in counted.filter(|graded| graded.counts > Grade::None) {
        if let Some(grade) = seen.grades.get_mut(graded.symptom.index()) {
            *grade = graded.counts;
        }
        if graded.counts > ceiling(protocol, case.facts(), graded.symptom, seen.seconds) {
            seen.above.insert(graded.symptom);
        }
        compare(case, position, graded.symptom, graded.counts, &mut seen);
    }
    seen
}

/// The grade of a symptom.
pub(super) fn grade(seen: &Seen, symptom: Symptom) -> Grade {
    seen.grades.get(symptom.index()).copied().unwrap_or(Grade::None)
}

/// The highest grade that is ordinary at this hour or any later one: the lowest of all courses that are possible.
pub(super) fn ceiling(protocol: &Protocol, facts: &Facts, symptom: Symptom, seconds: i64) -> Grade {
    let expectation = protocol.expectation(symptom);
    let courses = expectation.into_iter().flat_map(|expectation| expect::possible(expectation, facts));
    courses.map(|course| course.ceiling.at(seconds)).min().unwrap_or(Grade::None)
}

/// Whether a symptom had faded and is back, and whether it has risen since the last answer.
fn compare(case: &Case, position: usize, symptom: Symptom, now: Grade, seen: &mut Seen) {
    let mut highest = Grade::None;
    let mut last = None;
    for check_in in case.check_ins().iter().take(position) {
        let Some(then) = check_in.symptom(symptom).map(|graded| graded.counts) else { continue };
        if highest > then && now > then {
            seen.returned.insert(symptom);
        }
        highest = highest.max(then);
        last = Some(then);
    }
    if last.is_some_and(|last| now > last) {
        seen.risen.insert(symptom);
    }
}

/// The named places, and every place that one of them lies in.
fn places(protocol: &Protocol, named: Set<Area>) -> Set<Area> {
    let mut places = named;
    // A region may lie in another: as often as there are regions is often enough.
    for _ in protocol.regions().iter().filter(|_| !named.is_empty()) {
        for (area, parts) in protocol.regions() {
            if !parts.intersection(places).is_empty() {
                places.insert(*area);
            }
        }
    }
    places
}
