//! The second opinion on triage: whom to call, how soon, and why.
//!
//! Like `reference.rs` it is written from the meaning of `docs/protocol.md` (the section "Triage") and shares
//! nothing with the engine. Ten million cases are compared, so what never changes is looked up once when the
//! rules are read: the steps of every course, which place lies in which, and which signs are red flags. The
//! rules themselves stay the tables of the files. Where the text of the specification leaves a choice, the
//! comment beside it says which one was taken and why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a fault in the files under test shall stop the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use toml::Table;

use crate::before::{self, Appointment};
use crate::random::{AREAS, SIGNS, SYMPTOMS};
use crate::reference::{self, Answer, GRADES, Rules};

const LEVELS: [&str; 4] = ["self-care", "contact-clinic", "same-day", "emergency"];

fn gravity(level: &str) -> usize {
    LEVELS.iter().position(|known| *known == level).unwrap_or_else(|| panic!("`{level}` is no level"))
}

/// The sign that is one fact with the trend `worse`.
const WORSENING: &str = "worsening";

const LATCH: &str = "triage-latch";

// The rules.

/// The rules of triage: those of the protocol and those of the floor, read as one list.
pub(crate) struct Urgent {
    lines: Vec<Table>,
    latch: Option<Table>,
    late: Option<Table>,
    /// The courses of every symptom, in the order of the file.
    courses: BTreeMap<String, Vec<Course>>,
    /// For every place, itself and all that lie in it.
    inside: BTreeMap<String, BTreeSet<String>>,
    /// The signs that alone give same-day or emergency, each with the level that it gives.
    red_flags: BTreeMap<String, usize>,
    /// For how long an answer counts.
    answer_stands: SignedDuration,
    /// For so long after the treatment an answer is no base for growth.
    growth_from: SignedDuration,
}

/// A course of an expectation.
struct Course {
    /// The table as it stands, for its `when`.
    line: Table,
    /// From which hour on which grade is the highest ordinary one, in the order of the hours.
    steps: Vec<(SignedDuration, usize)>,
}

impl Urgent {
    /// Reads the triage rules of a protocol's folder and of the floor's. What is ordinary, and what lies in
    /// what, stands in the protocol alone.
    pub(crate) fn read(protocol: &Path, floor: &Path) -> Self {
        let rules = Rules::read(protocol);
        let files = [files_of(protocol), files_of(floor)].concat();
        let timing = files.iter().find_map(|file| sub_table(file, "timing")).unwrap();
        let mut urgent = Self {
            lines: files.iter().flat_map(|file| reference::tables(file, "triage")).collect(),
            latch: files.iter().find_map(|file| sub_table(file, "latch")),
            late: files.iter().find_map(|file| sub_table(file, "late")),
            courses: rules.expectations.iter().map(courses_of).collect(),
            inside: AREAS.iter().map(|large| ((*large).to_owned(), places_inside(&rules, large))).collect(),
            red_flags: BTreeMap::new(),
            answer_stands: reference::hours(reference::number(&timing, "answer_stands_h")),
            growth_from: reference::hours(reference::number(&timing, "growth_from_h")),
        };
        urgent.red_flags = red_flags(&urgent);
        urgent
    }
}

/// The TOML files of a folder, in the order of their names.
fn files_of(folder: &Path) -> Vec<Table> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().map(read).collect()
}

fn sub_table(file: &Table, key: &str) -> Option<Table> {
    file.get(key).map(|table| table.as_table().unwrap().clone())
}

fn courses_of(expectation: &Table) -> (String, Vec<Course>) {
    let courses = reference::tables(expectation, "course");
    (reference::text(expectation, "symptom"), courses.into_iter().map(read_course).collect())
}

fn read_course(line: Table) -> Course {
    let highest = line.get("highest").unwrap().as_table().unwrap();
    let mut steps: Vec<(SignedDuration, usize)> = highest
        .iter()
        .map(|(from_h, grade)| {
            (reference::hours(from_h.parse().unwrap()), reference::rank(grade.as_str().unwrap()))
        })
        .collect();
    steps.sort();
    Course { line, steps }
}

fn places_inside(rules: &Rules, large: &str) -> BTreeSet<String> {
    let inside = AREAS.iter().filter(|small| before::lies_in(rules, small, large));
    inside.map(|small| (*small).to_owned()).collect()
}

/// The ids of a list, as they stand.
fn ids(list: &toml::Value) -> impl Iterator<Item = &str> {
    list.as_array().unwrap().iter().map(|id| id.as_str().unwrap())
}

// Red flags.

/// A sign is a red flag if it alone, told very late by somebody who has nothing, gives same-day or emergency.
/// A sign that no rule names gives nothing, so that only the others are tried.
fn red_flags(rules: &Urgent) -> BTreeMap<String, usize> {
    let mut flags = BTreeMap::new();
    for sign in signs_in_rules(rules) {
        let level = level_of_sign_alone(rules, &sign);
        if level >= gravity("same-day") {
            flags.insert(sign, level);
        }
    }
    flags
}

/// A group that asks whether it gets worse asks for a sign, too.
fn signs_in_rules(rules: &Urgent) -> BTreeSet<String> {
    let mut signs = BTreeSet::from([WORSENING.to_owned()]);
    for line in &rules.lines {
        for group in groups(line) {
            signs.extend(group.get("sign").into_iter().flat_map(ids).map(str::to_owned));
        }
    }
    signs
}

fn level_of_sign_alone(rules: &Urgent, sign: &str) -> usize {
    let mut case = case_of_nobody_special();
    case["check_ins"] = json!([{ "at": "2126-06-01T10:00:00+00:00[UTC]", "signs": [sign] }]);
    let a_century_later = "2126-06-01T10:00:00Z".parse().unwrap();
    gravity(&triage(rules, &case, a_century_later).level.unwrap())
}

/// A person about whom everything was asked and nothing is there, after a plain session.
fn case_of_nobody_special() -> Value {
    json!({
        "person": {
            "born": 1991,
            "skin_type": "II",
            "pregnant": false,
            "breastfeeding": false,
            "conditions": [],
            "history": [],
            "allergies": [],
            "medications": [],
            "recent": [],
        },
        "treatment": {
            "ended": "2026-06-01T10:00:00+00:00[UTC]",
            "setting": "clinic",
            "device": "pen",
            "areas": [{ "area": "face", "depth_mm": 1.0 }],
            "concerns": ["texture"],
            "numbing": { "agent": "none" },
            "applied": [],
        },
    })
}

// The answer.

/// What triage answers at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TriageOpinion {
    /// The gravest level; none where nobody answered anything.
    pub(crate) level: Option<String>,
    /// The ids of all rules that fired.
    pub(crate) fired: BTreeSet<String>,
    /// Whether it is so late that it hardly comes from the session.
    pub(crate) late: bool,
    /// For the rules that fired and whose window is still open, the end of the window.
    pub(crate) before: BTreeMap<String, Timestamp>,
    /// What the judged check-in answered: symptom, its grade, and the highest ordinary grade at this hour,
    /// where the hour is known.
    pub(crate) seen: Vec<(String, String, Option<String>)>,
}

/// What triage answers.
pub(crate) fn triage(rules: &Urgent, case: &Value, at: Timestamp) -> TriageOpinion {
    let check_ins = check_ins_until(case, at);
    let last = |answers: fn(&Value) -> bool| check_ins.iter().rposition(|check_in| answers(check_in.entry));
    let Some(place) = last(says_how_it_is).or_else(|| last(|entry| !entry["trend"].is_null())) else {
        return TriageOpinion::default();
    };
    let (judged, earlier) = (&check_ins[place], &check_ins[..place]);
    let hour = hour(case, at);
    let mut told = told(rules, case, &check_ins[..=place], at, at);
    let mut later = check_ins[place + 1..].iter();
    if later.any(|check_in| signs_there(case, check_in, at).contains(WORSENING)) {
        told.signs.insert(WORSENING);
    }
    let appointment = Appointment::of(&without_next(case), at);

    let fired: Vec<&Table> =
        rules.lines.iter().filter(|line| fires(rules, line, &told, hour, &appointment)).collect();
    let latched = latched_level(rules, case, earlier, &appointment, at);

    let levels = fired.iter().map(|line| gravity(&reference::text(line, "level"))).chain(latched);
    let level = levels.max().unwrap_or(gravity("self-care"));
    let mut ids: BTreeSet<String> = fired.iter().map(|line| reference::text(line, "id")).collect();
    if latched.is_some() {
        ids.insert(LATCH.to_owned());
    }
    TriageOpinion {
        level: Some(LEVELS[level].to_owned()),
        fired: ids,
        late: is_late(rules, &told, hour),
        before: open_windows(case, &fired, at),
        seen: seen(rules, case, judged, hour),
    }
}

/// Triage is about the treatment that was done, so that what somebody plans for the next session says
/// nothing: its device did not touch this skin yet. What `when` asks is asked on the treatment's own day.
///
/// What happened since is of no use there and is left out, because copying it costs time.
fn without_next(case: &Value) -> Value {
    json!({ "person": case["person"], "treatment": case["treatment"] })
}

/// How long ago the treatment ended. A session that is only planned has not ended; then every hour counts as
/// reached.
fn hour(case: &Value, at: Timestamp) -> Option<SignedDuration> {
    ended(case).map(|ended| at.duration_since(ended))
}

fn ended(case: &Value) -> Option<Timestamp> {
    reference::instant(&case["treatment"]["ended"]).map(|ended| ended.timestamp())
}

fn is_reached(hour: Option<SignedDuration>, from_h: f64) -> bool {
    hour.is_none_or(|hour| hour >= reference::hours(from_h))
}

// Check-ins.

/// A check-in of the case.
struct CheckIn<'c> {
    at: Timestamp,
    entry: &'c Value,
}

/// The check-ins at or before an instant, in the order of the file.
fn check_ins_until(case: &Value, until: Timestamp) -> Vec<CheckIn<'_>> {
    let entries = case["check_ins"].as_array().into_iter().flatten();
    let read = |entry| CheckIn { at: instant_of(entry), entry };
    entries.map(read).filter(|check_in| check_in.at <= until).collect()
}

fn instant_of(entry: &Value) -> Timestamp {
    reference::instant(&entry["at"]).unwrap().timestamp()
}

/// A place, a note, a trend or how much better the skin looks than before the course does not say how it is.
fn says_how_it_is(entry: &Value) -> bool {
    let has_a_symptom = entry["symptoms"].as_object().is_some_and(|symptoms| !symptoms.is_empty());
    has_a_symptom || answers_a_sign(entry) || !entry["temperature_c"].is_null()
}

/// A list of signs answers every sign, unless those that were asked stand beside it. Where these are none at
/// all and none is told, nobody was asked anything: an empty list is no answer then.
fn answers_a_sign(entry: &Value) -> bool {
    let told = entry["signs"].as_array();
    let asked = entry["asked_signs"].as_array();
    let tells_one = told.is_some_and(|signs| !signs.is_empty());
    match asked {
        Some(asked) => tells_one || !asked.is_empty(),
        None => told.is_some(),
    }
}

/// What a clinician has closed from a check-in until an instant, both included.
fn closed(case: &Value, from: Timestamp, until: Timestamp) -> BTreeSet<&str> {
    let looks = case["seen"].as_array().into_iter().flatten();
    let counts = |look: &&Value| (from..=until).contains(&instant_of(look));
    looks.filter(counts).flat_map(|look| strings(&look["closes"])).collect()
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().map(|id| id.as_str().unwrap())
}

/// The signs that a check-in says are there and that nobody has closed until an instant. The trend `worse` is
/// the sign `worsening` by another name, so that whoever closes that sign closes the trend, too.
fn signs_there<'c>(case: &'c Value, check_in: &CheckIn<'c>, until: Timestamp) -> BTreeSet<&'c str> {
    let mut signs: BTreeSet<&str> = strings(&check_in.entry["signs"]).collect();
    if check_in.entry["trend"] == "worse" {
        signs.insert(WORSENING);
    }
    let closed = closed(case, check_in.at, until);
    signs.difference(&closed).copied().collect()
}

/// The grade of a symptom, if it was answered, counted above what was there before the treatment: what is no
/// stronger than before is none.
fn counted_grade(case: &Value, entry: &Value, symptom: &str) -> Option<usize> {
    let now = grade(&entry["symptoms"][symptom])?;
    let before = grade(&case["treatment"]["before"][symptom]).unwrap_or(0);
    Some(if now > before { now } else { 0 })
}

fn grade(answer: &Value) -> Option<usize> {
    if answer.is_null() { None } else { Some(reference::grade(answer)) }
}

// What the judged check-in tells.

/// What the judged check-in says is there, without what was closed.
struct Told<'c> {
    signs: BTreeSet<&'c str>,
    /// The grades of the symptoms, counted above what was there before.
    grades: BTreeMap<&'c str, usize>,
    temperature_c: Option<f64>,
    places: Vec<&'c str>,
    /// The symptoms that are stronger than is ordinary now or later.
    above: BTreeSet<&'c str>,
    /// The symptoms that had faded and are back.
    returned: BTreeSet<&'c str>,
    /// The symptoms that are stronger than when they were last answered.
    risen: BTreeSet<&'c str>,
}

/// What is there by the last of some check-ins, at an instant, without what was closed until another. What the
/// last one leaves open the one before it may answer, and so on, if it is not too old.
fn told<'c>(
    rules: &Urgent,
    case: &'c Value,
    check_ins: &[CheckIn<'c>],
    at: Timestamp,
    until: Timestamp,
) -> Told<'c> {
    let hour = hour(case, at);
    let mut told = Told {
        signs: BTreeSet::new(),
        grades: BTreeMap::new(),
        temperature_c: None,
        places: vec![],
        above: BTreeSet::new(),
        returned: BTreeSet::new(),
        risen: BTreeSet::new(),
    };
    let mut heard_from = BTreeSet::from([check_ins.len() - 1]);
    let last_at = check_ins.last().unwrap().at;
    let stands = |check_in: &CheckIn<'_>| last_at.duration_since(check_in.at) <= rules.answer_stands;
    let who_answers = |asks: &dyn Fn(&Value) -> bool| {
        check_ins.iter().rposition(|check_in| stands(check_in) && asks(check_in.entry))
    };
    for sign in SIGNS.iter().copied() {
        let Some(place) = who_answers(&|entry| is_answered(entry, sign)) else { continue };
        if signs_there(case, &check_ins[place], until).contains(sign) {
            told.signs.insert(sign);
            heard_from.insert(place);
        }
    }
    let measured = who_answers(&|entry| !entry["temperature_c"].is_null());
    told.temperature_c = measured.and_then(|place| check_ins[place].entry["temperature_c"].as_f64());
    for symptom in SYMPTOMS.iter().copied() {
        let Some(place) = who_answers(&|entry| !entry["symptoms"][symptom].is_null()) else { continue };
        let (check_in, earlier) = (&check_ins[place], &check_ins[..place]);
        let now = counted_grade(case, check_in.entry, symptom).unwrap();
        if now == 0 || closed(case, check_in.at, until).contains(symptom) {
            continue;
        }
        // What was taken over is judged by the hour at which it was told, and only what was more than ordinary is.
        let is_last = place == check_ins.len() - 1;
        let hour_of_it = if is_last { hour } else { self::hour(case, check_in.at) };
        let is_above = now > ceiling(rules, case, symptom, hour_of_it);
        if !is_last && !is_above {
            continue;
        }
        heard_from.insert(place);
        told.grades.insert(symptom, now);
        if is_above {
            told.above.insert(symptom);
        }
        // What was closed of an earlier check-in was there at that time all the same.
        let answered = |check_ins: &[CheckIn<'_>], from: Option<Timestamp>| -> Vec<usize> {
            let late = check_ins.iter().filter(|check_in| from.is_none_or(|from| check_in.at >= from));
            late.filter_map(|check_in| counted_grade(case, check_in.entry, symptom)).collect()
        };
        if has_returned(&answered(earlier, None), now) {
            told.returned.insert(symptom);
        }
        let feels_from = ended(case).map(|ended| ended + rules.growth_from);
        if answered(earlier, feels_from).last().is_some_and(|last| now > *last) {
            told.risen.insert(symptom);
        }
    }
    told.places = heard_from.iter().flat_map(|place| strings(&check_ins[*place].entry["where"])).collect();
    told
}

/// Whether a check-in answers a sign. Whether it is worse is also answered by the trend: `worse` always, another one
/// only beside a symptom.
fn is_answered(entry: &Value, sign: &str) -> bool {
    let is_told = strings(&entry["signs"]).any(|told| told == sign);
    let is_asked = match entry["asked_signs"].as_array() {
        Some(_) => strings(&entry["asked_signs"]).any(|asked| asked == sign),
        None => entry["signs"].is_array(),
    };
    let has_a_symptom = entry["symptoms"].as_object().is_some_and(|symptoms| !symptoms.is_empty());
    let by_trend = entry["trend"] == "worse" || !entry["trend"].is_null() && has_a_symptom;
    is_told || is_asked || sign == WORSENING && by_trend
}

/// Whether some earlier answer is weaker than an answer before it, and weaker than now.
fn has_returned(answers: &[usize], now: usize) -> bool {
    let had_faded = |place: usize| answers[..place].iter().any(|before| *before > answers[place]);
    (0..answers.len()).any(|place| had_faded(place) && now > answers[place])
}

// What is ordinary.

/// The courses in order, up to and with the first that surely holds; those before it only where nobody knows
/// whether they hold.
fn possible_courses<'r>(rules: &'r Urgent, case: &Value, symptom: &str) -> Vec<&'r Course> {
    let mut possible = vec![];
    for course in &rules.courses[symptom] {
        match reference::is_for(&course.line, case) {
            Answer::No => {}
            Answer::Unknown => possible.push(course),
            Answer::Yes => {
                possible.push(course);
                break;
            }
        }
    }
    possible
}

/// The highest grade that is ordinary at an hour.
fn grade_at(course: &Course, hour: SignedDuration) -> usize {
    let begun = course.steps.iter().rfind(|(from, _)| *from <= hour);
    begun.or(course.steps.first()).unwrap().1
}

/// The highest grade that is ordinary at an hour or at any later one. Without an hour it is the last grade:
/// every hour counts as reached.
fn grade_from(course: &Course, hour: Option<SignedDuration>) -> usize {
    let Some(hour) = hour else {
        return course.steps.last().unwrap().1;
    };
    let later = course.steps.iter().filter(|(from, _)| *from > hour).map(|(_, grade)| *grade);
    later.chain([grade_at(course, hour)]).max().unwrap()
}

/// The strictest of all possible courses decides what lies above the ordinary.
fn ceiling(rules: &Urgent, case: &Value, symptom: &str, hour: Option<SignedDuration>) -> usize {
    let courses = possible_courses(rules, case, symptom);
    courses.iter().map(|course| grade_from(course, hour)).min().unwrap()
}

/// What the judged check-in answered, beside what is ordinary at this very hour. A symptom that a clinician
/// has closed since was answered, so that it is listed; and what was there before is not taken off, because
/// it is what the person wrote.
fn seen(
    rules: &Urgent,
    case: &Value,
    judged: &CheckIn<'_>,
    hour: Option<SignedDuration>,
) -> Vec<(String, String, Option<String>)> {
    let mut seen = vec![];
    for symptom in SYMPTOMS {
        let Some(observed) = grade(&judged.entry["symptoms"][symptom]) else {
            continue;
        };
        let highest = hour.map(|hour| {
            let courses = possible_courses(rules, case, symptom);
            courses.iter().map(|course| grade_at(course, hour)).min().unwrap()
        });
        let name = |grade: usize| GRADES[grade].to_owned();
        seen.push(((*symptom).to_owned(), name(observed), highest.map(name)));
    }
    seen
}

// Rules.

fn groups(line: &Table) -> impl Iterator<Item = &Table> {
    let groups = line.get("all").and_then(toml::Value::as_array);
    groups.into_iter().flatten().map(|group| group.as_table().unwrap())
}

/// A rule fires if its hour is reached, every group is met, and it is for this person. What nobody said about
/// the person is a yes where the rule counts it, and otherwise a no.
fn fires(
    rules: &Urgent,
    line: &Table,
    told: &Told<'_>,
    hour: Option<SignedDuration>,
    appointment: &Appointment,
) -> bool {
    let is_time = !line.contains_key("from_h") || is_reached(hour, reference::number(line, "from_h"));
    is_time
        && groups(line).all(|group| is_met(rules, group, told))
        && before::is_for_with_counts(line, appointment) == Answer::Yes
}

/// One entry is enough to meet a group.
fn is_met(rules: &Urgent, group: &Table, told: &Told<'_>) -> bool {
    group.iter().any(|(key, wanted)| entry_is_met(rules, key, wanted, told))
}

fn entry_is_met(rules: &Urgent, key: &str, wanted: &toml::Value, told: &Told<'_>) -> bool {
    match key {
        "sign" => ids(wanted).any(|sign| told.signs.contains(sign)),
        "symptom" => {
            wanted.as_table().unwrap().iter().any(|(symptom, grade)| is_so_strong(symptom, grade, told))
        }
        "temperature_c" => told.temperature_c.is_some_and(|degrees| degrees >= decimal(wanted)),
        "worse" => wanted.as_bool().unwrap() && told.signs.contains(WORSENING),
        "above" => ids(wanted).any(|symptom| told.above.contains(symptom)),
        "returned" => ids(wanted).any(|symptom| told.returned.contains(symptom)),
        "risen" => ids(wanted).any(|symptom| told.risen.contains(symptom)),
        "where" => {
            ids(wanted).any(|place| told.places.iter().any(|told| rules.inside[place].contains(*told)))
        }
        other => panic!("`{other}` cannot meet a group"),
    }
}

fn is_so_strong(symptom: &str, at_least: &toml::Value, told: &Told<'_>) -> bool {
    let at_least = reference::rank(at_least.as_str().unwrap());
    told.grades.get(symptom).is_some_and(|grade| *grade >= at_least)
}

fn decimal(number: &toml::Value) -> f64 {
    number.as_float().or_else(|| number.as_integer().map(|whole| whole as f64)).unwrap()
}

/// The windows of advice that have not closed yet. At the very second of its end a window is closed.
fn open_windows(case: &Value, fired: &[&Table], at: Timestamp) -> BTreeMap<String, Timestamp> {
    let Some(ended) = ended(case) else {
        return BTreeMap::new();
    };
    let mut windows = BTreeMap::new();
    for line in fired.iter().filter(|line| line.contains_key("before_h")) {
        let end = ended + reference::hours(reference::number(line, "before_h"));
        if at < end {
            windows.insert(reference::text(line, "id"), end);
        }
    }
    windows
}

// What stays, and what is late.

/// The gravest level that a red flag of an earlier check-in still holds, or an emergency that it was: first its own,
/// then not below another. That a later check-in says no does not end it; only a clinician does, or time.
fn latched_level(
    rules: &Urgent,
    case: &Value,
    earlier: &[CheckIn<'_>],
    appointment: &Appointment,
    at: Timestamp,
) -> Option<usize> {
    let latch = rules.latch.as_ref()?;
    let mut levels = vec![];
    for (place, check_in) in earlier.iter().enumerate() {
        let age = at.duration_since(check_in.at);
        for sign in signs_there(case, check_in, at) {
            if let Some(own_level) = rules.red_flags.get(sign) {
                levels.extend(level_at_age(latch, *own_level, age));
            }
        }
        let emergency = gravity("emergency");
        let then = told(rules, case, &earlier[..=place], check_in.at, at);
        let hour = hour(case, check_in.at);
        let mut grave =
            rules.lines.iter().filter(|line| gravity(&reference::text(line, "level")) == emergency);
        // A red flag alone stays from the check-in that told it, not from one that took it over.
        if grave
            .any(|line| fires(rules, line, &then, hour, appointment) && !is_of_one_flag(rules, line, &then))
        {
            levels.extend(level_at_age(latch, emergency, age));
        }
    }
    levels.into_iter().max()
}

/// Whether a red flag meets the only group of a rule that asks nothing else.
fn is_of_one_flag(rules: &Urgent, line: &Table, then: &Told<'_>) -> bool {
    let is_plain = !line.contains_key("when") && !line.contains_key("from_h");
    let groups: Vec<&Table> = groups(line).collect();
    let mut signs = groups.iter().flat_map(|group| group.get("sign").into_iter().flat_map(ids));
    let is_flag = |sign: &str| then.signs.contains(sign) && rules.red_flags.contains_key(sign);
    is_plain && groups.len() == 1 && signs.any(is_flag)
}

fn level_at_age(latch: &Table, own_level: usize, age: SignedDuration) -> Option<usize> {
    let lasts = |key: &str| age <= reference::hours(reference::number(latch, key));
    if lasts("own_level_h") {
        Some(own_level)
    } else if lasts("not_below_h") {
        Some(gravity(&reference::text(latch, "not_below")))
    } else {
        None
    }
}

/// Whether so much time has passed that it hardly comes from the session. One of the exceptions in the judged
/// check-in is enough for the longer time, because something may then come from it. Where nobody knows the
/// hour, nothing is late: to hear that it has another cause is the looser answer.
fn is_late(rules: &Urgent, told: &Told<'_>, hour: Option<SignedDuration>) -> bool {
    let (Some(late), Some(hour)) = (&rules.late, hour) else {
        return false;
    };
    let takes_longer = late.get("except").is_some_and(|except| ids(except).any(|fact| is_there(fact, told)));
    let limit = if takes_longer { "except_h" } else { "after_h" };
    is_reached(Some(hour), reference::number(late, limit))
}

/// Whether a fact such as `symptom:darkening` or `sign:lumps` is there.
fn is_there(fact: &str, told: &Told<'_>) -> bool {
    match fact.split_once(':').unwrap() {
        ("symptom", symptom) => told.grades.get(symptom).is_some_and(|grade| *grade > 0),
        ("sign", sign) => told.signs.contains(sign),
        other => panic!("{other:?} is neither a symptom nor a sign"),
    }
}
