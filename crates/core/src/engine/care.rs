//! What to do on which civil day.

use jiff::Timestamp;

use super::{gate, hour};
use crate::case::Case;
use crate::fact::Question;
use crate::protocol::{Care, GateKind, Protocol, Ternary};

/// A line of daily care on one day.
#[derive(Clone, Copy, Debug)]
pub struct CareLine<'p> {
    /// The line, with its rule and sources.
    pub care: &'p Care,
    /// On the day its gate opens: from this moment on.
    pub from: Option<Timestamp>,
}

/// When a line of care begins and ends for a person.
pub(super) struct CareSpan<'p> {
    care: &'p Care,
    last_day: u16,
    opens: Option<Timestamp>,
}

/// The lines that are for this person, with their last days.
pub(super) fn spans<'p>(protocol: &'p Protocol, case: &Case) -> Vec<CareSpan<'p>> {
    let meant = |care: &&Care| care.when.holds(case.facts()) != Ternary::No;
    let lines = protocol.care().iter().filter(meant).filter_map(|care| {
        let adjusted = care.adjust.iter().filter(|(when, _)| when.holds(case.facts()) != Ternary::No);
        let last_day = adjusted.map(|(_, last_day)| *last_day).chain([care.last_day]).max();
        let opens = match care.after_gate {
            Some(activity) => Some(gate_opens(protocol, case, activity)?),
            None => None,
        };
        Some(CareSpan { care, last_day: last_day.unwrap_or(care.last_day), opens })
    });
    lines.collect()
}

/// When the gate opens by its own hour, without check-ins and without what was done too early.
fn gate_opens(protocol: &Protocol, case: &Case, activity: crate::vocabulary::Activity) -> Option<Timestamp> {
    let zero = hour::zero(protocol, case)?;
    match &protocol.gate(activity)?.kind {
        GateKind::Opens(opening) => Some(hour::after(zero, gate::hours(opening, case).0)),
        GateKind::Never | GateKind::Ask => None,
    }
}

impl<'p> CareSpan<'p> {
    /// The line on a day that lasts from `start` to `end`, if it is shown then.
    pub(super) fn on(&self, day: u16, start: Timestamp, end: Timestamp) -> Option<CareLine<'p>> {
        let within = (self.care.first_day..=self.last_day).contains(&day);
        let open = self.opens.is_none_or(|opens| opens < end);
        let from = self.opens.filter(|opens| *opens > start);
        (within && open).then_some(CareLine { care: self.care, from })
    }
}

/// The questions that would decide whether and how long lines are shown.
pub(super) fn unknowns(protocol: &Protocol, case: &Case) -> Vec<Question> {
    let whens = protocol.care().iter().flat_map(|care| {
        std::iter::once(&care.when).chain(care.adjust.iter().map(|(when, _)| when))
    });
    let open = whens.filter(|when| when.holds(case.facts()) == Ternary::Unknown);
    open.flat_map(|when| when.unknowns(case.facts())).collect()
}
