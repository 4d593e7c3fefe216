//! Random cases for triage, and instants to judge them at. Every case is a valid case file; what is rare in
//! life and likely to be got wrong is common here: a symptom that fades and comes back, a danger that was
//! told once and never again, a clinician who looked a second too early, hours just at a threshold, check-ins
//! that answer nothing.
//!
//! The person and the treatment are those of `random.rs`; what this file adds is what people see afterwards.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a fault of the generator shall stop the test"
)]

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::{Map, Value, json};

use crate::random::{
    self, AREAS, DEPTHS_MM, HOUR, SIGNS, SYMPTOMS, chance, from_h, one_of_the_times, one_second_or_none,
    pick, read_instant, some_of,
};

/// Hours after the treatment at which rules tend to begin, and what is ordinary tends to end.
#[rustfmt::skip]
const MARKS_H: &[i64] = &[
    0, 1, 2, 4, 6, 12, 24, 36, 48, 72, 96, 120, 144, 168, 240, 336, 504, 672, 1344, 2016, 4368,
];

/// Hours after a check-in at which what it told tends to lose its weight.
const LASTING_H: &[i64] = &[0, 0, 1, 24, 48, 72, 168, 336];

/// Temperatures just at a threshold.
#[rustfmt::skip]
const TEMPERATURES_C: &[f64] = &[
    36.0, 36.6, 37.4, 37.5, 37.7, 37.8, 37.9, 37.95, 38.0, 38.0, 38.05, 38.1, 38.2, 38.3, 38.4, 38.5, 38.9,
    39.0, 39.4, 39.5, 39.9, 40.0, 40.1, 41.0,
];

/// Places at which the same thing is graver, so that they are picked often enough.
const GRAVE_PLACES: &[&str] = &["around-eyes", "eyelids", "face", "temples", "nose", "lips", "upper-lip"];

const TRENDS: &[&str] = &["better", "same", "worse"];
const IMPROVEMENTS: &[&str] = &["much-better", "better", "same", "worse"];
const CLINICIANS: &[&str] = &["clinic", "doctor", "hospital"];

/// How long after the treatment the next session lies at most.
const A_YEAR_H: i64 = 365 * 24;

/// A valid case.
pub(crate) fn case(rng: &mut Rng) -> Value {
    let mut case = Map::new();
    let mut treatment = random::treatment(rng);
    let time = insert_time(rng, &mut treatment);
    let start = time.clone().unwrap_or_else(|| random::time_of_treatment(rng));

    let story = Story::of(rng);
    if chance(rng, 45) {
        treatment.insert("before".to_owned(), before(rng, &story));
    }
    if chance(rng, 15) {
        treatment.insert("areas".to_owned(), json!(areas_near_the_eyes(rng)));
    }
    let seconds = seconds_of_check_ins(rng);
    let check_ins: Vec<Value> =
        seconds.into_iter().map(|seconds| check_in(rng, &story, &start, seconds)).collect();
    let seen = looks(rng, &start, &check_ins);
    random::insert_list(&mut case, "check_ins", check_ins);
    random::insert_list(&mut case, "seen", seen);
    if chance(rng, 10) {
        let planned = start.timestamp() + from_h(rng.i64(1..A_YEAR_H));
        let planned = planned.to_zoned_datetime(start.time_zone().clone());
        case.insert("next".to_owned(), random::next(rng, &planned));
    }

    let day = time.map(|time| time.date());
    case.insert("person".to_owned(), random::person(rng, day));
    case.insert("treatment".to_owned(), Value::Object(treatment));
    if chance(rng, 40) {
        random::make_plain(rng, &mut case);
    }
    leave_out_a_table(rng, &mut case);
    Value::Object(case)
}

/// When the treatment ended, or is planned, or both: whoever booked a session may have had it. Without both,
/// nobody knows any hour.
fn insert_time(rng: &mut Rng, treatment: &mut Map<String, Value>) -> Option<ZonedDateTime> {
    let time = random::time_of_treatment(rng);
    let text = json!(time.to_string());
    match rng.u8(..20) {
        0 => return None,
        1 => drop(treatment.insert("planned".to_owned(), text)),
        2..=3 => {
            let planned = time.timestamp() - from_h(rng.i64(0..4));
            treatment.insert("planned".to_owned(), random::written(rng, planned, &time));
            treatment.insert("ended".to_owned(), text);
        }
        _ => drop(treatment.insert("ended".to_owned(), text)),
    }
    Some(time)
}

/// A case file may tell nothing of the person, or nothing of the treatment.
fn leave_out_a_table(rng: &mut Rng, case: &mut Map<String, Value>) {
    match rng.u8(..40) {
        0 => drop(case.remove("person")),
        1 => {
            case.remove("treatment");
            // Their days were drawn to lie before the treatment; before the first check-in they need not lie.
            if let Some(person) = case.get_mut("person").and_then(Value::as_object_mut) {
                for key in ["recent", "asked_recent", "medications", "asked_medications"] {
                    person.remove(key);
                }
            }
        }
        _ => {}
    }
}

/// The skin about the eyes has courses of its own.
fn areas_near_the_eyes(rng: &mut Rng) -> Vec<Value> {
    let mut areas = vec![json!({ "area": "around-eyes", "depth_mm": pick(rng, DEPTHS_MM) })];
    if rng.bool() {
        areas.push(json!({ "area": "face", "depth_mm": pick(rng, DEPTHS_MM) }));
    }
    areas
}

// What the check-ins tell.

/// What the check-ins of one case are about: the same few things are asked again and again, so that something
/// rises, fades and comes back.
struct Story {
    symptoms: Vec<&'static str>,
    signs: Vec<&'static str>,
    /// Whether hardly anything is there. Otherwise nearly every case would be an emergency, and nothing
    /// milder could be seen beside it.
    is_quiet: bool,
}

impl Story {
    fn of(rng: &mut Rng) -> Self {
        let is_quiet = chance(rng, 40);
        Self {
            symptoms: some_of(rng, SYMPTOMS, 6),
            signs: some_of(rng, SIGNS, if is_quiet { 1 } else { 3 }),
            is_quiet,
        }
    }
}

/// What was there before, mostly of what is told later. Here, too, some things are rated by numbers.
fn before(rng: &mut Rng, story: &Story) -> Value {
    let mut symptoms = some_of(rng, SYMPTOMS, 2);
    symptoms.extend(story.symptoms.iter().filter(|_| rng.bool()));
    grades(rng, &symptoms)
}

fn grades(rng: &mut Rng, symptoms: &[&str]) -> Value {
    let graded = symptoms.iter().map(|symptom| ((*symptom).to_owned(), random::grade(rng, symptom)));
    graded.collect::<Map<_, _>>().into()
}

fn check_in(rng: &mut Rng, story: &Story, start: &ZonedDateTime, seconds: i64) -> Value {
    let mut check_in = Map::new();
    let at = start.timestamp() + SignedDuration::from_secs(seconds);
    check_in.insert("at".to_owned(), random::written(rng, at, start));
    if chance(rng, 12) {
        insert_no_answer(rng, &mut check_in);
        return Value::Object(check_in);
    }
    if chance(rng, 85) {
        check_in.insert("symptoms".to_owned(), symptoms(rng, story));
    }
    insert_signs(rng, story, &mut check_in);
    if chance(rng, 35) {
        check_in.insert("temperature_c".to_owned(), json!(temperature(rng)));
    }
    if chance(rng, 40) {
        check_in.insert("trend".to_owned(), json!(pick(rng, TRENDS)));
    }
    if chance(rng, 35) {
        check_in.insert("where".to_owned(), json!(places(rng)));
    }
    if chance(rng, 10) {
        check_in.insert("improvement".to_owned(), json!(pick(rng, IMPROVEMENTS)));
    }
    Value::Object(check_in)
}

/// What a person may write without answering anything: how it looks compared with years ago, where, in words;
/// or nothing under a heading.
fn insert_no_answer(rng: &mut Rng, check_in: &mut Map<String, Value>) {
    let nothing = [
        ("improvement", json!(pick(rng, IMPROVEMENTS))),
        ("where", json!(places(rng))),
        ("note", json!("as on the photo")),
        ("symptoms", json!({})),
    ];
    for (key, value) in nothing {
        if chance(rng, 35) {
            check_in.insert(key.to_owned(), value);
        }
    }
    if chance(rng, 20) {
        check_in.insert("signs".to_owned(), json!([]));
        check_in.insert("asked_signs".to_owned(), json!([]));
    }
}

fn symptoms(rng: &mut Rng, story: &Story) -> Value {
    let mut answered: Vec<&str> = story.symptoms.iter().copied().filter(|_| chance(rng, 85)).collect();
    answered.extend(some_of(rng, SYMPTOMS, if story.is_quiet { 1 } else { 4 }));
    if chance(rng, 5) {
        answered.extend(SYMPTOMS);
    }
    let mut symptoms = grades(rng, &answered);
    if story.is_quiet {
        soothe(rng, &mut symptoms);
    }
    symptoms
}

/// Whatever is strong becomes mild, but for a few.
fn soothe(rng: &mut Rng, symptoms: &mut Value) {
    for (_, grade) in symptoms.as_object_mut().unwrap() {
        if *grade != "none" && chance(rng, 75) {
            *grade = json!("mild");
        }
    }
}

/// The whole list of signs, with few that are there; or a part of it; or nobody showed the list. That some
/// were asked may also stand alone.
fn insert_signs(rng: &mut Rng, story: &Story, check_in: &mut Map<String, Value>) {
    if chance(rng, 30) {
        if chance(rng, 15) {
            check_in.insert("asked_signs".to_owned(), json!(some_of(rng, SIGNS, 3)));
        }
        return;
    }
    let mut signs: Vec<&str> = story.signs.iter().copied().filter(|_| chance(rng, 45)).collect();
    if chance(rng, if story.is_quiet { 5 } else { 25 }) {
        signs.extend(some_of(rng, SIGNS, 2));
    }
    check_in.insert("signs".to_owned(), json!(signs));
    random::insert_limit(rng, check_in, "signs", SIGNS);
}

fn temperature(rng: &mut Rng) -> f64 {
    if chance(rng, 70) { pick(rng, TEMPERATURES_C) } else { f64::from(rng.u16(360..=410)) / 10.0 }
}

fn places(rng: &mut Rng) -> Vec<&'static str> {
    let from = if rng.bool() { GRAVE_PLACES } else { AREAS };
    some_of(rng, from, 2)
}

// Times.

/// The times of up to four check-ins, in order. Two may lie in the same second; then the file's order counts.
fn seconds_of_check_ins(rng: &mut Rng) -> Vec<i64> {
    let count = if chance(rng, 5) { 0 } else { pick(rng, &[1, 2, 2, 3, 3, 4, 4]) };
    let mut seconds: Vec<i64> = vec![];
    for _ in 0..count {
        let next = match (seconds.last(), rng.u8(..20)) {
            (Some(last), 0) => *last,
            (Some(last), 1..=6) => last + pick(rng, LASTING_H) * HOUR + rng.i64(-1..=1),
            _ => seconds_after(rng),
        };
        seconds.push(next.max(0));
    }
    seconds.sort_unstable();
    seconds
}

/// Seconds after the treatment: at a mark, or anywhere up to the first or the last marks.
fn seconds_after(rng: &mut Rng) -> i64 {
    match rng.u8(..10) {
        0..=5 => pick(rng, MARKS_H) * HOUR + rng.i64(-1..=1),
        6..=8 => rng.i64(0..340 * HOUR),
        _ => rng.i64(0..5000 * HOUR),
    }
}

/// A clinician looked, mostly after a check-in, and mostly closed something that it told.
fn looks(rng: &mut Rng, start: &ZonedDateTime, check_ins: &[Value]) -> Vec<Value> {
    let count = pick(rng, &[0, 0, 0, 1, 1, 2]);
    (0..count).map(|_| look(rng, start, check_ins)).collect()
}

fn look(rng: &mut Rng, start: &ZonedDateTime, check_ins: &[Value]) -> Value {
    let mut look = Map::new();
    let check_in = rng.choice(check_ins).cloned().unwrap_or_default();
    let from = read_instant(&check_in["at"]).map_or(start.timestamp(), |at| at.timestamp());
    let at = from + from_h(pick(rng, LASTING_H)) + one_second_or_none(rng);
    look.insert("at".to_owned(), random::written(rng, at, start));
    look.insert("by".to_owned(), json!(pick(rng, CLINICIANS)));
    if chance(rng, 90) {
        look.insert("closes".to_owned(), json!(closes(rng, &check_in)));
    }
    Value::Object(look)
}

fn closes(rng: &mut Rng, check_in: &Value) -> Vec<String> {
    let signs = check_in["signs"].as_array().into_iter().flatten().map(|sign| sign.as_str().unwrap());
    let symptoms =
        check_in["symptoms"].as_object().into_iter().flatten().map(|(symptom, _)| symptom.as_str());
    let told = signs.chain(symptoms);
    let mut closes: Vec<String> = told.filter(|_| chance(rng, 60)).map(str::to_owned).collect();
    if check_in["trend"] == "worse" && rng.bool() {
        closes.push("worsening".to_owned());
    }
    if chance(rng, 20) {
        closes.push(if rng.bool() { pick(rng, SIGNS).to_owned() } else { pick(rng, SYMPTOMS).to_owned() });
    }
    closes
}

/// An instant to judge a case at: often the very second at which an answer changes, or the one beside it.
pub(crate) fn instant(rng: &mut Rng, case: &Value) -> Timestamp {
    let end =
        read_instant(&case["treatment"]["ended"]).or_else(|| read_instant(&case["treatment"]["planned"]));
    let end = end.map(|end| end.timestamp());
    let last = case["check_ins"].as_array().and_then(|list| read_instant(&list.last()?["at"]));
    let last = last.map(|last| last.timestamp());
    let any_time = end.or(last).unwrap_or_else(|| random::random_second_of_2026(rng));
    let near = match rng.u8(..20) {
        0..=7 => last.unwrap_or(any_time) + from_h(pick(rng, LASTING_H)),
        8..=12 => beside_one_of(rng, &case["check_ins"]).unwrap_or(any_time),
        13..=14 => beside_one_of(rng, &case["seen"]).unwrap_or(any_time),
        15..=18 => at_a_mark(rng, any_time, last),
        _ => any_time + SignedDuration::from_secs(rng.i64(0..5000 * HOUR)),
    };
    near + one_second_or_none(rng)
}

/// A mark of the treatment's hours, mostly one that comes after the last check-in: before the first one there
/// is nothing to judge.
fn at_a_mark(rng: &mut Rng, start: Timestamp, last: Option<Timestamp>) -> Timestamp {
    let marks = MARKS_H.iter().map(|mark_h| start + from_h(*mark_h));
    let later: Vec<Timestamp> = marks.filter(|mark| last.is_none_or(|last| *mark >= last)).collect();
    match rng.choice(&later) {
        Some(mark) if chance(rng, 75) => *mark,
        _ => start + from_h(pick(rng, MARKS_H)),
    }
}

/// One of the times of a list, or when what was told then loses its weight.
fn beside_one_of(rng: &mut Rng, entries: &Value) -> Option<Timestamp> {
    let time = one_of_the_times(rng, entries)?;
    Some(time + from_h(pick(rng, LASTING_H)))
}
