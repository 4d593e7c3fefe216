//! What must stop or start before a session, and when.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::appointment::{self, Appointment};
use crate::case::{Case, Facts};
use crate::fact::{Fact, Question};
use crate::protocol::{Protocol, Task, Ternary};

/// The answer to "how do I prepare?".
#[derive(Clone, Debug)]
pub struct Preparation<'p> {
    /// The tasks, in the order of their first day, then of the protocol.
    pub tasks: Vec<DatedTask<'p>>,
    /// What was not answered and could add or move a task.
    pub gaps: Vec<Question>,
    /// The civil day of the appointment; `None`: nobody said when it is.
    pub day: Option<Date>,
}

/// A task with its days.
#[derive(Clone, Debug)]
pub struct DatedTask<'p> {
    /// The task, with its rule and sources.
    pub task: &'p Task,
    /// The first civil day, in the zone of the appointment; `None`: nobody said when that is.
    pub from: Option<Date>,
    /// The last civil day.
    pub until: Option<Date>,
    /// The facts that made it personal or moved it.
    pub facts: Vec<Fact>,
}

/// What to do before an appointment, counted back from its day.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nplanned = \"2026-12-01T10:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let preparation = engine::prepare(&protocol, &case, case.planned().unwrap());
/// assert!(preparation.tasks.iter().all(|task| task.from <= task.until && task.from.is_some()));
/// ```
#[must_use]
pub fn prepare<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> Preparation<'p> {
    let appointment = appointment::of(case, now);
    let mut gaps = BTreeSet::new();
    let day = appointment.at.map(|_| appointment.day);
    if day.is_none() {
        gaps.insert(Question::Planned);
    }
    let mut tasks: Vec<DatedTask<'p>> =
        shown(protocol, &appointment.facts).map(|task| dated(task, &appointment, day)).collect();
    for task in protocol.tasks() {
        gaps.extend(task.when.unknowns(&appointment.facts));
        gaps.extend(task.adjust.iter().flat_map(|(when, _)| when.unknowns(&appointment.facts)));
    }
    tasks.sort_by_key(|task| first_day(task.task, &appointment.facts));
    Preparation { tasks, gaps: gaps.into_iter().collect(), day }
}

/// The tasks for this person. A general one that a personal one takes the place of is left out.
pub(super) fn shown<'p>(protocol: &'p Protocol, facts: &Facts) -> impl Iterator<Item = &'p Task> {
    let replaced = |task: &Task| {
        protocol.tasks().iter().any(|other| {
            other.instead_of.as_ref() == Some(&task.rule.id) && other.when.holds(facts) == Ternary::Yes
        })
    };
    protocol.tasks().iter().filter(move |task| task.when.holds(facts) != Ternary::No && !replaced(task))
}

/// The first day of a task: its own, or the earliest adjustment that holds or is not known.
pub(super) fn first_day(task: &Task, facts: &Facts) -> i16 {
    let earlier = task.adjust.iter().filter(|(when, _)| when.holds(facts) != Ternary::No);
    earlier.map(|(_, day)| *day).chain([task.first_day]).min().unwrap_or(task.first_day)
}

fn dated<'p>(task: &'p Task, appointment: &Appointment<'_>, day: Option<Date>) -> DatedTask<'p> {
    let facts = &appointment.facts;
    let first = first_day(task, facts);
    let moved = task.adjust.iter().filter(|(when, day)| *day == first && when.holds(facts) != Ternary::No);
    let mut because = task.when.explain(facts);
    because.extend(moved.flat_map(|(when, _)| when.explain(facts)));
    DatedTask {
        task,
        from: day.map(|day| days_from(day, first)),
        until: day.map(|day| days_from(day, task.last_day)),
        facts: because,
    }
}

/// So many civil days later; negative: earlier.
pub(super) fn days_from(day: Date, days: i16) -> Date {
    day.saturating_add(Span::new().days(i64::from(days)))
}
