//! The second opinion on what lies before and beyond a session: screening, limits, preparation and course.
//!
//! Like `reference.rs` it is written from the meaning of `docs/protocol.md` (the part "Before and beyond") and
//! shares nothing with the engine. Where the text of the specification leaves a choice, the comment beside it
//! says which one was taken and why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fault in the files under test shall stop the test"
)]

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, ZonedDateTime};
use serde_json::Value;
use toml::Table;

use crate::reference::{self, Answer, Rules};

// The appointment.

/// What everything here is judged for.
pub(crate) struct Appointment {
    /// The case in which the treatment is the one that is judged.
    facts: Value,
    /// The civil day of the appointment.
    day: Date,
}

impl Appointment {
    /// The appointment of a case. One without an instant lies on the day that is asked about.
    pub(crate) fn of(case: &Value, now: Timestamp) -> Self {
        let time = time_of_appointment(case);
        let instant = time.map_or(now, |time| time.timestamp());
        Self::on(case, day_of(instant, &zone_of_appointment(case)))
    }

    /// The same appointment, if it lay on another day.
    fn on(case: &Value, day: Date) -> Self {
        Self { facts: facts_of_appointment(case), day }
    }

    fn treatment(&self) -> &Value {
        &self.facts["treatment"]
    }
}

fn has_next(case: &Value) -> bool {
    !case["next"].is_null()
}

/// The next session says what it changes; everything else is as in the treatment. What is put on the skin and
/// what is treated cannot stand in `[next]`, so that they are those of the treatment.
fn facts_of_appointment(case: &Value) -> Value {
    let mut facts = case.clone();
    for key in ["device", "setting", "areas", "numbing"] {
        if !case["next"][key].is_null() {
            facts["treatment"][key] = case["next"][key].clone();
        }
    }
    facts
}

fn time_of_appointment(case: &Value) -> Option<ZonedDateTime> {
    if has_next(case) {
        return reference::instant(&case["next"]["planned"]);
    }
    let treatment = &case["treatment"];
    reference::instant(&treatment["planned"]).or_else(|| reference::instant(&treatment["ended"]))
}

/// The zone of the appointment's instant. An instant that is asked about carries no zone of its own, so that
/// it takes that of the person, otherwise UTC.
fn zone_of_appointment(case: &Value) -> TimeZone {
    match time_of_appointment(case) {
        Some(time) => time.time_zone().clone(),
        None => reference::zone_of_days(case).unwrap_or(TimeZone::UTC),
    }
}

fn day_of(instant: Timestamp, zone: &TimeZone) -> Date {
    instant.to_zoned_datetime(zone.clone()).date()
}

/// The civil day on which the treatment ended, if it has ended.
fn day_of_treatment(case: &Value) -> Option<Date> {
    reference::instant(&case["treatment"]["ended"]).map(|ended| ended.date())
}

fn days_of_previous_sessions(case: &Value) -> Vec<Date> {
    list(&case["treatment"]["session"]["previous"]).iter().map(date).collect()
}

// Small readings and reckonings.

fn list(given: &Value) -> Vec<Value> {
    given.as_array().cloned().unwrap_or_default()
}

fn date(given: &Value) -> Date {
    let text = given.as_str().unwrap();
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn whole(table: &Table, key: &str) -> i64 {
    table
        .get(key)
        .and_then(toml::Value::as_integer)
        .unwrap_or_else(|| panic!("`{key}` is missing in {table}"))
}

/// The first of the two numbers of a range, or the second.
fn of_range(table: &Table, key: &str, place: usize) -> Option<i64> {
    Some(table.get(key)?.as_array().unwrap().get(place).unwrap().as_integer().unwrap())
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    table.get(key).map(reference::ids).unwrap_or_default()
}

fn has_listed(ids: &[String], given: &Value) -> bool {
    ids.iter().any(|id| given == id)
}

fn days_later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap()
}

/// So many civil months later: the same day of that month, or its last one where the month is too short.
fn months_later(day: Date, months: i64) -> Date {
    let months_since_year_zero = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(months_since_year_zero.div_euclid(12)).unwrap();
    let month = i8::try_from(months_since_year_zero.rem_euclid(12) + 1).unwrap();
    let first = Date::new(year, month, 1).unwrap();
    Date::new(year, month, day.day().min(first.days_in_month())).unwrap()
}

// `when`.

fn keys_of_when(line: &Table) -> Table {
    line.get("when").map(|when| when.as_table().unwrap().clone()).unwrap_or_default()
}

/// Whether a line is for this appointment. A line without `when` is for everyone.
fn is_for(line: &Table, appointment: &Appointment) -> Answer {
    let keys = keys_of_when(line);
    reference::all(&keys.iter().map(|(key, value)| key_holds(key, value, appointment)).collect::<Vec<_>>())
}

/// The same, where an unknown key that stands in `counts` is taken as a yes.
pub(crate) fn is_for_with_counts(line: &Table, appointment: &Appointment) -> Answer {
    let counts = strings(line, "counts");
    let answer = |(key, value): (&String, &toml::Value)| match key_holds(key, value, appointment) {
        Answer::Unknown if counts.contains(key) => Answer::Yes,
        answer => answer,
    };
    reference::all(&keys_of_when(line).iter().map(answer).collect::<Vec<_>>())
}

fn key_holds(key: &str, wanted: &toml::Value, appointment: &Appointment) -> Answer {
    match key {
        "age_under" => is_younger_than(wanted.as_integer().unwrap(), appointment),
        "concern" => is_treated_for(&reference::ids(wanted), appointment),
        "numbing" => is_numbed_with(&reference::ids(wanted), appointment),
        "under_wrap" => is_under_wrap(wanted.as_bool().unwrap(), appointment),
        "applied" => is_applied(&reference::ids(wanted), appointment),
        _ => reference::key_holds(key, wanted, &appointment.facts),
    }
}

/// A year alone leaves open who was born on its first and who on its last day; the last one is the youngest.
fn is_younger_than(years: i64, appointment: &Appointment) -> Answer {
    let born = match &appointment.facts["person"]["born"] {
        Value::Null => return Answer::Unknown,
        Value::Number(year) => Date::new(i16::try_from(year.as_i64().unwrap()).unwrap(), 12, 31).unwrap(),
        text => date(text),
    };
    reference::yes_or_no(age(born, appointment.day) < years)
}

/// Completed years. Whoever was born on 29 February completes one on 1 March where there is no such day: the
/// later of the two customs, because being younger is the stricter answer.
fn age(born: Date, day: Date) -> i64 {
    let years = i64::from(day.year()) - i64::from(born.year());
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    if had_birthday { years } else { years - 1 }
}

fn is_treated_for(concerns: &[String], appointment: &Appointment) -> Answer {
    let given = list(&appointment.treatment()["concerns"]);
    if given.is_empty() {
        return Answer::Unknown;
    }
    reference::yes_or_no(given.iter().any(|concern| has_listed(concerns, concern)))
}

fn is_numbed_with(agents: &[String], appointment: &Appointment) -> Answer {
    let numbing = &appointment.treatment()["numbing"];
    if numbing.is_null() {
        return Answer::Unknown;
    }
    if has_listed(agents, &numbing["agent"]) {
        return Answer::Yes;
    }
    if !agents.iter().any(|agent| agent == "prilocaine") {
        return Answer::No;
    }
    match numbing["prilocaine"].as_bool() {
        Some(is_mixed_in) => reference::yes_or_no(is_mixed_in),
        None if numbing["agent"] == "none" => Answer::No,
        None => Answer::Unknown,
    }
}

fn is_under_wrap(wanted: bool, appointment: &Appointment) -> Answer {
    let numbing = &appointment.treatment()["numbing"];
    if numbing["agent"] == "none" {
        return reference::yes_or_no(!wanted);
    }
    match numbing["under_wrap"].as_bool() {
        Some(is_covered) => reference::yes_or_no(is_covered == wanted),
        None => Answer::Unknown,
    }
}

fn is_applied(classes: &[String], appointment: &Appointment) -> Answer {
    match appointment.treatment()["applied"].as_array() {
        None => Answer::Unknown,
        Some(applied) => reference::yes_or_no(applied.iter().any(|class| has_listed(classes, class))),
    }
}

/// The questions of a line's `when` that nobody answered.
fn questions_of_when(line: &Table, appointment: &Appointment) -> BTreeSet<String> {
    keys_of_when(line).iter().flat_map(|(key, value)| questions_of_key(key, value, appointment)).collect()
}

fn questions_of_key(key: &str, wanted: &toml::Value, appointment: &Appointment) -> Vec<String> {
    if key_holds(key, wanted, appointment) != Answer::Unknown {
        return vec![];
    }
    match key {
        "age_under" => vec!["born".to_owned()],
        "concern" | "applied" => vec![key.to_owned()],
        "numbing" | "under_wrap" if appointment.treatment()["numbing"].is_null() => {
            vec!["numbing".to_owned()]
        }
        "under_wrap" => vec!["under_wrap".to_owned()],
        "numbing" => vec!["prilocaine".to_owned()],
        _ => reference::unknown_facts(key, wanted, &appointment.facts),
    }
}

// `within`.

/// What the `within` of a rule says.
struct Within {
    met: Answer,
    /// The first day on which everything that meets it is over; none where that is no matter of waiting.
    over: Option<Date>,
    /// What nobody said, although it could matter.
    questions: BTreeSet<String>,
}

/// A rule without `within` is a matter of its `when` alone.
fn within(rules: &Rules, rule: &Table, appointment: &Appointment) -> Within {
    let Some(within) = rule.get("within").map(|within| within.as_table().unwrap()) else {
        return Within { met: Answer::Yes, over: None, questions: BTreeSet::new() };
    };
    if within.contains_key("before_event_days") {
        within_before_event(within, appointment)
    } else if within.contains_key("stopped") {
        within_stopped(rules, within, appointment)
    } else {
        within_recent(rules, within, appointment)
    }
}

/// Nobody has to have an event, so that a person without one is not asked.
fn within_before_event(within: &Table, appointment: &Appointment) -> Within {
    let event = &appointment.facts["event"]["on"];
    let comes_soon = !event.is_null() && {
        let soon_until = days_later(appointment.day, whole(within, "before_event_days"));
        appointment.day <= date(event) && date(event) < soon_until
    };
    Within { met: reference::yes_or_no(comes_soon), over: None, questions: BTreeSet::new() }
}

fn within_stopped(rules: &Rules, within: &Table, appointment: &Appointment) -> Within {
    let classes = strings(within, "stopped");
    let waits: Vec<Date> = classes
        .iter()
        .flat_map(|class| days_last_taken(class, &appointment.facts))
        .map(|day| wait_from(rules, day, within, appointment))
        .collect();
    let is_unknown =
        |class: &String| reference::has("medication", class, &appointment.facts) == Answer::Unknown;
    let unknown = classes.iter().filter(|class| is_unknown(class)).map(|class| format!("medication:{class}"));
    from_waits(&waits, unknown.collect(), appointment)
}

/// A medicine that is still taken was not stopped, whatever another entry says.
fn days_last_taken(class: &str, case: &Value) -> Vec<Date> {
    if reference::has("medication", class, case) == Answer::Yes {
        return vec![];
    }
    let entries = list(&case["person"]["medications"]);
    entries.iter().filter(|entry| entry["class"] == class).map(|entry| date(&entry["last_taken"])).collect()
}

fn within_recent(rules: &Rules, within: &Table, appointment: &Appointment) -> Within {
    let kinds = within.get("kind").map(reference::ids);
    let anywhere = within.get("anywhere").is_some_and(|anywhere| anywhere.as_bool().unwrap());
    let mut waits = vec![];
    let mut kind_questions = BTreeSet::new();
    for event in events(appointment) {
        let is_meant = strings(within, "recent").contains(&event.what)
            && is_of_kind(&event, kinds.as_deref())
            && (anywhere || is_at_a_treated_area(rules, &event, appointment));
        if !is_meant {
            continue;
        }
        let over = wait_from(rules, event.on, within, appointment);
        waits.push(over);
        // A procedure that lies too far back for this rule leaves nothing to ask, whatever its kind.
        if kinds.is_some() && event.kind.is_none() && over > appointment.day {
            kind_questions.insert(format!("kind:{}", event.what));
        }
    }
    let procedures = strings(within, "recent");
    let unknown = procedures.iter().filter(|what| !was_recent_asked(what, &appointment.facts));
    let mut answer = from_waits(&waits, unknown.map(|what| format!("recent:{what}")).collect(), appointment);
    answer.questions.extend(kind_questions);
    answer
}

/// One wait that is not over is enough. Where none is, what nobody asked about leaves it unknown; and it could
/// make a wait longer where one is.
///
/// A day that lies after the appointment's is not over either: whoever plans for today and has a peel
/// tomorrow has not waited.
fn from_waits(waits: &[Date], unknown: BTreeSet<String>, appointment: &Appointment) -> Within {
    let latest = waits.iter().copied().filter(|over| *over > appointment.day).max();
    if latest.is_some() {
        Within { met: Answer::Yes, over: latest, questions: unknown }
    } else if unknown.is_empty() {
        Within { met: Answer::No, over: None, questions: BTreeSet::new() }
    } else {
        Within { met: Answer::Unknown, over: None, questions: unknown }
    }
}

/// The first day on which a wait that began on a day is over.
fn wait_from(rules: &Rules, day: Date, within: &Table, appointment: &Appointment) -> Date {
    if within.contains_key("days") {
        days_later(day, whole(within, "days"))
    } else if within.contains_key("months") {
        months_later(day, whole(within, "months"))
    } else {
        days_later(day, days_of_gate(rules, &reference::text(within, "gate"), appointment))
    }
}

/// The hour of a gate for the facts of the appointment in whole days, rounded up. An adjustment that nobody
/// can rule out applies.
fn days_of_gate(rules: &Rules, activity: &str, appointment: &Appointment) -> i64 {
    let gate = rules.gate(activity);
    let mut latest_h = reference::number(gate, "opens_h");
    for adjustment in reference::tables(gate, "adjust") {
        if reference::is_for(&adjustment, &appointment.facts) != Answer::No {
            latest_h = latest_h.max(reference::number(&adjustment, "opens_h"));
        }
    }
    let mut days = 0;
    while f64::from(days) * 24.0 < latest_h {
        days += 1;
    }
    i64::from(days)
}

/// Something that was done to the person on a day.
struct Event {
    what: String,
    on: Date,
    kind: Option<String>,
    area: Option<String>,
}

/// The procedures that were told, and the earlier sessions. Nobody writes beside an earlier session where it
/// was, so that it counts everywhere.
fn events(appointment: &Appointment) -> Vec<Event> {
    let read = |key: &Value| key.as_str().map(str::to_owned);
    let mut events: Vec<Event> = list(&appointment.facts["person"]["recent"])
        .iter()
        .map(|entry| Event {
            what: read(&entry["what"]).unwrap(),
            on: date(&entry["on"]),
            kind: read(&entry["kind"]),
            area: read(&entry["area"]),
        })
        .collect();
    let mut sessions = days_of_previous_sessions(&appointment.facts);
    if has_next(&appointment.facts) {
        sessions.extend(day_of_treatment(&appointment.facts));
    }
    for on in sessions {
        events.push(Event { what: "needling".to_owned(), on, kind: None, area: None });
    }
    events
}

/// An event whose kind nobody said matches every kind.
fn is_of_kind(event: &Event, kinds: Option<&[String]>) -> bool {
    match (kinds, &event.kind) {
        (None, _) | (Some(_), None) => true,
        (Some(kinds), Some(kind)) => kinds.contains(kind),
    }
}

/// Only an event that is known to be elsewhere does not count; where nobody said what is treated, none is.
fn is_at_a_treated_area(rules: &Rules, event: &Event, appointment: &Appointment) -> bool {
    let Some(place) = &event.area else {
        return true;
    };
    let areas = reference::treated_areas(&appointment.facts);
    areas.is_empty() || areas.iter().any(|area| touch(rules, place, area["area"].as_str().unwrap()))
}

fn touch(rules: &Rules, one: &str, other: &str) -> bool {
    one == other || lies_in(rules, one, other) || lies_in(rules, other, one)
}

/// Whether a place lies in another one, or in a place that lies in it.
pub(crate) fn lies_in(rules: &Rules, small: &str, large: &str) -> bool {
    let mut inside: BTreeSet<String> = BTreeSet::from([large.to_owned()]);
    for _ in 0..rules.regions.len() {
        for region in &rules.regions {
            if inside.contains(&reference::text(region, "area")) {
                inside.extend(strings(region, "contains"));
            }
        }
    }
    inside.contains(small)
}

/// A procedure was asked about if it was told, or if the list is there and is not limited to others.
fn was_recent_asked(what: &str, case: &Value) -> bool {
    let person = &case["person"];
    match person["recent"].as_array() {
        None => false,
        Some(told) => {
            told.iter().any(|entry| entry["what"] == what)
                || reference::was_asked(&person["asked_recent"], what) == Answer::No
        }
    }
}

// Screening.

const VERDICTS: [&str; 5] = ["proceed", "caution", "ask", "defer", "refuse"];

fn gravity(verdict: &str) -> usize {
    VERDICTS.iter().position(|known| *known == verdict).unwrap_or_else(|| panic!("`{verdict}` is no verdict"))
}

/// What screening answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScreenOpinion {
    /// The gravest verdict that fired.
    pub(crate) verdict: String,
    /// The other verdicts that fired.
    pub(crate) also: BTreeSet<String>,
    /// The first day on which every wait is over, where that can be said.
    pub(crate) until: Option<String>,
    /// Which rule fired with which verdict.
    pub(crate) findings: BTreeSet<(String, String)>,
    /// The questions that nobody answered and that could matter.
    pub(crate) gaps: BTreeSet<String>,
}

/// A rule that fired.
struct Finding {
    rule: String,
    verdict: String,
    /// The first day on which it is over. Only a `defer` that waits for a day has one.
    until: Option<Date>,
}

/// May this person be treated?
pub(crate) fn screen(rules: &Rules, case: &Value, now: Timestamp) -> ScreenOpinion {
    let appointment = Appointment::of(case, now);
    let findings = findings(rules, case, &appointment, now);
    let gravest = findings.iter().map(|finding| gravity(&finding.verdict)).max().unwrap_or(0);
    let verdict = VERDICTS.get(gravest).unwrap().to_string();
    let mut also: BTreeSet<String> = findings.iter().map(|finding| finding.verdict.clone()).collect();
    also.remove(&verdict);
    ScreenOpinion {
        verdict,
        also,
        until: until(&findings).map(|day| day.to_string()),
        findings: findings.into_iter().map(|finding| (finding.rule, finding.verdict)).collect(),
        gaps: gaps(rules, &appointment),
    }
}

fn findings(rules: &Rules, case: &Value, appointment: &Appointment, now: Timestamp) -> Vec<Finding> {
    let mut findings = findings_of_rules(rules, appointment);
    findings.extend(findings_of_holds(rules, case, now));
    findings
}

fn findings_of_rules(rules: &Rules, appointment: &Appointment) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        rules.screens.iter().filter_map(|rule| finding_of_rule(rules, rule, appointment)).collect();
    let all_numbers = numbers(appointment);
    findings.extend(all_numbers.iter().filter_map(|number| finding_of_limit(rules, number, appointment)));
    findings
}

fn finding_of_rule(rules: &Rules, rule: &Table, appointment: &Appointment) -> Option<Finding> {
    if is_for_with_counts(rule, appointment) != Answer::Yes {
        return None;
    }
    let within = within(rules, rule, appointment);
    if within.met != Answer::Yes {
        return None;
    }
    let verdict = reference::text(rule, "verdict");
    let until = if verdict == "defer" { within.over } else { None };
    Some(Finding { rule: reference::text(rule, "id"), verdict, until })
}

/// Whatever must be gone before the next session and is there. How old the answer is does not matter here.
fn findings_of_holds(rules: &Rules, case: &Value, now: Timestamp) -> Vec<Finding> {
    if !has_next(case) {
        return vec![];
    }
    let holds = reference::tables(rules.gate("needling"), "hold");
    let is_there = |hold: &&Table| {
        let answers = reference::answers_to(hold, case, now);
        answers.last().is_some_and(|&(_, is_there)| is_there)
    };
    let there = holds.iter().filter(is_there);
    there.map(|_| Finding { rule: "needling".to_owned(), verdict: "defer".to_owned(), until: None }).collect()
}

/// The latest date of those that wait. There is none as soon as one waits without a date, and none where
/// waiting does not help.
fn until(findings: &[Finding]) -> Option<Date> {
    if findings.iter().any(|finding| finding.verdict == "refuse") {
        return None;
    }
    let waits: Vec<Option<Date>> =
        findings.iter().filter(|finding| finding.verdict == "defer").map(|finding| finding.until).collect();
    if waits.contains(&None) {
        return None;
    }
    waits.into_iter().flatten().max()
}

/// Everything that nobody said and that could make a rule fire, or choose another limit.
fn gaps(rules: &Rules, appointment: &Appointment) -> BTreeSet<String> {
    let mut gaps = BTreeSet::new();
    for rule in &rules.screens {
        gaps.extend(gaps_of_rule(rules, rule, appointment));
    }
    for number in numbers(appointment) {
        gaps.extend(gaps_of_limit(rules, &number, appointment));
    }
    if reference::treated_areas(&appointment.facts).is_empty() {
        gaps.insert("area".to_owned());
    }
    if appointment.treatment()["numbing"].is_null() {
        gaps.insert("numbing".to_owned());
    }
    gaps
}

/// A rule that surely does not fire asks nothing. A fact that counts as a yes although nobody gave it is
/// still one that nobody gave.
fn gaps_of_rule(rules: &Rules, rule: &Table, appointment: &Appointment) -> BTreeSet<String> {
    let within = within(rules, rule, appointment);
    if is_for(rule, appointment) == Answer::No || within.met == Answer::No {
        return BTreeSet::new();
    }
    let mut questions = questions_of_when(rule, appointment);
    questions.extend(within.questions);
    questions
}

// Limits.

/// A number that a limit may stand for: the depth of an area, or one of the numbing cream.
struct Number {
    what: String,
    area: Option<String>,
    /// None if nobody gave it.
    value: Option<f64>,
}

const NUMBERS_OF_NUMBING: [&str; 4] = ["percent", "minutes", "area_cm2", "grams"];

/// The depth of every area in the order of the case, then the numbers of the numbing cream that is used.
fn numbers(appointment: &Appointment) -> Vec<Number> {
    let mut numbers = vec![];
    for area in reference::treated_areas(&appointment.facts) {
        numbers.push(Number {
            what: "depth".to_owned(),
            area: area["area"].as_str().map(str::to_owned),
            value: area["depth_mm"].as_f64(),
        });
    }
    let numbing = &appointment.treatment()["numbing"];
    let is_used = !numbing.is_null() && numbing["agent"] != "none";
    if is_used {
        for what in NUMBERS_OF_NUMBING {
            numbers.push(Number { what: what.to_owned(), area: None, value: numbing[what].as_f64() });
        }
    }
    numbers
}

/// The rules that may decide about a number: those that nobody can rule out, up to and with the first that
/// surely holds. Where none surely holds, it is possible, too, that there is no rule: that is the `None`.
fn possible_limits(rules: &Rules, number: &Number, appointment: &Appointment) -> Vec<Option<Table>> {
    let mut possible = vec![];
    for rule in &rules.limits {
        if reference::text(rule, "what") != number.what || !limit_is_for_area(rule, number) {
            continue;
        }
        match is_for(rule, appointment) {
            Answer::No => {}
            Answer::Unknown => possible.push(Some(rule.clone())),
            Answer::Yes => {
                possible.push(Some(rule.clone()));
                return possible;
            }
        }
    }
    possible.push(None);
    possible
}

fn limit_is_for_area(rule: &Table, number: &Number) -> bool {
    match (rule.get("area"), &number.area) {
        (None, _) | (Some(_), None) => true,
        (Some(areas), Some(area)) => reference::ids(areas).contains(area),
    }
}

fn has_no_evidence(rule: &Table) -> bool {
    rule.get("no_evidence").is_some_and(|no_evidence| no_evidence.as_bool().unwrap())
}

/// What screening says of a number under one rule. Where nobody has tested it, no number helps; a number that
/// nobody gave counts as its mildest.
fn screening_verdict(rule: Option<&Table>, value: Option<f64>) -> String {
    let Some(rule) = rule else {
        return "proceed".to_owned();
    };
    if has_no_evidence(rule) {
        return "ask".to_owned();
    }
    match value {
        None => "proceed".to_owned(),
        Some(value) if value <= reference::number(rule, "usual") => "proceed".to_owned(),
        Some(value) if value <= reference::number(rule, "most") => reference::text(rule, "above"),
        Some(_) => reference::text(rule, "over"),
    }
}

/// The mildest of the rules that may decide, with its verdict; the first of several that are as mild.
fn mildest_limit(rules: &Rules, number: &Number, appointment: &Appointment) -> (Option<Table>, String) {
    let mut mildest: Option<(Option<Table>, String)> = None;
    for rule in possible_limits(rules, number, appointment) {
        let verdict = screening_verdict(rule.as_ref(), number.value);
        let is_milder = mildest.as_ref().is_none_or(|(_, known)| gravity(&verdict) < gravity(known));
        if is_milder {
            mildest = Some((rule, verdict));
        }
    }
    mildest.unwrap()
}

fn finding_of_limit(rules: &Rules, number: &Number, appointment: &Appointment) -> Option<Finding> {
    let (rule, verdict) = mildest_limit(rules, number, appointment);
    if verdict == "proceed" {
        return None;
    }
    Some(Finding { rule: reference::text(&rule.unwrap(), "id"), verdict, until: None })
}

fn gaps_of_limit(rules: &Rules, number: &Number, appointment: &Appointment) -> BTreeSet<String> {
    let mut gaps = BTreeSet::new();
    for rule in possible_limits(rules, number, appointment).iter().flatten() {
        gaps.extend(questions_of_when(rule, appointment));
        if number.value.is_none() {
            gaps.insert(name_of_number(number));
        }
    }
    let (decides, _) = mildest_limit(rules, number, appointment);
    if decides.is_some_and(|rule| has_no_evidence(&rule)) {
        gaps.insert("no-evidence".to_owned());
    }
    gaps
}

fn name_of_number(number: &Number) -> String {
    if number.what == "depth" { "depth_mm".to_owned() } else { format!("numbing.{}", number.what) }
}

// The session.

/// Whether what is about to be done lies within the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionOpinion {
    /// `within`, `ask` or `over`.
    pub(crate) verdict: String,
    /// What was compared, where, and how it lies: every area in the order of the case, then every number of
    /// the numbing cream that somebody gave.
    pub(crate) limits: Vec<(String, Option<String>, String)>,
}

/// Is what is about to be done within limits?
pub(crate) fn session(rules: &Rules, case: &Value, now: Timestamp) -> SessionOpinion {
    let appointment = Appointment::of(case, now);
    let limits: Vec<(String, Option<String>, String)> = numbers(&appointment)
        .into_iter()
        .filter(|number| number.what == "depth" || number.value.is_some())
        .map(|number| {
            let verdict = session_verdict_of_number(rules, &number, &appointment);
            (number.what, number.area, verdict)
        })
        .collect();
    let fired = verdicts_of_session_rules(rules, &appointment);
    let has_limit = |wanted: &str| limits.iter().any(|(_, _, verdict)| verdict == wanted);
    let has_fired = |wanted: &str| fired.contains(wanted);

    // Whoever names no area gives no depth either, and a depth that nobody gave makes the session ask.
    let no_depth_is_known = reference::treated_areas(&appointment.facts).is_empty();
    let verdict = if has_limit("over") || has_fired("refuse") {
        "over"
    } else if has_limit("ask") || has_fired("ask") || has_fired("defer") || no_depth_is_known {
        "ask"
    } else {
        "within"
    };
    SessionOpinion { verdict: verdict.to_owned(), limits }
}

/// The verdicts of the rules of screening that are about what is about to be done.
fn verdicts_of_session_rules(rules: &Rules, appointment: &Appointment) -> BTreeSet<String> {
    let is_of_session = |rule: &&Table| rule.get("part").is_some_and(|part| part.as_str() == Some("session"));
    let session_rules = rules.screens.iter().filter(is_of_session);
    session_rules
        .filter_map(|rule| finding_of_rule(rules, rule, appointment))
        .map(|finding| finding.verdict)
        .collect()
}

/// What all rules that may decide agree on.
fn session_verdict_of_number(rules: &Rules, number: &Number, appointment: &Appointment) -> String {
    let verdicts: BTreeSet<String> = possible_limits(rules, number, appointment)
        .iter()
        .map(|rule| session_verdict(rule.as_ref(), number))
        .collect();
    if verdicts.len() == 1 { verdicts.first().unwrap().clone() } else { "ask".to_owned() }
}

fn session_verdict(rule: Option<&Table>, number: &Number) -> String {
    let Some(rule) = rule else {
        return "within".to_owned();
    };
    if has_no_evidence(rule) {
        return "ask".to_owned();
    }
    let verdict = match number.value {
        None if number.what == "depth" => "ask",
        None => "within",
        Some(value) if value <= reference::number(rule, "usual") => "within",
        Some(value) if value <= reference::number(rule, "most") => "ask",
        Some(_) => "over",
    };
    verdict.to_owned()
}

/// The ids of the steps of a session that are shown, in file order.
pub(crate) fn steps(rules: &Rules, case: &Value, now: Timestamp) -> Vec<String> {
    shown(&rules.steps, &Appointment::of(case, now))
}

/// Only what is surely for somebody else is not shown.
fn shown(lines: &[Table], appointment: &Appointment) -> Vec<String> {
    let shown = lines.iter().filter(|line| is_for(line, appointment) != Answer::No);
    shown.map(|line| reference::text(line, "id")).collect()
}

// Preparation.

/// The tasks that are shown, in file order: id, first and last day.
pub(crate) fn tasks(rules: &Rules, case: &Value, now: Timestamp) -> Vec<(String, Date, Date)> {
    let appointment = Appointment::of(case, now);
    let shown = rules.tasks.iter().filter(|task| task_is_shown(rules, task, &appointment));
    shown.map(|task| dated_task(task, &appointment)).collect()
}

fn task_is_shown(rules: &Rules, task: &Table, appointment: &Appointment) -> bool {
    let id = reference::text(task, "id");
    let takes_its_place = |other: &&Table| {
        other.get("instead_of").is_some_and(|replaced| replaced.as_str() == Some(id.as_str()))
            && is_for(other, appointment) == Answer::Yes
    };
    is_for(task, appointment) != Answer::No && rules.tasks.iter().find(takes_its_place).is_none()
}

fn dated_task(task: &Table, appointment: &Appointment) -> (String, Date, Date) {
    let mut from = of_range(task, "days", 0).unwrap();
    for adjustment in reference::tables(task, "adjust") {
        if is_for(&adjustment, appointment) != Answer::No {
            from = from.min(whole(&adjustment, "from_day"));
        }
    }
    let until = of_range(task, "days", 1).unwrap();
    let day_after = |days: i64| days_later(appointment.day, days);
    (reference::text(task, "id"), day_after(from), day_after(until))
}

// The course.

/// How many sessions, how far apart, and whether they fit before a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CourseOpinion {
    /// How many sessions are left, where that is known.
    pub(crate) left: Option<i64>,
    pub(crate) spacing_days: i64,
    /// `open`, `held` or `ask`.
    pub(crate) state: String,
    pub(crate) earliest: Option<Date>,
    /// Every session left: its number in the course, and its earliest day.
    pub(crate) dates: Vec<(i64, Date)>,
    /// The latest day for the last session, planned back from a day.
    pub(crate) last_safe_day: Option<Date>,
    /// The latest day of every session left, planned back from a day.
    pub(crate) latest: Vec<Date>,
    pub(crate) feasible: Option<bool>,
    /// How many rules are in the smallest set that cannot hold together.
    pub(crate) clash_size: Option<usize>,
}

/// The course as it stands at an instant, and planned back from a day where one is given.
pub(crate) fn course(rules: &Rules, case: &Value, now: Timestamp, by: Option<Date>) -> CourseOpinion {
    let asked = day_of(now, &reference::zone_of_days(case).unwrap_or(TimeZone::UTC));
    let appointment = Appointment::on(case, asked);
    let done = sessions_done(case);
    // Where nobody knows how many, there is at least the next one.
    let left = sessions_in_all(rules, &appointment).map_or(1, |total| (total - done).max(0));
    let spacing_days = spacing(rules, &appointment);
    let last_session = last_session_day(case);
    let waits = waits(rules, &appointment);

    let earliest = earliest(asked, last_session, spacing_days, &waits);
    let mut opinion = CourseOpinion {
        left: Some(left),
        spacing_days,
        state: state(rules, case, &appointment, now),
        earliest,
        dates: earliest.map(|day| dates(case, day, done, left, spacing_days)).unwrap_or_default(),
        last_safe_day: None,
        latest: vec![],
        feasible: None,
        clash_size: None,
    };
    let Some(by) = by else {
        return opinion;
    };

    let margin_days = margin(rules, &appointment);
    let last_safe_day = days_earlier(by, margin_days);
    opinion.last_safe_day = Some(last_safe_day);
    opinion.latest = latest_days(last_safe_day, left, spacing_days);
    let plan = Plan { asked, by, last_session, left, spacing_days, margin_days };
    let mut demands = vec![Demand::Sessions, Demand::Spacing, Demand::Margin];
    demands.extend(waits);
    demands.extend(booked_day(case).map(Demand::WaitUntil));
    let is_feasible = sessions_fit(&plan, &demands);
    opinion.feasible = Some(is_feasible);
    opinion.clash_size = if is_feasible { None } else { smallest_clash(&plan, &demands) };
    opinion
}

/// What the case says of the treatment's own number counts for more than the days that somebody remembered.
/// A treatment that has not ended is not done yet.
fn sessions_done(case: &Value) -> i64 {
    let treatment = &case["treatment"];
    let has_ended = i64::from(!treatment["ended"].is_null());
    match treatment["session"]["number"].as_i64() {
        Some(number) => number - 1 + has_ended,
        None => i64::try_from(days_of_previous_sessions(case).len()).unwrap() + has_ended,
    }
}

fn sessions_in_all(rules: &Rules, appointment: &Appointment) -> Option<i64> {
    let planned = appointment.treatment()["session"]["of"].as_i64();
    planned.or_else(|| largest_lower(rules, appointment, "sessions"))
}

/// The largest of the lower ends of a range among the concerns that are treated. Where nobody has tested a
/// concern, it has no such range.
fn largest_lower(rules: &Rules, appointment: &Appointment, key: &str) -> Option<i64> {
    let concerns = list(&appointment.treatment()["concerns"]);
    let is_treated =
        |entry: &&Table| concerns.iter().any(|concern| *concern == reference::text(entry, "concern"));
    rules.concerns.iter().filter(is_treated).filter_map(|entry| of_range(entry, key, 0)).max()
}

fn spacing(rules: &Rules, appointment: &Appointment) -> i64 {
    let weeks_apart = largest_lower(rules, appointment, "weeks_apart").unwrap_or(0);
    days_of_gate(rules, "needling", appointment).max(weeks_apart * 7)
}

fn last_session_day(case: &Value) -> Option<Date> {
    days_of_previous_sessions(case).into_iter().chain(day_of_treatment(case)).max()
}

/// The latest of the day asked about, the last session and the spacing, and the waits that end. Whoever had no
/// session has nothing to keep distance from, but still waits for what screening finds: a day that screening
/// would refuse is no earliest day. A wait without an end leaves none.
fn earliest(asked: Date, last_session: Option<Date>, spacing_days: i64, waits: &[Demand]) -> Option<Date> {
    if waits.contains(&Demand::WaitForever) {
        return None;
    }
    let mut earliest = asked;
    if let Some(last_session) = last_session {
        earliest = earliest.max(days_later(last_session, spacing_days));
    }
    for wait in waits {
        if let Demand::WaitUntil(over) = wait {
            earliest = earliest.max(*over);
        }
    }
    Some(earliest)
}

/// How it stands with the next session: the gate as if its hour had come now, and what screening's rules and
/// limits find that no day ends. Before the treatment has ended the gate says nothing.
fn state(rules: &Rules, case: &Value, appointment: &Appointment, now: Timestamp) -> String {
    let found = findings_of_rules(rules, appointment);
    let never_ends = |finding: &Finding| {
        finding.verdict == "refuse" || (finding.verdict == "defer" && finding.until.is_none())
    };
    let gate = if case["treatment"]["ended"].is_null() {
        "open".to_owned()
    } else {
        reference::gate_by_the_clock(rules, case, "needling", now, false).state
    };
    if gate == "held" || found.iter().any(never_ends) {
        "held".to_owned()
    } else if gate == "ask" || found.iter().any(|finding| finding.verdict == "ask") {
        "ask".to_owned()
    } else {
        "open".to_owned()
    }
}

/// The earliest day of every session left, one after the other. A first session that is booked lies on its
/// day, unless that is too early.
fn dates(case: &Value, earliest: Date, done: i64, left: i64, spacing_days: i64) -> Vec<(i64, Date)> {
    let mut day = match booked_day(case) {
        Some(booked) if booked >= earliest => booked,
        _ => earliest,
    };
    let mut dates = vec![];
    for number in 1..=left {
        dates.push((done + number, day));
        day = days_later(day, spacing_days);
    }
    dates
}

fn booked_day(case: &Value) -> Option<Date> {
    if !has_next(case) && !case["treatment"]["ended"].is_null() {
        return None;
    }
    let planned = if has_next(case) { &case["next"]["planned"] } else { &case["treatment"]["planned"] };
    reference::instant(planned).map(|planned| planned.date())
}

/// The days that have to lie between the last session and the day that is planned for.
fn margin(rules: &Rules, appointment: &Appointment) -> i64 {
    let mut largest = 0;
    for rule in &rules.screens {
        let days = rule.get("within").and_then(|within| within.get("before_event_days"));
        if let Some(days) = days.filter(|_| is_for(rule, appointment) != Answer::No) {
            largest = largest.max(days.as_integer().unwrap());
        }
    }
    largest
}

fn days_earlier(day: Date, days: i64) -> Date {
    let mut earlier = day;
    for _ in 0..days {
        earlier = earlier.yesterday().unwrap();
    }
    earlier
}

/// The latest day of every session left, in order, walked back from the last one.
fn latest_days(last_safe_day: Date, left: i64, spacing_days: i64) -> Vec<Date> {
    let mut latest = vec![];
    let mut day = last_safe_day;
    for _ in 0..left {
        latest.push(day);
        day = days_earlier(day, spacing_days);
    }
    latest.reverse();
    latest
}

// Whether the sessions fit before a day, and which rules are in each other's way.

/// What a plan back from a day starts from.
struct Plan {
    /// No session lies before this day.
    asked: Date,
    /// No session lies after this day.
    by: Date,
    last_session: Option<Date>,
    left: i64,
    spacing_days: i64,
    margin_days: i64,
}

/// A rule that a plan back from a day has to keep.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// As many sessions as are left.
    Sessions,
    /// The distance between sessions, also from the last one that was done.
    Spacing,
    /// The days between the last session and the day that is planned for.
    Margin,
    /// Nothing before this day.
    WaitUntil(Date),
    /// A wait without an end.
    WaitForever,
}

/// Without the rule that says how many, it is one session: nobody plans back from a day for none.
const SESSIONS_WITHOUT_A_NUMBER: i64 = 1;

/// The waits that screening's rules and limits find on the appointment's day. One without a date, and a refusal,
/// never end. What the check-ins say is still there is no wait: it is the state.
fn waits(rules: &Rules, appointment: &Appointment) -> Vec<Demand> {
    let mut waits = vec![];
    for finding in findings_of_rules(rules, appointment) {
        match (finding.verdict.as_str(), finding.until) {
            ("defer", Some(over)) => waits.push(Demand::WaitUntil(over)),
            ("defer", None) | ("refuse", _) => waits.push(Demand::WaitForever),
            _ => {}
        }
    }
    waits
}

/// Whether the sessions find a day each if these demands are kept: day by day, a session is put on every day
/// that allows it. To begin as early as possible never takes a place from a later session.
fn sessions_fit(plan: &Plan, demands: &[Demand]) -> bool {
    let spacing_days = if demands.contains(&Demand::Spacing) { plan.spacing_days } else { 0 };
    let wanted = if demands.contains(&Demand::Sessions) {
        plan.left
    } else {
        plan.left.min(SESSIONS_WITHOUT_A_NUMBER)
    };
    let mut placed = 0;
    let mut last = plan.last_session.filter(|_| demands.contains(&Demand::Spacing));
    let mut day = plan.asked;
    while placed < wanted {
        if !day_is_before_the_end(plan, demands, day) {
            return false;
        }
        let is_far_enough = last.is_none_or(|last| days_later(last, spacing_days) <= day);
        if is_far_enough && waits_are_over(demands, day) {
            placed += 1;
            last = Some(day);
        } else {
            day = day.tomorrow().unwrap();
        }
    }
    true
}

fn day_is_before_the_end(plan: &Plan, demands: &[Demand], day: Date) -> bool {
    let margin_days = if demands.contains(&Demand::Margin) { plan.margin_days } else { 0 };
    days_later(day, margin_days) <= plan.by
}

fn waits_are_over(demands: &[Demand], day: Date) -> bool {
    demands.iter().all(|demand| match demand {
        Demand::WaitUntil(over) => *over <= day,
        Demand::WaitForever => false,
        Demand::Sessions | Demand::Spacing | Demand::Margin => true,
    })
}

/// The size of a smallest set of demands that cannot be kept together: every set is tried, small ones first.
fn smallest_clash(plan: &Plan, demands: &[Demand]) -> Option<usize> {
    (0..=demands.len()).find(|&size| a_set_clashes(plan, demands, size, &mut vec![]))
}

/// Whether one of the sets with so many more of the demands clashes.
fn a_set_clashes(plan: &Plan, left: &[Demand], size: usize, chosen: &mut Vec<Demand>) -> bool {
    if size == 0 {
        return !sessions_fit(plan, chosen);
    }
    let Some((first, others)) = left.split_first() else {
        return false;
    };
    chosen.push(*first);
    let with_it = a_set_clashes(plan, others, size - 1, chosen);
    chosen.pop();
    with_it || a_set_clashes(plan, others, size, chosen)
}
