//! What is normal, what to do, what not yet, today and on every day.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::care::{self, CareDays, CareLine, CareSpan};
use super::gate::{self, GateAnswer, State};
use super::preparation::{self, DatedTask};
use super::{Point, alert, expect, hour};
use crate::case::Case;
use crate::fact::{Fact, Question};
use crate::protocol::{GateKind, Phase, Protocol, Ternary};
use crate::vocabulary::{Activity, Grade, Symptom};

/// A person's own plan.
#[derive(Clone, Debug)]
pub struct Plan<'p> {
    /// Every activity, in the order of the vocabulary, as it stands now.
    pub gates: Vec<GateAnswer<'p>>,
    /// The days, from the day of treatment on; none if nobody said when it was.
    pub days: Vec<Day<'p>>,
    /// Daily care, each line with all its days, also those after the last of `days`.
    pub care: Vec<CareDays<'p>>,
    /// Where the person stands now; `None` if nobody said when the treatment was.
    pub now: Option<Now<'p>>,
    /// What the person told that somebody has to look at: signs, and symptoms above what is ordinary at their hour.
    pub alerts: Vec<Fact>,
    /// What to do before the session that is still to come.
    pub tasks: Vec<DatedTask<'p>>,
    /// What was not answered.
    pub gaps: Vec<Question>,
    /// The zone that dates and times are shown in.
    pub zone: Option<TimeZone>,
}

/// Where the person stands.
#[derive(Clone, Copy, Debug)]
pub struct Now<'p> {
    /// The instant that was asked about.
    pub at: Timestamp,
    /// Hour 0.
    pub zero: Timestamp,
    /// Civil days since the day of treatment; negative before it.
    pub day: i32,
    /// Whole elapsed hours, cut; negative before hour 0.
    pub hours: i64,
    /// The phase of healing; `None` before hour 0.
    pub phase: Option<&'p Phase>,
}

/// One civil day.
#[derive(Clone, Debug)]
pub struct Day<'p> {
    /// 0 is the day of treatment.
    pub day: u16,
    /// The date in the plan's zone.
    pub date: Date,
    /// What may be there and still be ordinary: symptoms with a grade above none.
    pub expect: Vec<DayGrade>,
    /// What to do.
    pub care: Vec<CareLine<'p>>,
    /// What is not open on the whole of that day.
    pub avoid: Vec<Activity>,
    /// What opens on that day.
    pub opens: Vec<Activity>,
}

/// How strong a symptom may be on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayGrade {
    /// The symptom.
    pub symptom: Symptom,
    /// The highest ordinary grade at any moment of the day.
    pub highest: Grade,
    /// The highest ordinary grade at the end of the day.
    pub by_night: Grade,
}

/// The plan as it stands at an instant. Check-ins after it are not looked at.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let plan = engine::plan(&protocol, &case, "2026-11-24T13:00:00Z".parse().unwrap());
/// assert_eq!(plan.now.map(|now| (now.day, now.hours)), Some((2, 48)));
/// assert_eq!(plan.gates.len(), protocol.gates().len());
/// ```
#[must_use]
pub fn plan<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> Plan<'p> {
    let gates: Vec<GateAnswer<'p>> =
        protocol.gates().iter().map(|gate| gate::answer(protocol, gate, case, now)).collect();
    let zone = case.zone().cloned();
    let zero = hour::zero(protocol, case);
    let standing = zero.zip(zone.as_ref()).map(|(zero, zone)| stand(protocol, case, zero, zone, now));
    let spans = care::spans(protocol, case, &gates);
    let dated = standing.zip(zone.as_ref());
    let care = dated.map(|(now, zone)| spans.iter().filter_map(|span| span.days(now.zero, zone)).collect());
    let days = dated.map(|(standing, zone)| days_of(protocol, case, &gates, &spans, standing, zone));
    let days = days.unwrap_or_default();
    let alerts = alert::alerts(protocol, case, now);
    let tasks = if case.is_to_come() { preparation::prepare(protocol, case, now).tasks } else { Vec::new() };
    Plan {
        gaps: gaps(protocol, case, &gates, zero.is_some()),
        gates,
        days,
        care: care.unwrap_or_default(),
        now: standing,
        alerts,
        tasks,
        zone,
    }
}

fn stand<'p>(
    protocol: &'p Protocol,
    case: &Case,
    zero: Timestamp,
    zone: &TimeZone,
    now: Timestamp,
) -> Now<'p> {
    let seconds = hour::elapsed_seconds(zero, now);
    let first = hour::date(zero, zone);
    let day = hour::date(now, zone).duration_since(first).as_hours() / 24;
    let begun = |phase: &&Phase| {
        let later = phase.adjust.iter().filter(|adjust| adjust.when.holds(case.facts()) != Ternary::No);
        let from_h = later.map(|adjust| adjust.from_h).chain([phase.from_h]).max().unwrap_or(phase.from_h);
        seconds >= i64::from(from_h) * 3600
    };
    Now {
        at: now,
        zero,
        day: i32::try_from(day).unwrap_or(i32::MAX),
        hours: seconds.div_euclid(3600),
        phase: protocol.phases().iter().rfind(begun),
    }
}

fn days_of<'p>(
    protocol: &'p Protocol,
    case: &Case,
    gates: &[GateAnswer<'p>],
    spans: &[CareSpan<'p>],
    now: Now<'p>,
    zone: &TimeZone,
) -> Vec<Day<'p>> {
    let courses: Vec<(Symptom, Vec<Point>)> = protocol
        .expectations()
        .iter()
        .map(|expectation| (expectation.symptom, expect::points(expectation, case.facts())))
        .collect();
    let first = hour::date(now.zero, zone);
    let mut days = Vec::with_capacity(usize::from(protocol.timing().plan_days));
    let mut next_start = hour::start_of(first, zone);
    for day in 0..protocol.timing().plan_days {
        let date = hour::days_later(first, day);
        let start = next_start;
        next_start = hour::start_of(hour::days_later(date, 1), zone);
        let Some((start, end)) = start.zip(next_start) else { continue };
        let today = i32::from(day) >= now.day;
        days.push(Day {
            day,
            date,
            expect: expected_on(&courses, now.zero, start, end),
            care: spans.iter().filter_map(|span| span.on(day, start, end)).collect(),
            avoid: gates
                .iter()
                .filter(|gate| is_avoided(gate, end, today))
                .map(|gate| gate.gate.activity)
                .collect(),
            opens: gates
                .iter()
                .filter(|gate| gate.opens.is_some_and(|opens| opens >= start && opens < end))
                .map(|gate| gate.gate.activity)
                .collect(),
        });
    }
    days
}

fn expected_on(
    courses: &[(Symptom, Vec<Point>)],
    zero: Timestamp,
    start: Timestamp,
    end: Timestamp,
) -> Vec<DayGrade> {
    let from = hour::elapsed_seconds(zero, start).max(0);
    let to = hour::elapsed_seconds(zero, end);
    let grades = courses.iter().map(|(symptom, points)| {
        let (highest, by_night) = expect::highest_within(points, from, to);
        DayGrade { symptom: *symptom, highest, by_night }
    });
    grades.filter(|grade| grade.highest > Grade::None).collect()
}

/// Whether an activity is not open on the whole of a day that ends at `end`. What is held stays so until a check-in
/// says otherwise.
fn is_avoided(answer: &GateAnswer<'_>, end: Timestamp, from_today: bool) -> bool {
    match answer.state {
        State::Held => from_today,
        State::Closed => answer.opens.is_none_or(|opens| opens >= end),
        State::Open => answer.opens.is_some_and(|opens| opens >= end),
        State::Ask => {
            from_today && !answer.held_by.is_empty() || answer.opens.is_some_and(|opens| opens >= end)
        }
    }
}

fn gaps(protocol: &Protocol, case: &Case, gates: &[GateAnswer<'_>], is_dated: bool) -> Vec<Question> {
    let mut gaps = BTreeSet::new();
    if case.ended().is_none() {
        gaps.insert(if is_dated { Question::OnlyPlanned } else { Question::Ended });
    }
    for answer in gates {
        if let GateKind::Opens(opening) = &answer.gate.kind {
            let open =
                opening.adjust.iter().filter(|adjust| adjust.when.holds(case.facts()) == Ternary::Unknown);
            gaps.extend(open.flat_map(|adjust| adjust.when.unknowns(case.facts())));
        }
        if matches!(answer.state, State::Open | State::Ask) {
            gaps.extend(&answer.conditions);
        }
        if answer.is_stale {
            gaps.insert(Question::CheckInIsOld);
        }
    }
    for expectation in protocol.expectations() {
        gaps.extend(expect::unknowns(expectation, case.facts()));
    }
    gaps.extend(care::unknowns(protocol, case));
    gaps.into_iter().collect()
}
