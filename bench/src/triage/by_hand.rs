//! The limit: a plain loop over the rules, as anybody would write it by hand. Each rule stops at the first thing that is
//! not met.

use afterglow_core::case::Facts;
use afterglow_core::protocol::{Fired, Group, Key, Protocol, Seen, Ternary, When};
use afterglow_core::vocabulary::{Grade, Level, Word};

/// A rule, and nothing that is not looked at.
struct Rule {
    groups: Vec<Group>,
    from_seconds: i64,
    when: When,
    counts: Vec<Key>,
    level: Level,
}

/// The rules one after the other.
pub(crate) struct ByHand(Vec<Rule>);

impl ByHand {
    pub(crate) fn new(protocol: &Protocol) -> Self {
        let rules = protocol.triage().iter().map(|rule| Rule {
            groups: rule.groups.clone(),
            from_seconds: i64::from(rule.from_h) * 3600,
            when: rule.when.clone(),
            counts: rule.counts.clone(),
            level: rule.level,
        });
        Self(rules.collect())
    }

    /// The rules that fire and the highest of their levels.
    pub(crate) fn fired(&self, seen: &Seen, facts: &Facts) -> (Fired, Level) {
        let mut fired = Fired::default();
        let mut level = Level::SelfCare;
        for (number, rule) in self.0.iter().enumerate() {
            if rule.fires(seen, facts) {
                fired[number / 64] |= 1 << (number % 64);
                level = level.max(rule.level);
            }
        }
        (fired, level)
    }
}

impl Rule {
    fn fires(&self, seen: &Seen, facts: &Facts) -> bool {
        seen.seconds >= self.from_seconds
            && self.groups.iter().all(|group| is_met(group, seen))
            && (self.when.tests().is_empty() || self.when.holds_counting(facts, &self.counts) == Ternary::Yes)
    }
}

fn is_met(group: &Group, seen: &Seen) -> bool {
    let grade = |index: usize| seen.grades.get(index).copied().unwrap_or(Grade::None);
    !group.signs.intersection(seen.signs).is_empty()
        || group.symptoms.iter().any(|(symptom, from)| grade(symptom.index()) >= *from)
        || group.temperature_c.is_some_and(|from| seen.temperature_c.is_some_and(|degrees| degrees >= from))
        || group.worse && seen.worse
        || !group.above.intersection(seen.above).is_empty()
        || !group.returned.intersection(seen.returned).is_empty()
        || !group.risen.intersection(seen.risen).is_empty()
        || !group.places.intersection(seen.places).is_empty()
}
