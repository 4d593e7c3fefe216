//! All of a request or none of it, however many ask at the same time.

use std::collections::BTreeSet;

use afterglow_store::{Cause, FactId, Invalid, Kind, NewFact, Records, SendingKey, StoreError};
use serde_json::json;

use super::{Home, answer, now, product};

pub(crate) async fn any_text_comes_back(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let tasks: Vec<_> = (0..64)
        .map(|seed| {
            let records = records.clone();
            tokio::spawn(async move {
                let mut random = fastrand::Rng::with_seed(seed);
                for _ in 0..8 {
                    let [name, label, output] = [(); 3].map(|()| odd_text(&mut random));
                    let body = json!({ "name": name, "label": label, &name: [&label, 0.1, 1e300, -7, null] });
                    let mut shown = answer("label", &output);
                    shown.cause = Some(Cause::New(0));
                    shown.input = format!("{label}{output}");
                    let new = vec![NewFact::new(Kind::Product, body.clone())];
                    let kept = records.record(person, new, Some(shown.clone()), now()).await.unwrap();
                    let facts = records.facts(person).await.unwrap();
                    let fact = facts.iter().find(|fact| fact.id == kept.facts[0]).unwrap();
                    assert_eq!(fact.body, body);
                    let answer = records.answer(person, kept.answer.unwrap()).await.unwrap().unwrap();
                    assert_eq!((answer.input, answer.output), (shown.input, shown.output));
                    assert_eq!(answer.cause, Some(fact.id));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    home.close(records).await;
}

/// Mostly what breaks parsers.
fn odd_text(random: &mut fastrand::Rng) -> String {
    let odd = [
        "\"",
        "\\",
        "\\u0000",
        "'",
        ";",
        "\n",
        "\r",
        "\u{1}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffd}",
        "null",
        "{",
        "]",
        "%",
        "?1",
        "$1",
        "é",
        "e\u{301}",
        "\u{202e}",
        "\u{1F33F}",
        "\u{10FFFF}",
        "\u{0}",
    ];
    (0..random.usize(0..12)).map(|_| odd[random.usize(0..odd.len())]).collect()
}

pub(crate) async fn a_bad_fact_leaves_nothing(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let bad = [
        NewFact::new(Kind::CheckIn, json!({})),
        NewFact::withdrawal(Kind::Seen, first),
        NewFact::withdrawal(Kind::Product, "0193aaaa-0000-7000-8000-000000000000".parse().unwrap()),
    ];
    for bad in bad {
        let new = vec![product("a"), NewFact::withdrawal(Kind::Product, first), bad, product("b")];
        let refused = records.record(person, new, Some(answer("label", "no")), now()).await.unwrap_err();
        assert!(matches!(refused, StoreError::InvalidFact { index: 2, .. }), "{refused}");
    }
    assert_eq!(records.facts(person).await.unwrap().len(), 1);
    assert!(records.answers(person).await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn a_bad_answer_leaves_nothing(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let mut bad = answer("label", "no");
    bad.cause = Some(Cause::Recorded("0193aaaa-0000-7000-8000-000000000000".parse().unwrap()));
    let refused = records.record(person, vec![product("a")], Some(bad), now()).await.unwrap_err();
    assert_eq!(refused, StoreError::InvalidAnswer { why: Invalid::NoSuchFact });
    assert!(records.facts(person).await.unwrap().is_empty());
    home.close(records).await;
}

pub(crate) async fn many_at_once_are_all_kept(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let tasks: Vec<_> = (0..32)
        .map(|task| {
            let records = records.clone();
            tokio::spawn(async move {
                let mut kept = Vec::new();
                for n in 0..25 {
                    let new = vec![product(&format!("{task}/{n}")), product(&format!("{task}/{n} again"))];
                    let mut shown = answer("label", &format!("{task}/{n}"));
                    shown.cause = Some(Cause::New(0));
                    kept.extend(records.record(person, new, Some(shown), now()).await.unwrap().facts);
                    let last = records.facts(person).await.unwrap().into_iter().map(|fact| fact.id);
                    assert!(last.collect::<BTreeSet<_>>().is_superset(&kept.iter().copied().collect()));
                }
                kept
            })
        })
        .collect();
    let mut acknowledged: Vec<FactId> = Vec::new();
    for task in tasks {
        acknowledged.extend(task.await.unwrap());
    }
    acknowledged.sort_unstable();
    let facts = records.facts(person).await.unwrap();
    assert_eq!(facts.iter().map(|fact| fact.id).collect::<Vec<_>>(), acknowledged);
    let names: BTreeSet<&str> = facts.iter().map(|fact| fact.body["name"].as_str().unwrap()).collect();
    assert_eq!((facts.len(), names.len()), (32 * 25 * 2, 32 * 25 * 2));
    for shown in records.answers(person).await.unwrap() {
        let cause = facts.iter().find(|fact| Some(fact.id) == shown.cause).unwrap();
        assert_eq!(cause.body["name"], shown.output);
    }
    home.close(records).await;
}

pub(crate) async fn one_bad_request_spoils_no_other(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let nobody = "0193aaaa-0000-7000-8000-000000000000".parse().unwrap();
    let tasks: Vec<_> = (0..96)
        .map(|n| {
            let records = records.clone();
            tokio::spawn(async move {
                let mut bad = answer("label", "no");
                bad.cause = Some(Cause::Recorded("0193aaaa-0000-7000-8000-000000000000".parse().unwrap()));
                let new = vec![product(&n.to_string())];
                match n % 4 {
                    0 => records.record(nobody, new, None, now()).await.is_err(),
                    1 => records.record(person, new, Some(bad), now()).await.is_err(),
                    2 => {
                        let of_nobody = NewFact::withdrawal(
                            Kind::Product,
                            "0193aaaa-0000-7000-8000-000000000000".parse().unwrap(),
                        );
                        records.record(person, vec![product("x"), of_nobody], None, now()).await.is_err()
                    }
                    _ => records.record(person, new, None, now()).await.is_ok(),
                }
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap());
    }
    let facts = records.facts(person).await.unwrap();
    let mut names: Vec<u32> =
        facts.iter().map(|fact| fact.body["name"].as_str().unwrap().parse().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, (0..96).filter(|n| n % 4 == 3).collect::<Vec<u32>>());
    home.close(records).await;
}

pub(crate) async fn of_many_corrections_one_wins(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let first = records.record(person, vec![product("cream")], None, now()).await.unwrap().facts[0];
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let records = records.clone();
            tokio::spawn(async move {
                let correction = vec![NewFact::withdrawal(Kind::Product, first)];
                records.record(person, correction, None, now()).await
            })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(lost) => {
                assert_eq!(lost, StoreError::InvalidFact { index: 0, why: Invalid::AlreadyReplaced });
            }
        }
    }
    assert_eq!(won, 1);
    assert_eq!(records.facts(person).await.unwrap().len(), 2);
    home.close(records).await;
}

pub(crate) async fn of_many_sendings_one_is_recorded(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let key = SendingKey::random();
    let tasks: Vec<_> = (0..32)
        .map(|n| {
            let records = records.clone();
            tokio::spawn(async move {
                // Every other one is of somebody else's form, and has nothing to do with it.
                let fact = product("cream");
                let fact = if n % 2 == 0 { fact.once(key) } else { fact };
                let mut shown = answer("label", "{}");
                shown.cause = Some(Cause::New(0));
                let outcome = records.record(person, vec![fact], Some(shown), now()).await;
                // Whoever is told that it is there can read it.
                if let Err(StoreError::InvalidFact { why: Invalid::AlreadyRecorded(first), .. }) = &outcome {
                    let facts = records.facts(person).await.unwrap();
                    assert!(facts.iter().any(|fact| fact.id == *first));
                }
                (n, outcome)
            })
        })
        .collect();
    let mut recorded = BTreeSet::new();
    let mut known = BTreeSet::new();
    for task in tasks {
        match task.await.unwrap() {
            (n, Ok(kept)) if n % 2 == 0 => assert!(recorded.insert(kept.facts[0])),
            (n, Ok(_)) => assert_eq!(n % 2, 1),
            (n, Err(StoreError::InvalidFact { index: 0, why: Invalid::AlreadyRecorded(first) })) => {
                assert_eq!(n % 2, 0);
                known.insert(first);
            }
            (_, Err(error)) => panic!("{error}"),
        }
    }
    assert_eq!(recorded.len(), 1);
    assert_eq!(known, recorded);
    assert_eq!(records.facts(person).await.unwrap().len(), 17);
    assert_eq!(records.answers(person).await.unwrap().len(), 17);
    home.close(records).await;
}
