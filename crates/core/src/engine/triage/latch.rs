//! A red flag of an earlier check-in, and an emergency of several answers, stay until a clinician has seen them.

use jiff::Timestamp;

use super::{Applied, Found, explain, seen};
use crate::case::{Case, CheckIn};
use crate::engine::hour;
use crate::fact::Fact;
use crate::protocol::{Group, Latch, Protocol, Seen, Triage, numbers};
use crate::set::Set;
use crate::vocabulary::{Level, Sign};

/// What stays, with the rules behind it.
pub(super) struct Latched<'p> {
    pub(super) found: Found<'p>,
    rules: Vec<&'p Triage>,
}

impl<'p> Latched<'p> {
    /// The rules behind it, at the level that is left of theirs: whom to call stays, whatever is left.
    pub(super) fn applied(&self) -> impl Iterator<Item = Applied<'p>> {
        let level = self.found.level;
        self.rules.iter().map(move |rule| Applied { rule, level: rule.level.min(level) })
    }
}

/// What earlier check-ins told and nobody has closed, whatever later ones say.
pub(super) fn latched<'p>(
    protocol: &'p Protocol,
    case: &Case,
    position: usize,
    now: Timestamp,
) -> Vec<Latched<'p>> {
    let Some(latch) = protocol.latch() else { return Vec::new() };
    let flags: Set<Sign> = protocol.red_flags().iter().map(|(sign, _)| *sign).collect();
    let mut latched: Vec<Latched<'p>> = Vec::new();
    for (index, check_in) in case.check_ins().iter().enumerate().take(position) {
        let mut add = |facts: Vec<Fact>, level: Level, rules: &dyn Fn() -> Vec<&'p Triage>| {
            let Some(level) = left_of(latch, level, check_in, now) else { return };
            match latched.iter_mut().find(|known| known.found.facts == facts) {
                Some(known) => known.found.level = known.found.level.max(level),
                None => latched.push(Latched {
                    found: Found { rule: &latch.rule, level, facts, before: None },
                    rules: rules(),
                }),
            }
        };
        let told = seen::told(check_in, seen::closed(case, check_in, now)).intersection(flags);
        for (sign, level) in protocol.red_flags().iter().filter(|(sign, _)| told.contains(*sign)) {
            add(vec![Fact::Sign(*sign)], *level, &|| alone(protocol, case, *sign, now));
        }
        let then = seen::of(protocol, case, index, check_in.at(), now);
        for rule in fired(protocol, case, &then).filter(|rule| rule.level == Level::Emergency) {
            // A red flag alone stays from the check-in that told it, not from one that took it over.
            if !is_of_a_flag(rule, &then, flags) {
                add(explain::facts(protocol, rule, &then, case), rule.level, &|| vec![rule]);
            }
        }
    }
    latched
}

/// Whether a red flag meets the only group of a rule that asks nothing else.
fn is_of_a_flag(rule: &Triage, seen: &Seen, flags: Set<Sign>) -> bool {
    let is_plain = rule.from_h == 0 && rule.when.tests().is_empty();
    let met = |only: &Group| !only.signs.intersection(seen.signs).intersection(flags).is_empty();
    is_plain && matches!(rule.groups.as_slice(), [only] if met(only))
}

/// What is left of a level since a check-in.
fn left_of(latch: &Latch, own: Level, check_in: &CheckIn, now: Timestamp) -> Option<Level> {
    if now <= hour::after(check_in.at(), latch.own_level_h) {
        Some(own)
    } else {
        (now <= hour::after(check_in.at(), latch.not_below_h)).then_some(latch.not_below)
    }
}

/// The rules that a sign fires by itself.
fn alone<'p>(protocol: &'p Protocol, case: &Case, sign: Sign, now: Timestamp) -> Vec<&'p Triage> {
    let seconds = seen::seconds(case, now);
    let seen = Seen { signs: [sign].into_iter().collect(), seconds, ..Seen::default() };
    fired(protocol, case, &seen).collect()
}

fn fired<'p>(protocol: &'p Protocol, case: &Case, seen: &Seen) -> impl Iterator<Item = &'p Triage> {
    let fired = numbers(protocol.table().fired(seen, case.facts()));
    fired.filter_map(|number| protocol.triage().get(number))
}
