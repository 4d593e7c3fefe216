//! What changes in a person's plan when their case does: a session moved, an end corrected, something done.

use jiff::Timestamp;
use jiff::civil::Date;

use super::gate::State;
use super::plan::{Plan, plan};
use super::{hour, preparation};
use crate::case::Case;
use crate::protocol::{Care, Gate, Protocol, Task};

/// The difference between two plans. Every entry stands in exactly one of the lists, in the order of the path: sessions,
/// preparation, daily care, gates.
#[derive(Clone, Debug, Default)]
pub struct Changes<'p> {
    /// Has another time now.
    pub moved: Vec<Change<'p>>,
    /// Has a time now, and had none.
    pub added: Vec<Change<'p>>,
    /// Had a time, and has none now.
    pub removed: Vec<Change<'p>>,
    /// As it was, or done: what was done is not opened again.
    pub kept: Vec<Change<'p>>,
}

/// One entry of both plans.
#[derive(Clone, Debug)]
pub struct Change<'p> {
    /// What it is about.
    pub what: Entry<'p>,
    /// Its time in the old plan.
    pub was: Option<Time>,
    /// Its time in the new plan.
    pub is: Option<Time>,
    /// The person did it, at this instant.
    pub done: Option<Timestamp>,
    /// It had begun under the old plan, and goes on: it does not begin a second time.
    pub has_begun: bool,
}

/// What a plan gives a time to.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'p> {
    /// The session that the plan counts from.
    Session,
    /// The session that is being planned after it.
    Next,
    /// Something to do before a session.
    Task(&'p Task),
    /// Daily care.
    Care(&'p Care),
    /// Something that opens, with its state in the new plan.
    Gate(&'p Gate, State),
}

/// An instant, or civil days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// An instant.
    At(Timestamp),
    /// Days, both of them included.
    Days(Date, Date),
}

/// What changes from the plan of one case to that of another, at `now`.
///
/// A task that had begun goes on with its old first day. An activity that the person has done since the new session
/// counts as kept, whatever its hour.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let ended = |at: &str| {
///     let text = format!("[treatment]\nended = \"2026-11-22T{at}+01:00[Europe/Berlin]\"\n");
///     case::read(&Document::guess("case", &text)).unwrap()
/// };
/// let now = "2026-11-22T20:00:00Z".parse().unwrap();
/// let changes = engine::compare(&protocol, &ended("14:00:00"), &ended("15:30:00"), now);
/// assert!(changes.moved.iter().any(|change| matches!(change.what, engine::Entry::Gate(..))));
/// assert!(changes.added.is_empty() && changes.removed.is_empty());
/// ```
#[must_use]
pub fn compare<'p>(protocol: &'p Protocol, old: &Case, new: &Case, now: Timestamp) -> Changes<'p> {
    let (before, after) = (plan(protocol, old, now), plan(protocol, new, now));
    let today = after.zone.as_ref().or(before.zone.as_ref()).map(|zone| hour::date(now, zone));
    let mut changes = Changes::default();
    for (what, at) in [(Entry::Session, session as fn(&Case) -> Option<Time>), (Entry::Next, next)] {
        changes.put(Change { what, was: at(old), is: at(new), done: None, has_begun: false });
    }
    tasks(protocol, &before, &after, today, &mut changes);
    for care in protocol.care() {
        let (was, is) = (care_days(&before, care), care_days(&after, care));
        changes.put(Change { what: Entry::Care(care), was, is, done: None, has_begun: false });
    }
    for (was, is) in before.gates.iter().zip(&after.gates) {
        let done = new.done().iter().find(|done| {
            done.what == is.gate.activity && done.at <= now && after.now.is_some_and(|it| it.zero <= done.at)
        });
        changes.put(Change {
            what: Entry::Gate(is.gate, is.state),
            was: was.opens.map(Time::At),
            is: is.opens.map(Time::At),
            done: done.map(|done| done.at),
            has_begun: false,
        });
    }
    changes
}

fn tasks<'p>(
    protocol: &'p Protocol,
    before: &Plan<'p>,
    after: &Plan<'p>,
    today: Option<Date>,
    changes: &mut Changes<'p>,
) {
    for task in protocol.tasks() {
        let (was, is) = (task_days(before, task), task_days(after, task));
        let begun = was.zip(today).filter(|((from, _), today)| from <= today).map(|((from, _), _)| from);
        // What is over under the old plan begins anew; what goes on does not.
        let goes_on = was.zip(today).is_some_and(|((_, until), today)| until >= today);
        let kept = is.zip(begun.filter(|_| goes_on)).filter(|((from, _), begun)| from > begun);
        let is = kept.map(|((_, until), begun)| (begun, until)).or(is);
        let days = |days: Option<(Date, Date)>| days.map(|(from, until)| Time::Days(from, until));
        changes.put(Change {
            what: Entry::Task(task),
            was: days(was),
            is: days(is),
            done: None,
            has_begun: kept.is_some(),
        });
    }
}

impl<'p> Changes<'p> {
    fn put(&mut self, change: Change<'p>) {
        let list = match (change.was, change.is) {
            (None, None) => return,
            _ if change.done.is_some() => &mut self.kept,
            (None, Some(_)) => &mut self.added,
            (Some(_), None) => &mut self.removed,
            (Some(was), Some(is)) if was == is => &mut self.kept,
            (Some(_), Some(_)) => &mut self.moved,
        };
        list.push(change);
    }
}

fn session(case: &Case) -> Option<Time> {
    case.ended().or(case.planned()).map(Time::At)
}

fn next(case: &Case) -> Option<Time> {
    case.next().map(|next| Time::At(next.planned))
}

fn task_days(plan: &Plan<'_>, task: &Task) -> Option<(Date, Date)> {
    let dated: Option<&preparation::DatedTask<'_>> =
        plan.tasks.iter().find(|dated| dated.task.rule.id == task.rule.id);
    dated.and_then(|dated| dated.from.zip(dated.until))
}

/// The first and the last day on which a line of care is shown.
fn care_days(plan: &Plan<'_>, care: &Care) -> Option<Time> {
    let days = plan.care.iter().find(|days| days.care.rule.id == care.rule.id)?;
    let treated = hour::date(plan.now?.zero, plan.zone.as_ref()?);
    Some(Time::Days(hour::days_later(treated, days.first), hour::days_later(treated, days.last)))
}
