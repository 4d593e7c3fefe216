//! May this person be treated? Every rule that fired, the gravest of them, and the first day on which the waits are over.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::appointment::{self, Appointment};
use super::{gate, hour, limits};
use crate::case::RecentEvent;
use crate::fact::{Fact, Question};
use crate::protocol::{Gate, GateKind, Line, Part, Protocol, Rule, Screen, Ternary, Wait, When, Within};
use crate::set::Set;
use crate::vocabulary::{Activity, Area, Recent, Verdict};

/// The answer to "may this person be treated?".
#[derive(Clone, Debug)]
pub struct Screening<'p> {
    /// The gravest verdict that fired.
    pub verdict: Verdict,
    /// The other verdicts that fired.
    pub also: Set<Verdict>,
    /// The first civil day on which every wait is over; `None`: there is no wait, or one of them has no date, or
    /// something refuses.
    pub until: Option<Date>,
    /// Whether everything that could matter was answered.
    pub is_complete: bool,
    /// What fired, the gravest first, then in the order of the protocol.
    pub findings: Vec<Finding<'p>>,
    /// What was not answered and could matter.
    pub gaps: Vec<Question>,
    /// What to ask a practitioner, and what somebody who treats themselves must never do.
    pub lines: Vec<&'p Line>,
    /// The civil day that ages and waits were counted on.
    pub day: Date,
}

/// A rule that fired.
#[derive(Clone, Debug)]
pub struct Finding<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// What it means for the treatment.
    pub verdict: Verdict,
    /// The facts that made it fire.
    pub facts: Vec<Fact>,
    /// The first civil day on which it fires no more, for a wait with a date.
    pub until: Option<Date>,
    /// Whether it is about what is planned, which can be changed, and not about the person.
    pub is_about_the_plan: bool,
}

/// Whether a person may be treated at their appointment.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol, vocabulary::Verdict};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[person]\nconditions = [\"skin-cancer\"]\n[treatment]\nplanned = \"2026-12-01T10:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let screening = engine::screen(&protocol, &case, case.planned().unwrap());
/// assert_eq!(screening.verdict, Verdict::Refuse);
/// assert!(!screening.is_complete);
/// ```
#[must_use]
pub fn screen<'p>(protocol: &'p Protocol, case: &crate::case::Case, now: Timestamp) -> Screening<'p> {
    let appointment = appointment::of(case, now);
    let mut gaps = BTreeSet::new();
    let mut findings = findings(protocol, &appointment, &mut gaps);
    findings.extend(held(protocol, &appointment, now));
    // A stable sort: within a verdict the order of the protocol stays.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let verdict = findings.first().map_or(Verdict::Proceed, |finding| finding.verdict);
    let fired: Set<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
    Screening {
        verdict,
        also: fired.difference([verdict].into_iter().collect()),
        until: until(&findings),
        is_complete: gaps.is_empty(),
        gaps: gaps.into_iter().collect(),
        lines: lines(protocol, &appointment),
        findings,
        day: appointment.day,
    }
}

/// Every rule and every limit that fires on the appointment's day.
pub(super) fn findings<'p>(
    protocol: &'p Protocol,
    appointment: &Appointment<'_>,
    gaps: &mut BTreeSet<Question>,
) -> Vec<Finding<'p>> {
    let mut findings: Vec<Finding<'p>> =
        protocol.screens().iter().filter_map(|screen| fired(protocol, screen, appointment, gaps)).collect();
    let facts = &appointment.facts;
    for answer in limits::judge(protocol, facts, gaps) {
        let (verdict, limit) = answer.screened;
        if verdict > Verdict::Proceed {
            let facts = answer.facts(limit, facts);
            findings.push(Finding {
                rule: &limit.rule,
                verdict,
                facts,
                until: None,
                is_about_the_plan: true,
            });
        }
    }
    findings
}

/// The latest day of the waits. Something that refuses, and a wait without an end, leave no day to name.
pub(super) fn until(findings: &[Finding<'_>]) -> Option<Date> {
    if findings.iter().any(|finding| finding.verdict == Verdict::Refuse) {
        return None;
    }
    let waits = || findings.iter().filter(|finding| finding.verdict == Verdict::Defer);
    if waits().any(|finding| finding.until.is_none()) {
        return None;
    }
    waits().filter_map(|finding| finding.until).max()
}

/// What a `within` says of a person.
enum Met {
    No,
    Unknown,
    /// Met, by these facts, until this day if it has one.
    Yes(Vec<Fact>, Option<Date>),
}

/// Whether a rule fires. What could make it fire and was not answered goes into the gaps.
pub(super) fn fired<'p>(
    protocol: &Protocol,
    screen: &'p Screen,
    appointment: &Appointment<'_>,
    gaps: &mut BTreeSet<Question>,
) -> Option<Finding<'p>> {
    let facts = &appointment.facts;
    let when = screen.when.holds(facts);
    if when == Ternary::No {
        return None;
    }
    let met = match screen.within {
        Some(within) => meet(protocol, within, appointment, gaps),
        None => Met::Yes(Vec::new(), None),
    };
    if when == Ternary::Unknown && !matches!(met, Met::No) {
        gaps.extend(screen.when.unknowns(facts));
    }
    match met {
        Met::Yes(because, until) if screen.when.holds_counting(facts, &screen.counts) == Ternary::Yes => {
            // What was done comes before whom it matters for: "chemical peel on 20 Nov; brown skin".
            let facts = because.into_iter().chain(screen.when.explain(facts)).collect();
            let until = until.filter(|_| screen.verdict == Verdict::Defer);
            let is_about_the_plan = screen.in_session;
            Some(Finding { rule: &screen.rule, verdict: screen.verdict, facts, until, is_about_the_plan })
        }
        Met::Yes(..) | Met::Unknown | Met::No => None,
    }
}

fn meet(
    protocol: &Protocol,
    within: Within,
    appointment: &Appointment<'_>,
    gaps: &mut BTreeSet<Question>,
) -> Met {
    match within {
        Within::Recent { what, kinds, anywhere, wait } => {
            let (_, asked) = appointment.facts.recent();
            let mut met = Met::No;
            let told = appointment.facts.recent().0.iter().copied();
            let earlier = appointment.earlier_sessions().map(|on| RecentEvent {
                what: Recent::Needling,
                on: Some(on),
                kind: None,
                area: None,
            });
            for event in told.chain(earlier).filter(|event| what.contains(event.what)) {
                let right_kind = kinds.is_none_or(|kinds| event.kind.is_none_or(|kind| kinds.contains(kind)));
                if !right_kind || !(anywhere || is_there(protocol, event.area, appointment.facts.areas)) {
                    continue;
                }
                let end = event.on.map(|on| after(protocol, on, wait, appointment));
                if end.is_some_and(|end| appointment.day >= end) {
                    continue;
                }
                if kinds.is_some() && event.kind.is_none() {
                    gaps.insert(Question::Kind(event.what));
                }
                met = met.and(Fact::Recent(event.what, event.on), end);
            }
            let open = what.difference(asked);
            gaps.extend(open.iter().map(Question::Recent));
            met.or_unknown_if(!open.is_empty())
        }
        Within::Stopped { what, wait } => {
            let taken = appointment.facts.medications().iter();
            let taken = taken.filter_map(|medication| Some((medication.class, medication.last_taken?)));
            let mut met = Met::No;
            for (class, on) in taken.filter(|(class, _)| what.contains(*class)) {
                let end = after(protocol, on, wait, appointment);
                if appointment.day < end {
                    met = met.and(Fact::Stopped(class, on), Some(end));
                }
            }
            let asked = appointment.facts.taking.asked();
            let open = what.difference(asked);
            gaps.extend(open.iter().map(Question::Medication));
            met.or_unknown_if(!open.is_empty())
        }
        Within::BeforeEvent { days } => match appointment.case.event() {
            Some(event)
                if event.on >= appointment.day && event.on < hour::days_later(appointment.day, days) =>
            {
                Met::Yes(vec![Fact::Event(event.on)], None)
            }
            Some(_) | None => Met::No,
        },
    }
}

impl Met {
    /// Met by one thing more. A thing without an end leaves the whole without one.
    fn and(self, fact: Fact, end: Option<Date>) -> Self {
        match self {
            Self::Yes(mut facts, until) => {
                facts.push(fact);
                Self::Yes(facts, until.zip(end).map(|(one, other)| one.max(other)))
            }
            Self::No | Self::Unknown => Self::Yes(vec![fact], end),
        }
    }

    /// What nobody asked could meet it, too.
    fn or_unknown_if(self, is_open: bool) -> Self {
        match self {
            Self::No if is_open => Self::Unknown,
            met => met,
        }
    }
}

/// Whether an event at this place may have touched the treated areas. Without a place, or without areas, it may.
fn is_there(protocol: &Protocol, place: Option<Area>, areas: Set<Area>) -> bool {
    let Some(place) = place else { return true };
    let contains = |one: Area, other: Area| {
        one == other || protocol.regions().iter().any(|(area, parts)| *area == one && parts.contains(other))
    };
    areas.is_empty() || areas.iter().any(|area| contains(area, place) || contains(place, area))
}

/// The first day on which something that was on a day counts no more.
fn after(protocol: &Protocol, on: Date, wait: Wait, appointment: &Appointment<'_>) -> Date {
    match wait {
        Wait::Days(days) => hour::days_later(on, days),
        Wait::Months(months) => on.saturating_add(Span::new().months(i64::from(months))),
        Wait::Gate(activity) => hour::days_later(on, gate_days(protocol, activity, appointment)),
    }
}

/// The hours of a gate for this person in whole days, rounded up.
pub(super) fn gate_days(protocol: &Protocol, activity: Activity, appointment: &Appointment<'_>) -> u16 {
    let hours = protocol.gate(activity).map_or(0, |gate| match &gate.kind {
        GateKind::Opens(opening) => gate::hours(opening, &appointment.facts).0,
        GateKind::Never | GateKind::Ask => 0,
    });
    u16::try_from(hours.div_ceil(24)).unwrap_or(u16::MAX)
}

/// With a next session: what the check-ins say is still there and holds it. An old answer still counts here.
fn held<'p>(protocol: &'p Protocol, appointment: &Appointment<'_>, now: Timestamp) -> Option<Finding<'p>> {
    if !appointment.is_next {
        return None;
    }
    let gate: &Gate = protocol.gate(Activity::Needling)?;
    let there = gate::there(gate, appointment.case, now);
    let holds = !there.is_empty();
    let (verdict, is_about_the_plan) = (Verdict::Defer, false);
    holds.then_some(Finding { rule: &gate.rule, verdict, facts: there, until: None, is_about_the_plan })
}

fn lines<'p>(protocol: &'p Protocol, appointment: &Appointment<'_>) -> Vec<&'p Line> {
    let parts = [Part::WhoTreats, Part::HomeNever];
    shown(protocol, &appointment.facts, &parts)
}

/// The lines of advice of these parts that are for this person.
pub(super) fn shown<'p>(protocol: &'p Protocol, facts: &crate::case::Facts, parts: &[Part]) -> Vec<&'p Line> {
    let meant = |line: &&Line| parts.contains(&line.part) && line.when.holds(facts) != Ternary::No;
    protocol.lines().iter().filter(meant).collect()
}

/// The largest number of days that the event must lie after the last session, with the rule that asks for it. Unknown
/// counts as yes.
pub(super) fn margin<'p>(protocol: &'p Protocol, facts: &crate::case::Facts) -> (u16, Option<&'p Rule>) {
    let asks = |when: &When| when.holds(facts) != Ternary::No;
    let margins = protocol.screens().iter().filter_map(|screen| match screen.within {
        Some(Within::BeforeEvent { days }) if asks(&screen.when) => Some((days, &screen.rule)),
        _ => None,
    });
    margins.rev().max_by_key(|(days, _)| *days).map_or((0, None), |(days, rule)| (days, Some(rule)))
}
