//! Screening, the session, preparation and the course, scenario by scenario. Each test names the rule, the fact of the
//! evidence or the line of `docs/protocol.md` that it holds to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, Clash, Course, LimitVerdict, NextState, Screening};
use afterglow_core::protocol::{BUILTIN, Protocol, TaskKind};
use afterglow_core::vocabulary::{Activity, Improvement, Verdict};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// Everything asked, nothing there: a pen at 1.0 mm on the cheeks, on 1 December 2026 in Berlin.
const WELL: &str = "[person]\nborn = 1990\nskin_type = \"II\"\npregnant = false\nbreastfeeding = false\n\
    conditions = []\nhistory = []\nallergies = []\nmedications = []\nrecent = []\n[treatment]\n\
    planned = \"2026-12-01T10:00:00+01:00[Europe/Berlin]\"\nsetting = \"clinic\"\ndevice = \"pen\"\n\
    areas = [{ area = \"cheeks\", depth_mm = 1.0 }]\nconcerns = [\"acne-scars\"]\nnumbing = { agent = \"none\" }\napplied = []\n";

/// Treated on 1 December at noon; asked about on later days.
const ENDED: &str = "[person]\nborn = 1990\nskin_type = \"II\"\npregnant = false\nbreastfeeding = false\n\
    conditions = []\nhistory = []\nallergies = []\nmedications = []\nrecent = []\n[treatment]\n\
    ended = \"2026-12-01T12:00:00+01:00[Europe/Berlin]\"\nsetting = \"clinic\"\ndevice = \"pen\"\n\
    areas = [{ area = \"cheeks\", depth_mm = 1.0 }]\nconcerns = [\"acne-scars\"]\nnumbing = { agent = \"none\" }\napplied = []\n";

fn protocol() -> &'static Protocol {
    static PROTOCOL: std::sync::OnceLock<Protocol> = std::sync::OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::builtin().unwrap())
}

fn read(text: &str) -> Case {
    case::read(&Document::guess("case", text)).unwrap_or_else(|problems| panic!("{}\n{text}", problems[0]))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const NOON: &str = "2026-12-01T11:00:00Z";

fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "`{from}` stands in the case");
    text.replace(from, to)
}

/// The built-in protocol with a piece of one of its files written differently.
fn rewritten(file: &str, from: &str, to: &str) -> Protocol {
    let text = |(name, text): &(&'static str, &'static str)| {
        (*name, if *name == file { with(text, from, to) } else { (*text).to_owned() })
    };
    let files: Vec<(&str, String)> = BUILTIN.iter().map(text).collect();
    let documents: Vec<Document<'_>> =
        files.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
    Protocol::load(&documents).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn screen(text: &str) -> Screening<'static> {
    engine::screen(protocol(), &read(text), at(NOON))
}

fn course(text: &str, now: &str, by: Option<Date>) -> Course<'static> {
    engine::course(protocol(), &read(text), at(now), by)
}

fn ids<T: ToString>(list: impl IntoIterator<Item = T>) -> Vec<String> {
    list.into_iter().map(|entry| entry.to_string()).collect()
}

fn fired<'s>(screening: &'s Screening<'_>) -> Vec<&'s str> {
    screening.findings.iter().map(|finding| finding.rule.id.as_str()).collect()
}

// Screening.

#[test]
fn who_was_asked_everything_and_has_nothing_may_proceed() {
    let screening = screen(WELL);
    assert_eq!((screening.verdict, screening.until, screening.is_complete), (Verdict::Proceed, None, true));
    assert!(screening.findings.is_empty() && screening.gaps.is_empty() && screening.also.is_empty());
    assert_eq!(screening.day, date(2026, 12, 1));
}

#[test]
fn what_nobody_asked_is_a_gap_and_no_verdict() {
    let screening = screen(&with(WELL, "conditions = []\n", ""));
    assert_eq!((screening.verdict, screening.is_complete), (Verdict::Proceed, false));
    assert!(ids(&screening.gaps).contains(&"condition:eczema".to_owned()));
    assert!(ids(&screening.gaps).iter().all(|gap| gap.starts_with("condition:")));
}

#[test]
fn the_gravest_verdict_leads_and_every_other_stands_beside_it() {
    let text =
        with(WELL, "conditions = []", "conditions = [\"skin-cancer\", \"heart-condition\", \"sunburn\"]");
    let screening = screen(&with(&text, "history = []", "history = [\"keloid\"]"));
    assert_eq!(screening.verdict, Verdict::Refuse);
    assert_eq!(screening.also.iter().collect::<Vec<_>>(), [Verdict::Caution, Verdict::Ask, Verdict::Defer]);
    let order: Vec<Verdict> = screening.findings.iter().map(|finding| finding.verdict).collect();
    let mut sorted = order.clone();
    sorted.sort_by(|one, other| other.cmp(one));
    assert_eq!(order, sorted);
    assert_eq!(screening.until, None);
}

#[test]
fn waits_end_with_the_latest_and_a_wait_without_a_date_leaves_none() {
    let peel = "recent = [{ what = \"filler\", on = \"2026-11-25\" }, { what = \"chemical-peel\", kind = \"superficial\", on = \"2026-11-28\" }]";
    let text = with(WELL, "recent = []", peel);
    // T3-33 and T3-34: two weeks each.
    assert_eq!(screen(&text).until, Some(date(2026, 12, 12)));
    let sunburnt = with(&text, "conditions = []", "conditions = [\"sunburn\"]");
    assert_eq!((screen(&sunburnt).verdict, screen(&sunburnt).until), (Verdict::Defer, None));
    let refused = with(&text, "conditions = []", "conditions = [\"skin-cancer\"]");
    assert_eq!((screen(&refused).verdict, screen(&refused).until), (Verdict::Refuse, None));
}

#[test]
fn a_wait_in_months_is_counted_in_civil_months() {
    // T4-10: six months; from 31 August they lead to 28 February.
    let text = with(
        WELL,
        "medications = []",
        "medications = [{ class = \"isotretinoin\", last_taken = \"2026-08-31\" }]",
    );
    let screening = screen(&text);
    assert_eq!((screening.verdict, screening.until), (Verdict::Defer, Some(date(2027, 2, 28))));
    assert_eq!(ids(&screening.findings[0].facts), ["medication:isotretinoin@2026-08-31"]);
    let later = with(&text, "2026-12-01T10", "2027-02-28T10");
    assert!(!fired(&screen(&later)).contains(&"screen-medicine-isotretinoin-stopped"));
    let earlier = with(&text, "2026-12-01T10", "2027-02-27T10");
    assert!(fired(&screen(&earlier)).contains(&"screen-medicine-isotretinoin-stopped"));
}

#[test]
fn a_procedure_of_unknown_kind_waits_longest_and_asks() {
    let text = with(WELL, "recent = []", "recent = [{ what = \"chemical-peel\", on = \"2026-11-25\" }]");
    let screening = screen(&text);
    // T3-35: three months after a deep peel.
    assert_eq!(screening.until, Some(date(2027, 2, 25)));
    assert_eq!(ids(&screening.gaps), ["kind:chemical-peel"]);
    let known = with(&text, "\"chemical-peel\"", "\"chemical-peel\", kind = \"superficial\"");
    assert_eq!((screen(&known).until, screen(&known).is_complete), (Some(date(2026, 12, 9)), true));
    // Long ago for every kind: nothing to ask.
    let old = with(&text, "2026-11-25", "2024-11-25");
    assert!(screen(&old).is_complete && screen(&old).findings.is_empty());
}

#[test]
fn a_procedure_elsewhere_does_not_count_and_parts_of_the_face_touch_it() {
    let filler = |area: &str| {
        let event = format!("recent = [{{ what = \"filler\", on = \"2026-11-25\", area = \"{area}\" }}]");
        screen(&with(WELL, "recent = []", &event)).verdict
    };
    assert_eq!(filler("cheeks"), Verdict::Defer);
    assert_eq!(filler("face"), Verdict::Defer);
    assert_eq!(filler("chin"), Verdict::Proceed);
    assert_eq!(filler("legs"), Verdict::Proceed);
    let nowhere = with(WELL, "areas = [{ area = \"cheeks\", depth_mm = 1.0 }]\n", "");
    let nowhere = with(
        &nowhere,
        "recent = []",
        "recent = [{ what = \"filler\", on = \"2026-11-25\", area = \"legs\" }]",
    );
    assert_eq!(screen(&nowhere).verdict, Verdict::Defer);
    // A vaccine counts wherever it was given (T3-45).
    let vaccine =
        with(WELL, "recent = []", "recent = [{ what = \"vaccine\", on = \"2026-11-25\", area = \"arms\" }]");
    assert_eq!(screen(&vaccine).verdict, Verdict::Caution);
}

#[test]
fn a_procedure_that_nobody_asked_about_is_a_gap() {
    let text = with(WELL, "recent = []", "asked_recent = [\"filler\"]\nrecent = []");
    let gaps = ids(&screen(&text).gaps);
    assert!(gaps.contains(&"recent:laser".to_owned()) && !gaps.contains(&"recent:filler".to_owned()));
    let medicines = with(WELL, "medications = []", "asked_medications = [\"nsaid\"]\nmedications = []");
    let gaps = ids(&screen(&medicines).gaps);
    assert!(
        gaps.contains(&"medication:isotretinoin".to_owned())
            && !gaps.contains(&"medication:nsaid".to_owned())
    );
}

#[test]
fn a_fact_that_counts_when_unknown_fires_and_stays_a_gap() {
    // T3-41: nobody with a pacemaker is waved through to a device that nobody named.
    let text = with(WELL, "conditions = []", "conditions = [\"implanted-device\"]");
    assert_eq!(screen(&text).verdict, Verdict::Proceed);
    let unknown = screen(&with(&text, "device = \"pen\"\n", ""));
    assert_eq!(unknown.verdict, Verdict::Refuse);
    assert!(ids(&unknown.gaps).contains(&"device".to_owned()));
    assert!(ids(&unknown.findings[0].facts).contains(&"unknown:device".to_owned()));
    // Without the pacemaker the device matters less.
    assert!(screen(&with(WELL, "device = \"pen\"\n", "")).verdict < Verdict::Refuse);
}

#[test]
fn whom_a_wait_is_for_is_asked_only_while_something_may_have_to_be_waited_for() {
    // Nothing but the waits after a procedure or a medicine depends on the device for the hands of somebody like this.
    let text = with(&with(WELL, "\"cheeks\"", "\"hands\""), "device = \"pen\"\n", "");
    let recent = |entries: &str| {
        with(&text, "recent = []", &format!("asked_recent = [\"filler\"]\nrecent = {entries}"))
    };
    let stopped = |day: &str| format!("medications = [{{ class = \"nsaid\", last_taken = \"{day}\" }}]");
    let taken = |day: &str| with(&text, "medications = []", &stopped(day));
    let lift = |day: &str| {
        with(&text, "recent = []", &format!("recent = [{{ what = \"thread-lift\", on = \"{day}\" }}]"))
    };
    let cases = [
        ("asked everything, and nothing there", text.clone(), false),
        ("not asked what was done", recent("[]"), true),
        ("a painkiller within seven days", taken("2026-11-26"), true),
        ("a painkiller long ago", taken("2026-10-01"), false),
        ("a thread lift within twelve months", lift("2026-03-01"), true),
        ("a thread lift long ago", lift("2024-03-01"), false),
    ];
    for (name, text, asks) in cases {
        assert_eq!(ids(screen(&text).gaps).contains(&"device".to_owned()), asks, "{name}");
    }
}

#[test]
fn a_session_too_soon_waits_for_the_gate_of_the_next_session() {
    // T1-71: four weeks; after radio-frequency six, as the gate has it.
    let text = with(WELL, "recent = []", "recent = [{ what = \"needling\", on = \"2026-11-10\" }]");
    assert_eq!(screen(&text).until, Some(date(2026, 12, 8)));
    let rf = screen(&with(&text, "\"pen\"", "\"rf\""));
    let finding = rf
        .findings
        .iter()
        .find(|finding| ids(&finding.facts).contains(&"recent:needling@2026-11-10".to_owned()));
    assert_eq!(finding.unwrap().until, Some(date(2026, 12, 22)));
    let previous =
        with(WELL, "applied = []", "applied = []\nsession = { previous = [\"2026-11-10\", \"2026-10-01\"] }");
    assert_eq!(screen(&previous).until, Some(date(2026, 12, 8)));
}

#[test]
fn the_next_session_is_judged_with_the_treatment_before_it() {
    let next = |day: &str, rest: &str| {
        format!("{ENDED}{rest}[next]\nplanned = \"{day}T10:00:00+01:00[Europe/Berlin]\"\n")
    };
    let soon = screen(&next("2026-12-28", ""));
    assert_eq!((soon.verdict, soon.until), (Verdict::Defer, Some(date(2026, 12, 29))));
    assert_eq!(screen(&next("2026-12-29", "")).verdict, Verdict::Proceed);
    // The treatment alone, without a next one, is no session before itself.
    assert_eq!(screen(ENDED).verdict, Verdict::Proceed);
    let dark = "[[check_ins]]\nat = \"2026-12-05T08:00:00+01:00[Europe/Berlin]\"\nsymptoms = { darkening = \"mild\" }\n";
    let case = read(&next("2027-02-01", dark));
    let held = engine::screen(protocol(), &case, at("2027-01-20T10:00:00Z"));
    // T5-41: not over new dark patches, however old the answer is.
    assert_eq!((held.verdict, held.until), (Verdict::Defer, None));
    assert_eq!(
        (held.findings[0].rule.id.as_str(), ids(&held.findings[0].facts)),
        ("needling", ids(["symptom:darkening=mild"]))
    );
    let before = engine::screen(protocol(), &case, at("2026-12-05T06:00:00Z"));
    assert_eq!(before.verdict, Verdict::Proceed);
    let deeper =
        next("2027-01-05", "").replace("[next]", "[next]\nareas = [{ area = \"cheeks\", depth_mm = 2.0 }]");
    // Six weeks after deeper needling, and the depth is asked about.
    assert_eq!(screen(&deeper).until, Some(date(2027, 1, 12)));
    assert!(
        fired(&screen(&deeper)).contains(&"limit-depth-scars")
            || screen(&deeper).also.contains(Verdict::Caution)
    );
}

#[test]
fn age_is_counted_on_the_day_of_the_appointment() {
    let born = |born: &str| fired(&screen(&with(WELL, "born = 1990", born))).join(" ");
    assert!(born("born = \"2008-12-02\"").contains("screen-age-under-18"));
    assert!(!born("born = \"2008-12-01\"").contains("screen-age-under-18"));
    assert!(born("born = \"2004-12-02\"").contains("screen-age-under-22"));
    assert!(!born("born = \"2004-12-01\"").contains("screen-age-under-22"));
    // Without any date the day that was asked about counts.
    let undated = with(WELL, "planned = \"2026-12-01T10:00:00+01:00[Europe/Berlin]\"\n", "");
    let undated = with(&undated, "born = 1990", "born = \"2010-01-01\"");
    let case = read(&undated);
    assert_eq!(engine::screen(protocol(), &case, at("2027-12-31T00:00:00Z")).verdict, Verdict::Ask);
    assert_eq!(engine::screen(protocol(), &case, at("2032-01-01T00:00:00Z")).verdict, Verdict::Proceed);
    assert!(ids(screen(&with(WELL, "born = 1990\n", "")).gaps).contains(&"born".to_owned()));
}

#[test]
fn an_event_too_close_is_a_caution_up_to_its_margin() {
    let event = |on: &str| screen(&format!("{WELL}[event]\non = \"{on}\"\n"));
    // T1-01: ordinary effects are gone within about seven days.
    assert_eq!(event("2026-12-01").verdict, Verdict::Caution);
    assert_eq!(event("2026-12-07").verdict, Verdict::Caution);
    assert_eq!(ids(&event("2026-12-07").findings[0].facts), ["event@2026-12-07"]);
    assert_eq!(event("2026-12-08").verdict, Verdict::Proceed);
    assert_eq!(event("2026-11-30").verdict, Verdict::Proceed);
}

#[test]
fn what_to_ask_and_what_never_to_do_come_with_the_answer() {
    assert!(screen(WELL).lines.iter().any(|line| line.rule.id == "line-ask-training"));
    let home = screen(&with(WELL, "\"clinic\"", "\"home\""));
    assert!(home.lines.iter().any(|line| line.rule.id == "line-home-share"));
    assert!(!screen(WELL).lines.iter().any(|line| line.rule.id == "line-home-share"));
}

#[test]
fn a_limit_that_fires_names_the_number_the_place_and_whom_it_is_for() {
    // T2-22 and T4-20: 0.3 mm and four per cent at home.
    let home = with(WELL, "\"clinic\"", "\"home\"");
    let cream = "numbing = { agent = \"lidocaine\", prilocaine = false, percent = 4.5, under_wrap = false }";
    let numbed =
        with(&with(&home, "depth_mm = 1.0", "depth_mm = 0.3"), "numbing = { agent = \"none\" }", cream);
    let clinic = with(&with(WELL, "depth_mm = 1.0", "depth_mm = 1.8"), "\"acne-scars\"", "\"texture\"");
    for (text, limit, facts) in [
        (home, "limit-depth-home", vec!["area=cheeks", "depth_mm=1", "setting=home"]),
        (numbed, "limit-numbing-percent-home", vec!["numbing.percent=4.5", "setting=home"]),
        (clinic, "limit-depth-cheeks", vec!["area=cheeks", "depth_mm=1.8"]),
    ] {
        let screening = screen(&text);
        let finding = screening.findings.iter().find(|finding| finding.rule.id == limit);
        assert_eq!(finding.map(|finding| ids(&finding.facts)), Some(ids(facts)), "{limit}");
        // Somebody tested it: what is missing is not evidence.
        assert!(!ids(&screening.gaps).contains(&"no-evidence".to_owned()), "{limit}");
    }
}

// The session.

fn session(text: &str) -> engine::Session<'static> {
    engine::session(protocol(), &read(text), at(NOON))
}

#[test]
fn a_depth_is_within_asked_for_or_over() {
    let cheeks = |depth: &str| {
        let text = with(WELL, "depth_mm = 1.0", &format!("depth_mm = {depth}"));
        let text = with(&text, "\"acne-scars\"", "\"texture\"");
        (session(&text).verdict, session(&text).limits[0].verdict)
    };
    // T2-10: cheeks 1.0 usual, 1.5 the stop.
    assert_eq!(cheeks("1.0"), (LimitVerdict::Within, LimitVerdict::Within));
    assert_eq!(cheeks("1.1"), (LimitVerdict::Ask, LimitVerdict::Ask));
    assert_eq!(cheeks("1.5"), (LimitVerdict::Ask, LimitVerdict::Ask));
    assert_eq!(cheeks("1.6"), (LimitVerdict::Over, LimitVerdict::Over));
    let unknown = session(&with(WELL, ", depth_mm = 1.0", ""));
    assert_eq!((unknown.verdict, ids(&unknown.gaps)), (LimitVerdict::Ask, ids(["depth_mm"])));
    let nowhere = session(&with(WELL, "areas = [{ area = \"cheeks\", depth_mm = 1.0 }]\n", ""));
    assert_eq!((nowhere.verdict, nowhere.limits.len()), (LimitVerdict::Ask, 0));
    assert!(ids(&nowhere.gaps).contains(&"area".to_owned()));
}

#[test]
fn an_unknown_setting_makes_the_session_ask_and_screening_mild() {
    // T2-22: 0.3 mm at home.
    let home = with(WELL, "\"clinic\"", "\"home\"");
    assert_eq!((session(&home).verdict, screen(&home).verdict), (LimitVerdict::Over, Verdict::Refuse));
    let shallow = with(&home, "depth_mm = 1.0", "depth_mm = 0.3");
    assert_eq!(session(&shallow).limits[0].verdict, LimitVerdict::Within);
    let unknown = with(WELL, "setting = \"clinic\"\n", "");
    assert_eq!((session(&unknown).verdict, screen(&unknown).verdict), (LimitVerdict::Ask, Verdict::Proceed));
    assert!(ids(session(&unknown).gaps).contains(&"setting".to_owned()));
    assert!(!screen(&unknown).is_complete);
}

#[test]
fn an_area_that_nobody_tested_asks_and_says_so() {
    let scalp = with(WELL, "\"cheeks\"", "\"scalp\"");
    let screening = screen(&scalp);
    assert_eq!(screening.verdict, Verdict::Ask);
    assert!(ids(&screening.gaps).contains(&"no-evidence".to_owned()));
    assert_eq!(session(&scalp).verdict, LimitVerdict::Ask);
}

#[test]
fn the_numbers_of_a_numbing_cream_are_judged_where_they_are_known() {
    let cream = "numbing = { agent = \"lidocaine\", prilocaine = false, percent = 4.0, under_wrap = false }";
    let text = with(WELL, "numbing = { agent = \"none\" }", cream);
    let plain = session(&text);
    let names: Vec<&str> = plain.limits.iter().map(|answer| answer.measure.name()).collect();
    assert_eq!(names, ["depth", "percent"]);
    assert_eq!(plain.verdict, LimitVerdict::Within);
    let gaps = ids(&plain.gaps);
    assert!(gaps.contains(&"numbing.minutes".to_owned()) && gaps.contains(&"numbing.grams".to_owned()));
    let strong = with(&text, "percent = 4.0", "percent = 4.5");
    assert_eq!(session(&strong).verdict, LimitVerdict::Ask);
    // T4-20: at home no more than four per cent, and never under wrap.
    let home = with(&with(&strong, "\"clinic\"", "\"home\""), "depth_mm = 1.0", "depth_mm = 0.3");
    assert_eq!((session(&home).verdict, screen(&home).verdict), (LimitVerdict::Over, Verdict::Refuse));
    let wrapped = with(&home, "percent = 4.5, under_wrap = false", "percent = 4.0, under_wrap = true");
    assert_eq!((session(&wrapped).verdict, screen(&wrapped).verdict), (LimitVerdict::Over, Verdict::Refuse));
    let clinic = with(&text, "under_wrap = false", "under_wrap = true");
    assert_eq!(session(&clinic).verdict, LimitVerdict::Ask);
    let silent = session(&with(WELL, "numbing = { agent = \"none\" }\n", ""));
    assert!(ids(&silent.gaps).contains(&"numbing".to_owned()));
}

#[test]
fn where_no_limit_surely_holds_there_may_be_none() {
    // docs/protocol.md, limits: the built-in ones all end with one for everybody, which nobody else needs to have.
    let numbers = "id = \"limit-numbing-percent\"\nwhat = \"percent\"\nusual = 4.0\nmost = 15.0\nabove = \"ask\"\nover = \"ask\"\n";
    let head = "id = \"limit-numbing-percent\"\nwhat = \"percent\"\nwhen = { setting = [\"clinic\"] }\n";
    let limited = format!("{head}usual = 4.0\nmost = 15.0\nabove = \"ask\"\nover = \"ask\"\n");
    let limited = rewritten("session.toml", numbers, &limited);
    let untested = rewritten("session.toml", numbers, &format!("{head}no_evidence = true\n"));
    let percent = |protocol: &Protocol, setting: &str, percent: &str| {
        let cream = format!(
            "numbing = {{ agent = \"lidocaine\", prilocaine = false, percent = {percent}, under_wrap = false }}"
        );
        let text = with(WELL, "numbing = { agent = \"none\" }", &cream);
        let case = read(&with(&text, "setting = \"clinic\"\n", setting));
        let session = engine::session(protocol, &case, at(NOON));
        let answer = session.limits.iter().find(|answer| answer.measure.name() == "percent").unwrap();
        (answer.verdict, ids(session.gaps).contains(&"no-evidence".to_owned()))
    };
    // Within each that is possible is within; over each is not over, since there may be none.
    assert_eq!(percent(&limited, "", "3.0"), (LimitVerdict::Within, false));
    assert_eq!(percent(&limited, "", "20.0"), (LimitVerdict::Ask, false));
    assert_eq!(percent(&limited, "setting = \"clinic\"\n", "20.0"), (LimitVerdict::Over, false));
    // That nobody tested it is said where that is sure.
    assert_eq!(percent(&untested, "", "5.0"), (LimitVerdict::Ask, false));
    assert_eq!(percent(&untested, "setting = \"clinic\"\n", "5.0"), (LimitVerdict::Ask, true));
}

#[test]
fn what_is_not_for_open_skin_goes_over_or_asks() {
    // T5-30: granulomas followed vitamin C.
    let vitamin = session(&with(WELL, "applied = []", "applied = [\"acidic-vitamin-c\"]"));
    assert_eq!(vitamin.verdict, LimitVerdict::Over);
    assert!(ids(&vitamin.findings[0].facts).contains(&"applied:acidic-vitamin-c".to_owned()));
    let blood = session(&with(WELL, "applied = []", "applied = [\"own-blood\"]"));
    assert_eq!(blood.verdict, LimitVerdict::Ask);
    let gel = session(&with(WELL, "applied = []", "applied = [\"device-gel\"]"));
    assert_eq!((gel.verdict, gel.findings.len()), (LimitVerdict::Within, 0));
}

#[test]
fn numbing_has_its_step_only_where_it_is_used() {
    let steps = |text: &str| session(text).steps.iter().map(|step| step.rule.id.clone()).collect::<Vec<_>>();
    let without = steps(WELL);
    let used = steps(&with(WELL, "agent = \"none\"", "agent = \"lidocaine\""));
    assert_eq!(used.len(), without.len() + 1);
    assert!(used.contains(&"step-numbing".to_owned()) && !without.contains(&"step-numbing".to_owned()));
}

// Preparation.

fn tasks(text: &str) -> Vec<(String, Option<Date>, Option<Date>, TaskKind)> {
    let preparation = engine::prepare(protocol(), &read(text), at(NOON));
    let row = |dated: &engine::DatedTask<'_>| {
        (dated.task.rule.id.clone(), dated.from, dated.until, dated.task.kind)
    };
    preparation.tasks.iter().map(row).collect()
}

fn task(text: &str, id: &str) -> Option<(Option<Date>, Option<Date>, TaskKind)> {
    let found = tasks(text).into_iter().find(|(known, ..)| known == id);
    found.map(|(_, from, until, kind)| (from, until, kind))
}

#[test]
fn tasks_are_counted_back_from_the_appointment() {
    let (from, until, kind) = task(WELL, "task-sun").unwrap();
    assert_eq!((from, until, kind), (Some(date(2026, 11, 17)), Some(date(2026, 12, 1)), TaskKind::Avoid));
    let days: Vec<Option<Date>> = tasks(WELL).into_iter().map(|(_, from, ..)| from).collect();
    assert!(days.is_sorted());
    let undated = with(WELL, "planned = \"2026-12-01T10:00:00+01:00[Europe/Berlin]\"\n", "");
    assert_eq!(task(&undated, "task-sun").unwrap().0, None);
    let preparation = engine::prepare(protocol(), &read(&undated), at(NOON));
    assert!(preparation.day.is_none() && ids(preparation.gaps).contains(&"planned".to_owned()));
}

#[test]
fn radio_frequency_begins_earlier() {
    // T4-06: seven days instead of three.
    assert_eq!(task(WELL, "task-painkillers").unwrap().0, Some(date(2026, 11, 28)));
    let rf = with(WELL, "\"pen\"", "\"rf\"");
    assert_eq!(task(&rf, "task-painkillers").unwrap().0, Some(date(2026, 11, 24)));
    let unknown = with(WELL, "device = \"pen\"\n", "");
    assert_eq!(task(&unknown, "task-painkillers").unwrap().0, Some(date(2026, 11, 24)));
    let preparation = engine::prepare(protocol(), &read(&rf), at(NOON));
    let moved = preparation.tasks.iter().find(|dated| dated.task.rule.id == "task-painkillers").unwrap();
    assert_eq!(ids(&moved.facts), ["device=rf"]);
    assert!(ids(engine::prepare(protocol(), &read(&unknown), at(NOON)).gaps).contains(&"device".to_owned()));
}

#[test]
fn a_task_names_only_what_moved_it_to_its_first_day() {
    let rf = "  { when = { device = [\"rf\"] }, from_day = -7, evidence = [\"T4-06\"], why = \"The label of a radio-frequency device says one week before and after.\" },\n";
    let more = format!(
        "{rf}  {{ when = {{ setting = [\"home\"] }}, from_day = -7, why = \"As early.\" }},\n  {{ when = {{ skin_type = [\"I\"] }}, from_day = -5, why = \"Less early.\" }},\n"
    );
    let protocol = rewritten("preparation.toml", rf, &more);
    let moved = |device: &str, skin_type: &str| {
        let text = with(&with(WELL, "\"pen\"", device), "\"II\"", skin_type);
        let preparation = engine::prepare(&protocol, &read(&text), at(NOON));
        let painkillers = preparation.tasks.iter().find(|dated| dated.task.rule.id == "task-painkillers");
        painkillers.map(|dated| (dated.from, ids(&dated.facts))).unwrap()
    };
    let (early, later, own) = (date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 28));
    assert_eq!(moved("\"pen\"", "\"II\""), (Some(own), ids::<&str>([])));
    assert_eq!(moved("\"pen\"", "\"I\""), (Some(later), ids(["skin_type=I"])));
    // Neither the adjustment that is as early and not for this person, nor the one that is for them and less early.
    assert_eq!(moved("\"rf\"", "\"II\""), (Some(early), ids(["device=rf"])));
    assert_eq!(moved("\"rf\"", "\"I\""), (Some(early), ids(["device=rf"])));
}

#[test]
fn a_personal_task_takes_the_place_of_the_general_one() {
    let text = with(WELL, "medications = []", "medications = [{ class = \"topical-retinoid\" }]");
    assert!(task(&text, "task-retinoid-cream").is_some() && task(&text, "task-retinoids").is_none());
    assert!(task(WELL, "task-retinoids").is_some() && task(WELL, "task-retinoid-cream").is_none());
    let unknown = with(WELL, "medications = []\n", "");
    assert!(task(&unknown, "task-retinoid-cream").is_some() && task(&unknown, "task-retinoids").is_some());
}

#[test]
fn no_prescribed_medicine_is_ever_stopped() {
    // T4-07, DESIGN invariant 9.
    for class in [
        "anticoagulant",
        "low-dose-aspirin",
        "nsaid",
        "isotretinoin",
        "oral-steroid",
        "immunosuppressant",
        "chemotherapy",
        "antiarrhythmic",
        "photosensitiser",
        "methaemoglobin-inducer",
        "topical-steroid",
    ] {
        let text = with(WELL, "medications = []", &format!("medications = [{{ class = \"{class}\" }}]"));
        let preparation = engine::prepare(protocol(), &read(&text), at(NOON));
        for dated in &preparation.tasks {
            let about_it = ids(&dated.facts).contains(&format!("medication:{class}"));
            let stops = matches!(dated.task.kind, TaskKind::Stop | TaskKind::Avoid);
            assert!(!(about_it && stops), "{class}: {}", dated.task.rule.id);
        }
    }
}

#[test]
fn the_plan_of_a_booked_session_carries_its_tasks() {
    let plan = |text: &str| engine::plan(protocol(), &read(text), at(NOON)).tasks.len();
    assert!(plan(WELL) > 10);
    assert_eq!(plan(ENDED), 0);
    assert!(plan(&format!("{ENDED}[next]\nplanned = \"2027-01-05T10:00:00+01:00[Europe/Berlin]\"\n")) > 10);
}

// The course.

#[test]
fn sessions_done_and_left_are_counted() {
    let count = |text: &str| {
        let course = course(text, NOON, None);
        (course.done, course.total.map(|total| total.sessions), course.dates.len())
    };
    // T1-60: acne scars, three sessions at least.
    assert_eq!(count(WELL), (0, Some(3), 3));
    assert_eq!(count(ENDED), (1, Some(3), 2));
    let session = |text: &str, session: &str| {
        with(text, "applied = []", &format!("applied = []\nsession = {{ {session} }}"))
    };
    assert_eq!(count(&session(ENDED, "number = 2, of = 4")), (2, Some(4), 2));
    assert_eq!(count(&session(WELL, "number = 2, of = 4")), (1, Some(4), 3));
    assert_eq!(count(&session(ENDED, "previous = [\"2026-10-01\"]")), (2, Some(3), 1));
    assert_eq!(count(&session(WELL, "previous = [\"2026-10-01\"]")), (1, Some(3), 2));
    assert_eq!(count(&session(ENDED, "number = 5, of = 5")), (5, Some(5), 0));
    let untested = course(&with(ENDED, "\"acne-scars\"", "\"hair-loss\""), NOON, None);
    assert!(untested.total.is_none() && untested.dates.len() == 1);
    assert!(ids(&untested.gaps).contains(&"no-evidence".to_owned()));
    let nothing = course(&with(ENDED, "concerns = [\"acne-scars\"]\n", ""), NOON, None);
    assert!(nothing.total.is_none() && ids(&nothing.gaps).contains(&"concern".to_owned()));
}

#[test]
fn the_next_session_waits_for_weeks_and_for_the_skin() {
    let later = course(ENDED, "2026-12-05T10:00:00Z", None);
    assert_eq!((later.spacing_days, later.next.earliest), (28, Some(date(2026, 12, 29))));
    // Nobody checked in: it is asked for, not open (`must_know`).
    assert_eq!(later.next.state, NextState::Ask);
    assert!(ids(&later.next.conditions).contains(&"symptom:darkening".to_owned()));
    let all_gone = "symptoms = { redness = \"none\", darkening = \"none\", peeling = \"none\", crusting = \"none\", weeping = \"none\", lightening = \"none\" }\nsigns = []\n";
    let check_in = |day: &str, what: &str| {
        format!("{ENDED}[[check_ins]]\nat = \"{day}T08:00:00+01:00[Europe/Berlin]\"\n{what}")
    };
    let ready = check_in("2026-12-29", all_gone);
    assert_eq!(course(&ready, "2026-12-30T10:00:00Z", None).next.state, NextState::Open);
    assert_eq!(course(&ready, "2026-12-30T10:00:00Z", None).next.earliest, Some(date(2026, 12, 30)));
    let dark = check_in("2026-12-29", "symptoms = { darkening = \"mild\" }\n");
    let held = course(&dark, "2026-12-30T10:00:00Z", None);
    assert_eq!(
        (held.next.state, ids(&held.next.held_by)),
        (NextState::Held, ids(["symptom:darkening=mild"]))
    );
    // Four days later the answer is too old to go by.
    let stale = course(&dark, "2027-01-03T10:00:00Z", None);
    assert_eq!(stale.next.state, NextState::Ask);
    assert!(ids(&stale.gaps).contains(&"check-in-is-old".to_owned()));
    // Before its hour it is held by what is there; a later check-in is not known yet.
    let early = check_in("2026-12-04", "symptoms = { redness = \"mild\" }\n");
    assert_eq!(course(&early, "2026-12-05T10:00:00Z", None).next.state, NextState::Held);
    let unseen =
        format!("{early}[[check_ins]]\nat = \"2026-12-29T13:00:00+01:00[Europe/Berlin]\"\n{all_gone}");
    assert_eq!(course(&unseen, "2026-12-05T10:00:00Z", None).next.state, NextState::Held);
    assert_eq!(course(WELL, NOON, None).next.state, NextState::Open);
    assert_eq!(course(&with(ENDED, "depth_mm = 1.0", "depth_mm = 2.0"), NOON, None).spacing_days, 42);
}

#[test]
fn each_state_of_the_next_session_has_its_word() {
    let states = [NextState::Open, NextState::Ask, NextState::Held];
    assert_eq!(states.map(NextState::id), ["open", "ask", "held"]);
}

#[test]
fn waits_of_screening_move_the_next_session() {
    let peel = with(
        ENDED,
        "recent = []",
        "recent = [{ what = \"chemical-peel\", kind = \"deep\", on = \"2026-11-25\" }]",
    );
    let course_of = |text: &str| course(text, "2026-12-05T10:00:00Z", None);
    assert_eq!(course_of(&peel).next.earliest, Some(date(2027, 2, 25)));
    let sunburnt = course_of(&with(ENDED, "conditions = []", "conditions = [\"sunburn\"]"));
    assert_eq!((sunburnt.next.earliest, sunburnt.dates.len()), (None, 0));
    assert_eq!(sunburnt.next.findings[0].rule.id, "screen-sunburn");
    assert_eq!(sunburnt.next.state, NextState::Held);
    assert!(course_of(ENDED).next.findings.is_empty());
    // What a doctor must agree to is asked about, and has no date.
    let keloid = course_of(&with(ENDED, "history = []", "history = [\"keloid\"]"));
    assert_eq!(
        (keloid.next.state, keloid.next.findings[0].rule.id.as_str()),
        (NextState::Ask, "screen-keloid")
    );
    assert!(keloid.next.earliest.is_some());
}

#[test]
fn dates_follow_each_other_from_the_booked_day() {
    let days = |text: &str| {
        course(text, "2026-12-05T10:00:00Z", None)
            .dates
            .iter()
            .map(|date| (date.number, date.earliest))
            .collect::<Vec<_>>()
    };
    assert_eq!(days(ENDED), [(2, date(2026, 12, 29)), (3, date(2027, 1, 26))]);
    let booked = format!("{ENDED}[next]\nplanned = \"2027-01-05T10:00:00+01:00[Europe/Berlin]\"\n");
    assert_eq!(days(&booked), [(2, date(2027, 1, 5)), (3, date(2027, 2, 2))]);
    let too_early = format!("{ENDED}[next]\nplanned = \"2026-12-20T10:00:00+01:00[Europe/Berlin]\"\n");
    assert_eq!(days(&too_early)[0], (2, date(2026, 12, 29)));
    assert_eq!(course(&booked, "2026-12-05T10:00:00Z", None).next.earliest, Some(date(2026, 12, 29)));
}

#[test]
fn a_course_is_counted_back_from_a_day() {
    let back = |by: Date| course(ENDED, "2026-12-05T10:00:00Z", Some(by)).backwards.unwrap();
    // Seven days of margin, then one spacing of 28 days.
    let roomy = back(date(2027, 3, 1));
    assert_eq!(
        (roomy.last_safe_day, roomy.latest.clone()),
        (date(2027, 2, 22), vec![date(2027, 1, 25), date(2027, 2, 22)])
    );
    assert!(roomy.is_feasible && roomy.clashes.is_empty());
    let paused =
        roomy.gaps.iter().find(|gap| gap.activity == Activity::Retinoids && gap.number == 2).unwrap();
    // Three days before (T4-01) the earliest day to the gate five days after.
    assert_eq!((paused.from, paused.until), (date(2026, 12, 26), date(2027, 1, 3)));
    let tight = back(date(2027, 2, 2));
    assert!(tight.is_feasible && tight.latest == [date(2026, 12, 29), date(2027, 1, 26)]);
    let clash = back(date(2027, 2, 1));
    assert!(!clash.is_feasible);
    assert!(
        matches!(
            clash.clashes[..],
            [Clash::Sessions(Some(_)), Clash::Spacing(Some(_)), Clash::Margin(Some(_))]
        ),
        "{:?}",
        clash.clashes
    );
    let sooner = back(date(2026, 12, 20));
    assert!(matches!(sooner.clashes[..], [Clash::Spacing(Some(_))]), "{:?}", sooner.clashes);
    assert!(back(date(2026, 12, 1)).clashes.is_empty() && !back(date(2026, 12, 1)).is_feasible);
    let dates = course(ENDED, "2026-12-05T10:00:00Z", Some(date(2027, 3, 1))).dates;
    assert_eq!(dates[0].latest, Some(date(2027, 1, 25)));
}

#[test]
fn only_the_spacing_keeps_a_course_off_the_day_before_the_last_session() {
    // Ended after midnight in Berlin, while it is still the evening before where the person lives.
    let text = with(ENDED, "born = 1990", "born = 1990\nzone = \"America/New_York\"");
    let text = with(&text, "2026-12-01T12:00:00", "2026-12-01T00:30:00");
    let backwards = course(&text, "2026-11-30T23:45:00Z", Some(date(2026, 11, 30))).backwards.unwrap();
    assert!(matches!(backwards.clashes[..], [Clash::Spacing(Some(_))]), "{:?}", backwards.clashes);
}

#[test]
fn a_wait_can_be_the_whole_clash() {
    let peel = with(
        ENDED,
        "recent = []",
        "recent = [{ what = \"chemical-peel\", kind = \"deep\", on = \"2026-11-25\" }]",
    );
    let backwards = course(&peel, "2026-12-05T10:00:00Z", Some(date(2027, 2, 20))).backwards.unwrap();
    let [Clash::Wait(Some(rule))] = backwards.clashes[..] else { panic!("{:?}", backwards.clashes) };
    assert_eq!(rule.id, "screen-recent-peel-deep");
    let done = with(ENDED, "applied = []", "applied = []\nsession = { number = 3, of = 3 }");
    assert!(course(&done, "2026-12-05T10:00:00Z", Some(date(2026, 12, 6))).backwards.unwrap().is_feasible);
}

#[test]
fn the_persons_event_is_counted_back_from_while_it_is_to_come() {
    let text = format!("{ENDED}[event]\non = \"2027-03-01\"\n");
    let by = |now: &str| course(&text, now, None).backwards.map(|backwards| backwards.by);
    assert_eq!(by("2026-12-05T10:00:00Z"), Some(date(2027, 3, 1)));
    assert_eq!(by("2027-03-01T10:00:00Z"), Some(date(2027, 3, 1)));
    assert_eq!(by("2027-03-02T10:00:00Z"), None);
}

#[test]
fn a_longer_downtime_needs_a_longer_margin() {
    let last = |text: &str| course(text, NOON, Some(date(2027, 6, 30))).backwards.unwrap().last_safe_day;
    assert_eq!(last(ENDED), date(2027, 6, 23));
    // T1-12: radio-frequency swelling can last three weeks.
    assert_eq!(last(&with(ENDED, "\"pen\"", "\"rf\"")), date(2027, 6, 9));
    assert_eq!(last(&with(ENDED, "device = \"pen\"\n", "")), date(2027, 6, 9));
}

#[test]
fn results_are_asked_at_their_weeks() {
    let answer = |day: &str, word: &str| {
        format!("[[check_ins]]\nat = \"{day}T08:00:00+01:00[Europe/Berlin]\"\nimprovement = \"{word}\"\n")
    };
    let text = format!(
        "{ENDED}{}{}{}",
        answer("2026-12-28", "same"),
        answer("2026-12-29", "better"),
        answer("2027-02-23", "much-better")
    );
    let improved = course(&text, "2027-03-05T10:00:00Z", None).improvement;
    let rows: Vec<_> = improved.iter().map(|row| (row.week, row.date, row.answer)).collect();
    assert_eq!(
        rows,
        [
            (4, date(2026, 12, 29), Some(Improvement::Better)),
            (12, date(2027, 2, 23), Some(Improvement::MuchBetter)),
            (26, date(2027, 6, 1), None),
        ]
    );
    assert!(course(WELL, NOON, None).improvement.is_empty());
}

#[test]
fn a_result_told_on_the_day_of_a_week_belongs_to_that_week_alone() {
    let told = "[[check_ins]]\nat = \"2027-02-23T08:00:00+01:00[Europe/Berlin]\"\nimprovement = \"better\"\n";
    let improved = course(&format!("{ENDED}{told}"), "2027-03-05T10:00:00Z", None).improvement;
    let answers: Vec<_> = improved.iter().map(|row| (row.week, row.answer)).collect();
    assert_eq!(answers, [(4, None), (12, Some(Improvement::Better)), (26, None)]);
}

#[test]
fn the_price_is_the_persons_own_times_the_sessions() {
    let text = format!("{ENDED}[price]\nper_session = 250\ncurrency = \"EUR\"\n");
    assert_eq!(course(&text, NOON, None).cost, Some(750.0));
    // A concern says from how many to how many; who knows the number has one price.
    assert_eq!(course(&text, NOON, None).cost_most, Some(1500.0));
    let known = text.replace("[price]", "session = { number = 1, of = 4 }\n[price]");
    let known = course(&known, NOON, None);
    assert_eq!((known.cost, known.cost_most), (Some(1000.0), Some(1000.0)));
    assert_eq!(course(ENDED, NOON, None).cost, None);
}
