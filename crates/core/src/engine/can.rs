//! May I ... yet? And: I already did, what now?

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::gate::{self, GateAnswer, State};
use super::{alert, hour};
use crate::case::{Case, Done};
use crate::fact::{Fact, Question};
use crate::protocol::{Gate, GateKind, Protocol, Standing, Ternary};
use crate::vocabulary::Activity;

/// The answer to "may I ... yet?".
#[derive(Clone, Debug)]
pub struct Can<'p> {
    /// What was asked about.
    pub activity: Activity,
    /// The answer.
    pub answer: Answer,
    /// The gate, with its hour, holds, range and sources. Every activity has one; `None` is only for the type.
    pub gate: Option<GateAnswer<'p>>,
    /// The facts that were used.
    pub facts: Vec<Fact>,
    /// What to do for somebody who already did it.
    pub done: Option<AlreadyDone<'p>>,
    /// What the person told that somebody has to look at, as in the plan.
    pub alerts: Vec<Fact>,
    /// What was not answered.
    pub gaps: Vec<Question>,
    /// The zone that times are shown in.
    pub zone: Option<TimeZone>,
}

/// Yes, not yet, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is open.
    Yes,
    /// It opens at an hour that is still to come.
    NotYet,
    /// Something that is there holds it.
    Held,
    /// Somebody must be asked, or a check-in is needed.
    Ask,
    /// It never opens.
    No,
}

impl Answer {
    /// The id that answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::NotYet => "not-yet",
            Self::Held => "held",
            Self::Ask => "ask",
            Self::No => "no",
        }
    }
}

/// What to do for somebody who already did it.
#[derive(Clone, Debug)]
pub struct AlreadyDone<'p> {
    /// When.
    pub at: Timestamp,
    /// Whether the gate was not open then.
    pub was_early: bool,
    /// Advice ids.
    pub now_do: &'p [String],
    /// What to look out for.
    pub watch_for: &'p [Standing],
    /// Gates that now open later.
    pub moves: Vec<Moved>,
}

/// A gate that opens later than it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Whose gate.
    pub activity: Activity,
    /// When it opened before.
    pub was: Option<Timestamp>,
    /// When it opens now.
    pub opens: Option<Timestamp>,
}

/// Whether a person may do something at an instant; with `done_at`, what to do about having done it.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol, vocabulary::Activity};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let can = engine::can(&protocol, &case, Activity::Picking, "2026-11-24T13:00:00Z".parse().unwrap(), None);
/// assert_eq!(can.answer, engine::Answer::No);
/// ```
#[must_use]
pub fn can<'p>(
    protocol: &'p Protocol,
    case: &Case,
    activity: Activity,
    now: Timestamp,
    done_at: Option<Timestamp>,
) -> Can<'p> {
    let gate = protocol.gate(activity);
    // What was done counts for the answer, too: it may be the very thing that moves the gate.
    let judged = done_at.map(|at| with_done(case, activity, at));
    let answer = gate.map(|gate| gate::answer(protocol, gate, judged.as_ref().unwrap_or(case), now));
    let hours = hour::zero(protocol, case).map(|zero| hour::elapsed_seconds(zero, now).div_euclid(3600));
    let mut facts: Vec<Fact> = answer.iter().flat_map(|answer| answer.moved_by.clone()).collect();
    facts.extend(hours.map(Fact::Hours));
    Can {
        activity,
        answer: answer.as_ref().map_or(Answer::Ask, verdict),
        done: gate.zip(done_at).map(|(gate, at)| already_done(protocol, gate, case, now, at)),
        gaps: gaps(case, answer.as_ref(), hours.is_some()),
        gate: answer,
        alerts: alert::alerts(protocol, case, now),
        facts,
        zone: case.zone().cloned(),
    }
}

fn verdict(answer: &GateAnswer<'_>) -> Answer {
    match (answer.state, &answer.gate.kind) {
        (State::Open, _) => Answer::Yes,
        (State::Held, _) => Answer::Held,
        (State::Ask, _) => Answer::Ask,
        (State::Closed, GateKind::Never) => Answer::No,
        (State::Closed, GateKind::Opens(_) | GateKind::Ask) => Answer::NotYet,
    }
}

fn with_done(case: &Case, what: Activity, at: Timestamp) -> Case {
    let mut after = case.clone();
    after.done.push(Done { what, at });
    after
}

fn already_done<'p>(
    protocol: &'p Protocol,
    gate: &'p Gate,
    case: &Case,
    now: Timestamp,
    at: Timestamp,
) -> AlreadyDone<'p> {
    let was_early = gate::answer(protocol, gate, case, at).state != State::Open;
    let after = with_done(case, gate.activity, at);
    let judged = now.max(at);
    let moves = protocol.gates().iter().filter_map(|other| {
        let was = gate::answer(protocol, other, case, judged);
        let is = gate::answer(protocol, other, &after, judged);
        let later = is.opens > was.opens;
        later.then_some(Moved { activity: other.activity, was: was.opens, opens: is.opens })
    });
    AlreadyDone {
        at,
        was_early,
        now_do: if was_early { &gate.now_do } else { &[] },
        watch_for: if was_early { &gate.watch_for } else { &[] },
        moves: moves.collect(),
    }
}

fn gaps(case: &Case, answer: Option<&GateAnswer<'_>>, is_dated: bool) -> Vec<Question> {
    let mut gaps = BTreeSet::new();
    let Some(answer) = answer else { return vec![Question::NoEvidence] };
    if let GateKind::Opens(opening) = &answer.gate.kind {
        if case.ended().is_none() {
            gaps.insert(if is_dated { Question::OnlyPlanned } else { Question::Ended });
        }
        let open = opening.adjust.iter().filter(|adjust| adjust.when.holds(case.facts()) == Ternary::Unknown);
        gaps.extend(open.flat_map(|adjust| adjust.when.unknowns(case.facts())));
    }
    gaps.extend(&answer.conditions);
    if answer.is_stale {
        gaps.insert(Question::CheckInIsOld);
    }
    gaps.into_iter().collect()
}
