//! The course, as a person tells of it: the price, the day to be ready for, the next session, how it turned out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod person;

use person::{Clinic, Person};
use serde_json::{Value, json};

async fn case(person: &mut Person) -> Value {
    serde_json::from_str(&person.goes("/data/case.json").await.text).unwrap()
}

/// A session so long ago that week 4 has come.
async fn treated_in_october(person: &mut Person) {
    person.begins().await;
    let fields = [("of", "ended"), ("at", "2026-10-20T10:00")];
    person.sends("/setup/when", &fields).await.leads_to();
    let fields = [("choice", "acne-scars")];
    assert_eq!(person.sends("/course/concerns", &fields).await.leads_to(), "/course#concerns");
}

#[tokio::test]
async fn the_price_is_added_up_from_the_fewest_to_the_most_sessions() {
    let clinic = Clinic::new("price").await;
    let mut jana = clinic.person();
    treated_in_october(&mut jana).await;
    let price = [("per_session", "249,50"), ("currency", "eur")];
    assert_eq!(jana.sends("/course/price", &price).await.leads_to(), "/course#price");
    assert_eq!(case(&mut jana).await["price"], json!({ "per_session": 249.5, "currency": "EUR" }));
    let page = jana.goes("/course").await.text;
    assert!(page.contains("3 to 6 sessions: 748.5 EUR to 1497 EUR"), "{page}");
    // Who knows how many there will be has one price.
    jana.sends("/course/sessions", &[("number", "1"), ("of", "4")]).await.leads_to();
    let page = jana.goes("/course").await.text;
    assert!(page.contains("4 sessions: 998 EUR") && !page.contains("1497"), "{page}");
    // What is no number is said, and nothing is lost; what is taken back is gone.
    assert_eq!(jana.sends("/course/price", &[("per_session", "much")]).await.status, 422);
    assert_eq!(jana.sends("/course/price", &[("per_session", "1"), ("currency", "<b>")]).await.status, 422);
    assert_eq!(case(&mut jana).await["price"]["per_session"], json!(249.5));
    jana.sends("/course/price", &[("per_session", "1"), ("currency", "EUR")]).await.leads_to();
    jana.sends("/course/price", &[("open", "yes"), ("per_session", "1")]).await.leads_to();
    assert_eq!(case(&mut jana).await.get("price"), None);
}

#[tokio::test]
async fn a_wedding_is_counted_back_from_until_there_is_none() {
    let clinic = Clinic::new("wedding").await;
    let mut jana = clinic.person();
    treated_in_october(&mut jana).await;
    let wedding = [("on", "2027-06-12"), ("what", "<i>our</i> wedding")];
    assert_eq!(jana.sends("/course/event", &wedding).await.leads_to(), "/course#event");
    let page = jana.goes("/course").await.text;
    assert!(page.contains("Counted back from Sat 12 Jun 2027"), "{page}");
    assert!(page.contains("All of it fits."), "{page}");
    assert!(!page.contains("<i>our") && page.contains("wedding"), "a name is no markup");
    // Another day is tried without being kept.
    let tried = jana.goes("/course?by=2026-12-24").await.text;
    assert!(tried.contains("It does not all fit."), "{tried}");
    assert!(tried.contains("The days between two sessions"), "{tried}");
    assert_eq!(jana.goes("/course?by=soon").await.status, 422);
    assert_eq!(case(&mut jana).await["event"]["on"], json!("2027-06-12"));
    assert_eq!(jana.sends("/course/event", &[("what", "a trip")]).await.status, 422);
    jana.sends("/course/event", &[("open", "yes")]).await.leads_to();
    assert_eq!(case(&mut jana).await.get("event"), None);
    assert!(!jana.goes("/course").await.text.contains("Counted back from"));
}

#[tokio::test]
async fn how_it_turned_out_is_told_once_a_week_asks_and_can_be_changed() {
    let clinic = Clinic::new("improvement").await;
    let mut jana = clinic.person();
    jana.begins().await;
    // Two days after the session nothing asks yet.
    assert!(!jana.goes("/course").await.text.contains("name=\"improvement\""));
    assert_eq!(jana.sends("/course/improvement", &[("improvement", "better")]).await.status, 404);
    treated_in_october(&mut jana).await;
    let page = jana.goes("/course").await.text;
    assert!(page.contains("Week 4: how is it"), "{page}");
    let told = |answer| [("improvement", answer)];
    assert_eq!(jana.sends("/course/improvement", &told("better")).await.leads_to(), "/course#improvement");
    let before = case(&mut jana).await["check_ins"].clone();
    assert_eq!(before.as_array().map(Vec::len), Some(1));
    jana.sends("/course/improvement", &told("much-better")).await.leads_to();
    let after = case(&mut jana).await["check_ins"].clone();
    assert_eq!(after[0]["improvement"], json!("much-better"));
    assert_eq!((after.as_array().map(Vec::len), &after[0]["at"]), (Some(1), &before[0]["at"]));
    assert!(jana.goes("/course").await.text.contains("<dd>Much better</dd>"));
    // That the skin is better than before says nothing of how it is now.
    assert!(jana.goes("/today").await.text.contains("Day 35"));
    assert_eq!(jana.sends("/course/improvement", &told("wonderful")).await.status, 422);
    jana.sends("/course/improvement", &[("open", "yes")]).await.leads_to();
    assert_eq!(case(&mut jana).await.get("check_ins"), None);
}

#[tokio::test]
async fn what_else_a_check_in_told_stays_when_the_result_is_taken_back() {
    let clinic = Clinic::new("improvement-kept").await;
    let mut jana = clinic.person();
    treated_in_october(&mut jana).await;
    let body =
        json!({ "at": "2026-11-24T09:00:00+01:00[Europe/Berlin]", "signs": ["pus"], "improvement": "worse" });
    let kept = afterglow_store::NewFact::new(afterglow_store::Kind::CheckIn, body);
    let person = clinic.only().await;
    clinic.records(person, kept).await;
    let danger = jana.goes("/course").await.text;
    assert!(danger.contains("class=\"level "), "{danger}");
    assert!(!danger.contains("nothing we know of speaks against it"), "{danger}");
    jana.sends("/course/improvement", &[("open", "yes")]).await.leads_to();
    let check_in = case(&mut jana).await["check_ins"][0].clone();
    assert_eq!((check_in.get("improvement"), &check_in["signs"]), (None, &json!(["pus"])));
    assert!(jana.goes("/course").await.text.contains("class=\"level "));
}

#[tokio::test]
async fn the_next_session_is_booked_screened_and_taken_back() {
    let clinic = Clinic::new("booked").await;
    let mut jana = clinic.person();
    treated_in_october(&mut jana).await;
    for at in ["2026-12-01T15:30", "2026-12-02T15:30"] {
        assert_eq!(jana.sends("/course/booking", &[("at", at)]).await.leads_to(), "/course#booking");
    }
    let page = jana.goes("/course").await.text;
    assert!(page.contains("Wed 2 Dec 2026, 15:30") && page.contains("value=\"2026-12-02T15:30\""), "{page}");
    jana.sends("/setup/medications", &[("choice", "isotretinoin")]).await.leads_to();
    let page = jana.goes("/course").await.text;
    assert!(page.contains("Wait") && page.contains("Isotretinoin"), "{page}");
    assert!(page.contains("No day can be named yet"), "{page}");
    // A day before the last session cannot be the next.
    assert_eq!(jana.sends("/course/booking", &[("at", "2026-10-01T15:30")]).await.status, 422);
    assert_eq!(jana.sends("/course/booking", &[("at", "soon")]).await.status, 422);
    // The set-up books, too. All bookings are taken back, not only the last.
    jana.sends("/setup/when", &[("of", "planned"), ("at", "2026-12-03T15:30")]).await.leads_to();
    assert!(jana.goes("/course").await.text.contains("Thu 3 Dec 2026, 15:30"));
    jana.sends("/course/booking", &[("open", "yes")]).await.leads_to();
    assert_eq!(case(&mut jana).await.get("next"), None);
}

#[tokio::test]
async fn sessions_before_are_told_and_a_new_one_remembers_them() {
    let clinic = Clinic::new("before").await;
    let mut jana = clinic.person();
    treated_in_october(&mut jana).await;
    let earlier = [("previous", "2026-09-01"), ("previous", "2026-07-15"), ("previous", ""), ("of", "5")];
    assert_eq!(jana.sends("/course/sessions", &earlier).await.leads_to(), "/course#sessions");
    let page = jana.goes("/course").await.text;
    assert!(page.contains("3 sessions done. 5 sessions in all."), "{page}");
    assert_eq!(jana.sends("/course/sessions", &[("previous", "2026-12-01")]).await.status, 422);
    assert_eq!(jana.sends("/course/sessions", &[("of", "-1")]).await.status, 422);
    assert_eq!(jana.sends("/course/sessions", &[("number", "4"), ("of", "2")]).await.status, 422);
    let another = [("of", "ended"), ("at", "2026-11-24T10:00"), ("again", "yes")];
    jana.sends("/setup/when", &another).await.leads_to();
    let treatment = case(&mut jana).await["treatment"].clone();
    let days = json!(["2026-07-15", "2026-09-01", "2026-10-20"]);
    assert_eq!(treatment["session"], json!({ "of": 5, "previous": days }));
    assert_eq!(treatment["concerns"], json!(["acne-scars"]));
    assert!(jana.goes("/course").await.text.contains("4 sessions done."));
    // Nothing is known of them any more.
    jana.sends("/course/sessions", &[]).await.leads_to();
    assert!(jana.goes("/course").await.text.contains("1 session done."));
}

#[tokio::test]
async fn nothing_known_is_a_page_too_and_nobody_else_can_tell() {
    let clinic = Clinic::new("nothing").await;
    let mut jana = clinic.person();
    let page = jana.goes("/course").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("No session done yet."), "{}", page.text);
    for what in ["price", "event", "booking", "concerns", "sessions"] {
        let path = format!("/course/{what}");
        jana.sends(&path, &[]).await.leads_to();
        assert_eq!(jana.without_secret().sends(&path, &[]).await.status, 403);
    }
    assert_eq!(jana.sends("/course/nothing", &[]).await.status, 404);
}
