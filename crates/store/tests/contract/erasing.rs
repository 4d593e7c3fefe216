//! Erasing, and whether all is well.

use afterglow_store::{OutOfReach, Records, StoreError};

use super::{Home, answer, now, product};

pub(crate) async fn the_erased_are_gone_and_others_stay(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let other = records.create_person(now()).await.unwrap();
    for who in [person, other] {
        let new = vec![product("a"), product("b")];
        let id = records.record(who, new, Some(answer("plan", "{}")), now()).await.unwrap().answer;
        assert!(records.answer(who, id.unwrap()).await.unwrap().is_some());
    }
    let erased = records.erase(person).await.unwrap();
    assert_eq!((erased.facts, erased.answers), (2, 1));
    assert_eq!(erased.out_of_reach, OutOfReach::ALL);
    assert_eq!(records.facts(person).await.unwrap_err(), StoreError::NoSuchPerson);
    assert_eq!(records.latest_answer(person, "plan").await.unwrap(), None);
    let late = records.record(person, vec![product("c")], None, now()).await;
    assert_eq!(late.unwrap_err(), StoreError::NoSuchPerson);
    assert_eq!(records.persons().await.unwrap().len(), 1);
    assert_eq!(
        (records.facts(other).await.unwrap().len(), records.answers(other).await.unwrap().len()),
        (2, 1)
    );
    home.close(records).await;
}

pub(crate) async fn nobody_cannot_be_erased(home: &impl Home) {
    let records = home.open().await;
    let nobody = "0193aaaa-0000-7000-8000-000000000000".parse().unwrap();
    assert_eq!(records.erase(nobody).await.unwrap_err(), StoreError::NoSuchPerson);
    assert!(records.health().await.is_good());
    home.close(records).await;
}

pub(crate) async fn records_are_healthy(home: &impl Home) {
    let records = home.open().await;
    assert!(records.health().await.is_good());
    let again = records.clone();
    home.close(records).await;
    assert!(!again.health().await.is_good());
}
