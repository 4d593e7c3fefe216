//! Check-ins that are begun, sent twice, corrected, taken back; answers that another protocol gave; and the set-up around them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod person;

use afterglow_store::{Answer, Kind, NewAnswer, NewFact, ProtocolName, Records};
use person::{Clinic, Page, Person};
use serde_json::{Value, json};

/// The hidden field of a form.
fn hidden(page: &Page, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.text.split(&start).nth(1).unwrap_or_else(|| panic!("no {name} in {}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

async fn case(jana: &mut Person) -> Value {
    serde_json::from_str(&jana.goes("/data/case.json").await.text).unwrap()
}

fn count(case: &Value) -> usize {
    case["check_ins"].as_array().map_or(0, Vec::len)
}

async fn answers(clinic: &Clinic) -> Vec<Answer> {
    let person = clinic.store.persons().await.unwrap()[0].id;
    clinic.store.answers(person).await.unwrap()
}

/// The level whose card a page shows.
fn level(page: &Page) -> &str {
    page.text.split("class=\"level ").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none")
}

#[tokio::test]
async fn what_was_begun_is_offered_and_goes_on() {
    let clinic = Clinic::new("draft").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let first = jana.goes("/check-in").await;
    let form = hidden(&first, "form");
    let ticked = [("form", form.as_str()), ("step", "1"), ("go", "next"), ("none", "eyes"), ("sign", "pus")];
    let second = jana.sends("/check-in", &ticked).await;
    assert_eq!(second.leads_to(), format!("/check-in?form={form}&step=2"));
    let second = jana.goes(second.leads_to()).await;
    // All of the first screen is in the form of the second, whatever becomes of the memory.
    assert_eq!(hidden(&second, "sign"), "pus");
    assert_eq!(hidden(&second, "none"), "eyes");
    // What cannot wait is said before it is sent.
    assert_eq!(level(&second), "same-day", "{}", second.text);
    assert_eq!(count(&case(&mut jana).await), 0);

    // The window closes. Another one, of another browser of the same person, finds it.
    let mut other = jana.clone();
    let offer = other.goes("/check-in").await;
    assert!(offer.text.contains("You began this check-in at"), "{}", offer.text);
    assert_eq!(level(&offer), "same-day");
    let today = other.goes("/today").await;
    assert_eq!(level(&today), "same-day");
    assert!(!today.text.contains("<p class=\"answer\">"), "a calm sentence stands beside it");
    let again = other.goes(&format!("/check-in?form={form}")).await;
    assert!(again.text.contains("value=\"pus\" checked"), "{}", again.text);
    assert!(again.text.contains("value=\"eyes\" checked"));

    let done = [("form", form.as_str()), ("step", "3"), ("go", "done"), ("none", "eyes"), ("sign", "pus")];
    let result = other.sends("/check-in", &done).await;
    assert!(result.leads_to().starts_with("/result/"));
    // It is over: neither offered, nor brought back by a copy that comes late.
    let late = [("form", form.as_str()), ("go", "keep"), ("sign", "pus")];
    assert_eq!(other.sends("/check-in", &late).await.status, 204);
    assert!(!jana.goes("/check-in").await.text.contains("You began"));
    assert_eq!(count(&case(&mut jana).await), 1);
}

#[tokio::test]
async fn a_draft_ends_with_anew_with_another_session_and_with_erasing() {
    let clinic = Clinic::new("draft-ends").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let begin = |form: u8| {
        let form = format!("0193aaaa-0000-4000-8000-0000000000{form:02}");
        [
            ("form".to_owned(), form),
            ("go".to_owned(), "keep".to_owned()),
            ("none".to_owned(), "eyes".to_owned()),
        ]
    };
    let tick = async |jana: &mut Person, form: u8| {
        let fields = begin(form);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
        assert_eq!(jana.sends("/check-in", &fields).await.status, 204);
        assert!(jana.goes("/check-in").await.text.contains("You began"));
    };
    tick(&mut jana, 1).await;
    let form = hidden(&jana.goes("/check-in").await, "form");
    jana.sends("/check-in/anew", &[("form", &form)]).await.leads_to();
    assert!(!jana.goes("/check-in").await.text.contains("You began"));

    tick(&mut jana, 2).await;
    let fields = [("of", "ended"), ("at", "2026-11-24T09:00"), ("again", "yes")];
    jana.sends("/setup/when", &fields).await.leads_to();
    assert!(!jana.goes("/check-in").await.text.contains("You began"), "of another session");

    tick(&mut jana, 3).await;
    assert_eq!(jana.sends("/data/erase", &[("sure", "yes")]).await.status, 200);
    jana.begins().await;
    assert!(!jana.goes("/check-in").await.text.contains("You began"), "of somebody who is gone");
    // What says nothing is no draft.
    let nothing = [("form", "0193aaaa-0000-4000-8000-000000000009"), ("go", "keep"), ("note", " ")];
    assert_eq!(jana.sends("/check-in", &nothing).await.status, 204);
    assert!(!jana.goes("/check-in").await.text.contains("You began"));
}

#[tokio::test]
async fn what_is_too_old_is_looked_at_again() {
    let clinic = Clinic::new("draft-old").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let form = "0193aaaa-0000-4000-8000-000000000001";
    let old = [("form", form), ("begun", "2026-11-23T20:00:00Z"), ("sign", "breathing-trouble")];
    let keep = [&old[..], &[("go", "keep")]].concat();
    assert_eq!(jana.sends("/check-in", &keep).await.status, 204);
    assert!(!jana.goes("/check-in").await.text.contains("You began"), "it is about another time");
    // A window that stood open all night is not sent as present, and not thrown away either.
    let sent = jana.sends("/check-in", &old).await;
    assert_eq!(sent.leads_to(), format!("/check-in?form={form}&step=1"));
    assert_eq!(count(&case(&mut jana).await), 0);
    let again = jana.goes(sent.leads_to()).await;
    assert!(again.text.contains("See if it is still so"), "{}", again.text);
    assert!(again.text.contains("value=\"breathing-trouble\" checked"));
    assert_eq!(level(&again), "emergency");
    let begun = hidden(&again, "begun");
    let now = [("form", form), ("begun", &begun), ("sign", "breathing-trouble")];
    assert!(jana.sends("/check-in", &now).await.leads_to().starts_with("/result/"));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_stored_once() {
    let clinic = Clinic::new("twice").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let form = hidden(&jana.goes("/check-in").await, "form");
    let sent = (0..8).map(|_| {
        let (mut tab, form) = (jana.clone(), form.clone());
        tokio::spawn(async move {
            let fields = [("form", form.as_str()), ("none", "breathing"), ("symptom-pain", "mild")];
            tab.sends("/check-in", &fields).await.leads_to().to_owned()
        })
    });
    let mut results = Vec::new();
    for sent in sent.collect::<Vec<_>>() {
        results.push(sent.await.unwrap());
    }
    results.dedup();
    assert_eq!(results.len(), 1, "each leads to the same answer");
    assert_eq!((count(&case(&mut jana).await), answers(&clinic).await.len()), (1, 1));
    // With a warning sign more it is no copy.
    let more = [("form", form.as_str()), ("none", "breathing"), ("symptom-pain", "mild"), ("sign", "pus")];
    assert_ne!(jana.sends("/check-in", &more).await.leads_to(), results[0]);
    // Another form with the same answers is another check-in.
    let fields =
        [("form", "0193aaaa-0000-4000-8000-000000000001"), ("none", "breathing"), ("symptom-pain", "mild")];
    jana.sends("/check-in", &fields).await.leads_to();
    assert_eq!(count(&case(&mut jana).await), 3);
}

#[tokio::test]
async fn a_fault_in_it_loses_nothing_of_it() {
    let clinic = Clinic::new("fault").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let form = hidden(&jana.goes("/check-in").await, "form");
    let wrong = [("form", form.as_str()), ("none", "eyes"), ("temperature_c", "101"), ("note", "so hot")];
    assert_eq!(jana.sends("/check-in", &wrong).await.status, 422);
    assert_eq!(count(&case(&mut jana).await), 0);
    let rest = jana.goes(&format!("/check-in?form={form}&step=3")).await;
    assert!(rest.text.contains("so hot") && rest.text.contains("value=\"101\""), "{}", rest.text);
    assert_eq!(hidden(&rest, "none"), "eyes");
}

#[tokio::test]
async fn a_check_in_is_corrected_in_its_place() {
    let clinic = Clinic::new("correct").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let first = [("none", "eyes"), ("symptom-pain", "severe"), ("note", "hot")];
    jana.sends("/check-in", &first).await.leads_to();
    let list = jana.goes("/check-ins").await;
    let fact = list.text.split("correct=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = jana.goes(&format!("/check-in?correct={fact}&step=2")).await;
    assert!(page.text.contains("name=\"symptom-pain\" value=\"severe\" checked"), "{}", page.text);
    assert_eq!((hidden(&page, "corrects"), hidden(&page, "none")), (fact.clone(), "eyes".to_owned()));
    let form = hidden(&page, "form");
    let at = case(&mut jana).await["check_ins"][0]["at"].clone();
    let grave =
        [("form", form.as_str()), ("corrects", &fact), ("none", "eyes"), ("sign", "breathing-trouble")];
    let result = jana.sends("/check-in", &grave).await.leads_to().to_owned();
    assert_eq!(level(&jana.goes(&result).await), "emergency");
    // Pressed again, it is the same correction, not a second one that comes too late.
    assert_eq!(jana.sends("/check-in", &grave).await.leads_to(), result);
    let now = case(&mut jana).await;
    assert_eq!((count(&now), &now["check_ins"][0]["at"]), (1, &at));
    assert_eq!(now["check_ins"][0]["signs"], json!(["breathing-trouble"]));
    // The one that was corrected is gone for corrections.
    let late = [("corrects", fact.as_str()), ("none", "eyes"), ("symptom-pain", "none")];
    assert_eq!(jana.sends("/check-in", &late).await.status, 409);

    // From here on nothing makes it milder, neither a correction nor taking it back.
    let list = jana.goes("/check-ins").await;
    assert!(list.text.contains("It cannot become milder"), "{}", list.text);
    let fact = list.text.split("correct=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let milder = [("corrects", fact.as_str()), ("none", "breathing"), ("symptom-pain", "none")];
    assert_eq!(jana.sends("/check-in", &milder).await.status, 422);
    let path = format!("/check-ins/{fact}/withdraw");
    assert_eq!(jana.sends(&path, &[("mistake", "yes")]).await.status, 422);
    assert_eq!(level(&jana.goes("/today").await), "emergency");
    // Graver or as grave it may become.
    let worse = [("corrects", fact.as_str()), ("sign", "breathing-trouble"), ("sign", "pus")];
    jana.sends("/check-in", &worse).await.leads_to();
    // When a clinician has looked, a mistake may be taken back.
    // Of what the page did not show nobody has seen anything.
    jana.sends("/seen", &[("by", "hospital"), ("closes", "fever")]).await.leads_to();
    assert_eq!(level(&jana.goes("/today").await), "emergency");
    looked(&mut jana).await;
    looked(&mut jana).await;
    let list = jana.goes("/check-ins").await;
    let path = list
        .text
        .split("action=\"")
        .find(|it| it.starts_with("/check-ins/"))
        .unwrap_or_else(|| panic!("{}", list.text));
    let path = path.split('"').next().unwrap().to_owned();
    assert_eq!(jana.sends(&path, &[]).await.leads_to(), "/check-ins");
    assert_eq!(count(&case(&mut jana).await), 1, "nobody said that it was a mistake");
    jana.sends(&path, &[("mistake", "yes")]).await.leads_to();
    assert_eq!(count(&case(&mut jana).await), 0);
}

/// Somebody at the hospital has looked at what stands on the page of today.
async fn looked(jana: &mut person::Person) {
    let today = jana.goes("/today").await.text;
    let shown = today.split("name=\"closes\" value=\"").skip(1).filter_map(|it| it.split('"').next());
    let shown: Vec<&str> = shown.collect();
    assert!(!shown.is_empty(), "{today}");
    let fields: Vec<(&str, &str)> =
        shown.iter().map(|id| ("closes", *id)).chain([("by", "hospital")]).collect();
    jana.sends("/seen", &fields).await.leads_to();
}

#[tokio::test]
async fn two_withdrawals_at_once_do_not_hide_a_danger_together() {
    for round in 0..10 {
        let clinic = Clinic::new(&format!("at-once-{round}")).await;
        let mut jana = clinic.person();
        jana.begins().await;
        for sign in ["chest-pain", "faint"] {
            jana.sends("/check-in", &[("sign", sign)]).await.leads_to();
        }
        let list = jana.goes("/check-ins").await.text;
        let facts: Vec<String> = list
            .split("correct=")
            .skip(1)
            .filter_map(|it| it.split('"').next().map(|id| format!("/check-ins/{id}/withdraw")))
            .collect();
        assert_eq!(facts.len(), 2, "{list}");
        let (mut one, mut other) = (jana.clone(), jana.clone());
        let sure = [("mistake", "yes")];
        tokio::join!(one.sends(&facts[0], &sure), other.sends(&facts[1], &sure));
        assert_eq!(level(&jana.goes("/today").await), "emergency");
    }
}

#[tokio::test]
async fn a_danger_ticked_in_a_form_that_was_sent_is_another_check_in() {
    let clinic = Clinic::new("sent-form").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let form = "0193aaaa-0000-4000-8000-00000000000f";
    let mild = [("form", form), ("none", "breathing"), ("symptom-pain", "none")];
    jana.sends("/check-in", &mild).await.leads_to();
    let back = [("form", form), ("go", "next"), ("step", "1"), ("sign", "chest-pain")];
    let next = jana.sends("/check-in", &back).await.leads_to().to_owned();
    assert!(!next.contains(form), "{next}");
    let page = jana.goes(&next).await;
    assert_eq!((page.status, level(&page)), (200, "emergency"));
    assert_eq!(level(&jana.goes("/today").await), "emergency");
}

#[tokio::test]
async fn a_warning_sign_without_an_answer_is_never_calm() {
    let clinic = Clinic::new("open-signs").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let told = jana.sends("/check-in", &[("symptom-pain", "none")]).await;
    let result = jana.goes(told.leads_to()).await;
    assert_eq!(level(&result), "none");
    assert!(
        result.text.contains("We cannot say yet") && !result.text.contains("Care for it at home"),
        "{}",
        result.text
    );
    assert!(result.text.contains("<details open>"), "what is open is shown");
}

#[tokio::test]
async fn a_session_that_is_still_to_come_has_not_ended() {
    let clinic = Clinic::new("to-come").await;
    let mut jana = clinic.person();
    assert_eq!(jana.sends("/setup/when", &[("of", "ended"), ("at", "2027-06-01T10:00")]).await.status, 422);
    jana.sends("/setup/when", &[("of", "planned"), ("at", "2027-06-01T10:00")]).await.leads_to();
    assert_eq!(jana.goes("/check-in").await.leads_to(), "/today");
}

#[tokio::test]
async fn a_mild_check_in_does_not_hide_a_grave_one_by_being_taken_back() {
    let clinic = Clinic::new("withdraw").await;
    let mut jana = clinic.person();
    jana.begins().await;
    jana.sends("/check-in", &[("sign", "breathing-trouble")]).await.leads_to();
    jana.sends("/check-in", &[("none", "breathing"), ("symptom-pain", "none")]).await.leads_to();
    let before = jana.goes("/today").await;
    assert_eq!(level(&before), "emergency");
    let list = jana.goes("/check-ins").await;
    let paths: Vec<String> = list
        .text
        .split("action=\"")
        .filter(|it| it.starts_with("/check-ins/"))
        .map(|it| it.split('"').next().unwrap().to_owned())
        .collect();
    // The later, milder one may go, since nothing falls with it; the grave one may not.
    assert_eq!(paths.len(), 1, "{}", list.text);
    jana.sends(&paths[0], &[("mistake", "yes")]).await.leads_to();
    assert_eq!(level(&jana.goes("/today").await), "emergency");
    assert_eq!(jana.sends("/check-ins/0193aaaa-0000-7000-8000-000000000000/withdraw", &[]).await.status, 404);
}

/// Records an answer as another protocol would have given it, and shows it.
async fn answered(clinic: &Clinic, jana: &mut Person, fields: &[(&str, &str)], given: &str) -> Page {
    jana.sends("/check-in", fields).await.leads_to();
    let like = answers(clinic).await.pop().unwrap();
    let mut output: Value = serde_json::from_str(&like.output).unwrap();
    output["level"] = json!(given);
    output["first_steps"] = json!([{ "id": "call-emergency" }, { "id": "of-another-protocol" }]);
    let stored = NewAnswer {
        kind: like.kind.clone(),
        cause: None,
        judged_at: like.judged_at,
        input: like.input.clone(),
        output: output.to_string(),
        protocol: ProtocolName {
            id: "microneedling".to_owned(),
            version: "0".to_owned(),
            digest: "0f".repeat(32),
        },
    };
    let recorded = clinic.store.record(like.person, Vec::new(), Some(stored), like.judged_at).await.unwrap();
    jana.goes(&format!("/result/{}", recorded.answer.unwrap())).await
}

#[tokio::test]
async fn an_answer_of_another_protocol_stays_unless_today_is_graver() {
    let clinic = Clinic::new("stored").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let quiet = [("none", "breathing"), ("symptom-redness", "mild")];
    let was_graver = answered(&clinic, &mut jana, &quiet, "emergency").await;
    assert_eq!((was_graver.status, level(&was_graver)), (200, "emergency"), "{}", was_graver.text);
    assert!(was_graver.text.contains("Answered by microneedling, version 0"));
    assert!(!was_graver.text.contains("of-another-protocol"), "an id is no word of a person");
    assert!(was_graver.text.contains("Call 112") || was_graver.text.contains("tel:112"));

    let grave = [("sign", "breathing-trouble")];
    let is_graver = answered(&clinic, &mut jana, &grave, "self-care").await;
    assert_eq!(level(&is_graver), "emergency", "{}", is_graver.text);
    assert!(is_graver.text.contains("By the rules of today this is graver"));
    assert!(is_graver.text.contains("Its answer was: Care at home"));

    // The answer of this protocol says nothing of protocols that are gone.
    let own = jana.sends("/check-in", &quiet).await;
    let own = jana.goes(own.leads_to()).await;
    assert!(!own.text.contains("Answered by"));
}

#[tokio::test]
async fn changing_what_counts_once_corrects_it() {
    let clinic = Clinic::new("correct-single").await;
    let mut jana = clinic.person();
    jana.begins().await;
    jana.sends("/setup/device", &[("device", "pen")]).await.leads_to();
    jana.sends("/setup/device", &[("device", "roller")]).await.leads_to();
    for _ in 0..2 {
        jana.sends("/settings", &[("clinic", "Praxis"), ("zone", "Europe/Berlin"), ("size", "large")])
            .await
            .leads_to();
    }
    let person = clinic.store.persons().await.unwrap()[0].id;
    let facts = clinic.store.facts(person).await.unwrap();
    for kind in [Kind::Person, Kind::Contacts, Kind::Treatment, Kind::Settings] {
        let standing = afterglow_store::standing(&facts);
        assert_eq!(standing.iter().filter(|fact| fact.kind == kind).count(), 1, "{kind:?}");
    }
    // Saving what stands there already says nothing new.
    assert_eq!(facts.iter().filter(|fact| fact.kind == Kind::Settings).count(), 1);
    assert_eq!(case(&mut jana).await["treatment"]["device"], "roller");

    // Another session is a new treatment, and the earlier one stays beneath it.
    let fields = [("of", "ended"), ("at", "2026-11-24T09:00"), ("again", "yes")];
    jana.sends("/setup/when", &fields).await.leads_to();
    let facts = clinic.store.facts(person).await.unwrap();
    let treatments =
        afterglow_store::standing(&facts).into_iter().filter(|fact| fact.kind == Kind::Treatment);
    assert_eq!(treatments.count(), 2);
}

#[tokio::test]
async fn what_was_taken_back_can_be_said_anew() {
    let clinic = Clinic::new("taken-back").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let person = clinic.store.persons().await.unwrap()[0].id;
    let facts = clinic.store.facts(person).await.unwrap();
    let known = facts.iter().find(|fact| fact.kind == Kind::Contacts).unwrap();
    let now = known.recorded;
    let gone = NewFact::withdrawal(Kind::Contacts, known.id);
    clinic.store.record(person, vec![gone], None, now).await.unwrap();
    let fields = [("clinic", "Praxis am Ufer")];
    jana.sends("/settings", &fields).await.leads_to();
    assert_eq!(case(&mut jana).await["contacts"]["clinic"], "Praxis am Ufer");
}

#[tokio::test]
async fn the_set_up_asks_what_the_rules_ask_for_and_ends_with_the_screening() {
    let clinic = Clinic::new("screen").await;
    let mut jana = clinic.person();
    assert_eq!(jana.goes("/screen").await.leads_to(), "/setup/when?of=planned");
    jana.sends("/setup/when", &[("of", "planned"), ("at", "2027-01-16T10:00")]).await.leads_to();
    let numbing = [("numbing", "lidocaine"), ("percent", "4,0"), ("grams", "20"), ("prilocaine", "false")];
    jana.sends("/setup/numbing", &numbing).await.leads_to();
    jana.sends("/setup/applied", &[("choice", "hyaluronic-acid"), ("choice", "own-blood")]).await.leads_to();
    let you = [("born", "1990"), ("pregnant", "false"), ("breastfeeding", "false")];
    jana.sends("/setup/you", &you).await.leads_to();
    // A day alone says that it was.
    let medicines = [("choice", "anticoagulant"), ("day-isotretinoin", "2026-08-31")];
    jana.sends("/setup/medications", &medicines).await.leads_to();
    let recent =
        [("choice", "chemical-peel"), ("day-chemical-peel", "2026-11-01"), ("kind-chemical-peel", "medium")];
    jana.sends("/setup/recent", &recent).await.leads_to();
    assert_eq!(jana.sends("/setup/clinic", &[("country", "de")]).await.leads_to(), "/screen");
    let now = case(&mut jana).await;
    assert_eq!(
        now["treatment"]["numbing"],
        json!({ "agent": "lidocaine", "percent": 4.0, "grams": 20.0, "prilocaine": false })
    );
    assert_eq!(now["treatment"]["applied"], json!(["hyaluronic-acid", "own-blood"]));
    assert_eq!(
        now["person"]["medications"],
        json!([{ "class": "anticoagulant" }, { "class": "isotretinoin", "last_taken": "2026-08-31" }])
    );
    assert_eq!(
        now["person"]["recent"],
        json!([{ "what": "chemical-peel", "on": "2026-11-01", "kind": "medium" }])
    );
    assert_eq!(now["person"]["breastfeeding"], false);
    let screen = jana.goes("/screen").await;
    assert!(screen.text.contains("Wait until Sun 28 Feb 2027"), "{}", screen.text);
    assert!(screen.text.contains("last on Mon 31 Aug 2026"), "{}", screen.text);
    assert!(screen.text.contains("blood thinner") && screen.text.contains("/plan?of=before"));
    assert!(jana.goes("/today").await.text.contains("href=\"/screen\""));
    // It comes back into the form.
    let page = jana.goes("/setup/recent").await;
    assert!(page.text.contains("name=\"day-chemical-peel\" value=\"2026-11-01\""), "{}", page.text);
    assert!(page.text.contains("<option value=\"medium\" selected>"));
    // "Not sure" takes it back, and "none" is not the same.
    jana.sends("/setup/recent", &[("open", "yes")]).await.leads_to();
    assert!(case(&mut jana).await["person"].get("recent").is_none());
    jana.sends("/setup/recent", &[("none", "yes")]).await.leads_to();
    assert_eq!(case(&mut jana).await["person"]["recent"], json!([]));
    // A day that cannot be is refused with its name, and nothing of it is kept.
    assert_eq!(jana.sends("/setup/recent", &[("day-laser", "soon")]).await.status, 422);
    assert_eq!(case(&mut jana).await["person"]["recent"], json!([]));
}

#[tokio::test]
async fn where_nobody_knows_the_zone_it_is_asked_before_a_time() {
    let clinic = Clinic::somewhere("zone").await;
    let mut jana = clinic.person();
    assert_eq!(jana.goes("/setup/when?of=ended").await.leads_to(), "/setup/zone?of=ended");
    let at = [("of", "ended"), ("at", "2026-11-22T10:00")];
    assert_eq!(jana.sends("/setup/when", &at).await.status, 422);
    assert!(jana.goes("/setup/zone?of=ended").await.text.contains("<option>Asia/Tokyo"));
    assert_eq!(jana.sends("/setup/zone", &[("zone", "Nowhere/Town")]).await.status, 422);
    let there = jana.sends("/setup/zone", &[("of", "ended"), ("zone", "Asia/Tokyo")]).await;
    assert_eq!(there.leads_to(), "/setup/when?of=ended");
    assert_eq!(jana.goes(there.leads_to()).await.status, 200);
    jana.sends("/setup/when", &at).await.leads_to();
    assert_eq!(case(&mut jana).await["treatment"]["ended"], "2026-11-22T10:00:00+09:00[Asia/Tokyo]");
}
