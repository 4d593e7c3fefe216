//! Files with people in them, made by the store itself.

use afterglow_store::{Kind, NewFact, Records, Store};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::process::Folder;

const CHECK_INS: i64 = 20;
/// So many people are written at once: the store takes those who wait into one transaction.
const AT_ONCE: usize = 64;

/// A file with so many people, each treated ten days ago, with twenty check-ins since.
pub(super) async fn file(name: &str, people: usize) -> Folder {
    let folder = Folder::new(name);
    let store = Store::open(&folder.database()).await.expect("a store");
    let now = now();
    let facts = facts(&now);
    // The first is the one whom the app shows.
    person(&store, &facts, now.timestamp()).await;
    let mut writing = JoinSet::new();
    for _ in 1..people {
        if writing.len() == AT_ONCE {
            writing.join_next().await;
        }
        let (store, facts, now) = (store.clone(), facts.clone(), now.timestamp());
        writing.spawn(async move { person(&store, &facts, now).await });
    }
    while let Some(written) = writing.join_next().await {
        written.expect("a person");
    }
    store.close().await.expect("an end");
    folder
}

async fn person(store: &Store, facts: &[NewFact], now: Timestamp) {
    let person = store.create_person(now).await.expect("a person");
    store.record(person, facts.to_vec(), None, now).await.expect("facts");
}

fn facts(now: &ZonedDateTime) -> Vec<NewFact> {
    let at = |hours_ago: i64| -> String {
        now.checked_sub(SignedDuration::from_hours(hours_ago)).expect("an instant").to_string()
    };
    let about = [
        (
            Kind::Person,
            json!({
                "name": "Jana Vogt (invented)", "born": 1991, "skin_type": "III", "pregnant": false,
                "zone": "Europe/Berlin", "conditions": [], "history": [], "allergies": [], "medications": []
            }),
        ),
        (Kind::Contacts, json!({ "clinic": "Hautpraxis am Kanal (invented)", "country": "DE" })),
        (
            Kind::Treatment,
            json!({
                "ended": at(240), "setting": "clinic", "device": "pen",
                "areas": [{ "area": "face", "depth_mm": 1.0 }], "concerns": ["acne-scars"]
            }),
        ),
        (Kind::Product, json!({ "name": "night cream", "label": "Aqua, Glycerin, Retinol, Parfum" })),
    ];
    let about = about.into_iter().map(|(kind, body): (Kind, Value)| NewFact::new(kind, body));
    let check_ins = (0..CHECK_INS).map(|turn| {
        let symptoms = json!({
            "redness": "mild", "warmth": "none", "swelling": "none", "pain": 1, "weeping": "none", "darkening": "none"
        });
        let body = json!({
            "at": at(239 - 12 * turn), "signs": [], "symptoms": symptoms, "temperature_c": 36.8, "trend": "better"
        });
        NewFact::new(Kind::CheckIn, body)
    });
    about.chain(check_ins).collect()
}

#[expect(clippy::disallowed_methods, reason = "the program that is measured lives in the present")]
pub(super) fn now() -> ZonedDateTime {
    Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone"))
}
