//! A person's session, as they live it: what they fill in, what they are told, what is kept of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod person;

use afterglow_core::case;
use afterglow_core::document::{Document, Format};
use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_store::{Kind, NewFact, Records};
use afterglow_wire::{TriageWire, View};
use person::Clinic;

#[tokio::test]
async fn from_the_first_page_to_the_last() {
    let clinic = Clinic::new("first-to-last").await;
    let mut jana = clinic.person();
    assert_eq!(jana.goes("/").await.leads_to(), "/start");
    assert_eq!(jana.goes("/check-in").await.leads_to(), "/setup/when?of=ended");

    let at = [("of", "ended"), ("at", "2026-11-22T10:00")];
    assert_eq!(jana.sends("/setup/when", &at).await.leads_to(), "/setup/setting");
    jana.sends("/setup/setting", &[("setting", "clinic")]).await.leads_to();
    jana.sends("/setup/device", &[("device", "pen")]).await.leads_to();
    jana.sends("/setup/areas", &[("choice", "face"), ("depth", "1,0")]).await.leads_to();
    jana.sends("/setup/clinic", &[("clinic", "Praxis <am> Kanal"), ("country", "de")]).await.leads_to();
    assert_eq!(jana.goes("/").await.leads_to(), "/today");
    let today = jana.goes("/today").await;
    assert_eq!(today.status, 200);

    let told = jana.sends("/check-in", &[("sign", "breathing-trouble"), ("note", "<b>I</b>")]).await;
    let result = jana.goes(told.leads_to()).await;
    assert!(result.text.contains("level emergency"), "{}", result.text);
    assert!(result.text.contains("tel:112"), "{}", result.text);
    // Whatever comes after it, the next page does not sound calm.
    assert!(jana.goes("/today").await.text.contains("level emergency"));

    jana.sends("/products", &[("name", "<i>cream</i>"), ("label", "Aqua, Retinol")]).await.leads_to();
    let products = jana.goes("/products").await;
    assert!(products.text.contains("Retinol") || products.text.contains("retinol"), "{}", products.text);
    assert!(!products.text.contains("<i>cream"), "a name is no markup");
    let remove = products.text.split("action=\"").find(|part| part.contains("/remove\"")).unwrap_or_default();
    let remove = remove.split('"').next().unwrap_or_default().to_owned();
    jana.sends(&remove, &[]).await.leads_to();
    assert!(!jana.goes("/products").await.text.contains("/remove"));

    // Without the tick nothing is erased.
    assert_eq!(jana.sends("/data/erase", &[]).await.leads_to(), "/data");
    assert!(jana.goes("/data/case.json").await.text.contains("breathing-trouble"));
    assert_eq!(jana.sends("/data/erase", &[("sure", "yes")]).await.status, 200);
    assert_eq!(jana.goes("/").await.leads_to(), "/start");
    assert!(!jana.goes("/data/case.json").await.text.contains("breathing-trouble"));
}

#[tokio::test]
async fn a_form_counts_only_with_the_secret_of_its_browser() {
    let clinic = Clinic::new("secret").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let before = jana.goes("/data/case.json").await.text;
    let signs = [("sign", "breathing-trouble")];
    assert_eq!(jana.without_secret().sends("/check-in", &signs).await.status, 403);
    assert_eq!(jana.with_secret(&"cd".repeat(32)).sends("/check-in", &signs).await.status, 403);
    assert_eq!(jana.with_secret(&jana.secret()[..63]).sends("/check-in", &signs).await.status, 403);
    assert_eq!(jana.coming_from("https://evil.example").sends("/check-in", &signs).await.status, 403);
    assert_eq!(jana.coming_from("null").sends("/check-in", &signs).await.status, 403);
    assert_eq!(jana.goes("/data/case.json").await.text, before);
    assert_eq!(jana.sends("/check-in", &signs).await.status, 303);
    assert_ne!(jana.goes("/data/case.json").await.text, before);
}

#[tokio::test]
async fn fields_that_nobody_asked_for_change_nothing() {
    let clinic = Clinic::new("extra").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let extra =
        [("sign", "breathing-trouble"), ("level", "self-care"), ("judged_at", "1999"), ("person", "x")];
    let told = jana.sends("/check-in", &extra).await;
    assert!(jana.goes(told.leads_to()).await.text.contains("level emergency"));
    assert!(!jana.goes("/data/case.json").await.text.contains("1999"));
}

#[tokio::test]
async fn fifty_check_ins_at_once_are_all_kept() {
    let clinic = Clinic::new("fifty").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let sent = (0..50).map(|_| {
        let mut tab = jana.clone();
        tokio::spawn(async move { tab.sends("/check-in", &[("none", "breathing")]).await.status })
    });
    for status in sent.collect::<Vec<_>>() {
        assert_eq!(status.await.ok(), Some(303));
    }
    assert_eq!(jana.goes("/data/case.json").await.text.matches("asked_signs").count(), 50);
}

#[tokio::test]
async fn first_requests_at_once_are_of_one_person() {
    let clinic = Clinic::new("first").await;
    let jana = clinic.person();
    let asked = (0..50).map(|_| {
        let mut tab = jana.clone();
        tokio::spawn(async move { tab.goes("/start").await.status })
    });
    for status in asked.collect::<Vec<_>>() {
        assert_eq!(status.await.ok(), Some(200));
    }
    assert_eq!(clinic.store.persons().await.map(|all| all.len()).ok(), Some(1));
}

#[tokio::test]
async fn a_stored_answer_is_computed_again_byte_by_byte() {
    let clinic = Clinic::new("again").await;
    let mut jana = clinic.person();
    jana.begins().await;
    for fields in [
        vec![("sign", "breathing-trouble")],
        vec![("none", "breathing"), ("symptom-redness", "mild"), ("temperature_c", "37,2")],
        vec![("symptom-pain", "severe"), ("trend", "worse")],
    ] {
        jana.sends("/check-in", &fields).await.leads_to();
    }
    // One that answers nothing is refused, and is no answer.
    assert_eq!(jana.sends("/check-in", &[("note", "nothing ticked")]).await.status, 422);
    let protocol = Protocol::builtin().unwrap();
    let person = clinic.store.persons().await.unwrap()[0].id;
    let answers = clinic.store.answers(person).await.unwrap();
    assert_eq!(answers.len(), 3);
    for answer in answers {
        assert_eq!(answer.protocol.digest, protocol.digest());
        let case = case::read(&Document::new("stored", &answer.input, Format::Json)).unwrap();
        let (again, asked) = engine::triage_and_ask(&protocol, &case, answer.judged_at);
        let view = View { protocol: &protocol, wording: None };
        let text = serde_json::to_string(&TriageWire::new(&again, &asked, view)).unwrap();
        assert_eq!(text, answer.output);
        // An hour later it would be another text: that it is the same means something.
        let later = answer.judged_at + jiff::SignedDuration::from_hours(1);
        let (other, asked) = engine::triage_and_ask(&protocol, &case, later);
        assert_ne!(serde_json::to_string(&TriageWire::new(&other, &asked, view)).unwrap(), answer.output);
    }
}

#[tokio::test]
async fn a_text_too_long_to_keep_is_the_senders_affair() {
    let clinic = Clinic::new("long").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let long = "a".repeat(70_000);
    for (path, field) in
        [("/setup/you", "name"), ("/products", "label"), ("/check-in", "note"), ("/settings", "clinic")]
    {
        let answer = jana.sends(path, &[(field, &long)]).await;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn a_time_that_cannot_be_read_is_not_taken_for_now() {
    let clinic = Clinic::new("time").await;
    let mut jana = clinic.person();
    jana.begins().await;
    assert_eq!(jana.sends("/may/makeup/did", &[("at", "yesterday evening")]).await.status, 422);
    assert!(!jana.goes("/data/case.json").await.text.contains("\"done\""));
}

#[tokio::test]
async fn a_warning_sign_in_a_key_that_stands_twice_is_not_lost() {
    let clinic = Clinic::new("twice").await;
    let mut jana = clinic.person();
    let case = r#"{"case":{"treatment":{"ended":"2026-11-22T10:00:00+01:00[Europe/Berlin]"},"check_ins":[{"at":"2026-11-23T10:00:00+01:00[Europe/Berlin]","signs":["spreading-redness"],"signs":[]}]}}"#;
    let answer = jana.asks("/api/v1/triage", case).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("stands twice"), "{}", answer.text);
    let wrong = jana.asks("/api/v1/label", r#"{"case":{},"label":{}}"#).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(jana.asks("/api/v1/triage", r#"{"case":{},"activity":"makeup"}"#).await.status, 422);
}

/// What was loaded is kept until something changes, whoever changes it.
#[tokio::test]
async fn what_changes_beside_the_pages_is_on_the_next_page() {
    let clinic = Clinic::new("beside").await;
    let mut jana = clinic.person();
    jana.begins().await;
    assert!(!jana.goes("/products").await.text.contains("evening cream"));
    let person = clinic.store.persons().await.unwrap()[0].id;
    let now = "2026-11-24T10:00:00Z".parse().unwrap();
    let body = serde_json::json!({ "name": "evening cream", "label": "Aqua" });
    let fact = NewFact::new(Kind::Product, body);
    clinic.store.record(person, vec![fact], None, now).await.unwrap();
    assert!(jana.goes("/products").await.text.contains("evening cream"));
    clinic.store.erase(person).await.unwrap();
    assert!(!jana.goes("/products").await.text.contains("evening cream"));
    assert_eq!(jana.goes("/").await.leads_to(), "/start");
}

/// People who come first at once are one person.
#[tokio::test]
async fn many_first_requests_make_one_person() {
    let clinic = Clinic::new("at-once").await;
    let visits: Vec<_> = (0..16)
        .map(|_| {
            let mut jana = clinic.person();
            tokio::spawn(async move { jana.goes("/start").await.status })
        })
        .collect();
    for visit in visits {
        assert_eq!(visit.await.unwrap(), 200);
    }
    assert_eq!(clinic.store.persons().await.unwrap().len(), 1);
}
