//! How many sessions, how far apart, when the next one may be, and whether it worked.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::appointment::{self, Appointment};
use super::backwards::{self, Backwards};
use super::gate::{self, State};
use super::{Finding, hour, screening};
use crate::case::Case;
use crate::fact::{Fact, Question};
use crate::protocol::{Line, Part, Protocol, Rule, Series};
use crate::vocabulary::{Activity, Improvement, Verdict};

/// The answer to "how many sessions, how far apart, when next, did it work?".
#[derive(Clone, Debug)]
pub struct Course<'p> {
    /// What is known of each concern of the case.
    pub concerns: Vec<&'p Series>,
    /// How many sessions there are; `None`: nobody said, and no concern tells.
    pub total: Option<Total<'p>>,
    /// How many of them are done.
    pub done: u16,
    /// How many days lie between two sessions at least.
    pub spacing_days: u16,
    /// Whether the next session may be, and from when on.
    pub next: NextSession<'p>,
    /// The sessions that are left.
    pub dates: Vec<CourseDate>,
    /// The plan backwards from a day.
    pub backwards: Option<Backwards<'p>>,
    /// How the results were judged, at each of the weeks that ask for it.
    pub improvement: Vec<Improved>,
    /// What all sessions cost, in the currency of the case's price.
    pub cost: Option<f64>,
    /// What the most sessions cost that the concerns may take.
    pub cost_most: Option<f64>,
    /// Honest expectations, and when and how to judge.
    pub lines: Vec<&'p Line>,
    /// What was not answered and could matter.
    pub gaps: Vec<Question>,
}

/// The number of sessions of a course, with the rule that it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Total<'p> {
    /// How many sessions.
    pub sessions: u16,
    /// The most that it may take; the same where the case says how many.
    pub most: u16,
    /// The concern's rule; `None`: the case says it.
    pub rule: Option<&'p Rule>,
}

/// Whether the next session may be.
#[derive(Clone, Debug)]
pub struct NextSession<'p> {
    /// Open, held or ask, as if its hour had come now.
    pub state: NextState,
    /// The first civil day on which the clock and every wait allow it; `None`: a wait has no end.
    pub earliest: Option<Date>,
    /// What is there and holds it.
    pub held_by: Vec<Fact>,
    /// What nobody answered and must be gone.
    pub conditions: Vec<Question>,
    /// What screening finds against it that no date ends: what refuses, waits without an end, and what asks.
    pub findings: Vec<Finding<'p>>,
    /// The day that is booked.
    pub booked: Option<Date>,
}

/// Open, held or ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextState {
    /// Nothing that is known speaks against it.
    Open,
    /// Check in first, or a doctor must agree.
    Ask,
    /// Something that is there holds it, or something refuses.
    Held,
}

impl NextState {
    /// The id that answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Held => "held",
            Self::Ask => "ask",
        }
    }
}

/// A session that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseDate {
    /// Its number in the course, from 1.
    pub number: u16,
    /// The first day it can be.
    pub earliest: Date,
    /// The last day it can be for the day counted back from.
    pub latest: Option<Date>,
}

/// How the result was judged at one of the weeks that ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Improved {
    /// Weeks after the session.
    pub week: u16,
    /// The civil day on which that is.
    pub date: Date,
    /// The first answer from then on and before the next such week.
    pub answer: Option<Improvement>,
}

/// The sessions of a course, seen from `now`; with `by`, counted back from that day.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\nconcerns = [\"acne-scars\"]\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let course = engine::course(&protocol, &case, "2026-11-24T13:00:00Z".parse().unwrap(), None);
/// assert_eq!(course.done, 1);
/// assert!(course.next.earliest.is_some());
/// ```
#[must_use]
pub fn course<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp, by: Option<Date>) -> Course<'p> {
    let zone = &case.zone().cloned().unwrap_or(TimeZone::UTC);
    let today = hour::date(now, zone);
    let appointment = appointment::of(case, now).on(today);
    let concerns: Vec<&Series> =
        appointment.facts.concerns().iter().filter_map(|concern| protocol.series_for(concern)).collect();
    let mut gaps = BTreeSet::new();
    let mut findings = screening::findings(protocol, &appointment, &mut gaps);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let reckoning = Reckoning::of(protocol, &appointment, &concerns, today, &findings);
    let next = next(protocol, case, now, &reckoning, findings, &mut gaps);
    if concerns.is_empty() {
        gaps.insert(Question::Concern);
    }
    if concerns.iter().any(|series| series.schedule.is_none()) {
        gaps.insert(Question::NoEvidence);
    }
    let by = by.or(case.event().map(|event| event.on).filter(|on| *on >= today));
    let starts = starts(&reckoning);
    let backwards = by.map(|by| backwards::from(protocol, &appointment.facts, &reckoning, &starts, by));
    let total = reckoning.total;
    let cost = |sessions: Option<u16>| Some(case.price()?.per_session * f64::from(sessions?));
    Course {
        dates: dates(&reckoning, &starts, backwards.as_ref()),
        improvement: improvement(protocol, case, zone),
        cost: cost(total.map(|total| total.sessions)),
        cost_most: cost(total.map(|total| total.most)),
        lines: screening::shown(protocol, &appointment.facts, &[Part::Outlook, Part::Judge]),
        concerns,
        total,
        done: reckoning.done,
        spacing_days: reckoning.spacing.0,
        next,
        backwards,
        gaps: gaps.into_iter().collect(),
    }
}

/// Something that no session may come before.
#[derive(Clone, Debug)]
pub(super) struct Bound<'p> {
    /// The rule that says so; `None`: the person's own booking.
    pub(super) rule: Option<&'p Rule>,
    /// The first day it allows; `None`: none.
    pub(super) from: Option<Date>,
}

/// What a course is counted from.
pub(super) struct Reckoning<'p> {
    pub(super) today: Date,
    pub(super) done: u16,
    pub(super) total: Option<Total<'p>>,
    /// The day of the last session.
    pub(super) last: Option<Date>,
    /// Days between two sessions, and the rule that says so.
    pub(super) spacing: (u16, Option<&'p Rule>),
    /// The waits of screening, and a booking.
    pub(super) bounds: Vec<Bound<'p>>,
}

impl<'p> Reckoning<'p> {
    fn of(
        protocol: &'p Protocol,
        appointment: &Appointment<'_>,
        concerns: &[&'p Series],
        today: Date,
        findings: &[Finding<'p>],
    ) -> Self {
        let case = appointment.case;
        let session = case.session();
        let before = u16::try_from(session.previous.len()).unwrap_or(u16::MAX);
        let has_ended = case.ended().is_some();
        let done = match (session.number, has_ended) {
            (Some(number), true) => number,
            (Some(number), false) => number.saturating_sub(1),
            (None, ended) => before.saturating_add(u16::from(ended)),
        };
        let by_concern =
            concerns.iter().filter_map(|series| Some((series.schedule?.sessions[0], &series.rule)));
        let by_concern = by_concern.rev().max_by_key(|(sessions, _)| *sessions);
        let most = concerns.iter().filter_map(|series| Some(series.schedule?.sessions[1])).max();
        let total = match session.of {
            Some(sessions) => Some(Total { sessions, most: sessions, rule: None }),
            None => by_concern.map(|(sessions, rule)| {
                let most = most.unwrap_or(sessions).max(sessions);
                Total { sessions, most, rule: Some(rule) }
            }),
        };
        let last = appointment.ended_day().or(session.previous.iter().copied().max());
        Self {
            today,
            done,
            total,
            last,
            spacing: spacing(protocol, appointment, concerns),
            bounds: bounds(appointment, findings),
        }
    }

    /// How many sessions are left.
    pub(super) fn left(&self) -> u16 {
        // Where nobody knows how many, there is at least the next one.
        self.total.map_or(1, |total| total.sessions.saturating_sub(self.done))
    }

    /// The first day of the next session; `None`: some wait has no end.
    pub(super) fn earliest(&self, with_booking: bool) -> Option<Date> {
        let spaced = self.last.map(|last| hour::days_later(last, self.spacing.0));
        let start = spaced.map_or(self.today, |spaced| spaced.max(self.today));
        let counted = self.bounds.iter().filter(|bound| with_booking || bound.rule.is_some());
        counted.map(|bound| bound.from).try_fold(start, |start, from| Some(start.max(from?)))
    }
}

/// The larger of the gate's days and the concerns' weeks, with its rule.
fn spacing<'p>(
    protocol: &'p Protocol,
    appointment: &Appointment<'_>,
    concerns: &[&'p Series],
) -> (u16, Option<&'p Rule>) {
    let gate = protocol.gate(Activity::Needling).map(|gate| &gate.rule);
    let by_gate = (screening::gate_days(protocol, Activity::Needling, appointment), gate);
    let weeks = concerns.iter().filter_map(|series| Some((series.schedule?.weeks_apart[0], &series.rule)));
    let by_concern = weeks.map(|(weeks, rule)| (weeks.saturating_mul(7), Some(rule)));
    // Of equals the gate counts: the concerns come before it, and the last of equals is taken.
    by_concern.chain([by_gate]).max_by_key(|(days, _)| *days).unwrap_or(by_gate)
}

fn never_ends(finding: &Finding<'_>) -> bool {
    match finding.verdict {
        Verdict::Defer => finding.until.is_none(),
        Verdict::Refuse => true,
        Verdict::Proceed | Verdict::Caution | Verdict::Ask => false,
    }
}

/// Every wait that screening finds today, and the booked day.
fn bounds<'p>(appointment: &Appointment<'_>, findings: &[Finding<'p>]) -> Vec<Bound<'p>> {
    let waits = findings.iter().filter_map(|finding| match finding.verdict {
        Verdict::Defer => Some(Bound { rule: Some(finding.rule), from: finding.until }),
        Verdict::Refuse => Some(Bound { rule: Some(finding.rule), from: None }),
        Verdict::Proceed | Verdict::Caution | Verdict::Ask => None,
    });
    let case = appointment.case;
    let booked = match (case.next(), case.planned(), case.ended()) {
        (Some(next), _, _) => Some(hour::date(next.planned, &next.zone)),
        (None, Some(planned), None) => {
            case.appointment_zone().or(case.zone()).map(|zone| hour::date(planned, zone))
        }
        (None, _, _) => None,
    };
    waits.chain(booked.map(|day| Bound { rule: None, from: Some(day) })).collect()
}

fn next<'p>(
    protocol: &Protocol,
    case: &Case,
    now: Timestamp,
    reckoning: &Reckoning<'p>,
    mut findings: Vec<Finding<'p>>,
    gaps: &mut BTreeSet<Question>,
) -> NextSession<'p> {
    findings.retain(|finding| never_ends(finding) || finding.verdict == Verdict::Ask);
    let found = if findings.iter().any(never_ends) {
        NextState::Held
    } else if findings.is_empty() {
        NextState::Open
    } else {
        NextState::Ask
    };
    let before = NextSession {
        state: found,
        earliest: reckoning.earliest(false),
        held_by: Vec::new(),
        conditions: Vec::new(),
        findings,
        booked: reckoning.bounds.iter().find(|bound| bound.rule.is_none()).and_then(|bound| bound.from),
    };
    let Some(gate) = protocol.gate(Activity::Needling).filter(|_| case.ended().is_some()) else {
        return before;
    };
    let answer = gate::answer(protocol, gate, case, now);
    let stands = match gate::state_at_its_hour(&answer) {
        State::Open | State::Closed => NextState::Open,
        State::Held => NextState::Held,
        State::Ask => NextState::Ask,
    };
    let mut conditions = answer.conditions.clone();
    if answer.is_stale {
        gaps.insert(Question::CheckInIsOld);
        conditions.extend(answer.held_by.iter().map(|held| Question::from(*held)));
    }
    gaps.extend(&conditions);
    NextSession { state: found.max(stands), held_by: gate::there(gate, case, now), conditions, ..before }
}

/// The earliest day of every session that is left; none if some wait has no end.
fn starts(reckoning: &Reckoning<'_>) -> Vec<Date> {
    let Some(start) = reckoning.earliest(true) else { return Vec::new() };
    (0..reckoning.left()).map(|index| spaced(start, index, reckoning.spacing.0)).collect()
}

fn dates(reckoning: &Reckoning<'_>, starts: &[Date], backwards: Option<&Backwards<'_>>) -> Vec<CourseDate> {
    let numbered = (reckoning.done.saturating_add(1)..).zip(starts).enumerate();
    let each = numbered.map(|(index, (number, earliest))| CourseDate {
        number,
        earliest: *earliest,
        latest: backwards.and_then(|backwards| backwards.latest.get(index).copied()),
    });
    each.collect()
}

/// So many spacings later.
pub(super) fn spaced(start: Date, count: u16, spacing_days: u16) -> Date {
    start.saturating_add(Span::new().days(i64::from(count) * i64::from(spacing_days)))
}

/// The weeks that ask how the result is, with the first answer from each on and before the next.
fn improvement(protocol: &Protocol, case: &Case, zone: &TimeZone) -> Vec<Improved> {
    let Some(ended) = case.ended() else { return Vec::new() };
    let first = hour::date(ended, zone);
    let weeks = protocol.improvement_weeks();
    let on = |week: u16| hour::days_later(first, week.saturating_mul(7));
    let each = weeks.iter().enumerate().map(|(index, week)| {
        let date = on(*week);
        let end = weeks.get(index + 1).map(|week| on(*week));
        let told = case
            .check_ins()
            .iter()
            .filter_map(|check_in| Some((hour::date(check_in.at(), zone), check_in.improvement()?)));
        let mut within = told.filter(|(day, _)| *day >= date && end.is_none_or(|end| *day < end));
        Improved { week: *week, date, answer: within.next().map(|(_, answer)| answer) }
    });
    each.collect()
}
