//! What triage says, scenario by scenario: level, reasons, first steps, whom to call, what to ask.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use std::sync::OnceLock;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, Asked, TriageAnswer};
use afterglow_core::fact::Question;
use afterglow_core::protocol::{BUILTIN, Protocol, Standing};
use afterglow_core::vocabulary::{Condition, Grade, Level, Sign, Symptom, Word};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// A Monday, noon. Treated in the face at 1.0 mm with a pen; everything about the person was asked.
const PEN: &str = "[person]\nskin_type = \"II\"\nconditions = []\nhistory = []\nallergies = []\nmedications = []\n\
    pregnant = false\nbreastfeeding = false\n[contacts]\ncountry = \"DE\"\nphone = \"030 1\"\n[treatment]\n\
    ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\nsetting = \"clinic\"\ndevice = \"pen\"\n\
    areas = [{ area = \"face\", depth_mm = 1.0 }]\nnumbing = { agent = \"none\" }\n";

fn protocol() -> &'static Protocol {
    static PROTOCOL: OnceLock<Protocol> = OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::builtin().unwrap())
}

/// The built-in protocol with its rules of triage written differently.
fn rewritten(change: impl Fn(&str) -> String) -> Protocol {
    let text = |(name, text): &(&'static str, &'static str)| {
        (*name, if *name == "triage.toml" { change(text) } else { (*text).to_owned() })
    };
    let files: Vec<(&str, String)> = BUILTIN.iter().map(text).collect();
    let documents: Vec<Document<'_>> =
        files.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
    Protocol::load(&documents).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn read(text: &str) -> Case {
    case::read(&Document::guess("case", text)).unwrap_or_else(|problems| panic!("{}\n{text}", problems[0]))
}

/// So many hours after noon of the treatment.
fn hour(hours: f64) -> Timestamp {
    let noon: ZonedDateTime = "2026-06-01T12:00:00+02:00[Europe/Berlin]".parse().unwrap();
    Timestamp::from_second(noon.timestamp().as_second() + (hours * 3600.0) as i64).unwrap()
}

fn written(hours: f64) -> String {
    hour(hours).to_zoned_datetime(TimeZone::get("Europe/Berlin").unwrap()).to_string()
}

fn check_in(hours: f64, rest: &str) -> String {
    format!("[[check_ins]]\nat = \"{}\"\n{rest}\n", written(hours))
}

fn triage(text: &str, hours: f64) -> TriageAnswer<'static> {
    engine::triage(protocol(), &read(text), hour(hours))
}

/// One check-in, judged when it was made.
fn told(hours: f64, rest: &str) -> TriageAnswer<'static> {
    triage(&format!("{PEN}{}", check_in(hours, rest)), hours)
}

fn ask(text: &str, hours: f64) -> Vec<Asked> {
    engine::ask(protocol(), &read(text), hour(hours))
}

/// What a question would lead to, and whether its answer is enough; `None`: it is not asked.
fn would(asked: &[Asked], question: Question) -> Option<(Level, bool)> {
    asked.iter().find(|asked| asked.question == question).map(|asked| (asked.would, asked.is_enough))
}

/// Rule and facts of every finding.
fn why(answer: &TriageAnswer<'_>) -> Vec<String> {
    let line = |found: &engine::Found<'_>| {
        let facts: Vec<String> = found.facts.iter().map(ToString::to_string).collect();
        format!("{}: {}", found.rule.id, facts.join(", "))
    };
    answer.findings.iter().map(line).collect()
}

/// Whom to call, each as "who when number", with a `?` where it is only for when it gets worse.
fn calls(answer: &TriageAnswer<'_>) -> Vec<String> {
    let line = |call: &engine::Call<'_>| {
        let number = call.number.as_ref().map_or("-", |number| number.text());
        let worse = if call.if_worse { "?" } else { "" };
        format!("{} {} {number}{worse}", call.who.id(), call.when.id())
    };
    answer.calls.iter().map(line).collect()
}

fn questions(answer: &TriageAnswer<'_>) -> Vec<String> {
    answer.gaps.iter().map(ToString::to_string).collect()
}

/// Every symptom and sign answered with no, but for some.
fn all_but(symptoms: &str, signs: &str) -> String {
    let given: Vec<&str> =
        symptoms.split(',').filter_map(|pair| pair.split('=').next()).map(str::trim).collect();
    let rest = Symptom::ALL.iter().filter(|symptom| !given.contains(&symptom.id()));
    let mut all: Vec<String> = rest.map(|symptom| format!("{symptom} = \"none\"")).collect();
    if !symptoms.is_empty() {
        all.push(symptoms.to_owned());
    }
    format!("symptoms = {{ {} }}\nsigns = [{signs}]", all.join(", "))
}

#[test]
fn the_facts_of_a_finding_are_what_it_needs_and_no_more() {
    let tables = [
        (30.0, "signs = [\"pus\"]", vec!["floor-infection: sign:pus"]),
        (
            30.0,
            "signs = [\"chills\"]\ntemperature_c = 38.2",
            vec![
                "triage-fever-shivers: temperature_c=38.2, sign:chills",
                "triage-fever-face: temperature_c=38.2, area=face",
                "triage-fever: temperature_c=38.2",
                "triage-feverish: sign:chills",
            ],
        ),
        // Moderate redness is ordinary at first: the hour belongs to the reason. A moderate bruise never is: it does not.
        (
            60.0,
            "symptoms = { redness = \"moderate\" }",
            vec!["triage-above-ordinary: symptom:redness=moderate, hours=60"],
        ),
        (2.0, "symptoms = { bruising = \"moderate\" }", vec!["triage-bruising: symptom:bruising=moderate"]),
        // A rule that names the grade itself asks for no hour, also where that grade would be ordinary at first.
        (2.0, "symptoms = { dryness = \"severe\" }", vec!["triage-surface-severe: symptom:dryness=severe"]),
        (
            30.0,
            "temperature_c = 38.0\nsymptoms = { redness = \"mild\" }",
            vec![
                "triage-fever-face: temperature_c=38, area=face",
                "triage-fever-skin: symptom:redness=mild, temperature_c=38",
                "triage-fever: temperature_c=38",
            ],
        ),
        (
            169.5,
            "symptoms = { warmth = \"mild\" }",
            vec!["triage-above-ordinary: symptom:warmth=mild, hours=169"],
        ),
        (25.0, "trend = \"worse\"", vec!["triage-worse: trend=worse, hours=25"]),
        (25.0, "signs = [\"worsening\"]", vec!["triage-worse: trend=worse, hours=25"]),
    ];
    for (at, rest, expected) in tables {
        assert_eq!(why(&told(at, rest)), expected, "{rest} at hour {at}");
    }
}

#[test]
fn the_facts_name_the_person_where_the_person_matters() {
    let text = PEN.replace("conditions = []", "conditions = [\"eczema\"]");
    let answer = triage(&format!("{text}{}", check_in(50.0, "signs = [\"clustered-blisters\"]")), 50.0);
    assert_eq!(why(&answer)[0], "triage-blisters-eczema: sign:clustered-blisters, condition:eczema");
    // Nobody said where it was: for a fever that counts as the face, and the reason says so.
    let text = PEN.replace("areas = [{ area = \"face\", depth_mm = 1.0 }]\n", "");
    let answer = triage(&format!("{text}{}", check_in(50.0, "temperature_c = 38.0")), 50.0);
    assert_eq!(why(&answer)[0], "triage-fever-face: temperature_c=38, unknown:area");
    let text = PEN.replace("ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n", "");
    let answer = triage(&format!("{text}{}", check_in(50.0, "trend = \"worse\"")), 50.0);
    assert_eq!(why(&answer)[0], "triage-worse: trend=worse, unknown:ended");
    assert_eq!((answer.hours, answer.is_late), (None, false));
}

#[test]
fn what_faded_and_is_back_or_has_grown_is_a_reason() {
    let course = |grades: &[(f64, &str)]| {
        let check_ins = grades
            .iter()
            .map(|(at, grade)| check_in(*at, &format!("symptoms = {{ redness = \"{grade}\" }}")));
        let text = format!("{PEN}{}", check_ins.collect::<String>());
        let answer = triage(&text, grades.last().unwrap().0);
        answer.findings.iter().map(|found| found.rule.id.clone()).collect::<Vec<_>>()
    };
    let back = "triage-back".to_owned();
    let worse = "triage-worse".to_owned();
    // Moderate, gone, and mild again: back, and stronger than at the last answer.
    let found = course(&[(12.0, "moderate"), (26.0, "none"), (30.0, "mild")]);
    assert!(found.contains(&back) && found.contains(&worse), "{found:?}");
    // Only fading: neither. Only staying: neither.
    assert!(course(&[(12.0, "moderate"), (26.0, "mild"), (30.0, "none")]).is_empty());
    assert!(course(&[(12.0, "mild"), (26.0, "mild"), (30.0, "mild")]).is_empty());
    // Growing from the start: stronger than last time, but nothing had faded.
    let found = course(&[(12.0, "none"), (30.0, "mild")]);
    assert!(found.contains(&worse) && !found.contains(&back), "{found:?}");
    // While the cream still numbs, "none" is no base to grow from.
    assert!(course(&[(11.99, "none"), (30.0, "mild")]).is_empty());
    // It had come back before, and has not grown since: it is still back.
    let found = course(&[(12.0, "moderate"), (26.0, "none"), (30.0, "mild"), (31.0, "mild")]);
    assert!(found.contains(&back) && !found.contains(&worse), "{found:?}");
    let answer = triage(
        &format!(
            "{PEN}{}{}{}",
            check_in(12.0, "symptoms = { pain = \"moderate\" }"),
            check_in(26.0, "symptoms = { pain = \"none\" }"),
            check_in(30.0, "symptoms = { pain = \"mild\" }")
        ),
        30.0,
    );
    let reasons = why(&answer);
    assert!(reasons.contains(&"triage-back: returned:pain=mild, hours=30".to_owned()), "{reasons:?}");
    assert!(reasons.contains(&"triage-worse: risen:pain=mild, hours=30".to_owned()), "{reasons:?}");
}

#[test]
fn only_more_than_before_the_treatment_counts() {
    let text = PEN.replace("numbing =", "before = { redness = \"moderate\" }\nnumbing =");
    let at = |grade: &str| {
        triage(
            &format!("{text}{}", check_in(200.0, &format!("symptoms = {{ redness = \"{grade}\" }}"))),
            200.0,
        )
    };
    assert_eq!(at("moderate").level, Some(Level::SelfCare));
    assert!(!at("moderate").expected[0].is_above);
    assert_eq!(at("severe").level, Some(Level::ContactClinic));
    assert!(at("severe").expected[0].is_above);
}

#[test]
fn the_last_check_in_that_answers_anything_is_judged() {
    let pus = check_in(30.0, "signs = [\"lumps\"]");
    for silent in
        ["note = \"later\"", "where = [\"cheeks\"]", "improvement = \"better\"", "trend = \"better\""]
    {
        let answer = triage(&format!("{PEN}{pus}{}", check_in(40.0, silent)), 50.0);
        assert_eq!(
            (answer.level, answer.check_in_at),
            (Some(Level::ContactClinic), Some(hour(30.0))),
            "{silent}"
        );
    }
    // It need not answer everything: only what it says is gone is gone.
    for (speaking, level) in [
        ("signs = []", Level::SelfCare),
        ("symptoms = { redness = \"none\" }", Level::ContactClinic),
        ("temperature_c = 36.6", Level::ContactClinic),
    ] {
        let answer = triage(&format!("{PEN}{pus}{}", check_in(40.0, speaking)), 50.0);
        assert_eq!((answer.level, answer.check_in_at), (Some(level), Some(hour(40.0))), "{speaking}");
    }
    // A later one than the instant does not count yet; at the very instant it does.
    let both = format!("{PEN}{pus}{}", check_in(40.0, "temperature_c = 36.6"));
    assert_eq!(triage(&both, 39.9).check_in_at, Some(hour(30.0)));
    assert_eq!(triage(&both, 40.0).check_in_at, Some(hour(40.0)));
    assert_eq!(triage(&both, 29.9).level, None);
}

#[test]
fn without_an_answer_there_is_no_level_and_the_way_to_help() {
    let answer = triage(PEN, 10.0);
    assert_eq!((answer.level, answer.is_complete, answer.hours), (None, false, Some(10)));
    assert!(answer.findings.is_empty() && answer.expected.is_empty() && answer.first_steps.is_empty());
    assert!(answer.watch_for.contains(&Standing::Sign(Sign::BreathingTrouble)));
    assert_eq!(
        calls(&answer),
        ["nobody within-2-days -", "clinic within-hours 030 1?", "emergency now 112?"]
    );
    assert_eq!(answer.gaps.len(), Sign::ALL.len());
    assert_eq!(answer.look_again, Some(hour(34.0)));
    let nobody = engine::triage(protocol(), &read("[person]\nskin_type = \"V\"\n"), hour(10.0));
    assert_eq!((nobody.level, nobody.hours, nobody.gaps[0]), (None, None, Question::Ended));
}

#[test]
fn a_red_flag_stays_until_a_clinician_has_seen_it() {
    let flag = check_in(10.0, "signs = [\"pus\", \"breathing-trouble\"]");
    let calm = |at: f64| check_in(at, "signs = []\nsymptoms = { redness = \"none\" }\ntrend = \"better\"");
    let level = |rest: &str, at: f64| triage(&format!("{PEN}{flag}{rest}"), at).level.unwrap();
    assert_eq!(level(&calm(20.0), 20.0), Level::Emergency);
    // 48 hours at its own level, to the second, then two weeks not below contact-clinic.
    assert_eq!(level(&calm(20.0), 58.0), Level::Emergency);
    assert_eq!(level(&calm(20.0), 58.001), Level::ContactClinic);
    assert_eq!(level(&calm(20.0), 346.0), Level::ContactClinic);
    assert_eq!(level(&calm(20.0), 346.001), Level::SelfCare);
    let seen = |at: f64, closes: &str| {
        format!("[[seen]]\nat = \"{}\"\nby = \"doctor\"\ncloses = [{closes}]\n", written(at))
    };
    let both = "\"pus\", \"breathing-trouble\"";
    assert_eq!(level(&format!("{}{}", calm(20.0), seen(15.0, both)), 20.0), Level::SelfCare);
    assert_eq!(level(&format!("{}{}", calm(20.0), seen(10.0, both)), 20.0), Level::SelfCare);
    // Who looked before it was told, or will look, has not seen it; what was not closed stays.
    assert_eq!(level(&format!("{}{}", calm(20.0), seen(9.0, both)), 20.0), Level::Emergency);
    assert_eq!(level(&format!("{}{}", calm(20.0), seen(21.0, both)), 20.0), Level::Emergency);
    assert_eq!(
        level(&format!("{}{}", calm(20.0), seen(15.0, "\"breathing-trouble\"")), 20.0),
        Level::SameDay
    );
    let answer = triage(&format!("{PEN}{flag}{}", calm(20.0)), 20.0);
    assert_eq!(why(&answer), ["triage-latch: sign:breathing-trouble", "triage-latch: sign:pus"]);
    // Its first steps and its call go on with it; those of a lower level do not.
    let told = triage(&format!("{PEN}{}", check_in(10.0, "signs = [\"breathing-trouble\"]")), 10.0);
    assert_eq!(answer.first_steps, told.first_steps);
    assert!(!answer.first_steps.is_empty());
    assert!(triage(&format!("{PEN}{flag}{}", calm(20.0)), 60.0).first_steps.is_empty());
    // Told twice, it counts once, from the later time.
    let twice = format!("{flag}{}{}", check_in(40.0, "signs = [\"breathing-trouble\"]"), calm(41.0));
    assert_eq!(triage(&format!("{PEN}{twice}"), 80.0).level, Some(Level::Emergency));
    assert_eq!(why(&triage(&format!("{PEN}{twice}"), 80.0)).len(), 2);
    // What is no red flag does not stay.
    let lumps = format!("{PEN}{}{}", check_in(10.0, "signs = [\"lumps\"]"), calm(20.0));
    assert_eq!(triage(&lumps, 20.0).level, Some(Level::SelfCare));
}

#[test]
fn silence_takes_nothing_back() {
    let grave = check_in(
        30.0,
        "signs = [\"lumps\"]\nsymptoms = { pain = \"severe\", warmth = \"moderate\" }\nwhere = [\"chin\"]",
    );
    let first = triage(&format!("{PEN}{grave}"), 30.0);
    let after = |hours: f64, rest: &str| triage(&format!("{PEN}{grave}{}", check_in(hours, rest)), hours);
    for silent in [
        "trend = \"better\"",
        "trend = \"same\"",
        "temperature_c = 36.6",
        "symptoms = { dryness = \"none\" }",
    ] {
        assert_eq!(after(40.0, silent).level, first.level, "{silent}");
        assert!(!after(40.0, silent).is_complete);
    }
    // What was ordinary when it was told is not asked after.
    let mild = check_in(20.0, "symptoms = { swelling = \"mild\" }");
    let then = |hours: f64, rest: &str| triage(&format!("{PEN}{mild}{}", check_in(hours, rest)), hours);
    assert_eq!(then(68.0, "symptoms = { peeling = \"mild\" }\nsigns = []").level, Some(Level::SelfCare));
    assert_eq!(then(68.0, "signs = []").level, Some(Level::SelfCare));
    // What is answered anew counts as it is now.
    let eased = after(40.0, "signs = []\nsymptoms = { pain = \"none\", warmth = \"none\" }");
    assert_eq!(eased.level, Some(Level::SelfCare));
    // An answer stands for 72 hours, to the second.
    assert_eq!(after(102.0, "temperature_c = 36.6").level, first.level);
    assert_eq!(after(102.001, "temperature_c = 36.6").level, Some(Level::SelfCare));
    assert_eq!(after(200.0, "trend = \"better\"").check_in_at, Some(hour(30.0)));
    // What was taken over is closed by who looked since it was told.
    let seen = format!(
        "[[seen]]\nat = \"{}\"\nby = \"clinic\"\ncloses = [\"pain\", \"warmth\", \"lumps\"]\n",
        written(35.0)
    );
    let text = format!("{PEN}{grave}{}{seen}", check_in(40.0, "trend = \"better\""));
    assert_eq!(triage(&text, 40.0).level, Some(Level::SelfCare));
    // "Worse" alone adds to what was told before.
    let mild = check_in(30.0, "symptoms = { dryness = \"mild\" }");
    let then = |rest: &str| triage(&format!("{PEN}{mild}{}", check_in(40.0, rest)), 40.0);
    assert_eq!(then("trend = \"same\"").level, Some(Level::SelfCare));
    assert_eq!(why(&then("trend = \"worse\"")), ["triage-worse: trend=worse, hours=40"]);
    // "Worse" is answered by another trend only beside a symptom.
    let worse = check_in(30.0, "trend = \"worse\"\nsymptoms = { dryness = \"mild\" }");
    let then = |rest: &str| triage(&format!("{PEN}{worse}{}", check_in(40.0, rest)), 40.0).level.unwrap();
    assert_eq!(then("trend = \"better\""), Level::ContactClinic);
    assert_eq!(then("trend = \"better\"\nsymptoms = { dryness = \"mild\" }"), Level::SelfCare);
    assert_eq!(then("signs = []"), Level::SelfCare);
    // A fever that was measured stays until it is measured again.
    let fever = check_in(30.0, "temperature_c = 39.0");
    let then = |rest: &str| triage(&format!("{PEN}{fever}{}", check_in(40.0, rest)), 40.0).level.unwrap();
    assert_eq!(then("signs = []"), Level::SameDay);
    assert_eq!(then("temperature_c = 36.9"), Level::SelfCare);
}

#[test]
fn only_an_answer_about_getting_worse_takes_worse_back() {
    let worse = check_in(30.0, "trend = \"worse\"\nsymptoms = { dryness = \"mild\" }");
    let level = |rest: &str| triage(&format!("{PEN}{worse}{}", check_in(40.0, rest)), 40.0).level.unwrap();
    for silent in [
        "temperature_c = 36.6",
        "asked_signs = [\"pus\"]\nsigns = []",
        "symptoms = { dryness = \"none\" }",
        "temperature_c = 36.6\ntrend = \"better\"",
        "asked_signs = [\"pus\"]\nsigns = []\ntrend = \"same\"",
    ] {
        assert_eq!(level(silent), Level::ContactClinic, "{silent}");
    }
    for answer in [
        "asked_signs = [\"worsening\"]\nsigns = []",
        "symptoms = { dryness = \"none\" }\ntrend = \"better\"",
        "symptoms = { dryness = \"none\" }\ntrend = \"same\"",
    ] {
        assert_eq!(level(answer), Level::SelfCare, "{answer}");
    }
}

#[test]
fn a_place_counts_as_long_as_what_was_seen_there() {
    let needle = check_in(30.0, "signs = [\"needle-left\"]\nwhere = [\"eyelids\"]");
    let after = |rest: &str| triage(&format!("{PEN}{needle}{}", check_in(31.0, rest)), 31.0);
    assert!(why(&after("trend = \"same\"")).iter().any(|line| line.contains("where:")));
    let pain = check_in(30.0, "symptoms = { pain = \"none\" }\nwhere = [\"eyelids\"]");
    let text = format!("{PEN}{pain}{}", check_in(31.0, "signs = [\"needle-left\"]\nwhere = [\"chin\"]"));
    assert_eq!(triage(&text, 31.0).level, Some(Level::SameDay));
    // What another check-in leaves open is still there, and so is its place.
    let near_eye = "triage-needle-near-eye: sign:needle-left, where:";
    let lines = why(&after("temperature_c = 36.6"));
    assert!(lines.iter().any(|line| line.starts_with(near_eye)), "{lines:?}");
    // The judged check-in may name the place alone.
    let needle = check_in(30.0, "signs = [\"needle-left\"]");
    let text = format!("{PEN}{needle}{}", check_in(31.0, "temperature_c = 36.6\nwhere = [\"eyelids\"]"));
    let lines = why(&triage(&text, 31.0));
    assert!(lines.iter().any(|line| line.starts_with(near_eye)), "{lines:?}");
}

#[test]
fn an_emergency_of_several_answers_stays_until_it_is_seen() {
    let grave = check_in(60.0, "signs = [\"chills\"]\ntemperature_c = 39.0");
    let calm = |at: f64| check_in(at, "signs = []\ntemperature_c = 37.0\nsymptoms = { pain = \"none\" }");
    let level = |rest: &str, at: f64| triage(&format!("{PEN}{grave}{rest}"), at).level.unwrap();
    assert_eq!(level(&calm(63.0), 63.0), Level::Emergency);
    assert_eq!(level(&calm(63.0), 108.0), Level::Emergency);
    assert_eq!(level(&calm(63.0), 108.001), Level::ContactClinic);
    assert_eq!(level(&calm(63.0), 396.001), Level::SelfCare);
    let seen = format!("[[seen]]\nat = \"{}\"\nby = \"hospital\"\ncloses = [\"chills\"]\n", written(62.0));
    assert_eq!(level(&format!("{}{seen}", calm(63.0)), 63.0), Level::SelfCare);
    let answer = triage(&format!("{PEN}{grave}{}", calm(63.0)), 63.0);
    assert_eq!(why(&answer), ["triage-latch: temperature_c=39, sign:chills"]);
    assert!((2..=5).contains(&answer.first_steps.len()));
    // What was less than an emergency, and is answered anew, does not stay.
    let sore = check_in(60.0, "symptoms = { pain = \"severe\" }");
    assert_eq!(triage(&format!("{PEN}{sore}{}", calm(63.0)), 63.0).level, Some(Level::SelfCare));
    // A flag that was only taken over stays from the check-in that told it.
    let flag = format!(
        "{PEN}{}{}{}",
        check_in(10.0, "signs = [\"seizure\"]"),
        check_in(20.0, "trend = \"same\""),
        calm(30.0)
    );
    assert_eq!(triage(&flag, 58.0).level, Some(Level::Emergency));
    assert_eq!(triage(&flag, 59.0).level, Some(Level::ContactClinic));
}

#[test]
fn a_red_flag_that_the_person_makes_an_emergency_stays_an_emergency() {
    let text = PEN.replace("conditions = []", "conditions = [\"eczema\"]");
    let blisters = check_in(10.0, "signs = [\"clustered-blisters\"]");
    let calm = check_in(20.0, "signs = []");
    let answer = triage(&format!("{text}{blisters}{calm}"), 20.0);
    assert_eq!(answer.level, Some(Level::Emergency));
    assert_eq!(
        why(&answer),
        ["triage-latch: sign:clustered-blisters, condition:eczema", "triage-latch: sign:clustered-blisters"]
    );
    // For somebody else it stays what the sign is alone.
    assert_eq!(
        why(&triage(&format!("{PEN}{blisters}{calm}"), 20.0)),
        ["triage-latch: sign:clustered-blisters"]
    );
    assert_eq!(triage(&format!("{PEN}{blisters}{calm}"), 20.0).level, Some(Level::SameDay));
}

#[test]
fn a_red_flag_that_needs_an_hour_keeps_the_steps_and_the_call_of_its_rule() {
    let hives = "all = [\n  { sign = [\"hives\"] },\n]\n";
    let later = rewritten(|text| {
        assert_eq!(text.matches(hives).count(), 1, "one rule is for hives alone");
        text.replace(hives, &format!("{hives}from_h = 24\n"))
    });
    let text = format!("{PEN}{}{}", check_in(30.0, "signs = [\"hives\"]"), check_in(40.0, "signs = []"));
    for protocol in [protocol(), &later] {
        let case = read(&text);
        let told = engine::triage(protocol, &case, hour(30.0));
        let stays = engine::triage(protocol, &case, hour(40.0));
        assert_eq!(why(&stays), ["triage-latch: sign:hives"]);
        assert_eq!(stays.first_steps, ["wipe-off", "cool-compress", "stay-with", "keep-product"]);
        assert_eq!((stays.level, &stays.first_steps), (told.level, &told.first_steps));
        assert!(calls(&stays).contains(&"pharmacist within-hours -".to_owned()), "{:?}", calls(&stays));
    }
}

#[test]
fn a_shared_needle_latches_its_call_to_somebody_else() {
    let text =
        format!("{PEN}{}{}", check_in(5.0, "signs = [\"shared-needle\"]"), check_in(20.0, "signs = []"));
    let answer = triage(&text, 20.0);
    assert_eq!(answer.level, Some(Level::SameDay));
    assert!(answer.is_not_for_clinic);
    assert!(!calls(&answer).iter().any(|call| call.starts_with("clinic")), "{:?}", calls(&answer));
    // Its window closes for the call as it did before; later it is still somebody else who is called.
    assert_eq!(answer.calls[0].before, Some(hour(72.0)));
    let later = triage(&text, 60.0);
    assert_eq!((later.level, later.is_not_for_clinic), (Some(Level::ContactClinic), true));
    assert!(!calls(&later).iter().any(|call| call.starts_with("clinic")), "{:?}", calls(&later));
}

#[test]
fn what_a_clinician_has_closed_is_not_there_any_more() {
    let text = format!(
        "{PEN}{}[[seen]]\nat = \"{}\"\nby = \"clinic\"\ncloses = [\"lumps\", \"redness\", \"worsening\"]\n",
        check_in(200.0, "signs = [\"lumps\"]\nsymptoms = { redness = \"severe\" }\ntrend = \"worse\""),
        written(201.0)
    );
    assert_eq!(triage(&text, 200.0).level, Some(Level::ContactClinic));
    assert_eq!(triage(&text, 202.0).level, Some(Level::SelfCare));
}

#[test]
fn whom_to_call_follows_level_hour_and_setting() {
    let same_day = "signs = [\"pus\"]";
    let emergency = "emergency now 112?";
    let (clinic, doctor, closed) =
        ("clinic within-hours 030 1", "doctor within-hours -", "out-of-hours within-hours 116117");
    // Tuesday 10:00; from eight to six the clinic stands first.
    let open = [clinic, doctor, closed, emergency];
    let shut = [closed, clinic, doctor, emergency];
    for (at, expected) in
        [(22.0, open), (20.0, open), (19.99, shut), (29.99, open), (30.0, shut), (118.0, shut)]
    {
        assert_eq!(calls(&told(at, same_day)), expected, "at hour {at}");
    }
    let home = PEN.replace("setting = \"clinic\"", "setting = \"home\"");
    let at_home = |rest: &str| calls(&triage(&format!("{home}{}", check_in(22.0, rest)), 22.0));
    assert_eq!(at_home(same_day), [doctor, closed, emergency]);
    assert_eq!(
        at_home("signs = [\"lumps\"]"),
        ["pharmacist within-2-days -", "doctor within-2-days -", emergency]
    );
    assert_eq!(
        at_home("signs = []"),
        ["nobody within-2-days -", "pharmacist within-hours -?", "doctor within-hours -?", emergency]
    );
    // A rule adds somebody; nobody stands twice.
    assert_eq!(
        calls(&told(22.0, "signs = [\"lumps\"]")),
        ["clinic within-2-days 030 1", "doctor within-2-days -", emergency]
    );
    assert_eq!(
        calls(&told(22.0, "signs = [\"self-harm-thoughts\"]")),
        ["emergency now 112", "crisis-line now 0800 111 0 111"]
    );
    let unknown = PEN.replace("country = \"DE\"\nphone = \"030 1\"\n", "country = \"AQ\"\n");
    let answer = triage(&format!("{unknown}{}", check_in(22.0, "signs = [\"pus\"]")), 22.0);
    assert_eq!(calls(&answer)[0], "clinic within-hours -");
    assert_eq!(calls(&answer)[3], "emergency now -?");
}

#[test]
fn the_clinic_is_not_called_where_it_may_be_the_cause() {
    let answer = told(22.0, "signs = [\"shared-needle\"]");
    assert!(answer.is_not_for_clinic);
    assert_eq!(
        calls(&answer),
        ["doctor within-hours -", "out-of-hours within-hours 116117", "emergency now 112?"]
    );
    assert_eq!(answer.first_steps[0], "ask-hiv-medicine");
    assert!(!told(22.0, "signs = [\"pus\"]").is_not_for_clinic);
    // A graver finding leads: then it is the emergency number, whoever treated.
    assert!(!told(22.0, "signs = [\"shared-needle\", \"seizure\"]").is_not_for_clinic);
}

#[test]
fn the_window_for_tablets_closes_after_72_hours_and_the_level_stays() {
    let at = |hours: f64| told(hours, "signs = [\"shared-needle\"]");
    assert_eq!(at(71.9).findings[0].before, Some(hour(72.0)));
    assert_eq!(at(71.9).calls[0].before, Some(hour(72.0)));
    assert_eq!(at(71.9).calls.last().unwrap().before, None);
    assert_eq!(at(72.0).findings[0].before, None);
    assert_eq!(at(72.0).calls[0].before, None);
    assert_eq!(at(700.0).level, Some(Level::SameDay));
    assert_eq!(told(2.0, "signs = [\"shared-needle\", \"seizure\"]").calls[0].before, None);
}

#[test]
fn every_emergency_has_two_to_five_first_steps() {
    for (sign, level) in protocol().red_flags() {
        let answer = told(30.0, &format!("signs = [\"{sign}\"]"));
        assert_eq!(answer.level, Some(*level), "{sign}");
        let least = if *level == Level::Emergency { 2 } else { 1 };
        assert!((least..=5).contains(&answer.first_steps.len()), "{sign}: {:?}", answer.first_steps);
    }
    // Several emergencies at once: still no more than anybody can keep in mind, and each once.
    let many =
        told(1.0, "signs = [\"breathing-trouble\", \"seizure\", \"vision-change\", \"bleeding-wont-stop\"]");
    assert_eq!(many.first_steps.len(), 5);
    let advice = told(30.0, "signs = [\"pus\"]\nsymptoms = { redness = \"severe\", pain = \"severe\" }");
    assert!(advice.advice.iter().all(|id| !advice.first_steps.contains(id)));
    assert!(!advice.advice.is_empty());
}

#[test]
fn every_answered_symptom_stands_beside_what_is_ordinary() {
    let answer = told(60.0, "symptoms = { pain = \"none\", redness = \"moderate\", peeling = \"mild\" }");
    let rows: Vec<String> = answer
        .expected
        .iter()
        .map(|row| {
            let highest = row.highest.map_or("-", Word::id);
            format!("{} {} {highest} {}", row.symptom, row.observed, row.verdict())
        })
        .collect();
    assert_eq!(
        rows,
        ["redness moderate mild above", "pain none none within", "peeling mild moderate within"]
    );
    let text = PEN.replace("ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n", "");
    let answer = triage(&format!("{text}{}", check_in(60.0, "symptoms = { peeling = \"mild\" }")), 60.0);
    assert_eq!((answer.expected[0].highest, answer.expected[0].verdict()), (None, "unknown"));
    assert_eq!(answer.expected[0].observed, Grade::Mild);
}

#[test]
fn what_was_not_answered_is_a_gap_and_a_whole_answer_is_complete() {
    let all = |symptoms: &str, signs: &str| check_in(30.0, &all_but(symptoms, signs));
    let whole = triage(&format!("{PEN}{}", all("", "")), 30.0);
    assert_eq!((whole.level, whole.is_complete, questions(&whole)), (Some(Level::SelfCare), true, vec![]));
    // Judged later, it asks to look again.
    let later = triage(&format!("{PEN}{}", all("", "")), 30.1);
    assert_eq!((later.is_complete, questions(&later)), (false, vec!["check-in-is-old".to_owned()]));
    let some = told(30.0, "symptoms = { redness = \"none\" }\nasked_signs = [\"pus\"]\nsigns = []");
    assert!(!some.is_complete);
    let gaps = questions(&some);
    assert!(gaps.contains(&"symptom:pain".to_owned()) && gaps.contains(&"sign:seizure".to_owned()));
    assert!(!gaps.contains(&"symptom:redness".to_owned()) && !gaps.contains(&"sign:pus".to_owned()));
    // A trend answers whether it got worse, a temperature whether there is fever: each is asked once.
    let asked = |rest: &str| questions(&told(30.0, &format!("asked_signs = [\"pus\"]\nsigns = []\n{rest}")));
    assert!(
        asked("").contains(&"sign:worsening".to_owned()) && asked("").contains(&"sign:feverish".to_owned())
    );
    assert!(!asked("trend = \"same\"").contains(&"sign:worsening".to_owned()));
    assert!(asked("trend = \"same\"").contains(&"sign:feverish".to_owned()));
    assert!(!asked("temperature_c = 36.6").contains(&"sign:feverish".to_owned()));
    // What nobody said of the person matters only where it could raise the level.
    let text = PEN.replace("conditions = []\n", "");
    let calm = triage(&format!("{text}{}", all("", "")), 30.0);
    assert_eq!(questions(&calm), Vec::<String>::new());
    let blisters = triage(&format!("{text}{}", all("", "\"clustered-blisters\"")), 30.0);
    assert!(questions(&blisters).contains(&"condition:eczema".to_owned()));
    assert!(!questions(&blisters).contains(&"condition:epilepsy".to_owned()));
    let known = triage(&format!("{PEN}{}", all("", "\"clustered-blisters\"")), 30.0);
    assert!(known.is_complete);
    let undated = PEN.replace("ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n", "");
    assert_eq!(questions(&triage(&format!("{undated}{}", all("", "")), 30.0)), ["ended"]);
}

#[test]
fn gaps_of_the_person_and_of_the_check_in_stand_in_one_order() {
    let unknown = PEN.replace("conditions = []\n", "").replace("numbing = { agent = \"none\" }\n", "");
    let undated = unknown.replace("ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n", "");
    let ill = "asked_signs = [\"pus\"]\nsigns = [\"feeling-very-ill\"]\nsymptoms = { redness = \"none\" }";
    let all = all_but("", "\"feeling-very-ill\"");
    let (risk, numbing) = (Question::Condition(Condition::MethaemoglobinRisk), Question::Numbing);
    let (pain, seizure) = (Question::Symptom(Symptom::Pain), Question::Sign(Sign::Seizure));
    for (text, rest, at, among) in [
        (&undated, ill, 31.0, vec![Question::Ended, risk, pain, seizure, numbing, Question::CheckInIsOld]),
        (&unknown, ill, 30.0, vec![risk, pain, seizure, numbing]),
        (&unknown, all.as_str(), 31.0, vec![risk, numbing, Question::CheckInIsOld]),
    ] {
        let gaps = triage(&format!("{text}{}", check_in(30.0, rest)), at).gaps;
        assert!(gaps.is_sorted_by(|one, next| one < next), "{rest}: {gaps:?}");
        let found: Vec<Question> = gaps.iter().filter(|gap| among.contains(gap)).copied().collect();
        assert_eq!(found, among, "{rest}: {gaps:?}");
    }
}

#[test]
fn an_answer_is_enough_from_the_hour_on_at_which_its_rule_counts() {
    let worsening = Question::Sign(Sign::Worsening);
    let eyelids = Question::Sign(Sign::EyelidSwelling);
    let redness = Question::Symptom(Symptom::Redness);
    // Nothing was told. Severe redness is ordinary for twelve hours; with a fever it is a matter of the same day.
    for (question, before, from) in [(worsening, 23.99, 24.0), (eyelids, 47.99, 48.0), (redness, 11.99, 12.0)]
    {
        let at = |hours: f64| would(&ask(PEN, hours), question);
        assert!(at(before).is_some_and(|(_, is_enough)| !is_enough), "{question}: {:?}", at(before));
        assert_eq!(at(from), Some((Level::ContactClinic, true)), "{question}");
    }
    // A rule without an hour counts at any, also while the treatment has not ended yet.
    let seizure = Question::Sign(Sign::Seizure);
    for at in [-1.0, 0.0, 30.0] {
        assert_eq!(would(&ask(PEN, at), seizure), Some((Level::Emergency, true)), "at hour {at}");
    }
    // Nobody said when it was: every hour is reached.
    let undated = PEN.replace("ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n", "");
    for question in [worsening, eyelids, redness] {
        assert_eq!(would(&ask(&undated, 0.0), question), Some((Level::ContactClinic, true)), "{question}");
    }
}

#[test]
fn an_answer_that_could_raise_nothing_is_not_asked_for() {
    // Pus is a matter of the same day. With a fever, pain, swelling, lost skin or a large bruise make it an emergency;
    // patches and severe pain are one together. Redness or dryness could not raise it.
    let asked = ask(&format!("{PEN}{}", check_in(30.0, "signs = [\"pus\"]")), 30.0);
    let ids: Vec<String> = asked.iter().map(|asked| asked.question.to_string()).collect();
    let symptoms = ["swelling", "pain", "peeling", "bruising", "darkening", "lightening"];
    let mut expected: Vec<String> = symptoms.iter().map(|symptom| format!("symptom:{symptom}")).collect();
    expected.push("temperature_c".to_owned());
    assert_eq!(ids, expected);
    assert!(asked.iter().all(|asked| asked.would == Level::Emergency && !asked.is_enough));
}

#[test]
fn of_what_is_as_grave_signs_are_asked_first_and_measuring_last() {
    let some = check_in(30.0, "asked_signs = [\"pus\"]\nsigns = []");
    for text in [PEN.to_owned(), format!("{PEN}{some}")] {
        let asked = ask(&text, 30.0);
        let kind = |asked: &Asked| match asked.question {
            Question::Sign(_) => 0,
            Question::Symptom(_) => 1,
            _ => 2,
        };
        let place =
            |asked: &Asked| (std::cmp::Reverse(asked.would), !asked.is_enough, kind(asked), asked.question);
        assert!(asked.is_sorted_by_key(place), "{asked:?}");
        // All three stand among those that would be a matter of the same day.
        let same_day = asked.iter().filter(|asked| asked.would == Level::SameDay && asked.is_enough);
        let mut kinds: Vec<i32> = same_day.map(kind).collect();
        kinds.dedup();
        assert_eq!(kinds, [0, 1, 2]);
    }
}

/// The rules of triage, and so many more that with the floor there are `count`.
fn with_more(text: &str, count: usize) -> String {
    let more = (protocol().triage().len()..count).map(|number| {
        format!(
            "[[triage]]\nid = \"triage-more-{number}\"\nlevel = \"contact-clinic\"\nall = [{{ sign = [\"lumps\"] }}]\n\
             evidence = [\"T5-10\"]\nwhy = \"One more.\"\n[[triage.example]]\nat_h = 60\n\
             check_in = {{ signs = [\"lumps\"] }}\nfires = true\n[[triage.example]]\nat_h = 60\n\
             check_in = {{ signs = [] }}\nfires = false\n"
        )
    });
    format!("{text}\n{}", more.collect::<String>())
}

/// The floor stands last in the tables: a rule too many would push it out.
#[test]
fn a_protocol_that_leaves_no_room_for_the_floor_is_refused() {
    let text = with_more(BUILTIN.iter().find(|(name, _)| *name == "triage.toml").unwrap().1, 257);
    let documents: Vec<Document<'_>> = BUILTIN
        .iter()
        .map(|(name, old)| (*name, if *name == "triage.toml" { text.as_str() } else { *old }))
        .map(|(name, text)| Document::new(name, text, Format::Toml))
        .collect();
    let problems = Protocol::load(&documents).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].message, "too many rules");
    assert!(problems[0].place.is_some());
}

#[test]
fn a_protocol_with_as_many_rules_as_it_may_have_asks_the_same() {
    let most = 256;
    let full = rewritten(|text| with_more(text, most));
    assert_eq!(full.triage().len(), most);
    for rest in ["", "asked_signs = [\"pus\"]\nsigns = []", "signs = [\"pus\"]", "signs = [\"seizure\"]"] {
        let check = if rest.is_empty() { String::new() } else { check_in(30.0, rest) };
        let case = read(&format!("{PEN}{check}"));
        let (asked, usual) =
            (engine::ask(&full, &case, hour(30.0)), engine::ask(protocol(), &case, hour(30.0)));
        assert_eq!(asked, usual, "{rest}");
        assert_eq!(asked.is_empty(), rest.contains("seizure"), "{rest}");
    }
    // The very last rule counts like any other.
    let last = full.triage().last().unwrap();
    assert_eq!(last.rule.id, "floor-tense-bruise");
    let case = read(&format!("{PEN}{}", check_in(30.0, "signs = [\"tense-bruise\"]")));
    assert_eq!(why(&engine::triage(&full, &case, hour(30.0))), ["floor-tense-bruise: sign:tense-bruise"]);
}

#[test]
fn the_next_questions_are_those_that_would_raise_the_level() {
    // Nothing told: every emergency first, signs before symptoms.
    let asked = ask(PEN, 10.0);
    let enough = asked.iter().filter(|asked| asked.would == Level::Emergency && asked.is_enough);
    assert_eq!(
        enough.count(),
        protocol().red_flags().iter().filter(|(_, level)| *level == Level::Emergency).count()
    );
    assert!(asked.windows(2).all(|pair| pair[0].would >= pair[1].would));
    assert!(matches!(asked[0].question, Question::Sign(_)) && asked[0].is_enough);
    assert_eq!(asked.last().unwrap().would, Level::ContactClinic);
    // What was answered is not asked again; what could not raise it neither.
    let check = check_in(30.0, "signs = [\"pus\"]");
    let asked = ask(&format!("{PEN}{check}"), 30.0);
    assert!(asked.iter().all(|asked| asked.would == Level::Emergency));
    let ids: Vec<String> = asked.iter().map(|asked| asked.question.to_string()).collect();
    // All signs were asked; with pus, fever and hot skin would make it an emergency.
    assert!(
        ids.contains(&"temperature_c".to_owned()) && !ids.iter().any(|id| id.starts_with("sign:")),
        "{ids:?}"
    );
    assert_eq!(ids.last().map(String::as_str), Some("temperature_c"));
    // Nothing is graver than an emergency, and one that still stands from before counts.
    let emergency = check_in(30.0, "signs = [\"seizure\"]");
    assert!(ask(&format!("{PEN}{emergency}"), 30.0).is_empty());
    let calm = check_in(40.0, "asked_signs = [\"pus\"]\nsigns = []");
    assert!(ask(&format!("{PEN}{emergency}{calm}"), 40.0).is_empty());
    // A measured temperature is not asked for again.
    let measured = check_in(30.0, "asked_signs = [\"pus\"]\nsigns = []\ntemperature_c = 36.6");
    let asked = ask(&format!("{PEN}{measured}"), 30.0);
    assert!(!asked.iter().any(|asked| asked.question == Question::Temperature));
    let worsening = asked.iter().find(|asked| asked.question == Question::Sign(Sign::Worsening)).unwrap();
    assert_eq!((worsening.would, worsening.is_enough), (Level::ContactClinic, true));
    // A symptom is asked where its strongest grade would be more than ordinary.
    let redness = asked.iter().find(|asked| asked.question == Question::Symptom(Symptom::Redness)).unwrap();
    assert_eq!(redness.would, Level::ContactClinic);
    // A severe symptom above its ordinary grade meets what asks for more than ordinary.
    let undated = "[person]\nskin_type = \"II\"\n";
    let asked = ask(undated, 0.0);
    assert!(asked.iter().any(|asked| asked.question == Question::Temperature));
}

#[test]
fn long_after_the_session_the_answer_says_so_and_keeps_the_level() {
    let late = |hours: f64, rest: &str| {
        let answer = told(hours, rest);
        assert_eq!(answer.is_late, answer.advice.first() == Some(&"late"), "{rest}");
        answer.is_late
    };
    assert!(!late(2015.9, "signs = [\"vomiting\"]"));
    assert!(late(2016.0, "signs = [\"vomiting\"]"));
    assert_eq!(told(2016.0, "signs = [\"vomiting\"]").level, told(100.0, "signs = [\"vomiting\"]").level);
    // Lumps and dark patches take longer; what is not there does not make it longer.
    assert!(!late(4367.9, "signs = [\"lumps\"]"));
    assert!(late(4368.0, "signs = [\"lumps\"]"));
    assert!(!late(2016.0, "symptoms = { darkening = \"mild\" }"));
    assert!(late(2016.0, "symptoms = { darkening = \"none\", redness = \"mild\" }"));
}

#[test]
fn the_graver_the_sooner_to_look_again() {
    for (rest, hours) in [
        ("signs = [\"seizure\"]", 1.0),
        ("signs = [\"pus\"]", 4.0),
        ("signs = [\"lumps\"]", 12.0),
        ("signs = []", 24.0),
    ] {
        assert_eq!(told(30.0, rest).look_again, Some(hour(30.0 + hours)), "{rest}");
    }
    assert_eq!(told(30.9, "signs = []").hours, Some(30));
    assert_eq!(told(30.9, "signs = []").judged_at, hour(30.9));
}

#[test]
fn what_is_there_already_is_not_watched_for() {
    let pus = Standing::Sign(Sign::Pus);
    let pain = Standing::Symptom(Symptom::Pain);
    assert!(told(30.0, "signs = []").watch_for.contains(&pus));
    assert!(!told(30.0, "signs = [\"pus\"]").watch_for.contains(&pus));
    let sore =
        |grade: &str| told(60.0, &format!("signs = [\"blisters\"]\nsymptoms = {{ pain = \"{grade}\" }}"));
    assert!(sore("moderate").watch_for.contains(&pain));
    assert!(!sore("severe").watch_for.contains(&pain));
}

#[test]
fn a_place_counts_for_every_place_that_it_lies_in() {
    let near =
        |place: &str| told(30.0, &format!("signs = [\"needle-left\"]\nwhere = [\"{place}\"]")).level.unwrap();
    assert_eq!(near("eyelids"), Level::Emergency);
    assert_eq!(near("around-eyes"), Level::Emergency);
    assert_eq!(near("chin"), Level::SameDay);
}
