//! How strong each symptom usually is, and how strong it may be and still be ordinary, by hour.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{alert, hour};
use crate::case::{Case, Facts};
use crate::fact::{Fact, Question};
use crate::protocol::{Course, Expectation, Protocol, Ternary};
use crate::vocabulary::{Grade, Symptom};

/// The expected bands, and what the person saw.
#[derive(Clone, Debug)]
pub struct Expect<'p> {
    /// One band for every symptom.
    pub bands: Vec<Band<'p>>,
    /// What the check-ins said, in time order.
    pub observed: Vec<Observed>,
    /// What the person told that somebody has to look at, as in the plan.
    pub alerts: Vec<Fact>,
    /// What was not answered.
    pub gaps: Vec<Question>,
    /// Hour 0.
    pub zero: Option<Timestamp>,
    /// Whole hours since hour 0 at the instant that was asked about.
    pub hours: Option<i64>,
}

/// The ordinary course of one symptom.
#[derive(Clone, Debug)]
pub struct Band<'p> {
    /// The expectation, with its rule and sources.
    pub expectation: &'p Expectation,
    /// From each hour on, the grades. The first hour is 0.
    pub points: Vec<Point>,
}

impl Band<'_> {
    /// The strongest grade that is ordinary so many whole hours after the treatment; none before it.
    #[must_use]
    pub fn highest_at(&self, hours: i64) -> Grade {
        let reached = self.points.iter().take_while(|point| i64::from(point.h) <= hours);
        reached.last().map_or(Grade::None, |point| point.highest)
    }
}

/// From an hour on, these grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Hours after the treatment.
    pub h: u32,
    /// What most people have.
    pub usual: Grade,
    /// The strongest that is still ordinary.
    pub highest: Grade,
}

/// What a check-in said about a symptom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The symptom.
    pub symptom: Symptom,
    /// Whole hours after the treatment.
    pub h: i64,
    /// The grade above what was there before.
    pub grade: Grade,
}

/// What is ordinary for this person, hour by hour, and what they saw until `now`.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let case = case::read(&Document::guess("case", "[treatment]\ndevice = \"pen\"\n")).unwrap();
/// let expect = engine::expect(&protocol, &case, "2026-11-22T14:00:00Z".parse().unwrap());
/// assert_eq!(expect.bands.len(), protocol.expectations().len());
/// assert!(expect.gaps.iter().any(|gap| gap.to_string() == "depth_mm"));
/// ```
#[must_use]
pub fn expect<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> Expect<'p> {
    let zero = hour::zero(protocol, case);
    let mut gaps = BTreeSet::new();
    let bands = protocol.expectations().iter().map(|expectation| {
        gaps.extend(unknowns(expectation, case.facts()));
        Band { expectation, points: points(expectation, case.facts()) }
    });
    let bands = bands.collect();
    let observed = zero.map(|zero| observed(case, zero, now)).unwrap_or_default();
    if case.ended().is_none() {
        gaps.insert(if zero.is_some() { Question::OnlyPlanned } else { Question::Ended });
    }
    Expect {
        bands,
        observed,
        alerts: alert::alerts(protocol, case, now),
        gaps: gaps.into_iter().collect(),
        zero,
        hours: zero.map(|zero| hour::elapsed_seconds(zero, now).div_euclid(3600)),
    }
}

fn observed(case: &Case, zero: Timestamp, now: Timestamp) -> Vec<Observed> {
    let until_now = case.check_ins().iter().filter(|check_in| check_in.at() <= now);
    let each = until_now.flat_map(|check_in| {
        let h = hour::elapsed_seconds(zero, check_in.at()).div_euclid(3600);
        check_in.symptoms().iter().map(move |graded| Observed {
            symptom: graded.symptom,
            h,
            grade: graded.counts,
        })
    });
    each.collect()
}

/// The grades at so many seconds after the treatment: the strictest of all courses that are possible.
pub(super) fn grades(expectation: &Expectation, facts: &Facts, seconds: i64) -> (Grade, Grade) {
    strictest(possible(expectation, facts), seconds)
}

fn strictest<'p>(courses: impl Iterator<Item = &'p Course>, seconds: i64) -> (Grade, Grade) {
    let grades = courses.map(|course| (course.usual.at(seconds), course.highest.at(seconds)));
    let strictest = grades.reduce(|one, other| (one.0.min(other.0), one.1.min(other.1)));
    strictest.unwrap_or((Grade::None, Grade::None))
}

/// The highest ordinary grade within a span of seconds, and the one at its end.
pub(super) fn highest_within(points: &[Point], from: i64, to: i64) -> (Grade, Grade) {
    let seconds = |point: &Point| i64::from(point.h) * 3600;
    let at = |moment: i64| {
        let reached = points.iter().take_while(|point| seconds(point) <= moment);
        reached.last().map_or(Grade::None, |point| point.highest)
    };
    let inside =
        points.iter().filter(|point| (from..to).contains(&seconds(point))).map(|point| point.highest);
    (inside.chain([at(from)]).max().unwrap_or(Grade::None), at(to.saturating_sub(1)))
}

/// The questions that would decide which course it is.
pub(super) fn unknowns(expectation: &Expectation, facts: &Facts) -> Vec<Question> {
    let open = possible(expectation, facts).filter(|course| course.when.holds(facts) == Ternary::Unknown);
    open.flat_map(|course| course.when.unknowns(facts)).collect()
}

/// The first course that holds, and every one before it that nobody can rule out.
pub(super) fn possible<'p>(
    expectation: &'p Expectation,
    facts: &'p Facts,
) -> impl Iterator<Item = &'p Course> {
    let mut is_settled = false;
    expectation.courses.iter().filter(move |course| {
        let holds = if is_settled { Ternary::No } else { course.when.holds(facts) };
        is_settled |= holds == Ternary::Yes;
        holds != Ternary::No
    })
}

/// The course of a symptom for these facts: a point wherever a grade changes, the first at hour 0.
pub(super) fn points(expectation: &Expectation, facts: &Facts) -> Vec<Point> {
    let courses: Vec<&Course> = possible(expectation, facts).collect();
    let steps = courses.iter().flat_map(|course| course.usual.steps().iter().chain(course.highest.steps()));
    let mut hours: Vec<u32> = steps.map(|(hour, _)| *hour).collect();
    hours.sort_unstable();
    hours.dedup();
    let mut points: Vec<Point> = Vec::with_capacity(hours.len());
    for h in hours {
        let (usual, highest) = strictest(courses.iter().copied(), i64::from(h) * 3600);
        let changed = points.last().is_none_or(|last| (last.usual, last.highest) != (usual, highest));
        if changed {
            points.push(Point { h, usual, highest });
        }
    }
    points
}
