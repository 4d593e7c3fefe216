//! A course counted back from a day: the last safe day, every session's latest day, or the smallest set of rules that
//! cannot hold together.

use jiff::Span;
use jiff::civil::Date;

use super::course::{Reckoning, spaced};
use super::{gate, preparation, screening};
use crate::case::Facts;
use crate::protocol::{GateKind, Protocol, Rule};
use crate::vocabulary::Activity;

/// A course counted back from a day.
#[derive(Clone, Debug)]
pub struct Backwards<'p> {
    /// The day that the skin is to be ready for.
    pub by: Date,
    /// The last day on which a session may be.
    pub last_safe_day: Date,
    /// The latest day of every session that is left, in order.
    pub latest: Vec<Date>,
    /// Whether all of them fit.
    pub is_feasible: bool,
    /// If not: a smallest set of rules that cannot hold together.
    pub clashes: Vec<Clash<'p>>,
    /// What is paused around each session, if it lies on its earliest day.
    pub gaps: Vec<Gap<'p>>,
}

/// Something that stands in the way.
#[derive(Clone, Copy, Debug)]
pub enum Clash<'p> {
    /// The number of sessions; the rule of the concern, or `None` where the case says it.
    Sessions(Option<&'p Rule>),
    /// The days between two sessions.
    Spacing(Option<&'p Rule>),
    /// The days between the last session and the day.
    Margin(Option<&'p Rule>),
    /// A wait, or `None`: the booked day.
    Wait(Option<&'p Rule>),
}

/// Days on which something is paused around a session.
#[derive(Clone, Copy, Debug)]
pub struct Gap<'p> {
    /// The session's number in the course.
    pub number: u16,
    /// What is paused.
    pub activity: Activity,
    /// The first day.
    pub from: Date,
    /// The day on which it opens again; nothing holding it.
    pub until: Date,
    /// The task that begins it.
    pub rule: &'p Rule,
}

pub(super) fn from<'p>(
    protocol: &'p Protocol,
    facts: &Facts,
    reckoning: &Reckoning<'p>,
    starts: &[Date],
    by: Date,
) -> Backwards<'p> {
    let margin = screening::margin(protocol, facts);
    let left = reckoning.left();
    let last_safe_day = earlier(by, margin.0);
    let latest = |index: u16| {
        let after_it = left.saturating_sub(index).saturating_sub(1);
        let days = i64::from(after_it) * i64::from(reckoning.spacing.0);
        last_safe_day.saturating_sub(Span::new().days(days))
    };
    let latest: Vec<Date> = (0..left).map(latest).collect();
    let clashes = clashes(reckoning, margin, by);
    Backwards {
        by,
        last_safe_day,
        is_feasible: clashes.is_none(),
        clashes: clashes.unwrap_or_default(),
        gaps: gaps(protocol, facts, reckoning, starts),
        latest,
    }
}

fn earlier(day: Date, days: u16) -> Date {
    day.saturating_sub(Span::new().days(i64::from(days)))
}

/// A smallest set of rules that leave no room, or `None` if everything fits. Only the longest wait can be in a smallest
/// set, so that four rules are tried in all sixteen ways.
fn clashes<'p>(
    reckoning: &Reckoning<'p>,
    margin: (u16, Option<&'p Rule>),
    by: Date,
) -> Option<Vec<Clash<'p>>> {
    if reckoning.left() == 0 {
        return None;
    }
    // A wait without an end is the longest of all.
    let longest = reckoning.bounds.iter().rev().max_by_key(|bound| (bound.from.is_none(), bound.from));
    let sets = (0_u8..16).filter(|set| longest.is_some() || set & 8 == 0);
    let fits = |set: u8| {
        let sessions = if set & 1 != 0 { reckoning.left() } else { 1 };
        let spacing = if set & 2 != 0 { reckoning.spacing.0 } else { 0 };
        let end = if set & 4 != 0 { earlier(by, margin.0) } else { by };
        let spaced_from = reckoning.last.filter(|_| set & 2 != 0).map(|last| spaced(last, 1, spacing));
        let start = spaced_from.map_or(reckoning.today, |from| from.max(reckoning.today));
        let start = match longest.filter(|_| set & 8 != 0) {
            Some(bound) => bound.from.map(|from| start.max(from)),
            None => Some(start),
        };
        start.is_some_and(|start| spaced(start, sessions - 1, spacing) <= end)
    };
    let smallest = sets.filter(|set| !fits(*set)).min_by_key(|set| set.count_ones())?;
    let all = [
        Clash::Sessions(reckoning.total.and_then(|total| total.rule)),
        Clash::Spacing(reckoning.spacing.1),
        Clash::Margin(margin.1),
        Clash::Wait(longest.and_then(|bound| bound.rule)),
    ];
    Some(
        all.into_iter()
            .enumerate()
            .filter(|(bit, _)| smallest & (1 << bit) != 0)
            .map(|(_, clash)| clash)
            .collect(),
    )
}

/// Around each session: from the first day of a task to the day on which its gate opens again.
fn gaps<'p>(
    protocol: &'p Protocol,
    facts: &Facts,
    reckoning: &Reckoning<'_>,
    starts: &[Date],
) -> Vec<Gap<'p>> {
    let mut gaps = Vec::new();
    for (index, day) in (0_u16..).zip(starts) {
        for task in preparation::shown(protocol, facts) {
            let Some(gate) = task.activity.and_then(|activity| protocol.gate(activity)) else { continue };
            let GateKind::Opens(opening) = &gate.kind else { continue };
            let days = u16::try_from(gate::hours(opening, facts).0.div_ceil(24)).unwrap_or(u16::MAX);
            gaps.push(Gap {
                number: reckoning.done.saturating_add(index).saturating_add(1),
                activity: gate.activity,
                from: preparation::days_from(*day, preparation::first_day(task, facts)),
                until: super::hour::days_later(*day, days),
                rule: &task.rule,
            });
        }
    }
    gaps
}
