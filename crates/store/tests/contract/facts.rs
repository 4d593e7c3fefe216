//! Facts are only ever added.

use afterglow_store::{FactId, Invalid, Kind, NewFact, PersonId, Records, SendingKey, StoreError};
use serde_json::{Value, json};

use super::{Home, at, check_in, now, product, treatment};

pub(crate) async fn facts_come_back_as_recorded(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let body =
        json!({ "name": "Zoë \"O'Hara\"; DROP TABLE fact\u{0}\n\u{1F33F}", "born": 1991, "skin_type": "IV" });
    let new = vec![NewFact::new(Kind::Person, body.clone()), product("night cream")];
    let recorded = records.record(person, new, None, now()).await.unwrap();
    let facts = records.facts(person).await.unwrap();
    assert_eq!(recorded.answer, None);
    assert_eq!(facts.iter().map(|fact| fact.id).collect::<Vec<_>>(), recorded.facts);
    assert_eq!((facts[0].kind, &facts[0].body, facts[0].replaces), (Kind::Person, &body, None));
    assert_eq!((facts[0].person, facts[0].recorded), (person, now()));
    assert_eq!(facts[1].kind, Kind::Product);
    assert!(records.record(person, Vec::new(), None, now()).await.unwrap().facts.is_empty());
    home.close(records).await;
}

pub(crate) async fn a_correction_leaves_what_it_replaces(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let correction = NewFact::correction(Kind::Product, json!({ "name": "balm", "label": "Aqua" }), first);
    let second = records.record(person, vec![correction], None, now()).await.unwrap().facts[0];
    let withdrawal = NewFact::withdrawal(Kind::Product, second);
    let third = records.record(person, vec![withdrawal], None, now()).await.unwrap().facts[0];
    let facts = records.facts(person).await.unwrap();
    assert_eq!(
        facts.iter().map(|fact| (fact.id, fact.replaces)).collect::<Vec<_>>(),
        [(first, None), (second, Some(first)), (third, Some(second))]
    );
    assert_eq!(facts[0].body["name"], "cream");
    assert_eq!(facts[2].body, Value::Null);
    home.close(records).await;
}

pub(crate) async fn a_fact_is_replaced_at_most_once(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    records.record(person, vec![NewFact::withdrawal(Kind::Product, first)], None, now()).await.unwrap();
    let again = vec![product("other"), NewFact::withdrawal(Kind::Product, first)];
    let refused = records.record(person, again, None, now()).await.unwrap_err();
    assert_eq!(refused, StoreError::InvalidFact { index: 1, why: Invalid::AlreadyReplaced });
    assert_eq!(records.facts(person).await.unwrap().len(), 2);
    home.close(records).await;
}

pub(crate) async fn what_is_replaced_must_be_of_the_same_kind_and_person(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let other = records.create_person(now()).await.unwrap();
    let theirs = records.record(other, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let own = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let unknown: FactId = "0193aaaa-0000-7000-8000-000000000000".parse().unwrap();
    for (fact, why) in [
        (NewFact::withdrawal(Kind::Product, theirs), Invalid::NoSuchFact),
        (NewFact::withdrawal(Kind::Product, unknown), Invalid::NoSuchFact),
        (NewFact::withdrawal(Kind::Done, own), Invalid::OtherKind),
    ] {
        let refused = records.record(person, vec![fact], None, now()).await.unwrap_err();
        assert_eq!(refused, StoreError::InvalidFact { index: 0, why });
    }
    assert_eq!(records.facts(person).await.unwrap().len(), 1);
    assert_eq!(records.facts(other).await.unwrap().len(), 1);
    home.close(records).await;
}

pub(crate) async fn two_facts_of_a_request_cannot_replace_the_same(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let twice = vec![NewFact::withdrawal(Kind::Product, first), NewFact::withdrawal(Kind::Product, first)];
    let refused = records.record(person, twice, None, now()).await.unwrap_err();
    assert_eq!(refused, StoreError::InvalidFact { index: 1, why: Invalid::AlreadyReplaced });
    home.close(records).await;
}

pub(crate) async fn a_clock_that_goes_back_does_not_change_the_order(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let settings = |n: u32| vec![NewFact::new(Kind::Settings, json!({ "n": n }))];
    records.record(person, settings(1), None, at("2027-01-01T00:00:00Z")).await.unwrap();
    records.record(person, settings(2), None, at("2026-01-01T00:00:00Z")).await.unwrap();
    home.close(records).await;
    let records = home.open().await;
    records.record(person, settings(3), None, at("2025-01-01T00:00:00Z")).await.unwrap();
    let facts = records.facts(person).await.unwrap();
    assert_eq!(facts.iter().map(|fact| fact.body["n"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(facts[2].recorded, at("2025-01-01T00:00:00Z"));
    home.close(records).await;
}

pub(crate) async fn what_cannot_be_a_fact_is_refused(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let mut deep = json!({});
    for _ in 0..100 {
        deep = json!({ "in": deep });
    }
    let no_zone = json!({ "at": "2026-11-24T09:00:00-05:00" });
    for (kind, body, why) in [
        (Kind::Person, json!([]), Invalid::NotAnObject),
        (Kind::Person, json!("name"), Invalid::NotAnObject),
        (Kind::Person, Value::Null, Invalid::WithdrawsNothing),
        (Kind::Person, json!({ "name": "a".repeat(70_000) }), Invalid::TooLarge),
        (Kind::Settings, deep, Invalid::TooLarge),
        (Kind::CheckIn, json!({}), Invalid::NoInstant("at")),
        (Kind::Seen, no_zone.clone(), Invalid::BadInstant("at")),
        (Kind::Done, json!({ "at": 12 }), Invalid::BadInstant("at")),
        (Kind::Treatment, json!({ "ended": "2026-11-24" }), Invalid::BadInstant("ended")),
        (Kind::Next, json!({ "planned": "soon" }), Invalid::BadInstant("planned")),
    ] {
        let new = vec![NewFact::new(kind, body)];
        let refused = records.record(person, new, None, now()).await.unwrap_err();
        assert_eq!(refused, StoreError::InvalidFact { index: 0, why }, "{kind:?}");
    }
    let many = vec![product("cream"); 257];
    let refused = records.record(person, many, None, now()).await.unwrap_err();
    assert!(matches!(refused, StoreError::InvalidFact { why: Invalid::TooLarge, .. }));
    assert!(records.facts(person).await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn nobody_has_no_facts(home: &impl Home) {
    let records = home.open().await;
    let nobody: PersonId = "0193aaaa-0000-7000-8000-000000000000".parse().unwrap();
    let withdrawal = NewFact::withdrawal(Kind::Product, nobody.to_string().parse().unwrap());
    for facts in [vec![], vec![product("cream")], vec![withdrawal]] {
        let refused = records.record(nobody, facts, None, now()).await;
        assert_eq!(refused.unwrap_err(), StoreError::NoSuchPerson);
    }
    assert_eq!(records.facts(nobody).await.unwrap_err(), StoreError::NoSuchPerson);
    assert_eq!(records.answers(nobody).await.unwrap_err(), StoreError::NoSuchPerson);
    assert!(records.persons().await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn people_come_back_as_created(home: &impl Home) {
    let records = home.open().await;
    let first = records.create_person(at("2026-11-24T15:00:00Z")).await.unwrap();
    let second = records.create_person(at("2026-11-24T15:00:01Z")).await.unwrap();
    let people = records.persons().await.unwrap();
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), [first, second]);
    assert_eq!(people[1].created, at("2026-11-24T15:00:01Z"));
    assert!(records.facts(first).await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn facts_outlive_closing(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let new = vec![
        treatment("2026-11-22T14:00:00-05:00[America/New_York]"),
        check_in("2026-11-24T09:00:00-05:00[America/New_York]", "a little tight"),
    ];
    records.record(person, new, Some(super::answer("triage", "{}")), now()).await.unwrap();
    let before = (records.facts(person).await.unwrap(), records.answers(person).await.unwrap());
    home.close(records).await;
    let records = home.open().await;
    assert_eq!((records.facts(person).await.unwrap(), records.answers(person).await.unwrap()), before);
    home.close(records).await;
}

pub(crate) async fn what_is_sent_twice_is_recorded_once(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let other = records.create_person(now()).await.unwrap();
    let key = SendingKey::random();
    let sent = |name: &str| vec![product("before it"), product(name).once(key)];
    let answer = || Some(super::answer("triage", "{}"));
    let first = records.record(person, sent("cream"), answer(), now()).await.unwrap().facts[1];
    let refused = StoreError::InvalidFact { index: 1, why: Invalid::AlreadyRecorded(first) };
    // Whatever it says: whoever sends decides what is the same.
    assert_eq!(records.record(person, sent("cream"), answer(), now()).await, Err(refused.clone()));
    assert_eq!(records.record(person, sent("balm"), None, now()).await, Err(refused.clone()));
    records.record(other, sent("cream"), None, now()).await.unwrap();
    // A correction that is sent again has not been overtaken by another.
    let second = SendingKey::random();
    let correct = || {
        vec![
            NewFact::correction(Kind::Product, json!({ "name": "balm", "label": "Aqua" }), first)
                .once(second),
        ]
    };
    let corrected = records.record(person, correct(), None, now()).await.unwrap().facts[0];
    let known = StoreError::InvalidFact { index: 0, why: Invalid::AlreadyRecorded(corrected) };
    assert_eq!(records.record(person, correct(), None, now()).await, Err(known));
    let twice =
        vec![product("cream").once(SendingKey::from_bits(7)), product("balm").once(SendingKey::from_bits(7))];
    let in_one = records.record(person, twice, None, now()).await;
    assert_eq!(in_one, Err(StoreError::InvalidFact { index: 1, why: Invalid::SentTwice }));
    home.close(records).await;
    let records = home.open().await;
    assert_eq!(records.record(person, sent("cream"), answer(), now()).await, Err(refused));
    let facts = records.facts(person).await.unwrap();
    assert_eq!(facts.iter().map(|fact| fact.sending).collect::<Vec<_>>(), [None, Some(key), Some(second)]);
    assert_eq!(records.answers(person).await.unwrap().len(), 1);
    home.close(records).await;
}
