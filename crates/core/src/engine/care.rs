//! What to do on which civil day.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::gate::GateAnswer;
use super::hour;
use crate::case::Case;
use crate::fact::Question;
use crate::protocol::{Care, Protocol, Ternary};

/// A line of daily care on one day.
#[derive(Clone, Copy, Debug)]
pub struct CareLine<'p> {
    /// The line, with its rule and sources.
    pub care: &'p Care,
    /// On the day its gate opens: from this moment on.
    pub from: Option<Timestamp>,
}

/// The days that a line of care is for, however far the days of the plan reach.
#[derive(Clone, Copy, Debug)]
pub struct CareDays<'p> {
    /// The line, with its rule and sources.
    pub care: &'p Care,
    /// The first day; 0 is the day of treatment.
    pub first: u16,
    /// The last day.
    pub last: u16,
    /// On the first day: from this moment on.
    pub from: Option<Timestamp>,
}

impl CareDays<'_> {
    /// Whether it is for a civil day after the treatment.
    #[must_use]
    pub fn is_on(&self, day: i32) -> bool {
        (i32::from(self.first)..=i32::from(self.last)).contains(&day)
    }
}

/// When a line of care begins and ends for a person.
pub(super) struct CareSpan<'p> {
    care: &'p Care,
    last_day: u16,
    begins: Begins,
}

/// What a line of care waits for.
#[derive(Clone, Copy)]
enum Begins {
    /// Nothing.
    AtOnce,
    /// Its gate or its hour: this moment.
    At(Timestamp),
    /// Its gate, which no hour can be given for: something holds it, or nobody said when the treatment was.
    NotNow,
}

/// The lines that are for this person, with their last days. A line that waits for a gate follows the gate as it stands:
/// nobody is told to put on sunscreen while the skin still weeps.
pub(super) fn spans<'p>(protocol: &'p Protocol, case: &Case, gates: &[GateAnswer<'p>]) -> Vec<CareSpan<'p>> {
    let zero = hour::zero(protocol, case);
    let meant = |care: &&Care| care.when.holds(case.facts()) != Ternary::No;
    let lines = protocol.care().iter().filter(meant).map(|care| {
        let adjusted = care.adjust.iter().filter(|(when, _)| when.holds(case.facts()) != Ternary::No);
        let last_day = adjusted.map(|(_, last_day)| *last_day).chain([care.last_day]).max();
        let gate =
            care.after_gate.map(|activity| gates.iter().find(|answer| answer.gate.activity == activity));
        let begins = match (gate, care.from_h) {
            (Some(answer), _) => answer
                .filter(|answer| answer.held_by.is_empty())
                .and_then(|answer| answer.opens)
                .map_or(Begins::NotNow, Begins::At),
            (None, Some(hours)) => zero.map_or(Begins::NotNow, |zero| Begins::At(hour::after(zero, hours))),
            (None, None) => Begins::AtOnce,
        };
        CareSpan { care, last_day: last_day.unwrap_or(care.last_day), begins }
    });
    lines.collect()
}

impl<'p> CareSpan<'p> {
    /// All its days; `None` if it cannot be said when it begins, or it never does.
    pub(super) fn days(&self, zero: Timestamp, zone: &TimeZone) -> Option<CareDays<'p>> {
        let own = self.care.first_day;
        let (first, from) = match self.begins {
            Begins::NotNow => return None,
            Begins::AtOnce => (own, None),
            Begins::At(opens) => {
                let days = hour::date(opens, zone).duration_since(hour::date(zero, zone)).as_hours() / 24;
                let day = u16::try_from(days).unwrap_or(0);
                if day < own { (own, None) } else { (day, Some(opens)) }
            }
        };
        (first <= self.last_day).then_some(CareDays { care: self.care, first, last: self.last_day, from })
    }

    /// The line on a day that lasts from `start` to `end`, if it is shown then.
    pub(super) fn on(&self, day: u16, start: Timestamp, end: Timestamp) -> Option<CareLine<'p>> {
        let within = (self.care.first_day..=self.last_day).contains(&day);
        let from = match self.begins {
            Begins::AtOnce => None,
            Begins::At(opens) if opens < end => Some(opens).filter(|opens| *opens > start),
            Begins::At(_) | Begins::NotNow => return None,
        };
        within.then_some(CareLine { care: self.care, from })
    }
}

/// The questions that would decide whether and how long lines are shown.
pub(super) fn unknowns(protocol: &Protocol, case: &Case) -> Vec<Question> {
    let whens = protocol
        .care()
        .iter()
        .flat_map(|care| std::iter::once(&care.when).chain(care.adjust.iter().map(|(when, _)| when)));
    let open = whens.filter(|when| when.holds(case.facts()) == Ternary::Unknown);
    open.flat_map(|when| when.unknowns(case.facts())).collect()
}
