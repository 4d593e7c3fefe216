//! Random cases, and instants to judge them at. Every case is a valid case file; what is rare in life and
//! likely to be got wrong is common here: facts that nobody gave, depths just at a threshold, answers just in
//! time, nights on which the clocks change, waits that are over on this very day.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a fault of the generator shall stop the test"
)]

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, ZonedDateTime};
use serde_json::{Map, Value, json};

const DEVICES: &[&str] = &["pen", "roller", "stamp", "rf"];
const SETTINGS: &[&str] = &["clinic", "home"];
const SKIN_TYPES: &[&str] = &["I", "II", "III", "IV", "V", "VI"];
const GRADES: &[&str] = &["none", "mild", "moderate", "severe"];
pub(crate) const DEPTHS_MM: &[f64] =
    &[0.25, 0.3, 0.31, 0.5, 0.51, 0.75, 1.0, 1.01, 1.49, 1.5, 1.51, 2.0, 2.01, 2.5];

#[rustfmt::skip]
pub(crate) const AREAS: &[&str] = &[
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

/// Things that are done to the skin, with the kinds that a procedure is told apart by. Others get a kind only
/// now and then.
const RECENT: &[(&str, &[&str])] = &[
    ("filler", &[]),
    ("botulinum-toxin", &[]),
    ("chemical-peel", &["superficial", "medium", "deep"]),
    ("laser", &["non-ablative", "ablative"]),
    ("needling", &[]),
    ("hair-removal", &[]),
    ("sun-exposure", &[]),
    ("surgery", &[]),
    ("vaccine", &[]),
    ("tattoo", &[]),
    ("thread-lift", &[]),
    ("radiotherapy", &[]),
];

const KINDS: &[&str] = &["superficial", "medium", "deep", "non-ablative", "ablative"];

#[rustfmt::skip]
const CONCERNS: &[&str] = &[
    "acne-scars", "scars", "stretch-marks", "fine-lines", "sagging", "enlarged-pores", "hyperpigmentation",
    "melasma", "texture", "hair-loss",
];

const AGENTS: &[&str] = &["lidocaine", "prilocaine", "tetracaine", "benzocaine", "other", "unknown"];

#[rustfmt::skip]
const APPLIED: &[&str] = &[
    "device-gel", "own-blood", "retinoid", "aha", "bha", "pha", "enzyme-exfoliant", "physical-exfoliant",
    "acidic-vitamin-c", "vitamin-c-derivative", "benzoyl-peroxide", "azelaic-acid", "skin-lightener",
    "fragrance", "fragrance-allergen", "essential-oil", "drying-alcohol", "cooling-irritant",
    "sensitising-preservative", "harsh-surfactant", "chemical-uv-filter", "mineral-uv-filter",
    "self-tanner", "hair-remover", "topical-anaesthetic", "topical-antibiotic", "topical-steroid",
    "growth-factor", "colourant", "hyaluronic-acid", "humectant", "ceramide", "soother", "peptide",
    "niacinamide", "occlusive", "plant-oil",
];

/// What is often put on the skin in a session, so that not every case has something that is refused.
const PLAIN_APPLIED: &[&str] = &["device-gel", "hyaluronic-acid", "humectant", "own-blood"];

/// Strengths, times, areas and amounts of numbing creams, often just at a limit.
const PERCENTS: &[f64] = &[2.0, 2.5, 4.0, 4.01, 5.0, 5.01, 9.6, 10.0, 10.01, 23.0, 30.0];
const MINUTES: &[f64] = &[15.0, 20.0, 30.0, 30.5, 40.0, 45.0, 60.0, 60.5, 61.0, 90.0, 120.0, 120.5];
const AREAS_CM2: &[f64] = &[50.0, 100.0, 100.5, 200.0, 200.5, 300.0, 400.0, 400.5, 600.0, 601.0];
const GRAMS: &[f64] = &[1.0, 2.0, 5.0, 10.0, 10.1, 20.0, 20.1, 30.0, 59.9, 60.0, 60.1];

#[rustfmt::skip]
pub(crate) const SYMPTOMS: &[&str] = &[
    "redness", "swelling", "warmth", "tightness", "pain", "stinging", "itching", "dryness", "peeling",
    "bleeding", "bruising", "crusting", "weeping", "breakout", "darkening", "lightening",
];

/// The symptoms that may also be given as a number from 0 to 10.
const NUMBERED_SYMPTOMS: &[&str] = &["pain", "itching"];

#[rustfmt::skip]
pub(crate) const SIGNS: &[&str] = &[
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

/// Days and months after which waits tend to be over.
#[rustfmt::skip]
const WAITS_DAYS: &[i64] = &[
    0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 30, 42, 49, 56, 60, 84, 90, 120, 180, 183, 270, 365,
];
const WAITS_MONTHS: &[i64] = &[1, 2, 3, 6, 9, 12, 18, 24];

/// Ages at which the answer tends to change.
const AGES: &[i64] = &[18, 22];

/// Days after the treatment on which the next session tends to be planned.
const NEXT_DAYS: &[i64] = &[1, 7, 13, 14, 21, 27, 28, 29, 35, 41, 42, 43, 56, 63, 84, 120];

/// Days from the appointment to an event that must not come too soon after it.
const EVENT_DAYS: &[i64] = &[0, 1, 3, 5, 7, 10, 14, 21, 28, 42, 60, 90, 180, 365];

pub(crate) const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A planned session is taken to last so many minutes.
const PLANNED_MINUTES: i64 = 60;

/// A valid case.
pub(crate) fn case(rng: &mut Rng) -> Value {
    let mut case = Map::new();
    let mut treatment = treatment(rng);
    let time = match rng.u8(..10) {
        0 => None,
        1 => {
            let planned = time_of_treatment(rng);
            treatment.insert("planned".to_owned(), json!(planned.to_string()));
            Some(planned)
        }
        _ => {
            let ended = time_of_treatment(rng);
            treatment.insert("ended".to_owned(), json!(ended.to_string()));
            insert_list(&mut case, "check_ins", check_ins(rng, &ended));
            insert_list(&mut case, "done", done(rng, &ended));
            Some(ended)
        }
    };
    if chance(rng, 40) {
        treatment.insert("session".to_owned(), session(rng, time.as_ref().map(ZonedDateTime::date)));
    }

    let mut appointment = time.clone();
    let next_percent = if treatment.contains_key("ended") { 45 } else { 15 };
    if chance(rng, next_percent) {
        let planned = time_of_next(rng, time);
        case.insert("next".to_owned(), next(rng, &planned));
        appointment = Some(planned);
    }
    let day = appointment.map(|appointment| appointment.date());
    if chance(rng, 35) {
        case.insert("event".to_owned(), event(rng, day));
    }
    case.insert("person".to_owned(), person(rng, day));
    case.insert("treatment".to_owned(), Value::Object(treatment));
    if chance(rng, 45) {
        make_plain(rng, &mut case);
    }
    Value::Object(case)
}

/// An instant to judge a case at: often the very second at which an answer changes, or the one beside it.
pub(crate) fn instant(rng: &mut Rng, case: &Value) -> Timestamp {
    if let Some(planned) = read_instant(&case["next"]["planned"]).filter(|_| chance(rng, 30)) {
        return before_the_next_session(rng, planned.timestamp()) + one_second_or_none(rng);
    }
    let Some(end) = end_of_treatment(case) else {
        let wait = if rng.bool() { beside_the_end_of_a_wait(rng, case) } else { None };
        return wait.unwrap_or_else(|| random_second_of_2026(rng));
    };
    let on_the_hour = match rng.u8(..20) {
        0..=7 => end + from_h(pick(rng, MARKS_H)),
        8..=13 => beside_a_check_in(rng, case, end),
        14..=15 => beside_a_thing_done(rng, case, end),
        16 => beside_the_end_of_a_wait(rng, case).unwrap_or(end),
        _ => end + SignedDuration::from_secs(rng.i64(0..60 * DAY)),
    };
    on_the_hour + one_second_or_none(rng)
}

/// The next session is judged at its beginning, or on one of the days before it.
fn before_the_next_session(rng: &mut Rng, planned: Timestamp) -> Timestamp {
    let days = if rng.bool() { 0 } else { pick(rng, WAITS_DAYS) };
    planned - SignedDuration::from_secs(days * DAY)
}

fn beside_a_check_in(rng: &mut Rng, case: &Value, end: Timestamp) -> Timestamp {
    let after = pick(rng, &[0, 0, 1, STANDS_H, STANDS_H, STANDS_H + 1]);
    one_of_the_times(rng, &case["check_ins"]).unwrap_or(end) + from_h(after)
}

fn beside_a_thing_done(rng: &mut Rng, case: &Value, end: Timestamp) -> Timestamp {
    let after = if rng.bool() { 0 } else { pick(rng, MARKS_H) };
    one_of_the_times(rng, &case["done"]).unwrap_or(end) + from_h(after)
}

/// Some second of a day on which a wait may be over, counted from something that was done or taken.
fn beside_the_end_of_a_wait(rng: &mut Rng, case: &Value) -> Option<Timestamp> {
    let person = &case["person"];
    let entries =
        [&person["recent"], &person["medications"]].into_iter().filter_map(Value::as_array).flatten();
    let texts = entries.filter_map(|entry| entry["on"].as_str().or(entry["last_taken"].as_str()));
    let days: Vec<Date> = texts.map(|text| text.parse().unwrap()).collect();
    let from = *rng.choice(&days)?;
    let over = if rng.bool() {
        days_from(from, pick(rng, WAITS_DAYS))
    } else {
        from.checked_add(pick(rng, WAITS_MONTHS).months()).unwrap()
    };
    let midnight = beside(rng, over).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
    Some(midnight + SignedDuration::from_secs(rng.i64(0..DAY)))
}

pub(crate) fn one_of_the_times(rng: &mut Rng, entries: &Value) -> Option<Timestamp> {
    let entry = rng.choice(entries.as_array()?)?;
    Some(read_instant(&entry["at"])?.timestamp())
}

fn end_of_treatment(case: &Value) -> Option<Timestamp> {
    let ended = read_instant(&case["treatment"]["ended"]);
    let planned = read_instant(&case["treatment"]["planned"]);
    let planned_end = planned.map(|planned| planned.timestamp() + SignedDuration::from_mins(PLANNED_MINUTES));
    ended.map(|ended| ended.timestamp()).or(planned_end)
}

pub(crate) fn read_instant(text: &Value) -> Option<ZonedDateTime> {
    text.as_str().map(|text| text.parse().unwrap())
}

// Chances and choices.

pub(crate) fn chance(rng: &mut Rng, percent: u8) -> bool {
    rng.u8(..100) < percent
}

pub(crate) fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    *rng.choice(from).unwrap()
}

/// Some of the ids, each at most once.
pub(crate) fn some_of<'a>(rng: &mut Rng, from: &[&'a str], at_most: usize) -> Vec<&'a str> {
    let count = rng.usize(0..=at_most.min(from.len()));
    rng.choose_multiple(from.iter().copied(), count)
}

/// A list of the ids that were asked: mostly about half of them.
fn limited_to<'a>(rng: &mut Rng, from: &[&'a str]) -> Vec<&'a str> {
    let asked_percent = pick(rng, &[0, 50, 50, 80]);
    from.iter().copied().filter(|_| chance(rng, asked_percent)).collect()
}

pub(crate) fn from_h(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

pub(crate) fn one_second_or_none(rng: &mut Rng) -> SignedDuration {
    SignedDuration::from_secs(rng.i64(-1..=1))
}

pub(crate) fn insert_list(case: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        case.insert(key.to_owned(), Value::Array(list));
    }
}

// Days.

/// A day on which something was done: not after the day of the appointment, and often so long before it that a
/// wait is just over, or not quite. All appointments lie in the last day of 2025 or later, so that the first
/// months of that year are before every one of them.
fn day_before(rng: &mut Rng, appointment: Option<Date>) -> Date {
    match (appointment, rng.u8(..10)) {
        (None, _) | (Some(_), 0..=1) => any_day_of_2025(rng),
        (Some(appointment), 2..=6) => {
            let day = days_from(appointment, -pick(rng, WAITS_DAYS));
            beside(rng, day).min(appointment)
        }
        (Some(appointment), 7..=8) => {
            let day = appointment.checked_sub(pick(rng, WAITS_MONTHS).months()).unwrap();
            beside(rng, day).min(appointment)
        }
        (Some(appointment), _) => days_from(appointment, -rng.i64(0..400)),
    }
}

fn any_day_of_2025(rng: &mut Rng) -> Date {
    Date::new(2025, rng.i8(1..=12), rng.i8(1..=28)).unwrap()
}

fn days_from(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap()
}

/// The day itself, or the one before or after it.
fn beside(rng: &mut Rng, day: Date) -> Date {
    days_from(day, rng.i64(-1..=1))
}

/// What must not come too soon after the appointment; now and then it is past.
fn event(rng: &mut Rng, appointment: Option<Date>) -> Value {
    let from = appointment.unwrap_or_else(|| days_from(any_day_of_2025(rng), 365));
    let days = pick(rng, EVENT_DAYS);
    let on = beside(rng, days_from(from, days)).to_string();
    if chance(rng, 50) { json!({ "on": on, "what": "wedding" }) } else { json!({ "on": on }) }
}

// The person.

pub(crate) fn person(rng: &mut Rng, appointment: Option<Date>) -> Value {
    let mut person = Map::new();
    if chance(rng, 65) {
        person.insert("born".to_owned(), born(rng, appointment));
    }
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
    insert_medications(rng, &mut person, appointment);
    insert_recent(rng, &mut person, appointment);
    Value::Object(person)
}

/// A year or a day of birth, often of somebody who comes of age about the day of the appointment.
fn born(rng: &mut Rng, appointment: Option<Date>) -> Value {
    let day = appointment.unwrap_or_else(|| any_day_of_2025(rng));
    let years = pick(rng, AGES);
    let of_age = day.checked_sub(years.years()).unwrap();
    match rng.u8(..10) {
        0..=2 => json!(i64::from(of_age.year()) - rng.i64(-1..=1)),
        3..=5 => json!(beside(rng, of_age).to_string()),
        6..=7 => json!(rng.i64(1940..=2012)),
        _ => json!(days_from(of_age, -rng.i64(-3000..15_000)).to_string()),
    }
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

pub(crate) fn insert_limit(rng: &mut Rng, to: &mut Map<String, Value>, key: &str, from: &[&str]) {
    if chance(rng, 30) {
        to.insert(format!("asked_{key}"), json!(limited_to(rng, from)));
    }
}

fn insert_medications(rng: &mut Rng, person: &mut Map<String, Value>, appointment: Option<Date>) {
    if chance(rng, 25) {
        return;
    }
    let from = if chance(rng, 70) { MEDICATIONS } else { CLASSES_THAT_DECIDE };
    let classes = some_of(rng, from, 3);
    let entries: Vec<Value> = classes.into_iter().map(|class| medication(rng, class, appointment)).collect();
    person.insert("medications".to_owned(), Value::Array(entries));
    insert_limit(rng, person, "medications", MEDICATIONS);
}

fn medication(rng: &mut Rng, class: &str, appointment: Option<Date>) -> Value {
    if chance(rng, 40) {
        json!({ "class": class, "last_taken": day_before(rng, appointment).to_string() })
    } else {
        json!({ "class": class })
    }
}

/// The same thing may have been done more than once, of one kind and of another.
fn insert_recent(rng: &mut Rng, person: &mut Map<String, Value>, appointment: Option<Date>) {
    if chance(rng, 25) {
        return;
    }
    let count = rng.usize(0..=3);
    let entries: Vec<Value> = (0..count).map(|_| recent(rng, appointment)).collect();
    person.insert("recent".to_owned(), Value::Array(entries));
    let procedures: Vec<&str> = RECENT.iter().map(|(what, _)| *what).collect();
    insert_limit(rng, person, "recent", &procedures);
}

fn recent(rng: &mut Rng, appointment: Option<Date>) -> Value {
    let (what, its_kinds) = pick(rng, RECENT);
    let mut entry = Map::new();
    entry.insert("what".to_owned(), json!(what));
    entry.insert("on".to_owned(), json!(day_before(rng, appointment).to_string()));
    if !its_kinds.is_empty() && chance(rng, 65) {
        entry.insert("kind".to_owned(), json!(pick(rng, its_kinds)));
    } else if chance(rng, 10) {
        entry.insert("kind".to_owned(), json!(pick(rng, KINDS)));
    }
    if chance(rng, 45) {
        entry.insert("area".to_owned(), json!(pick(rng, AREAS)));
    }
    Value::Object(entry)
}

// The treatment.

pub(crate) fn treatment(rng: &mut Rng) -> Map<String, Value> {
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
    if chance(rng, 75) {
        treatment.insert("concerns".to_owned(), json!(some_of(rng, CONCERNS, 3)));
    }
    if chance(rng, 75) {
        treatment.insert("numbing".to_owned(), numbing(rng));
    }
    if chance(rng, 70) {
        let from = if rng.bool() { APPLIED } else { PLAIN_APPLIED };
        treatment.insert("applied".to_owned(), json!(some_of(rng, from, 3)));
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

/// A numbing cream, of which anything but the agent may be left out. Who used none has nothing mixed in and
/// covered nothing; numbers beside it are possible, and mean nothing.
fn numbing(rng: &mut Rng) -> Value {
    let is_used = chance(rng, 70);
    let mut numbing = Map::new();
    numbing.insert("agent".to_owned(), json!(if is_used { pick(rng, AGENTS) } else { "none" }));
    for key in ["prilocaine", "under_wrap"] {
        let given_percent = if is_used { 60 } else { 10 };
        if chance(rng, given_percent) {
            numbing.insert(key.to_owned(), json!(is_used && chance(rng, 40)));
        }
    }
    let numbers = [("percent", PERCENTS), ("minutes", MINUTES), ("area_cm2", AREAS_CM2), ("grams", GRAMS)];
    for (key, values) in numbers {
        let given_percent = if is_used { 60 } else { 10 };
        if chance(rng, given_percent) {
            numbing.insert(key.to_owned(), json!(pick(rng, values)));
        }
    }
    Value::Object(numbing)
}

/// Which session of a course it is. No more days are told than there were sessions before, and no more
/// sessions are behind than there are in all.
fn session(rng: &mut Rng, treatment: Option<Date>) -> Value {
    let number = rng.u16(1..=6);
    let mut session = Map::new();
    if chance(rng, 65) {
        session.insert("number".to_owned(), json!(number));
    }
    if chance(rng, 50) {
        session.insert("of".to_owned(), json!(number + rng.u16(0..=4)));
    }
    if chance(rng, 60) {
        let before = rng.u16(0..number);
        session.insert("previous".to_owned(), json!(previous_sessions(rng, treatment, before)));
    }
    Value::Object(session)
}

/// Different days before the day of the treatment, in order.
fn previous_sessions(rng: &mut Rng, treatment: Option<Date>, count: u16) -> Vec<String> {
    let last_possible = treatment.map(|treatment| days_from(treatment, -1));
    let days: BTreeSet<Date> = (0..count).map(|_| day_before(rng, last_possible)).collect();
    days.iter().map(ToString::to_string).collect()
}

/// The next session: some time after the treatment, and often about the day on which it becomes possible.
fn time_of_next(rng: &mut Rng, treatment: Option<ZonedDateTime>) -> ZonedDateTime {
    let Some(treatment) = treatment else {
        return time_of_treatment(rng);
    };
    let days = if chance(rng, 70) { pick(rng, NEXT_DAYS) } else { rng.i64(1..200) };
    let seconds = if chance(rng, 40) { rng.i64(-1..=1) } else { rng.i64(-DAY / 2..=DAY / 2) };
    let time = treatment.timestamp() + SignedDuration::from_secs(days * DAY + seconds);
    if chance(rng, 10) {
        in_zone(time, pick(rng, ZONES))
    } else {
        time.to_zoned_datetime(treatment.time_zone().clone())
    }
}

/// Whatever the next session leaves out is as in the treatment.
pub(crate) fn next(rng: &mut Rng, planned: &ZonedDateTime) -> Value {
    let mut next = Map::new();
    next.insert("planned".to_owned(), json!(planned.to_string()));
    if chance(rng, 25) {
        next.insert("device".to_owned(), json!(pick(rng, DEVICES)));
    }
    if chance(rng, 20) {
        next.insert("setting".to_owned(), json!(pick(rng, SETTINGS)));
    }
    if chance(rng, 30) {
        next.insert("areas".to_owned(), Value::Array(areas(rng)));
    }
    if chance(rng, 25) {
        next.insert("numbing".to_owned(), numbing(rng));
    }
    Value::Object(next)
}

fn before(rng: &mut Rng) -> Value {
    let symptoms = some_of(rng, SYMPTOMS, 6);
    symptoms
        .into_iter()
        .map(|symptom| (symptom.to_owned(), json!(pick(rng, GRADES))))
        .collect::<Map<_, _>>()
        .into()
}

// Plain cases.

/// Areas and depths that many people are treated at.
const PLAIN_AREAS: &[&str] = &["face", "cheeks", "forehead", "chin", "neck", "abdomen", "thighs"];
const PLAIN_DEPTHS_MM: &[f64] = &[0.25, 0.3, 0.5, 0.75, 1.0, 1.5];

/// Takes most of what is grave from a case. Among all that a case may hold something nearly always refuses or
/// asks, and nothing milder could be seen beside it: no wait with its date, no number that is within limits.
pub(crate) fn make_plain(rng: &mut Rng, case: &mut Map<String, Value>) {
    let person = case["person"].as_object_mut().unwrap();
    for key in ["conditions", "history", "allergies", "medications", "recent"] {
        make_asked_and_short(rng, person, key);
    }
    for key in ["pregnant", "breastfeeding"] {
        if chance(rng, 85) {
            person.insert(key.to_owned(), json!(false));
        }
    }
    if chance(rng, 80) {
        person.insert("skin_type".to_owned(), json!(pick(rng, &["I", "II", "III"])));
        person.insert("born".to_owned(), json!(1980));
    }

    let treatment = case["treatment"].as_object_mut().unwrap();
    let plain_areas = some_of(rng, PLAIN_AREAS, 2);
    let areas: Vec<Value> = plain_areas.into_iter().map(|area| plain_area(rng, area)).collect();
    let plain = [
        ("device", json!(pick(rng, &["pen", "pen", "stamp", "roller"]))),
        ("setting", json!("clinic")),
        ("areas", Value::Array(areas)),
        ("numbing", plain_numbing(rng)),
        ("applied", json!(some_of(rng, &["device-gel", "hyaluronic-acid"], 2))),
    ];
    for (key, value) in plain {
        if chance(rng, 80) {
            treatment.insert(key.to_owned(), value);
        }
    }
    if let Some(next) = case.get_mut("next").and_then(Value::as_object_mut) {
        next.retain(|key, _| key == "planned" || chance(rng, 20));
    }
}

/// Everything was asked, and there is one thing at most. What was taken or done once stays, so that its wait
/// stays.
fn make_asked_and_short(rng: &mut Rng, person: &mut Map<String, Value>, key: &str) {
    if chance(rng, 20) {
        return;
    }
    person.remove(&format!("asked_{key}"));
    let list = person.entry(key).or_insert_with(|| json!([])).as_array_mut().unwrap();
    list.truncate(1);
    let is_past = list.iter().any(|entry| !entry["last_taken"].is_null() || !entry["on"].is_null());
    if !is_past && chance(rng, 85) {
        list.clear();
    }
}

fn plain_area(rng: &mut Rng, area: &str) -> Value {
    json!({ "area": area, "depth_mm": pick(rng, PLAIN_DEPTHS_MM) })
}

fn plain_numbing(rng: &mut Rng) -> Value {
    if rng.bool() {
        return json!({ "agent": "none" });
    }
    json!({
        "agent": "lidocaine",
        "prilocaine": false,
        "percent": pick(rng, &[2.5, 4.0, 5.0]),
        "minutes": pick(rng, &[20.0, 30.0, 45.0]),
        "under_wrap": false,
        "area_cm2": pick(rng, &[50.0, 100.0, 200.0]),
        "grams": pick(rng, &[1.0, 2.0, 5.0]),
    })
}

// Times.

pub(crate) fn random_second_of_2026(rng: &mut Rng) -> Timestamp {
    let new_year: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    new_year + SignedDuration::from_secs(rng.i64(0..365 * DAY))
}

pub(crate) fn time_of_treatment(rng: &mut Rng) -> ZonedDateTime {
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
pub(crate) fn written(rng: &mut Rng, time: Timestamp, ended: &ZonedDateTime) -> Value {
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

pub(crate) fn grade(rng: &mut Rng, symptom: &str) -> Value {
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
