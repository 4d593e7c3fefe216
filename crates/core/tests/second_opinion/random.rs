//! Random cases, and instants to judge them at. Every case is a valid case file; what is rare in life and
//! likely to be got wrong is common here: facts that nobody gave, depths just at a threshold, answers just in
//! time, nights on which the clocks change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a fault of the generator shall stop the test"
)]

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::{Map, Value, json};

const DEVICES: &[&str] = &["pen", "roller", "stamp", "rf"];
const SETTINGS: &[&str] = &["clinic", "home"];
const SKIN_TYPES: &[&str] = &["I", "II", "III", "IV", "V", "VI"];
const GRADES: &[&str] = &["none", "mild", "moderate", "severe"];
const DEPTHS_MM: &[f64] = &[0.25, 0.3, 0.31, 0.5, 0.51, 0.75, 1.0, 1.01, 1.49, 1.5, 1.51, 2.0, 2.01, 2.5];

#[rustfmt::skip]
const AREAS: &[&str] = &[
    "face", "forehead", "around-eyes", "cheeks", "nose", "upper-lip", "chin", "scalp", "neck",
    "decolletage", "arms", "hands", "back", "abdomen", "buttocks", "thighs", "legs", "temples", "jaw",
    "lips", "eyelids",
];

#[rustfmt::skip]
const CONDITIONS: &[&str] = &[
    "active-acne", "open-lesion", "skin-infection", "cold-sore", "warts", "rosacea", "eczema", "psoriasis",
    "sunburn", "skin-cancer", "actinic-keratosis", "bleeding-disorder", "diabetes", "uncontrolled-diabetes",
    "immunosuppression", "autoimmune-connective-tissue", "vitiligo", "chemo-or-radiotherapy",
    "heart-condition", "implanted-device", "metal-implant-in-area", "epilepsy", "fever-or-illness",
    "lichen-planus", "liver-disease", "methaemoglobin-risk", "pseudocholinesterase", "poor-healing",
    "smoker", "tattoo-in-area", "mole-in-area", "young-scar",
];

#[rustfmt::skip]
const HISTORY: &[&str] = &[
    "keloid", "cold-sores", "pih", "contact-allergy", "granuloma-or-sarcoid", "fainting", "body-dysmorphia",
];

#[rustfmt::skip]
const MEDICATIONS: &[&str] = &[
    "isotretinoin", "anticoagulant", "low-dose-aspirin", "nsaid", "blood-thinning-supplement",
    "topical-retinoid", "oral-steroid", "topical-steroid", "immunosuppressant", "chemotherapy",
    "photosensitiser", "antiarrhythmic", "methaemoglobin-inducer",
];

#[rustfmt::skip]
const ALLERGIES: &[&str] = &[
    "lidocaine", "metal", "nickel", "steel", "sulfonamide", "paba", "latex", "chlorhexidine",
    "hyaluronic-acid", "adhesive",
];

#[rustfmt::skip]
const SYMPTOMS: &[&str] = &[
    "redness", "swelling", "warmth", "tightness", "pain", "stinging", "itching", "dryness", "peeling",
    "bleeding", "bruising", "crusting", "weeping", "breakout", "darkening", "lightening",
];

/// The symptoms that may also be given as a number from 0 to 10.
const NUMBERED_SYMPTOMS: &[&str] = &["pain", "itching"];

#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "pus", "spreading-redness", "red-streaks", "blisters", "clustered-blisters", "open-sore",
    "black-or-white-skin", "lumps", "track-marks", "raised-scar", "hives", "rash-beyond", "mouth-swelling",
    "eyelid-swelling", "eye-shut", "light-hurts", "face-droop", "breathing-trouble", "faint", "chest-pain",
    "seizure", "confusion", "numb-mouth-ringing", "blue-lips", "vision-change", "eye-pain",
    "eye-area-infection", "stiff-neck-headache", "bleeding-wont-stop", "needle-left", "shared-needle",
    "chills", "feverish", "vomiting", "joint-pain", "tingling", "tense-bruise", "hollow",
    "feeling-very-ill", "worsening", "numbness", "swollen-glands", "self-harm-thoughts",
    "distress-over-looks",
];

/// Signs that hold gates, so that they are picked often enough.
const HOLDING_SIGNS: &[&str] =
    &["open-sore", "bleeding-wont-stop", "eyelid-swelling", "lumps", "track-marks", "pus"];

#[rustfmt::skip]
const ACTIVITIES: &[&str] = &[
    "touching", "picking", "washing", "hot-water", "moisturiser", "hydrating-serum", "sunscreen",
    "sunscreen-chemical", "makeup", "eye-makeup", "sun", "tanning-bed", "exercise", "light-exercise",
    "swimming", "sauna", "alcohol", "smoking", "anti-inflammatory", "paracetamol", "shaving",
    "hair-removal", "exfoliation", "retinoids", "acids", "vitamin-c", "benzoyl-peroxide", "fragrance",
    "self-tanner", "lighteners", "niacinamide", "peptides", "prescribed-creams", "masks", "hair-dye",
    "tattooing", "facial", "injectables", "needling",
];

/// Activities that move others when they are done too early, so that they are picked often enough.
#[rustfmt::skip]
const MOVING_ACTIVITIES: &[&str] = &[
    "picking", "hair-removal", "exfoliation", "retinoids", "acids", "benzoyl-peroxide", "lighteners",
    "masks",
];

/// Classes that make someone ask first or choose what to expect, so that they are picked often enough.
const CLASSES_THAT_DECIDE: &[&str] = &["anticoagulant", "low-dose-aspirin", "nsaid"];

#[rustfmt::skip]
const ZONES: &[&str] = &[
    "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Europe/London", "Asia/Tokyo", "America/St_Johns", "Pacific/Pago_Pago", "Pacific/Chatham",
    "America/Sao_Paulo", "Africa/Nairobi", "UTC",
];

/// The instants at which the clocks of a zone change, forward and back.
#[rustfmt::skip]
const CLOCK_CHANGES: &[(&str, &str)] = &[
    ("Europe/Berlin", "2026-03-29T01:00:00Z"), ("Europe/Berlin", "2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-03-08T07:00:00Z"), ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"), ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
];

/// Hours after the treatment at which gates tend to open.
const MARKS_H: &[i64] = &[4, 6, 24, 48, 72, 96, 120, 168, 336, 672, 1008, 1344];

/// Hours for which an answer tends to stand.
const STANDS_H: i64 = 72;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A planned session is taken to last so many minutes.
const PLANNED_MINUTES: i64 = 60;

/// A valid case.
pub(crate) fn case(rng: &mut Rng) -> Value {
    let mut case = Map::new();
    case.insert("person".to_owned(), person(rng));

    let mut treatment = treatment(rng);
    match rng.u8(..10) {
        0 => {}
        1 => {
            treatment.insert("planned".to_owned(), json!(time_of_treatment(rng).to_string()));
        }
        _ => {
            let ended = time_of_treatment(rng);
            treatment.insert("ended".to_owned(), json!(ended.to_string()));
            insert_list(&mut case, "check_ins", check_ins(rng, &ended));
            insert_list(&mut case, "done", done(rng, &ended));
        }
    }
    case.insert("treatment".to_owned(), Value::Object(treatment));
    Value::Object(case)
}

/// An instant to judge a case at: often the very second at which an answer changes, or the one beside it.
pub(crate) fn instant(rng: &mut Rng, case: &Value) -> Timestamp {
    let Some(end) = end_of_treatment(case) else {
        return random_second_of_2026(rng);
    };
    let on_the_hour = match rng.u8(..10) {
        0..=3 => end + from_h(pick(rng, MARKS_H)),
        4..=6 => beside_a_check_in(rng, case, end),
        7 => beside_a_thing_done(rng, case, end),
        _ => end + SignedDuration::from_secs(rng.i64(0..60 * DAY)),
    };
    on_the_hour + one_second_or_none(rng)
}

fn beside_a_check_in(rng: &mut Rng, case: &Value, end: Timestamp) -> Timestamp {
    let after = pick(rng, &[0, 0, 1, STANDS_H, STANDS_H, STANDS_H + 1]);
    one_of_the_times(rng, &case["check_ins"]).unwrap_or(end) + from_h(after)
}

fn beside_a_thing_done(rng: &mut Rng, case: &Value, end: Timestamp) -> Timestamp {
    let after = if rng.bool() { 0 } else { pick(rng, MARKS_H) };
    one_of_the_times(rng, &case["done"]).unwrap_or(end) + from_h(after)
}

fn one_of_the_times(rng: &mut Rng, entries: &Value) -> Option<Timestamp> {
    let entry = rng.choice(entries.as_array()?)?;
    Some(read_instant(&entry["at"])?.timestamp())
}

fn end_of_treatment(case: &Value) -> Option<Timestamp> {
    let ended = read_instant(&case["treatment"]["ended"]);
    let planned = read_instant(&case["treatment"]["planned"]);
    let planned_end = planned.map(|planned| planned.timestamp() + SignedDuration::from_mins(PLANNED_MINUTES));
    ended.map(|ended| ended.timestamp()).or(planned_end)
}

fn read_instant(text: &Value) -> Option<ZonedDateTime> {
    text.as_str().map(|text| text.parse().unwrap())
}

// Chances and choices.

fn chance(rng: &mut Rng, percent: u8) -> bool {
    rng.u8(..100) < percent
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    *rng.choice(from).unwrap()
}

/// Some of the ids, each at most once.
fn some_of<'a>(rng: &mut Rng, from: &[&'a str], at_most: usize) -> Vec<&'a str> {
    let count = rng.usize(0..=at_most.min(from.len()));
    rng.choose_multiple(from.iter().copied(), count)
}

/// A list of the ids that were asked: mostly about half of them.
fn limited_to<'a>(rng: &mut Rng, from: &[&'a str]) -> Vec<&'a str> {
    let asked_percent = pick(rng, &[0, 50, 50, 80]);
    from.iter().copied().filter(|_| chance(rng, asked_percent)).collect()
}

fn from_h(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn one_second_or_none(rng: &mut Rng) -> SignedDuration {
    SignedDuration::from_secs(rng.i64(-1..=1))
}

fn insert_list(case: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        case.insert(key.to_owned(), Value::Array(list));
    }
}

// The person.

fn person(rng: &mut Rng) -> Value {
    let mut person = Map::new();
    if chance(rng, 25) {
        person.insert("zone".to_owned(), json!(pick(rng, ZONES)));
    }
    if chance(rng, 70) {
        person.insert("skin_type".to_owned(), json!(pick(rng, SKIN_TYPES)));
    }
    for key in ["pregnant", "breastfeeding"] {
        if chance(rng, 70) {
            person.insert(key.to_owned(), json!(chance(rng, 20)));
        }
    }
    insert_asked_list(rng, &mut person, "conditions", CONDITIONS);
    insert_asked_list(rng, &mut person, "history", HISTORY);
    insert_asked_list(rng, &mut person, "allergies", ALLERGIES);
    insert_medications(rng, &mut person);
    Value::Object(person)
}

/// A list is left out, or given as a whole, or given for a part of the ids.
fn insert_asked_list(rng: &mut Rng, person: &mut Map<String, Value>, key: &str, from: &[&str]) {
    if chance(rng, 25) {
        return;
    }
    let given = some_of(rng, from, 3);
    person.insert(key.to_owned(), json!(given));
    insert_limit(rng, person, key, from);
}

fn insert_limit(rng: &mut Rng, to: &mut Map<String, Value>, key: &str, from: &[&str]) {
    if chance(rng, 30) {
        to.insert(format!("asked_{key}"), json!(limited_to(rng, from)));
    }
}

fn insert_medications(rng: &mut Rng, person: &mut Map<String, Value>) {
    if chance(rng, 25) {
        return;
    }
    let from = if chance(rng, 70) { MEDICATIONS } else { CLASSES_THAT_DECIDE };
    let classes = some_of(rng, from, 3);
    let entries: Vec<Value> = classes.into_iter().map(|class| medication(rng, class)).collect();
    person.insert("medications".to_owned(), Value::Array(entries));
    insert_limit(rng, person, "medications", MEDICATIONS);
}

fn medication(rng: &mut Rng, class: &str) -> Value {
    if chance(rng, 40) {
        // All treatments are in 2026 or later, so these days lie before every one of them.
        let last_taken = format!("2025-{:02}-{:02}", rng.u8(1..=12), rng.u8(1..=28));
        json!({ "class": class, "last_taken": last_taken })
    } else {
        json!({ "class": class })
    }
}

// The treatment.

fn treatment(rng: &mut Rng) -> Map<String, Value> {
    let mut treatment = Map::new();
    if chance(rng, 80) {
        treatment.insert("device".to_owned(), json!(pick(rng, DEVICES)));
    }
    if chance(rng, 80) {
        treatment.insert("setting".to_owned(), json!(pick(rng, SETTINGS)));
    }
    if chance(rng, 90) {
        treatment.insert("areas".to_owned(), Value::Array(areas(rng)));
    }
    if chance(rng, 40) {
        treatment.insert("before".to_owned(), before(rng));
    }
    treatment
}

fn areas(rng: &mut Rng) -> Vec<Value> {
    some_of(rng, AREAS, 4).into_iter().map(|area| treated_area(rng, area)).collect()
}

fn treated_area(rng: &mut Rng, area: &str) -> Value {
    if chance(rng, 75) {
        json!({ "area": area, "depth_mm": pick(rng, DEPTHS_MM) })
    } else {
        json!({ "area": area })
    }
}

fn before(rng: &mut Rng) -> Value {
    let symptoms = some_of(rng, SYMPTOMS, 6);
    symptoms
        .into_iter()
        .map(|symptom| (symptom.to_owned(), json!(pick(rng, GRADES))))
        .collect::<Map<_, _>>()
        .into()
}

// Times.

fn random_second_of_2026(rng: &mut Rng) -> Timestamp {
    let new_year: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    new_year + SignedDuration::from_secs(rng.i64(0..365 * DAY))
}

fn time_of_treatment(rng: &mut Rng) -> ZonedDateTime {
    if chance(rng, 40) { near_a_clock_change(rng) } else { any_time(rng) }
}

fn any_time(rng: &mut Rng) -> ZonedDateTime {
    let time = random_second_of_2026(rng);
    let zone = pick(rng, ZONES);
    let is_whole_minute = chance(rng, 80);
    let second = time.as_second();
    let time =
        if is_whole_minute { Timestamp::from_second(second - second.rem_euclid(60)).unwrap() } else { time };
    in_zone(time, zone)
}

/// From four days before a change of the clocks to two hours after it, often within the hour that is left out
/// or comes twice.
fn near_a_clock_change(rng: &mut Rng) -> ZonedDateTime {
    let (zone, change) = pick(rng, CLOCK_CHANGES);
    let change: Timestamp = change.parse().unwrap();
    let distance = match rng.u8(..3) {
        0 => rng.i64(-4 * 24..=2) * HOUR,
        1 => rng.i64(-90..=90) * 60,
        _ => rng.i64(-4 * DAY..2 * HOUR),
    };
    in_zone(change + SignedDuration::from_secs(distance), zone)
}

fn in_zone(time: Timestamp, zone: &str) -> ZonedDateTime {
    time.to_zoned_datetime(TimeZone::get(zone).unwrap())
}

/// The instant as a person would write it: mostly in the zone of the treatment, sometimes on a journey.
fn written(rng: &mut Rng, time: Timestamp, ended: &ZonedDateTime) -> Value {
    let written = if chance(rng, 15) {
        in_zone(time, pick(rng, ZONES))
    } else {
        time.to_zoned_datetime(ended.time_zone().clone())
    };
    json!(written.to_string())
}

/// Seconds after the treatment, above none: at a mark, an answer's standing before a mark, in the first days,
/// or anywhere in 60 days.
fn seconds_after(rng: &mut Rng) -> i64 {
    let mark = pick(rng, MARKS_H) * HOUR;
    let seconds = match rng.u8(..10) {
        0..=1 => mark + rng.i64(-1..=1),
        2..=3 => mark - STANDS_H * HOUR + rng.i64(-1..=1),
        4 => mark - rng.i64(0..=2 * STANDS_H) * HOUR,
        5..=8 => rng.i64(1..10 * DAY),
        _ => rng.i64(1..60 * DAY),
    };
    if seconds > 0 { seconds } else { rng.i64(1..10 * DAY) }
}

// Check-ins, and what was done.

fn check_ins(rng: &mut Rng, ended: &ZonedDateTime) -> Vec<Value> {
    let count = rng.usize(0..=6);
    let seconds: BTreeSet<i64> = (0..count).map(|_| seconds_after(rng)).collect();
    seconds.into_iter().map(|seconds| check_in(rng, ended, seconds)).collect()
}

fn check_in(rng: &mut Rng, ended: &ZonedDateTime, seconds: i64) -> Value {
    let mut check_in = Map::new();
    let at = ended.timestamp() + SignedDuration::from_secs(seconds);
    check_in.insert("at".to_owned(), written(rng, at, ended));
    if chance(rng, 20) {
        check_in.insert("symptoms".to_owned(), all_gone());
        check_in.insert("signs".to_owned(), json!([]));
        return Value::Object(check_in);
    }
    if chance(rng, 90) {
        check_in.insert("symptoms".to_owned(), symptoms(rng));
    }
    if chance(rng, 60) {
        check_in.insert("signs".to_owned(), json!(signs(rng)));
        insert_limit(rng, &mut check_in, "signs", SIGNS);
    }
    Value::Object(check_in)
}

/// A person of whom everything was asked and who has nothing: without such check-ins, gates that must know
/// rarely open.
fn all_gone() -> Value {
    SYMPTOMS.iter().map(|symptom| ((*symptom).to_owned(), json!("none"))).collect::<Map<_, _>>().into()
}

fn symptoms(rng: &mut Rng) -> Value {
    let answered = some_of(rng, SYMPTOMS, SYMPTOMS.len());
    answered
        .into_iter()
        .map(|symptom| (symptom.to_owned(), grade(rng, symptom)))
        .collect::<Map<_, _>>()
        .into()
}

fn grade(rng: &mut Rng, symptom: &str) -> Value {
    if NUMBERED_SYMPTOMS.contains(&symptom) && rng.bool() {
        json!(rng.u8(0..=10))
    } else if chance(rng, 40) {
        // Gone is said as often as everything else together, so that gates open again.
        json!("none")
    } else {
        json!(pick(rng, GRADES))
    }
}

fn signs<'a>(rng: &mut Rng) -> Vec<&'a str> {
    if rng.bool() { some_of(rng, HOLDING_SIGNS, 2) } else { some_of(rng, SIGNS, 2) }
}

fn done(rng: &mut Rng, ended: &ZonedDateTime) -> Vec<Value> {
    let count = rng.usize(0..=3);
    (0..count).map(|_| thing_done(rng, ended)).collect()
}

fn thing_done(rng: &mut Rng, ended: &ZonedDateTime) -> Value {
    let at = ended.timestamp() + SignedDuration::from_secs(seconds_after(rng));
    let what = if rng.bool() { pick(rng, ACTIVITIES) } else { pick(rng, MOVING_ACTIVITIES) };
    json!({ "what": what, "at": written(rng, at, ended) })
}
