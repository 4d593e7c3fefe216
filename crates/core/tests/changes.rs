//! What changes between two plans, on examples and on random cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

#[path = "second_opinion/random.rs"]
mod random;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, Change, Changes, Entry, Time};
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::Activity;
use jiff::{SignedDuration, Timestamp};

fn read(text: &str) -> Case {
    case::read(&Document::guess("case", text)).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn ended(at: &str, more: &str) -> Case {
    read(&format!(
        "[treatment]\nended = \"{at}[Europe/Berlin]\"\ndevice = \"pen\"\nareas = [{{ area = \"face\", depth_mm = 1.0 }}]\n{more}"
    ))
}

fn planned(at: &str) -> Case {
    read(&format!("[treatment]\nplanned = \"{at}[Europe/Berlin]\"\ndevice = \"pen\"\n"))
}

/// "gate:makeup", "task:..." and so on.
fn name(change: &Change<'_>) -> String {
    match change.what {
        Entry::Session => "session".to_owned(),
        Entry::Next => "next".to_owned(),
        Entry::Task(task) => format!("task:{}", task.rule.id),
        Entry::Care(care) => format!("care:{}", care.rule.id),
        Entry::Gate(gate, _) => format!("gate:{}", gate.activity),
    }
}

fn all<'c, 'p>(changes: &'c Changes<'p>) -> impl Iterator<Item = &'c Change<'p>> {
    [&changes.moved, &changes.added, &changes.removed, &changes.kept].into_iter().flatten()
}

fn find<'c, 'p>(list: &'c [Change<'p>], of: &str) -> &'c Change<'p> {
    list.iter().find(|change| name(change) == of).unwrap_or_else(|| panic!("{of} is not there"))
}

#[test]
fn an_hour_later_moves_every_gate_by_an_hour() {
    let protocol = Protocol::builtin().unwrap();
    let (old, new) = (ended("2026-11-22T14:00:00+01:00", ""), ended("2026-11-22T15:00:00+01:00", ""));
    let changes = engine::compare(&protocol, &old, &new, at("2026-11-22T20:00:00Z"));
    assert!(changes.added.is_empty() && changes.removed.is_empty());
    let gates = changes.moved.iter().filter(|change| matches!(change.what, Entry::Gate(..)));
    for change in gates.clone() {
        let (Some(Time::At(was)), Some(Time::At(is))) = (change.was, change.is) else { panic!() };
        assert_eq!(is.duration_since(was), SignedDuration::from_hours(1), "{}", name(change));
    }
    assert!(gates.count() > 25);
    assert_eq!(find(&changes.moved, "session").is, new.ended().map(Time::At));
}

#[test]
fn what_was_done_is_not_opened_again() {
    let protocol = Protocol::builtin().unwrap();
    let old = ended("2026-11-22T14:00:00+01:00", "");
    let done = "[[done]]\nwhat = \"makeup\"\nat = \"2026-11-25T08:00:00+01:00[Europe/Berlin]\"\n";
    let new = ended("2026-11-22T15:00:00+01:00", done);
    let changes = engine::compare(&protocol, &old, &new, at("2026-11-25T12:00:00Z"));
    let makeup = find(&changes.kept, "gate:makeup");
    assert_eq!(makeup.done, Some(at("2026-11-25T07:00:00Z")));
    assert!(changes.moved.iter().all(|change| name(change) != "gate:makeup"));
    // Asked before it was done, it has only moved.
    let before = engine::compare(&protocol, &old, &new, at("2026-11-23T12:00:00Z"));
    assert_eq!(find(&before.moved, "gate:makeup").done, None);
}

#[test]
fn what_was_done_before_the_session_says_nothing_about_after_it() {
    let protocol = Protocol::builtin().unwrap();
    let done = "[[done]]\nwhat = \"makeup\"\nat = \"2026-11-20T08:00:00+01:00[Europe/Berlin]\"\n";
    let old = planned("2026-11-22T14:00:00+01:00");
    let text = "[treatment]\nplanned = \"2026-11-23T14:00:00+01:00[Europe/Berlin]\"\ndevice = \"pen\"\n";
    let new = read(&format!("{text}{done}"));
    let changes = engine::compare(&protocol, &old, &new, at("2026-11-21T12:00:00Z"));
    assert_eq!(find(&changes.moved, "gate:makeup").done, None);
}

#[test]
fn a_task_that_has_begun_goes_on() {
    let protocol = Protocol::builtin().unwrap();
    let (old, new) = (planned("2026-12-10T10:00:00+01:00"), planned("2026-12-20T10:00:00+01:00"));
    let retinoids = protocol.tasks().iter().find(|task| task.activity == Some(Activity::Retinoids)).unwrap();
    let days = |case: &Case| {
        let tasks = engine::prepare(&protocol, case, case.planned().unwrap()).tasks;
        let dated = tasks.iter().find(|dated| dated.task.rule.id == retinoids.rule.id).unwrap();
        (dated.from.unwrap(), dated.until.unwrap())
    };
    let id = format!("task:{}", retinoids.rule.id);
    let noon = |date: jiff::civil::Date| date.at(12, 0, 0, 0).to_string() + "Z";
    // On its first day it has begun; the day before it has not; when it is over it begins anew.
    let begun = engine::compare(&protocol, &old, &new, at(&noon(days(&old).0)));
    let change = find(&begun.moved, &id);
    assert!(change.has_begun);
    assert_eq!(change.is, Some(Time::Days(days(&old).0, days(&new).1)));
    let eve = days(&old).0.yesterday().unwrap();
    let before = engine::compare(&protocol, &old, &new, at(&noon(eve)));
    assert!(!find(&before.moved, &id).has_begun);
    assert_eq!(find(&before.moved, &id).is, Some(Time::Days(days(&new).0, days(&new).1)));
    let over = days(&old).1.tomorrow().unwrap();
    let after = engine::compare(&protocol, &old, &new, at(&noon(over)));
    assert!(!find(&after.moved, &id).has_begun);
}

#[test]
fn a_next_session_is_added_and_taken_away() {
    let protocol = Protocol::builtin().unwrap();
    let old = ended("2026-11-22T14:00:00+01:00", "");
    let new = ended(
        "2026-11-22T14:00:00+01:00",
        "[next]\nplanned = \"2027-01-05T10:00:00+01:00[Europe/Berlin]\"\n",
    );
    let now = at("2026-11-22T20:00:00Z");
    let there = engine::compare(&protocol, &old, &new, now);
    assert_eq!(find(&there.added, "next").is, new.next().map(|next| Time::At(next.planned)));
    assert!(there.added.iter().any(|change| matches!(change.what, Entry::Task(_))));
    assert!(there.moved.is_empty() && there.removed.is_empty());
    let back = engine::compare(&protocol, &new, &old, now);
    assert_eq!(back.removed.len(), there.added.len());
    assert!(back.added.is_empty());
}

#[test]
fn every_entry_of_either_plan_stands_in_exactly_one_list() {
    let protocol = Protocol::builtin().unwrap();
    for seed in 0..400 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let values = [random::case(&mut rng), random::case(&mut rng)];
        let now = random::instant(&mut rng, &values[0]);
        let [old, new] =
            values.map(|value| case::read(&Document::new("case", &value.to_string(), Format::Json)).unwrap());
        let same = engine::compare(&protocol, &new, &new, now);
        assert!(same.moved.is_empty() && same.added.is_empty() && same.removed.is_empty(), "seed {seed}");
        let changes = engine::compare(&protocol, &old, &new, now);
        let mut names: Vec<String> = all(&changes).map(name).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "seed {seed}");
        let (before, after) = (engine::plan(&protocol, &old, now), engine::plan(&protocol, &new, now));
        for (was, is) in before.gates.iter().zip(&after.gates) {
            let id = format!("gate:{}", is.gate.activity);
            let change = all(&changes).find(|change| name(change) == id);
            assert_eq!(change.is_some(), was.opens.is_some() || is.opens.is_some(), "seed {seed} {id}");
            let Some(change) = change else { continue };
            assert_eq!((change.was, change.is), (was.opens.map(Time::At), is.opens.map(Time::At)));
            let is_kept = changes.kept.iter().any(|kept| name(kept) == id);
            assert_eq!(is_kept, change.done.is_some() || was.opens == is.opens, "seed {seed} {id}");
        }
    }
}
