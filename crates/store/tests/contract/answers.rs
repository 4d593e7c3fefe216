//! Answers are kept as they were shown.

use afterglow_store::{Cause, Invalid, Records, StoreError};

use super::{Home, answer, at, now, product};

pub(crate) async fn an_answer_comes_back_byte_by_byte(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let mut new = answer("triage", "{\"text\":\"Zoë,  wait\"}\r\n\u{7f}\u{0}end ");
    new.judged_at = at("2026-11-24T14:00:00.000000001Z");
    let id = records.record(person, vec![], Some(new.clone()), now()).await.unwrap().answer.unwrap();
    let kept = records.answer(person, id).await.unwrap().unwrap();
    assert_eq!((kept.output.as_bytes(), &kept.input), (new.output.as_bytes(), &new.input));
    assert_eq!((kept.judged_at, kept.kind.as_str()), (new.judged_at, "triage"));
    assert_eq!((kept.protocol.clone(), kept.cause), (new.protocol, None));
    assert_eq!(records.answers(person).await.unwrap(), [kept]);
    home.close(records).await;
}

pub(crate) async fn the_latest_answer_is_that_of_its_kind(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    for (kind, output) in [("plan", "1"), ("triage", "2"), ("plan", "3"), ("triage", "4"), ("label", "5")] {
        records.record(person, vec![], Some(answer(kind, output)), now()).await.unwrap();
    }
    for (kind, output) in [("plan", "3"), ("triage", "4"), ("label", "5")] {
        assert_eq!(records.latest_answer(person, kind).await.unwrap().unwrap().output, output);
    }
    assert_eq!(records.latest_answer(person, "course").await.unwrap(), None);
    let outputs: Vec<String> =
        records.answers(person).await.unwrap().into_iter().map(|answer| answer.output).collect();
    assert_eq!(outputs, ["1", "2", "3", "4", "5"]);
    home.close(records).await;
}

pub(crate) async fn an_answer_names_the_fact_that_caused_it(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let mut new = answer("label", "no");
    new.cause = Some(Cause::New(1));
    let recorded =
        records.record(person, vec![product("a"), product("b")], Some(new.clone()), now()).await.unwrap();
    let kept = records.answer(person, recorded.answer.unwrap()).await.unwrap().unwrap();
    assert_eq!(kept.cause, Some(recorded.facts[1]));
    new.cause = Some(Cause::Recorded(recorded.facts[0]));
    let again = records.record(person, vec![], Some(new), now()).await.unwrap().answer.unwrap();
    assert_eq!(records.answer(person, again).await.unwrap().unwrap().cause, Some(recorded.facts[0]));
    home.close(records).await;
}

pub(crate) async fn what_cannot_be_an_answer_is_refused(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let other = records.create_person(now()).await.unwrap();
    let theirs = records.record(other, vec![product("a")], None, now()).await.unwrap().facts[0];
    let caused = |cause| {
        let mut new = answer("label", "no");
        new.cause = Some(cause);
        new
    };
    let large = answer("plan", &"a".repeat(5 * 1024 * 1024));
    for (new, why) in [
        (answer("", "{}"), Invalid::BadKind),
        (answer("Plan 9", "{}"), Invalid::BadKind),
        (large, Invalid::TooLarge),
        (caused(Cause::New(1)), Invalid::NoSuchFact),
        (caused(Cause::Recorded(theirs)), Invalid::NoSuchFact),
    ] {
        let refused = records.record(person, vec![product("b")], Some(new), now()).await.unwrap_err();
        assert_eq!(refused, StoreError::InvalidAnswer { why });
    }
    assert!(records.facts(person).await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn answers_of_others_are_not_found(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let other = records.create_person(now()).await.unwrap();
    let id = records.record(person, vec![], Some(answer("plan", "{}")), now()).await.unwrap().answer.unwrap();
    assert_eq!(records.answer(other, id).await.unwrap(), None);
    assert_eq!(records.latest_answer(other, "plan").await.unwrap(), None);
    assert!(records.answers(other).await.unwrap().is_empty());
    home.close(records).await;
}
