//! The case that is made of a person's facts, which the core must be able to read.

use afterglow_store::{Kind, NewFact, Records, standing};
use serde_json::{Value, json};

use super::{Home, case, check_in, now, product, treatment};

const FIRST: &str = "2026-11-22T14:00:00-05:00[America/New_York]";
const SECOND: &str = "2027-01-05T11:00:00-05:00[America/New_York]";

fn done(what: &str, at: &str) -> NewFact {
    NewFact::new(Kind::Done, json!({ "what": what, "at": at }))
}

fn seen(at: &str) -> NewFact {
    NewFact::new(Kind::Seen, json!({ "at": at, "by": "clinic", "closes": ["pus"] }))
}

fn notes(case: &Value) -> Vec<&str> {
    case["check_ins"].as_array().into_iter().flatten().map(|entry| entry["note"].as_str().unwrap()).collect()
}

pub(crate) async fn a_case_is_made_of_all_kinds(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    assert_eq!(case(&records, person).await, json!({}));
    let new = vec![
        NewFact::new(Kind::Person, json!({ "name": "Zoë", "zone": "Europe/Berlin" })),
        NewFact::new(Kind::Person, json!({ "name": "Zoë", "zone": "America/New_York", "born": 1991 })),
        NewFact::new(Kind::Contacts, json!({ "clinic": "Skin", "country": "US" })),
        treatment(FIRST),
        NewFact::new(Kind::Next, json!({ "planned": SECOND })),
        NewFact::new(Kind::Event, json!({ "on": "2027-05-01", "what": "wedding" })),
        NewFact::new(Kind::Price, json!({ "per_session": 250, "currency": "EUR" })),
        NewFact::new(Kind::Settings, json!({ "text": "large" })),
        check_in("2026-11-25T09:00:00-05:00[America/New_York]", "later"),
        check_in("2026-11-24T09:00:00-05:00[America/New_York]", "earlier"),
        seen("2026-11-25T11:00:00-05:00[America/New_York]"),
        done("makeup", "2026-11-24T09:00:00-05:00[America/New_York]"),
        product("night cream"),
        product("day cream"),
    ];
    records.record(person, new, None, now()).await.unwrap();
    let case = case(&records, person).await;
    assert_eq!(case["id"], person.to_string());
    assert_eq!(case["person"]["born"], 1991);
    assert_eq!(case["next"]["planned"], SECOND);
    assert_eq!(notes(&case), ["earlier", "later"]);
    assert_eq!(case["products"][1]["name"], "day cream");
    let keys: Vec<&String> = case.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 10 + 1, "{keys:?}");
    assert_eq!(case.get("settings"), None);
    home.close(records).await;
}

pub(crate) async fn a_second_session_begins_anew(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = vec![
        treatment(FIRST),
        check_in("2026-11-24T09:00:00-05:00[America/New_York]", "first"),
        seen("2026-11-25T11:00:00-05:00[America/New_York]"),
        done("makeup", "2026-11-25T09:00:00-05:00[America/New_York]"),
        product("night cream"),
        NewFact::new(Kind::Next, json!({ "planned": "2027-01-05T10:00:00-05:00[America/New_York]" })),
    ];
    records.record(person, first, None, now()).await.unwrap();
    assert_eq!(notes(&case(&records, person).await), ["first"]);
    let second = vec![treatment(SECOND), check_in(SECOND, "at hour 0")];
    let second = records.record(person, second, None, now()).await.unwrap().facts;
    let folded = case(&records, person).await;
    assert_eq!(notes(&folded), ["at hour 0"]);
    assert_eq!((folded.get("seen"), folded.get("done"), folded.get("next")), (None, None, None));
    assert_eq!(folded["products"][0]["name"], "night cream");
    assert_eq!(records.facts(person).await.unwrap().len(), 8, "the export has all of them");
    // Taken back, the first session counts again. The check-in of the second comes after it and stays.
    let withdrawal = NewFact::withdrawal(Kind::Treatment, second[0]);
    records.record(person, vec![withdrawal], None, now()).await.unwrap();
    let folded = case(&records, person).await;
    assert_eq!(folded["treatment"]["ended"], FIRST);
    assert_eq!(notes(&folded), ["first", "at hour 0"]);
    home.close(records).await;
}

pub(crate) async fn a_plan_hides_no_check_in(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let new = vec![
        treatment(FIRST),
        check_in("2026-11-24T09:00:00-05:00[America/New_York]", "first"),
        NewFact::new(Kind::Treatment, json!({ "planned": SECOND, "device": "pen" })),
        NewFact::new(Kind::Next, json!({ "planned": "2027-02-20T10:00:00-05:00[America/New_York]" })),
    ];
    records.record(person, new, None, now()).await.unwrap();
    let folded = case(&records, person).await;
    assert_eq!(notes(&folded), ["first"]);
    assert!(folded.get("next").is_some());
    home.close(records).await;
}

pub(crate) async fn correcting_an_earlier_session_keeps_the_later_one(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let ids =
        records.record(person, vec![treatment(FIRST), treatment(SECOND)], None, now()).await.unwrap().facts;
    let mut corrected = treatment("2026-11-22T15:00:00-05:00[America/New_York]");
    corrected.replaces = Some(ids[0]);
    records.record(person, vec![corrected], None, now()).await.unwrap();
    assert_eq!(case(&records, person).await["treatment"]["ended"], SECOND);
    let facts = records.facts(person).await.unwrap();
    assert_eq!(standing(&facts).iter().map(|fact| fact.id).collect::<Vec<_>>(), [facts[2].id, ids[1]]);
    home.close(records).await;
}

pub(crate) async fn sessions_are_compared_as_instants(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let new = vec![
        treatment("2026-11-22T14:00:00+01:00[Europe/Berlin]"),
        // Both read as earlier than 14:00 or later, and are the opposite.
        check_in("2026-11-22T09:30:00-05:00[America/New_York]", "an hour and a half after"),
        check_in("2026-11-22T21:30:00+09:00[Asia/Tokyo]", "half an hour before"),
        check_in("2026-11-22T23:30:00+09:00[Asia/Tokyo]", "an hour and a half after, too"),
        check_in("2026-11-22T14:10:00+01:00[Europe/Berlin]", "ten minutes after"),
    ];
    records.record(person, new, None, now()).await.unwrap();
    assert_eq!(
        notes(&case(&records, person).await),
        ["ten minutes after", "an hour and a half after", "an hour and a half after, too"]
    );
    home.close(records).await;
}
