//! What the engine says, scenario by scenario. Each test names the rule or the invariant that it holds to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use afterglow_core::case::{self, Case};
use afterglow_core::document::Document;
use afterglow_core::engine::{self, Answer, Can, Plan, State};
use afterglow_core::protocol::{Protocol, Standing};
use afterglow_core::vocabulary::{Activity, Grade, Sign, Symptom};
use jiff::{Timestamp, ZonedDateTime};

/// Noon, treated in the face at 1.0 mm with a pen.
const PEN: &str = "[person]\nskin_type = \"II\"\nconditions = []\nmedications = []\npregnant = false\n[treatment]\n\
    ended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\nsetting = \"clinic\"\ndevice = \"pen\"\nareas = [{ area = \"face\", depth_mm = 1.0 }]\n";

fn protocol() -> &'static Protocol {
    static PROTOCOL: std::sync::OnceLock<Protocol> = std::sync::OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::builtin().unwrap())
}

fn read(text: &str) -> Case {
    case::read(&Document::guess("case", text)).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// So many hours after noon of the treatment.
fn hour(hours: f64) -> Timestamp {
    let noon: ZonedDateTime = "2026-06-01T12:00:00+02:00[Europe/Berlin]".parse().unwrap();
    Timestamp::from_second(noon.timestamp().as_second() + (hours * 3600.0) as i64).unwrap()
}

fn check_in(hours: f64, rest: &str) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    format!("[[check_ins]]\nat = \"{}\"\n{rest}\n", hour(hours).to_zoned_datetime(zone))
}

fn done(hours: f64, what: &str) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    format!("[[done]]\nwhat = \"{what}\"\nat = \"{}\"\n", hour(hours).to_zoned_datetime(zone))
}

fn can(text: &str, activity: Activity, hours: f64) -> Can<'static> {
    engine::can(protocol(), &read(text), activity, hour(hours), None)
}

fn plan(text: &str, hours: f64) -> Plan<'static> {
    engine::plan(protocol(), &read(text), hour(hours))
}

fn check(text: &str, activity: Activity, hours: f64, expect: Answer) {
    assert_eq!(can(text, activity, hours).answer, expect, "{activity} at hour {hours}");
}

fn ids<T: ToString>(list: impl IntoIterator<Item = T>) -> Vec<String> {
    list.into_iter().map(|entry| entry.to_string()).collect()
}

#[test]
fn a_gate_opens_at_its_second() {
    check(PEN, Activity::Makeup, 47.9997, Answer::NotYet);
    check(PEN, Activity::Makeup, 48.0, Answer::Yes);
}

#[test]
fn picking_never_opens_and_prescribed_creams_always_ask() {
    check(PEN, Activity::Picking, 5_000.0, Answer::No);
    check(PEN, Activity::PrescribedCreams, 5_000.0, Answer::Ask);
    assert_eq!(can(PEN, Activity::Picking, 1.0).gate.unwrap().opens, None);
}

#[test]
fn a_prescribed_painkiller_is_asked_about_at_any_hour() {
    let text = PEN.replace("medications = []", "medications = [{ class = \"nsaid\" }]");
    check(&text, Activity::AntiInflammatory, 1.0, Answer::Ask);
    check(&text, Activity::AntiInflammatory, 1_000.0, Answer::Ask);
    assert_eq!(ids(can(&text, Activity::AntiInflammatory, 1.0).facts), ["medication:nsaid", "hours=1"]);
    let past =
        PEN.replace("medications = []", "medications = [{ class = \"nsaid\", last_taken = \"2026-05-01\" }]");
    check(&past, Activity::AntiInflammatory, 1.0, Answer::NotYet);
}

#[test]
fn what_was_not_asked_stands_as_a_condition() {
    let text = PEN.replace("conditions = []\n", "");
    let can = can(&text, Activity::Paracetamol, 5.0);
    assert_eq!(can.answer, Answer::Yes);
    assert_eq!(ids(&can.gate.unwrap().conditions), ["condition:liver-disease"]);
    assert_eq!(ids(can.gaps), ["condition:liver-disease"]);
}

#[test]
fn a_hold_holds_then_asks_then_lets_go() {
    let weeping = format!("{PEN}{}", check_in(50.0, "symptoms = { weeping = \"mild\" }"));
    check(&weeping, Activity::Makeup, 49.9, Answer::Yes);
    check(&weeping, Activity::Makeup, 50.0, Answer::Held);
    check(&weeping, Activity::Makeup, 122.0, Answer::Held);
    check(&weeping, Activity::Makeup, 122.1, Answer::Ask);
    let held = can(&weeping, Activity::Makeup, 60.0);
    let gate = held.gate.unwrap();
    assert_eq!((gate.opens, gate.is_stale), (None, false));
    assert_eq!(gate.held_by, [Standing::Symptom(Symptom::Weeping)]);
    assert!(ids(&gate.moved_by).contains(&"symptom:weeping=mild".to_owned()));
    let stale = can(&weeping, Activity::Makeup, 130.0);
    assert!(stale.gate.unwrap().is_stale && ids(stale.gaps).contains(&"check-in-is-old".to_owned()));
    let gone = format!("{weeping}{}", check_in(70.0, "symptoms = { weeping = \"none\" }"));
    check(&gone, Activity::Makeup, 69.9, Answer::Held);
    check(&gone, Activity::Makeup, 70.0, Answer::Yes);
    assert_eq!(can(&gone, Activity::Makeup, 80.0).gate.unwrap().opens, Some(hour(70.0)));
}

#[test]
fn a_hold_before_the_hour_leaves_the_gate_closed_with_its_hour() {
    let text = format!("{PEN}{}", check_in(20.0, "symptoms = { weeping = \"mild\" }"));
    let can = can(&text, Activity::Makeup, 21.0);
    assert_eq!(can.answer, Answer::NotYet);
    let gate = can.gate.unwrap();
    assert_eq!(gate.opens, Some(hour(48.0)));
    assert_eq!(gate.held_by, [Standing::Symptom(Symptom::Weeping)]);
}

#[test]
fn the_first_gone_after_the_last_there_counts() {
    let text = format!(
        "{PEN}{}{}{}",
        check_in(50.0, "symptoms = { weeping = \"mild\" }"),
        check_in(60.0, "symptoms = { weeping = \"none\" }"),
        check_in(70.0, "symptoms = { weeping = \"none\" }")
    );
    assert_eq!(can(&text, Activity::Makeup, 80.0).gate.unwrap().opens, Some(hour(60.0)));
}

#[test]
fn an_early_gone_says_nothing_about_a_late_hour() {
    let signs = "signs = []";
    let early = format!("{PEN}{}", check_in(47.9, &format!("symptoms = {{ peeling = \"none\" }}\n{signs}")));
    let late = format!("{PEN}{}", check_in(48.0, &format!("symptoms = {{ peeling = \"none\" }}\n{signs}")));
    let conditions = |text: &str| ids(can(text, Activity::Retinoids, 120.0).gate.unwrap().conditions);
    assert!(conditions(&early).contains(&"symptom:peeling".to_owned()));
    assert!(!conditions(&late).contains(&"symptom:peeling".to_owned()));
}

#[test]
fn what_was_there_before_does_not_hold() {
    let text = PEN.replace("ended =", "before = { redness = \"moderate\" }\nended =");
    let same = format!("{text}{}", check_in(700.0, "symptoms = { redness = \"moderate\" }"));
    let more = format!("{text}{}", check_in(700.0, "symptoms = { redness = \"severe\" }"));
    assert!(can(&same, Activity::Needling, 701.0).gate.unwrap().held_by.is_empty());
    assert_eq!(can(&more, Activity::Needling, 701.0).answer, Answer::Held);
}

#[test]
fn the_next_session_asks_until_somebody_has_looked() {
    check(PEN, Activity::Needling, 671.0, Answer::NotYet);
    check(PEN, Activity::Needling, 672.0, Answer::Ask);
    let can = can(PEN, Activity::Needling, 672.0);
    assert_eq!(can.gate.unwrap().opens, Some(hour(672.0)));
    assert!(ids(can.gaps).contains(&"symptom:darkening".to_owned()));
}

#[test]
fn unknown_device_and_depth_take_the_latest_hour() {
    let deep = PEN.replace("1.0", "2.0");
    let rf = PEN.replace("\"pen\"", "\"rf\"");
    let unknown = PEN.replace("device = \"pen\"\n", "").replace(", depth_mm = 1.0", "");
    let opens = |text: &str| can(text, Activity::Retinoids, 1.0).gate.unwrap().opens.unwrap();
    assert!(opens(PEN) < opens(&deep) && opens(&deep) < opens(&rf));
    assert_eq!(opens(&unknown), opens(&rf));
    assert_eq!(ids(can(&rf, Activity::Retinoids, 1.0).gate.unwrap().moved_by), ["device=rf"]);
    assert_eq!(ids(can(&unknown, Activity::Retinoids, 1.0).gaps)[..2], ["device", "depth_mm"]);
    assert_eq!(ids(can(&deep, Activity::Retinoids, 1.0).gate.unwrap().moved_by), ["depth_mm=2"]);
}

#[test]
fn one_deep_area_makes_the_whole_deep() {
    let mixed =
        PEN.replace("areas = [", "areas = [{ area = \"cheeks\", depth_mm = 1.6 }, { area = \"neck\" }, ");
    let gate = can(&mixed, Activity::Retinoids, 1.0).gate.unwrap();
    assert_eq!(gate.opens, Some(hour(168.0)));
    assert_eq!(ids(gate.moved_by), ["depth_mm=1.6"]);
}

#[test]
fn something_done_too_early_moves_what_it_must() {
    let text = format!("{PEN}{}", done(20.0, "retinoids"));
    let gate = can(&text, Activity::Retinoids, 21.0).gate.unwrap();
    assert_eq!(gate.opens, Some(hour(140.0)));
    assert_eq!(ids(gate.moved_by), ["done:retinoids@2026-06-02"]);
    assert_eq!(can(&text, Activity::Retinoids, 19.9).gate.unwrap().opens, Some(hour(120.0)));
    // At the very second of the opening it is not early, and a move to the same hour moves nothing.
    let in_time = format!("{PEN}{}", done(120.0, "retinoids"));
    assert_eq!(can(&in_time, Activity::Retinoids, 122.0).gate.unwrap().opens, Some(hour(120.0)));
    let at_once = format!("{PEN}{}", done(0.0, "retinoids"));
    assert_eq!(ids(can(&at_once, Activity::Retinoids, 1.0).gate.unwrap().moved_by), Vec::<String>::new());
    let late = format!("{PEN}{}", done(121.0, "retinoids"));
    assert_eq!(can(&late, Activity::Retinoids, 122.0).gate.unwrap().opens, Some(hour(120.0)));
}

#[test]
fn somebody_who_already_did_it_is_told_what_moves() {
    let already = |done: f64, now: f64| {
        engine::can(protocol(), &read(PEN), Activity::Retinoids, hour(now), Some(hour(done)))
    };
    let early = already(20.0, 21.0).done.unwrap();
    assert!(early.was_early && !early.now_do.is_empty() && !early.watch_for.is_empty());
    let own = early.moves.iter().find(|moved| moved.activity == Activity::Retinoids).unwrap();
    assert_eq!((own.was, own.opens), (Some(hour(120.0)), Some(hour(140.0))));
    assert_eq!(early.at, hour(20.0));
    let late = already(200.0, 201.0).done.unwrap();
    assert!(!late.was_early && late.now_do.is_empty() && late.watch_for.is_empty() && late.moves.is_empty());
    // Held skin is not open skin: doing it then was too early, though the clock had opened the gate.
    let peeling = format!("{PEN}{}", check_in(130.0, "symptoms = { peeling = \"mild\" }"));
    let held = engine::can(protocol(), &read(&peeling), Activity::Retinoids, hour(132.0), Some(hour(131.0)));
    assert!(held.done.unwrap().was_early);
}

#[test]
fn nobody_said_when_the_treatment_was() {
    let text = "[treatment]\ndevice = \"pen\"\n";
    check(text, Activity::Makeup, 1.0, Answer::Ask);
    check(text, Activity::Picking, 1.0, Answer::No);
    let plan = plan(text, 1.0);
    assert!(plan.days.is_empty() && plan.now.is_none() && plan.zone.is_none());
    assert!(ids(&plan.gaps).contains(&"ended".to_owned()));
    let can = can(text, Activity::Makeup, 1.0);
    assert!(ids(can.gaps).contains(&"ended".to_owned()));
}

#[test]
fn a_planned_session_counts_from_its_end() {
    let text = PEN.replace("ended =", "planned =");
    let can = can(&text, Activity::Makeup, 0.0);
    assert_eq!(can.gate.unwrap().opens, Some(hour(49.0)));
    assert!(ids(can.gaps).contains(&"only-planned".to_owned()));
    let plan = plan(&text, -5.0);
    let now = plan.now.unwrap();
    assert!(now.phase.is_none() && now.hours == -6);
    assert!(ids(plan.gaps).contains(&"only-planned".to_owned()));
}

#[test]
fn hours_are_cut_and_days_are_civil() {
    let now = |hours: f64| plan(PEN, hours).now.unwrap();
    assert_eq!((now(0.0).day, now(0.0).hours), (0, 0));
    assert_eq!((now(11.99).day, now(11.99).hours), (0, 11));
    assert_eq!((now(12.0).day, now(12.0).hours), (1, 12));
    assert_eq!((now(36.5).day, now(36.5).hours), (2, 36));
    assert_eq!((now(-0.5).day, now(-0.5).hours), (0, -1));
    assert_eq!((now(-13.0).day, now(-13.0).hours), (-1, -13));
}

#[test]
fn the_phases_follow_each_other() {
    let phase = |text: &str, hours: f64| plan(text, hours).now.unwrap().phase.unwrap().id.clone();
    assert_eq!(phase(PEN, 0.0), "open-skin");
    assert_eq!(phase(PEN, 23.99), "open-skin");
    assert_eq!(phase(PEN, 24.0), "calming");
    assert_eq!(phase(PEN, 72.0), "peeling");
    assert_eq!(phase(PEN, 168.0), "settling");
    assert_eq!(phase(PEN, 672.0), "building");
    let rf = PEN.replace("\"pen\"", "\"rf\"");
    assert_eq!(phase(&rf, 24.0), "open-skin");
    assert_eq!(phase(&PEN.replace("device = \"pen\"\n", ""), 24.0), "open-skin");
}

#[test]
fn the_days_say_what_opens_and_what_to_leave() {
    let plan = plan(PEN, 1.0);
    assert_eq!(plan.days.len(), 15);
    let day = |number: usize| &plan.days[number];
    assert_eq!(day(2).date.to_string(), "2026-06-03");
    assert!(day(2).opens.contains(&Activity::Makeup) && !day(2).avoid.contains(&Activity::Makeup));
    assert!(day(1).avoid.contains(&Activity::Makeup) && !day(1).opens.contains(&Activity::Makeup));
    assert!(!day(3).opens.contains(&Activity::Makeup));
    assert!(plan.days.iter().all(|day| day.avoid.contains(&Activity::Picking)));
    assert!(plan.days.iter().all(|day| !day.avoid.contains(&Activity::PrescribedCreams)));
    assert!(day(14).avoid.contains(&Activity::Needling));
}

#[test]
fn what_opens_at_midnight_opens_on_the_day_that_begins() {
    let midnight = PEN.replace("T12:00:00", "T00:00:00");
    let shallow = plan(&midnight, -11.0);
    assert!(
        shallow.days[2].opens.contains(&Activity::Makeup)
            && !shallow.days[1].opens.contains(&Activity::Makeup)
    );
    assert!(
        shallow.days[1].avoid.contains(&Activity::Makeup)
            && !shallow.days[2].avoid.contains(&Activity::Makeup)
    );
    let sunscreen =
        |day: usize| shallow.days[day].care.iter().find(|line| line.care.rule.id == "care-sunscreen");
    assert!(sunscreen(0).is_none());
    assert_eq!(sunscreen(1).map(|line| line.from), Some(None));
    // At 2.0 mm make-up waits 96 hours: brushes are a matter of day 4, not of the day that ends then.
    let deep = plan(&midnight.replace("depth_mm = 1.0", "depth_mm = 2.0"), -11.0);
    let tools = |day: usize| deep.days[day].care.iter().find(|line| line.care.rule.id == "care-clean-tools");
    assert!(tools(3).is_none());
    assert_eq!(tools(4).map(|line| line.from), Some(None));
}

#[test]
fn an_earlier_day_shows_what_was_not_open_yet() {
    // Make-up opened at hour 48, noon of day 2: looked at later, days 0 and 1 still say so.
    let later = plan(PEN, 50.0);
    let avoided = |day: usize| later.days[day].avoid.contains(&Activity::Makeup);
    assert_eq!([0, 1, 2, 3].map(avoided), [true, true, false, false]);
    // The next session asks about the skin when its weeks are over; within the days of the plan they were not.
    let much_later = plan(PEN, 700.0);
    let needling = much_later.gates.iter().find(|gate| gate.gate.activity == Activity::Needling).unwrap();
    assert_eq!(needling.state, State::Ask);
    assert!(much_later.days[3].avoid.contains(&Activity::Needling));
}

#[test]
fn what_is_held_is_left_alone_from_today_on() {
    let text = format!("{PEN}{}", check_in(75.0, "symptoms = { weeping = \"mild\" }"));
    let fresh = plan(&text, 80.0);
    assert!(
        fresh.days[4].avoid.contains(&Activity::Makeup) && !fresh.days[2].avoid.contains(&Activity::Makeup)
    );
    let stale = plan(&text, 160.0);
    assert!(
        stale.days[7].avoid.contains(&Activity::Makeup) && !stale.days[5].avoid.contains(&Activity::Makeup)
    );
    assert!(ids(stale.gaps).contains(&"check-in-is-old".to_owned()));
}

#[test]
fn care_stands_on_its_days_and_follows_its_gate() {
    let lines =
        |plan: &Plan<'_>, day: usize| ids(plan.days[day].care.iter().map(|line| line.care.rule.id.clone()));
    let has = |plan: &Plan<'_>, day: usize, id: &str| lines(plan, day).contains(&id.to_owned());
    let usual = plan(PEN, 30.0);
    assert!(
        !has(&usual, 0, "care-sunscreen")
            && has(&usual, 1, "care-sunscreen")
            && has(&usual, 14, "care-sunscreen")
    );
    let first = usual.days[1].care.iter().find(|line| line.care.rule.id == "care-sunscreen").unwrap();
    assert_eq!(first.from, Some(hour(24.0)));
    let second = usual.days[2].care.iter().find(|line| line.care.rule.id == "care-sunscreen").unwrap();
    assert_eq!(second.from, None);
    assert!(!has(&usual, 0, "care-rf-crusts"));
    let rf = plan(&PEN.replace("\"pen\"", "\"rf\""), 30.0);
    assert!(has(&rf, 0, "care-rf-crusts") || has(&rf, 1, "care-rf-crusts"));
    let weeping = plan(&format!("{PEN}{}", check_in(28.0, "symptoms = { weeping = \"mild\" }")), 30.0);
    assert!(!has(&weeping, 1, "care-sunscreen"), "nobody is told to put sunscreen on weeping skin");
    assert!(has(&weeping, 1, "care-cleanser"));
    let home = plan(&PEN.replace("\"clinic\"", "\"home\""), 30.0);
    assert!(has(&usual, 1, "care-follow-clinic") && !has(&home, 1, "care-follow-clinic"));
}

#[test]
fn the_days_say_what_may_still_be_ordinary() {
    let plan = plan(PEN, 1.0);
    let redness =
        |day: usize| plan.days[day].expect.iter().find(|grade| grade.symptom == Symptom::Redness).copied();
    assert_eq!(
        (redness(1).unwrap().highest, redness(1).unwrap().by_night),
        (Grade::Moderate, Grade::Moderate)
    );
    // T1-14: gone by 72 hours, which is noon of day 3.
    assert_eq!((redness(3).unwrap().highest, redness(3).unwrap().by_night), (Grade::Mild, Grade::None));
    assert!(redness(4).is_none() && redness(14).is_none());
}

#[test]
fn the_expected_band_is_the_strictest_that_is_possible() {
    let at = |text: &str, hours: u32| {
        let case = read(text);
        let expect = engine::expect(protocol(), &case, hour(1.0));
        let band = expect.bands.iter().find(|band| band.expectation.symptom == Symptom::Redness).unwrap();
        band.points.iter().take_while(|point| point.h <= hours).last().unwrap().highest
    };
    let deep = PEN.replace("1.0", "2.0");
    let shallow = PEN.replace("1.0", "0.5");
    let unknown = PEN.replace(", depth_mm = 1.0", "");
    assert_eq!((at(&shallow, 48), at(PEN, 48), at(&deep, 72)), (Grade::None, Grade::Mild, Grade::Mild));
    assert_eq!(at(&deep, 120), Grade::None);
    assert_eq!(at(&unknown, 48), Grade::None);
}

#[test]
fn what_the_person_saw_stands_beside_the_band() {
    let text = format!(
        "{PEN}{}{}",
        check_in(20.5, "symptoms = { pain = 5, redness = \"mild\" }"),
        check_in(90.0, "symptoms = { redness = \"mild\" }")
    );
    let expect = engine::expect(protocol(), &read(&text), hour(50.0));
    assert_eq!(expect.hours, Some(50));
    let seen: Vec<(Symptom, i64, Grade)> =
        expect.observed.iter().map(|seen| (seen.symptom, seen.h, seen.grade)).collect();
    assert_eq!(seen, [(Symptom::Pain, 20, Grade::Moderate), (Symptom::Redness, 20, Grade::Mild)]);
}

#[test]
fn a_sign_stands_at_the_top_until_a_clinician_has_looked() {
    let told = format!("{PEN}{}", check_in(30.0, "signs = [\"pus\"]"));
    assert_eq!(ids(plan(&told, 31.0).alerts), ["sign:pus"]);
    assert!(plan(&told, 29.0).alerts.is_empty());
    let gone = format!("{told}{}", check_in(40.0, "signs = []"));
    assert!(plan(&gone, 41.0).alerts.is_empty());
    let looked =
        "[[seen]]\nat = \"2026-06-02T20:00:00+02:00[Europe/Berlin]\"\nby = \"clinic\"\ncloses = [\"pus\"]\n";
    assert!(plan(&format!("{told}{looked}"), 50.0).alerts.is_empty());
    let before = looked.replace("2026-06-02T20", "2026-06-02T10");
    assert_eq!(ids(plan(&format!("{told}{before}"), 50.0).alerts), ["sign:pus"]);
    let other = looked.replace("\"pus\"", "\"redness\"");
    assert_eq!(ids(plan(&format!("{told}{other}"), 50.0).alerts), ["sign:pus"]);
}

#[test]
fn a_symptom_above_its_band_stands_at_the_top() {
    let ordinary = format!("{PEN}{}", check_in(10.0, "symptoms = { redness = \"severe\" }"));
    assert!(plan(&ordinary, 11.0).alerts.is_empty());
    let above = format!("{PEN}{}", check_in(100.0, "symptoms = { redness = \"mild\" }"));
    assert_eq!(ids(plan(&above, 101.0).alerts), ["symptom:redness=mild"]);
    let looked = "[[seen]]\nat = \"2026-06-06T20:00:00+02:00[Europe/Berlin]\"\nby = \"clinic\"\ncloses = [\"redness\"]\n";
    assert!(plan(&format!("{above}{looked}"), 130.0).alerts.is_empty());
    let other = looked.replace("\"redness\"", "\"pain\"");
    assert_eq!(ids(plan(&format!("{above}{other}"), 130.0).alerts), ["symptom:redness=mild"]);
    let before = looked.replace("2026-06-06T20", "2026-06-02T20");
    assert_eq!(ids(plan(&format!("{above}{before}"), 130.0).alerts), ["symptom:redness=mild"]);
    let undated = "[treatment]\ndevice = \"pen\"\n[[check_ins]]\nat = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n\
        symptoms = { redness = \"mild\", pain = 0 }\n";
    assert_eq!(ids(plan(undated, 1.0).alerts), ["symptom:redness=mild"]);
}

#[test]
fn a_sign_that_was_not_asked_is_not_gone() {
    let text = format!(
        "{PEN}{}{}",
        check_in(50.0, "signs = [\"open-sore\"]"),
        check_in(60.0, "signs = []\nasked_signs = [\"pus\"]")
    );
    let can = can(&text, Activity::Makeup, 61.0);
    assert_eq!(can.answer, Answer::Held);
    assert_eq!(can.gate.unwrap().held_by, [Standing::Sign(Sign::OpenSore)]);
    assert!(plan(&text, 61.0).gates.iter().filter(|gate| gate.state == State::Held).count() > 3);
}

#[test]
fn of_two_answers_at_the_same_instant_the_worse_counts() {
    let none = check_in(50.0, "symptoms = { weeping = \"none\" }\nsigns = []");
    let there = check_in(50.0, "symptoms = { weeping = \"mild\" }\nsigns = [\"pus\"]");
    for text in [format!("{PEN}{none}{there}"), format!("{PEN}{there}{none}")] {
        check(&text, Activity::Makeup, 51.0, Answer::Held);
        assert_eq!(ids(plan(&text, 51.0).alerts), ["sign:pus", "symptom:weeping=mild"]);
        assert_eq!(ids(can(&text, Activity::Makeup, 51.0).alerts), ["sign:pus", "symptom:weeping=mild"]);
    }
}

#[test]
fn a_gone_at_the_very_hour_moves_nothing() {
    let text = format!(
        "{PEN}{}{}",
        check_in(40.0, "symptoms = { weeping = \"mild\" }"),
        check_in(48.0, "symptoms = { weeping = \"none\" }")
    );
    let gate = can(&text, Activity::Makeup, 49.0).gate.unwrap();
    assert_eq!((gate.opens, gate.moved_by.len()), (Some(hour(48.0)), 0));
}

#[test]
fn the_answer_to_i_already_did_it_counts_what_was_done() {
    let can = engine::can(protocol(), &read(PEN), Activity::Retinoids, hour(21.0), Some(hour(20.0)));
    assert_eq!(can.gate.unwrap().opens, Some(hour(140.0)));
}

#[test]
fn answers_and_states_have_the_ids_of_the_contract() {
    let answers = [Answer::Yes, Answer::NotYet, Answer::Held, Answer::Ask, Answer::No].map(Answer::id);
    assert_eq!(answers, ["yes", "not-yet", "held", "ask", "no"]);
    let states = [State::Open, State::Ask, State::Held, State::Closed].map(State::id);
    assert_eq!(states, ["open", "ask", "held", "closed"]);
}

#[test]
fn every_part_of_a_plan_names_what_it_would_like_to_know() {
    assert!(plan(PEN, 1.0).gaps.is_empty(), "{:?}", plan(PEN, 1.0).gaps);
    assert!(engine::expect(protocol(), &read(PEN), hour(1.0)).gaps.is_empty());
    // Only a line of care depends on who treated; only an expectation, at that hour, on a blood thinner.
    let nobody_said_who = PEN.replace("setting = \"clinic\"\n", "");
    assert_eq!(ids(plan(&nobody_said_who, 1.0).gaps), ["setting"]);
    // Only a gate depends on the skin type.
    let no_skin_type = PEN.replace("skin_type = \"II\"\n", "");
    assert_eq!(ids(plan(&no_skin_type, 1.0).gaps), ["skin_type"]);
    let no_medicines = PEN.replace("medications = []\n", "");
    assert!(ids(plan(&no_medicines, 1.0).gaps).contains(&"medication:anticoagulant".to_owned()));
    let expect = engine::expect(protocol(), &read(&no_medicines), hour(1.0));
    assert!(ids(expect.gaps).contains(&"medication:anticoagulant".to_owned()));
}

#[test]
fn a_clinic_that_is_stricter_than_an_adjustment_is_followed() {
    let overlay = "clinic = \"A clinic\"\n[[change]]\nrule = \"sun\"\nopens_h = 500\nreason = \"a sunny place\"\nwho = \"its head\"\n";
    let protocol = protocol().clone().with_clinic(&Document::guess("clinic", overlay)).unwrap();
    let deep = read(&PEN.replace("1.0", "2.0"));
    let can = engine::can(&protocol, &deep, Activity::Sun, hour(400.0), None);
    assert_eq!((can.answer, can.gate.unwrap().opens), (Answer::NotYet, Some(hour(500.0))));
    let same =
        Protocol::builtin().unwrap().with_clinic(&Document::guess("clinic", &overlay.replace("500", "336")));
    let same = same.unwrap();
    let can = engine::can(&same, &deep, Activity::Sun, hour(1.0), None).gate.unwrap();
    assert_eq!(
        (can.opens, can.moved_by.is_empty()),
        (Some(hour(336.0)), true),
        "it is the clinic's own hour"
    );
    assert_eq!(protocol.clinic().map(|clinic| clinic.changes[0].was_h), Some(168));
}

#[test]
fn fever_stands_at_the_top() {
    let told = |degrees: &str| {
        plan(&format!("{PEN}{}", check_in(30.0, &format!("temperature_c = {degrees}"))), 31.0)
    };
    assert_eq!(ids(told("38.0").alerts), ["temperature_c=38"]);
    assert!(told("37.9").alerts.is_empty());
    let later =
        format!("{PEN}{}{}", check_in(30.0, "temperature_c = 39.5"), check_in(40.0, "temperature_c = 37.0"));
    assert!(plan(&later, 41.0).alerts.is_empty() && !plan(&later, 39.0).alerts.is_empty());
    let expect = engine::expect(protocol(), &read(&later), hour(39.0));
    assert_eq!(ids(expect.alerts), ["temperature_c=39.5"]);
}
