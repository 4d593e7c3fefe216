//! What alone is enough for help now or today, for one person: the list to keep on the wall before anything happens.

use crate::case::Case;
use crate::protocol::{Protocol, Ternary, Triage};
use crate::vocabulary::{Grade, Level, Sign, Symptom};

/// Something that alone gives a level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Danger {
    /// A sign.
    Sign(Sign),
    /// A symptom, from a grade on.
    Symptom(Symptom, Grade),
    /// A body temperature, in degrees Celsius, from which on.
    TemperatureC(f64),
}

/// What alone is an emergency or has to be seen on the same day, for this person, at any hour: the rules of the floor
/// first, then those of the protocol, each entry once, at its gravest level. A rule that is for some people only counts
/// if it is known to be for this one, or if silence counts for it.
///
/// ```
/// use afterglow_core::vocabulary::{Level, Sign};
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let case = case::read(&Document::guess("case", "[person]\nname = \"A\"\n")).unwrap();
/// let dangers = engine::dangers(&protocol, &case);
/// assert!(dangers.contains(&(engine::Danger::Sign(Sign::BreathingTrouble), Level::Emergency)));
/// ```
#[must_use]
pub fn dangers(protocol: &Protocol, case: &Case) -> Vec<(Danger, Level)> {
    let (floor, rest): (Vec<&Triage>, Vec<&Triage>) =
        protocol.triage().iter().partition(|rule| rule.is_floor);
    let meant = |rule: &&Triage| {
        rule.level >= Level::SameDay
            && rule.from_h == 0
            && rule.when.holds_counting(case.facts(), &rule.counts) == Ternary::Yes
    };
    let mut dangers: Vec<(Danger, Level)> = Vec::new();
    for rule in floor.into_iter().chain(rest).filter(meant) {
        let [group] = rule.groups.as_slice() else { continue };
        let signs = group.signs.iter().map(Danger::Sign);
        let symptoms = group.symptoms.iter().map(|(symptom, grade)| Danger::Symptom(*symptom, *grade));
        let temperature = group.temperature_c.map(Danger::TemperatureC);
        for danger in signs.chain(symptoms).chain(temperature) {
            put(&mut dangers, danger, rule.level);
        }
    }
    dangers
}

/// Adds an entry unless one that is met by less gives as much; takes out those that it makes needless.
fn put(dangers: &mut Vec<(Danger, Level)>, danger: Danger, level: Level) {
    if dangers.iter().any(|(known, of)| *of >= level && known.is_met_by(danger)) {
        return;
    }
    // A sign keeps its place when a rule for this person makes it graver.
    if let Some(known) = dangers.iter_mut().find(|(known, of)| *of < level && *known == danger) {
        known.1 = level;
        return;
    }
    dangers.retain(|(known, of)| *of > level || !danger.is_met_by(*known));
    dangers.push((danger, level));
}

impl Danger {
    /// Whether whatever meets `other` meets this, too.
    fn is_met_by(self, other: Self) -> bool {
        match (self, other) {
            (Self::Sign(own), Self::Sign(other)) => own == other,
            (Self::Symptom(own, from), Self::Symptom(other, grade)) => own == other && grade >= from,
            (Self::TemperatureC(from), Self::TemperatureC(other)) => other >= from,
            (Self::Sign(_) | Self::Symptom(..) | Self::TemperatureC(_), _) => false,
        }
    }
}
