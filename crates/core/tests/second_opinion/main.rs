//! A second opinion: a slow, obvious evaluator, written from `docs/protocol.md` and not from the engine, must agree with
//! the engine on random cases. `AFTERGLOW_CASES` sets how many (100,000 unless told).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a disagreement shall stop the test"
)]

mod before;
mod check_ins;
mod random;
mod reference;
mod urgent;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, GateAnswer};
use afterglow_core::protocol::{Protocol, Standing};
use afterglow_core::vocabulary::{Symptom, Word};
use fastrand::Rng;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use reference::{GateOpinion, Rules};
use serde_json::Value;
use urgent::Urgent;

/// Both cores of a small machine.
const THREADS: u64 = 2;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocols/microneedling/1")
}

fn floor() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocols/floor/1")
}

fn how_many() -> u64 {
    std::env::var("AFTERGLOW_CASES").ok().map_or(100_000, |number| number.parse().unwrap())
}

#[test]
fn the_slow_evaluator_agrees_with_the_engine() {
    let compared = over_all_seeds(|seeds| {
        let rules = Rules::read(&folder());
        let protocol = Protocol::builtin().unwrap();
        seeds.map(|seed| compare(&rules, &protocol, seed)).sum()
    });
    assert!(compared >= how_many() * 39, "{compared} answers compared");
}

#[test]
fn the_slow_evaluator_agrees_on_triage() {
    let compared = over_all_seeds(|seeds| {
        let rules = Urgent::read(&folder(), &floor());
        let protocol = Protocol::builtin().unwrap();
        seeds.map(|seed| compare_triage(&rules, &protocol, seed)).sum()
    });
    assert!(compared >= how_many(), "{compared} rules and grades compared");
}

/// Runs the seeds of every thread, and adds up how many answers were compared.
fn over_all_seeds(run: impl Fn(&mut dyn Iterator<Item = u64>) -> u64 + Sync) -> u64 {
    let count = how_many();
    assert!(count > 0);
    let run = |thread: u64| run(&mut (thread..count).step_by(usize::try_from(THREADS).unwrap()));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || run(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// Compares the triage of one random case: level, what fired, its windows, and what is ordinary; how many of them.
fn compare_triage(rules: &Urgent, protocol: &Protocol, seed: u64) -> u64 {
    let mut rng = Rng::with_seed(seed);
    let value = check_ins::case(&mut rng);
    let now = check_ins::instant(&mut rng, &value);
    let text = value.to_string();
    let case = case::read(&Document::new("case", &text, Format::Json))
        .unwrap_or_else(|problems| panic!("seed {seed}: {}\n{text}", problems[0]));
    let answer = engine::triage(protocol, &case, now);
    let theirs = urgent::triage(rules, &value, now);
    let level = answer.level.map(|level| level.id().to_owned());
    assert_eq!(level, theirs.level, "seed {seed} at {now}\n{text}");
    let fired: BTreeSet<String> = answer.findings.iter().map(|found| found.rule.id.clone()).collect();
    assert_eq!(fired, theirs.fired, "seed {seed} at {now}\n{text}");
    let before: BTreeMap<String, Timestamp> =
        answer.findings.iter().filter_map(|found| Some((found.rule.id.clone(), found.before?))).collect();
    assert_eq!(before, theirs.before, "seed {seed} at {now}\n{text}");
    assert_eq!(answer.is_late, theirs.late, "seed {seed} at {now}\n{text}");
    let expected: BTreeSet<(String, String, Option<String>)> = answer
        .expected
        .iter()
        .map(|row| {
            let highest = row.highest.map(|grade| grade.id().to_owned());
            (row.symptom.id().to_owned(), row.observed.id().to_owned(), highest)
        })
        .collect();
    assert_eq!(expected, theirs.seen.into_iter().collect(), "seed {seed} at {now}\n{text}");
    u64::try_from(1 + fired.len() + expected.len()).unwrap()
}

/// Compares every gate, and some grades and days, of one random case; how many answers were compared.
fn compare(rules: &Rules, protocol: &Protocol, seed: u64) -> u64 {
    let mut rng = Rng::with_seed(seed);
    let value = random::case(&mut rng);
    let now = random::instant(&mut rng, &value);
    let text = value.to_string();
    let case = case::read(&Document::new("case", &text, Format::Json))
        .unwrap_or_else(|problems| panic!("seed {seed}: {}\n{text}", problems[0]));
    let plan = engine::plan(protocol, &case, now);
    let mut compared = 0;
    for answer in &plan.gates {
        let theirs = reference::gate(rules, &value, answer.gate.activity.id(), now);
        assert_eq!(show(answer), read(theirs), "seed {seed} at {now}\n{text}");
        compared += 1;
    }
    compared += compare_grades(rules, protocol, &case, &value, &mut rng, seed);
    compared += compare_appointment(rules, protocol, &case, &value, now, seed);
    compared + compare_days(rules, &plan, &value, seed)
}

type Shown = (String, String, Option<i64>, BTreeSet<String>, BTreeSet<String>);

fn show(answer: &GateAnswer<'_>) -> Shown {
    let standing = |held: &Standing| match held {
        Standing::Symptom(symptom) => format!("symptom:{symptom}"),
        Standing::Sign(sign) => format!("sign:{sign}"),
    };
    (
        answer.gate.activity.id().to_owned(),
        answer.state.id().to_owned(),
        answer.opens.map(|opens| opens.as_second()),
        answer.held_by.iter().map(standing).collect(),
        answer.conditions.iter().map(ToString::to_string).collect(),
    )
}

fn read(opinion: GateOpinion) -> Shown {
    (
        opinion.activity,
        opinion.state,
        opinion.opens.map(|opens| opens.as_second()),
        opinion.held_by,
        opinion.if_,
    )
}

fn compare_grades(
    rules: &Rules,
    protocol: &Protocol,
    case: &Case,
    value: &Value,
    rng: &mut Rng,
    seed: u64,
) -> u64 {
    let start = case.ended().or(case.planned()).unwrap_or_default();
    let expect = engine::expect(protocol, case, start);
    for _ in 0..4 {
        let symptom = Symptom::ALL[rng.usize(..Symptom::ALL.len())];
        let hour = u32::from(rng.u16(..700));
        let band = expect.bands.iter().find(|band| band.expectation.symptom == symptom).unwrap();
        let point = band.points.iter().take_while(|point| point.h <= hour).last().unwrap();
        let ours = (point.usual.id().to_owned(), point.highest.id().to_owned());
        let theirs = reference::expected(rules, value, symptom.id(), f64::from(hour));
        assert_eq!(ours, theirs, "seed {seed}: {symptom} at hour {hour}\n{value}");
    }
    4
}

/// Screening, limits, tasks and course of the same case; how many answers were compared.
fn compare_appointment(
    rules: &Rules,
    protocol: &Protocol,
    case: &Case,
    value: &Value,
    now: Timestamp,
    seed: u64,
) -> u64 {
    let ours = engine::screen(protocol, case, now);
    let theirs = before::screen(rules, value, now);
    let findings =
        ours.findings.iter().map(|finding| (finding.rule.id.clone(), finding.verdict.id().to_owned()));
    let ours = before::ScreenOpinion {
        verdict: ours.verdict.id().to_owned(),
        also: ours.also.iter().map(|verdict| verdict.id().to_owned()).collect(),
        until: ours.until.map(|until| until.to_string()),
        findings: findings.collect(),
        gaps: ours.gaps.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(ours, theirs, "seed {seed} at {now}\n{value}");

    let ours = engine::session(protocol, case, now);
    let steps: Vec<&str> = ours.steps.iter().map(|step| step.rule.id.as_str()).collect();
    assert_eq!(steps, before::steps(rules, value, now), "seed {seed}\n{value}");
    let limits = ours.limits.iter().map(|answer| {
        let area = answer.area.map(|area| area.id().to_owned());
        (answer.measure.name().to_owned(), area, answer.verdict.id().to_owned())
    });
    let ours = before::SessionOpinion { verdict: ours.verdict.id().to_owned(), limits: limits.collect() };
    assert_eq!(ours, before::session(rules, value, now), "seed {seed} at {now}\n{value}");

    let ours = engine::prepare(protocol, case, now);
    if ours.day.is_some() {
        let mut theirs = before::tasks(rules, value, now);
        theirs.sort_by_key(|(_, from, _)| *from);
        let ours: Vec<_> = ours
            .tasks
            .iter()
            .map(|dated| (dated.task.rule.id.clone(), dated.from.unwrap(), dated.until.unwrap()))
            .collect();
        assert_eq!(ours, theirs, "seed {seed} at {now}\n{value}");
    }
    compare_course(rules, protocol, case, value, now, seed);
    4
}

fn compare_course(rules: &Rules, protocol: &Protocol, case: &Case, value: &Value, now: Timestamp, seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let today = case.zone().cloned().unwrap_or(TimeZone::UTC).to_datetime(now).date();
    let by = rng.bool().then(|| today.saturating_add(Span::new().days(rng.i64(-10..400))));
    let ours = engine::course(protocol, case, now, by);
    let event = case.event().map(|event| event.on).filter(|on| *on >= today);
    let theirs = before::course(rules, value, now, by.or(event));
    let left = ours.total.map_or(1, |total| total.sessions.saturating_sub(ours.done));
    let ours = before::CourseOpinion {
        left: Some(i64::from(left)),
        spacing_days: i64::from(ours.spacing_days),
        state: ours.next.state.id().to_owned(),
        earliest: ours.next.earliest,
        dates: ours.dates.iter().map(|date| (i64::from(date.number), date.earliest)).collect(),
        last_safe_day: ours.backwards.as_ref().map(|backwards| backwards.last_safe_day),
        latest: ours.backwards.iter().flat_map(|backwards| backwards.latest.clone()).collect(),
        feasible: ours.backwards.as_ref().map(|backwards| backwards.is_feasible),
        clash_size: ours
            .backwards
            .as_ref()
            .filter(|backwards| !backwards.is_feasible)
            .map(|backwards| backwards.clashes.len()),
    };
    assert_eq!(ours, theirs, "seed {seed} at {now}, by {by:?}\n{value}");
}

/// Which lines of care stand on which day. The reference counts by the clock alone, so only cases whose gates nothing
/// but the clock moves are compared.
fn compare_days(rules: &Rules, plan: &engine::Plan<'_>, value: &Value, seed: u64) -> u64 {
    let quiet = value.get("check_ins").is_none() && value.get("done").is_none();
    if !quiet {
        return 0;
    }
    for day in &plan.days {
        let ours: Vec<&str> = day.care.iter().map(|line| line.care.rule.id.as_str()).collect();
        let theirs = reference::care(rules, value, i64::from(day.day));
        assert_eq!(ours, theirs, "seed {seed}: day {}\n{value}", day.day);
    }
    u64::try_from(plan.days.len()).unwrap()
}
