//! A red flag of an earlier check-in stays until a clinician has seen it.

use jiff::Timestamp;

use super::{Found, seen};
use crate::case::Case;
use crate::engine::hour;
use crate::fact::Fact;
use crate::protocol::{Protocol, Seen, Triage, numbers};
use crate::set::Set;
use crate::vocabulary::{Level, Sign};

/// The rules that a latched sign fires by itself, at the level it still has: their first steps and calls go on.
pub(super) fn behind<'p>(
    protocol: &'p Protocol,
    case: &Case,
    seen: &Seen,
    latched: &[Found<'_>],
) -> Vec<&'p Triage> {
    let mut rules: Vec<&Triage> = Vec::new();
    for found in latched {
        for sign in
            found.facts.iter().filter_map(|fact| if let Fact::Sign(sign) = fact { Some(*sign) } else { None })
        {
            let alone =
                Seen { signs: [sign].into_iter().collect(), seconds: seen.seconds, ..Seen::default() };
            let fired = numbers(protocol.table().fired(&alone, case.facts()));
            let fired = fired.filter_map(|number| protocol.triage().get(number));
            rules.extend(fired.filter(|rule| rule.level <= found.level));
        }
    }
    rules
}

/// What earlier check-ins told and nobody has closed, whatever later ones say.
pub(super) fn latched<'p>(
    protocol: &'p Protocol,
    case: &Case,
    position: usize,
    now: Timestamp,
) -> Vec<Found<'p>> {
    let Some(latch) = protocol.latch() else { return Vec::new() };
    let mut told: Vec<(Sign, Level)> = Vec::new();
    for check_in in case.check_ins().iter().take(position) {
        let flags: Set<Sign> = protocol.red_flags().iter().map(|(sign, _)| *sign).collect();
        let signs = seen::told(check_in, seen::closed(case, check_in, now)).intersection(flags);
        for (sign, own) in protocol.red_flags().iter().filter(|(sign, _)| signs.contains(*sign)) {
            let level = if now <= hour::after(check_in.at(), latch.own_level_h) {
                *own
            } else if now <= hour::after(check_in.at(), latch.not_below_h) {
                latch.not_below
            } else {
                continue;
            };
            match told.iter_mut().find(|(known, _)| known == sign) {
                Some((_, known)) => *known = level.max(*known),
                None => told.push((*sign, level)),
            }
        }
    }
    let found = told.into_iter().map(|(sign, level)| Found {
        rule: &latch.rule,
        level,
        facts: vec![Fact::Sign(sign)],
        before: None,
    });
    found.collect()
}
