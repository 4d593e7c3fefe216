//! The second opinion: gates, expectations and daily care, worked out slowly from the files themselves.
//!
//! It is written from the meaning of `docs/protocol.md` and shares nothing with the engine: no type, no
//! reader, no arithmetic. It takes the TOML tables of a protocol and the JSON of a case as they stand, and
//! looks everything up again for every question. Nothing here is clever; whoever knows the protocol format
//! should be able to check it line by line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fault in the files under test shall stop the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::Value;
use toml::Table;

/// The rules of a protocol folder, as the tables that stand in its files.
pub(crate) struct Rules {
    gates: Vec<Table>,
    cares: Vec<Table>,
    pub(crate) expectations: Vec<Table>,
    pub(crate) screens: Vec<Table>,
    pub(crate) limits: Vec<Table>,
    pub(crate) regions: Vec<Table>,
    pub(crate) steps: Vec<Table>,
    pub(crate) tasks: Vec<Table>,
    pub(crate) concerns: Vec<Table>,
    pub(crate) lines: Vec<Table>,
    timing: Table,
}

impl Rules {
    /// Reads every TOML file of a folder, in the order of their names.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        files.sort();

        let mut rules = Self {
            gates: vec![],
            cares: vec![],
            expectations: vec![],
            screens: vec![],
            limits: vec![],
            regions: vec![],
            steps: vec![],
            tasks: vec![],
            concerns: vec![],
            lines: vec![],
            timing: Table::new(),
        };
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let table: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            rules.gates.extend(tables(&table, "gate"));
            rules.cares.extend(tables(&table, "care"));
            rules.expectations.extend(tables(&table, "expectation"));
            rules.screens.extend(tables(&table, "screen"));
            rules.limits.extend(tables(&table, "limit"));
            rules.regions.extend(tables(&table, "region"));
            rules.steps.extend(tables(&table, "step"));
            rules.tasks.extend(tables(&table, "task"));
            rules.concerns.extend(tables(&table, "concern"));
            rules.lines.extend(tables(&table, "line"));
            if let Some(timing) = table.get("timing") {
                rules.timing.extend(timing.as_table().unwrap().clone());
            }
        }
        rules
    }

    pub(crate) fn gate(&self, activity: &str) -> &Table {
        self.gates.iter().find(|gate| text(gate, "activity") == activity).expect("an activity with a gate")
    }

    fn expectation(&self, symptom: &str) -> &Table {
        let found = self.expectations.iter().find(|expectation| text(expectation, "symptom") == symptom);
        found.expect("a symptom with an expectation")
    }

    /// How long after the planned beginning a session is taken to end.
    fn session_length(&self) -> SignedDuration {
        SignedDuration::from_secs((number(&self.timing, "session_minutes") * 60.0).round() as i64)
    }

    /// How long an answer of a check-in stands.
    fn answer_stands(&self) -> SignedDuration {
        hours(number(&self.timing, "answer_stands_h"))
    }
}

// Small readings of TOML tables.

pub(crate) fn tables(table: &Table, key: &str) -> Vec<Table> {
    match table.get(key) {
        None => vec![],
        Some(list) => {
            list.as_array().unwrap().iter().map(|entry| entry.as_table().unwrap().clone()).collect()
        }
    }
}

pub(crate) fn text(table: &Table, key: &str) -> String {
    table
        .get(key)
        .and_then(toml::Value::as_str)
        .unwrap_or_else(|| panic!("`{key}` is missing in {table}"))
        .to_owned()
}

pub(crate) fn number(table: &Table, key: &str) -> f64 {
    table.get(key).map(as_number).unwrap_or_else(|| panic!("`{key}` is missing in {table}"))
}

fn as_number(value: &toml::Value) -> f64 {
    match value {
        toml::Value::Integer(whole) => *whole as f64,
        toml::Value::Float(decimal) => *decimal,
        other => panic!("{other} is not a number"),
    }
}

pub(crate) fn ids(list: &toml::Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

pub(crate) fn hours(count: f64) -> SignedDuration {
    SignedDuration::from_secs((count * 3600.0).round() as i64)
}

// Facts about a person: yes, no, or not known.

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Unknown,
}

pub(crate) fn yes_or_no(holds: bool) -> Answer {
    if holds { Answer::Yes } else { Answer::No }
}

/// All must hold: one no is enough for no, and a yes needs every one to be a yes.
pub(crate) fn all(answers: &[Answer]) -> Answer {
    if answers.contains(&Answer::No) {
        Answer::No
    } else if answers.contains(&Answer::Unknown) {
        Answer::Unknown
    } else {
        Answer::Yes
    }
}

/// One is enough: one yes is enough for yes, and a no needs every one to be a no.
fn any(answers: &[Answer]) -> Answer {
    if answers.contains(&Answer::Yes) {
        Answer::Yes
    } else if answers.contains(&Answer::Unknown) {
        Answer::Unknown
    } else {
        Answer::No
    }
}

/// Whether a rule's line is for this person. A line without `when` is for everyone.
pub(crate) fn is_for(line: &Table, case: &Value) -> Answer {
    match line.get("when") {
        None => Answer::Yes,
        Some(when) => all(&when
            .as_table()
            .unwrap()
            .iter()
            .map(|(key, value)| key_holds(key, value, case))
            .collect::<Vec<_>>()),
    }
}

pub(crate) fn key_holds(key: &str, value: &toml::Value, case: &Value) -> Answer {
    match key {
        "depth_over_mm" => depth_is_over(as_number(value), case),
        "depth_to_mm" => opposite(depth_is_over(as_number(value), case)),
        "pregnant" | "breastfeeding" => boolean_is(&case["person"][key], value.as_bool().unwrap()),
        _ => any(&ids(value).iter().map(|id| has(key, id, case)).collect::<Vec<_>>()),
    }
}

/// Whether the person, or the treatment, has one listed id.
pub(crate) fn has(key: &str, id: &str, case: &Value) -> Answer {
    match key {
        "device" => single_is(&case["treatment"]["device"], id),
        "setting" => single_is(&case["treatment"]["setting"], id),
        "skin_type" => single_is(&case["person"]["skin_type"], id),
        "area" => area_is_treated(id, case),
        "condition" => listed(&case["person"]["conditions"], &case["person"]["asked_conditions"], id),
        "history" => listed(&case["person"]["history"], &case["person"]["asked_history"], id),
        "allergy" => listed(&case["person"]["allergies"], &case["person"]["asked_allergies"], id),
        "medication" => is_taking(id, case),
        other => panic!("`{other}` is not a key of `when`"),
    }
}

fn opposite(answer: Answer) -> Answer {
    match answer {
        Answer::Yes => Answer::No,
        Answer::No => Answer::Yes,
        Answer::Unknown => Answer::Unknown,
    }
}

fn boolean_is(given: &Value, wanted: bool) -> Answer {
    match given.as_bool() {
        None => Answer::Unknown,
        Some(given) => yes_or_no(given == wanted),
    }
}

fn single_is(given: &Value, id: &str) -> Answer {
    match given.as_str() {
        None => Answer::Unknown,
        Some(given) => yes_or_no(given == id),
    }
}

pub(crate) fn treated_areas(case: &Value) -> Vec<Value> {
    case["treatment"]["areas"].as_array().cloned().unwrap_or_default()
}

fn area_is_treated(id: &str, case: &Value) -> Answer {
    let areas = treated_areas(case);
    if areas.is_empty() { Answer::Unknown } else { yes_or_no(areas.iter().any(|area| area["area"] == id)) }
}

/// Whether the deepest area lies over a depth. One area known to be deeper decides; otherwise every depth
/// must be known.
fn depth_is_over(limit_mm: f64, case: &Value) -> Answer {
    let areas = treated_areas(case);
    if areas.is_empty() {
        return Answer::Unknown;
    }
    let each: Vec<Answer> = areas
        .iter()
        .map(|area| match area["depth_mm"].as_f64() {
            None => Answer::Unknown,
            Some(depth_mm) => yes_or_no(depth_mm > limit_mm),
        })
        .collect();
    any(&each)
}

/// A list that is left out was not asked. A list that is there was asked as a whole, unless the ids that were
/// asked stand beside it.
fn listed(list: &Value, asked: &Value, id: &str) -> Answer {
    let Some(list) = list.as_array() else {
        return Answer::Unknown;
    };
    if list.iter().any(|entry| entry == id) {
        return Answer::Yes;
    }
    was_asked(asked, id)
}

/// The answer for an id that is not in a list: no if it was asked, otherwise unknown.
pub(crate) fn was_asked(asked: &Value, id: &str) -> Answer {
    match asked.as_array() {
        None => Answer::No,
        Some(asked) if asked.iter().any(|entry| entry == id) => Answer::No,
        Some(_) => Answer::Unknown,
    }
}

/// A medicine counts while it is taken; with the date it was last taken, it is no longer taken.
fn is_taking(class: &str, case: &Value) -> Answer {
    let Some(medications) = case["person"]["medications"].as_array() else {
        return Answer::Unknown;
    };
    let entries: Vec<&Value> = medications.iter().filter(|entry| entry["class"] == class).collect();
    if entries.is_empty() {
        return was_asked(&case["person"]["asked_medications"], class);
    }
    yes_or_no(entries.iter().any(|entry| entry["last_taken"].is_null()))
}

// Times of the treatment.

pub(crate) fn instant(given: &Value) -> Option<ZonedDateTime> {
    given.as_str().map(|text| text.parse().unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// The instant that is hour 0. A planned session counts as ending some minutes after its beginning.
fn end_of_treatment(rules: &Rules, case: &Value) -> Option<Timestamp> {
    if let Some(ended) = instant(&case["treatment"]["ended"]) {
        return Some(ended.timestamp());
    }
    let planned = instant(&case["treatment"]["planned"])?;
    Some(planned.timestamp() + rules.session_length())
}

/// The zone of the plan's days: the person's own, otherwise that of the treatment.
pub(crate) fn zone_of_days(case: &Value) -> Option<TimeZone> {
    if let Some(name) = case["person"]["zone"].as_str() {
        return Some(TimeZone::get(name).unwrap());
    }
    let treatment =
        instant(&case["treatment"]["ended"]).or_else(|| instant(&case["treatment"]["planned"]))?;
    Some(treatment.time_zone().clone())
}

// Gates.

/// What a gate answers at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GateOpinion {
    pub(crate) activity: String,
    /// `closed`, `held`, `open` or `ask`.
    pub(crate) state: String,
    /// The instant of the opening, where the clock decides.
    pub(crate) opens: Option<Timestamp>,
    /// The holds that are there, such as `symptom:weeping`.
    pub(crate) held_by: BTreeSet<String>,
    /// The holds, and the facts of `ask` conditions, that nobody answered.
    pub(crate) if_: BTreeSet<String>,
}

/// What a gate answers, in the steps of the protocol's last section.
pub(crate) fn gate(rules: &Rules, case: &Value, activity: &str, now: Timestamp) -> GateOpinion {
    gate_by_the_clock(rules, case, activity, now, true)
}

/// The same; without the clock, as if the hour had come now.
pub(crate) fn gate_by_the_clock(
    rules: &Rules,
    case: &Value,
    activity: &str,
    now: Timestamp,
    by_the_clock: bool,
) -> GateOpinion {
    let gate = rules.gate(activity);
    let without_an_hour = |state: &str| opinion(activity, state, None, BTreeSet::new(), BTreeSet::new());

    // 1. A gate that is no matter of hours.
    match kind(gate).as_str() {
        "never" => return without_an_hour("closed"),
        "ask" => return without_an_hour("ask"),
        _ => {}
    }

    // 2. Someone who asks first.
    if tables(gate, "ask").iter().any(|line| is_for(line, case) == Answer::Yes) {
        return without_an_hour("ask");
    }

    // 3. The end is not known.
    let Some(end) = end_of_treatment(rules, case) else {
        return without_an_hour("ask");
    };

    // 4. The clock.
    let clock = clock_with_moves(rules, case, gate, end, now);

    // 5. The holds.
    let holds: Vec<Hold> =
        tables(gate, "hold").iter().map(|hold| judge_hold(rules, case, hold, clock, now)).collect();
    let opens = opening(clock, &holds);
    let held_by = names(&holds, |state| matches!(state, HoldState::There { .. }));
    let mut if_ = names(&holds, |state| matches!(state, HoldState::NotKnown));
    if_.extend(facts_that_could_mean_ask(gate, case));

    // 6. Too early.
    if by_the_clock && now < opens {
        return opinion(activity, "closed", Some(opens), held_by, if_);
    }

    // 7. A hold is there: fresh, or too old to count.
    if !held_by.is_empty() {
        let is_fresh = holds.iter().any(|hold| hold_is_freshly_there(rules, hold, now));
        return if is_fresh {
            opinion(activity, "held", None, held_by, if_)
        } else {
            opinion(activity, "ask", None, held_by, if_)
        };
    }

    // 8. A hold that must be known and is not.
    let a_hold_is_not_known = holds.iter().any(|hold| hold.state == HoldState::NotKnown);
    if must_know(gate) && a_hold_is_not_known {
        return opinion(activity, "ask", Some(opens), held_by, if_);
    }

    // 9. Otherwise.
    opinion(activity, "open", Some(opens), held_by, if_)
}

fn opinion(
    activity: &str,
    state: &str,
    opens: Option<Timestamp>,
    held_by: BTreeSet<String>,
    if_: BTreeSet<String>,
) -> GateOpinion {
    GateOpinion { activity: activity.to_owned(), state: state.to_owned(), opens, held_by, if_ }
}

fn kind(gate: &Table) -> String {
    if gate.contains_key("kind") { text(gate, "kind") } else { "opens".to_owned() }
}

fn must_know(gate: &Table) -> bool {
    gate.get("must_know").is_some_and(|value| value.as_bool().unwrap())
}

/// The hour a gate opens by its own hours alone: the latest of `opens_h` and every adjustment that holds or
/// is not known. `None` for a gate that is no matter of hours.
fn clock_without_moves(gate: &Table, case: &Value, end: Timestamp) -> Option<Timestamp> {
    if kind(gate) != "opens" {
        return None;
    }
    let mut latest = number(gate, "opens_h");
    for adjustment in tables(gate, "adjust") {
        if is_for(&adjustment, case) != Answer::No {
            latest = latest.max(number(&adjustment, "opens_h"));
        }
    }
    Some(end + hours(latest))
}

/// The hour a gate opens, with everything that was done too early and moves it.
fn clock_with_moves(rules: &Rules, case: &Value, gate: &Table, end: Timestamp, now: Timestamp) -> Timestamp {
    let mut latest = clock_without_moves(gate, case, end).unwrap();
    for (done, at) in things_done(case) {
        if at > now || !was_too_early(rules, case, &done, at, end) {
            continue;
        }
        for not_before_h in moves(rules.gate(&done), &text(gate, "activity")) {
            latest = latest.max(at + hours(not_before_h));
        }
    }
    latest
}

/// What the person did, and when.
fn things_done(case: &Value) -> Vec<(String, Timestamp)> {
    let entries = case["done"].as_array().cloned().unwrap_or_default();
    let read = |entry: &Value| {
        (entry["what"].as_str().unwrap().to_owned(), instant(&entry["at"]).unwrap().timestamp())
    };
    entries.iter().map(read).collect()
}

/// A thing is too early before the hour of its own gate, taken without any moves. A gate that has no hour is
/// always too early.
fn was_too_early(rules: &Rules, case: &Value, done: &str, at: Timestamp, end: Timestamp) -> bool {
    clock_without_moves(rules.gate(done), case, end).is_none_or(|own_hour| at < own_hour)
}

/// By how many hours the thing done moves an activity.
fn moves(done_gate: &Table, activity: &str) -> Vec<f64> {
    let Some(done) = done_gate.get("done") else {
        return vec![];
    };
    let all_moves = tables(done.as_table().unwrap(), "moves");
    all_moves
        .iter()
        .filter(|entry| text(entry, "activity") == activity)
        .map(|entry| number(entry, "not_before_h"))
        .collect()
}

/// The ids of the `ask` conditions that nobody answered. A condition that is known not to hold leaves nothing
/// to ask.
fn facts_that_could_mean_ask(gate: &Table, case: &Value) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for line in tables(gate, "ask") {
        if is_for(&line, case) != Answer::Unknown {
            continue;
        }
        for (key, value) in line.get("when").unwrap().as_table().unwrap() {
            facts.extend(unknown_facts(key, value, case));
        }
    }
    facts
}

/// The facts of one key that nobody gave: a listed fact by table and id, any other by its name in the case
/// file.
pub(crate) fn unknown_facts(key: &str, value: &toml::Value, case: &Value) -> Vec<String> {
    if key_holds(key, value, case) != Answer::Unknown {
        return vec![];
    }
    match key {
        "depth_over_mm" | "depth_to_mm" => vec!["depth_mm".to_owned()],
        "condition" | "history" | "allergy" | "medication" => {
            let unknown = |id: &String| has(key, id, case) == Answer::Unknown;
            ids(value).into_iter().filter(unknown).map(|id| format!("{key}:{id}")).collect()
        }
        _ => vec![key.to_owned()],
    }
}

// Holds: what must be gone first.

#[derive(Clone, Copy, PartialEq, Eq)]
enum HoldState {
    /// The last check-in that answered it, at this instant, said it is there.
    There { answered: Timestamp },
    /// The last check-in that answered it said it is gone, and none before said anything else.
    NeverThere,
    /// It was there once, and since this instant the check-ins say it is gone.
    GoneSince { answered: Timestamp },
    /// Nobody answered it, or too long before the hour.
    NotKnown,
}

struct Hold {
    name: String,
    state: HoldState,
}

fn judge_hold(rules: &Rules, case: &Value, hold: &Table, clock: Timestamp, now: Timestamp) -> Hold {
    Hold { name: hold_name(hold), state: hold_state(rules, case, hold, clock, now) }
}

fn hold_name(hold: &Table) -> String {
    if hold.contains_key("symptom") {
        format!("symptom:{}", text(hold, "symptom"))
    } else {
        format!("sign:{}", text(hold, "sign"))
    }
}

fn hold_state(rules: &Rules, case: &Value, hold: &Table, clock: Timestamp, now: Timestamp) -> HoldState {
    let answers = answers_to(hold, case, now);
    let Some(&(answered, is_there)) = answers.last() else {
        return HoldState::NotKnown;
    };
    if is_there {
        HoldState::There { answered }
    } else if answered < clock - rules.answer_stands() {
        HoldState::NotKnown
    } else {
        match first_gone_after_there(&answers) {
            Some(answered) => HoldState::GoneSince { answered },
            None => HoldState::NeverThere,
        }
    }
}

/// When a check-in first said *gone* after the last one that said *there*; none if nobody ever said *there*.
fn first_gone_after_there(answers: &[(Timestamp, bool)]) -> Option<Timestamp> {
    let last_there = answers.iter().rposition(|&(_, was_there)| was_there)?;
    answers.get(last_there + 1).map(|&(answered, _)| answered)
}

/// What the check-ins up to now say about a hold, in their order: when, and whether it was there.
pub(crate) fn answers_to(hold: &Table, case: &Value, now: Timestamp) -> Vec<(Timestamp, bool)> {
    let mut answers = vec![];
    for check_in in case["check_ins"].as_array().cloned().unwrap_or_default() {
        let at = instant(&check_in["at"]).unwrap().timestamp();
        if at > now {
            continue;
        }
        match hold_is_there(hold, case, &check_in) {
            Answer::Yes => answers.push((at, true)),
            Answer::No => answers.push((at, false)),
            Answer::Unknown => {}
        }
    }
    answers
}

fn hold_is_there(hold: &Table, case: &Value, check_in: &Value) -> Answer {
    if hold.contains_key("sign") {
        return listed(&check_in["signs"], &check_in["asked_signs"], &text(hold, "sign"));
    }
    let symptom = text(hold, "symptom");
    let answer = &check_in["symptoms"][&symptom];
    if answer.is_null() {
        return Answer::Unknown;
    }
    let now = grade(answer);
    let before = match &case["treatment"]["before"][&symptom] {
        Value::Null => 0,
        given => grade(given),
    };
    yes_or_no(now >= rank(&text(hold, "at_least")) && now > before)
}

/// The instant the gate opens: the clock, or the first check-in that says something that was there is gone,
/// whichever is later.
fn opening(clock: Timestamp, holds: &[Hold]) -> Timestamp {
    let mut opens = clock;
    for hold in holds {
        if let HoldState::GoneSince { answered } = hold.state {
            opens = opens.max(answered);
        }
    }
    opens
}

fn hold_is_freshly_there(rules: &Rules, hold: &Hold, now: Timestamp) -> bool {
    match hold.state {
        HoldState::There { answered } => now <= answered + rules.answer_stands(),
        HoldState::NeverThere | HoldState::GoneSince { .. } | HoldState::NotKnown => false,
    }
}

fn names(holds: &[Hold], wanted: impl Fn(HoldState) -> bool) -> BTreeSet<String> {
    holds.iter().filter(|hold| wanted(hold.state)).map(|hold| hold.name.clone()).collect()
}

// Grades.

pub(crate) const GRADES: [&str; 4] = ["none", "mild", "moderate", "severe"];

pub(crate) fn rank(grade: &str) -> usize {
    GRADES.iter().position(|known| *known == grade).unwrap_or_else(|| panic!("`{grade}` is not a grade"))
}

/// A grade is a word, or a number from 0 to 10.
pub(crate) fn grade(answer: &Value) -> usize {
    match answer.as_u64() {
        Some(0) => rank("none"),
        Some(1..=3) => rank("mild"),
        Some(4..=6) => rank("moderate"),
        Some(7..=10) => rank("severe"),
        Some(other) => panic!("{other} is not a number from 0 to 10"),
        None => rank(answer.as_str().unwrap()),
    }
}

// Expectations.

/// The usual and the highest ordinary grade of a symptom so many hours after the end. Each is the lowest that
/// any possible course has then.
pub(crate) fn expected(rules: &Rules, case: &Value, symptom: &str, hour: f64) -> (String, String) {
    let courses = possible_courses(rules.expectation(symptom), case);
    let lowest = |key: &str| {
        let ranks =
            courses.iter().map(|course| rank(&grade_at(course.get(key).unwrap().as_table().unwrap(), hour)));
        GRADES.get(ranks.min().unwrap()).unwrap().to_string()
    };
    (lowest("usual"), lowest("highest"))
}

/// The courses in order, up to and with the first that surely holds; those before it only where nobody knows
/// whether they hold.
fn possible_courses(expectation: &Table, case: &Value) -> Vec<Table> {
    let mut possible = vec![];
    for course in tables(expectation, "course") {
        match is_for(&course, case) {
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

/// The grade of the last step that has begun. Before hour 0 that is the first step.
fn grade_at(steps: &Table, hour: f64) -> String {
    let mut ordered: Vec<(SignedDuration, String)> = steps
        .iter()
        .map(|(from_h, grade)| (hours(from_h.parse().unwrap()), grade.as_str().unwrap().to_owned()))
        .collect();
    ordered.sort();
    let begun = ordered.iter().rfind(|(from, _)| *from <= hours(hour));
    begun.or(ordered.first()).unwrap().1.clone()
}

// Daily care.

/// The ids of the lines of daily care that are shown on a civil day, in file order.
pub(crate) fn care(rules: &Rules, case: &Value, day: i64) -> Vec<String> {
    let shown = rules.cares.iter().filter(|line| care_is_shown(rules, case, line, day));
    shown.map(|line| text(line, "id")).collect()
}

fn care_is_shown(rules: &Rules, case: &Value, line: &Table, day: i64) -> bool {
    is_for(line, case) != Answer::No
        && first_day(line) <= day
        && day <= last_day(line, case)
        && gate_opens_by(rules, case, line, day)
}

fn day_of(line: &Table, place: usize) -> i64 {
    line.get("days").unwrap().as_array().unwrap().get(place).unwrap().as_integer().unwrap()
}

fn first_day(line: &Table) -> i64 {
    day_of(line, 0)
}

/// The last day, with every adjustment that holds or is not known.
fn last_day(line: &Table, case: &Value) -> i64 {
    let mut last = day_of(line, 1);
    for adjustment in tables(line, "adjust") {
        if is_for(&adjustment, case) != Answer::No {
            last = last.max(adjustment.get("last_day").unwrap().as_integer().unwrap());
        }
    }
    last
}

/// Whether the gate that a line waits for opens on this civil day or earlier. A line without such a gate
/// waits for nothing; a gate that has no hour, or whose hour is not known, never comes.
fn gate_opens_by(rules: &Rules, case: &Value, line: &Table, day: i64) -> bool {
    if !line.contains_key("after_gate") && !line.contains_key("from_h") {
        return true;
    }
    let Some(end) = end_of_treatment(rules, case) else {
        return false;
    };
    if line.contains_key("from_h") {
        return civil_day(case, end, end + hours(number(line, "from_h"))) <= day;
    }
    let Some(opens) = clock_without_moves(rules.gate(&text(line, "after_gate")), case, end) else {
        return false;
    };
    civil_day(case, end, opens) <= day
}

/// The civil day of an instant, counted from the day of the treatment's end.
fn civil_day(case: &Value, end: Timestamp, at: Timestamp) -> i64 {
    let zone = zone_of_days(case).unwrap();
    let day_zero = end.to_zoned_datetime(zone.clone()).date();
    let date = at.to_zoned_datetime(zone).date();
    i64::from(date.since((jiff::Unit::Day, day_zero)).unwrap().get_days())
}
