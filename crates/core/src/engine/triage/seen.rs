//! What the judged check-in says, as rules look at it.

use jiff::Timestamp;

use crate::case::{Case, CheckIn, Facts, Graded};
use crate::engine::{expect, hour};
use crate::protocol::{Protocol, Seen};
use crate::set::Set;
use crate::vocabulary::{Area, Grade, Sign, Symptom, Trend, Word};

/// The last check-in at or before `now` that says how the skin or the person is, with its position. "Better" or "worse"
/// beside nothing else only counts where there is no other.
pub(super) fn judged(case: &Case, now: Timestamp) -> Option<(usize, &CheckIn)> {
    let last = |answers: fn(&CheckIn) -> bool| {
        let until_now = case.check_ins().iter().enumerate().filter(|(_, check_in)| check_in.at() <= now);
        until_now.rev().find(|(_, check_in)| answers(check_in))
    };
    last(says_how_it_is).or_else(|| last(|check_in| check_in.trend().is_some()))
}

/// A place, a note, a trend or how the result looks does not say how the skin is.
fn says_how_it_is(check_in: &CheckIn) -> bool {
    !check_in.symptoms().is_empty()
        || !check_in.signs().asked().is_empty()
        || check_in.temperature_c().is_some()
}

/// Whether a check-in after the judged one says that it is getting worse, and nobody has closed that.
fn has_got_worse(case: &Case, position: usize, now: Timestamp) -> bool {
    let mut later = case.check_ins().iter().skip(position + 1).filter(|check_in| check_in.at() <= now);
    later.any(|check_in| told(check_in, closed(case, check_in, now)).contains(Sign::Worsening))
}

/// What is there at `now`: by the judged check-in, and worse if a later one says no more than that.
pub(super) fn now(protocol: &Protocol, case: &Case, position: usize, now: Timestamp) -> Seen {
    let mut seen = of(protocol, case, position, now, now);
    if has_got_worse(case, position, now) {
        seen.signs.insert(Sign::Worsening);
        seen.worse = true;
    }
    seen
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

/// What a check-in answers, signs alone. "Better" beside nothing else is no answer to whether it is worse.
fn answered(check_in: &CheckIn) -> Set<Sign> {
    let mut signs = check_in.signs().asked();
    if check_in.trend() == Some(Trend::Worse) || check_in.trend().is_some() && !check_in.symptoms().is_empty()
    {
        signs.insert(Sign::Worsening);
    }
    signs
}

/// What is there at `instant` by the check-in at `position`, as far as nobody has closed it `until` some instant. What
/// that check-in leaves open is taken from the last one before it that answers it, if it is not older than an answer
/// stands: silence takes nothing back.
pub(super) fn of(
    protocol: &Protocol,
    case: &Case,
    position: usize,
    instant: Timestamp,
    until: Timestamp,
) -> Seen {
    let mut seen = Seen { seconds: seconds(case, instant), ..Seen::default() };
    let mut symptoms: Set<Symptom> = Set::EMPTY;
    let mut signs: Set<Sign> = Set::EMPTY;
    let mut named: Set<Area> = Set::EMPTY;
    let stands_h = protocol.timing().answer_stands_h;
    let judged = case.check_ins().get(position);
    for (index, check_in) in case.check_ins().iter().enumerate().take(position + 1).rev() {
        if judged.is_some_and(|judged| judged.at() > hour::after(check_in.at(), stands_h)) {
            continue;
        }
        let closed = closed(case, check_in, until);
        let told = told(check_in, closed).difference(signs);
        let mut is_heard = index == position || !told.is_empty();
        seen.signs = seen.signs.union(told);
        signs = signs.union(answered(check_in));
        seen.temperature_c = seen.temperature_c.or(check_in.temperature_c());
        for graded in check_in.symptoms().iter().filter(|graded| !symptoms.contains(graded.symptom)) {
            if graded.counts == Grade::None || closed.symptoms.contains(graded.symptom) {
                continue;
            }
            // Of what was taken over the hour at which it was told counts: nobody knows how strong it is now.
            let is_new = index == position;
            let told_at = if is_new { instant } else { check_in.at() };
            let ordinary = ceiling(protocol, case.facts(), graded.symptom, seconds(case, told_at));
            let is_above = graded.counts > ordinary;
            // Who lists what is there leaves out what has gone; what was more than ordinary has to be asked after.
            if is_new || is_above {
                is_heard = true;
                hear(protocol, case, index, *graded, is_above, &mut seen);
            }
        }
        symptoms = symptoms.union(check_in.symptoms().iter().map(|graded| graded.symptom).collect());
        if is_heard {
            named = named.union(check_in.areas());
        }
    }
    seen.worse = seen.signs.contains(Sign::Worsening);
    seen.places = places(protocol, named);
    seen
}

/// Whole seconds since the treatment ended; the largest number where nobody said when, so that every hour is reached.
pub(super) fn seconds(case: &Case, at: Timestamp) -> i64 {
    case.ended().map_or(i64::MAX, |ended| hour::elapsed_seconds(ended, at))
}

/// Adds a symptom that is there, by the check-in at `index`.
fn hear(protocol: &Protocol, case: &Case, index: usize, graded: Graded, is_above: bool, seen: &mut Seen) {
    if let Some(grade) = seen.grades.get_mut(graded.symptom.index()) {
        *grade = graded.counts;
    }
    if is_above {
        seen.above.insert(graded.symptom);
    }
    compare(protocol, case, index, graded, seen);
}

/// The grade of a symptom.
pub(super) fn grade(seen: &Seen, symptom: Symptom) -> Grade {
    seen.grades.get(symptom.index()).copied().unwrap_or(Grade::None)
}

/// The highest grade that is ordinary at this hour or any later one: the lowest of all courses that are possible.
pub(super) fn ceiling(protocol: &Protocol, facts: &Facts, symptom: Symptom, seconds: i64) -> Grade {
    let Some(expectation) = protocol.expectation(symptom) else { return Grade::None };
    let courses = expect::possible(expectation, facts);
    courses.map(|course| course.ceiling.at(seconds)).min().unwrap_or(Grade::None)
}

/// Whether a symptom had faded and is back, and whether it has risen since the last answer. What was answered while the
/// skin was still numb is no base to rise from.
fn compare(protocol: &Protocol, case: &Case, index: usize, graded: Graded, seen: &mut Seen) {
    let numb_until = case.ended().map(|ended| hour::after(ended, protocol.timing().growth_from_h));
    let mut highest = Grade::None;
    let mut last = None;
    for check_in in case.check_ins().iter().take(index) {
        let Some(then) = check_in.symptom(graded.symptom).map(|graded| graded.counts) else { continue };
        if highest > then && graded.counts > then {
            seen.returned.insert(graded.symptom);
        }
        highest = highest.max(then);
        if numb_until.is_none_or(|numb_until| check_in.at() >= numb_until) {
            last = Some(then);
        }
    }
    if last.is_some_and(|last| graded.counts > last) {
        seen.risen.insert(graded.symptom);
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
