//! Properties that hold for every case, searched for with random ones.
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
use afterglow_core::engine::{self, Answer, State};
use afterglow_core::protocol::{GateKind, Protocol};
use afterglow_core::vocabulary::{Activity, Allergy, Condition, History, Medication, Word};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

const CASES: u64 = 3_000;

fn read(value: &Value) -> Case {
    let text = value.to_string();
    match case::read(&Document::new("case", &text, Format::Json)) {
        Ok(case) => case,
        Err(problems) => panic!("{}\n{text}", problems[0]),
    }
}

fn protocol() -> Protocol {
    Protocol::builtin().unwrap()
}

/// Runs a check on so many random cases and instants; a failure names the seed.
fn each(check: impl Fn(&Protocol, &Value, Timestamp)) {
    let protocol = protocol();
    for seed in 0..CASES {
        let mut rng = fastrand::Rng::with_seed(seed);
        let value = random::case(&mut rng);
        let now = random::instant(&mut rng, &value);
        let outcome =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&protocol, &value, now)));
        assert!(outcome.is_ok(), "seed {seed} at {now}\n{value}");
    }
}

/// When a gate is open, from an instant on: later is stricter.
fn strictness(state: State) -> u8 {
    match state {
        State::Open => 0,
        State::Ask => 1,
        State::Held => 2,
        State::Closed => 3,
    }
}

#[test]
fn every_case_gets_a_whole_answer() {
    each(|protocol, value, now| {
        let case = read(value);
        let plan = engine::plan(protocol, &case, now);
        assert_eq!(plan.gates.len(), Activity::ALL.len());
        assert_eq!(plan.days.is_empty(), plan.now.is_none());
        for answer in &plan.gates {
            let can = engine::can(protocol, &case, answer.gate.activity, now, None);
            let agrees = match can.answer {
                Answer::Yes => answer.state == State::Open,
                Answer::NotYet => {
                    answer.state == State::Closed && can.gate.unwrap().opens.is_some_and(|at| at > now)
                }
                Answer::Held => answer.state == State::Held,
                Answer::Ask => answer.state == State::Ask,
                Answer::No => matches!(answer.gate.kind, GateKind::Never),
            };
            assert!(agrees, "{} {:?} {:?}", answer.gate.activity, can.answer, answer.state);
        }
    });
}

#[test]
fn without_check_ins_nothing_stays_locked_for_ever() {
    each(|protocol, value, now| {
        let mut value = value.clone();
        value.as_object_mut().unwrap().remove("check_ins");
        let case = read(&value);
        if case.ended().is_none() && case.planned().is_none() {
            return;
        }
        let much_later =
            now.max(case.ended().or(case.planned()).unwrap()) + SignedDuration::from_hours(24 * 400);
        for answer in engine::plan(protocol, &case, much_later).gates {
            match answer.gate.kind {
                GateKind::Opens(_) => {
                    assert!(matches!(answer.state, State::Open | State::Ask), "{}", answer.gate.activity);
                    let may_ask = answer.gate.must_know || !answer.gate.asks.is_empty();
                    assert!(answer.state == State::Open || may_ask, "{}", answer.gate.activity);
                }
                GateKind::Never => assert_eq!(answer.state, State::Closed),
                GateKind::Ask => assert_eq!(answer.state, State::Ask),
            }
        }
    });
}

#[test]
fn a_stronger_symptom_or_another_sign_never_opens_a_gate_earlier() {
    each(|protocol, value, now| {
        let Some(check_ins) =
            value.get("check_ins").and_then(Value::as_array).filter(|list| !list.is_empty())
        else {
            return;
        };
        let mut rng = fastrand::Rng::with_seed(now.as_second().unsigned_abs());
        let mut worse = value.clone();
        let chosen = rng.usize(..check_ins.len());
        let entry = worse["check_ins"][chosen].as_object_mut().unwrap();
        let symptoms = entry.entry("symptoms").or_insert_with(|| json!({})).as_object_mut().unwrap();
        for symptom in ["redness", "weeping", "crusting", "peeling", "darkening"] {
            if rng.bool() {
                symptoms.insert(symptom.to_owned(), json!("severe"));
            }
        }
        if let Some(signs) = entry.get_mut("signs").and_then(Value::as_array_mut) {
            signs.push(json!("open-sore"));
        }
        worse["treatment"].as_object_mut().unwrap().remove("before");
        let mut before = value.clone();
        before["treatment"].as_object_mut().unwrap().remove("before");
        let (case, worse) = (read(&before), read(&worse));
        let plans = (engine::plan(protocol, &case, now), engine::plan(protocol, &worse, now));
        for (mild, bad) in plans.0.gates.iter().zip(&plans.1.gates) {
            let activity = mild.gate.activity;
            // A gate that asked because nobody had answered is not loosened by an answer.
            assert!(
                strictness(bad.state) >= strictness(mild.state),
                "{activity} {:?} {:?}",
                mild.state,
                bad.state
            );
            if let (Some(earlier), Some(later)) = (mild.opens, bad.opens) {
                assert!(later >= earlier, "{activity}");
            }
        }
    });
}

#[test]
fn moving_every_date_moves_every_gate_by_as_much() {
    each(|protocol, value, now| {
        let mut value = value.clone();
        value.as_object_mut().unwrap().remove("check_ins");
        let case = read(&value);
        let Some(start) = case.ended().or(case.planned()) else { return };
        let by = SignedDuration::from_secs(
            fastrand::Rng::with_seed(start.as_second().unsigned_abs()).i64(1..40_000_000),
        );
        let moved = read(&shifted(&value, by));
        let (one, other) = (engine::plan(protocol, &case, now), engine::plan(protocol, &moved, now + by));
        for (one, other) in one.gates.iter().zip(&other.gates) {
            assert_eq!(one.opens.map(|opens| opens + by), other.opens, "{}", one.gate.activity);
            assert_eq!(one.state, other.state, "{}", one.gate.activity);
        }
    });
}

/// The case with every instant so much later.
fn shifted(value: &Value, by: SignedDuration) -> Value {
    match value {
        Value::String(text) => match text.parse::<jiff::ZonedDateTime>() {
            Ok(at) => json!((at.timestamp() + by).to_zoned_datetime(at.time_zone().clone()).to_string()),
            Err(_) => value.clone(),
        },
        Value::Array(list) => Value::Array(list.iter().map(|entry| shifted(entry, by)).collect()),
        Value::Object(table) => {
            Value::Object(table.iter().map(|(key, entry)| (key.clone(), shifted(entry, by))).collect())
        }
        _ => value.clone(),
    }
}

#[test]
fn can_flips_at_the_very_second_of_the_opening() {
    each(|protocol, value, _| {
        let mut value = value.clone();
        value.as_object_mut().unwrap().remove("check_ins");
        value.as_object_mut().unwrap().remove("done");
        let case = read(&value);
        let Some(start) = case.ended().or(case.planned()) else { return };
        for answer in engine::plan(protocol, &case, start).gates {
            let Some(opens) = answer.opens.filter(|opens| *opens > start) else { continue };
            let activity = answer.gate.activity;
            let second = SignedDuration::from_secs(1);
            let before = engine::can(protocol, &case, activity, opens - second, None);
            let then = engine::can(protocol, &case, activity, opens, None);
            assert_eq!(before.answer, Answer::NotYet, "{activity}");
            assert_ne!(then.answer, Answer::NotYet, "{activity}");
            assert_eq!(then.answer == Answer::Yes, !answer.gate.must_know, "{activity}");
        }
    });
}

#[test]
fn what_is_not_known_is_never_looser_than_any_answer() {
    each(|protocol, value, now| {
        for (table, key) in [("treatment", "device"), ("person", "skin_type"), ("treatment", "areas")] {
            let mut unknown = value.clone();
            let Some(entries) = unknown.get_mut(table).and_then(Value::as_object_mut) else { continue };
            entries.remove(key);
            let (known, unknown) = (read(value), read(&unknown));
            let (with, without) =
                (engine::plan(protocol, &known, now), engine::plan(protocol, &unknown, now));
            for (with, without) in with.gates.iter().zip(&without.gates) {
                if let (Some(known), Some(unknown)) = (with.opens, without.opens) {
                    assert!(unknown >= known, "{key} {}", with.gate.activity);
                }
            }
            let (with, without) =
                (engine::expect(protocol, &known, now), engine::expect(protocol, &unknown, now));
            for (with, without) in with.bands.iter().zip(&without.bands) {
                for point in &without.points {
                    let reached = with.points.iter().take_while(|other| other.h <= point.h).last().unwrap();
                    assert!(point.highest <= reached.highest, "{key} {}", with.expectation.symptom);
                }
            }
        }
    });
}

#[test]
fn order_and_repetition_of_answers_do_not_matter() {
    each(|protocol, value, now| {
        let mut turned = value.clone();
        for list in ["conditions", "history", "allergies", "medications"] {
            if let Some(entries) =
                turned.pointer_mut(&format!("/person/{list}")).and_then(Value::as_array_mut)
            {
                entries.reverse();
                let again = entries.clone();
                entries.extend(again);
            }
        }
        let (one, other) = (read(value), read(&turned));
        let show = |case: &Case| {
            let plan = engine::plan(protocol, case, now);
            plan.gates
                .iter()
                .map(|gate| format!("{} {:?} {:?}", gate.gate.activity.id(), gate.state, gate.opens))
                .collect()
        };
        let (one, other): (Vec<String>, Vec<String>) = (show(&one), show(&other));
        assert_eq!(one, other);
    });
}

/// Adds an entry to one of the person's lists; a list that was left out is given with what was asked.
fn add(value: &mut Value, key: &str, entry: Value) {
    let person = value["person"].as_object_mut().unwrap();
    let list = person.entry(key.to_owned()).or_insert_with(|| json!([]));
    list.as_array_mut().unwrap().push(entry);
}

#[test]
fn one_more_condition_medicine_or_allergy_never_makes_the_verdict_milder() {
    fn pick<W: Word>(rng: &mut fastrand::Rng) -> &'static str {
        W::ALL[rng.usize(..W::ALL.len())].id()
    }
    each(|protocol, value, now| {
        let mut rng = fastrand::Rng::with_seed(now.as_second().unsigned_abs());
        let before = engine::screen(protocol, &read(value), now);
        let mut more = value.clone();
        // Nobody can be told of less: a list that was not there counts as not asked in both.
        for key in ["conditions", "history", "allergies", "medications"] {
            more["person"][key] = more["person"].get(key).cloned().unwrap_or_else(|| json!([]));
        }
        match rng.u8(..5) {
            0 => add(&mut more, "conditions", json!(pick::<Condition>(&mut rng))),
            1 => add(&mut more, "history", json!(pick::<History>(&mut rng))),
            2 => add(&mut more, "allergies", json!(pick::<Allergy>(&mut rng))),
            3 => add(&mut more, "medications", json!({ "class": pick::<Medication>(&mut rng) })),
            _ => more["person"]["pregnant"] = json!(true),
        }
        let after = engine::screen(protocol, &read(&more), now);
        assert!(after.verdict >= before.verdict, "{:?} {:?}\n{more}", before.verdict, after.verdict);
    });
}

#[test]
fn on_the_first_possible_day_no_dated_wait_is_found() {
    let mut waited = 0;
    let protocol = protocol();
    for seed in 0..4 * CASES {
        let mut rng = fastrand::Rng::with_seed(seed);
        let value = random::case(&mut rng);
        let now = random::instant(&mut rng, &value);
        let screening = engine::screen(&protocol, &read(&value), now);
        let Some(until) = screening.until else { continue };
        let key = if value.get("next").is_some() { "next" } else { "treatment" };
        let Some(planned) = value[key].get("planned").and_then(Value::as_str) else { continue };
        let zone = planned.split_once('[').unwrap().1.trim_end_matches(']');
        let booked = |day: jiff::civil::Date| {
            let mut moved = value.clone();
            let noon = day.at(12, 0, 0, 0).to_zoned_datetime(jiff::tz::TimeZone::get(zone).unwrap()).unwrap();
            moved[key]["planned"] = json!(noon.to_string());
            engine::screen(&protocol, &read(&moved), now)
        };
        let dated = |screening: &engine::Screening<'_>| {
            screening.findings.iter().any(|finding| finding.until.is_some())
        };
        assert!(!dated(&booked(until)), "seed {seed}\n{value}");
        assert!(dated(&booked(until.yesterday().unwrap())), "seed {seed}: a day earlier\n{value}");
        waited += 1;
    }
    assert!(waited > 100, "{waited} waits");
}

/// What the list of dangers says is enough alone, triage must say of a check-in that holds nothing else.
#[test]
fn every_danger_of_a_person_alone_gives_its_level() {
    let mut tried = 0;
    let protocol = protocol();
    for seed in 0..300 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut value = random::case(&mut rng);
        if value["treatment"]["ended"].as_str().is_none() {
            continue;
        }
        let table = value.as_object_mut().unwrap();
        for key in ["check_ins", "seen", "done", "next"] {
            table.remove(key);
        }
        value["treatment"].as_object_mut().unwrap().remove("before");
        // What the check-ins gave a date to may now lie after everything else.
        let text = value.to_string();
        let Ok(case) = case::read(&Document::new("case", &text, Format::Json)) else { continue };
        let zone = case.zone().unwrap().clone();
        for (danger, level) in engine::dangers(&protocol, &case) {
            for hours in [0, 30, 300] {
                let at = case.ended().unwrap() + SignedDuration::from_hours(hours);
                let mut check_in = json!({ "at": at.to_zoned_datetime(zone.clone()).to_string() });
                match danger {
                    engine::Danger::Sign(sign) => check_in["signs"] = json!([sign.id()]),
                    engine::Danger::Symptom(symptom, grade) => {
                        check_in["symptoms"] = json!({ symptom.id(): grade.id() });
                    }
                    engine::Danger::TemperatureC(degrees) => check_in["temperature_c"] = json!(degrees),
                }
                value["check_ins"] = json!([check_in]);
                let case = read(&value);
                let answer = engine::triage(&protocol, &case, at);
                assert!(
                    answer.level >= Some(level),
                    "seed {seed}, {danger:?} at {hours} h: {:?}\n{value}",
                    answer.level
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn care_is_for_the_days_that_its_rule_says_however_far_the_plan_reaches() {
    let protocol = protocol();
    let mut beyond = 0;
    each(|protocol, value, now| {
        let case = read(value);
        let plan = engine::plan(protocol, &case, now);
        for days in &plan.care {
            let longest = days.care.adjust.iter().map(|(_, last)| *last).chain([days.care.last_day]).max();
            assert!((days.care.last_day..=longest.unwrap()).contains(&days.last));
            assert!(days.first >= days.care.first_day && days.first <= days.last);
            for day in &plan.days {
                let shown = day.care.iter().any(|line| line.care.rule.id == days.care.rule.id);
                assert_eq!(
                    shown,
                    (days.first..=days.last).contains(&day.day),
                    "{} {}",
                    days.care.rule.id,
                    day.day
                );
            }
        }
    });
    let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
    let case = case::read(&Document::guess("case", text)).unwrap();
    for days in engine::plan(&protocol, &case, case.ended().unwrap()).care {
        beyond += u32::from(days.last >= protocol.timing().plan_days);
    }
    assert!(beyond >= 2, "care after the last day of the plan: {beyond}");
}
