//! What was not answered and could matter for a level.

use jiff::Timestamp;

use crate::case::{Case, CheckIn};
use crate::fact::Question;
use crate::protocol::{Fired, Protocol, Seen, Ternary, numbers};
use crate::set::Set;
use crate::vocabulary::{Sign, Symptom, Word};

pub(super) fn gaps(
    protocol: &Protocol,
    case: &Case,
    check_in: &CheckIn,
    seen: &Seen,
    fired: Fired,
    now: Timestamp,
) -> Vec<Question> {
    let mut gaps: Vec<Question> = Vec::new();
    if case.ended().is_none() {
        gaps.push(Question::Ended);
    }
    if now > check_in.at() {
        gaps.push(Question::CheckInIsOld);
    }
    // Rules that would fire for some other person: what is not known of this one.
    let mut silent = protocol.table().fired_for_anyone(seen);
    silent.iter_mut().zip(fired).for_each(|(silent, fired)| *silent &= !fired);
    for rule in numbers(silent).filter_map(|number| protocol.triage().get(number)) {
        if rule.when.holds_counting(case.facts(), &rule.counts) == Ternary::Unknown {
            gaps.extend(rule.when.unknowns(case.facts()));
        }
    }
    gaps.sort_unstable();
    gaps.dedup();
    // Symptoms and signs are in order already, and nothing else stands between them.
    let mut open = unanswered(check_in).peekable();
    let (before, after) =
        gaps.split_at(gaps.partition_point(|gap| open.peek().is_some_and(|first| gap < first)));
    let mut all = Vec::with_capacity(gaps.len() + Symptom::ALL.len() + Sign::ALL.len());
    all.extend_from_slice(before);
    all.extend(open);
    all.extend_from_slice(after);
    all
}

/// Nothing was answered: every sign is open, and when the treatment was, if nobody said.
pub(super) fn of_nothing(case: &Case) -> Vec<Question> {
    let ended = case.ended().is_none().then_some(Question::Ended);
    ended.into_iter().chain(Sign::ALL.iter().copied().map(Question::Sign)).collect()
}

/// Symptoms and signs that a check-in does not answer. A fever that nobody measured is asked for as a sign, and "worse"
/// is a sign, too: one of the two ways to answer is enough.
pub(super) fn unanswered(check_in: &CheckIn) -> impl Iterator<Item = Question> {
    let asked = check_in.signs().asked();
    let graded: Set<Symptom> = check_in.symptoms().iter().map(|graded| graded.symptom).collect();
    let symptoms = Symptom::ALL.iter().filter(move |symptom| !graded.contains(**symptom));
    let trend = check_in.trend().is_some();
    let fever = check_in.temperature_c().is_some();
    let signs = Sign::ALL.iter().filter(move |sign| {
        let answered_otherwise = **sign == Sign::Worsening && trend || **sign == Sign::Feverish && fever;
        !asked.contains(**sign) && !answered_otherwise
    });
    symptoms.copied().map(Question::Symptom).chain(signs.copied().map(Question::Sign))
}
